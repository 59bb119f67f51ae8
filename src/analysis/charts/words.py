"""What a chart says in words: its title, its subtitle, and the text in place of the picture. All computed from the figures drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.charts.series import Point, Series, marked
from analysis.comparisons import Course, compare
from analysis.compute import counted_period
from analysis.disclose import Publishable
from analysis.formats import MARK_WORDS, listed, mark, sentence_case
from analysis.markup import with_terms
from analysis.periods import Period, quarter_of
from analysis.settings import Authority, ComparisonPolicy
from analysis.spec import CAVEATS, Address, Breakdown, Figure, Indicator

_TITLES = {
    Course.UP: "{name} rose from {before} to {now}",
    Course.FROM_NOUGHT: "{name} rose from {before} to {now}",
    Course.DOWN: "{name} fell from {before} to {now}",
    Course.SAME: "{name} stayed at {now}",
    Course.SIMILAR: "{name} stayed similar: {before}, then {now}",
}


def title_of_change(rows: Publishable, indicator: Indicator, period: Period, authority: Authority, policy: ComparisonPolicy) -> Markup:
    """What happened since the same period a year before, with both figures; the plain name where no course can be told."""
    later, earlier = (counted_period(indicator, one, authority) for one in (period, period.year_before))
    addresses = (Address(indicator.key, one.name) for one in (later, earlier))
    comparison = compare(rows, indicator, *addresses, (later, earlier), policy)
    if comparison.course not in _TITLES or indicator.window == "cumulative":
        return Markup("{} by quarter").format(marked(indicator.name))
    name = Markup("{},").format(marked(indicator.name)) if "," in indicator.name else marked(indicator.name)
    figures = {"before": markup.figure(comparison.before), "now": markup.figure(comparison.now)}
    return Markup(_TITLES[comparison.course]).format(name=name, **figures)


def title_of_largest(indicator: Indicator, division: Breakdown, figures: Sequence[Figure]) -> Markup:
    """The largest share that is shown: "48% of episodes were of girls"; a plain description where none is."""
    shown = [figure for figure in figures if figure.is_number and figure.numerator]
    if not shown:
        return Markup("{} by {}").format(marked(indicator.name), division.name)
    largest = max(shown, key=lambda figure: figure.exact)
    category = next(one for one in division.categories if one.code == largest.address.category)
    words = with_terms(category.words)
    return Markup("{} of {} {} {}").format(markup.figure(largest), indicator.unit, division.verb, words)


def subtitle(measure: str, population: str, periods: Markup) -> Markup:
    """Measure, population and period."""
    return Markup("{}: {}; {}").format(marked(sentence_case(measure)), population, periods)


def measure_of(indicator: Indicator, series: Iterable[Series]) -> str:
    """What the numbers are: what is counted, or what they are a percentage of."""
    is_percentage = any(point.figure.is_percentage for one in series for point in one.shown)
    return f"percentage of {indicator.unit}" if is_percentage else indicator.unit


def run_of_quarters(period: Period) -> Markup:
    """From the first quarter of the year before to the last one drawn."""
    first, last = period.year_before.year.quarters[0], quarter_of(period.end, period.first_month)
    return Markup("{} to {}").format(markup.period(first), markup.period(last))


def both(periods: Sequence[Period]) -> Markup:
    """The names of one or two periods."""
    return Markup(" and ").join(map(markup.period, periods))


def alt_of_run(kind: str, what: str, series: Sequence[Series]) -> str:
    """A chart over time in words: where each series starts and ends, its lowest and highest, and what is not shown."""
    told = [_run(one, len(series) > 1) for one in series]
    return " ".join([f"{kind} of {_lower(what)}.", *told, *_gaps(point for one in series for point in one.points)])


def alt_of_parts(kind: str, what: str, series: Sequence[Series]) -> str:
    """A chart of categories in words: every figure of every series, or that it is not shown."""
    told = [f"{one.name}: {listed([f'{_lower(point.name)} {_said(point)}' for point in one.points])}." for one in series]
    return " ".join([f"{kind} of {_lower(what)}.", *told])


def notes_under(indicators: Iterable[Indicator], series: Iterable[Series]) -> tuple[Markup, ...]:
    """The marks that the chart uses, explained, and the caveats of what it shows."""
    figures = [point.figure for one in series for point in one.points]
    marks = {"x" if figure is None else figure.value for figure in figures}
    explained = (Markup("{} {}.").format(mark(letter), words) for letter, words in MARK_WORDS.items() if letter in marks)
    caveats = dict.fromkeys(CAVEATS[code] for one in indicators for code in one.caveats)
    return (*explained, *map(with_terms, caveats))


def source_line(indicators: Iterable[Indicator]) -> str:
    """Where the numbers come from: the tables that the indicators count."""
    tables = dict.fromkeys(one.source.replace("_", " ") if one.dated_by else "figures supplied by partners" for one in indicators)
    return f"Source: {listed(list(tables))}."


def _run(series: Series, is_one_of_many: bool) -> str:
    lead = f"{series.name}: " if is_one_of_many else ""
    shown = series.shown
    if not shown:
        return f"{lead}no figure can be shown."
    if len(shown) == 1:
        return f"{lead}{_at(shown[0])} only."
    lowest, highest = (choose(shown, key=lambda point: point.height) for choose in (min, max))
    return sentence_case(f"{lead}from {_at(shown[0])} to {_at(shown[-1])}; lowest {_at(lowest)}, highest {_at(highest)}.")


def _gaps(points: Iterable[Point]) -> list[str]:
    points = list(points)
    hidden = [point.name for point in points if point.is_hidden]
    missing = [point.name for point in points if not point.is_hidden and not point.is_shown]
    return [f"{words}: {listed(names)}." for words, names in (("Not shown", hidden), ("No figure", missing)) if names]


def _at(point: Point) -> str:
    return f"{point.text} in {point.name}"


def _said(point: Point) -> str:
    if point.is_shown:
        return point.text
    return "not shown" if point.is_hidden else "not available"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
