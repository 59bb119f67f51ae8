"""The files of open data: which columns they have, and each row of the national layout compared with the row of the figure it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from analysis.audit.known import Known
from analysis.audit.numbers_in_text import numbers_in, says_a_number
from analysis.audit.opendata import rows_of
from analysis.base.formats import sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import BY_KEY

_NUMBER = re.compile(r"-?\d+(\.\d+)?|[cxz]|")
_VALUE = re.compile(r"-?\d+(\.\d+)?( to \d+)?|\d+-\d+|[cxz]|low|")
_MARKER = re.compile(r"((c0|c|x|z|r|p|low|most|under \d+|from \d+ to \d+|rounded to \d+)( |$))*")
_BENCHMARKS = frozenset(
    [
        "measure",
        "year",
        "place",
        "name",
        "count",
        "population",
        "value",
        "marker",
        "lower_limit",
        "upper_limit",
        "together",
        "standing",
        "source",
    ]
)
_NATIONAL = frozenset(
    [
        "time_period",
        "time_identifier",
        "quarter",
        "geographic_level",
        "country_code",
        "country_name",
        "region_code",
        "region_name",
        "old_la_code",
        "new_la_code",
        "la_name",
        "indicator",
        "breakdown_topic",
        "breakdown",
        "events_count",
        "whole_count",
        "events_percent",
    ]
)
_META = frozenset(
    [
        "col_name",
        "col_type",
        "label",
        "indicator_grouping",
        "indicator_unit",
        "indicator_dp",
        "filter_hint",
        "filter_grouping_column",
        "filter_default",
    ]
)
_PLACE = ("country_code", "country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")


def results_faults(path: Path, known: Known) -> Iterator[str]:
    """Rows of the results that are none, and rows that tell one figure twice."""
    rows = rows_of(path)
    yield from _columns_faults(rows, frozenset(RESULT_COLUMNS))
    yield from _line_faults(path, rows)
    seen = Counter((row["indicator"], row["period"], row["breakdown"], row["category"]) for row in rows)
    yield from (f"it has {' '.join(filter(None, key))} more than once" for key, times in seen.items() if times > 1)
    for row in rows:
        yield from (f"{_named(row)}: {fault}" for fault in _result_faults(row, known))


def _result_faults(row: Mapping[str, str], known: Known) -> Iterator[str]:
    for name in ("numerator", "denominator"):
        if not _NUMBER.fullmatch(row[name]):
            yield f"its {name} is {row[name][:40]!r}"
    if not _VALUE.fullmatch(row["value"]):
        yield f"its value is {row['value'][:40]!r}"
    if not _MARKER.fullmatch(row["marker"]):
        yield f"its marker is {row['marker'][:40]!r}"
    if "c" in row["marker"].split() and row["value"] != "c" and row["numerator"] != "c" and row["denominator"] != "c":
        yield "it is marked as hidden and shows its numbers"
    if (
        row["value"] == row["marker"] == "c"
        and row["numerator"][:1].isdecimal()
        and (row["denominator"][:1].isdecimal() or not row["denominator"])
    ):
        yield "its value is hidden and what it is made of is not"
    record = BY_KEY.get(row["indicator"])
    if says_a_number(row["indicator"].replace("_", " ")) and record is None:
        yield "nobody knows such an indicator"
    if record is not None and row["definition_version"] not in {"", f"{record.definition_version}"}:
        yield f"its version is {row['definition_version'][:20]!r}"
    if says_a_number(row["category"]) and record is not None and row["category"] not in _codes(row["indicator"], row["breakdown"]):
        yield f"its category {row['category'][:40]!r} is none of the breakdown's"
    for name in ("unit", "population"):
        if says_a_number(row[name]) and known.standing.unexplained(row[name]):
            yield f"its {name} is {row[name][:60]!r}"


@cache
def _codes(indicator: str, breakdown: str) -> frozenset[str]:
    return frozenset(code for one in BY_KEY[indicator].breakdowns if one.key == breakdown for code in one.codes)


def national_faults(path: Path, known: Known) -> Iterator[str]:
    """Rows of the national layout that are not those of the results."""
    rows = rows_of(path)
    yield from _line_faults(path, rows)
    if path.name.endswith(".meta.csv"):
        yield from _meta_faults(rows, known)
        return
    yield from _columns_faults(rows, _NATIONAL - {"quarter"}, _NATIONAL)
    expected = _expected(known)
    first = {name: rows[0][name] for name in _PLACE} if rows else {}
    for row in rows:
        place = (row["time_period"], row["time_identifier"][-2:] if "Q" in row["time_identifier"] else row.get("quarter", "")[:2])
        found = expected.get((*place, row["indicator"], row["breakdown_topic"], row["breakdown"]))
        told = tuple(row[name] for name in ("events_count", "whole_count", "events_percent"))
        if found is None:
            yield f"it has a row of {row['indicator'][:60]!r} that the results do not have"
        elif told not in found:
            yield f"{row['indicator'][:60]!r}, {row['breakdown'][:40]!r}, {row['time_period']}: it has {', '.join(told)}"
        if any(row[name] != first[name] for name in _PLACE) or not re.fullmatch(r"[\w ]+?( Q[1-4])?", row["time_identifier"]):
            yield f"a row of {row['indicator'][:60]!r} is of another place or time"


def _expected(known: Known) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """What the layout may have of each figure, by when it was and what it is called."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in known.data.rows.values():
        record, when = known.records.get(row["indicator"]), _when(row["period"], known.terms.first_month)
        if record is None or not when:
            continue
        names = ["Total", "Total"]
        if row["breakdown"]:
            breakdown = record.breakdown(row["breakdown"])
            names = [sentence_case(breakdown.name), breakdown.label(row["category"])]
        for period in when:
            found.setdefault((*period, record.name, *names), set()).add(_measured(row))
    return found


