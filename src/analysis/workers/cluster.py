"""The same pieces of work on the workers of a Dask cluster. Nothing of a scheduler is written here.

Each piece runs in a process of its own on the worker, as it would on this machine. When a worker is lost, the scheduler gives its work to
another. What passes between machines are folders, periods and messages, never a row about a child: data are read and written where
the workspaces are, a folder that all machines see under the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from multiprocessing import current_process
from socket import gethostname
from typing import TYPE_CHECKING, Any

from analysis.hashing import PACKAGE, code_files, differences, hashes
from analysis.settings import Fault
from analysis.stamps import packages
from analysis.workers.processes import apart

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10
DIFFERENCES_SHOWN = 3


@contextmanager
def on_cluster(address: str) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[tuple[Any, Any]]]]:
    """What spreads work over the cluster at an address. Raises `Fault` when there is none, or when this machine cannot ask it."""
    with _client(address) as client:
        yield partial(done_on, client)


def done_on(client: Client, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each item with what came of it, as it ends; an error of one is its result and stops no other. ``work`` is a module's function."""
    from distributed import as_completed

    known = circumstances()
    waiting = {client.submit(on_worker, work, item, known, pure=False): item for item in items}
    for future in as_completed(list(waiting)):
        yield waiting[future], future.exception() or future.result()
        future.release()


def on_worker(work: Callable[[Any], Any], item: Any, known: Mapping[str, str]) -> Any:
    """One piece of work, on a worker. Raises `Fault` where results could differ from those of the machine that asks."""
    found = list(differences("its", known, circumstances()))
    if found:
        told = "\n".join(f"  {line}" for line in found[:DIFFERENCES_SHOWN])
        raise Fault(
            f"The worker on {gethostname()} is not set up as the machine that asks it, so results could differ:\n{told}\n"
            "Install the same version of the project with the same uv.lock on all machines."
        )
    # A worker of Dask may have no children, so that none outlives it. These end with the one that started them.
    current_process().daemon = False
    return apart(work, item)


def circumstances() -> dict[str, str]:
    """What must be the same everywhere, so that results are: the code and the packages."""
    return hashes(code_files(), PACKAGE) | packages()


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise Fault("This needs dask.distributed. Install the project with its extra: `uv sync --locked --extra cluster`.") from None
    try:
        return Client(address, timeout=SECONDS_TO_ANSWER)
    except (OSError, TypeError, ValueError) as error:
        raise Fault(
            f"No Dask scheduler answers at {address}: {error}. Start one with `dask scheduler`, and give the address that it prints, "
            "such as tcp://192.0.2.1:8786."
        ) from None
