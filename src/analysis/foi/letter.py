"""An answer in the form in which reports are written: headings, paragraphs and tables that a page and a letter are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup
from nbformat import NotebookNode, v4

from analysis.base.formats import within_sentence
from analysis.base.periods import MONTHS
from analysis.base.spec import Indicator
from analysis.base.wording import what_is_covered
from analysis.chapters.tables import is_by_type
from analysis.foi.answer import Answer, AnswerPart
from analysis.markup import period
from analysis.show import tables
from analysis.show.methodology import rules_of_figures
from analysis.show.narrative import Text
from analysis.show.narrative.text import computed

ALL_GIVEN = "Every question is answered in full."

BESIDE = (
    "The same figures are in the file results.csv that comes with this answer, with the number and the whole behind each percentage. "
    "Numbers that are not given are marked there as they are here."
)


class Shown(Protocol):
    """What shows itself in a notebook: a text, a table, a list of rules."""

    def _repr_mimebundle_(self, **words: Any) -> dict[str, Any]: ...


def letter(answer: Answer) -> NotebookNode:
    """The answer as an executed notebook, so that page and letter are written like those of a report."""
    return v4.new_notebook(cells=[_cell(piece) for piece in _pieces(answer)])


def _cell(piece: str | Shown) -> NotebookNode:
    if isinstance(piece, str):
        return v4.new_markdown_cell(piece)
    return v4.new_code_cell("", outputs=[v4.new_output("display_data", data=piece._repr_mimebundle_())])


def _pieces(answer: Answer) -> Iterator[str | Shown]:
    yield Text((computed(_opening(answer)),))
    for part in answer.parts:
        yield f"## Question {part.number}"
        yield from _part(answer, part)
    yield "## What is not given, and why"
    yield _gaps(answer)
    if answer.indicators:
        yield "## What the figures mean"
        yield Text((_list(_definition(indicator) for indicator in answer.indicators),))
        yield "## How the figures are published"
        yield rules_of_figures(answer.given.policy, answer.given.rows.rounded_to, _covered(answer))
        yield Text((computed(Markup.escape(BESIDE)),))


def _opening(answer: Answer) -> Markup:
    request, authority = answer.request, answer.given.authority
    came = Markup(' of <span class="period">{}</span>').format(_day(request.received)) if request.received else ""
    return Markup(
        'Thank you for your request{} about {}. Its reference is <span class="term">{}</span>. This is what {} holds on it, up to {}.'
    ).format(came, within_sentence(request.subject), request.reference, authority.name, period(answer.last))


def _part(answer: Answer, part: AnswerPart) -> Iterator[Shown]:
    yield Text((Markup('<p class="para prose">You asked: “{}”</p>').format(part.question.asked.strip()),))
    if not part.is_answered:
        yield Text((Markup('<p class="para">{}</p>').format(answer.instead(part)),))
    yield from answer.tables(part)
    if part.question.note:
        yield Text((Markup('<p class="para">{}</p>').format(answer.said(part.question.note)),))


def _gaps(answer: Answer) -> Text:
    return Text((_list(answer.gaps()),)) if answer.gaps() else Text((computed(Markup.escape(ALL_GIVEN)),))


def _covered(answer: Answer) -> tuple[str, ...]:
    """What a figure of the answer means by exploitation, where there is one that counts records by their type."""
    return what_is_covered(answer.given.authority) if any(map(is_by_type, answer.indicators)) else ()


def _definition(one: Indicator) -> Markup:
    """What a figure counts; what else there is to bear in mind stands below its table."""
    words = f"{one.definition} Counted are {one.unit}, among {one.population}."
    return Markup("<strong>{}.</strong> {}").format(tables.label(one.name), tables.label(words))


def _list(items: Iterator[Markup] | tuple[Markup, ...]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(item) for item in items))


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
