"""Tables that count rows of files, in the page on the quality of data: no figure of the open data says the same.

So their numbers are held against each other: the rows of a file are what became of them, the rows of a table those of its files. A small
number of rows about children stands in none of them but as its mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from analysis.audit.known import Known
from analysis.audit.saying_again import without_number
from analysis.base.elements import text
from analysis.chapters.tables import TABLES

BY_FILE, BY_TABLE, EMPTY = "Rows by file", "Quality by table", "Columns with empty cells"
_CAPTIONS = re.compile(rf"({BY_FILE}|{BY_TABLE}|{EMPTY}|What the findings could move|Findings by rule|Findings by source)\b")
_NUMBER = re.compile(r"[\d,]+|\d[\d.]*%|\d+ of \d+|\[c\]")
_LABELS = {table.key.replace("_", " ").capitalize(): table for table in TABLES.values()}


@dataclass(frozen=True)
class Account:
    """A table of rows: what it counts, the names of its columns, and its lines."""

    kind: str
    columns: tuple[str, ...]
    lines: tuple[tuple[_Element, ...], ...]

    @property
    def numbers(self) -> list[_Element]:
        """The cells that hold a number and nothing else."""
        return [cell for line in self.lines for cell in line[1:] if _NUMBER.fullmatch(text(cell).strip())]

    def column(self, name: str) -> dict[str, str]:
        """What stands in a column, by what each line is about."""
        place = self.columns.index(name)
        return {text(line[0]).strip(): text(line[place]).strip() for line in self.lines}


def accounts_of(root: _Element) -> tuple[Account, ...]:
    """The tables of a page that count rows and no figures."""
    found = []
    for table in root.iter("table"):
        caption = table.find("caption")
        named = None if caption is None else _CAPTIONS.match(without_number(caption).strip())
        if named and table.find(".//data") is None:
            columns = tuple(text(one).strip() for one in table.iterfind("thead/tr/*"))
            found.append(Account(named[1], columns, tuple(tuple(row) for row in table.iterfind("tbody/tr"))))
    return tuple(found)


def account_faults(one: Account, others: Sequence[Account], known: Known) -> Iterator[str]:
    """Numbers of rows that do not agree, and small ones of rows about children."""
    yield from _small_faults(one, known)
    if one.kind == BY_FILE:
        for line in one.lines:
            counts = [_count(text(cell)) for cell in line[1:]]
            if None not in counts and counts[0] != sum(counts[1:]):
                yield f"the rows of {text(line[0]).strip()[:60]!r} are not what became of them"
    if one.kind == EMPTY:
        yield from _empty_faults(one, others)
    if one.kind == BY_TABLE:
        yield from _share_faults(one)


def _small_faults(one: Account, known: Known) -> Iterator[str]:
    """A small number of empty cells or rows of a table about children is hidden."""
    for line in one.lines if one.kind == EMPTY else ():
        table = _LABELS.get(text(line[0]).strip())
        small = [n for n in (_count(text(cell)) for cell in line[1:]) if n is not None and 1 <= n <= known.terms.threshold]
        if small and (table is None or table.has_people):
            yield f"a small number of rows of {text(line[0]).strip()[:60]!r} is not hidden"


def _empty_faults(one: Account, others: Sequence[Account]) -> Iterator[str]:
    """A table has as many rows wherever they are counted, and no more empty cells than rows."""
    totals = next((other.column("Rows") for other in others if other.kind == BY_TABLE), {})
    for line in one.lines:
        name, rows, empty = text(line[0]).strip(), text(line[2]).strip(), _count(text(line[3]))
        if totals.get(name, rows) != rows or (empty or 0) > (_count(rows) or 0):
            yield f"the rows of {name[:60]!r} are counted in two ways"


def _share_faults(one: Account) -> Iterator[str]:
    """Shares are percentages of the rows, and months are those of a year."""
    for line in one.lines:
        cells = [text(cell).strip() for cell in line[2:5]]
        wrong = [cell for cell in cells if cell != "[c]" and not re.fullmatch(r"(\d{1,2}|100)%|–|\[\w\]", cell)]
        months = re.fullmatch(r"(\d+) of (\d+)", text(line[-1]).strip())
        if wrong or not months or not int(months[1]) <= int(months[2]) <= 24:
            yield f"the quality of {text(line[0]).strip()[:60]!r} is told otherwise than in shares and months"


def _count(words: str) -> int | None:
    bare = words.strip().replace(",", "")
    return int(bare) if bare.isdecimal() else None
