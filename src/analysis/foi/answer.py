"""From questions to figures that may be given, and to what cannot be given and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address, Figure, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import indicator, told_by
from analysis.foi.questions import Question, Request, Wanted
from analysis.foi.suggestions import nearest
from analysis.releases import PLACE
from analysis.show import tables
from analysis.textcheck import Reference, faults_in, fill, lint_commentary

NOT_HELD = "No figure is held that answers this question as it was put."
NEAREST_GIVEN = "The nearest figures are given in its place."
HIDDEN = "the numbers shown as [c] are not given, so that no child can be identified"


@dataclass(frozen=True)
class AnswerPart:
    """The answer to one question: the figures that answer it, or those that are nearest to it, over some periods."""

    number: int
    question: Question
    wanted: tuple[Wanted, ...]
    periods: tuple[Period, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the figures are what was asked for, and not only near it."""
        return bool(self.question.figure) and not self.question.cannot

    @property
    def runs(self) -> tuple[tuple[Period, ...], ...]:
        """The periods table by table: all together, or the quarters of each year."""
        years = dict.fromkeys(period.year.name for period in self.periods)
        split = tuple(tuple(one for one in self.periods if one.year.name == year) for year in years)
        return split if self.question.each == "quarter" else (self.periods,)


@dataclass(frozen=True)
class Answer:
    """A request with its parts, and the publishable rows that they are taken from, up to a reporting year."""

    request: Request
    parts: tuple[AnswerPart, ...]
    given: Reference

    @property
    def last(self) -> Period:
        return self.given.period

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What the answer gives: those of the publishable rows that stand in it, each once."""
        given = {
            (address.indicator, address.period, address.breakdown, address.category)
            for part in self.parts
            for address in self._addresses(part)
        }
        rows = self.given.rows.rows
        return rows.loc[[place in given for place in rows[PLACE].itertuples(index=False, name=None)]].reset_index(drop=True)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those that the answer has figures of, in the order in which it tells them."""
        return tuple(dict.fromkeys(self._record(one) for part in self.parts for one in part.wanted))

    def tables(self, part: AnswerPart) -> tuple[tables.Table, ...]:
        """The figures of a part: undivided ones together, and one table for each that is divided."""
        whole = [self._record(one) for one in part.wanted if not one.by]
        found = []
        for n, run in enumerate(part.runs, 1):
            asked = tables.Asked(part.number, self.given, run)
            name = f"question-{part.number}-{n}"
            found += [asked.whole(whole, name)] if whole else []
            divided = ((self._record(one), one.by, self._codes(one)) for one in part.wanted if one.by)
            found += [asked.divided(*one, f"{name}-{k}") for k, one in enumerate(divided, 1)]
        return tuple(found)

    def figures(self, part: AnswerPart) -> tuple[Figure, ...]:
        """The figures of a part that there are, those that are hidden among them."""
        return tuple(figure for one in part.wanted for period in part.periods for figure in self._figures(one, period))

    def gaps(self) -> tuple[Markup, ...]:
        """What was asked for and is not given, each reason once with the questions and the periods that it holds for."""
        held: dict[tuple[str, tuple[Period, ...]], list[int]] = {}
        for part in self.parts:
            for reason in dict.fromkeys(self.reasons(part)):
                held.setdefault(reason, []).append(part.number)
        return tuple(_said(numbers, *reason) for reason, numbers in held.items())

    def reasons(self, part: AnswerPart) -> Iterator[tuple[Markup, tuple[Period, ...]]]:
        """Why a part is not given as it was asked for, or not in full, and for which periods; for none where it is not about them."""
        if not part.is_answered:
            yield self.instead(part), ()
        for one in part.wanted:
            for why, periods in self._lacking(one, part.periods):
                if periods:
                    yield Markup.escape(why), periods

    def instead(self, part: AnswerPart) -> Markup:
        """What is said to a question that no figure answers."""
        near = NEAREST_GIVEN if part.wanted else ""
        return Markup("{} {}").format(self.said(part.question.cannot or NOT_HELD), near).strip()

    def said(self, words: str) -> Markup:
        """What the officer wrote, with its figures put in."""
        filled = fill(words.strip(), self.given)
        return filled.put_in(str(Markup.escape(filled.text)))

    def _lacking(self, wanted: Wanted, periods: Sequence[Period]) -> Iterator[tuple[str, tuple[Period, ...]]]:
        """What figures lack, in words, each with the periods for which they lack it."""
        one = self._record(wanted)
        seen = {period: self.given.at(period) for period in periods}
        wholes = {period: view.figure(one) for period, view in seen.items()}
        absent = tuple(period for period, figure in wholes.items() if figure is None or figure.value == "x")
        there = [period for period in periods if period not in absent]
        divided = [period for period in there if wanted.by and seen[period].split(one, wanted.by)]
        yield _why_absent(one, [seen[period].dates(one) for period in absent]), absent
        yield "only the whole is held, undivided", tuple(period for period in there if wanted.by and period not in divided)
        yield "there was nothing to take a percentage of", tuple(period for period in there if wholes[period].value == "z")
        yield HIDDEN, tuple(period for period in there if any(figure.is_hidden for figure in self._figures(wanted, period)))

    def _record(self, wanted: Wanted) -> Indicator:
        """The indicator in the words for what the authority's reports cover."""
        return in_words_of(self.given.authority, indicator(wanted.indicator))

    def _figures(self, wanted: Wanted, period: Period) -> list[Figure]:
        found = (self.given.rows.figure(address) for address in self._addresses_of(wanted, period))
        return [figure for figure in found if figure]

    def _addresses(self, part: AnswerPart) -> Iterable[Address]:
        return (address for one in part.wanted for period in part.periods for address in self._addresses_of(one, period))

    def _addresses_of(self, wanted: Wanted, period: Period) -> list[Address]:
        span = self.given.at(period).dates(indicator(wanted.indicator)).name
        divided = [Address(wanted.indicator, span, wanted.by, code) for code in self._codes(wanted)] if wanted.by else []
        return [Address(wanted.indicator, span), *divided]

    def _codes(self, wanted: Wanted) -> tuple[str, ...]:
        codes = self.given.rows.division(self._record(wanted), wanted.by).codes
        return tuple(code for code in codes if not wanted.only or code in wanted.only)


