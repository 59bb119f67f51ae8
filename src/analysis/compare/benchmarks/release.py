"""A data file of explore education statistics: its rows by year and place, marks kept.

The layout is the one that the Department for Education asks of every file: columns that say when and where (``time_period``,
``geographic_level``, codes and names of places), then filters, then numbers. A letter in place of a number is a mark and stays one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from analysis.base.settings import Fault

MARKS = {
    "c": "confidential: suppressed by whoever published it",
    "x": "not available",
    "z": "not applicable",
    "u": "of low reliability, so not published",
    "low": "rounds to nought but is not nought",
    "k": "rounds to nought but is not nought",
}
"""What stands in place of a number in these files, and why."""

# Releases up to 2020 have a colon where later ones have a letter.
FORMER_MARKS = {":": "x", "": "x"}

# The code of a place stands in a column of its level. "Regional" holds Inner and Outer London beside London, with codes of their own.
LEVELS = {"national": "country", "regional": "region", "local authority": "old_la"}
COLUMNS = ("time_period", "geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "la_name")

_YEAR = re.compile(r"(\d{4})(?:[/-]?(\d{2}))?")
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class PublishedCell:
    """A number as it was published, or the mark in its place."""

    number: Fraction | None
    mark: str = ""


@dataclass(frozen=True)
class BenchmarkColumn:
    """The numbers of one column: ``cells`` by the year in which they end and the code of their place.

    ``names`` are those of the places by their codes, ``labels`` how the file writes the years.
    """

    file: str
    cells: Mapping[tuple[int, str], PublishedCell]
    names: Mapping[str, str]
    labels: Mapping[int, str]


def read_release(
    path: Path, column: Sequence[str], where: Mapping[str, Sequence[str]] | None = None, renamed: Mapping[str, Sequence[str]] | None = None
) -> BenchmarkColumn:
    """One column of a data file, for the nation, regions and local authorities.

    ``column`` and ``where`` list the names that releases have used. Raises `Fault` when a column is not there, when the rows that are
    meant hold two numbers for one year and place, or when a cell is neither a number nor a known mark.
    """
    header, rows = _table(path)
    known = {name: _find(path, header, (name, *(renamed or {}).get(name, ()))) for name in COLUMNS}
    value = _find(path, header, column)
    wanted = {_find(path, header, (name,)): {_plain(option) for option in options} for name, options in (where or {}).items()}
    kept = [row for row in rows if all(_plain(row[at]) in options for at, options in wanted.items())]
    if not kept:
        raise Fault(f"{path.name} has no row with {_said(where or {})}. Put `where` in config/benchmarks.toml right.")
    return _release(path, kept, known, value)


def _release(path: Path, rows: list[list[str]], known: Mapping[str, int], value: int) -> BenchmarkColumn:
    cells: dict[tuple[int, str], PublishedCell] = {}
    names: dict[str, tuple[int, str]] = {}
    labels: dict[int, str] = {}
    for row in rows:
        level = LEVELS.get(row[known["geographic_level"]].strip().lower())
        if level is None:
            continue
        year, label = _year(path, row[known["time_period"]])
        code = row[known[f"{level}_code"]].strip()
        if (year, code) in cells:
            raise Fault(_twice(path, label, code))
        cells[year, code], labels[year] = _cell(path, row[value]), label
        # Authorities are renamed; the last name counts.
        names[code] = max(names.get(code, (year, "")), (year, row[known["la_name" if level == "old_la" else f"{level}_name"]].strip()))
    return BenchmarkColumn(path.name, cells, {code: name for code, (_, name) in names.items()}, labels)


def _table(path: Path) -> tuple[dict[str, int], list[list[str]]]:
    """The places of the columns by their plain names, and the rows; files come with and without a byte-order mark."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file)) or [[]]
    except UnicodeDecodeError as error:
        raise Fault(f"{path.name} is not UTF-8 at byte {error.start}. Download it again; do not save it from a spreadsheet.") from None
    short = [number for number, row in enumerate(rows, 2) if row and len(row) != len(header)]
    if not header or short:
        told = f"line {short[0]} has another number of cells than the first" if short else "it is empty"
        raise Fault(f"{path.name} cannot be read: {told}. Download it again.")
    return {_plain(name): place for place, name in enumerate(header)}, [row for row in rows if row]


def _find(path: Path, header: Mapping[str, int], names: Sequence[str]) -> int:
    found = [header[_plain(name)] for name in names if _plain(name) in header]
    if found:
        return found[0]
    told = f"{path.name} has no column {' or '.join(names)}. It has: {', '.join(header)}."
    raise Fault(f"{told} Add the name that this release uses to config/benchmarks.toml.")


def _plain(text: str) -> str:
    """A name as it is compared: capitals, spaces and dashes have changed from release to release."""
    return re.sub(r"[\s_-]+", "_", text.strip().lower())


def _year(path: Path, text: str) -> tuple[int, str]:
    """The calendar year in which a period ends, and how a reader writes the period: ``202425`` is 2024/25 and ends in 2025."""
    found = _YEAR.fullmatch(text.strip())
    if not found or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        raise Fault(f"{path.name} has the time period {text!r}, which is not a year (2025) or two (202425). Take a file of yearly figures.")
    return (int(found[1]) + 1, f"{found[1]}/{found[2]}") if found[2] else (int(found[1]), found[1])


def _cell(path: Path, text: str) -> PublishedCell:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return PublishedCell(Fraction(text.replace(",", "")))
    if (letters := FORMER_MARKS.get(text, text.lower())) in MARKS:
        return PublishedCell(None, letters)
    raise Fault(f"{path.name} holds {text!r} where a number or one of the marks {', '.join(MARKS)} belongs. Download the file again.")


def _twice(path: Path, label: str, code: str) -> str:
    return (
        f"{path.name} has more than one row for {code or 'a place without code'} in {label}: the figure is divided by some column. "
        "Say which category is meant under `where` in config/benchmarks.toml."
    )


def _said(where: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(_pieces(where)) or "figures"


def _pieces(where: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from (f"{name} = {' or '.join(options)}" for name, options in where.items())
