"""Tables that count rows of files, in the page on the quality of data: no figure of the open data says the same.

So their numbers are held against each other: the rows of a file are what became of them, the rows of a table those of its files, what the
rules found is what was found in the sources. A small number of rows about children stands in none of them but as its mark, and none can be
worked out from the numbers of its line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lxml.etree import _Element

from analysis.audit.known import Known
from analysis.audit.saying_again import without_number
from analysis.base.elements import text
from analysis.base.formats import half_up
from analysis.chapters.tables import TABLES

BY_FILE, BY_TABLE, EMPTY, MOVED, CORRECTED = (
    "Rows by file",
    "Quality by table",
    "Columns with empty cells",
    "What the findings could move",
    "Cells put right",
)
BY_RULE, BY_SOURCE = "Findings by rule", "Findings by source"
_CAPTIONS = re.compile(rf"({'|'.join((BY_FILE, BY_TABLE, EMPTY, MOVED, CORRECTED, BY_RULE, BY_SOURCE))})\b")
_NUMBER = re.compile(r"[\d,]+|\d[\d.]*%|\d+ of \d+|\[c\]")
_HIDDEN = "[c]"
_LABELS = {table.key.replace("_", " ").capitalize(): table for table in TABLES.values()}
_OF_PEOPLE = {"Rows in", "Used", "Counted once already", "Known better later", "Kept aside", "Rows", "Empty", "Cells", "Of so many used"}
"""The columns that count rows of children where their table is about children; what is no data counts nobody."""


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
    for line in one.lines:
        yield from _line_faults(one, line, known)
    if one.kind == EMPTY:
        yield from _empty_faults(one, others)
    if one.kind == BY_TABLE:
        yield from _share_faults(one, known)
        yield from _total_faults(one, others, known)
    if one.kind in {BY_RULE, BY_SOURCE}:
        yield from _finding_faults(one, known)
    if one.kind == BY_SOURCE:
        yield from _sum_faults(one, others)


def _line_faults(one: Account, line: tuple[_Element, ...], known: Known) -> Iterator[str]:
    """A line is about a file that was read or a table, and tells of no small number of rows about children."""
    if one.kind in {BY_RULE, BY_SOURCE}:
        return
    label, cells = text(line[0]).strip(), [text(cell).strip() for cell in line]
    is_known, is_of_people = _about(one, cells, known)
    if not is_known:
        yield f"{label[:60]!r} is no file that was read, and no table"
    counts = {name: cell for name, cell in zip(one.columns, cells, strict=False) if name in _OF_PEOPLE}
    if is_of_people and any(_is_small(number, known) for number in (*map(_count, counts.values()), *_worked_out(one, cells))):
        yield f"a small number of rows of {label[:60]!r} is not hidden"
    numbers = [_count(cell) for cell in cells[1:]]
    if one.kind == BY_FILE and None not in numbers and numbers[0] != sum(numbers[1:]):
        yield f"the rows of {label[:60]!r} are not what became of them"


def _about(one: Account, cells: Sequence[str], known: Known) -> tuple[bool, bool]:
    """Whether a line is about something known, and whether that is about children, as anything is of which it is not known."""
    if one.kind in {BY_FILE, CORRECTED}:
        files = {file: TABLES.get(table) for table, files in known.manifest.get("tables", {}).items() for file in files}
        file = next((name for name in known.files if cells[0] == name or cells[0].startswith(f"{name}, sheet ")), "")
        return bool(file), files.get(file) is None or files[file].has_people
    table = _LABELS.get(cells[1 if one.kind == MOVED else 0])
    return table is not None, table is None or table.has_people


def _worked_out(one: Account, cells: Sequence[str]) -> Iterator[int]:
    """What a reader works out from the other numbers of a line: the one that is hidden, or the rows in which a cell is filled."""
    if one.kind == BY_FILE and cells.count(_HIDDEN) == 1:
        whole, *parts = map(_count, cells[1:])
        yield sum(filter(None, parts)) if whole is None else whole - sum(filter(None, parts))
    if one.kind == EMPTY and None not in (rows := _count(cells[2]), empty := _count(cells[3])):
        yield rows - empty


def _is_small(number: int | None, known: Known) -> bool:
    return number is not None and 1 <= number <= known.terms.threshold


def _finding_faults(one: Account, known: Known) -> Iterator[str]:
    """What was found in rows about children is hidden where it is small; the same finding may have a line for other rows."""
    lines: dict[tuple[str, str], list[tuple[_Element, ...]]] = defaultdict(list)
    for line in one.lines:
        lines[_found(text(line[0]).strip()), text(line[1]).strip()].append(line)
    named = {words.casefold() for words in known.standing.texts}
    for label in (text(line[0]).strip() for line in one.lines):
        if label.casefold() not in named:
            yield f"{label[:60]!r} is no rule and no source"
    for place, year in enumerate(one.columns[2:], 2):
        for (name, severity), same in lines.items():
            is_of_children = (year, name, severity) in known.terms.of_children
            if is_of_children and all(_is_small(_count(text(line[place])), known) for line in same):
                yield f"a small number of rows found by {name[:60]!r} is not hidden"


def _found(label: str) -> str:
    """The code of a rule, which stands behind its sentence; or the name of a source."""
    code = re.search(r"\((\w+)\)$", label)
    return code[1] if code else label


def _sum_faults(one: Account, others: Sequence[Account]) -> Iterator[str]:
    """What the rules found is what was found in the sources, in each year and however grave, where all of it is shown."""
    for other in (other for other in others if other.kind == BY_RULE):
        for year in set(one.columns[2:]) & set(other.columns[2:]):
            found, again = (_by_severity(each, each.columns.index(year)) for each in (one, other))
            wrong = [grave for grave in found if None not in (found[grave], again.get(grave)) and found[grave] != again.get(grave)]
            yield from (f"what was found in {year} ({grave}) is told in two ways" for grave in wrong)


def _by_severity(one: Account, place: int) -> dict[str, int | None]:
    found: dict[str, list[int | None]] = defaultdict(list)
    for line in one.lines:
        found[text(line[1]).strip()].append(_count(text(line[place])))
    return {grave: None if None in counts else sum(counts) for grave, counts in found.items()}


def _total_faults(one: Account, others: Sequence[Account], known: Known) -> Iterator[str]:
    """A table has the rows of its files that are data."""
    files = [other for other in others if other.kind == BY_FILE]
    tables = {f"{file}": table for table, names in known.manifest.get("tables", {}).items() for file in names}
    totals: dict[str, list[int | None]] = defaultdict(list)
    for line in (line for other in files for line in other.lines):
        rows, *_, bare = [_count(text(cell)) for cell in line[1:]]
        table = tables.get(text(line[0]).strip().partition(", sheet ")[0], "")
        totals[table].append(None if None in (rows, bare) else rows - bare)
    for line in one.lines:
        label, rows = text(line[0]).strip(), _count(text(line[1]))
        counts = totals.get(_LABELS[label].key if label in _LABELS else "", [])
        if rows is not None and counts and None not in counts and rows != sum(counts):
            yield f"the rows of {label[:60]!r} are not those of its files"


def _empty_faults(one: Account, others: Sequence[Account]) -> Iterator[str]:
    """A table has as many rows wherever they are counted, and no more empty cells than rows."""
    totals = next((other.column("Rows") for other in others if other.kind == BY_TABLE), {})
    for line in one.lines:
        name, rows, empty = text(line[0]).strip(), text(line[2]).strip(), _count(text(line[3]))
        if totals.get(name, rows) != rows or (empty or 0) > (_count(rows) or 0):
            yield f"the rows of {name[:60]!r} are counted in two ways"


def _share_faults(one: Account, known: Known) -> Iterator[str]:
    """Shares are percentages of the rows that leave no small number of them, and months are those of a year."""
    for line in one.lines:
        yield from _rest_faults(line, known)
        cells = [text(cell).strip() for cell in line[2:5]]
        wrong = [cell for cell in cells if cell != "[c]" and not re.fullmatch(r"(\d{1,2}|100)%|–|\[\w\]", cell)]
        months = re.fullmatch(r"(\d+) of (\d+)", text(line[-1]).strip())
        if wrong or not months or not int(months[1]) <= int(months[2]) <= 24:
            yield f"the quality of {text(line[0]).strip()[:60]!r} is told otherwise than in shares and months"


def _rest_faults(line: tuple[_Element, ...], known: Known) -> Iterator[str]:
    """What a share of rows leaves of rows about children is not known to be small: the shares of valid and of unique rows."""
    rows, table = _count(text(line[1])), _LABELS.get(text(line[0]).strip())
    for cell in line[3:5]:
        share = re.fullmatch(r"(\d+)%", text(cell).strip())
        if rows and share and (table is None or table.has_people):
            rests = [rest for rest in range(rows + 1) if int(half_up(Fraction(100 * (rows - rest), rows))) == int(share[1])]
            if not rests or all(_is_small(rest, known) for rest in rests):
                yield f"a share of {text(line[0]).strip()[:60]!r} tells of a small number of rows"


def _count(words: str) -> int | None:
    bare = words.strip().replace(",", "")
    return int(bare) if bare.isdecimal() else None
