"""How often two years are called different that are not, and how often a change is found that is there: `python benchmarks/verdicts.py`.

Made-up years have as many children as a figure of its size has, each with as many events as the sample's children have. Beside the
test that the reports use stands an exact test that is told the true design effect, which no report can know: what a test could find.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy
from scipy import stats

from analysis.compare.verdicts import Clustered, Difference, difference, judge

EPISODES_OF_A_CHILD = {
    1: 549,
    2: 169,
    3: 115,
    4: 41,
    5: 27,
    6: 21,
    7: 14,
    8: 8,
    9: 6,
    10: 3,
    11: 5,
    12: 4,
    13: 1,
    14: 4,
    15: 2,
    16: 4,
    17: 1,
    18: 1,
    19: 2,
    24: 1,
    25: 2,
    27: 1,
    28: 1,
    29: 1,
    30: 4,
}
"""How many children of the sample's 2016/17 had so many episodes."""

LEVEL = 0.05
SIZES = {"small": 20, "middle": 150, "large": 1000}
CHANGES = (0, 10, 20, 30)
SHARE, OF_ONE_CHILD = 0.6, 0.2
"""The share of the earlier year, and how alike the events of one child are in it (the intraclass correlation; 0.05 in the sample)."""

Pairs = tuple[list[Clustered], list[Clustered]]


@dataclass(frozen=True)
class Figures:
    """Figures of one kind: how their years are made, the true design effect, and the exact test that knows it."""

    name: str
    make: Callable[[np.random.Generator, int, float, int], list[Clustered]]
    effect: float
    exact: Callable[[Clustered, Clustered, float], float]

    def pairs(self, rng: np.random.Generator, children: int, change: float, times: int) -> Pairs:
        return self.make(rng, children, 1, times), self.make(rng, children, 1 + change / 100, times)


def counts(sizes: dict[int, int]) -> Callable[[np.random.Generator, int, float, int], list[Clustered]]:
    """Years of counts: the number of children with so many events is a Poisson number."""
    times_each, shares = np.array(list(sizes)), np.array(list(sizes.values())) / sum(sizes.values())

    def make(rng: np.random.Generator, children: int, factor: float, times: int) -> list[Clustered]:
        found = rng.poisson(children * factor * shares, (times, len(times_each)))
        events, squares = (found @ times_each).tolist(), (found @ times_each**2).tolist()
        return [Clustered(part, None, parts) for part, parts in zip(events, squares, strict=True)]

    return make


def shares(sizes: dict[int, int], alike: float) -> Callable[[np.random.Generator, int, float, int], list[Clustered]]:
    """Years of shares: each child has a share of its own, drawn around that of the year."""
    times_each, weights = np.array(list(sizes)), np.array(list(sizes.values())) / sum(sizes.values())

    def make(rng: np.random.Generator, children: int, factor: float, times: int) -> list[Clustered]:
        share, whole = SHARE * factor, rng.choice(times_each, (times, children), p=weights)
        own = rng.beta(share * (1 / alike - 1), (1 - share) * (1 / alike - 1), (times, children)) if alike else share
        part = rng.binomial(whole, own)
        sums = (part, whole, part**2, part * whole, whole**2)
        return [Clustered(*one) for one in zip(*(each.sum(axis=1).tolist() for each in sums), strict=True)]

    return make


def exact_counts(before: Clustered, now: Clustered, effect: float) -> float:
    """The exact binomial test of two counts, each divided by a design effect."""
    total = round((before.part + now.part) / effect)
    return stats.binomtest(min(round(now.part / effect), total), total).pvalue if total else 1


def exact_shares(before: Clustered, now: Clustered, effect: float) -> float:
    """Fisher's exact test of two shares, their counts divided by a design effect."""
    cells = [[round(one.part / effect), round((one.whole - one.part) / effect)] for one in (before, now)]
    return float(stats.fisher_exact(cells).pvalue)


