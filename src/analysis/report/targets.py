"""The targets that hold for the period of a report, for the words, the table and the chart that tell what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.targets import Target, read_targets, targets_for
from analysis.report.opened import Opened


def judged(opened: Opened) -> Iterator[tuple[Target, Indicator, Comparison]]:
    """Each target that holds for the period, with its indicator and what happened to that since a year before."""
    for target, held in targets_for(read_targets(opened.workspace), opened.period, opened.authority):
        one = opened.records[held.key]
        yield target, one, opened.view.compared(one)
