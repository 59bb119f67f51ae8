"""How one table arrives: the mapping file ``config/extracts/<table>.toml`` as a record that agrees with itself.

A header or a value is written as the sender writes it, or between slashes as a regular expression that must fit all of it, such as
``/(date of birth|dob)/``. Capitals, outer spaces, repeated spaces and the shape of an apostrophe never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from analysis.base.settings import Record
from analysis.intake.codes import CodeList
from analysis.intake.formats import DAY_FORMATS, TIME_FORMATS, WORDS, format_fault

TOTALS = ("Total", "Totals", "Grand total", "Sub-total", "Subtotal", "Total:", "Grand total:")
"""What stands first in a row that adds up others, when the mapping does not say."""

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "\u2011": "-", "\ufeff": "", "\u200b": ""})
_DECLINED = re.compile(r"declin|refus")
_AGREED = {"yes", "completed", "accepted"}


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
    def of(cls, meanings: Iterable[tuple[str, str]], official: CodeList | None = None) -> Spellings:
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


class Extract(Record):
    """How one table arrives: ``config/extracts/<table>.toml``; ``docs/extracts.md`` explains it to those who write one.

    ``columns`` gives the headers that each of our columns may have (none: the system does not hold it), ``dates`` the ways in which
    a date may be written, ``times`` the headers of times of day that stand apart from their day, ``values`` our code for each spelling,
    ``defaults`` what stands for an empty cell. ``codes`` names the official list of a column where it is not the usual one, and ``lists``
    has the lists themselves, which no mapping file holds.
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
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[str, str] = Field(default_factory=dict)
    codes: dict[str, str] = Field(default_factory=dict)
    lists: dict[str, CodeList] = Field(default_factory=dict, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _british_dates(cls, content: Any) -> Any:
        columns, dates = (content.get(name, {}) for name in ("columns", "dates")) if isinstance(content, dict) else ({}, {})
        if not (isinstance(columns, dict) and isinstance(dates, dict)):
            return content
        usual = {column: TIME_FORMATS if column.endswith("_at") else DAY_FORMATS for column in columns if is_date(column)}
        return content | {"dates": usual | dates} if usual else content

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Extract:
        faults = [
            *(self._unknown_columns() + self._patterns() + self._shared_headers()),
            *(self._formats() + self._times() + self._ambiguous_spellings() + self._declined() + self._defaults()),
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @cached_property
    def headers(self) -> Spellings:
        """Which of our columns a header belongs to."""
        return Spellings.of((header, column) for column, headers in self.wanted.items() for header in headers)

    @cached_property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The headers of all that is taken from a file: of our columns, and of times of day that stand apart (`time_of`)."""
        return self.columns | {time_of(column): headers for column, headers in self.times.items()}

    @cached_property
    def spellings(self) -> dict[str, Spellings]:
        """Our code for each spelling, by column; of a column that has neither values nor an official list nothing is known."""
        coded = dict.fromkeys((*self.values, *self.lists))
        return {column: Spellings.of(self.values.get(column, {}).items(), self.lists.get(column)) for column in coded}

    @property
    def expected(self) -> list[str]:
        """What a file of this table must have, of `wanted`."""
        return [column for column, headers in self.wanted.items() if headers]

    @property
    def lacking(self) -> list[str]:
        """The columns that nothing fills: they have neither a header nor a default, nor are they a key that is made."""
        made = {self.key} if self.key_from else set()
        return [column for column, headers in self.columns.items() if not headers and column not in {*self.defaults, *made}]

    def places(self, headers: Sequence[str]) -> dict[str, list[int]]:
        """Where each of our columns stands among the headers of a file; a header that is spelled out goes before a pattern."""
        meant = [self.headers.meaning(header) if header else None for header in headers]
        places: dict[str, list[int]] = {}
        for place, column in enumerate(meant):
            if column:
                places.setdefault(column, []).append(place)
        spelled_out = {column: [i for i in found if spelling(headers[i]) in self.headers.exact] for column, found in places.items()}
        return {column: spelled_out[column] or found for column, found in places.items()}

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
            for text in [*texts, *self.not_data]
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
            if column in kinds and self.columns.get(column) and code not in kinds[column]
        ]


def _pattern_fault(text: str) -> str:
    try:
        re.compile(text[1:-1])
    except re.error as error:
        return str(error)
    return ""
