"""A page in pieces: every run of words with a gap for each number that is marked, and every attribute that could hold a number."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.numbers_in_text import GAP
from analysis.base.elements import kinds

_BLOCKS = frozenset(
    [
        "html",
        "head",
        "body",
        "header",
        "footer",
        "main",
        "nav",
        "section",
        "div",
        "details",
        "summary",
        "figure",
        "figcaption",
        "title",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "blockquote",
        "pre",
        "hr",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "span",
        "data",
        "em",
        "strong",
        "b",
        "i",
        "code",
        "abbr",
        "br",
        "sup",
        "sub",
        "small",
        "cite",
        "q",
        "time",
        "img",
        "meta",
        "style",
    ]
)
KNOWN = _BLOCKS | _INLINE
"""The elements that a page of the house is made of."""

# What is looked at by itself, and stands as a gap in the words around it.
_APART = {"data", "style", "img", "pre", "code"}
_APART_BY_KIND = {"period", "pn", "number", "place"}


def blocks(root: _Element) -> Iterator[tuple[_Element, str]]:
    """Each run of words with the element that it stands in. Elements within a line make no end; those that are marked leave a gap."""
    pieces: list[str] = []
    yield from _runs(root, root, pieces)
    yield from _ended(root, pieces)


def _runs(element: _Element, block: _Element, pieces: list[str]) -> Iterator[tuple[_Element, str]]:
    pieces.append(element.text or "")
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif is_apart(child):
            pieces.append(GAP)
        elif child.tag in _BLOCKS:
            yield from _ended(block, pieces)
            yield from _runs(child, child, pieces)
            yield from _ended(child, pieces)
        else:
            yield from _runs(child, block, pieces)
        pieces.append(child.tail or "")


def _ended(block: _Element, pieces: list[str]) -> Iterator[tuple[_Element, str]]:
    words = "".join(pieces)
    pieces.clear()
    if words.strip(f"{GAP} \n\t"):
        yield block, words


def is_apart(element: _Element) -> bool:
    """Whether an element is looked at by itself."""
    return element.tag in _APART or not _APART_BY_KIND.isdisjoint(kinds(element))
