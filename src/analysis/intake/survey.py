"""What the files of a folder are, and in which order to map them: `overview check FOLDER`; and a proposed mapping put in its place.

No cell of a file is shown: `overview check FILE` shows values that need a code, and only those.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import extracts_of
from analysis.intake.extracts import Extract
from analysis.intake.proposal import Proposal
from analysis.intake.propose import proposal_for
from analysis.intake.sources import files_of, read_extracts, tables_claiming
from analysis.intake.trial import Trial, try_out

LIKELY = 0.5
"""From this agreement of mapping and file on a table is said to be likely."""

SHOWN = 6
"""So many columns of one part of a mapping are named, and the others counted."""

OTHERS = 2
"""So many other tables that a file may be are named."""

READY, TO_MAP, UNKNOWN, UNREADABLE = range(4)


@dataclass(frozen=True)
class Looked:
    """What a file is and what to do about it: the less there is to decide, the earlier it comes."""

    path: Path
    stage: int
    sentences: tuple[str, ...]
    table: str = ""
    is_required: bool = False
    decisions: int = 0

    @property
    def order(self) -> tuple[int, bool, int, str]:
        return self.stage, not self.is_required, self.decisions, self.path.name


def survey(workspace: Workspace, folder: Path) -> str:
    """For each file of a folder the table that it most likely is, with which mapping, and what remains to decide, in an order of work.

    Raises `Fault` when the mappings of the workspace cannot be used, or when there is no file.
    """
    if not (paths := [path for path in files_of(folder) if path.is_file()]):
        raise Fault(f"{folder} holds no file. Put the files there as they came, then run this again.")
    mappings = read_extracts(workspace)
    looked = sorted((_looked(workspace, path, mappings) for path in paths), key=lambda one: one.order)
    steps = [_step(number, one, looked[: number - 1]) for number, one in enumerate(looked, 1)]
    return "\n\n".join(
        [f"{len(paths)} {'file' if len(paths) == 1 else 'files'} in {folder}, in the order of work.", *steps, *_after(workspace, looked)]
    )


def write_mapping(workspace: Workspace, path: Path, table: str = "") -> Path:
    """Write what is proposed for a file, as one of a table or of the likeliest, into ``config/extracts``.

    Raises `Fault`, and writes nothing, where a mapping is there already, and where it could be any table.
    """
    proposal = proposal_for(workspace, path, table)
    if not (table or proposal.best.is_known):
        raise Fault(f"{path}: {_nobody_knows(proposal)} Nothing was written.")
    target = workspace.config / "extracts" / f"{proposal.best.table}.toml"
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(proposal.written)
    except FileExistsError:
        raise Fault(f"{target} is there already, and nothing was written. It is {_way_out(workspace, proposal)}") from None
    return target


def _looked(workspace: Workspace, path: Path, mappings: Mapping[str, Extract]) -> Looked:
    try:
        return _claimed(workspace, path, mappings) or _proposed(workspace, path)
    except Fault as fault:
        advice = "Unpack it here to have its files looked at." if path.suffix.casefold() == ".zip" else "Ask for it again, or take it away."
        return Looked(path, UNREADABLE, (*str(fault).splitlines(), advice))


def _claimed(workspace: Workspace, path: Path, mappings: Mapping[str, Extract]) -> Looked | None:
    """A file that a mapping claims by its name. Where that mapping is as it came and does not fit, it is as if there were none."""
    tables = tables_claiming(path.name, mappings)
    if len(tables) != 1:
        return None
    (table,), extract = tables, mappings[tables[0]]
    trial = try_out(path, table, extract, workspace)
    if trial.reads_all:
        return Looked(path, READY, (f"is {table}: config/extracts/{table}.toml reads it, and {trial.told}.",), table, extract.required)
    if as_it_came(workspace, table):
        return None
    decide = f"Put right in config/extracts/{table}.toml what is said here, then look again."
    return Looked(path, TO_MAP, (f"is {table}, by its name.", *_of_trial(trial), decide), table, extract.required, len(trial.sentences))


def _proposed(workspace: Workspace, path: Path) -> Looked:
    proposal = proposal_for(workspace, path)
    best = proposal.best
    if not best.is_known:
        return Looked(path, UNKNOWN, (_nobody_knows(proposal),))
    likely = "is most likely" if best.agreement >= LIKELY else "may be"
    decisions = sum(map(len, proposal.open.values()))
    sentences = (
        f"{likely} {best.table}: it has {best.described}.",
        *_of_trial(proposal.trial),
        *_to_decide(proposal),
        *_or_else(proposal),
        *_to_do(workspace, proposal),
    )
    return Looked(path, TO_MAP, sentences, best.table, best.extract.required, decisions)


def _nobody_knows(proposal: Proposal) -> str:
    best = proposal.best
    nearest = f"; the nearest is {best.table}: it has {best.described}" if best.found else ""
    advice = (
        "If you know which table it is, check this file with --table and that name. If not, ask the sender what it is, take it away, or "
        "make a table of your own of it (docs/how-to/own-chapter.md)."
    )
    return f"No table is known that it could be{nearest}. {advice}"


def _of_trial(trial: Trial) -> Iterator[str]:
    yield f"With that mapping {trial.told}{'; not read:' if trial.sentences else '.'}"
    yield from (f"  {sentence}" for sentence in trial.sentences)


def _to_decide(proposal: Proposal) -> Iterator[str]:
    if not proposal.open:
        yield "Nothing is left to decide; read the mapping once."
        return
    yield "To decide:"
    yield from (f"  [{part}] {_some(_names(part, names))}" for part, names in proposal.open.items())


def _or_else(proposal: Proposal) -> Iterator[str]:
    """The other tables that it may be; the way to see it as one of them."""
    if proposal.others:
        found = [f"{one.table} ({one.found + one.alike} of {len(one.extract.expected)} headers)" for one in proposal.others[:OTHERS]]
        yield f"It may also be {' or '.join(found)}. If it is, add --table and that name to the command."


def _names(part: str, names: list[str]) -> list[str]:
    """The columns; of values, which may be about a child, only how many there are."""
    return [f"{len(names)} without a code"] if part.startswith("values.") else names


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _to_do(workspace: Workspace, proposal: Proposal) -> Iterator[str]:
    mapping = f"extracts/{proposal.best.table}.toml"
    if (workspace.config / mapping).exists():
        yield f"config/{mapping} is {_way_out(workspace, proposal)}"
    else:
        yield f"Write the mapping: {_command(workspace, proposal.path, '--write')}"


def _way_out(workspace: Workspace, proposal: Proposal) -> str:
    """What a mapping is that stands in the way of the one proposed, and what to do."""
    if as_it_came(workspace, proposal.best.table):
        return f"as it came with the project: delete it. Then write yours: {_command(workspace, proposal.path, '--write')}"
    return (
        "yours. If it should read this file too, add the file's name under files; if not, take what you need from the proposal: "
        f"{_command(workspace, proposal.path)}"
    )


def as_it_came(workspace: Workspace, table: str) -> bool:
    """Whether the mapping of a table in use is one that the workspace keeps under ``config/mappings``, unchanged."""
    used = (workspace.config / "extracts" / f"{table}.toml").read_bytes()
    return any(used == path.read_bytes() for path in workspace.config.glob(f"mappings/*/{table}.toml"))


def _command(workspace: Workspace, *words: object) -> str:
    """`overview check` as it is typed where the user is."""
    here = Path.cwd()
    root = workspace.root.relative_to(here) if workspace.root.is_relative_to(here) else workspace.root
    elsewhere = () if workspace.root == here else ("--workspace", root)
    return shlex.join(["overview", "check", *map(str, (*words, *elsewhere))])


def _step(number: int, one: Looked, before: Iterable[Looked]) -> str:
    """A file with its number; of a second file of one table, that the first may settle it."""
    first = next((other.path.name for other in before if one.stage == TO_MAP and other.table == one.table), "")
    again = [f"Do {first} first: the mapping of that file may read this one too, once its name is under files."] if first else []
    head, *more = one.sentences
    return "\n".join(
        [
            f"{number}. {one.path.name} {head}" if one.table else f"{number}. {one.path.name}: {head}",
            *(f"   {line}" for line in (*again, *more)),
        ]
    )


def _after(workspace: Workspace, looked: Iterable[Looked]) -> Iterator[str]:
    """What the workspace still waits for, and what comes when all files are mapped."""
    waiting = sorted({*read_extracts(workspace)} & extracts_of(workspace.authority) - {one.table for one in looked})
    if waiting:
        yield (
            f"Not among these files: {_some(waiting)}, for which config/extracts has a mapping. If one of the files above is one, "
            "check it with --table and that name; the others may come later."
        )
    yield f"When all are mapped: {_command(workspace)}"
