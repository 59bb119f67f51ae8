"""Ways of writing a date, as a mapping names them: ``%d/%m/%Y %H:%M`` and its like, and three words of our own.

A format that is accepted here is read right, or its cells are said to be unreadable; what could be read in another way than it says is
refused when the mapping is read.
"""

from __future__ import annotations

import re
from functools import cache

DAY_FORMATS = ("%d/%m/%Y",)
TIME_FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y")
"""How a date or a time is written when the mapping does not say: the British way."""

SERIAL = "excel"
"""Among the formats of a column: the number of days since 1900 that Excel shows when a date has lost its format."""

SWAPPED, NOT_SWAPPED = "swapped", "not swapped"
"""Among the formats of a column: what a workbook holds as a date has day and month exchanged, or has not, whatever it looks like."""

WORDS = (SERIAL, SWAPPED, NOT_SWAPPED)

_FIELDS = {
    "day": "d",
    "month": "mbB",
    "year": "yY",
    "hour": "HI",
    "minute": "M",
    "second": "S",
    "fraction of a second": "f",
    "half of the day": "p",
    "offset": "z",
    "weekday": "aA",
}
_KNOWN = "".join(_FIELDS.values())
_TIME = "HIMSfpz"
_NEEDS = {
    "minute": "hour",
    "second": "minute",
    "fraction of a second": "second",
    "half of the day": "hour",
    "offset": "hour",
}
_SHORT = {
    "R": "%H:%M",
    "T": "%H:%M:%S",
    "r": "%I:%M:%S %p",
    "F": "%Y-%m-%d",
    "D": "%m/%d/%y",
    "e": "%d",
    "h": "%b",
    "k": "%H",
    "l": "%I",
}
_WIDTH = {"d": r"\d\d", "m": r"\d\d", "y": r"\d\d", "Y": r"\d{4}", "H": r"\d\d", "I": r"\d\d", "M": r"\d\d", "S": r"\d\d", "f": r"\d{1,9}"}
_PARTS = re.compile(r"%.|[^%]+|%$", re.DOTALL)
_ADJOINING = re.compile(r"%[dmyYHIMSf](?=%[dmyYHIMSf])")


@cache
def plain(written: str) -> str:
    """The format with what is short for something else written out, ``%-d`` as ``%d``, and the ``Z`` of a time in UTC as ``%z``.

    >>> plain("%-d/%m/%Y %R"), plain("%Y-%m-%dT%TZ")
    ('%d/%m/%Y %H:%M', '%Y-%m-%dT%H:%M:%S%z')
    """
    whole = re.sub(r"%[-#_0]?(.)", lambda found: _SHORT.get(found[1], f"%{found[1]}"), written)
    return re.sub(r"(%[HMSf])\s?Z$", r"\1%z", whole)


def format_fault(written: str) -> str:
    """Why this is not a way to write a date; "" when it is one."""
    if written in WORDS:
        return ""
    used = [part[1:] for part in _PARTS.findall(plain(written)) if part.startswith("%") and part != "%%"]
    if unknown := [f"%{sign}" for sign in used if sign not in [*_KNOWN]]:
        return f"{unknown[0]} is not known here"
    if not written.isascii():
        return "it holds a sign that is not on an English keyboard"
    said = {field: [sign for sign in used if sign in signs] for field, signs in _FIELDS.items()}
    if twice := [field for field, signs in said.items() if len(signs) > 1]:
        return f"it has the {twice[0]} twice"
    needed = {"day", "month", "year"} | {other for field, other in _NEEDS.items() if said[field]}
    if missing := [field for field, signs in said.items() if field in needed and not signs]:
        return f"it lacks the {missing[0]}"
    if (said["hour"] == ["I"]) != bool(said["half of the day"]):
        return "%I, an hour up to 12, and %p, AM or PM, belong together; an hour up to 23 is %H"
    return ""


def has_time(written: str) -> bool:
    """Whether what is written so has a time of day."""
    return written == SERIAL or any(f"%{sign}" in plain(written) for sign in "HI")


def day_part(written: str) -> str:
    """The format without its time of day; "" where it has none or the time stands in the midst of the date.

    >>> day_part("%d/%m/%Y %H:%M"), day_part("%H:%M, %d %B %Y"), day_part("%d/%m/%Y")
    ('%d/%m/%Y', '%d %B %Y', '')
    """
    parts = _PARTS.findall(plain(written))
    clock = [i for i, part in enumerate(parts) if part[0] == "%" and part[1:] in [*_TIME]]
    if not clock:
        return ""
    first, last = clock[0], clock[-1]
    around = {i for i in (first - 1, last + 1) if 0 <= i < len(parts) and parts[i][0] != "%"}
    left = [part for i, part in enumerate(parts) if i not in around and not first <= i <= last]
    day = "".join(left)
    return "" if format_fault(day) or (first and last < len(parts) - 1 and "%" in "".join(parts[last + 1 :])) else day


def month_first(written: str) -> str:
    """The format with day and month in each other's place."""
    return plain(written).replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")


@cache
def full_widths(written: str) -> re.Pattern[str] | None:
    """What fits a format whose numbers touch, such as ``%d%m%Y``: each with all its digits, for 1112016 may be two days."""
    if not _ADJOINING.search(plain(written)):
        return None
    parts = _PARTS.findall(plain(written))
    return re.compile("".join(_WIDTH.get(part[1:], ".+") if part[0] == "%" else re.escape(part) for part in parts))
