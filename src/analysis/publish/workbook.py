"""``tables.xlsx``: every table of a report and the data of every chart, to the Analysis Function's guidance on spreadsheets.

A cover, a list of contents, the notes, then one table a sheet under the number that it has in the report. Numbers are numbers as
printed, rounded before they get here; marks are text and explained above each table that has them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from gptables import Cover, GPTable
from gptables.core.wrappers import GPWorkbook
from xlsxwriter.worksheet import Worksheet

from analysis.base.formats import MARK_WORDS, mark
from analysis.disclose import inert
from analysis.publish.archive import repacked
from analysis.publish.content import PlainTable
from analysis.publish.headings import STYLES, with_headings
from analysis.publish.page import Page

NOTES = "Notes"
HOW_TO_READ = "This worksheet contains one table. Some cells refer to notes, which can be found on the notes worksheet."

# Widths of columns in characters of the usual size; the type of the guidance is larger.
A4 = 9  # its number among the papers of a workbook
NARROWEST, WIDEST = 12, 70
LARGER = 1.2
LINE = 16
FITTING = 0.9  # lines of words hold a few more characters than figures

SIGNS = {"+": 1, "\N{MINUS SIGN}": -1}

_WORDS = {"align": "left", "indent": 1}
_NUMBER = re.compile(r"(-?\d{1,3}(?:,\d{3})*|-?\d+)(\.\d+)?(%?)")
_MARKED = re.compile(r"(.+?) ((?:\[[a-z]\])+)")
_REFERENCE = re.compile(r"\[note\s+(\d+)\]")
_MARKS = {mark(letter): f"{mark(letter)} {words}" for letter, words in MARK_WORDS.items()}


@dataclass(frozen=True)
class PrintedNumber:
    """A printed number as a spreadsheet holds it: the number and the format that prints it alike."""

    value: float | int
    form: str


def write_workbook(tables: Iterable[PlainTable], page: Page, path: Path) -> None:
    """Write the tables of a report as a workbook, or nothing when it has none. The same tables give the same bytes."""
    shown = tuple(tables)
    if not shown:
        return
    notes = _Notes(shown)
    sheets = {NOTES: notes.sheet()} if notes.all else {}
    sheets |= {grid.reference: _sheet(grid, notes) for grid in shown}
    _write(sheets, replace(page, abbreviations=_used(page, shown)), path)
    written = path.read_bytes()
    path.write_bytes(repacked(written, {"docProps/core.xml": _in_english, STYLES: partial(with_headings, written)}))


def number_of(text: str) -> PrintedNumber | None:
    """A cell as a number when it is one: a percentage becomes a hundredth of it, which its format prints as the percentage again.

    A change keeps its sign.
    Marks beside a number, such as ``[r]``, are printed by its format as well, so that it stays one to be counted with.

    >>> number_of("2,646"), number_of("48%"), number_of("13 to 17")
    (PrintedNumber(value=2646, form='#,##0'), PrintedNumber(value=0.48, form='0%'), None)
    >>> number_of("\N{MINUS SIGN}104")
    PrintedNumber(value=-104, form='+#,##0;−#,##0')
    """
    if text[:1] in SIGNS and (size := number_of(text[1:])):
        return PrintedNumber(SIGNS[text[0]] * size.value, f"+{size.form};\N{MINUS SIGN}{size.form}")
    if (marked := _MARKED.fullmatch(text)) and (number := number_of(marked[1])):
        return PrintedNumber(number.value, f'{number.form}" {marked[2]}"')
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    whole, rest, percent = found[1].replace(",", ""), found[2] or "", found[3]
    zeros = "." + "0" * (len(rest) - 1) if rest else ""
    if percent:
        return PrintedNumber(float(Decimal(whole + rest) / 100), f"0{zeros}%")
    return PrintedNumber(float(whole + rest) if rest else int(whole), f"#,##0{zeros}")


class _Notes:
    """The notes of all tables, each once, in the order in which they are met. A note on a whole table is referred to in its title."""

    def __init__(self, tables: Sequence[PlainTable]) -> None:
        self.all: dict[str, int] = {}
        self.titles = Counter(grid.title for grid in tables)
        for grid in tables:
            for note in grid.notes:
                if not _is_mark(note):
                    self.all.setdefault(_note_words(note), len(self.all) + 1)

    def reference(self, note: str) -> str:
        return f"[note {self.all[_note_words(note)]}]"

    def renumbered(self, text: str, grid: PlainTable) -> str:
        """A text whose references are to the notes of its table, with references to the notes of the workbook."""
        own = {_REFERENCE.match(note)[1]: self.reference(note) for note in grid.notes if _REFERENCE.match(note)}
        return _REFERENCE.sub(lambda found: own[found[1]], text)

    def title(self, grid: PlainTable) -> str:
        """The title of a table; where others have the same one, with the section of the report that it stands in."""
        section = f", {grid.section}" if self.titles[grid.title] > 1 and grid.section else ""
        whole = [f"[note {n}]" for n in sorted(self.all[note] for note in grid.notes if not _REFERENCE.match(note) and not _is_mark(note))]
        return " ".join([f"{grid.reference}: {grid.title}{section}", *whole])

    def sheet(self) -> GPTable:
        table = pd.DataFrame({"Note": [f"note {number}" for number in self.all.values()], "What it says": list(map(inert, self.all))})
        one = "This worksheet contains one table."
        return GPTable(table, "notes", "Notes", instructions=one, index_columns={2: 0}, additional_formatting=[_at_top(2)])


def _sheet(grid: PlainTable, notes: _Notes) -> GPTable:
    rows = [[_cell(notes.renumbered(cell, grid)) for cell in row] for row in grid.rows]
    table = pd.DataFrame([[_held(cell) for cell in row] for row in rows], columns=list(map(inert, grid.columns)), dtype="object")
    return GPTable(
        table,
        re.sub(r"\W", "_", f"{grid.label}_{grid.number}_{grid.name}").lower(),
        inert(notes.title(grid)),
        subtitles=[inert(grid.subtitle)] if grid.subtitle else [],
        instructions=HOW_TO_READ,
        legend=_legend(grid),
        source=grid.source or None,
        index_columns={2: 0},
        additional_formatting=_forms(rows),
    )


def _cell(text: str) -> PrintedNumber | str:
    return number_of(text) or inert(text)


def _held(cell: PrintedNumber | str) -> float | int | str:
    return cell.value if isinstance(cell, PrintedNumber) else cell


def _forms(rows: Sequence[Sequence[PrintedNumber | str]]) -> list[dict]:
    """How each number is printed, to the right with the marks in its column; words beside numbers keep a distance."""
    columns = range(1, len(rows[0]))
    numeric = {n for n in columns if any(isinstance(row[n], PrintedNumber) for row in rows)}
    headings = [_formed(0, n, {"align": "right"} if n in numeric else _WORDS) for n in columns]
    return [_at_top(len(rows[0])), *headings] + [
        _formed(at, n, _form(row[n], n in numeric)) for at, row in enumerate(rows, start=1) for n in columns
    ]


def _at_top(columns: int) -> dict:
    """Cells beside one that wraps start on its first line."""
    return {"column": {"columns": list(range(columns)), "format": {"valign": "top"}}}


def _form(cell: PrintedNumber | str, is_numeric: bool) -> dict:
    if isinstance(cell, PrintedNumber):
        return {"num_format": cell.form, "align": "right"}
    return {"align": "right"} if is_numeric else _WORDS


def _formed(row: int, column: int, form: dict) -> dict:
    return {"cell": {"cells": (row, column), "format": form}}


def _legend(grid: PlainTable) -> list[str]:
    """Each mark that stands in the table, explained."""
    text = " ".join(cell for row in grid.rows for cell in row)
    return [f"{words}." for shown, words in _MARKS.items() if shown in text]


def _is_mark(note: str) -> bool:
    return note.startswith(tuple(_MARKS))


def _note_words(note: str) -> str:
    return _REFERENCE.sub("", note, count=1).strip() if _REFERENCE.match(note) else note


def _write(sheets: dict[str, GPTable], page: Page, path: Path) -> None:
    # Text stays text, whatever it looks like.
    workbook = GPWorkbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    workbook.set_properties({"title": page.title, "subject": page.period_label, "company": page.authority, "created": datetime(1980, 1, 1)})
    _write_cover(workbook.add_worksheet("Cover"), _cover(page, sheets))
    for label, table in {"Contents": _contents(workbook, sheets), **sheets}.items():
        worksheet = workbook.add_worksheet(label)
        worksheet.write_gptable(table, False, [])
        _size(worksheet, table)
    workbook.close()


def _size(worksheet: Worksheet, table: GPTable) -> None:
    """Columns wide enough to be read, and rows high enough for what wraps in them, also for programs that do not see to that."""
    _lay_out(worksheet)
    widths = _widths(table.table)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    for row, cells in enumerate((table.table.columns, *table.table.itertuples(index=False)), start=table.data_range[0]):
        worksheet.set_row(row, LINE * max(_lines(_longest(cell), width) for cell, width in zip(cells, widths, strict=True)))


def _lay_out(worksheet: Worksheet) -> None:
    """All sheets alike on paper: as wide as a page."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)


