"""The numbers in a text, as digits and as words; dates and the names of periods are none of them."""

from __future__ import annotations

import re
from calendar import month_name

# A time of day, such as 8pm, counts nothing.
NUMBER = re.compile(r"(?<!\w)(?<!\d[.,])\d[\d,]*+(?:\.\d++)?+(?![ap]m\b)")

GAP = "\0"
"""Stands in a text for what is explained by itself: a marked figure, a date, the name of a period."""

_UNITS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred dozen"
WORDS = frozenset(f"{_UNITS} {_TENS} II III IV VI VII VIII IX".split())
"""Words that say a number. "One" is most often no number, and "I" and "V" are letters."""

_TIME = re.compile(r"\d{1,2}[ap]m")
_LOWER = frozenset(word.casefold() for word in WORDS)

_MONTH = "|".join(month_name[1:])
_SPAN = r"\d{4}-\d{2}(?:-Q[1-4])?(?!\d)(?:-\d{2})?"
DATES = re.compile(
    rf"\b(?:Q[1-4] )?\d{{4}}/\d{{2}}\b|\bQ[1-4](?: \d{{4}})?\b|\b(?:\d{{1,2}} )?(?:{_MONTH}) \d{{4}}\b|\b\d{{1,2}} (?:{_MONTH})\b"
    rf"|\b{_SPAN}(?:T[\d:]+)?(?: \d\d:\d\d\b)?|\b\d{{2}}/\d{{2}}/\d{{4}}\b"
)
# A reference to a note below a table counts nothing.
_LABELS = re.compile(r"\[note\s\d+\]")
_EITHER = re.compile(rf"{NUMBER.pattern}|\b(?:{'|'.join(sorted(WORDS))})\b", re.IGNORECASE)


def numbers_in(words: str) -> list[str]:
    """The numbers in a text, without the commas of thousands."""
    return [found.replace(",", "").rstrip(".") for found in NUMBER.findall(words)]


def without_dates(words: str) -> str:
    """A text with a gap for each date and each name of a period."""
    return _LABELS.sub(GAP, DATES.sub(GAP, words))


def says_a_number(words: str) -> bool:
    """Whether a text says a number that is no date, in digits or in words."""
    return bool(_EITHER.search(words)) and bool(_EITHER.search(without_dates(words)))


def is_number(token: str) -> bool:
    """Whether a word of a text, in small letters, is a number; a time of day, such as 8pm, is none."""
    return (token[:1].isdecimal() and not _TIME.fullmatch(token)) or token in _LOWER
