"""The whole of the intake, on a delivery small enough to count on fingers."""

import csv
import shutil
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace, read_toml
from analysis.chapters.tables import TABLES
from analysis.intake.pipeline import Intake, account_for_rows, prepare_tables, write_intake

CONFIG = Path(__file__).parents[2] / "config"
LONDON = ZoneInfo("Europe/London")

# One row for each table, by our columns, in the words of the systems. Child A is known to all of them, child B to the police alone.
CHILD_A = {"surname": "O'Neill", "forename": "Mary-Jane", "date_of_birth": "01/02/2001"}
ROWS = {
    "notifications": [
        CHILD_A
        | {
            "notification_id": "N1",
            "police_person_id": "P1",
            "sex": "F",
            "postcode": "ZZ1 1ZZ",
            "district": "Ashdale",
            "category": "Missing",
            "occurred_at": "05/05/2016 10:00",
            "reported_at": "05/05/2016 12:00",
            "sent_at": "06/05/2016 12:00",
            "reported_missing_from": "Home address",
            "initial_risk": "Low",
            "final_risk": "Medium",
        },
        CHILD_A | {"notification_id": "N2", "police_person_id": "P1", "category": "Found", "occurred_at": "06/05/2016 10:00"},
        {
            "notification_id": "N3",
            "police_person_id": "P2",
            "surname": "Bright",
            "forename": "Bo",
            "date_of_birth": "03/03/2002",
            "category": "Absent",
            "occurred_at": "07/05/2016 23:30",
            "reported_missing_from": "Home address",
        },
    ],
    "return_interviews": [
        {
            "interview_id": "T1",
            "full_name": "MARY JANE ONEILL",
            "date_of_birth": "01/02/2001",
            "returned_at": "06/05/2016 10:00",
            "required": "Yes",
            "offered_on": "06/05/2016",
            "outcome": "Completed",
            "interviewed_at": "07/05/2016 16:00",
        }
    ],
    "meetings": [
        {
            "meeting_id": "M1",
            "social_care_id": "S1",
            "full_name": "O'Neill, Mary-Jane",
            "date_of_birth": "01/02/2001",
            "requested_on": "10/05/2016",
            "held_on": "20/05/2016",
            "status": "Recorded complete",
        }
    ],
    "referrals": [CHILD_A | {"referral_id": "R1", "social_care_id": "S1", "received_on": "11/05/2016", "concern_type": "Online only"}],
    "risk_assessments": [CHILD_A | {"assessment_id": "A1", "social_care_id": "S1", "completed_on": "12/05/2016", "level": "Low"}],
    "strategy_meetings": [CHILD_A | {"meeting_id": "SM1", "social_care_id": "S1", "held_on": "13/05/2016", "concern_type": "Online only"}],
    "placements": [
        CHILD_A
        | {
            "placement_id": "PL1",
            "social_care_id": "S1",
            "sex": "Female",
            "responsible": "Trentshire",
            "placement_type": "Foster placement",
            "legal_status": "Section 20",
            "started_on": "05/05/2016",
        }
    ],
    "service_referrals": [
        {
            "referral_id": "C1",
            "full_name": "Mary-Jane O'Neill",
            "date_of_birth": "01/02/2001",
            "sex": "Female",
            "received_on": "14/05/2016",
            "re_referral": "No",
        }
    ],
    "training_events": [{"event_id": "E1", "held_on": "15/05/2016", "kind": "Showcase", "delegates": "12"}],
    "prevention": [
        {
            "activity_id": "V1",
            "held_on": "16/05/2016",
            "kind": "Workshop",
            "phase": "Primary",
            "district": "Ashdale",
            "pupils": "1,240",
        }
    ],
    "taxi_training": [{"session_id": "X1", "district": "Ashdale", "held_on": "17/05/2016", "drivers": "30"}],
}


DELIVERED = {key: list(table.kept) for key, table in TABLES.items() if key in ROWS or key == "episodes"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(CONFIG, tmp_path / "config")
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "SYNTHETIC").touch()
    return Workspace(tmp_path)


