"""One child, one identifier, and nothing else about who the child is."""

import hashlib
import stat
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.settings import Fault, Workspace
from analysis.base.table import TableRecord, identifier, own_key, personal
from analysis.chapters.columns import CHILD
from analysis.chapters.tables import EXTRACTS
from analysis.intake.ages import completed_years
from analysis.intake.people import (
    SYNTHETIC_KEY,
    describe_children,
    identify,
    link_children,
    name_key,
    person_rows,
    read_secret,
)
from analysis.intake.people.forms import SHORT_FORMS
from analysis.intake.sources import ORIGIN, PERSONAL, TEXT, TIME

KEY = b"a key for tests"


def persons(text: str) -> pd.DataFrame:
    """Lines of ``local_id | name | date of birth | sex``, drawn in text; '-' is an empty cell."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    frame = pd.DataFrame(cells, columns=["local_id", "name", "date_of_birth", "sex"]).replace("-", None)
    said = dict.fromkeys(("forename", "surname", "also_known_as", "nhs_number", "postcode", "district"))
    frame = frame.assign(table="t", row=range(len(frame)), source="police", **said)
    frame = frame.assign(reference=frame["row"].astype(str))
    return frame.astype({name: TEXT for name in frame if name not in ("row", "date_of_birth")} | {"date_of_birth": TIME})


def groups(text: str) -> list[int]:
    """The number of the child on each line, in the order of first appearance."""
    return pd.factorize(link_children(persons(text), KEY).child_id)[0].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SURNAME, Forename", "Forename Surname"),
        ("Mary-Jane O'Neill", "MARY JANE ONEILL"),
        ("O\u2019Neill, Mary\u2013Jane", "Mary Jane O'Neill"),
        ("Zoë Núñez", "NUNEZ ZOE"),
        ("St. John, Amy", "amy st john"),
        ("  Amy   Small ", "Small Amy"),
        ("Łukasz Groß", "LUKASZ GROSS"),
    ],
)
def test_names_that_are_the_same(one, other):
    """Order, case, hyphens, apostrophes, accents and spaces do not matter."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amy Small", "Amy Smalls"), ("Amy Small", "Amy Amy Small"), ("Mary Ann", "Maryann"), ("Sam Small", "Samantha Small")],
)
def test_names_that_are_not_the_same(one, other):
    """A letter, a repeated part, parts run together and a short form make another name."""
    assert name_key(one) != name_key(other)


def test_a_short_form_leads_to_its_long_ones():
    """None leads to another short form."""
    assert not {long for longs in SHORT_FORMS.values() for long in longs if long in SHORT_FORMS}


def test_rows_are_joined_by_identifier_or_by_name_and_birth():
    """1 and 2 share an identifier, 2 and 3 a name and birth, so all three are one child; 4 has the name alone, 5 nothing."""
    assert groups(
        """
        police:1 | Amy Small     | 2001-02-01 | -
        police:1 | Amy Smalls    | 2001-02-01 | -
        care:7   | SMALLS, Amy   | 2001-02-01 | -
        police:2 | Amy Small     | 2003-09-09 | -
        -        | -             | -          | -
        """
    ) == [0, 0, 0, 1, 2]


def test_an_empty_name_birth_or_identifier_joins_nobody():
    """Two rows that know nothing are two children; so are two of one name without a birth."""
    assert groups("- | Amy Small | - | -\n- | Amy Small | - | -\n- | - | 2001-02-01 | -\n- | - | 2001-02-01 | -") == [0, 1, 2, 3]


def test_identifiers_of_two_systems_never_meet():
    """The police's 7 is another child than social care's 7, and a twin has a name of her own."""
    assert groups("police:7 | Amy Small | 2001-02-01 | -\ncare:7 | Bea Small | 2001-02-01 | -") == [0, 1]


TWINS = """
    police_person_id:1 | Sam Small      | 2001-02-01 | male
    police_person_id:2 | Samantha Small | 2001-02-01 | female
"""


@pytest.mark.parametrize(
    ("text", "children"),
    [
        (TWINS, [0, 1]),
        (TWINS + "social_care_id:8 | Samuel Small | 2001-02-01 | male\nsocial_care_id:9 | Sam Small | 2001-02-01 | female", [0, 1, 0, 1]),
        (TWINS + "- | Sam Small | 2001-02-01 | female\n- | Sam Small | 2001-02-01 | male", [0, 1, 1, 0]),
        ("- | Sam Small | 2001-02-01 | female\n- | Sam Small | 2001-02-01 | male", [0, 1]),
        ("police_person_id:1 | Amy Small | 2001-02-01 | -\npolice_person_id:2 | Amy Small | 2001-02-01 | -", [0, 1]),
        ("police_person_id:1 | Amy Small | 2001-02-01 | male\npolice_person_id:1 | Amy Small | 2001-02-01 | female", [0, 0]),
    ],
)
def test_an_exact_key_never_joins_two_numbers_of_one_system_or_two_sexes(text, children):
    """Twins with one short form are two children in every system; a number joins its rows whatever they say of the sex."""
    assert groups(text) == children


