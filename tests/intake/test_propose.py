"""What is proposed for a file that no table claims."""

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.base.settings import Workspace
from analysis.cli import main
from analysis.intake.propose import propose
from analysis.intake.sources import read_extracts
from analysis.intake.trial import try_out

PROJECT = Path(__file__).parents[2]
TRACKER = """Kept by hand
Tracker number;Child's names;D.O.B.;Returned at;Interview required?;Date offered;Outcome;Interviewed;Worker
T1;Zebedee Bell;01/02/2001;06/05/2016 10:00;Yes;06/05/2016;Completed;07/05/2016 16:00;Jo
T2;Ann Bell;03/02/2001;13/05/2016 10:00;No;;Ofered and declined;;Jo
T3;Bo Ray;23/02/2001;14/05/2016 10:00;Maybe;;Zebedee Bell;;Jo
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    return Workspace(tmp_path)


def test_what_is_known_is_written_and_what_is_not_is_listed(workspace):
    path = workspace.root / "tracker.csv"
    path.write_text(TRACKER)
    text = propose(workspace, path)
    for words in (
        "3 of the 8 headers of extracts/return_interviews.toml",
        'interview_id = "Tracker number"   # ? the nearest header there is: check',
        'offered_on = "Date offered"\n',
        'date_of_birth = "%d/%m/%Y"\n',
        '"Completed" = "completed"',
        "# \"Ofered and declined\" = ?   # 1 cells; the nearest known is 'Offered and declined' = 'declined'",
        '# "Maybe" = ?   # 1 cells; choose from no, yes',
        '#   "Worker"   (3 cells filled)',
    ):
        assert words in text
    assert "every cell fits %m/%d/%Y too" in text
    assert "Zebedee" not in text
    assert set(tomllib.loads(text)) == {"source", "files", "required", "key", "columns", "dates", "values"}


def test_headers_that_are_nearly_known_are_found_under_titles(workspace):
    """A report of a case system: titles above, spaces for underscores, other words around. Dates are looked for among dates."""
    path = workspace.root / "missing report.csv"
    path.write_text(
        "Missing episodes,,,,,\nRun on 01/04/2025,,,,,\n"
        "Person ID,Type of missing,Missing Start Date,Missing End Date,Return interview offered,Risk\n"
        "00123,Missing,03/04/2024 21:05,04/04/2024 07:10,Yes,High\n00124,Absent,30/04/2024 21:05,,No,Medium\n"
    )
    text = propose(workspace, path)
    assert tomllib.loads(text)["columns"] == {
        "missing_id": "",
        "social_care_id": "Person ID",
        "date_of_birth": "",
        "missing_type": "Type of missing",
        "started_at": "Missing Start Date",
        "ended_at": "Missing End Date",
        "interview_offered": "Return interview offered",
        "interview_accepted": "",
    }
    assert "nearly as written there" in text.splitlines()[0]
    assert '#   "Risk"   (2 cells filled)' in text


@pytest.mark.parametrize(
    ("kind", "advice", "words"),
    [
        ("A", "5 of the 5 headers of ssda903/missing.toml: copy", "# With what stands here 2 of the 2 rows of the file can be used.\n"),
        (
            "X",
            "look over what follows",
            "1 of the 2 rows of the file can be used; not read:\n#   missing_type: 1 cell is a value without a code\n",
        ),
    ],
)
def test_a_ready_made_mapping_is_to_be_copied_when_it_reads_the_file(workspace, kind, advice, words):
    """And when it does not, what it cannot read is said."""
    (workspace.config / "extracts" / "missing.toml").unlink()
    path = workspace.root / "missing_2017.csv"
    path.write_text(f"CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2001,M,13/05/2016,\n2,01/02/2001,{kind},14/05/2016,\n")
    text = propose(workspace, path)
    assert advice in text.splitlines()[0]
    assert words in text
    assert ('# "X" = ?   # 1 cells; choose from away, missing' in text) == (kind == "X")


SSD = (
    "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,"
    "miss_missing_rhi_offered,miss_missing_rhi_accepted\n"
)


@pytest.mark.parametrize(
    ("rows", "dates", "words"),
    [
        ("1,A,2019-02-03 20:15:00.000,Missing,,Y,N\n", 'started_at = "%Y-%m-%d %H:%M:%S.%f"\n', ": copy "),
        ("1,A,2019-02-03 20:15:00,Absent,,f,\n", 'started_at = "%Y-%m-%d %H:%M:%S"\n', ": copy "),
        ("1,A,2019-02-03 20:15,Missing,NULL,Y,N\n", 'ended_at = "%d/%m/%Y %H:%M"\n', ": copy "),
        ("-,-,-,-,-,-,-\n1,A,2019-02-03,Missing,NULL,Y,N\n2,B,2019-02-03,Missing,2019-02-04,Y,N\n", 'ended_at = "%Y-%m-%d"\n', ": copy "),
        (
            "1,A,3rd of February,Missing,,Y,N\n",
            "# started_at = ?   # none of the usual formats fits any of the 1 cells\n",
            "started_at: 1 cell is no date",
        ),
        (
            "1,A,2019-02-03 20:15,Missing,,Y,N\n2,B,in May,Missing,,Y,N\n",
            'started_at = "%Y-%m-%d %H:%M"   # ? fits 1 of 2 cells',
            "1 of the 2 rows of the file can be used",
        ),
        (
            "1,A,2019-02-03,Missing,,Y,N\n1,B,2019-02-04,Missing,,Y,N\n",
            'started_at = "%Y-%m-%d"\n',
            "missing_id: 2 rows are kept aside (another row",
        ),
    ],
)
def test_only_what_can_then_be_read_is_proposed(workspace, rows, dates, words):
    """As a database writes it, also with words for nothing under a row of dashes; a date in words, among others too; a key of two rows."""
    path = workspace.root / "ssd_missing.csv"
    path.write_text(SSD + rows)
    text = propose(workspace, path)
    assert dates in text
    assert words in text


def test_words_for_nothing_are_those_of_the_workspace(workspace):
    """A word of its own is no date that cannot be read, neither where a format is chosen nor where the file is tried out."""
    path = workspace.root / "ssd_missing.csv"
    path.write_text(SSD + "1,A,2019-02-03,Missing,still away,Y,N\n2,B,2019-02-03,Missing,2019-02-04,Y,N\n")
    assert "ended_at: 1 cell is no date" in propose(workspace, path)
    (workspace.config / "empty.toml").write_text('date = ["still away"]\n')
    text = propose(Workspace(workspace.root), path)
    assert 'ended_at = "%Y-%m-%d"\n' in text
    assert "2 of the 2 rows of the file can be used" in text


def test_what_is_proposed_reads_the_file_as_it_says(workspace):
    """Saved as the mapping of its table, by the rooms of a run."""
    path = workspace.root / "ssd_missing.csv"
    path.write_text(SSD + "1,A,2019-02-03 20:15:00.000,Missing,2019-02-04 08:00:00.000,Y,N\n2,B,2019-02-03 20:15:00.000,Absent,,NA,NA\n")
    text = propose(workspace, path)
    (workspace.config / "extracts" / "missing.toml").write_text(text, encoding="utf-8")
    trial = try_out(path, "missing", read_extracts(workspace)["missing"], workspace)
    assert "2 of the 2 rows of the file can be used." in text
    assert (trial.rows, trial.used, trial.sentences) == (2, 2, ())


def test_spellings_of_official_codes_are_proposed(workspace):
    """By the code lists, beside what the mappings spell out."""
    path = workspace.root / "placements_of_others.csv"
    path.write_text(
        "Placement ID,Person ID,Last name,First name,Date of birth,Gender,Placement postcode,Responsible authority,Placement type,"
        "Legal status,Start date,End date\nP1,1,Bell,Bo,01/02/2001,1 - Male,ZZ1 1ZZ,Trentshire,U4 - Long term,E1,13/05/2016,\n"
    )
    text = propose(workspace, path)
    for words in (
        '"1 - Male" = "male"',
        '"U4 - Long term" = "foster"',
        '# "E1" = ?   # 1 cells',
        "legal_status: 1 cell is a value without a code",
    ):
        assert words in text


PLACED = (
    "Person ID,Last name,First name,Date of birth,Gender,Placement postcode,Responsible authority,LS code,Kind,Start date,Placement End\n"
)


def placements(workspace, *rows: str) -> str:
    path = workspace.root / "placements of a team.csv"
    path.write_text(PLACED + "\n".join(rows) + "\n")
    return propose(workspace, path)


def test_no_guess_is_made_that_the_cells_refute(workspace):
    """ "Placement End" is nearly "Placement ID", but it holds dates, or is mostly empty, and no two rows have the same number."""
    ends = ("13/06/2016", "14/06/2016"), ("", "14/06/2016"), ("", "")
    for first, second in ends:
        text = placements(
            workspace,
            f"1,Bell,Bo,01/02/2001,Male,ZZ1 1ZZ,Own,C2,U4,13/05/2016,{first}",
            f"2,Ray,Di,01/03/2001,Male,ZZ1 1ZZ,Own,V2,K2,13/05/2016,{second}",
            "3,Dark,Al,01/04/2001,Male,ZZ1 1ZZ,Own,V2,K2,13/05/2016,",
        )
        columns = tomllib.loads(text)["columns"]
        assert columns["placement_id"] == ""
        assert first == "" or "Placement End" not in {header for column, header in columns.items() if column != "ended_on"}
        assert "placement_id must be filled" in text


def test_a_column_is_known_by_the_codes_of_an_official_list(workspace):
    """Whatever its header is; and a code for which there is none of ours is called by its name."""
    text = placements(
        workspace,
        "1,Bell,Bo,01/02/2001,Male,ZZ1 1ZZ,Own,C2,U4,13/05/2016,",
        "2,Ray,Di,01/03/2001,Male,ZZ1 1ZZ,Own,V2 - Single period,K2,13/05/2016,",
        "3,Dark,Al,01/04/2001,Male,ZZ1 1ZZ,Own,C1,U1,13/05/2016,",
        "4,Grey,Jo,01/04/2001,Male,ZZ1 1ZZ,Own,C2,U1,13/05/2016,",
        "5,Hall,Cy,01/04/2001,Male,ZZ1 1ZZ,Own,V2,U1,13/05/2016,",
        "6,Hill,Ed,01/04/2001,Male,ZZ1 1ZZ,Own,E1,U1,13/05/2016,",
    )
    for words in (
        'legal_status = "LS code"   # ? its values are those of the official list: check',
        'placement_type = "Kind"   # ? its values are those of the official list: check',
        '"V2 - Single period" = "section_20"',
        '"U4" = "foster"',
        '# "E1" = ?   # 1 cells; E1 of the SSDA903 legal status is \'Placement order',
        "which none of our codes is: choose from care_order, interim_care_order, ",
    ):
        assert words in text


@pytest.mark.parametrize("hours", [("21:05", "07:10"), ("9:05 pm", "7.10"), ("21:05:00", "07:10:00")])
def test_a_time_of_day_beside_its_day_is_proposed_as_such(workspace, hours):
    """Each for the moment it stands beside, with the format that both have together; the mapping then reads moments."""
    path = workspace.root / "missing report.csv"
    path.write_text(
        "CHILD,DOB,MISSING,MIS_START,Start hour,MIS_END,Hour of return\n"
        f"1,01/02/2001,M,13/05/2016,{hours[0]},14/05/2016,{hours[1]}\n2,01/02/2001,M,15/05/2016,{hours[0]},,\n"
    )
    text = propose(workspace, path)
    assert tomllib.loads(text)["times"] == {"started_at": "Start hour", "ended_at": "Hour of return"}
    assert "Start hour" not in text.partition("does not use")[2]
    if hours[0].startswith("21:05"):
        assert tomllib.loads(text)["dates"]["started_at"] == f"%d/%m/%Y %H:%M{':%S' * hours[0].endswith(':00')}"
        assert "2 of the 2 rows of the file can be used" in text


def test_a_moment_that_has_its_time_needs_no_other(workspace):
    """A column of hours beside it is something else."""
    path = workspace.root / "missing report.csv"
    path.write_text("CHILD,DOB,MISSING,MIS_START,Called,MIS_END\n1,01/02/2001,M,13/05/2016 21:05,22:00,14/05/2016 08:00\n")
    text = propose(workspace, path)
    assert "[times]" not in text
    assert '#   "Called"   (1 cells filled)' in text


def test_a_file_without_headers_shows_nobody(workspace):
    path = workspace.root / "headless.csv"
    path.write_text("T1;Zebedee Bell;01/02/2001\nT2;Ann Bell;03/02/2001\n")
    text = propose(workspace, path)
    assert "Zebedee" not in text
    assert "headers of the file are not known. Look them up in the file" in text


def test_what_is_proposed_may_be_written_where_it_belongs(workspace):
    """`overview check FILE > config/extracts/missing.toml`: the shell empties that file before the command looks at it."""
    path = workspace.root / "missing_2017.csv"
    path.write_text("CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2001,M,13/05/2016,\n")
    (workspace.config / "extracts" / "missing.toml").write_text("")
    assert "5 of the 5 headers of ssda903/missing.toml" in propose(workspace, path)


def test_the_command_takes_a_file(workspace):
    path = workspace.root / "tracker.csv"
    path.write_text(TRACKER)
    result = CliRunner().invoke(main, ["check", str(path), "--workspace", str(workspace.root)])
    assert result.exit_code == 0
    assert tomllib.loads(result.stdout)["columns"]["outcome"] == "Outcome"


def test_a_column_that_could_number_the_rows_is_pointed_out(workspace):
    """The key of a system has a name of its own; and words are no postcode, however much the header is like it."""
    path = workspace.root / "contacts.csv"
    rows = "".join(
        f"C{n},P{n % 3},Bell,Ann,0{n % 9 + 1}/02/2010,1{n % 9}/06/2025,Outcome {'AB'[n % 2]},Team {'AB'[n % 2]}\n" for n in range(12)
    )
    path.write_text(f"Contact No,Person ID,Last name,First name,Date of birth,Contact received,Outcome,Team\n{rows}")
    text = propose(workspace, path, "referrals")
    assert '#   "Contact No"   (12 cells filled, all different)\n' in text
    assert '#   "Team"   (12 cells filled)\n' in text
    assert 'postcode = ""' in text
