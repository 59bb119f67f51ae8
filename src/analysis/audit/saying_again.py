"""What a page says, for comparison with the documents that say it again: its runs of words, and its tables, cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element

from analysis.base.elements import kinds, of_kind, text

Grid = tuple[tuple[str, ...], ...]

_REFERENCE = re.compile(r"\s*\[note\s\d+\]")
_NUMBER = re.compile(r"[\d,.]+%?")
_SPACES = re.compile(r"\s+")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "dt", "dd", "th", "summary", "title", "blockquote")


@dataclass(frozen=True)
class Said:
    """The pages of a report: everything that a reader finds in them."""

    roots: tuple[_Element, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Every block and every alternative text, as `plain` writes them."""
        found = {plain(without_number(block)) for root in self.roots for block in root.iter(*_BLOCKS)}
        # A number that is a whole cell says nothing of where else it may stand.
        found = {words for words in found if not _NUMBER.fullmatch(words)}
        return frozenset(found | {plain(image.get("alt", "")) for root in self.roots for image in root.iter("img")})

    @cached_property
    def counted(self) -> frozenset[tuple[str, str]]:
        """Each numbered paragraph and item of a list with its number, as a document types it whose styles bring none."""
        found = set()
        for root in self.roots:
            for one in of_kind(root, "*", "pn"):
                found.add((text(one), plain(without_number(one.getparent()))))
            for listed in root.iter("ol"):
                for place, item in enumerate(listed.iterchildren("li"), 1):
                    found |= {(number, plain(text(item))) for number in (f"{place}.", f"R{place}.")}
        return frozenset(found)

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """The tables that are numbered as tables, in order, without their columns of pictures."""
        return tuple(_grid(table) for root in self.roots for table in root.iter("table") if not _is_of_chart(table))

    @cached_property
    def figures(self) -> tuple[Grid, ...]:
        """The tables of charts, in order."""
        return tuple(_grid(table) for root in self.roots for table in root.iter("table") if _is_of_chart(table))

    def has(self, words: str) -> bool:
        """Whether a page has these very words as a paragraph, an item, a title, a cell or an alternative text."""
        return plain(words) in self.words


def plain(words: str) -> str:
    """Words without references to notes, with single spaces."""
    return _SPACES.sub(" ", _REFERENCE.sub("", words)).strip()


def without_number(block: _Element) -> str:
    """The words of a block without the number of its paragraph and without who speaks."""
    apart = [one for one in block.iter("a", "span") if {"pn", "number", "kind"} & set(kinds(one))]
    words = text(block)
    for one in apart:
        words = words.replace(text(one), "", 1)
    return words


def _is_of_chart(table: _Element) -> bool:
    return any("chart-data" in kinds(one) for one in table.iterancestors("details"))


def _grid(table: _Element) -> Grid:
    rows = [list(row) for row in table.iter("tr")]
    pictures = {n for row in rows for n, cell in enumerate(row) if cell.find(".//img") is not None}
    return tuple(tuple(plain(text(cell)) for n, cell in enumerate(row) if n not in pictures) for row in rows)
