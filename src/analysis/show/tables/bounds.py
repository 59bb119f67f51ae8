"""How far a percentage could lie from the printed one, had everything been recorded.

Only published numbers go in: where the number of those not recorded, or of a category, is hidden there are no bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, mark
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.compare.view import View
from analysis.show.tables.table import Table, TableCell, label, number_cell

NOT_RECORDED = "not_recorded"
MEANING = (
    "The lower bound is reached if none of those not recorded belongs to the category, the upper one if all of them do. "
    "A percentage is of the whole, those not recorded included."
)


def bounds(view: View, indicators: Iterable[Indicator]) -> Table | None:
    """For each breakdown with some not recorded, between which percentages each category lies; nothing when there is no such."""
    body = [line for indicator in indicators for division in indicator.breakdowns for line in _lines(view, indicator, division)]
    if not body:
        return None
    columns = ("Figure", "Category", "Not recorded", "Lowest", "Highest")
    title = Markup("What is not recorded could move these percentages, {}").format(markup.period(view.period))
    return Table("bounds", title, columns, tuple(body), (MEANING,))


def _lines(view: View, one: Indicator, division: Breakdown) -> list[tuple[TableCell, ...]]:
    """The categories of one breakdown. The parts of a share have a whole each, so nothing can be said of them together."""
    whole = view.figure(one)
    unknown = view.figure(one, division.key, NOT_RECORDED) if NOT_RECORDED in division.codes else None
    if whole is None or whole.is_percentage or unknown is None or not unknown.numerator:
        return []
    count = number_cell(markup.part(unknown, "numerator"))
    return [
        (TableCell(label(one.name)), TableCell(label(division.label(figure.address.category))), count, *_range(figure, unknown))
        for figure in view.split(one, division.key)
        if figure.address.category != NOT_RECORDED
    ]


def _range(figure: Figure, unknown: Figure) -> tuple[TableCell, TableCell]:
    if figure.numerator is None or not figure.denominator:
        return number_cell(Markup(mark("c"))), number_cell(Markup(mark("c")))
    highest = figure.numerator + unknown.numerator
    return number_cell(_end(figure, "lowest", figure.numerator)), number_cell(_end(figure, "highest", highest))


def _end(figure: Figure, which: Literal["lowest", "highest"], part: Fraction) -> Markup:
    return markup.share_bound(figure, which, f"{half_up(part * 100 / figure.denominator, 1)}")
