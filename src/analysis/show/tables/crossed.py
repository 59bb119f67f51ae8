"""Tables with a breakdown across: districts by month, indicators by locality."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.base.periods import MONTHS, Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Figure, Indicator
from analysis.count.compute import codes_of, counted_period
from analysis.disclose import Publishable
from analysis.markup import listed
from analysis.show.sources import figure_of, source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, number_cell

ALL = Markup("All")


def by_place_and_month(rows: Publishable, indicator: Indicator, period: Period, authority: Authority) -> Table:
    """Months down in the order of the reporting year, districts across, and the whole of each; never a place on a map.

    The indicator has the breakdowns ``district``, ``month`` and ``district_and_month``.
    """
    places = [one for one in codes_of(indicator.breakdown("district"), authority) if one in authority.districts]
    months = [MONTHS[month % 12] for month in period.months]
    body = [(_named(month), *_month_row(rows, indicator, period, month, places)) for month in months]
    whole = [rows.figure(Address(indicator.key, period.name, "district", place)) for place in places]
    body.append((TableCell(ALL), *map(_number, whole), figure_cell(rows.figure(Address(indicator.key, period.name)))))
    return Table(
        f"{indicator.key}-by-district-and-month",
        Markup("{} by district and month, {}").format(label(indicator.name), markup.period(period)),
        ("Month", *places, ALL),
        tuple(body),
        (*explained_marks(body), "The last column also counts what lies elsewhere.", *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def across(
    rows: Publishable, indicators: Sequence[Indicator], breakdown: str, period: Period, authority: Authority, *, name: str, title: str
) -> Table:
    """Indicators down and the categories of a breakdown across, each as a number, with the whole of each; only those that are known."""
    shown = [
        indicator for indicator in indicators if rows.split(indicator.key, counted_period(indicator, period, authority).name, breakdown)
    ]
    division = rows.division(shown[0].key, breakdown)
    body = tuple((_named(one.name), *_across(rows, one, division.key, division.codes, period, authority)) for one in shown)
    return Table(
        name,
        Markup("{}, {}").format(title, markup.period(period)),
        ("Indicator", *(label(division.label(code)) for code in division.codes), ALL),
        body,
        (*explained_marks(body), *notes_on(shown).paragraphs),
        source_line(shown),
    )


def so_far(rows: Publishable, indicators: Sequence[Indicator], period: Period, authority: Authority) -> Table:
    """Figures that only rise at the end of each quarter of the reporting year, up to the end of the period."""
    quarters = [quarter for quarter in period.year.quarters if quarter.end <= period.end]
    body = tuple(
        (_named(indicator.name), *(figure_cell(figure_of(rows, indicator, quarter, authority)) for quarter in quarters))
        for indicator in indicators
    )
    return Table(
        "so-far",
        Markup("Reached by the end of each quarter, {}").format(markup.period(period.year)),
        ("Indicator", *map(markup.period, quarters)),
        body,
        (*explained_marks(body), *notes_on(indicators).paragraphs),
        source_line(indicators),
    )


def coverage(rows: Publishable, indicator: Indicator, breakdown: str, periods: Sequence[Period], authority: Authority) -> Table:
    """The categories of a coverage, with how many should be reached, how many have been and the percentage, for each period.

    Categories in which nobody is to be reached are left out.
    """
    counted = [counted_period(indicator, period, authority) for period in periods]
    known = [period for period in counted if rows.split(indicator.key, period.name, breakdown)]
    division = rows.division(indicator.key, breakdown)
    found = [
        (label(division.label(code)), [_category(rows, indicator, one, division.key, code) for one in known]) for code in division.codes
    ]
    whole = (ALL, [rows.figure(Address(indicator.key, period.name)) for period in known])
    body = tuple(_covered(name, figures) for name, figures in (*found, whole) if any(figure and figure.denominator for figure in figures))
    heads = ("Should be reached", "Have been", "Percentage")
    return Table(
        f"{indicator.key}-by-{breakdown}",
        Markup("{} by {}, {}").format(label(indicator.name), division.name, listed(map(markup.period, known))),
        (division.name.capitalize(), *(Markup("{}, {}").format(head, markup.period(period)) for period in known for head in heads)),
        body,
        (*explained_marks(body), *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def _category(rows: Publishable, indicator: Indicator, period: Period, breakdown: str, code: str) -> Figure | None:
    return rows.figure(Address(indicator.key, period.name, breakdown, code))


def _covered(name: Markup, figures: Sequence[Figure | None]) -> tuple[TableCell, ...]:
    return (
        TableCell(name),
        *(cell for figure in figures for cell in (_number(figure, "denominator"), _number(figure), figure_cell(figure))),
    )


def _month_row(rows: Publishable, indicator: Indicator, period: Period, month: str, places: Sequence[str]) -> tuple[TableCell, ...]:
    codes = [f"{place}, {month}" for place, month in product(places, [month])]
    fields = [rows.figure(Address(indicator.key, period.name, "district_and_month", code)) for code in codes]
    return (*map(_number, fields), _number(rows.figure(Address(indicator.key, period.name, "month", month.lower()))))


def _across(
    rows: Publishable, one: Indicator, breakdown: str, codes: Sequence[str], period: Period, authority: Authority
) -> tuple[TableCell, ...]:
    counted = counted_period(one, period, authority).name
    parts = (rows.figure(Address(one.key, counted, breakdown, code)) for code in codes)
    return (*map(_number, parts), figure_cell(rows.figure(Address(one.key, counted))))


def _named(name: str) -> TableCell:
    return TableCell(label(name))


def _number(figure: Figure | None, which: str = "numerator") -> TableCell:
    return number_cell(markup.part(figure, which) if figure else mark("x"))
