"""How far a figure could lie from the printed one, if every finding about the rows it is counted from is a mistake.

Only published numbers go in: a figure that is hidden, or whose rows in doubt are too few to be told, is left out. So is a sum, because
one row more may hold any number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, plain
from analysis.base.measures import Total
from analysis.base.spec import Figure, Indicator
from analysis.chapters.tables import delivered_with, rows_behind
from analysis.compare.view import View
from analysis.show.tables.table import Table, TableCell, label, number_cell

MEANING = (
    "The lowest is reached if every row that may be wrong is wrong and none that is kept aside would count; the highest if every row "
    "kept aside would count and none is wrong. All findings about a table are taken together. A figure that is hidden, or whose rows in "
    "doubt are too few to be told, is left out, and so is a sum of what rows say."
)


@dataclass(frozen=True)
class Doubt:
    """How many rows of an extract may be missing from what is counted, and how many may be wrongly in it."""

    missing: int = 0
    wrong: int = 0

    def __add__(self, other: Doubt) -> Doubt:
        return Doubt(self.missing + other.missing, self.wrong + other.wrong)


def moved_figures(view: View, indicators: Iterable[Indicator], doubts: Mapping[str, Doubt | None]) -> Table | None:
    """Between which numbers each undivided figure lies; nothing when no finding could move one.

    ``doubts`` has the rows in doubt of each extract, and None where their number is hidden. An extract that is not there has none.
    """
    body = [
        (TableCell(label(indicator.name)), *_range(figure, doubt))
        for indicator in indicators
        if not isinstance(indicator.measure, Total)
        if (doubt := _doubt(indicator, doubts)) not in (None, Doubt())
        if (figure := view.figure(indicator))
        if figure.is_number
    ]
    if not body:
        return None
    title = Markup("Figures that the findings could move, {}").format(markup.period(view.period))
    return Table("moved-figures", title, ("Figure", "Printed", "Lowest", "Highest"), tuple(body), (MEANING,))


def bounds_of(figure: Figure, doubt: Doubt) -> tuple[Fraction, Fraction]:
    """The smallest and largest value of a count, or of a percentage whose denominator moves with it.

    For example 30 of 40 with 10 rows that may be missing: between 30 of 50 and 40 of 50, so 60% and 80%.
    """
    part, whole = figure.numerator, figure.denominator
    least, most = max(part - doubt.wrong, Fraction(0)), part + doubt.missing
    if whole is None:
        return least, most
    of_least = whole + doubt.missing - (part - least)
    of_most = max(whole - doubt.wrong, part) + doubt.missing
    return _percentage(least, of_least), _percentage(most, of_most)


def _percentage(part: Fraction, whole: Fraction) -> Fraction:
    return part * 100 / whole if whole else Fraction(0)


def _doubt(one: Indicator, doubts: Mapping[str, Doubt | None]) -> Doubt | None:
    each = [doubts.get(extract, Doubt()) for extract in _extracts(one.source)]
    return None if None in each else sum(each, Doubt())


def _extracts(table: str) -> set[str]:
    """The extracts whose rows add a row to the table: its own, and those of which all rows stand behind one."""
    return {delivered_with(table), *rows_behind(table)}


def _range(figure: Figure, doubt: Doubt) -> tuple[TableCell, ...]:
    lowest, highest = (plain(half_up(value, int(figure.is_percentage))) for value in bounds_of(figure, doubt))
    return (
        number_cell(markup.figure(figure)),
        number_cell(markup.bound(figure, "lowest", lowest)),
        number_cell(markup.bound(figure, "highest", highest)),
    )
