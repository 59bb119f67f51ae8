"""Tables that follow indicators over time: the key figures of a year, and the performance of a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, mark
from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison, Course
from analysis.compare.view import View, delivered_in
from analysis.show.sources import source_line
from analysis.show.tables.notes import Notes, explained_marks, notes_on
from analysis.show.tables.table import Caption, Table, TableCell, figure_cell
from analysis.show.unknowns import notes_on_unknown

COURSE_WORDS = {
    Course.UP: "up",
    Course.DOWN: "down",
    Course.SAME: "same",
    Course.FROM_NOUGHT: "up from nought",
    Course.NOTHING_BEFORE: "nothing to count before",
    Course.NO_EARLIER: "no earlier figure",
    Course.NO_CURRENT: "no figure",
    Course.HIDDEN: "not shown",
    Course.BROKEN: f"{mark('b')} not comparable",
    Course.OTHER: "different",
}


ON_VERDICTS = (
    "A change is called clear where it is larger than chance alone would often bring, given how many there are and how they gather in few "
    "children; the methodology says how that is tested."
)

BEFORE_ROUNDING = "Changes are worked out before rounding, so they can differ a little from the difference of the figures shown."

FIRST_YEAR = "This is the first year with figures, so there are none of the year before to compare them with."


def key_figures(view: View, indicators: Iterable[Indicator], caption: Caption | None = None) -> Table | None:
    """One row an indicator: the period before, the period, the change between them, and the unit.

    A count changes by a number and a percentage of the earlier count, a percentage by percentage points. What was delivered for neither
    period has no row; nothing where that is all. Of a first year there is the period alone.
    """
    caption = caption or Caption("key-figures", Markup("Key figures, {}").format(markup.period(view.period)))
    seen, since = ((view,), ()) if view.is_first_year else (view.both_years, ("Change",))
    changes = _changes(view, delivered_in(seen, indicators))
    if not changes:
        return None
    notes = notes_on(changes, [*_breaks(changes), *notes_on_unknown(view, changes)])
    body = tuple(_key_row(view, notes, one, change) for one, change in changes.items())
    return Table(
        caption.name,
        caption.title,
        ("Indicator", *(markup.period(one.period) for one in seen), *since, "Unit"),
        body,
        (*explained_marks(body), *_first_year(view), *_verdicts(changes), *_rounding(changes), *notes.paragraphs),
        source_line(changes),
    )


def quarterly(
    view: View, indicators: Iterable[Indicator], trends: Mapping[str, Markup] | None = None, caption: Caption | None = None
) -> Table | None:
    """One row an indicator: this quarter, the last one, the same one a year ago, the year to date, and the direction since a year ago.

    ``trends`` holds small pictures by the indicators' keys and adds a column. Indicators that are not counted by quarter are left out, and
    so are those of which none of these periods was delivered; nothing where those are all. Of a first year there is nothing of the year
    before, and no direction.
    """
    caption = caption or Caption("quarterly-performance", Markup("Quarterly performance, {}").format(markup.period(view.period)))
    of_two_years = (view.period, view.period.previous, view.period.year_before, _year_to_date(view.period))
    periods = [one for one in of_two_years if not view.is_first_year or one.year == view.period.year]
    seen = [view.at(period) for period in periods]
    changes = _changes(view, delivered_in(seen, indicators))
    if not changes:
        return None
    notes = notes_on(changes, [*_breaks(changes), *notes_on_unknown(view, changes)])
    body = tuple(
        (TableCell(notes.named(one)), *(figure_cell(each.figure(one)) for each in seen), *_direction(view, change), *_trend(one, trends))
        for one, change in changes.items()
    )
    direction = [] if view.is_first_year else [Markup("Direction since {}").format(markup.period(view.period.year_before))]
    return Table(
        caption.name,
        caption.title,
        ("Indicator", *map(markup.period, periods[:-1]), "Year to date", *direction, *(["Trend"] if trends else [])),
        body,
        (*explained_marks(body), *_first_year(view), _dates(periods[-1]), *_verdicts(changes), *notes.paragraphs),
        source_line(changes),
    )


def change_words(comparison: Comparison, decimals: int = 0) -> Markup:
    """The course of a figure, the size of its change and the verdict: ``clearly down 60 (19%)``, ``up 3, no clear change``."""
    words = COURSE_WORDS[comparison.course]
    if not comparison.change:
        return Markup(words)
    unclear = markup.verdict(comparison, comparison.unclear.value) if comparison.unclear else Markup()
    if unclear and not half_up(comparison.change, decimals):
        return unclear
    first, *rest = words.split(" ", 1)
    moved = markup.verdict(comparison, f"clearly {first}") if comparison.is_clear else Markup(first)
    size = Markup(" ").join([moved, _size(comparison, decimals), *map(Markup, rest)])
    return Markup("{}, {}").format(size, unclear) if unclear else size


def direction_words(comparison: Comparison) -> Markup:
    """The verdict on a figure's course, and whether a clear one is for the better; the bare course where there is no verdict."""
    if comparison.unclear:
        return markup.verdict(comparison, comparison.unclear.value)
    judged = {True: ", improving", False: ", worsening", None: ""}[comparison.improved]
    course = COURSE_WORDS[comparison.course]
    return markup.verdict(comparison, f"clearly {course}{judged}") if comparison.is_clear else Markup(course)


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


def _changes(view: View, indicators: Iterable[Indicator]) -> dict[Indicator, Comparison]:
    """What happened since the year before to each indicator that has a figure, or a mark in its place."""
    return {one: view.compared(one) for one in indicators if view.figure(one)}


def _key_row(view: View, notes: Notes, indicator: Indicator, change: Comparison) -> tuple[TableCell, ...]:
    name = TableCell(notes.named(indicator, *_other_dates(view, indicator)))
    now, unit = figure_cell(change.now), TableCell(Markup.escape(_unit(change.now)))
    if view.is_first_year:
        return (name, now, unit)
    return (name, figure_cell(change.before), now, TableCell(change_words(change, indicator.decimals)), unit)


def _direction(view: View, change: Comparison) -> tuple[TableCell, ...]:
    return () if view.is_first_year else (TableCell(direction_words(change)),)


def _first_year(view: View) -> tuple[str, ...]:
    return (FIRST_YEAR,) if view.is_first_year else ()


def _other_dates(view: View, indicator: Indicator) -> tuple[Markup, ...]:
    """The dates that an indicator counts, where they are not those of the column."""
    counted = view.dates(indicator)
    return () if counted == view.period else (Markup("({})").format(markup.period(counted)),)


def _breaks(changes: Mapping[Indicator, Comparison]) -> list[tuple[str, str]]:
    """Why figures cannot be compared, each with the key of its indicator."""
    broken = [(one.key, change.broken_by) for one, change in changes.items() if change.course is Course.BROKEN]
    return [(key, f"Not comparable with earlier figures: {why.why}.") for key, why in broken]


def _verdicts(changes: Mapping[Indicator, Comparison]) -> tuple[str, ...]:
    """What the verdicts mean, where there are any on a change."""
    return (ON_VERDICTS,) if any(change.change and change.verdict for change in changes.values()) else ()


def _rounding(changes: Mapping[Indicator, Comparison]) -> tuple[str, ...]:
    """A remark where a change is not what a reader gets who subtracts the figures shown."""
    differs = (_differs_from_shown(change, one.decimals) for one, change in changes.items())
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
