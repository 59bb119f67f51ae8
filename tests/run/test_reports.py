"""Several workspaces with the same workers: what is done in which order, and what goes wrong in one alone."""

import errno
import os
from functools import partial

import pytest
from click.testing import CliRunner

from analysis.base.hashing import sha256
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import WORDS
from analysis.cli import main
from analysis.intake.people import secret_mark
from analysis.run import reports, tasks
from analysis.run.alone import alone
from analysis.run.log import current_user, runs
from analysis.run.reports import Built, Order, RunRequest, run_all
from analysis.run.story import CommentaryCheck
from analysis.run.summary import summary
from analysis.run.tasks import Outcome, Task
from analysis.run.workers import done_here

QUARTERS = ("2016-17-Q1", "2016-17-Q2")
YEAR = [*QUARTERS, "2016-17-Q3", "2016-17-Q4", "2016-17"]


def watched(work, items, done):
    """Does the work here, and notes it."""
    for item, result in done_here(work, items):
        done.append((work.__name__, item))
        yield item, result


@pytest.fixture
def counted_in():
    """The workspaces in which figures were counted."""
    return []


@pytest.fixture
def counties(tmp_path, new_workspace, monkeypatch, counted_in):
    """Three workspaces with quick figures and reports: the second has no extracts, the third cannot build its second quarter."""

    def figures(workspace, periods, edition, *, anew):
        counted_in.append(workspace.root.name)
        if workspace.root.name == "two":
            raise Fault("There are no extracts.")

    def fill(task, folder):
        if task.root.name == "three" and task.period.name == "2016-17-Q2":
            raise Fault("A cell failed.")
        (folder / "manifest.json").write_text(task.name)

    monkeypatch.setattr(reports, "figures", figures)
    monkeypatch.setattr(reports, "check_commentaries", lambda _, periods, __: {one.name: CommentaryCheck() for one in periods})
    monkeypatch.setattr("analysis.run.fresh.report_made_from", lambda task, *_: {"setting": {"name": task.name}})
    monkeypatch.setattr(tasks, "_fill", fill)
    monkeypatch.setattr(reports, "write_index", lambda _: None)
    return [new_workspace(tmp_path / name).root for name in ("one", "two", "three")]


def test_figures_come_before_reports_and_what_goes_wrong_in_a_workspace_stops_no_other(counties):
    done, told = [], []
    built = run_all(counties, RunRequest(QUARTERS, "public"), partial(watched, done=done), told.append)
    assert [name for name, _ in done] == ["plan"] * 3 + ["build_folder"] * 4
    assert [one.root for one in built] == counties
    assert (built[0].is_whole, str(built[1].error)) == (True, "There are no extracts.")
    assert [(outcome.task.period.name, outcome.failure) for outcome in built[2].outcomes] == [
        ("2016-17-Q1", ""),
        ("2016-17-Q2", "A cell failed."),
    ]
    assert told == [
        "one figures", "two figures", "three figures",
        "one 2016-17-Q1 public", "one 2016-17-Q2 public", "three 2016-17-Q1 public", "three 2016-17-Q2 public",
    ]  # fmt: skip


def comment(root, name, text):
    """Write commentary on a period into a workspace."""
    (root / "config" / "commentary" / f"{name}.md").write_text(text, encoding="utf-8")


def test_a_period_whose_commentary_is_refused_stops_no_other(counties, counted_in):
    comment(counties[0], "2016-17-Q2", "# Profile\n\nSome girls put themselves at risk.\n")
    (built,) = run_all(counties[:1], RunRequest(("2016-17",), "public"), done_here, str)
    failures = {outcome.task.period.name: outcome.failure for outcome in built.outcomes}
    assert [name for name, failure in failures.items() if failure] == ["2016-17-Q2"]
    assert "2016-17-Q2.md:3: blames_child" in failures["2016-17-Q2"]
    assert sorted(path.parent.parent.name for path in counties[0].glob("outputs/*/public/manifest.json")) == sorted(
        {*YEAR} - {"2016-17-Q2"}
    )
    assert counted_in == ["one"]
    assert "2016-17-Q2 public: its commentary is refused." in list(summary(built, why=True))


