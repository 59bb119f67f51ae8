"""The ready-made mappings: each reads a file as its system writes it."""

from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, check_record, read_toml
from analysis.intake.extracts import Extract
from analysis.intake.map import Mapped, map_tables
from analysis.intake.read import read_files
from analysis.intake.sources import RawFile
from analysis.intake.unfold import unfold
from analysis.intake.validate import check_extracts, check_tables

FOLDER = Path(__file__).parents[1] / "config" / "mappings"
PATHS = sorted(FOLDER.glob("*/*.toml"))

FILES = {
    "lcs": (
        "FACT_MISSING_PERSON_ID,DIM_PERSON_ID,START_DTTM,END_DTTM,MISSING_STATUS,RETURN_INTERVIEW_OFFERED,RETURN_INTERVIEW_ACCEPTED\n"
        "11,500,01/07/2016 21:00:00,02/07/2016 07:30:00,Missing,Yes,No\n12,501,03/07/2016 10:00:00,,Away,NA,\n"
    ),
    "mosaic": (
        "workflow_step_id,person_id,date_of_birth,missing_category,start_date,end_date,letter_sent,episode discussed,offered\n"
        "11,500,01/02/2001,Missing,2016-07-01 21:00:00,2016-07-02 07:30:00,x,Yes,Offered and Declined (by YP)\n"
        "12,501,02/02/2001,Absent,2016-07-03 10:00:00,,,,N/A\n"
    ),
    "eclipse": (
        "FORMID,PERSONID,DATECHILDLASTSEEN_17,ABSENCETYPE_4,FOUNDREPORTDATE_3,HASARETURNHOMEINTERVIEWBEENOFFERED_9,"
        "HASTHERETURNHOMEINTERVIEWBEENACCEPTED_2\n"
        "11,500,01/07/2016,Missing,02/07/2016,Yes,Offered and declined\n12,501,03/07/2016,Away,,,\n"
    ),
    "ssda903": "CHILD,DOB,MISSING,MIS_START,MIS_END\n500,01/02/2001,M,01/07/2016,02/07/2016\n501,02/02/2001,A,03/07/2016,\n",
    "ssd": (
        "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,"
        "miss_missing_rhi_offered,miss_missing_rhi_accepted\n11,500,2016-07-01,Missing,2016-07-02,Y,N\n12,501,2016-07-03,Away,,NA,NA\n"
    ),
    "police": (
        "reportid,nominalpersionid,surname,forenames,dob,sex,home postcode,district,occdesc,missing_since,date_reported_missing,"
        "date_sent,residence_type,initial_risk_level,current_final_risk_level\n"
        "N1,P1,Bell,Bo,2001-02-01,F,ZZ1 1ZZ,Ashdale,Missing person,2016-07-01 21:00,2016-07-01 22:00,2016-07-02 09:00,"
        "Home address,Low,High risk\n"
        "N2,P1,Bell,Bo,2001-02-01,Male,ZZ1 1ZZ,Ashdale,Traced,2016-07-02 07:30,,,Children’s home,Standard,No apparent risk\n"
    ),
    "police_episodes": (
        "reportid,nominalpersionid,surname,forenames,dob,sex,home postcode,district,occdesc,missing_since,when_traced,"
        "date_reported_missing,date_sent,residence_type,initial_risk_level,current_final_risk_level\n"
        "N1,P1,Bell,Bo,2001-02-01,F,ZZ1 1ZZ,Ashdale,Missing person,2016-07-01 21:00,2016-07-02 07:30,2016-07-01 22:00,"
        "2016-07-02 09:00,Home address,Low,High risk\n"
        "N2,P2,Dark,Di,2002-02-01,Male,ZZ1 1ZZ,Ashdale,Absent,2016-07-03 21:00,,,,Children’s home,Standard,No apparent risk\n"
    ),
}


def load(path: Path) -> Extract:
    return check_record(read_toml(path), Extract, path)


def mapped(tmp_path: Path, path: Path) -> Mapped:
    file = tmp_path / "a.csv"
    file.write_text(FILES[path.parent.name], encoding="utf-8")
    extracts = {path.stem: load(path)}
    reading = read_files([RawFile("2016-17", file, path.stem)], extracts)
    assert reading.faults == ()
    return map_tables(reading.sheets, extracts)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.name)
def test_it_fits_the_schema_of_its_table(path):
    check_extracts({path.stem: load(path)})


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.name)
def test_a_file_of_its_system_is_read_without_a_fault(tmp_path, path):
    result = mapped(tmp_path, path)
    assert result.faults == ()
    assert result.unreadable[path.stem].empty
    assert result.tables[path.stem][load(path).key].is_unique


