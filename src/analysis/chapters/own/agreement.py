"""Whether a council's chapter agrees with itself and with the tables it counts: each fault with the keys that lead to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Indicator
from analysis.base.table import Column, TableRecord
from analysis.base.toml_lines import Keys
from analysis.chapters.columns import AGE, AGE_BAND, BORN, CHILD, SEX
from analysis.chapters.own.records import IDENTITY, breakdowns_of, key_across, like
from analysis.chapters.own.written import OwnBreakdown, OwnChapter, OwnColumn, OwnCondition, OwnIndicator, OwnTable

Faults = Iterator[tuple[Keys, str]]

NAME = re.compile(r"[a-z][a-z0-9_]*")
GIVEN = {column.name for column in (CHILD, *IDENTITY.values(), *BORN, SEX, AGE, AGE_BAND)}
"""The columns that a table about children has by itself."""

# Names of what the intake makes beside the tables.
_MADE_HERE = re.compile(r"(intake|people|cross_reference|supplied)(_.*)?")
_CHOICE = re.compile(r"\[[^\[\]|{}]*\|[^\[\]|{}]*\]")
_FIGURE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Taken:
    """What other chapters have: names of ``chapters`` with their sections and of ``caveats``, and their ``tables`` and ``indicators``."""

    chapters: Collection[str]
    tables: Mapping[str, TableRecord]
    indicators: Mapping[str, Indicator]
    caveats: Collection[str]


def faults_of_name(key: str, taken: Taken) -> Faults:
    """What is wrong with the name of a chapter, which is that of its file."""
    yield from _name((), key, "a chapter's file")
    if key in taken.chapters:
        yield (), f"there is a chapter or section {key} already: give the file another name"


def faults_of_tables(own: OwnChapter, taken: Taken) -> Faults:
    """What is wrong with the tables of a chapter, for themselves."""
    for key, table in own.tables.items():
        place = ("tables", key)
        yield from _name(place, key, "a table")
        if key in taken.tables or _MADE_HERE.fullmatch(key):
            yield place, f"there is a table {key} already: give yours another name"
        yield from _columns(place, table)
        yield from _child(place, table)


def faults_of_figures(own: OwnChapter, known: Mapping[str, TableRecord], taken: Taken) -> Faults:
    """What is wrong with the caveats, the ways to divide and the figures of a chapter, whose tables are ``known``."""
    for key in own.caveats:
        yield from _name(("caveats", key), key, "a caveat")
        if key in taken.caveats:
            yield ("caveats", key), f"there is a caveat {key} already: give yours another name, or use that one"
    for key, breakdown in own.breakdowns.items():
        yield from _name(("breakdowns", key), key, "a breakdown")
        if all(key not in (*one.breakdowns, one.across) for one in own.indicators.values()):
            yield ("breakdowns", key), "no indicator is divided by it: name it under breakdowns of one, or take it away"
        yield from _way(("breakdowns", key), breakdown, taken)
    for key, one in own.indicators.items():
        place = ("indicators", key)
        yield from _name(place, key, "an indicator")
        if key in taken.indicators:
            yield place, f"there is an indicator {key} already: give yours another name"
        if one.table in known:
            yield from _indicator(place, own, one, known[one.table], taken)
        else:
            yield (*place, "table"), f"there is no table {one.table!r}. There are: {', '.join(known)}"


def _name(place: Keys, name: str, what: str) -> Faults:
    if not NAME.fullmatch(name):
        yield place, f"{name!r} is no name for {what}: write small letters, digits and underscores, a letter first"


def _columns(place: Keys, table: OwnTable) -> Faults:
    for name, column in table.columns.items():
        yield from _column((*place, "columns", name), name, column)
    keys = [name for name, column in table.columns.items() if column.type == "key"]
    if len(keys) != 1:
        found = f"{listed(keys)} are of type key" if keys else "no column is of type key"
        yield (*place, "columns"), f"{found}: one must be, whose value no two rows share"
    dated = table.columns.get(table.dated_by)
    if dated is None or dated.type != "date" or not dated.required:
        yield (
            (*place, "dated_by"),
            f"{table.dated_by!r} is no column of this table of type date with required = true: a row counts by its day",
        )


def _column(place: Keys, name: str, column: OwnColumn) -> Faults:
    yield from _name(place, name, "a column")
    if name in GIVEN:
        yield place, f"{name} is a column that tables about children have by themselves: take it away, or give yours another name"
    if (column.type == "date") != name.endswith(("_on", "_at")):
        yield place, "a column of type date, and no other, has a name that ends in _on (a day) or _at (a moment)"
    if column.type == "key" and not name.endswith("_id"):
        yield place, "a column of type key has a name that ends in _id"
    if (column.type == "code") != bool(column.codes):
        yield place, "a column of type code, and no other, lists its codes"
    for code in column.codes:
        yield from _name((*place, "codes"), code, "a code")


def _child(place: Keys, table: OwnTable) -> Faults:
    names = set(table.named_by)
    if table.about == "child" and not ("full_name" in names or {"surname", "forename"} <= names):
        yield (*place, "about"), 'a table about children says what names them: named_by = ["full_name"], or ["surname", "forename"]'
    if "full_name" in names and names & {"surname", "forename"}:
        yield (*place, "named_by"), "a name stands in one cell (full_name) or in two (surname and forename): take one of them away"
    if table.about != "child" and names:
        yield (*place, "named_by"), 'only a table about children names them: write about = "child", or take this away'


def faults_of_categories(place: Keys, categories: Collection[str]) -> Faults:
    """What is wrong with the codes of some categories."""
    for code in categories:
        yield from _name((*place, code), code, "a category")


def _indicator(place: Keys, own: OwnChapter, one: OwnIndicator, table: TableRecord, taken: Taken) -> Faults:
    columns = {column.name: column for column in table.columns if column.is_kept}
    if one.dated_by and (one.dated_by not in columns or columns[one.dated_by].kind != "date"):
        dates = [name for name, column in columns.items() if column.kind == "date"]
        yield (*place, "dated_by"), f"{one.dated_by!r} is no date of {table.key}. There are: {', '.join(dates)}"
    yield from _counted(place, one, table, columns)
    for name, condition in (("of", one.of), ("part", one.part)):
        yield from _condition((*place, name), condition, columns) if condition else ()
    ways = breakdowns_of(own, one, taken.indicators)
    for key in one.breakdowns:
        yield from _breakdown((*place, "breakdowns"), key, own, ways, columns)
    if one.across:
        yield from _breakdown((*place, "across"), one.across, own, ways, columns)
        yield from _across((*place, "across"), place[-1], one, ways, {*own.indicators, *taken.indicators})
    for code in one.caveats:
        if code not in {*own.caveats, *taken.caveats}:
            yield (*place, "caveats"), f"there is no caveat {code!r}. There are: {', '.join([*own.caveats, *taken.caveats])}"
    if one.part_of and one.part_of not in {*own.indicators, *taken.indicators}:
        yield (*place, "part_of"), f"there is no indicator {one.part_of!r}"
    yield from faults_of_statement((*place, "statement"), one)
    yield from _example((*place, "example"), one, _looked_at(one, ways) | {one.dated_by or table.event}, columns)


def _looked_at(one: OwnIndicator, ways: Mapping[str, Breakdown]) -> set[str]:
    """The columns by which a figure is counted, but for its date."""
    tested = {column for condition in (one.of, one.part) if condition for column in condition.columns}
    child = {CHILD.name} if "children" in one.counts else set()
    return tested | child | ({one.column} - {""}) | {ways[key].column for key in (*one.breakdowns, one.across) if key in ways}


def _counted(place: Keys, one: OwnIndicator, table: TableRecord, columns: Mapping[str, Column]) -> Faults:
    if "children" in one.counts and CHILD.name not in columns:
        yield (*place, "counts"), f"the rows of {table.key} name no child, so children cannot be counted: count rows"
    if one.counts in {"total", "different"} and table.has_people:
        yield (
            (*place, "counts"),
            "a sum or a number of different things is counted of services alone, since it cannot be protected: count rows",
        )
    if one.is_share != bool(one.part):
        yield (*place, "counts"), "a share, and nothing else, says under part which of the rows it tells"
    if (one.counts in {"total", "different"}) != bool(one.column):
        yield (*place, "counts"), "a total and a number of different things, and nothing else, say under column of what"
    if one.column and (one.column not in columns or (one.counts == "total") != (columns[one.column].kind == "whole number")):
        what = "of type number" if one.counts == "total" else "of another type than number"
        yield (*place, "column"), f"{one.column!r} is no column of {table.key} {what}"


def _condition(place: Keys, condition: OwnCondition, columns: Mapping[str, Column]) -> Faults:
    for name, codes in condition.columns.items():
        column = columns.get(name)
        if column is None or not _can_be_asked(column):
            told = ", ".join(key for key, one in columns.items() if _can_be_asked(one))
            yield (*place, "columns", name), f"there is no column of codes, places or whole numbers {name!r}. There are: {told or 'none'}"
            continue
        if any((column.kind == "whole number") != isinstance(code, int) for code in codes):
            right = "whole numbers" if column.kind == "whole number" else "codes in quotes"
            yield (*place, "columns", name), f"write {right} for {name}"
            continue
        for code in codes if column.codes else ():
            if code not in column.codes:
                yield (*place, "columns", name), f"{code!r} is no code of {name}. There are: {', '.join(column.codes)}"


def _can_be_asked(column: Column) -> bool:
    """Whether a condition may name what stands in a column."""
    is_told_here = column.kind == "text" and not column.is_delivered and not column.name.endswith("_id")
    return bool(column.codes) or column.counts_empty or column.kind == "whole number" or is_told_here


def _way(place: Keys, own: OwnBreakdown, taken: Taken) -> Faults:
    """What is wrong with a way to divide, for itself."""
    if own.like and (own.name or own.categories or own.column):
        yield (*place, "like"), "what is like another has its column, name and categories: take those away"
    elif own.like and not like(own, taken.indicators):
        figure, _, _ = own.like.partition(".")
        there = [f"{figure}.{one.key}" for one in taken.indicators[figure].breakdowns] if figure in taken.indicators else []
        yield (*place, "like"), f"there is no {own.like!r}. There are: {', '.join(there) or 'figure.breakdown, as in missing_episodes.sex'}"
    elif not own.like and not (own.name and own.categories):
        yield place, "write its name and its categories, or what it is like"
    yield from faults_of_categories((*place, "categories"), own.categories)


def _across(place: Keys, key: str, one: OwnIndicator, ways: Mapping[str, Breakdown], keys: Collection[str]) -> Faults:
    if one.across in one.breakdowns:
        yield place, f"it is divided by {one.across} as well as told across it: take that from its breakdowns"
    if one.counts in {"total", "different"}:
        yield place, "a total and a number of different things are not told across a breakdown"
    way = ways.get(one.across)
    if way is not None and (way.overlap or not way.categories):
        yield place, f"{one.across} has no codes that each row has one of: divide by it, and tell the figure across another"
    for code in way.codes if way else ():
        if key_across(key, code) in keys:
            yield place, f"there is an indicator {key_across(key, code)} already: give this one another name"


def _breakdown(place: Keys, key: str, own: OwnChapter, ways: Mapping[str, Breakdown], columns: Mapping[str, Column]) -> Faults:
    if key not in ways:
        yield place, f"there is no breakdown {key!r}. There are: {', '.join(ways)}"
        return
    column = columns.get(ways[key].column)
    if column is None:
        yield place, f"{key} divides by the column {ways[key].column}, which the table does not have"
    elif ways[key].by_name or (key in own.breakdowns and own.breakdowns[key].like):
        return
    elif set(ways[key].codes) != set(column.codes):
        yield place, f"{key} must have a category for each code of {column.name} and no other: {', '.join(column.codes) or 'it has none'}"
    elif column.is_delivered and not (column.must or column.is_coded):
        yield place, f"{key} divides by {column.name}, which may be empty: write not_recorded among its codes, or required = true"


def faults_of_statement(place: Keys, one: OwnIndicator) -> Faults:
    """What is wrong with the sentence that says a figure."""
    known = {"figure", "part", "whole"} if one.is_share else {"figure"}
    rest = _CHOICE.sub("", one.statement)
    unknown = [name for name in _FIGURE.findall(rest) if name not in known]
    if unknown or set(_FIGURE.sub("", rest)) & set("{}[]"):
        yield (
            place,
            f"write {listed([f'{{{name}}}' for name in sorted(known)])} for numbers and [one|many] for a choice, and no other brackets",
        )
    if one.statement and not _FIGURE.findall(rest):
        yield place, "it does not say the figure: write {figure} where it stands"


def _example(place: Keys, one: OwnIndicator, looked_at: set[str], columns: Mapping[str, Column]) -> Faults:
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in one.example.rows.strip().splitlines()]
    for name in header:
        if name not in columns:
            yield (*place, "rows"), f"its table has no column {name!r}. It has: {', '.join(columns)}"
    for name in sorted(looked_at - set(header)):
        yield (*place, "rows"), f"the column {name} is counted by and not among them: add it"
    for row in rows:
        if len(row) != len(header):
            yield (*place, "rows"), f"{' | '.join(row)!r} has {len(row)} cells under {len(header)} names"
        for name, cell in zip(header, row, strict=False):
            if name in columns and not _fits(cell, columns[name]):
                yield (*place, "rows"), f"{cell!r} cannot stand under {name}: write {_what_fits(columns[name])}"
    try:
        Period.parse(one.example.period)
    except Fault as fault:
        yield (*place, "period"), str(fault)


def _fits(cell: str, column: Column) -> bool:
    """Whether a cell of an example can stand in a column; an empty one is an empty one where that may be."""
    if not cell:
        return not column.must and column.kind != "whole number"
    if column.kind == "date":
        return _is_day(cell)
    if column.kind == "whole number":
        return cell.isdecimal()
    return not column.codes or cell in column.codes


def _is_day(cell: str) -> bool:
    try:
        datetime.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _what_fits(column: Column) -> str:
    kinds = {"date": "a day such as 2016-06-10, or a moment such as 2016-06-10 21:30", "whole number": "a whole number"}
    return kinds.get(column.kind) or (f"one of {', '.join(column.codes)}" if column.codes else "something")
