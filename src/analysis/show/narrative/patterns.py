"""What stands out, said: one function for each thing that `analysis.compare.patterns` finds, each a sentence or two with their full stops.

A number in words ("two thirds") stands in these texts and nowhere else, so that the audit knows where it comes from.
"""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case, within_sentence
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.chapters.missing.breakdowns import clock
from analysis.compare.comparisons import Comparison
from analysis.compare.patterns import Against, Apart, Concentration, HourBlock, Places, PlaceSpread, ReasonOrder
from analysis.compare.patterns.moves import PlaceMoved
from analysis.compare.view import View
from analysis.show.narrative.sentences import share_said, stated
from analysis.show.narrative.short import YEAR_BEFORE, moved_by, opened

_FRACTIONS = (
    (Fraction(1, 2), "half"),
    (Fraction(3, 5), "three fifths"),
    (Fraction(2, 3), "two thirds"),
    (Fraction(3, 4), "three quarters"),
    (Fraction(4, 5), "four fifths"),
    (Fraction(9, 10), "nine tenths"),
)
NEAR = Fraction(1, 100)
OR_MORE = {
    2: "two or more",
    3: "three or more",
    4: "four or more",
    6: "six or more",
    11: "~11 or more~",
    21: "~21 or more~",
}
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def about(share: Fraction) -> str:
    """A share of half or more in words.

    >>> about(Fraction(65, 100)), about(Fraction(1, 2)), about(Fraction(11, 10)), about(Fraction(43, 80))
    ('nearly two thirds', 'half', 'more than all', 'more than half')
    """
    if share >= 1:
        return "all" if share == 1 else "more than all"
    nearest, words = min(_FRACTIONS, key=lambda one: abs(one[0] - share))
    if abs(share - nearest) < NEAR:
        return words
    return f"nearly {words}" if share < nearest else f"more than {words}"


def against_said(view: View, found: Against) -> Markup:
    """A part that went one way and its whole the other, and what share it is now."""
    whole, unit = markup.figure(found.of_whole.now), found.whole.unit
    share = markup.share_of_sum([found.of_part.now], found.of_whole.now)
    words = "{}, {} than {}, while all {} numbered {}, {}; they are now {} of all{}."
    told = opened(view, found.part), moved_by(found.of_part), YEAR_BEFORE, unit, whole, moved_by(found.of_whole), share
    return Markup(words).format(*told, _how_clear(found.of_part, found.of_whole, ", and "))


def apart_said(view: View, found: Apart) -> Markup:
    """Two sources of one thing that moved in opposite ways, in one sentence, with how clear that is."""
    one = Markup("{} ({} than {})").format(opened(view, found.one), moved_by(found.of_one), YEAR_BEFORE)
    other = Markup("{} ({})").format(stated(found.other, view.figure(found.other)), moved_by(found.of_other))
    return Markup("{}, while {}{}.").format(one, other, _how_clear(found.of_one, found.of_other, "; "))


def places_said(found: Places, indicator: Indicator, division: Breakdown) -> Markup:
    """The place behind most of a net change, and the one that went most the other way."""
    net = markup.change(found.whole)
    fall = "fall" if found.whole.change < 0 else "rise"
    most = Markup("{} had {} {}, {} of the net {} of {}.")
    first = most.format(_place(found.most, division), _by(found.most), indicator.unit, about(found.share), fall, net)
    if found.other_way is None:
        return first
    return Markup("{} {} had {}.").format(first, _place(found.other_way, division), _by(found.other_way))


def concentration_said(found: Concentration, children: Indicator, events: Indicator) -> Markup:
    """Few children with a quarter of all events or more."""
    at_least = markup.at_least(found.bands, found.events, Fraction(found.events_at_least))
    share = markup.at_least(found.bands, found.events, found.share_of_events * 100, "%")
    words = "{} Together they had at least {} of the {} {} ({})."
    return Markup(words).format(few_said(found, children, events), at_least, markup.figure(found.events), events.unit, share)


def few_said(found: Concentration, children: Indicator, events: Indicator) -> Markup:
    """How many children have so many events each: "86 children (9%) had six or more episodes each."."""
    who = markup.sum_of_parts(found.bands), children.unit, markup.share_of_sum(found.bands, found.children)
    often = markup.with_terms(OR_MORE.get(found.fewest, f"~{found.fewest} or more~"))
    return Markup("{} {} ({}) had {} {} each.").format(*who, often, events.unit)


def block_said(found: HourBlock, indicator: Indicator, verb: str) -> Markup:
    """The hours in which half of all events start, or more."""
    share, number = markup.share_of_sum(found.figures, found.whole), markup.sum_of_parts(found.figures)
    words = "{} of the {} ({}, {} of {}) {} between {} and {}."
    between = markup.term(clock(found.start)), markup.term(clock(found.end or 24))
    return Markup(words).format(
        sentence_case(about(found.share)), indicator.unit, share, number, markup.figure(found.whole), verb, *between
    )


def spread_said(found: PlaceSpread, indicator: Indicator, division: Breakdown) -> Markup:
    """The category that is clearly the largest and what it was before where it moved, or that places have nearly as many each."""
    if found.is_even:
        return Markup("They were spread evenly over the {}.").format(division.by_name) if division.by_name else Markup()
    words = markup.record_words(division.category(found.largest.address.category).words)
    before = Markup(", after {} {}").format(share_said(found.before), YEAR_BEFORE) if found.before else Markup()
    return Markup("Of them, {} {} {}{}.").format(share_said(found.largest), division.verb, words, before)


def order_said(found: ReasonOrder, indicator: Indicator, division: Breakdown) -> Markup:
    """The themes named most often, with what they are shares of, and the one that moved."""
    first, *others = [Markup("{} ({})").format(_theme(one, division), markup.figure(one)) for one in found.first]
    then = Markup(", then {}").format(markup.listed(others)) if others else Markup()
    told = Markup("Among the {}, {} came first{}.").format(indicator.unit, first, then)
    return Markup("{} {}").format(told, _moved_said(found, division)) if found.now else told


def _moved_said(found: ReasonOrder, division: Breakdown) -> Markup:
    way = "rose" if found.now.exact > found.before.exact else "fell"
    now, before = found.places
    places = f", from {PLACES[before]} to {PLACES[now]}" if now != before and max(found.places) < len(PLACES) else ""
    words = "{} {} from {} to {}{}."
    return Markup(words).format(
        sentence_case(_theme(found.now, division)), way, markup.figure(found.before), markup.figure(found.now), places
    )


def _theme(one: Figure, division: Breakdown) -> Markup:
    return markup.record_words(within_sentence(division.category(one.address.category).words))


def _place(moved: PlaceMoved, division: Breakdown) -> Markup:
    return markup.record_words(division.label(moved.now.address.category))


def _by(moved: PlaceMoved) -> Markup:
    size = f"{abs(int(moved.change)):,}"
    return Markup("{} {}").format(markup.change_of_parts(moved.now, moved.before, size), "more" if moved.change > 0 else "fewer")


def _how_clear(one: Comparison, other: Comparison, joined: str) -> Markup:
    """How clear two changes are, where both are clear or neither is; behind what joins it to the sentence."""
    if one.is_clear and other.is_clear:
        return Markup("{}both {}").format(joined, markup.verdict(one, "changes are clear"))
    if one.unclear and other.unclear:
        return Markup("{}neither {}").format(joined, markup.verdict(one, "change is clear by itself"))
    return Markup()
