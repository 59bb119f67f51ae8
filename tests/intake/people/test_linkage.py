"""Which records that are not exactly alike are one child, which are not, and which a person has to look at."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.settings import PeoplePolicy
from analysis.intake.people import Register, link_children
from analysis.intake.people.exact import exact_clusters
from analysis.intake.people.linkage import comparable_records, compare_records
from analysis.intake.people.register import DECISIONS
from analysis.intake.people.weights import MODEL
from analysis.intake.sources import TEXT

KEY = b"a key for tests"

# What the two lines of a case are: one child (merged), a question for a person (open), or two children (nothing said).
# Each case has a surname of its own, so that all can be linked in one run.
CASES = {
    "one letter wrong": (
        "merged",
        "- | Hannah Abelson | 2001-02-05 | female | AA1 1AA",
        "- | Hanah Abelson | 2001-02-05 | female | AA1 1AA",
    ),
    "letters swapped": (
        "open",
        "- | Michael Binns | 2001-02-06 | male | AA1 1AB",
        "- | Micheal Binns | 2001-02-06 | male | AA1 1AB",
    ),
    "a short form": (
        "merged",
        "- | Thomas Blunt | 2001-02-06 | - | AA1 1BA",
        "- | BLUNT, Tom | 2001-02-06 | - | -",
    ),
    "a letter of another alphabet": (
        "merged",
        "- | Paweł Wójcik | 2001-02-06 | male | AA1 1BB",
        "- | Pawel Wojcik | 2001-02-06 | male | AA1 1BB",
    ),
    "names in the other order and a slip": (
        "merged",
        "- | Terence Carroll | 2001-02-07 | male | -",
        "- | CARROL, Terence | 2001-02-07 | male | -",
    ),
    "day and month swapped": (
        "merged",
        "- | Nadia Dudley | 2001-02-03 | female | AA1 1AD",
        "- | Nadia Dudley | 2001-03-02 | female | AA1 1AD",
    ),
    "a digit wrong": (
        "merged",
        "- | Oscar Ellery | 2001-02-08 | male | AA1 1AE",
        "- | Oscar Ellery | 2001-02-18 | male | AA1 1AE",
    ),
    "day and month swapped, no place": (
        "open",
        "- | Nadia Dobson | 2001-02-03 | female",
        "- | Nadia Dobson | 2001-03-02 | female",
    ),
    "no date of birth, no place": ("open", "- | Janice Uttley | 2001-02-20 | female", "- | Janice Uttley | - | female"),
    "two spellings": (
        "merged",
        "- | Mohammed Uddin | 2001-02-20 | male | AA1 1BC",
        "- | Muhammad Uddin | 2001-02-20 | - | -",
    ),
    "Mo": ("merged", "- | Mohammed Usman | 2001-02-20 | male | AA1 1BD", "- | Mo Usman | 2001-02-20 | - | -"),
    "Billy": ("merged", "- | William Upton | 2001-02-20 | male | AA1 1BE", "- | Billy Upton | 2001-02-20 | - | -"),
    "two short forms": ("merged", "- | Kate Urwin | 2001-02-20 | female | AA1 1BF", "- | Katie Urwin | 2001-02-20 | female | -"),
    "a short form and a second forename": (
        "merged",
        "- | Izzy Usher | 2001-02-20 | female | AA1 1BG",
        "- | Isabella Grace Usher | 2001-02-20 | female | -",
    ),
    "a nickname that is a name": ("open", "- | Mary Unwin | 2001-02-20 | female | AA1 1BH", "- | Molly Unwin | 2001-02-20 | female | -"),
    "two letters in the other order": (
        "merged",
        "- | Elizabeth Urquhart | 2001-02-20 | female | AA1 1BI",
        "- | Elziabeth Urquhart | 2001-02-20 | female | -",
    ),
    "renamed at one home": (
        "open",
        "- | Jordan Vale | 2001-02-21 | - | AA1 1BJ",
        "- | Ashley Wyatt | 2001-02-21 | - | AA1 1BJ",
    ),
    "a digit wrong, no place": (
        "open",
        "- | Petra Farrow | 2001-02-08 | female",
        "- | Petra Farrow | 2002-02-08 | female",
    ),
    "1 January": (
        "merged",
        "- | Quentin Gadd | 2001-08-19 | male | AA1 1AG",
        "- | Quentin Gadd | 2001-01-01 | male | AA1 1AG",
    ),
    "29 February": (
        "merged",
        "- | Rhiannon Hale | 2000-02-29 | female | AA1 1AH",
        "- | Rhiannon Hale | 2000-03-01 | female | AA1 1AH",
    ),
    "a slip in a name with a short form": (
        "open",
        "- | Samuel Inwood | 2001-02-23 | male | AA1 1AX",
        "- | Samual Inwood | 2001-02-23 | male | AA1 1AX",
    ),
    "half of a double name": (
        "merged",
        "- | Una Ince-Worth | 2001-02-09 | female | AA1 1AI",
        "- | Una Ince | 2001-02-09 | female | AA1 1AI",
    ),
    "another surname, same home": (
        "merged",
        "- | Vera Jolley | 2001-02-10 | female | AA1 1AJ",
        "- | Vera Oswin | 2001-02-10 | female | AA1 1AJ",
    ),
    "another surname": ("open", "- | Wilma Keel | 2001-02-11 | female | -", "- | Wilma Tranter | 2001-02-11 | female | -"),
    "also known as": (
        "merged",
        "- | Aleksandra Lund | 2001-02-12 | female | AA1 1AL | - | Ola",
        "- | Ola Lund | 2001-02-12 | female | AA1 1AL",
    ),
    "a slip in the NHS number": (
        "merged",
        "- | Bernard Marsh | 2001-02-13 | male | - | 4505577104",
        "- | Bernerd Marsh | 2001-02-13 | male | - | 4505577140",
    ),
    "other NHS numbers": (
        "open",
        "- | Cecily Nairn | 2001-02-14 | female | AA1 1AN | 4505577104",
        "- | Cecilly Nairn | 2001-02-14 | female | AA1 1AN | 9434765919",
    ),
    "twins, or another forename": (
        "open",
        "- | Daisy Opie | 2001-02-15 | female | AA1 1AO",
        "- | Poppy Opie | 2001-02-15 | female | AA1 1AO",
    ),
    "twins, home unknown": ("", "- | Daisy Otley | 2001-02-15 | female", "- | Poppy Otley | 2001-02-15 | female"),
    "twins whom the police know": (
        "",
        "police_person_id:31 | Daisy Ovett | 2001-02-15 | female | AA1 1BK",
        "police_person_id:32 | Poppy Ovett | 2001-02-15 | female | AA1 1BK",
    ),
    "twins of like names": (
        "open",
        "- | Jayden Pugh | 2001-02-16 | male | AA1 1AP",
        "- | Kayden Pugh | 2001-02-16 | male | AA1 1AP",
    ),
    "twins, brother and sister": (
        "open",
        "- | Francis Quill | 2001-02-17 | male | AA1 1AQ",
        "- | Frances Quill | 2001-02-17 | female | AA1 1AQ",
    ),
    "sisters at one address": (
        "",
        "- | Gemma Rudd | 2001-02-18 | female | AA1 1AR",
        "- | Erica Rudd | 2002-02-18 | female | AA1 1AR",
    ),
    "a parent of the same name": (
        "open",
        "- | Harold Sykes | 2001-02-19 | male | AA1 1AS",
        "- | Harold Sykes | 1971-02-19 | male | AA1 1AS",
    ),
    "a parent ten years and a digit apart": (
        "open",
        "- | Ivor Tate | 2001-02-19 | male | AA1 1AT",
        "- | Ivor Tate | 1981-02-19 | male | AA1 1AT",
    ),
    "no date of birth": (
        "merged",
        "- | Janice Udall | 2001-02-20 | female | AA1 1AU",
        "- | Janice Udall | - | female | AA1 1AU",
    ),
    "two numbers of one system": (
        "open",
        "police_person_id:1 | Kenneth Vane | 2001-02-21 | male | AA1 1AV",
        "police_person_id:2 | Keneth Vane | 2001-02-21 | male | AA1 1AV",
    ),
    "numbers of two systems": (
        "merged",
        "police_person_id:3 | Loretta Wray | 2001-02-22 | female | AA1 1AW",
        "social_care_id:2 | Loreta Wray | 2001-02-22 | female | AA1 1AW",
    ),
}


# Two children with one date of birth, whom no machine may join; whether a person is asked is another question.
TWINS = (
    "- | Sam Ash | 2001-02-01 | male | AA1 1AA\n- | Samantha Ash | 2001-02-01 | female | AA1 1AA",
    "- | Sam Beck | 2001-02-01 | - | AA1 1AA\n- | Samantha Beck | 2001-02-01 | - | AA1 1AA",
    "police_person_id:21 | Sam Coe | 2001-02-01 | - | AA1 1AA\npolice_person_id:22 | Samuel Coe | 2001-02-01 | - | AA1 1AA",
    "- | Alex Dunn | 2001-02-01 | male\n- | Alexandra Dunn | 2001-02-01 | female",
    "- | Ella Eden | 2001-02-01 | female | AA1 1AA\n- | Ellie Eden | 2001-02-01 | female | AA1 1AA",
    "- | Kristen Frost | 2001-02-01 | female | AA1 1AA\n- | Kirsten Frost | 2001-02-01 | female | AA1 1AA",
    "- | Elaina Ford | 2001-02-01 | female | AA1 1AA\n- | Eliana Ford | 2001-02-01 | female | AA1 1AA",
    "- | Molly Fry | 2001-02-01 | female | AA1 1AA\n- | Mary Fry | 2001-02-01 | female | AA1 1AA",
    "- | Mary Jane Fyfe | 2001-02-01 | female | AA1 1AA\n- | Mary Kate Fyfe | 2001-02-01 | female | AA1 1AA",
    "- | Jordan Frey | 2001-02-01 | male | AA1 1AA\n- | Jordna Frey | 2001-02-01 | - | AA1 1AA",
    "police_person_id:1 | Eli Fell | 2001-02-01 | male\npolice_person_id:1 | Eli Fell | 2001-02-02 | male\n"
    "police_person_id:1 | Eli Fell | 2001-02-01 | female\n- | Ellie Fell | 2001-02-01 | female",
    "- | Mia Fox | 2001-02-01 | female | AA1 1AA\n- | Mya Fox | 2001-02-01 | female | AA1 1AA",
    "- | Kayla Fox | 2001-02-01 | female | AA1 1AA\n- | Kayle Fox | 2001-02-01 | female | AA1 1AA",
    "- | Aiden Gill | 2001-02-01 | male | AA1 1AA\n- | Jaiden Gill | 2001-02-01 | male | AA1 1AA",
    "- | Maria Hunt | 2001-02-01 | female | AA1 1AA\n- | Mariam Hunt | 2001-02-01 | female | AA1 1AA",
    "- | Zara Iles | 2001-02-01 | female | AA1 1AA\n- | Sarah Iles | 2001-02-01 | female | AA1 1AA",
    "- | Ellie Jay | 2001-02-01 | - | AA1 1AA\n- | Eli Jay | 2001-02-01 | - | AA1 1AA",
    "- | Mohammed Ali Khan | 2001-02-01 | male | AA1 1AA\n- | Mohammed Hassan Khan | 2001-02-01 | male | AA1 1AA",
    "- | Amira Lee | 2001-02-01 | female | AA1 1AA\n- | Amria Lee | 2001-02-01 | female | AA1 1AA",
    "- | Lily Rose May | 2001-02-01 | female | AA1 1AA\n- | Rose May | 2001-02-01 | female | AA1 1AA",
    "- | Louis Nye | 2001-02-01 | - | AA1 1AA\n- | Louise Nye | 2001-02-01 | - | AA1 1AA",
    "- | Dan Orr | 2001-02-01 | - | AA1 1AA | 4505577104\n- | Danielle Orr | 2001-02-01 | female | AA1 1AA | 9434765919",
)


def lines(cases) -> str:
    return "\n".join(line for _, *pair in cases for line in pair)


@pytest.fixture(scope="module")
def linked(draw):
    return link_children(draw(lines(CASES.values())), KEY)


@pytest.mark.parametrize("case", CASES)
def test_two_records(linked, case):
    """Joined, asked about, or left apart."""
    expected, place = CASES[case][0], list(CASES).index(case) * 2
    one, other = linked.child_id.iloc[place], linked.child_id.iloc[place + 1]
    assert (one == other) == (expected == "merged")
    asked = linked.pairs[linked.pairs["state"] == "open"]
    ends = {frozenset(pair) for pair in zip(asked["one"], asked["other"], strict=True)}
    assert (frozenset((one[1:], other[1:])) in ends) == (expected == "open")


@pytest.mark.parametrize("twins", TWINS)
def test_no_twin_is_lost(draw, twins):
    """Names that are alike, short for one another or a slip apart, at one address or of unknown sex: two children."""
    assert link_children(draw(twins), KEY).child_id.nunique() == 2


@pytest.mark.parametrize(
    ("between", "children"),
    [
        ("- | Sam Small | 2001-02-01 | - | AA1 1AA", 3),
        ("- | Sam Small | 2001-02-01 | male | AA1 1AA", 2),
        ("- | Sam Small | 2001-02-01 | - | AA1 1AA\n- | Sammy Small | 2001-02-01 | - | AA1 1AA", 4),
        ("social_care_id:5 | Sam Small | 2001-02-01 | -\nsocial_care_id:5 | Samuel Small | 2001-02-01 | male", 2),
    ],
)
def test_what_may_be_either_twin_is_neither(draw, between, children):
    """Sam goes with Samuel as well as with Samantha: with neither until his sex or a number tells, and never with both."""
    twins = "- | Samuel Small | 2001-02-01 | male | AA1 1AA\n- | Samantha Small | 2001-02-01 | female | AA1 1AA"
    found = link_children(draw(f"{twins}\n{between}"), KEY).child_id
    assert (found.nunique(), found[0] != found[1]) == (children, True)


def test_a_long_name_tells_the_sex(draw):
    """Sam is a boy, and Samantha, whose sex another office did not write, is not: he is her twin."""
    text = draw("- | Sam Small | 2001-02-01 | male\n- | Samantha Small | 2001-02-01 | -")
    text["source"] = pd.Series(["police", "tracker"], dtype=TEXT)
    assert link_children(text, KEY).child_id.nunique() == 2


def decided(found, decision: str, one: int, other: int) -> Register:
    """The register after a decision on the records of two lines."""
    pair = [found.lines["record"][one], found.lines["record"][other]]
    return Register(decisions=pd.DataFrame([[*pair, decision, "A. Officer", "2026-11-23"]], columns=DECISIONS).astype(TEXT))


def test_a_decision_about_one_twin_takes_no_other_along(draw):
    """Somebody says that Ella is the Ellie with a slip, whom a weight alone would join with Ellie: Ella and Ellie stay two."""
    text = draw(
        """
        - | Ella Smallwood | 2001-02-05 | female | AA1 1AA
        - | Ellie Smallwood | 2001-02-05 | female | AA1 1AA
        - | Ellie Smalwood | 2001-02-05 | female | AA1 1AA
        """
    )
    before = link_children(text, KEY)
    assert before.child_id[1] == before.child_id[2]
    after = link_children(text, KEY, register=decided(before, "same", 0, 2)).child_id
    assert (after[0] == after[2], after[0] == after[1]) == (True, False)


def test_once_somebody_knows_which_twin_it_is_not_it_is_the_other(draw):
    """Sam is not Samantha, says a person: then a weight joins him with Samuel."""
    text = draw(
        """
        - | Sam Small | 2001-02-01 | - | AA1 1AA
        - | Samuel Small | 2001-02-01 | male | AA1 1AA
        - | Samantha Small | 2001-02-01 | female | AA1 1AA
        """
    )
    text["source"] = pd.Series(["tracker", "police", "police"], dtype=TEXT)
    before = link_children(text, KEY)
    assert (before.child_id.nunique(), (before.pairs["state"] == "open").sum()) == (3, 2)
    after = link_children(text, KEY, register=decided(before, "different", 0, 2))
    assert (after.child_id[0] == after.child_id[1], after.child_id.nunique()) == (True, 2)


TWICE = """
    - | Hannah Small | 2001-02-05 | female | AA1 1AA
    - | Hannah Smal | 2001-02-05 | female | AA1 1AA
    - | Hamnah Small | 2001-02-05 | female | AA1 1AA
