"""What is sent along to a cluster, and how what comes back takes its place. A whole round on a worker: test_verify.py."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.cli import main
from analysis.run.fresh import Folder, report_stamp
from analysis.run.reports import Order, RunPlan
from analysis.run.sent import Parcel, files_read, moved, pack, put_in_place, unpack
from analysis.run.tasks import Outcome, Task
from sample.write import write_mark

QUARTER = Period.parse("2016-17-Q1")

FOR_BOTH = {"config/policy.toml", "notebooks/a.ipynb", "releases/one/results.csv", "data/registers/decisions.csv", "data/raw/SYNTHETIC"}
FOR_A_REPORT = {"data/processed/figures/publishable-public.parquet", "data/processed/intake_files.parquet"}
FOR_FIGURES = {
    "data/raw/2016-17/police.csv",
    "data/raw/2017-18",
    "data/registers/records.csv",
    "data/processed/notifications.parquet",
    "data/processed/cross_reference_cases.parquet",
    "data/processed/figures/results.parquet",
    "data/processed/figures/publishable-internal.parquet",
    "data/processed/quarantine/referrals.parquet",
    "data/processed/stamps/counted.json",
    "outputs/2016-17-Q1/public/report.html",
}
FOR_NONE = {"data/processed/review/pairs.xlsx", "data/processed/.run.lock", "outputs/2016-17-Q2/public/report.html", "secret"}


def written(root: Path, names) -> Path:
    for name in sorted(names):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name) if Path(name).suffix or Path(name).name.isalpha() else (root / name).mkdir()
    if (raw := root / "data" / "raw").is_dir():
        write_mark(raw, "Made up.", raw.glob("*/*.csv"))
    return root


def test_a_mark_that_does_not_count_does_not_travel(tmp_path):
    """On the worker, where no other file lies beside it, it would count."""
    root = written(tmp_path, FOR_BOTH | FOR_A_REPORT | FOR_FIGURES)
    (root / "data" / "raw" / "2016-17" / "real.csv").write_text("a\n")
    assert root / "data" / "raw" / "SYNTHETIC" not in files_read(Folder(Task(root, QUARTER, "public"), {}, ()))


def names_below(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_report_goes_without_extracts_and_rows_about_children(tmp_path):
    """Figures take what they are counted from, with folders that are empty; neither takes what no run reads."""
    root = written(tmp_path, FOR_BOTH | FOR_A_REPORT | FOR_FIGURES | FOR_NONE)
    task = Task(root, QUARTER, "public")
    report, figures = Folder(task, {}, ()), Order(root, "", (QUARTER,), "public")
    sent = [{path.relative_to(root).as_posix() for path in files_read(item)} for item in (report, figures)]
    assert sent[0] == FOR_BOTH | FOR_A_REPORT
    assert sent[1] == FOR_BOTH | FOR_A_REPORT | FOR_FIGURES | {"data/raw/2016-17"}


def test_what_is_packed_is_the_same_elsewhere_and_in_no_message(tmp_path):
    root = written(tmp_path / "here", FOR_FIGURES)
    packed = pack(files_read(Order(root, "", (QUARTER,), "public")), root)
    unpack(packed, tmp_path / "there")
    assert names_below(tmp_path / "there") == names_below(root)
    assert (tmp_path / "there" / "data" / "raw" / "2017-18").is_dir()
    assert "police" not in repr(Parcel(root, None, packed))


@pytest.fixture
def earlier(tmp_path):
    """A workspace with an earlier report and its stamp; gives its task."""
    task = Task(tmp_path / "here", QUARTER, "public")
    written(task.root, ["outputs/2016-17-Q1/public/old.html", "data/processed/stamps/2016-17-Q1-public.json"])
    return task


def test_a_report_that_comes_back_takes_the_place_of_the_earlier_one_whole(earlier, tmp_path):
    names = [
        "outputs/2016-17-Q1/public/report.html",
        "outputs/2016-17-Q1/public/charts/a.svg",
        "data/processed/stamps/2016-17-Q1-public.json",
    ]
    there = written(tmp_path / "there", names)
    outcome = put_in_place(Parcel(earlier.root, Outcome(earlier), pack(map(there.joinpath, names), there)))
    assert outcome == Outcome(earlier)
    assert names_below(earlier.root) == set(names)


def test_a_report_that_failed_leaves_the_earlier_one_and_no_stamp(earlier, tmp_path):
    """With the notebook as far as it got, as when it is built here."""
    partial = "outputs/failed/2016-17-Q1-public-a.ipynb"
    there, stamp = written(tmp_path / "there", [partial]), report_stamp(earlier).path.relative_to(earlier.root).as_posix()
    put_in_place(Parcel(earlier.root, Outcome(earlier, "A cell failed."), pack([there / partial], there), (stamp,)))
    assert names_below(earlier.root) == {"outputs/2016-17-Q1/public/old.html", partial}


def test_without_its_stamp_is_what_was_put_in_place_in_part(earlier, tmp_path, monkeypatch):
    """A disk that is full in the middle: the stamp of what was there has gone first, so the next run builds it again."""
    names = ["data/processed/notifications.parquet", "data/processed/stamps/2016-17-Q1-public.json"]
    there = written(tmp_path / "there", names)

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("shutil.move", full)
    with pytest.raises(OSError, match="No space left"):
        put_in_place(Parcel(earlier.root, RunPlan((), {}), pack(map(there.joinpath, names), there)))
    assert names_below(earlier.root) == {"outputs/2016-17-Q1/public/old.html"}


def test_what_goes_and_comes_names_the_folder_where_it_is(tmp_path):
    """Messages too, so that a user reads of files that are there."""
    here, there = tmp_path / "here", tmp_path / "private" / "here"
    task = Task(here, QUARTER, "public")
    folder, outcome = Folder(task, {}, ("new",)), Outcome(task, f"{here}/config is missing.")
    for thing in (Order(here, "", (QUARTER,), "public"), folder, outcome, RunPlan((folder,), {})):
        assert moved(moved(thing, here, there), there, here) == thing
        assert moved(thing, here, there) != thing
    assert str(moved(Fault(f"{there}/config is missing."), there, here)) == outcome.failure


def test_nothing_is_sent_along_without_a_cluster():
    result = CliRunner().invoke(main, ["run", "2016-17", "--send"])
    assert result.exit_code == 2
    assert "Name its address with --cluster" in result.stderr
