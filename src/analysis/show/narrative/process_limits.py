"""Sentences on how the figures of a quarter vary, and whether their targets will be met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed, within_sentence
from analysis.base.periods import Period
from analysis.compare.process_limits import Assurance, Usual, Variation
from analysis.compare.signals import SignalRule
from analysis.show.narrative.text import Text, computed
from analysis.show.variation import target_said

NOTHING = "No figure has been counted alike in enough quarters yet to say what its usual range is."
SAID = {
    SignalRule.OUTSIDE: ("is above its usual range of {range}", "is below its usual range of {range}"),
    SignalRule.NEAR: (
        "is the last of three quarters of which at least two are near or above the upper end of the usual range of {range}",
        "is the last of three quarters of which at least two are near or below the lower end of the usual range of {range}",
    ),
    SignalRule.SIDE: (
        "is the seventh quarter in a row above the average of {centre}",
        "is the seventh quarter in a row below the average of {centre}",
    ),
    SignalRule.RUN: (
        "is the last of seven quarters, each higher than the one before",
        "is the last of seven quarters, each lower than the one before",
    ),
    SignalRule.STEADY: ("is the end of a steady rise over eight quarters", "is the end of a steady fall over eight quarters"),
}
JUDGED = {Variation.CONCERN: ", which is a concern", Variation.IMPROVEMENT: ", which is an improvement"}
ON_TARGETS = {
    Assurance.WILL: "Unless something changes, the target of {target} for {name} will be met: the whole usual range is {range}.",
    Assurance.WILL_NOT: "Unless something changes, the target of {target} for {name} will not be met: the whole usual range is {range}.",
}


def usual_said(found: Iterable[Usual], quarter: Period) -> Text:
    """What does not vary as usual, and why; that the rest does; what a hidden quarter leaves unsaid; and which targets will be met."""
    found = tuple(found)
    sentences = list(_sentences(found, quarter))
    return Text((computed(Markup(" ").join(sentences)) if sentences else Markup('<p class="note">{}</p>').format(NOTHING),))


def signal_said(one: Usual, quarter: Period) -> Markup:
    """One figure that does not vary as usual: "Meetings: 98 in Q4 2016/17 is above its usual range of 24 to 80, which is a concern"."""
    return Markup("{}: {} in {} {}.").format(_named(one), markup.figure(one.latest), markup.period(quarter), how_unusual(one))


def how_unusual(one: Usual) -> Markup:
    """In which way a figure does not vary as usual, as the end of a sentence: "is above its usual range of 24 to 80"."""
    words = Markup(SAID[one.signal.rule][not one.signal.is_up]).format(range=_range(one), centre=markup.limit(one, "centre"))
    return words + JUDGED.get(one.variation, "")


def _sentences(found: Sequence[Usual], quarter: Period) -> Iterator[Markup]:
    special, common = [one for one in found if one.signal], [one for one in found if one.variation is Variation.COMMON]
    yield from (signal_said(one, quarter) for one in special)
    if common:
        yield _as_usual(common, quarter, are_all=not special)
    if hidden := [one for one in found if one.variation is Variation.HIDDEN]:
        yield Markup("No usual range is given where a quarter is not shown: {}.").format(_names(hidden))
    yield from (_on_target(one) for one in found if not one.why_none and one.target and one.assurance in ON_TARGETS)


def _as_usual(common: Sequence[Usual], quarter: Period, *, are_all: bool) -> Markup:
    if len(common) == 1 and are_all:
        figure = markup.figure(common[0].latest), markup.period(quarter)
        return Markup("{}: {} in {} is within its usual range of {}.").format(_named(common[0]), *figure, _range(common[0]))
    words = "In {} every {}figure with a usual range is within it, with no run to one side and no steady rise or fall."
    return Markup(words).format(markup.period(quarter), "" if are_all else "other ")


def _on_target(one: Usual) -> Markup:
    name, target = markup.term(within_sentence(one.indicator.name)), target_said(one.target, one.indicator)
    return Markup(ON_TARGETS[one.assurance]).format(target=target, name=name, range=_range(one))


def _range(one: Usual) -> Markup:
    return Markup("{} to {}").format(markup.limit(one, "lower"), markup.limit(one, "upper"))


def _names(found: Sequence[Usual]) -> Markup:
    names = [within_sentence(one.indicator.name) for one in found]
    return markup.term("; ".join(names) if any("," in name for name in names) else listed(names))


def _named(one: Usual) -> Markup:
    return markup.term(one.indicator.name)
