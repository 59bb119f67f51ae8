"""That a report can be made again, and what is said when it cannot."""

import getpass
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.disclose import publishable_path
from analysis.intake.people import secret_mark
from analysis.run.fresh import Folder, build_folder, figures_stamp, report_stamp
from analysis.run.reports import Order, plan
from analysis.run.sent import sent_along
from analysis.run.tasks import Task
from analysis.run.verify import differences, find_tasks, first_difference, verify
from analysis.run.workers import done_apart, on_cluster
from tests.waiting import PATIENCE_SECONDS, wait_until

END_TO_END = pytest.mark.xdist_group("end to end")


def archive(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, words in parts.items():
            target.writestr(zipfile.ZipInfo(name), words)
    return packed.getvalue()


@pytest.mark.parametrize(("before", "now", "place"), [
    (b"a\nb\nc\n", b"a\nB\nc\n", "from line 2"),
    (b"a\n", b"a\nb\n", "from line 2"),
    (b"\xff\x00\x01", b"\xff\x00\x02", "from byte 3"),
    (archive(one="1", two="2"), archive(one="1", two="3"), "in two"),
    (archive(one="1"), archive(one="1", two="3"), "in two"),
])  # fmt: skip
def test_the_first_difference_is_where_a_person_would_look(before, now, place):
    assert first_difference(before, now) == place


def test_every_file_of_both_folders_is_compared(tmp_path):
    for place, words in [("a/same", "1"), ("b/same", "1"), ("a/gone", "1"), ("b/new", "1"), ("a/x/other", "1"), ("b/x/other", "2")]:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(words)
    assert differences(tmp_path / "a", tmp_path / "b") == [
        "gone was not made again",
        "new was made and was not there before",
        "x/other differs from line 1",
    ]


@END_TO_END
def test_the_reports_of_a_year_are_its_quarters_as_well(built):
    assert len(find_tasks(built, ["2016-17"], ["public"])) == 5
    with pytest.raises(Fault, match="There are no reports on 2014-15"):
        find_tasks(built, ["2014-15"], ["public"])


@pytest.mark.long
@END_TO_END
def test_a_report_is_rebuilt_to_the_byte_elsewhere_and_otherwise(built, approved):
    """In another folder, with another time zone, locale, hash seed and number of jobs; approved, and so built as a draft first."""
    otherwise = os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-m", "analysis", "verify", "2016-17-Q3", "--edition", "public", "--jobs", "1"]
    done = subprocess.run([*command, "--workspace", str(built.root)], env=otherwise, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2016-17-Q3 public: all" in done.stderr
    assert Path(done.stdout.strip()) == built.outputs / "2016-17-Q3" / "public" / "manifest.json"
    assert not list(built.processed.glob(".building-*"))


def lose_the_worker(address: str, scratch: Path) -> int:
    """Kill the worker as soon as it has unpacked what was sent to it; the number of its process."""
    from distributed import Client

    with Client(address) as client:
        (process,) = client.run(os.getpid).values()
    wait_until(lambda: list(scratch.rglob("overview-*/*/config")), "the worker to unpack what was sent to it")
    os.kill(process, signal.SIGKILL)
    return process


@END_TO_END
@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_what_a_cluster_builds_is_the_same_to_the_byte(built, tmp_path):
    """On a worker with another locale and time zone, from a shared folder, or sent along to a worker that is lost in the middle.

    Figures pass the gate there anew; what cannot be built is told with the folder's own name; nothing stays on the worker.
    """
    distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    root, empty, scratch = tmp_path / "elsewhere", tmp_path / "empty", tmp_path / "scratch"
    shutil.copytree(built.root, root, copy_function=os.link, ignore=shutil.ignore_patterns("outputs"))
    shutil.copytree(built.config, empty / "config")
    for name in ("raw", "processed"):
        (empty / "data" / name).mkdir(parents=True)
    (empty / "data" / "raw" / "SYNTHETIC").touch()
    mark, there = secret_mark(built), {"TZ": "Pacific/Auckland", "LC_ALL": "C"}
    first, second = (Task(root, Period.parse(f"2016-17-Q{n}"), "internal") for n in (1, 2))
    workers = {"n_workers": 1, "threads_per_worker": 1, "env": there, "local_directory": scratch}
    with distributed.LocalCluster(dashboard_address="127.0.0.1:0", **workers) as cluster, ThreadPoolExecutor() as pool:
        with on_cluster(cluster.scheduler_address) as spread:
            ((_, shared),) = spread(build_folder, [Folder(first, {}, ("it is not there",))])
        publishable_path(Workspace(root).figures, "internal").unlink()
        losing = pool.submit(lose_the_worker, cluster.scheduler_address, scratch)
        with sent_along(cluster.scheduler_address) as spread:
            orders = [Order(one, mark, (second.period,), "internal") for one in (root, empty)]
            planned = {order.root: came for order, came in spread(plan, orders)}
            ((_, sent),) = spread(build_folder, planned[root].folders)
        lost = losing.result(PATIENCE_SECONDS)
        assert not list(scratch.rglob("overview-*"))
    assert (lost > 0, [shared.failure, sent.failure], sent.task) == (True, ["", ""], second)
    assert str(planned[empty]).startswith(f"{empty / 'data' / 'raw'} has no folder for a period")
    assert [differences(replace(task, root=built.root).folder, task.folder) for task in (first, second)] == [[], []]
    assert differences(built.figures, Workspace(root).figures) == []
    assert figures_stamp(Workspace(root), "internal").path.read_bytes() == figures_stamp(built, "internal").path.read_bytes()
    assert report_stamp(second).path.read_bytes() == report_stamp(replace(second, root=built.root)).path.read_bytes()


@END_TO_END
@pytest.mark.parametrize(("place", "told"), [
    ("data/raw/2016-17/mash_referrals.csv", "input 2016-17/mash_referrals.csv has changed, so the report cannot be rebuilt"),
    ("config/policy.toml", "configuration config/policy.toml has changed, so the report cannot be rebuilt"),
    ("outputs/2016-17-Q3/public/results.csv", "output results.csv has changed since it was built"),
])  # fmt: skip
def test_what_has_changed_is_named_and_nothing_rebuilt(built, place, told):
    """One byte more is enough, whether in what a report was made from or in the report."""
    path = built.root / place
    whole = path.read_bytes()
    path.write_bytes(whole + b"\n")
    try:
        (verified,) = verify(built, find_tasks(built, ["2016-17-Q3"], ["public"]), partial(done_apart, jobs=1), print)
    finally:
        path.write_bytes(whole)
    assert verified.faults == (told,)


@END_TO_END
def test_a_file_that_came_later_does_no_harm(built):
    """Commentary on another year is no part of what this quarter was made from; nothing has to be rebuilt to know."""
    from analysis.intake.origins import hash_inputs
    from analysis.intake.people import read_secret
    from analysis.publish import circumstances, read_manifest, without_plain_hashes
    from analysis.run.verify import known_faults

    later = built.config / "commentary" / "2017-18.md"
    later.write_text("", encoding="utf-8")
    try:
        plain = circumstances(built, dict(hash_inputs(built.raw).itertuples(index=False)))
        now = without_plain_hashes(plain, read_secret(built))
        (task,) = find_tasks(built, ["2016-17-Q3"], ["public"])
        assert known_faults(read_manifest(task.folder), now, task.folder) == []
    finally:
        later.unlink()


def texts_of(path: Path) -> list[bytes]:
    """The contents of a file, and of each part when it is an archive."""
    content = path.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [content, *(packed.read(name) for name in packed.namelist())]


@END_TO_END
def test_no_output_says_who_made_it_when_or_where(built: Workspace):
    names = [str(built.root), str(Path.home()) + "/", date.today().isoformat(), socket.gethostname(), f"/{getpass.getuser()}/"]
    wanted = [name.encode() for name in names if len(name) > 6]
    files = sorted(path for path in built.outputs.glob("2016-17*/*/**/*") if path.is_file())
    assert len(files) > 50
    found = [(path.name, name) for path in files for text in texts_of(path) for name in wanted if name in text]
    assert found == []
