"""Numbers into words: rounding, thousands, marks, lists. Rounding is half up and happens here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from fractions import Fraction

MARK_WORDS = {
    "c": "confidential: not shown, so that no child can be identified",
    "r": "revised since it was last published",
    "p": "provisional",
    "b": "break in the series: not comparable with earlier figures",
    "z": "not applicable",
    "x": "not available",
    "low": "rounds to nought but is not nought",
}

_CHOICE = re.compile(r"\[([^|\]]*)\|([^|\]]*)\]")


def half_up(number: Fraction | Decimal | int, decimals: int = 0) -> Decimal:
    """A number rounded to so many decimals, halves away from nought.

    >>> half_up(Fraction(5, 2)), half_up(Fraction(-5, 2)), half_up(Fraction(1, 8), 2)
    (Decimal('3'), Decimal('-3'), Decimal('0.13'))
    """
    scaled = Fraction(number) * 10**decimals
    whole = int(abs(scaled) + Fraction(1, 2))
    rounded = Decimal(whole if scaled >= 0 else -whole).scaleb(-decimals)
    return rounded.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def exact(number: float | str) -> Fraction:
    """A number from a table as the fraction that its shortest decimal writing says, so that 4.5 is nine halves."""
    return Fraction(str(number))


def plain(number: float | Fraction | Decimal) -> str:
    """A number for a machine: no thousands separator, no idle decimals.

    >>> plain(2646.0), plain(4.5)
    ('2646', '4.5')
    """
    text = f"{float(number):f}" if not isinstance(number, Decimal) else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def thousands(text: str) -> str:
    """A plain number for a reader; text that is not a number is left as it is.

    >>> thousands("15600"), thousands("4.5")
    ('15,600', '4.5')
    """
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}{dot}{rest}" if re.fullmatch(r"-?\d+", whole) else text


def mark(letters: str) -> str:
    """Markers as they stand in documents: ``[c]``, or ``[r][p]`` for two."""
    return "".join(f"[{letter}]" for letter in letters.split())


def mark_words(marker: str) -> list[str]:
    """What each mark of a figure means.

    >>> mark_words("low p")
    ['rounds to nought but is not nought', 'provisional']
    """
    letters = ["c" if letter == "c0" else letter for letter in marker.split()]
    return [MARK_WORDS[letter] for letter in letters if letter in MARK_WORDS]


def choose(template: str, is_one: bool) -> str:
    """A template with each ``[one|many]`` settled.

    >>> choose("[child was|children were] identified", is_one=False)
    'children were identified'
    """
    return _CHOICE.sub(lambda found: found[1] if is_one else found[2], template)


def listed(items: Sequence[str]) -> str:
    """Items as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def near(word: str, known: Iterable[str]) -> list[str]:
    """The words that are spelt most like one, the nearest first, or those that begin with it."""
    words = list(known)
    return get_close_matches(word, words, n=3, cutoff=0.6) or [one for one in words if word and one.startswith(word)][:3]


def did_you_mean(names: Sequence[str]) -> str:
    """A question after near names, with a blank at its end; nothing where there are none.

    >>> did_you_mean(near("sexes", ["sex", "age"]))
    'Did you mean sex? '
    """
    return f"Did you mean {' or '.join(names)}? " if names else ""


def sentence_case(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


def within_sentence(text: str) -> str:
    """The text with a small first letter and the rest untouched."""
    return text[:1].lower() + text[1:]
