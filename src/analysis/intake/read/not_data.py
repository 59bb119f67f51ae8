"""Rows under a header that are no data: totals, repeated headers, rules of dashes, remarks about the table, blank ones.

A row that holds data is never among them. But for a total, which the mapping names, such a row has nothing but dashes, or one cell that
speaks of the table and not of a row of it; a row with one cell that may be data stays, and the checks say what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd

from analysis.intake.extracts import Extract, Spellings, is_pattern, spelling
from analysis.intake.sources import TEXT

Test = Callable[[tuple[str, ...]], bool]

DASHES = "-–—_=+|~"
"""What programs draw lines with, under a header or below a table."""

_NUMBER = r"\d[\d,. ]*"
_MADE = r"(run|generated|produced|printed|created|exported|extracted|downloaded|prepared|compiled|refreshed|published|executed)"
_ABOUT = r"(report|extract|export|file|data|query|list|table|results?|document|spreadsheet)"
_REMARKS = (
    # SQL Server, psql, MySQL, Oracle and DB2 say how many rows there were, and how long it took.
    rf"({_NUMBER}|no) (rows?|records?|results?|lines?)(\(s\))?( (affected|selected|returned|in set|found|exported))*( \([\d.]+ s(ec)?\))?",
    rf"(total |number of |count of )*(rows?|records?)( (count|total|returned|exported|affected|selected))?:? ?{_NUMBER}",
    r"(completion|execution|elapsed|run|start|end|finish)( time|ed at|ed)?: ?.+",
    r"(time|duration): ?[\d.:]+ ?(ms|s|sec|seconds|minutes)?( \(.*\))?",
    r"(query|command|statement)(\(s\)|s)? (ok|executed|completed|finished|returned).*",
    r"(warning|info|note|nb|n\.b\.|msg|message|source|footnote)( \d+)?: ?.+",
    # Reporting tools say who made it, when, and with which filters.
    rf"({_ABOUT} )*((was|were|is|last) )*{_MADE} ?(by|on|at|date|time|using|:)[ :].+",
    rf"({_ABOUT} )+((was|were|is) )*{_MADE} (from|for|in) .+",
    rf"({_ABOUT} |applied |active )*(parameters?|filters?|criteria|prompts?|selections?)( (applied|used|set))?( are)?:.*",
    rf"({_ABOUT} )*(as (at|of)|correct (at|as of)|(last )?updated|date|title|version|author|owner) ?(:|on |at |by |\d).+",
    rf"({_ABOUT} |last )+(updated|refreshed?|modified)( (on|at|date|time))*:? .+",
    rf"page {_NUMBER}( ?(of|/) ?{_NUMBER})?",
    # The end, and who may read it.
    rf"(this is the )?(end|eof)( of( the| this)? (\w+ )?{_ABOUT})?",
    r"(there are )?no (more|further|other) (rows|records|data|results)",
    r"(uk )?(official|confidential|restricted)( ?[-–—:/(] ?.+| (and|when|information|data|document)\b.*)?",
    r"(©|\(c\)|copyright) ?.+",
)
REMARKS = re.compile(rf"\(?({'|'.join(_REMARKS)})\)?")
"""What programs write under a table, as `spelling` compares it and without the signs around it."""

LONGEST = 1000
OUTER = " \t\r\n\xa0\ufeff"
"""What may stand around a cell and is no part of it; the last is the mark in front of UTF-8, within a file where two were put together."""

_AROUND = " *-–—_=#<>.\t"


def reasons_under(rows: pd.DataFrame, blank: pd.Series, headers: Sequence[str], key: int | None, extract: Extract) -> pd.Series:
    """Why each row under the header is no data; "" when it is.

    ``key`` is the place of the column that every row of data has filled; where there is none, nothing but dashes tells.
    """
    reasons = pd.Series("", index=rows.index, dtype=TEXT).mask(blank, "blank")
    filled = rows[~blank] if blank.any() else rows
    if len(filled):
        reasons[~blank] = (_drawn(filled, 0) if key is None else _reasons(filled, headers, key, extract)).to_numpy()
    return reasons


def _drawn(rows: pd.DataFrame, place: int) -> pd.Series:
    """The rows with nothing but dashes, told by a column first."""
    reasons, cells = pd.Series("", index=rows.index, dtype=TEXT), rows[place].str.strip(OUTER)
    _mark(reasons, rows, (cells == "") | cells.str.startswith(tuple(DASHES)), "dashes", _is_dashes)
    return reasons


def _reasons(rows: pd.DataFrame, headers: Sequence[str], key: int, extract: Extract) -> pd.Series:
    reasons, keys = _drawn(rows, key), rows[key].str.strip(OUTER)
    _mark(reasons, rows, _maybe_remark(rows, key, keys) & (reasons == ""), "remark", _is_remark)
    _mark(reasons, rows, _maybe_total(keys, extract), "total", _is_total(key, extract))
    _mark(reasons, rows, keys == headers[key], "header", _is_header(headers))
    return reasons


def blank_rows(rows: pd.DataFrame) -> pd.Series:
    """Whether each row is blank."""
    blank = pd.Series(True, index=rows.index)
    for column in rows:
        if not blank.any():
            break
        # Only where everything before was empty is there more to look at.
        here = rows.loc[:, column][blank.to_numpy()] if not blank.all() else rows[column]
        blank[blank.to_numpy()] = (here.str.strip() == "").to_numpy()
    return blank


def _mark(reasons: pd.Series, rows: pd.DataFrame, candidates: pd.Series, reason: str, test: Test) -> None:
    """Give the reason to those candidates that pass the test; few rows are candidates, so each can be looked at."""
    places = candidates.to_numpy().nonzero()[0]
    hits = [place for place, row in zip(places, rows.iloc[places].itertuples(index=False, name=None), strict=True) if test(row)]
    reasons.iloc[hits] = reason


def _maybe_remark(rows: pd.DataFrame, key: int, keys: pd.Series) -> pd.Series:
    """Rows that have no key, or nothing but one."""
    return (keys == "") | blank_rows(rows.drop(columns=key))


def _is_remark(row: tuple[str, ...]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    return len(filled) == 1 and len(filled[0]) < LONGEST and bool(REMARKS.fullmatch(spelling(filled[0]).strip(_AROUND)))


def _is_dashes(row: tuple[str, ...]) -> bool:
    return all(set(cell) <= {*DASHES, " "} for cell in row)


def _maybe_total(keys: pd.Series, extract: Extract) -> pd.Series:
    """Rows worth a closer look: without a key, or with one that the mapping declares to be no data."""
    if any(map(is_pattern, extract.not_data)):
        return pd.Series(True, index=keys.index)
    first_letters = tuple({text.strip()[:1].casefold() for text in extract.not_data if text.strip()})
    return (keys == "") | keys.str.casefold().str.startswith(first_letters) if first_letters else keys == ""


def _is_total(key: int, extract: Extract) -> Test:
    words = Spellings.of((text, text) for text in extract.not_data)

    def test(row: tuple[str, ...]) -> bool:
        place = next((i for i, cell in enumerate(row) if cell.strip()), None)
        return place is not None and (place == key or not row[key].strip()) and words.meaning(row[place]) is not None

    return test


def _is_header(headers: Sequence[str]) -> Test:
    compared = [spelling(header) for header in headers]

    def test(row: tuple[str, ...]) -> bool:
        return all(not cell.strip() or spelling(cell) == header for cell, header in zip(row, compared, strict=True))

    return test
