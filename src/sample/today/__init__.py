"""A made-up city of today: 2024-25 and 2025-26 as police and case systems send them now, in a workspace that is set up for them.

The rows are drawn as those of the sample of 2016-17 are and moved on by nine years. What differs is how they are told: a police record
is one row an episode with the time at which the child was found, nobody is "absent", concern has four levels of risk, work about
exploitation says which types it is about, and interviews that were accepted may not have taken place. No total in it is published anywhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from analysis.base.settings import Workspace
from sample import care, episodes, exploitation, histories, layouts, profile, responses
from sample.layouts import Row
from sample.people import MadeUpPeople
from sample.targets import TARGETS, SampleTotals, moved
from sample.today.rows import LAYOUTS, Typed, case_rows, episode_rows, interview_rows, meeting_rows, offence_rows, placement_rows
from sample.write import beside, move_in, refuse_unless_ours, write_mark, write_table

YEARS_ON = 9
TOTALS: SampleTotals = moved(TARGETS, YEARS_ON)
OWN = Path(__file__).parent / "config"
"""What the workspace of this city says for itself: who reports, its words, its targets, and how its files are laid out."""

Tables = dict[str, list[Iterator[Row]]]


def set_up(workspace: Workspace) -> None:
    """Put this city's own configuration in place of the general one of a new workspace."""
    shutil.rmtree(workspace.config / "extracts")
    shutil.copytree(OWN, workspace.config, dirs_exist_ok=True)


def write_today(workspace: Workspace, seed: int = 2016) -> list[Path]:
    """Write made-up extracts of both years into the workspace's raw folder. Returns the files written there.

    The same seed gives the same bytes everywhere. Raises `Fault`, and changes nothing, when the folder holds anything but a former sample.
    """
    former = refuse_unless_ours(workspace.raw)
    with beside(workspace.raw) as folder:
        paths = [
            write_table(folder / year.period.name, LAYOUTS[table], rows)
            for table, of_years in _tables(seed, workspace.authority.districts).items()
            for year, rows in zip(TOTALS.years, of_years, strict=True)
        ]
        write_mark(folder, _about(seed), paths)
        return move_in(folder, workspace.raw, former)


def _tables(seed: int, districts: tuple[str, ...]) -> Tables:
    """The rows of every table, for the first year and the second."""
    population = MadeUpPeople(seed, districts)
    made = histories.make_histories(Random(f"{seed} histories"), TOTALS, population)
    missing = _missing_tables(seed, made, population)
    work = exploitation.all_work(Random(f"{seed} exploitation"), TOTALS, population, [history.child for history in made])
    return missing | _exploitation_tables(seed, exploitation.Scene(TOTALS, population, work))


def _missing_tables(seed: int, made: list[histories.History], population: MadeUpPeople) -> Tables:
    rng, names = Random(f"{seed} missing"), Random(f"{seed} names in missing")
    care.place_children(rng, made, TOTALS.years[-1].last)
    years = episodes.fill_in(rng, made, TOTALS)
    messages = episodes.notifications(rng, years, TOTALS)
    trackers = responses.all_interviews(rng, years, TOTALS)
    meetings = [responses.meetings(rng, of_year, year) for of_year, year in zip(years, TOTALS.years, strict=True)]
    placements = [*(p for h in made for p in h.placements), *care.never_missing(Random(f"{seed} care"), TOTALS, population)]
    return {
        "notifications": [episode_rows(names, f"M{year.first.year}-", messages, number) for number, year in enumerate(TOTALS.years)],
        "return_interviews": _each_year(interview_rows, names, "RHI", trackers),
        "meetings": _each_year(meeting_rows, names, "MAM", meetings),
        "placements": _open_each_year(list(placement_rows(names, placements))),
    }


def _exploitation_tables(seed: int, scene: exploitation.Scene) -> Tables:
    names, typed = Random(f"{seed} names in exploitation"), Typed(Random(f"{seed} types"))
    victims = profile.victims(Random(f"{seed} profile"), profile.PROFILES, scene)
    parts = {
        "referrals": ("REF", [year.referrals for year in scene.work]),
        "risk_assessments": ("ASM", [year.assessments for year in scene.work]),
        "strategy_meetings": ("STR", [year.strategy for year in scene.work]),
    }
    worked = {table: _each_year(case_rows, (names, typed), *part) for table, part in parts.items()}
    return worked | {"offences": _each_year(offence_rows, (names, typed), "OFF", victims)}


def _each_year(rows_of, draws, prefix: str, years: list[list]) -> list[Iterator[Row]]:
    named = zip(TOTALS.years, years, strict=True)
    return [rows_of(draws, layouts.numbered(f"{prefix}{year.first.year}-", of_year)) for year, of_year in named]


def _open_each_year(rows: list[tuple[histories.Placement, Row]]) -> list[Iterator[Row]]:
    """The placements open at some time in each year; one that spans both stands in both, alike to the letter."""
    return [iter([row for placement, row in rows if placement.is_open_in(year)]) for year in TOTALS.years]


def _about(seed: int) -> str:
    """What the SYNTHETIC file says before its list of files."""
    return (
        "All data in this folder is made up. No child, address or event in it is real.\n"
        f"Written by `overview sample --today` with seed {seed}. No total in it is published anywhere.\n"
    )
