"""What a chart says in words: its title, its subtitle, and the text in place of the picture. All computed from the figures drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import MARK_WORDS, listed, mark, sentence_case, within_sentence
from analysis.base.periods import Period
from analysis.base.spec import Breakdown, Indicator
from analysis.chapters.missing.breakdowns import clock
from analysis.compare.comparisons import Course
from analysis.compare.patterns import block_of_hours
from analysis.compare.ranking import clear_leader
from analysis.compare.verdicts import Verdict
from analysis.compare.view import View
from analysis.markup import rounding_note, with_terms
from analysis.show.charts.series import Point, Series, marked

_TITLES = {
    Course.UP: ("{name} {verdict} from {before} to {now}", "rose"),
    Course.FROM_NOUGHT: ("{name} {verdict} from {before} to {now}", "rose"),
    Course.DOWN: ("{name} {verdict} from {before} to {now}", "fell"),
    Course.SAME: ("{name} stayed at {now}", ""),
}
_UNCLEAR = {
    Verdict.NO_CLEAR_CHANGE: ("{name}: {verdict}, {before}, then {now}", "no clear change"),
    Verdict.TOO_FEW: ("{name}: {before}, then {now}, {verdict}", "too few to say whether there was a change"),
}


@dataclass(frozen=True)
class ChartHeading:
    """A title and, where it compares, the note that says which periods."""

    title: Markup
    notes: tuple[Markup, ...] = ()


def heading_of_change(view: View, indicator: Indicator) -> ChartHeading:
    """What happened since the same period a year before, with both figures; the plain name where no course can be told.

    That a figure rose or fell is said where the verdict is that it clearly did, and where there is none.
    """
    comparison = view.compared(indicator)
    needs_comma = "," in indicator.name and not comparison.unclear
    name = Markup("{},").format(marked(indicator.name)) if needs_comma else marked(indicator.name)
    # A total so far can only rise, and a course of ages has no size.
    if comparison.change is None or indicator.window == "cumulative":
        return ChartHeading(Markup("{} by quarter").format(name))
    words, verdict = _UNCLEAR.get(comparison.unclear) or _TITLES[comparison.course]
    figures = {"before": markup.figure(comparison.before), "now": markup.figure(comparison.now)}
    note = Markup("The title compares {} with {}.").format(*(markup.period(one.dates(indicator)) for one in view.both_years))
    return ChartHeading(Markup(words).format(name=name, verdict=markup.verdict(comparison, verdict), **figures), (note,))


def title_of_largest(indicator: Indicator, division: Breakdown, series: Series) -> Markup:
    """The largest share that is shown: "48% of episodes were of girls"; a plain description where none is clearly the largest."""
    shown = [point.figure for point in series.shown if point.figure.numerator]
    largest = clear_leader(shown) if shown else None
    if largest is None:
        return Markup("{} by {}").format(marked(indicator.name), division.name)
    category = next(one for one in division.categories if one.code == largest.address.category)
    words = markup.record_words(category.words)
    return Markup("{} of {} {} {}").format(markup.figure(largest), indicator.unit, division.verb, words)


def title_of_hours(view: View, indicator: Indicator, division: Breakdown) -> Markup | None:
    """In which block of hours half of all start or more; nothing where there is none."""
    found = block_of_hours(view, indicator, division.key)
    if found is None:
        return None
    share = markup.share_of_sum(found.figures, found.whole)
    words = "{} of {} {} between {} and {}"
    return Markup(words).format(share, indicator.unit, division.verb, clock(found.start), clock(found.end or 24))


def subtitle(measure: str, indicators: Sequence[Indicator], periods: Markup) -> Markup:
    """Measure, population and period."""
    populations = listed(list(dict.fromkeys(indicator.population for indicator in indicators)))
    return Markup("{}, among {}; {}").format(marked(sentence_case(measure)), marked(populations), periods)


def measure_of(indicators: Sequence[Indicator], series: Iterable[Series]) -> str:
    """What the numbers are: what is counted, or what they are a percentage of; in general words where several differ."""
    kind = "percentage" if any(point.figure.is_percentage for one in series for point in one.shown) else "number"
    units = {indicator.unit for indicator in indicators}
    return f"{kind} of {units.pop()}" if len(units) == 1 else f"{kind}s"


def run_of_quarters(quarters: Sequence[Period], until: Period) -> Markup:
    """The first quarter and the last one that has ended."""
    ended = [quarter for quarter in quarters if quarter.end <= until.end]
    return Markup("{} to {}").format(markup.period(ended[0]), markup.period(ended[-1]))


def names_of(series: Iterable[Series]) -> Markup:
    """The names of series that are periods."""
    return Markup(" and ").join(marked(one.name) for one in series)


def alt_of_run(kind: str, what: str, series: Sequence[Series]) -> str:
    """A chart over time in words: where each series starts and ends, its lowest and highest, and what is not shown."""
    told = [_run(one, len(series) > 1) for one in series]
    return " ".join([f"{kind}: {within_sentence(what)}.", *told])


def alt_of_parts(kind: str, what: str, series: Sequence[Series]) -> str:
    """A chart of categories in words: every figure of every series, or that it is not shown."""
    told = [f"{one.name}: {listed([f'{within_sentence(point.name)} {_said(point)}' for point in one.points])}." for one in series]
    return " ".join([f"{kind}: {within_sentence(what)}.", *told])


def alt_of_many(kind: str, what: str, series: Series) -> str:
    """A chart of many categories in words: the most and the fewest, and what is not shown; all the rest stands in its table."""
    shown = series.shown
    ends = [f"{word} {_at(end(shown, key=lambda point: point.height))}" for word, end in (("most", max), ("fewest", min))] if shown else []
    told = sentence_case(f"{'; '.join(ends)}.") if ends else "No figure can be shown."
    return " ".join([f"{kind}: {within_sentence(what)}. {series.name}.", told, *_gaps(series.points)])


def course_of(series: Series) -> str:
    """One series in words, with its name: where it starts and ends, its lowest and highest, and what is not shown."""
    return _run(series, is_one_of_many=True)


def notes_under(series: Iterable[Series]) -> tuple[Markup, ...]:
    """The marks that the chart uses, explained, and what its numbers are rounded to. What to bear in mind stands under the tables."""
    figures = [point.figure for one in series for point in one.points]
    marks = {"x" if figure is None else figure.value for figure in figures}
    explained = (Markup("{} {}.").format(mark(letter), words) for letter, words in MARK_WORDS.items() if letter in marks)
    rounded = sorted({figure.rounded_to for figure in figures if figure is not None and figure.rounded_to})
    return (*explained, *map(rounding_note, rounded))


def notes_on_breaks(series: Iterable[Series]) -> tuple[Markup, ...]:
    """Why figures cannot be compared with earlier ones, each reason once."""
    whys = dict.fromkeys(one.why for run in series for one in run.breaks.values())
    return tuple(Markup("{} Not comparable with earlier figures: {}.").format(mark("b"), with_terms(why)) for why in whys)


def _run(series: Series, is_one_of_many: bool) -> str:
    """Each stretch for itself: figures on both sides of a break are not held against each other."""
    lead = f"{series.name}: " if is_one_of_many else ""
    courses = [_course([point for place in places if (point := series.points[place]).is_shown]) for places in series.stretches]
    told = "; after a break in the series, ".join(courses)
    return " ".join([sentence_case(f"{lead}{told}."), *_gaps(series.points)])


def _course(shown: Sequence[Point]) -> str:
    if not shown:
        return "no figure can be shown"
    if len(shown) == 1:
        return f"only {_at(shown[0])}"
    lowest, highest = (choose(shown, key=lambda point: point.height) for choose in (min, max))
    if lowest.height == highest.height:
        return f"always {lowest.text}, from {shown[0].name} to {shown[-1].name}"
    return f"from {_at(shown[0])} to {_at(shown[-1])}; lowest {_at(lowest)}, highest {_at(highest)}"


def _gaps(points: Sequence[Point]) -> list[str]:
    hidden = [point.name for point in points if point.is_hidden]
    missing = [point.name for point in points if not point.is_hidden and not point.is_shown]
    return [f"{words}: {listed(names)}." for words, names in (("Not shown", hidden), ("No figure", missing)) if names]


def _at(point: Point) -> str:
    return f"{point.text} in {point.name}"


def _said(point: Point) -> str:
    if point.is_shown or (point.figure is not None and point.figure.is_shown):
        return point.text
    return "not shown" if point.is_hidden else "not available"
