"""A rule on words with dates: what a record says at a time at which, by the vocabulary, nobody recorded it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.base.vocabulary import Days, Vocabulary
from analysis.chapters.tables import EXTRACTS
from analysis.intake.validate.rule import Found, Rule, RuleInput

FIELDS = {"notifications": ("category", "initial_risk", "final_risk")}


def _spans(vocabulary: Vocabulary) -> dict[str, Mapping[str, Days]]:
    """The codes of each column that have dates, with these."""
    levels = {level.code: level for level in vocabulary.risk_levels}
    return {"category": {"absent": vocabulary.absent}, "initial_risk": levels, "final_risk": levels}


def _out_of_date(given: RuleInput) -> list[Found]:
    return [
        Found(table, folder, column, f"{len(rows):,} {'row says' if len(rows) == 1 else 'rows say'} {code!r} {_when(span)}", len(rows))
        for table, columns in FIELDS.items()
        if table in given.tables
        for column in columns
        for code, span in _spans(given.vocabulary)[column].items()
        for folder, rows in _outside(given.tables[table], column, code, span, EXTRACTS[table].event, given)
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
