"""What a text names: indicators, parts of them, and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Category, Indicator
from analysis.chapters import ALL
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.reference import Reference

_BETWEEN = r"(?:[^\w;]+[\w'-]+){0,8}?[^\w;]+"

# Breakdowns that no sentence names in passing: their categories are words of every day.
UNSAID = {"month", "time", "hour", "district_and_month", "held"}


@cache
def pattern_of(phrase: str) -> re.Pattern[str]:
    """A way to speak of an indicator: words by their first letters, in order, with some others between where it says ``…``."""
    parts = [r"[\s-]+".join(rf"{re.escape(word)}[\w']*" for word in part.split()) for part in phrase.split("…")]
    return re.compile(r"(?<!\w)" + _BETWEEN.join(parts), re.IGNORECASE)


@dataclass(frozen=True)
class Naming:
    """An indicator named in a text, and where."""

    indicator: Indicator
    start: int
    end: int


@lru_cache(maxsize=4096)
def every_naming(text: str) -> tuple[Naming, ...]:
    """The indicators that a text names, each with the longest words that name it."""
    return tuple(naming for one in ALL if (naming := _naming(one, text.lower(), text)))


def namings(text: str) -> tuple[Naming, ...]:
    """The same without those whose words end in longer ones: "return interviews" in "return interviews within 72 hours"."""
    found = every_naming(text)
    return tuple(one for one in found if not any(other.start < one.end <= other.end and _length(one) < _length(other) for other in found))


def _length(one: Naming) -> int:
    return one.end - one.start


def _naming(one: Indicator, lowered: str, text: str) -> Naming | None:
    ways = [pattern_of(phrase) for phrase in one.known_as if phrase.split()[0].lower() in lowered]
    longest = max((match for way in ways for match in way.finditer(text)), key=lambda match: match.end() - match.start(), default=None)
    return Naming(one, *longest.span()) if longest else None


def _is_within(one: Naming | NamedPart, other: Naming | NamedPart) -> bool:
    return other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end)


def topics(text: str) -> tuple[Indicator, ...]:
    """The indicators that a text speaks of."""
    return tuple(one.indicator for one in namings(text))


@dataclass(frozen=True)
class NamedPart:
    """Categories of one breakdown that words name: one, or several together, such as all care."""

    breakdown: str
    codes: tuple[str, ...]
    start: int
    end: int


def parts(one: Indicator, text: str, given: Reference) -> tuple[NamedPart, ...]:
    """The parts of an indicator that a text names; where it names several, also all of these together."""
    return tuple(part for breakdown in one.breakdowns if breakdown.key not in UNSAID for part in _parts_of(one, breakdown, text, given))


def _parts_of(one: Indicator, breakdown: Breakdown, text: str, given: Reference) -> Iterator[NamedPart]:
    named = (Category(name, name, name) for name in given.names.get((one.key, breakdown.key), ())) if breakdown.by_name else ()
    single = [part for category in (*breakdown.categories, *named) if (part := _part(breakdown, category, text))]
    joint = [NamedPart(breakdown.key, codes, *found.span()) for codes, pattern in joint_names(breakdown) if (found := pattern.search(text))]
    named = (*single, *joint)
    outer = [one for one in single if not any(_is_within(one, other) for other in named)]
    yield from (*outer, *(one for one in joint if not any(_is_within(one, other) for other in named)))
    if len(outer) > 1:
        yield NamedPart(breakdown.key, tuple(one.codes[0] for one in outer), outer[0].start, outer[-1].end)


def _part(breakdown: Breakdown, category: Category, text: str) -> NamedPart | None:
    found = category_pattern(breakdown.key, category).search(text)
    return NamedPart(breakdown.key, (category.code,), *found.span()) if found else None


@cache
def category_pattern(breakdown: str, category: Category) -> re.Pattern[str]:
    """The ways to name a category: the words of its record, its label where that has more than one word, and what people say."""
    own = [
        re.sub(r"^(?:of|from|at|in|about|by) (?:an? |the )?", "", without_terms(category.words)),
        *([category.label] if " " in category.label else []),
    ]
    own = [] if category.code in patterns.NOT_BY_ITSELF else own
    written = [re.escape(words).replace(r"\ ", " ").replace("|", "") for words in own]
    return patterns.ways(" | ".join([*written, *patterns.SAID_OF.get((breakdown, category.code), patterns.SAID_OF.get(category.code, ()))]))


@cache
def joint_names(breakdown: Breakdown) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Words for several categories together: all care, and "within 72 hours" for all that was not later."""
    codes = breakdown.codes
    groups = [(members, words) for members, words in patterns.SAID_OF_SEVERAL if set(members) < set(codes)]
    for n, category in enumerate(breakdown.categories):
        limit = re.search(r"that but ((?:within|up to) .+)", without_terms(category.words))
        if limit:
            groups += [(codes[: n + 1], limit[1]), ((category.code,), rf"(further|another|additional)( \S+){{0,3}} {limit[1]}")]
    return tuple((members, patterns.ways(words)) for members, words in groups)


@dataclass(frozen=True)
class Mention:
    """A period named in a sentence, and where."""

    period: Period
    start: int
    end: int


def mentions(text: str, given: Reference) -> tuple[Mention, ...]:
    """The periods that a text names; "the previous year" is the one before the text's own."""
    found = []
    for match in patterns.NAMED_PERIOD.finditer(text):
        period = _period(match, given)
        found += [Mention(period, match.start(), match.end())] if period else []
    return tuple(found)


def _period(match: re.Match[str], given: Reference) -> Period | None:
    if match["earlier"]:
        is_quarter = "quarter" in match["earlier"].lower() and "same" not in match["earlier"].lower()
        return given.period.previous if is_quarter else given.period.year_before
    if patterns.SAME_QUARTER.search(match.string[: match.start()]):
        return None
    quarter = match["quarter"] or match["q"] or match["alone"] or patterns.ORDINALS.get((match["ordinal"] or "").lower())
    first, second = match["first"] or match["of"], match["second"] or match["to"]
    year = f"{first}-{second}" if first else given.period.year.name
    try:
        return Period.parse(f"{year}{f'-{quarter.upper()}' if quarter else ''}", given.period.first_month)
    except Fault:
        return None
