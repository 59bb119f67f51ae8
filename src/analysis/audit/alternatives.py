"""Alternative texts, compared with the table beside the picture: each number is that of the row or column which is named with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element

from analysis.audit.numbers_in_text import DATES, GAP, NUMBER, numbers_in
from analysis.audit.opendata import Open
from analysis.audit.saying_again import without_number
from analysis.audit.standing import Standing
from analysis.base.elements import in_one_line, of_kind, text
from analysis.base.periods import Period
from analysis.base.settings import Fault

_FIGURES = ".//data[@data-figure]"


@dataclass(frozen=True)
class Cells:
    """The table of what a picture shows: the names of each cell's row and column, and what stands in it; and the words above it."""

    rows: tuple[tuple[str, str, str], ...] = ()
    title: str = ""

    @cached_property
    def numbers(self) -> Counter[str]:
        """How often each number stands in the cells and in the words above them."""
        return Counter(n for *_, cell in (*self.rows, ("", "", self.title)) for n in numbers_in(cell))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The names of rows and columns, the longest first."""
        named = {name.strip() for row, column, _ in self.rows for name in (row, column) if name.strip()}
        return tuple(sorted(named, key=len, reverse=True))

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The numbers of the cells as they are drawn, the sign of a change apart."""
        return tuple(float(n) for *_, cell in self.rows for n in numbers_in(cell))


def cells_of_chart(chart: _Element) -> Cells:
    """The table below a chart."""
    table = chart.find(".//details//table")
    title = " ".join(without_number(one) for kind in ("chart-title", "chart-subtitle") for one in of_kind(chart, "p", kind))
    return Cells(() if table is None else tuple(_cells(table)), title)


def cells_of_row(image: _Element, data: Open, first_month: int) -> Cells:
    """The figures of the indicators in the row, or in the item of a list, of a small picture, by their periods."""
    row = next(image.iterancestors("tr", "li"), None)
    keys = set() if row is None else {element.get("data-figure").partition("@")[0] for element in row.iterfind(_FIGURES)}
    name = "" if row is None else text(next(row.iter("th", "td"), row), " ")
    found = (
        (_quarter(one["period"], first_month), one["value"])
        for one in data.rows.values()
        if one["indicator"] in keys and not one["breakdown"]
    )
    return Cells(tuple((period, "", value) for period, value in found), name)


def alternative_faults(alt: str, cells: Cells, standing: Standing) -> Iterator[str]:
    """The numbers of an alternative text that stand in no cell of the row or column that is named beside them."""
    blank, places = _without_labels(alt, cells.labels)
    title = set(numbers_in(cells.title))
    for found in NUMBER.finditer(blank):
        number = found[0].replace(",", "").rstrip(".")
        near = _near(places, found.start(), found.end(), alt)
        if number in title or any(number in numbers_in(cell) for row, column, cell in cells.rows if {row.strip(), column.strip()} & near):
            continue
        if standing.unexplained(alt[max(0, found.start() - 60) : found.end() + 60]):
            yield f"the alternative text {alt[:50]!r} holds {number}, which is not in its row"


def _cells(table: _Element) -> Iterator[tuple[str, str, str]]:
    head = [in_one_line(one) for one in table.iterfind("thead/tr/*")]
    for row in table.iterfind("tbody/tr"):
        first, *others = [in_one_line(one) for one in row]
        yield from ((first, name, cell) for name, cell in zip(head[1:], others, strict=False))


def _without_labels(alt: str, labels: tuple[str, ...]) -> tuple[str, list[tuple[int, int, str]]]:
    """A text with gaps for the names of rows and columns, and where each of them stood."""
    blank, places = alt, []
    for label in labels:
        for found in re.finditer(rf"(?<!\w){re.escape(label)}(?!\w)", blank, re.IGNORECASE):
            places.append((found.start(), found.end(), label))
            blank = blank[: found.start()] + GAP * len(found[0]) + blank[found.end() :]
    return DATES.sub(lambda found: GAP * len(found[0]), blank), sorted(places)


def _near(places: list[tuple[int, int, str]], start: int, end: int, alt: str) -> set[str]:
    """The names that a number stands with: the last two before it, and the one behind it where it is "in" that."""
    before = [label for _, stop, label in places if stop <= start][-2:]
    behind = [label for begin, _, label in places if begin >= end and re.fullmatch(r"%?,? (in (the )?|from )?", alt[end:begin])][:1]
    return {*before, *behind}


def _quarter(name: str, first_month: int) -> str:
    """The quarter that a period ends with; a figure that counts all so far stands for the last quarter that it takes in."""
    try:
        period = Period.parse(name, first_month)
    except Fault:
        return name
    return next((one.label for one in period.year.quarters if one.end == period.end), period.label) if not period.is_year else ""