def test_a_chain_of_names_never_joins_two_numbers_of_one_system():
    """A child of social care has had both names; which of the two of the police it is, weights decide, and the rest a person."""
    found = link_children(
        persons(
            """
            police_person_id:1 | Amy Small | 2001-02-01 | -
            social_care_id:9   | Amy Small | 2001-02-01 | -
            social_care_id:9   | Amy Jones | 2001-02-01 | -
            police_person_id:2 | Amy Jones | 2001-02-01 | -
            """
        ),
        KEY,
    )
    one, nine, again, two = found.child_id
    assert (nine == again, one == two, nine in (one, two)) == (True, False, True)
    assert "open" in set(found.pairs["state"])
    assert found.lines["doubt"].tolist() == ["child_with_two_numbers", "", "", "child_with_two_numbers"]


SHARED = """
    police_person_id:7 | Amy Small | 2001-02-01 | -
    police_person_id:7 | Bea Large | 2003-04-05 | -
    police_person_id:7 | Bea Other | 2003-04-05 | -
    police_person_id:7 | Amy Small | 2001-12-12 | -
    police_person_id:7 | Amy Small | -          | -
    police_person_id:7 | -         | 2003-04-05 | -
    police_person_id:7 | -         | -          | -
    police_person_id:7 | Cyd Grant | -          | -
"""


def test_rows_under_one_number_stay_together_where_they_agree_on_name_or_birth():
    """Two groups agree on neither and are two children; a row that says too little to belong to one of them belongs to none."""
    found = link_children(persons(SHARED), KEY)
    assert pd.factorize(found.child_id)[0].tolist() == [0, 1, 1, 0, 0, 1, 2, 3]
    assert set(found.lines["doubt"]) == {"number_of_two_children"}


def test_a_row_with_a_number_and_nothing_else_belongs_to_its_one_group():
    """Where all agree on something, the number joins all, as it does where nothing else is said."""
    text = SHARED.replace("Bea Large | 2003-04-05", "Bea Large | 2001-02-01")
    assert set(groups(text.replace("2003-04-05", "2001-02-01"))) == {0}
    assert groups("police_person_id:7 | Amy Small | - | -\npolice_person_id:7 | Bea Large | - | -") == [0, 0]


def test_two_children_under_one_number_go_to_review():
    """Nothing but the number makes them alike, so no weight would find them; as many as share a word for no number are no question."""
    two = "police_person_id:7 | Amy Small | 2001-02-01 | -\npolice_person_id:7 | Bea Large | 2003-04-05 | -"
    found = link_children(persons(two), KEY)
    assert found.child_id.nunique() == 2
    assert found.pairs[["state", "is_safe"]].to_numpy().tolist() == [["open", False]]
    many = "\n".join(f"police_person_id:none yet | Child {'abcdefgh'[n] * 5} | 200{n}-0{n + 1}-1{n} | -" for n in range(8))
    assert groups(many) == list(range(8))
    assert link_children(persons(many), KEY).pairs.empty


def test_a_word_that_nobody_knew_for_one_chains_no_children():
    """In one row each of six of 25 children, whose other rows have numbers of their own: 25."""
    rows = [f"police_person_id:{n} | {chr(97 + n) * 6} Small | 2001-{n % 12 + 1:02}-{n + 1:02} | -" for n in range(25)]
    rows += [row.replace(f":{n} |", ":so far unclear |") for n, row in enumerate(rows[:6])]
    found = pd.factorize(link_children(persons("\n".join(rows)), KEY).child_id)[0].tolist()
    assert found == [*range(25), *range(6)]


@settings(max_examples=3, deadline=None)
@given(st.permutations(range(14)))
def test_the_order_of_doubtful_rows_does_not_matter(order):
    """Shared numbers, twins and chains in any order give each row the same child."""
    care = "social_care_id:9 | Amy Small | 2001-02-01 | -\nsocial_care_id:9 | Amy Jones | 2001-02-01 | -"
    other = "police_person_id:5 | Amy Jones | 2001-02-01 | -\n- | Amy Small | 2001-02-01 | -"
    lines = persons("\n".join([SHARED.strip(), TWINS.strip(), care, other]))
    expected = link_children(lines, KEY).child_id
    shuffled = lines.iloc[list(order)].reset_index(drop=True)
    assert link_children(shuffled, KEY).child_id.tolist() == expected.iloc[list(order)].tolist()


