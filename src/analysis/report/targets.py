"""The targets that hold for a period of a report, for the words, the table and the chart that tell what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.targets import Target, read_targets, targets_for
from analysis.report.opened import Opened


def targets_of(opened: Opened, period: Period) -> dict[str, Target]:
    """The targets that hold for a period, by the keys of indicators."""
    held = targets_for(read_targets(opened.workspace), period, opened.authority)
    return {indicator.key: target for target, indicator in held}


def judged(opened: Opened) -> Iterator[tuple[Target, Indicator, Comparison]]:
    """Each target that holds for the period, with its indicator and what happened to that since a year before."""
    for key, target in targets_of(opened, opened.period).items():
        one = opened.records[key]
        yield target, one, opened.view.compared(one)
