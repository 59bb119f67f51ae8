"""Names as they are compared: without what offices spell in different ways."""

from __future__ import annotations

import unicodedata

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
