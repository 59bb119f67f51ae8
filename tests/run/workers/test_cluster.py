"""Work on a cluster comes to the same as on this machine, also when a worker is lost in the middle."""

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import check_output

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault
from analysis.cli import main
from analysis.run.workers import apart, done_apart, on_cluster, on_open_cluster
from analysis.run.workers.cluster import SENT, circumstances, on_worker, refuse_open
from tests.waiting import PATIENCE_SECONDS, wait_until

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")


@pytest.fixture(scope="module")
def cluster():
    """Two workers with one thread each, as the how-to page sets them up, on this machine; what it says of itself is on any free port.

    Without an address the scheduler takes 8787 all the same, which another test may have.
    """
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as running:
        yield running


def commands(folder: Path) -> list[tuple[str, ...]]:
    """Six pieces of work, each of which notes that it was begun, waits until it may go on, writes a file and says what it wrote.

    A piece that nobody lets go on ends by itself after some minutes.
    """
    folder.mkdir()
    wait = "for turn in $(seq 6000); do [ -e {0}/go ] && break; sleep 0.05; done"
    shell = f"echo begun >> {{0}}/{{1}}.log; {wait}; echo {{1}} > {{0}}/{{1}}.txt; cat {{0}}/{{1}}.txt"
    return [("sh", "-c", shell.format(folder, number)) for number in range(6)]


def begun(folder: Path) -> int:
    return sum(len(log.read_text().splitlines()) for log in folder.glob("*.log"))


def lose_a_worker(cluster, folder: Path) -> None:
    """Kill a worker when both are at work, and let the work go on when something has been begun once more, or never was."""
    from distributed import Client

    try:
        with Client(cluster.scheduler_address) as client:
            workers = client.run(os.getpid)
        wait_until(lambda: begun(folder) >= 2, "both workers to be at work")
        os.kill(next(iter(workers.values())), signal.SIGKILL)
        wait_until(lambda: begun(folder) >= 3, "work to be begun once more after a worker was lost")
    finally:
        (folder / "go").touch()


def written(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("*.txt")}


@pytest.mark.long
@pytest.mark.timeout(4 * PATIENCE_SECONDS)  # It waits twice, so that its failure can say for what.
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_one_job_two_jobs_and_a_cluster_that_loses_a_worker_come_to_the_same(cluster, tmp_path):
    results = []
    for jobs in (1, 2):
        todo = commands(tmp_path / str(jobs))
        (tmp_path / str(jobs) / "go").touch()
        results.append({todo.index(item): result for item, result in done_apart(check_output, todo, jobs)})
    todo = commands(tmp_path / "cluster")
    with ThreadPoolExecutor() as pool:
        lost = pool.submit(lose_a_worker, cluster, tmp_path / "cluster")
        with on_cluster(cluster.scheduler_address) as spread:
            results.append({todo.index(item): result for item, result in spread(check_output, todo)})
        lost.result(PATIENCE_SECONDS)
    assert results[0] == results[1] == results[2] == {number: f"{number}\n".encode() for number in range(6)}
    assert written(tmp_path / "1") == written(tmp_path / "2") == written(tmp_path / "cluster")
    assert begun(tmp_path / "cluster") > 6


def test_what_fails_on_a_worker_is_a_result_of_its_own(cluster, tmp_path):
    (tmp_path / "there").touch()
    with on_cluster(cluster.scheduler_address) as spread:
        results = dict(spread(os.path.getsize, [tmp_path / "there", tmp_path / "nowhere"]))
    assert results[tmp_path / "there"] == 0
    assert isinstance(results[tmp_path / "nowhere"], FileNotFoundError)


def test_a_worker_with_other_code_or_packages_does_nothing(tmp_path):
    asked = circumstances() | {"cli.py": "0" * 64, "pandas": "0.1"}
    with pytest.raises(Fault, match=r"cli.py has changed\n.*pandas has changed from 0.1 to"):
        on_worker(apart, os.mkdir, tmp_path / "made", asked)
    assert not (tmp_path / "made").exists()


def test_what_is_private_goes_only_where_it_is_encrypted_or_stays_on_this_machine():
    refuse_open(["tls://192.0.2.1:8786", "tcp://127.0.0.1:8786", "tcp://[::1]:8786"], SENT)
    with pytest.raises(Fault, match=r"tcp://192\.0\.2\.1:8786 is reached without encryption(.|\n)*tls://"):
        refuse_open(["tls://192.0.2.1:8786", "tcp://192.0.2.1:8786"], SENT)
    with pytest.raises(Fault, match="tcp://scheduler:8786"):
        refuse_open(["tcp://scheduler:8786"], SENT)


def test_a_cluster_that_others_can_reach_is_used_only_when_it_is_asked_for(cluster, tmp_path, monkeypatch):
    """In a folder that all see nothing about a child is sent, but whoever reaches the scheduler can run programs beside the extracts."""
    monkeypatch.setattr("analysis.run.workers.cluster._addresses", lambda _: ["tcp://192.0.2.1:8786"])
    with pytest.raises(Fault, match=r"192\.0\.2\.1(.|\n)*add --insecure"), on_cluster(cluster.scheduler_address):
        pass
    with on_open_cluster(cluster.scheduler_address) as spread:
        assert dict(spread(os.path.getsize, [tmp_path])) == {tmp_path: tmp_path.stat().st_size}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--insecure"], "--insecure is for a cluster"),
        (["--cluster", "tcp://192.0.2.1:8786", "--send", "--insecure"], "never sent without encryption"),
    ],
    ids=["no cluster", "send"],
)
def test_insecure_is_for_a_cluster_and_never_for_files_about_children(words, said):
    done = CliRunner().invoke(main, ["run", "2016-17", *words])
    assert (done.exit_code, said in done.output) == (2, True)


def test_an_address_where_nobody_answers_and_a_missing_extra_are_said_plainly(monkeypatch):
    monkeypatch.setattr("analysis.run.workers.cluster.SECONDS_TO_ANSWER", 0.1)
    with pytest.raises(Fault, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1: "), on_cluster("tcp://127.0.0.1:1"):
        pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Fault, match="--extra cluster"), on_cluster("tcp://127.0.0.1:1"):
        pass
