"""How one table arrives: the mapping file ``config/extracts/<table>.toml`` as a record that agrees with itself.

A header or a value is written as the sender writes it, or between slashes as a regular expression that must fit all of it, such as
``/(date of birth|dob)/``. Capitals, outer spaces, repeated spaces and the shape of an apostrophe never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from analysis.base.policies import refuse
from analysis.base.settings import Record
from analysis.base.table import AND, together
from analysis.chapters.tables import EXTRACTS
from analysis.intake.codes import CodeList
from analysis.intake.formats import DAY_FORMATS, TIME_FORMATS, WORDS, format_fault
from analysis.intake.parts import Join, Split

TOTALS = ("Total", "Totals", "Grand total", "Sub-total", "Subtotal", "Total:", "Grand total:")
"""What stands first in a row that adds up others, when the mapping does not say."""

HOLD_SEVERAL = frozenset(column.name for table in EXTRACTS.values() for column in table.delivered if column.holds_several)
"""The columns of which a cell may hold several codes, whatever the mapping says."""

_BETWEEN = re.compile(r" ?[;,/&+|] ?| and ")
"""What stands between the parts of such a cell, once its spaces are single."""

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "\u2011": "-", "\ufeff": "", "\u200b": ""})
_DECLINED = re.compile(r"declin|refus")
_AGREED = {"yes", "completed", "accepted", "accepted_not_present"}


def _listed(value: Any) -> Any:
    """One text stands for a list of one, an empty one for a list of none."""
    return ((value,) if value else ()) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


def spelling(text: str) -> str:
    """A header or value as it is compared: capitals, spaces around and repeated, and the shape of an apostrophe do not count."""
    return " ".join(text.translate(_TYPOGRAPHY).split()).casefold()


def is_pattern(text: str) -> bool:
    """Whether a header or value of a mapping is a regular expression between slashes."""
    return len(text) > 2 and text[0] == text[-1] == "/"


def is_date(column: str) -> bool:
    """Whether one of our columns holds a date or time: its name says so."""
    return column.endswith(("_on", "_at")) or column == "date_of_birth"


def time_of(column: str) -> str:
    """What the time of day of a column is called where it has a header of its own."""
    return f"{column}, time"


@dataclass(frozen=True)
class Spellings:
    """What each spelling means: exact ones first, then patterns in their order, then an official list."""

    exact: Mapping[str, str]
    patterns: Sequence[tuple[re.Pattern[str], str]]
    official: CodeList | None = None

    @classmethod
    def of(cls, meanings: Iterable[tuple[str, str]], official: CodeList | None = None) -> Self:
        """From pairs of a text or pattern and what it means, and the list that is asked about any other text."""
        pairs = list(meanings)
        exact = {spelling(text): meaning for text, meaning in pairs if not is_pattern(text)}
        patterns = [(re.compile(text[1:-1], re.IGNORECASE), meaning) for text, meaning in pairs if is_pattern(text)]
        return cls(exact, patterns, official)

    def meanings(self, text: str) -> list[str]:
        """Everything this text may mean; an exact spelling leaves no doubt."""
        compared = spelling(text)
        if compared in self.exact:
            return [self.exact[compared]]
        found = list(dict.fromkeys(meaning for pattern, meaning in self.patterns if pattern.fullmatch(compared)))
        listed = self.official.meaning(text) if self.official and not found else None
        return [listed] if listed else found

    def meaning(self, text: str) -> str | None:
        """What this text means, if it is known."""
        found = self.meanings(text)
        return found[0] if found else None


class SpellingsOfSeveral(Spellings):
    """What each spelling means in a column of which a cell may hold several codes: ``CSE; CCE`` is both.

    A cell that is written out goes first. Of another every part must be known, or none: nothing beside a known part is passed over.
    """

    def meaning(self, text: str) -> str | None:
        """The codes that this text means, as one cell holds them."""
        parts = [part for part in _BETWEEN.split(spelling(text.replace("\n", ";"))) if part]
        if spelling(text) in self.exact or not any(map(super().meaning, parts)):
            return _together([super().meaning(text)])
        return _together(map(super().meaning, parts))


def _together(codes: Iterable[str | None]) -> str | None:
    """Codes as one cell holds them; nothing where one of them is not known."""
    found = list(codes)
    return together(one for code in found for one in code.split(AND)) if all(found) else None


class Extract(Record):
    """How one table arrives: ``config/extracts/<table>.toml``; ``docs/extracts.md`` explains it to those who write one.

    ``columns`` gives the headers that each of our columns may have (none: the system does not hold it), ``dates`` the ways in which
    a date may be written, ``times`` the headers of times of day that stand apart from their day, ``join`` and ``split`` the columns that
    several headers hold together or one holds a part of, ``values`` our code for each spelling, ``defaults`` what stands for an empty
    cell. ``leave_out`` gives, by header, the values whose rows do not belong to the table. ``codes`` names the official list of a column
    where it is not the usual one, and ``lists`` has the lists themselves, which no mapping file holds.
    """

    source: str
    system: str = ""
    files: Texts = Field(min_length=1)
    sheets: Texts = ()
    required: bool = False
    key: str
    key_from: Texts = ()
    not_data: Texts = TOTALS
    columns: dict[str, Texts]
    dates: dict[str, Texts] = Field(default_factory=dict)
    times: dict[str, Texts] = Field(default_factory=dict)
    join: dict[str, Join] = Field(default_factory=dict)
    split: dict[str, Split] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[str, str] = Field(default_factory=dict)
    leave_out: dict[str, Texts] = Field(default_factory=dict)
    codes: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, CodeList] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _with_what_need_not_be_said(cls, content: Any) -> Any:
        """Columns that are joined or split have no header of their own, and dates are British."""
        parts = [content.get(name, {}) for name in ("columns", "dates", "join", "split")] if isinstance(content, dict) else [None]
        if not all(isinstance(part, dict) for part in parts):
            return content
        columns, dates, join, split = parts
        columns = columns | {column: () for column in (*join, *split) if column not in columns}
        usual = {column: TIME_FORMATS if column.endswith("_at") else DAY_FORMATS for column in columns if is_date(column)}
        return content | {"columns": columns} | ({"dates": usual | dates} if usual else {})

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Extract:
        faults = [
            *(self._unknown_columns() + self._patterns() + self._shared_headers()),
            *(self._formats() + self._times() + self._ambiguous_spellings() + self._declined() + self._defaults()),
            *(self._left_out() + self._made_columns()),
        ]
        refuse(faults)
        return self

    @cached_property
    def headers(self) -> Spellings:
        """Which of our columns a header belongs to."""
        return _by_header(self.wanted)

    @cached_property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The headers of all that is taken from a file.

        They are those of our columns, of times of day that stand apart (`time_of`), and headers named elsewhere that are none of these.
        """
        apart = {self.source_of(header): (header,) for headers in self._named_apart.values() for header in headers}
        return apart | self._held

    def sources(self, column: str) -> tuple[str, ...]:
        """What of `wanted` a column of ours is made of: itself, but where it is joined or split."""
        made = self.join[column].headers if column in self.join else (self.split[column].header,) if column in self.split else ()
        return tuple(map(self.source_of, made)) or (column,)

    def called(self, column: str) -> str:
        """The headers of a column, as a message names them."""
        between = " and " if column in self.join else " or "
        return between.join(repr(header) for source in self.sources(column) for header in self.wanted.get(source, ()))

    def place_of(self, wanted: str) -> str:
        """Under which part of the mapping the headers of something that is `wanted` stand."""
        if wanted in self._held:
            return "[columns]" if wanted in self.columns else "[times]"
        return next(part for part, headers in self._named_apart.items() if wanted in map(self.source_of, headers))

    @property
    def from_file(self) -> list[str]:
        """The columns that a file fills: by a header, joined or split."""
        return [column for column, headers in self.columns.items() if headers or column in {*self.join, *self.split}]

    def source_of(self, header: str) -> str:
        """What of `wanted` a header is that is named elsewhere than under [columns]: the column that it fits, or it stands for itself."""
        spelled_out = next((column for column, headers in self._held.items() if header in headers), None)
        fits = None if is_pattern(header) else _by_header(self._held).meaning(header)
        return spelled_out or fits or f"the header {header!r}"

    @cached_property
    def spellings(self) -> dict[str, Spellings]:
        """Our code for each spelling, by column; of a column that has neither values nor an official list nothing is known."""
        coded = dict.fromkeys((*self.values, *self.lists))
        kinds = {column: SpellingsOfSeveral if column in HOLD_SEVERAL else Spellings for column in coded}
        return {column: kind.of(self.values.get(column, {}).items(), self.lists.get(column)) for column, kind in kinds.items()}

    @property
    def expected(self) -> list[str]:
        """What a file of this table must have, of `wanted`."""
        return [column for column, headers in self.wanted.items() if headers]

    @property
    def lacking(self) -> list[str]:
        """The columns that nothing fills: they have neither a header nor a default, nor are they a key that is made."""
        made = {self.key} if self.key_from else set()
        return [column for column in self.columns if column not in {*self.from_file, *self.defaults, *made}]

    def places(self, headers: Sequence[str]) -> dict[str, list[int]]:
        """Where each of our columns stands among the headers of a file; a header that is spelled out goes before a pattern."""
        meant = [self.headers.meaning(header) if header else None for header in headers]
        places: dict[str, list[int]] = {}
        for place, column in enumerate(meant):
            if column:
                places.setdefault(column, []).append(place)
        spelled_out = {column: [i for i in found if spelling(headers[i]) in self.headers.exact] for column, found in places.items()}
        return {column: spelled_out[column] or found for column, found in places.items()}

    @cached_property
    def _held(self) -> dict[str, tuple[str, ...]]:
        return self.columns | {time_of(column): headers for column, headers in self.times.items()}

    @property
    def _named_apart(self) -> dict[str, list[str]]:
        """The headers that are named elsewhere than under [columns] and [times], by the part of the mapping."""
        return {
            "[leave_out]": [*self.leave_out],
            "[join]": [header for join in self.join.values() for header in join.headers],
            "[split]": [split.header for split in self.split.values()],
        }

    def _unknown_columns(self) -> list[str]:
        named = {"key": [self.key], "key_from": self.key_from, "[dates]": self.dates, "[times]": self.times}
        named |= {"[values]": self.values, "[defaults]": self.defaults, "[codes]": self.codes}
        return [
            f"{place} names {column!r}, which is not under [columns]: add it there or take it away here"
            for place, columns in named.items()
            for column in columns
            if column not in self.columns
        ]

    def _patterns(self) -> list[str]:
        texts = [text for headers in self.wanted.values() for text in headers] + [text for codes in self.values.values() for text in codes]
        return [
            f"{text} is not a regular expression that can be used ({fault}): put it right, or take the slashes away"
            for text in [*texts, *self.not_data, *(text for texts in self.leave_out.values() for text in texts)]
            if is_pattern(text) and (fault := _pattern_fault(text))
        ]

    def _shared_headers(self) -> list[str]:
        headers = [(spelling(header), column) for column, spellings in self.wanted.items() for header in spellings]
        meant = {header: {column for other, column in headers if other == header} for header, _ in headers}
        return [
            f"the header {header!r} is given to two columns: each column needs its own"
            for header, columns in sorted(meant.items())
            if len(columns) > 1
        ]

    def _formats(self) -> list[str]:
        return [
            f"[dates] {column} = {written!r} is not a way to write a date: {fault}. Use %d, %m, %Y, %H and %M, such as %d/%m/%Y, "
            f"or {', '.join(map(repr, WORDS))}; docs/extracts.md lists all"
            for column, formats in self.dates.items()
            for written in formats
            if (fault := format_fault(written))
        ]

    def _times(self) -> list[str]:
        return [
            f"[times] {column}: only a column of moments, such as started_at, has a time of day; take it away"
            for column in self.times
            if not column.endswith("_at")
        ]

    def _ambiguous_spellings(self) -> list[str]:
        return [
            f"[values.{column}] gives {text!r} two codes: capitals and outer spaces do not count"
            for column, codes in self.values.items()
            for text in sorted({spelling(a) for a in codes for b in codes if spelling(a) == spelling(b) and codes[a] != codes[b]})
        ]

    def _declined(self) -> list[str]:
        """Some national schemas count "Offered and declined" as yes; then nobody can say how many children were seen."""
        return [
            f"[values.{column}] gives {text!r} the code {code!r}: what was declined is not agreed to; give it a code of its own"
            for column, codes in self.values.items()
            for text, code in codes.items()
            if _DECLINED.search(spelling(text)) and code in _AGREED
        ]

    def _defaults(self) -> list[str]:
        dates = [f"[defaults] {column}: a date cannot be assumed; take it away" for column in self.defaults if is_date(column)]
        kinds = {column: set(codes.values()) for column, codes in self.values.items()}
        return dates + [
            f"[defaults] {column} = {code!r} is not one of the codes under [values.{column}]: {', '.join(sorted(kinds[column]))}"
            for column, code in self.defaults.items()
            if column in kinds and column in self.from_file and code not in kinds[column]
        ]

    def _made_columns(self) -> list[str]:
        made = [("[join]", column) for column in self.join] + [("[split]", column) for column in self.split]
        return [
            *(f"{part} {column} has a header under [columns] too: leave one of the two" for part, column in made if self.columns[column]),
            *(f"{column} is under [join] and under [split]: leave one of the two" for column in self.join if column in self.split),
            *(
                f"[split] {column}: the pattern {split.pattern} cannot be used ({fault}). It is a regular expression of RE2 with one "
                "group in round brackets for what is taken; other brackets begin with (?:"
                for column, split in self.split.items()
                if (fault := split.fault)
            ),
        ]

    def _left_out(self) -> list[str]:
        return [
            f'[leave_out] {header!r} lists no value: write those whose rows are left out, such as ["No further action"], '
            'or [""] for an empty cell'
            for header, texts in self.leave_out.items()
            if not texts
        ]


def _by_header(wanted: Mapping[str, Sequence[str]]) -> Spellings:
    return Spellings.of((header, column) for column, headers in wanted.items() for header in headers)


def _pattern_fault(text: str) -> str:
    try:
        re.compile(text[1:-1])
    except re.error as error:
        return str(error)
    return ""
