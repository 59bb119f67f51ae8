"""A sentence read into claims: its numbers, periods and comparisons, and the words that each number is said of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from analysis.base.periods import Period
from analysis.textcheck import patterns
from analysis.textcheck.mentions import Mention, mentions
from analysis.textcheck.numbers import Number, numbers
from analysis.textcheck.phrases import Direction, Pair, Word, pairs, sizes
from analysis.textcheck.reading import Sentence
from analysis.textcheck.reference import Reference

_SEPARATOR = re.compile(r"[,;:]|\b(?:and|but|while|whereas|compared|against|than|to|with|or|plus)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"\s?[(,]\s?(?:or )?|\s(?:out )?of (?:the |all |these |those |a total of )*|(?<=%) (?:and|or|to) ", re.IGNORECASE)
_APPOSED = re.compile(r"[^,;:()]*\($")


@dataclass(frozen=True)
class Segment:
    """The part of a sentence that says one number, or some that belong together. ``lead`` stands before all numbers and is said of each."""

    start: int
    end: int
    local: str
    lead: str
    so_far: str


@dataclass(frozen=True)
class ClaimReading:
    """A sentence with what is read in it, held against some figures."""

    sentence: Sentence
    given: Reference

    @property
    def text(self) -> str:
        return self.sentence.text

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(numbers(self.text))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return mentions(self.text, self.given)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that say which way a figure went, in order; aims and guesses left out."""
        marked = _marked(self.text, (("#", self.numbers), ("@", self.mentions)))
        ways: tuple[tuple[Direction, re.Pattern[str]], ...] = (("up", patterns.UP), ("down", patterns.DOWN), ("same", patterns.SAME))
        found = [(way, match) for way, pattern in ways for match in pattern.finditer(marked) if self.sentence.is_finding(match)]
        return tuple(sorted((Word(way, match[0], *match.span()) for way, match in found), key=lambda word: word.start))

    @cached_property
    def marked(self) -> str:
        """The sentence with one sign for every letter of a number, a period, a word of direction and a comparative."""
        moves = tuple(word for word in self.words if not patterns.COMPARATIVE.fullmatch(word.text))
        others = tuple(word for word in self.words if word not in moves)
        return _marked(self.text, (("#", self.numbers), ("@", self.mentions), ("^", moves), ("~", others)))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        found = pairs(self.marked, {number.start: number for number in self.numbers}, self.words)
        return tuple(pair for pair in found if not self._is_of_two_groups(pair))

    def _is_of_two_groups(self, pair: Pair) -> bool:
        """Whether two numbers are set against each other for two groups of children, and not for two periods."""
        if pair.after.start > pair.before.start:
            return False
        tail = _SEPARATOR.split(self.text[pair.before.end :])[0]
        first, second = (set(patterns.GROUPS.findall(text.lower())) for text in (self.text[: pair.before.start], tail))
        return bool(second) and bool(first) and not second <= first

    @cached_property
    def paired(self) -> dict[Number, Pair]:
        return {number: pair for pair in self.pairs for number in (pair.before, pair.after)}

    @cached_property
    def changes(self) -> tuple[Number, ...]:
        """The numbers that say by how much something changed."""
        return tuple(sizes(self.marked, {number.start: number for number in self.numbers}, set(self.paired)))

    @cached_property
    def levels(self) -> tuple[Number, ...]:
        """The numbers that say how many or what share."""
        return tuple(number for number in self.numbers if number not in self.changes)

    @property
    def is_of_others(self) -> bool:
        """Whether the sentence speaks of others than those whom the figures count, of targets, or of parts of their time."""
        return bool(patterns.NOT_OURS.search(self.marked))

    @property
    def direction(self) -> Direction | None:
        """The one direction that the sentence speaks of; nothing when there is none or more than one."""
        ways = {word.way for word in self.words}
        return ways.pop() if len(ways) == 1 else None

    def quote(self, start: int, end: int, reach: int = 30) -> str:
        return self.sentence.around(start, end, reach)

    @cached_property
    def _clusters(self) -> tuple[tuple[Number, ...], ...]:
        clusters: list[list[Number]] = []
        for number in self.numbers:
            last = clusters[-1][-1] if clusters else None
            is_pair = last is not None and self.paired.get(last) is not None and self.paired.get(last) is self.paired.get(number)
            if last and (is_pair or self._is_together(last, number)):
                clusters[-1].append(number)
            else:
                clusters.append([number])
        return tuple(map(tuple, clusters))

    def _is_together(self, first: Number, second: Number) -> bool:
        """Whether two numbers say one thing: "134 of 425", "56% to 51%", "half of the episodes (50%)"."""
        between = self.text[first.end : second.start]
        is_share_again = second.kind == "percent" and _APPOSED.match(between) and not _SEPARATOR.search(between)
        return bool(is_share_again or _TOGETHER.fullmatch(self.text, first.end, second.start))

    @cached_property
    def segments(self) -> dict[Number, Segment]:
        """The segment of each number: from the last comma or joining word before it to that before the next one."""
        clusters = self._clusters
        starts = [0, *(self._parted(one[-1].end, two[0].start) for one, two in pairwise(clusters))]
        ends = [*starts[1:], len(self.text)]
        found: dict[Number, Segment] = {}
        for n, (cluster, start, end) in enumerate(zip(clusters, starts, ends, strict=True)):
            is_whole = bool(re.match(r"\W*(?:out )?of\b", self.text, re.IGNORECASE)) and len(clusters) > 1
            lead = "" if n == 0 else self.text[: ends[0]] if is_whole else self.text[: clusters[0][0].start]
            segment = Segment(start, end, self.text[start:end], lead, self.text[:end])
            found.update(dict.fromkeys(cluster, segment))
        return found

    def _parted(self, end: int, start: int) -> int:
        """Where the words of one number end and those of the next begin; a period before a number is its own: "and in 2016/17, 82"."""
        separators = [
            one for one in _SEPARATOR.finditer(self.text, end, start)
            if self.marked[one.end() : start].strip() or not self.marked[: one.start()].rstrip().endswith("@")
        ]  # fmt: skip
        is_after_its_words = self.text[:start].endswith("(")
        return separators[0 if is_after_its_words else -1].start() if separators else start

    def period_said(self, number: Number) -> Period | None:
        """The period that a sentence gives a number for, where it says so: after it, or at the head of what it stands in."""
        segment = self.segments[number]
        for one in self.mentions:
            between = self.text[number.end : one.start] if one.start >= number.end else ""
            if (
                number.end <= one.start < segment.end
                and patterns.OF_THE_TIME.match(between)
                and "#" not in self.marked[number.end : one.start]
            ):
                return one.period
        before = [one for one in self.mentions if one.end <= number.start and self._leads(one, number, segment)]
        return before[-1].period if before else None

    def _leads(self, one: Mention, number: Number, segment: Segment) -> bool:
        """Whether a period stands as the time of what follows: in the number's own segment, or at the head of the sentence."""
        is_owner = bool(patterns.OWNED.fullmatch(self.text, one.end, number.start))
        is_taken = any(
            other.end <= one.start
            and patterns.OF_THE_TIME.match(self.text[other.end : one.start])
            and "#" not in self.marked[other.end : one.start]
            for other in self.numbers
        )
        is_before = (pair := self.paired.get(number)) is not None and pair.before is number
        is_near = not is_taken and not is_before and (one.start >= segment.start or "#" not in self.marked[: one.start])
        return is_owner or (is_near and bool(patterns.AT_THE_TIME.search(self.text[: one.start])))

    def periods_meant(self, number: Number) -> tuple[Period, ...]:
        """The periods that a number may be of: the one that is said; otherwise that of the text, or what its paragraph spoke of."""
        said, pair = self.period_said(number), self.paired.get(number)
        now = self.given.period
        if said:
            return (said,)
        if pair and pair.before is number:
            later = self.period_said(pair.after) or now
            return (later.year_before, *([later.previous] if later.is_quarter else []))
        if patterns.SOME_QUARTER.search(self.marked) and now.is_year:
            return now.quarters
        earlier = tuple(one.period for one in mentions(self.sentence.earlier, self.given))
        to_date = (now.year_to_date,) if patterns.SO_FAR.search(self.text) else ()
        return tuple(dict.fromkeys((now, *earlier, *to_date)))

    @cached_property
    def compared(self) -> tuple[Period, tuple[Period, ...]]:
        """The later period that a sentence may mean, and the earlier ones that it may be compared with."""
        named = [one.period for one in self.mentions]
        latest = max(named, key=lambda period: period.end, default=self.given.period)
        now = self.given.period if latest.end < self.given.period.end and len(named) < 2 else latest
        earlier = tuple(period for period in named if period.end < now.end and len(period.months) == len(now.months))
        return now, earlier or (now.year_before, *([now.previous] if now.is_quarter else []))


def _marked(text: str, kinds: tuple[tuple[str, tuple[Number | Mention | Word, ...]], ...]) -> str:
    letters = list(re.sub(r"[#@^~]", " ", text))
    for sign, places in kinds:
        for one in places:
            letters[one.start : one.end] = sign * (one.end - one.start)
    return "".join(letters)
