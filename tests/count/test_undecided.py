"""Between which numbers figures counted in children lie while pairs of records await a decision."""

from fractions import Fraction
from itertools import pairwise, product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.measures import Repeats, ShareOfPeople
from analysis.base.periods import Period
from analysis.base.settings import Authority, ServiceWindow
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL
from analysis.count.compute import NOTHING_SUPPLIED, Material, drawn_table
from analysis.count.undecided import child_bounds
from analysis.disclose import Publishable
from analysis.show.tables import undecided_figures
from tests.show.seen import seen

YEAR = Period.parse("2016-17")
WINDOW = ServiceWindow(contract_year_starts_in=7, months_after_year=1)
AUTHORITY = Authority(name="A", short_name="A", committee="C", districts=("D",), windows={"specialist_service": WINDOW})
BY_KEY = {one.key: one for one in ALL}


def pairs(text: str) -> pd.DataFrame:
    """Pairs written as ``a-b`` when open, ``a/b`` when decided to be two."""
    each = [(one[0], one[-1], "open" if "-" in one else "apart") for one in text.split()]
    return pd.DataFrame(each, columns=["child_one", "child_other", "state"])


def bounds(key: str, events: pd.DataFrame, waiting: str) -> dict[str, tuple[str, str]]:
    one = BY_KEY[key]
    material = Material({one.source: events}, {one.source: (YEAR, Period.parse("2017-18"))}, NOTHING_SUPPLIED)
    found = child_bounds(material, pairs(waiting), [one], [YEAR], AUTHORITY)
    return {row.category: (row.lowest, row.highest) for row in found.itertuples()}


def referrals(children: str) -> pd.DataFrame:
    return drawn_table("child_id | received_on\n" + "\n".join(f"{child} | 2016-05-{n:02}" for n, child in enumerate(children, 1)))


@pytest.mark.parametrize(
    ("children", "waiting", "expected"),
    [
        ("abc", "a-b", ("2", "3")),
        ("abc", "a-b b-c", ("1", "3")),
        ("abcd", "a-b c-d", ("2", "4")),
        ("ac", "a-b b-c", ("1", "2")),  # b is in no referral, and still ties a to c
        ("abc", "a-b b-c a/c", ("2", "3")),  # a and c are two children by decision, so all three cannot be one
    ],
)
def test_children_could_be_fewer_by_as_many_as_could_be_joined(children, waiting, expected):
    assert bounds("children_identified_at_risk", referrals(children), waiting) == {"": expected}


@pytest.mark.parametrize(("children", "waiting"), [("abc", ""), ("abc", "a/b"), ("ab", "b-c"), ("ab", "x-y")])
def test_what_no_open_pair_could_move_is_not_listed(children, waiting):
    assert bounds("children_identified_at_risk", referrals(children), waiting) == {}


def test_bands_of_repeats_can_rise_and_fall():
    """a has two episodes and b one: as one child they are in the band of three and in none of the others."""
    events = drawn_table("child_id | started_at\na | 2016-05-01\na | 2016-05-02\nb | 2016-05-03\nc | 2016-05-04")
    found = bounds("children_with_episodes", events, "a-b")
    assert found == {"": ("2", "3"), "1": ("1", "2"), "2": ("0", "1"), "3": ("0", "1")}


def test_a_share_of_children_moves_with_both_its_ends():
    """a is 15 and b is 13: 1 of 3 as two children, 1 of 2 as one, and 50% is more than 33%."""
    events = drawn_table("child_id | received_on | age\na | 2016-08-01 | 15\nb | 2016-08-02 | 13\nc | 2016-08-03 | 12")
    assert bounds("specialist_service_age_14_17", events, "a-b") == {"": ("100/3", "50")}


