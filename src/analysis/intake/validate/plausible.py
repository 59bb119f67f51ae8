"""Rules about a whole column of dates: what many rows together tell of how it was read.

One late interview says nothing of the others. When a tenth of a column makes no sense as it stands, and does with day and month
exchanged, the column was read the wrong way, or a program has spoilt it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis.base.table import BIRTH
from analysis.chapters.tables import EXTRACTS
from analysis.intake.map.doubts import exchanged
from analysis.intake.sources import rows_in_words
from analysis.intake.validate.fields import EVENTS
from analysis.intake.validate.rule import Found, Rule, RuleInput

FEW, NONE_LEFT = 10, 3
"""Fewer rows than that tell nothing of their column; nor do fewer than three even where another reading leaves no fault at all."""

MANY, A_QUARTER, MOST = 0.1, 0.25, 0.5
"""The shares of rows that tell of their column: where another reading is better, where rows make no sense, and where they lie elsewhere."""

BETTER = 1 / 3
"""What is left of the rows that make no sense when the column is read in the right way."""

WEEKS = pd.Timedelta(days=28)
"""How far the two dates of a row may lie apart when the rows before and after are to be believed."""

LONG = pd.Timedelta(days=14)
LATER, EARLIER = pd.Timedelta(days=366), pd.Timedelta(days=25 * 365)
"""How far after the end and before the beginning of its period a date may lie: 25 years ago none of the children was born."""

FROM_1900_TO_1904 = pd.Timedelta(days=1462)

SPANS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "notifications": (("occurred_at", "reported_at"), ("reported_at", "sent_at")),
    "missing": (("started_at", "ended_at"),),
    "return_interviews": (("returned_at", "interviewed_at"), ("returned_at", "offered_on")),
    "meetings": (("requested_on", "held_on"),),
    "placements": (("started_on", "ended_on"),),
    "exploitation_list": (("added_on", "removed_on"),),
}
"""Two dates of a row of which the second follows the first."""

FOR_LONG = {"placements", "exploitation_list"}
"""The tables of which two dates of a row may lie years apart: there only their order says something."""

DATED = {
    key: tuple(name for name in table.named("date") if name not in (BIRTH, "due_on") and (key not in EVENTS or name != table.event))
    for key, table in EXTRACTS.items()
}
"""The columns of dates that no other rule holds against the period: not the event, not a date of birth, not what is still to be done."""

CURE = "when day and month are exchanged"


def _files(given: RuleInput, tables: Iterable[str]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Each file of these tables with the dates of its rows."""
    for table in tables:
        for file, rows in given.dates_by_file.get(table, {}).items():
            yield table, file, rows


