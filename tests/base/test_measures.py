"""The rules of counting, on tables small enough to count on fingers."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.measures import (
    AgeRange,
    Count,
    Coverage,
    Different,
    Kinds,
    Latest,
    PeakAge,
    People,
    Repeats,
    Share,
    ShareOfPeople,
    Supplied,
    Total,
    columns_used,
    rule_in_code,
    where,
)
from analysis.base.spec import Tally
from analysis.count.compute import drawn_table

EVENTS = drawn_table("""
    child_id | place | done | age | pupils
    A        | home  | yes  | 13  | 10
    B        | care  | no   | 15  | 20
    A        | care  | no   | 14  | 5
    C        | home  | no   | 15  | 0
""")
DONE = where("done", done="yes")
PLACES = ("home", "care", "elsewhere")


def ages(*of_children: int) -> pd.DataFrame:
    return pd.DataFrame({"child_id": [f"C{n}" for n in range(len(of_children))], "age": of_children})


def test_count_counts_events_and_people_counts_children():
    assert Count()(EVENTS) == Tally(Fraction(4))
    assert People()(EVENTS) == Tally(Fraction(3))


def test_a_child_stands_where_its_first_event_puts_it():
    """A went missing from home first and from care later, so A is under home; nobody is counted twice."""
    assert People().split(EVENTS, "place", PLACES) == {
        "home": Tally(Fraction(2), Fraction(3)),
        "care": Tally(Fraction(1), Fraction(3)),
        "elsewhere": Tally(Fraction(0), Fraction(3)),
    }


def test_a_child_stands_where_the_number_of_its_events_puts_it():
    """A has two events, B and C one each; with a condition only the events that meet it count."""
    bands = (("once", 1, 1), ("twice", 2, 2), ("more", 3, float("inf")))
    assert Repeats(bands)(EVENTS) == Tally(Fraction(3))
    parts = Repeats(bands).split(EVENTS, "any", ("once", "twice", "more"))
    assert [(part.numerator, part.denominator) for part in parts.values()] == [(2, 3), (1, 3), (0, 3)]
    from_home = Repeats(bands, where("from home", place="home")).split(EVENTS, "any", ("once", "twice"))
    assert [(part.numerator, part.denominator) for part in from_home.values()] == [(2, 2), (0, 2)]


def test_a_count_is_split_into_parts_of_the_whole():
    parts = Count().split(EVENTS, "place", PLACES)
    assert [parts[place].numerator for place in PLACES] == [2, 2, 0]
    assert {part.denominator for part in parts.values()} == {4}


def test_share_has_the_whole_as_its_denominator():
    assert Share(part=DONE)(EVENTS) == Tally(Fraction(1), Fraction(4))
    assert Share(part=DONE, whole=where("from home", place="home"))(EVENTS) == Tally(Fraction(1), Fraction(2))


def test_a_share_of_nothing_has_nothing_under_the_line():
    assert Share(part=DONE)(EVENTS.head(0)) == Tally(Fraction(0), Fraction(0))


def test_a_share_of_people_divided_counts_children_and_not_their_events():
    """A has three events at home and B one: of two children at home one has what is asked for, not three of four."""
    events = drawn_table("""
        child_id | place | done
        A        | home  | yes
        A        | home  | yes
        A        | home  | yes
        B        | home  | no
    """)
    assert ShareOfPeople(part=DONE).split(events, "place", PLACES)["home"] == Tally(Fraction(1), Fraction(2))


def test_share_of_people_asks_for_at_least_one_event():
    """A has one event that was done and one that was not, and counts as done."""
    assert ShareOfPeople(part=DONE)(EVENTS) == Tally(Fraction(1), Fraction(3))
    assert ShareOfPeople(part=DONE).split(EVENTS, "place", PLACES)["home"] == Tally(Fraction(1), Fraction(2))


def test_total_adds_up_a_column():
    assert Total("pupils")(EVENTS) == Tally(Fraction(35))
    assert Total("pupils").split(EVENTS, "place", PLACES)["care"] == Tally(Fraction(25), Fraction(35))


@pytest.mark.parametrize(
    ("width", "children", "peak", "number"),
    [
        (1, (13, 14, 14, 15), "14", 2),
        (1, (15, 13), "13", 1),
        (2, (12, 14, 15, 15, 17), "14-15", 3),
        (2, (13,), "12-13", 1),
        (1, (12, 17, 17), "17", 2),
    ],
)
def test_peak_age(width, children, peak, number):
    """The ages with the most children; of equal ones the youngest, as the definition says."""
    assert PeakAge(width=width)(ages(*children)) == Tally(Fraction(number), Fraction(len(children)), peak)


@pytest.mark.parametrize(
    ("children", "range_", "number"),
    [
        ((13, 14, 15, 16, 17), "13-16", 4),
        ((5, 13, 13, 13, 14), "13-14", 4),
        ((15, 15, 15, 15, 15), "15", 5),
        ((10, 12), "10-12", 2),
        ((13,) * 3 + (14,) * 23 + (15,) * 3, "13-14", 26),
    ],
)
def test_main_age_range(children, range_, number):
    """The shortest run with four in five of the children (23 of 29 are 79%); of equally short and full ones the younger."""
    assert AgeRange()(ages(*children)) == Tally(Fraction(number), Fraction(len(children)), range_)


def test_without_ages_there_is_no_peak_and_no_range():
    nobody = ages()
    assert PeakAge()(nobody) == AgeRange()(nobody) == Tally(Fraction(0), Fraction(0))


def test_a_supplied_number_is_taken_to_the_letter():
    assert Supplied()(pd.DataFrame({"value": ["4.5"]})) == Tally(Fraction(9, 2))


def test_conditions_add_up_and_say_themselves():
    both = where("done", done="yes") & where("from home", place=("home", "care"))
    assert both.words == "done, from home"
    assert both.code == "done in ['yes'] and place in ['home', 'care']"
    assert len(both(EVENTS)) == 1


tables = st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(PLACES), st.integers(0, 17)), max_size=30)


@given(tables)
def test_the_categories_of_a_breakdown_make_up_the_whole(rows):
    """Whatever the events, no event and no child is lost or counted twice by dividing them."""
    events = pd.DataFrame(rows, columns=["child_id", "place", "age"])
    for measure in (Count(), People()):
        assert sum(part.numerator for part in measure.split(events, "place", PLACES).values()) == measure(events).numerator


@given(tables)
def test_peak_and_range_agree_with_counting_by_hand(rows):
    """The peak has as many children as the fullest age; the range holds at least four in five of them."""
    events = pd.DataFrame(rows, columns=["child_id", "place", "age"])
    first = {}
    for child, _, age in rows:
        first.setdefault(child, age)
    if first:
        by_hand = max(list(first.values()).count(age) for age in first.values())
        assert PeakAge()(events).numerator == by_hand
        found = AgeRange()(events)
        low, high = (found.label.split("-") * 2)[:2]
        assert found.numerator == sum(int(low) <= age <= int(high) for age in first.values()) >= 0.8 * len(first)


SCHOOLS = drawn_table("""
    school | tier
    A      | universal
    A      | specialist
    B      | universal
    C      | targeted
    C      | universal
    B      | universal
