"""The page `docs/how-to/council-in-an-hour.md`, done as it says: its commands one after the other, on files of other shapes."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.base.settings import Workspace
from tests.intake.test_survey import BUSES, CONTACTS, POLICE
from tests.test_docs import PROJECT, commands_in

PAGE = PROJECT / "docs" / "how-to" / "council-in-an-hour.md"
COMMANDS = commands_in(PAGE.read_text(encoding="utf-8"))
YEAR = "2026-27"


def overview(folder: Path, command: str) -> subprocess.CompletedProcess:
    words = [sys.executable, "-m", "analysis", *shlex.split(command)[1:]]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """An empty folder in which the first command was given, with three files in the folder of the page's year."""
    folder = tmp_path_factory.mktemp("anywhere")
    done = overview(folder, COMMANDS[0])
    assert done.returncode == 0, done.stderr
    raw = Workspace(folder / "ourcounty").raw
    (made,) = (path for path in raw.iterdir() if path.is_dir())
    made.rename(raw / YEAR)  # The command made that of today.
    for name, text in (("buses.csv", BUSES), ("contacts.csv", CONTACTS), ("police.csv", POLICE)):
        (raw / YEAR / name).write_text(text, encoding="utf-8")
    return folder


DECIDED = {
    "notifications": {'# "Tiny" = ?': '"Tiny" = "low"'},
    "referrals": {
        'referral_id = ""': 'referral_id = "Contact No"',
        '# "CSE" = ?': '"CSE" = "not_known"',
        '# "Toil" = ?': '"Toil" = "not_known"',
    },
}
"""What the analyst puts right in each mapping that was written, in place of what was open."""


def decide(mapping: Path, decided: dict[str, str]) -> None:
    text = mapping.read_text(encoding="utf-8")
    for left_open, put_right in decided.items():
        assert left_open in text
        text = text.replace(left_open, put_right)
    mapping.write_text(text, encoding="utf-8")


@pytest.mark.long
def test_the_hour_of_the_page_ends_in_the_data_quality_page(folder):
    """Each mapping is refused until that of the project is deleted, as the page says, and is ready when its open questions are decided."""
    assert [command.split()[1] for command in COMMANDS] == ["new-workspace", "check", "check", "check", "check"]
    look, police, contacts, check = COMMANDS[1:]
    assert "1. police.csv is most likely notifications" in overview(folder, look).stdout
    for command, (table, decided) in zip((police, contacts), DECIDED.items(), strict=True):
        mapping = folder / "ourcounty" / "config" / "extracts" / f"{table}.toml"
        assert "delete it" in overview(folder, command).stderr
        mapping.unlink()
        done = overview(folder, command)
        assert (done.returncode, done.stdout.strip()) == (0, str(mapping)), done.stderr
        decide(mapping, decided)
    done = overview(folder, check)
    assert done.returncode == 0, done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == ["data-quality.html"]
