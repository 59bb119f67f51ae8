"""Rows of a file that say two things, as two rows of their table: an episode in one row is a message that a child is missing and one that
it was found.

Everything up to here, corrections among it, is about rows as the sender knows them; everything from here on is about rows as they are
counted. Both rows have the place of the one that they come from, and `SECOND` says in which column of it the second one stands.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.base.table import SecondRow
from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import ORIGIN, SECOND, TEXT

Tables = dict[str, pd.DataFrame]


def unfold(tables: Tables, unreadable: Tables) -> tuple[Tables, Tables]:
    """The tables, and the cells that could not be read, with a second row for each row that says two things.

    The number of a second row is that of the first with ``/`` and its code, such as ``1001/found``.
    """
    both = {table: _unfold(rows, unreadable[table], table) for table, rows in tables.items() if _is_twofold(rows, table)}
    return tables | {table: rows for table, (rows, _) in both.items()}, unreadable | {table: cells for table, (_, cells) in both.items()}


def as_in_file(failures: pd.DataFrame, rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """Faults of rows with the column in which the sender finds each: what is wrong with when a second row was, stands in its column."""
    if SECOND not in rows or failures.empty:
        return failures
    second = EXTRACTS[table].second
    made = (failures["row"].map(rows[SECOND]) != "") & failures["column"].isin([second.at, second.says[0]])
    return failures.assign(column=failures["column"].mask(made, second.column).astype(TEXT))


def once(cases: pd.DataFrame) -> pd.DataFrame:
    """Faults with the place of their rows, each once: what a row says of both its things is one cell."""
    return cases[~cases.duplicated([*ORIGIN, "column", "code"])]


def rows_of_file(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, each row of a file once."""
    return rows[~rows.duplicated(ORIGIN)] if SECOND in rows else rows


def own_number(rows: pd.DataFrame, key: str, table: str) -> pd.Series:
    """The number that each row has in its file."""
    second = EXTRACTS[table].second
    return rows[key].where(rows[SECOND] == "", rows[key].str.removesuffix(f"/{second.says[1]}")) if SECOND in rows else rows[key]


def each_once(fates: Mapping[str, Tables]) -> dict[str, Tables]:
    """The rows of each fate, by table, where a row of a file that became two has one fate: the first of its two in the order of these."""
    twofold = {table for tables in fates.values() for table, rows in tables.items() if SECOND in rows}
    whole = {table: _with_fate(table, fates) for table in twofold}
    return {
        fate: {table: whole[table][whole[table]["fate"] == fate] if table in twofold else rows for table, rows in tables.items()}
        for fate, tables in fates.items()
    }


def _with_fate(table: str, fates: Mapping[str, Tables]) -> pd.DataFrame:
    return pd.concat([tables[table][ORIGIN].assign(fate=fate) for fate, tables in fates.items() if table in tables]).drop_duplicates(ORIGIN)


def _is_twofold(rows: pd.DataFrame, table: str) -> bool:
    second = EXTRACTS[table].second if table in EXTRACTS else None
    return second is not None and second.column in rows


def _unfold(rows: pd.DataFrame, unreadable: pd.DataFrame, table: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    second = EXTRACTS[table].second
    first = rows.drop(columns=second.column).assign(**{SECOND: _named("", rows)})
    made = _second_rows(rows, unreadable, second, EXTRACTS[table].own_key)
    cells = _cells_of_second(unreadable, second).assign(row=lambda cells: cells["row"] + len(rows))
    of_first = unreadable[unreadable["column"] != second.column]
    return pd.concat([first, made]), pd.concat([of_first, cells[cells["row"].isin(made.index)]], ignore_index=True)


def _second_rows(rows: pd.DataFrame, unreadable: pd.DataFrame, second: SecondRow, key: str) -> pd.DataFrame:
    """The second rows, with numbers of their own and an index after that of the first ones. A date that cannot be read makes one too."""
    unread = unreadable.loc[unreadable["column"] == second.column, "row"]
    said = rows[rows[second.column].notna() | rows.index.isin(unread)]
    column, code = second.says
    told = {key: said[key] + f"/{code}", column: _named(code, said), second.at: said[second.column], SECOND: _named(second.column, said)}
    empty = {name: pd.Series(None, index=said.index, dtype=rows[name].dtype) for name in second.without}
    return said.drop(columns=second.column).assign(**told, **empty).set_axis(said.index + len(rows))


def _cells_of_second(unreadable: pd.DataFrame, second: SecondRow) -> pd.DataFrame:
    """Of the cells of rows that could not be read, those of their second rows."""
    about_both = unreadable[~unreadable["column"].isin([second.at, second.says[0], *second.without])]
    return about_both.assign(column=about_both["column"].replace(second.column, second.at))


def _named(text: str, rows: pd.DataFrame) -> pd.Series:
    return pd.Series(text, index=rows.index, dtype=TEXT)
