"""Paragraphs as a notebook shows them and as a report numbers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.markup import TEXT_MIME


@dataclass(frozen=True)
class Text:
    """Blocks of HTML, in order: numbered paragraphs of one kind, and lists between them."""

    blocks: tuple[Markup, ...]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": "\n".join(self.blocks),
            "text/plain": "\n\n".join(block.striptags() for block in self.blocks),
            TEXT_MIME: {"blocks": [str(block) for block in self.blocks]},
        }


def computed(html: Markup) -> Markup:
    """A paragraph that the program wrote from the figures."""
    return Markup('<p class="para computed">{}</p>').format(html)
