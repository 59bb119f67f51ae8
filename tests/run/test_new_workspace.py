"""What `overview new-workspace` asks, as flags and on a terminal, and the workspace that the answers make."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.base.settings import Workspace
from analysis.cli import main
from analysis.run.workspaces import answers, make_period_folder
from analysis.run.workspaces.answers import QUESTIONS

GIVEN = {
    "--name": 'The "Isles" Council of Ærø',
    "--short-name": "Isles",
    "--committee": "Children's Committee",
    "--districts": "St Mary’s; Tresco, Bryher",
    "--year-starts-in": "jan",
    "--hub": "MASH",
    "--panel": "MACE panel",
    "--network": "locations network",
    "--tables": "referrals, Return interviews",
}


def asked(folder: Path, given: dict[str, str], typed: str | None = None):
    return CliRunner().invoke(main, ["new-workspace", str(folder), *(word for pair in given.items() for word in pair)], input=typed)


@pytest.fixture(scope="module")
def isles(tmp_path_factory) -> Workspace:
    folder = tmp_path_factory.mktemp("far") / "isles"
    done = asked(folder, GIVEN)
    assert done.exit_code == 0, done.output
    assert f"--workspace {folder}" in done.output.splitlines()[-1]
    return Workspace(folder)


def test_flags_make_a_workspace_without_a_question(isles):
    """Names survive with their quotation marks and letters, and the words take what the groups of agencies are called."""
    authority, names = isles.authority, isles.vocabulary.names
    assert (authority.name, authority.short_name) == ('The "Isles" Council of Ærø', "Isles")
    assert (authority.districts, authority.localities, authority.year_starts_in) == (("St Mary’s", "Tresco, Bryher"), (), 1)
    assert (names.hub.name, names.panel.name) == ("MASH", "MACE panel")
    assert names.network.forms == ("locations network", "locations network", "locations network")
    assert isles.policy


def test_only_the_tables_that_will_come_are_mapped(isles):
    """The project's mappings of all others are kept, so that a file of theirs is known when it comes."""
    assert {path.stem for path in isles.config.glob("extracts/*.toml")} == {"notifications", "referrals", "return_interviews"}
    assert {path.stem for path in isles.config.glob("mappings/sample/*.toml")} == {*answers.known_tables()}


def test_the_first_check_complains_of_nothing_but_the_file_that_is_missing(isles):
    command = [sys.executable, "-m", "analysis", "check", "--workspace", str(isles.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    headline, fault = done.stderr.splitlines()
    assert headline.endswith(": 1 fault.")
    assert "has no file for notifications" in fault


def test_the_folder_is_that_of_the_year_in_which_the_day_falls(isles, tmp_path):
    """A year that starts in January has the name of that calendar year, as its reports will ask for it."""
    (made,) = (path for path in isles.raw.iterdir() if path.is_dir())
    assert list(made.iterdir()) == []
    april = Workspace(tmp_path)
    april.raw.mkdir(parents=True)
    (april.root / "config").mkdir()
    (april.config / "authority.toml").write_text('name = "A"\nshort_name = "A"\ncommittee = "A"\ndistricts = []\nyear_starts_in = 4\n')
    assert make_period_folder(april, date(2026, 3, 31)).name == "2025-26"


def test_where_nobody_can_be_asked_all_flags_that_are_missing_are_named(tmp_path):
    done = asked(tmp_path / "new", {"--name": "A Council"})
    assert done.exit_code == 2
    named = done.output.partition("as flags: ")[2].split(". ")[0].split()
    assert named == [question.flag for question in QUESTIONS if question.flag != "--name"]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("flag", "text", "said"), [
    ("--year-starts-in", "Smarch", "is no month"),
    ("--districts", "Total, Tresco", "'Total' stands for something else"),
    ("--districts", " ; ", "there is no name in it"),
    ("--hub", "Hub 7", "holds a number"),
    ("--tables", "taxis", "taxis: there is no such table. There are: audit_findings"),
])  # fmt: skip
def test_a_flag_that_cannot_be_used_is_refused_and_nothing_made(tmp_path, flag, text, said):
    done = asked(tmp_path / "new", GIVEN | {flag: text})
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert not (tmp_path / "new").exists()


def test_on_a_terminal_it_asks_and_asks_again(tmp_path, monkeypatch):
    """Enter takes what is usual; what was given as a flag is not asked."""
    monkeypatch.setattr(answers, "on_a_terminal", lambda: True)
    typed = "\nOurs\n\nNorth, South\nSmarch\n10\n\nMACE panel\n\n\n"
    done = asked(tmp_path / "new", {"--name": "Our Council"}, typed)
    assert done.exit_code == 0, done.output
    assert "'Smarch' is no month" in done.output
    made = Workspace(tmp_path / "new")
    stated = tomllib.loads((made.config / "authority.toml").read_text(encoding="utf-8"))
    assert (stated["name"], stated["short_name"], stated["districts"]) == ("Our Council", "Ours", ["North", "South"])
    assert (stated["committee"], stated["year_starts_in"]) == ("Children and Young People's Committee", 10)
    assert made.vocabulary.names.hub.in_full == "multi-agency safeguarding hub"
    assert made.vocabulary.names.panel.name == "MACE panel"
    assert [path.stem for path in made.config.glob("extracts/*.toml")] == ["notifications"]


def test_a_folder_that_holds_something_is_refused_before_anything_is_asked(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    done = asked(tmp_path, {})
    assert done.exit_code == 1
    assert "is not empty: it holds letter.txt" in done.output