CHILDREN = "abcde"
MAY = pd.Timestamp("2016-05-01")
BESIDE = {"age_band": "14_to_15", "ethnicity": "white_british", "concern_type": "not_recorded"}


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(CHILDREN), st.booleans()), min_size=1, max_size=8),
    st.sets(st.sampled_from([f"{one}-{other}" for one, other in product(CHILDREN, CHILDREN) if one < other]), max_size=4),
)
def test_bounds_are_those_of_trying_everything(rows, waiting):
    """Bands and shares of made-up events: no way to decide lies outside, and some way is at each end."""
    events = pd.DataFrame([(child, 15 if older else 12, 1) for child, older in rows], columns=["child_id", "age", "n"])
    repeats, share = BY_KEY["children_with_episodes"].measure, BY_KEY["specialist_service_age_14_17"].measure
    dated = events.assign(started_at=pd.Timestamp("2016-05-01"), received_on=pd.Timestamp("2016-08-01"))
    tried = {"children_with_episodes": [], "specialist_service_age_14_17": []}
    for now in every_way(waiting):
        decided = events.assign(child_id=events["child_id"].map(now))
        assert isinstance(repeats, Repeats)
        assert isinstance(share, ShareOfPeople)
        tried["children_with_episodes"].append(repeats(decided).numerator)
        tally = share(decided)
        tried["specialist_service_age_14_17"].append(Fraction(100) * tally.numerator / tally.denominator)
    for key, values in tried.items():
        found = bounds(key, dated, " ".join(sorted(waiting))).get("")
        expected = (min(values), max(values))
        assert found is None if expected[0] == expected[1] else tuple(map(Fraction, found)) == expected


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.sampled_from(CHILDREN), st.sampled_from(["male", "female"])), min_size=1, max_size=8),
    st.sets(st.sampled_from([f"{one}-{other}" for one, other in product(CHILDREN, CHILDREN) if one < other]), max_size=3),
)
def test_bounds_of_each_category_are_those_of_trying_everything(rows, waiting):
    """Bands of repeats and children by sex, category by category: the ends are the fewest and most of all ways to decide."""
    events = pd.DataFrame(rows, columns=["child_id", "sex"]).assign(started_at=MAY, recorded_on=MAY, **BESIDE)
    for key in ("children_with_episodes", "children_recorded_by_police"):
        tried = [category_counts(key, events.assign(child_id=events["child_id"].map(now))) for now in every_way(waiting)]
        ends = {code: (min(way[code] for way in tried), max(way[code] for way in tried)) for code in tried[0]}
        found = bounds(key, events, " ".join(sorted(waiting)))
        assert {code: tuple(map(Fraction, found[code])) for code in found if code in ends} == {
            code: pair for code, pair in ends.items() if pair[0] != pair[1]
        }


def category_counts(key: str, events: pd.DataFrame) -> dict[str, Fraction]:
    """The numerators of a figure's bands, or of its sexes."""
    one = BY_KEY[key]
    column, codes = (
        ("sex", ("male", "female")) if key == "children_recorded_by_police" else ("times", tuple(code for code, _, _ in one.measure.bands))
    )
    return {code: tally.numerator for code, tally in one.measure.split(events, column, codes).items()}


def every_way(waiting: set[str]) -> list[dict[str, str]]:
    """Whom each child is counted as, for each way to decide pairs."""
    ways = []
    for chosen in product((False, True), repeat=len(waiting)):
        now = {child: child for child in CHILDREN}
        for (one, _, other), same in zip(sorted(waiting), chosen, strict=True):
            if same:
                now = {child: now[one] if group == now[other] else group for child, group in now.items()}
        ways.append(now)
    return ways


def test_more_pairs_than_can_be_tried_give_wide_bounds_that_hold():
    """A chain of twelve children has eleven pairs: nobody tries 2,048 ways, so that all of them may count, or none."""
    chain = " ".join(f"{one}-{other}" for one, other in pairwise("abcdefghijkl"))
    found = bounds("children_identified_at_risk", referrals("abcdefghijkl"), chain)
    assert found == {"": ("0", "12")}


def test_a_child_whose_type_nobody_wrote_down_does_not_stop_the_count():
    """a and b may be one, and no type was written for either: the categories of the types stay as they are, and the whole moves."""
    rows = (
        "child_id | received_on | exploitation_type\na | 2016-05-01 | not_recorded\nb | 2016-05-02 | not_recorded\nc | 2016-05-03 | sexual"
    )
    assert bounds("children_at_risk_by_type", drawn_table(rows), "a-b") == {"": ("2", "3"), "not_recorded": ("1", "2")}


def test_a_share_that_nobody_is_in_has_no_bounds():
    """Nobody was referred to the service in the window: there is no share, and so none that could move."""
    events = drawn_table("child_id | received_on | age\na | 2015-01-01 | 15\nb | 2015-01-02 | 13")
    assert bounds("specialist_service_age_14_17", events, "a-b") == {}


def shown(edition: str, hidden_up_to: int, lowest: str = "985") -> list[list[str]] | None:
    frame = pd.DataFrame(
        [("missing_individuals", "1", YEAR.name, "", "", "987", "", "987", "children", "p", "")], columns=RESULT_COLUMNS
    ).astype("str")
    ends = pd.DataFrame([("missing_individuals", YEAR.name, "", "", lowest, "987")],
                        columns=["indicator", "period", "breakdown", "category", "lowest", "highest"])  # fmt: skip
    table = undecided_figures(seen(Publishable(frame, edition), YEAR, AUTHORITY), ALL, ends, hidden_up_to)
    return table and [[cell.text for cell in row[1:]] for row in table.rows]


def test_few_undecided_children_are_told_of_in_the_internal_edition_alone():
    """A range two wide would tell of two children."""
    assert shown("internal", 0) == [["987", "985", "987"]]
    assert shown("public", 5) is None
    assert shown("public", 5, "981") == [["987", "981", "987"]]
