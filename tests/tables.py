"""Rows of any table for a test, made from its record: a new table needs no builder of its own."""

from __future__ import annotations

import pandas as pd

from analysis.base.table import BIRTH, Column
from analysis.chapters.tables import EXTRACTS, TABLES
from analysis.intake.sources import LOCAL_IDS, TEXT, TIME

DAY = "2016-05-01"
DTYPES = {"date": TIME, "whole number": "Int64", "number": "float64"}


def delivered_rows(table: str, *changes: dict, folder: str = "2016-17") -> pd.DataFrame:
    """Sound rows of an extract after mapping, each with a change and a number of its own, as rows 2, 3, ... of a file."""
    columns = [column for column in EXTRACTS[table].delivered if not column.is_optional]
    key = EXTRACTS[table].own_key
    lines = [_sound(columns) | _somebody(columns, n) | {key: f"{folder}-{n}"} | change for n, change in enumerate(changes)]
    return typed(lines, columns).assign(
        _file=pd.Series(f"{folder}/x.csv", index=range(len(lines)), dtype=TEXT),
        _sheet=pd.Series("", index=range(len(lines)), dtype=TEXT),
        _row=range(2, len(lines) + 2),
    )


def processed_rows(table: str, *changes: dict) -> pd.DataFrame:
    """Rows of a processed table, each with a change and a number of its own; what must not be empty is filled in."""
    columns = [column for column in TABLES[table].columns if column.is_kept]
    lines = [_sound(columns) | {columns[0].name: str(n)} | change for n, change in enumerate(changes)]
    return typed(lines, columns)


def _somebody(columns: list[Column], n: int) -> dict[str, object]:
    """Who a row is about: a number of the person, or where the table has none a name and a date of birth."""
    names = [column.name for column in columns]
    if number := next((name for name in LOCAL_IDS if name in names), ""):
        return {number: f"P{n}"}
    return {"full_name": f"Ann Bell{'a' * n}", BIRTH: pd.Timestamp(2003, 6, 5)} if {"full_name", BIRTH} <= {*names} else {}


def typed(lines: list[dict], columns: list[Column]) -> pd.DataFrame:
    """Lines as a frame with these columns in their types."""
    frame = pd.DataFrame(lines, columns=[column.name for column in columns])
    return frame.astype({column.name: DTYPES.get(column.kind, TEXT) for column in columns})


def _sound(columns: list[Column]) -> dict[str, object]:
    usual = {"date": DAY, "whole number": 1}
    return {column.name: usual.get(column.kind, column.codes[0] if column.codes else None) for column in columns if column.must}
