"""From processed tables to the results table: every indicator, for every period, with every breakdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from functools import partial

import pandas as pd
from pandas.api.types import is_string_dtype

from analysis.base.formats import half_up, plain
from analysis.base.measures import Supplied, columns_used
from analysis.base.periods import Period, contract_year, service_window, up_to
from analysis.base.settings import Authority, Fault
from analysis.base.spec import ALWAYS, CONTRACT_YEAR, ELSEWHERE, RESULT_COLUMNS, Address, Breakdown, Indicator, Measure, Tally
from analysis.base.table import AND, NOT_RECORDED
from analysis.chapters.columns import TYPE_OF_EXPLOITATION
from analysis.chapters.tables import TABLES, named_together, tables_needed
from analysis.count.held import is_silent
from analysis.count.told import AsTold, as_told

TYPE = TYPE_OF_EXPLOITATION.name
"""The column with the types of exploitation that a row is about."""

Dated = Mapping[tuple[str, str], pd.DataFrame]
"""Tables in the order of a date, by table and the column of that date."""

NO_EVENTS = pd.DataFrame({"child_id": []})


@dataclass(frozen=True)
class Material:
    """What there is to count.

    ``tables`` are the processed tables; ``delivered`` says for each table which period folders held it; ``supplied`` are the
    figures that partners handed over, with the columns ``indicator, period, value``.
    """

    tables: Mapping[str, pd.DataFrame]
    delivered: Mapping[str, tuple[Period, ...]]
    supplied: pd.DataFrame

    def covers(self, table: str, period: Period) -> bool:
        """Whether every month of the period was delivered for the table."""
        return _covered(period, self.delivered.get(table, ()))

    def has(self, indicator: Indicator, period: Period, counted: Period) -> bool:
        """Whether all tables that an indicator is counted from were delivered for a period, and for the months before it that it counts."""
        return all(self.holds(table, period, counted) for table in tables_counted(indicator))

    def holds(self, table: str, period: Period, counted: Period) -> bool:
        """Whether a table was delivered for a period, and for the months before it that are counted."""
        before = [month for month in counted.months if month < period.months.start] if counted.start else []
        return self.covers(table, period) and set(before) <= _held(self.delivered[table])

    def tells(self, table: str, period: Period, counted: Period) -> bool:
        """As `holds` for a table that something is looked up in: a history tells of all the time before it was delivered."""
        if table in TABLES and TABLES[table].is_history:
            return max(period.months) <= max(_held(self.delivered.get(table, ())), default=-1)
        return self.holds(table, period, counted)

    def knows(self, period: Period) -> bool:
        """Whether any table was delivered for all of the period."""
        return any(_covered(period, folders) for folders in self.delivered.values())


@dataclass(frozen=True)
class Ordered:
    """Material with its tables in the order of a date, and the authority that it is counted for."""

    material: Material
    tables: Dated
    authority: Authority

    def dates(self, indicator: Indicator, period: Period) -> Period:
        """The dates over which an indicator is counted when a period is reported on."""
        return counted_period(indicator, period, self.authority)

    def events(self, indicator: Indicator, period: Period) -> pd.DataFrame:
        """The events that an indicator counts when a period is reported on, in date order; none when they were not delivered."""
        if indicator.source not in self.material.tables or not self.material.covers(indicator.source, period):
            return NO_EVENTS
        return within(self.tables[indicator.source, indicator.dated_by], indicator.dated_by, self.dates(indicator, period))

    def told(self, indicator: Indicator, period: Period, events: pd.DataFrame) -> AsTold:
        """An indicator and its events in a period, as far as the tables delivered for it tell."""
        return as_told(indicator, events, partial(self.material.tells, period=period, counted=self.dates(indicator, period)))


def within_cover(tables: Mapping[str, pd.DataFrame], authority: Authority) -> dict[str, pd.DataFrame]:
    """The processed tables without rows of a type of exploitation that the authority's report does not cover.

    A row without a type stays: an extract that holds one type only need not say which. One of several types stays as one of those
    that are covered.
    """
    covered = {*authority.exploitation, NOT_RECORDED}
    return {name: _of_types(rows, covered) if TYPE in rows else rows for name, rows in tables.items()}


def _of_types(rows: pd.DataFrame, covered: set[str]) -> pd.DataFrame:
    """The rows that name one of some types, each with those of them that it names."""
    told = {cell: AND.join(code for code in cell.split(AND) if code in covered) for cell in rows[TYPE].dropna().unique()}
    kept = rows[rows[TYPE].isin([cell for cell, codes in told.items() if codes])]
    return (
        kept.assign(**{TYPE: kept[TYPE].map(told).astype(rows[TYPE].dtype)})
        if any(told.get(cell) not in (cell, "") for cell in told)
        else kept
    )


def compute(material: Material, indicators: Iterable[Indicator], periods: Iterable[Period], authority: Authority) -> pd.DataFrame:
    """The results table: one row a figure, every cell text, in the columns of `RESULT_COLUMNS`, sorted.

    A period for which nothing was delivered gives no rows. A table that is missing from a delivered period gives the mark ``x``.
    """
    indicators = tuple(indicators)
    return compute_ordered(in_order(material, indicators, authority), indicators, periods)


def in_order(material: Material, indicators: Iterable[Indicator], authority: Authority) -> Ordered:
    """Material with no more of its tables than indicators look at, in the order of dates. Raises `Fault` for unknown supplied figures."""
    indicators = tuple(indicators)
    _check_supplied(material.supplied, indicators)
    return Ordered(material, counted_tables(material, indicators), authority)


def compute_ordered(ordered: Ordered, indicators: Iterable[Indicator], periods: Iterable[Period]) -> pd.DataFrame:
    """As `compute`, of material that is in order."""
    known = [period for period in periods if ordered.material.knows(period)]
    rows = [row for indicator in indicators for row in _rows_of(ordered, indicator, known)]
    return pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str").drop_duplicates().pipe(_sorted)


def counted_period(indicator: Indicator, period: Period, authority: Authority) -> Period:
    """The dates over which an indicator is counted when a period is reported on."""
    if indicator.window == "period":
        return period
    if indicator.window == "cumulative":
        return up_to(period.end, period.first_month)
    service, _, span = indicator.window.partition(", ")
    return (contract_year if span == CONTRACT_YEAR else service_window)(period, authority.windows[service])


def tallies(events: pd.DataFrame, indicator: Indicator, period: Period, authority: Authority) -> Iterator[tuple[Address, Tally]]:
    """What an indicator comes to in the events of one period, undivided and in every breakdown that tells something of the whole."""
    whole = indicator.measure(events)
    yield Address(indicator.key, period.name), whole
    for breakdown in breakdowns_told(indicator, period, authority):
        parts = _split(events, indicator, breakdown, period, authority)
        # Parts that are all nought of a whole that is not say nothing but that nobody could tell.
        if not whole.numerator or any(tally.numerator for tally in parts.values()):
            yield from ((Address(indicator.key, period.name, breakdown.key, code), tally) for code, tally in parts.items())


def breakdowns_told(indicator: Indicator, period: Period, authority: Authority) -> list[Breakdown]:
    """The breakdowns of an indicator that are made for a period."""
    is_year = _stands_for_year(indicator, period, authority)
    return [one for one in indicator.breakdowns if (one.shortest == "quarter" or is_year) and one.recorded.holds(period.start, period.end)]


def _stands_for_year(indicator: Indicator, period: Period, authority: Authority) -> bool:
    """Whether these are the dates over which an indicator is counted in the report on a whole year."""
    return any(counted_period(indicator, year, authority) == period for year in (period.year, period.year.year_before))


def worked_example(indicator: Indicator, authority: Authority) -> str:
    """The printed value that an indicator gives for its own example, undivided."""
    period = Period.parse(indicator.example.period)
    events = drawn_table(indicator.example.rows)
    delivered = dict.fromkeys([indicator.source, *TABLES], (period.year_before, period))
    material = Material({indicator.source: events}, delivered, supplied_example(indicator, events))
    results = compute(material, [replace(indicator, breakdowns=())], [period], authority)
    return results["value"].item()


def supplied_example(indicator: Indicator, events: pd.DataFrame) -> pd.DataFrame:
    """The rows of a supplied indicator's example under its own key; nothing for an indicator that is counted."""
    return events.assign(indicator=indicator.key) if isinstance(indicator.measure, Supplied) else NOTHING_SUPPLIED


