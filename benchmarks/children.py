"""Made-up children and families in the extracts of seven agencies, which name them as people write names; truth apart.

It is for measuring linkage (`people.py`) and shares no list of names, forms or slips with what it measures. Every chance is a number
below, so that a reader can say what a goal was measured on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

import pandas as pd
from faker import Faker

from analysis.intake.sources import TEXT, TIME

LOCALES = {"British": ("en_GB", 62), "Polish": ("pl_PL", 8), "Romanian": ("ro_RO", 7), "Indian": ("en_IN", 8), "Muslim": ("en_PK", 10),
           "West African": ("yo_NG", 5)}  # fmt: skip
"""The name groups: whose names Faker makes, and how many of 100 families have them."""

OFTEN = {
    "British": ("Samuel Thomas William Benjamin Joshua Daniel Alexander Matthew Joseph James",
                "Isabella Charlotte Olivia Jessica Katherine Elizabeth Samantha Rebecca Abigail Eleanor"),
    "Polish": ("Jakub Aleksander Krzysztof Wojciech Michał Mateusz Bartłomiej", "Katarzyna Aleksandra Małgorzata Zuzanna Julia Agnieszka"),
    "Romanian": ("Alexandru Andrei Ștefan Mihai Gheorghe Cristian", "Maria Andreea Elena Ioana Alexandra Ștefania"),
    "Indian": ("Arjun Harpreet Rohan Gurpreet Krishna", "Priya Simran Lakshmi Jaspreet Ananya"),
    "Muslim": ("Mohammed Mohammed Mohammed Yusuf Ibrahim Hussein Abdul Ahmed", "Aisha Fatima Khadija Mariam Zainab Ayesha"),
    "West African": ("Oluwaseun Ayodele Babatunde Emmanuel", "Oluwakemi Folasade Temitope Blessing"),
}  # fmt: skip
"""Forenames that many have, of boys and of girls."""

CALLED = {
    "Samuel": "Sam Sammy", "Thomas": "Tom Tommy", "William": "Will Billy Bill Liam", "Benjamin": "Ben Benny", "Joshua": "Josh",
    "Daniel": "Dan Danny", "Alexander": "Alex Xander", "Matthew": "Matt", "Joseph": "Joe Joey", "James": "Jamie Jim",
    "Charlotte": "Lottie Charlie", "Isabella": "Bella Izzy", "Olivia": "Liv Livvy", "Jessica": "Jess Jessie",
    "Katherine": "Kate Katie Kathryn Catherine", "Samantha": "Sam", "Elizabeth": "Beth Lizzie Elisabeth",
    "Rebecca": "Becky Beca Rebekah", "Abigail": "Abbie Abi", "Eleanor": "Ellie Nell Elinor", "Jakub": "Kuba Jacob",
    "Aleksander": "Alek Olek Alexander", "Krzysztof": "Krzys Kris", "Wojciech": "Wojtek", "Michał": "Michael Michal", "Mateusz": "Matt",
    "Bartłomiej": "Bartek", "Katarzyna": "Kasia", "Aleksandra": "Ola Alexandra", "Małgorzata": "Gosia", "Zuzanna": "Zuzia Susanna",
    "Agnieszka": "Aga", "Alexandru": "Alex Sandu", "Andrei": "Andrew Andre", "Ștefan": "Stefan Stephen", "Mihai": "Michael Mihail",
    "Gheorghe": "George Gigi", "Cristian": "Cristi Christian", "Maria": "Mary", "Ioana": "Joanna", "Ștefania": "Stefania Stefi",
    "Harpreet": "Harry Harpreat", "Gurpreet": "Guri Gurprit", "Lakshmi": "Laxmi", "Jaspreet": "Jas",
    "Mohammed": "Mo Mohamed Muhammad Mohammad Md", "Yusuf": "Yousef Yusef", "Ibrahim": "Ebrahim", "Hussein": "Hussain Husain",
    "Ahmed": "Ahmad", "Aisha": "Ayesha Aysha", "Fatima": "Fatema Fatimah", "Khadija": "Khadijah Kadija", "Mariam": "Maryam",
    "Zainab": "Zaynab", "Ayesha": "Aisha", "Oluwaseun": "Seun", "Ayodele": "Ayo", "Babatunde": "Tunde", "Emmanuel": "Manny",
    "Oluwakemi": "Kemi", "Folasade": "Sade", "Temitope": "Temi",
}  # fmt: skip
"""What else such a child is called or written."""

ALIKE = {
    "FF": "Ella Ellie,Kayla Kayle,Mia Maya,Sara Zara,Amelia Emilia,Lily Lola,Anna Annie,Maria Mariam,Jade Jada",
    "MM": "Jayden Kayden,Aiden Adrian,Ethan Evan,Harry Harvey,Tyler Taylor,Mohammed-Ali Mohammed-Hassan,Marcel Marco",
    "MF": "Sam Samantha,Francis Frances,Alex Alexandra,Louis Louise,Eli Ellie,Daniel Danielle,Jordan Jordana,Adrian Adriana",
}
"""Names of twins that are alike. Every agency calls such twins by these, which is all that tells them apart."""

TOLD_APART = {name.replace("-", " ") for names in ALIKE.values() for pair in names.split(",") for name in pair.split()}

AGENCIES = {
    # who knows the child, rows for one, columns that its extract has besides name and date of birth, the number it writes, and how often
    "police_notifications": (0.62, 2.2, "sex postcode", "police_person_id", 0.97),
    "police_concerns": (0.30, 1.4, "sex postcode", "police_person_id", 0.0),
    "social_care": (0.60, 2.0, "sex postcode", "social_care_id", 1.0),
    "tracker": (0.50, 1.8, "", "social_care_id", 0.0),
    "referrals": (0.35, 1.3, "sex postcode", "social_care_id", 0.3),
    "service": (0.20, 1.2, "sex district also_known_as", "social_care_id", 0.0),
    "meetings": (0.25, 1.5, "", "social_care_id", 0.4),
}
POLICE = ("police_notifications", "police_concerns")


@dataclass(frozen=True)
class Chances:
    """Of a child, that something is so; of a row, that something is written so."""

    twins: float = 0.02
    alike_twins: float = 0.5
    siblings: float = 0.25
    home: float = 0.08
    second_forename: float = 0.15
    double_surname: float = 0.06
    called: float = 0.3
    renamed: float = 0.04
    other_forename: float = 0.006
    moved: float = 0.2
    second_number: float = 0.02
    slip_forename: float = 0.025
    slip_surname: float = 0.025
    slip_born: float = 0.015
    first_of_january: float = 0.006
    no_born: float = 0.008
    swapped_names: float = 0.006
    wrong_sex: float = 0.004
    no_sex: float = 0.04
    no_postcode: float = 0.15


USUAL = Chances()
HARD = replace(USUAL, twins=0.10, alike_twins=0.7, renamed=0.12, other_forename=0.02, home=0.25, moved=0.3)
NUMBERED = {"police_concerns": 0.95, "tracker": 0.9, "referrals": 0.95, "service": 0.8, "meetings": 0.95}
"""How often the extracts write numbers where the agencies agreed on it."""


@dataclass(eq=False)
class Family:
    """What brothers and sisters share; ``homes`` are the postcodes of the children's homes there are."""

    number: int
    group: str
    surname: str
    postcode: str
    district: str
    has_twins: bool
    homes: list[str]


