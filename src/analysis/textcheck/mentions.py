"""What a sentence speaks of: indicators, periods, and the period that a number is given for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Indicator
from analysis.chapters import ALL
from analysis.textcheck import patterns
from analysis.textcheck.reading import Number, Sentence
from analysis.textcheck.reference import Reference

# So many words may stand between a number and the period that it is given for.
REACH = 9

_BETWEEN = r"(?:[^\w;]+[\w'-]+){0,8}?[^\w;]+"


@cache
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A way to speak of an indicator: words by their first letters, in order, with some others between where it says ``…``."""
    parts = [r"[\s-]+".join(rf"{re.escape(word)}[\w']*" for word in part.split()) for part in phrase.split("…")]
    return re.compile(r"(?<!\w)" + _BETWEEN.join(parts), re.IGNORECASE)


def topics(text: str) -> tuple[Indicator, ...]:
    """The indicators that a text speaks of."""
    return tuple(indicator for indicator in ALL if any(pattern_of(phrase).search(text) for phrase in indicator.known_as))


@dataclass(frozen=True)
class Mention:
    """A period named in a sentence, and where."""

    period: Period
    start: int
    end: int


def mentions(sentence: Sentence, given: Reference) -> tuple[Mention, ...]:
    """The periods that a sentence names; "the previous year" is the one before the text's own."""
    found = []
    for match in patterns.NAMED_PERIOD.finditer(sentence.text):
        period = _period(match, given)
        found += [Mention(period, match.start(), match.end())] if period else []
    return tuple(found)


def _period(match: re.Match[str], given: Reference) -> Period | None:
    if match["earlier"]:
        is_quarter = "quarter" in match["earlier"].lower() and "same" not in match["earlier"].lower()
        return given.period.previous if is_quarter else given.period.year_before
    if patterns.SAME_QUARTER.search(match.string[: match.start()]):
        return None
    quarter = match["quarter"] or match["q"]
    try:
        return Period.parse(f"{match['first']}-{match['second']}{f'-{quarter.upper()}' if quarter else ''}", given.period.first_month)
    except Fault:
        return None


def period_said(number: Number, sentence: Sentence, given: Reference) -> Period | None:
    """The period that a sentence gives a number for, where it says so: right after it, or at the head of what it stands in."""
    named = mentions(sentence, given)
    after = [one for one in named if one.start >= number.end and _is_bound(sentence, number.end, one)]
    if after:
        return after[0].period
    if patterns.MEASURED_FROM.search(sentence.text[: number.start]):
        return None
    ends = [level.end for level in sentence.levels if level.end <= number.start]
    before = [one for one in named if one.end <= number.start and _leads(sentence, one) and not _taken(sentence, one, ends)]
    return before[-1].period if before else None


def _is_bound(sentence: Sentence, end: int, mention: Mention) -> bool:
    """Whether nothing but words stands between a number and a period that is said to be its time."""
    between = sentence.text[end : mention.start]
    is_near = len(between.split()) <= REACH and not any(end <= number.start < mention.start for number in sentence.numbers)
    return is_near and bool(patterns.OF_THE_TIME.match(between))


def _leads(sentence: Sentence, mention: Mention) -> bool:
    return bool(patterns.AT_THE_TIME.search(sentence.text[: mention.start]))


def _taken(sentence: Sentence, mention: Mention, ends: Iterable[int]) -> bool:
    """Whether a period belongs to a number that stands before it."""
    return any(end <= mention.start and _is_bound(sentence, end, mention) for end in ends)