NOTHING_SUPPLIED = pd.DataFrame({"indicator": [], "period": [], "value": []}, dtype="str")


def drawn_table(drawing: str) -> pd.DataFrame:
    """A table drawn in text as a frame: columns ending in ``_at`` or ``_on`` are times, whole numbers numbers, the rest text."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    frame = pd.DataFrame(lines, columns=header, dtype="str")
    return frame.apply(_typed)


def _typed(column: pd.Series) -> pd.Series:
    if str(column.name).endswith(("_at", "_on")):
        return pd.to_datetime(column.replace("", None))
    return column.astype(int) if column.str.fullmatch(r"\d+").all() else column


def _rows_of(ordered: Ordered, indicator: Indicator, periods: Iterable[Period]) -> Iterator[dict[str, str]]:
    """The rows of an indicator in all periods, from no more of its table than it looks at."""
    events = ordered.tables.get((indicator.source, indicator.dated_by), pd.DataFrame())
    looked_at = events[_present(events, columns_counted(indicator))]
    for period in periods:
        yield from _rows(ordered, looked_at, indicator, period)


def _rows(ordered: Ordered, looked_at: pd.DataFrame, indicator: Indicator, period: Period) -> Iterator[dict[str, str]]:
    counted = ordered.dates(indicator, period)
    if isinstance(indicator.measure, Supplied):
        yield from _supplied_rows(ordered.material.supplied, indicator, period)
    elif not ordered.material.has(indicator, period, counted) or not indicator.is_recorded(counted.start, counted.end):
        yield _not_available(indicator, counted)
    else:
        events = within(looked_at, indicator.dated_by, counted)
        if is_silent(ordered.material.tables[indicator.source], events, indicator, counted):
            yield _not_available(indicator, counted)
            return
        yield from _counted_rows(ordered.told(indicator, period, events), counted, ordered.authority)


def _counted_rows(told: AsTold, period: Period, authority: Authority) -> Iterator[dict[str, str]]:
    if told.needless:
        return
    if not told.available:
        yield _not_available(told.indicator, period)
        return
    for address, tally in tallies(told.events, told.indicator, period, authority):
        yield _row(told.indicator, address, tally)


def _split(events: pd.DataFrame, indicator: Indicator, breakdown: Breakdown, period: Period, authority: Authority) -> dict[str, Tally]:
    """The tallies by category. Of names only those that the authority lists are told; whatever else was written is elsewhere."""
    events, column, codes = divided(events, breakdown, period, authority)
    split = partial(any_of, indicator.measure) if breakdown.overlap else indicator.measure.split
    return split(events, column, codes)


def divided(events: pd.DataFrame, breakdown: Breakdown, period: Period, authority: Authority) -> tuple[pd.DataFrame, str, tuple[str, ...]]:
    """The events as `placed` gives them, the column that divides them, and the categories that are told."""
    events, column = placed(events, breakdown, authority)
    unknown = _not_recorded(breakdown, period)
    unknown -= {code for cell in set(events[column].dropna()) for code in cell.split(AND)} if unknown else set()
    return events, column, tuple(code for code in codes_of(breakdown, authority) if code not in unknown)


def any_of(measure: Measure, events: pd.DataFrame, column: str, categories: tuple[str, ...]) -> dict[str, Tally]:
    """What a measure comes to in the events that name each code, alone or among others; for a count of all that it comes to."""
    whole = measure(events).numerator
    parts = {code: measure(naming(events, column, code)) for code in categories}
    return {code: Tally(part.numerator, whole) if part.denominator is None else part for code, part in parts.items()}


def naming(events: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    """The events whose cell in a column holds a code, alone or among others."""
    return events[events[column].isin([cell for cell in events[column].dropna().unique() if code in cell.split(AND)])]


def _not_recorded(breakdown: Breakdown, period: Period) -> set[str]:
    """The categories that were recorded on no day of a period."""
    return {one.code for one in breakdown.categories if not one.recorded.meets(period.start, period.end)}


def codes_of(breakdown: Breakdown, authority: Authority) -> tuple[str, ...]:
    """All categories of a breakdown that are counted, in their order."""
    if breakdown.covered:
        told = {*getattr(authority, breakdown.covered), *ALWAYS}
        return tuple(code for code in breakdown.codes if code in told)
    return (*_names(breakdown, authority), ELSEWHERE.code) if breakdown.by_name else breakdown.codes


def _names(breakdown: Breakdown, authority: Authority) -> tuple[str, ...]:
    return breakdown.names or getattr(authority, breakdown.by_name)


def placed(events: pd.DataFrame, breakdown: Breakdown, authority: Authority) -> tuple[pd.DataFrame, str]:
    """The events with the column that holds the codes of a breakdown, one in each cell.

    A name that the authority does not list is elsewhere, and what names more than one of the types covered is several.
    """
    if breakdown.covered and not breakdown.overlap:
        cells = events[breakdown.column].astype("str")
        return events.assign(**{breakdown.column: cells.mask(cells.str.contains(AND, regex=False), "several")}), breakdown.column
    if not breakdown.by_name:
        return events, breakdown.column
    known = events[breakdown.column].astype("category").cat.set_categories([*codes_of(breakdown, authority)]).fillna(ELSEWHERE.code)
    return events.assign(**{breakdown.column: known}), breakdown.column


def _supplied_rows(supplied: pd.DataFrame, indicator: Indicator, period: Period) -> Iterator[dict[str, str]]:
    handed_over = supplied[(supplied["indicator"] == indicator.key) & (supplied["period"] == period.name)]
    if len(handed_over):
        yield _row(indicator, Address(indicator.key, period.name), indicator.measure(handed_over))
    elif period.is_year:
        yield _not_available(indicator, period)


def _row(indicator: Indicator, address: Address, tally: Tally) -> dict[str, str]:
    value = _value(tally, indicator.decimals)
    return _cells(
        indicator,
        address,
        numerator=plain(tally.numerator),
        denominator="" if tally.denominator is None else plain(tally.denominator),
        value=value,
        unit=indicator.unit if tally.denominator is None or indicator.unit == "age" else f"percent of {indicator.unit}",
        marker=_marker(tally, value),
    )


def _not_available(indicator: Indicator, period: Period) -> dict[str, str]:
    address = Address(indicator.key, period.name)
    return _cells(indicator, address, numerator="x", denominator="", value="x", unit=indicator.unit, marker="x")


def _cells(indicator: Indicator, address: Address, **cells: str) -> dict[str, str]:
    return {
        "indicator": indicator.key,
        "definition_version": indicator.definition_version,
        "period": address.period,
        "breakdown": address.breakdown,
        "category": address.category,
        "population": indicator.population,
        **cells,
    }


def _marker(tally: Tally, value: str) -> str:
    if value == "z":
        return "z"
    return "low" if value == "0" and tally.numerator else ""


def _value(tally: Tally, decimals: int) -> str:
    if tally.label is not None:
        return tally.label
    if tally.denominator is None:
        return plain(half_up(tally.numerator, decimals))
    return plain(half_up(Fraction(100) * tally.numerator / tally.denominator, decimals)) if tally.denominator else "z"


def dated_tables(material: Material, indicators: Iterable[Indicator]) -> Dated:
    """The tables that indicators count, each in the order of a date."""
    wanted = {(indicator.source, indicator.dated_by) for indicator in indicators if indicator.source in material.tables}
    return {(table, column): _dated(material.tables[table], column) for table, column in wanted}


def counted_tables(material: Material, indicators: Iterable[Indicator]) -> Dated:
    """As `dated_tables`, with no more than the columns that are counted, in types that take little room and are quick to compare."""
    columns: dict[tuple[str, str], set[str]] = {}
    for indicator in indicators:
        if indicator.source in material.tables:
            columns.setdefault((indicator.source, indicator.dated_by), set()).update(columns_counted(indicator))
    return {(table, date): _dated(_narrow(material.tables[table], wanted), date) for (table, date), wanted in columns.items()}


def columns_counted(indicator: Indicator) -> set[str]:
    """The columns of its source that an indicator may look at, and the one by which rows are told to belong together."""
    divided = (breakdown.column for breakdown in indicator.breakdowns)
    return {indicator.dated_by, *divided, *columns_used(indicator.measure), named_together(indicator.source)}


def tables_counted(indicator: Indicator) -> tuple[str, ...]:
    """The table of an indicator, and those without which its figure says nothing."""
    return (indicator.source, *tables_needed(indicator.source, {indicator.dated_by, *columns_used(indicator.measure)}))


def _narrow(rows: pd.DataFrame, columns: set[str]) -> pd.DataFrame:
    """Some columns, with codes as categories and a number in place of each child's identifier."""
    kept = rows[_present(rows, columns)]
    texts = [name for name in kept.columns.drop("child_id", errors="ignore") if is_string_dtype(kept[name])]
    children = {"child_id": kept["child_id"].factorize()[0]} if "child_id" in kept and not kept["child_id"].hasnans else {}
    return kept.assign(**children, **{name: kept[name].astype("category") for name in texts})