def test_a_row_an_episode_gives_a_found_message_where_there_is_a_found_time(tmp_path):
    result = mapped(tmp_path, FOLDER / "police_episodes" / "notifications.toml")
    tables, _ = unfold(result.tables, result.unreadable)
    assert tables["notifications"][["notification_id", "category"]].to_numpy().tolist() == [
        ["N1", "missing"],
        ["N2", "absent"],
        ["N1/found", "found"],
    ]
    assert tables["notifications"]["occurred_at"].dt.hour.tolist() == [21, 21, 7]


SSD = (
    "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,"
    "miss_missing_rhi_offered,miss_missing_rhi_accepted"
)
EXPORTS = {
    "SQL Server, datetime": (
        "\ufeff" + SSD,
        "31,M7,2019-02-03 20:15:00.000,Missing,2019-02-04 06:45:00.000,Y,N",
        "32,M8,2019-02-05 20:15:00.000,Absent,,N,NA",
    ),
    "SQL Server, datetime2 and bit": (
        SSD,
        "31,M7,2019-02-03 20:15:00.0000000,Missing,2019-02-04 06:45:00.0000000,1,0",
        "32,M8,2019-02-05 20:15:00.0000000,Away,,0,NA",
    ),
    "SQL Server, date": (SSD, "31,M7,2019-02-03,M,2019-02-04,Yes,No", "32,M8,2019-02-05,A,,No,N/A"),
    "SQL Server, quoted and in capitals": (
        SSD.upper(),
        '"31","M7","2019-02-03 20:15:00.000","MISSING","2019-02-04 06:45:00.000","Y","N"',
        '"32","M8","2019-02-05 20:15:00.000","AWAY","","N","NA"',
    ),
    "PostgreSQL": (SSD, "31,M7,2019-02-03 20:15:00,Missing,2019-02-04 06:45:00,t,f", "32,M8,2019-02-05 20:15:00,Away,,f,"),
    "PostgreSQL, with parts of seconds": (
        SSD,
        "31,M7,2019-02-03 20:15:00.25,Missing,2019-02-04 06:45:00.125,true,false",
        "32,M8,2019-02-05 20:15:00.5,Away,,false,",
    ),
    "JSON turned into CSV": (
        SSD,
        "31,M7,2019-02-03T20:15:00.000,Missing,2019-02-04T06:45:00.000,Y,N",
        "32,M8,2019-02-05T20:15:00.000,Away,,N,",
    ),
}


@pytest.mark.parametrize("lines", EXPORTS.values(), ids=EXPORTS)
def test_the_dataset_as_databases_write_it(tmp_path, lines):
    """Fractions of seconds, a mark before the first header, bits and booleans: all rows are used, and the second goes on."""
    (tmp_path / "ssd_missing.csv").write_text("\n".join(lines), encoding="utf-8")
    extracts = {"missing": load(FOLDER / "ssd" / "missing.toml")}
    reading = read_files([RawFile("2018-19", tmp_path / "ssd_missing.csv", "missing")], extracts)
    result = map_tables(reading.sheets, extracts)
    assert (reading.faults, result.faults, len(result.unreadable["missing"])) == ((), (), 0)
    used = check_tables(result.tables, result.unreadable).used["missing"]
    assert used["started_at"].dt.day.tolist() == [3, 5]
    assert used["ended_at"].dt.day.tolist()[0] == 4
    assert used["ended_at"].isna().tolist() == [False, True]
    assert used["missing_type"].tolist() == ["missing", "away"]
    assert used["interview_offered"].tolist() == ["yes", "no"]
    assert used["interview_accepted"].tolist()[0] == "no"


def test_every_system_has_a_file_here():
    assert {path.parent.name for path in PATHS} == set(FILES)


@pytest.mark.parametrize(
    ("system", "offered", "accepted"),
    [
        ("lcs", ["yes", "not_applicable"], ["no", "not_recorded"]),
        ("mosaic", ["offered_and_declined", "not_applicable"], ["yes", "not_recorded"]),
        ("eclipse", ["yes", "not_recorded"], ["declined", "not_recorded"]),
        ("ssd", ["yes", "not_applicable"], ["no", "not_applicable"]),
        ("ssda903", ["not_recorded", "not_recorded"], ["not_recorded", "not_recorded"]),
    ],
)
def test_every_state_of_an_interview_is_kept(tmp_path, system, offered, accepted):
    rows = mapped(tmp_path, FOLDER / system / "missing.toml").tables["missing"]
    assert rows["missing_type"].tolist() == ["missing", "away"]
    assert rows["interview_offered"].tolist() == offered
    assert rows["interview_accepted"].tolist() == accepted


