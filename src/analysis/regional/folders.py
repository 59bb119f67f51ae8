"""The finished public folders of several authorities: ``results.csv``, and what the files beside it say of who made it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.base.formats import listed
from analysis.base.periods import Period
from analysis.base.settings import MONTHS, Fault
from analysis.base.spec import RESULT_COLUMNS, Figure, figure_from_row
from analysis.compare.benchmarks import read_release

RESULTS, PACKAGE, MANIFEST, OPEN_DATA = "results.csv", "datapackage.json", "manifest.json", "open-data"
PEOPLE = ("population_estimate", "population")


@dataclass(frozen=True)
class Member:
    """One authority: its name, public figures by their address, what its manifest says of them, and its children where they are known.

    ``covers`` are the types of exploitation that its figures are about, in words; nothing when an earlier version made the folder.
    """

    name: str
    figures: Mapping[str, Figure]
    is_draft: bool
    is_synthetic: bool
    code: str = ""
    children: int = 0
    covers: tuple[str, ...] = ()
    first_month: int = 4


def read_members(folders: Iterable[Path], period: Period) -> tuple[Member, ...]:
    """The authorities in order of their names. Each folder is a workspace, or the public folder that a workspace made.

    Raises `Fault` with everything that is wrong: no public figures of the period, an internal edition, or one authority given twice.
    """
    members, faults = [], []
    for folder in folders:
        try:
            members.append(_member(folder, period))
        except Fault as fault:
            faults.append(str(fault))
    twice = [name for name, times in Counter(member.name for member in members).items() if times > 1]
    faults += [f"{name} is given more than once. Name each authority once." for name in twice]
    if faults:
        raise Fault("\n".join([f"The figures of {len(faults)} folder(s) cannot be used:", *(f"  {fault}" for fault in faults)]))
    return tuple(sorted(members, key=lambda one: one.name))


def with_children(members: Iterable[Member], people: Path, period: Period) -> tuple[Member, ...]:
    """The authorities with the number of their children in the middle of the reporting year, from a published data file.

    Raises `Fault` when the file has nobody of that year, or when an authority's open data does not give its code.
    """
    members, year = tuple(members), period.year.start.year
    release = read_release(people, PEOPLE)
    if year not in release.labels:
        held = f"{min(release.labels, default='none')} to {max(release.labels, default='none')}"
        raise Fault(f"{people.name} has no figures of {year}; it holds {held}. Take the mid-year estimates of {year}.")
    unknown = [member.name for member in members if (cell := release.cells.get((year, member.code))) is None or cell.number is None]
    if unknown:
        raise Fault(f"{people.name} has no children of {listed(unknown)} in {year}. Is old_la_code right in their config/authority.toml?")
    return tuple(replace(member, children=int(release.cells[year, member.code].number)) for member in members)


def in_their_year(members: Sequence[Member], period: Period) -> Period:
    """The period by the month in which the authorities' years start. Raises `Fault` when they start in different ones."""
    starts = {month: [one.name for one in members if one.first_month == month] for month in sorted({one.first_month for one in members})}
    if len(starts) > 1:
        told = "; ".join(f"from {MONTHS[month - 1]}: {listed(names)}" for month, names in starts.items())
        raise Fault(f"{period.name} is not the same months for all. Years count {told}. Name authorities whose years start alike.")
    return Period.parse(period.name, *starts)


def _member(folder: Path, period: Period) -> Member:
    place = _public_folder(folder, period)
    manifest, package = (_read(place / name) for name in (MANIFEST, PACKAGE))
    if manifest.get("edition") != "public":
        raise Fault(f"{place} is not a public edition. A summary for others is made of public figures alone.")
    if manifest.get("period") != period.name:
        raise Fault(f"{place} is about {manifest.get('period')}, and {period.name} is asked for.")
    name = next((one["title"] for one in package.get("contributors", ()) if one.get("title")), folder.name)
    figures = {str(figure.address): figure for figure in _figures(place / RESULTS)}
    return Member(
        name,
        figures,
        manifest.get("status") == "draft",
        bool(manifest.get("synthetic")),
        _code(place),
        covers=tuple(manifest.get("exploitation", ())),
        first_month=manifest.get("year_starts_in", 4),
    )


def _public_folder(folder: Path, period: Period) -> Path:
    places = (folder / "outputs" / period.name / "public", folder)
    for place in places:
        if (place / RESULTS).is_file():
            return place
    raise Fault(
        f"{folder} has no public figures of {period.name}. Run `overview run {period.name}` there, or name the folder with {RESULTS}."
    )


def _code(place: Path) -> str:
    """The code of the authority, as its open data in the national layout gives it."""
    for path in sorted((place / OPEN_DATA).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            if code := next(csv.DictReader(file), {}).get("old_la_code", ""):
                return code
    return ""


def _figures(path: Path) -> list[Figure]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if missing := [name for name in RESULT_COLUMNS if name not in (rows.fieldnames or ())]:
            raise Fault(f"{path} has no column {', '.join(missing)}, so it is no file of results.")
        return [figure_from_row(row) for row in rows if not row["breakdown"]]


def _read(path: Path) -> Mapping[str, object]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Fault(f"{path} is missing or no JSON file. It comes with {RESULTS}: take the whole public folder.") from None
