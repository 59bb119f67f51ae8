"""What a table is, said once: one frozen record each, from which schema, data dictionary, coded columns, ages and lineage follow.

A table is an extract that arrives, the processed table that is counted, or both: each column says whether an extract delivers it and
whether the processed table keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from analysis.base.vocabulary import AT_ALL_TIMES, Days

NOT_RECORDED = "not_recorded"
"""What stands for an empty cell of a column that is counted by its codes."""

AND = "+"
"""What stands between the codes of a cell that holds several."""

BIRTH = "date_of_birth"

About = Literal["", "child", "person"]
"""Whom a row is about: nobody, a child, or somebody who may be one."""

Kind = Literal["key", "identifier", "name", "text", "code", "date", "whole number", "number"]


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and the codes that may stand in it.

    ``must`` says that a row without it is kept aside, ``is_optional`` that an extract may leave the column out, ``empty_tells`` that an
    empty cell says something (a placement that goes on), so that one that cannot be read is no empty one. ``is_delivered`` columns come
    with the extract; ``is_kept`` ones stand in the processed table. What ``is_personal`` says who a child is and is never kept.
    ``counts_empty`` says that an empty cell is counted as not recorded, as it always is where the codes hold ``not_recorded``.
    ``code_list`` is the official list by which senders may write the codes: ``config/codes/<code_list>.toml``. ``listed`` names the list of
    the vocabulary that says which codes there are beside `NOT_RECORDED` and others of the record. A cell of a column that
    ``holds_several`` may have more than one of its codes, as `together` writes them. ``recorded`` are the days on which a system held the
    column: files of other days need not have it.
    """

    name: str
    what: str
    kind: Kind = "text"
    codes: tuple[str, ...] = ()
    must: bool = False
    is_optional: bool = False
    empty_tells: bool = False
    counts_empty: bool = False
    is_delivered: bool = True
    is_kept: bool = True
    is_personal: bool = False
    code_list: str = ""
    listed: str = ""
    holds_several: bool = False
    recorded: Days = AT_ALL_TIMES

    @property
    def is_coded(self) -> bool:
        """Whether an empty cell is counted as not recorded."""
        return self.counts_empty or (NOT_RECORDED in self.codes and not self.must)

    @property
    def may_be_looked_at(self) -> bool:
        """Whether rows may be shown with it on a screen: a code, a date, a number or a place; no name, text or reference of a system."""
        is_made_text = self.kind == "text" and not self.is_delivered and not self.name.endswith("_id")
        is_told = self.kind in ("code", "date", "whole number", "number") or self.counts_empty or is_made_text
        return self.is_kept and not self.is_personal and is_told

    @property
    def is_one_of_all(self) -> bool:
        """Whether each row has one of its codes and no other, whatever an authority writes: so rows with each of them make up all rows."""
        filled = self.must or not self.is_delivered or NOT_RECORDED in self.codes
        return bool(self.codes) and filled and not (self.holds_several or self.listed)

    def allows(self, cell: str) -> bool:
        """Whether these are codes of the column, and no more of them than a cell may hold."""
        found = cell.split(AND)
        return set(found) <= set(self.codes) and (len(found) == 1 or (self.holds_several and cell == together(found)))


@dataclass(frozen=True)
class OnlyHere:
    """Codes of a column that nothing but one other table can tell.

    Where that table tells nothing, its rows are counted as ``instead``, what the other source says in its own words; without that they are
    not counted. ``beside`` is what such a row counts as where the table tells of others and not of it; empty for the same as ever.
    """

    column: str
    codes: tuple[str, ...]
    instead: str = ""
    beside: str = ""


@dataclass(frozen=True)
class MadeFrom:
    """Another table that a processed one is made from: ``how`` in words, and the columns that it ``gives``.

    Its rows are found by the column ``by``. Where they ``stand_behind``, all of them are what a row is made of; otherwise something is
    looked up in them. Columns that a council added to a table that ``passes_on`` go along with its rows. Without a table that
    ``is_needed`` there are no figures from what it gives; of other columns that it gives, ``only`` says what it alone can tell.
    """

    table: str
    how: str
    gives: tuple[str, ...] = ()
    by: str = "child_id"
    stand_behind: bool = False
    passes_on: bool = False
    is_needed: bool = False
    only: tuple[OnlyHere, ...] = ()


