"""What the verdicts on changes mean, how they are tested, and what the test cannot tell: for the methodology page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.base.settings import ComparisonPolicy
from analysis.compare.verdicts import LARGE_CHANGE_IN_SHARE, WITHIN_CHANCE, Clustered, design_effect_of_counts, difference
from analysis.show.methodology import Methodology, listed

Years = tuple[Mapping[int, int], Mapping[int, int]]

EXAMPLE: Years = ({1: 40, 2: 10, 8: 5}, {1: 42, 2: 14, 10: 6})
"""Made-up years: how many children had so many episodes each."""


def rules_of_verdicts(policy: ComparisonPolicy) -> Methodology:
    """The words, the test with a worked example, and its limits, in plain English."""
    return listed([*_words(), *_test(policy), _worked(EXAMPLE), *_limits()])


def _words() -> Iterator[str]:
    points = f"{LARGE_CHANGE_IN_SHARE * 100:.0f} percentage points"
    yield (
        "Each figure that stands beside that of a year before has one verdict, and the sentence, the tables, the chart title and the "
        "target all use the same one."
    )
    yield (
        "“Clearly higher” or “clearly lower”, or a clear increase or decrease: the two differ by more than chance alone would often bring, "
        "so that this is a change."
    )
    yield (
        "“No clear change”: the difference is no larger than chance alone would often bring. It does not say that nothing changed: a small "
        "change may not show yet."
    )
    yield (
        f"“Too few to say”: there are so few that even a doubling of a count, or a change of a percentage by {points}, would more often be "
        "missed than found."
    )
    yield (
        "“Not comparable”: the two do not count the same thing, because a definition, the people counted or the way of recording changed; "
        "the report says which."
    )
    yield (
        "A clear change is called an improvement or a deterioration only where the indicator says below which direction is better. "
        "Nothing else is."
    )


def _test(policy: ComparisonPolicy) -> Iterator[str]:
    yield (
        "Chance means this: had the same things happened in the area, other children could have come to notice, and these children more or "
        "less often. Events of one child are not independent of each other, so all that a figure counts of one child is taken together. "
        "The variance that this gives, divided by the one that independent events would have, is the design effect; the counts of both "
        "years are divided by it, so that they stand for as many independent events as they are worth."
    )
    yield (
        "Two counts are then held against an even split, with an exact binomial test (mid-P). Two percentages are held against each other "
        "with the “N - 1” chi-squared test or, where numbers are very small, with Fisher’s exact test. The result is a p-value: how often "
        "chance alone would bring a difference as large."
    )
    yield (
        "A report compares many figures, and some would look unusual by chance. So the p-values of all comparisons of a report are "
        f"judged together (Benjamini and Hochberg): of the changes called clear, at most {policy.false_discovery_rate * 100:g} in 100 are "
        "expected to be chance."
    )


def _worked(years: Years) -> str:
    before, now = map(_clustered, years)
    effect = design_effect_of_counts(before, now)
    alone, clustered = (difference(*(Clustered(one.part, None, parts) for one, parts in pairs)) for pairs in _both_ways(before, now))
    children = [sum(one.values()) for one in years]
    return (
        f"A worked example, with made-up numbers: {children[0]} children had {before.part:.0f} episodes in one year, and {children[1]} "
        f"children {now.part:.0f} in the next. In the first year {_told(years[0])}; in the next {_told(years[1])}. Were the episodes "
        f"independent, p would be {alone.p:.3f}. The squares of each child’s episodes add up to {before.parts:.0f} and {now.parts:.0f}, "
        f"which is {effect:.2f} times the {before.part + now.part:.0f} episodes. Divided by that, {before.part:.0f} and {now.part:.0f} "
        f"are worth {before.part / effect:.1f} and {now.part / effect:.1f} independent episodes, and p is {clustered.p:.2f}: "
        f"{'no clear change' if clustered.is_enough else 'too few to say'}."
    )


def _clustered(children: Mapping[int, int]) -> Clustered:
    """A count of episodes, given how many children had so many each."""
    part = sum(times * many for times, many in children.items())
    return Clustered(part, None, sum(times**2 * many for times, many in children.items()))


def _both_ways(before: Clustered, now: Clustered) -> tuple[tuple[tuple[Clustered, float], ...], ...]:
    """The two with the sum of squares that independent events have, and with their own."""
    return ((before, before.part), (now, now.part)), ((before, before.parts), (now, now.parts))


def _told(children: Mapping[int, int]) -> str:
    return ", ".join(f"{many} had {times}" for times, many in children.items()) + " each"


def _limits() -> Iterator[str]:
    yield (
        "What the test cannot tell: why a figure changed, or whether more was recorded rather than more happened. A clear change of a "
        "large figure may be too small to matter. A child who is counted in both years is treated as two, which makes the test a little "
        f"cautious. The verdict of “too few” looks at one comparison alone, with differences of {WITHIN_CHANCE:.2f} standard errors."
    )
    yield (
        "Numbers that others hand over, ages and totals so far have no verdict, because nothing is known of how they vary; their changes "
        "are told as arithmetic. A verdict rests on printed figures. Where a number of children is hidden that it could narrow down, there "
        "is none."
    )