def deliver(workspace: Workspace, period: str = "2016-17", **changed: list[dict]) -> None:
    """Write the files of one period folder: ``ROWS``, with the rows of some tables changed."""
    for table, rows in (ROWS | changed).items():
        extract = read_toml(workspace.config / "extracts" / f"{table}.toml")
        headers = list(extract["columns"].values())
        lines = [headers, *([row.get(column, "") for column in extract["columns"]] for row in rows)]
        write_file(workspace.raw / period / extract["files"][0].replace("*", ""), lines)


def write_file(path: Path, lines: list[list]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
        return
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)


def test_every_table_has_the_columns_of_the_contract(workspace):
    """A whole delivery becomes the twelve tables and the people, with the columns that others rely on."""
    deliver(workspace)
    tables = prepare_tables(workspace).tables
    assert {table: list(rows) for table, rows in tables.items()} == DELIVERED | {"people": ["child_id", "sex", "sources"]}


def test_one_child_is_followed_through_all_systems(workspace):
    """Police, social care and trackers write the name each in their way; the placement of that day counts before the home address."""
    deliver(workspace)
    tables = prepare_tables(workspace).tables
    first, second = tables["episodes"].to_dict("records")
    assert (first["missing_from"], first["age"], first["sex"], first["duration_hours"]) == ("own_care", 15, "female", 24.0)
    assert (second["missing_from"], second["age"], second["sex"], second["category"]) == ("home", 14, "not_recorded", "absent")
    followed = [rows["child_id"].iloc[0] for table, rows in tables.items() if "child_id" in rows and table not in ("people", "episodes")]
    assert set(followed) == {first["child_id"]}
    assert tables["return_interviews"][["offered", "outcome", "hours_to_interview"]].to_numpy().tolist() == [["yes", "completed", 30.0]]
    assert tables["people"].set_index("child_id").loc[first["child_id"], "sources"] == (
        "multi_agency_meetings+police+return_interview_tracker+social_care+specialist_service"
    )


def messages(*lines: str) -> list[dict]:
    """Messages about child A, each ``category moment``."""
    parts = [line.split(maxsplit=1) for line in lines]
    return [
        CHILD_A | {"notification_id": f"N{n}", "category": kind, "occurred_at": moment} for n, (kind, moment) in enumerate(parts, start=1)
    ]


@pytest.mark.parametrize(("zone", "hours", "band"), [("Europe/London", 8.5, "8h_to_24h"), ("UTC", 7.5, "within_8h")])
def test_hours_pass_by_the_clocks_of_the_zone_that_is_set(workspace, zone, hours, band):
    """On the night of 29 October 2016, in London and by universal time."""
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text().replace("Europe/London", zone))
    deliver(workspace, notifications=messages("Missing 29/10/2016 22:00", "Found 30/10/2016 05:30"))
    (episode,) = prepare_tables(workspace).tables["episodes"].to_dict("records")
    assert (episode["duration_hours"], episode["duration_band"]) == (hours, band)


def test_an_open_episode_and_the_next_three_days_later_are_two(workspace):
    """With a finding for both rows; one where the policy joins messages for longer."""
    deliver(
        workspace,
        notifications=messages("Missing 02/05/2016 10:00", "Missing 05/05/2016 09:00", "Found 05/05/2016 12:00"),
    )
    intake = prepare_tables(workspace)
    assert intake.tables["episodes"]["duration_hours"].fillna(-1).tolist() == [-1, 3]
    assert intake.findings.set_index("code").loc["open_when_next_starts", "rows"] == 2
    path = workspace.config / "policy.toml"
    path.write_text(path.read_text().replace("joined_within_hours = 60", "joined_within_hours = 96"))
    assert prepare_tables(Workspace(workspace.root)).tables["episodes"]["duration_hours"].tolist() == [74]


