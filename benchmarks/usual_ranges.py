"""How often a usual range sees a change that there is, and one that there is not: jumps, drifts, seasons, small and clustered counts.

`make bench` runs it; the table stands in docs/benchmarks.md. Every row is so many made-up histories of quarters, of which the last is
judged in three ways: by the limits as they were until November 2026 (the judged quarter in its own baseline), by the rules of NHS England's
Making Data Count as published (an XmR chart over all quarters, the judged one among them, moves of more than 3.267 times the average left
out; runs of seven; two of three), and by those of the report. ``--histories`` is how many. A second table does the same for authorities
beside each other, with a tenth as many regions.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

import numpy as np
from scipy import stats

from analysis.base.periods import Period, recent_quarters
from analysis.base.spec import Address, Figure, Indicator
from analysis.chapters import indicator
from analysis.compare.funnels import FunnelStanding, Group, funnel_limits
from analysis.compare.process_limits import Usual
from analysis.compare.signals import SignalRule

LAST = Period.parse("2016-17-Q4")
FEW, MANY = 8, 21
# Of the sample's children with episodes in a quarter, how many have one, two, three and so on.
CHILDREN = np.array([2371, 502, 190, 103, 35, 34, 19, 15, 9, 3, 4, 2, 0, 1])
EVENTS_OF_ONE = float(CHILDREN @ np.arange(1, len(CHILDREN) + 1) / CHILDREN.sum())
SEASONS = np.array([1.3, 1.0, 0.7, 1.0])
WHOLE = 100

Draw = Callable[[np.random.Generator, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Case:
    """What is drawn, how the level of each quarter changes, and by what indicator of the report it is judged."""

    name: str
    draw: Draw
    course: Callable[[int], np.ndarray]
    key: str
    whole: int | None = None


def steady(quarters: int) -> np.ndarray:
    """All quarters at one level."""
    return np.ones(quarters)


def jump(to: float) -> Callable[[int], np.ndarray]:
    """The last quarter at another level."""
    return lambda quarters: np.append(np.ones(quarters - 1), to)


def drift(quarters: int) -> np.ndarray:
    """A fall of 3% a quarter in the last two years."""
    return np.concatenate([np.ones(quarters - FEW), 0.97 ** np.arange(FEW)])


def seasonal(course: Callable[[int], np.ndarray]) -> Callable[[int], np.ndarray]:
    """A course whose quarters differ by the season as well."""
    return lambda quarters: course(quarters) * np.resize(SEASONS, quarters)


def poisson(average: float) -> Draw:
    """Events that have nothing to do with each other."""
    return lambda rng, level: rng.poisson(average * level)


def normal(rng: np.random.Generator, level: np.ndarray) -> np.ndarray:
    """An amount of 1,000 with a standard deviation of 40."""
    return np.rint(rng.normal(1000 * level, 40))


def share(rng: np.random.Generator, level: np.ndarray) -> np.ndarray:
    """So many of 100, 60 as a rule."""
    return rng.binomial(WHOLE, 0.6 * level)


def clustered(average: float) -> Draw:
    """Events of children, who have as many each as those of the sample have."""
    sizes = np.arange(1, len(CHILDREN) + 1)

    def drawn(rng: np.random.Generator, level: np.ndarray) -> np.ndarray:
        many = rng.poisson(average / EVENTS_OF_ONE * level)
        return np.array([rng.choice(sizes, one, p=CHILDREN / CHILDREN.sum()).sum() for one in many])

    return drawn


COUNT, AMOUNT, SHARE = "missing_notifications", "pupils_reached", "return_interviews_offered"
CASES = (
    Case("amount, nothing changed", normal, steady, AMOUNT),
    Case("amount, jump of 3 standard deviations", normal, jump(1.12), AMOUNT),
    Case("amount, jump of 5 standard deviations", normal, jump(1.20), AMOUNT),
    Case("60% of 100, nothing changed", share, steady, SHARE, WHOLE),
    Case("60% of 100, jump of 8 points", share, jump(0.68 / 0.6), SHARE, WHOLE),
    Case("60% of 100, jump of 12 points", share, jump(0.72 / 0.6), SHARE, WHOLE),
    Case("60% of 100, jump of 20 points", share, jump(0.80 / 0.6), SHARE, WHOLE),
    Case("count of 6, nothing changed", poisson(6), steady, COUNT),
    Case("count of 6, triples", poisson(6), jump(3), COUNT),
    Case("count of 75, nothing changed", poisson(75), steady, COUNT),
    Case("count of 75, rises by half", poisson(75), jump(1.5), COUNT),
    Case("count of 75, falls 3% a quarter for two years", poisson(75), drift, COUNT),
    Case("count of 650, falls 3% a quarter for two years", poisson(650), drift, COUNT),
    Case("seasonal count of 100, nothing changed", poisson(100), seasonal(steady), COUNT),
    Case("seasonal count of 100, rises by half", poisson(100), seasonal(jump(1.5)), COUNT),
    Case("clustered count of 12, nothing changed", clustered(12), steady, COUNT),
    Case("clustered count of 12, triples", clustered(12), jump(3), COUNT),
    Case("clustered count of 150, nothing changed", clustered(150), steady, COUNT),
    Case("clustered count of 150, rises by half", clustered(150), jump(1.5), COUNT),
    Case("clustered count of 650, falls 3% a quarter for two years", clustered(650), drift, COUNT),
)

Sides = tuple[float, float]


def now(case: Case, history: np.ndarray) -> tuple[int, int]:
    """Which way the report sees the last quarter: by a single quarter outside, and by any rule."""
    signal = usual_of(indicator(case.key), history.tolist(), case.whole).signal
    if signal is None:
        return 0, 0
    side = 1 if signal.is_up else -1
    return side * (signal.rule is SignalRule.OUTSIDE), side


def usual_of(one: Indicator, numbers: Sequence[float], whole: int | None) -> Usual:
    """A history as the report has it, of figures as they are printed."""
    quarters = recent_quarters(LAST, len(numbers))
    figures = [_figure(one, quarter.name, int(number), whole) for quarter, number in zip(quarters, numbers, strict=True)]
    return Usual(one, quarters, tuple(figures))


def _figure(one: Indicator, quarter: str, number: int, whole: int | None) -> Figure:
    address = Address(one.key, quarter)
    if whole is None:
        return Figure(address, Fraction(number), None, str(number), one.unit, one.population)
    return Figure(address, Fraction(number), Fraction(whole), str(round(100 * number / whole)), f"percent of {one.unit}", one.population)


def before(case: Case, histories: np.ndarray) -> np.ndarray:
    """As it was: an XmR chart over all quarters, for counts at least as wide as Poisson limits."""
    centre, reach = histories.mean(axis=1), 2.66 * np.abs(np.diff(histories, axis=1)).mean(axis=1)
    lower, upper = np.floor(centre - reach), np.ceil(centre + reach)
    if case.key == COUNT:
        lower, upper = np.minimum(lower, stats.poisson.ppf(0.00135, centre)), np.maximum(upper, stats.poisson.isf(0.00135, centre))
    return _beyond(histories[:, -1], lower, upper)


def published(histories: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rules as NHS England publishes them: by a single quarter, and by all four."""
    moves = np.abs(np.diff(histories, axis=1))
    kept = moves <= 3.267 * moves.mean(axis=1, keepdims=True)
    deviation = (moves * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1) / 1.128
    away = histories - histories.mean(axis=1, keepdims=True)
    far = _beyond(away, -2 * deviation[:, None], 2 * deviation[:, None])
    single = _beyond(away[:, -1], -3 * deviation, 3 * deviation)
    two = np.where(np.abs(far[:, -3:].sum(axis=1)) > 1, far[:, -1], 0)
    runs = [_all_of(np.sign(away[:, -7:])), _all_of(np.sign(np.diff(histories[:, -7:], axis=1)))]
    return single, _first(single, two, *runs)