def _bounds(file: str, given: RuleInput) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first moment of the period that a file was sent for, and the first after it."""
    period = given.periods[file.split("/")[0]]
    return pd.Timestamp(period.start), pd.Timestamp(period.end) + pd.Timedelta(days=1)


def _outside(dates: pd.Series, bounds: tuple[pd.Timestamp, pd.Timestamp]) -> int:
    return int(((dates < bounds[0]) | (dates >= bounds[1])).sum())


def _apart(first: pd.Series, second: pd.Series, at_most: pd.Timedelta) -> int:
    """In how many rows the second date is before the day of the first, or longer after it than that."""
    return int(((second < first.dt.normalize()) | (second - first > at_most)).sum())


def _is_many(count: int, rows: pd.DataFrame, share: float) -> bool:
    return count >= FEW and count >= share * len(rows)


def _days_exchanged(given: RuleInput) -> list[Found]:
    """Columns of which far fewer rows make no sense when day and month are exchanged; each once for each file."""
    found = {(one.folder, one.column): one for one in (*_spans_exchanged(given), *_events_exchanged(given))}
    return [*found.values()]


def _events_exchanged(given: RuleInput) -> Iterator[Found]:
    for table, file, rows in _files(given, EVENTS):
        event, bounds = EXTRACTS[table].event, _bounds(file, given)
        before = _outside(rows[event], bounds)
        if _is_odd(before, rows) and _is_better(after := _outside(exchanged(rows[event]), bounds), before):
            yield Found(table, file, event, f"{before:,} of {len(rows):,} rows lie outside the period, {after:,} {CURE}", before)


def _spans_exchanged(given: RuleInput) -> Iterator[Found]:
    for table, file, rows in _files(given, SPANS):
        at_most, too_late = (pd.Timedelta.max, "") if table in FOR_LONG else (WEEKS, " or weeks after it")
        for pair in SPANS[table]:
            there = rows[list(pair)].dropna()
            before = _apart(there[pair[0]], there[pair[1]], at_most)
            if not _is_odd(before, there):
                continue
            after, columns = min(_with_exchanged(there, pair, at_most), key=lambda tried: (tried[0], len(tried[1])))
            if _is_better(after, before):
                words = f"in {before:,} of {len(there):,} rows {pair[1]} is before {pair[0]}{too_late}, in {after:,} {CURE}"
                yield from (Found(table, file, column, words, before) for column in columns)


def _is_odd(count: int, rows: pd.DataFrame) -> bool:
    """Whether so many rows make no sense that another reading is worth trying."""
    return count >= NONE_LEFT and count >= MANY * len(rows)


def _is_better(after: int, before: int) -> bool:
    """Whether a reading that leaves so many rows without sense speaks against the one before: most are gone, or in a small file all."""
    return before >= (FEW if after else NONE_LEFT) and after <= before * BETTER


def _with_exchanged(rows: pd.DataFrame, pair: tuple[str, str], at_most: pd.Timedelta) -> Iterator[tuple[int, tuple[str, ...]]]:
    """How many rows still make no sense with day and month of these columns exchanged."""
    other = {column: exchanged(rows[column]) for column in pair}
    for columns in ((pair[0],), (pair[1],), pair):
        first, second = (other[column] if column in columns else rows[column] for column in pair)
        yield _apart(first, second, at_most), columns


def _mostly_outside(given: RuleInput) -> list[Found]:
    """Columns most of whose dates lie outside the period, with what would put them right."""
    found = []
    for table, file, rows in _files(given, EVENTS):
        event, bounds = EXTRACTS[table].event, _bounds(file, given)
        count = _outside(rows[event], bounds)
        if _is_many(count, rows, MOST):
            words = f"{count:,} of {len(rows):,} rows lie outside the period of the folder{_cause(rows[event], bounds)}"
            found.append(Found(table, file, event, words, count))
    return found


def _cause(dates: pd.Series, bounds: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    """What most of the dates have in common, in words that follow."""
    if _outside(dates + FROM_1900_TO_1904, bounds) <= _outside(dates, bounds) * BETTER:
        return ": they are numbers of a workbook that counts days from 1904"
    years = int((dates.dt.year - bounds[0].year).median()) if dates.notna().any() else 0
    return f": the year is {abs(years):,} too {'late' if years > 0 else 'early'} in most" if abs(years) > 1 else ""


def _far_years(given: RuleInput) -> list[Found]:
    found = []
    for table, file, rows in _files(given, (table for table, columns in DATED.items() if columns)):
        start, end = _bounds(file, given)
        for column in rows.columns.intersection(DATED[table]):
            far = rows[(rows[column] < start - EARLIER) | (rows[column] >= end + LATER)]
            if len(far):
                found.append(
                    Found(table, file, column, f"{rows_in_words(far)}: more than a year after the period, or 25 before it", len(far))
                )
    return found


def _many_long(given: RuleInput) -> list[Found]:
    """Files of which a quarter of the episodes last for weeks."""
    return [
        Found(table, file, "ended_at", f"{long:,} of {len(there):,} episodes with an end last longer than two weeks", long)
        for table, file, rows in _files(given, ("missing",))
        for there in [rows[["started_at", "ended_at"]].dropna()]
        if _is_many(long := int((there["ended_at"] - there["started_at"] > LONG).sum()), there, A_QUARTER)
    ]


def _many_early(given: RuleInput) -> list[Found]:
    """Files of which a quarter of the interviews were held before the child came back."""
    return [
        Found(table, file, "interviewed_at", f"{early:,} of {len(there):,} interviews are dated before the day of the return", early)
        for table, file, rows in _files(given, ("return_interviews",))
        for there in [rows[["returned_at", "interviewed_at"]].dropna()]
        if _is_many(early := int((there["interviewed_at"] < there["returned_at"].dt.normalize()).sum()), there, A_QUARTER)
    ]


def _episodes_of_weeks(given: RuleInput) -> list[Found]:
    """The same of the episodes that are made of notifications, by the period in which they start."""
    ended = given.tables["episodes"].dropna(subset=["returned_at"])
    long = ended[ended["returned_at"] - ended["started_at"] > LONG]
    counted = [
        (name, long[period.contains(long["started_at"])], ended[period.contains(ended["started_at"])])
        for name, period in given.periods.items()
    ]
    return [
        Found(
            "notifications", name, "occurred_at", f"{len(some):,} of {len(every):,} returned episodes last longer than two weeks", len(some)
        )
        for name, some, every in counted
        if _is_many(len(some), every, A_QUARTER)
    ]


LOOK = "Look at the column's header and its format in the table's mapping, and ask how the file was made."

PLAUSIBLE = (
    Rule(
        "day_and_month_exchanged", "warn", "file", EVENTS | {table: sum(pairs, ()) for table, pairs in SPANS.items()},
        "many dates of the column make sense only with day and month exchanged: a program has probably taken the one for the other",
        "Ask for the file as CSV from the system itself, or write the right format for the column under [dates] in the table's mapping.",
        compare=_days_exchanged,
        moves="either",
    ),
    Rule(
        "mostly_outside_period", "warn", "file", EVENTS,
        "half of the dates of the column or more lie outside the period that the file was sent for",
        "Put the file into the folder of its period; where the years are wrong, ask how the file was made.",
        compare=_mostly_outside,
        moves="either",
    ),
    Rule(
        "year_implausible", "warn", "file", {table: columns for table, columns in DATED.items() if columns},
        "dates that lie more than a year after the period of the file, or more than 25 years before it",
        "Look for a wrong year in these rows, or for a date that stands for none.",
        compare=_far_years,
        moves="either",
    ),
    Rule(
        "many_long_spans", "warn", "file", {"missing": ("ended_at", "started_at")},
        "a quarter of the episodes of the file or more last longer than two weeks",
        LOOK,
        compare=_many_long,
        moves="either",
    ),
    Rule(
        "many_early_interviews", "warn", "file", {"return_interviews": ("interviewed_at", "returned_at")},
        "a quarter of the interviews of the file or more are dated before the child came back",
        LOOK,
        compare=_many_early,
        moves="either",
    ),
)  # fmt: skip

PLAUSIBLE_EPISODES = (
    Rule(
        "episodes_of_weeks", "warn", "across tables", {"notifications": ("occurred_at",)},
        "a quarter of the returned episodes of the period or more last longer than two weeks",
        LOOK,
        compare=_episodes_of_weeks,
        needs=("episodes",),
        moves="either",
    ),
)  # fmt: skip
