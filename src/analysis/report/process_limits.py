"""How the figures of a quarter stand to their own history, for the words, the table and the chart that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.chapters import HEADLINES
from analysis.compare.process_limits import Usual, usual, usual_in
from analysis.compare.standing import FigureStanding
from analysis.report.opened import Opened
from analysis.report.targets import targets_of

WATCHED = ("exploitation", "missing")
"""The sections whose figures are about children, and watched for what is not usual."""


def ranges_of(opened: Opened, sections: Sequence[str]) -> tuple[Usual, ...]:
    """Each figure of some sections in the quarter of a report, or the last of its year, beside its usual range."""
    quarter, records = opened.last_quarter, opened.records.in_tables(*sections)
    found, targets = usual_in(opened.view.rows, records, quarter), targets_of(opened, quarter)
    return tuple(replace(one, target=targets.get(one.indicator.key)) for one in found)


def range_of(opened: Opened, key: str) -> Usual:
    """One figure of that quarter beside its usual range."""
    return usual(opened.view.rows, opened.records[key], opened.last_quarter)


def standings(opened: Opened) -> tuple[FigureStanding, ...]:
    """The figures that a board follows: those that ``config/policy.toml`` names, and every other with a target or not as usual.

    Those that it names come first, in its order.
    """
    named = opened.workspace.policy.quarterly.committee or HEADLINES
    found = {one.indicator.key: one for one in ranges_of(opened, WATCHED)}
    targets = targets_of(opened, opened.last_quarter)
    keys = [*(key for key in named if key in opened.records), *targets, *(key for key, one in found.items() if one.signal)]
    known = (one for one in map(opened.records.__getitem__, dict.fromkeys(keys)) if opened.knows(one))
    return tuple(FigureStanding(one, opened.view.compared(one), found.get(one.key), targets.get(one.key)) for one in known)
