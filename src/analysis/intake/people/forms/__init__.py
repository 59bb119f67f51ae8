"""Forms of forenames: short ones, other spellings and nicknames, and what two of them say about one child.

``own.csv`` is this project's list. It has only forms that two children of one family never have beside each other: short forms (Tom and
Thomas) and spellings of one name (Aisha and Ayesha). Besides it has, as ``name``, names that would else be taken for slips of each other,
and names of girls alone and of boys alone.

``nicknames.csv`` is the list of https://github.com/carltonnorthern/nicknames at commit 21d7505 (Apache License 2.0, in
``nicknames-LICENCE.txt``), as it was taken. Many of its pairs are names that twins may have (Molly and Mary), so they are a reason to ask
and none to join.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from pathlib import Path

FIRST_OF_MANY = ("abdul", "mohamed", "syed")
"""Forenames that brothers share and a further one tells apart, as `spelling_of` spells them."""

SOUNDS = {
    "sch": "S", "sz": "S", "sh": "S", "tch": "C", "cz": "C", "ch": "C", "ph": "f", "ck": "k", "qu": "k", "q": "k", "x": "ks",
    "ce": "se", "ci": "si", "cy": "si", "c": "k", "kh": "k", "gh": "g", "dh": "d", "th": "t", "bh": "b", "w": "v",
    "ou": "u", "oo": "u", "ee": "i", "ea": "i", "ei": "i", "ie": "i", "ey": "i", "y": "i", "ai": "e", "ay": "e", "ae": "e",
}  # fmt: skip
"""Letters that are written for one sound, in names of British, South Asian, Arabic, Polish and Romanian origin."""


def _own_forms() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The long names of each short form, and the first spelling of each other one."""
    longs, spellings = defaultdict(list), {}
    for row in _rows("own.csv"):
        for form in row["forms"].split():
            if row["kind"] == "short":
                longs[form].append(row["name"])
            elif row["kind"] == "spelling":
                spellings[form] = row["name"]
    return {form: tuple(sorted(names)) for form, names in longs.items()}, spellings


def _nicknames() -> dict[str, tuple[str, ...]]:
    names = defaultdict(set)
    for row in _rows("nicknames.csv"):
        names[row["name2"]].add(row["name1"])
    return {form: tuple(sorted(of)) for form, of in names.items()}


def _rows(file: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


SHORT_FORMS, SPELLINGS = _own_forms()
NICKNAMES = _nicknames()
SEX_OF = {name: row["kind"] for row in _rows("own.csv") if row["kind"] in ("female", "male") for name in row["forms"].split()}
"""Names of girls alone or boys alone, where twins may have the other with one short form."""

NAMES = frozenset(name for row in _rows("own.csv") for name in (row["name"], *row["forms"].split())) | set(NICKNAMES).union(
    *NICKNAMES.values()
)
"""Names that are no slip of another."""


def long_forms(forename: str) -> str:
    """All that a forename in plain parts may be short for, as `spelling_of` spells it, each between bars; empty when it is no short form.

    >>> long_forms("sam"), long_forms("tom lee"), long_forms("samuel")
    ('|samantha|samuel|', '|thomas le|', '')
    """
    written = [SHORT_FORMS.get(part, (part,)) for part in forename.split()]
    return _between_bars({spelling_of(" ".join(parts)) for parts in product(*written)} - {spelling_of(forename)})


def first_of(listed: str) -> str:
    """The first of names between bars."""
    return listed.split("|")[1]


def related_names(forename: str) -> str:
    """The names that the first part of a forename may be a form of, each between bars.

    >>> related_names("billy"), related_names("mo lee")
    ('|bill|robert|william|', '|mohamed|mohammad|mohammed|muhammad|')
    """
    first = forename.partition(" ")[0]
    return _between_bars(name for forms in (SHORT_FORMS, NICKNAMES) for name in forms.get(first, ()))


def spelling_of(forename: str) -> str:
    """A forename in the first spelling of each part, and no letter twice in a row.

    >>> spelling_of("ayesha noor"), spelling_of("hannah") == spelling_of("hanah")
    ('aisha nor', True)
    """
    return " ".join(re.sub(r"(.)\1+", r"\1", SPELLINGS.get(part, part)) for part in forename.split())


def sound_of(forename: str) -> str:
    """How a forename in plain parts sounds: one letter for each sound, none twice in a row, no silent h.

    It keeps the last vowel, by which the names of twins may differ.

    >>> sound_of("aleena") == sound_of("alina"), sound_of("kayla") == sound_of("kayle")
    (True, False)
    """
    said = re.sub("|".join(SOUNDS), lambda found: SOUNDS[found.group()], forename)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=\w)h", "", re.sub(r"(?<=\w)z(?=.)", "s", said)))


def vowels_of(forename: str) -> str:
    """The vowels of a forename, in their order."""
    return re.sub("[^aeiouy]", "", forename)


def _between_bars(names: Iterable[str]) -> str:
    listed = sorted(set(names))
    return f"|{'|'.join(listed)}|" if listed else ""
