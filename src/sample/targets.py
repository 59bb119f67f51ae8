"""The totals that the sample is built to, each with where it comes from.

``PUBLISHED`` values are printed in the committee report; ``FITTED`` ones are chosen so that a share, range or peak printed there comes out;
everything else is invented. Ages, sexes and places stand where they are counted: at a child's first event of the year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from analysis.base.periods import Period

Anything = TypeVar("Anything")

PUBLISHED, FITTED, INVENTED = "published", "fitted to a published figure", "invented"
YEARS = ("2015-16", "2016-17")
HOME, OWN, OTHER, BLANK = "home", "own_care", "other_authority_care", "not_recorded"
PLACES = (HOME, OWN, OTHER, BLANK)
OUTCOMES = ("Completed", "Advice given", "Offered and declined", "Not attempted")


class CalibrationError(AssertionError):
    """The sample could not be built to its targets: a mistake in the targets or in the generator, not the user's."""


def insist(holds: bool, what: str) -> None:
    """Raise `CalibrationError` unless ``holds``."""
    if not holds:
        raise CalibrationError(what)


@dataclass(frozen=True)
class Missing:
    """Children who go missing in a year, their episodes, and what the police send about them."""

    missing_notifications: int
    absent_notifications: int
    children: Mapping[str, Mapping[str, int]]
    """Children by sex as the police write it and by place of the first notification of the year."""
    episodes_of_children: Mapping[str, Mapping[str, int]]
    """Episodes of those same children, wherever each one began."""
    moves: Mapping[tuple[str, str], int]
    """Later episodes that began somewhere else: (place of the first, place of this one) to how many."""
    ages: Mapping[int, int]
    missing_episodes: int
    absent_episodes: int
    upgraded_episodes: int
    repeats: int
    missing_sent: tuple[int, int, int]
    absent_sent: tuple[int, int, int]
    returned_next_year: int
    still_open: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Interviews:
    """Returned missing episodes by where they began, and what became of the return interview."""

    outcomes: Mapping[str, tuple[int, int, int, int]]
    not_required: Mapping[str, int]
    absent_not_required: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Meetings:
    """Multi-agency meetings about missing children."""

    requested: int
    complete: int
    cancelled: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Exploitation:
    """Children at risk of sexual exploitation: referrals, assessments and strategy meetings."""

    referred_children: int
    referrals: int
    assessments: int
    strategy_rows: int
    strategy_ages: Mapping[int, int]
    strategy_boys: int
    strategy_also_referred: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Service:
    """Referrals to the specialist service between two dates: first referrals by sex and age, and re-referrals."""

    first: date
    last: date
    ages: Mapping[str, Mapping[int, int]]
    re_referrals: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Prevention:
    """Training, work with pupils and training for taxi drivers."""

    events: Mapping[str, int]
    delegates: Mapping[str, int]
    activities: Mapping[str, int]
    pupils: Mapping[str, int]
    taxi_sessions: int
    taxi_drivers: int
    provenance: Mapping[str, str]


@dataclass(frozen=True)
class Year:
    """All targets of one reporting year."""

    period: Period
    month_weights: tuple[int, ...]
    """How busy the months April to March are; the second year falls and then levels off."""
    missing: Missing
    interviews: Interviews
    meetings: Meetings
    exploitation: Exploitation
    prevention: Prevention

    @property
    def first(self) -> date:
        return self.period.start

    @property
    def last(self) -> date:
        return self.period.end


@dataclass(frozen=True)
class SampleTotals:
    """Both years, what spans them, and the service that reports over its own dates."""

    years: tuple[Year, Year]
    missing_in_both: Mapping[str, Mapping[tuple[str, str], int]]
    """Children who go missing in both years, by sex and by (place in the first year, place in the second)."""
    ages_in_both: Mapping[int, int]
    """Their ages in the first year; each is one year older in the second."""
    never_missing_looked_after: Mapping[str, int]
    service: tuple[Service, ...]


def scaled(value: Anything, times: int) -> Anything:
    """The same targets with every count multiplied; names, dates, weights and ages stay."""
    return _changed(value, lambda one: one * times if type(one) is int else one)


def moved(value: Anything, years: int) -> Anything:
    """The same targets for so many years later; every count stays."""
    return _changed(value, lambda one: _later(one, years))


def _later(value: Anything, years: int) -> Anything:
    if isinstance(value, Period):
        return Period.parse(f"{value.start.year + years}-{(value.end.year + years) % 100:02d}")
    return value.replace(year=value.year + years) if isinstance(value, date) else value


