"""A figure in one short sentence of the annual overview: the statement, its course since the year before, and its target.

The period is said in the heading alone, so "the year before" is enough here; a figure over other dates names them. Whether something
changed, and whether for the better, is the verdict's to say.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison, Course
from analysis.compare.main_points import MainPoint
from analysis.compare.targets import Status
from analysis.compare.verdicts import Verdict
from analysis.compare.view import View
from analysis.show.narrative.sentences import earlier_said, in_points, is_of_few, judged_said, lead, stated
from analysis.show.variation import target_said

LITTLE_PCT, LITTLE_POINTS = 5, 3
"""A change that is not clear is little where it is smaller: in hundredths of a count, in percentage points of a percentage."""

YEAR_BEFORE = "the year before"
ON_TARGET = {
    Status.ACHIEVED: "the target of {} was met",
    Status.WITHIN_TOLERANCE: "the target of {} was met within its tolerance",
    Status.IMPROVING: "the target of {} was missed",
    Status.NOT_ACHIEVED: "the target of {} was missed",
}


def opened(view: View, one: Indicator) -> Markup:
    """The statement as the start of a sentence, without its full stop; other dates than those of the report go before it."""
    words, counted = stated(one, view.figure(one)), view.dates(one)
    return sentence_case(words) if counted == view.period else Markup("{}, {}").format(lead(counted), words)


def course_said(comparison: Comparison, decimals: int = 0) -> Markup:
    """What follows the statement, up to the end of the sentence: the course since the year before and the verdict on it."""
    if comparison.unclear is Verdict.NO_CLEAR_CHANGE:
        words = markup.verdict(comparison, "little changed" if is_little(comparison) else "no clear change")
        return Markup(", {} from {} {}").format(words, earlier_said(comparison), YEAR_BEFORE)
    if comparison.unclear is Verdict.TOO_FEW:
        words = markup.verdict(comparison, "too few to say")
        return Markup("; {} it was {}, {} whether that is a change").format(YEAR_BEFORE, earlier_said(comparison), words)
    return _COURSES[comparison.course](comparison, decimals)


def target_clause(point: MainPoint) -> Markup:
    """What became of the target of a figure that is shown, as a clause: "the target of at least 75% was missed"."""
    return Markup(ON_TARGET[point.status]).format(target_said(point.target, point.indicator))


def is_little(comparison: Comparison) -> bool:
    """Whether a change is small, whatever its verdict."""
    if comparison.now.is_percentage:
        return abs(comparison.change) < LITTLE_POINTS
    return abs(comparison.change) * 100 < LITTLE_PCT * comparison.before.exact


def moved_by(comparison: Comparison, decimals: int = 0) -> Markup:
    """How much a count moved, and which way: "19% fewer", "60 more"."""
    size = markup.change(comparison, decimals) if comparison.change_pct is None else markup.change_pct(comparison)
    return Markup("{} {}").format(size, "more" if comparison.change > 0 else "fewer")


def _moved(way: str) -> Callable[[Comparison, int], Markup]:
    def clause(comparison: Comparison, decimals: int) -> Markup:
        course = markup.verdict(comparison, f"clearly {way}") if comparison.is_clear else Markup(way)
        size = Markup() if is_of_few(comparison) else Markup(" ({})").format(_size(comparison, decimals))
        return Markup(", {} from {} {}{}{}").format(course, earlier_said(comparison), YEAR_BEFORE, size, _judged(comparison))

    return clause


def _size(comparison: Comparison, decimals: int) -> Markup:
    size = markup.change(comparison, decimals)
    if comparison.now.is_percentage:
        return in_points(size, comparison, decimals)
    return Markup("by {}").format(size if comparison.change_pct is None else markup.change_pct(comparison))


def _judged(comparison: Comparison) -> Markup:
    judged = judged_said(comparison)
    return Markup(", which is {}").format(judged) if judged else Markup()


def _hidden(comparison: Comparison, decimals: int) -> Markup:
    if comparison.now.is_hidden:
        return Markup()
    return Markup("; that of {} is {}").format(
        YEAR_BEFORE, markup.instead(comparison.before, comparison.before.said_instead or "not shown")
    )


def _broken(comparison: Comparison, decimals: int) -> Markup:
    words = "; it cannot be compared with {} {}, because {}"
    return Markup(words).format(markup.figure(comparison.before), YEAR_BEFORE, markup.with_terms(comparison.broken_by.why))


def _from_none(comparison: Comparison, decimals: int) -> Markup:
    if not comparison.is_clear:
        return Markup(", after none {}").format(YEAR_BEFORE)
    return Markup(", {} from none {}{}").format(markup.verdict(comparison, "clearly up"), YEAR_BEFORE, _judged(comparison))


def _fixed(words: str) -> Callable[[Comparison, int], Markup]:
    return lambda comparison, decimals: Markup(words)


_COURSES: dict[Course, Callable[[Comparison, int], Markup]] = {
    Course.UP: _moved("up"),
    Course.DOWN: _moved("down"),
    Course.SAME: _fixed(f", the same as {YEAR_BEFORE}"),
    Course.FROM_NOUGHT: _from_none,
    Course.NOTHING_BEFORE: _fixed(": new this year"),
    Course.NO_EARLIER: _fixed(""),
    Course.NO_CURRENT: _fixed(""),
    Course.HIDDEN: _hidden,
    Course.BROKEN: _broken,
    Course.OTHER: lambda comparison, decimals: Markup("; {} it was {}").format(YEAR_BEFORE, markup.figure(comparison.before)),
}
