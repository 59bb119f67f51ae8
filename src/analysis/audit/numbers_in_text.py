"""The numbers in a text and in a page."""

from __future__ import annotations

import re
from pathlib import Path

from lxml.etree import _Element

from analysis.base.elements import kinds, parsed, text

# A time of day, such as 8pm, counts nothing.
NUMBER = re.compile(r"(?<!\w)(?<!\d[.,])\d[\d,]*+(?:\.\d++)?+(?![ap]m\b)")


def numbers_in(words: str) -> list[str]:
    """The numbers in a text, without the commas of thousands."""
    return [found.replace(",", "").rstrip(".") for found in NUMBER.findall(words)]


def numbers_of_alt(root: _Element) -> list[str]:
    """The numbers in alternative texts."""
    return [number for image in root.iter("img") for number in numbers_in(image.get("alt", ""))]


def numbers_of_page(page: Path) -> frozenset[str]:
    """Every number that a reader finds in a page, none where there is no such page. Those of paragraphs and notes count nothing."""
    if not page.exists():
        return frozenset()
    root = parsed(page.read_text(encoding="utf-8"))
    alternatives = numbers_of_alt(root)
    for element in [one for one in root.iter("*") if one.tag in {"nav", "pre", "code"} or "pn" in kinds(one)]:
        element.clear(keep_tail=True)
    return frozenset((*numbers_in(re.sub(r"\[note\s\d+\]", " ", text(root, " "))), *alternatives))
