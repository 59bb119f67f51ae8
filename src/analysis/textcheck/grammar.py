"""The grammar of figures and claims in commentary.

A figure is an address in ``{{ }}``, a claim a short sentence in ``[[ ]]``. There are three claims:

==========================================  ==================================================================
``SUBJECT fell [since PERIOD]``             also ``rose``, ``fewer``, ``more``, ``unchanged``; without a
                                            period, since the same period a year earlier
``SUBJECT similar SUBJECT [within 3%]``     also ``higher than``, ``lower than``; ``within 1 point`` for shares
``SUBJECT highest since PERIOD``            also ``lowest``
==========================================  ==================================================================

A subject is an indicator's key, with ``@PERIOD`` and ``[breakdown=category]`` where they are needed. ``girls`` stands for the category
that has this name in one indicator alone. A category is its count; ``share of girls`` is its percentage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address
from analysis.chapters import BUILT_IN, BY_KEY, indicator

VERBS = {"fell": "down", "fewer": "down", "rose": "up", "more": "up", "unchanged": "same"}
RELATIONS = ("similar", "higher", "lower")
EXTREMES = ("highest", "lowest")

_PERIOD = r"to \d{4}-\d{2}|\d{4}-\d{2} to \d{4}-\d{2}|\d{4}-\d{2}(?:-Q[1-4])?"
_IS = r"(?: (?:is|are|was|were))?"


def _subject(n: int) -> str:
    return (
        rf"(?P<share{n}>share of )?(?P<name{n}>\w+)(?:@(?P<period{n}>{_PERIOD}))?"
        rf"(?:\[ ?(?P<breakdown{n}>\w+) ?= ?(?P<category{n}>\w+) ?\])?"
    )


_FIGURE = re.compile(_subject(1))
_COURSE = re.compile(rf"{_subject(1)}{_IS} (?P<verb>{'|'.join(VERBS)})(?: since (?P<since>{_PERIOD}))?")
_BESIDE = re.compile(
    rf"{_subject(1)}{_IS} (?P<relation>{'|'.join(RELATIONS)})(?: to| than)? {_subject(2)}"
    r"(?: within (?P<within>\d{1,9}(?:\.\d{1,9})?) ?(?P<of>%|points?))?"
)
_EXTREME = re.compile(rf"{_subject(1)}{_IS} (?:the )?(?P<extreme>{'|'.join(EXTREMES)}) since (?P<since>{_PERIOD})")


@dataclass(frozen=True)
class Subject:
    """What a claim speaks of. ``is_share`` says whether a category is meant as its percentage."""

    address: Address
    is_share: bool = False


@dataclass(frozen=True)
class CourseClaim:
    """That a figure rose, fell or stayed since an earlier period; ``since`` is empty for the year before."""

    subject: Subject
    verb: str
    since: str = ""


@dataclass(frozen=True)
class BesideClaim:
    """That one figure is similar to, higher or lower than another; ``within`` is in per cent, or in points where ``in_points``."""

    subject: Subject
    relation: str
    other: Subject
    within: Fraction | None = None
    in_points: bool = False


@dataclass(frozen=True)
class ExtremeClaim:
    """That a figure is the highest or lowest since an earlier period."""

    subject: Subject
    extreme: str
    since: str


Claim = CourseClaim | BesideClaim | ExtremeClaim


def parse_figure(text: str) -> Address:
    """The address in ``{{ }}``; its period is empty where it was left out. Raises `Fault` for anything else."""
    found = _FIGURE.fullmatch(_tidy(text))
    if not found or found["share1"]:
        raise Fault("Write the address of a figure, such as {{ missing_notifications@2016-17 }} or {{ missing_episodes[sex=female] }}.")
    return _read_subject(found, 1).address


def parse_claim(text: str) -> Claim:
    """The claim in ``[[ ]]``. Raises `Fault` saying what is not understood and what to write."""
    tidy = _tidy(text)
    if found := _COURSE.fullmatch(tidy):
        return CourseClaim(_read_subject(found, 1), found["verb"], _read_period(found["since"]))
    if found := _EXTREME.fullmatch(tidy):
        return ExtremeClaim(_read_subject(found, 1), found["extreme"], _read_period(found["since"]))
    if found := _BESIDE.fullmatch(tidy):
        within = Fraction(found["within"]) if found["within"] else None
        in_points = (found["of"] or "").startswith("point")
        return BesideClaim(_read_subject(found, 1), found["relation"], _read_subject(found, 2), within, in_points)
    raise Fault(
        f"This claim is not understood. Write SUBJECT {', '.join(VERBS)} or highest since PERIOD, or SUBJECT similar, higher than or "
        "lower than SUBJECT, such as [[ children_at_strategy_meeting fell ]]."
    )


@cache
def aliases() -> dict[str, Address]:
    """The one-word names of categories that belong to one indicator alone, such as ``girls``; a council's own takes none of them away."""
    found: dict[str, list[Address]] = {}
    for one in (one for chapter in BUILT_IN for one in chapter.indicators):
        for breakdown in one.breakdowns:
            for category in breakdown.categories:
                name = re.sub(r"^(of|from) (the )?", "", category.words)
                found.setdefault(name, []).append(Address(one.key, "", breakdown.key, category.code))
    return {name: places[0] for name, places in found.items() if len(places) == 1 and re.fullmatch(r"\w+", name)}


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _read_subject(found: re.Match[str], n: int) -> Subject:
    name, period = found[f"name{n}"], _read_period(found[f"period{n}"])
    breakdown, category = found[f"breakdown{n}"] or "", found[f"category{n}"] or ""
    if not breakdown and name in aliases():
        place = aliases()[name]
        return _checked(Subject(Address(place.indicator, period, place.breakdown, place.category), bool(found[f"share{n}"])))
    _check_known(name, breakdown, category)
    return _checked(Subject(Address(name, period, breakdown, category), bool(found[f"share{n}"])))


def _read_period(text: str | None) -> str:
    return Period.parse(text).name if text else ""


def _checked(subject: Subject) -> Subject:
    if subject.is_share and not subject.address.breakdown:
        raise Fault(f"{subject.address.indicator} is no category. Write the share of one, such as share of missing_episodes[sex=female].")
    return subject


def _check_known(name: str, breakdown: str, category: str) -> None:
    if name not in BY_KEY:
        near = get_close_matches(name, [*BY_KEY, *aliases()], n=1)
        raise Fault(f"There is no indicator {name!r}.{f' Did you mean {near[0]}?' if near else ' The methodology page lists all.'}")
    if not breakdown:
        return
    division = indicator(name).breakdown(breakdown)
    if not (division.by_name or division.listed) and category not in (codes := division.codes):
        raise Fault(f"{name}[{breakdown}] has no category {category!r}. It has: {', '.join(codes)}.")
