"""What holds for every test, and what is dear enough to be made once."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from analysis.base.settings import Workspace

PROJECT = Path(__file__).parents[1]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# The browser asks nothing of any network, and runs where its sandbox cannot.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Before anything draws: no test opens a window.
os.environ["MPLBACKEND"] = "Agg"

# No test reads or writes anything in the home of whoever runs it; extracts that are not the sample's get this key.
APART = tempfile.TemporaryDirectory(prefix="overview-tests-")
(Path(APART.name) / "secret").write_bytes(b"a key that nobody has need to keep")
(Path(APART.name) / "secret").chmod(0o600)
os.environ["OVERVIEW_SECRET_FILE"] = str(Path(APART.name) / "secret")
os.environ["OVERVIEW_TRUST_FILE"] = str(Path(APART.name) / "trusted.json")

# Deadlines fail on a busy machine and prove nothing. CI tries the same examples every time, so that it fails only for a change.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")


# Whichever test of a worker comes first waits for the workspace to be built: minutes on a quiet machine, many more on a slow one.
BUILDING_SECONDS = 2400


def pytest_collection_modifyitems(items):
    """Give the tests on the built workspace the time to build it."""
    for item in items:
        if "built" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(BUILDING_SECONDS))


@pytest.fixture(scope="session")
def new_workspace():
    """A function that makes a workspace of its own, without extracts, in a folder."""

    def make(root):
        for part in ("config", "notebooks"):
            shutil.copytree(PROJECT / part, root / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        return Workspace(root)

    return make


@pytest.fixture(scope="session")
def built(tmp_path_factory, new_workspace):
    """A workspace with the sample: 2016-17 built in both editions, 2015-16 in the internal one.

    Building takes a minute or two, so tests that ask for it belong to the group "end to end", which one worker runs.
    """
    from analysis.run.reports import RunRequest, run
    from sample import write_sample

    workspace = new_workspace(tmp_path_factory.mktemp("workspace"))
    write_sample(workspace)
    for edition, years in (("public", ["2016-17"]), ("internal", ["2016-17", "2015-16"])):
        failures = [outcome.failure for outcome in run(workspace, RunRequest(tuple(years), edition), 2, print) if outcome.failure]
        assert failures == []
    return workspace


@pytest.fixture(scope="session")
def browser():
    """The machine's own browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium or Chrome on this machine to open pages with; .ci/run installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