def _present(rows: pd.DataFrame, columns: set[str]) -> list[str]:
    return [name for name in rows.columns if name in columns]


def _dated(events: pd.DataFrame, column: str) -> pd.DataFrame:
    return events.dropna(subset=[column]).sort_values(column, kind="stable", ignore_index=True) if column else events


def within(events: pd.DataFrame, column: str, period: Period) -> pd.DataFrame:
    """The events of a period, from a frame in date order."""
    dates = events[column]
    first = 0 if period.start is None else dates.searchsorted(pd.Timestamp(period.start))
    return events.iloc[first : dates.searchsorted(pd.Timestamp(period.end + timedelta(days=1)))]


def _covered(period: Period, folders: Iterable[Period]) -> bool:
    """Whether the folders hold every month of the period; for a period without a start, its last month."""
    held = _held(folders)
    return bool(held) and set(period.months) <= held


def _held(folders: Iterable[Period]) -> set[int]:
    """The months of some period folders."""
    return {month for folder in folders for month in folder.months}


def _check_supplied(supplied: pd.DataFrame, indicators: tuple[Indicator, ...]) -> None:
    known = {indicator.key for indicator in indicators if isinstance(indicator.measure, Supplied)}
    unknown = supplied[~supplied["indicator"].isin(known)]
    if len(unknown):
        lines = [f"  config/supplied/{row.period}.toml: {row.indicator!r}" for row in unknown.itertuples()]
        raise Fault(
            "\n".join(
                ["These supplied figures belong to no indicator that partners hand over:", *lines, f"Known: {', '.join(sorted(known))}."]
            )
        )


def _sorted(results: pd.DataFrame) -> pd.DataFrame:
    return results.sort_values(["indicator", "period", "breakdown", "category"], ignore_index=True)