def _lines(characters: int, width: float) -> int:
    return max(1, math.ceil(FITTING * characters / width))


def _contents(workbook: GPWorkbook, sheets: dict[str, GPTable]) -> GPTable:
    """The list of contents, in which each title stands without its number, which is beside it, and without references to notes."""
    plain = {
        label: SimpleNamespace(title=_REFERENCE.sub("", table.title).removeprefix(f"{label}: ").strip()) for label, table in sheets.items()
    }
    return workbook.make_table_of_contents(plain, table_name="contents", title="Contents")


def _widths(table: pd.DataFrame) -> list[float]:
    """Wide enough for the longest word of a heading and the longest cell, up to a limit at which cells wrap."""
    columns = [(name, [_longest(cell) for cell in table[name]]) for name in table.columns]
    needed = [max(*cells, *map(len, name.split())) for name, cells in columns]
    return [min(max(LARGER * width, NARROWEST), WIDEST) for width in needed]


def _longest(cell: object) -> int:
    lines = cell if isinstance(cell, list | dict) else [cell]
    return max(len(str(line)) for line in lines)


def _write_cover(worksheet: Worksheet, cover: Cover) -> None:
    worksheet.write_cover(cover)
    _lay_out(worksheet)
    headings = ("Introductory information", "About these data", "Contact")
    parts = zip(headings, (cover.intro, cover.about, cover.contact), strict=True)
    worksheet.set_row(0, 1.5 * LINE * _lines(len(cover.title), cover.width / 1.5))
    for row, words in enumerate((line for heading, lines in parts for line in (heading, *lines)), start=1):
        worksheet.set_row(row, 1.2 * LINE * _lines(len(words), cover.width))


