"""Texts as sentences, and sentences as the numbers, periods and directions in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from analysis.chapters import ALL
from analysis.textcheck import patterns

Kind = Literal["count", "percent", "points"]
Direction = Literal["up", "down", "same"]

# No sentence that people write is longer, and as much of a paragraph is kept in mind.
LONGEST = 800

_BULLET = re.compile(r"^\s*(?:[-*•·▪◦–—>]|[oe](?=\s)|\(?[a-z]\)|\(?(?:\d{1,3}|[ivx]+)[.)])(?:\s+|$)")
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9{\[])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|etc|no|nos|vs|cf|Mr|Mrs|Ms|Dr|St|para|fig|c|p|pp)\.|\b[A-Z]\.|^\W*\d{1,3}\.)$", re.IGNORECASE
)
_SET_OFF = re.compile(r"[*`]+")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph on one line, with the line of the text on which each part of it starts: offset and line."""

    text: str
    starts: tuple[tuple[int, int], ...]

    def line_at(self, offset: int) -> int:
        return max((start for start in self.starts if start[0] <= offset), default=self.starts[0])[1]


@dataclass(frozen=True)
class Number:
    """A number in a sentence. ``family`` is what it counts, empty when that is not said beside it; ``high`` ends a range.

    ``is_change`` says that it is the size of a change, ``is_about`` that it is rounded, ``has_other`` that it counts what is unknown here.
    """

    text: str
    value: Fraction
    kind: Kind
    start: int
    end: int
    decimals: int = 0
    high: Fraction | None = None
    family: str = ""
    is_change: bool = False
    is_about: bool = False
    has_other: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence with its line, and what stands before and after it in its paragraph."""

    text: str
    line: int
    earlier: str = ""
    later: str = ""

    @cached_property
    def counting(self) -> str:
        """The sentence with every number that counts nothing blanked out, letter for letter."""
        return patterns.NOT_COUNTED.sub(lambda found: " " * len(found[0]), self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(_numbers(self.counting))

    @cached_property
    def levels(self) -> tuple[Number, ...]:
        """The numbers that say how many or what share, and not by how much something changed."""
        return tuple(number for number in self.numbers if not number.is_change and number.kind != "points")

    @cached_property
    def changes(self) -> tuple[Number, ...]:
        return tuple(number for number in self.numbers if number.is_change or number.kind == "points")

    @cached_property
    def directions(self) -> tuple[tuple[Direction, re.Match[str]], ...]:
        """The words that say which way a figure went, in order; aims and guesses left out."""
        ways: tuple[tuple[Direction, re.Pattern[str]], ...] = (("up", patterns.UP), ("down", patterns.DOWN), ("same", patterns.SAME))
        found = [(way, match) for way, pattern in ways for match in pattern.finditer(self.text) if self.is_finding(match)]
        return tuple(sorted(found, key=lambda one: one[1].start()))

    @property
    def direction(self) -> Direction | None:
        """The one direction that the sentence speaks of; nothing when there is none or more than one."""
        ways = {way for way, _ in self.directions}
        return ways.pop() if len(ways) == 1 else None

    def is_finding(self, match: re.Match[str]) -> bool:
        """Whether a word says what was found, and not what is aimed at or might be."""
        before, after = self.text[: match.start()], self.text[match.end() :]
        if patterns.EXPECTED.search(self.text):
            return False
        return not patterns.AIM_BEFORE.search(before) and not patterns.AIM_AFTER.search(after)

    def around(self, start: int, end: int, reach: int = 40) -> str:
        """The words around a place, whole words only, to quote."""
        left = self.text.rfind(" ", 0, max(0, start - reach)) + 1 if start > reach else 0
        right = self.text.find(" ", min(len(self.text), end + reach))
        return self.text[left : right if right >= 0 else len(self.text)].strip(" ,;:")


def paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    """The paragraphs of a plain text: what stands between empty lines, each item of a list and each row of a table for itself."""
    held: list[tuple[int, str]] = []
    is_code = False
    for number, line in enumerate(lines, start=1):
        is_code ^= line.lstrip().startswith("```")
        is_new = not line.strip() or _BULLET.match(line) or line.lstrip().startswith(("|", "#", "```")) or is_code
        if held and is_new:
            yield paragraph(held)
            held = []
        if line.strip() and not is_code and not line.lstrip().startswith("```"):
            held.append((number, _BULLET.sub("", line)))
            if line.lstrip().startswith("#"):
                yield paragraph(held)
                held = []
    if held:
        yield paragraph(held)


def paragraph(lines: Iterable[tuple[int, str]]) -> Paragraph:
    """Lines with their numbers as one paragraph; marks of emphasis are left out."""
    text, starts = "", []
    for number, line in lines:
        text += " " if text else ""
        starts.append((len(text), number))
        text += " ".join(_SET_OFF.sub("", line.replace("’", "'")).split())
    return Paragraph(text, tuple(starts))


def sentences(one: Paragraph) -> Iterator[Sentence]:
    """The sentences of a paragraph."""
    pieces = list(_pieces(one.text))
    for n, (start, text) in enumerate(pieces):
        earlier = one.text[max(0, start - LONGEST) : start].strip()
        yield Sentence(text, one.line_at(start), earlier, pieces[n + 1][1] if n + 1 < len(pieces) else "")


def _ended(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for found in _END.finditer(text):
        if _SHORT.search(text[start : found.start()]):
            continue
        yield start, text[start : found.start()].strip()
        start = found.end()
    if text[start:].strip():
        yield start, text[start:].strip()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their offsets; what goes on for longer than people write is taken in parts."""
    for start, piece in _ended(text):
        while len(piece) > LONGEST:
            cut = piece.rfind(" ", 0, LONGEST) + 1 or LONGEST
            yield start, piece[:cut].strip()
            start, piece = start + cut, piece[cut:]
        yield start, piece