"""


@pytest.mark.parametrize(("decision", "states"), [("", ["merged", "open"]), ("unsure", ["left open", "merged"])])
def test_one_question_is_asked_about_two_children(draw, decision, states):
    """Hannah is written in two ways that are one child; about the third one is one question, and none where nobody could say."""
    found = link_children(draw(TWICE), KEY)
    if decision:
        (asked,) = found.pairs[found.pairs["state"] == "open"].itertuples()
        place = {record: line for line, record in enumerate(found.lines["record"])}
        found = link_children(draw(TWICE), KEY, register=decided(found, decision, place[asked.record_one], place[asked.record_other]))
    assert sorted(found.pairs["state"]) == states


def test_one_number_joins_what_may_be_twins(draw):
    """Social care writes Kayla and Kayle for one number of its own, which twins cannot share."""
    text = "social_care_id:5 | Kayla Small | 2001-02-01 | female\nsocial_care_id:5 | Kayle Small | 2001-02-01 | female"
    assert link_children(draw(text), KEY).child_id.nunique() == 1


def test_no_case_meets_another(linked):
    """Everybody else is another child."""
    assert linked.child_id.nunique() == sum(1 if expected == "merged" else 2 for expected, *_ in CASES.values())


def test_all_evidence_is_there_in_words():
    """Each level says in words what a person reads in the review, and its weight is what m and u make of it."""
    for comparison in MODEL.comparisons:
        assert sum(level.m for level in comparison.levels) == pytest.approx(1, abs=0.01), comparison.name
        assert sum(level.u for level in comparison.levels) == pytest.approx(1, abs=0.01), comparison.name
        assert all(level.words for level in comparison.levels)
    assert MODEL.level("born", 5).words == "same date of birth"
    assert MODEL.level("born", -1) is None


def test_a_chain_never_joins_two_numbers_of_one_system(draw):
    """A slip away from both of two children whom the police tell apart: it joins one of them, and the other pair awaits a decision."""
    child = "{} | {} Abelson | 2001-02-05 | female | AA1 1AA"
    text = [child.format("police_person_id:1", "Hannah"), child.format("-", "Hanah"), child.format("police_person_id:2", "Hanahh")]
    found = link_children(draw("\n".join(text)), KEY)
    assert found.child_id.nunique() == 2
    assert found.child_id.iloc[0] != found.child_id.iloc[2]
    assert sorted(found.pairs["state"]) == ["merged", "open"]


def test_the_nhs_number_joins_with_name_or_birth_and_never_alone(draw):
    """1 and 2 share number and birth, 1 and 3 number and name; 4 shares the number alone, as after a slip of the pen; 5 has a dummy."""
    found = link_children(
        draw(
            """
            - | Amy Small | 2001-02-01 | - | - | 450 557 7104
            - | Amy Lloyd-Green | 2001-02-01 | - | - | 4505577104
            - | Small, Amy | 2005-07-09 | - | - | 4505577104
            - | Bo Bright | 2003-03-03 | - | - | 4505577104
            - | Cy Dark | 2001-02-01 | - | - | 0000000000
            - | Di Early | 2001-02-01 | - | - | 0000000000
            """
        ),
        KEY,
    )
    assert found.child_id.map(dict(zip(found.child_id.unique(), "abcd", strict=True))).tolist() == ["a", "a", "a", "b", "c", "d"]


@settings(max_examples=3)
@given(st.permutations(range(2 * len(CASES))))
def test_order_changes_nothing(draw, linked, order):
    """The same lines in any order: the same children, the same pairs, the same weights."""
    persons = draw(lines(CASES.values())).iloc[list(order)].reset_index(drop=True)
    again = link_children(persons, KEY)
    assert again.child_id.tolist() == linked.child_id.iloc[list(order)].tolist()
    columns = ["one", "other", "state", "bits"]
    assert again.pairs[columns].equals(linked.pairs[columns])


def test_a_weight_depends_on_the_two_records_alone(draw):
    """Among others or by themselves, a pair has the same weight: so a file that grows takes no child apart."""
    pair = draw(lines([CASES["a digit wrong, no place"]]))
    exact = exact_clusters(pair, KEY).lines
    alone = compare_records(comparable_records(pair, exact), 0.5).pairs
    among = link_children(draw(lines(CASES.values())), KEY).pairs
    assert alone["bits"].tolist() == among.loc[among["one"].isin(alone["one"]), "bits"].tolist()


def test_nothing_is_imported_when_there_is_nothing_to_compare(draw):
    """One child alone: splink is not started."""
    assert link_children(draw("- | Amy Small | 2001-02-01\n- | Small, Amy | 2001-02-01"), KEY).pairs.empty


def test_thresholds_come_from_the_policy(draw):
    """With a stricter threshold the pair awaits a decision; with a higher one still nobody is asked."""
    persons = draw(lines([CASES["one letter wrong"]]))
    strict = link_children(persons, KEY, PeoplePolicy(join_from=0.99999999, review_from=0.9))
    assert strict.pairs["state"].tolist() == ["open"]
    assert link_children(persons, KEY, PeoplePolicy(join_from=0.99999999, review_from=0.99999999)).pairs.empty
