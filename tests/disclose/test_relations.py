"""What follows from what figures count, in spans of a few months and with a handful of regions."""

from dataclasses import replace

from analysis.chapters import indicator
from analysis.disclose.pack import at_most, total
from analysis.disclose.regions import Region, Span, narrowed, regions_of
from analysis.disclose.relations import parts, spans, unions

YEAR, FIRST, SECOND = Span(0, 12), Span(0, 6), Span(6, 12)
GIRLS, BOYS = (("sex", ("female",)),), (("sex", ("male",)),)


def region(kind="people", box=(), span=YEAR, group=None):
    return Region("episodes", "started_at", kind, box, span, group)


def test_a_category_of_a_count_is_the_events_with_its_code():
    """So it is set against another indicator that counts those alone; of children it is those whose first event has the code."""
    episodes, children = indicator("missing_episodes"), indicator("missing_individuals")
    girls, whole = regions_of(episodes, YEAR, episodes.breakdown("sex"), "female")
    assert girls == replace(whole, box=narrowed(whole.box, "sex", "female"))
    home, whole = regions_of(children, YEAR, children.breakdown("missing_from"), "home")
    assert home == replace(whole, group=("missing_from", "home", whole.box))


def test_what_lies_within_another_is_no_larger():
    """Girls are among all children, and there is an event for each child; girls and boys say nothing of each other."""
    named = {"all": region(), "girls": region(box=GIRLS), "boys": region(box=BOYS), "events": region("events")}
    assert set(parts(named).relations) == {at_most("girls", "all"), at_most("boys", "all"), at_most("all", "events")}


def test_a_peak_is_part_of_the_children_of_known_age():
    """Nothing is part of a peak, which has other ages in each region."""
    named = {
        "peak": region("ages of missing_peak_age"),
        "known": region("people of known age"),
        "girls": region("people of known age", GIRLS),
    }
    assert set(parts(named).relations) == {at_most("peak", "known"), at_most("girls", "known")}


def test_children_by_first_event_are_parts_of_the_same_group_alone():
    """Girls first missing from home are among all children first missing from home, and say nothing of those first missing from care."""
    home, care = ("from", "home", ()), ("from", "care", ())
    named = {"home": region(group=home), "girls": region(box=GIRLS, group=home), "care": region(group=care)}
    assert parts(named).relations == (at_most("girls", "home"),)


def test_children_of_a_year_are_between_those_of_a_half_and_of_both():
    """Each half has no more children than the year, and the year no more than both halves together."""
    named = {"year": region(), "first": region(span=FIRST), "second": region(span=SECOND)}
    found = spans(named, {"year": 5, "first": 4, "second": 3})
    assert found.cells == ()
    assert set(found.relations) == {at_most("first", "year"), at_most("second", "year"), at_most("year", "first", "second")}


def test_children_by_first_event_of_a_later_half_are_not_among_those_of_the_year():
    """Who was first missing from home in April may be first missing from care in October."""
    group = ("from", "home", ())
    named = {"year": region(group=group), "first": region(span=FIRST, group=group), "second": region(span=SECOND, group=group)}
    found = spans(named, {"year": 5, "first": 4, "second": 3})
    assert set(found.relations) == {at_most("first", "year"), at_most("year", "first", "second")}


def test_children_counted_for_one_event_who_stand_by_another_may_be_more_in_the_year():
    """Whose first return of the year was from care may be interviewed after a later one, when the first of that half was from home."""
    group, interviewed = ("from", "care", ()), (("interview", ("completed",)),)
    named = {name: region(box=interviewed, span=span, group=group) for name, span in (("year", YEAR), ("first", FIRST), ("second", SECOND))}
    assert spans(named, {"year": 1, "first": 0, "second": 0}).relations == (at_most("first", "year"),)


def test_events_of_the_half_that_nobody_prints_are_what_is_left():
    """10 in the year and 4 in its first half leave 6, in a cell that is never printed."""
    found = spans({"year": region("events"), "first": region("events", span=FIRST)}, {"year": 10, "first": 4})
    (left,) = found.cells
    assert (left.value, left.is_printed) == (6, False)
    assert found.relations == (total("year", ["first", left.name]),)


def test_events_of_several_codes_are_the_sum_of_each():
    """Where medium and high are printed, and both together are; where the sum is another number somebody has corrected one by hand."""

    def level(*codes):
        return region("events", (("level", codes),))

    named = {"both": level("high", "medium"), "high": level("high"), "medium": level("medium")}
    assert unions(named, {"both": 5, "high": 3, "medium": 2}).relations == (total("both", ["high", "medium"]),)
    assert unions(named, {"both": 6, "high": 3, "medium": 2}).relations == ()
    del named["medium"]
    assert unions(named, {"both": 5, "high": 3}).relations == ()


def test_events_of_any_code_are_the_sum_of_each():
    """Every episode is of a girl, of a boy or of a child whose sex was not recorded: whoever has all three has the whole.

    Not where a code is missing, nor where the column may hold what an authority writes.
    """
    found, sexes = (("category", ("missing",)),), {"girls": ("female",), "boys": ("male",), "unknown": ("not_recorded",)}
    named = {"all": region("events", found)} | {
        name: region("events", tuple(sorted((*found, ("sex", codes))))) for name, codes in sexes.items()
    }
    values = {"all": 6, "girls": 3, "boys": 2, "unknown": 1}
    assert unions(named, values).relations == (total("all", ["girls", "boys", "unknown"]),)
    del named["unknown"]
    assert unions(named, values).relations == ()
