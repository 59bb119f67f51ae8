"""What sections of the report and pieces of its commentary are called: ``config/headings.toml``."""

from __future__ import annotations

from collections import Counter

from pydantic import Field, field_validator

from analysis.base.periods import Period
from analysis.base.policies import Record, refuse
from analysis.base.settings import Workspace, read_own_or_shipped, read_shipped
from analysis.base.wording import as_shown
from analysis.chapters import OWN, SECTIONS, told_by

FILE = "headings.toml"


class Headings(Record):
    """The heading of each section by its key, and those under which people may write ``commentary``, in the order of the report."""

    sections: dict[str, str]
    commentary: tuple[str, ...] = Field(min_length=1)

    @field_validator("sections")
    @classmethod
    def _are_those_of_the_report(cls, headings: dict[str, str]) -> dict[str, str]:
        headings = {chapter.key: chapter.heading for chapter in OWN} | headings
        faults = [
            *(f"{key} has no heading: write one" for key in SECTIONS if key not in headings),
            *(f"there is no section {key}: take its heading away" for key in headings if key not in SECTIONS),
            *(f"the heading of {key} {fault}" for key, words in headings.items() if (fault := _fault(words))),
        ]
        refuse(faults)
        return {key: headings[key] for key in SECTIONS}

    @field_validator("commentary")
    @classmethod
    def _stand_once(cls, headings: tuple[str, ...]) -> tuple[str, ...]:
        faults = [f"{words!r} {fault}" for words in headings if (fault := _fault(words))]
        faults += [f"{words!r} stands there {times} times: leave one" for words, times in Counter(headings).items() if times > 1]
        refuse(faults)
        return headings


def read_headings(workspace: Workspace) -> Headings:
    """The headings of a workspace, or those of the project where it has none. Raises `Fault` with every fault of the file."""
    return read_own_or_shipped(workspace, FILE, Headings)


def headings_of(workspace: Workspace, period: Period) -> tuple[str, ...]:
    """Those of the commentary on a period: in a quarter also the name of each figure, for its reason, its action and their owner."""
    named = () if period.is_year else (one.name for one in told_by(as_shown(workspace.authority, period)))
    return (*read_headings(workspace).commentary, *named)


def shipped_headings() -> Headings:
    """Those of the project, for what shows several authorities."""
    return read_shipped(FILE, Headings)


def _fault(words: str) -> str:
    """Why some words are no heading; "" when they are one."""
    if not words.strip():
        return "is empty: write it"
    return "" if words == " ".join(words.split()) else "must be one line without blanks at its ends: put it right"