def test_a_return_without_a_time_is_told_by_dates(workspace):
    """Found on a day, seen three days later at 10:00: returned that day, and said."""
    tracker = ROWS["return_interviews"][0] | {"returned_at": "06/05/2016 14:00", "interviewed_at": "09/05/2016 10:00"}
    deliver(workspace, notifications=messages("Missing 06/05/2016 01:00", "Found 06/05/2016 00:00"), return_interviews=[tracker])
    intake = prepare_tables(workspace)
    (episode,) = intake.tables["episodes"].to_dict("records")
    assert (episode["returned_at"], episode["duration_band"]) == (pd.Timestamp("2016-05-06"), "not_recorded")
    assert intake.tables["return_interviews"]["interviewed_within"].tolist() == ["3_days_by_date"]
    assert intake.findings.set_index("code").loc["day_without_time", "rows"] == 1


def test_an_nhs_number_and_other_names_are_used_and_left_behind(workspace):
    """Where an extract has them: a row with another name and no number is the same child, and neither column goes further."""
    mapping = workspace.config / "extracts" / "notifications.toml"
    text = mapping.read_text(encoding="utf-8").replace("[columns]", '[columns]\nnhs_number = "NHS no"\nalso_known_as = "AKA"')
    mapping.write_text(text, encoding="utf-8")
    same = ROWS["notifications"][2] | {"nhs_number": "450 557 7104"}
    other = same | {"notification_id": "N4", "police_person_id": "", "surname": "Dark", "occurred_at": "09/05/2016 23:30"}
    deliver(workspace, notifications=[*ROWS["notifications"][:2], same, other | {"also_known_as": "Bobby"}])
    rows = prepare_tables(workspace).tables["notifications"].set_index("notification_id")
    assert rows.loc["N3", "child_id"] == rows.loc["N4", "child_id"]
    assert not {"nhs_number", "also_known_as"} & set(rows)


def test_the_same_rows_in_two_folders_are_counted_once(workspace):
    """The second folder repeats the first: nothing is added, and every row is accounted for."""
    deliver(workspace)
    once = prepare_tables(workspace)
    deliver(workspace, "2017-18")
    twice = prepare_tables(workspace)
    for table, rows in once.tables.items():
        pd.testing.assert_frame_equal(twice.tables[table], rows)
    account = twice.files.groupby("period")[["rows_in", "rows_used", "rows_duplicate", "rows_quarantined"]].sum()
    assert account.to_numpy().tolist() == [[13, 13, 0, 0], [13, 0, 13, 0]]


def test_an_event_counts_by_its_own_date_not_its_folder(workspace):
    """Gone in one folder's file, found in the next one's: one episode."""
    gone, found, _ = ROWS["notifications"]
    deliver(workspace, "2016-17", notifications=[gone])
    deliver(workspace, "2017-18", notifications=[found])
    assert prepare_tables(workspace).tables["episodes"]["notifications"].tolist() == [2]


def test_rows_kept_aside_are_accounted_for(workspace):
    """An event without a date, a tracker row without an episode, and the sound rows beside them."""
    stray = ROWS["return_interviews"][0] | {"interview_id": "T2", "returned_at": "06/04/2016 10:00"}
    events = [*ROWS["training_events"], ROWS["training_events"][0] | {"event_id": "E2", "held_on": "soon"}]
    deliver(workspace, return_interviews=[*ROWS["return_interviews"], stray], training_events=events)
    intake = prepare_tables(workspace)
    files = intake.files.set_index("table")[["rows_in", "rows_used", "rows_duplicate", "rows_quarantined"]]
    assert files.loc["return_interviews"].tolist() == [2, 1, 0, 1]
    assert files.loc["training_events"].tolist() == [2, 1, 0, 1]
    assert (files["rows_in"] == files[["rows_used", "rows_duplicate", "rows_quarantined"]].sum(axis="columns")).all()
    assert {table: rows["reason_codes"].tolist() for table, rows in intake.quarantine.items()} == {
        "return_interviews": ["no_episode"],
        "training_events": ["unreadable_date"],
    }
    assert set(intake.findings["code"]) == {"no_episode", "unreadable_date"}
    assert "child_id" not in intake.quarantine["return_interviews"]


