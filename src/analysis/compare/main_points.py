"""Which figures of a report matter most: the rule by which its main points are chosen and put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.patterns import Against, Apart, part_against_whole, two_sources_apart
from analysis.compare.process_limits import Usual
from analysis.compare.targets import NOT_MET, Status, Target, status_of
from analysis.compare.verdicts import Verdict
from analysis.compare.view import View

AT_MOST, OF_ONE_PART = 6, 2
MISSED, MARKED, APART, HEADLINE, MOST_TENTHS = 3, 2, 2, 1, 3
"""What counts how much: a target missed, a figure out of its usual range or clearly changed, two sources apart, a headline; and of the
size of a change one for each tenth, up to three."""


@dataclass(frozen=True)
class MainPoint:
    """A figure with all that decides how much it matters.

    ``against`` is a part of it that went the other way, ``within`` the whole of which it is a part and that went the other way.
    """

    indicator: Indicator
    comparison: Comparison
    target: Target | None = None
    usual: Usual | None = None
    apart: Apart | None = None
    against: Against | None = None
    within: Against | None = None
    is_headline: bool = False

    @property
    def figure(self) -> Figure:
        return self.comparison.now

    @property
    def status(self) -> Status | None:
        """What became of its target, where it has one."""
        return status_of(self.target, self.indicator, self.comparison) if self.target else None

    @property
    def is_missed(self) -> bool:
        return self.status in NOT_MET

    @property
    def is_marked(self) -> bool:
        """Whether it clearly changed, or its last quarter is out of the ordinary."""
        return self.comparison.is_clear or bool(self.usual and self.usual.signal)

    @property
    def tenths(self) -> int:
        """How many tenths it moved by: of the earlier count, or of a hundred percentage points. What is too few to say counts nothing."""
        moved = self.comparison.change if self.figure.is_percentage else self.comparison.change_pct
        return min(MOST_TENTHS, int(abs(moved) / 10)) if moved and self.comparison.verdict is not Verdict.TOO_FEW else 0

    @property
    def weight(self) -> int:
        """How much it matters."""
        is_apart = bool(self.apart and self.apart.is_clear)
        return MISSED * self.is_missed + MARKED * self.is_marked + APART * is_apart + self.tenths + HEADLINE * self.is_headline


@dataclass(frozen=True)
class Surroundings:
    """What is known beside the figures: targets and usual ranges by the keys of indicators, headlines, and all records of the report."""

    records: tuple[Indicator, ...]
    targets: dict[str, Target]
    usual: dict[str, Usual]
    headlines: tuple[str, ...] = ()


def points_of(view: View, indicators: Iterable[Indicator], around: Surroundings) -> list[MainPoint]:
    """Those of some figures that are shown, for the period, in their order; ages and totals so far are none."""
    told = (one for one in indicators if one.statement and one.window != "cumulative" and one.edition == "public")
    return [point_of(view, one, around) for one in told if (figure := view.figure(one)) and figure.is_number]


def main_points(points: Iterable[MainPoint], part_of: Callable[[Indicator], str]) -> list[MainPoint]:
    """At most six that matter, the weightiest first and of equal weight in their order, and at most two of one part of the report."""
    seen, chosen = Counter[str](), []
    for one in sorted((one for one in points if one.weight), key=lambda one: -one.weight):
        if seen[part_of(one.indicator)] < OF_ONE_PART and len(chosen) < AT_MOST and not _says_again(one, chosen):
            seen[part_of(one.indicator)] += 1
            chosen.append(one)
    return chosen


def point_of(view: View, one: Indicator, around: Surroundings) -> MainPoint:
    """A figure with all that is known beside it."""
    by_key = {each.key: each for each in around.records}
    other = next((each for each in around.records if each.beside == one.key), None)
    whole = by_key.get(one.part_of)
    parts = (each for each in around.records if each.part_of == one.key)
    return MainPoint(
        one,
        view.compared(one),
        around.targets.get(one.key),
        around.usual.get(one.key),
        two_sources_apart(view, one, other) if other else None,
        next((found for part in parts if (found := part_against_whole(view, part, one))), None),
        part_against_whole(view, one, whole) if whole else None,
        one.key in around.headlines,
    )


def _says_again(one: MainPoint, chosen: Iterable[MainPoint]) -> bool:
    """Whether a point is told with another already: two sources are one point."""
    return bool(one.apart) and any(other.apart and other.apart.other == one.indicator for other in chosen)
