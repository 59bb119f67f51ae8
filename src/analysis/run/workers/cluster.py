"""The same pieces of work on the workers of a Dask cluster. Nothing of a scheduler is written here.

Each piece runs in a process of its own on the worker, as it would on this machine. When a worker is lost, the scheduler gives its work to
another. `on_cluster` lets folders, periods and messages pass between machines, never a row about a child: data are read and written where
the workspaces are, a folder that all machines see under the same path. `on_private_cluster` is for work that takes its files along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from ipaddress import ip_address
from itertools import islice
from multiprocessing import current_process
from pathlib import Path
from socket import gethostname
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from analysis.base.hashing import PACKAGE, code_files, differences, hashes
from analysis.base.settings import Fault
from analysis.base.stamps import packages
from analysis.run.workers.processes import apart

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_ANSWER = 10
DIFFERENCES_SHOWN = 3
WAITING_FOR_EACH_THREAD = 2
WAITING_AT_LEAST = 16
"""So many pieces of work are with the scheduler at a time, so that what they take along never piles up there."""

SENT = "Nothing is sent along: the files are about children."
OPEN = (
    "Nothing is built there: whoever reaches such a scheduler can run programs on its workers, which see the workspaces. If nobody else "
    "can reach it, add --insecure."
)

Doing = Callable[[Callable[[Any], Any], Any], Any]
"""How a worker does a piece of work with an item."""


@contextmanager
def on_cluster(address: str) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[tuple[Any, Any]]]]:
    """What spreads work over the cluster at an address. Raises `Fault` when there is none, when this machine cannot ask it, and when it is
    open: whoever can reach an open scheduler can run programs on its workers, which see the workspaces."""
    with _client(address) as client:
        refuse_open(_addresses(client), OPEN)
        yield partial(done_on, client, apart)


@contextmanager
def on_open_cluster(address: str) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[tuple[Any, Any]]]]:
    """The same on a cluster that may be open; nothing about a child passes between its machines."""
    with _client(address) as client:
        yield partial(done_on, client, apart)


@contextmanager
def on_private_cluster(address: str, doing: Doing) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[tuple[Any, Any]]]]:
    """The same for items that nobody else may read, each done by ``doing`` on a worker. Raises `Fault` also when they could be read on
    their way: what leaves this machine must be encrypted."""
    with _client(address) as client:
        import dask

        refuse_open(_addresses(client), SENT)
        # The scheduler sends lost work again, so what it is given must hold the files, whatever their size.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
            yield partial(done_on, client, doing)


def refuse_open(addresses: Iterable[str], why: str) -> None:
    """Raise `Fault` when others could read what is sent to one of these addresses of a cluster."""
    if found := unprotected(addresses):
        raise Fault(
            f"{found[0]} is reached without encryption. {why} Start scheduler and workers with addresses of tls://, as the how-to page on "
            "clusters shows. Where scheduler and workers are on this machine, start them with `--host 127.0.0.1`."
        )


def _addresses(client: Client) -> list[str]:
    known = client.scheduler_info()
    return [known["address"], *known["workers"]]


def unprotected(addresses: Iterable[str]) -> list[str]:
    """The addresses at which others could read what is sent: on another machine, or open to others, and without TLS.

    >>> unprotected(["tls://192.0.2.1:8786", "tcp://127.0.0.1:8786", "tcp://192.0.2.1:8786"])
    ['tcp://192.0.2.1:8786']
    """
    return [
        address for address in addresses if urlsplit(address).scheme != "tls" and not _is_this_machine(urlsplit(address).hostname or "")
    ]


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def done_on(client: Client, doing: Doing, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each item with what came of it, as it ends; an error of one is its result and stops no other. ``work`` is a module's function."""
    from distributed import as_completed

    known, coming, waiting, ended = circumstances(), iter(items), {}, as_completed(loop=client.loop)

    def hand_over() -> None:
        room = max(WAITING_AT_LEAST, WAITING_FOR_EACH_THREAD * sum(client.nthreads().values())) - len(waiting)
        for item in islice(coming, room):
            future = client.submit(on_worker, doing, work, item, known, pure=False)
            waiting[future] = item
            ended.add(future)

    hand_over()
    for future in ended:
        yield waiting.pop(future), future.exception() or future.result()
        future.release()
        hand_over()


@contextmanager
def private_folder() -> Iterator[Path]:
    """On a worker, a folder for its user alone, gone afterwards. It is where Dask clears up after a worker that was killed."""
    from distributed import get_worker

    with TemporaryDirectory(prefix="overview-", dir=get_worker().local_directory) as folder:
        yield Path(folder)


def on_worker(doing: Doing, work: Callable[[Any], Any], item: Any, known: Mapping[str, str]) -> Any:
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
    return doing(work, item)


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
