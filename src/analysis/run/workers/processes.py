"""Work done in processes of its own, so many at a time, and none left behind.

Where the platform can fork, a process comes from one that has imported everything and done nothing else, so that starting it costs
little. Each piece of work has a fresh one: nothing passes from one to the next, and memory is given back. On Linux a process ends at
once when its starter is gone, elsewhere with the work in hand.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from threading import Event
from typing import TypeVar

PR_SET_PDEATHSIG = 1

IMPORTED = ("analysis.run.workers.alone", "analysis.run.reports", "analysis.report", "analysis.run.workers.frozen")
"""What all work is done with, and what its notebooks import: by name, because this floor is below theirs."""

MB_OF_ONE = 600
"""What a piece of work takes in memory at most; docs/benchmarks.md has what was measured."""

TICK_SECONDS, GRACE_SECONDS = 0.5, 5

NEVER = Event()

Item = TypeVar("Item")
Result = TypeVar("Result")


def get_ready() -> None:
    """Let what processes come from import everything already, while this process goes on."""
    if _context().get_start_method() == "forkserver":
        forkserver.ensure_running()


def usual_jobs() -> int:
    """How many pieces of work are done at a time unless a person says so: one a core that this process may use, while free memory lasts."""
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, psutil.virtual_memory().available // (MB_OF_ONE * 2**20)))


def threads() -> int:
    """How many threads this process has: those of Python, and those that libraries run in native code."""
    import psutil

    return psutil.Process().num_threads()


def done_apart(work: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[tuple[Item, Result | BaseException]]:
    """Each item with what came of it, as it ends; an error of one is its result and stops no other. ``work`` is a module's function.

    When the caller gives up, as after Ctrl-C, what is in hand has a few seconds to end by itself.
    """
    pool, given_up = ThreadPoolExecutor(max_workers=jobs), Event()
    try:
        waiting = {pool.submit(apart, work, item, given_up): item for item in items}
        for future in as_completed(waiting):
            yield waiting[future], future.exception() or future.result()
    finally:
        given_up.set()
        pool.shutdown(cancel_futures=True)


def done_here(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result | Exception]]:
    """Each item with what came of it, one after the other in this process; an error of one is its result and stops no other."""
    for item in items:
        try:
            yield item, work(item)
        except Exception as error:
            yield item, _with_place(error)


def apart(work: Callable[[Item], Result], item: Item, given_up: Event = NEVER) -> Result:
    """The result of one piece of work in a process of its own. Raises what it raised, or `ChildProcessError` when it was killed.

    Once it is ``given_up`` it is killed, unless it ends soon: a process that is just being forked hears no Ctrl-C.
    """
    context = _context()
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, work, item))
    process.start()
    there.close()
    try:
        while not here.poll(TICK_SECONDS):
            if given_up.is_set() and not here.poll(GRACE_SECONDS):
                process.kill()
        result = here.recv()
    except EOFError:
        process.join()
        raise ChildProcessError(f"its process ended with exit code {process.exitcode}") from None
    finally:
        here.close()
    process.join()
    if isinstance(result, BaseException):
        raise result
    return result


def _answer(there: Connection, work: Callable[[Item], Result], item: Item) -> None:
    """Do the work and send back what came of it; an interrupt, or a starter that is gone, ends it without a word."""
    end_with_starter()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            with _ending_without_reader(there):
                result = work(item)
            there.send(result)
        except Exception as error:
            there.send(_with_place(error))


@contextmanager
def _ending_without_reader(there: Connection) -> Iterator[None]:
    """End this process at once when nobody is left to read its result: the process that it was forked from lives on as long as it does."""
    if sys.platform != "linux":
        yield
        return
    import fcntl

    flags = fcntl.fcntl(there, fcntl.F_GETFL)
    fcntl.fcntl(there, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(there, fcntl.F_SETFL, flags | os.O_ASYNC)  # SIGIO ends a process that does not handle it.
    ended = select.poll()
    ended.register(there, 0)
    if ended.poll(0):  # The reader was gone before that was set.
        raise BrokenPipeError
    try:
        yield
    finally:
        fcntl.fcntl(there, fcntl.F_SETFL, flags)


def _with_place(error: Exception) -> Exception:
    """The error that is being handled, with where it happened in words: only those go from one process to another."""
    error.add_note(traceback.format_exc())
    return error


def end_with_starter() -> None:
    """End this process when the one that started it ends: its work would go on unseen, in a folder that another run takes for its own."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _context() -> BaseContext:
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context
