"""Chapters of a council's own, from the command: what is wrong in them stops it with one message."""

import os
import subprocess
import sys

import pytest

from tests.own_chapters import HEALTH, PROJECT, VISITORS, changed, write_chapters

pytestmark = pytest.mark.xdist_group("own chapters")

QUARTER = "2016-17-Q4"


def overview(root, *words):
    """Run the command as a user does, in a process of its own that nobody told of a workspace."""
    environment = {name: value for name, value in os.environ.items() if name != "OVERVIEW_WORKSPACE"}
    environment["PYTHONPATH"] = str(PROJECT / "src")
    command = [sys.executable, "-m", "analysis", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)


def test_an_example_that_is_not_true_stops_the_check(new_workspace, tmp_path):
    workspace = new_workspace(tmp_path)
    write_chapters(
        workspace.root, {"chapters/health.toml": changed(HEALTH, ('gives = "2"', 'gives = "3"')), "chapters/visitors.toml": VISITORS}
    )
    done = overview(workspace.root, "check")
    assert done.returncode == 1
    assert "- config/chapters/health.toml, indicators.attendances.example: its rows give 2 and not 3." in done.stderr


def test_a_fault_in_a_chapter_is_one_message(new_workspace, tmp_path):
    workspace = new_workspace(tmp_path)
    write_chapters(workspace.root, {"chapters/health.toml": changed(HEALTH, ('type = "code"', 'typ = "code"'))})
    for words in (["check"], ["run", QUARTER]):
        done = overview(workspace.root, *words)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stderr
        assert done.stderr.count("health.toml has 2 fault(s):") == 1, done.stderr
