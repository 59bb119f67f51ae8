"""Tables with a breakdown across: districts by month, indicators by locality."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.base.periods import MONTHS
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.compare.view import View
from analysis.count.compute import codes_of
from analysis.markup import listed
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Caption, Table, TableCell, figure_cell, label, number_cell

ALL = Markup("All")


def by_place_and_month(view: View, indicator: Indicator) -> Table:
    """Months down in the order of the reporting year, districts across, and the whole of each; never a place on a map.

    The indicator has the breakdowns ``district``, ``month`` and ``district_and_month``.
    """
    places = [one for one in codes_of(indicator.breakdown("district"), view.authority) if one in view.authority.districts]
    months = [MONTHS[month % 12] for month in view.period.months]
    body = [(_named(month), *_month_row(view, indicator, month, places)) for month in months]
    whole = [view.figure(indicator, "district", place) for place in places]
    body.append((TableCell(ALL), *map(_number, whole), figure_cell(view.figure(indicator))))
    return Table(
        f"{indicator.key}-by-district-and-month",
        Markup("{} by district and month, {}").format(label(indicator.name), markup.period(view.period)),
        ("Month", *places, ALL),
        tuple(body),
        (*explained_marks(body), "The last column also counts what lies elsewhere.", *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def across(view: View, indicators: Sequence[Indicator], breakdown: str, caption: Caption) -> Table:
    """Indicators down and the categories of a breakdown across, each as a number, with the whole of each; only those that are known."""
    shown = [indicator for indicator in indicators if view.split(indicator, breakdown)]
    division = view.division(shown[0], breakdown)
    body = tuple((_named(one.name), *_across(view, one, division)) for one in shown)
    return Table(
        caption.name,
        caption.title,
        ("Indicator", *(label(division.label(code)) for code in division.codes), ALL),
        body,
        (*explained_marks(body), *notes_on(shown).paragraphs),
        source_line(shown),
    )


def so_far(view: View, indicators: Sequence[Indicator]) -> Table:
    """Figures that only rise at the end of each quarter of the reporting year, up to the end of the period."""
    quarters = [view.at(quarter) for quarter in view.period.year.quarters if quarter.end <= view.period.end]
    body = tuple((_named(one.name), *(figure_cell(quarter.figure(one)) for quarter in quarters)) for one in indicators)
    return Table(
        "so-far",
        Markup("Reached by the end of each quarter, {}").format(markup.period(view.period.year)),
        ("Indicator", *(markup.period(quarter.period) for quarter in quarters)),
        body,
        (*explained_marks(body), *notes_on(indicators).paragraphs),
        source_line(indicators),
    )


def coverage(view: View, indicator: Indicator, breakdown: str) -> Table:
    """The categories of a coverage, with how many should be reached, how many have been and the percentage, in both years.

    Categories in which nobody is to be reached are left out.
    """
    division, known = view.division(indicator, breakdown), [one for one in view.both_years if one.split(indicator, breakdown)]
    found = [(label(division.label(code)), [one.figure(indicator, breakdown, code) for one in known]) for code in division.codes]
    whole = (ALL, [one.figure(indicator) for one in known])
    periods = [markup.period(one.dates(indicator)) for one in known]
    body = tuple(_covered(name, figures) for name, figures in (*found, whole) if any(figure and figure.denominator for figure in figures))
    heads = ("Should be reached", "Have been", "Percentage")
    return Table(
        f"{indicator.key}-by-{breakdown}",
        Markup("{} by {}, {}").format(label(indicator.name), division.name, listed(periods)),
        (division.name.capitalize(), *(Markup("{}, {}").format(head, period) for period in periods for head in heads)),
        body,
        (*explained_marks(body), *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def _covered(name: Markup, figures: Sequence[Figure | None]) -> tuple[TableCell, ...]:
    return (
        TableCell(name),
        *(cell for figure in figures for cell in (_number(figure, "denominator"), _number(figure), figure_cell(figure))),
    )


def _month_row(view: View, indicator: Indicator, month: str, places: Sequence[str]) -> tuple[TableCell, ...]:
    fields = [view.figure(indicator, "district_and_month", f"{place}, {month}") for place in places]
    return (*map(_number, fields), _number(view.figure(indicator, "month", month.lower())))


def _across(view: View, one: Indicator, division: Breakdown) -> tuple[TableCell, ...]:
    parts = (view.figure(one, division.key, code) for code in division.codes)
    return (*map(_number, parts), figure_cell(view.figure(one)))


def _named(name: str) -> TableCell:
    return TableCell(label(name))


def _number(figure: Figure | None, which: str = "numerator") -> TableCell:
    return number_cell(markup.part(figure, which) if figure else mark("x"))
