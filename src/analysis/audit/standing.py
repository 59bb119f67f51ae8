"""The words that a release brings along and that no figure makes: templates, definitions, configuration, commentary, the program's own.

A number in them is explained by where it comes from: it stands there between the same words. So "within 24 hours" passes because a
definition says so, and "24 boys" does not, although 24 is found in both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.audit.numbers_in_text import GAP, NUMBER, is_number, without_dates

BESIDE = 2
"""So many words on each side of a number are compared."""

_TOKEN = re.compile(rf"{NUMBER.pattern}|\w+")
_HOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}\n]*\}", re.DOTALL)

Run = tuple[str, ...]
Context = tuple[Run, Run]


@dataclass(frozen=True)
class Standing:
    """Texts in which numbers may stand, numbers that may be a cell by themselves, and years that are named by themselves."""

    texts: tuple[str, ...] = ()
    cells: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()

    def unexplained(self, words: str) -> list[str]:
        """The numbers of a text, in digits or in words, that stand in none of the texts between the same words."""
        if words not in self._found:
            self._found[words] = [token for run in _runs(words) if run not in self._whole for token in self._in_run(run)]
        return self._found[words]

    def with_years(self, years: Iterable[str]) -> Standing:
        """The same, with other years."""
        made = replace(self, years=frozenset(years))
        made.__dict__.update({name: getattr(self, name) for name in ("_contexts", "_whole")})
        return made

    def has(self, words: str) -> bool:
        """Whether one of the texts has these very words."""
        return any(words in text for text in self.texts)

    def _in_run(self, run: Run) -> Iterator[str]:
        for place, token in enumerate(run):
            if is_number(token) and token not in self.years and not self._explains(run, place):
                yield token

    def _explains(self, run: Run, place: int) -> bool:
        context = _context(run, place)
        return any(_agree(context, one) for one in self._contexts.get(run[place], ()))

    @cached_property
    def _found(self) -> dict[str, list[str]]:
        """What was found before: a release says most things several times."""
        return {}

    @cached_property
    def _contexts(self) -> dict[str, set[Context]]:
        """Between which words each number stands in the texts."""
        found: dict[str, set[Context]] = defaultdict(set)
        for run in (run for text in self.texts for run in _runs(_HOLE.sub(GAP, text))):
            for place, token in enumerate(run):
                if is_number(token):
                    found[token].add(_context(run, place))
        return found

    @cached_property
    def _whole(self) -> frozenset[Run]:
        """Everything that a text says between two gaps, but for a number by itself."""
        return frozenset(run for text in self.texts for run in _runs(_HOLE.sub(GAP, text)) if run[1:] or not run[0][:1].isdecimal())


def _runs(words: str) -> Iterator[Run]:
    """The words of a text, from one gap to the next."""
    for part in without_dates(words).casefold().split(GAP):
        if run := tuple(token.rstrip(",.") for token in _TOKEN.findall(part)):
            yield run


def _context(run: Run, place: int) -> Context:
    """The words before a place, the nearest first, and those behind it."""
    return run[max(0, place - BESIDE) : place][::-1], run[place + 1 : place + 1 + BESIDE]


def _agree(one: Context, other: Context) -> bool:
    """Whether the words on both sides are the same as far as both have any, and are enough to know a place by: two, or a whole label."""
    pairs = [list(zip(here, there, strict=False)) for here, there in zip(one, other, strict=True)]
    return 0 < sum(map(len, pairs)) >= min(BESIDE, sum(map(len, other))) and all(here == there for side in pairs for here, there in side)
