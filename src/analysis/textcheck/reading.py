"""Texts as paragraphs, and paragraphs as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.textcheck import patterns

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
class Sentence:
    """A sentence with its line, and what stands before and after it in its paragraph."""

    text: str
    line: int
    earlier: str = ""
    later: str = ""

    def is_finding(self, match: re.Match[str]) -> bool:
        """Whether a word says what was found, and not what is aimed at or might be."""
        before, after = match.string[: match.start()], match.string[match.end() :]
        if patterns.EXPECTED.search(self.text):
            return False
        is_past = re.search(r"(?:ed|rose|fell|grew|worse)$", match[0], re.IGNORECASE) and not re.search(r"\bbe\s$", before)
        return (bool(is_past) or not patterns.AIM_BEFORE.search(before)) and not patterns.AIM_AFTER.search(after)

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
