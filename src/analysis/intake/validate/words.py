"""A rule on words with dates: what a record says at a time at which, by the vocabulary, nobody recorded it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.base.table import Column, TableRecord
from analysis.base.vocabulary import FURTHER, NEVER, Days, Vocabulary
from analysis.chapters.tables import EXTRACTS
from analysis.intake.validate.rule import Found, Rule, RuleInput

WITH_DAYS = ("absent", *FURTHER)
"""Codes of records that have days in the vocabulary, beside those of its lists."""


def _dated(table: TableRecord) -> tuple[Column, ...]:
    """The columns whose codes have days. A history is sent again in the words of today, also of what was long before."""
    return () if table.is_history else tuple(one for one in table.delivered if one.listed or not set(WITH_DAYS).isdisjoint(one.codes))


COLUMNS = {key: columns for key, table in EXTRACTS.items() if (columns := _dated(table))}
FIELDS = {key: tuple(column.name for column in columns) for key, columns in COLUMNS.items()}


def _spans(column: Column, vocabulary: Vocabulary) -> dict[str, Days]:
    """The codes of a column that have days, with these; a code that no list has is refused with its mapping."""
    listed = {one.code: one for one in getattr(vocabulary, column.listed)} if column.listed else {}
    further = {code: getattr(vocabulary, code) for code in WITH_DAYS if code in column.codes}
    return {code: days for code, days in (listed | further).items() if days != NEVER}


def _out_of_date(given: RuleInput) -> list[Found]:
    return [
        Found(table, folder, column.name, f"{len(rows):,} {'row says' if len(rows) == 1 else 'rows say'} {code!r} {_when(span)}", len(rows))
        for table, columns in COLUMNS.items()
        if table in given.tables
        for column in columns
        for code, span in _spans(column, given.vocabulary).items()
        for folder, rows in _outside(given.tables[table], column.name, code, span, EXTRACTS[table].event, given)
    ]


def _outside(rows: pd.DataFrame, column: str, code: str, span: Days, event: str, given: RuleInput) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each folder that say a code on a day on which it was not recorded."""
    if column not in rows:
        return
    early = rows[event] < pd.Timestamp(span.since or pd.Timestamp.min)
    late = rows[event].dt.normalize() > pd.Timestamp(span.until or pd.Timestamp.max)
    said = rows[(rows[column] == code) & (early | late)]
    yield from said.groupby(given.folder(said))


def _when(span: Days) -> str:
    """The days outside a span, in words."""
    ends = (("before", span.since), ("after", span.until))
    return " or ".join(f"{word} {day:%d/%m/%Y}" for word, day in ends if day)


WORDS = (
    Rule(
        "word_out_of_date", "warn", "table", FIELDS,
        "rows say what, by `config/vocabulary.toml`, was not recorded on their day",
        "Put the days in `config/vocabulary.toml` right, so that series break when the records changed; or ask the sender.",
        compare=_out_of_date,
    ),
)  # fmt: skip
