"""The register of releases shows what was changed, and a release that no longer stands is withdrawn by a command that leaves a trace."""

import json
import shutil
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.base.chain import LINK, chain_faults, write_link
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.cli import main
from analysis.releases import earlier_rows, marked, read_releases, released_files
from analysis.run.register import Withdrawal, withdraw
from tests.report.opened import row

QUARTER, FIRST = "2016-17-Q3", "2017-05-04 2016-17-Q3"
TOLD = Withdrawal("A. Person", "aperson", date(2017, 6, 1), "The police sent the wrong file.")


@pytest.fixture
def workspace(tmp_path, new_workspace):
    """A workspace with one release, of 40 episodes."""
    workspace = new_workspace(tmp_path)
    folder = workspace.releases / FIRST
    folder.mkdir(parents=True)
    pd.DataFrame([row("missing_episodes", QUARTER, "40")], columns=list(RESULT_COLUMNS)).to_csv(folder / "results.csv", index=False)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    write_link(folder, {"period": QUARTER, "published_on": "2017-05-04"}, ["results.csv", "manifest.json"], workspace.releases)
    return workspace


def test_a_withdrawn_release_stays_known_and_is_compared_with_no_more(workspace):
    """Who has it can subtract from it, so gate and audit still read it; what is 41 now was revised only while the 40 stood."""
    now = pd.DataFrame([row("missing_episodes", QUARTER, "41")], columns=list(RESULT_COLUMNS))
    assert list(marked(now, read_releases(workspace), None, workspace.authority)["marker"]) == ["r"]
    record = withdraw(workspace, FIRST, TOLD)
    assert list(marked(now, read_releases(workspace), None, workspace.authority)["marker"]) == [""]
    earlier = earlier_rows(workspace)
    assert list(earlier.loc[earlier["release"] == FIRST, "numerator"]) == ["40"]
    assert [path.parent.name for path in released_files(workspace)] == [FIRST]
    told = json.loads((record / LINK).read_text(encoding="utf-8"))
    assert (told["withdraws"], told["reason"], told["account"]) == (FIRST, TOLD.reason, "aperson")
    assert told["before"]["release"] == FIRST


def test_a_withdrawal_is_a_link_of_the_chain(workspace):
    """Taking the release away, or the record of its withdrawal from between two others, is seen."""
    withdraw(workspace, FIRST, TOLD)
    assert chain_faults(workspace.releases) == []
    shutil.rmtree(workspace.releases / FIRST)
    assert chain_faults(workspace.releases) == [f"{FIRST} is gone, which came before 2017-06-01 withdrawn {FIRST}"]


@pytest.mark.parametrize(
    ("name", "reason", "words"),
    [
        ("2017-05-04 2016-17-Q4", "late", f"There is no release '2017-05-04 2016-17-Q4'. There are: {FIRST}."),
        (FIRST, "  ", "Say why, with --reason"),
    ],
    ids=["no such release", "no reason"],
)
def test_what_cannot_be_withdrawn_is_told_and_leaves_no_trace(workspace, name, reason, words):
    done = CliRunner().invoke(main, ["withdraw", name, "--by", "A. Person", "--reason", reason, "--workspace", str(workspace.root)])
    assert done.exit_code == 1
    assert words in done.output
    assert [path.name for path in workspace.releases.iterdir()] == [FIRST]


def test_a_release_is_withdrawn_once(workspace):
    command = ["withdraw", FIRST, "--by", "A. Person", "--reason", "late", "--on", "2017-06-01", "--workspace", str(workspace.root)]
    assert CliRunner().invoke(main, command).exit_code == 0
    again = CliRunner().invoke(main, command)
    assert again.exit_code == 1
    assert f"{FIRST} was withdrawn already." in again.output


def test_every_reader_of_the_register_names_an_edited_file_and_its_first_difference(workspace):
    results = workspace.releases / FIRST / "results.csv"
    results.write_text(results.read_text(encoding="utf-8").replace("40", "41"), encoding="utf-8")
    for read in (read_releases, released_files, earlier_rows):
        with pytest.raises(Fault, match=rf"{FIRST}/results\.csv was edited after it was released; line 2 is the first"):
            read(workspace)


@pytest.mark.parametrize(
    "words",
    [
        ("run", QUARTER),
        ("publish", QUARTER),
        ("withdraw", FIRST, "--by", "A. Person", "--reason", "late"),
        ("foi", "missing", "--period", "2016-17"),
        ("audit", QUARTER),
        ("verify", QUARTER),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("name", ["results.csv", LINK])
def test_every_command_that_reads_the_register_names_what_was_edited(workspace, words, name):
    """Before it does anything else, and also where the release itself was edited and none follows it."""
    path, folder = workspace.releases / FIRST / name, workspace.outputs / QUARTER / "public"
    folder.mkdir(parents=True)
    path.write_text(path.read_text(encoding="utf-8").replace("40", "41").replace("2017-05-04", "2017-05-05"), encoding="utf-8")
    done = CliRunner().invoke(main, [*words, "--workspace", str(workspace.root)])
    assert done.exit_code == 1
    assert f"{FIRST}/{name} was edited after it was released; line {2 if name == 'results.csv' else 3} is the first" in done.output
    assert not isinstance(done.exception, ValueError)