def _cover(page: Page, sheets: dict[str, GPTable]) -> Cover:
    marks = list(dict.fromkeys(line for table in sheets.values() for line in table.legend or ()))
    facts = [f"{label}: {value}" for label, value in page.facts]
    about = [
        "Each table has a worksheet of its own, under the number that it has in the report; figures give the data of the charts.",
        "Percentages are stored as parts of one and shown as percentages. All numbers are rounded as in the report.",
        *(["Marks in cells:", *marks] if marks else []),
        *(["Abbreviations:", *(f"{short}: {full}" for short, full in page.abbreviations)] if page.abbreviations else []),
    ]
    return Cover(page.title, [*(" ".join(words) for words in page.banners), page.subtitle, *facts], about, [page.authority])


def _used(page: Page, tables: Sequence[PlainTable]) -> tuple[tuple[str, str], ...]:
    """The abbreviations that some tables use. A reader may open any sheet first, so the cover says what all of them stand for."""
    texts = (text for grid in tables for text in (grid.title, *grid.columns, *grid.notes, *(cell for row in grid.rows for cell in row)))
    words = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    return tuple((short, full) for short, full in page.abbreviations if short in words)


def _in_english(core: bytes) -> bytes:
    """The properties of the document with its language."""
    return core.replace(b"</cp:coreProperties>", b"<dc:language>en-GB</dc:language></cp:coreProperties>")