def answered(request: Request, given: Reference) -> Answer:
    """A request answered up to a reporting year, from rows that have passed the gate.

    Raises `Fault` for what the officer wrote and the figures do not bear out, or typed by hand where a figure should be named.
    """
    _check_words(request, given)
    parts = []
    for number, question in enumerate(request.question, 1):
        near = () if question.cannot else nearest(question.asked, told_by(given.authority))
        wanted = question.figure or tuple(Wanted(indicator=one.key) for one in near)
        parts.append(AnswerPart(number, question, wanted, request.periods(question, given.period)))
    return Answer(request, tuple(parts), given)


def _check_words(request: Request, given: Reference) -> None:
    words = [(n, text) for n, one in enumerate(request.question, 1) for text in (one.note, one.cannot) if text]
    found = [(n, one) for n, text in words for one in faults_in(lint_commentary(fill(text.strip(), given), given))]
    if found:
        told = [one.told(f"question {n}") for n, one in found]
        raise Fault("\n".join([f"What is said to {request.reference} has {len(told)} fault(s):", *told]))


def _said(numbers: Sequence[int], why: Markup, periods: Sequence[Period]) -> Markup:
    named = markup.listed(markup.term(number) for number in numbers)
    at = Markup(", for {}").format(markup.listed(map(markup.period, periods))) if periods else ""
    return Markup("{} {}{}: {}{}").format("Questions" if len(numbers) > 1 else "Question", named, at, why, "." * bool(periods))


def _why_absent(one: Indicator, spans: Sequence[Period]) -> str:
    """Why there is no figure: another definition held then, nobody handed it over, or the records are not held here."""
    if not all(one.holds_for(span.start or span.end, span.end) for span in spans):
        return f"the definition holds {one.validity}"
    if not one.dated_by:
        return "the partner who holds these figures has not handed them over"
    return f"records of {one.source.replace('_', ' ')} from that time are not kept in the form that these figures are counted from"
