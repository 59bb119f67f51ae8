"""Where in a sheet the table stands: its header, its rows, and the rows that are no data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.extracts import Extract
from analysis.intake.read.grid import LOOK_IN, Grid, best_row, count_matches, enough, refuse_blank, refuse_long
from analysis.intake.read.not_data import blank_rows, reasons_under
from analysis.intake.sources import NOT_DATA, ORIGIN, TEXT, RawFile

FROM_1900_TO_1904 = 1462
"""How many days lie between the two days from which Excel counts."""

DAY_NUMBER = re.compile(r"^[0-9]{5}(?=(\.[0-9]+)?$)")


@dataclass(frozen=True)
class Layout:
    """The rows of the header (places, from nought), its texts, and whether enough of them are the mapping's."""

    first: int
    last: int
    headers: tuple[str, ...]
    fits: bool


@dataclass(frozen=True)
class LaidOutSheet:
    """A sheet laid out: ``rows`` with headers and origin, and ``not_data``, the origin of other rows with a ``reason``."""

    rows: pd.DataFrame
    not_data: pd.DataFrame
    sheet: str = ""
    hidden: bool = False
    left_out: bool = False
    hidden_rows: tuple[tuple[int, int], ...] = ()


def find_layout(grid: Grid, extract: Extract) -> Layout:
    """The header among the first rows of a sheet: one row, or two of which the upper one spans several columns."""
    top = [list(row) for row in grid.cells.head(LOOK_IN).itertuples(index=False, name=None)]
    if not top:
        return Layout(0, 0, ("",) * grid.cells.shape[1], False)
    place, matches = best_row(top, extract)
    best = Layout(place, place, tuple(cell.strip() for cell in top[place]), matches >= enough(extract))
    for first in range(max(0, place - 1), min(place + 1, len(top) - 1)) if grid.sheet else ():
        joined = any(upper[0] <= first < lower[0] for upper, lower in grid.merged)
        for headers in _of_two_rows(top[first], top[first + 1], grid, first):
            if (found := count_matches(headers, extract)) > matches or (joined and found == matches > 0 and best.first == best.last):
                matches, best = found, Layout(first, first + 1, tuple(headers), found >= enough(extract))
    return best


def lay_out(grid: Grid, layout: Layout, extract: Extract, raw: RawFile) -> LaidOutSheet:
    """The rows under the header, and those above, between and below that are no data. Raises `Fault` when there are too many."""
    blank = blank_rows(grid.cells)
    where = f"{raw.place}, sheet {grid.sheet!r}," if grid.sheet else raw.place
    refuse_blank(int(blank.sum()), blank.idxmax() if len(blank) else 0, where)
    refuse_long(len(blank), where)
    below = grid.cells.iloc[layout.last + 1 :]
    places = extract.places(layout.headers)
    keys = [source for column in (extract.key, *extract.key_from) for source in extract.sources(column)]
    key = next((places[source][0] for source in keys if source in places), None)
    reasons = reasons_under(below, blank.iloc[layout.last + 1 :], layout.headers, key, extract)
    titles = blank.iloc[: layout.first].map({True: "blank", False: "title"}).astype(TEXT)
    aside = pd.concat([titles, reasons[reasons != ""]])
    rows = below[(reasons == "").to_numpy()]
    # A header of ours in the file would hide where its rows come from.
    headers = [f"{header} (in the file)" if header in ORIGIN else header for header in layout.headers]
    dates = [place for column in extract.dates for place in places.get(column, ())] if grid.since_1904 else []
    named = _since_1900(rows, dates).set_axis(headers, axis="columns").reset_index(drop=True)
    return LaidOutSheet(
        rows=pd.concat([named, _origin(rows.index, grid, raw)], axis="columns"),
        not_data=_origin(aside.index, grid, raw).assign(reason=aside.to_numpy()).astype({"reason": TEXT}),
        sheet=grid.sheet,
        hidden=grid.hidden,
        hidden_rows=grid.hidden_rows,
    )


def not_a_table(grid: Grid, raw: RawFile) -> LaidOutSheet:
    """All filled rows of a sheet that holds something else."""
    filled = grid.cells.index[~blank_rows(grid.cells).to_numpy()]
    aside = _origin(filled, grid, raw).assign(reason="sheet").astype({"reason": TEXT})
    return LaidOutSheet(NOT_DATA[ORIGIN], aside, grid.sheet, grid.hidden, left_out=True)


def in_ranges(numbers: pd.Series, ranges: Sequence[tuple[int, int]]) -> pd.Series:
    """Whether each number lies in one of some ranges that are in order."""
    firsts, lasts = (np.array(ends, dtype="int64") for ends in zip((0, 0), *ranges, strict=True))
    return numbers <= lasts[firsts.searchsorted(numbers, side="right") - 1]


def _of_two_rows(upper: Sequence[str], lower: Sequence[str], grid: Grid, first: int) -> list[list[str]]:
    """What two rows say together: the lower cell, or the upper one where it is empty; or both, 'Child' over 'Name' being 'Child Name'."""
    upper, lower = [cell.strip() for cell in upper], [cell.strip() for cell in lower]
    wide = list(upper)
    for (top, left), (bottom, right) in grid.merged:
        if top <= first <= bottom and left < len(wide):
            wide[left : right + 1] = [upper[left]] * (min(right + 1, len(wide)) - left)
    either = [low or up for up, low in zip(upper, lower, strict=True)]
    both = [" ".join(filter(None, (up, low))) if up != low else low for up, low in zip(wide, lower, strict=True)]
    return [either, both]


def _origin(numbers: pd.Index, grid: Grid, raw: RawFile) -> pd.DataFrame:
    origin = pd.DataFrame({"_file": raw.name, "_sheet": grid.sheet, "_row": pd.Series(numbers, dtype="int64")})
    return origin.astype({"_file": TEXT, "_sheet": TEXT})


def _since_1900(rows: pd.DataFrame, dates: Sequence[int]) -> pd.DataFrame:
    """The rows with numbers for days in these columns counted from 1900, as everywhere else; real dates are what they are."""
    counted = rows.copy() if dates else rows
    for place in dates:
        counted[place] = rows[place].map(lambda text: DAY_NUMBER.sub(lambda day: str(int(day[0]) + FROM_1900_TO_1904), text)).astype(TEXT)
    return counted
