"""Tables that answer a question: what was asked for, one row each, over the periods that were asked about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.compute import counted_period
from analysis.disclose import Publishable
from analysis.periods import Period
from analysis.settings import Authority
from analysis.spec import Address, Breakdown, Figure, Indicator
from analysis.tables.notes import explained_marks, notes_on, source_line
from analysis.tables.table import Cell, Table, figure_cell, figure_of, label, share_cell


def asked(
    rows: Publishable, indicators: Sequence[Indicator], periods: Sequence[Period], authority: Authority, name: str, title: Markup | str
) -> Table:
    """One row an indicator and one column a period: a count as it is, a percentage with both its numbers."""
    notes = notes_on(indicators, _remarks(rows, indicators, periods, authority))
    body = tuple((Cell(notes.named(one)), *(whole_cell(figure_of(rows, one, at, authority)) for at in periods)) for one in indicators)
    return Table(
        name,
        Markup("{}, {}").format(title, _over(periods)),
        ("What is counted", *map(markup.period, periods)),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line(indicators),
    )


def asked_by(
    rows: Publishable, one: Indicator, by: str, codes: Sequence[str], periods: Sequence[Period], authority: Authority, name: str
) -> Table:
    """One row a category of a breakdown, with the number and its percentage, and the whole below."""
    division = rows.division(one.key, by)
    spans = [counted_period(one, period, authority).name for period in periods]
    lines = [(division.label(code), [rows.figure(Address(one.key, span, by, code)) for span in spans]) for code in codes]
    whole = (Cell(Markup("All")), *(whole_cell(figure_of(rows, one, period, authority)) for period in periods))
    cell = share_cell if one.measure.kind.startswith("share") else part_cell
    body = (*((Cell(label(words)), *map(cell, figures)) for words, figures in lines), whole)
    notes = notes_on([one], _remarks(rows, [one], periods, authority))
    return Table(
        name,
        Markup("{}, {}").format(_divided(one, division), _over(periods)),
        (division.name[:1].upper() + division.name[1:], *map(markup.period, periods)),
        body,
        (*explained_marks(body), *notes.paragraphs),
        source_line([one]),
    )


def whole_cell(figure: Figure | None) -> Cell:
    """An undivided figure: a percentage with both its numbers."""
    return share_cell(figure) if figure and figure.is_percentage else figure_cell(figure)


def part_cell(figure: Figure | None) -> Cell:
    """A category of a count: its number, with its percentage of the whole."""
    if figure is None or not figure.is_shown or figure.numerator is None:
        return figure_cell(figure)
    return Cell(Markup("{} ({})").format(markup.part(figure, "numerator"), markup.figure(figure)), is_number=True)


def _divided(one: Indicator, division: Breakdown) -> Markup:
    """The indicator's name with what divides it, unless the name says that already."""
    if one.name.endswith(f" by {division.name}"):
        return label(one.name)
    return Markup("{}{} by {}").format(label(one.name), "," * ("," in one.name), division.name)


def _over(periods: Sequence[Period]) -> Markup:
    first, last = markup.period(periods[0]), markup.period(periods[-1])
    return first if len(periods) == 1 else Markup("{} to {}").format(first, last)


def _remarks(rows: Publishable, indicators: Iterable[Indicator], periods: Sequence[Period], authority: Authority) -> list[tuple[str, str]]:
    """What keeps figures of a row from being compared: breaks in the series, dates of its own, and other definitions."""
    found: list[tuple[str, str]] = []
    for one in indicators:
        spans = [counted_period(one, period, authority) for period in periods]
        breaks = [part for part in one.breaks if periods[0].end < part.on <= periods[-1].end]
        found += [(one.key, f"Not comparable with earlier figures: {part.why}.") for part in breaks]
        figures = [(span, rows.figure(Address(one.key, span.name))) for span in spans]
        known = {one.definition_version, *one.comparable_versions}
        others = [span.label for span, figure in figures if figure and figure.definition_version not in known]
        found += [(one.key, f"Counted by another definition: ~{', '.join(others)}~.")] if others else []
        own = [f"~{span.label}~ in place of ~{period.label}~" for span, period in zip(spans, periods, strict=True) if span != period]
        found += [(one.key, f"Counted over dates of its own: {', '.join(own)}.")] if own else []
    return found
