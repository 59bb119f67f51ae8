"""Files with one row for each episode, its found time in the same row: two messages each."""

import csv
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.intake.pipeline import Intake, prepare_tables
from analysis.intake.sources import read_extracts
from analysis.intake.trial import try_out

CONFIG = Path(__file__).parents[2] / "config"
HEADERS = {
    "notification_id": "Notification ref",
    "police_person_id": "Nominal ID",
    "surname": "Surname",
    "forename": "Forenames",
    "date_of_birth": "DOB",
    "sex": "Sex",
    "postcode": "Home postcode",
    "district": "District",
    "category": "Type",
    "occurred_at": "Missing since / found at",
    "found_at": "Traced",
    "reported_at": "Reported to police",
    "sent_at": "Sent to social care",
    "reported_missing_from": "Missing from",
    "initial_risk": "Initial risk",
    "final_risk": "Final risk",
}
ANN = {"police_person_id": "P1", "surname": "Bell", "forename": "Ann", "date_of_birth": "01/02/2001", "sex": "F", "district": "Broxley"}
BO = {"police_person_id": "P2", "surname": "Dark", "forename": "Bo", "date_of_birth": "03/04/2003", "sex": "M", "district": "Rushford"}
TIMES = {"reported_at": "05/05/2016 12:00", "sent_at": "06/05/2016 12:00"}


def episode(number: str, child: dict, since: str, found: str = "", category: str = "Missing", **cells: str) -> dict:
    return child | {"notification_id": number, "category": category, "occurred_at": since, "found_at": found} | cells


EPISODES = [
    episode("N1", ANN, "05/05/2016 10:00", "06/05/2016 10:00", final_risk="Medium", reported_missing_from="Home address", **TIMES),
    episode("N2", BO, "07/05/2016 23:30", "08/05/2016 01:30", "Absent", initial_risk="Low"),
    episode("N3", ANN, "10/05/2016 09:00", "14/05/2016 09:00", final_risk="High"),
    episode("N4", BO, "30/03/2017 22:00"),
]


def workspace_with(tmp_path: Path, episodes: list[dict], in_one_row: bool = True) -> Workspace:
    """A workspace with nothing but this list of the police, a row an episode or a row a message."""
    shutil.copytree(CONFIG, tmp_path / "config")
    for path in (tmp_path / "config" / "extracts").glob("*.toml"):
        if path.stem != "notifications":
            path.unlink()
    columns = [column for column in HEADERS if in_one_row or column != "found_at"]
    rows = episodes if in_one_row else [message for one in episodes for message in in_two_rows(one)]
    write(tmp_path / "data" / "raw" / "2016-17" / "police_notifications.csv", columns, rows)
    workspace = Workspace(tmp_path)
    return with_mapping(workspace, "[columns]", '[columns]\nfound_at = "Traced"', '"Found" = "found"\n', "") if in_one_row else workspace


def in_two_rows(one: dict) -> list[dict]:
    found = one | {"notification_id": f"{one['notification_id']}/found", "category": "Found", "occurred_at": one["found_at"]}
    return [one, found | {"reported_at": "", "sent_at": ""}] if one["found_at"] else [one]


def write(path: Path, columns: list[str], rows: list[dict]) -> None:
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[HEADERS[one] for one in columns], *([row.get(one, "") for one in columns] for row in rows)])


def with_mapping(workspace: Workspace, *replaced: str) -> Workspace:
    """The workspace with words of its mapping replaced, two by two."""
    path = workspace.config / "extracts" / "notifications.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in zip(replaced[::2], replaced[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return Workspace(workspace.root)


def found(intake: Intake, code: str) -> list[tuple[str, str, int]]:
    rows = intake.findings[intake.findings["code"] == code]
    return list(rows[["column", "message", "rows"]].itertuples(index=False, name=None))


def account(intake: Intake) -> list[int]:
    (line,) = intake.files[["rows_in", "rows_used", "rows_duplicate", "rows_quarantined", "rows_not_data"]].to_numpy().tolist()
    return line


def test_the_same_episodes_in_one_row_and_in_two_are_the_same(tmp_path):
    """All tables, and every figure that is counted from them."""
    one, two = (prepare_tables(workspace_with(tmp_path / str(way), EPISODES, way)) for way in (True, False))
    assert one.tables["episodes"][["duration_hours", "final_risk", "category"]].fillna(-1).to_numpy().tolist() == [
        [24, "medium", "missing"],
        [2, "not_recorded", "absent"],
        [96, "high", "missing"],
        [-1, "not_recorded", "missing"],
    ]
    assert set(one.tables) == set(two.tables)
    for table, rows in two.tables.items():
        pd.testing.assert_frame_equal(one.tables[table], rows)
    pd.testing.assert_frame_equal(*(figures(intake) for intake in (one, two)))


def figures(intake: Intake) -> pd.DataFrame:
    year = Period.parse("2016-17")
    counted = [one for one in ALL if one.source in intake.tables]
    material = Material(intake.tables, dict.fromkeys(intake.tables, (year,)), NOTHING_SUPPLIED)
    rows = compute(material, counted, [year, *year.quarters], Workspace(CONFIG.parent).authority)
    assert len(rows) > 100
    return rows


