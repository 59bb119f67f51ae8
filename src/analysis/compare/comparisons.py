"""What happened to a figure since an earlier period.

A comparison holds both figures or says why there is none. Changes are worked out before rounding; between percentages they are in
percentage points. Whether a change is an improvement is known only where the indicator says which direction is better.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from analysis.base.formats import half_up
from analysis.base.periods import Period
from analysis.base.settings import ComparisonPolicy
from analysis.base.spec import Break, Figure, Indicator


class Course(Enum):
    """The course that a figure took since an earlier one, or why none can be told."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    SIMILAR = "similar"
    FROM_NOUGHT = "from nought"
    NO_EARLIER = "no earlier figure"
    NO_CURRENT = "no figure"
    HIDDEN = "not shown"
    BROKEN = "series broken"
    OTHER = "not a number"


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a figure, or none, and the dates that it is counted over."""

    figure: Figure | None
    dates: Period


@dataclass(frozen=True)
class Comparison:
    """A figure, an earlier one, and the course between them.

    ``change`` is unrounded; ``change_pct`` is the same as a percentage of an earlier count that is large enough for one; ``broken_by``
    says what broke the series.
    """

    course: Course
    now: Figure | None
    before: Figure | None
    change: Fraction | None = None
    change_pct: Fraction | None = None
    broken_by: Break | None = None
    improved: bool | None = None

    def rounded_change(self, decimals: int) -> str:
        """The change for a machine: signed, rounded half up, such as ``-60``."""
        return f"{half_up(self.change, decimals):f}" if self.change is not None else ""


def compare(indicator: Indicator, now: Side, before: Side, policy: ComparisonPolicy) -> Comparison:
    """The comparison of a figure of an indicator, or of one of its categories, with an earlier one."""
    current, earlier = now.figure, before.figure
    broken_by = break_between(indicator, now, before)
    course = _course(current, earlier, broken_by, policy)
    if course not in _MOVES or not current.is_number:
        return Comparison(course, current, earlier, broken_by=broken_by)
    change = current.exact - earlier.exact
    change_pct = _change_pct(change, current, earlier, policy)
    return Comparison(course, current, earlier, change, change_pct, improved=_improved(indicator, course, change))


_MOVES = {Course.UP, Course.DOWN, Course.SAME, Course.SIMILAR, Course.FROM_NOUGHT}


def _course(current: Figure | None, earlier: Figure | None, broken_by: Break | None, policy: ComparisonPolicy) -> Course:
    if current is None or current.is_missing:
        return Course.NO_CURRENT
    if earlier is None or earlier.is_missing:
        return Course.NO_EARLIER
    if current.is_hidden or earlier.is_hidden:
        return Course.HIDDEN
    if broken_by:
        return Course.BROKEN
    if not current.is_number:
        return Course.SAME if current.value == earlier.value else Course.OTHER
    return _move(current, earlier, policy)


def _move(current: Figure, earlier: Figure, policy: ComparisonPolicy) -> Course:
    change = current.exact - earlier.exact
    if change == 0:
        return Course.SAME
    if earlier.exact == 0:
        return Course.FROM_NOUGHT
    if _is_similar(change, current, earlier, policy):
        return Course.SIMILAR
    return Course.UP if change > 0 else Course.DOWN


def _is_similar(change: Fraction, current: Figure, earlier: Figure, policy: ComparisonPolicy) -> bool:
    if current.is_percentage:
        return abs(change) <= Fraction(str(policy.similar_within_points))
    return abs(change) * 100 <= Fraction(str(policy.similar_within_pct)) * earlier.exact


def _change_pct(change: Fraction, current: Figure, earlier: Figure, policy: ComparisonPolicy) -> Fraction | None:
    if current.is_percentage or earlier.exact == 0 or earlier.exact < policy.percentage_change_from:
        return None
    return change * 100 / earlier.exact


def break_between(indicator: Indicator, now: Side, before: Side) -> Break | None:
    """Why two figures of one indicator are not like for like: a break between them, another definition or population, or other lengths."""
    for one in indicator.breaks:
        if before.dates.end < one.on <= now.dates.end:
            return one
    if now.figure is None or before.figure is None:
        return None
    return next((Break(now.dates.end, why) for why in _unlike(indicator, now, before)), None)


def _unlike(indicator: Indicator, now: Side, before: Side) -> Iterator[str]:
    """What changed, in words that follow "because"."""
    current, former = now.figure, before.figure
    if former.definition_version not in {current.definition_version, *indicator.comparable_versions}:
        versions = f"~{former.definition_version}~ to ~{current.definition_version}~"
        yield f"its definition changed from version {versions}"
    if former.population != current.population:
        yield f"the earlier figure is about {former.population}, this one about {current.population}"
    if indicator.window != "cumulative" and len(now.dates.months) != len(before.dates.months):
        yield f"the earlier figure covers ~{len(before.dates.months)}~ months and this one ~{len(now.dates.months)}~"


def _improved(indicator: Indicator, course: Course, change: Fraction) -> bool | None:
    if indicator.better is None or course not in {Course.UP, Course.DOWN, Course.FROM_NOUGHT}:
        return None
    return (change > 0) == (indicator.better == "higher")
