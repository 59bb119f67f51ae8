"""No nought stands for what nobody was asked: all indicators, with notifications and every few of the other tables, or all but one."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.measures import Supplied
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import Figure, figures_by_address
from analysis.base.table import Column
from analysis.chapters import ALL, indicator
from analysis.chapters.tables import EXTRACTS, TABLES, delivered_with, extracts_behind
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.count.evidence import Ledger
from analysis.intake.prepare import prepare
from analysis.intake.sources import ORIGIN
from tests.tables import typed

AUTHORITY = Workspace(Path(__file__).parents[2]).authority
YEAR = Period.parse("2016-17")
CORE = "notifications"
OTHERS = tuple(sorted(EXTRACTS.keys() - {CORE}))
COUNTED = tuple(one for one in ALL if not isinstance(one.measure, Supplied))
CHILDREN = 24
DAY = pd.Timestamp(2016, 9, 5, 9)

Tables = frozenset[str]


def cell(column: Column, n: int) -> object:
    """What stands in a column of the row about child ``n``: every code in turn, the same day for all."""
    if column.kind in {"key", "identifier"}:
        return f"{n}"
    if column.codes:
        return column.codes[n % len(column.codes)]
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


def noughts(found: dict[str, Figure]) -> set[str]:
    return {address for address, one in found.items() if one.is_shown and one.numerator == 0}


def choices() -> Iterator[tuple[str, ...]]:
    """No other table, each, each two, and all but one."""
    for size in (0, 1, 2, len(OTHERS) - 1):
        yield from combinations(OTHERS, size)


def test_no_nought_is_printed_that_is_none_with_all_tables():
    """What some tables print as nought, all of them do: so no table that was delivered, or could have been, contradicts it.

    Only that nothing is recorded of a child is no table's word: of more tables more can be missing.
    """
    everything = figures(OTHERS)
    known = {address for address, one in everything.items() if one.is_shown and one.numerator and "not_recorded" not in address}
    found = {(few, address) for few in choices() for address in noughts(figures(few)) & known}
    assert found == set()
    assert len(known) > 250


def test_the_police_alone_say_who_was_in_care_in_their_own_words():
    """16 of 24 children, whosever care it was: no figure and no category says whose."""
    found = figures([])
    assert found["episodes_in_care_by_police@2016-17"].value == "16"
    assert found["missing_episodes_from_care@2016-17"].value == "x"
    parts = {
        address.partition("[")[2]: one.numerator for address, one in found.items() if address.startswith("missing_individuals@2016-17[")
    }
    assert parts == {"missing_from=home]": 8, "missing_from=care]": 16, "missing_from=not_recorded]": 0}


def test_with_placements_the_words_of_the_police_are_not_counted():
    """Eight children were placed; of the eight in care by the police alone it is not recorded where they went missing from."""
    found = figures(["placements"])
    assert "episodes_in_care_by_police@2016-17" not in found
    assert found["missing_episodes_from_care@2016-17"].value == "8"
    assert found["missing_individuals@2016-17[missing_from=not_recorded]"].numerator == 8
    assert not any("missing_from=care]" in address for address in found)


def test_placements_without_rows_print_no_nought_against_the_police():
    """The heading alone says that nobody was placed; the police say otherwise, so theirs is told."""
    found = figures(OTHERS, frozenset({"placements"}))
    assert found["episodes_in_care_by_police@2016-17"].value == "16"
    assert found["missing_episodes_from_care@2016-17"].value == "x"
    assert not any("own_care" in address or "placement=" in address for address in found)
    assert {one.value for address, one in found.items() if address.startswith("police_episodes_not_in_return")} == {"x"}
    assert not any("held=" in address for address in found)


@pytest.mark.parametrize("without", ["placements", "placement_details", "service_work"])
def test_a_breakdown_needs_the_table_that_tells_it(without):
    """Its whole does not, and nothing that the other tables tell is lost."""
    everything, fewer = figures(OTHERS), figures(set(OTHERS) - {without})
    divided = {address.partition("[")[2].partition("=")[0] for address in everything.keys() - fewer.keys()}
    assert divided >= {"placements": {"placement"}, "placement_details": {"located", "placed_by"}, "service_work": {"wait"}}[without]
    behind = {one.key for one in COUNTED if without in extracts_behind(one.source)}
    assert {address.partition("@")[0] for address in everything.keys() - fewer.keys()} <= behind


def test_a_history_tells_of_the_years_before_it_was_delivered():
    """Placements that first come this year hold those of the year before as well."""
    given = material(frozenset({CORE, "placements"}))
    late = Material(given.tables, given.delivered | {"placements": (YEAR,)}, NOTHING_SUPPLIED)
    assert late.tells("placements", YEAR.year_before, YEAR.year_before)
    early = Material(given.tables, given.delivered | {"placements": (YEAR.year_before,)}, NOTHING_SUPPLIED)
    found = figures_by_address(compute(early, [indicator("missing_episodes_from_care")], [YEAR], AUTHORITY))
    assert found["missing_episodes_from_care@2016-17"].value == "x"


@pytest.mark.parametrize("delivered", [(), ("placements",), OTHERS])
def test_the_rows_behind_a_figure_are_those_that_were_told(delivered):
    """Explained from the processed tables, whichever words a figure counts."""
    given, keys = (
        material(frozenset({CORE, *delivered})),
        ("missing_individuals", "episodes_in_care_by_police", "missing_episodes_from_care"),
    )
    records = tuple(map(indicator, keys))
    ledger = Ledger.of(given, records, AUTHORITY)
    for figure in figures_by_address(compute(given, records, [YEAR], AUTHORITY)).values():
        if figure.is_shown:
            found = ledger.evidence(indicator(figure.address.indicator), figure)
            assert found.numerator == figure.numerator
