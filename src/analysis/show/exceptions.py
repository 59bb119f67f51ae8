"""What a board should ask about: a sentence on each figure that is not as usual, or short of its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.compare.process_limits import Assurance
from analysis.compare.standing import FigureStanding
from analysis.compare.targets import Status
from analysis.show.narrative.process_limits import how_unusual
from analysis.show.narrative.text import Text, computed
from analysis.show.variation import target_said

NOTHING = "No figure is outside what is usual for it in {}, and no target was missed."
NO_HISTORY = "No target was missed in {}. No figure has been counted alike in enough quarters yet to say what is usual for it."
SHORT = "against a target of {}, which was not met"
BETTER = ", though it is {} than a year ago"
STAYS = " and will not be unless something changes"


def exceptions_said(found: Iterable[FigureStanding], quarter: Period, written: Mapping[str, Text]) -> Text:
    """A sentence on each exception, those short of a target first, and below it what people wrote on the figure.

    ``written`` is commentary by the name of a figure.
    """
    found = tuple(found)
    exceptions = sorted((one for one in found if one.is_exception), key=lambda one: not one.is_missed)
    if not exceptions:
        words = NOTHING if any(one.usual and not one.usual.why_none for one in found) else NO_HISTORY
        return Text((computed(Markup(words).format(markup.period(quarter))),))
    return Text(tuple(chain.from_iterable(_told(one, quarter, written.get(one.indicator.name)) for one in exceptions)))


def _told(one: FigureStanding, quarter: Period, written: Text | None) -> tuple[Markup, ...]:
    return (computed(exception_said(one, quarter)), *(written.blocks if written else ()))


def exception_said(one: FigureStanding, quarter: Period) -> Markup:
    """One figure: "Meetings: 98 in Q4 2016/17 is above its usual range of 24 to 80, against a target of at most 50, which was not met."."""
    said = [*([how_unusual(one.usual)] if one.is_unusual else []), *([_short(one)] if one.is_missed else [])]
    start = Markup("{}: {} in {}").format(markup.term(one.indicator.name), markup.figure(one.change.now), markup.period(quarter))
    return Markup("{} {}.").format(start, Markup(", ").join(said))


def _short(one: FigureStanding) -> Markup:
    words = Markup(SHORT).format(target_said(one.target, one.indicator))
    if one.status is Status.IMPROVING:
        return words + Markup(BETTER).format(markup.verdict(one.change, "clearly better"))
    return words + STAYS * _stays(one)


def _stays(one: FigureStanding) -> bool:
    """Whether the target would not be met in any quarter like those before."""
    return bool(one.usual and not one.usual.why_none) and replace(one.usual, target=one.target).assurance is Assurance.WILL_NOT
