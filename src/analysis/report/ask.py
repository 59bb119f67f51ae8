"""Asking what no report shows: at once where all may be seen, and from what was planned together where it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.base.at_work import QUESTIONS
from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, BY_KEY, CAVEATS, CHAPTERS
from analysis.chapters.own import chapter_in
from analysis.chapters.own.questions import Asking, alike, question, text_of
from analysis.chapters.own.records import key_across
from analysis.chapters.tables import TABLES
from analysis.compare.view import View
from analysis.count.compute import Material, columns_counted, compute
from analysis.count.left import ASKED, left_to_count
from analysis.disclose import gate
from analysis.report.answers import DeskAnswer
from analysis.report.opened import Opened

NOT_PLANNED = (
    "The public edition has no figures that answer this. Its figures are planned together, so that nobody can subtract one answer from "
    f"another. Ask in the internal edition, keep the question there with report.keep(), which writes it into {QUESTIONS.as_posix()}, and "
    "run `overview run` for the period: then it is answered here as well."
)


@dataclass(frozen=True)
class AskedFigure:
    """A question as records: what is counted, the key of what divides it, and the same for each category of a second column."""

    indicator: Indicator
    by: str = ""
    across: tuple[tuple[str, Indicator], ...] = ()
    text: str = ""

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return (self.indicator, *(one for _, one in self.across))


def answer(opened: Opened, asked: Asking, periods: tuple[Period, ...]) -> DeskAnswer:
    """The answer to a question. Raises `Fault` where the public edition has none, and for what cannot be asked."""
    if found := _told(opened, _planned(asked), periods):
        return found
    new = new_question(asked)
    if found := _told(opened, _kept(new), periods):
        return found
    if opened.edition == "public":
        raise Fault(NOT_PLANNED)
    _note(opened, new)
    return _answered(opened, new, periods, _counted(opened, new, periods))


def new_question(asked: Asking) -> AskedFigure:
    """A question as records of its own, under a key that follows from what it asks."""
    plain = text_of(question("asked", asked, ALL))
    key = f"asked_{hashlib.sha256(plain.encode()).hexdigest()[:8]}"
    return question_in(text_of(question(key, asked, ALL)), key)


def question_in(text: str, key: str) -> AskedFigure:
    """The question that a text has under a key. Raises `Fault` for what is wrong in it."""
    chapter = chapter_in(text, Path(f"{key}.toml"), CHAPTERS, CAVEATS)
    first, *others = chapter.indicators
    if not others:
        return AskedFigure(first, next((way.key for way in first.breakdowns), ""), (), text)
    by, across = first.breakdowns
    return AskedFigure(first, by.key, _each(across, others), text)


def _each(way: Breakdown, indicators: list[Indicator]) -> tuple[tuple[str, Indicator], ...]:
    return tuple((category.label, one) for category, one in zip(way.categories, indicators, strict=True))


def _planned(asked: Asking) -> Iterator[AskedFigure]:
    """What asks for a figure that there is, as it is or by a breakdown that it has."""
    if asked.figure is None or asked.where or asked.name or len(asked.by) > 1:
        return
    if not asked.by:
        yield AskedFigure(asked.figure)
    for way in asked.figure.breakdowns:
        if asked.by and asked.by[0] in (way.key, way.column):
            yield AskedFigure(asked.figure, way.key)


def _kept(new: AskedFigure) -> Iterator[AskedFigure]:
    """The figures that there are already and count the same, divided in the same way."""
    for one in (one for one in ALL if alike(one, new.indicator)):
        if not new.across:
            ways = [way for way in one.breakdowns if new.by and _divides_alike(way, new.indicator.breakdown(new.by))]
            yield from (AskedFigure(one, way.key) for way in ways) if new.by else (AskedFigure(one),)
            continue
        by, across = (new.indicator.breakdowns[0], new.indicator.breakdowns[-1])
        keys = [key_across(one.key, code) for code in across.codes]
        ways = [way for way in one.breakdowns if _divides_alike(way, by)]
        if ways and all(key in BY_KEY for key in keys):
            yield AskedFigure(one, ways[0].key, _each(across, [BY_KEY[key] for key in keys]))


def _divides_alike(way: Breakdown, other: Breakdown) -> bool:
    return (way.column, way.codes, way.by_name, way.overlap) == (other.column, other.codes, other.by_name, other.overlap)


def _told(opened: Opened, questions: Iterable[AskedFigure], periods: tuple[Period, ...]) -> DeskAnswer | None:
    """The answer to the first of some questions that the figures of the last run tell.

    For each of the periods, since what is lacking would be counted now; in the public edition, where nothing is, for any of them.
    """
    enough = any if opened.edition == "public" else all
    told = (one for one in questions if enough(_is_told(opened.view, one, period) for period in periods))
    return next((_answered(opened, one, periods, opened.view) for one in told), None)


def _is_told(view: View, asked: AskedFigure, period: Period) -> bool:
    """Whether there are figures that answer a question for a period, be they hidden."""
    at = view.at(period)
    return all(at.figure(one) and (not asked.by or at.split(one, asked.by)) for one in asked.indicators)


def _answered(opened: Opened, asked: AskedFigure, periods: tuple[Period, ...], view: View) -> DeskAnswer:
    told = {name: in_words_of(opened.authority, one) for name, one in asked.across}
    return DeskAnswer(view, periods, in_words_of(opened.authority, asked.indicator), asked.by, told or None, asked.text)


def _counted(opened: Opened, asked: AskedFigure, periods: tuple[Period, ...]) -> View:
    """The figures of a question, counted from the rows of the last run as a run counts them, and through the gate of the edition."""
    workspace = opened.workspace
    material = left_to_count(workspace, {one.source for one in asked.indicators})
    _refuse_earlier(material, asked.indicators)
    wanted = dict.fromkeys(each for period in periods for each in (period.year_before, period))
    results = compute(material, in_words_of(workspace.authority, asked.indicators), wanted, workspace.authority)
    publishable = gate(results, opened.edition, workspace.policy.disclosure)
    return View(publishable, periods[-1], opened.authority, workspace.policy)


def _refuse_earlier(material: Material, indicators: Iterable[Indicator]) -> None:
    """Raise `Fault` where the tables lack a column, since another version of the project left them."""
    for one in indicators:
        kept, rows = set(TABLES[one.source].kept), material.tables.get(one.source)
        if rows is not None and (lacking := sorted((columns_counted(one) & kept).difference(rows.columns))):
            raise Fault(f"The {one.source} of the last run have no {listed(lacking)}: another version made them. Run `overview run`.")


def _note(opened: Opened, asked: AskedFigure) -> None:
    """Keep a question beside the tables that it was counted from, so that `overview explain` knows its figures."""
    path = opened.workspace.processed / ASKED / f"{asked.indicator.key}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(asked.text, encoding="utf-8")
