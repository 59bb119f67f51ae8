"""The figures in the layout of DfE's explore-education-statistics: a data file and a metadata file for years, and a pair for quarters.

The service takes one row for each time, place and set of filters, each measurement in a column of its own, and no two kinds of time
in one file. So a breakdown and its category are one filter grouped by the other, counts and percentages are different columns, and
runs of months, for which the service has no name, and ages, which are no measurement, are found in ``results.csv`` only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from analysis.base.formats import plain, sentence_case
from analysis.base.settings import Authority
from analysis.base.spec import Figure, Indicator
from analysis.disclose import inert

FOLDER = "open-data"

TIME = ("time_period", "time_identifier")
PLACE = ("geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
FILTERS = ("indicator", "breakdown_topic", "breakdown")
MEASUREMENTS = ("events_count", "whole_count", "events_percent")
COLUMNS = (*TIME, *PLACE, *FILTERS, *MEASUREMENTS)

META_COLUMNS = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
)

TOTAL = "Total"

KINDS_OF_YEAR = {1: "Calendar year", 4: "Financial year", 8: "Academic year", 9: "Academic year"}
"""What the service calls a year, by the month in which it starts."""


def write_education_files(figures: Iterable[Figure], indicators: Iterable[Indicator], authority: Authority, folder: Path) -> None:
    """Write the files of years and of quarters that have figures into a folder."""
    known = {indicator.key: indicator for indicator in indicators}
    kept = [figure for figure in figures if figure.unit != "age"]
    for name, is_quarter in (("figures_by_year", False), ("figures_by_quarter", True)):
        rows = sorted(_row(one, known[one.address.indicator], authority) for one in kept if _is_in(one, is_quarter))
        if rows:
            folder.mkdir(exist_ok=True)
            _write(folder / f"{name}.csv", COLUMNS, rows)
            _write(folder / f"{name}.meta.csv", META_COLUMNS, _meta(rows))


def _is_in(figure: Figure, is_quarter: bool) -> bool:
    period = figure.address.period
    return " " not in period and ("-Q" in period) == is_quarter


def _row(figure: Figure, indicator: Indicator, authority: Authority) -> tuple[str, ...]:
    return tuple(
        map(
            inert,
            (*_time(figure.address.period, authority.year_starts_in), *_place(authority), *_filters(figure, indicator), *_measured(figure)),
        )
    )


def _time(period: str, first_month: int = 4) -> tuple[str, str]:
    """A period as the service writes it, where years start in a month; years that it has no name for are reporting years.

    >>> _time("2016-17"), _time("2016-17-Q3"), _time("2016-17-Q3", 1)
    (('201617', 'Financial year'), ('201617', 'Financial year Q3'), ('2016', 'Calendar year Q3'))
    """
    year, quarter = period[:7], period[8:]
    written = year[:4] if first_month == 1 else year.replace("-", "")
    return written, f"{KINDS_OF_YEAR.get(first_month, 'Reporting year')} {quarter}".strip()


def _place(authority: Authority) -> tuple[str, ...]:
    return (
        "Local authority",
        authority.country_code,
        authority.country_name,
        authority.region_code,
        authority.region_name,
        authority.old_la_code,
        authority.new_la_code,
        authority.short_name,
    )


def _filters(figure: Figure, indicator: Indicator) -> tuple[str, str, str]:
    address = figure.address
    if not address.breakdown:
        return indicator.name, TOTAL, TOTAL
    breakdown = indicator.breakdown(address.breakdown)
    return indicator.name, sentence_case(breakdown.name), breakdown.label(address.category)


def _measured(figure: Figure) -> tuple[str, str, str]:
    """Count, whole and percentage; a measurement that the figure does not have is not applicable, which is ``z``."""
    if not figure.is_percentage:
        return figure.value, "z", "z"
    percentage = "low" if "low" in figure.marker.split() else figure.value
    return _number(figure.numerator, figure), _number(figure.denominator, figure), percentage


def _number(number: Fraction | None, figure: Figure) -> str:
    """A part of a figure, or the mark of the figure that it is not shown with."""
    return plain(number) if number is not None else ("c" if figure.is_shown else figure.value)


def _meta(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """What the service needs to know of each filter and measurement. A grouping column has no row of its own."""
    first = min(row[COLUMNS.index("indicator")] for row in rows)
    dp = {name: _decimals(row[COLUMNS.index(name)] for row in rows) for name in MEASUREMENTS}
    return [
        ("indicator", "Filter", "What is counted", "", "", "", "Choose one or more indicators", "", first),
        ("breakdown", "Filter", "Breakdown", "", "", "", "Choose everyone, or a category", "breakdown_topic", TOTAL),
        ("events_count", "Indicator", "Number", "", "", dp["events_count"], "", "", ""),
        ("whole_count", "Indicator", "Number that the percentage is of", "", "", dp["whole_count"], "", "", ""),
        ("events_percent", "Indicator", "Percentage", "", "%", dp["events_percent"], "", "", ""),
    ]


def _decimals(cells: Iterable[str]) -> str:
    """As many decimal places as the most exact of some cells has."""
    return str(max(len(cell.partition(".")[2]) for cell in cells))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
