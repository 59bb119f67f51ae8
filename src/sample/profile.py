"""What the police record about sexual offences against children and concern about exploitation: the children, and the suspects.

No report gives these figures; they are made up so that the findings in the published profile come out: most suspects of concerns on line
are white British men aged 18 to 30, white British girls aged 14 and 15 are recorded most, and ethnicity is often not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample.draw import Span, birthday, day_in, deck_of, shuffled
from sample.exploitation import Pools, Scene, Work
from sample.people import Child, MadeUpPeople
from sample.targets import SampleTotals

CONCERN, CRIME = "Concern", "Crime"
DIRECT, ONLINE, UNKNOWN = "Direct contact", "Online only", "Not known"
BRITISH, NOT_STATED = "W1", "NS"
PERCENT_CRIMES = 62
PERCENT_REFERRED = 30
AGAIN_PERCENT = 9
"""Of a hundred children, how many have a second record in the year."""


@dataclass(frozen=True)
class ProfileCounts:
    """How many children and suspects the records of one year are about, by what stands in them."""

    girls: Mapping[int, int]
    boys: Mapping[int, int]
    sex_not_recorded: Mapping[int, int]
    girls_14_15: Mapping[str, int]
    """Ethnicity of girls aged 14 and 15; the others are dealt from ``ethnicity``."""
    ethnicity: Mapping[str, int]
    concerns: Mapping[str, int]
    online_suspects: Mapping[tuple[str, str, str], int]
    other_suspects: Mapping[tuple[str, str, str], int]
    """Suspects by age band, sex and ethnicity."""


@dataclass(slots=True, eq=False)
class Victim:
    """One child in one record."""

    child: Child
    day: date
    ethnicity: str
    record: str
    concern: str


@dataclass(slots=True, eq=False)
class Suspect:
    """One suspect in one record; nothing says who it is."""

    day: date
    age_band: str
    sex: str
    ethnicity: str
    concern: str


FIRST = ProfileCounts(
    girls={4: 3, 6: 4, 7: 5, 8: 6, 9: 8, 10: 10, 11: 16, 12: 28, 13: 40, 14: 54, 15: 50, 16: 30, 17: 18},
    boys={5: 3, 7: 4, 8: 5, 9: 5, 10: 4, 11: 5, 12: 7, 13: 8, 14: 8, 15: 7, 16: 5, 17: 4},
    sex_not_recorded={9: 2, 13: 3, 15: 3},
    girls_14_15={BRITISH: 72, "W9": 3, "M1": 3, "A2": 2, NOT_STATED: 20, "": 4},
    ethnicity={
        BRITISH: 153, "W9": 6, "W2": 2, "M1": 6, "M9": 3,
        "A2": 4, "A1": 3, "B1": 3, "B2": 4, "O9": 2, NOT_STATED: 46, "": 9,
    },
    concerns={DIRECT: 196, ONLINE: 101, UNKNOWN: 48},
    online_suspects={
        ("18-30", "M", BRITISH): 46, ("31-45", "M", BRITISH): 11, ("46+", "M", BRITISH): 7, ("Under 18", "M", BRITISH): 8,
        ("18-30", "M", NOT_STATED): 9, ("", "", ""): 4,
    },
    other_suspects={
        ("18-30", "M", BRITISH): 38, ("31-45", "M", BRITISH): 31, ("46+", "M", BRITISH): 24, ("Under 18", "M", BRITISH): 36,
        ("Under 18", "F", BRITISH): 4, ("18-30", "F", BRITISH): 3, ("18-30", "M", "A2"): 4, ("31-45", "M", "B1"): 3,
        ("18-30", "M", "W9"): 6, ("Under 18", "M", NOT_STATED): 12, ("31-45", "M", NOT_STATED): 8, ("", "", ""): 6,
    },
)  # fmt: skip

SECOND = ProfileCounts(
    girls={4: 3, 6: 4, 7: 5, 8: 6, 9: 9, 10: 11, 11: 19, 12: 30, 13: 42, 14: 61, 15: 59, 16: 33, 17: 19},
    boys={5: 3, 7: 4, 8: 5, 9: 6, 10: 5, 11: 6, 12: 8, 13: 9, 14: 9, 15: 8, 16: 6, 17: 4},
    sex_not_recorded={9: 2, 13: 3, 15: 3},
    girls_14_15={BRITISH: 84, "W9": 3, "M1": 4, "A2": 2, NOT_STATED: 23, "": 4},
    ethnicity={
        BRITISH: 164, "W9": 7, "W2": 2, "M1": 6, "M9": 4,
        "A2": 4, "A1": 4, "B1": 3, "B2": 5, "O9": 2, NOT_STATED: 50, "": 11,
    },
    concerns={DIRECT: 201, ONLINE: 133, UNKNOWN: 48},
    online_suspects={
        ("18-30", "M", BRITISH): 68, ("31-45", "M", BRITISH): 14, ("46+", "M", BRITISH): 8, ("Under 18", "M", BRITISH): 10,
        ("18-30", "M", NOT_STATED): 13, ("", "", ""): 7,
    },
    other_suspects={
        ("18-30", "M", BRITISH): 36, ("31-45", "M", BRITISH): 33, ("46+", "M", BRITISH): 22, ("Under 18", "M", BRITISH): 39,
        ("Under 18", "F", BRITISH): 5, ("18-30", "F", BRITISH): 4, ("18-30", "M", "A2"): 4, ("31-45", "M", "B1"): 3,
        ("18-30", "M", "W9"): 7, ("Under 18", "M", NOT_STATED): 11, ("31-45", "M", NOT_STATED): 9, ("", "", ""): 7,
    },
)  # fmt: skip

PROFILES = (FIRST, SECOND)


def victims(rng: Random, profiles: Iterable[ProfileCounts], scene: Scene) -> list[list[Victim]]:
    """The children of both years, each year in the order of the records. Some were referred to social care in the same year."""
    return [
        _victims(rng, profile, (year.first, year.last), _pools(rng, scene.population, (year.first, year.last), done))
        for profile, year, done in zip(profiles, scene.targets.years, scene.work, strict=True)
    ]


def suspects(rng: Random, profiles: Iterable[ProfileCounts], targets: SampleTotals) -> list[list[Suspect]]:
    """The suspects of both years, each year in the order of the records."""
    return [_suspects(rng, profile, (year.first, year.last)) for profile, year in zip(profiles, targets.years, strict=True)]


def _pools(rng: Random, population: MadeUpPeople, span: Span, done: Work) -> Pools:
    """The children to choose from, some of them referred to social care in the same year."""
    referred = {contact.child.social_care_id: contact.child for contact in done.referrals}
    return Pools(rng, population, span, {PERCENT_REFERRED: list(referred.values())})


def _victims(rng: Random, profile: ProfileCounts, span: Span, pools: Pools) -> list[Victim]:
    groups = {"F": profile.girls, "M": profile.boys, "": profile.sex_not_recorded}
    people = [(sex, age) for sex, ages in groups.items() for age, count in ages.items() for _ in range(count)]
    decks = deck_of(rng, profile.girls_14_15), deck_of(rng, profile.ethnicity)
    concerns = deck_of(rng, profile.concerns)
    first = [_victim(rng, pools.take(*person), decks[person not in {("F", 14), ("F", 15)}].pop(), concerns.pop()) for person in people]
    again = [_again(rng, victim, span) for victim in shuffled(rng, first)[: len(first) * AGAIN_PERCENT // 100]]
    return sorted(first + again, key=lambda one: (one.day, one.child.police_id))


def _victim(rng: Random, taken: tuple[Child, date], ethnicity: str, concern: str) -> Victim:
    """A record of a child taken from the pools, with the day that it was taken for."""
    child, day = taken
    record = CRIME if rng.randint(1, 100) <= PERCENT_CRIMES else CONCERN
    return Victim(child, day, ethnicity, record, concern)


def _again(rng: Random, victim: Victim, span: Span) -> Victim:
    """A later record of the same child, before it turns 18."""
    last = min(span[1], birthday(victim.child.born, 18) - timedelta(days=1))
    return Victim(victim.child, day_in(rng, (victim.day, last)), victim.ethnicity, CONCERN, victim.concern)


def _suspects(rng: Random, profile: ProfileCounts, span: Span) -> list[Suspect]:
    online = [Suspect(day_in(rng, span), *who, ONLINE) for who in deck_of(rng, profile.online_suspects)]
    others = [Suspect(day_in(rng, span), *who, rng.choice((DIRECT, DIRECT, UNKNOWN))) for who in deck_of(rng, profile.other_suspects)]
    return sorted(online + others, key=lambda one: (one.day, one.age_band, one.sex, one.ethnicity, one.concern))
