"""The records that everything else is derived from: addresses, figures, breakdowns and indicators."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol

import pandas as pd

from analysis.base.formats import exact, mark, thousands
from analysis.base.settings import Fault
from analysis.base.vocabulary import AT_ALL_TIMES, Days

RESULT_COLUMNS = (
    "indicator",
    "definition_version",
    "period",
    "breakdown",
    "category",
    "numerator",
    "denominator",
    "value",
    "unit",
    "population",
    "marker",
)

CONTRACT_YEAR = "contract year"
"""What stands after the name of a service in the window of an indicator that counts its last whole contract year."""

FEW = 50
"""Of fewer than these one more or less moves a percentage by two points and more."""

_ADDRESS = re.compile(r"(?P<indicator>\w+)@(?P<period>[^\[\]]+)(?:\[(?P<breakdown>\w+)=(?P<category>[^\[\]=]+)\])?")


@dataclass(frozen=True)
class Address:
    """Where a published number belongs.

    >>> str(Address.parse("missing_episodes@2016-17[sex=female]"))
    'missing_episodes@2016-17[sex=female]'
    """

    indicator: str
    period: str
    breakdown: str = ""
    category: str = ""

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that ``text`` writes. Raises `Fault` for anything else."""
        found = _ADDRESS.fullmatch(text)
        if not found:
            raise Fault(f"{text!r} is not a figure's address. Write indicator@period or indicator@period[breakdown=category].")
        return cls(**{name: part or "" for name, part in found.groupdict().items()})

    def __str__(self) -> str:
        split = f"[{self.breakdown}={self.category}]" if self.breakdown else ""
        return f"{self.indicator}@{self.period}{split}"


@dataclass(frozen=True)
class Figure:
    """One row of the results table: a number with all that is needed to print it and to say where it comes from.

    ``value`` is the printed number as plain text. A number that is hidden or not there is ``None`` in ``numerator`` or
    ``denominator`` and a mark in ``value``.
    """

    address: Address
    numerator: Fraction | None
    denominator: Fraction | None
    value: str
    unit: str
    population: str
    marker: str = ""
    definition_version: str = "1"

    @property
    def is_hidden(self) -> bool:
        return self.value == "c"

    @property
    def is_missing(self) -> bool:
        return self.value in {"x", "z"}

    @property
    def is_shown(self) -> bool:
        return not (self.is_hidden or self.is_missing)

    @property
    def is_percentage(self) -> bool:
        return self.unit.startswith("percent of ")

    @property
    def is_of_few(self) -> bool:
        """Whether it is a percentage of so few that a sentence says how many of how many instead."""
        return self.is_percentage and self.is_shown and self.denominator is not None and self.denominator < FEW

    @property
    def said_instead(self) -> str:
        """The words that the gate lets stand for a hidden number: "fewer than 6", "most", "from 185 to 192", or none."""
        words = self.marker.removeprefix("c ").split() if self.is_hidden else []
        match words:
            case ["under", most]:
                return f"fewer than {most}"
            case ["from", least, "to", most]:
                return f"from {thousands(least)} to {thousands(most)}"
        return "most" if words == ["most"] else ""

    @property
    def rounded_to(self) -> str:
        """What the number is rounded to so that small ones stay unknown, or nothing."""
        return self.marker.removeprefix("rounded to ") if self.marker.startswith("rounded to ") else ""

    @property
    def notes(self) -> str:
        """The marks that stand beside the number: ``[r]``, ``[r][p]`` or none."""
        return mark(" ".join(letter for letter in self.marker.split() if letter in {"r", "p"}))

    @property
    def is_number(self) -> bool:
        return self.is_shown and self.unit != "age"

    @property
    def exact(self) -> Fraction | None:
        """The unrounded number: a percentage out of 100, or the count itself."""
        if not self.is_number or self.numerator is None:
            return None
        return self.numerator * 100 / self.denominator if self.is_percentage and self.denominator else self.numerator

    @property
    def shown(self) -> str:
        """The figure as a reader sees it: ``2,646``, ``48%``, ``13 to 17`` or ``[c]``."""
        if not self.is_shown:
            return mark(self.value)
        if self.unit == "age":
            return self.value.replace("-", " to ")
        if "low" in self.marker.split():
            return f"under 0.5{'%' * self.is_percentage}"
        return thousands(self.value) + "%" * self.is_percentage


@dataclass(frozen=True)
class Tally:
    """What a measure counted. ``label`` stands for the value where that is not a number worked out from the two others."""

    numerator: Fraction
    denominator: Fraction | None = None
    label: str | None = None


