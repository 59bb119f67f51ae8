"""One sentence at a time: a figure, its course since an earlier one, a split into shares.

A direction word never stands without both values, and what is clear or good is the verdict's to say. Each
branch has a sentence and a test of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import choose, half_up
from analysis.base.periods import Period
from analysis.base.spec import ELSEWHERE, Breakdown, Category, Figure, Indicator
from analysis.compare.comparisons import Comparison, Course
from analysis.compare.ranking import clear_leader
from analysis.compare.verdicts import Verdict

MOST_IN_A_SENTENCE = 5

_SLOT = re.compile(r"\{(figure|part|whole)\}")


def said(indicator: Indicator, figure: Figure | None, period: Period) -> Markup:
    """The figure in a sentence without its full stop, or why there is none."""
    if figure is None or figure.value == "x":
        return Markup("{}: no figure is available for {}").format(_named(indicator), markup.period(period))
    if figure.value == "z":
        return Markup("{}: in {} there was nothing to take a percentage of").format(_named(indicator), markup.period(period))
    if figure.is_hidden and not figure.said_instead:
        words = "{}: the figure for {} is {}, so that no child can be identified"
        return Markup(words).format(_named(indicator), markup.period(period), markup.instead(figure, "not shown"))
    return Markup("{}, {}").format(lead(period), stated(indicator, figure))


def none_available(indicators: Sequence[Indicator], period: Period) -> Markup:
    """Which indicators have no figure, in one sentence."""
    return Markup("No figures are available for {} for: {}.").format(markup.period(period), Markup("; ").join(map(_named, indicators)))


def lead(period: Period) -> Markup:
    """When: "In 2016/17", "By the end of March 2017", "From July 2016 to April 2017"."""
    if period.start is None:
        return Markup('By the end of <span class="period">{}</span>').format(period.label.removeprefix("up to "))
    opening = "In {}" if period.is_year or period.is_quarter else "From {}"
    return Markup(opening).format(markup.period(period))


def stated(indicator: Indicator, figure: Figure) -> Markup:
    """The indicator's statement with its numbers in place, or with words that say less in place of hidden ones."""
    counts_part = "{part}" in indicator.statement
    is_one = (figure.numerator if counts_part else figure.exact) == 1
    words = figure.said_instead
    slots: dict[str, Callable[[], Markup]] = {
        "figure": lambda: markup.instead(figure, words) if words else markup.figure(figure),
        "part": lambda: markup.instead(figure, words) if words else markup.part(figure, "numerator"),
        "whole": lambda: markup.part(figure, "denominator"),
    }
    statement = _saying_less(indicator.statement, figure) if words or figure.is_of_few else indicator.statement
    pieces = _SLOT.split(choose(statement, is_one))
    return Markup().join(slots[piece]() if n % 2 else markup.record_words(piece) for n, piece in enumerate(pieces))


def _saying_less(statement: str, figure: Figure) -> str:
    """A statement without the percentage beside its part, and without a whole that is hidden too."""
    shorter = statement.replace(" ({figure})", "")
    return shorter.replace("{whole} ", "") if figure.denominator is None else shorter


def compared(comparison: Comparison, earlier: Period, decimals: int = 0) -> Markup:
    """What follows the figure: its course since the earlier period and the verdict on it, to the end of the sentence and beyond."""
    if comparison.unclear:
        words, unclear = _UNCLEAR[comparison.unclear], markup.verdict(comparison, comparison.unclear.value)
        return words.format(before=earlier_said(comparison), earlier=markup.period(earlier), verdict=unclear)
    return _COURSES[comparison.course](comparison, earlier, decimals)


def of_whole(whole: Figure, unit: str) -> Markup:
    """What shares are of, before they are told: "Of the 2,520 episodes, "."""
    return Markup("Of the {} {}, ").format(markup.figure(whole), unit)