def test_commentary_that_the_figures_refuse_stops_no_other(counties, monkeypatch):
    """A false claim is known only when all is counted."""
    checks = {
        "2016-17-Q1": CommentaryCheck("A claim that the figures contradict."),
        "2016-17-Q2": CommentaryCheck(warning="A target is not shown."),
    }
    monkeypatch.setattr(reports, "check_commentaries", lambda *_: checks)
    (built,) = run_all(counties[:1], RunRequest(QUARTERS, "public"), done_here, str)
    assert [(one.failure, one.warning) for one in built.outcomes] == [(checks[name].refused, checks[name].warning) for name in QUARTERS]
    assert [path.parent.parent.name for path in counties[0].glob("outputs/*/public/manifest.json")] == ["2016-17-Q2"]


@pytest.mark.parametrize(
    ("edition", "text", "says"),
    [
        ("public", "# Profile\n\nThere were 12 [[ missing_notifications plummeted ]].\n", "has 2 fault"),
        ("internal", "# Weather\n\nIt rained.\n", "cannot be placed in the report"),
    ],
)
def test_nothing_is_counted_when_the_text_alone_refuses_every_period(counties, counted_in, edition, text, says):
    comment(counties[0], "2016-17-Q2", text)
    (built,) = run_all(counties[:1], RunRequest(("2016-17-Q2",), edition), done_here, str)
    assert says in str(built.error)
    assert counted_in == []


def test_the_next_run_builds_only_what_is_not_there(counties):
    for expected in (["2016-17-Q1", "2016-17-Q2", "2016-17-Q1", "2016-17-Q2"], ["2016-17-Q2"]):
        done = []
        run_all(counties, RunRequest(QUARTERS, "public"), partial(watched, done=done), str)
        assert [folder.task.period.name for name, folder in done if name == "build_folder"] == expected


def test_years_are_begun_first_and_told_of_last(counties):
    """They take longest, so two workers end together; what is said of them stays in the order of the calendar."""
    done = []
    (built,) = run_all(counties[:1], RunRequest(("2016-17",), "public"), partial(watched, done=done), str)
    assert [folder.task.period.name for name, folder in done if name == "build_folder"] == ["2016-17", *YEAR[:4]]
    assert [outcome.task.period.name for outcome in built.outcomes] == YEAR


def test_a_workspace_in_which_another_run_is_at_work_is_left_alone(counties):
    with alone(Workspace(counties[0]), "overview publish"):
        built = run_all(counties, RunRequest(QUARTERS, "public"), done_here, str)
    assert str(built[0].error).startswith(f"overview publish, by {current_user()} since ")
    assert f"(process {os.getpid()} on " in str(built[0].error)
    assert not (counties[0] / "outputs").exists()
    assert len(built[2].outcomes) == 2


def test_the_summary_says_what_was_built_why_and_what_was_not(tmp_path):
    first, second, third = (Task(tmp_path, Period.parse(f"2016-17-Q{n}"), "public") for n in (1, 2, 3))
    outcomes = Outcome(first, why=tuple("abcdefg")), Outcome(second, failure="No room.", why=("a",)), Outcome(third)
    assert list(summary(Built(tmp_path, outcomes), why=True)) == [
        "2016-17-Q1 public: a; b; c; d; e; and 2 more.",
        "2016-17-Q2 public: a.",
        "2016-17-Q3 public: nothing that it is made from has changed.",
        "overview: 2016-17-Q2 public was not built. No room.",
        "1 of 3 reports were built; 1 had not changed. Open this page to find them:",
    ]
    error = KeyError("x")
    error.add_note("line 7")
    assert list(summary(Built(tmp_path, error=error), why=False)) == ["overview: it ended with KeyError: 'x'\nline 7"]