def test_a_long_chain_is_one_child():
    """Each line shares something with the next one only."""
    lines = [f"police:{n // 2} | Amy {'x' * ((n + 1) // 2)} | 2001-02-01 | -" for n in range(40)]
    assert set(groups("\n".join(lines))) == {0}


def test_child_id_is_a_keyed_hash_of_the_smallest_birth_and_name():
    """It can be worked out again from the records and the secret, and not without the secret."""
    text = "police:1 | Amy Small | 2001-02-01 | -\npolice:1 | Amy Aard | 2001-02-01 | -"
    expected = "C" + hashlib.blake2b(b"1|2001-02-01|aard amy", digest_size=8, key=KEY).hexdigest()
    assert link_children(persons(text), KEY).child_id.tolist() == [expected, expected]
    assert link_children(persons(text), b"another key").child_id.tolist() != [expected, expected]


@settings(max_examples=4)
@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order):
    """The same rows in any order give each the same child."""
    lines = persons(
        """
        police:1 | Amy Small   | 2001-02-01 | -
        care:9   | Amy Small   | 2001-02-01 | -
        care:9   | Amy Jones   | 2001-02-01 | -
        police:3 | Amy Jones   | 2001-02-01 | -
        police:4 | Ben Small   | 2001-02-01 | -
        -        | Ben Small   | -          | -
        """
    )
    expected = link_children(lines, KEY).child_id
    shuffled = lines.iloc[list(order)].reset_index(drop=True)
    assert link_children(shuffled, KEY).child_id.tolist() == expected.iloc[list(order)].tolist()


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2001-05-05", "2016-05-04 23:59", 14),
        ("2001-05-05", "2016-05-05 00:00", 15),
        ("2001-12-31", "2016-01-01", 14),
        ("2000-02-29", "2015-02-28", 14),
        ("2000-02-29", "2015-03-01", 15),
        ("2000-02-29", "2016-02-28", 15),
        ("2000-02-29", "2016-02-29", 16),
        ("2016-05-05", "2016-05-05", 0),
        ("2016-05-05", "2016-05-04", None),
        (None, "2016-05-04", None),
        ("2001-05-05", None, None),
    ],
)
def test_age_in_completed_years(born, on, years):
    """A birthday counts from its first minute; born on 29 February, a child is a year older on 1 March in common years."""
    age = completed_years(pd.Series([born]).astype(TIME), pd.Series([on]).astype(TIME)).iloc[0]
    assert age == years if years is not None else pd.isna(age)


def test_people_have_the_sex_recorded_most_often_and_all_their_sources():
    """Not recorded has no vote; two that are level decide nothing."""
    lines = persons("a:1 | - | - | female\na:1 | - | - | female\na:1 | - | - | male\na:2 | - | - | male\na:2 | - | - | not_recorded\n"
                    "a:3 | - | - | male\na:3 | - | - | female\na:4 | - | - | -")  # fmt: skip
    lines["source"] = ["police", "trackers", "police", "trackers", "police", "police", "police", "police"]
    children = describe_children(lines, lines["local_id"].rename("child_id"))
    assert children.to_numpy().tolist() == [
        ["a:1", "female", "police+trackers"],
        ["a:2", "male", "police+trackers"],
        ["a:3", "not_recorded", "police"],
        ["a:4", "not_recorded", "police"],
    ]


def notifications() -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "notification_id": ["N1", "N2"],
            "police_person_id": ["P1", "P2"],
            "surname": ["Small", "Large"],
            "forename": ["Amy", "Bo"],
            "date_of_birth": ["2001-02-01", "2017-01-01"],
            "sex": ["female", "male"],
            "postcode": ["ZZ1 1ZZ", None],
            "occurred_at": ["2016-05-05 10:00", "2016-05-05 11:00"],
            "_file": "2016-17/p.csv",
            "_sheet": "",
            "_row": [2, 3],
        },
        index=[10, 12],
    )
    return rows.astype({"date_of_birth": TIME, "occurred_at": TIME})


def training() -> pd.DataFrame:
    return pd.DataFrame({"event_id": ["E1"]})


def test_nothing_about_who_the_child_is_goes_further():
    """child_id and age come in, names, birth, postcode and identifiers go out; a table without children is left as it is."""
    rows, before = notifications(), notifications()
    done = identify({"notifications": rows, "training_events": training()}, {"notifications": "police", "training_events": "t"}, KEY)
    assert list(done.tables["notifications"]) == ["notification_id", "sex", "occurred_at", *ORIGIN, "child_id", "age"]
    assert not set(PERSONAL) & set(done.tables["notifications"]) | set(PERSONAL) & set(done.people)
    assert done.tables["notifications"]["child_id"].nunique() == 2
    pd.testing.assert_frame_equal(done.tables["training_events"], training())
    pd.testing.assert_frame_equal(rows, before)


