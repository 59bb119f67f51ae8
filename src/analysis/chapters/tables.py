"""All tables, and what follows from their records: which extracts and which rows a processed table is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from analysis.base.settings import Authority
from analysis.base.spec import Indicator
from analysis.base.table import MadeFrom, OnlyHere, TableRecord, made, own_key, text
from analysis.base.vocabulary import Vocabulary
from analysis.base.wording import with_codes_of
from analysis.chapters import CHAPTERS, chapters_of
from analysis.chapters.columns import SEX, TYPE_OF_EXPLOITATION

TABLES = {table.key: table for chapter in CHAPTERS for table in chapter.tables}
"""Every table by its key, but for `PEOPLE`."""

EXTRACTS = {key: table for key, table in TABLES.items() if table.is_extract}
"""The tables that arrive."""


def tables_with_codes_of(vocabulary: Vocabulary) -> dict[str, TableRecord]:
    """The tables that arrive, with the codes of a vocabulary."""
    return {key: with_codes_of(vocabulary, table) for key, table in EXTRACTS.items()}


PEOPLE = TableRecord(
    "people",
    "Children",
    "one child",
    "",
    (
        made(own_key("child_id", "the child, as one person over all tables")),
        made(SEX),
        made(text("sources", "the systems that know the child, joined by '+'")),
    ),
    is_extract=False,
)
"""Who there is when the rows that name children have found each other, over all tables."""


def extracts_of(authority: Authority) -> frozenset[str]:
    """The extracts of the chapters that an authority's report has."""
    return frozenset(table.key for chapter in chapters_of(authority) for table in chapter.tables if table.is_extract)


def extracts_behind(key: str) -> tuple[str, ...]:
    """The extracts that a processed table is made from, its own first; a table without a record, as an example has, is its own.

    For example ``episodes`` is made from notifications, placements and the details of placements.
    """
    return tuple(dict.fromkeys(_extracts_behind(key)))


def _extracts_behind(key: str) -> Iterator[str]:
    if key not in TABLES or TABLES[key].is_extract:
        yield key
    for source in sources_of(key):
        yield from _extracts_behind(source.table)


def sources_of(key: str) -> tuple[MadeFrom, ...]:
    """The other tables that a processed one is made from."""
    return TABLES[key].made_from if key in TABLES else ()


def rows_behind(key: str) -> dict[str, str]:
    """The extracts of which all rows with the same value in a column stand behind a row: the column of each."""
    return dict(_rows_behind(key))


def _rows_behind(key: str) -> Iterator[tuple[str, str]]:
    for source in sources_of(key):
        if source.stand_behind and TABLES[source.table].is_extract:
            yield source.table, source.by
        elif source.stand_behind:
            yield from _rows_behind(source.table)


def is_by_type(indicator: Indicator) -> bool:
    """Whether the rows that an indicator counts say which type of exploitation they are about."""
    return indicator.source in TABLES and TYPE_OF_EXPLOITATION.name in TABLES[indicator.source].kept


def delivered_with(key: str) -> str:
    """The extract whose delivery is that of the table: its own, or the first that it is made from."""
    return extracts_behind(key)[0]


def is_paired_by_child(key: str) -> bool:
    """Whether rows of the table are found by whose they are, so that it matters to them which records are of one child."""
    return any(source.by == "child_id" or is_paired_by_child(source.table) for source in sources_of(key))


def named_together(key: str) -> str:
    """The column by which rows of a table belong together: the child or, where that does not stand there, what the rows name first."""
    if key not in TABLES or "child_id" in TABLES[key].kept:
        return "child_id"
    return next((one.name for one in TABLES[key].columns if one.kind == "identifier" and one.is_kept), "child_id")


def tables_needed(key: str, columns: set[str]) -> tuple[str, ...]:
    """The other tables without which these columns of a table say nothing, also those that stand behind a table it is made from."""
    return tuple(dict.fromkeys(_tables_needed(key, columns)))


def _tables_needed(key: str, columns: set[str]) -> Iterator[str]:
    for source in sources_of(key):
        given = _given(source, columns)
        if source.is_needed and given:
            yield source.table
        yield from _tables_needed(source.table, given)


def only_told(key: str, columns: set[str]) -> dict[OnlyHere, tuple[str, ...]]:
    """What other tables alone can tell in these columns of a table, each with the names of the tables that it takes."""
    found: dict[OnlyHere, tuple[str, ...]] = {}
    for table, only in _only_told(key, columns):
        found[only] = (*found.get(only, ()), table)
    return found


@cache
def codes_that_depend(key: str, column: str) -> frozenset[str]:
    """The codes of a column of a table that are told or not, as other tables were delivered."""
    return frozenset(code for only in only_told(key, {column}) for code in (*only.codes, only.instead))


@cache
def codes_that_make_up_all(table: str) -> dict[str, tuple[str, ...]]:
    """The codes of each column of a table of which every row has exactly one; none for a table without a record."""
    columns = TABLES[table].columns if table in TABLES else ()
    return {column.name: column.codes for column in columns if column.is_kept and column.is_one_of_all}


def has_all_categories(indicator: Indicator, breakdown: str, found: Iterable[str]) -> bool:
    """Whether these categories of a figure make up its whole."""
    division = indicator.breakdown(breakdown)
    return division.is_complete(found, codes_that_depend(indicator.source, division.column))


def _only_told(key: str, columns: set[str]) -> Iterator[tuple[str, OnlyHere]]:
    for source in sources_of(key):
        yield from ((source.table, one) for one in source.only if one.column in columns)
        yield from _only_told(source.table, _given(source, columns))


def _given(source: MadeFrom, columns: set[str]) -> set[str]:
    """Those of some columns that come from another table: the ones it gives or, where its rows are what a row is made of, any."""
    return columns.intersection(source.gives) if source.gives or not source.stand_behind else columns
