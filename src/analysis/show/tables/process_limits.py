"""How the figures of a quarter vary: one row an indicator, with its average, its usual range, and whether its target will be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed, within_sentence
from analysis.base.periods import Period
from analysis.compare.baselines import LEAST
from analysis.compare.process_limits import Usual
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks
from analysis.show.tables.table import Table, TableCell, figure_cell, label
from analysis.show.variation import assurance_said, target_said, variation_said

ON_RANGES = (
    "Average and usual range come from at least ~{least}~ quarters before this one that were counted alike: how the figure varies when "
    "nothing behind it has changed (common cause). ▲ and ▼ are signs that something has (special cause): it is outside, or it and "
    "those before it are near one end, on one side of the average, or rise or fall steadily. Such a figure is worth asking about; of "
    "those behind which nothing has changed up to ~1~ in ~18~ has a sign by chance. One that varies as usual may still be too high or "
    "too low."
)
ON_TARGETS = (
    "Whether a target will be met is said of a quarter like those before: the whole usual range meets it, none of it does, or some."
)
NO_TARGET = Markup("none set")
OF_TARGETS = ("Target", "In a quarter like these")


def usual_ranges(found: Iterable[Usual], quarter: Period) -> Table | None:
    """A row for each figure whose history is long enough to say something; nothing when none is."""
    told = [one for one in found if not one.why_none]
    if not told:
        return None
    with_targets = any(one.target for one in told)
    rows = tuple((*_row(one), *(_cells_of_target(one) if with_targets else ())) for one in told)
    columns = ("Indicator", markup.period(quarter), "Average", "Usual range", "Variation", *(OF_TARGETS if with_targets else ()))
    notes = (*explained_marks(rows), *map(markup.with_terms, _notes(told, with_targets=with_targets)))
    title = Markup("Usual ranges, {}").format(markup.period(quarter))
    return Table("usual-ranges", title, columns, rows, notes, source_line(one.indicator for one in told))


def _row(one: Usual) -> tuple[TableCell, ...]:
    lower, centre, upper = (markup.limit(one, which) for which in ("lower", "centre", "upper"))
    spread = TableCell(Markup("{} to {}").format(lower, upper), is_number=True)
    name, average = TableCell(label(one.indicator.name)), TableCell(centre, is_number=True)
    return (name, figure_cell(one.latest), average, spread, TableCell(variation_said(one)))


def _cells_of_target(one: Usual) -> tuple[TableCell, TableCell]:
    if not one.target:
        return TableCell(NO_TARGET), TableCell(NO_TARGET)
    return TableCell(target_said(one.target, one.indicator)), TableCell(assurance_said(one))


def _notes(told: Sequence[Usual], *, with_targets: bool) -> Iterator[str]:
    yield ON_RANGES.format(least=LEAST)
    if with_targets:
        yield ON_TARGETS
    for years in sorted({one.baseline.years for one in told} - {0}):
        names = [within_sentence(one.indicator.name) for one in told if one.baseline.years == years]
        yield f"Held against the same quarters of the last ~{years}~ years, because they have seasons: {listed(names)}."
