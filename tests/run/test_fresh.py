"""Which reports are built after which change, and that nothing half-made is left, however a run ends."""

import subprocess
import sys

import nbformat
import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.spec import RESULT_COLUMNS
from analysis.base.whole import clear_scratch
from analysis.disclose import Publishable
from analysis.run import fresh
from analysis.run.fresh import report_made_from
from analysis.run.tasks import Task

QUARTERS = ("2016-17-Q1", "2016-17-Q2", "2016-17-Q3", "2016-17-Q4")
REPORTS = (*QUARTERS, "2016-17")
ALL = set(REPORTS)


def figures(**changed: str) -> Publishable:
    """The missing notifications of each quarter and of both years."""
    counts = dict.fromkeys(("2015-16", "2017-18", *REPORTS), "10") | changed
    lines = [("missing_notifications", "1", name, "", "", count, "", count, "notifications", "p", "") for name, count in counts.items()]
    return Publishable(pd.DataFrame(lines, columns=RESULT_COLUMNS).astype("str"), "public")


@pytest.fixture
def workspace(new_workspace, tmp_path):
    made = new_workspace(tmp_path)
    made.processed.mkdir(parents=True)
    pd.DataFrame({"rows": [1]}).to_parquet(made.processed / "intake_files.parquet")
    return made


def made_from(workspace, publishable, edition="public", **settings):
    tasks = [Task(workspace.root, Period.parse(name), edition, **settings) for name in REPORTS]
    return {task.period.name: report_made_from(task, publishable) for task in tasks}


def append(path, text="\n"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + text.encode())


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("notebooks/02_quarterly_performance.ipynb", set(QUARTERS)),
        ("notebooks/03_annual_overview.ipynb", {"2016-17"}),
        ("notebooks/00_tutorial.ipynb", set()),
        ("data/processed/intake_findings.parquet", {"2016-17"}),
        ("releases/2016-17-Q1/results.csv", ALL),
        ("data/raw/2016-17/notifications.csv", set()),
        ("data/benchmarks/factors.csv", {"2016-17"}),
    ],
)
def test_a_changed_file_rebuilds_what_reads_it(workspace, place, expected):
    """Extracts reach a report through its figures alone. What is read of the configuration is noted: see `test_stages`."""
    before = made_from(workspace, figures())
    append(workspace.root / place)
    after = made_from(workspace, figures())
    assert {name for name in REPORTS if before[name] != after[name]} == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, set()),
        ({"2016-17-Q4": "11"}, {"2016-17-Q4", "2016-17"}),
        ({"2016-17-Q2": "11"}, {"2016-17-Q2", "2016-17-Q3", "2016-17-Q4", "2016-17"}),
        ({"2015-16": "11"}, ALL),
        ({"2017-18": "11"}, set()),
    ],
)
def test_a_changed_figure_rebuilds_its_own_period_and_those_that_look_back_on_it(workspace, changed, expected):
    """A quarter's report shows the quarters before it, and never a later one."""
    before, after = made_from(workspace, figures()), made_from(workspace, figures(**changed))
    assert {name for name in REPORTS if before[name] != after[name]} == expected


@pytest.mark.parametrize("table", ["intake_findings", "people_pairs"])
def test_an_internal_quarter_is_built_from_the_account_that_it_tells_of(workspace, table):
    """What has changed stands in every internal folder: rules newly failing, pairs waiting."""
    before = made_from(workspace, figures(), "internal")
    append(workspace.processed / f"{table}.parquet")
    after = made_from(workspace, figures(), "internal")
    assert {name for name in REPORTS if before[name] != after[name]} == ALL


def test_what_a_notebook_imports_rebuilds_its_report(workspace):
    """An analyst's own cell counts as much as ours, behind a magic too; a cell that is no Python stops nothing here."""
    path = workspace.notebooks / "02_quarterly_performance.ipynb"
    notebook = nbformat.read(path, as_version=4)
    before = made_from(workspace, figures())["2016-17-Q1"]["code"]
    sources = ["%matplotlib inline\nfrom analysis.regional import write_region", "this is no Python"]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(notebook, path)
    after = made_from(workspace, figures())["2016-17-Q1"]["code"]
    assert "regional/write.py" in after.keys() - before.keys()


def test_a_pdf_and_another_package_are_reasons_too(workspace, monkeypatch):
    before = made_from(workspace, figures())
    assert {name for name, now in made_from(workspace, figures(), with_pdf=True).items() if now != before[name]} == ALL
    monkeypatch.setattr(fresh, "packages", lambda: {"pandas": "0.1"})
    assert {name for name, now in made_from(workspace, figures()).items() if now != before[name]} == ALL


# A run that is broken off. The program builds folders of ten files as a run does, but quickly, in one child after the other, and
# kills each child at a random moment. It prints what it finds after each. It has one thread, or it could not fork.
PROGRAM = """
import analysis.run.workers.alone
import os, signal, sys, time
from pathlib import Path
from random import Random
from analysis.base.periods import Period
from analysis.base.whole import clear_scratch
from analysis.run import fresh, tasks
from analysis.run.workers import threads

def fill(task, folder):
    (folder / "manifest.json").write_text(task.name)
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"{task.name} {number}")
        time.sleep(0.004)

def run(root):
    clear_scratch(root)
    todo = [tasks.Task(root, Period.parse(f"2016-17-Q{n}"), "public") for n in (1, 2, 3, 4)]
    changed = [folder for folder in fresh.folders_to_build(todo, None, anew=False) if folder.why]
    for folder in changed:
        fresh.build_folder(folder)
    print(len(changed), flush=True)

def killed(root, seconds, by):
    assert threads() == 1
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        run(root)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, by)
    os.waitpid(child, 0)
    assert {len(list(folder.iterdir())) for folder in root.glob("outputs/*/public")} <= {10}

tasks._fill = fill
fresh.report_made_from = lambda task, *_: {"setting": {"name": task.name}}
rng, disturbed = Random(7), Path(sys.argv[1]) / "disturbed"
run(disturbed.with_name("undisturbed"))
for _ in range(20):
    killed(disturbed, rng.uniform(0, 0.1), rng.choice([signal.SIGKILL, signal.SIGINT]))
run(disturbed)
run(disturbed)
"""


def contents(root):
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.glob("outputs/*/public/*")}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork and no SIGKILL on Windows")
def test_a_run_that_is_killed_is_resumed_and_leaves_nothing_half_made(tmp_path):
    """Killed at twenty random moments: every folder is whole at each, and in the end everything is as in a run that nobody disturbed.
    What was built is not built again."""
    told = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True).stdout.split()
    assert (told[0], told[-1]) == ("4", "0")
    assert contents(tmp_path / "disturbed") == contents(tmp_path / "undisturbed")
    assert len(contents(tmp_path / "disturbed")) == 40
    assert not list(tmp_path.glob("disturbed/outputs/*/.building-*"))


def test_a_folder_that_was_just_being_replaced_is_put_back(tmp_path):
    """The old one was moved away, and the run ended before the new one took its place."""
    aside = tmp_path / "outputs" / "2016-17" / ".building-public-x1" / "old"
    aside.mkdir(parents=True)
    (aside / "report.html").write_text("old")
    clear_scratch(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")] == ["outputs/2016-17/public/report.html"]
