"""A closed period is left as it is until somebody opens it, and whoever tries is told where."""

import json

import pytest
from click.testing import CliRunner

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.cli import main
from analysis.run.closed import closed_quarters, open_periods
from analysis.run.reports import Built, RunRequest, run
from analysis.run.summary import summary

QUARTER, RELEASE = "2016-17-Q3", "2017-05-04 2016-17-Q3"


@pytest.fixture
def workspace(tmp_path, new_workspace):
    """A workspace in which all is closed that ends by the end of 2016, with one release of a quarter of that year."""
    workspace = new_workspace(tmp_path)
    policy = workspace.config / "policy.toml"
    text = policy.read_text(encoding="utf-8").replace("# closed_to = 2016-03-31", "closed_to = 2016-12-31  # as the board decided")
    policy.write_text(text, encoding="utf-8")
    release = workspace.releases / RELEASE
    release.mkdir(parents=True)
    (release / "results.csv").write_text("indicator,period\n", encoding="utf-8")
    (release / "release.json").write_text(json.dumps({"period": QUARTER}), encoding="utf-8")
    return workspace


@pytest.mark.parametrize(
    "words",
    [("run", QUARTER), ("publish", QUARTER), ("withdraw", RELEASE, "--by", "A. Person", "--reason", "late")],
    ids=lambda words: words[0],
)
def test_run_publish_and_withdraw_refuse_it_and_name_the_line_that_opens_it(workspace, words):
    done = CliRunner().invoke(main, [*words, "--workspace", str(workspace.root)])
    lines = (workspace.config / "policy.toml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("closed_to"))
    assert done.exit_code == 1
    assert f"config/policy.toml, line {number}, says 'closed_to = 2016-12-31  # as the board decided'" in done.output
    assert "Put a day before 2016-12-31 there" in done.output
    assert [path.name for path in workspace.releases.iterdir()] == [RELEASE]


def test_a_year_that_is_open_is_built_without_its_closed_quarters(workspace):
    assert [period.name for period in open_periods(workspace, ["2016-17"])] == ["2016-17-Q4", "2016-17"]


def test_the_quarters_that_are_left_are_told(workspace):
    year = Period.parse("2016-17")
    left = closed_quarters(workspace, [year.quarters[3], year])
    told = list(summary(Built(workspace.root, left=left), why=False))
    assert told[0] == "Closed, so left as before: 2016-17-Q1, 2016-17-Q2 and 2016-17-Q3."


def test_a_run_stops_before_anything_is_done_when_one_of_its_periods_is_closed(workspace):
    with pytest.raises(Fault, match="2015-16 is closed"):
        run(workspace, RunRequest(("2016-17", "2015-16"), "public"), 1, print)
    assert not workspace.outputs.exists()


def test_what_is_closed_is_final_as_well(workspace):
    """Closed but still provisional would be a contradiction, and is told when the policy is read."""
    policy = workspace.config / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("final_to = 2017-04-30", "final_to = 2016-03-31"), encoding="utf-8")
    with pytest.raises(Fault, match=r"final_to .2016-03-31. is before closed_to .2016-12-31."):
        _ = workspace.policy
