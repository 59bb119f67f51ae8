"""One command at a time in a workspace, and what an earlier one was broken off in is put right."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault
from analysis.base.whole import JOURNAL
from analysis.cli import main
from analysis.intake.people import read_people_register
from analysis.run.alone import alone
from analysis.run.log import append, current_user, log_path, runs

NOTE = {"folder": "2016-17 public", "manifest": "1", "user": "a", "at": "now", "commit": "c"}
DECISIONS = "record_one,record_other,decision,decided_by,decided_on\na,b,same,P. Officer,2026-11-23\n"
HOLDING = """
import sys
from pathlib import Path
from analysis.base.settings import Workspace
from analysis.run.alone import alone
with alone(Workspace(Path(sys.argv[1])), "overview run"):
    print("at work", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def workspace(tmp_path, new_workspace):
    return new_workspace(tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "2016-17"),
        ("check",),
        ("publish", "2016-17"),
        ("withdraw", "x", "--by", "A. Person", "--reason", "late"),
        ("sign-off", "2016-17", "--by", "A. Person", "--role", "Head"),
        ("review",),
        ("foi", "missing", "--period", "2016-17"),
    ],
    ids=lambda words: words[0],
)
def test_what_writes_is_refused_while_a_run_is_at_work_and_told_by_whom(workspace, words):
    with alone(workspace, "overview run"):
        done = CliRunner().invoke(main, [*words, "--workspace", str(workspace.root)])
    assert done.exit_code == 1
    assert f"overview run, by {current_user()} since " in done.output
    assert f"(process {os.getpid()} on " in done.output


def test_a_command_that_was_killed_holds_nothing(workspace):
    """Its note is still there, and is no lock."""
    with subprocess.Popen([sys.executable, "-c", HOLDING, str(workspace.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holding:
        assert holding.stdout.readline() == b"at work\n"
        with pytest.raises(Fault, match=rf"process {holding.pid} on"), alone(workspace, "overview publish"):
            pass
        holding.kill()
    with alone(workspace, "overview publish"):
        pass


def test_half_a_line_of_the_log_is_told_and_taken_away(workspace, capsys):
    append(workspace, [json.dumps(NOTE)])
    with log_path(workspace).open("a", encoding="utf-8") as log:
        log.write('{"folder": "2016-')
    assert [one.folder for one in runs(workspace)] == ["2016-17 public"]
    with alone(workspace, "overview run"):
        pass
    assert capsys.readouterr().err == "overview: data/processed/runs.jsonl ended in half a line, which was taken away.\n"
    assert log_path(workspace).read_text(encoding="utf-8") == json.dumps(NOTE) + "\n"


def test_a_line_after_half_a_line_begins_anew(workspace):
    """Two processes note their folders, and the first was killed as it wrote."""
    log_path(workspace).parent.mkdir(parents=True)
    log_path(workspace).write_text('{"folder": "2016-', encoding="utf-8")
    append(workspace, [json.dumps(NOTE)])
    assert [one.folder for one in runs(workspace)] == ["2016-17 public"]


@pytest.mark.parametrize("half", ["a,c,sa", "a,c,same,P. Officer,2026-1"])
def test_half_a_decision_is_taken_away_and_asked_for_again(workspace, capsys, half):
    """What was cut off within a day looks whole but for the end of its line."""
    workspace.registers.mkdir(parents=True)
    (workspace.registers / "decisions.csv").write_text(DECISIONS + half, encoding="utf-8")
    with alone(workspace, "overview review"):
        pass
    assert "Decide that pair again with `overview review`." in capsys.readouterr().err
    assert read_people_register(workspace).decisions["record_other"].tolist() == ["b"]


def test_what_was_broken_off_as_it_was_put_into_place_is_finished_and_told(workspace, capsys):
    (workspace.root / "approvals").mkdir()
    (workspace.root / "approvals" / ".building-x").write_text("signed", encoding="utf-8")
    (workspace.root / JOURNAL).parent.mkdir(parents=True)
    told = {"placed": {"approvals/.building-x": "approvals/2016-17-public.json"}, "gone": []}
    (workspace.root / JOURNAL).write_text(json.dumps(told), encoding="utf-8")
    with alone(workspace, "overview run"):
        pass
    assert (workspace.root / "approvals" / "2016-17-public.json").read_text(encoding="utf-8") == "signed"
    assert "was broken off as it put its files into place; that is finished now" in capsys.readouterr().err
