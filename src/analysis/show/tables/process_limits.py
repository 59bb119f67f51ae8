"""How the figures of a quarter stand to their own history: one row an indicator, with its average and its usual range."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.compare.process_limits import LEAST, Standing, Usual
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks
from analysis.show.tables.table import Table, TableCell, figure_cell, label

ON_RANGES = (
    "The usual range is what a figure varies by from quarter to quarter when nothing behind it has changed: by chance about ~1~ quarter "
    "in ~700~ lies above it and as many below. It comes from at least ~{least}~ quarters, this one among them, that were counted alike. "
    "A figure outside is worth asking about; it is neither good nor bad in itself, and one inside may still matter."
)


READINGS = {Standing.WITHIN: "within", Standing.ABOVE: "above", Standing.BELOW: "below"}


def usual_ranges(found: Iterable[Usual], quarter: Period) -> Table | None:
    """A row for each figure whose history is long enough to say something; nothing when none is."""
    told = [one for one in found if one.limits]
    if not told:
        return None
    rows = tuple(_row(one) for one in told)
    columns = ("Indicator", markup.period(quarter), "Average", "Usual range", "Reading")
    notes = (*explained_marks(rows), markup.with_terms(ON_RANGES.format(least=LEAST)))
    title = Markup("Usual ranges, {}").format(markup.period(quarter))
    return Table("usual-ranges", title, columns, rows, notes, source_line(one.indicator for one in told))


def _row(one: Usual) -> tuple[TableCell, ...]:
    lower, centre, upper = (markup.limit(one, which) for which in ("lower", "centre", "upper"))
    spread = TableCell(Markup("{} to {}").format(lower, upper), is_number=True)
    return (
        TableCell(label(one.indicator.name)),
        figure_cell(one.latest),
        TableCell(centre, is_number=True),
        spread,
        TableCell(Markup(READINGS[one.standing])),
    )
