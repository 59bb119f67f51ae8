"""The review of pairs of records: the workbook written from the extracts as they are now, and the decisions taken over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analysis.base.settings import Workspace
from analysis.base.whole import write_whole
from analysis.intake.people import Linked, decide, read_answers, read_people_register, review_book, write_decisions
from analysis.intake.people.merge import OPEN
from analysis.intake.pipeline import prepare_tables
from analysis.run.alone import alone


def write_pairs(workspace: Workspace) -> tuple[Path, int]:
    """Write the workbook; returns its path and how many pairs wait for a decision. Raises `Fault` when the extracts cannot be used."""
    with alone(workspace, "overview review"):
        linked = prepare_tables(workspace).linked
        return write_whole(workspace.processed / "review" / "pairs.xlsx", review_book(linked)), _waiting(linked)


def take_decisions(workspace: Workspace, file: Path, by: str) -> tuple[int, int]:
    """Take the decisions of a workbook over; returns how many are new and how many pairs still wait.

    Raises `Fault`, and takes none, when anything is wrong with one of them.
    """
    with alone(workspace, "overview review --decide"):
        return _taken(workspace, file, by)


def _taken(workspace: Workspace, file: Path, by: str) -> tuple[int, int]:
    answers, register = read_answers(file), read_people_register(workspace)
    decisions = decide(prepare_tables(workspace).linked, register, answers, by, date.today())
    if len(decisions) > len(register.decisions):
        write_decisions(workspace, decisions)
    return len(decisions) - len(register.decisions), _waiting(prepare_tables(workspace).linked)


def _waiting(linked: Linked) -> int:
    return int((linked.pairs["state"] == OPEN).sum())
