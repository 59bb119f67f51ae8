"""Rows about children, for the internal edition and a screen alone: without what says who a child is, and never in what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from IPython.display import display

from analysis.base.formats import did_you_mean, near
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Indicator
from analysis.base.table import Column, TableRecord
from analysis.base.wording import in_words_of
from analysis.chapters.own.ways import label_of
from analysis.chapters.tables import TABLES
from analysis.count.left import left_to_count
from analysis.report.absent import note
from analysis.report.opened import Opened

INTERNAL = 'Rows about children are for the internal edition alone. Open the report with open_report(period, "internal").'
CAUTION = (
    "These are rows about children, without names. Look at them here and nowhere else: they are not saved with the notebook, and must not "
    "be copied, sent or published. What may be done with rows is told in the guide to notebooks."
)
KEYED = {"child_id": "people", "episode_id": "episodes"}
"""The identifiers that link tables, and the table that has each of them once: their numbers are the same in all tables."""


def rows_of(opened: Opened, table: str, period: Period) -> pd.DataFrame:
    """The rows of a table that happened in a period, as the last run counted them: see ``report.rows``."""
    if opened.edition != "internal":
        raise Fault(INTERNAL)
    if table not in TABLES:
        raise Fault(f"There is no table {table!r}. {did_you_mean(near(table, TABLES))}`report.tables()` lists them all.")
    material = left_to_count(opened.workspace, [table, *KEYED.values()])
    if table not in material.tables:
        raise Fault(f"The last run took in no {table}. `report.quality` tells what was delivered.")
    record, rows = in_words_of(opened.workspace.authority, TABLES[table]), material.tables[table]
    happened = rows[period.contains(rows[record.event])].reset_index(drop=True) if record.event in rows else rows
    display(note(CAUTION))
    return typed_rows(happened, record, _numbers(material.tables), opened.records)


def typed_rows(rows: pd.DataFrame, record: TableRecord, numbers: Mapping[str, pd.Series], figures: Iterable[Indicator]) -> pd.DataFrame:
    """Rows with the columns that may be looked at alone: moments, numbers, and codes as the labels of ``figures``, in their order.

    ``numbers`` say by identifier which number stands for a child or an episode in place of what systems call it.
    """
    labels = labels_of(figures)
    kept = [column for column in record.columns if column.name in rows and column.may_be_looked_at]
    linked = {name: rows[name].map(numbers[name]).astype("Int64") for name in numbers if name in rows}
    return pd.DataFrame(
        {**linked, **{column.name: _typed(rows[column.name], column, labels) for column in kept if column.name not in linked}}
    )


def _numbers(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """For each identifier that links tables a number for each one that there is, whatever table it stands in."""
    homes = {name: tables[home][name] for name, home in KEYED.items() if home in tables}
    each = {name: pd.Index(one.dropna().unique()) for name, one in homes.items()}
    return {name: pd.Series(range(1, len(known) + 1), index=known) for name, known in each.items() if len(known)}


def labels_of(figures: Iterable[Indicator]) -> dict[tuple[str, str], str]:
    """What figures call the codes of columns."""
    ways = [way for one in figures for way in one.breakdowns]
    return {(way.column, one.code): one.label.replace("~", "") for way in reversed(ways) for one in way.categories}


def _typed(values: pd.Series, column: Column, labels: Mapping[tuple[str, str], str]) -> pd.Series:
    if column.codes and not column.holds_several:
        told = {code: labels.get((column.name, code)) or label_of(code) for code in column.codes}
        return values.map(told).astype(pd.CategoricalDtype(list(dict.fromkeys(told.values())), ordered=True))
    if column.kind == "date":
        return pd.to_datetime(values)
    if column.kind == "whole number":
        return values.astype("Int64")
    return values.astype("Float64") if column.kind == "number" else values.astype("category")
