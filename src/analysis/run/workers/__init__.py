"""Where work is done: in processes of its own on this machine, or on a cluster. Nothing heavy is imported here."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from analysis.run.workers.cluster import on_cluster, on_open_cluster, on_private_cluster, private_folder
from analysis.run.workers.processes import apart, done_apart, done_here, end_with_starter, get_ready, threads, usual_jobs

Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[tuple[Any, Any]]]
"""Does a piece of work for each item, and gives each item with what came of it as it ends; an error is a result too."""

__all__ = [
    "Spread",
    "apart",
    "done_apart",
    "done_here",
    "end_with_starter",
    "get_ready",
    "on_cluster",
    "on_open_cluster",
    "on_private_cluster",
    "private_folder",
    "threads",
    "usual_jobs",
]
