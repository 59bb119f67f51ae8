"""The verdicts on all figures of a report, each beside the one of a year before: worked out once, at the gate, for all that shows figures.

Only figures that are printed are judged, from the printed numbers and what `analysis.count.clustering` knows of the rows behind them. A
verdict tells a reader something of that: whether the events of a year gather in few children. So there is none where a number of the
same children is hidden that this could narrow down; ``docs/disclosure.md`` says what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.base.measures import Count, Kinds, People, Repeats, Share, ShareOfPeople, Total
from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import MOVES, Comparison
from analysis.compare.verdicts import Clustered, difference, judge
from analysis.compare.view import View
from analysis.count.clustering import SUMS, Sums

COLUMNS = ("period", "indicator", "verdict")

Place = tuple[str, str]
Pair = tuple[Clustered, Clustered]


def judged(views: Iterable[View], indicators: Iterable[Indicator], clustering: pd.DataFrame) -> pd.DataFrame:
    """One row for each figure of these reports that can be judged: the report's period, the indicator and the words of the verdict."""
    told = tuple(indicators)
    sums = {(row.indicator, row.period): tuple(getattr(row, name) for name in SUMS) for row in clustering.itertuples()}
    rows = [row for view in views for row in _of_report(view, told, sums)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def reports(periods: Iterable[str], first_month: int) -> list[Period]:
    """Those of some periods that a report is made on: years and quarters."""
    return [one for one in (Period.parse(name, first_month) for name in sorted(periods)) if one.is_year or one.is_quarter]


def _of_report(view: View, indicators: tuple[Indicator, ...], sums: Mapping[Place, Sums]) -> Iterator[tuple[str, str, str]]:
    """The comparisons of a report, judged together; two of the same numbers are one."""
    pairs = {one.key: pair for one in indicators if (pair := compared_pair(view, one, sums)) and not _narrows_down(view, one, indicators)}
    different = tuple(dict.fromkeys(pairs.values()))
    verdicts = dict(
        zip(different, judge((difference(*pair) for pair in different), view.policy.comparison.false_discovery_rate), strict=True)
    )
    yield from ((view.period.name, key, verdicts[pair].value) for key, pair in pairs.items())


def compared_pair(view: View, indicator: Indicator, sums: Mapping[Place, Sums]) -> Pair | None:
    """The figure of a year before and that of the period, with their sums; nothing where they cannot be, or were counted elsewhere."""
    comparison = view.compared(indicator)
    if comparison.course not in MOVES or not comparison.now.is_number or indicator.window == "cumulative":
        return None
    known = [Clustered.of(one, sums[place]) for one in _both(comparison) if (place := _place(one)) in sums]
    return (known[0], known[1]) if len(known) == len(_both(comparison)) else None


def _both(comparison: Comparison) -> tuple[Figure, Figure]:
    return comparison.before, comparison.now


def _place(figure: Figure) -> Place:
    return figure.address.indicator, figure.address.period


def _narrows_down(view: View, indicator: Indicator, indicators: Iterable[Indicator]) -> bool:
    """Whether a verdict could tell something of a hidden number: of the children whose events it is about, or of how many had so many."""
    if not (indicator.about_children and isinstance(indicator.measure, Count | Total | Share)):
        return False
    of_children = (one for one in indicators if one.source == indicator.source and _counts_children(one))
    return any(_hides(each, one) for one in of_children for each in view.both_years)


def _counts_children(indicator: Indicator) -> bool:
    return isinstance(indicator.measure, People | Repeats | Kinds | ShareOfPeople)


def _hides(view: View, of_children: Indicator) -> bool:
    """Whether a number of children is hidden or, where they are divided by how many events each has, one of the parts."""
    by_events = of_children.breakdowns if isinstance(of_children.measure, Repeats) else ()
    parts = (part for breakdown in by_events for part in view.split(of_children, breakdown.key))
    return any(one is not None and one.is_hidden for one in (view.figure(of_children), *parts))