@dataclass(frozen=True)
class SecondRow:
    """A second thing that one row of an extract may say, of which a row of its own is made.

    ``column`` is when it was, and empty where the row says one thing alone. In the row that is made ``at`` holds that date, ``says`` is
    a column and the code that stands in it, and the columns ``without``, which are about the first, are empty.
    """

    column: str
    at: str
    says: tuple[str, str]
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableRecord:
    """Everything there is to say of a table.

    ``row`` is what one row of the extract is, ``processed_row`` one of the processed table where that is something else. ``event`` is the
    date on which a row happened, ``lasts`` the columns of its first and last day. A history is sent again, and grows, with each delivery.
    ``is_extract`` is false for what is made from other tables alone. ``about`` is whom a row
    is about, also where it does not say who that is. ``second`` is what a row may say besides, in files that hold two things in one row.
    """

    key: str
    title: str
    row: str
    event: str
    columns: tuple[Column, ...]
    processed_row: str = ""
    made_from: tuple[MadeFrom, ...] = ()
    lasts: tuple[str, str] | None = None
    is_history: bool = False
    is_extract: bool = True
    about: About = ""
    second: SecondRow | None = None

    @property
    def delivered(self) -> tuple[Column, ...]:
        """The columns of the extract, in order."""
        return tuple(column for column in self.columns if column.is_delivered)

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of the columns of the processed table; the first is its key."""
        return tuple(column.name for column in self.columns if column.is_kept)

    @property
    def own_key(self) -> str:
        """The column of the extract whose value no two rows share."""
        return next(column.name for column in self.delivered if column.kind == "key")

    @property
    def names_children(self) -> bool:
        """Whether a row of the extract says which child it is about."""
        return self.about == "child" and any(column.is_personal for column in self.delivered)

    @property
    def has_people(self) -> bool:
        """Whether a row is about a child, or a suspect, who may be one, even where it does not say who."""
        return self.about != ""

    @property
    def given(self) -> frozenset[str]:
        """The columns that other tables give."""
        return frozenset(name for source in self.made_from for name in source.gives)

    @property
    def aged_on(self) -> str:
        """The date on which the age of the child is taken; empty for a table without an age of its own."""
        has_age = self.names_children and BIRTH in self.named() and "age" in self.kept and "age" not in self.given
        return self.event if has_age else ""

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the delivered columns that must be filled in."""
        return tuple(column.name for column in self.delivered if column.must)

    @property
    def code_lists(self) -> dict[str, str]:
        """The official list of each delivered column that has one."""
        return {column.name: column.code_list for column in self.delivered if column.code_list}

    def named(self, *kinds: Kind) -> tuple[str, ...]:
        """The names of the delivered columns, or of those of some kinds."""
        return tuple(column.name for column in self.delivered if not kinds or column.kind in kinds)


def together(codes: Iterable[str]) -> str:
    """Codes as one cell holds them: each once, in order. Not recorded is said by itself alone.

    >>> together(["sexual", "not_recorded", "criminal"])
    'criminal+sexual'
    """
    return AND.join(sorted({*codes} - {NOT_RECORDED})) or NOT_RECORDED


def own_key(name: str, what: str) -> Column:
    """The column whose value no two rows share."""
    return Column(name, what, kind="key", must=True)


def text(name: str, what: str, **options: bool) -> Column:
    """A column of free text, which may be empty."""
    return Column(name, what, **options)


def identifier(name: str, what: str, **options: bool) -> Column:
    """A column of numbers by which a system knows a person, or a row of another table."""
    return Column(name, what, kind="identifier", **options)


def person_name(name: str, what: str, **options: bool) -> Column:
    """A column of names of people, in which no word stands for an empty cell: Null is a surname."""
    return Column(name, what, kind="name", **options)


def place(name: str, what: str, **options: Any) -> Column:
    """A column of names of places, by which rows are counted."""
    return Column(name, what, counts_empty=True, **options)


def code(name: str, what: str, *codes: str, code_list: str = "", listed: str = "", **options: Any) -> Column:
    """A column that holds one of some codes."""
    return Column(name, what, kind="code", codes=codes, code_list=code_list, listed=listed, **options)


def date(name: str, what: str, **options: bool) -> Column:
    """A column of days or moments."""
    return Column(name, what, kind="date", **options)


def counted(name: str, what: str) -> Column:
    """A column that says how many, in whole numbers from nought."""
    return Column(name, what, kind="whole number", must=True)


def made(column: Column) -> Column:
    """The same column, worked out here and not delivered."""
    return replace(column, is_delivered=False)


def personal(*columns: Column) -> tuple[Column, ...]:
    """The same columns as ones that say who a child is."""
    return tuple(replace(column, is_personal=True, is_kept=False) for column in columns)


def not_kept(column: Column) -> Column:
    """The same column as one that the processed table does without."""
    return replace(column, is_kept=False)
