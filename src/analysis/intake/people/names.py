"""Names as they are compared: without what offices spell in different ways."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

SHORT_FORMS = {
    "alex": ("alexander", "alexandra"),
    "becky": ("rebecca",),
    "ben": ("benjamin",),
    "dan": ("daniel", "danielle"),
    "jake": ("jacob",),
    "jamie": ("james",),
    "jess": ("jessica",),
    "josh": ("joshua",),
    "katie": ("katherine",),
    "liz": ("elizabeth",),
    "matt": ("matthew",),
    "mike": ("michael",),
    "nick": ("nicholas", "nicola"),
    "sam": ("samantha", "samuel"),
    "tom": ("thomas",),
    "will": ("william",),
    "zac": ("zachary",),
}
"""Short forms that two children of one family never have beside the long one, and all that they stand for."""

FIRST_OF_MANY = ("abdul", "md", "mohamed", "mohammad", "mohammed", "mohd", "muhammad", "syed")
"""Forenames that brothers share and a further one tells apart."""

SOUNDS = {
    "sch": "S", "sz": "S", "sh": "S", "tch": "C", "cz": "C", "ch": "C", "ph": "f", "ck": "k", "qu": "k", "q": "k", "x": "ks",
    "ce": "se", "ci": "si", "cy": "si", "c": "k", "kh": "k", "gh": "g", "dh": "d", "th": "t", "bh": "b", "w": "v",
    "ou": "u", "oo": "u", "ee": "i", "ea": "i", "ei": "i", "ie": "i", "ey": "i", "y": "i", "ai": "e", "ay": "e", "ae": "e",
}  # fmt: skip
"""Letters that are written for one sound, in names of British, South Asian, Arabic, Polish and Romanian origin."""

PLAIN = str.maketrans({"\u0142": "l", "\u0141": "l", "\u0111": "d", "\u0131": "i", "\u00f8": "o", "\u00df": "ss", "\u00e6": "ae"})
"""Letters that are no letter with an accent, and stand for one without."""

DROPPED = set("'`.") | {"\u2018", "\u2019", "\u00b4", "\u02bc"}
"""What may stand inside one part of a name: full stops, and apostrophes straight, curly or typed as an accent."""


def name_key(name: str) -> str:
    """A name as it is compared: its parts in alphabetical order, without case, accents or apostrophes.

    >>> name_key("O'NEILL, Mary-Jane") == name_key("Mary Jane ONeill")
    True
    """
    return " ".join(sorted(plain_parts(name)))


def ordered_key(name: str) -> str:
    """A forename or surname as it is compared letter by letter: its plain parts in their order.

    >>> ordered_key("Dan-Zoë")
    'dan zoe'
    """
    return " ".join(plain_parts(name))


def long_forms(forename: str) -> str:
    """All that a forename in plain parts may be short for, each between bars; empty when it is no short form.

    >>> long_forms("sam"), long_forms("tom lee"), long_forms("samuel")
    ('|samantha|samuel|', '|thomas lee|', '')
    """
    written = [SHORT_FORMS.get(part, (part,)) for part in forename.split()]
    longer = sorted(" ".join(parts) for parts in product(*written))
    return f"|{'|'.join(longer)}|" if longer != [forename] and forename else ""


def sound_of(name: str) -> str:
    """How a name in plain parts sounds: one letter for each sound, none twice in a row, no silent h.

    It keeps the last vowel, by which the names of twins may differ.

    >>> sound_of("hannah") == sound_of("hanah"), sound_of("aleena") == sound_of("alina"), sound_of("kayla") == sound_of("kayle")
    (True, True, False)
    """
    said = re.sub("|".join(SOUNDS), lambda found: SOUNDS[found.group()], name)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=\w)h|(?<=\w)z(?=.)", lambda found: "s" if found.group() == "z" else "", said))


def plain_parts(name: str) -> list[str]:
    """The parts of a name in plain small letters: hyphens part it, apostrophes do not."""
    letters = unicodedata.normalize("NFKD", "".join(c for c in name.casefold().translate(PLAIN) if c not in DROPPED))
    return "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split()


def split_name(name: str) -> tuple[str, str]:
    """Forenames and surname of a name in one cell: before a comma, in capitals, or last stands the surname.

    >>> split_name("SMITH, Amy Jo"), split_name("Amy Jo SMITH"), split_name("Amy Jo Smith")
    (('Amy Jo', 'SMITH'), ('Amy Jo', 'SMITH'), ('Amy Jo', 'Smith'))
    """
    surname, comma, forename = name.partition(",")
    if comma:
        return forename.strip(), surname.strip()
    parts = name.split()
    loud = [part for part in parts if part.isupper() and len(part) > 1]
    if not loud or len(loud) == len(parts):
        loud = parts[-1:]
    return " ".join(part for part in parts if part not in loud), " ".join(loud)
