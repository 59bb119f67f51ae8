"""What stands under a table: caveats of the indicators, the marks used, and the source; all derived, none typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.base.formats import MARK_WORDS, mark
from analysis.base.spec import Indicator
from analysis.chapters import CAVEATS
from analysis.markup import rounding_note, with_terms
from analysis.show.tables.table import TableCell, label

_ROUNDED = re.compile(r'data-rounded="(\d+)"')


@dataclass(frozen=True)
class Notes:
    """Remarks and the indicators they apply to. One that applies to some only has a number, which the names of those carry."""

    indicators: tuple[Indicator, ...]
    about: Mapping[str | Markup, tuple[str, ...]]

    def named(self, indicator: Indicator, *more: Markup) -> Markup:
        """The indicator's name, what else there is to say of it, and the numbers of its notes."""
        references = [_reference(n) for n, words in enumerate(self._numbered, 1) if indicator.key in self.about[words]]
        return Markup(" ").join([label(indicator.name), *more, *references])

    @property
    def paragraphs(self) -> tuple[Markup, ...]:
        """The remarks, first those that apply to every row."""
        plain = [_written(words) for words in self.about if words not in self._numbered]
        numbered = [Markup("{} {}").format(_reference(n), _written(words)) for n, words in enumerate(self._numbered, 1)]
        return (*plain, *numbered)

    @property
    def _numbered(self) -> list[str]:
        return [words for words, keys in self.about.items() if len(keys) < len(self.indicators)]


def notes_on(indicators: Iterable[Indicator], remarks: Iterable[tuple[str, str | Markup]] = ()) -> Notes:
    """The caveats of the indicators and further remarks, each given as an indicator's key and the words."""
    shown = tuple(indicators)
    about: dict[str, tuple[str, ...]] = {}
    for key, words in [*((one.key, CAVEATS[code]) for one in shown for code in one.caveats), *remarks]:
        about[words] = (*about.get(words, ()), key)
    return Notes(shown, about)


def _written(words: str | Markup) -> Markup:
    return words if isinstance(words, Markup) else with_terms(words)


def explained_marks(rows: Sequence[tuple[TableCell, ...]]) -> tuple[Markup, ...]:
    """A note for each mark that stands in a cell, in the order of the vocabulary, and on rounding where there is any."""
    text = " ".join(cell.text for row in rows for cell in row)
    marks = tuple(Markup("{} {}.").format(mark(letter), words) for letter, words in MARK_WORDS.items() if mark(letter) in text)
    return (*marks, *_rounding_notes(rows))


def _rounding_notes(rows: Iterable[tuple[TableCell, ...]]) -> tuple[Markup, ...]:
    bases = {base for row in rows for cell in row for base in _ROUNDED.findall(cell.html)}
    return tuple(map(rounding_note, sorted(bases)))


def _reference(number: int) -> Markup:
    return Markup('<span class="term">[note\xa0{}]</span>').format(number)