def split_said(figures: tuple[Figure, ...], breakdown: Breakdown, opening: Markup) -> Markup:
    """The shares of a whole: "Of the 2,520 episodes, 48% were of girls, ...", leaving out the categories with nothing in them.

    Hidden shares are "the rest"; when all are hidden, only that is said. Of more categories than a sentence can hold only the largest
    share is told, and only where every one is shown. A whole of which records tell one part only is not divided.
    """
    told = [(figure, category) for figure, category in zip(figures, breakdown.categories, strict=True) if figure.numerator != 0]
    if not told or len(figures) == 1:
        return Markup()
    if len(breakdown.categories) > MOST_IN_A_SENTENCE:
        return _largest_said(told, breakdown, opening)
    if breakdown.overlap:
        return _overlapping_said(told, breakdown.verb, opening)
    return Markup("{}{}. {}").format(opening, _shares_said(told, breakdown.verb), _sum_said(figures)).rstrip()


def _overlapping_said(told: list[tuple[Figure, Category]], verb: str, opening: Markup) -> Markup:
    """The shares of parts that overlap: a hidden one is no rest of the others."""
    shown = [pair for pair in told if not pair[0].is_hidden]
    why = "; what is of several is in each of them" if len(shown) > 1 else ""
    others = [pair for pair in told if pair[0].is_hidden] if shown else []
    more = Markup(" It is not shown, so that no child can be identified, how many {} {}.").format(verb, _words_of(others)) if others else ""
    return Markup("{}{}{}.{}").format(opening, _shares_said(shown or told, verb), why, more)


def _words_of(told: list[tuple[Figure, Category]]) -> Markup:
    return markup.listed([markup.record_words(category.words) for _, category in told], " or ")


def _largest_said(told: list[tuple[Figure, Category]], breakdown: Breakdown, opening: Markup) -> Markup:
    """The largest share, where it is known to be the largest, clearly larger than the next, and what it is of is known."""
    if not all(figure.is_shown for figure, _ in told):
        return Markup()
    known = {figure.address: (figure, category) for figure, category in told if category != ELSEWHERE}
    largest = clear_leader(figure for figure, _ in known.values()) if known else None
    if largest is None:
        return Markup()
    figure, category = known[largest.address]
    words = "{}the largest share, {}, {} {}."
    return Markup(words).format(opening, share_said(figure), breakdown.verb, markup.record_words(category.words))


def share_said(figure: Figure) -> Markup:
    """A share of a whole that was just told: its number where the whole is small."""
    return markup.part(figure, "numerator") if figure.is_of_few else markup.figure(figure)


def _shares_said(told: list[tuple[Figure, Category]], verb: str) -> Markup:
    """The shares that are shown, and the others as what is left."""
    shown = [(share_said(figure), markup.record_words(category.words)) for figure, category in told if not figure.is_hidden]
    others = _words_of([pair for pair in told if pair[0].is_hidden])
    if not shown:
        return Markup("how many {} {} is not shown, so that no child can be identified").format(verb, others)
    shares = [Markup("{} {} {}").format(shown[0][0], verb, shown[0][1]), *(Markup("{} {}").format(*one) for one in shown[1:])]
    return markup.listed([*shares, Markup("the rest {}").format(others)] if others else shares)


def _named(indicator: Indicator) -> Markup:
    return markup.term(indicator.name)


def _sum_said(figures: tuple[Figure, ...]) -> Markup:
    if not all(figure.is_shown and not figure.is_of_few for figure in figures) or sum(Fraction(figure.value) for figure in figures) == 100:
        return Markup()
    return Markup("The percentages add up to {} because each is rounded.").format(markup.sum_of(figures))


_UNCLEAR = {
    Verdict.NO_CLEAR_CHANGE: Markup(", {verdict} from {before} in {earlier}."),
    Verdict.TOO_FEW: Markup(", compared with {before} in {earlier}: {verdict} whether there was a change."),
}