def _changed(value: Anything, change: Callable[[Any], Any]) -> Anything:
    """The same targets with each number, word, date and period changed; keys stay."""
    if isinstance(value, Mapping):
        return {key: _changed(part, change) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, Period):
        return replace(value, **{f.name: _changed(getattr(value, f.name), change) for f in fields(value)})
    return change(value)


def described(record: Any, prefix: str = "") -> Iterator[tuple[str, Any, str]]:
    """Every target below a record as (name, value, provenance)."""
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "provenance" or isinstance(value, Period):
            continue
        if is_dataclass(value):
            yield from described(value, f"{field.name}.")
        else:
            yield f"{prefix}{field.name}", value, getattr(record, "provenance", {}).get(field.name, INVENTED)


FIRST = Year(
    period=Period.parse("2015-16"),
    month_weights=(98, 104, 108, 110, 100, 104, 103, 98, 84, 92, 94, 100),
    missing=Missing(
        missing_notifications=2260,
        absent_notifications=552,
        children={
            "F": {HOME: 384, OWN: 74, OTHER: 64, BLANK: 9},
            "M": {HOME: 352, OWN: 71, OTHER: 60, BLANK: 10},
            "": {HOME: 8, OWN: 0, OTHER: 0, BLANK: 2},
        },
        episodes_of_children={
            "F": {HOME: 905, OWN: 324, OTHER: 221, BLANK: 19},
            "M": {HOME: 759, OWN: 244, OTHER: 179, BLANK: 19},
            "": {HOME: 8, OWN: 0, OTHER: 0, BLANK: 2},
        },
        moves={(HOME, OWN): 12, (OWN, HOME): 10, (HOME, BLANK): 24, (BLANK, HOME): 4},
        ages={2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 6, 8: 8, 9: 12, 10: 22, 11: 38, 12: 66, 13: 128, 14: 188, 15: 236, 16: 198, 17: 120},
        missing_episodes=2190,
        absent_episodes=490,
        upgraded_episodes=62,
        repeats=70,
        missing_sent=(1492, 633, 135),
        absent_sent=(210, 193, 149),
        returned_next_year=3,
        still_open=0,
        provenance={"episodes_of_children": FITTED, "ages": FITTED},
    ),
    interviews=Interviews(
        outcomes={HOME: (910, 221, 117, 52), OWN: (270, 66, 92, 22), OTHER: (156, 48, 83, 23), BLANK: (20, 8, 8, 4)},
        not_required={HOME: 60, OWN: 13, OTHER: 10, BLANK: 4},
        absent_not_required=30,
        provenance={},
    ),
    meetings=Meetings(requested=309, complete=231, cancelled=31, provenance={"complete": FITTED}),
    exploitation=Exploitation(
        referred_children=323,
        referrals=355,
        assessments=351,
        strategy_rows=143,
        strategy_ages={10: 2, 11: 4, 12: 16, 13: 32, 14: 29, 15: 20, 16: 12, 17: 6},
        strategy_boys=20,
        strategy_also_referred=103,
        provenance={"referred_children": PUBLISHED, "assessments": PUBLISHED, "strategy_ages": FITTED},
    ),
    prevention=Prevention(
        events={"Multi-agency, face to face": 6, "Single agency": 9, "Showcase": 1},
        delegates={"Multi-agency, face to face": 288, "Single agency": 171, "Showcase": 140},
        activities={"Theatre performance": 41, "Workshop": 22},
        pupils={"Theatre performance": 7900, "Workshop": 616},
        taxi_sessions=42,
        taxi_drivers=1850,
        provenance={},
    ),
)

