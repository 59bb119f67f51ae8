"""Targets that have been set, and whether a figure has reached its own: ``config/targets.toml``.

A target can be set only where the indicator says which direction is better. A figure is judged as it is printed, so that whoever reads it
comes to the same result; one that is hidden is not judged.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction

from pydantic import Field

from analysis.base.periods import Period
from analysis.base.policies import Record
from analysis.base.settings import Authority, Fault, Workspace, read_optional
from analysis.base.spec import Figure, Indicator
from analysis.chapters import BY_KEY, is_left_out
from analysis.compare.comparisons import Comparison

NAME = "targets.toml"


class Target(Record):
    """What one indicator is to reach. ``tolerance`` is how far short of it still counts; ``years`` are those it was set for, or all."""

    indicator: str
    value: Decimal = Field(ge=0)
    tolerance: Decimal = Field(default=Decimal(0), ge=0)
    years: tuple[str, ...] = ()
    set_by: str = ""

    def holds_for(self, period: Period) -> bool:
        return not self.years or period.year.name in self.years


class Targets(Record):
    """The targets of an authority: ``config/targets.toml``."""

    target: tuple[Target, ...] = ()


class Status(Enum):
    """What became of a target."""

    ACHIEVED = "achieved"
    WITHIN_TOLERANCE = "achieved within the tolerance"
    IMPROVING = "not achieved, improving"
    NOT_ACHIEVED = "not achieved"
    HIDDEN = "not shown"
    NO_FIGURE = "no figure"


NOT_MET = {Status.IMPROVING, Status.NOT_ACHIEVED}


def read_targets(workspace: Workspace) -> tuple[Target, ...]:
    """The targets of a workspace; none without the file. Raises `Fault` with every one that cannot be judged, and why."""
    path = workspace.config / NAME
    targets = content.target if (content := read_optional(path, Targets)) else ()
    faults = [*(fault for target in targets if (fault := _fault(target))), *_twice(targets)]
    if faults:
        raise Fault("\n".join([f"{path} has {len(faults)} fault(s):", *(f"  {fault}" for fault in faults)]))
    return targets


def left_out(targets: tuple[Target, ...], authority: Authority) -> tuple[str, ...]:
    """The targets of chapters that the authority's report does without, in words: they are not shown."""
    keys = dict.fromkeys(target.indicator for target in targets if is_left_out(target.indicator, authority))
    return tuple(f"config/{NAME}: the chapter of {key} is left out, so its target is not shown." for key in keys)


def targets_for(targets: tuple[Target, ...], period: Period, authority: Authority) -> tuple[tuple[Target, Indicator], ...]:
    """The targets that hold for a period and whose chapters are told, each with its indicator.

    One on a number is for the whole year and says nothing of a quarter.
    """
    told = (target for target in targets if target.holds_for(period) and not is_left_out(target.indicator, authority))
    held = [(target, BY_KEY[target.indicator]) for target in told]
    return tuple((one, indicator) for one, indicator in held if period.is_year or _is_share(indicator))


def status_of(target: Target, indicator: Indicator, comparison: Comparison) -> Status:
    """Whether the figure has reached its target; where it has not, whether it has improved since the comparison's earlier figure."""
    figure = comparison.now
    if figure is None or figure.is_missing:
        return Status.NO_FIGURE
    if figure.is_hidden:
        return Status.HIDDEN
    short = _shortfall(target, indicator, figure)
    if short <= 0:
        return Status.ACHIEVED
    if short <= Fraction(target.tolerance):
        return Status.WITHIN_TOLERANCE
    return Status.IMPROVING if comparison.improved else Status.NOT_ACHIEVED


def _shortfall(target: Target, indicator: Indicator, figure: Figure) -> Fraction:
    """How far a figure is from its target, on the side that is worse."""
    ahead = Fraction(figure.value) - Fraction(target.value)
    return -ahead if indicator.better == "higher" else ahead


def _is_share(indicator: Indicator) -> bool:
    return indicator.measure.kind.startswith("share")


def _fault(target: Target) -> str:
    indicator = BY_KEY.get(target.indicator)
    if indicator is None:
        return f"{target.indicator}: there is no such indicator. docs/reference/indicators.md lists them."
    if indicator.better is None:
        return f"{target.indicator}: its record does not say which direction is better, so a target cannot be judged. Take it out."
    if _is_share(indicator) and target.value > 100:
        return f"{target.indicator}: {target.value} is no percentage. Write a value from 0 to 100."
    return ""


def _twice(targets: tuple[Target, ...]) -> list[str]:
    """Targets of one indicator that hold for the same year; one for every year meets all others, wherever it stands."""
    seen: dict[tuple[str, str], Target] = {}
    found = []
    for target in sorted(targets, key=lambda one: bool(one.years)):
        for year in target.years or ("",):
            if (target.indicator, year) in seen or (target.indicator, "") in seen:
                found.append(f"{target.indicator}: it has two targets for {year or 'every year'}. Keep one, or give each its years.")
            seen[target.indicator, year] = target
    return found
