"""Tables about children who go missing: rates beside the population, and how far return interviews get for each group of children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import Figure, Indicator
from analysis.chapters import indicator
from analysis.compare.rates import Rate
from analysis.compare.view import View
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, number_cell

BREAKDOWN = "missing_from"
INTERVALS = (
    "If what happens were the same in many such years, ~95~ of ~100~ such intervals would hold the underlying rate: for counts the exact "
    "one of Garwood, for a part of the looked-after children that of Wilson. Episodes of one child depend on each other, so an interval "
    "for them would be too narrow and none is given."
)
NOT_ONE_TOTAL = (
    "The children of the area and the looked-after children of the council are two populations that overlap: their numbers are never added."
)
COLUMNS = (
    ("Required", "return_interviews_completed_of_required", "denominator"),
    ("Offered", "return_interviews_completed_of_offered", "denominator"),
    ("Accepted", "interviews_accepted_by_group", ""),
    ("Completed", "return_interviews_completed_of_required", ""),
    ("Within 72 hours", "interviews_within_72_hours_by_group", ""),
)
MEANING = (
    "Percentages are of the interviews required. The placing authority is responsible for the interviews of children in the care of "
    "another authority; accepted are those completed and those in place of which advice was given."
)
NOT_PRESENT = " So are those that were accepted, but to which the child did not come."


def rates_table(rates: Sequence[tuple[Period, Mapping[Indicator, Rate | None], Population | None]]) -> Table | None:
    """Rates of several years side by side, one row a rate, each with its interval; nothing where no rate can be told."""
    told = [one for one in rates[-1][1] if any(found.get(one) for _, found, _ in rates)]
    if not told:
        return None
    body = tuple((TableCell(_named(one, rates)), *(cell for _, found, _ in rates for cell in _rate_cells(found.get(one)))) for one in told)
    columns = [Markup("{}, {}").format(kind, markup.period(period)) for period, _, _ in rates for kind in ("Rate", "95% interval")]
    populations = [Markup("{}: {}").format(markup.period(period), _of_whom(people)) for period, _, people in rates if people]
    return Table(
        "missing-rates",
        Markup("Rates, {}").format(markup.period(rates[-1][0])),
        ("What", *columns),
        body,
        (*explained_marks(body), markup.with_terms(INTERVALS), NOT_ONE_TOTAL, *populations),
        source_line(told),
    )


def interviews_by_group(view: View) -> Table:
    """How many return interviews were required, offered, accepted, completed and completed in time, for each group of children."""
    division = view.division(indicator(COLUMNS[0][1]), BREAKDOWN)
    groups = [(label(category.label), category.code) for category in division.categories]
    not_present = "accepted_not_present" in view.division(indicator("return_interviews"), "outcome").codes
    body = tuple((TableCell(name), *_steps(view, code)) for name, code in [*groups, (Markup("All"), "")])
    shown = [indicator(key) for key in dict.fromkeys(key for _, key, _ in COLUMNS)]
    return Table(
        "interviews-by-group",
        Markup("Return interviews by where the child went missing from, {}").format(markup.period(view.period)),
        ("Missing from", *(label(heading) for heading, _, _ in COLUMNS)),
        body,
        (*explained_marks(body), MEANING + NOT_PRESENT * not_present, *notes_on(shown).paragraphs),
        source_line(shown),
    )


def _steps(view: View, code: str) -> Iterator[TableCell]:
    """A group of children, or all of them, at each step."""
    for _, key, part in COLUMNS:
        yield _step(view.figure(indicator(key), BREAKDOWN if code else "", code), part)


def _step(figure: Figure | None, part: str) -> TableCell:
    """The number at a step and, but where it is a whole of its own, its percentage of the interviews required."""
    if figure is None:
        return number_cell(mark("x"))
    return number_cell(markup.part(figure, part)) if part else _number_and_share(figure)


def _number_and_share(figure: Figure) -> TableCell:
    if not figure.is_shown:
        return figure_cell(figure)
    return number_cell(Markup("{} ({})").format(markup.part(figure, "numerator"), markup.figure(figure)))


def _named(one: Indicator, rates: Sequence[tuple[Period, Mapping[Indicator, Rate | None], Population | None]]) -> Markup:
    per = next(rate.per for _, found, _ in rates if (rate := found.get(one)))
    of = "looked-after children" if per == 100 else "children living in the area"
    return markup.with_terms(f"{one.name}, for every ~{per:,}~ {of}")


def _rate_cells(one: Rate | None) -> tuple[TableCell, TableCell]:
    if one is None:
        return number_cell(mark("x")), number_cell(mark("x"))
    if one.rate is None:
        return number_cell(mark("c")), number_cell(mark("c"))
    return number_cell(markup.rate(one, "rate")), _interval(one)


def _interval(one: Rate) -> TableCell:
    if one.lowest is None:
        return number_cell(mark("z"))
    return number_cell(Markup("{} to {}").format(markup.rate(one, "lowest"), markup.rate(one, "highest")))


def _of_whom(people: Population) -> Markup:
    """Whom a rate is of; populations are public, so their numbers are terms and no figures."""
    others = f", and ~{people.looked_after:,}~ looked after by the council at some time in the year" if people.looked_after else ""
    words = markup.with_terms(f"~{people.total:,}~ {{}}{others}. Source: {{}}.")
    return words.format(label(people.described), label(people.source))
