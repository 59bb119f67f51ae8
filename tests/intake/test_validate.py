"""Which rows may be used, and why the others may not."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import TEXT, TIME, Extract, failed_cells, read_extracts
from analysis.intake.validate import REASONS, Checked, check_extracts, check_tables, schema_of

TRAINING = {"event_id": "E1", "held_on": "2016-07-01", "kind": "showcase", "delegates": 12}
PLACEMENT = {
    "placement_id": "PL1",
    "social_care_id": "S1",
    "surname": "Zebedee",
    "forename": "Zoe",
    "date_of_birth": "2001-02-01",
    "sex": "female",
    "postcode": "ZZ1 1ZZ",
    "responsible": "own",
    "placement_type": "foster",
    "legal_status": "section_20",
    "started_on": "2016-04-01",
    "ended_on": None,
}
TYPES = {"held_on": TIME, "date_of_birth": TIME, "started_on": TIME, "ended_on": TIME, "delegates": "Int64", "_row": "int64"}


def table(first: dict, *changes: dict) -> pd.DataFrame:
    """One row a change, each ``first`` with some cells changed, as ``map`` hands them on."""
    rows = [{"_file": "2016-17/a.csv", "_sheet": "", "_row": n} | first | change for n, change in enumerate(changes, start=2)]
    frame = pd.DataFrame(rows, columns=[*first, "_file", "_sheet", "_row"])
    return frame.assign(**{column: frame[column].astype(TYPES.get(column, TEXT)) for column in frame})


def check(rows: pd.DataFrame, *unreadable: tuple[int, str, str]) -> Checked:
    name = "placements" if "placement_id" in rows else "training_events"
    return check_tables({name: rows}, {name: failed_cells(unreadable)})


def reasons(checked: Checked) -> dict[int, str]:
    """The reasons of each row that is kept aside, by its number in the file."""
    (rows,) = checked.quarantined.values()
    return dict(zip(rows["_row"], rows["reason_codes"], strict=True))


def test_sound_rows_go_on():
    """Nothing found, everything used, and the rows that went in are left alone."""
    rows = table(TRAINING, {}, {"event_id": "E2", "delegates": 0})
    before = rows.copy()
    checked = check(rows)
    pd.testing.assert_frame_equal(checked.used["training_events"], before)
    pd.testing.assert_frame_equal(rows, before)
    assert (len(checked.quarantined["training_events"]), checked.findings) == (0, ())


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"event_id": None}, "empty"),
        ({"held_on": None}, "empty"),
        ({"delegates": -1}, "negative"),
        ({"kind": "party"}, "unknown_code"),
        ({"kind": "party", "delegates": -1, "held_on": None}, "negative; empty; unknown_code"),
    ],
)
def test_a_row_that_fails_is_kept_aside_with_every_reason(change, codes):
    """One reason for each cell that is wrong; its neighbour goes on."""
    checked = check(table(TRAINING, change, {"event_id": "E2"}))
    assert reasons(checked) == {2: codes}
    assert checked.used["training_events"]["event_id"].tolist() == ["E2"]


def test_rows_that_say_the_same_are_counted_once():
    """Also when they come from another folder; the first is used and the others are reported."""
    again = {"_file": "2016-17/b.csv"}
    checked = check(table(TRAINING, {}, {"event_id": "E2"}, {}, again))
    assert checked.used["training_events"]["_row"].tolist() == [2, 3]
    assert checked.duplicate["training_events"]["_row"].tolist() == [4, 5]
    assert [(finding.code, finding.file, finding.rows) for finding in checked.findings] == [
        ("duplicate_row", "2016-17/a.csv", 1),
        ("duplicate_row", "2016-17/b.csv", 1),
    ]


def test_one_key_with_two_contents_is_used_for_neither():
    """Nobody can know which of them is right; a copy of one of them is still only a copy."""
    checked = check(table(TRAINING, {}, {"delegates": 13}, {}, {"event_id": "E2"}))
    assert reasons(checked) == {2: "key_conflict", 3: "key_conflict"}
    assert checked.used["training_events"]["_row"].tolist() == [5]
    assert checked.duplicate["training_events"]["_row"].tolist() == [4]


def test_rows_without_a_key_are_not_said_to_share_it():
    """Two empty keys are two empty cells."""
    assert reasons(check(table(TRAINING, {"event_id": None}, {"event_id": None, "delegates": 13}))) == {2: "empty", 3: "empty"}


def test_a_required_cell_that_cannot_be_read_is_the_reason():
    """It is called unreadable, not empty, and does not hide what else is wrong."""
    checked = check(table(TRAINING, {"held_on": None, "delegates": -1}), (0, "held_on", "unreadable_date"))
    assert reasons(checked) == {2: "negative; unreadable_date"}


def test_an_optional_cell_that_cannot_be_read_is_reported_and_the_row_used():
    """The date of birth may be empty, so the row goes on."""
    checked = check(table(PLACEMENT, {"date_of_birth": None}), (0, "date_of_birth", "unreadable_date"))
    assert len(checked.used["placements"]) == 1
    (finding,) = checked.findings
    assert (finding.code, finding.severity, finding.column, finding.rows) == ("unreadable_date", "warn", "date_of_birth", 1)
    assert (
        finding.message
        == "row 2: this cannot be read as a date in the way the mapping says, or its year is not from 1901 to 2100; taken as empty"
    )


def test_a_placement_whose_end_cannot_be_read_does_not_go_on_for_ever():
    """An empty end says that the placement goes on; an unreadable one does not."""
    checked = check(table(PLACEMENT, {}, {"placement_id": "PL2"}), (1, "ended_on", "unreadable_date"))
    assert reasons(checked) == {3: "unreadable_date"}


@pytest.mark.parametrize(("end", "codes"), [("2016-03-31", {2: "ends_before_it_starts"}), ("2016-04-01", {}), (None, {})])
def test_a_placement_ends_on_its_first_day_or_later(end, codes):
    """The day before is wrong, the same day and no day at all are not."""
    assert reasons(check(table(PLACEMENT, {"ended_on": end}))) == codes


def test_nothing_about_who_the_child_is_leaves_in_reasons_or_findings():
    """The quarantine says where the row stands in the raw file instead."""
    checked = check(table(PLACEMENT, {"ended_on": "2016-01-01", "sex": "Zoe"}), (0, "date_of_birth", "unreadable_date"))
    (rows,) = checked.quarantined.values()
    assert list(rows.columns) == [
        *("placement_id", "sex", "responsible", "placement_type", "legal_status", "started_on", "ended_on"),
        *("_file", "_sheet", "_row", "reason_codes", "reasons"),
    ]
    said = " ".join(finding.message for finding in checked.findings) + rows["reasons"].iloc[0]
    assert not any(private in said for private in ("Zebedee", "Zoe", "2001", "ZZ1", "S1"))
    assert rows["reasons"].iloc[0] == ("ended_on: the end is before the start; sex: this is not one of the codes the column may have")


cells = st.fixed_dictionaries(
    {
        "event_id": st.sampled_from(["E1", "E2", "E3", None]),
        "held_on": st.sampled_from(["2016-07-01", None]),
        "kind": st.sampled_from(["showcase", "party", None]),
        "delegates": st.sampled_from([-1, 0, 12, None]),
    }
)


@settings(max_examples=40)
@given(st.lists(cells, min_size=1, max_size=12))
def test_every_row_is_used_duplicate_or_kept_aside(changes):
    """Whatever arrives, each row is exactly one of the three, and the used ones are sound."""
    rows = table(TRAINING, *changes)
    checked = check(rows)
    parts = [*checked.used.values(), *checked.duplicate.values(), *checked.quarantined.values()]
    assert sorted(number for part in parts for number in part["_row"]) == rows["_row"].tolist()
    used = checked.used["training_events"]
    assert used["event_id"].is_unique
    assert used.notna().all(axis=None)


def test_every_reason_has_a_sentence():
    """The codes that schemas give are those with words."""
    schemas = [schema_of(table) for table in EXTRACTS.values()]
    codes = {check.error for schema in schemas for column in schema.columns.values() for check in column.checks}
    codes |= {check.error for schema in schemas for check in schema.checks}
    assert codes <= REASONS.keys()


def test_the_projects_own_mapping_gives_what_the_schemas_need():
    """All eleven tables."""
    check_extracts(read_extracts(Workspace(Path(__file__).parents[2])))


def test_all_faults_of_a_mapping_are_listed_at_once():
    """An unknown table, a column too few and one too many, a date without its form, wrong and missing codes."""
    extract = Extract(
        source="x", files=("x*",), key="event_id", columns={"event_id": "E", "held_on": "H", "kind": "K", "colour": "C"},
        values={"kind": {"Show": "shwocase"}},
    )  # fmt: skip
    bare = extract.model_copy(update={"values": {}})
    with pytest.raises(Fault) as fault:
        check_extracts({"training_events": extract, "parties": extract, "prevention": bare})
    for words in (
        "parties.toml: there is no table 'parties'",
        "training_events.toml: write the header of delegates under [columns]",
        "training_events.toml: colour is not a column of training_events",
        "[values.kind] gives 'Show' the code 'shwocase'; it must be one of multi_agency, single_agency, showcase",
        "prevention.toml: say under [values.kind] which spelling means which of theatre_performance",
    ):
        assert words in str(fault.value)
