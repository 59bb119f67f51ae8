"""A population of made-up children, and the ways in which different offices spell the same child."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from random import Random

from analysis.base.settings import Fault
from sample.targets import CalibrationError

try:
    from faker import Faker
except ImportError:
    raise Fault("The sample needs faker. Install the project with its extra: `uv sync --locked --extra sample`.") from None

POLICE, SOCIAL_CARE, TRACKER, MEETINGS, SERVICE, LISTING = "police", "social care", "tracker", "meetings", "service", "listing"

NICKNAMES = {
    "Alexander": "Alex",
    "Benjamin": "Ben",
    "Daniel": "Dan",
    "Elizabeth": "Liz",
    "Jacob": "Jake",
    "James": "Jamie",
    "Jessica": "Jess",
    "Joshua": "Josh",
    "Katherine": "Katie",
    "Matthew": "Matt",
    "Michael": "Mike",
    "Nicholas": "Nick",
    "Rebecca": "Becky",
    "Samantha": "Sam",
    "Samuel": "Sam",
    "Thomas": "Tom",
    "William": "Will",
    "Zachary": "Zac",
}
SHORT = {formal.casefold(): short.casefold() for formal, short in NICKNAMES.items()}

# Names whose spelling varies between offices; Faker hardly ever draws one.
GIRLS = ("Zoë", "Chloë", "Renée", "Mary-Jane", "Anne-Marie", "Elizabeth", "Jessica", "Katherine", "Rebecca", "Samantha")
BOYS = ("André", "Jean-Paul", "Alexander", "Benjamin", "Jacob", "Joshua", "Matthew", "Nicholas", "Samuel", "Thomas", "Zachary")
SURNAMES = ("O'Neill", "O'Brien", "D'Souza", "O'Connor", "Smith-Jones", "Taylor-Brown", "Clarke-Webb", "Núñez", "Bélanger")
POOL = 400
TRIES = 200


@dataclass(slots=True, eq=False)
class Child:
    """One made-up child. ``sex`` is F, M or empty when nobody wrote it down."""

    forename: str
    surname: str
    sex: str
    born: date
    postcode: str
    district: str
    police_id: str
    social_care_id: str
    spellings: dict[str, tuple[str, str]] = field(default_factory=dict)


class MadeUpPeople:
    """All children of one sample. No two share a normalised name and a date of birth."""

    def __init__(self, seed: int, districts: tuple[str, ...]) -> None:
        self._rng = Random(f"{seed} people")
        self._districts = districts
        self._known: set[tuple[str, date]] = set()
        self._count = 0
        self._surnames, self._forenames = _name_pools(seed)

    def add(self, sex: str, born: date) -> Child:
        """A new child of that sex and date of birth."""
        forename, surname = self._new_name(sex, born)
        self._count += 1
        return Child(
            forename=forename,
            surname=surname,
            sex=sex,
            born=born,
            postcode=made_up_postcode(self._rng),
            district=self._rng.choice(self._districts),
            police_id=f"N{3_000_000 + self._count * 7 + self._rng.randint(0, 6)}",
            social_care_id=str(1_000_000 + self._count * 9 + self._rng.randint(0, 8)),
        )

    def _new_name(self, sex: str, born: date) -> tuple[str, str]:
        pool = self._forenames[sex or self._rng.choice("FM")]
        for _ in range(TRIES):
            name = self._rng.choice(pool), self._rng.choice(self._surnames)
            key = normalised(" ".join(name)), born
            if key not in self._known:
                self._known.add(key)
                return name
        raise CalibrationError(f"no unused name in {TRIES} tries for a child born on {born}")


def _name_pools(seed: int) -> tuple[list[str], dict[str, list[str]]]:
    faker = Faker("en_GB")
    faker.seed_instance(seed)
    surnames = [faker.last_name() for _ in range(POOL)] + list(SURNAMES) * 2
    girls = [faker.first_name_female() for _ in range(POOL)] + list(GIRLS) * 3
    boys = [faker.first_name_male() for _ in range(POOL)] + list(BOYS) * 3
    return surnames, {"F": girls, "M": boys}


def made_up_postcode(rng: Random) -> str:
    """A postcode in TX, an area that the Royal Mail has never used."""
    return f"TX{rng.randint(1, 29)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"


def normalised(name: str) -> str:
    """What all spellings of one child's name have in common: its plain words, short forms for long, in alphabetical order."""
    plain = without_accents(name).casefold().replace("'", "").replace("’", "")
    words = plain.replace("-", " ").replace(",", " ").split()
    return " ".join(sorted({SHORT.get(word, word) for word in words}))


def without_accents(text: str) -> str:
    """The text in plain letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def spelling(rng: Random, child: Child, source: str) -> tuple[str, str]:
    """Forename and surname as one office knows the child: always the same within that office."""
    if source not in child.spellings:
        child.spellings[source] = _as_heard(rng, _maybe_short(rng, child.forename)), _as_heard(rng, child.surname)
    return child.spellings[source]


def _maybe_short(rng: Random, forename: str) -> str:
    return NICKNAMES[forename] if forename in NICKNAMES and rng.random() < 0.3 else forename


def _as_heard(rng: Random, name: str) -> str:
    if name.isascii() and name.isalpha():
        return name
    if rng.random() < 0.4:
        name = without_accents(name)
    if rng.random() < 0.4:
        name = name.replace("-", " ")
    return name.replace("'", rng.choice(("'", "'", "’", "")))


def slip(rng: Random, text: str) -> str:
    """The text as typed: now and then with a stray space or in the wrong case."""
    chance = rng.randint(1, 100)
    if chance > 4:
        return text
    return (f"{text} ", f" {text}", text.lower(), text.upper())[chance - 1]


def police_name(rng: Random, child: Child, source: str = POLICE) -> tuple[str, str]:
    """Surname in capitals and forenames."""
    forename, surname = spelling(rng, child, source)
    return slip(rng, surname.upper()), slip(rng, forename)


def social_care_name(rng: Random, child: Child) -> tuple[str, str]:
    """Last name and first name."""
    forename, surname = spelling(rng, child, SOCIAL_CARE)
    return slip(rng, surname), slip(rng, forename)


def full_name(rng: Random, child: Child, source: str) -> str:
    """Both names in one cell, in either order."""
    forename, surname = spelling(rng, child, source)
    return slip(rng, f"{forename} {surname.upper()}" if rng.random() < 0.6 else f"{surname.upper()}, {forename}")
