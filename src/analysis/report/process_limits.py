"""How the figures of a quarter stand to their own history, for the words, the table and the chart that tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.chapters import HEADLINES
from analysis.compare.process_limits import Usual, usual, usual_in
from analysis.compare.standing import FigureStanding
from analysis.compare.targets import Target, read_targets, targets_for
from analysis.report.opened import Opened

WATCHED = ("exploitation", "missing")
"""The sections whose figures are about children, and watched for what is not usual."""


def ranges_of(opened: Opened, sections: Sequence[str]) -> tuple[Usual, ...]:
    """Each figure of some sections in the quarter of a report, or the last of its year, beside its usual range."""
    found, targets = usual_in(opened.view.rows, opened.records.in_tables(*sections), opened.last_quarter), _targets(opened)
    return tuple(replace(one, target=targets.get(one.indicator.key)) for one in found)


def range_of(opened: Opened, key: str) -> Usual:
    """One figure of that quarter beside its usual range."""
    return usual(opened.view.rows, opened.records[key], opened.last_quarter)


def standings(opened: Opened) -> tuple[FigureStanding, ...]:
    """The figures that a board follows: those that ``config/policy.toml`` names, and every other with a target or not as usual.

    Those that it names come first, in its order.
    """
    named = opened.workspace.policy.quarterly.committee or HEADLINES
    found, targets = {one.indicator.key: one for one in ranges_of(opened, WATCHED)}, _targets(opened)
    keys = [*(key for key in named if key in opened.records), *targets, *(key for key, one in found.items() if one.signal)]
    known = (one for one in map(opened.records.__getitem__, dict.fromkeys(keys)) if opened.knows(one))
    return tuple(FigureStanding(one, opened.view.compared(one), found.get(one.key), targets.get(one.key)) for one in known)


def _targets(opened: Opened) -> Mapping[str, Target]:
    """What is to be reached in a quarter, by the keys of indicators."""
    held = targets_for(read_targets(opened.workspace), opened.last_quarter, opened.authority)
    return {indicator.key: target for target, indicator in held}
