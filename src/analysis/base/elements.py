"""A page read from its text, much as a browser reads it: the elements that it has, and the words below one of them."""

from __future__ import annotations

from lxml.etree import Element, HTMLParser, XPath, _Element, fromstring

pieces = XPath(".//text()[not(parent::style or parent::script)]", smart_strings=False)
"""The pieces of text below an element that a reader sees, in the order of the page."""


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
    return between.join(pieces(element))


def in_one_line(element: _Element) -> str:
    """What a reader finds in an element, with single spaces between its words."""
    return " ".join(text(element).split())
