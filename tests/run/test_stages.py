"""That each stage of a run, counting, gate and reports, is made anew after a change of what it really uses and of nothing else.

What a stage uses is found here another way than the stamps find it: the stage is done in a fresh interpreter, which then says which
modules it has loaded, which scripts it has started, and of which files of the configuration it has so much as asked whether they exist.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.base.documents import read_documents
from analysis.base.hashing import PACKAGE
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.run.counting import count
from analysis.run.fresh import code_of, counted_stamp, figures_stamp, report_stamp
from analysis.run.gating import pass_gate
from analysis.run.tasks import Task, build

PROJECT = Path(__file__).parents[2]
DOCUMENTS = read_documents(Workspace(PROJECT))
STAGES = {
    "counting": (count, ()),
    "gate": (pass_gate, ()),
    "quarter": (build, DOCUMENTS.of("quarter", "internal")),
    "year": (build, DOCUMENTS.of("year", "internal")),
}
ONLY_SHOWS = ("show/", "report/", "publish/", "markup.py")


def code(stage):
    work, documents = STAGES[stage]
    return code_of(work, [PROJECT / "notebooks" / f"{one.notebook}.ipynb" for one in documents])


# Does a stage in a fresh interpreter, notebooks in this very process, and tells what that took.
PROGRAM = """
import io, json, os, sys
from pathlib import Path

root, started, asked = Path(sys.argv[1]), [], set()
os.chdir(root)

def hear(event, args):
    if event == "subprocess.Popen":
        started.extend(str(word) for word in args[1] if str(word).endswith(".py"))
    if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], (str, os.PathLike)):
        asked.add(os.path.abspath(args[0]))

sys.addaudithook(hear)
stat = os.stat

def asking(path, *args, **options):
    if isinstance(path, (str, os.PathLike)):
        asked.add(os.path.abspath(path))
    return stat(path, *args, **options)

os.stat = asking

{stage}
modules = sorted(name for name in sys.modules if name.split(".")[0] == "analysis")
print(json.dumps([modules, started, sorted(path for path in asked if path.startswith(str(root / "config") + os.sep))]))
"""
COUNTING = """
from analysis.run.counting import count
from analysis.base.settings import Workspace
count(Workspace(root), [])
"""
GATE = """
import pandas as pd
from analysis.run.gating import pass_gate
from analysis.base.settings import Workspace
counted = root / "data/processed/figures"
results = pd.read_parquet(counted / "results.parquet").astype("str")
pass_gate(results, pd.read_parquet(counted / "clustering.parquet"), Workspace(root), "public")
import analysis.audit.prints  # What reads a print is loaded only where a release has one, and here none has.
"""
REPORT = """
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from analysis.base.periods import Period
from analysis.run import tasks
from analysis.run.shell import new_shell

def here(notebook, parameters, partial):
    nb = parameterize_notebook(load_notebook_node(str(notebook)), dict(parameters))
    os.chdir(notebook.parent)
    shell = new_shell()
    for cell in (one for one in nb.cells if one.cell_type == "code"):
        cell.outputs, cell.execution_count, went_well = shell.run(cell.source)
        assert went_well, cell.outputs
    os.chdir(root)
    return nb

