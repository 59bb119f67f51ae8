"""The grammar of comparisons: how numbers, periods and words of direction join into what a sentence says of a change.

English is no language that a grammar covers, so none is tried on whole sentences: its phrases are found among other words, as chunk
parsers do (Abney, "Partial parsing via finite-state cascades", Natural Language Engineering 2, 1996). A first pass has put one sign
for every letter of a number (``#``), a period (``@``), a word of direction (``^``) and a comparative such as "more" (``~``), so that places
stay as they are; the productions below are written over these signs and the words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from analysis.textcheck import patterns
from analysis.textcheck.numbers import Number

Direction = Literal["up", "down", "same"]


@dataclass(frozen=True)
class Word:
    """A word that says which way a figure went, and by how many times where it says that."""

    way: Direction
    text: str
    start: int
    end: int

    @property
    def times(self) -> Fraction | None:
        found = patterns.TIMES.get(self.text.lower())
        return Fraction(found) if found else None


@dataclass(frozen=True)
class Pair:
    """An earlier and a later number that a sentence compares, and the word between or beside them."""

    before: Number
    after: Number
    word: Word | None

    @property
    def start(self) -> int:
        return min(self.before.start, self.after.start)

    @property
    def end(self) -> int:
        return max(self.before.end, self.after.end)

    @property
    def went(self) -> Direction:
        return "up" if self.after.value > self.before.value else "down" if self.after.value < self.before.value else "same"


def _words(most: int) -> str:
    return rf"(?:\s[\w'~-]+){{0,{most}}}?"


_TIME = r"(?:,?\s\(?(?:(?:in|during|for|of|over|at)\s)?(?:the\s)?@+(?:'s)?\)?,?)?"
_BESIDE = r"(?:\s\(#+\))?"
_LINK = (
    r"(?:\b(?:compared|against|measured|in\scomparison)(?:\s(?:with|to))?|[\^~]+(?:\s(?:by\s|of\s)?#+)?(?:\s\w+)?\s(?:from|on|than)"
    r"|,\sfrom|\bthan)"
)
_LEAD = (
    r"(?:[\s,:(]+(?:the|in|was|were|a|an|figures?|of|total|high|low|peak|level|last|when|it|with|to|for|during|some|reported|recorded"
    r"|corresponding|equivalent|number|@+(?:'s)?))*"
)
# "from A to B"
_MOVED = re.compile(
    rf"\bfrom{_words(2)}\s(?P<before>#+){_BESIDE}{_words(6)}{_TIME}{_BESIDE}{_words(3)},?\sto{_words(3)}{_TIME}\s\(?(?P<after>#+)"
)
# "B, up from A", "B compared with A", "B against A in the previous year"
_MEASURED = re.compile(rf"(?P<after>#+){_BESIDE}(?P<gap>[^#;]{{0,120}}?){_LINK}{_LEAD}[\s,:(]+(?P<before>#+)")
# The size of a change: "fell by 6%", "16 fewer", "a fall of 5%", "up 4", "a 6% fall", "fell less steeply (5%)"
_SIZES = tuple(
    re.compile(one)
    for one in (
        rf"[\^~]+{_words(6)}{_TIME}{_words(2)},?\sby{_words(3)}\s(?P<size>#+)",
        r"\^+(?:\s[\w'-]+){0,2}\sof\s(?:some\s)?(?P<size>#+)",
        r"\b(?:difference|gap|change)\sof\s(?P<size>#+)",
        r"(?<!\w)\^+\s(?P<size>#+)",
        r"(?P<size>#+)(?:\s(?!(?:were|was|is|are|had|have|that|which|and|or)\b)[\w'-]+){0,3}?\s[\^~]+(?!\s(?:from|to)\s)",
        rf"\^+{_words(2)}\s\((?P<size>#+)\)",
        rf"\bby{_words(2)}\s(?P<size>#+)(?=[\s,(]*(?:from\s|between\s|to\s))",
    )
)
_AGAIN = re.compile(r"^[\s,(]*(?:or|that is|i\.e\.)?[\s,(]*$")


def pairs(marked: str, numbers: Mapping[int, Number], words: tuple[Word, ...]) -> list[Pair]:
    """The numbers that a sentence compares, the earlier one known from the later one by the words between."""
    found: list[Pair] = []
    by_how_much = {match.start("size") for production in _SIZES for match in production.finditer(marked)}
    for production, is_moved in ((_MOVED, True), (_MEASURED, False)):
        for match in production.finditer(marked):
            before, after = numbers.get(match.start("before")), numbers.get(match.start("after"))
            taken = {number for pair in found for number in (pair.before, pair.after)}
            if not is_moved and after and after.start in by_how_much:
                continue
            if before and after and not taken & {before, after} and _alike(before, after):
                reach = match.end() + REACH if is_moved else before.start
                found.append(Pair(before, after, _nearest(words, match.start() - REACH, reach, match.start())))
    return found


# How near a word of direction must stand to what is compared, in letters.
REACH = 60


def _nearest(words: tuple[Word, ...], start: int, end: int, place: int) -> Word | None:
    """The one word of direction in a place; where words say different things, the last before the numbers."""
    near = [word for word in words if start <= word.start < end]
    if len({word.way for word in near}) <= 1:
        return near[0] if near else None
    before = [word for word in near if word.end <= place]
    return before[-1] if len(before) == 1 else None


def _alike(first: Number, second: Number) -> bool:
    """Whether two numbers may be of the same thing: counts of one kind, or percentages, also where only one of them says per cent."""
    same_kind = first.kind == second.kind or ({first.kind, second.kind} == {"count", "percent"} and not (first.family or second.family))
    return (
        same_kind and "points" not in {first.kind, second.kind} and not (first.family and second.family and first.family != second.family)
    )


def sizes(marked: str, numbers: Mapping[int, Number], pair_numbers: set[Number]) -> Iterator[Number]:
    """The numbers that say by how much something changed."""
    starts = {match.start("size") for production in _SIZES for match in production.finditer(marked)}
    last: Number | None = None
    for start, number in sorted(numbers.items()):
        again = last is not None and bool(_AGAIN.match(marked[last.end : start]))
        is_size = (start in starts or again) and number not in pair_numbers
        if number.kind == "points" or (is_size and (not number.in_words or marked[:start].endswith((" by ", " of ")))):
            last = number
            yield number
