"""The story of a year: a short paragraph for each figure that has something to say, with what stands out in it.

What is in no rule has no paragraph: it stands in the tables of the annex. No two neighbouring paragraphs begin with the same word, and what
is hidden or not there is named once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case, within_sentence
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.chapters.story import STORY, part_of_story, place_in_story
from analysis.compare.main_points import MainPoint, Surroundings, point_of
from analysis.compare.patterns import block_of_hours, concentration, order_moved, places_moved, spread_of
from analysis.compare.patterns.gathered import events_of, is_divided_by_events
from analysis.compare.view import View, delivered_in
from analysis.show.narrative.patterns import (
    against_said,
    apart_said,
    block_said,
    concentration_said,
    order_said,
    places_said,
    spread_said,
)
from analysis.show.narrative.short import ON_TARGET, course_said, opened, target_clause
from analysis.show.narrative.text import Text, computed
from analysis.show.unknowns import not_known

THEME, MOST_DIVISIONS = "theme", 2


def story_of(view: View, part: str, around: Surroundings) -> Text:
    """The paragraphs of one part of the story; nothing of what was delivered in neither year."""
    told = [one for one in delivered_in(view.both_years, around.records) if part_of_story(one) == part and view.figure(one)]
    in_order = sorted((one for one in told if _is_asked_for(view, one, part, around)), key=place_in_story)
    shown = [one for one in in_order if _can_be_said(view.figure(one)) and not _is_told_beside(view, one, around)]
    first = {_words_of_unknown(one): one for one in reversed(shown)}
    paragraphs = [_paragraph(view, one, around, first[_words_of_unknown(one)] == one) for one in shown]
    return Text(tuple(map(computed, [*apart_from_each_other(filter(None, paragraphs)), *_left_unsaid(view, in_order)])))


def course_of(view: View, point: MainPoint) -> Markup:
    """The figure with its course, without the full stop."""
    return Markup("{}{}").format(opened(view, point.indicator), course_said(point.comparison, point.indicator.decimals))


def apart_from_each_other(paragraphs: Iterable[Markup]) -> list[Markup]:
    """The paragraphs, with each that begins with the word that the one before begins with joined to that."""
    found: list[Markup] = []
    for one in paragraphs:
        if found and _first_word(found[-1]) == _first_word(one):
            found[-1] = Markup("{} {}").format(found[-1], one)
        else:
            found.append(one)
    return found


def _paragraph(view: View, one: Indicator, around: Surroundings, says_unknown: bool) -> Markup:
    sentences = [*_statement(view, one, around), *_divisions(view, one, around), not_known(view, one) if says_unknown else Markup()]
    return Markup(" ").join(filter(None, sentences))


def _statement(view: View, one: Indicator, around: Surroundings) -> Iterator[Markup]:
    """The figure in a sentence: as one of two sources apart, as a part against its whole, or with its own course and target."""
    point = point_of(view, one, around)
    if point.apart:
        yield apart_said(view, point.apart)
    elif point.within:
        yield against_said(view, point.within)
    elif one.statement:
        yield Markup("{}.").format(course_of(view, point))
        yield sentence_case(Markup("{}.").format(target_clause(point))) if point.status in ON_TARGET else Markup()


def _divisions(view: View, one: Indicator, around: Surroundings) -> Iterator[Markup]:
    """What its breakdowns tell, the first two that tell anything."""
    said = (sentence for way in one.breakdowns if way.edition == "public" and (sentence := _division(view, one, way, around)))
    yield from (sentence for _, sentence in zip(range(MOST_DIVISIONS), said, strict=False))


def _division(view: View, one: Indicator, way: Breakdown, around: Surroundings) -> Markup | None:
    """The one thing that a breakdown is asked for: who has most events, at what hours, which themes, which places, or what is largest."""
    division = view.division(one, way.key)
    if is_divided_by_events(one):
        events = events_of(one, around.records)
        found = concentration(view, one, events) if events else None
        return concentration_said(found, one, events) if found else None
    if way.key == THEME:
        found = order_moved(view, one, way.key)
        return order_said(found, one, division) if found else None
    if found := block_of_hours(view, one, way.key):
        return block_said(found, one, way.verb)
    if way.by_name and (found := places_moved(view, one, way.key)):
        return places_said(found, one, division)
    found = spread_of(view, one, way.key) if way.verb and not _has_hours(way) else None
    return spread_said(found, one, division) if found else None


def _words_of_unknown(one: Indicator) -> tuple[str, ...]:
    """What is not known of a share: said of the first alone of those of which the same is not known."""
    return tuple(told.words for told in one.not_known)


def _has_hours(way: Breakdown) -> bool:
    return way.column.startswith("started_")


def _is_asked_for(view: View, one: Indicator, part: str, around: Surroundings) -> bool:
    """Whether the story names a figure, or it has a target, or it clearly changed."""
    if one.key in STORY[part]:
        return True
    return bool(one.statement) and one.edition == "public" and (one.key in around.targets or view.compared(one).is_clear)


def _can_be_said(figure: Figure) -> bool:
    return figure.is_shown or bool(figure.said_instead)


def _is_told_beside(view: View, one: Indicator, around: Surroundings) -> bool:
    """Whether a figure is told with that of the other source, from which it moved apart."""
    first = next((each for each in around.records if each.key == one.beside), None)
    return first is not None and point_of(view, first, around).apart is not None


def _left_unsaid(view: View, indicators: Sequence[Indicator]) -> Iterator[Markup]:
    """What is hidden and what is not there, each in one sentence."""
    figures = {one: view.figure(one) for one in indicators}
    hidden = [one for one, figure in figures.items() if figure.is_hidden and not figure.said_instead]
    absent = [one for one, figure in figures.items() if figure.value == "x" and one.statement]
    if hidden:
        yield Markup("Not shown, so that no child can be identified: {}.").format(names_of(hidden))
    if absent:
        yield Markup("No figure is available of: {}.").format(names_of(absent))


def names_of(indicators: Iterable[Indicator]) -> Markup:
    """Indicators by their names, as a list in a sentence."""
    return Markup("; ").join(markup.term(within_sentence(one.name)) for one in indicators)


def _first_word(paragraph: Markup) -> str:
    return paragraph.striptags().split(" ", 1)[0]
