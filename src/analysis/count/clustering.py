"""How events gather in few children: what a comparison of two figures needs to know of the rows behind them.

Forty episodes of forty children tell more of what happens in an area than forty episodes of two. A cluster is all that a figure counts of
one child; of rows that name no child, what they name in its place, and otherwise each row is a cluster of its own. For each undivided
figure three sums over its clusters are kept, of which `analysis.compare.verdicts` makes the variance of a count or of a share (the
linearised variance of a ratio of two totals: Cochran, Sampling Techniques, 1977, chapter 6). They are worked out here, where rows can be
seen, and stay in ``data/processed``: nothing that is published holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from analysis.base.measures import Count, Coverage, Different, Kinds, Latest, People, Repeats, Share, ShareOfPeople, Total
from analysis.base.periods import Period
from analysis.base.spec import Indicator, Measure, Tally
from analysis.chapters.tables import named_together
from analysis.count.compute import Ordered, within

SUMS = ("parts", "products", "wholes")
COLUMNS = ("indicator", "period", *SUMS)

Sums = tuple[float, float, float]
"""Over all clusters: the squares of their numerators, numerators times denominators, and the squares of their denominators."""


def clustering(ordered: Ordered, indicators: Iterable[Indicator], periods: Iterable[Period]) -> pd.DataFrame:
    """One row for each undivided figure that is counted from rows: its indicator, the dates it is counted over, and its `SUMS`.

    What is handed over as a number, is no number, or adds up from report to report has no row.
    """
    known = [period for period in periods if ordered.material.knows(period)]
    rows = [row for one in indicators if one.window != "cumulative" for row in _rows(ordered, one, known)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).drop_duplicates(["indicator", "period"], ignore_index=True)


def _rows(ordered: Ordered, indicator: Indicator, periods: Iterable[Period]) -> Iterator[tuple[str, str, float, float, float]]:
    for period in periods:
        counted = ordered.dates(indicator, period)
        events = ordered.tables.get((indicator.source, indicator.dated_by))
        if events is not None and ordered.material.has(indicator, period, counted):
            told = ordered.told(indicator, period, within(events, indicator.dated_by, counted))
            if sums := sums_over_clusters(indicator.measure, told.events, named_together(indicator.source)):
                yield (indicator.key, counted.name, *sums)


def sums_over_clusters(measure: Measure, events: pd.DataFrame, named_by: str) -> Sums | None:
    """The sums of a measure over the clusters of its events, which the column ``named_by`` tells apart; nothing where it counts no units.

    Different children, and staff of whom each is reached or not, are counted once: every one is a cluster.
    """
    match measure:
        case Count(of):
            return _of_clusters(_clusters(events, named_by), of.met_by(events), None)
        case Total(column, of):
            return _of_clusters(_clusters(events, named_by), of.met_by(events) * np.nan_to_num(events[column].to_numpy(dtype=float)), None)
        case Share(part, whole):
            counted = whole.met_by(events)
            return _of_clusters(_clusters(events, named_by), counted & part.met_by(events), counted)
        case People() | Repeats() | Kinds() | Different() | ShareOfPeople() | Latest() | Coverage():
            return _of_units(measure(events))
    return None


def _clusters(events: pd.DataFrame, named_by: str) -> np.ndarray:
    """A number for the cluster of each row; a row that names nobody is one of its own."""
    if named_by not in events:
        return np.arange(len(events))
    numbers = pd.factorize(events[named_by])[0]
    nameless = numbers < 0
    numbers[nameless] = numbers.max(initial=-1) + 1 + np.arange(nameless.sum())
    return numbers


def _of_clusters(clusters: np.ndarray, parts: np.ndarray, wholes: np.ndarray | None) -> Sums:
    part = np.bincount(clusters, weights=parts)
    whole = np.zeros_like(part) if wholes is None else np.bincount(clusters, weights=wholes)
    return float(part @ part), float(part @ whole), float(whole @ whole)


def _of_units(tally: Tally) -> Sums:
    return float(tally.numerator), float(tally.numerator if tally.denominator is not None else 0), float(tally.denominator or 0)
