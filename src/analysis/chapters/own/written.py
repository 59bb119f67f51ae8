"""What a council writes of its own: a file ``config/chapters/<name>.toml``, and a column of ``config/columns/<table>.toml``, as records.

Nothing that is written there is ever run: what counts is said by columns and their codes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from analysis.base.policies import Record, refuse
from analysis.base.settings import faults_of_names
from analysis.base.vocabulary import AT_ALL_TIMES, Days


def _listed(value: Any) -> Any:
    """One text or number stands for a list of one."""
    return (value,) if isinstance(value, str | int) else value


Words = Annotated[str, Field(min_length=1)]
Texts = Annotated[tuple[Words, ...], BeforeValidator(_listed)]
Codes = Annotated[tuple[Words | int, ...], BeforeValidator(_listed)]
Identity = Literal["full_name", "surname", "forename", "social_care_id", "police_person_id"]


class OwnColumn(Record):
    """One column: what it ``holds``, of which type, and whether a row without it is kept aside. ``codes`` are what a code may be."""

    holds: Words
    type: Literal["key", "date", "code", "place", "number", "text"]
    codes: tuple[Words, ...] = ()
    required: bool = False


class OwnTable(Record):
    """One table that arrives. ``dated_by`` is the column with the day on which a row happened.

    ``about`` says whether a row names a ``child``, by the columns under ``named_by``, is about ``people`` without naming them, or about
    ``services``, whose counts are never hidden.
    """

    title: Words
    row: Words
    dated_by: Words
    about: Literal["child", "people", "services"]
    named_by: tuple[Identity, ...] = ()
    history: bool = False
    columns: dict[str, OwnColumn] = Field(min_length=1)


class OwnCondition(Record):
    """A named test of rows: each of its ``columns`` holds one of the codes, or whole numbers, that are listed."""

    words: Words
    columns: dict[str, Codes] = Field(min_length=1)


class OwnCategory(Record):
    """How a code of a breakdown is told: its ``label`` in tables, and the ``words`` after the verb of a sentence."""

    label: Words
    words: Words


class OwnBreakdown(Record):
    """A way to divide figures by the codes of a column; without a ``column`` that of its own name.

    One that is ``like`` another (``missing_episodes.duration``, or ``age_band``) has its column, words and categories, and none here.
    """

    like: str = ""
    name: str = ""
    column: str = ""
    verb: str = "were"
    shortest: Literal["quarter", "year"] = "quarter"
    edition: Literal["public", "internal"] = "public"
    categories: dict[str, OwnCategory] = {}


class OwnAddition(Record):
    """A column that a council adds to a table of the project: what it ``holds``, and how figures of the table are divided by it.

    It holds one of the codes that have ``categories``, or a name, of which those under ``names`` are told apart. ``figures`` are the keys
    of those that are divided: without any, all that can be. Files of other days than those on which it was ``recorded`` need not have it.
    """

    holds: Words
    name: Words
    verb: str = "were"
    categories: dict[str, OwnCategory] = {}
    names: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    recorded: Days = AT_ALL_TIMES
    shortest: Literal["quarter", "year"] = "quarter"
    edition: Literal["public", "internal"] = "public"

    @field_validator("names")
    @classmethod
    def _are_names(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        refuse(faults_of_names(values))
        return values


class OwnAdditions(Record):
    """The columns that a council adds to one table of the project, by their names."""

    columns: dict[str, OwnAddition] = Field(min_length=1)


class OwnExample(Record):
    """A few rows and what the figure is for them. They are counted before anything else is."""

    rows: Words
    period: Words
    gives: Words
    because: Words


class OwnIndicator(Record):
    """One figure. ``counts`` says what of a ``table`` is counted; ``of`` which of its rows, ``part`` what a share tells of those.

    ``dated_by`` is the date that puts a row in a period, where it is not that of the table. With ``across``, a breakdown, the figure is
    told as well for the rows of each of its categories alone, which have the other breakdowns: sex by age, in two columns.
    """

    name: Words
    definition: Words
    why_it_matters: Words
    table: Words
    counts: Literal["rows", "children", "different", "total", "share of rows", "share of children"]
    column: str = ""
    dated_by: str = ""
    of: OwnCondition | None = None
    part: OwnCondition | None = None
    unit: Words
    population: Words
    statement: str
    breakdowns: tuple[str, ...] = ()
    across: str = ""
    caveats: tuple[str, ...] = ()
    better: Literal["higher", "lower"] | None = None
    known_as: tuple[str, ...] = ()
    part_of: str = ""
    window: Literal["period", "cumulative"] = "period"
    edition: Literal["public", "internal"] = "public"
    definition_version: str = "1"
    checked_by: Words
    next_review: date
    example: OwnExample

    @property
    def is_share(self) -> bool:
        return self.counts.startswith("share")


class OwnChapter(Record):
    """One chapter: its ``heading``, tables, ways to divide, caveats and figures, each by its key."""

    heading: Words
    tables: dict[str, OwnTable] = {}
    breakdowns: dict[str, OwnBreakdown] = {}
    caveats: dict[str, Words] = {}
    indicators: dict[str, OwnIndicator] = Field(min_length=1)
