"""The table of a board: one row an indicator, with where it stands and where it has come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.compare.baselines import LEAST
from analysis.compare.standing import FigureStanding
from analysis.compare.targets import Status
from analysis.compare.view import View
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell
from analysis.show.variation import standing_said, target_said

ON_STANDING = (
    "Standing holds a figure against at least ~{least}~ quarters before it that were counted alike: usual (○), unusually high (▲) or low "
    "(▼), rising (↗) or falling (↘). One that is not usual is worth asking about; one that is usual may still be too high or too low. "
    "The broken lines above and below a line are the ends of the usual range."
)
MET = {
    Status.ACHIEVED: "met",
    Status.WITHIN_TOLERANCE: "met within the tolerance",
    Status.IMPROVING: "not met, improving",
    Status.NOT_ACHIEVED: "not met",
}
NO_TARGET = "none set"


def board_table(view: View, standings: Sequence[FigureStanding], lines: Mapping[str, Markup]) -> Table | None:
    """Latest, line of the last eight quarters, standing, target and whether it was met, and a year ago; nothing without a figure.

    Where no target was set there are no columns of targets, and in a first year none of the year before. ``lines`` are pictures by key.
    """
    told = [one for one in standings if one.change.now]
    if not told:
        return None
    has_targets, since = any(one.target for one in told), [] if view.is_first_year else [markup.period(view.period.year_before)]
    notes = notes_on(one.indicator for one in told)
    rows = tuple(
        (
            TableCell(notes.named(one.indicator)),
            figure_cell(one.change.now),
            TableCell(lines.get(one.indicator.key) or Markup(mark("z"))),
            TableCell(standing_said(one.usual)),
            *(_target(one) if has_targets else ()),
            *(figure_cell(one.change.before) for _ in since),
        )
        for one in told
    )
    columns = (
        "Indicator",
        markup.period(view.period),
        "Last eight quarters",
        "Standing",
        *(("Target", "Met") if has_targets else ()),
        *since,
    )
    return Table(
        "board",
        Markup("How the figures stand, {}").format(markup.period(view.period)),
        columns,
        rows,
        (*explained_marks(rows), markup.with_terms(ON_STANDING.format(least=LEAST)), *notes.paragraphs),
        source_line(one.indicator for one in told),
        narrow="blocks",
    )


def _target(one: FigureStanding) -> tuple[TableCell, TableCell]:
    if one.target is None:
        return TableCell(Markup(NO_TARGET)), TableCell(Markup(mark("z")))
    met = MET.get(one.status, one.status.value)
    judged = markup.verdict(one.change, met) if one.status is Status.IMPROVING else Markup(met)
    return TableCell(target_said(one.target, one.indicator)), TableCell(judged)
