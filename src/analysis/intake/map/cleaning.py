"""What a cell says, before anybody asks what it means: one reading of "empty", of errors, and of signs that are no part of a value.

Empty are blanks, signs that nobody sees, and the words for nothing of ``config/empty.toml``, but never in a name: Null is a surname.
An error of a spreadsheet and a formula without its value are faults of a cell and never empty. What the mapping gives a code counts
before all of these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from analysis.base.empties import EmptyWords
from analysis.chapters.tables import EXTRACTS
from analysis.intake.extracts import Extract, Spellings, is_pattern, spelling
from analysis.intake.map.identifiers import IDENTIFIERS, is_no_number, is_spoilt, plain_number
from analysis.intake.map.signs import DASHES, ERROR, SIGNS, without_formula, without_invisible, without_quotes
from analysis.intake.map.values import by_value
from analysis.intake.sources import TEXT, Finding, failed_cells, findings_about

HOLD = {
    "identifier": IDENTIFIERS,
    "name": frozenset(name for table in EXTRACTS.values() for name in table.named("name")),
    "number": frozenset(name for table in EXTRACTS.values() for name in table.named("whole number")),
}
"""What some columns hold, whatever the mapping says."""

NUMBERS = ("key", "identifier")

ERROR_CELL, SPOILT_NUMBER = "error_cell", "spoilt_identifier"
NO_NUMBER, READ_AS_EMPTY, SIGNS_REMOVED = "no_identifier", "read_as_empty", "signs_removed"

SENTENCES: Mapping[str, str] = {
    ERROR_CELL: "an error of a spreadsheet (such as #N/A) or a formula without its value: what should stand here is not known",
    SPOILT_NUMBER: "a spreadsheet has spoilt this number (scientific notation, or more than 15 digits), so it joins the row with no other",
    NO_NUMBER: "a word or filler stands where there is no number, so it joins the row with no other",
    READ_AS_EMPTY: "a word for nothing, or signs that cannot be seen, taken as empty",
    SIGNS_REMOVED: "signs that are no part of the value (a guard against Excel, signs that cannot be seen, .0) were taken away",
}
SEVERITIES = {ERROR_CELL: "quarantine", SPOILT_NUMBER: "warn", NO_NUMBER: "warn", READ_AS_EMPTY: "note", SIGNS_REMOVED: "note"}

PLAIN = {
    "key": r"^[A-Za-z][A-Za-z /_:-]*[0-9][A-Za-z0-9 /_:-]*$|^[0-9][A-Za-z0-9 /_:-]*$",
    "name": r"^[A-Za-z][A-Za-z' -]*$",
    "text": r"^[A-Za-z0-9][A-Za-z0-9 ,.&'()/-]*$",
    "date": r"^([1-9]|0[1-9])[A-Za-z0-9 :/.,+-]*$",
    "number": r"^[0-9]+$",
}
"""What most values of a column look like, by what it holds: they need no second look, unless they are words for nothing."""


class ReadCell(NamedTuple):
    """What a cell says, and the code of what there is to say about it; "" when nothing."""

    value: str | None
    said: str = ""


@dataclass(frozen=True)
class Cleaned:
    """A table's text as it is read on, the cells at fault (``row, column, code``), and findings."""

    text: pd.DataFrame
    cells: pd.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Reader:
    """How the cells of a table are read: what the mapping gives a code, and the words for nothing."""

    extract: Extract
    words: EmptyWords

    def holds(self, column: str) -> str:
        """What a column holds, as far as its reading goes. The mapping says which is the key, and which are dates and codes."""
        if column == self.extract.key:
            return "key"
        for what, columns in {"date": self.extract.dates, "code": self.extract.spellings, **HOLD}.items():
            if column in columns:
                return what
        return "text"

    def read(self, column: str, text: str) -> ReadCell:
        """One filled cell of a column."""
        holds, bare = self.holds(column), without_formula(without_invisible(text))
        if (coded := self._coded(column, text, bare)) is not None:
            return _cell(text, coded)
        if ERROR.fullmatch(bare):
            return ReadCell(None, ERROR_CELL)
        plain = bare if holds in ("name", "text") else without_quotes(bare)
        if plain == "" or self._is_empty(plain, holds):
            return ReadCell(None, NO_NUMBER if holds in NUMBERS else READ_AS_EMPTY)
        return self._number(text, plain_number(plain), holds == "key") if holds in NUMBERS else _cell(text, plain)

    @cached_property
    def exact(self) -> tuple[str, ...]:
        """The words for nothing that look like any other value of a column."""
        return tuple(spelling(word) for word in (*self.words.anywhere, *self.words.date))

    @cached_property
    def nameless(self) -> str:
        """What fits a name of which every part is a word for nothing."""
        words = "|".join(re.escape(word) for word in self.words.anywhere if not is_pattern(word))
        return rf"(({words})[ ,]*)+"

    def _coded(self, column: str, *forms: str) -> str | None:
        """The first form of a cell, the quotation marks around it left aside, that the mapping gives a code."""
        codes = self.extract.spellings.get(column)
        tried = (*forms, without_quotes(forms[-1])) if codes else ()
        return next((form for form in tried if form and codes.meaning(form) is not None), None)

    def _number(self, text: str, number: str, is_key: bool) -> ReadCell:
        if is_spoilt(number):
            return ReadCell(None, SPOILT_NUMBER)
        return ReadCell(None, NO_NUMBER) if is_no_number(number, self._words["identifier"], is_key) else _cell(text, number)

    def _is_empty(self, text: str, holds: str) -> bool:
        if holds == "name":
            return False
        words = [self._words["anywhere"], *([self._words["date"]] if holds == "date" else [])]
        return bool((SIGNS if holds in NUMBERS else DASHES).fullmatch(text)) or any(one.meaning(text) is not None for one in words)

    @cached_property
    def _words(self) -> dict[str, Spellings]:
        return {place: Spellings.of((word, word) for word in words) for place, words in self.words.model_dump().items()}


