"""Work in processes of its own: what comes back, and what is left behind."""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analysis.workers import done_apart, usual_jobs


def worked(name: str) -> tuple[str, int]:
    if name == "raises":
        raise ValueError("no")
    if name == "dies":
        os._exit(3)
    return name, os.getpid()


def test_each_piece_of_work_has_a_process_of_its_own():
    """What fails or dies is a result of its own and stops no other."""
    results = dict(done_apart(worked, ["a", "raises", "b", "dies"], jobs=2))
    assert isinstance(results["raises"], ValueError)
    assert "in worked" in results["raises"].__notes__[0]
    assert str(results["dies"]) == "its process ended with exit code 3"
    assert [results[name][0] for name in "ab"] == ["a", "b"]
    assert len({os.getpid(), results["a"][1], results["b"][1]}) == 3


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system does not say which cores a process may use")
@pytest.mark.parametrize(("cores", "free_mb", "jobs"), [(4, 8_000, 4), (4, 1_300, 2), (1, 8_000, 1), (4, 100, 1)])
def test_as_much_is_done_at_a_time_as_cores_and_free_memory_allow(cores, free_mb, jobs, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)))
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=free_mb * 2**20))
    assert usual_jobs() == jobs


def at_its_start(_: int) -> tuple[bool, bool]:
    return "analysis.report" in sys.modules, gc.get_freeze_count() > 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")
def test_a_process_starts_with_everything_imported_and_left_alone_by_the_collector():
    """Also what notebooks import: it takes a second, for each of them."""
    ((_, found),) = done_apart(at_its_start, [0], jobs=1)
    assert found == (True, True)


PROGRAM = """
import sys, time
from analysis.workers import done_apart, usual_jobs
from time import sleep
print("ready", flush=True)
list(done_apart(sleep, [float(seconds) for seconds in sys.argv[1:]], jobs=2))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize(
    ("send", "by"),
    [(os.kill, signal.SIGKILL), (os.killpg, signal.SIGINT), (os.kill, signal.SIGINT)],
    ids=["killed", "Ctrl-C", "an interrupt that workers do not hear"],
)
def test_nothing_is_left_behind_by_a_run_that_is_killed(send, by):
    """Neither a worker nor the process that workers come from, whatever time the work in hand would take."""
    command = [sys.executable, "-c", PROGRAM, *["600"] * 4]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True) as process:
        assert process.stdout.readline() == "ready\n"
        while len(members(process.pid)) < 4:
            time.sleep(0.05)
        send(process.pid, by)
    deadline = time.monotonic() + 30
    while members(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert members(process.pid) == []


def members(session: int) -> list[int]:
    """The processes of a session that are still there."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(name))
    return found