def test_rows_left_out_are_accounted_for(workspace):
    """Of two strategy meetings one has ended without action: it is no data by the mapping, in no figure, and said."""
    (meeting,) = ROWS["strategy_meetings"]
    deliver(workspace, strategy_meetings=[meeting, meeting | {"meeting_id": "SM2", "concern_type": "Nothing found"}])
    mapping = workspace.config / "extracts" / "strategy_meetings.toml"
    header, text = read_toml(mapping)["columns"]["concern_type"], mapping.read_text(encoding="utf-8")
    mapping.write_text(f'{text}\n[leave_out]\n"{header}" = "Nothing found"\n', encoding="utf-8")
    intake = prepare_tables(workspace)
    account = intake.files.set_index("table")[["rows_in", "rows_used", "rows_quarantined", "rows_not_data"]]
    assert account.loc["strategy_meetings"].tolist() == [2, 1, 0, 1]
    assert intake.tables["strategy_meetings"]["meeting_id"].tolist() == ["SM1"]
    assert intake.findings.set_index("code").loc["left_out", "rows"] == 1


def test_a_table_of_which_all_rows_are_left_out_is_empty(workspace):
    deliver(workspace)
    mapping = workspace.config / "extracts" / "strategy_meetings.toml"
    header, text = read_toml(mapping)["columns"]["concern_type"], mapping.read_text(encoding="utf-8")
    mapping.write_text(f'{text}\n[leave_out]\n"{header}" = "/.*/"\n', encoding="utf-8")
    intake = prepare_tables(workspace)
    assert len(intake.tables["strategy_meetings"]) == 0
    assert intake.files.set_index("table").loc["strategy_meetings", ["rows_in", "rows_not_data"]].tolist() == [1, 1]


def test_a_lost_row_stops_the_run():
    """Two rows read, one used and none kept aside: a row is gone, and the fault says in which file."""
    rows = pd.DataFrame({"_file": "2016-17/a.csv", "_sheet": "", "_row": [2, 3]})
    with pytest.raises(Fault, match=r"2016-17/a\.csv: 2 rows read, but 1 used, 0 duplicate, 0 superseded, 0 kept aside, 0 not data"):
        account_for_rows([], {"prevention": [rows]}, {"prevention": rows.head(1)}, {})


def test_everything_amiss_is_said_in_one_message(workspace):
    """A missing file, an empty one, a missing header and an unknown spelling, in four tables."""
    deliver(workspace, notifications=[ROWS["notifications"][0] | {"category": "Mising"}])
    (workspace.raw / "2016-17" / "prevention_activity.xlsx").write_bytes(b"")
    (workspace.raw / "2016-17" / "training_events.xlsx").unlink()
    mapping = workspace.config / "extracts" / "training_events.toml"
    mapping.write_text(mapping.read_text().replace("required = false", "required = true"))
    taxi = workspace.raw / "2016-17" / "taxi_driver_training.csv"
    taxi.write_text(taxi.read_text().replace("Drivers trained", "Drivers"))
    with pytest.raises(Fault, match="The extracts cannot be used as they are: 4 faults") as fault:
        prepare_tables(workspace)
    for words in (
        "2016-17 has no file for training_events (training_events*.xlsx)",
        "prevention_activity.xlsx holds no rows",
        "taxi_driver_training.csv: the header 'Drivers trained' is not there. The nearest header there is 'Drivers'.",
        "'Mising' (row 2; 1 in all) has no code (rule spelling_unknown). The nearest known spelling is 'Missing'.",
    ):
        assert words in str(fault.value)


