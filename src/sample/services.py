"""Partnership, support for schools, caseloads, the work of the specialist service, and training by agency. All of it is invented, but for
totals that other tables hold: delegates at events, and e-learning courses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter
from random import Random
from typing import TypeVar

from analysis.base.periods import Period
from sample.draw import apportion, deck_of, even_parts, from_buckets, working_day_in
from sample.prevention import Event
from sample.targets import Year

Item = TypeVar("Item")
Row = tuple

PLACES = {
    "Park or open space": 22,
    "Shops or takeaway": 27,
    "Station, stop or taxi rank": 15,
    "Hotel or guest house": 10,
    "Licensed premises": 9,
    "Empty building": 9,
    "Other": 8,
}
DISRUPTION = {
    "Police order or warning notice": 30,
    "Housing action": 13,
    "Licensing action": 15,
    "More social work visits": 19,
    "More patrols or warden visits": 23,
}
AGREED_BY = {"MASE panel": 55, "Concerns Network": 45}
THEMES = {
    "Relationship of worker and child": 20,
    "Analysis of why children go missing": 25,
    "Co-ordinated response": 20,
    "Recording": 15,
    "Timeliness": 12,
    "Other": 8,
}
TIERS = {"Universal": 60, "Targeted": 25, "Specialist": 10, "Recovery": 5}
TOPICS = {
    "Online safety and sexting": 38,
    "Sexual exploitation": 24,
    "Bullying": 14,
    "Radicalisation and extremism": 11,
    "Female genital mutilation": 6,
    "Other or several": 7,
}
PHASES = {"Primary": 68, "Secondary": 26, "Special": 6}
YEAR_GROUPS = {"Primary": ("Year 6",), "Secondary": ("Year 7", "Year 8"), "Special": ("Year 8",)}
AGENCIES = {
    "Social care and early help": 28,
    "Police": 12,
    "Health": 20,
    "Schools": 26,
    "District councils": 6,
    "Voluntary organisations": 8,
}
STAFF = {
    "Social care and early help": 640,
    "Police": 410,
    "Health": 1250,
    "Schools": 5200,
    "District councils": 380,
    "Voluntary organisations": 290,
}
CLOSED_WITH = {"Needs met": 58, "Needs met in part": 24, "No longer came": 12, "Passed on": 6}
PERCENT_AT_PANEL, TIMES_AT_PANEL = 40, (1, 1, 2, 2, 3, 4)
CONTINUES, LEFT_PANEL = "To be considered again", ("Risk reduced, left the panel",) * 4 + ("Taken to child protection or court",)
DISRUPTION_AGREED = ("Yes",) * 3 + ("No",) * 2
DAYS_OF_CHILDHOOD = 18 * 365
DAYS_TO_FIRST_SEEN = ((3, 14, 52), (15, 28, 33), (29, 55, 15))
DAYS_OF_WORK = (70, 250)
PERCENT_NEVER_SEEN = 3
EXTRACT_TAKEN = timedelta(days=30)
"""How long after the year the files were written."""


@dataclass(frozen=True)
class ServiceCounts:
    """What services did in one year, as counts; staff and drivers trained at its start and end, in per cent."""

    locations: int
    actions: int
    strengths: int
    improvements: int
    schools: int
    campaign: str
    campaign_schools: int
    entries: int
    packages: int
    caseloads: Mapping[str, int]
    e_learning: int
    drivers: int
    drivers_trained_pct: str
    staff_trained_pct: str


YEARS = (
    ServiceCounts(52, 34, 5, 9, 330, "Stay safe poster", 19, 210, 96, {"Development worker": 41}, 1032, 4240, "4 to 40", "31 to 42"),
    ServiceCounts(
        *(61, 47, 9, 13, 330, "U-create sexting radio commercial", 27, 338, 148),
        {"Development worker": 118, "Universal support consultant": 83, "Schools health co-ordinator": 57},
        *(1184, 4310, "40 to 83", "42 to 57"),
    ),
)
"""The e-learning courses of both years are those that stand in config/supplied."""


@dataclass(frozen=True)
class School:
    """A school without a name."""

    number: str
    phase: str
    district: str


def meetings(rng: Random, year: Year) -> list[Row]:
    """Meetings of the Concerns Network, every second month: day and number of agencies. Twice as many children need no more meetings."""
    starts = [year.first.replace(day=1) + timedelta(days=61 * number) for number in range(6)]
    return [(working_day_in(rng, (start, start + timedelta(days=20))), rng.randint(8, 13)) for start in starts]


def locations(rng: Random, year: Year, services: ServiceCounts, districts: Sequence[str]) -> list[Row]:
    """Hot-spot locations: day, district and kind of place."""
    kinds, places = mixed(rng, services.locations, PLACES), mixed(rng, services.locations, uneven(districts))
    return list(zip(spread(rng, year, services.locations), places, kinds, strict=True))


def disruption(rng: Random, year: Year, services: ServiceCounts, districts: Sequence[str]) -> list[Row]:
    """Actions to disrupt: day, kind, who agreed it, and district."""
    count = services.actions
    columns = (mixed(rng, count, DISRUPTION), mixed(rng, count, AGREED_BY), mixed(rng, count, uneven(districts)))
    return list(zip(spread(rng, year, count), *columns, strict=True))


def audits(rng: Random, year: Year, services: ServiceCounts) -> list[Row]:
    """Findings of one audit: its name, day, kind, theme, and when the action was due and done. A strength needs none."""
    reported = working_day_in(rng, (year.first + timedelta(days=60), year.first + timedelta(days=120)))
    kinds = ["Strength"] * services.strengths + ["To be improved"] * services.improvements
    name = f"Children missing from home and care, {year.period.label}"
    found = zip(kinds, mixed(rng, len(kinds), THEMES), strict=True)
    return [(name, reported, kind, theme, *_action(rng, year, reported, kind)) for kind, theme in found]


def _action(rng: Random, year: Year, reported: date, kind: str) -> tuple[date | None, date | None]:
    if kind == "Strength":
        return None, None
    due = reported + timedelta(days=rng.choice((60, 90, 120, 180)))
    done = due + timedelta(days=from_buckets(rng, ((-40, 0, 70), (5, 60, 20), (400, 500, 10))))
    return due, done if done <= year.last + EXTRACT_TAKEN else None


def schools(rng: Random, services: ServiceCounts, districts: Sequence[str]) -> list[School]:
    """The schools of the area."""
    columns = zip(mixed(rng, services.schools, PHASES), mixed(rng, services.schools, uneven(districts)), strict=True)
    return [School(f"S{number:04d}", phase, district) for number, (phase, district) in enumerate(columns, 1)]


def campaign(rng: Random, year: Year, services: ServiceCounts, every: list[School]) -> list[Row]:
    """Entries to the campaign of the year, in the autumn: day, campaign, school, year group, district and number."""
    took_part = rng.sample(every, services.campaign_schools)
    groups = [(school, group) for school in took_part for group in YEAR_GROUPS[school.phase]]
    autumn = (date(year.first.year, 10, 3), date(year.first.year, 12, 16))
    return [
        (working_day_in(rng, autumn), services.campaign, school.number, group, school.district, entries)
        for (school, group), entries in zip(groups, even_parts(rng, services.entries, len(groups)), strict=True)
    ]


def support(rng: Random, year: Year, services: ServiceCounts, every: list[School]) -> list[Row]:
    """Packages of support: day, school, its phase and district, tier and topic. Half of the schools ask for nothing."""
    asking, count = every[: len(every) // 3], services.packages
    rows = zip(spread(rng, year, count), mixed(rng, count, TIERS), mixed(rng, count, TOPICS), strict=True)
    return [
        (day, school.number, school.phase, school.district, tier, topic) for day, tier, topic in rows for school in [rng.choice(asking)]
    ]


def caseloads(rng: Random, year: Year, services: ServiceCounts, localities: Sequence[str]) -> list[Row]:
    """Open cases at the end of each quarter: day, role, locality and number. In its first year the team is counted once."""
    ends = [quarter.end for quarter in year.period.quarters][-1 if len(services.caseloads) == 1 else 0 :]
    return [
        (end, role, locality, cases)
        for end, at_work in zip(ends, (70, 82, 91, 100)[-len(ends) :], strict=True)
        for role, total in services.caseloads.items()
        for locality, cases in zip(localities, even_parts(rng, total * at_work // 100, len(localities)), strict=True)
    ]


def attendance(rng: Random, year: Year, services: ServiceCounts, events: Iterable[Event]) -> list[Row]:
    """People trained by agency: those at each event, and e-learning courses in each month."""
    rows = [(event.day, event.kind, event.people) for event in events]
    ends = [quarter.end for quarter in months_of(year.period)]
    rows += [(end, "E-learning", people) for end, people in zip(ends, even_parts(rng, services.e_learning, len(ends)), strict=True)]
    return [
        (day, kind, agency, people)
        for day, kind, whole in sorted(rows)
        for agency, people in zip(AGENCIES, apportion(whole, [weight * rng.randint(70, 130) for weight in AGENCIES.values()]), strict=True)
        if people
    ]


def workforce(rng: Random, year: Year, services: ServiceCounts, scale: int, districts: Sequence[str]) -> list[Row]:
    """Those to be trained at the end of each quarter: day, group, district, how many, and how many of them have been trained."""
    drivers = dict(zip(districts, even_parts(rng, services.drivers, len(districts)), strict=True))
    rows = []
    for number, quarter in enumerate(year.period.quarters, 1):
        groups = [("Licensed taxi drivers", *one, services.drivers_trained_pct) for one in drivers.items()]
        groups += [(agency, "", people * scale, services.staff_trained_pct) for agency, people in STAFF.items()]
        rows += [(quarter.end, *group[:3], group[2] * _pct(rng, group[3], number) // 100) for group in groups]
    return rows


def _pct(rng: Random, course: str, quarter: int) -> int:
    """The percentage trained at the end of a quarter, between those at the start and the end of the year, a little up or down."""
    start, end = map(int, course.split(" to "))
    return max(0, start + (end - start) * quarter // 4 + rng.randint(-3, 3))


def panel(rng: Random, years: Sequence[Year], considered: Sequence[Iterable[Row]]) -> list[list[Row]]:
    """The MASE panel, from rows of strategy meetings: who the child is, the day, new or review, the outcome, and disruption agreed.

    The panel meets each month. Two in five of the children come to it, at its next meeting, and up to three times more.
    """
    known: set[str] = set()
    return [sorted(_of_panel(rng, year, rows, known), key=itemgetter(5, 0)) for year, rows in zip(years, considered, strict=True)]


def _of_panel(rng: Random, year: Year, rows: Iterable[Row], known: set[str]) -> Iterator[Row]:
    days = [month.start + timedelta(days=(2 - month.start.weekday()) % 7 + 14) for month in months_of(year.period)]
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[1], row)
    for number, (_, *child, met, _) in sorted(first.items()):
        ahead = [day for day in days if day > met and (day - child[3]).days < DAYS_OF_CHILDHOOD]
        heard = ahead[: rng.choice(TIMES_AT_PANEL)] if rng.randint(1, 100) <= PERCENT_AT_PANEL else []
        for day in heard:
            outcome = rng.choice(LEFT_PANEL) if day == heard[-1] else CONTINUES
            yield (*child, day, "Review" if number in known else "New", outcome, rng.choice(DISRUPTION_AGREED))
            known.add(number)


def work(rng: Random, years: Sequence[Year], referrals: Iterable[Row]) -> list[list[Row]]:
    """Steps of the work on referrals, in the year in which they were taken: case, day, step and outcome."""
    steps = [step for case, *_, received, _ in referrals for step in _steps(rng, case, received)]
    border, known = years[0].last, years[-1].last + EXTRACT_TAKEN
    return [[step for step in steps if step[1] <= known and (step[1] > border) == is_later] for is_later in (False, True)]


def _steps(rng: Random, case: str, received: date) -> list[Row]:
    """A child is first seen, and the case is closed; a few children never come."""
    seen = _weekday(received + timedelta(days=from_buckets(rng, DAYS_TO_FIRST_SEEN)))
    closed = _weekday(seen + timedelta(days=rng.randint(*DAYS_OF_WORK)))
    outcome = rng.choices(list(CLOSED_WITH), list(CLOSED_WITH.values()))[0]
    return [(case, seen, "First seen", ""), (case, closed, "Closed", outcome)] if rng.randint(1, 100) > PERCENT_NEVER_SEEN else []


def _weekday(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def months_of(period: Period) -> list[Period]:
    """The months of a period."""
    return [Period.parse(f"{month // 12}-{month % 12 + 1:02d} to {month // 12}-{month % 12 + 1:02d}") for month in period.months]


def spread(rng: Random, year: Year, count: int) -> list[date]:
    """So many working days, one in each equal stretch of the year."""
    days = (year.last - year.first).days + 1
    edges = [year.first + timedelta(days=days * number // count) for number in range(count + 1)]
    return [working_day_in(rng, (start, max(start, end - timedelta(days=1)))) for start, end in pairwise(edges)]


def mixed(rng: Random, count: int, weights: Mapping[Item, int]) -> list[Item]:
    """So many items in proportion to their weights, shuffled."""
    return list(deck_of(rng, dict(zip(weights, apportion(count, list(weights.values())), strict=True))))


def uneven(names: Sequence[str]) -> dict[str, int]:
    """Weights of names, the first ones heavier; however many there are, each has some."""
    return {name: max(4, 100 - 8 * place) for place, name in enumerate(names)}
