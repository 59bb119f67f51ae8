"""What a member may ask: three to five questions that follow from the figures, one rule after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import within_sentence
from analysis.compare.main_points import MainPoint, Surroundings
from analysis.compare.patterns import concentration
from analysis.compare.patterns.gathered import events_of, is_divided_by_events
from analysis.compare.unknowns import unknown
from analysis.compare.view import View
from analysis.show.narrative.patterns import few_said
from analysis.show.narrative.story import names_of
from analysis.show.narrative.text import Text
from analysis.show.unknowns import not_known
from analysis.show.variation import target_said

AT_MOST, OF_TARGETS, NAMED = 5, 2, 3

Found = TypeVar("Found")


def questions(view: View, points: Sequence[MainPoint], around: Surroundings) -> Text:
    """The questions as a numbered list, at most five; ``points`` are all figures of the report, the weightiest first."""
    asked = list(islice((one for rule in RULES for one in rule(view, points, around)), AT_MOST))
    items = Markup().join(Markup("<li>{}</li>").format(one) for one in asked)
    return Text((Markup('<ol class="questions">{}</ol>').format(items),) if asked else ())


def target_missed(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """Of the targets that were missed, the two that matter most."""
    words = "{}: {} against a target of {}. What stands in the way, and by when will it be met?"
    for one in islice((one for one in points if one.is_missed), OF_TARGETS):
        yield Markup(words).format(markup.term(one.indicator.name), markup.figure(one.figure), target_said(one.target, one.indicator))


def sources_apart(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """Two sources of one thing that moved in opposite ways."""
    words = "{}: {}, after {} the year before; {}: {}, after {}. Does each agency pass on what it knows?"
    for found in _first(one.apart for one in points):
        sides = ((markup.term(found.one.name), found.of_one), (markup.term(within_sentence(found.other.name)), found.of_other))
        told = ((name, markup.figure(course.now), markup.figure(course.before)) for name, course in sides)
        yield Markup(words).format(*(piece for pieces in told for piece in pieces))


def part_against(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """A part that went one way while its whole went the other."""
    words = "{}: {}, after {} the year before, while all {} went the other way. What is different for these children?"
    for found in _first(one.against for one in points):
        figures = markup.figure(found.of_part.now), markup.figure(found.of_part.before)
        yield Markup(words).format(markup.term(found.part.name), *figures, found.whole.unit)


def few_children(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """Few children with a quarter of all events or more."""
    for children in (one for one in around.records if is_divided_by_events(one)):
        events = events_of(children, around.records)
        if events and (found := concentration(view, children, events)):
            yield Markup("{} Has each of them a plan, and does it work?").format(few_said(found, children, events))


def much_hidden(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """What this edition does not show."""
    hidden = [one for one in around.records if one.statement and (figure := view.figure(one)) and figure.is_hidden]
    if hidden:
        yield Markup("Not shown here: {}. Is it seen by those who can act on it?").format(names_of(hidden[:NAMED]))


def many_unknown(view: View, points: Sequence[MainPoint], around: Surroundings) -> Iterator[Markup]:
    """The share of which most is not known."""
    found = {one: told for one in around.records if one.statement and (told := unknown(view, one))}
    if found:
        most = max(found, key=lambda one: found[one].number)
        yield Markup("{}: {} Who sees that it is recorded?").format(markup.term(most.name), not_known(view, most))


Rule = Callable[[View, Sequence[MainPoint], Surroundings], Iterator[Markup]]
RULES: tuple[Rule, ...] = (target_missed, sources_apart, part_against, few_children, many_unknown, much_hidden)


def _first(found: Iterable[Found | None]) -> Iterator[Found]:
    """The first that is there, if any is."""
    return islice((one for one in found if one is not None), 1)
