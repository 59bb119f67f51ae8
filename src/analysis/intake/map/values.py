"""Spellings into codes and text into numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

import pandas as pd

from analysis.intake.extracts import Extract, Spellings, is_pattern, spelling
from analysis.intake.sources import PERSONAL, TEXT, rows_in_words

UNKNOWN = "spelling_unknown"
"""What a cell is whose value the mapping gives no code."""


def by_value(text: pd.Series, function: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """The function of each distinct value, spread over the rows; an empty cell stays empty."""
    places, distinct = pd.factorize(text)
    results = function(pd.Series(distinct, dtype=TEXT))
    return results.reindex(places).set_axis(text.index)  # An empty cell has the place -1, which no result has.


def spelled(text: pd.Series) -> pd.Series:
    """Values as they are compared."""
    return by_value(text, lambda values: values.map(spelling).astype(TEXT))


def give_codes(text: pd.Series, codes: Spellings) -> pd.Series:
    """Our code for each value; an empty cell has the code of "", if there is one."""
    return by_value(text.fillna(""), lambda values: values.map(codes.meaning).astype(TEXT)).astype(TEXT)


def parse_whole_numbers(text: pd.Series) -> pd.Series:
    """Whole numbers, with or without commas between thousands; anything else is empty."""
    fits = text.str.fullmatch(r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})", na=False).astype(bool)
    return pd.to_numeric(text.where(fits).str.replace(",", "")).astype("Int64")


def spelling_faults(text: pd.DataFrame, cells: pd.DataFrame, table: str, extract: Extract, rule: Callable[[str], str]) -> list[str]:
    """A sentence for each spelling that has no code, for each file it stands in, with the nearest spelling that has one.

    ``cells`` are those that could not be read (``row``, ``column``, ``code``); ``rule`` says which rule such a cell of a column breaks.
    """
    unknown = cells[cells["code"] == UNKNOWN]
    private = private_values(text) if len(unknown) else set()
    return [
        fault
        for column, rows in unknown.groupby("column", sort=True)["row"]
        for fault in _column_faults(text.loc[rows], column, table, extract, rule(column), private)
    ]


def _column_faults(rows: pd.DataFrame, column: str, table: str, extract: Extract, rule: str, private: set[str]) -> Iterator[str]:
    for (file, value), same in rows.groupby(["_file", spelled(rows[column])], sort=True):
        shown = "a value that also stands in a column about who the child is" if value in private else repr(same[column].iloc[0])
        yield (
            f"{file}, column {_header(extract, column)}: {shown} ({rows_in_words(same)}; {len(same):,} in all) has no code (rule {rule}). "
            f"{_nearest(value, extract.values.get(column, {}))} Add it under [values.{column}] in config/extracts/{table}.toml, "
            f"have the cell put right, or write what is right into config/corrections/{table}.csv."
        )


def private_values(text: pd.DataFrame) -> set[str]:
    """What stands in the columns about who a child is, as it is compared: not to be quoted, wherever else it stands."""
    return {spelling(value) for column in PERSONAL if column in text for value in text[column].dropna().unique()}


def nearest_value(value: str, known: dict[str, str]) -> str:
    """The known spelling that comes nearest to a value, or ""."""
    by_spelling = {spelling(text): text for text in known if text and not is_pattern(text)}
    near = get_close_matches(value, list(by_spelling), n=1, cutoff=0.6)
    return by_spelling[near[0]] if near else ""


def _nearest(value: str, codes: dict[str, str]) -> str:
    if near := nearest_value(value, codes):
        return f"The nearest known spelling is {near!r}."
    known = ", ".join(repr(text) for text in codes if text)
    return f"Known are {known}." if known else "The mapping lists none."


def _header(extract: Extract, column: str) -> str:
    return extract.called(column)
