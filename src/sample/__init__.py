"""Made-up raw extracts for two years, with the totals of a published report.

Nobody in them exists. They are laid out as ``config/extracts`` says, so that everything after them can be tried and tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain, tee
from pathlib import Path
from random import Random

from analysis.base.settings import Authority, Fault, Workspace
from sample import (
    care,
    details,
    episodes,
    exploitation,
    histories,
    layouts,
    listing,
    prevention,
    profile,
    responses,
    services,
    ssda903,
    themes,
)
from sample.dirty import plant_faults, write_manifest
from sample.layouts import LAYOUTS, Row
from sample.people import MadeUpPeople
from sample.published import write_published
from sample.targets import TARGETS, YEARS, SampleTotals, described, scaled
from sample.write import beside, move_in, refuse_unless_ours, write_mark, write_table

__all__ = ["write_sample"]

Rows = tuple[Iterator[Row], ...]
Tables = dict[str, Rows]


def write_sample(workspace: Workspace, seed: int = 2016, scale: int = 1, *, is_dirty: bool = False) -> list[Path]:
    """Write made-up extracts of both years into the workspace's raw folder. Returns the files written there.

    Made-up figures of other authorities go into the folder of benchmarks, unless someone has put files there.

    A dirty sample has faults planted in it and lists them in FAULTS.csv; its totals are not the published ones.

    The same seed and scale give the same bytes everywhere. Raises `Fault`, and changes nothing, when the folder holds
    anything but a former sample.
    """
    if scale < 1:
        raise Fault(f"The sample cannot be written {scale} times. Give a scale of 1 or more.")
    former = refuse_unless_ours(workspace.raw)
    with beside(workspace.raw) as folder:
        tables = _tables(seed, scale, workspace.authority)
        tables, planted = plant_faults(tables) if is_dirty else (tables, [])
        paths = [
            write_table(folder / year, LAYOUTS[table], rows)
            for table, of_years in tables.items()
            for year, rows in zip(YEARS, of_years, strict=True)
        ]
        paths += [write_manifest(folder, planted)] if is_dirty else []
        write_mark(folder, _about(seed, scale), paths)
        written = move_in(folder, workspace.raw, former)
    write_published(workspace, seed)
    return written


def _tables(seed: int, scale: int, authority: Authority) -> Tables:
    """The rows of every table, for the first year and the second. What was added later comes last, so that what is before stays."""
    districts = authority.districts
    targets, population = scaled(TARGETS, scale), MadeUpPeople(seed, districts)
    made = histories.make_histories(Random(f"{seed} histories"), targets, population)
    missing = _missing_tables(seed, targets, made, population)
    work = exploitation.all_work(rng := Random(f"{seed} exploitation"), targets, population, [history.child for history in made])
    scene = exploitation.Scene(targets, population, work)
    others = _other_tables(seed, rng, scene, made) | _prevention_tables(seed, targets, districts)
    # Children at the panel and at the service are those of other tables, spelled as they are there.
    considered, others["strategy_meetings"] = _twice(others["strategy_meetings"])
    referred, others["service_referrals"] = _twice(others["service_referrals"])
    profiles = _profile_tables(seed, scale, scene)
    return missing | others | profiles | _service_tables(seed, scale, targets, authority) | _cases(seed, targets, considered, referred)


def _missing_tables(seed: int, targets: SampleTotals, made: list[histories.History], population: MadeUpPeople) -> Tables:
    """Notifications, return interviews, meetings and placements."""
    rng, names = Random(f"{seed} missing"), Random(f"{seed} names in missing")
    care.place_children(rng, made, targets.years[-1].last)
    years = episodes.fill_in(rng, made, targets)
    messages = _by_year([(m.sent_at.date(), m) for m in episodes.notifications(rng, years, targets)], targets)
    interviews = responses.all_interviews(rng, years, targets)
    meetings = [responses.meetings(rng, of_year, year) for of_year, year in zip(years, targets.years, strict=True)]
    placements = [*chain.from_iterable(h.placements for h in made), *care.never_missing(Random(f"{seed} care"), targets, population)]
    return {
        "notifications": _rows(names, layouts.notification_rows, "PN", messages),
        "return_interviews": _rows(names, layouts.interview_rows, "RI", interviews),
        "meetings": _rows(names, layouts.meeting_rows, "MM", meetings),
        "placements": _placements(names, placements, targets),
        **_depth_tables(seed, targets, made, placements, interviews),
    }


def _depth_tables(
    seed: int,
    targets: SampleTotals,
    made: list[histories.History],
    placements: list[histories.Placement],
    interviews: list[list[responses.Interview]],
) -> Tables:
    """The SSDA903 return, details of placements, and themes of return interviews."""
    here = frozenset(history.child.social_care_id for history in made)
    in_order = histories.in_number_order(placements)
    known = list(details.details(Random(f"{seed} placement details"), in_order, here))
    rows = [details.row_of(ref, detail) for ref, detail in layouts.numbered("LP-", known)]
    others = [one for one in known if one.placed_by == care.RESPONSIBLE[True] and one.placement.child.social_care_id not in here]
    inside, outside = ([other.placement for other in others if other.located == place] for place in (details.INSIDE, details.OUTSIDE))
    periods = ssda903.periods_missing(Random(f"{seed} ssda903"), made, outside, inside, targets)
    named = [list(layouts.numbered(_ref("RI", number), of_year)) for number, of_year in enumerate(interviews)]
    return {
        "placement_details": tuple(
            iter([row for one, row in zip(in_order, rows, strict=True) if one.is_open_in(year)]) for year in targets.years
        ),
        "missing": tuple(ssda903.of_year(periods, year) for year in targets.years),
        "interview_themes": tuple(themes.theme_rows(Random(f"{seed} themes {number}"), of_year) for number, of_year in enumerate(named)),
    }


def _other_tables(seed: int, rng: Random, scene: exploitation.Scene, made: list[histories.History]) -> Tables:
    """Referrals, assessments, strategy meetings, the specialist service, and the police list."""
    names, targets, work = Random(f"{seed} names in exploitation"), scene.targets, scene.work
    service = exploitation.service_referrals(rng, scene)
    listed = listing.listings(Random(f"{seed} listing"), scene, [history.child for history in made])
    return {
        "referrals": _rows(names, layouts.referral_rows, "MR", [year.referrals for year in work]),
        "risk_assessments": _rows(names, layouts.contact_rows, "RA", [year.assessments for year in work]),
        "strategy_meetings": _rows(names, layouts.contact_rows, "SM", [year.strategy for year in work]),
        "service_referrals": _rows(names, layouts.service_rows, "SR", _by_year([(r.day, r) for r in service], targets)),
        "exploitation_list": _listed(seed, listed, targets),
    }


def _prevention_tables(seed: int, targets: SampleTotals, districts: tuple[str, ...]) -> Tables:
    """Training of professionals, and what is done with pupils and taxi drivers. No row is about a child."""
    dull = Random(f"{seed} prevention")
    events = [prevention.training(dull, year) for year in targets.years]
    activities = [prevention.activities(dull, year, districts) for year in targets.years]
    taxi = [prevention.taxi_training(dull, year, districts) for year in targets.years]
    return {
        "training_events": tuple(layouts.training_rows(_ref("TE", n), rows) for n, rows in enumerate(events)),
        "prevention": tuple(layouts.activity_rows(_ref("PA", n), rows) for n, rows in enumerate(activities)),
        "taxi_training": tuple(layouts.taxi_rows(_ref("TX", n), rows) for n, rows in enumerate(taxi)),
    }


def _profile_tables(seed: int, scale: int, scene: exploitation.Scene) -> Tables:
    """The police's records of offences against children, and the suspects in them."""
    rng, names, profiles = Random(f"{seed} profile"), Random(f"{seed} names in profile"), scaled(profile.PROFILES, scale)
    of_years = profile.suspects(rng, profiles, scene.targets)
    return {
        "offences": _rows(names, layouts.victim_rows, "OC", profile.victims(rng, profiles, scene)),
        "suspects": tuple(layouts.suspect_rows(_ref("SU", number), rows) for number, rows in enumerate(of_years)),
    }


