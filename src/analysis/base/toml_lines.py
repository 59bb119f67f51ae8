"""On which line of a TOML file a key stands: the parser itself tells only where a file is no TOML."""

from __future__ import annotations

import re
from collections.abc import Mapping

Keys = tuple[str, ...]

_HEADER = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(#.*)?")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=")
_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_LONG = ('"""', "'''")


def lines_of_keys(text: str) -> dict[Keys, int]:
    """The line of each table and each key that stands at the start of a line, by its path; those within other values stand with them.

    >>> lines_of_keys('[tables.visits]\\ntitle = "Visits"')
    {('tables',): 1, ('tables', 'visits'): 1, ('tables', 'visits', 'title'): 2}
    """
    found: dict[Keys, int] = {}
    below: Keys = ()
    open_text = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not open_text and (header := _HEADER.fullmatch(line)):
            below = _parts(header[1])
            for n in range(1, len(below) + 1):
                found.setdefault(below[:n], number)
        elif not open_text and (key := _KEY.match(line)):
            found.setdefault((*below, *_parts(key[1])), number)
        open_text = _still_open(line, open_text)
    return found


def line_of(place: Keys, lines: Mapping[Keys, int]) -> int:
    """The line of a key, or of the nearest that it stands within; the first line when there is none."""
    return next((lines[place[:n]] for n in range(len(place), 0, -1) if place[:n] in lines), 1)


def _parts(dotted: str) -> Keys:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _still_open(line: str, mark: str) -> str:
    """The mark of a text over several lines that a line leaves open, in which nothing is a key."""
    for one in (mark,) if mark else _LONG:
        if line.count(one) % 2:
            return "" if mark else one
    return mark
