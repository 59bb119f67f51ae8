"""Between which numbers figures counted in children lie while pairs of records that may be one child await a decision."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import pandas as pd
from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, plain
from analysis.base.spec import Figure, Indicator
from analysis.compare.view import View
from analysis.show.tables.table import Table, TableCell, label

MEANING = (
    "Two records that may be one child are counted as two until somebody decides. Lowest and highest are exact: every way in which the "
    "pairs can be decided gives a number between them, and some way gives each. Counts of episodes, which two children who become one "
    "may move too, are not followed."
)


def undecided_figures(view: View, indicators: Iterable[Indicator], bounds: pd.DataFrame, hidden_up_to: int) -> Table | None:
    """The undivided figures of a period that undecided pairs could move; nothing when there are none.

    ``bounds`` has ``indicator, period, breakdown, lowest, highest``, exact fractions as text. A range of children from 1 to
    ``hidden_up_to`` wide is left out, because it would tell of few children; so then are percentages, which could give one away.
    """
    undivided = bounds[bounds["breakdown"] == ""].set_index(["indicator", "period"])
    body = [
        (TableCell(label(indicator.name)), *_range(figure, Fraction(ends["lowest"]), Fraction(ends["highest"])))
        for indicator in indicators
        if (key := (indicator.key, view.dates(indicator).name)) in undivided.index
        if (ends := undivided.loc[key]) is not None
        if (figure := view.figure(indicator)) and figure.is_number
        if not _tells(figure, Fraction(ends["highest"]) - Fraction(ends["lowest"]), hidden_up_to)
    ]
    if not body:
        return None
    title = Markup("Figures that undecided pairs could move, {}").format(markup.period(view.period))
    return Table("undecided", title, ("Figure", "Printed", "Lowest", "Highest"), tuple(body), (MEANING,))


def _tells(figure: Figure, width: Fraction, hidden_up_to: int) -> bool:
    return hidden_up_to > 0 and (figure.is_percentage or width <= hidden_up_to)


def _range(figure: Figure, lowest: Fraction, highest: Fraction) -> tuple[TableCell, ...]:
    ends = {"lowest": lowest, "highest": highest}
    shown = [markup.bound(figure, end, plain(half_up(value, int(figure.is_percentage)))) for end, value in ends.items()]
    return tuple(TableCell(html, is_number=True) for html in (markup.figure(figure), *shown))
