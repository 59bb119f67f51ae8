"""Tables that answer a question: what was asked for, one row each, over the periods that were asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Breakdown, Figure, Indicator
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show.sources import figure_of, source_line
from analysis.show.tables.notes import Notes, explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, share_cell


@dataclass(frozen=True)
class Asked:
    """A question by its number, the periods that it is about, and the publishable rows that it is answered from."""

    number: int
    rows: Publishable
    periods: Sequence[Period]
    authority: Authority

    def whole(self, indicators: Sequence[Indicator], name: str) -> Table:
        """One row an indicator and one column a period: a count as it is, a percentage with both its numbers."""
        notes = notes_on(indicators, self._remarks(indicators))
        body = tuple((TableCell(notes.named(indicator)), *self._wholes(indicator)) for indicator in indicators)
        return self._table(name, Markup("figures"), "What is counted", body, indicators, notes)

    def divided(self, one: Indicator, by: str, codes: Sequence[str], name: str) -> Table:
        """One row a category of a breakdown, with the number and its percentage, and the whole below."""
        division = self.rows.division(one.key, by)
        cell = share_cell if one.measure.kind.startswith("share") else part_cell
        lines = ((label(division.label(code)), self._figures(one, by, code)) for code in codes)
        body = (*((TableCell(words), *map(cell, figures)) for words, figures in lines), (TableCell(Markup("All")), *self._wholes(one)))
        heading = division.name[:1].upper() + division.name[1:]
        return self._table(name, _divided(one, division), heading, body, [one], notes_on([one], self._remarks([one])))

    def _table(
        self, name: str, what: Markup, heading: str, body: tuple[tuple[TableCell, ...], ...], shown: Sequence[Indicator], notes: Notes
    ) -> Table:
        title = Markup('Question <span class="term">{}</span>: {}, {}').format(self.number, what, self._over())
        columns = (heading, *map(markup.period, self.periods))
        return Table(name, title, columns, body, (*explained_marks(body), *notes.paragraphs), source_line(shown))

    def _wholes(self, one: Indicator) -> Iterator[TableCell]:
        return (whole_cell(figure_of(self.rows, one, period, self.authority)) for period in self.periods)

    def _figures(self, one: Indicator, by: str, code: str) -> list[Figure | None]:
        spans = (counted_period(one, period, self.authority).name for period in self.periods)
        return [self.rows.figure(Address(one.key, span, by, code)) for span in spans]

    def _over(self) -> Markup:
        first, last = markup.period(self.periods[0]), markup.period(self.periods[-1])
        return first if len(self.periods) == 1 else Markup("{} to {}").format(first, last)

    def _remarks(self, indicators: Iterable[Indicator]) -> list[tuple[str, str]]:
        """What keeps figures of a row from being compared, each with the key of its indicator."""
        return [(indicator.key, words) for indicator in indicators for words in _remarks_on(self, indicator)]


def whole_cell(figure: Figure | None) -> TableCell:
    """An undivided figure: a percentage with both its numbers."""
    return share_cell(figure) if figure and figure.is_percentage else figure_cell(figure)


def part_cell(figure: Figure | None) -> TableCell:
    """A category of a count: its number, with its percentage of the whole."""
    if figure is None or not figure.is_shown or figure.numerator is None:
        return figure_cell(figure)
    return TableCell(Markup("{} ({})").format(markup.part(figure, "numerator"), markup.figure(figure)), is_number=True)


def _divided(one: Indicator, division: Breakdown) -> Markup:
    """The indicator's name with what divides it, unless the name says that already."""
    if one.name.endswith(f" by {division.name}"):
        return label(one.name)
    return Markup("{}{} by {}").format(label(one.name), "," * ("," in one.name), division.name)


def _remarks_on(asked: Asked, one: Indicator) -> Iterator[str]:
    """Breaks in the series, other definitions, and dates of its own."""
    first, last = asked.periods[0], asked.periods[-1]
    yield from (f"Not comparable with earlier figures: {part.why}." for part in one.breaks if first.end < part.on <= last.end)
    spans = [counted_period(one, period, asked.authority) for period in asked.periods]
    known = {one.definition_version, *one.comparable_versions}
    figures = [(span, asked.rows.figure(Address(one.key, span.name))) for span in spans]
    others = [f"~{span.label}~" for span, figure in figures if figure and figure.definition_version not in known]
    if others:
        yield f"Counted by another definition: {', '.join(others)}."
    own = [f"~{span.label}~ in place of ~{period.label}~" for span, period in zip(spans, asked.periods, strict=True) if span != period]
    if own:
        yield f"Counted over dates of its own: {', '.join(own)}."
