"""An example of a figure that was asked for and not written by anyone: the fewest rows that show what counts and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.base.measures import Condition, Different, Share, ShareOfPeople, Total
from analysis.base.spec import Example, Measure
from analysis.base.table import Column, TableRecord
from analysis.chapters.columns import CHILD

PERIOD, INSIDE, AFTER = "2016-17", "2016-06-10", "2017-06-10"
NUMBER = 3
"""What stands in a column of numbers; any number will do."""

Row = dict[str, object]


def drawn_example(measure: Measure, table: TableRecord, dated_by: str, divided_by: Iterable[str]) -> Example:
    """A row that counts and one that does not: of a share one of the whole alone, otherwise one of the next year."""
    columns = {column.name: column for column in table.columns if column.is_kept}
    parts = [one for name in ("of", "whole", "part") if isinstance(one := getattr(measure, name, None), Condition)]
    looked_at = dict.fromkeys([*(column for one in parts for column, _ in one.tests), *divided_by])
    usual = {name: _usual(columns.get(name), name) for name in looked_at}
    days = dict.fromkeys([table.event, dated_by], INSIDE)
    own = {table.kept[0]: 1} | ({CHILD.name: "A"} if CHILD.name in columns else {}) | _number(measure)
    counts = own | days | usual | _meeting(parts)
    share = isinstance(measure, Share | ShareOfPeople)
    other = _outside(counts, measure.part, columns) if share else counts | dict.fromkeys(days, AFTER)
    second = (other or counts) | {table.kept[0]: 2} | ({CHILD.name: "B"} if CHILD.name in columns else {})
    return Example(_drawn([counts, second]), PERIOD, *_gives(measure, other is not None))


def _gives(measure: Measure, leaves_one: bool) -> tuple[str, str]:
    """What the rows come to, and why."""
    if isinstance(measure, Share | ShareOfPeople):
        return ("50", "The first, of both.") if leaves_one else ("100", "Both.")
    value = NUMBER if isinstance(measure, Total) else 1
    return str(value), "The first; the second was in the next year."


def _number(measure: Measure) -> Row:
    if isinstance(measure, Total):
        return {measure.column: NUMBER}
    return {measure.column: "one"} if isinstance(measure, Different) else {}


def _meeting(conditions: Iterable[Condition]) -> Row:
    """The first value of each column that all conditions let through."""
    allowed: dict[str, tuple[object, ...]] = {}
    for column, values in (test for one in conditions for test in one.tests):
        allowed[column] = tuple(value for value in allowed.get(column, values) if value in values)
    return {column: values[0] for column, values in allowed.items() if values}


def _outside(row: Row, part: Condition, columns: Mapping[str, Column]) -> Row | None:
    """The row with another value in a column that the part of a share asks for; nothing where every value is in the part."""
    for name, values in part.tests:
        known = columns[name].codes if name in columns and columns[name].codes else (99, "another")
        others = [value for value in known if value not in values and isinstance(value, type(values[0]))]
        if others:
            return row | {name: others[0]}
    return None


def _usual(column: Column | None, name: str) -> object:
    if column is not None and column.codes:
        return column.codes[0]
    return NUMBER if column is not None and column.kind == "whole number" else name.replace("_", " ")


def _drawn(rows: list[Row]) -> str:
    """Rows as a table drawn in text."""
    names = list(rows[0])
    widths = [max(len(str(cell)) for cell in (name, *(row[name] for row in rows))) for name in names]
    lines = [names, *([row[name] for name in names] for row in rows)]
    return "\n".join(" | ".join(str(cell).ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)