def test_a_spelling_that_the_register_puts_right_need_not_be_known(workspace):
    """One row says 'Mising': the entry of the register for it is enough, and the next row with it still stops the run."""
    first, *others = ROWS["notifications"]
    deliver(workspace, notifications=[first | {"category": "Mising"}, *others])
    entry = "N1,category,Mising,missing,a slip of the pen,P. Officer,2016-08-01\n"
    register = workspace.config / "corrections" / "notifications.csv"
    register.parent.mkdir(exist_ok=True)
    register.write_text("key,column,old_value,new_value,reason,who_said_so,date\n" + entry)
    assert prepare_tables(workspace).tables["notifications"]["category"].iloc[0] == "missing"
    deliver(workspace, notifications=[first | {"category": "Mising"}, *(row | {"category": "Mising"} for row in others)])
    with pytest.raises(Fault, match=r"'Mising' \(rows 3, 4"):
        prepare_tables(workspace)


@pytest.mark.parametrize("table", ["placements", "return_interviews", "notifications", "prevention"])
def test_a_table_that_is_not_required_may_stay_out(workspace, table):
    """It is absent, together with what is made from it; the rest is still there."""
    deliver(workspace)
    mapping = workspace.config / "extracts" / f"{table}.toml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("required = true", "required = false"), encoding="utf-8")
    (pattern,) = read_toml(mapping)["files"]
    (workspace.raw / "2016-17" / pattern.replace("*", "")).unlink()
    without = {"notifications": {"notifications", "episodes", "return_interviews"}}.get(table, {table})
    assert set(prepare_tables(workspace).tables) == (DELIVERED.keys() | {"people"}) - without


def test_nothing_about_who_a_child_is_is_written(workspace):
    """Neither into a table nor into the account or the quarantine; only what goes back to the sender quotes cells."""
    broken = ROWS["notifications"][2] | {"notification_id": "N4", "occurred_at": "never", "date_of_birth": "Bright"}
    deliver(workspace, notifications=[*ROWS["notifications"], broken])
    write_intake(workspace, prepare_tables(workspace))
    written = list(workspace.processed.rglob("*.parquet"))
    others = [path for path in workspace.processed.rglob("*") if path.is_file() and path not in written]
    assert (len(written), [path.name for path in others]) == (34, ["police.xlsx"])
    for path in written:
        shown = pd.read_parquet(path).astype(str).to_csv().casefold()
        assert not [private for private in ("neill", "bright", "2001-02-01", "01/02/2001", "zz1 1zz", "p1") if private in shown]


def test_what_is_written_is_what_was_made(workspace):
    """Tables come back with their types; the same intake gives the same bytes; what is no longer made is taken away."""
    deliver(workspace)
    intake = prepare_tables(workspace)
    (workspace.processed / "quarantine").mkdir(parents=True)
    for stale in ("parties.parquet", "quarantine/meetings.parquet"):
        (workspace.processed / stale).touch()
    (workspace.processed / "README.md").touch()
    write_intake(workspace, intake)
    first = {path.relative_to(workspace.processed).as_posix(): path.read_bytes() for path in workspace.processed.rglob("*.*")}
    write_intake(workspace, prepare_tables(workspace))
    again = {path.relative_to(workspace.processed).as_posix(): path.read_bytes() for path in workspace.processed.rglob("*.*")}
    account = "files findings completeness rules quality corrections inputs"
    made = {
        *intake.tables,
        "people_pairs",
        *(f"intake_{name}" for name in account.split()),
        *(f"origins/{table}" for table in intake.origins),
    }
    assert first == again
    assert set(first) == {f"{name}.parquet" for name in made} | {"README.md"}
    for table, rows in intake.tables.items():
        back = pd.read_parquet(workspace.processed / f"{table}.parquet")
        pd.testing.assert_frame_equal(back, rows.astype(back.dtypes))
        assert [kind.kind for kind in back.dtypes] == [kind.kind for kind in rows.dtypes]


def test_a_failed_run_leaves_the_earlier_tables(workspace, monkeypatch):
    """When a table cannot be written nothing of the new ones is moved in place and nothing half made is left."""
    deliver(workspace)
    intake = prepare_tables(workspace)
    write_intake(workspace, intake)
    before = {path: path.read_bytes() for path in workspace.processed.rglob("*.parquet")}
    tables = {"notifications": intake.tables["notifications"].head(0), "episodes": "not a table"}
    with pytest.raises(AttributeError):
        write_intake(workspace, Intake(tables, intake.files, intake.findings, intake.completeness, {}))
    assert {path: path.read_bytes() for path in workspace.processed.rglob("*.parquet")} == before
    assert not list(workspace.processed.glob(".building-*"))