def _numbers(text: str) -> Iterator[Number]:
    last: Number | None = None
    for found in patterns.NUMBER.finditer(text):
        kind: Kind = "points" if found["points"] else "percent" if found["percent"] else "count"
        before, after = text[: found.start()], text[found.end() :]
        again = last is not None and last.is_change and bool(patterns.CHANGE_AGAIN.match(text[last.end : found.start()]))
        family, has_other = _counted(after) if kind == "count" else ("", False)
        last = Number(
            text=found[0].strip(),
            value=_value(found["low"]),
            kind=kind,
            start=found.start(),
            end=found.end(),
            decimals=len(found["low"].partition(".")[2]),
            high=_value(found["high"]) if found["high"] else None,
            family=family,
            is_change=again or bool(patterns.CHANGE_BEFORE.search(before)) or _is_change_after(kind, after),
            is_about=bool(patterns.ABOUT.search(before)),
            has_other=has_other,
        )
        yield last


def _is_change_after(kind: Kind, after: str) -> bool:
    found = patterns.CHANGE_AFTER.match(after)
    return bool(found) and (kind != "count" or "of" not in found[0].split())


def _value(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def family_of(unit: str) -> str:
    """What a unit counts, without what kind of it.

    >>> family_of("percent of interviews required"), family_of("children who returned")
    ('interviews', 'children')
    """
    plurals = [word for word in unit.removeprefix("percent of ").split() if word == "children" or word.endswith("s")]
    return plurals[0] if plurals else unit


def _nouns() -> dict[str, str]:
    """A pattern for each family: the names of its unit, and the other names that people use."""
    families = {family_of(indicator.unit) for indicator in ALL if indicator.unit != "age"}
    return {family: "|".join(patterns.FAMILIES.get(family, (f"{family.removesuffix('s')}s?",))) for family in sorted(families)}


_NOUNS = _nouns()
_NOUN = "|".join(f"(?P<{family.replace('-', '_')}>{ways})" for family, ways in _NOUNS.items())
_COUNTED = re.compile(rf"^(?:[\s-]+(?!{patterns.STOPS}\b)[A-Za-z][\w'-]*){{0,4}}?[\s-]+(?:{_NOUN})\b(?!'s|s')", re.IGNORECASE)
_OTHER = re.compile(
    rf"^\s+(?!{patterns.STOPS}\b)(?!(?:last|a|an|it|we|they|there|so|while|whereas|when|each|during|since|before|after|until|between)\b)[A-Za-z]"
)


def _counted(after: str) -> tuple[str, bool]:
    """The family of what a number counts, read from the words after it, and whether these name something else."""
    found = _COUNTED.match(after)
    if not found:
        return "", bool(_OTHER.match(after))
    return next(family for family in _NOUNS if found[family.replace("-", "_")]), False


def nouns_of(family: str) -> str:
    """The names of what a family counts, as a part of a pattern."""
    return _NOUNS[family]


def family_pattern(family: str) -> re.Pattern[str]:
    """The ways to name what a family counts."""
    return re.compile(rf"\b(?:{_NOUNS[family]})\b", re.IGNORECASE)
