"""Which numbers hold which, found from what they count: a handful of regions over a year and its halves."""

from dataclasses import replace
from itertools import permutations

import pytest

from analysis.disclose.nesting import nestings
from analysis.disclose.regions import Region, Span

YEAR, FIRST, SECOND = Span(0, 12), Span(0, 6), Span(6, 12)
GIRLS = (("sex", ("female",)),)
ALL = Region("episodes", "started_at", "people", (), YEAR)
EVENTS, HOME = replace(ALL, kind="events"), replace(ALL, group=("from", "home", ()))


@pytest.mark.parametrize(("whole", "part"), [
    (ALL, replace(ALL, box=GIRLS)),
    (ALL, replace(ALL, box=GIRLS, span=SECOND)),
    (ALL, HOME),
    (ALL, replace(HOME, span=SECOND)),
    (EVENTS, replace(ALL, span=FIRST)),
    (EVENTS, replace(EVENTS, span=SECOND)),
    (replace(EVENTS, box=(("from", ("home",)),)), HOME),
    (HOME, replace(HOME, span=FIRST)),
    (replace(EVENTS, box=(("type names sexual", ("yes",)),)), replace(EVENTS, box=(("type", ("sexual",)),))),
    (replace(ALL, kind="people of known age"), replace(ALL, kind="ages of missing_peak_age")),
])  # fmt: skip
def test_one_number_holds_another(whole, part):
    """Fewer conditions, more months, events for children; children by their first event are among all and have an event of that code."""
    assert whole.holds(part)
    assert not part.holds(whole)


@pytest.mark.parametrize(("one", "other"), [
    (ALL, EVENTS),
    (HOME, replace(HOME, span=SECOND)),
    (HOME, replace(ALL, group=("from", "care", ()))),
    (replace(EVENTS, kind="sum of hours"), EVENTS),
    (replace(EVENTS, box=(("type names sexual", ("yes",)),)), replace(EVENTS, box=(("type", ("several",)),))),
    (replace(ALL, box=GIRLS), replace(ALL, box=(("sex", ("female", "male")),))),
    (ALL, replace(ALL, source="referrals")),
])  # fmt: skip
def test_one_number_does_not_hold_another(one, other):
    """Who is first missing from home in the second half may have been missing from care before; hours are no events."""
    assert not one.holds(other)


def test_the_nesting_says_what_each_pair_of_regions_says():
    """It sets conditions and spans against each other apart, and comes to the same."""
    regions = [replace(one, span=span) for one in (ALL, EVENTS, HOME, replace(ALL, box=GIRLS)) for span in (YEAR, FIRST, SECOND)]
    named = {str(n): one for n, one in enumerate(regions)}
    (found,) = nestings(named)
    told = {(part, whole) for part, whole in permutations(named, 2) if named[whole].holds(named[part])}
    assert set(found.pairs(found.within)) == told
    assert set(found.nearest) == {(a, c) for a, c in told if not any((a, b) in told and (b, c) in told for b in named)}