def test_a_row_counts_once_and_stands_behind_both_messages(tmp_path):
    """In the account of the file, in its completeness and behind an episode; the found message has a number of its own."""
    intake = prepare_tables(workspace_with(tmp_path, EPISODES))
    assert account(intake) == [4, 4, 0, 0, 0]
    assert intake.tables["notifications"]["notification_id"].tolist() == ["N1", "N1/found", "N2", "N2/found", "N3", "N3/found", "N4"]
    completeness = intake.completeness.set_index("column")
    assert completeness.loc["found_at", ["rows", "rows_empty"]].tolist() == [4, 1]
    assert completeness.loc["sent_at", ["rows", "rows_empty"]].tolist() == [4, 3]
    assert [tuple(one) for one in intake.origins["notifications"][["key", "row"]].to_numpy()[:3]] == [("N1", 2), ("N1/found", 2), ("N2", 3)]
    assert [tuple(one) for one in intake.origins["episodes"][["key", "row"]].to_numpy()] == [("EN1", 2), ("EN2", 3), ("EN3", 4), ("EN4", 5)]
    assert set(intake.findings["code"]) == {"placements_not_delivered"}


def test_a_found_time_that_cannot_be_read_is_said_of_its_column(tmp_path):
    """The missing message counts, so the row is used; the sender is told the row, the header and what stands there."""
    broken = [*EPISODES, episode("N5", ANN, "01/06/2016 10:00", "soon"), episode("N6", BO, "01/06/2016 10:00", "#N/A")]
    intake = prepare_tables(workspace_with(tmp_path, broken))
    assert account(intake) == [6, 6, 0, 0, 0]
    ((column, message, rows),) = found(intake, "unreadable_date")
    assert (column, message.partition(":")[0], message.rpartition("; ")[2], rows) == ("found_at", "row 6", "kept aside", 1)
    assert [(column, rows) for column, _, rows in found(intake, "error_cell")] == [("found_at", 1)]
    assert intake.quarantine["notifications"]["reasons"].str.partition(":")[0].tolist() == ["found_at", "found_at"]
    unread = intake.faults[intake.faults["code"].isin(["unreadable_date", "error_cell"])]
    sent_back = unread[["header", "letter", "row", "value"]].to_numpy().tolist()
    assert sent_back == [["Traced", "K", 6, "soon"], ["Traced", "K", 7, "#N/A"]]
    assert intake.tables["episodes"]["returned_at"].notna().sum() == 3


def test_a_row_whose_start_cannot_be_read_is_still_found(tmp_path):
    """As in a file with two rows: found, but not missing before; both are said of their own column."""
    intake = prepare_tables(workspace_with(tmp_path, [*EPISODES, episode("N5", ANN, "soon", "02/06/2016 10:00")]))
    assert [column for column, *_ in found(intake, "unreadable_date")] == ["occurred_at"]
    assert [(column, rows) for column, _, rows in found(intake, "found_without_missing")] == [("found_at", 1)]
    assert account(intake) == [5, 5, 0, 0, 0]


def test_found_before_missing_is_said(tmp_path):
    intake = prepare_tables(workspace_with(tmp_path, [*EPISODES, episode("N5", ANN, "02/06/2016 10:00", "01/06/2016 10:00")]))
    ((column, message, rows),) = found(intake, "found_before_missing")
    assert (column, message.split(":")[0], rows) == ("found_at", "row 6", 1)


def test_what_is_wrong_with_a_cell_is_said_once(tmp_path):
    """Not once for each message of the row: a date of birth that cannot be read, a number that two rows have, a row sent twice."""
    rows = [
        *EPISODES,
        episode("N5", BO | {"date_of_birth": "spring"}, "01/06/2016 10:00", "02/06/2016 10:00"),
        episode("N6", ANN, "03/06/2016 10:00", "04/06/2016 10:00"),
        episode("N6", ANN, "05/06/2016 10:00", "06/06/2016 10:00"),
        EPISODES[0],
    ]
    intake = prepare_tables(workspace_with(tmp_path, rows))
    assert [(message.split(":")[0], rows) for _, message, rows in found(intake, "unreadable_date")] == [("row 6", 1)]
    assert [(column, message.split(":")[0], rows) for column, message, rows in found(intake, "key_conflict")] == [
        ("notification_id", "rows 7, 8", 2)
    ]
    assert [(message.split(":")[0], rows) for _, message, rows in found(intake, "duplicate_row")] == [("row 9", 1)]
    assert account(intake) == [8, 5, 1, 2, 0]
    assert intake.faults[["row", "code"]].to_numpy().tolist() == [[6, "unreadable_date"], [7, "key_conflict"], [8, "key_conflict"]]


