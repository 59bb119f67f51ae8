"""Words of the people who report, wherever they stand: ``config/vocabulary.toml``."""

from __future__ import annotations

import re

from pydantic import field_validator

from analysis.base.policies import Record, refuse
from analysis.base.settings import Workspace, read_own_or_shipped, read_shipped

FILE = "vocabulary.toml"

_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9]+")


class Vocabulary(Record):
    """What each of the ``abbreviations`` that reports use stands for, as it is written within a sentence."""

    abbreviations: dict[str, str]

    @field_validator("abbreviations")
    @classmethod
    def _are_spelt_out(cls, words: dict[str, str]) -> dict[str, str]:
        refuse(f"{short} {fault}" for short, full in words.items() if (fault := _fault(short, full)))
        return words


def read_vocabulary(workspace: Workspace) -> Vocabulary:
    """The words of a workspace, or those of the project where it has none. Raises `Fault` with every fault of the file."""
    return read_own_or_shipped(workspace, FILE, Vocabulary)


def shipped_vocabulary() -> Vocabulary:
    """Those of the project, for what shows several authorities."""
    return read_shipped(FILE, Vocabulary)


def _fault(short: str, full: str) -> str:
    """Why some words do not spell out an abbreviation; "" when they do."""
    if not _ABBREVIATION.fullmatch(short):
        return "is no abbreviation: write letters and digits without a space, two or more of them capitals"
    if full != " ".join(full.split()) or not full:
        return "must be spelt out on one line without blanks at its ends: write what it stands for"
    return f"is spelt out with itself: write what it stands for, without {short}" if short in full else ""
