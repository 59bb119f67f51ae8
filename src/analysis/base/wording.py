"""The words for what a report covers. A council states the types of exploitation; every text about them is written for the sexual one.

Records and headings say "sexual exploitation"; whatever shows them asks for them in the words of the authority. Where only sexual
exploitation is covered nothing is changed.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from analysis.base.formats import listed, sentence_case
from analysis.base.settings import Authority

Anything = TypeVar("Anything")

WORDS = {
    "sexual": ("sexual exploitation", "sexually exploited"),
    "criminal": ("criminal exploitation", "criminally exploited"),
    "online": ("exploitation on line", "exploited on line"),
    "trafficking": ("trafficking", "trafficked"),
}
"""What is done to a child, and how it is said of the child."""

SEVERAL = ("exploitation", "exploited")

_WRITTEN = re.compile("|".join(WORDS["sexual"]), re.IGNORECASE)


def in_words_of(authority: Authority, told: Anything) -> Anything:
    """A text, or a record with all texts in it, in the words for what the authority's report covers."""
    if authority.exploitation == ("sexual",):
        return told
    return _reworded(told, dict(zip(WORDS["sexual"], words_for(authority.exploitation), strict=True)))


def what_is_covered(authority: Authority) -> tuple[str, ...]:
    """What a report has to say of the types that it covers; nothing where it is sexual exploitation alone."""
    if authority.exploitation == ("sexual",):
        return ()
    types = listed([WORDS[one][0] for one in authority.exploitation])
    return (
        f"Exploitation here is {types}. Records of other types are not counted; those that do not say their type are. A child with records "
        "of several types counts once.",
    )


def words_for(types: tuple[str, ...]) -> tuple[str, str]:
    """The words for some types: those of the only one, or those for all of them together."""
    return WORDS[types[0]] if len(types) == 1 else SEVERAL


def _reworded(told: Any, words: dict[str, str]) -> Any:
    if isinstance(told, str):
        return _WRITTEN.sub(lambda found: _like(found[0], words[found[0].lower()]), told)
    if isinstance(told, tuple):
        return tuple(_reworded(one, words) for one in told)
    if is_dataclass(told):
        return replace(told, **{field.name: _reworded(getattr(told, field.name), words) for field in fields(told)})
    return told


def _like(written: str, words: str) -> str:
    """The words with a capital where there was one."""
    return sentence_case(words) if written[:1].isupper() else words