@dataclass(eq=False)
class Child:
    """One child as nobody knows it; ``known`` is the forename that each agency calls it by."""

    number: int
    family: Family
    sex: str
    born: date
    forename: str
    surnames: list[str]
    postcodes: list[str]
    numbers: dict[str, list[str]]
    known: dict[str, str] = field(default_factory=dict)


def made_up_children(count: int, seed: int, chances: Chances = USUAL, numbered: dict[str, float] | None = None) -> pd.DataFrame:
    """Rows about so many children, shuffled, as `person_rows` gives them, with ``child``, ``family`` and ``group`` as the truth."""
    rng = Random(f"children {seed}")
    rows = [row for child in _children(rng, count, seed, chances) for row in _rows(rng, child, chances, numbered or {})]
    rng.shuffle(rows)
    frame = pd.DataFrame(rows).assign(row=range(len(rows)), reference=[str(n) for n in range(len(rows))])
    return frame.astype({name: TEXT for name in frame if name not in ("row", "date_of_birth", "child", "family")} | {"date_of_birth": TIME})


def _children(rng: Random, count: int, seed: int, chances: Chances) -> list[Child]:
    names = {group: _pools(group, seed) for group in LOCALES}
    homes = [_postcode(rng) for _ in range(max(4, count // 120))]
    children: list[Child] = []
    while len(children) < count:
        group = rng.choices(list(LOCALES), [share for _, share in LOCALES.values()])[0]
        surname = rng.choice(names[group]["surname"])
        if rng.random() < chances.double_surname:
            surname = f"{surname}-{rng.choice(names['British']['surname'])}"
        family = Family(len(children), group, surname, _postcode(rng), f"District {rng.randint(1, 7)}", rng.random() < chances.twins, homes)
        children += [_child(rng, len(children) + place, family, member, names[group], chances)
                     for place, member in enumerate(_members(rng, family, names[group], chances))]  # fmt: skip
    return children[:count]


def _members(rng: Random, family: Family, names: dict[str, list[str]], chances: Chances) -> list[tuple[str, date, str]]:
    """Sex, date of birth and forenames of each child of a family."""
    born, sex, other = date(2000, 1, 1) + timedelta(days=rng.randint(0, 4700)), rng.choice("FM"), rng.choice("FM")
    if family.has_twins:
        return _twins(rng, names, born, chances)
    first = (sex, born, _forename(rng, names, sex, chances))
    if rng.random() >= chances.siblings:
        return [first]
    return [first, (other, born + timedelta(days=rng.randint(330, 2000)), _forename(rng, names, other, chances))]


def _child(rng: Random, number: int, family: Family, member: tuple[str, date, str], names: dict[str, list[str]], chances: Chances) -> Child:
    (sex, born, forename), surnames, postcodes = member, [family.surname], [family.postcode]
    if rng.random() < chances.renamed:
        surnames.append(rng.choice(names["surname"]))
    if rng.random() < chances.moved:
        postcodes.append(_postcode(rng))
    if rng.random() < chances.home:
        postcodes.append(rng.choice(family.homes))
    police = [f"N{number * 17 + 1000}"] + [f"N{number * 17 + 1008}"] * (rng.random() < chances.second_number)
    numbers = {"police_person_id": police, "social_care_id": [str(number * 13 + 50000)]}
    child = Child(number, family, sex, born, forename, surnames, postcodes, numbers)
    for agency in AGENCIES:
        child.known[agency] = forename if forename in TOLD_APART else _as_called(rng, forename, chances)
        if rng.random() < chances.other_forename and not family.has_twins:
            child.known[agency] = _forename(rng, names, sex, chances)
    return child


def _twins(rng: Random, pools: dict[str, list[str]], born: date, chances: Chances) -> list[tuple[str, date, str]]:
    sexes = rng.choice(("FF", "MM", "MF"))
    if rng.random() < chances.alike_twins:
        forenames = rng.choice(ALIKE[sexes].split(",")).split()
    else:
        forenames = [_forename(rng, pools, sex, chances) for sex in sexes]
    while forenames[0] not in TOLD_APART and _is_one_name(*forenames):
        forenames[1] = _forename(rng, pools, sexes[1], chances)
    return [(sex, born, forename.replace("-", " ")) for sex, forename in zip(sexes, forenames, strict=True)]


def _is_one_name(one: str, other: str) -> bool:
    """Whether no parents would give both to twins."""
    first, second = one.split()[0], other.split()[0]
    return first == second or second in CALLED.get(first, "").split() or first in CALLED.get(second, "").split()


def _pools(group: str, seed: int) -> dict[str, list[str]]:
    faker = Faker(LOCALES[group][0])
    faker.seed_instance(seed)
    boys, girls = (often.split() for often in OFTEN[group])
    return {
        "F": [faker.first_name_female() for _ in range(150)] + girls * 4,
        "M": [faker.first_name_male() for _ in range(150)] + boys * 4,
        "surname": [faker.last_name() for _ in range(250)],
    }


def _forename(rng: Random, pools: dict[str, list[str]], sex: str, chances: Chances) -> str:
    first = rng.choice(pools[sex])
    return f"{first} {rng.choice(pools[sex])}" if rng.random() < chances.second_forename else first


def _as_called(rng: Random, forename: str, chances: Chances) -> str:
    """The forename as one agency knows it."""
    first, *further = forename.split()
    if first in CALLED and rng.random() < chances.called:
        first = rng.choice(CALLED[first].split())
    return " ".join([first, *further]) if rng.random() < 0.5 else first


def _rows(rng: Random, child: Child, chances: Chances, numbered: dict[str, float]) -> list[dict]:
    known = [agency for agency, (share, *_) in AGENCIES.items() if rng.random() < share] or [rng.choice(list(AGENCIES))]
    rows = []
    for agency in known:
        _, mean, _, number, often = AGENCIES[agency]
        surname, postcode = rng.choice(child.surnames), rng.choice(child.postcodes)
        for _ in range(1 + min(6, int(rng.expovariate(1 / max(0.01, mean - 0.6))))):
            forename, last = _written(rng, child.known[agency], surname, chances)
            said = _said(rng, child, agency, postcode, chances)
            local = f"{number}:{rng.choice(child.numbers[number])}" if rng.random() < numbered.get(agency, often) else None
            whole = agency in ("tracker", "meetings")
            name = f"{last.upper()}, {forename}" if rng.random() < 0.4 else f"{forename} {last}"
            rows.append({
                "table": agency, "source": agency.split("_")[0], "local_id": local, "name": name if whole else f"{last} {forename}",
                "forename": None if whole else forename, "surname": None if whole else last, **said,
                "date_of_birth": _born(rng, child.born, chances),
                "child": child.number, "family": child.family.number, "group": child.family.group,
            })  # fmt: skip
    return rows


def _said(rng: Random, child: Child, agency: str, postcode: str, chances: Chances) -> dict[str, str | None]:
    columns = AGENCIES[agency][2].split()
    said = dict.fromkeys(("sex", "postcode", "district", "nhs_number", "also_known_as"))
    if "sex" in columns and rng.random() >= chances.no_sex:
        sex = child.sex if rng.random() >= chances.wrong_sex else {"F": "M", "M": "F"}[child.sex]
        said["sex"] = {"F": "female", "M": "male"}[sex]
    if "postcode" in columns and rng.random() >= chances.no_postcode:
        said["postcode"] = postcode
    if "district" in columns:
        said["district"] = child.family.district
    if "also_known_as" in columns and rng.random() < 0.3:
        said["also_known_as"] = child.known[rng.choice(list(AGENCIES))]
    return said


def _written(rng: Random, forename: str, surname: str, chances: Chances) -> tuple[str, str]:
    forename = _slipped(rng, forename) if rng.random() < chances.slip_forename else forename
    surname = _slipped(rng, surname) if rng.random() < chances.slip_surname else surname
    if "-" in surname and rng.random() < 0.4:
        surname = rng.choice((surname.replace("-", " "), surname.split("-")[0], surname.split("-")[1]))
    if rng.random() < 0.5:
        plain = str.maketrans("łńśćźżąęóșțăâîŁŚŻȘȚ", "lnsczzaeostaaiLSZST")
        forename, surname = forename.translate(plain), surname.translate(plain)
    return (surname, forename) if rng.random() < chances.swapped_names else (forename, surname)


def _slipped(rng: Random, name: str) -> str:
    """A letter left out, doubled, replaced or swapped with the next, after the first one."""
    if len(name) < 4:
        return name
    at = rng.randrange(1, len(name) - 1)
    return rng.choice((
        name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name[:at] + rng.choice("aeioulnrst") + name[at + 1 :],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ))  # fmt: skip


def _born(rng: Random, born: date, chances: Chances) -> date | None:
    if rng.random() < chances.no_born:
        return None
    if rng.random() < chances.first_of_january:
        return date(born.year, 1, 1)
    if rng.random() >= chances.slip_born:
        return born
    if born.day <= 12 and rng.random() < 0.4:
        return date(born.year, born.day, born.month)
    other_day = max(1, (born.day + rng.choice((1, 2, 10, 20))) % 28)
    wrong = (born.replace(day=other_day), born.replace(month=born.month % 12 + 1, day=min(born.day, 28)),
             born.replace(year=born.year + rng.choice((-1, 1)), day=min(born.day, 28)))  # fmt: skip
    return rng.choice(wrong)


def _postcode(rng: Random) -> str:
    return f"TX{rng.randint(1, 29)} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLN')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"
