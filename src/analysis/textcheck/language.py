"""The words that no text about children should have, as the people who report have decided: ``config/language.toml``."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import Field, field_validator

from analysis.base.policies import Record, refuse
from analysis.base.settings import Workspace, read_own_or_shipped
from analysis.textcheck.patterns import ways

FILE = "language.toml"


class Wording(Record):
    """Ways to say one thing, and what to write ``instead``.

    Capitals do not count, and a space stands for any space, line break or dash. ``(x|y)`` is either, ``?`` what may be missing.
    """

    words: tuple[str, ...] = Field(min_length=1)
    instead: str = Field(min_length=1)

    @field_validator("words")
    @classmethod
    def _can_be_looked_for(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        refuse(f"{word!r} {fault}" for word in words if (fault := _fault(word)))
        return words

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All of them, as whole words."""
        return ways(" | ".join(self.words))


class Language(Record):
    """What the rules ``blames_child`` and ``house_term`` object to."""

    blames_child: tuple[Wording, ...]
    house_term: tuple[Wording, ...]


def read_language(workspace: Workspace) -> Language:
    """The words of a workspace, or those of the project where it has none. Raises `Fault` with every fault of the file."""
    return read_own_or_shipped(workspace, FILE, Language)


def _fault(word: str) -> str:
    """Why a word cannot be looked for; "" when it can."""
    try:
        says_nothing = ways(word).fullmatch("")
    except re.error as error:
        return f"cannot be read ({error}): put its brackets right"
    return "fits a text without words: write the words" if says_nothing else ""
