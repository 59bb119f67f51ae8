"""The command `overview run`: what is asked for, what is built of it, and what is said at the end.

Nothing heavy is imported before it is clear that there is something to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.base.stamps import nothing_to_do
from analysis.run.trust import refuse_strange

if TYPE_CHECKING:
    from analysis.run.reports import Built
    from analysis.run.workers import Spread

NOTHING_TO_DO = "Nothing has changed since these reports were built. Open this page to find them:"

INSECURE = "what passes between the machines of this cluster is not encrypted, and whoever reaches its scheduler can run programs on them."

APRIL = 4


@dataclass(frozen=True)
class BuildOptions:
    """The arguments and options of the command, named as there."""

    periods: tuple[str, ...]
    edition: str
    roots: tuple[Path, ...]
    jobs: int | None = None
    cluster: str | None = None
    send: bool = False
    with_pdf: bool = False
    force: bool = False
    why: bool = False
    trust: bool = False
    insecure: bool = False


def build_and_tell(asked: BuildOptions) -> int:
    """Build what is asked for where it is not there yet, and say what became of it. Returns the exit code: 1 if anything went wrong."""
    roots = tuple(dict.fromkeys(root.resolve() for root in asked.roots))
    waiting = [root for root in roots if asked.force or not nothing_to_do(root, asked.periods, asked.edition, asked.with_pdf)]
    refuse_strange(waiting, trusts=asked.trust)
    built = _built(waiting, asked) if waiting else {}
    for root in roots:
        if len(roots) > 1:
            click.echo(f"{root}:", err=True)
        _tell(root, built.get(root), asked.why)
    amiss = [root for root, one in built.items() if not one.is_whole]
    if amiss and len(roots) > 1:
        click.echo(f"overview: not everything was built in {len(amiss)} of {len(roots)} workspaces: {', '.join(map(str, amiss))}", err=True)
    return 1 if amiss else 0


def _built(roots: list[Path], asked: BuildOptions) -> dict[Path, Built]:
    """What became of each workspace, with a progress bar meanwhile."""
    from analysis.run.workers import get_ready

    if not asked.cluster:
        get_ready()  # What workers come from imports all that a report takes while this process does.

    from tqdm import tqdm

    from analysis.run.reports import RunRequest, run_all
    from analysis.run.story import requested

    steps = len(roots) * (1 + len(requested(asked.periods, APRIL)))
    with _workers(asked) as spread, tqdm(total=steps, unit="step", disable=None, desc="Building") as bar:

        def show(step: str) -> None:
            bar.set_postfix_str(step)
            bar.update()

        ended = run_all(roots, RunRequest(asked.periods, asked.edition, asked.with_pdf, asked.force), spread, show)
    return {one.root: one for one in ended}


def _workers(asked: BuildOptions) -> AbstractContextManager[Spread]:
    """What does the work: processes of this machine or a cluster, to which files are sent along or not."""
    from analysis.run.sent import sent_along
    from analysis.run.workers import done_apart, on_cluster, on_open_cluster, usual_jobs

    if not asked.cluster:
        return nullcontext(partial(done_apart, jobs=asked.jobs or usual_jobs()))
    if asked.insecure:
        click.echo(f"overview: {INSECURE}", err=True)
        return on_open_cluster(asked.cluster)
    return sent_along(asked.cluster) if asked.send else on_cluster(asked.cluster)


def _tell(root: Path, built: Built | None, why: bool) -> None:
    for line in _lines(built, why) if built else [NOTHING_TO_DO]:
        click.echo(line, err=True)
    if not (built and built.error):
        click.echo(root / "outputs" / "index.html")


def _lines(built: Built, why: bool) -> Iterator[str]:
    from analysis.run.summary import summary

    return summary(built, why=why)
