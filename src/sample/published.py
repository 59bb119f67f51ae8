"""Made-up published figures of made-up authorities, in the layout of explore education statistics, so that the comparison can be seen."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from analysis.base.settings import Authority, Fault, Workspace
from sample.write import beside, move_in, refuse_unless_ours, write_mark

YEARS = range(2013, 2018)
NEIGHBOURS = (
    "Ashcombeshire", "Borderdale", "Calderwold", "Downmarsh", "Eastwold",
    "Fenhollow", "Galtreeshire", "Hartmoor", "Ivelshire", "Kestlemoor",
)  # fmt: skip
FIRST_CODE = 981
PLACE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
FACTORS = "factors_identified_at_end_of_assessment_2013_to_2017.csv"
PEOPLE = "mid-year_population_estimates_2012_to_2016.csv"
MODEL = "statistical_neighbours.csv"
CATEGORY, AGES = "Factors identified at the end of assessment", "Children aged 0 to 17 years"
CHILDREN_OF_ENGLAND, CHILDREN_OF_REGION = 11_600_000, 970_000
# Marks as they occur in such files: year, neighbour (counted from nought) and column.
MARKED = {(2015, 4, "exploitation"): "u", (2017, 2, "exploitation"): "c", (2014, 8, "missing"): "x"}
ABOUT = "All figures in this folder are made up, and so are the authorities in it.\nWritten by `overview sample` with seed {seed}.\n"


@dataclass(frozen=True)
class Area:
    """A made-up area: what stands in its columns, its children, and its yearly rates per 10,000 of them."""

    place: tuple[str, ...]
    children: int
    exploitation: float
    missing: float
    neighbour: int = -1

    @property
    def is_rounded(self) -> bool:
        """Numbers of the nation and of regions are rounded to ten."""
        return self.place[0] != "Local authority"


def write_published(workspace: Workspace, seed: int) -> list[Path]:
    """Write the files into the workspace's folder of benchmarks and return them; files that someone put there are left alone."""
    try:
        former = refuse_unless_ours(workspace.benchmarks)
    except Fault:
        return []
    with beside(workspace.benchmarks) as folder:
        areas = _areas(Random(f"{seed} published"), workspace.authority)
        tables = {FACTORS: _factors(seed, areas), PEOPLE: _people(areas), MODEL: _model(workspace.authority)}
        paths = [_written(folder / name, rows) for name, rows in tables.items()]
        write_mark(folder, ABOUT.format(seed=seed), paths)
        return move_in(folder, workspace.benchmarks, former)


def _areas(rng: Random, authority: Authority) -> list[Area]:
    """The nation, the region, the authority and its neighbours."""
    nation = (authority.country_code, authority.country_name)
    region = (*nation, authority.region_code, authority.region_name)
    own = ("Local authority", *region, authority.old_la_code, authority.new_la_code, authority.short_name)
    others = [("Local authority", *region, str(FIRST_CODE + n), f"E10{FIRST_CODE + n:06d}", name) for n, name in enumerate(NEIGHBOURS)]
    return [
        Area(("National", *nation, "", "", "", "", ""), CHILDREN_OF_ENGLAND, 15.6, 14.9),
        Area(("Regional", *region, "", "", ""), CHILDREN_OF_REGION, 15.9, 13.1),
        Area(own, 161_000, 17.2, 11.4),
        *(Area(one, rng.randrange(60_000, 320_000), rng.uniform(6, 26), rng.uniform(5, 21), n) for n, one in enumerate(others)),
    ]


def _factors(seed: int, areas: list[Area]) -> Iterator[list[object]]:
    rng = Random(f"{seed} published factors")
    yield [*PLACE, "category", "Episodes_with_assessment_factor", "Going_missing", "Child_sexual_exploitation", "Other"]
    for year in reversed(YEARS):
        for area in areas:
            missing, exploitation = _count(rng, area, area.missing), _count(rng, area, area.exploitation)
            marked = [MARKED.get((year, area.neighbour, name), n) for name, n in (("missing", missing), ("exploitation", exploitation))]
            yield [*_when_and_where(year, area), CATEGORY, _count(rng, area, 400), *marked, _count(rng, area, 60)]


def _people(areas: list[Area]) -> Iterator[list[object]]:
    yield [*PLACE, "age_group", "population_estimate"]
    for year in reversed(YEARS):
        for area in areas:
            yield [*_when_and_where(year - 1, area), AGES, round(area.children * (1 + 0.004 * (year - YEARS[0])))]


def _model(authority: Authority) -> Iterator[list[object]]:
    numbers = range(1, len(NEIGHBOURS) + 1)
    yield ["old_la_code", "la_name", "region_name", *(f"SN_{n}{kind}" for n in numbers for kind in ("", "P"))]
    codes = [word for n in numbers for word in (FIRST_CODE + n - 1, "Very close")]
    yield [authority.old_la_code, authority.short_name, authority.region_name, *codes]


def _when_and_where(year: int, area: Area) -> list[object]:
    return [year, "Reporting year", *area.place]


def _count(rng: Random, area: Area, rate: float) -> int:
    number = round(area.children / 10_000 * rate * rng.uniform(0.85, 1.15) ** (not area.is_rounded))
    return round(number, -1) if area.is_rounded else number


def _written(path: Path, rows: Iterator[list[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path