# Any mangling of a file

AWKWARD = (
    "",
    " ",
    "soon",
    "31/02/2016",
    "=1+1",
    "Total",
    "-5",
    "1e9",
    "N1",
    "Missing",
    "O'Neill",
    "é",
    "a\nb",
    '"',
    ",",
    "<b>",
    "0",
    "01/01/2050",
)
operations = st.one_of(
    st.tuples(st.just("cell"), st.integers(0, 9), st.integers(0, 14), st.sampled_from(AWKWARD)),
    st.tuples(st.sampled_from(("repeat", "drop", "blank", "title", "shorten", "swap")), st.integers(0, 9), st.integers(0, 14), st.just("")),
    st.tuples(st.sampled_from(("cut", "flip", "append")), st.integers(0, 2000), st.integers(0, 255), st.just("")),
)


def mangle(lines: list[list], kind: str, row: int, column: int, text: str) -> None:
    """One thing that people and programs do to a table."""
    at, wide = row % len(lines), column % len(lines[0])
    match kind:
        case "cell":
            lines[at] = [text if n == wide else cell for n, cell in enumerate(lines[at])]
        case "repeat":
            lines.append(list(lines[at]))
        case "drop" if len(lines) > 1:
            del lines[at]
        case "blank":
            lines.insert(at, [""] * len(lines[0]))
        case "title":
            lines.insert(0, ["Extract of May", *[""] * (len(lines[0]) - 1)])
        case "shorten":
            lines[at] = lines[at][: wide + 1]
        case "swap":
            lines[at] = lines[at][wide:] + lines[at][:wide]


def damage(path: Path, kind: str, place: int, byte: int) -> None:
    """One thing that disks and mail do to a file."""
    content = bytearray(path.read_bytes())
    if kind == "cut":
        del content[place:]
    elif kind == "append":
        content += bytes([byte]) * (place % 9 + 1)
    elif content:
        content[place % len(content)] = byte
    path.write_bytes(content)


@pytest.fixture(scope="module")
def optional(tmp_path_factory) -> Workspace:
    """A workspace in which no table is required, so that each can stand alone."""
    root = tmp_path_factory.mktemp("optional")
    shutil.copytree(CONFIG, root / "config")
    (root / "data" / "raw").mkdir(parents=True)
    (root / "data" / "raw" / "SYNTHETIC").touch()
    for path in (root / "config" / "extracts").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("required = true", "required = false"), encoding="utf-8")
    return Workspace(root)


@settings(max_examples=60, deadline=None)
@given(table=st.sampled_from(sorted(ROWS)), steps=st.lists(operations, min_size=1, max_size=5))
def test_whatever_is_done_to_a_file_every_row_is_accounted_for_or_the_run_stops(optional, table, steps):
    """Each row is counted exactly once, or there is a message that a user can act on: never a traceback, never a row less."""
    extract = read_toml(optional.config / "extracts" / f"{table}.toml")
    path = optional.raw / "2016-17" / extract["files"][0].replace("*", "")
    shutil.rmtree(path.parent, ignore_errors=True)
    lines = [list(extract["columns"].values()), *([row.get(column, "") for column in extract["columns"]] for row in ROWS[table] * 2)]
    whole = [step for step in steps if step[0] in ("cut", "flip", "append")]
    for step in steps:
        if step not in whole:
            mangle(lines, *step)
    write_file(path, lines)
    for kind, place, byte, _ in whole:
        damage(path, kind, place, byte)
    try:
        intake = prepare_tables(optional)
    except Fault as fault:
        if "error of the program" in str(fault):
            raise
        return
    files = intake.files
    became = files.filter(like="rows_").drop(columns="rows_in")
    assert (files["rows_in"] == became.sum(axis="columns")).all()
    if not whole:  # Every line that says anything is a header or was read.
        said = sum(any(str(cell).strip() for cell in line) for line in lines)
        assert said - 1 <= files["rows_in"].sum() + len(files) - 1 <= sum(len(line) for line in lines)


