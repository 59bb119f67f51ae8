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

DAY_FORMATS = ("%d/%m/%Y",)
TIME_FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y")
"""How a date or a time is written when the mapping does not say: the British way."""

SERIAL = "excel"
"""Among the formats of a column: the number of days since 1900 that Excel shows when a date has lost its format."""

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


@dataclass(frozen=True)
class Spellings:
    """What each spelling means: exact ones first, then patterns in their order."""

    exact: Mapping[str, str]
    patterns: Sequence[tuple[re.Pattern[str], str]]

    @classmethod
    def of(cls, meanings: Iterable[tuple[str, str]]) -> Spellings:
        """From pairs of a text or pattern and what it means."""
        pairs = list(meanings)
        exact = {spelling(text): meaning for text, meaning in pairs if not is_pattern(text)}
        patterns = [(re.compile(text[1:-1], re.IGNORECASE), meaning) for text, meaning in pairs if is_pattern(text)]
        return cls(exact, patterns)

    def meanings(self, text: str) -> list[str]:
        """Everything this text may mean; an exact spelling leaves no doubt."""
        compared = spelling(text)
        if compared in self.exact:
            return [self.exact[compared]]
        return list(dict.fromkeys(meaning for pattern, meaning in self.patterns if pattern.fullmatch(compared)))

    def meaning(self, text: str) -> str | None:
        """What this text means, if it is known."""
        found = self.meanings(text)
        return found[0] if found else None


class Extract(Record):
    """How one table arrives: ``config/extracts/<table>.toml``; ``docs/extracts.md`` explains it to those who write one.

    ``columns`` gives the headers that each of our columns may have (none: the system does not hold it), ``dates`` the ways in which
    a date may be written, ``values`` our code for each spelling, ``defaults`` what stands for an empty cell.
    """

    source: str
    system: str = ""
    files: Texts = Field(min_length=1)
    sheets: Texts = ()
    required: bool = True
    key: str
    key_from: Texts = ()
    not_data: Texts = TOTALS
    columns: dict[str, Texts]
    dates: dict[str, Texts] = Field(default_factory=dict)
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: dict[str, str] = Field(default_factory=dict)

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
            *(self._formats() + self._ambiguous_spellings() + self._declined() + self._defaults()),
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @cached_property
    def headers(self) -> Spellings:
        """Which of our columns a header belongs to."""
        return Spellings.of((header, column) for column, headers in self.columns.items() for header in headers)

    @cached_property
    def codes(self) -> dict[str, Spellings]:
        """Our code for each spelling, by column."""
        return {column: Spellings.of(codes.items()) for column, codes in self.values.items()}

    @property
    def expected(self) -> list[str]:
        """The columns that a file of this table must have."""
        return [column for column, headers in self.columns.items() if headers]

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
        named = {"key": [self.key], "key_from": self.key_from, "[dates]": self.dates, "[values]": self.values, "[defaults]": self.defaults}
        return [
            f"{place} names {column!r}, which is not under [columns]: add it there or take it away here"
            for place, columns in named.items()
            for column in columns
            if column not in self.columns
        ]

    def _patterns(self) -> list[str]:
        texts = [text for headers in self.columns.values() for text in headers] + [text for codes in self.values.values() for text in codes]
        return [
            f"{text} is not a regular expression that can be used ({fault}): put it right, or take the slashes away"
            for text in [*texts, *self.not_data]
            if is_pattern(text) and (fault := _pattern_fault(text))
        ]

    def _shared_headers(self) -> list[str]:
        headers = [(spelling(header), column) for column, spellings in self.columns.items() for header in spellings]
        meant = {header: {column for other, column in headers if other == header} for header, _ in headers}
        return [
            f"the header {header!r} is given to two columns: each column needs its own"
            for header, columns in sorted(meant.items())
            if len(columns) > 1
        ]

    def _formats(self) -> list[str]:
        return [
            f"[dates] {column} = {written!r} is not a way to write a date: use %d, %m, %Y, %H and %M, such as %d/%m/%Y, or {SERIAL!r}"
            for column, formats in self.dates.items()
            for written in formats
            if written != SERIAL and not _is_date_format(written)
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


def _is_date_format(written: str) -> bool:
    used = {written[i : i + 2] for i in range(len(written))}
    return {"%m", "%d"} <= used or {"%b", "%d"} <= used or {"%B", "%d"} <= used
