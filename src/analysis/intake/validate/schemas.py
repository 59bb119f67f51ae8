"""What each extract must look like after mapping, as a schema made from its record.

The schemas are for columns that are already dates, numbers and codes. What a check is called is the code of its rule.
"""

from __future__ import annotations

import pandera.pandas as pa

from analysis.base.table import Column, TableRecord

TYPES = {"date": pa.DateTime, "whole number": "Int64"}


def schema_of(table: TableRecord) -> pa.DataFrameSchema:
    """The schema of an extract."""
    columns = {column.name: _column(column) for column in table.delivered}
    return pa.DataFrameSchema(columns, checks=_checks(table), title=table.title, description=table.row)


def _column(column: Column) -> pa.Column:
    return pa.Column(
        TYPES.get(column.kind),
        checks=_cell_checks(column),
        nullable=not column.must,
        unique=column.kind == "key",
        required=not column.is_optional,
        description=column.what,
    )


def _cell_checks(column: Column) -> list[pa.Check]:
    if column.codes:
        return [pa.Check(lambda cells: cells.isin([cell for cell in cells.dropna().unique() if column.allows(cell)]), error="unknown_code")]
    return [pa.Check.ge(0, error="negative")] if column.kind == "whole number" else []


def _checks(table: TableRecord) -> list[pa.Check]:
    if table.lasts is None:
        return []
    first, last = table.lasts
    return [pa.Check(lambda rows: ~(rows[last] < rows[first]), error="ends_before_it_starts")]
