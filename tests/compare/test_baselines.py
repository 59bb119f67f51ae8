"""What earlier quarters say of the next: averages, how far numbers vary, seasons, and how seldom they give an alarm for nothing."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from analysis.compare.baselines import AMOUNT, COUNT, SHARE, QuarterReading, baseline_of, has_seasons

SEASONAL = (70, 100, 130, 100)


def counts(*numbers):
    return [QuarterReading(Fraction(str(number)), season=place % 4) for place, number in enumerate(numbers)]


def shares(*pairs):
    return [QuarterReading(Fraction(part, whole), Fraction(whole), place % 4) for place, (part, whole) in enumerate(pairs)]


def seasonal(years, noise=(0, 3, -2, 1, -3, 2, -1)):
    """Years of the same shape; the noise takes turns that no quarter of the year shares."""
    return counts(*(SEASONAL[n % 4] + noise[n % len(noise)] for n in range(4 * years)))


def test_the_limits_of_an_xmr_chart_by_hand():
    """Values 10, 14, 12, 16 move by 4, 2 and 4; the average move is 10/3, a standard deviation that divided by 1.128."""
    limits = (baseline := baseline_of(AMOUNT, counts(10, 14, 12, 16))).limits(QuarterReading(Fraction(99)))
    assert (baseline.spread, limits.centre) == (pytest.approx(10 / 3 / 1.128), 13)
    assert float(limits.upper - limits.centre) == float(limits.centre - limits.lower) == pytest.approx(3 * 10 / 3 / 1.128, abs=1e-5)


def test_counts_vary_by_at_least_what_chance_does():
    """Equal counts of 100 vary by chance from 71 to 132; 80 and 120 by turns move by 40, which is 3.55 times as much as chance."""
    steady, lively = baseline_of(COUNT, counts(*[100] * 8)), baseline_of(COUNT, counts(*[80, 120] * 4))
    assert (steady.spread, lively.spread) == (1, pytest.approx(40 / 10 / 1.128))
    ends = steady.limits(QuarterReading(Fraction(0)))
    assert (int(ends.lower), int(ends.upper)) == (int(stats.poisson.ppf(0.00135, 100)), int(stats.poisson.isf(0.00135, 100)))
    assert lively.limits(QuarterReading(Fraction(0))).upper > 206


def test_a_share_is_held_against_its_own_size():
    """40 of 100 and 400 of 1,000 have one average; the smaller group has the wider range, and the average weighs by size."""
    baseline = baseline_of(SHARE, shares(*[(40, 100), (400, 1000)] * 4))
    small, large = (baseline.limits(QuarterReading(Fraction(0), Fraction(size))) for size in (100, 1000))
    assert small.centre == large.centre == Fraction(2, 5)
    assert small.lower < large.lower < large.upper < small.upper


@pytest.mark.parametrize(("part", "average"), [(0, 0), (200, 1)])
def test_what_never_happened_or_always_did_is_no_law(part, average):
    """The average stays what it is; one of 200 otherwise is no alarm, ten are."""
    baseline = baseline_of(SHARE, shares(*[(part, 200)] * 8))
    limits = baseline.limits(QuarterReading(Fraction(0), Fraction(200)))
    assert limits.centre == average
    odd = abs(Fraction(part, 200) - Fraction(1, 200)), abs(Fraction(part, 200) - Fraction(10, 200))
    assert [limits.lower <= one <= limits.upper for one in odd] == [True, False]


def test_seasons_are_known_from_four_whole_years():
    """Each quarter then has an average of its own, and what is left over is small."""
    few, many = baseline_of(COUNT, seasonal(3)), baseline_of(COUNT, seasonal(4))
    assert (few.years, many.years) == (0, 4)
    assert len(set(few.averages.values())) == 1
    assert [round(many.averages[season]) for season in range(4)] == [70, 100, 130, 100]
    assert few.limits(counts(70)[0]).upper > many.limits(counts(70)[0]).upper


def test_averages_of_four_years_are_allowed_to_be_uncertain():
    """What is left over beside four averages moves too little, and the next year lies further off: by the root of 5/3 in all."""
    readings = seasonal(4)
    baseline = baseline_of(AMOUNT, readings)
    left = [float(one.amount - baseline.averages[one.season]) for one in readings]
    moves = [abs(later - earlier) for earlier, later in pairwise(left)]
    assert baseline.spread == pytest.approx(sum(moves) / 15 / 1.128 * (5 / 3) ** 0.5)


def test_a_part_of_a_year_before_the_whole_ones_does_not_shift_the_seasons():
    """Of eighteen quarters the last sixteen are four whole years, wherever the year began."""
    assert baseline_of(COUNT, seasonal(5)[2:]).years == 4
    assert float(baseline_of(COUNT, seasonal(5)[2:]).averages[2]) == pytest.approx(130, abs=2)


def test_what_has_no_seasons_has_one_average():
    """Numbers that differ from year to year, or from nothing at all, say nothing of quarters."""
    climbing = counts(*(50 + n // 4 * 30 + (3, 1, 2, 0)[(n + n // 4) % 4] for n in range(16)))
    assert not has_seasons(climbing)
    assert baseline_of(COUNT, climbing).years == 0
    assert not has_seasons(counts(*[7] * 16))


def test_a_quarter_of_the_year_in_which_nothing_ever_happens_makes_no_season():
    """Its average would be nought, and the first of anything an alarm."""
    assert not has_seasons(counts(*[0, 40, 60, 80] * 4))


def test_seasons_are_found_where_there_are_none_in_one_of_twenty():
    """Friedman's test keeps its promise: of 400 histories of 20 quarters of one average at most 8 in 100 look seasonal."""
    histories = np.random.default_rng(2017).poisson(60, (400, 20)).tolist()
    assert sum(has_seasons(counts(*row)) for row in histories) <= 32


@pytest.mark.parametrize("average", [1, 4, 40])
def test_noise_gives_no_alarm(average):
    """Of a thousand histories in which nothing changed, at most five give an alarm for the quarter after seven."""
    histories = np.random.default_rng(2017).poisson(average, (1000, 8)).tolist()
    told = [(row[-1], baseline_of(COUNT, counts(*row[:-1]))) for row in histories if any(row[:-1])]
    limits = [(last, baseline.limits(QuarterReading(Fraction(last)))) for last, baseline in told]
    assert sum(not one.lower <= last <= one.upper for last, one in limits) <= 5