class Measure(Protocol):
    """How an indicator is counted. Settings go in when it is made, a frame of events in date order when it is called."""

    @property
    def kind(self) -> str:
        """What sort of number it gives: ``count``, ``people``, ``different``, ``total``, ``latest``, ``share``, ``share of people``,
        ``coverage``, ``ages`` or ``supplied``."""
        ...

    @property
    def words(self) -> str:
        """The rule in words, for the methodology page."""
        ...

    def __call__(self, events: pd.DataFrame) -> Tally: ...

    def split(self, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]: ...


@dataclass(frozen=True)
class Category:
    """One part of a breakdown: its code, its label in tables, and how a sentence says it.

    One with ``recorded_as`` is there only while that word of the vocabulary was recorded: the dates are put in with the authority's words.
    """

    code: str
    label: str
    words: str
    recorded_as: str = ""
    recorded: Days = AT_ALL_TIMES


ALWAYS = {"several", "not_recorded"}
"""Categories that stand beside those that a report covers."""

ELSEWHERE = Category("elsewhere", "Elsewhere or not recorded", "elsewhere or in a place that was not recorded")


@dataclass(frozen=True)
class Breakdown:
    """A way to divide an indicator. ``column`` holds the codes; each event has exactly one of them.

    ``verb`` joins a share to its category in a sentence: "48% *were* female"; without one no sentence tells the breakdown. A breakdown
    that is ``by_name`` has no categories in the record: they are its ``names``, or those that an authority's configuration lists under this
    word, and `ELSEWHERE`. ``shortest`` is the shortest period that is divided: many categories of a quarter would be small counts.
    ``edition`` is ``internal`` where even those of a year would be. ``covered`` names the list in an authority's configuration of those
    categories that its report covers; the others are left out, but for `ALWAYS`. ``listed`` names the list of the vocabulary that says
    which there are; those of the record hold where an authority has no list of its own. Where the parts ``overlap``, whatever names
    several codes is in the part of each, so the parts make up no whole. ``recorded`` are the days on which its column was: no period with
    other days is divided by it.
    """

    key: str
    name: str
    column: str
    categories: tuple[Category, ...] = ()
    verb: str = "were"
    by_name: str = ""
    names: tuple[str, ...] = ()
    covered: str = ""
    listed: str = ""
    overlap: bool = False
    shortest: Literal["quarter", "year"] = "quarter"
    edition: Literal["public", "internal"] = "public"
    recorded: Days = AT_ALL_TIMES

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(category.code for category in self.categories)

    @property
    def is_of_authority(self) -> bool:
        """Whether figures need not have all categories of the record, since an authority says which there are, or since when."""
        return bool(self.by_name or self.covered or self.listed or any(category.recorded_as for category in self.categories))

    def is_complete(self, found: Iterable[str], depend: Collection[str] = ()) -> bool:
        """Whether these are all categories of a whole. Of names every one is counted, and what is left is elsewhere; where a report covers
        some only, all that it covers are; one that was not recorded then has no figure, nor need those that ``depend`` on what was
        delivered. Parts that overlap never are.
        """
        if self.overlap:
            return False
        if self.covered or self.listed:
            return not ALWAYS.isdisjoint(found)
        always = {category.code for category in self.categories if not category.recorded_as}.difference(depend)
        return ELSEWHERE.code in found if self.by_name else always <= set(found)

    def label(self, code: str) -> str:
        return self.category(code).label

    def category(self, code: str) -> Category:
        """The category with this code; a name stands for itself, as does a code of another list than that of the record."""
        named = (ELSEWHERE, Category(code, code, f"in {code}")) if self.by_name else ()
        other = (Category(code, code, code),) if self.listed else ()
        return next(category for category in (*self.categories, *named, *other) if code == category.code)

    def among(self, codes: Iterable[str]) -> Breakdown:
        """The breakdown with the categories of these codes: those of the record in its order, or the names as they come."""
        found = list(codes)
        if not self.by_name:
            return replace(self, categories=tuple(category for category in self.categories if category.code in found))
        return replace(self, categories=tuple(map(self.category, sorted(found, key=lambda code: (code == ELSEWHERE.code, code)))))


@dataclass(frozen=True)
class Break:
    """A day from which figures cannot be compared with earlier ones, and why."""

    on: date
    why: str


@dataclass(frozen=True)
class Example:
    """A table small enough to count on fingers, and what the indicator gives for it. The tests run it, the methodology prints it.

    ``rows`` is a table drawn in text, columns divided by ``|``; an empty cell is an empty cell.
    """

    rows: str
    period: str
    gives: str
    because: str


@dataclass(frozen=True)
class NotKnown:
    """Of how many records nobody can tell whether a share takes them in, as another indicator says.

    Some categories of it may belong to the ``whole`` of the share, and then to its part. Or it counts all that may be the ``part``, with
    those that are: what is left over is not known. ``words`` say it after their number: "more returned episodes whether an interview was
    required".
    """

    indicator: str
    words: str
    breakdown: str = ""
    categories: tuple[str, ...] = ("",)
    may_be: Literal["whole", "part"] = "whole"


