"""The reports of one workspace or of many with the same workers: first the figures of all, then every report.

The pieces of work are the same on this machine and on a cluster (see `analysis.run.workers`). Each workspace stands for itself: what
goes wrong in one stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from socket import gethostname
from typing import Any

from analysis.base.access import keep_new_files_private
from analysis.base.documents import read_documents
from analysis.base.hashing import files_in
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.stamps import everything, whole_run
from analysis.base.whole import says_full
from analysis.chapters import refuse_other_chapters
from analysis.chapters.headings import read_headings
from analysis.disclose import EDITIONS, Edition
from analysis.intake.people import secret_mark
from analysis.publish import find_printer
from analysis.releases import released_files
from analysis.run.alone import alone
from analysis.run.closed import closed_quarters, open_periods
from analysis.run.fresh import Folder, build_folder, folders_to_build
from analysis.run.log import current_user
from analysis.run.story import CommentaryCheck, check_as_typed, check_commentaries, figures, write_index
from analysis.run.tasks import Outcome, Task, unforeseen
from analysis.run.workers import Spread, done_apart, done_here
from analysis.textcheck import read_language

WORDS = (refuse_other_chapters, read_documents, read_headings, read_language, attrgetter("vocabulary"))
"""What reads chapters and words of a workspace: before anything is counted, so that a fault is told once and not in every folder."""

Progress = Callable[[str], object]
"""Is told of the figures of each workspace and of each report, as they are done."""


@dataclass(frozen=True)
class RunRequest:
    """The reports that are asked for, by the names of their periods. ``anew`` also builds what is made from nothing that has changed."""

    periods: tuple[str, ...]
    edition: Edition
    with_pdf: bool = False
    anew: bool = False


@dataclass(frozen=True)
class Order:
    """The reports that are to be built in one workspace, with the mark of the secret that makes identifiers there, and who asked."""

    root: Path
    secret: str
    periods: tuple[Period, ...]
    edition: Edition
    with_pdf: bool = False
    anew: bool = False
    by: str = field(default_factory=current_user)

    @property
    def tasks(self) -> list[Task]:
        return [Task(self.root, period, self.edition, self.with_pdf) for period in self.periods]


@dataclass(frozen=True)
class RunPlan:
    """What an order comes to once its figures are counted: the folders of all whose commentary is not refused, and each commentary."""

    folders: tuple[Folder, ...]
    commentaries: Mapping[str, CommentaryCheck]


@dataclass(frozen=True)
class Built:
    """What became of one workspace. With an ``error`` and no outcomes nothing was built there. ``left`` are quarters that are closed."""

    root: Path
    outcomes: tuple[Outcome, ...] = ()
    error: Exception | None = None
    left: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.failure)

    @property
    def is_whole(self) -> bool:
        return not (self.error or self.failures)


def run(workspace: Workspace, wanted: RunRequest, jobs: int, on_done: Progress) -> list[Outcome]:
    """Build the reports that are wanted of a workspace: extracts, figures, gate, notebooks, pages, list of outputs.

    What stands there already and is made from nothing that has changed is left as it is, unless everything is wanted ``anew``.
    Raises `Fault` before anything is built when a period is unknown, closed or not delivered, when the extracts cannot be used, or when
    a PDF is asked for that this machine cannot make.
    A notebook that fails, and commentary of a public edition that has faults, take only their own folder of outputs with them.
    """
    (built,) = run_all([workspace.root], wanted, partial(done_apart, jobs=jobs), on_done)
    if built.error:
        raise built.error
    return list(built.outcomes)


def run_all(roots: Iterable[Path], wanted: RunRequest, spread: Spread, on_done: Progress) -> list[Built]:
    """Build the same reports in each of these workspaces, and say what became of each."""
    roots = list(roots)
    made_from = {root: everything(root) for root in roots}
    ordered = {root: settled(partial(_order, root, wanted)) for root in roots}
    orders = [one for one in ordered.values() if isinstance(one, Order)]
    ended = {order.root: built for order, built in zip(orders, build_orders(orders, spread, on_done), strict=True)}
    for root, built in ended.items():
        if built.is_whole:
            files = [path for outcome in built.outcomes for path in files_in(outcome.task.folder)]
            with suppress(OSError):  # What cannot be written down is only looked at once more.
                whole_run(root, wanted.periods, wanted.edition, wanted.with_pdf).write(made_from[root], files)
    return [ended[root] if root in ended else Built(root, error=ordered[root]) for root in roots]


def build_orders(orders: list[Order], spread: Spread, on_done: Progress) -> list[Built]:
    """Build what is ordered, with nothing else at work in any of the workspaces meanwhile; what became of each order."""
    with ExitStack() as locks:
        plans = {order: settled(partial(locks.enter_context, alone(Workspace(order.root), "overview run"))) for order in orders}
        free = [order for order, refused in plans.items() if not refused]
        # One alone is counted here, where everything is imported: a process of its own would only have to start.
        for order, result in (spread if len(free) > 1 else done_here)(plan, free):
            plans[order] = result
            on_done(f"{order.root.name} figures")
        built = _build([folder for one in plans.values() if isinstance(one, RunPlan) for folder in one.folders], spread, on_done)
        return [_ended(order, plans[order], built) for order in orders]


def _build(folders: list[Folder], spread: Spread, on_done: Progress) -> dict[Task, Outcome]:
    """Every folder, built where it must be."""
    built = {folder.task: Outcome(folder.task) for folder in folders if not folder.why}
    for task in built:
        on_done(f"{task.root.name} {task.name}")
    # A year takes longest: begun last, it would keep all other workers waiting at the end.
    wanted = sorted((folder for folder in folders if folder.why), key=lambda folder: not folder.task.period.is_year)
    for folder, result in spread(build_folder, wanted):
        built[folder.task] = unforeseen(folder.task, result) if isinstance(result, BaseException) else result
        on_done(f"{folder.task.root.name} {folder.task.name}")
    return built


def plan(order: Order) -> RunPlan:
    """Count the figures of an order where that must be, and decide which folders must be built.

    Commentary that cannot be used takes its own period out. Raises `Fault` when that leaves none, when the extracts cannot be used, when
    the edition is unknown, or when there is no way to a PDF.
    """
    workspace = Workspace(order.root)
    _check(order, workspace)
    keep_new_files_private([order.root])  # This may be a worker of another machine.
    commentaries = check_as_typed(workspace, order.periods, order.edition)
    others = [period for period in order.periods if period.name not in commentaries]
    if commentaries and not others:
        raise Fault("\n".join(one.refused for one in commentaries.values()))
    publishable = figures(workspace, order.periods, order.edition, anew=order.anew)
    commentaries |= check_commentaries(workspace, others, publishable)
    tasks = [task for task in order.tasks if not commentaries[task.period.name].refused]
    return RunPlan(tuple(folders_to_build(tasks, publishable, order.by, anew=order.anew)), commentaries)


def _check(order: Order, workspace: Workspace) -> None:
    """Raise `Fault` when an order cannot be carried out on this machine, or when words or releases have faults."""
    if order.edition not in EDITIONS:
        raise Fault(f"There is no edition {order.edition!r}. Write public or internal.")
    if not workspace.config.is_dir():
        raise Fault(f"{gethostname()} does not see {order.root}. Put workspaces into a folder that all machines see under the same path.")
    if secret_mark(workspace) != order.secret:
        raise Fault(f"{gethostname()} has another secret for identifiers. Name the same file in OVERVIEW_SECRET_FILE on all machines.")
    if order.with_pdf:
        find_printer()
    released_files(workspace)
    for read in WORDS:
        read(workspace)


def _order(root: Path, wanted: RunRequest) -> Order:
    workspace = Workspace(root)
    periods = open_periods(workspace, wanted.periods)
    return Order(root, secret_mark(workspace), periods, wanted.edition, wanted.with_pdf, wanted.anew)


def settled(attempt: Callable[[], Any]) -> Any:
    """What an attempt gives, or the `Fault` that it ends with."""
    try:
        return attempt()
    except Fault as fault:
        return fault


def _ended(order: Order, made: RunPlan | Exception, built: Mapping[Task, Outcome]) -> Built:
    """What became of an order, noted in the workspace's list of outputs."""
    if not isinstance(made, RunPlan):
        return Built(order.root, error=made)
    workspace = Workspace(order.root)
    outcomes = [_outcome(task, made.commentaries[task.period.name], built) for task in order.tasks]
    try:
        write_index(workspace)
    except OSError as error:
        return Built(order.root, tuple(outcomes), Fault(says_full(error) or f"The list of outputs cannot be written: {error}."))
    return Built(order.root, tuple(outcomes), left=closed_quarters(workspace, order.periods))


def _outcome(task: Task, commentary: CommentaryCheck, built: Mapping[Task, Outcome]) -> Outcome:
    if commentary.refused:
        return Outcome(task, commentary.refused, ("its commentary is refused",))
    told = filter(None, (commentary.warning, built[task].warning))
    return replace(built[task], warning="\n".join(told))