# The made-up extracts, in which the published figures are hidden.


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Intake:
    from sample import write_sample

    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(CONFIG, root / "config")
    write_sample(Workspace(root))
    return prepare_tables(Workspace(root))


def in_year(moments: pd.Series) -> pd.Series:
    return Period.parse("2016-17").contains(moments)


@pytest.mark.xdist_group("sample")
def test_notifications_of_the_sample(sample):
    """2,646 missing or absent notifications sent in 2016-17, about 987 children."""
    rows = sample.tables["notifications"]
    rows = rows[(rows["category"] != "found") & in_year(rows["sent_at"])]
    assert (len(rows), rows["child_id"].nunique()) == (2646, 987)


@pytest.mark.xdist_group("sample")
def test_episodes_of_the_sample(sample):
    """2,520 episodes started in 2016-17, and how their sex is recorded."""
    rows = sample.tables["episodes"]
    rows = rows[in_year(rows["started_at"])]
    assert rows["sex"].value_counts().to_dict() == {"male": 1303, "female": 1199, "not_recorded": 18}


@pytest.mark.xdist_group("sample")
def test_durations_of_the_sample(sample):
    """Counted again with the clocks of Python: 1,306 episodes of 2016-17 were over within 8 hours that passed, by the clocks 1,305."""
    rows = sample.tables["episodes"]
    rows = rows[in_year(rows["started_at"])]
    ended = rows[rows["returned_at"].notna()]
    instants = [
        [moment.to_pydatetime().replace(tzinfo=LONDON).timestamp() for moment in ended[name]] for name in ("started_at", "returned_at")
    ]
    hours = [(end - start) / 3600 for start, end in zip(*instants, strict=True)]
    bands = pd.cut(pd.Series(hours), [0, 8, 24, 72, np.inf], labels=["within_8h", "8h_to_24h", "24h_to_72h", "over_72h"]).value_counts()
    bands["over_72h"] += rows["returned_at"].isna().sum()
    assert rows["duration_band"].value_counts().to_dict() == bands.to_dict()
    assert bands.to_dict() == {"within_8h": 1306, "8h_to_24h": 895, "24h_to_72h": 235, "over_72h": 84}


@pytest.mark.xdist_group("sample")
def test_return_interviews_of_the_sample(sample):
    """Required and completed, by where the child was missing from; of some in care nobody knows whose."""
    rows = sample.tables["return_interviews"]
    rows = rows[in_year(rows["returned_at"]) & (rows["required"] == "yes")]
    group = rows["missing_from"].replace({"own_care": "looked_after", "other_authority_care": "looked_after"})
    assert group.value_counts().to_dict() == {"home": 1150, "looked_after": 800, "care": 15, "not_recorded": 25}
    completed = group[rows["outcome"] == "completed"].value_counts().to_dict()
    assert (completed["home"], completed["looked_after"], completed.get("care", 0) + completed["not_recorded"]) == (828, 408, 20)


@pytest.mark.xdist_group("sample")
def test_the_sample_is_clean(sample):
    """Every row is used, but for placements that stand in both folders; keys are unique and everybody is somebody.

    Free text of return interviews is a column that nothing uses, and the SSDA903 return and the police differ about some days.
    """
    assert sample.files["rows_quarantined"].sum() == 0
    assert set(sample.findings["code"]) == {"duplicate_row", "column_not_used", "police_and_care_differ"}
    assert set(sample.findings.loc[sample.findings["code"] == "column_not_used", "table"]) == {"interview_themes"}
    for table, rows in sample.tables.items():
        assert rows.iloc[:, 0].is_unique, table
        if "child_id" in rows:
            assert rows["child_id"].isin(sample.tables["people"]["child_id"]).all()