@dataclass(frozen=True)
class Indicator:
    """Everything anyone will ever print about one indicator.

    ``unit`` is what is counted; a share is a percentage of it. ``dated_by`` is the column that puts an event in a period.
    ``statement`` says the figure in a sentence: ``{figure}`` is the figure, ``{part}`` and ``{whole}`` its numerator and
    denominator, ``[one|many]`` a choice by number. ``better`` is the direction that is an improvement, where there is one.
    ``known_as`` are ways in which people speak of it, so that a text can be checked: starts of words in order, with ``…`` for some words
    between. ``window`` is ``period``, ``cumulative``, the name of a service with dates of its own, or that name and ``, contract year``
    for the last contract year that is over. ``edition`` is ``internal`` where a reader could subtract it from figures over nearly the same
    dates.
    ``comparable_versions`` are earlier versions of the definition with which figures can be compared. The definition holds between
    ``valid_from`` and ``valid_to``; for other periods there is no figure.
    ``for_several_types`` are those that say something only where a report covers more than one type of exploitation.
    ``part_of`` is the key of an indicator that this one counts a part of, so that a reader may ask after the rest; ``leaves`` the key of
    the one that a reader takes for what is left (referrals that are not re-referrals, for children). ``beside`` is the key of one that
    counts the same thing by another source. ``not_known`` says which figures tell of how many it is not recorded whether a share takes
    them in.
    ``breaks_with`` are the words of the vocabulary at whose changes the series breaks, ``recorded_as`` the one that says what is counted:
    while it was not recorded there is no figure. Days, and ``breaks``, are put in with the authority's words.
    """

    key: str
    name: str
    section: str
    definition: str
    why_it_matters: str
    source: str
    measure: Measure
    unit: str
    population: str
    statement: str
    example: Example
    dated_by: str = ""
    breakdowns: tuple[Breakdown, ...] = ()
    caveats: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    better: Literal["higher", "lower"] | None = None
    about_children: bool = True
    edition: Literal["public", "internal"] = "public"
    window: str = "period"
    known_as: tuple[str, ...] = ()
    for_several_types: bool = False
    part_of: str = ""
    leaves: str = ""
    beside: str = ""
    not_known: tuple[NotKnown, ...] = ()
    decimals: int = 0
    definition_version: str = "1"
    comparable_versions: tuple[str, ...] = ()
    breaks_with: tuple[str, ...] = ()
    recorded_as: str = ""
    recorded: Days = AT_ALL_TIMES
    valid_from: date | None = None
    valid_to: date | None = None
    checked_by: str = "Performance and intelligence team"
    next_review: date = date(2027, 4, 1)

    def is_overdue(self, on: date) -> bool:
        """Whether the definition should have been checked again before a day."""
        return self.next_review < on

    def holds_for(self, start: date, end: date) -> bool:
        """Whether the definition holds on all days between two."""
        return (self.valid_from is None or self.valid_from <= start) and (self.valid_to is None or end <= self.valid_to)

    def is_recorded(self, start: date | None, end: date) -> bool:
        """Whether the definition holds, and what it counts was recorded, on all days between two."""
        return self.holds_for(start or end, end) and self.recorded.holds(start, end)

    @property
    def validity(self) -> str:
        """The dates between which the definition holds, in words."""
        ends = (("from", self.valid_from), ("to", self.valid_to))
        return " ".join(f"{word} {day:%d/%m/%Y}" for word, day in ends if day) or "for all dates"

    def breakdown(self, key: str) -> Breakdown:
        """The breakdown with this key. Raises `Fault` naming those there are."""
        for breakdown in self.breakdowns:
            if breakdown.key == key:
                return breakdown
        known = ", ".join(b.key for b in self.breakdowns) or "none"
        raise Fault(f"{self.key} has no breakdown {key!r}. It has: {known}.")


def figures_by_address(rows: pd.DataFrame) -> dict[str, Figure]:
    """All rows of a results table as figures. The rows are put together here: pandas takes many times as long to make records."""
    cells = zip(*(rows[name].tolist() for name in RESULT_COLUMNS), strict=True)
    figures = (figure_from_row(dict(zip(RESULT_COLUMNS, row, strict=True))) for row in cells)
    return {str(figure.address): figure for figure in figures}


def figure_from_row(row: dict[str, str]) -> Figure:
    """A row of the results table as a `Figure`; marks and empty cells become ``None``."""

    def number(text: str) -> Fraction | None:
        return None if text in {"", "c", "x", "z"} else exact(text)

    address = Address(row["indicator"], row["period"], row["breakdown"], row["category"])
    return Figure(
        address,
        number(row["numerator"]),
        number(row["denominator"]),
        row["value"],
        row["unit"],
        row["population"],
        row["marker"],
        row["definition_version"],
    )