def _measured(row: Mapping[str, str]) -> tuple[str, str, str]:
    if "percent" not in row["unit"]:
        return row["value"], "z", "z"
    hidden = "c" if row["value"] not in {"c", "x", "z"} else row["value"]
    parts = tuple(row[name] if row[name][:1].isdecimal() else hidden for name in ("numerator", "denominator"))
    return *parts, "low" if "low" in row["marker"].split() else row["value"]


@cache
def _when(name: str, first_month: int) -> list[tuple[str, str]]:
    """How a year or a quarter may be written: with both its years, or with the one in which it ends."""
    try:
        period = Period.parse(name, first_month)
    except Fault:
        return []
    quarter = name[-2:] if period.is_quarter else ""
    return [(name[:7].replace("-", ""), quarter), (f"{period.year.end.year}", quarter)] if period.is_year or quarter else []


def _meta_faults(rows: list[dict[str, str]], known: Known) -> Iterator[str]:
    yield from _columns_faults(rows, _META)
    names = {record.name for record in known.records.values()}
    for row in rows:
        if not re.fullmatch(r"[0-3]?", row["indicator_dp"]) or (row["col_name"] not in _NATIONAL):
            yield f"it describes {row['col_name'][:40]!r} with {row['indicator_dp'][:20]!r} decimals"
        words = [row[name] for name in _META - {"indicator_dp", "col_name"} if row[name] not in names]
        yield from (f"it says {one[:60]!r}" for one in words if says_a_number(one) and known.standing.unexplained(one))


def benchmark_faults(path: Path, known: Known) -> Iterator[str]:
    """Rows of what others published that they did not."""
    rows = rows_of(path)
    yield from _columns_faults(rows, _BENCHMARKS)
    yield from _line_faults(path, rows)
    for row in rows:
        words = (one for one in (row["standing"], row["name"], row["source"]) if says_a_number(one or ""))
        yield from (f"it says {one[:60]!r}" for one in words if known.standing.unexplained(one))
        numbers = [row[name] or "" for name in ("lower_limit", "upper_limit", "together")]
        yield from (f"it has the limit {one[:40]!r}" for one in numbers if one and not re.fullmatch(r"\d+(\.\d)?", one))
    for row in rows if known.terms.published else ():
        if "|".join(row[name] for name in ("measure", "year", "place", "count", "population", "value")) not in known.terms.published:
            yield f"{row['measure'][:40]!r}, {row['year'][:10]}, {row['name'][:40]!r} is not as it was published"


def _columns_faults(rows: list[dict[str, str]], *allowed: frozenset[str]) -> Iterator[str]:
    if rows and frozenset(rows[0]) not in allowed:
        yield f"its columns are not those of such a file: {', '.join(sorted(str(one)[:30] for one in frozenset(rows[0]) ^ allowed[0]))}"


def _line_faults(path: Path, rows: list[dict[str, str]]) -> Iterator[str]:
    """Every line has the cells of its columns and no more, and nothing but lines stands in the file."""
    if any(None in row or None in row.values() for row in rows):
        yield "a line has more cells or fewer than there are columns"
    text = path.read_text(encoding="utf-8-sig")
    yield from (f"it has a line {line[:40]!r} that is no row" for line in text.splitlines() if line.startswith("#") and numbers_in(line))


def _named(row: Mapping[str, str]) -> str:
    return f"{row['indicator']}@{row['period']}" + (f"[{row['breakdown']}={row['category']}]" if row["breakdown"] else "")
