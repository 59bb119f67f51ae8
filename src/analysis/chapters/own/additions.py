"""Columns that a council adds to tables of the project: what the records of tables and figures become with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.base.chapter import Chapter
from analysis.base.measures import Count, Different, People, Share, ShareOfPeople, Total
from analysis.base.spec import Breakdown, Indicator
from analysis.base.table import NOT_RECORDED, Column, TableRecord, code, made, place
from analysis.base.toml_lines import Keys
from analysis.chapters.own.agreement import NAME, Faults, faults_of_categories
from analysis.chapters.own.records import categories_of
from analysis.chapters.own.written import OwnAddition, OwnAdditions

BY_CHILD = (People, ShareOfPeople)
PROTECTED = (Count, Share, *BY_CHILD)
"""Measures that any column can divide."""
OF_SERVICES = (Total, Different)
"""Those that it can divide where nothing needs to be hidden."""

FIRST = "first_event"
"""The caveat that a child stands where its first event puts it."""


@dataclass(frozen=True)
class Addition:
    """A column of the extract ``table``, with the breakdown of those ``figures`` that are divided by it.

    ``tables`` are the extract and those that take the column over from it.
    """

    table: str
    tables: tuple[str, ...]
    column: Column
    breakdown: Breakdown
    figures: frozenset[str]


def addition_of(table: str, key: str, own: OwnAddition, others: Sequence[Chapter]) -> Addition:
    """The record of a column of one's own."""
    column = place(key, own.holds, recorded=own.recorded) if own.names else code(key, own.holds, *own.categories, recorded=own.recorded)
    breakdown = Breakdown(
        key,
        own.name,
        key,
        categories_of(own.categories),
        own.verb,
        by_name=key if own.names else "",
        names=own.names,
        shortest=own.shortest,
        edition=own.edition,
        recorded=own.recorded,
    )
    tables = tables_with(table, others)
    divisible = {one.key for one in divisible_figures(tables, others)}
    return Addition(table, tables, column, breakdown, frozenset(own.figures or divisible))


def tables_with(table: str, others: Sequence[Chapter]) -> tuple[str, ...]:
    """A table, and those made from it that take its columns over."""
    made_here = [one for chapter in others for one in chapter.tables]
    takers = [one.key for one in made_here if any(source.passes_on and source.table == table for source in one.made_from)]
    return (table, *(name for taker in takers for name in tables_with(taker, others)))


def divisible_figures(tables: Sequence[str], others: Sequence[Chapter]) -> list[Indicator]:
    """The figures counted from some tables that a further column can divide."""
    people = {table.key for one in others for table in one.tables if table.has_people}
    return [
        figure
        for one in others
        for figure in one.indicators
        if figure.source in tables and isinstance(figure.measure, PROTECTED if figure.source in people else (*PROTECTED, *OF_SERVICES))
    ]


def with_additions(chapter: Chapter, additions: Iterable[Addition]) -> Chapter:
    """A chapter whose tables have the columns, and whose figures are divided by them."""
    for one in additions:
        tables = tuple(_table(table, one) for table in chapter.tables)
        chapter = replace(chapter, tables=tables, indicators=tuple(divided_by(one, figure) for figure in chapter.indicators))
    return chapter


def divided_by(one: Addition, figure: Indicator) -> Indicator:
    """A figure with the breakdown of a column, if it is among those that are divided by it."""
    if figure.key not in one.figures:
        return figure
    by_first = isinstance(figure.measure, BY_CHILD) and FIRST not in figure.caveats
    return replace(figure, breakdowns=(*figure.breakdowns, one.breakdown), caveats=(*figure.caveats, FIRST) if by_first else figure.caveats)


def faults_of_additions(table: str, own: OwnAdditions, others: Sequence[Chapter]) -> Iterator[tuple[Keys, str]]:
    """What is wrong with the columns that a file adds to the table of its name, each with the keys that lead to it."""
    known = {one.key: one for chapter in others for one in chapter.tables if one.is_extract}
    if table not in known:
        yield (), f"the file has the name of its table, and there is no table {table} of the project. There are: {', '.join(known)}"
        return
    tables = tables_with(table, others)
    figures = {one.key: one for one in divisible_figures(tables, others)}
    if not figures:
        yield (), f"no figure that a column could divide is counted from {table}"
    for key, written in own.columns.items():
        yield from _name(key)
        yield from _taken(key, [one for chapter in others for one in chapter.tables], tables)
        for one in figures.values():
            if key in {way.key for way in one.breakdowns}:
                yield ("columns", key), f"{one.key} is divided by {key} already: give yours another name"
        yield from _categories(key, written)
        for name in written.figures:
            if name not in figures:
                yield ("columns", key, "figures"), f"{name!r} is no figure that this column could divide. There are: {', '.join(figures)}"


def _table(table: TableRecord, one: Addition) -> TableRecord:
    if table.key not in one.tables:
        return table
    return replace(table, columns=(*table.columns, one.column if table.key == one.table else made(one.column)))


def _name(key: str) -> Faults:
    if not NAME.fullmatch(key) or key.endswith(("_on", "_at", "_id")):
        rule = "write small letters, digits and underscores, a letter first, and none of _on, _at and _id at the end"
        yield ("columns", key), f"{key!r} is no name for this column: {rule}"


def _taken(key: str, all_tables: Iterable[TableRecord], tables: Sequence[str]) -> Faults:
    """Numbers, identifiers and what says who a child is are known by the names of their columns, whichever table they stand in."""
    for table in all_tables:
        there = next((column for column in table.columns if column.name == key), None)
        if there and (table.key in tables or there.is_personal or there.kind not in ("text", "code")):
            yield ("columns", key), f"there is a column {key} in the table {table.key} already: give yours another name"


def _categories(key: str, own: OwnAddition) -> Faults:
    if bool(own.categories) == bool(own.names):
        yield ("columns", key), "write categories, one for each code that may stand there, or names, and not both"
    yield from faults_of_categories(("columns", key, "categories"), own.categories)
    if own.categories and NOT_RECORDED not in own.categories:
        words = f'{{ label = "Not recorded", words = "without a recorded {own.name}" }}'
        yield ("columns", key, "categories"), f"an empty cell counts nowhere: write categories.{NOT_RECORDED} = {words}"
    if len(own.categories) == 1:
        yield ("columns", key, "categories"), "one category divides nothing: write one for each code"
