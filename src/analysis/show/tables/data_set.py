"""The data set of a section: every figure and every category of it, one row each, over several periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.spec import Figure, Indicator
from analysis.compare.view import View, delivered_in
from analysis.show.sources import source_line
from analysis.show.tables.notes import Notes, explained_marks, notes_on
from analysis.show.tables.table import Caption, Table, TableCell, figure_cell, label

Row = tuple[TableCell, ...]

COUNTS = "Categories of a count are given as numbers, those of a percentage as percentages of their own."


def data_set(view: View, indicators: Iterable[Indicator], caption: Caption) -> Table | None:
    """One row a figure, the categories of an indicator below it, and its values in the recent quarters; nothing where none was
    delivered.

    Breakdowns that are not counted by quarter, and indicators that are not counted by quarter, are left out.
    """
    quarters = [view.at(quarter) for quarter in view.recent_quarters]
    shown = delivered_in(quarters, indicators)
    notes = notes_on(shown)
    body = tuple(row for one in shown for row in _rows(quarters, one, notes))
    if not body:
        return None
    remarks = (COUNTS,) if len(body) > len(shown) else ()
    columns = ("Indicator", *(markup.period(quarter.period) for quarter in quarters))
    remarks = (*explained_marks(body), *remarks, *notes.paragraphs)
    return Table(caption.name, caption.title, columns, body, remarks, source_line(shown))


def _rows(quarters: Sequence[View], one: Indicator, notes: Notes) -> Iterator[Row]:
    yield (TableCell(notes.named(one)), *(figure_cell(quarter.figure(one)) for quarter in quarters))
    is_share = one.measure.kind.startswith("share")
    for breakdown in one.breakdowns:
        division = quarters[0].rows.division(one, breakdown.key)
        for code in division.codes:
            figures = [quarter.figure(one, breakdown.key, code) for quarter in quarters]
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
