"""How the figures of a quarter stand to their own history, for the words, the table and the chart that tell it."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.compare.process_limits import Usual, usual, usual_in
from analysis.report.view import View


def ranges_of(view: View, sections: Sequence[str]) -> tuple[Usual, ...]:
    """Each figure of some sections in the quarter of a report, or the last of its year, beside its usual range."""
    return usual_in(view.rows, view.records.in_tables(*sections), view.last_quarter)


def range_of(view: View, key: str) -> Usual:
    """One figure of that quarter beside its usual range."""
    return usual(view.rows, view.records[key], view.last_quarter)
