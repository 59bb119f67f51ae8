"""The data set of a section: every figure and every category of it, one row each, over several periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Figure, Indicator
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show.sources import figure_of, source_line
from analysis.show.tables.notes import Notes, explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label

Row = tuple[TableCell, ...]

COUNTS = "Categories of a count are given as numbers, those of a percentage as percentages of their own."


def data_set(
    rows: Publishable, indicators: Iterable[Indicator], periods: Sequence[Period], authority: Authority, name: str, title: Markup | str
) -> Table | None:
    """One row a figure, the categories of an indicator below it, and its value in each period; nothing where none was counted.

    Breakdowns that are not counted for such periods, and indicators that are not counted by quarter, are left out.
    """
    shown = [indicator for indicator in indicators if any(figure_of(rows, indicator, period, authority) for period in periods)]
    notes = notes_on(shown)
    body = tuple(row for one in shown for row in _rows(rows, one, periods, authority, notes))
    if not body:
        return None
    remarks = (COUNTS,) if len(body) > len(shown) else ()
    columns = ("Indicator", *map(markup.period, periods))
    return Table(name, title, columns, body, (*explained_marks(body), *remarks, *notes.paragraphs), source_line(shown))


def _rows(rows: Publishable, one: Indicator, periods: Sequence[Period], authority: Authority, notes: Notes) -> Iterator[Row]:
    spans = [counted_period(one, period, authority).name for period in periods]
    yield (TableCell(notes.named(one)), *(figure_cell(rows.figure(Address(one.key, span))) for span in spans))
    is_share = one.measure.kind.startswith("share")
    for breakdown in one.breakdowns:
        division = rows.division(one.key, breakdown.key)
        for code in division.codes:
            figures = [rows.figure(Address(one.key, span, breakdown.key, code)) for span in spans]
            if any(figures):
                cells = (figure_cell(figure) if is_share else _count(figure) for figure in figures)
                yield (_of_which(one, division.label(code)), *cells)


def _of_which(one: Indicator, category: str) -> TableCell:
    """A category below its indicator, whose name only those are told who do not see the row above."""
    return TableCell(Markup('<span class="unseen">{}</span> – {}').format(label(one.name), label(category)))


def _count(figure: Figure | None) -> TableCell:
    """A category of a count as its number; a hidden one, and one that is not there, by its mark."""
    if figure is None or figure.numerator is None or not figure.is_shown:
        return figure_cell(figure)
    marks = Markup(' <span class="mark">{}</span>').format(figure.notes) if figure.notes else Markup()
    return TableCell(markup.part(figure, "numerator") + marks, is_number=True)