def _service_tables(seed: int, scale: int, targets: SampleTotals, authority: Authority) -> Tables:
    """What services do together, for schools, and to train professionals. No row is about a child."""
    rng, districts, localities = Random(f"{seed} services"), authority.districts, authority.localities
    done = list(zip(targets.years, scaled(services.YEARS, scale), strict=True))
    every = services.schools(rng, done[0][1], districts)
    again = Random(f"{seed} prevention")
    events = [prevention.training(again, year) for year in targets.years]
    return {
        "network_meetings": _numbered("NM", [services.meetings(rng, year) for year, _ in done]),
        "hot_spots": _numbered("HS", [services.locations(rng, *one, districts) for one in done]),
        "disruption_actions": _numbered("DA", [services.disruption(rng, *one, districts) for one in done]),
        "audit_findings": _numbered("AF", [services.audits(rng, *one) for one in done]),
        "campaign_entries": _numbered("CE", [services.campaign(rng, *one, every) for one in done]),
        "school_support": _numbered("SS", [services.support(rng, *one, every) for one in done]),
        "caseloads": _numbered("CL", [services.caseloads(rng, *one, localities) for one in done]),
        "training_attendance": _numbered("TA", [services.attendance(rng, *one, held) for one, held in zip(done, events, strict=True)]),
        "workforce": _numbered("WF", [services.workforce(rng, *one, scale, districts) for one in done]),
    }