SECOND = Year(
    period=Period.parse("2016-17"),
    month_weights=(112, 112, 112, 110, 102, 102, 97, 94, 88, 95, 95, 99),
    missing=Missing(
        missing_notifications=2154,
        absent_notifications=492,
        children={
            "F": {HOME: 318, OWN: 76, OTHER: 66, BLANK: 8},
            "M": {HOME: 339, OWN: 82, OTHER: 72, BLANK: 8},
            "": {HOME: 14, OWN: 0, OTHER: 0, BLANK: 4},
        },
        episodes_of_children={
            "F": {HOME: 692, OWN: 285, OTHER: 203, BLANK: 19},
            "M": {HOME: 756, OWN: 313, OTHER: 217, BLANK: 17},
            "": {HOME: 14, OWN: 0, OTHER: 0, BLANK: 4},
        },
        moves={(HOME, OWN): 12, (OWN, HOME): 10, (HOME, BLANK): 24, (BLANK, HOME): 4},
        ages={2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 6, 8: 8, 9: 12, 10: 22, 11: 36, 12: 62, 13: 118, 14: 175, 15: 228, 16: 190, 17: 118},
        missing_episodes=2088,
        absent_episodes=432,
        upgraded_episodes=60,
        repeats=66,
        missing_sent=(1486, 582, 86),
        absent_sent=(226, 172, 94),
        returned_next_year=7,
        still_open=2,
        provenance={
            # The report prints the two together: 2,646 notifications about 987 children.
            "missing_notifications": "published in total, split invented",
            "absent_notifications": "published in total, split invented",
            "children": "published in total, places fitted to published shares",
            "episodes_of_children": FITTED,
            "ages": FITTED,
            "missing_sent": FITTED,
            "absent_sent": FITTED,
        },
    ),
    interviews=Interviews(
        outcomes={HOME: (828, 219, 80, 23), OWN: (268, 92, 100, 10), OTHER: (140, 60, 116, 14), BLANK: (20, 8, 8, 4)},
        not_required={HOME: 62, OWN: 14, OTHER: 11, BLANK: 5},
        absent_not_required=30,
        provenance={"outcomes": FITTED},
    ),
    meetings=Meetings(requested=313, complete=234, cancelled=28, provenance={"requested": PUBLISHED, "complete": PUBLISHED}),
    exploitation=Exploitation(
        referred_children=263,
        referrals=289,
        assessments=335,
        strategy_rows=96,
        strategy_ages={10: 1, 11: 3, 12: 7, 13: 12, 14: 22, 15: 20, 16: 12, 17: 5},
        strategy_boys=13,
        strategy_also_referred=71,
        provenance={"referred_children": PUBLISHED, "assessments": PUBLISHED, "strategy_ages": FITTED},
    ),
    prevention=Prevention(
        events={"Multi-agency, face to face": 4, "Single agency": 7, "Showcase": 1},
        delegates={"Multi-agency, face to face": 194, "Single agency": 133, "Showcase": 155},
        activities={"Theatre performance": 40, "Workshop": 26, "Competition": 14},
        pupils={"Theatre performance": 7700, "Workshop": 728, "Competition": 1120},
        taxi_sessions=46,
        taxi_drivers=2150,
        provenance={
            "pupils": "theatre published as 15,600 over both years, split and rest invented",
            "taxi_drivers": "published as 4,000 to date, split invented",
            "events": "multi-agency and showcase published, rest invented",
            "delegates": "multi-agency published, rest invented",
        },
    ),
)

SERVICE = (
    Service(date(2015, 4, 1), date(2015, 6, 30), {"F": {13: 1, 14: 2, 15: 3, 16: 1}, "M": {14: 1, 15: 1}}, 0, {}),
    Service(
        date(2015, 7, 1),
        date(2016, 4, 30),
        {"F": {10: 1, 11: 1, 12: 2, 13: 4, 14: 8, 15: 8, 16: 4, 17: 2}, "M": {13: 1, 14: 2, 15: 2, 16: 1}},
        2,
        {},
    ),
    Service(date(2016, 5, 1), date(2016, 6, 30), {"F": {13: 1, 14: 2, 15: 1}, "M": {15: 1}}, 0, {}),
    Service(
        date(2016, 7, 1),
        date(2017, 4, 30),
        {"F": {10: 1, 11: 1, 12: 2, 13: 4, 14: 7, 15: 9, 16: 6, 17: 3}, "M": {12: 1, 13: 1, 14: 1, 15: 2, 16: 1, 17: 1}},
        3,
        {"ages": FITTED, "re_referrals": PUBLISHED},
    ),
)

TARGETS = SampleTotals(
    years=(FIRST, SECOND),
    missing_in_both={
        "F": {(HOME, HOME): 84, (HOME, OWN): 8, (OWN, OWN): 26, (OWN, HOME): 3, (OTHER, OTHER): 22, (BLANK, HOME): 2, (HOME, BLANK): 2},
        "M": {(HOME, HOME): 92, (HOME, OWN): 9, (OWN, OWN): 30, (OWN, HOME): 3, (OTHER, OTHER): 25, (BLANK, HOME): 2, (HOME, BLANK): 2},
    },
    ages_in_both={10: 8, 11: 14, 12: 28, 13: 56, 14: 88, 15: 76, 16: 40},
    never_missing_looked_after={OWN: 560, OTHER: 150},
    service=SERVICE,
)
