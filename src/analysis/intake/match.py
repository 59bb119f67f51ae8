"""Which header of a file is which of our columns: by what it is called, by what stands under it, and by what is near.

What a mapping knows is taken at its word. What is only like it is a guess, and no guess is made that the cells under it refute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from analysis.intake.extracts import Extract, is_date, is_pattern
from analysis.intake.look import are_codes_of, clock_beside, has_time, is_clock, is_dated, is_refuted
from analysis.intake.map.headers import likeness
from analysis.intake.read.grid import LOOK_IN
from analysis.intake.sources import ORIGIN

ALIKE, NEAR = 0.8, 0.6
"""How alike a header must be to what is known to be taken for it, and to be put forward for a person to check."""

HAS_DIGIT = re.compile(r"\d").search


def headers_of(part: pd.DataFrame) -> list[str]:
    """The headers of a sheet, as they are written."""
    return list(part.columns[: -len(ORIGIN)])


def cells_of(part: pd.DataFrame, header: str) -> pd.Series:
    """The filled cells under a header."""
    cells = part.iloc[:, headers_of(part).index(header)].str.strip()
    return cells[cells != ""]


def likely_headers(part: pd.DataFrame) -> list[str]:
    """The row that looks most like a header: many filled cells that differ and hold no digit. The file may begin with titles."""
    top = part.iloc[:LOOK_IN, : -len(ORIGIN)].fillna("").astype(str)
    return max(
        [headers_of(part), *top.to_numpy().tolist()], key=lambda row: len({cell for cell in row if cell.strip() and not HAS_DIGIT(cell)})
    )


def with_alike(extract: Extract, part: pd.DataFrame) -> Extract:
    """The mapping with headers of the file that are nearly its own as well, so that the row in which they stand is found."""
    headers = [header for header in likely_headers(part) if header.strip()]
    named = [column for column in extract.expected if column in extract.columns]
    near = _nearest(named, [extract], headers, ALIKE, lambda column, header: not _is_refuted(column, header, part, extract))
    columns = {column: (*headers, near[column]) if column in near else headers for column, headers in extract.columns.items()}
    try:
        return Extract(**extract.model_dump() | {"columns": columns})
    except ValueError:  # A header of the file is known as that of another column.
        return extract


def proposed_headers(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> dict[str, str]:
    """The header of each of our columns, and the nearest one where none is known."""
    proposed = sure_headers(part, extract, [*known, *(with_alike(one, part) for one in (extract, *known))])
    if len(proposed) < 2:  # Then the first row may not be headers but a child.
        return proposed
    free = [header for header in headers_of(part) if header.strip() and header not in proposed.values()]
    for dated in (True, False):
        columns = [column for column in extract.columns if column not in proposed and is_date(column) == dated]
        fitting = [header for header in free if not (cells := cells_of(part, header)).size or is_dated(cells) == dated]
        fits = {header: [one for one in columns if not _is_refuted(one, header, part, extract)] for header in fitting}
        proposed |= _nearest(columns, [extract, *known], fitting, NEAR, lambda column, header, fits=fits: column in fits[header])
    return proposed | _by_codes(part, extract, proposed)


def sure_headers(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> dict[str, str]:
    """The header of each of our columns, by every mapping of the table that knows it."""
    headers = headers_of(part)
    taken: dict[str, str] = {}
    for one in (extract, *known):
        for column, places in one.places(headers).items():
            if column in extract.columns and column not in taken and headers[places[0]] not in taken.values():
                taken[column] = headers[places[0]]
    return taken


def clocks_of(part: pd.DataFrame, proposed: Mapping[str, str]) -> dict[str, str]:
    """The header of the time of day of each moment whose own header holds days alone: of those that no column has, the nearest."""
    spare = [header for header in headers_of(part) if header.strip() and header not in proposed.values()]
    clocks = [header for header in spare if is_clock(cells_of(part, header))]
    found: dict[str, str] = {}
    for column, header in proposed.items():
        left = [one for one in clocks if one not in found.values()]
        if left and column.endswith("_at") and _has_days_alone(cells_of(part, header)):
            found[column] = clock_beside(header, left, headers_of(part))
    return found


def _has_days_alone(cells: pd.Series) -> bool:
    return is_dated(cells) and not has_time(cells)


def _by_codes(part: pd.DataFrame, extract: Extract, proposed: Mapping[str, str]) -> dict[str, str]:
    """Headers of which nothing but their values is known: those of an official list, for the column that has it and no header yet."""
    found: dict[str, str] = {}
    for column in (one for one in extract.lists if one not in proposed):
        free = [header for header in headers_of(part) if header.strip() and header not in {*proposed.values(), *found.values()}]
        header = next((one for one in free if are_codes_of(cells_of(part, one), extract.lists[column])), "")
        found |= {column: header} if header else {}
    return found


def _is_refuted(column: str, header: str, part: pd.DataFrame, extract: Extract) -> bool:
    """Whether what stands under a header shows that it is not this column; not known while the header is a row like others."""
    return header in headers_of(part) and is_refuted(column, cells_of(part, header), len(part), extract)


def _nearest(
    columns: Iterable[str], known: list[Extract], headers: list[str], least: float, fits: Callable[[str, str], bool]
) -> dict[str, str]:
    """The header that is most like what each column is called and fits; the likest pairs first, and each header for one column."""
    pairs = [
        (likeness(text, header), column, header)
        for column in columns
        for text in dict.fromkeys((*_spellings(column, known), column))
        for header in headers
    ]
    near: dict[str, str] = {}
    for score, column, header in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= least and column not in near and header not in near.values() and fits(column, header):
            near[column] = header
    return near


def _spellings(column: str, known: list[Extract]) -> tuple[str, ...]:
    return tuple(header for one in known for header in one.columns.get(column, ()) if not is_pattern(header))