def _cases(seed: int, targets: SampleTotals, considered: Rows, referred: Rows) -> Tables:
    """The MASE panel and the work of the specialist service, on children whom other tables hold. Drawn when those have been written."""
    rng = Random(f"{seed} cases")
    panel = cache(lambda: services.panel(rng, targets.years, considered))
    work = cache(lambda: services.work(rng, targets.years, chain(*referred)))
    return {"panel_cases": _when_asked("MP", panel), "service_work": _when_asked("SW", work)}


def _when_asked(prefix: str, make: Callable[[], list[list[Row]]]) -> Rows:
    """Rows of both years that are not made before the first of them is asked for."""
    return tuple(layouts.plain_rows(_ref(prefix, number), _of_year(make, number)) for number in range(len(YEARS)))


def _of_year(make: Callable[[], list[list[Row]]], number: int) -> Iterator[Row]:
    yield from make()[number]


def _numbered(prefix: str, years: list[list[Row]]) -> Rows:
    return tuple(layouts.plain_rows(_ref(prefix, number), rows) for number, rows in enumerate(years))


def _twice(years: Rows) -> tuple[Rows, Rows]:
    """The rows of both years to be read two times."""
    pairs = [tee(rows) for rows in years]
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def _ref(prefix: str, number: int) -> str:
    """How references of that year begin, such as ``PN15-``."""
    return f"{prefix}{YEARS[number][2:4]}-"


def _rows(names: Random, rows_of, prefix: str, years: list[list]) -> tuple[Iterator[Row], ...]:
    return tuple(rows_of(names, _ref(prefix, number), items) for number, items in enumerate(years))


def _by_year(dated: list[tuple], targets: SampleTotals) -> list[list]:
    """Items by the year of their date. What comes after the second year was still in its extracts, taken a month later."""
    border = targets.years[0].last
    return [[item for day, item in dated if (day > border) == late] for late in (False, True)]


def _placements(names: Random, placements: list[histories.Placement], targets: SampleTotals) -> tuple[Iterator[Row], ...]:
    """The placements open at some time in each year; one that spans both stands in both, alike to the letter."""
    in_order = histories.in_number_order(placements)
    rows = list(zip(in_order, layouts.placement_rows(names, "LP-", in_order), strict=True))
    return tuple(iter([row for p, row in rows if p.is_open_in(year)]) for year in targets.years)


def _listed(seed: int, entries: list[listing.Listing], targets: SampleTotals) -> tuple[Iterator[Row], ...]:
    """The list as it stood at the end of each year; an entry that was there before stands there again, alike to the letter."""
    rows = list(zip(entries, layouts.listing_rows(Random(f"{seed} names in listing"), "EL-", entries), strict=True))
    return tuple(iter([row for entry, row in rows if entry.added_on <= year.last]) for year in targets.years)


def _about(seed: int, scale: int) -> str:
    """What the SYNTHETIC file says before its list of files."""
    lines = [
        "All data in this folder is made up. No child, address or event in it is real.",
        f"Written by `overview sample` with seed {seed} and scale {scale}.",
        "The totals below are those of scale 1. Published ones are printed in a committee report on 2016-17; the year before is",
        "invented except where it says otherwise.",
    ]
    for year in TARGETS.years:
        lines += ["", f"{year.period.name}:"]
        lines += [f"  {name.replace('_', ' ')}: {_plain(value)} ({word})" for name, value, word in described(year) if "weights" not in name]
    lines += ["", "Specialist service:"]
    lines += [f"  {s.first} to {s.last}: {_plain(s.ages)}, re-referrals {s.re_referrals}" for s in TARGETS.service]
    return "\n".join([*lines, ""])


def _plain(value: object) -> str:
    return str(value).translate(str.maketrans("", "", "{}'\""))
