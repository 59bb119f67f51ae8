"""What happened to a figure since an earlier period.

A comparison holds both figures or says why there is none. Changes are worked out before rounding; between percentages they are in
percentage points. The course is arithmetic: which of two numbers is the larger. Whether that is more than chance is the verdict's to say.
Only a clear change of a figure whose indicator says which direction is better is an improvement or a deterioration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Literal

from analysis.base.formats import half_up
from analysis.base.periods import Period
from analysis.base.settings import ComparisonPolicy
from analysis.base.spec import Break, Figure, Indicator
from analysis.compare.verdicts import Verdict


class Course(Enum):
    """The course that a figure took since an earlier one, or why none can be told."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    FROM_NOUGHT = "from nought"
    NOTHING_BEFORE = "nothing to count before"
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
    says what broke the series. Without a ``verdict`` nobody has judged the two: there may be nothing to judge by.
    """

    course: Course
    now: Figure | None
    before: Figure | None
    change: Fraction | None = None
    change_pct: Fraction | None = None
    broken_by: Break | None = None
    verdict: Verdict | None = None
    better: Literal["higher", "lower"] | None = None

    @property
    def is_clear(self) -> bool:
        """Whether the figure moved by more than chance would often bring."""
        return self.verdict in {Verdict.HIGHER, Verdict.LOWER}

    @property
    def unclear(self) -> Verdict | None:
        """The verdict on a figure that moved where that is not clear: no clear change, or too few to say."""
        return self.verdict if self.change and not self.is_clear else None

    @property
    def improved(self) -> bool | None:
        """Whether a clear change is one for the better; nothing where it is not clear, or no direction is better."""
        if self.better is None or not self.is_clear:
            return None
        return (self.verdict is Verdict.HIGHER) == (self.better == "higher")

    def rounded_change(self, decimals: int) -> str:
        """The change for a machine: signed, rounded half up, such as ``-60``."""
        return f"{half_up(self.change, decimals):f}" if self.change is not None else ""


def compare(indicator: Indicator, now: Side, before: Side, policy: ComparisonPolicy) -> Comparison:
    """The comparison of a figure of an indicator, or of one of its categories, with an earlier one."""
    current, earlier = now.figure, before.figure
    broken_by = break_between(indicator, now, before)
    course = _course(current, earlier, broken_by)
    if course is Course.FROM_NOUGHT and indicator.measure.kind == LAST_COUNT:
        course = Course.NOTHING_BEFORE
    if course not in MOVES or not current.is_number:
        verdict = Verdict.NOT_COMPARABLE if course is Course.BROKEN else None
        return Comparison(course, current, earlier, broken_by=broken_by, verdict=verdict)
    change = current.exact - earlier.exact
    return Comparison(course, current, earlier, change, _change_pct(change, current, earlier, policy), better=indicator.better)


LAST_COUNT = "latest"
"""The kind of a measure that takes the last count of a stock: nought says that nothing was there to be counted, such as a service."""

MOVES = {Course.UP, Course.DOWN, Course.SAME, Course.FROM_NOUGHT}
"""The courses between two numbers that can be held against each other."""


def _course(current: Figure | None, earlier: Figure | None, broken_by: Break | None) -> Course:
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
    return _move(current.exact - earlier.exact, earlier)


def _move(change: Fraction, earlier: Figure) -> Course:
    if change == 0:
        return Course.SAME
    if earlier.exact == 0:
        return Course.FROM_NOUGHT
    return Course.UP if change > 0 else Course.DOWN


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