def test_a_row_that_names_nobody_is_about_one_child(tmp_path):
    """Missing and found: the number of the row tells that they belong together, so the episode is closed."""
    nobody = episode("N5", {}, "01/06/2016 10:00", "01/06/2016 16:00")
    intake = prepare_tables(workspace_with(tmp_path, [*EPISODES, nobody]))
    episodes = intake.tables["episodes"].set_index("episode_id")
    assert episodes.loc["EN5", "duration_hours"] == 6
    assert len(intake.tables["people"]) == 3
    assert [(message.split(":")[0], rows) for _, message, rows in found(intake, "nobody_named")] == [("row 6", 1)]


def test_a_correction_is_of_the_row(tmp_path):
    """By the number that the sender knows: a date of birth is put right for both messages, a found time for its own."""
    spoilt = [episode("N1", ANN | {"date_of_birth": "spring"}, "05/05/2016 10:00", "soon"), *EPISODES[1:]]
    workspace = workspace_with(tmp_path, spoilt)
    register = workspace.config / "corrections" / "notifications.csv"
    register.parent.mkdir(exist_ok=True)
    said = "a slip,P. Officer,2016-08-01\n"
    lines = [f"N1,date_of_birth,spring,2001-02-01,{said}", f"N1,found_at,soon,2016-05-06 10:00,{said}"]
    register.write_text("key,column,old_value,new_value,reason,who_said_so,date\n" + "".join(lines))
    intake = prepare_tables(workspace)
    first = intake.tables["episodes"].iloc[0]
    assert (first["returned_at"], first["age"]) == (pd.Timestamp(2016, 5, 6, 10), 15)
    assert set(intake.findings["code"]) == {"cell_corrected", "placements_not_delivered"}


def test_an_episode_that_a_later_delivery_closes_is_one(tmp_path):
    """Open in the file of one period and found in the next one's: the missing message is the same, the found one is new."""
    workspace = workspace_with(tmp_path, EPISODES)
    later = EPISODES[3] | {"found_at": "02/04/2017 10:00"}
    write(workspace.raw / "2017-18" / "police_notifications.csv", list(HEADERS), [later])
    intake = prepare_tables(workspace)
    assert intake.tables["episodes"]["duration_hours"].tolist()[-1] == 60
    accounts = intake.files[["period", "rows_in", "rows_used", "rows_duplicate"]].to_numpy().tolist()
    assert accounts == [["2016-17", 4, 4, 0], ["2017-18", 1, 1, 0]]


def test_a_found_day_and_hour_in_two_columns(tmp_path):
    """`[times]` holds for the found time too, in a workbook as well; where the day is empty there is no found message."""
    workspace = workspace_with(tmp_path, EPISODES)
    (path,) = workspace.raw.rglob("*.csv")
    book = openpyxl.Workbook()
    with path.open(encoding="utf-8", newline="") as file:
        for place, row in enumerate(csv.reader(file)):
            day, _, hour = row[10].partition(" ")
            book.active.append([*row[:10], *(["Traced", "Traced, hour"] if not place else [day, hour]), *row[11:]])
    path.unlink()
    book.save(path.with_suffix(".xlsx"))
    files = 'files = ["police_notifications*.csv"]'
    with_mapping(workspace, "[dates]", '[times]\nfound_at = "Traced, hour"\n\n[dates]', files, files.replace("csv", "xlsx"))
    assert prepare_tables(workspace).tables["episodes"]["duration_hours"].fillna(-1).tolist() == [24, 2, 96, -1]


@pytest.mark.parametrize(
    "replaced",
    [
        ('"Missing" = "missing"', '"Missing" = "missing"\n"Located" = "found"'),
        ('category = "Type"', 'category = ""', "[values.category]", '[defaults]\ncategory = "found"\n\n[values.category]'),
    ],
    ids=["a spelling", "a default"],
)
def test_a_mapping_that_takes_an_episode_for_its_end_is_refused(tmp_path, replaced):
    """Systems show the last state of a row, "Located": with that for a found message the start would count as the return."""
    workspace = with_mapping(workspace_with(tmp_path, EPISODES), *replaced)
    with pytest.raises(Fault, match="with found_at a row is two messages, and 'found' is the second of them"):
        prepare_tables(workspace)


def test_a_list_without_a_type_is_of_missing_children(tmp_path):
    """Every row of it is an episode: a default says so."""
    workspace = workspace_with(tmp_path, EPISODES)
    with_mapping(workspace, 'category = "Type"', 'category = ""', "[values.sex]", '[defaults]\ncategory = "missing"\n\n[values.sex]')
    assert prepare_tables(workspace).tables["episodes"]["category"].tolist() == ["missing"] * 4


def test_a_trial_counts_rows_of_the_file(tmp_path):
    """Of five rows one has no start that can be read and no end, so four can be used."""
    workspace = workspace_with(tmp_path, [*EPISODES, episode("N5", ANN, "soon")])
    (path,) = workspace.raw.rglob("*.csv")
    trial = try_out(path, "notifications", read_extracts(workspace)["notifications"], workspace)
    assert (trial.rows, trial.used) == (5, 4)
