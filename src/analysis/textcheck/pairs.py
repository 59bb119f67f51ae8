"""The two numbers that a sentence compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from analysis.textcheck import patterns
from analysis.textcheck.reading import Direction, Number, Sentence

# How far apart the two may stand, in words, and how near a direction word must stand to them, in letters.
FROM_TO_REACH, MEASURED_REACH, WAY_REACH = 12, 16, 60


@dataclass(frozen=True)
class Pair:
    """An earlier and a later number that a sentence compares."""

    before: Number
    after: Number
    way: Direction | None

    @property
    def start(self) -> int:
        return min(self.before.start, self.after.start)

    @property
    def end(self) -> int:
        return max(self.before.end, self.after.end)

    @property
    def difference(self) -> Fraction:
        return abs(self.after.value - self.before.value)


def pairs(sentence: Sentence) -> list[Pair]:
    """The numbers that a sentence compares: "from A to B", or "B, up from A", "B, compared with A"."""
    levels = [level for level in sentence.levels if not _is_whole(level, sentence)]
    beside = [(first, second) for first, second in pairwise(levels) if _alike(first, second)]
    moved = [(first, second) for first, second in beside if _is_from_to(first, second, sentence)]
    taken = {first for first, _ in moved}
    measured = [(first, second) for first, second in beside if second not in taken and _is_measured(first, second, sentence)]
    return [
        *(Pair(first, second, _way(sentence, first.start - WAY_REACH, second.end + WAY_REACH)) for first, second in moved),
        *(Pair(second, first, _way(sentence, first.start - WAY_REACH, second.start)) for first, second in measured),
    ]


def _alike(first: Number, second: Number) -> bool:
    """Whether two numbers may be of the same thing: counts of one kind, or percentages, also where only the second says per cent."""
    same_kind = first.kind == second.kind or (first.kind == "count" and not first.family and second.kind == "percent")
    return same_kind and not (first.family and second.family and first.family != second.family)


def _is_from_to(first: Number, second: Number, sentence: Sentence) -> bool:
    between = sentence.text[first.end : second.start]
    is_from = patterns.FROM.search(sentence.text[: first.start])
    return bool(is_from and re.search(r"\bto (?:\w+ ){0,2}$", between)) and len(between.split()) <= FROM_TO_REACH


def _is_measured(first: Number, second: Number, sentence: Sentence) -> bool:
    between = sentence.text[first.end : second.start]
    return first.kind == second.kind and bool(patterns.MEASURED_FROM.search(between)) and len(between.split()) <= MEASURED_REACH


def _is_whole(number: Number, sentence: Sentence) -> bool:
    """Whether another number is given as a part of this one."""
    return bool(re.search(r"\d\s+(?:out )?of (?:the |all |these |those )?$", sentence.text[: number.start]))


def _way(sentence: Sentence, start: int, end: int) -> Direction | None:
    ways = {way for way, match in sentence.directions if start <= match.start() < end}
    return ways.pop() if len(ways) == 1 else None
