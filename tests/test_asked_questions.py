"""A release with twenty questions of analysts: whatever is asked by one column or two and under conditions, nothing small comes out.

Two attackers try: the audit, and one that knows nothing but that each episode has one code in every column, and sets up every combination.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.asked_worlds import questions
from tests.conftest import PROJECT

pytestmark = pytest.mark.long

WORLDS = ("1", "2", "3", "4", "7")
"""In the third somebody would work out a number if nobody knew that rows with each code are all rows; the last has few figures."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What the worlds came to, in a process that has the questions of a workspace."""
    root = tmp_path_factory.mktemp("asked")
    shutil.copytree(PROJECT / "config", root / "config")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(PROJECT / "src"), str(PROJECT)))}
    command = [sys.executable, "-m", "tests.asked_worlds", str(root), *WORLDS]
    for _ in ("writes the questions", "plans and attacks"):
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len([one for one in told if "refused" in one]) <= 1, "of so few figures there may be no plan, and then nothing is published"
    return [one for one in told if "refused" not in one]


def test_the_release_has_twenty_questions(outcomes):
    """Those by two columns are several figures each; numbers are printed, and numbers are hidden."""
    assert len(list(questions())) == 20
    assert {one["figures"] for one in outcomes} == {31}
    assert all(one["printed"] > 50 and one["hidden"] > 0 for one in outcomes)


def test_the_audit_finds_nothing(outcomes):
    assert {one["seed"]: one["faults"] for one in outcomes if one["faults"]} == {}


def test_nor_does_somebody_who_sets_up_every_combination(outcomes):
    assert {one["seed"]: one["exact"] for one in outcomes if one["exact"]} == {}
