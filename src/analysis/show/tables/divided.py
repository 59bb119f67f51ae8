"""Tables that divide indicators: by category, by denominator, by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault
from analysis.base.spec import Address, Breakdown, Figure, Indicator
from analysis.compare.comparisons import break_between
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.markup import listed, with_terms
from analysis.show.sources import figure_of, source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, share_cell

ALL_OF_IT = Markup('<span class="term">100%</span>')


def split_table(rows: Publishable, indicator: Indicator, breakdown: str, periods: Sequence[Period], authority: Authority) -> Table:
    """The categories of a breakdown, with number and percentage for each period, and the whole below.

    Periods in which the breakdown was not counted are left out, and one that breaks with the period before it is marked. Raises `Fault`
    when none is left.
    """
    division = rows.division(indicator.key, breakdown)
    wanted = [counted_period(indicator, period, authority) for period in periods]
    counted = [period for period in wanted if rows.split(indicator.key, period.name, breakdown)]
    if not counted:
        raise Fault(f"{indicator.key} was not counted by {division.name} in {', '.join(period.label for period in wanted)}.")
    body = (*(_category_row(rows, indicator, division, code, counted) for code in division.codes), _whole_row(rows, indicator, counted))
    sums = [note for period in counted for note in _sum_notes(rows, indicator, period, breakdown)]
    broken = _breaks(rows, indicator, counted)
    named = [Markup("{} {}").format(markup.period(one), mark("b")) if one in broken else markup.period(one) for one in counted]
    return Table(
        f"{indicator.key}-by-{breakdown}",
        Markup("{}{} by {}, {}").format(
            label(indicator.name), "," * ("," in indicator.name), division.name, listed(map(markup.period, counted))
        ),
        (_heading(division), *(Markup("{}, {}").format(kind, name) for name in named for kind in ("Number", "Percentage"))),
        body,
        (*explained_marks(body), *broken.values(), *sums, *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def denominators(rows: Publishable, indicators: Sequence[Indicator], period: Period, breakdown: str, authority: Authority) -> Table:
    """The same events as percentages of different wholes, one row a whole: for everyone and for each category of a breakdown."""
    division = indicators[0].breakdown(breakdown)
    body = tuple(_denominator_row(rows, indicator, division, counted_period(indicator, period, authority)) for indicator in indicators)
    notes = notes_on(indicators)
    return Table(
        f"denominators-by-{breakdown}",
        Markup("Completion under each denominator, by {}, {}").format(division.name, markup.period(period)),
        ("Percentage", "All", *(label(category.label) for category in division.categories)),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line(indicators),
    )


def by_quarter(
    rows: Publishable,
    indicators: Iterable[Indicator],
    year: Period,
    authority: Authority,
    *,
    name: str = "by-quarter",
    title: Markup | str | None = None,
) -> Table:
    """Each quarter of a reporting year and the year itself. Indicators that are not counted by quarter are left out."""
    periods = (*year.quarters, year)
    shown = tuple(indicator for indicator in indicators if any(figure_of(rows, indicator, quarter, authority) for quarter in year.quarters))
    notes = notes_on(shown)
    body = tuple(
        (TableCell(notes.named(one)), *(figure_cell(figure_of(rows, one, period, authority)) for period in periods)) for one in shown
    )
    return Table(
        name,
        title or Markup("Figures by quarter, {}").format(markup.period(year)),
        ("Indicator", *map(markup.period, periods)),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line(shown),
    )


def _breaks(rows: Publishable, indicator: Indicator, periods: Sequence[Period]) -> dict[Period, Markup]:
    """The periods that cannot be compared with the one shown before them, each with a note that says why."""
    figures = {period: rows.figure(Address(indicator.key, period.name)) for period in periods}
    found = {later: break_between(indicator, later, earlier, figures[later], figures[earlier]) for earlier, later in pairwise(periods)}
    words = "{} Not comparable with earlier figures: {}."
    return {later: Markup(words).format(mark("b"), with_terms(one.why)) for later, one in found.items() if one}


def _heading(division: Breakdown) -> str:
    return division.name[:1].upper() + division.name[1:]


def _category_row(
    rows: Publishable, indicator: Indicator, division: Breakdown, code: str, periods: Sequence[Period]
) -> tuple[TableCell, ...]:
    figures = [rows.figure(Address(indicator.key, period.name, division.key, code)) for period in periods]
    pairs = ((_number(figure), figure_cell(figure)) for figure in figures)
    return (TableCell(label(division.label(code))), *(cell for pair in pairs for cell in pair))


def _whole_row(rows: Publishable, indicator: Indicator, periods: Sequence[Period]) -> tuple[TableCell, ...]:
    """The undivided figure: a share has its own percentage, a count is the whole of itself."""
    cells = [TableCell(Markup("All"))]
    for period in periods:
        whole = rows.figure(Address(indicator.key, period.name))
        is_share = whole is not None and whole.is_percentage
        cells += [_number(whole), figure_cell(whole)] if is_share else [figure_cell(whole), TableCell(ALL_OF_IT, is_number=True)]
    return tuple(cells)


def _number(figure: Figure | None) -> TableCell:
    return TableCell(markup.part(figure, "numerator") if figure else Markup(mark("x")), is_number=True)


def _sum_notes(rows: Publishable, indicator: Indicator, period: Period, breakdown: str) -> list[Markup]:
    """Why the percentages of one whole do not add up to 100, where they do not. The parts of a share have a whole each."""
    whole = rows.figure(Address(indicator.key, period.name))
    figures = rows.split(indicator.key, period.name, breakdown)
    if whole.is_percentage or not all(figure.is_shown for figure in figures) or sum(Fraction(figure.value) for figure in figures) == 100:
        return []
    is_complete = sum(figure.numerator for figure in figures) == whole.numerator
    why = "are rounded separately and" if is_complete else "leave out some of the whole and"
    return [Markup("Percentages for {} {} add up to {}.").format(markup.period(period), why, markup.sum_of(figures))]


def _denominator_row(rows: Publishable, indicator: Indicator, division: Breakdown, period: Period) -> tuple[TableCell, ...]:
    whole = rows.figure(Address(indicator.key, period.name))
    parts = [rows.figure(Address(indicator.key, period.name, division.key, code)) for code in division.codes]
    return (TableCell(label(indicator.name)), *(share_cell(figure) for figure in (whole, *parts)))