def effect_of(sizes: dict[int, int], alike: float = 1) -> float:
    """The design effect that clusters of these sizes have: of counts, and of shares as alike as this within a cluster."""
    events = sum(times * many for times, many in sizes.items())
    mean = sum(times**2 * many for times, many in sizes.items()) / events
    return 1 + (mean - 1) * alike


ALONE = {1: 1}
EPISODES = Figures("count, episodes of children", counts(EPISODES_OF_A_CHILD), effect_of(EPISODES_OF_A_CHILD), exact_counts)
INTERVIEWS = Figures(
    "share, episodes of children", shares(EPISODES_OF_A_CHILD, OF_ONE_CHILD), effect_of(EPISODES_OF_A_CHILD, OF_ONE_CHILD), exact_shares
)
KINDS = (
    Figures("count, each event of another child", counts(ALONE), 1, exact_counts),
    EPISODES,
    Figures("share, each event of another child", shares(ALONE, 0), 1, exact_shares),
    INTERVIEWS,
)


def alone(rng: np.random.Generator, times: int) -> Iterator[str]:
    """One comparison alone, of each kind and size: how often it is called clear, by the reports and by the exact test."""
    for kind in KINDS:
        for size, children in SIZES.items():
            cells = []
            for change in CHANGES:
                years = list(zip(*kind.pairs(rng, children, change, times), strict=True))
                found = np.mean([difference(*pair).p <= LEVEL for pair in years])
                exact = np.mean([kind.exact(*pair, kind.effect) <= LEVEL for pair in years])
                cells.append(f"{100 * found:.1f} ({100 * exact:.1f})")
            yield f"| {kind.name} | {size}: {children} children | {' | '.join(cells)} |"


def reports(rng: np.random.Generator, times: int, each: int) -> Iterator[str]:
    """Whole reports: so many figures of each kind and size. In some of them, one large headline has changed and nothing else."""
    for headline, change in ((one, change) for one in (EPISODES, INTERVIEWS) for change in CHANGES):
        found = [judged(rng, headline, change, each) for _ in range(times)]
        headlines, exact = (np.mean([one[place] for one in found]) for place in (0, 1))
        others = [one[2:] for one in found]
        wrong = f"{100 * np.mean(others):.1f} | {100 * np.mean([any(one) for one in others]):.1f}"
        yield f"| {headline.name} | {change}% | {100 * headlines:.1f} ({100 * exact:.1f}) | {wrong} |"


def judged(rng: np.random.Generator, headline: Figures, change: float, each: int) -> list[bool]:
    """Whether a large headline that changed is called clear, by the reports and by the exact test; and each figure that did not change."""
    unchanged = [pair for kind in KINDS for children in SIZES.values() for pair in _compared(kind.pairs(rng, children, 0, each))]
    (pair,) = zip(*headline.pairs(rng, SIZES["large"], change, 1), strict=True)
    found = difference(*pair)
    exact = replace(found, p=headline.exact(*pair, headline.effect))
    clear = [[one.value.startswith("clearly") for one in judge([first, *unchanged], LEVEL)] for first in (found, exact)]
    return [clear[0][0], clear[1][0], *clear[0][1:]]


def _compared(pairs: Pairs) -> list[Difference]:
    return [difference(*pair) for pair in zip(*pairs, strict=True)]


def main() -> None:
    """Print both tables, one line a kind and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=2000, help="how many pairs of years, and four times how many reports")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    print("| figure | size | " + " | ".join(f"{change}%" for change in CHANGES) + " |\n| --- | --- | ---: | ---: | ---: | ---: |")
    for line in alone(rng, asked.times):
        print(line, flush=True)
    print("\n| the headline that changes | by | found | others called clear | reports with one |\n| --- | ---: | ---: | ---: | ---: |")
    for line in reports(rng, asked.times // 4, each=5):
        print(line, flush=True)
    print(
        f"\nPython {platform.python_version()}, scipy {scipy.__version__}, numpy {np.__version__}, {platform.machine()} {platform.system()}"
    )


if __name__ == "__main__":
    main()