def _beyond(numbers: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    return (numbers > upper).astype(int) - (numbers < lower)


def _all_of(signs: np.ndarray) -> np.ndarray:
    """The sign that all of a row share, or nought."""
    return np.where((signs == signs[:, :1]).all(axis=1), signs[:, 0], 0).astype(int)


def _first(*told: np.ndarray) -> np.ndarray:
    """What the first rule says that says anything."""
    found = told[0]
    for one in told[1:]:
        found = np.where(found == 0, one, found)
    return found


def row(case: Case, quarters: int, many: int) -> str:
    """How many in 100 are told, below and above."""
    rng = np.random.default_rng(2017)
    level = case.course(quarters)
    drawn = np.array([case.draw(rng, level) for _ in range(many)])
    ours = np.array([now(case, history) for history in drawn if history[:-1].any()])
    single, rules = published(drawn)
    told = (before(case, drawn), single, rules, ours[:, 0], ours[:, 1])
    return f"| {case.name} | {quarters - 1} | {' | '.join(map(_sides, told))} |"


def _sides(told: np.ndarray) -> str:
    return f"{100 * (told < 0).mean():.1f}, {100 * (told > 0).mean():.1f}"


def table(many: int) -> Iterator[str]:
    """One row a case and length of history; the lines of a table in Markdown."""
    yield "| what happens | earlier quarters | before | NHS, one quarter | NHS, all rules | now, one quarter | now, all rules |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for case in CASES:
        for quarters in (FEW, MANY):
            yield row(case, quarters, many)


def regions(many: int) -> Iterator[str]:
    """How many of equal authorities are outside funnel limits, and how often one is whose number doubles: by chance alone, and now."""
    yield "| authorities | variance, times chance | equal: chance alone | equal: now | doubled: chance alone | doubled: now |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    for authorities in (5, 11):
        for dispersion in (1, 4, 20):
            yield f"| {authorities} | {dispersion} | {' | '.join(_region_row(authorities, dispersion, many))} |"


def _region_row(authorities: int, dispersion: int, many: int) -> Iterator[str]:
    rng = np.random.default_rng(2017)
    for times in (1, 2):
        told = np.array([_outside(*_region(rng, authorities, dispersion, times)) for _ in range(many)])
        judged = told[:, :, 0] if times == 2 else told
        yield from (f"{100 * judged[:, way].mean():.1f}" for way in (0, 1))


def _region(rng: np.random.Generator, authorities: int, dispersion: int, times: int) -> tuple[np.ndarray, np.ndarray]:
    """Children of authorities of unequal size, and events at a rate of 1 in 100; that of the first so many times as high."""
    children = np.exp(rng.normal(np.log(50_000), 0.5, authorities)).astype(int)
    expected = children / 100 * np.where(np.arange(authorities) == 0, times, 1)
    events = rng.poisson(expected) if dispersion == 1 else rng.negative_binomial(expected / (dispersion - 1), 1 / dispersion)
    return children, events


def _outside(children: np.ndarray, events: np.ndarray) -> np.ndarray:
    """Who is outside limits of chance alone around all, and who outside those of the report."""
    expected = children * events.sum() / children.sum()
    by_chance = (events < stats.poisson.ppf(0.00135, expected)) | (events > stats.poisson.isf(0.00135, expected))
    groups = [Group(Fraction(number), size) for size, number in zip(children.tolist(), events.tolist(), strict=True)]
    limits = funnel_limits(groups, is_share=False, per=10_000)
    return np.array([by_chance, [limits.standing(group) is not FunnelStanding.WITHIN for group in groups]])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--histories", type=int, default=2000)
    histories = arguments.parse_args().histories
    for line in chain(table(histories), [""], regions(histories // 10)):
        print(line, flush=True)
