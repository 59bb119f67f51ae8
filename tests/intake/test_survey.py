"""What the files of a folder are, in an order of work, and a proposed mapping put in its place."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault, Workspace
from analysis.cli import main
from analysis.intake.sources import read_extracts
from analysis.intake.survey import survey, write_mapping
from analysis.run.workspaces import make_workspace
from analysis.run.workspaces.answers import PRACTICE

POLICE = """Report ID,Nominal Person ID,Surname,Forenames,DOB,Gender,Post code,LPA,Report Type,Missing Since,When Traced,Reported,\
Date Sent,Residence Type,Initial Risk Level,Final Risk
M1,N1,Bell,Zeb,2010-01-10,Male,AB1 1AB,North,Missing person,2026-05-19 17:10,2026-05-20 17:20,2026-05-19 17:50,2026-05-20 09:00,Home,Low,
M2,N2,Ray,A,2011-02-21,Female,AB1 1AC,South,Missing person,2026-06-19 17:10,2026-06-20 17:20,2026-06-19 17:50,2026-06-20 09:00,Home,Tiny,
"""
CONTACTS = """Contact No,Person ID,Last name,First name,Date of birth,Gender,Contact received,Type of concern,Area,Team
C1,P1,Bell,Zebedee,10/01/2010,Male,01/06/2026,CSE,North,Team A
C2,P2,Ray,Ann,21/02/2011,Female,14/06/2026,Toil,South,Team B
"""
BUSES = "Route,Stop,Leaves\n1,Quay,07:15\n2,Quay,08:15\n"


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    made = make_workspace(tmp_path / "ours", replace(PRACTICE, tables=("notifications", "return_interviews")))
    folder = made.raw / "2026-27"
    folder.mkdir()
    for name, text in (("buses.csv", BUSES), ("contacts.csv", CONTACTS), ("police.csv", POLICE)):
        (folder / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def police(workspace) -> Path:
    return workspace.raw / "2026-27" / "police.csv"


def use(workspace: Workspace, file: Path) -> Path:
    """The mapping that is written for a file once that of the project is out of its way."""
    (workspace.config / "extracts" / "notifications.toml").unlink()
    return write_mapping(workspace, file)


def test_each_file_has_its_likely_table_and_what_is_left_to_decide_the_required_one_first(workspace):
    """Three files of other shapes: an episode a row, a list of contacts, and one that is no business of anybody."""
    text = survey(workspace, workspace.raw / "2026-27")
    first, second, third = (part for part in text.split("\n\n") if part[:2] in ("1.", "2.", "3."))
    assert first.startswith("1. police.csv is most likely notifications: it has ")
    assert "police_episodes/notifications.toml" in first
    assert "[values.initial_risk] 1 without a code" in first
    assert "is as it came with the project: delete it" in first
    assert second.startswith("2. contacts.csv ")
    assert "referrals" in second
    assert "[columns] " in second
    assert third.startswith("3. buses.csv: No table is known that it could be")
    assert "check this file with --table and that name" in third
    assert "Not among these files: return_interviews" in text
    assert "If one of the files above is one, check it with --table" in text
    assert [word for word in ("Zeb", "Tiny", "Toil", "Quay") if word in text] == []


def test_a_mapping_is_written_with_its_open_questions_and_the_file_is_then_ready(workspace, police):
    written = use(workspace, police)
    text = written.read_text(encoding="utf-8")
    assert written == workspace.config / "extracts" / "notifications.toml"
    assert '# "Tiny" = ?' in text
    assert read_extracts(workspace)["notifications"].columns["found_at"] == ("When Traced",)
    assert "is notifications, by its name." in survey(workspace, police.parent)
    written.write_text(text.replace('# "Tiny" = ?', '"Tiny" = "low"'), encoding="utf-8")
    assert survey(workspace, police.parent).split("\n\n")[1] == (
        "1. police.csv is notifications: config/extracts/notifications.toml reads it, and 2 of the 2 rows of the file can be used."
    )


def test_no_mapping_that_is_there_is_written_over(workspace, police):
    """Of one that nobody has changed it says to delete it, of a council's own that it can read more files."""
    path = workspace.config / "extracts" / "notifications.toml"
    before = path.read_bytes()
    with pytest.raises(Fault, match=r"nothing was written\. It is as it came with the project: delete it"):
        write_mapping(workspace, police)
    assert path.read_bytes() == before
    path.write_bytes(before + b"# mine\n")
    with pytest.raises(Fault, match=r"It is yours\. If it should read this file too"):
        write_mapping(workspace, police)
    assert path.read_bytes() == before + b"# mine\n"


def test_a_file_can_be_taken_as_one_of_a_table_that_is_named(workspace, police):
    """Whatever it is most like; a table that nobody knows is refused with the list of those there are."""
    written = write_mapping(workspace, police.with_name("contacts.csv"), "referrals")
    assert written.name == "referrals.toml"
    text = written.read_text(encoding="utf-8")
    assert "# Columns that may be added, as docs/data-dictionary.md describes them: " in text
    assert "exploitation_type" in text
    assert 'postcode = ""' in text
    with pytest.raises(Fault, match=r"No mapping of a table 'buses' is known\..* in config/chapters is written by hand"):
        write_mapping(workspace, police.with_name("buses.csv"), "buses")


def test_nothing_is_written_for_a_file_that_no_table_could_be(workspace, police):
    with pytest.raises(Fault, match="No table is known that it could be"):
        write_mapping(workspace, police.with_name("buses.csv"))


def test_the_command_takes_a_folder_and_writes_for_a_file_alone(workspace, police):
    refused = CliRunner().invoke(main, ["check", str(police.parent), "--write", "--workspace", str(workspace.root)])
    assert refused.exit_code == 2
    assert "name the FILE" in refused.output
    for name in ("police.csv", "contacts.csv", "buses.csv"):
        police.with_name(name).unlink()
    empty = CliRunner().invoke(main, ["check", str(police.parent), "--workspace", str(workspace.root)])
    assert (empty.exit_code, "holds no file" in empty.output) == (1, True)
