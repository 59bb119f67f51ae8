"""The targets that have been set, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import plain, thousands
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.targets import Target, status_of
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell

ON_STATUS = (
    "A target is judged by the figure as printed. “Within the tolerance” is short of the target by no more than the tolerance; "
    "“improving” is better than {before} by more than what counts as similar."
)

Judged = tuple[Target, Indicator, Comparison]


def targets_table(judged: Sequence[Judged], period: Period) -> Table:
    """One row a target: what was to be reached, the figure, the one of the year before, and the status."""
    notes = notes_on(indicator for _, indicator, _ in judged)
    rows = tuple(
        (
            TableCell(notes.named(indicator)),
            TableCell(_target(target, indicator), is_number=True),
            figure_cell(comparison.now),
            figure_cell(comparison.before),
            TableCell(Markup.escape(status_of(target, indicator, comparison).value)),
        )
        for target, indicator, comparison in judged
    )
    columns = ("Indicator", "Target", markup.period(period), markup.period(period.year_before), "Status")
    explained = Markup.escape(ON_STATUS).format(before=markup.period(period.year_before))
    return Table(
        "targets",
        Markup("Targets, {}").format(markup.period(period)),
        columns,
        rows,
        (*explained_marks(rows), explained, *notes.paragraphs),
        source_line(indicator for _, indicator, _ in judged),
    )


def _target(target: Target, indicator: Indicator) -> Markup:
    """The target and its tolerance: terms, because they were set and not counted."""
    percent = "%" * indicator.measure.kind.startswith("share")
    words = "at least" if indicator.better == "higher" else "at most"
    tolerance = f" (tolerance ~{plain(target.tolerance)}~)" if target.tolerance else ""
    return markup.with_terms(f"{words} ~{thousands(plain(target.value))}{percent}~{tolerance}")
