"""Tables that follow indicators over time: the key figures of a year, and the performance of a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, mark
from analysis.base.periods import Period
from analysis.base.settings import Authority, ComparisonPolicy
from analysis.base.spec import Address, Figure, Indicator
from analysis.compare.comparisons import Comparison, Course, compare
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show.sources import figure_of, source_line
from analysis.show.tables.notes import Notes, explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell

COURSE_WORDS = {
    Course.UP: "up",
    Course.DOWN: "down",
    Course.SAME: "same",
    Course.SIMILAR: "similar",
    Course.FROM_NOUGHT: "up from nought",
    Course.NO_EARLIER: "no earlier figure",
    Course.NO_CURRENT: "no figure",
    Course.HIDDEN: "not shown",
    Course.BROKEN: f"{mark('b')} not comparable",
    Course.OTHER: "different",
}


BEFORE_ROUNDING = "Changes are worked out before rounding, so they can differ a little from the difference of the figures shown."


@dataclass(frozen=True)
class _Ledger:
    """Publishable rows and what is needed to read them for a period that is reported on."""

    rows: Publishable
    authority: Authority
    policy: ComparisonPolicy

    def figure(self, indicator: Indicator, period: Period) -> Figure | None:
        return figure_of(self.rows, indicator, period, self.authority)

    def compare(self, indicator: Indicator, now: Period, before: Period) -> Comparison:
        later, earlier = (counted_period(indicator, period, self.authority) for period in (now, before))
        addresses = (Address(indicator.key, period.name) for period in (later, earlier))
        return compare(self.rows, indicator, *addresses, (later, earlier), self.policy)

    def counted(self, indicators: Iterable[Indicator], period: Period) -> tuple[Indicator, ...]:
        """The indicators that have a figure, or a mark in its place, for the period."""
        return tuple(indicator for indicator in indicators if self.figure(indicator, period))

    def compared(self, indicators: Iterable[Indicator], now: Period, before: Period) -> dict[str, Comparison]:
        """What happened to each indicator between two periods, by its key."""
        return {indicator.key: self.compare(indicator, now, before) for indicator in indicators}


def key_figures(
    rows: Publishable,
    indicators: Iterable[Indicator],
    period: Period,
    authority: Authority,
    policy: ComparisonPolicy,
    *,
    name: str = "key-figures",
    title: Markup | str | None = None,
) -> Table:
    """One row an indicator: the period before, the period, the change between them, and the unit.

    A count changes by a number and a percentage of the earlier count, a percentage by percentage points.
    """
    ledger, before = _Ledger(rows, authority, policy), period.year_before
    shown = ledger.counted(indicators, period)
    changes = ledger.compared(shown, period, before)
    notes = notes_on(shown, _breaks(changes))
    body = tuple(_key_row(ledger, notes, one, period, changes[one.key]) for one in shown)
    return Table(
        name,
        title or Markup("Key figures, {}").format(markup.period(period)),
        ("Indicator", markup.period(before), markup.period(period), "Change", "Unit"),
        body,
        (*explained_marks(body), *_rounding(shown, changes), *notes.paragraphs),
        source_line(shown),
    )


def quarterly(
    rows: Publishable,
    indicators: Iterable[Indicator],
    quarter: Period,
    authority: Authority,
    policy: ComparisonPolicy,
    trends: Mapping[str, Markup] | None = None,
    *,
    name: str = "quarterly-performance",
    title: Markup | str | None = None,
) -> Table:
    """One row an indicator: this quarter, the last one, the same one a year ago, the year to date, and the direction since a year ago.

    ``trends`` holds small pictures by the indicators' keys and adds a column. Indicators that are not counted by quarter are left out.
    """
    ledger, before = _Ledger(rows, authority, policy), quarter.year_before
    shown = ledger.counted(indicators, quarter)
    changes = ledger.compared(shown, quarter, before)
    notes = notes_on(shown, _breaks(changes))
    periods = (quarter, quarter.previous, before, _year_to_date(quarter))
    body = tuple((*_quarter_row(ledger, notes, one, periods, changes[one.key]), *_trend(one, trends)) for one in shown)
    direction = Markup("Direction since {}").format(markup.period(before))
    return Table(
        name,
        title or Markup("Quarterly performance, {}").format(markup.period(quarter)),
        ("Indicator", *map(markup.period, periods[:3]), "Year to date", direction, *(["Trend"] if trends else [])),
        body,
        (*explained_marks(body), _dates(periods[3]), *notes.paragraphs),
        source_line(shown),
    )


def change_words(comparison: Comparison, decimals: int = 0) -> Markup:
    """The course of a figure and the size of its change: ``down 60 (19%)``, ``up 3 percentage points``, ``no earlier figure``."""
    words = COURSE_WORDS[comparison.course]
    if comparison.course in {Course.UP, Course.DOWN, Course.FROM_NOUGHT}:
        first, *rest = words.split(" ", 1)
        return Markup(" ").join([Markup(first), _size(comparison, decimals), *map(Markup, rest)])
    if comparison.course is Course.SIMILAR and half_up(comparison.change, decimals):
        return Markup("{}, {} {}").format(words, "up" if comparison.change > 0 else "down", _size(comparison, decimals))
    return Markup(words)


def direction_words(comparison: Comparison) -> str:
    """The course of a figure, and whether it is an improvement where its indicator says which direction is better."""
    judged = {True: ", improving", False: ", worsening", None: ""}[comparison.improved]
    return COURSE_WORDS[comparison.course] + judged


def _size(comparison: Comparison, decimals: int) -> Markup:
    rounded = half_up(comparison.change, decimals)
    if not rounded:
        return Markup(mark("low"))
    size = markup.change(comparison, decimals)
    if comparison.now.is_percentage:
        return Markup("{} percentage {}").format(size, "point" if abs(rounded) == 1 else "points")
    if comparison.change_pct is None:
        return size
    return Markup("{} ({})").format(size, markup.change_pct(comparison))


def _key_row(ledger: _Ledger, notes: Notes, indicator: Indicator, period: Period, change: Comparison) -> tuple[TableCell, ...]:
    words = change_words(change, indicator.decimals)
    name = TableCell(notes.named(indicator, *_other_dates(indicator, period, ledger.authority)))
    return (name, figure_cell(change.before), figure_cell(change.now), TableCell(words), TableCell(Markup.escape(_unit(change.now))))


def _quarter_row(
    ledger: _Ledger, notes: Notes, indicator: Indicator, periods: tuple[Period, ...], change: Comparison
) -> tuple[TableCell, ...]:
    figures = (figure_cell(ledger.figure(indicator, period)) for period in periods)
    return (TableCell(notes.named(indicator)), *figures, TableCell(Markup.escape(direction_words(change))))


def _other_dates(indicator: Indicator, period: Period, authority: Authority) -> tuple[Markup, ...]:
    """The dates that an indicator counts, where they are not those of the column."""
    counted = counted_period(indicator, period, authority)
    return () if counted == period else (Markup("({})").format(markup.period(counted)),)


def _breaks(changes: Mapping[str, Comparison]) -> list[tuple[str, str]]:
    """Why figures cannot be compared, each with the key of its indicator."""
    broken = [(key, change.broken_by) for key, change in changes.items() if change.course is Course.BROKEN]
    return [(key, f"Not comparable with earlier figures: {one.why}.") for key, one in broken]


def _rounding(indicators: Iterable[Indicator], changes: Mapping[str, Comparison]) -> tuple[str, ...]:
    """A remark where a change is not what a reader gets who subtracts the figures shown."""
    differs = (_differs_from_shown(changes[indicator.key], indicator.decimals) for indicator in indicators)
    return (BEFORE_ROUNDING,) if any(differs) else ()


def _differs_from_shown(change: Comparison, decimals: int) -> bool:
    if change.change is None:
        return False
    return half_up(change.change, decimals) != Decimal(change.now.value) - Decimal(change.before.value)


def _trend(indicator: Indicator, trends: Mapping[str, Markup] | None) -> tuple[TableCell, ...]:
    return (TableCell(trends.get(indicator.key) or Markup(mark("z"))),) if trends else ()


def _year_to_date(quarter: Period) -> Period:
    """In the first quarter the year to date is that quarter, under its own name."""
    return quarter if quarter.start == quarter.year.start else quarter.year_to_date


def _dates(period: Period) -> Markup:
    return Markup('Year to date: <span class="period">{}</span>.').format(period.dates)


def _unit(figure: Figure) -> str:
    return "age in years" if figure.unit == "age" else figure.unit.replace("percent of", "percentage of")