def test_the_command_tells_of_each_workspace_and_fails_when_one_does(tmp_path, new_workspace):
    """Two without extracts are each told what they lack, from a process of their own; one that is named twice is built once."""
    roots = [new_workspace(tmp_path / name).root for name in ("one", "two")]
    named = [word for root in (*roots, roots[0]) for word in ("--workspace", str(root))]
    result = CliRunner().invoke(main, ["run", "2016-17", *named])
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    assert [line for line in lines if line.endswith(":")] == [f"{root}:" for root in roots]
    assert sum("overview sample" in line for line in lines) == 2
    assert lines[-1] == f"overview: not everything was built in 2 of 2 workspaces: {roots[0]}, {roots[1]}"


def test_an_order_for_another_machine_is_refused_here(tmp_path, new_workspace):
    """A worker that does not see the folder, or makes other identifiers, must not build."""
    root = new_workspace(tmp_path / "one").root
    with pytest.raises(Fault, match="does not see"):
        reports.plan(Order(tmp_path / "elsewhere", "", (), "internal"))
    with pytest.raises(Fault, match="has another secret"):
        reports.plan(Order(root, "mark of another", (), "internal"))


@pytest.mark.parametrize("name", WORDS)
def test_a_fault_in_a_file_of_words_is_told_before_anything_is_counted(tmp_path, new_workspace, name):
    """In the folders it would be told once for each, and after minutes."""
    workspace = new_workspace(tmp_path / "one")
    (workspace.config / name).write_text("weather = 1\n", encoding="utf-8")
    with pytest.raises(Fault, match=rf"{name} has \d fault\(s\):\n(.*\n)*  weather: there is no such key"):
        reports.plan(Order(workspace.root, secret_mark(workspace), (), "internal"))


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device", "/srv/data")


def lines_after(counties, name="one"):
    (built,) = run_all([root for root in counties if root.name == name], RunRequest(("2016-17-Q1",), "public"), done_here, str)
    return list(summary(built, why=False))


def test_a_disk_that_is_full_as_a_report_is_built_is_said_and_counted_right(counties, monkeypatch):
    monkeypatch.setattr(tasks, "_fill", full)
    assert lines_after(counties) == [
        "overview: 2016-17-Q1 public was not built. The disk is full where /srv/data is. What was there before is as it was. "
        "Make room, and give the command again.",
        "0 of 1 reports were built. Open this page to find them:",
    ]
    assert not list((counties[0] / "outputs").glob("*/public"))


def test_a_disk_that_is_full_only_then_leaves_the_report_in_place(counties, monkeypatch):
    """The stamp comes last, so the next run builds the report once more; the list of outputs is told of."""
    monkeypatch.setattr("analysis.base.stamps.write_whole", full)
    assert lines_after(counties)[0].endswith("The disk is full, so the next run builds this report again.")
    monkeypatch.undo()


def test_a_disk_that_is_full_for_the_list_of_outputs_is_said_after_what_was_built(counties, monkeypatch):
    monkeypatch.setattr(reports, "write_index", full)
    said = lines_after(counties)
    assert said[0].startswith("overview: The disk is full where /srv/data is.")
    assert said[1] == "1 of 1 reports were built. Open this page to find them:"


def test_a_folder_that_is_in_place_is_in_the_log_whatever_becomes_of_the_run(counties, monkeypatch):
    """Killed as soon as its first folder is in place, a run leaves what sign-off asks for: who built just this folder."""

    def killed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.run.fresh.files_in", killed)
    with pytest.raises(KeyboardInterrupt):
        run_all(counties[:1], RunRequest(QUARTERS, "public"), done_here, str)
    (manifest,) = counties[0].glob("outputs/*/public/manifest.json")
    (noted,) = runs(Workspace(counties[0]))
    assert (noted.folder, noted.manifest, noted.user) == ("2016-17-Q1 public", sha256(manifest), current_user())
