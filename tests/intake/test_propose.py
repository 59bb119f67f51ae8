"""What is proposed for a file that no table claims."""

import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.base.settings import Workspace
from analysis.cli import main
from analysis.intake.propose import propose

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


def test_a_ready_made_mapping_that_fits_is_named(workspace):
    (workspace.config / "extracts" / "missing.toml").unlink()
    path = workspace.root / "missing_2017.csv"
    path.write_text("CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/02/2001,M,13/05/2016,\n2,01/02/2001,X,14/05/2016,\n")
    text = propose(workspace, path)
    assert "5 of the 5 headers of ssda903/missing.toml: copy" in text
    assert '# "X" = ?   # 1 cells; choose from away, missing' in text


def test_a_file_without_headers_shows_nobody(workspace):
    path = workspace.root / "headless.csv"
    path.write_text("T1;Zebedee Bell;01/02/2001\nT2;Ann Bell;03/02/2001\n")
    text = propose(workspace, path)
    assert "Zebedee" not in text
    assert "headers of the file are not known" in text


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