def _moved(words: str, noun: str) -> Callable[[Comparison, Period, int], Markup]:
    def sentence(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
        before = Markup("{} {} in {}").format(words, earlier_said(comparison), markup.period(earlier))
        if is_of_few(comparison):
            return Markup(", {}{}.{}").format(_clearly(comparison), before, _judged(comparison))
        return Markup(", {} ({}).{}").format(before, _size(comparison, noun, decimals), _judged(comparison))

    return sentence


def is_of_few(comparison: Comparison) -> bool:
    """Whether one of the two is a percentage of few, of which no sentence says a percentage."""
    return comparison.now.is_of_few or comparison.before.is_of_few


def earlier_said(comparison: Comparison) -> Markup:
    """The earlier figure; where one of the two is a percentage of few, how many of how many it is."""
    if not is_of_few(comparison):
        return markup.figure(comparison.before)
    return Markup("{} of {}").format(*(markup.part(comparison.before, which) for which in ("numerator", "denominator")))


def _clearly(comparison: Comparison) -> Markup:
    return Markup("{} ").format(markup.verdict(comparison, "clearly")) if comparison.is_clear else Markup()


def _size(comparison: Comparison, noun: str, decimals: int) -> Markup:
    article = "a clear" if comparison.is_clear else "an" if noun.startswith("i") else "a"
    size = Markup("{} of {}").format(markup.verdict(comparison, f"{article} {noun}"), markup.change(comparison, decimals))
    if comparison.now.is_percentage:
        return in_points(size, comparison, decimals)
    return size if comparison.change_pct is None else Markup("{}, or {}").format(size, markup.change_pct(comparison))


def in_points(size: Markup, comparison: Comparison, decimals: int) -> Markup:
    """The size of a change between percentages, with what it is counted in."""
    points = "point" if abs(half_up(comparison.change, decimals)) == 1 else "points"
    return Markup("{} percentage {}").format(size, points)


def judged_said(comparison: Comparison) -> Markup:
    """What a change is where it is clearly for the better or for the worse."""
    words = {True: "an improvement", False: "a deterioration", None: ""}[comparison.improved]
    return markup.verdict(comparison, words) if words else Markup()


def _judged(comparison: Comparison) -> Markup:
    judged = judged_said(comparison)
    return Markup(" This is {}.").format(judged) if judged else Markup()


def _same(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    return Markup(", the same as in {} ({}).").format(markup.period(earlier), earlier_said(comparison))


def _from_nought(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    up = markup.verdict(comparison, "clearly up" if comparison.is_clear else "up")
    return Markup(", {} from {} in {}.{}").format(up, markup.figure(comparison.before), markup.period(earlier), _judged(comparison))


def _nothing_before(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    return Markup("; in {} there was none to count.").format(markup.period(earlier))


def _no_earlier(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    return Markup(". There is no earlier figure to compare it with.")


def _no_current(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    return Markup(".")


def _hidden(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    if comparison.now.is_hidden:
        return Markup(".")
    words = ". The figure for {} {}, so the two cannot be compared."
    before = comparison.before
    said = Markup("was {}").format(markup.instead(before, before.said_instead)) if before.said_instead.startswith("fewer") else None
    return Markup(words).format(markup.period(earlier), said or Markup("is {}").format(markup.instead(before, "not shown")))


def _broken(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    words = ". This cannot be compared with {} in {}, because {}."
    why = markup.with_terms(comparison.broken_by.why)
    return Markup(words).format(markup.figure(comparison.before), markup.period(earlier), why)


def _other(comparison: Comparison, earlier: Period, decimals: int) -> Markup:
    return Markup("; in {} it was {}.").format(markup.period(earlier), markup.figure(comparison.before))


_COURSES: dict[Course, Callable[[Comparison, Period, int], Markup]] = {
    Course.UP: _moved("up from", "increase"),
    Course.DOWN: _moved("down from", "decrease"),
    Course.SAME: _same,
    Course.FROM_NOUGHT: _from_nought,
    Course.NOTHING_BEFORE: _nothing_before,
    Course.NO_EARLIER: _no_earlier,
    Course.NO_CURRENT: _no_current,
    Course.HIDDEN: _hidden,
    Course.BROKEN: _broken,
    Course.OTHER: _other,
}