def test_a_table_about_children_need_not_say_when_they_were_born(monkeypatch):
    """Its record says that it is about children, and a number is enough to know which."""
    columns = (own_key("visit_id", "the visit"), CHILD, *personal(identifier("police_person_id", "the number of the police")))
    monkeypatch.setitem(EXTRACTS, "visits", TableRecord("visits", "Visits", "one visit", "", columns, about="child"))
    visits = pd.DataFrame(
        {"visit_id": ["V1", "V2"], "police_person_id": ["P2", "P9"], "_file": "2016-17/v.csv", "_sheet": "", "_row": [2, 3]}
    )
    done = identify({"notifications": notifications(), "visits": visits}, {"notifications": "police", "visits": "visitors"}, KEY)
    known, seen = done.tables["notifications"]["child_id"].tolist(), done.tables["visits"]["child_id"].tolist()
    assert (seen[0], len({*known, *seen})) == (known[1], 3)
    assert list(done.tables["visits"]) == ["visit_id", *ORIGIN, "child_id"]


def test_a_birth_after_the_event_gives_no_age():
    """Nobody is minus one year old."""
    done = identify({"notifications": notifications()}, {"notifications": "police"}, KEY)
    assert done.tables["notifications"]["age"].tolist()[0] == 15
    assert pd.isna(done.tables["notifications"]["age"].tolist()[1])


def test_full_names_and_parts_of_names_meet():
    """The tracker writes the full name, the police its parts; the meetings' person ID is social care's."""
    tracker = pd.DataFrame({"full_name": ["SMALL, Amy"], "date_of_birth": ["2001-02-01"]}).astype({"date_of_birth": TIME})
    meetings = tracker.assign(social_care_id="7")
    lines = person_rows({"notifications": notifications(), "meetings": meetings, "return_interviews": tracker},
                        {"notifications": "police", "meetings": "meetings", "return_interviews": "tracker"})  # fmt: skip
    assert lines["local_id"].dropna().tolist() == ["police_person_id:P1", "police_person_id:P2", "social_care_id:7"]
    assert pd.factorize(link_children(lines, KEY).child_id)[0].tolist() == [0, 1, 0, 0]


def test_tables_without_children_give_no_people():
    """An authority that delivers training alone has no children to identify."""
    assert identify({"training_events": training()}, {"training_events": "t"}, KEY).people.empty


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch) -> Workspace:
    monkeypatch.delenv("OVERVIEW_SECRET_FILE", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "work" / "data" / "raw").mkdir(parents=True)
    return Workspace(tmp_path / "work")


def test_made_up_children_share_a_public_key(workspace, tmp_path):
    """Nothing is written, so that results repeat anywhere."""
    (workspace.raw / "SYNTHETIC").touch()
    assert read_secret(workspace) == SYNTHETIC_KEY
    assert not (tmp_path / "home").exists()


def test_a_secret_is_made_at_first_use_and_kept(workspace, tmp_path):
    """32 bytes that nobody else can read, in the user's own folder; the second run finds the same."""
    first = read_secret(workspace)
    path = tmp_path / "home" / ".config" / "safeguarding-overview" / "secret"
    assert (len(path.read_bytes()), stat.S_IMODE(path.stat().st_mode)) == (32, 0o600)
    assert read_secret(workspace) == first != SYNTHETIC_KEY


def test_a_named_secret_is_used(workspace, tmp_path, monkeypatch):
    """The environment variable comes first and nothing is made."""
    (tmp_path / "secret").write_bytes(b"s" * 100)
    (tmp_path / "secret").chmod(0o600)
    monkeypatch.setenv("OVERVIEW_SECRET_FILE", str(tmp_path / "secret"))
    assert read_secret(workspace) == hashlib.sha256(b"s" * 100).digest()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("place", "content", "words"),
    [("nowhere", None, "cannot be read"), ("short", b"abc", "too few"), ("work/secret", b"s" * 32, "lies in the workspace")],
)
def test_a_secret_that_cannot_be_used_is_a_fault(workspace, tmp_path, monkeypatch, place, content, words):
    """Missing, short, or beside what it protects."""
    if content:
        (tmp_path / place).write_bytes(content)
    monkeypatch.setenv("OVERVIEW_SECRET_FILE", str(tmp_path / place))
    with pytest.raises(Fault, match=words):
        read_secret(workspace)
