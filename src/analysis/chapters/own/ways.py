"""By which columns a question may be divided, and how a chapter writes each way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.base.formats import did_you_mean, near, sentence_case
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Indicator
from analysis.base.table import Column, TableRecord
from analysis.chapters.own.records import SHARED, breakdown_of
from analysis.chapters.own.written import OwnBreakdown, OwnCategory


@dataclass(frozen=True)
class Way:
    """A way to divide: its key, its record, and how a chapter writes it where it is not one that all tables share."""

    key: str
    record: Breakdown
    written: OwnBreakdown | None = None

    @property
    def has_codes(self) -> bool:
        """Whether each row has one of some codes, which are known."""
        return bool(self.record.categories) and not self.record.overlap


def way_called(name: str, table: TableRecord, own: Indicator | None, figures: Iterable[Indicator]) -> Way:
    """The way to divide rows of a table that has this name, or whose column has it.

    It is one of the figure itself; or one of another figure, of this table before others, that has a category for each code; or a column of
    codes. Raises `Fault`, naming what is near, for any other.
    """
    columns = {column.name: column for column in table.columns if column.is_kept}
    every = [(one, way) for one in figures for way in one.breakdowns if way.column in columns and _has_all(way, columns[way.column])]
    known = [*((own, way) for way in (own.breakdowns if own else ()) if way.column in columns)]
    known += [pair for pair in every if pair[0].source == table.key]
    by_column = (pair for pair in every if pair[1].column == name and name not in SHARED)
    if found := next((pair for told in ("key", "column") for pair in known if getattr(pair[1], told) == name), next(by_column, None)):
        figure, way = found
        return _made(way.key, OwnBreakdown(like=f"{figure.key}.{way.key}"), figure)
    if name in SHARED and name in columns:
        return _made(name, OwnBreakdown(like=name))
    if name in columns and columns[name].codes and not columns[name].holds_several:
        return _made(name, _of_codes(columns[name]))
    there = list(dict.fromkeys([*(way.key for _, way in known), *_coded(columns.values())]))
    why = f"{name} is a {columns[name].kind}, and no column of codes" if name in columns else f"{table.key} has no column {name!r}"
    raise Fault(f"{why}. {did_you_mean(near(name, there))}It is divided by: {', '.join(there) or 'nothing'}.")


def _has_all(way: Breakdown, column: Column) -> bool:
    """Whether each code of a column has a category."""
    return not way.overlap and set(column.codes) <= set(way.codes)


def label_of(code: str) -> str:
    """A code in words."""
    return sentence_case(code.replace("_", " "))


def _made(key: str, written: OwnBreakdown, *figures: Indicator) -> Way:
    return Way(key, breakdown_of(key, written, {one.key: one for one in figures}), written)


def _coded(columns: Iterable[Column]) -> Iterator[str]:
    return (column.name for column in columns if (column.codes and not column.holds_several) or column.name in SHARED)


def _of_codes(column: Column) -> OwnBreakdown:
    categories = {code: OwnCategory(label=label_of(code), words=f"recorded as {label_of(code).lower()}") for code in column.codes}
    return OwnBreakdown(name=column.name.replace("_", " "), column=column.name, categories=categories)