tasks.execute = here
tasks.write_manifest = lambda *_: None  # It gives an account of all files there are, and is made from none of them.
tasks.record = lambda *_: None  # The log names the manifest.
failure = tasks.build(tasks.Task(root, Period.parse("{period}"), "internal")).failure
assert not failure, failure
import analysis.audit.prints  # As above.
"""
PROGRAMS = {
    "counting": COUNTING,
    "gate": GATE,
    "quarter": REPORT.replace("{period}", "2016-17-Q1"),
    "year": REPORT.replace("{period}", "2016-17"),
}


@pytest.fixture(scope="module")
def copied(built, tmp_path_factory):
    """A copy of the built workspace, to do stages in."""
    return Workspace(shutil.copytree(built.root, tmp_path_factory.mktemp("copied") / "workspace"))


@pytest.fixture(scope="module", params=STAGES)
def done(request, copied):
    """A stage done in a fresh interpreter: its name, the modules that were loaded, scripts that were started, and files asked for."""
    program = PROGRAM.replace("{stage}", PROGRAMS[request.param])
    ended = subprocess.run([sys.executable, "-c", program, str(copied.root)], capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    return request.param, *json.loads(ended.stdout.splitlines()[-1])


def file_of(module):
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"


@pytest.mark.long
@pytest.mark.xdist_group("end to end")
def test_a_change_in_any_module_is_seen_by_the_stages_that_load_it_and_by_no_other(done, tmp_path, monkeypatch):
    """Every module of the package gets a statement more; the stamp has a hash for each that it sees."""
    stage, loaded, started, _ = done
    copy = shutil.copytree(PACKAGE, tmp_path / "analysis")
    expected = {file_of(name).relative_to(PACKAGE).as_posix() for name in loaded}
    expected |= {Path(script).relative_to(PACKAGE).as_posix() for script in started if Path(script).is_relative_to(PACKAGE)}
    monkeypatch.setattr("analysis.base.hashing.PACKAGE", copy)
    before = code(stage)
    for path in copy.rglob("*.py"):
        path.write_text(path.read_text(encoding="utf-8") + "\n_CHANGED = True\n", encoding="utf-8")
    seen = {name for name, now in code(stage).items() if now != before[name]}
    assert seen == expected


def test_a_comment_changes_nothing(tmp_path, monkeypatch):
    """Every module of the package gets one."""
    copy = shutil.copytree(PACKAGE, tmp_path / "analysis")
    monkeypatch.setattr("analysis.base.hashing.PACKAGE", copy)
    before = {stage: code(stage) for stage in STAGES}
    for path in copy.rglob("*.py"):
        path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")
    assert {stage: code(stage) for stage in STAGES} == before


def test_what_only_shows_counts_nothing_anew():
    shows = {stage: [name for name in code(stage) if name.startswith(ONLY_SHOWS)] for stage in STAGES}
    assert (shows["counting"], shows["gate"]) == ([], [])
    assert all(
        "show/charts/bars.py" in shows[stage] and "publish/templates/house/house.css" in shows[stage] for stage in ("quarter", "year")
    )


STAMPS = {
    "counting": counted_stamp,
    "gate": lambda workspace: figures_stamp(workspace, "public"),
    "quarter": lambda workspace: report_stamp(Task(workspace.root, Period.parse("2016-17-Q1"), "internal")),
    "year": lambda workspace: report_stamp(Task(workspace.root, Period.parse("2016-17"), "internal")),
}


def changed_files(workspace, stage):
    """The files of the configuration that a stage's stamp says have changed, of all the reasons that it gives."""
    return {line.split()[1] for line in STAMPS[stage](workspace).reasons({}) if line.startswith("configuration ")}


@pytest.mark.xdist_group("end to end")
def test_a_change_in_any_file_of_the_configuration_is_seen_by_the_stages_that_read_it(done, copied):
    """Every file of ``config/`` gets a line more, and every file is made that was looked for and not there."""
    stage, _, _, asked = done
    asked = {Path(path) for path in asked}
    for path in sorted(one for one in copied.config.rglob("*") if one.is_file()):
        was = path.read_bytes()
        path.write_bytes(was + b"\n")
        assert changed_files(copied, stage) == ({path.relative_to(copied.root).as_posix()} if path in asked else set())
        path.write_bytes(was)
    for path in sorted(one for one in asked if not one.exists()):
        path.parent.mkdir(exist_ok=True)
        path.touch()
        assert changed_files(copied, stage) == {path.relative_to(copied.root).as_posix()}
        path.unlink()


@pytest.mark.xdist_group("end to end")
@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("authority.toml", {"counting", "gate", "quarter", "year"}),
        ("extracts/notifications.toml", {"counting"}),
        ("codes/sex.toml", {"counting"}),
        ("supplied/2016-17.toml", {"counting"}),
        ("releases/before-this-project.csv", {"gate"}),
        ("commentary/2016-17.md", {"year"}),
        ("population/2016-17.toml", {"year"}),
        ("templates/report.docx", {"quarter", "year"}),
        ("documents.toml", {"quarter", "year"}),
        ("headings.toml", {"quarter", "year"}),
        ("language.toml", {"quarter", "year"}),
        ("vocabulary.toml", {"counting", "gate", "quarter", "year"}),
        ("foi/missing.toml", set()),
        ("mappings/mosaic/missing.toml", set()),
    ],
)
def test_what_a_person_expects_of_a_file(copied, name, stages):
    path = copied.config / name
    was = path.read_bytes()
    path.write_bytes(was + b"\n")
    assert {stage for stage in STAGES if changed_files(copied, stage)} == stages
    path.write_bytes(was)
