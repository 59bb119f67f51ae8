"""Sentences on how the figures of a quarter stand to their own history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed, within_sentence
from analysis.base.periods import Period
from analysis.compare.process_limits import Standing, Usual
from analysis.show.narrative.text import Text, computed

OUTSIDE = {Standing.ABOVE: "above", Standing.BELOW: "below"}
NOTHING = "No figure has been counted alike in enough quarters yet to say what its usual range is."


def usual_said(found: Iterable[Usual], quarter: Period) -> Text:
    """What is outside its usual range, with the range; that the rest is within; and what a hidden quarter leaves without one."""
    found = tuple(found)
    sentences = list(_sentences(found, quarter))
    return Text((computed(Markup(" ").join(sentences)) if sentences else Markup('<p class="note">{}</p>').format(NOTHING),))


def standing_said(one: Usual, quarter: Period) -> Markup:
    """One figure and its usual range in a sentence: "640 in Q4 2016/17 is within its usual range of 510 to 790"."""
    numbers = markup.figure(one.latest), markup.period(quarter), markup.limit(one, "lower"), markup.limit(one, "upper")
    figure, when, lower, upper = numbers
    standing = OUTSIDE.get(one.standing, "within")
    return Markup("{}: {} in {} is {} its usual range of {} to {}.").format(_named(one), figure, when, standing, lower, upper)


def _sentences(found: Sequence[Usual], quarter: Period) -> Iterator[Markup]:
    outside = [one for one in found if one.standing in OUTSIDE]
    within = [one for one in found if one.standing is Standing.WITHIN]
    hidden = [one for one in found if one.standing is Standing.HIDDEN]
    yield from (standing_said(one, quarter) for one in outside)
    if len(within) == 1 and not outside:
        yield standing_said(within[0], quarter)
    elif within:
        words = "In {} every {}figure with a usual range is within it."
        yield Markup(words).format(markup.period(quarter), "other " if outside else "")
    if hidden:
        yield Markup("No usual range is given where a quarter is not shown: {}.").format(_names(hidden))


def _names(found: Sequence[Usual]) -> Markup:
    names = [within_sentence(one.indicator.name) for one in found]
    return markup.term("; ".join(names) if any("," in name for name in names) else listed(names))


def _named(one: Usual) -> Markup:
    return markup.term(one.indicator.name)
