"""A workspace for another authority."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from docx import Document

from analysis.base import shipped
from analysis.base.settings import AuthorityFile, Fault, Workspace
from analysis.base.shipped import PARTS
from analysis.base.vocabulary import NO_OWN
from analysis.run.workspaces import make_workspace, project_parts
from analysis.run.workspaces.answers import PRACTICE
from sample import write_sample

PROJECT = Path(__file__).parents[2]
SETTINGS = PROJECT / "config" / "jupyter" / "jupyter_server_config.py"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("elsewhere") / "a county", PRACTICE)


def test_it_holds_what_a_report_needs(made):
    assert made.authority.name == "Your County Council"
    assert made.policy
    assert made.supplied == {}
    assert {path.name for path in made.notebooks.iterdir()} == {path.name for path in (PROJECT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in (made.config / "extracts").iterdir()} == {path.name for path in (PROJECT / "config/extracts").iterdir()}
    assert (made.config / "jupyter" / SETTINGS.name).read_text(encoding="utf-8") == SETTINGS.read_text(encoding="utf-8")
    assert "/data/raw/*" in (made.root / ".gitignore").read_text(encoding="utf-8")


def _text_of(path):
    """The text of a file, of a Word file that of its paragraphs."""
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8")


def test_it_takes_nothing_from_the_authority_of_the_project(made):
    """Its figures, its commentary and its name are its own."""
    theirs = Workspace(PROJECT).authority
    ours = [
        path for path in made.config.rglob("*") if path.is_file() and path.parent.name not in ("extracts", "sample")
    ]  # those hold systems' spellings
    texts = [_text_of(path) for path in ours]
    assert [name for name in (theirs.name, theirs.short_name, *theirs.districts) if any(name in text for text in texts)] == []
    assert list((made.config / "commentary").glob("20*")) == []


def test_every_key_of_the_authority_is_there_to_fill_in(made):
    content = tomllib.loads((made.config / "authority.toml").read_text(encoding="utf-8"))
    assert set(content) == set(AuthorityFile.model_fields)


def test_the_sample_uses_its_districts(made):
    write_sample(made)
    notifications = (made.raw / "2016-17" / "police_notifications.csv").read_text(encoding="utf-8")
    assert "North district" in notifications


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Fault, match=r"is not empty: it holds letter\.txt\."):
        make_workspace(tmp_path, PRACTICE)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_command_says_what_to_run_next(tmp_path):
    """From anywhere, also for a folder with a space in its name."""
    command = [sys.executable, "-m", "analysis", "new-workspace", "my county", "--practice"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["overview sample --workspace 'my county'", "overview run 2016-17 --workspace 'my county'"]
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (again.returncode, again.stdout) == (1, "")
    assert "is not empty" in again.stderr


def test_an_installed_package_carries_the_parts_of_the_project(tmp_path, monkeypatch):
    """The wheel puts them where they are looked for first."""
    wheel = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {part: f"analysis/run/workspaces/project/{part}" for part in PARTS}
    package = tmp_path / "lib" / "site-packages" / "analysis"
    installed = package / "run" / "workspaces"
    monkeypatch.setattr(shipped, "PACKAGE", package)
    with pytest.raises(Fault, match="without its configuration and notebooks"):
        project_parts()
    for part in PARTS:
        (installed / "project" / part).mkdir(parents=True)
    assert project_parts() == installed / "project"


def test_its_words_are_no_countys_until_it_says_its_own(made):
    """The words of the project are those of the made-up county."""
    assert made.vocabulary == NO_OWN != Workspace(PROJECT).vocabulary
