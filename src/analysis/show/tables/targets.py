"""The targets that have been set, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import plain, within_sentence
from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.targets import Status, Target, status_of
from analysis.compare.view import View
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label
from analysis.show.variation import target_said

ON_STATUS = "A target is judged by the figure as printed. “Within the tolerance” is short of the target by no more than the tolerance"
ON_IMPROVING = "; “improving” is clearly better than {}, by more than chance alone would often bring"

Judged = tuple[Target, Indicator, Comparison]


def targets_table(judged: Sequence[Judged], view: View) -> Table:
    """One row a target: what was to be reached, the figure, the one of the year before unless this is the first, and the status."""
    period, earlier = view.period, [] if view.is_first_year else [markup.period(view.period.year_before)]
    notes = notes_on(indicator for _, indicator, _ in judged)
    rows = tuple(
        (
            TableCell(notes.named(indicator)),
            TableCell(_target(target, indicator), is_number=True),
            figure_cell(comparison.now),
            *(figure_cell(comparison.before) for _ in earlier),
            TableCell(_status(target, indicator, comparison)),
        )
        for target, indicator, comparison in judged
    )
    columns = ("Indicator", "Target", markup.period(period), *earlier, "Status")
    explained = Markup(ON_STATUS) + Markup().join(Markup(ON_IMPROVING).format(year) for year in earlier) + "."
    return Table(
        "targets",
        Markup("Targets, {}").format(markup.period(period)),
        columns,
        rows,
        (*explained_marks(rows), explained, *_set_by(judged), *notes.paragraphs),
        source_line(indicator for _, indicator, _ in judged),
    )


def _set_by(judged: Sequence[Judged]) -> Iterator[Markup]:
    """Who set which targets, where that is written down."""
    for who in dict.fromkeys(target.set_by for target, _, _ in judged if target.set_by):
        names = [within_sentence(indicator.name) for target, indicator, _ in judged if target.set_by == who]
        yield Markup("Set by the {}: {}.").format(who.removeprefix("the ").removeprefix("The "), label("; ".join(names)))


def _status(target: Target, indicator: Indicator, comparison: Comparison) -> Markup:
    status = status_of(target, indicator, comparison)
    return markup.verdict(comparison, status.value) if status is Status.IMPROVING else Markup(status.value)


def _target(target: Target, indicator: Indicator) -> Markup:
    """The target and its tolerance: terms, because they were set and not counted."""
    tolerance = f" (tolerance ~{plain(target.tolerance)}~)" if target.tolerance else ""
    return target_said(target, indicator) + markup.with_terms(tolerance)
