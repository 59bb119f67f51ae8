"""The sample for an authority with more districts than Trentshire has."""

from random import Random

import pytest

from sample.services import mixed, uneven


@pytest.mark.parametrize("count", [1, 7, 12, 13, 30])
def test_places_are_spread_over_any_number_of_districts(count):
    """The later ones have fewer, and none has less than nothing."""
    names = [f"District {n}" for n in range(count)]
    assert len(mixed(Random(1), 200, uneven(names))) == 200
    assert min(uneven(names).values()) > 0
