"""The figures in the layout of DfE's explore-education-statistics: a data file and a metadata file for years, and a pair for quarters.

The service takes one row for each time, place and set of filters, each measurement in a column of its own, and no two kinds of time
in one file (`analysis.publish.times` says which there are). So a breakdown and its category are one filter grouped by the other, counts
and percentages are different columns, and runs of months, for which the service has no name, and ages, which are no measurement, are
found in ``results.csv`` only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from analysis.base.formats import plain, sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Figure, Indicator
from analysis.disclose import inert
from analysis.publish.times import dates_of_reporting_years, time_of

FOLDER = "open-data"

PLACE = ("geographic_level", "country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
MEASUREMENTS = ("events_count", "whole_count", "events_percent")

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


def write_education_files(figures: Iterable[Figure], indicators: Iterable[Indicator], authority: Authority, folder: Path) -> None:
    """Write the files of years and of quarters that have figures into a folder."""
    known = {indicator.key: indicator for indicator in indicators}
    kept = [figure for figure in figures if figure.unit != "age"]
    for name, is_quarter in (("figures_by_year", False), ("figures_by_quarter", True)):
        rows = [_row(one, known[one.address.indicator], authority) for one in kept if _is_in(one, is_quarter)]
        if rows:
            folder.mkdir(exist_ok=True)
            _write(folder / f"{name}.csv", tuple(rows[0]), sorted(tuple(row.values()) for row in rows))
            _write(folder / f"{name}.meta.csv", META_COLUMNS, _meta(rows, dates_of_reporting_years(authority.year_starts_in)))


def _is_in(figure: Figure, is_quarter: bool) -> bool:
    period = figure.address.period
    return " " not in period and ("-Q" in period) == is_quarter


def _row(figure: Figure, indicator: Indicator, authority: Authority) -> dict[str, str]:
    """The cells of a figure by the names of their columns, of which all figures of a file have the same in the same order."""
    period = Period.parse(figure.address.period, authority.year_starts_in)
    cells = _time(period) | _place(authority) | _filters(figure, indicator) | _measured(figure)
    return {name: inert(cell) for name, cell in cells.items()}


def _time(period: Period) -> dict[str, str]:
    """When, with a filter for the quarter where the service has no name for it."""
    time = time_of(period)
    return {"time_period": time.period, "time_identifier": time.identifier} | ({"quarter": time.quarter} if time.quarter else {})


def _place(authority: Authority) -> dict[str, str]:
    named = (authority.country_code, authority.country_name, authority.region_code, authority.region_name)
    cells = ("Local authority", *named, authority.old_la_code, authority.new_la_code, authority.short_name)
    return dict(zip(PLACE, cells, strict=True))


def _filters(figure: Figure, indicator: Indicator) -> dict[str, str]:
    address, topic, category = figure.address, TOTAL, TOTAL
    if address.breakdown:
        breakdown = indicator.breakdown(address.breakdown)
        topic, category = sentence_case(breakdown.name), breakdown.label(address.category)
    return {"indicator": indicator.name, "breakdown_topic": topic, "breakdown": category}


def _measured(figure: Figure) -> dict[str, str]:
    """Count, whole and percentage; a measurement that the figure does not have is not applicable, which is ``z``."""
    cells = (figure.value, "z", "z")
    if figure.is_percentage:
        percentage = "low" if "low" in figure.marker.split() else figure.value
        cells = (_number(figure.numerator, figure), _number(figure.denominator, figure), percentage)
    return dict(zip(MEASUREMENTS, cells, strict=True))


def _number(number: Fraction | None, figure: Figure) -> str:
    """A part of a figure, or the mark of the figure that it is not shown with."""
    return plain(number) if number is not None else ("c" if figure.is_shown else figure.value)


def _meta(rows: list[dict[str, str]], dates: str) -> list[tuple[str, ...]]:
    """What the service needs to know of each filter and measurement. A grouping column has no row of its own.

    ``dates`` is what someone must know of the years before they choose.
    """
    # A column that not every file has: no row for it where there is none.
    first_quarter = sorted({row["quarter"] for row in rows if "quarter" in row})[:1]
    dp = {name: _decimals(row[name] for row in rows) for name in MEASUREMENTS}
    hint = ". ".join(filter(None, ("Choose one or more indicators", dates)))
    return [
        *(("quarter", "Filter", "Quarter of the year", "", "", "", "Choose one or more quarters", "", one) for one in first_quarter),
        ("indicator", "Filter", "What is counted", "", "", "", hint, "", min(row["indicator"] for row in rows)),
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
