"""Tables that answer a question: what was asked for, one row each, over the periods that were asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.periods import Period
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.base.wording import types_covered, what_is_covered
from analysis.chapters.tables import is_by_type
from analysis.compare.view import View
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, share_cell


@dataclass(frozen=True)
class Asked:
    """A question, the publishable figures that it is answered from, and the periods that it is about.

    ``number`` is the one that it has in a request; one that an analyst asks at the desk has none.
    """

    number: int | None
    view: View
    periods: Sequence[Period]

    @property
    def views(self) -> list[View]:
        """The figures as seen from each of the periods."""
        return [self.view.at(period) for period in self.periods]

    def whole(self, indicators: Sequence[Indicator], name: str) -> Table:
        """One row an indicator and one column a period: a count as it is, a percentage with both its numbers."""
        notes = notes_on(indicators, self._remarks(indicators))
        body = tuple((TableCell(notes.named(indicator)), *self._wholes(indicator)) for indicator in indicators)
        columns = ("What is counted", *map(markup.period, self.periods))
        title = self._titled("figures" if self.number else label(indicators[0].name))
        return Table(name, title, columns, body, (*explained_marks(body), *notes.paragraphs), source_line(indicators))

    def divided(self, one: Indicator, by: str, codes: Sequence[str], name: str) -> Table:
        """One row a category of a breakdown, with the number and its percentage, and the whole below."""
        division, notes = self.view.rows.division(one, by), notes_on([one], self._remarks([one]))
        cell = share_cell if one.measure.kind.startswith("share") else part_cell
        lines = ((label(division.label(code)), [view.figure(one, by, code) for view in self.views]) for code in codes)
        body = (
            *((TableCell(words), *map(cell, figures)) for words, figures in lines if any(figures)),
            (TableCell(Markup("All")), *self._wholes(one)),
        )
        columns = (sentence_case(division.name), *map(markup.period, self.periods))
        title = self._titled(_divided(one, division))
        return Table(name, title, columns, body, (*explained_marks(body), *notes.paragraphs), source_line([one]))

    def crossed(self, across: Mapping[str, Indicator], by: str, name: str) -> Table:
        """One row a category of a breakdown and one column an indicator, by the heads that they have here, for the last period alone.

        The last of them has the wholes.
        """
        view, (*_, one) = self.views[-1], across.values()
        division, notes = view.division(one, by), notes_on([one], self._remarks([one]))
        is_share = one.measure.kind.startswith("share")
        cell, whole = (share_cell, whole_cell) if is_share else (number_of, figure_cell)
        lines = ((label(division.label(code)), code) for code in division.codes)
        body = (
            *((TableCell(words), *(cell(view.figure(each, by, code)) for each in across.values())) for words, code in lines),
            (TableCell(Markup("All")), *(whole(view.figure(each)) for each in across.values())),
        )
        title = Markup("{}, {}").format(_divided(one, division), markup.period(view.dates(one)))
        columns = (sentence_case(division.name), *map(label, across))
        return Table(name, title, columns, body, (*explained_marks(body), *notes.paragraphs), source_line([one]))

    def _titled(self, what: Markup | str) -> Markup:
        if self.number is None:
            return Markup("{}, {}").format(what, self._over())
        return Markup('Question <span class="term">{}</span>: {}, {}').format(self.number, what, self._over())

    def _wholes(self, one: Indicator) -> Iterator[TableCell]:
        return (whole_cell(view.figure(one)) for view in self.views)

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


def number_of(figure: Figure | None) -> TableCell:
    """How many there are in a category of a count."""
    if figure is None or figure.numerator is None:
        return figure_cell(figure)
    return TableCell(markup.part(figure, "numerator"), is_number=True)


def _divided(one: Indicator, division: Breakdown) -> Markup:
    """The indicator's name with what divides it, unless the name says that already."""
    if one.name.endswith(f" by {division.name}"):
        return label(one.name)
    return Markup("{}{} by {}").format(label(one.name), "," * ("," in one.name), division.name)


def _remarks_on(asked: Asked, one: Indicator) -> Iterator[str]:
    """What exploitation is, breaks in the series, other definitions, and dates of its own."""
    if is_by_type(one) and what_is_covered(asked.view.authority):
        yield f"Counted is what is about {' or '.join(types_covered(asked.view.authority))}."
    first, last = asked.periods[0], asked.periods[-1]
    yield from (f"Not comparable with earlier figures: {part.why}." for part in one.breaks if first.end < part.on <= last.end)
    spans = [view.dates(one) for view in asked.views]
    known = {one.definition_version, *one.comparable_versions}
    figures = [view.figure(one) for view in asked.views]
    others = [f"~{span.label}~" for span, figure in zip(spans, figures, strict=True) if figure and figure.definition_version not in known]
    if others:
        yield f"Counted by another definition: {', '.join(others)}."
    own = [f"~{span.label}~ in place of ~{period.label}~" for span, period in zip(spans, asked.periods, strict=True) if span != period]
    if own:
        yield f"Counted over dates of its own: {', '.join(own)}."