@pytest.mark.parametrize("text", ["Offered and Declined (by YP)", "offered and declined", "Refused"])
@pytest.mark.parametrize("path", [path for path in PATHS if path.stem == "missing"], ids=lambda path: path.parent.name)
def test_what_was_declined_is_never_a_yes(path, text):
    codes = load(path).spellings
    assert {codes[column].meaning(text) for column in codes} & {"yes", "completed", "accepted"} == set()


def test_a_mapping_that_says_otherwise_is_refused():
    with pytest.raises(ValueError, match="what was declined is not agreed to"):
        Extract(source="x", files="*", key="a", columns={"a": "A", "b": "B"}, values={"b": {"Offered and declined": "yes"}})


def test_a_key_made_from_cells_is_the_same_for_the_same_cells_and_shows_none(tmp_path):
    path = FOLDER / "ssda903" / "missing.toml"
    first, again = (mapped(tmp_path, path).tables["missing"]["missing_id"].tolist() for _ in range(2))
    assert first == again
    assert [len(key) for key in first] == [16, 16]
    assert not set(first) & {"500", "501"}


def returned(tmp_path: Path, deliveries: dict[str, str]) -> list[tuple[str, ...]]:
    """What counts of SSDA903 rows delivered in folders, each row as its type and the days of its start and end in May 2016."""
    path = FOLDER / "ssda903" / "missing.toml"
    files = []
    for folder, rows in deliveries.items():
        (tmp_path / folder).mkdir()
        files.append(RawFile(folder, tmp_path / folder / "missing.csv", "missing"))
        lines = [f"111,05/06/2005,{row.split()[0]},{row.split()[1]}/05/2016,{row.split()[2]}/05/2016" for row in rows.split("; ")]
        text = "\n".join(["CHILD,DOB,MISSING,MIS_START,MIS_END", *lines])
        files[-1].path.write_text(text.replace("-/05/2016", ""), encoding="utf-8")
    extracts = {"missing": load(path)}
    result = map_tables(read_files(files, extracts).sheets, extracts)
    used = check_tables(result.tables, result.unreadable, {folder: Period.parse(folder) for folder in deliveries}).used["missing"]
    days = used[["started_at", "ended_at"]].apply(lambda column: column.dt.strftime("%d").fillna("-"))
    assert used["missing_id"].is_unique
    return list(zip(used["missing_type"], days["started_at"], days["ended_at"], strict=True))


@pytest.mark.parametrize(
    ("deliveries", "counted"),
    [
        (["M 03 03; M 03 04; M 07 08"], ["missing 03 03", "missing 03 04", "missing 07 08"]),
        (["M 03 05; A 03 05"], ["missing 03 05", "away 03 05"]),
        (["A 03 03; M 03 03; A 03 04; M 03 -"], ["away 03 03", "missing 03 03", "away 03 04", "missing 03 -"]),
        (["M 03 03; M 03 04; M 03 03"], ["missing 03 03", "missing 03 04"]),
        (["M 03 03; M 03 -", "M 03 09"], ["missing 03 03", "missing 03 09"]),
        (["M 03 -; A 03 03", "M 03 09"], ["away 03 03", "missing 03 09"]),
        (["M 03 -", "M 03 03; M 03 09"], ["missing 03 03", "missing 03 09"]),
        (["M 03 03; M 03 04", "M 03 04; M 03 03"], ["missing 03 03", "missing 03 04"]),
        (["M 03 03; M 03 04", "M 03 04"], ["missing 03 03", "missing 03 04"]),
        (["M 03 03", "M 03 04"], ["missing 03 04"]),
    ],
)
def test_several_periods_of_a_child_from_one_day_all_count(tmp_path, deliveries, counted):
    """In one delivery; in a second that repeats them, says when the open one ended, or leaves out what it has said. A correction of a
    single period still stands in its place."""
    found = returned(tmp_path, {f"20{16 + n}-{17 + n}": rows for n, rows in enumerate(deliveries)})
    assert sorted(found) == sorted(tuple(one.split()) for one in counted)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": {"missing_id": ""}, "key_from": ()}, "missing_id must be filled, and the mapping gives it neither"),
        ({"defaults": {"interview_offered": "perhaps"}}, "[defaults] interview_offered must be one of yes"),
    ],
)
def test_what_a_mapping_leaves_out_is_said(change, words):
    known = load(FOLDER / "ssda903" / "missing.toml").model_dump()
    extract = Extract(**known | change | {"columns": known["columns"] | change.get("columns", {})})
    with pytest.raises(Fault) as fault:
        check_extracts({"missing": extract})
    assert words in str(fault.value)