""")
TIERS = ("recovery", "specialist", "targeted", "universal")

COUNTS = drawn_table("""
    counted_on | role   | locality | people | trained
    2016-06-30 | taxi   | North    | 100    | 40
    2016-06-30 | taxi   | South    | 50     | 10
    2016-06-30 | police | North    | 10     | 5
    2016-09-30 | taxi   | North    | 120    | 90
    2016-09-30 | police | North    | 12     | 6
""")


def test_a_school_stands_in_the_first_category_that_it_has():
    """Three schools: A had specialist support besides universal, C targeted, and B universal support twice."""
    assert Different("school")(SCHOOLS) == Tally(Fraction(3))
    parts = Different("school").split(SCHOOLS, "tier", TIERS)
    assert {tier: part.numerator for tier, part in parts.items()} == {"recovery": 0, "specialist": 1, "targeted": 1, "universal": 1}
    assert {part.denominator for part in parts.values()} == {3}
    assert Different("school", where("universal", tier="universal"))(SCHOOLS) == Tally(Fraction(3))


def test_the_last_count_of_each_holds():
    """The South was not counted again in September, so its count of June still holds: 120 and 50 drivers."""
    latest = Latest("people", ("role", "locality"), where("taxi drivers", role="taxi"))
    assert latest(COUNTS) == Tally(Fraction(170))
    parts = latest.split(COUNTS, "locality", ("North", "South"))
    assert [(part.numerator, part.denominator) for part in parts.values()] == [(120, 170), (50, 170)]


def test_coverage_has_all_who_should_be_reached_as_its_denominator():
    """90 of 120 drivers in the North, 10 of 50 in the South; of the police 6 of 12."""
    coverage = Coverage("trained", "people", ("role", "locality"))
    assert coverage(COUNTS) == Tally(Fraction(106), Fraction(182))
    parts = coverage.split(COUNTS, "role", ("taxi", "police", "nobody"))
    assert [(part.numerator, part.denominator) for part in parts.values()] == [(100, 170), (6, 12), (0, 0)]


@pytest.mark.parametrize(
    ("measure", "events", "column", "codes"),
    [
        (Share(part=DONE), EVENTS, "place", PLACES),
        (Share(part=DONE, whole=where("of thirteen years", age=13)), EVENTS, "place", PLACES),
        (Coverage("trained", "people", ("role",)), COUNTS, "locality", ("North", "South", "nowhere")),
    ],
)
def test_a_category_has_the_share_of_its_events_alone(measure, events, column, codes):
    """Coverage by locality where each role counts once: the last count of the role in each locality, not of all."""
    assert measure.split(events, column, codes) == {code: measure(events[events[column] == code]) for code in codes}


def test_ages_are_divided_by_the_events_of_each_category():
    """At home A was 13 and C 15; in care B was 15 and A 14, and elsewhere there is nobody."""
    assert {place: one.label for place, one in PeakAge().split(EVENTS, "place", PLACES).items()} == {
        "home": "13",
        "care": "14",
        "elsewhere": None,
    }
    ranges = AgeRange().split(EVENTS, "place", PLACES)
    assert {place: (one.label, one.numerator) for place, one in ranges.items()} == {
        "home": ("13-15", 2),
        "care": ("14-15", 2),
        "elsewhere": (None, 0),
    }


def test_a_child_stands_under_its_one_kind_or_under_several():
    """A is of one kind twice, B of two, C of one beside a record that says none, and of D nothing is recorded."""
    events = drawn_table("""
        child_id | type
        A        | online
        A        | online
        B        | online
        B        | criminal
        C        | not_recorded
        C        | criminal
        D        | not_recorded
    """)
    parts = Kinds().split(events, "type", ("online", "criminal", "several", "not_recorded"))
    assert {kind: part.numerator for kind, part in parts.items()} == dict.fromkeys(parts, 1)
    assert {part.denominator for part in parts.values()} == {4}
    assert Kinds()(events) == Tally(Fraction(4))


MOST_CHILDREN = "with the most children, each at the first event of the period; of equal ones the youngest."


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Count(), "Number of events."),
        (Count(DONE), "Number of events: done."),
        (Share(part=DONE), "Events that are done, as a percentage of all."),
        (Share(part=DONE, whole=where("from home", place="home")), "Events that are done, as a percentage of from home."),
        (PeakAge(), f"The age {MOST_CHILDREN}"),
        (
            PeakAge(width=2),
            "The run of 2 consecutive ages with the most children, each at the first event of the period; of equal ones the youngest.",
        ),
    ],
)
def test_a_measure_says_what_it_counts(measure, words):
    """The methodology prints these words."""
    assert measure.words == words


@pytest.mark.parametrize(
    ("measure", "code"),
    [
        (Count(), "every row counts"),
        (Count(DONE), "counted where done in ['yes']"),
        (Share(part=DONE), "numerator where done in ['yes']"),
        (Share(part=DONE, whole=where("home", place="home")), "numerator where done in ['yes']; denominator where place in ['home']"),
    ],
)
def test_a_measure_says_its_conditions_as_queries(measure, code):
    assert rule_in_code(measure) == code


def test_a_measure_names_the_columns_that_it_looks_at():
    """Its conditions', its own, and those of each of which it takes the last; the child and the age are always kept."""
    assert columns_used(Count(DONE)) == {"child_id", "age", "done"}
    assert columns_used(Total("pupils")) == {"child_id", "age", "pupils"}
    assert columns_used(Latest("people", ("role", "locality"))) == {"child_id", "age", "people", "role", "locality"}
