"""Workspaces sent along to the workers of a cluster, for machines that see no folder in common.

Each piece of work goes with the files that it reads, packed, and is done by the same code as anywhere in a private folder of the
worker, which is gone afterwards. What it made comes back packed and takes its place here. What is not needed does not travel: a report
is built from publishable figures and the account of the intake, so no row about a child goes with it; only figures take the extracts.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from analysis.base.hashing import files_in, hashes
from analysis.base.made_up import MARK
from analysis.base.settings import Fault, Workspace
from analysis.base.stamps import FOLDER
from analysis.base.whole import built_beside, whole_or_not_at_all
from analysis.intake.pipeline import PLACES
from analysis.run.fresh import Folder, account, report_stamp
from analysis.run.log import append, log_path
from analysis.run.reports import Order, RunPlan, settled
from analysis.run.tasks import Outcome, Task
from analysis.run.workers import Spread, apart, on_private_cluster, private_folder


@dataclass(frozen=True)
class Parcel:
    """What travels: a piece of work in a workspace, or what came of it, with files of the workspace, packed.

    ``gone`` are the files that are no longer there. The files are in no message: Dask writes the tasks that failed into its log.
    """

    root: Path
    content: Any
    files: bytes = field(repr=False)
    gone: tuple[str, ...] = ()


@contextmanager
def sent_along(address: str) -> Iterator[Spread]:
    """What spreads work with its files over the cluster at an address. Raises `Fault` where others could read them on their way."""
    with on_private_cluster(address, done_there) as spread:
        yield partial(_sent, spread)


def _sent(spread: Spread, work: Callable[[Any], Any], items: Iterable[Order | Folder]) -> Iterator[tuple[Any, Any]]:
    for parcel, result in spread(work, (Parcel(item.root, item, pack(files_read(item), item.root)) for item in items)):
        yield parcel.content, result if isinstance(result, BaseException) else put_in_place(result)


def files_read(item: Order | Folder) -> list[Path]:
    """The files that a piece of work reads: the extracts and all that was made of them for figures, what is shown for a report."""
    workspace = Workspace(item.root)
    folders = [workspace.config, workspace.notebooks, workspace.benchmarks, workspace.releases, workspace.approvals]
    if isinstance(item, Folder):
        kept = sorted(workspace.figures.glob(f"*-{item.task.edition}.parquet"))
        mark = [workspace.raw / MARK] if workspace.is_synthetic else []
        here = [*mark, workspace.registers / "decisions.csv", report_stamp(item.task).path]
        single = [*account(item.task), *kept, *(path for path in here if path.exists())]
    else:
        folders += [workspace.raw, workspace.registers, workspace.figures, item.root / FOLDER, *(task.folder for task in item.tasks)]
        # With its folders: an empty one of a period is told as a fault.
        places = [path for path in workspace.raw.rglob("*") if path.is_dir() and not path.is_symlink()]
        single = [*places, *(path for place in PLACES for path in workspace.processed.glob(place))]
    return [*(path for folder in folders for path in files_in(folder)), *single]


def done_there(work: Callable[[Any], Any], parcel: Parcel) -> Parcel:
    """One piece of work with its files, on a worker; gives what came of it with the files that were made or changed."""
    with private_folder() as private:
        root = private / parcel.root.name
        unpack(parcel.files, root)
        before = hashes(files_in(root), root)
        result = settled(partial(apart, work, moved(parcel.content, parcel.root, root)))
        now = hashes(files_in(root), root)
        made = [root / name for name in now if now[name] != before.get(name)]
        return Parcel(parcel.root, moved(result, root, parcel.root), pack(made, root), tuple(sorted(before.keys() - now.keys())))


def put_in_place(parcel: Parcel) -> Any:
    """Put what a worker made into its place, a folder of outputs whole or not at all; gives what came of the work.

    Stamps go first and come last, as where the work is done here: what is broken off has none.
    """
    root, result = parcel.root, parcel.content
    with built_beside(Workspace(root).processed / "sent") as scratch:
        unpack(parcel.files, scratch)
        names = [path.relative_to(scratch) for path in files_in(scratch)]
        stamps = [name for name in names if name.is_relative_to(FOLDER)]
        for name in (*stamps, *parcel.gone):
            (root / name).unlink(missing_ok=True)
        _take_log(Workspace(root), scratch, names)
        if isinstance(result, Outcome) and not result.failure:
            _replace_folder(scratch, result.task)
        for name in sorted(set(names) - set(stamps)) + stamps:
            if (scratch / name).exists():
                _replace(scratch / name, root / name)
    return result


def _take_log(workspace: Workspace, scratch: Path, names: list[Path]) -> None:
    """Add what a worker noted to the log that is here, before the folder that it is about takes its place."""
    noted = log_path(workspace).relative_to(workspace.root)
    if noted in names:
        append(workspace, (scratch / noted).read_text(encoding="utf-8").splitlines())
        names.remove(noted)


def _replace_folder(scratch: Path, task: Task) -> None:
    with whole_or_not_at_all(task.folder) as building:
        shutil.copytree(replace(task, root=scratch).folder, building, dirs_exist_ok=True)
    shutil.rmtree(replace(task, root=scratch).folder)


def _replace(new: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(new, path)  # The folders of a workspace may be on several disks.


def pack(files: Iterable[Path], root: Path) -> bytes:
    """Files of a workspace as one value."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
        for path in files:
            archive.write(path, path.relative_to(root))
    return packed.getvalue()


def unpack(files: bytes, root: Path) -> None:
    """The files that were packed, below a folder."""
    root.mkdir(exist_ok=True)
    with ZipFile(io.BytesIO(files)) as archive:
        archive.extractall(root)


def moved(thing: Any, old: Path, new: Path) -> Any:
    """A piece of work, or what came of it, as it is for the same workspace in another place."""
    match thing:
        case Order() | Task():
            return replace(thing, root=new)
        case Folder():
            return replace(thing, task=moved(thing.task, old, new))
        case Outcome():
            return replace(thing, task=moved(thing.task, old, new), failure=thing.failure.replace(str(old), str(new)))
        case RunPlan():
            return replace(thing, folders=tuple(moved(folder, old, new) for folder in thing.folders))
        case Fault():
            return Fault(str(thing).replace(str(old), str(new)))
    raise TypeError(f"{type(thing).__name__} belongs to no workspace")
