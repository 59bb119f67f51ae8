"""Commentary: what only people know, written in Markdown, kept apart from the figures and shown as commentary."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

import mistune
from markupsafe import Markup, escape

from analysis.narrative.text import Text
from analysis.settings import Fault

HEADINGS = (
    "Purpose of the report",
    "Strategic partnerships and governance",
    "Profile",
    "Partnership working",
    "Prevention",
    "Targeted and specialist support",
    "Training",
    "Children who go missing",
    "Findings on exploitation",
    "Findings on going missing",
    "Key priorities",
    "Other options considered",
    "Reasons for recommendations",
    "Statutory and policy implications",
    "Recommendations",
)

_HEADING = re.compile(r"^#+[ \t]+(.+?)[ \t]*$", re.MULTILINE)


class _Paragraphs(mistune.HTMLRenderer):
    """Markdown as the page wants it: every paragraph numbered by the page and marked as commentary."""

    def paragraph(self, text: str) -> str:
        return f'<p class="para commentary">{text}</p>\n'

    def block_html(self, html: str) -> str:
        return self.paragraph(escape(html.strip()))


_to_html = mistune.create_markdown(renderer=_Paragraphs(escape=True))


def read_commentary(path: Path) -> dict[str, Text]:
    """The commentary of a period by heading; empty when there is no file.

    Raises `Fault` for headings that the report does not have, so that nothing written is left out unnoticed.
    """
    if not path.exists():
        return {}
    before, *pieces = _HEADING.split(path.read_text(encoding="utf-8"))
    written = dict(zip(pieces[::2], pieces[1::2], strict=True))
    _check(path, before, list(pieces[::2]))
    return {heading: Text((Markup(_to_html(words.strip())),)) for heading, words in written.items() if words.strip()}


def none_written(heading: str) -> Text:
    """What stands where no commentary was written."""
    return Text((Markup('<p class="para commentary none">No commentary on “{}” was written for this period.</p>').format(heading),))


def _check(path: Path, before: str, headings: list[str]) -> None:
    faults = [f"  {heading!r} {_advice(heading)}" for heading in headings if heading not in HEADINGS]
    faults += [f"  {heading!r} stands there more than once" for heading in sorted({h for h in headings if headings.count(h) > 1})]
    faults += ["  there is text above the first heading"] if before.strip() else []
    if faults:
        known = ", ".join(HEADINGS)
        raise Fault("\n".join([f"{path} cannot be placed in the report:", *faults, f"The headings are: {known}."]))


def _advice(heading: str) -> str:
    near = get_close_matches(heading, HEADINGS, n=1)
    return f"is not a heading of the report; did you mean {near[0]!r}?" if near else "is not a heading of the report"
