"""What was published before, and what has become of it since.

A release is a folder in ``releases/`` with the figures as they were published, the manifest that says what they were made from, and the
approval. Figures that were published before this project existed stand in ``config/releases/*.csv``. Later figures are compared with all
of them; why one differs is decided from the manifests, and where these do not say, that is what is said.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import Field, ValidationError

from analysis.base.chain import LINK, chain_faults, read_link
from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import Authority, Fault, Record, Workspace, files_like
from analysis.base.spec import RESULT_COLUMNS, Address, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, BY_KEY
from analysis.chapters.tables import extracts_behind, is_paired_by_child

REVISION_COLUMNS = ("indicator", "period", "breakdown", "category", "release", "published_on", "before", "now", "reason")
PLACE = ["indicator", "period", "breakdown", "category"]
TORN = "Put the files back from a copy. A release that should no longer stand is withdrawn with `overview withdraw`, and never edited."
UNKNOWN = "not known: how the earlier figure was made is not recorded"


class Published(Record):
    """A line of ``config/releases/<name>.csv``: a figure that was published before this project existed.

    ``definition_version`` is that of the indicator's record when the figure was counted by the same definition, else a name of its own.
    """

    indicator: str = Field(min_length=1)
    period: str = Field(min_length=1)
    breakdown: str
    category: str
    value: str = Field(min_length=1)
    numerator: str
    denominator: str
    definition_version: str = Field(min_length=1)
    definition: str = Field(min_length=1)
    source: str = Field(min_length=1)
    published_on: date


@dataclass(frozen=True)
class Release:
    """One publication: its name, its day, its rows of the results table, and what they were made from; an empty manifest says nothing.

    One that ``is_withdrawn`` no longer stands, and is known all the same to who has it.
    """

    name: str
    published_on: str
    rows: pd.DataFrame
    manifest: Mapping[str, Any]
    is_withdrawn: bool = False


def read_releases(workspace: Workspace) -> tuple[Release, ...]:
    """Every release of the register and every file of figures published before it, the earliest first.

    Raises `Fault`, naming each first difference, when a release is not as it was recorded.
    """
    folders = [path.parent for path in released_files(workspace)]
    withdrawn = {told["withdraws"] for path in workspace.releases.glob(f"*/{LINK}") if "withdraws" in (told := read_link(path.parent))}
    kept = [replace(_release(folder), is_withdrawn=folder.name in withdrawn) for folder in folders]
    before = [Release(source, rows["published_on"].max(), rows, {}) for source, rows in published_before(workspace).groupby("source")]
    return tuple(sorted([*kept, *before], key=lambda release: (release.published_on, release.name)))


def released_files(workspace: Workspace) -> list[Path]:
    """The open data of every earlier release, in the order of their names. Raises `Fault` when one is not as it was recorded."""
    if faults := chain_faults(workspace.releases):
        raise Fault("\n".join(["The register of releases is not as it was written:", *(f"  {fault}" for fault in faults), TORN]))
    return sorted(workspace.releases.glob("*/results.csv"))


def published_before(workspace: Workspace) -> pd.DataFrame:
    """The figures of ``config/releases/*.csv`` in the columns of the results table, with ``definition``, ``source`` and ``published_on``.

    Raises one `Fault` for all lines that cannot be used, and for two values of one figure under one definition, naming both sources.
    """
    read = [line for path in files_like(workspace.config / "releases", "*.csv") for line in _lines(path)]
    faults = [line for line in read if isinstance(line, str)]
    rows = [_row(one) for one in read if isinstance(one, Published)]
    faults += list(_contradictions(rows))
    if faults:
        raise Fault("\n".join(["Figures published before cannot be used:", *(f"  {fault}" for fault in faults)]))
    return pd.DataFrame(rows, columns=[*RESULT_COLUMNS, "definition", "source", "published_on"], dtype="str")


def earlier_rows(workspace: Workspace) -> pd.DataFrame:
    """Every figure printed in a release, in the columns of the results table and ``release``, one row a printed figure.

    Figures published under another definition than that of the records are no values of these figures, and left out.
    """
    parts = [_of_this_definition(release).assign(release=release.name) for release in read_releases(workspace)]
    columns = [*RESULT_COLUMNS, "release"]
    return pd.concat([pd.DataFrame(columns=columns, dtype="str"), *(part[columns] for part in parts)], ignore_index=True)


def with_published_before(rows: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows with those published before for figures that are not among them: each figure the latest time that it was published."""
    known = set(rows[PLACE].itertuples(index=False, name=None))
    latest = before.sort_values("published_on", kind="stable").drop_duplicates(PLACE, keep="last")
    added = latest[[place not in known for place in latest[PLACE].itertuples(index=False, name=None)]]
    return pd.concat([rows, added[list(RESULT_COLUMNS)]]).sort_values(PLACE, ignore_index=True) if len(added) else rows


def revisions(rows: pd.DataFrame, releases: Iterable[Release], now: Mapping[str, Any]) -> pd.DataFrame:
    """One row for each figure and release that printed another value than these rows: `REVISION_COLUMNS`.

    ``now`` is what the rows are made from, in the parts of a manifest. What was hidden or not there on either occasion is not compared.
    """
    found = [line for release in releases if not release.is_withdrawn for line in _revised(rows, release, now)]
    return pd.DataFrame(found, columns=list(REVISION_COLUMNS), dtype="str").drop_duplicates([*PLACE, "before", "reason"], ignore_index=True)


def marked(rows: pd.DataFrame, releases: Iterable[Release], final_to: date | None, authority: Authority) -> pd.DataFrame:
    """The rows with ``b`` for the first period after a break in a series, ``r`` for what was last published with another value, and
    ``p`` for periods that are not final.

    Without a day up to which periods are final nothing is provisional. A figure that is hidden or not there keeps its one mark.
    """
    last = _last_published(one for one in releases if not one.is_withdrawn)
    periods = {name: Period.parse(name, authority.year_starts_in) for name in rows["period"].unique()}
    open_ones = {name for name, period in periods.items() if final_to is not None and period.end > final_to}
    records = {one.key: one for one in in_words_of(authority, ALL)}
    marks = [
        _marks(row, last, _breaks(records[row["indicator"]], periods[row["period"]]), row["period"] in open_ones)
        for row in rows.to_dict("records")
    ]
    return rows.assign(marker=pd.Series(marks, index=rows.index, dtype="str"))


def revisions_path(figures: Path, edition: str) -> Path:
    """Where what was revised is kept between a run and its notebooks."""
    return figures / f"revisions-{edition}.parquet"


def read_revisions(figures: Path, edition: str) -> pd.DataFrame:
    """What the last run found revised: `REVISION_COLUMNS`; no rows when there was no run."""
    path = revisions_path(figures, edition)
    return pd.read_parquet(path).astype("str") if path.exists() else pd.DataFrame(columns=list(REVISION_COLUMNS), dtype="str")


def reasons(before: Mapping[str, Any], now: Mapping[str, Any], one: Indicator, period: str) -> str:
    """Why a figure differs, from what two manifests say has changed that can move it: all causes that there are, or that none is known."""
    if not before:
        return UNKNOWN
    manifests = Manifests(before, now)
    causes = list(_causes(manifests, one, extracts_behind(one.source), period))
    if not causes and _depends_on_people(one):
        # Who is one child is decided over all tables, so that a change of another one can move a count of children.
        causes = list(_causes(manifests, one, manifests.tables, period))
    if not causes and before.get("code") != now.get("code"):
        causes = ["change of the program"]
    return listed(causes) or UNKNOWN


@dataclass(frozen=True)
class Manifests:
    """What a figure was made from when it was published, and what it is made from now."""

    before: Mapping[str, Any]
    now: Mapping[str, Any]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that either names."""
        return tuple(sorted({*self.before.get("tables", {}), *self.now.get("tables", {})}))

    def files(self, tables: Iterable[str]) -> set[str]:
        """The files that either read some tables from."""
        return {file for told in (self.before, self.now) for table in tables for file in told.get("tables", {}).get(table, ())}

    def changed(self, part: str) -> set[str]:
        """The names in a part whose content is not the same in both."""
        old, new = self.before.get(part, {}), self.now.get(part, {})
        return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _causes(manifests: Manifests, one: Indicator, tables: Sequence[str], period: str) -> Iterator[str]:
    files = manifests.files(tables)
    if any(_starts_with(file, name) for name in manifests.changed("inputs") for file in files):
        yield "late data"
    config = manifests.changed("configuration")
    if {f"config/corrections/{table}.csv" for table in tables} & config:
        yield "correction"
    if {f"config/extracts/{table}.toml" for table in tables} & config:
        yield "mapping change"
    if one.source == "supplied" and f"config/supplied/{period}.toml" in config:
        yield "correction of the figure handed over"
    if _depends_on_people(one) and manifests.changed("decisions"):
        yield "review decision"


def _depends_on_people(one: Indicator) -> bool:
    """Whether it matters to the figure which records are of one child: it counts children, or events that are paired by child."""
    return one.measure.kind in {"people", "share of people", "ages"} or is_paired_by_child(one.source)


def _starts_with(file: str, name: str) -> bool:
    """A table's file is an input, or lies in an archive that is one."""
    return file == name or file.startswith(f"{name}/")


def _revised(rows: pd.DataFrame, release: Release, now: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    old = {tuple(row[name] for name in PLACE): row for row in release.rows.to_dict("records")}
    for new in rows.to_dict("records"):
        was = old.get(tuple(new[name] for name in PLACE))
        if was is not None and _differs(was, new) and _is_restatement(was, new, release):
            place = tuple(new[name] for name in PLACE)
            yield (*place, release.name, release.published_on, _said(was), _said(new), _reason(was, new, release, now))


def _differs(was: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return _is_shown(was) and _is_shown(new) and any(was[name] != new[name] for name in ("value", "numerator", "denominator") if was[name])


def _is_shown(row: Mapping[str, str]) -> bool:
    """Whether the number itself was printed: neither hidden, nor not there, nor rounded so that small ones stay unknown."""
    return row["value"] not in {"c", "x", "z", ""} and "rounded" not in row["marker"]


def _is_restatement(was: Mapping[str, str], new: Mapping[str, str], release: Release) -> bool:
    """What others published under a definition of their own is another figure; what a release printed is this one, however defined."""
    return bool(release.manifest) or was["definition_version"] == new["definition_version"]


def _reason(was: Mapping[str, str], new: Mapping[str, str], release: Release, now: Mapping[str, Any]) -> str:
    if was["definition_version"] != new["definition_version"]:
        return f"definition change, version {was['definition_version']} to {new['definition_version']}"
    return reasons(release.manifest, now, BY_KEY[new["indicator"]], new["period"])


def _said(row: Mapping[str, str]) -> str:
    """A value, and its parts where they are what tells two apart."""
    return f"{row['value']}% ({row['numerator']} of {row['denominator']})" if row["denominator"] and row["unit"] != "age" else row["value"]


def _last_published(releases: Iterable[Release]) -> dict[tuple[str, ...], tuple[dict[str, str], Release]]:
    """The row and the release in which each figure was published last, by place; of what was hidden then nothing is known."""
    return {tuple(row[name] for name in PLACE): (row, release) for release in releases for row in release.rows.to_dict("records")}


def _breaks(one: Indicator, period: Period) -> bool:
    """Whether a series breaks between a period and the one before it."""
    return any(period.previous.end < found.on <= period.end for found in one.breaks)


def _marks(row: Mapping[str, str], last: Mapping[tuple[str, ...], tuple[dict[str, str], Release]], is_broken: bool, is_open: bool) -> str:
    if not _is_shown(row):
        return row["marker"]
    was = last.get(tuple(row[name] for name in PLACE))
    is_revised = was is not None and _differs(was[0], row) and _is_restatement(was[0], row, was[1])
    kept = [mark for mark in row["marker"].split() if mark not in {"b", "r", "p"}]
    return " ".join([*kept, *["b"] * is_broken, *["r"] * is_revised, *["p"] * is_open])


def _release(folder: Path) -> Release:
    rows = pd.read_csv(folder / "results.csv", dtype="str", keep_default_na=False)
    return Release(folder.name, str(read_link(folder).get("published_on", "")), rows, _manifest(folder / "manifest.json"))


def _manifest(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_bytes()) if path.exists() else {}
    except ValueError as error:
        raise Fault(f"{path} cannot be read as JSON: {error}. Put it back from a copy.") from None


def _of_this_definition(release: Release) -> pd.DataFrame:
    if release.manifest or release.rows.empty:
        return release.rows
    versions = release.rows["indicator"].map({key: one.definition_version for key, one in BY_KEY.items()})
    return release.rows[release.rows["definition_version"] == versions]


def _lines(path: Path) -> Iterator[Published | str]:
    """The lines of a file, and a sentence for each that is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            wanted = list(Published.model_fields)
            if list(reader.fieldnames or []) != wanted:
                yield f"{path.name}: the header must be {','.join(wanted)}."
                return
            yield from [_line(path, reader.line_num, line) for line in reader]
    except (OSError, UnicodeDecodeError, csv.Error):
        yield f"{path.name} cannot be read. Save it as 'CSV UTF-8' and close it in other programs."


def _line(path: Path, number: int, line: dict[str, str]) -> Published | str:
    try:
        one = Published.model_validate(line)
        Address.parse(_address(one))
    except ValidationError as error:
        return f"{path.name}, line {number}: put right {', '.join(sorted({str(fault['loc'][0]) for fault in error.errors()}))}."
    except Fault as fault:
        return f"{path.name}, line {number}: {fault}"
    if one.indicator not in BY_KEY:
        return f"{path.name}, line {number}: there is no indicator {one.indicator!r}; the methodology page lists all."
    return one


def _address(one: Published) -> str:
    return str(Address(one.indicator, one.period, one.breakdown, one.category))


def _row(one: Published) -> dict[str, str]:
    record = BY_KEY[one.indicator]
    unit = record.unit if not one.denominator or record.unit == "age" else f"percent of {record.unit}"
    numerator = one.numerator or ("" if one.denominator else one.value)
    told = one.model_dump(mode="json") | {"numerator": numerator, "unit": unit, "population": record.population, "marker": ""}
    return {name: str(told[name]) for name in (*RESULT_COLUMNS, "definition", "source", "published_on")}


def _contradictions(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Two values on one day, or in one source, cannot both be the figure; a later publication may restate an earlier one."""
    first: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        other = first.setdefault((*(row[name] for name in PLACE), row["definition_version"]), row)
        if other["value"] != row["value"]:
            address = Address(row["indicator"], row["period"], row["breakdown"], row["category"])
            yield (
                f"{address} has two values under definition {row['definition_version']!r}: {other['value']} in {other['source']}, and "
                f"{row['value']} in {row['source']}. Give the one that was counted otherwise a definition of its own, or take it away."
            )
