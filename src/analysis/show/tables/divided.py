"""Tables that divide indicators: by category, by denominator, by quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark, sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.compare.comparisons import Side, break_between
from analysis.compare.view import View, delivered_in
from analysis.markup import listed, with_terms
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Caption, Table, TableCell, figure_cell, label, share_cell
from analysis.show.unknowns import notes_on_unknown

ALL_OF_IT = Markup('<span class="term">100%</span>')


def split_table(view: View, indicator: Indicator, breakdown: str) -> Table:
    """The categories of a breakdown, with number and percentage for the year before and the period, and the whole below.

    A year in which the breakdown was not counted is left out, and one that breaks with the year before it is marked. Raises `Fault` when
    none is left.
    """
    division = view.division(indicator, breakdown)
    years = [one for one in view.both_years if one.split(indicator, breakdown)]
    if not years:
        raise Fault(f"{indicator.key} was not counted by {division.name} in {_both(view, indicator)}.")
    body = (*(_category_row(years, indicator, division, code) for code in division.codes), _whole_row(years, indicator))
    sums = [note for one in years for note in _sum_notes(one, indicator, breakdown)]
    counted, broken = [one.dates(indicator) for one in years], _breaks(years, indicator)
    named = [Markup("{} {}").format(markup.period(one), mark("b")) if one in broken else markup.period(one) for one in counted]
    return Table(
        f"{indicator.key}-by-{breakdown}",
        Markup("{}{} by {}, {}").format(
            label(indicator.name), "," * ("," in indicator.name), division.name, listed(map(markup.period, counted))
        ),
        (sentence_case(division.name), *(Markup("{}, {}").format(kind, name) for name in named for kind in ("Number", "Percentage"))),
        body,
        (*explained_marks(body), *broken.values(), *sums, *notes_on([indicator]).paragraphs),
        source_line([indicator]),
    )


def denominators(view: View, indicators: Sequence[Indicator], breakdown: str) -> Table:
    """The same events as percentages of different wholes, one row a whole: for everyone and for each category of a breakdown."""
    division = view.division(indicators[0], breakdown)
    body = tuple(_denominator_row(view, indicator, division) for indicator in indicators)
    notes = notes_on(indicators, notes_on_unknown(view, indicators))
    return Table(
        f"denominators-by-{breakdown}",
        Markup("Completion under each denominator, by {}, {}").format(division.name, markup.period(view.period)),
        ("Percentage", "All", *(label(category.label) for category in division.categories)),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line(indicators),
    )


def by_quarter(view: View, indicators: Iterable[Indicator], caption: Caption | None = None) -> Table | None:
    """Each quarter of a reporting year and the year itself. Indicators that no quarter has are left out; nothing where those are all."""
    caption = caption or Caption("by-quarter", Markup("Figures by quarter, {}").format(markup.period(view.period)))
    *quarters, year = (view.at(period) for period in (*view.period.quarters, view.period))
    shown = delivered_in(quarters, indicators)
    if not shown:
        return None
    notes = notes_on(shown)
    body = tuple((TableCell(notes.named(one)), *(figure_cell(each.figure(one)) for each in (*quarters, year))) for one in shown)
    return Table(
        caption.name,
        caption.title,
        ("Indicator", *(markup.period(each.period) for each in (*quarters, year))),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line(shown),
    )


def _both(view: View, indicator: Indicator) -> str:
    return ", ".join(one.dates(indicator).label for one in view.both_years)


def _breaks(years: Sequence[View], indicator: Indicator) -> dict[Period, Markup]:
    """The dates that cannot be compared with those shown before them, each with a note that says why."""
    sides = [Side(year.figure(indicator), year.dates(indicator)) for year in years]
    found = {now.dates: break_between(indicator, now, before) for before, now in pairwise(sides)}
    words = "{} Not comparable with earlier figures: {}."
    return {dates: Markup(words).format(mark("b"), with_terms(one.why)) for dates, one in found.items() if one}


def _category_row(years: Sequence[View], indicator: Indicator, division: Breakdown, code: str) -> tuple[TableCell, ...]:
    figures = [year.figure(indicator, division.key, code) for year in years]
    pairs = ((_number(figure), figure_cell(figure)) for figure in figures)
    return (TableCell(label(division.label(code))), *(cell for pair in pairs for cell in pair))


def _whole_row(years: Sequence[View], indicator: Indicator) -> tuple[TableCell, ...]:
    """The undivided figure: a share has its own percentage, a count is the whole of itself."""
    cells = [TableCell(Markup("All"))]
    for year in years:
        whole = year.figure(indicator)
        is_share = whole is not None and whole.is_percentage
        cells += [_number(whole), figure_cell(whole)] if is_share else [figure_cell(whole), TableCell(ALL_OF_IT, is_number=True)]
    return tuple(cells)


def _number(figure: Figure | None) -> TableCell:
    return TableCell(markup.part(figure, "numerator") if figure else Markup(mark("x")), is_number=True)


def _sum_notes(year: View, indicator: Indicator, breakdown: str) -> list[Markup]:
    """Why the percentages of one whole do not add up to 100, where they do not.

    The parts of a share have a whole each, and of parts that overlap nobody asks for the sum.
    """
    whole, figures = year.figure(indicator), year.split(indicator, breakdown)
    has_no_sum = whole.is_percentage or indicator.breakdown(breakdown).overlap or not all(figure.is_shown for figure in figures)
    if has_no_sum or sum(Fraction(figure.value) for figure in figures) == 100:
        return []
    is_complete = sum(figure.numerator for figure in figures) == whole.numerator
    why = "are rounded separately and" if is_complete else "leave out some of the whole and"
    return [Markup("Percentages for {} {} add up to {}.").format(markup.period(year.dates(indicator)), why, markup.sum_of(figures))]


def _denominator_row(view: View, indicator: Indicator, division: Breakdown) -> tuple[TableCell, ...]:
    parts = [view.figure(indicator, division.key, code) for code in division.codes]
    return (TableCell(label(indicator.name)), *(share_cell(figure) for figure in (view.figure(indicator), *parts)))
