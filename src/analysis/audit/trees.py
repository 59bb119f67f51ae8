"""A page read from its text, much as a browser reads it: the elements that it has, and the words and numbers below one of them."""

from __future__ import annotations

import re
from pathlib import Path

from lxml.etree import Element, HTMLParser, XPath, _Element, fromstring

from analysis.audit.words import numbers_in

_PIECES = XPath(".//text()[not(parent::style or parent::script)]", smart_strings=False)


def parsed(html: str) -> _Element:
    """The root of a page or of a piece of one, even where there is nothing in it."""
    # Without ``huge_tree`` nothing of more than 10 MB is read, and a picture is one attribute.
    root = fromstring(html.encode(), HTMLParser(encoding="utf-8", huge_tree=True))
    return Element("html") if root is None else root


def kinds(element: _Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def of_kind(root: _Element, tag: str, kind: str) -> list[_Element]:
    """The elements of a name and class, in the order of the page."""
    return [element for element in root.iter(tag) if kind in kinds(element)]


def text(element: _Element, between: str = "") -> str:
    """What a reader finds in an element, without comments and styles."""
    return between.join(_PIECES(element))


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
