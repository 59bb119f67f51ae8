"""What commands use, with every process that they leave behind."""

from __future__ import annotations

import ctypes
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread

PR_SET_CHILD_SUBREAPER = 36

GRACE_SECONDS = 2


@dataclass(frozen=True)
class Used:
    """Seconds on the clock and of the processor, and the peak memory of the largest process in MB.

    Where it was watched also what all processes held together, second by second, and how many were left when the first one had ended.
    """

    clock: float
    processor: float
    peak: float
    over_time: tuple[float, ...] = ()
    left: int = 0


def adopt_orphans() -> None:
    """Processes that are left behind become ours, with what they used."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def measured(commands: list[list[str]], folder: Path, *, watched: bool = False, **environment: str) -> Used:
    """What these commands use, one after the other."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"MPLBACKEND": "Agg"} | environment
    _waited_for(None)
    began, processor, peak, left = time.perf_counter(), 0.0, 0.0, 0
    watch = Watch()
    for command in commands:
        with tempfile.TemporaryFile() as words:
            started = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=words, start_new_session=True
            )
            if watched:
                watch.start(started.pid)
            os.waitid(os.P_PID, started.pid, os.WEXITED | os.WNOWAIT)
            clock = time.perf_counter() - began
            if watched:
                time.sleep(GRACE_SECONDS)
                left = len(members(started.pid))
            status, seconds, largest = _waited_for(started.pid)
            processor, peak = processor + seconds, max(peak, largest)
            if status:
                words.seek(0)
                sys.exit(f"{' '.join(command[:3])} failed: {words.read().decode()[-2000:]}")
    return Used(clock, processor, peak, watch.stop(), left)


class Watch:
    """What all processes of a session hold in memory, each its share of what is shared, second by second."""

    def __init__(self) -> None:
        self._ended, self._seen, self._thread = Event(), [], Thread()

    def start(self, session: int) -> None:
        self._thread = Thread(target=self._watch, args=(session,), daemon=True)
        self._thread.start()

    def stop(self) -> tuple[float, ...]:
        self._ended.set()
        if self._thread.ident:
            self._thread.join()
        return tuple(self._seen)

    def _watch(self, session: int) -> None:
        while not self._ended.wait(1):
            self._seen.append(sum(map(_share_mb, members(session))))


def members(session: int) -> list[int]:
    """The processes of a session that are still there."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError):
            fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(name))
    return found


def span(values: list[float]) -> str:
    """The median, and from the least to the most."""
    return f"{statistics.median(values):.1f} ({min(values):.1f} to {max(values):.1f})"


def machine(*packages: str) -> str:
    """Versions and machine, for the line below a table."""
    told = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {told}, {platform.machine()} {platform.system()}, {os.cpu_count()} cores"


def _share_mb(process: int) -> float:
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0


def _waited_for(main: int | None) -> tuple[int, float, float]:
    """Wait for all children; how the main one ended, and the seconds of the processor and the peak of the largest of all."""
    ended, processor, peak = 0, 0.0, 0.0
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return ended, processor, peak
        processor, peak = processor + usage.ru_utime + usage.ru_stime, max(peak, usage.ru_maxrss / 1024)
        ended = status if pid == main else ended