def clean_cells(text: pd.DataFrame, table: str, extract: Extract, words: EmptyWords) -> Cleaned:
    """The text of a table as it is read on: what says nothing is empty, and so is what is at fault, which the rest of the answer names."""
    reader = Reader(extract, words)
    read = {column: _clean(text[column], column, reader) for column in extract.columns}
    columns = {column: cells for column, (cells, _) in read.items()}
    said = {column: codes for column, (_, codes) in read.items() if codes is not None}
    for column, empty in _nameless(columns, reader).items():
        columns[column] = columns[column].mask(empty)
        said[column] = said.get(column, pd.Series("", index=text.index, dtype=TEXT)).mask(empty, READ_AS_EMPTY)
    cells = [cell for column, codes in said.items() for cell in _at_fault(codes, column, extract)]
    findings = [one for column, codes in said.items() for one in _findings(text, codes, column, table, extract)]
    return Cleaned(text.assign(**columns), failed_cells(cells), tuple(findings))


def _cell(text: str, value: str) -> ReadCell:
    return ReadCell(value, "" if value == text else SIGNS_REMOVED)


def _clean(cells: pd.Series, column: str, reader: Reader) -> tuple[pd.Series, pd.Series | None]:
    """The cells of a column as they are read on, and what there is to say of each, if anything. Only odd values are looked at."""
    odd = _odd(cells, reader.holds(column), reader.exact)
    places, distinct = pd.factorize(cells[odd])
    read = [reader.read(column, text) for text in distinct.tolist()]
    if not any(cell.said for cell in read):
        return cells, None
    rows = cells.index[odd]
    values = pd.Series([cell.value for cell in read], dtype=TEXT).reindex(places).set_axis(rows)
    said = pd.Series([cell.said for cell in read], dtype=TEXT).reindex(places).set_axis(rows)
    return cells.where(~odd, values.reindex(cells.index)), said.reindex(cells.index, fill_value="")


def _odd(cells: pd.Series, holds: str, exact: tuple[str, ...]) -> pd.Series:
    """Filled cells that need a second look."""
    if holds not in PLAIN:
        return cells.notna()
    array = pa.array(cells)
    plain = compute.match_substring_regex(array, PLAIN[holds])
    word = compute.is_in(compute.utf8_lower(array), pa.array(exact, array.type)) if holds in ("text", "date") else pa.scalar(False)
    odd = compute.fill_null(compute.or_(compute.invert(plain), word), False)
    return pd.Series(odd.to_numpy(zero_copy_only=False), index=cells.index)


def _nameless(columns: Mapping[str, pd.Series], reader: Reader) -> dict[str, pd.Series]:
    """Where the cells of a name are words for nothing, all of them: NULL NULL is no name, and Null alone is a surname."""
    empty = {
        name: by_value(columns[name], lambda values: values.str.fullmatch(reader.nameless, case=False)).eq(True)
        for name in ("full_name", "surname", "forename")
        if name in columns
    }
    both = empty["surname"] & empty["forename"] if {"surname", "forename"} <= set(empty) else None
    found = {"full_name": empty.get("full_name"), "surname": both, "forename": both}
    return {name: where for name, where in found.items() if where is not None and where.any()}


def _is_at_fault(code: str, column: str, extract: Extract) -> bool:
    """Whether a cell goes back to the sender. A row's own number that is spoilt is missed where it is, by the rule `empty`."""
    return code == ERROR_CELL or (code == SPOILT_NUMBER and column != extract.key)


def _at_fault(said: pd.Series, column: str, extract: Extract) -> list[tuple[int, str, str]]:
    codes = [code for code in (ERROR_CELL, SPOILT_NUMBER) if _is_at_fault(code, column, extract)]
    return [(row, column, code) for row, code in said[said.isin(codes)].items()]


def _findings(text: pd.DataFrame, said: pd.Series, column: str, table: str, extract: Extract) -> list[Finding]:
    codes = [code for code in said.unique() if code and not _is_at_fault(code, column, extract)]
    return [one for code in codes for one in findings_about(text[said == code], code, SEVERITIES[code], table, column, SENTENCES[code])]
