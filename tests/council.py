"""A council of made-up rows, small enough to be counted again and again: every extract, with every code in turn, and any few of them."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.base.measures import Supplied
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import Figure, figures_by_address
from analysis.base.table import Column
from analysis.base.vocabulary import FURTHER
from analysis.base.wording import in_words_of
from analysis.chapters import ALL
from analysis.chapters.tables import EXTRACTS, TABLES, delivered_with, extracts_behind
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.intake.prepare import prepare
from analysis.intake.sources import ORIGIN
from tests.tables import typed

AUTHORITY = Workspace(Path(__file__).parents[1]).authority
YEAR = Period.parse("2016-17")
CORE = "notifications"
OTHERS = tuple(sorted(EXTRACTS.keys() - {CORE}))
COUNTED = tuple(one for one in in_words_of(AUTHORITY, ALL) if not isinstance(one.measure, Supplied))
CHILDREN = 24
DAY = pd.Timestamp(2016, 9, 5, 9)

Tables = frozenset[str]


def cell(column: Column, n: int) -> object:
    """What stands in a column of the row about child ``n``: every code in turn, the same day for all."""
    if column.kind in {"key", "identifier"}:
        return f"{n}"
    if codes := [code for code in column.codes if code not in FURTHER]:
        return codes[n % len(codes)]
    return {"date": DAY, "whole number": 12 + n % 6, "number": 1, "text": "Ashdale"}.get(column.kind)


def rows_of(table: str, *changes: dict) -> pd.DataFrame:
    """An identified extract with a row about each child or, where there are changes, a row for each of them."""
    columns = [column for column in EXTRACTS[table].columns if not column.is_personal and (column.is_delivered or column.is_kept)]
    columns = [column for column in columns if column.is_delivered or column.name in {"child_id", "age"}]
    lines = [{column.name: cell(column, n) for column in columns} | {"child_id": f"c{n}"} for n in range(CHILDREN)]
    lines = [lines[change["n"]] | change for change in changes] if changes else lines
    origin = dict.fromkeys(ORIGIN[:2], "x") | {ORIGIN[2]: range(len(lines))}
    return typed(lines, columns).assign(**origin)


def said_by_police() -> Iterator[dict]:
    """A child goes missing, and is found the next morning; of two in three the police say in care, which placements confirm of one."""
    for n in range(CHILDREN):
        where = ("care", "care", "home")[n % 3]
        gone = {"n": n, "notification_id": f"m{n}", "category": ("missing", "absent")[n % 2], "reported_missing_from": where}
        times = {"reported_at": DAY, "sent_at": DAY + pd.Timedelta(hours=n * 4)}
        yield gone | {"occurred_at": DAY} | times
        yield {"n": n, "notification_id": f"f{n}", "category": "found", "occurred_at": DAY + pd.Timedelta(hours=20)} | times


SPECIAL = {
    CORE: lambda: rows_of(CORE, *said_by_police()),
    "placements": lambda: rows_of(
        "placements", *({"n": n, "started_on": DAY.normalize(), "ended_on": pd.NaT} for n in range(0, CHILDREN, 3))
    ),
    "return_interviews": lambda: rows_of("return_interviews").assign(
        returned_at=DAY + pd.Timedelta(hours=20), interviewed_at=DAY + pd.Timedelta(hours=40)
    ),
}


@cache
def identified(table: str) -> pd.DataFrame:
    return SPECIAL.get(table, lambda: rows_of(table))()


@cache
def material(delivered: Tables, headings_alone: Tables = frozenset()) -> Material:
    """The processed tables of some extracts, of which some have nothing but their heading, delivered for the year and the one before."""
    extracts = {table: identified(table).iloc[: 0 if table in headings_alone else None] for table in delivered}
    there = {*delivered, *(key for key, table in TABLES.items() if not table.is_extract and delivered_with(key) in delivered)}
    return Material(prepare(extracts).tables, dict.fromkeys(there, (YEAR.year_before, YEAR)), NOTHING_SUPPLIED)


@cache
def figures_from(source: str, delivered: Tables, headings_alone: Tables = frozenset()) -> dict[str, Figure]:
    counted = [one for one in COUNTED if one.source == source]
    return figures_by_address(compute(material(delivered, headings_alone), counted, [YEAR], AUTHORITY))


def figures(delivered: Iterable[str], headings_alone: Tables = frozenset()) -> dict[str, Figure]:
    """All figures; those of a table are counted anew for each choice of the tables behind it, since no other can move them."""
    chosen = frozenset({CORE, *delivered})
    behind = {source: chosen & {*extracts_behind(source)} for source in sorted({one.source for one in COUNTED})}
    return {address: one for source, few in behind.items() for address, one in figures_from(source, few, headings_alone & few).items()}
