"""Work in processes of its own: what comes back, and what is left behind."""

import gc
import os
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analysis.run.workers import done_apart, usual_jobs
from tests.waiting import PATIENCE_SECONDS, wait_until


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


def threads_of_starter(_: int) -> list[str]:
    """The names of the threads of the process that this one was forked from, and of this one."""
    return [path.read_text() for pid in (os.getppid(), os.getpid()) for path in Path(f"/proc/{pid}/task").glob("*/comm")]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for threads in /proc")
def test_what_processes_come_from_has_one_thread_and_so_has_each_of_them():
    """Also libraries start none as they are imported there: a fork copies one thread, and what others hold stays locked."""
    ((_, found),) = done_apart(threads_of_starter, [0], jobs=1)
    assert len(found) == 2, found


PROGRAM = """
import signal, sys
from pathlib import Path
from analysis.run.workers import done_apart
signal.signal(signal.SIGINT, {"heard": signal.default_int_handler, "ignored": signal.SIG_IGN}[sys.argv[1]])
print(sorted(str(result) for _, result in done_apart(Path.read_text, map(Path, sys.argv[2:]), jobs=2)))
"""


@pytest.fixture
def running(tmp_path):
    """A function that starts a program in a session of its own, whose two workers read from pipes that say nothing; gives it and the pipes.

    Interrupts are "heard", also when these tests were started in the background and hear none, or "ignored". Nothing outlives the test.
    """
    with ExitStack() as stack:

        def start(interrupts):
            pipes = [tmp_path / name for name in ("a", "b")]
            for pipe in pipes:
                os.mkfifo(pipe)
            words = [sys.executable, "-c", PROGRAM, interrupts, *map(str, pipes)]
            process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
            stack.callback(end, process)
            return process, [stack.enter_context(opened_once_read(pipe)) for pipe in pipes]

        yield start


def end(process):
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=PATIENCE_SECONDS)


def opened_once_read(pipe):
    """The writing end of a pipe; it cannot be opened before the other end is read."""
    opened = []

    def is_read():
        with suppress(OSError):
            opened.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return opened

    wait_until(is_read, f"a worker to read from the pipe {pipe.name}")
    return open(opened[0], "w")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize(
    ("send", "by"),
    [(os.kill, signal.SIGKILL), (os.killpg, signal.SIGINT), (os.kill, signal.SIGINT)],
    ids=["killed", "Ctrl-C", "an interrupt that workers do not hear"],
)
def test_nothing_is_left_behind_by_a_run_that_is_killed(running, send, by):
    """Neither a worker nor the process that workers come from, whatever time the work in hand would take."""
    process, _ = running("heard")
    assert len(members(process.pid)) >= 4
    send(process.pid, by)
    wait_until(lambda: process.poll() is not None, "the program to end")
    wait_until(lambda: not members(process.pid), "all processes of the program to end")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")
def test_a_run_in_the_background_goes_on_after_a_ctrl_c_that_was_meant_for_another(running):
    """A shell starts what runs in the background with interrupts ignored, and so do its workers ignore them."""
    process, pipes = running("ignored")
    os.killpg(process.pid, signal.SIGINT)
    for pipe in pipes:
        pipe.write("done")
        pipe.close()
    told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, told) == (0, "['done', 'done']\n")


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
