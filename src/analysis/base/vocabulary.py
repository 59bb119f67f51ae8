"""Words and codes of the people who report, and when they changed: ``config/vocabulary.toml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from analysis.base.formats import within_sentence
from analysis.base.policies import Record, refuse

VOCABULARY_FILE = "vocabulary.toml"

_ABBREVIATION = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z0-9]+")
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

SIGNS = frozenset("[]{}|=~")
"""What stands in texts for figures, numbers and places."""


def _faults_of_words(words: str) -> Iterator[str]:
    if not words or words != " ".join(words.split()):
        yield "must stand on one line without blanks at its ends: write what it is called"
    if any(letter.isdigit() for letter in words):
        yield "holds a number, which looks like a figure where it is printed: write it in words"
    if SIGNS.intersection(words):
        yield f"the signs {' '.join(sorted(SIGNS))} mean something else in texts: leave them out"


def _in_a_sentence(words: str) -> str:
    refuse(_faults_of_words(words))
    return words


Words = Annotated[str, AfterValidator(_in_a_sentence)]
"""Words that can stand within a sentence; where they need not be given, none do."""


class Called(Record):
    """What a group of agencies is called: within a sentence, in full in a definition, and where a report says whom it is about."""

    name: Words
    in_full: Words = ""
    described: Words = ""

    @property
    def forms(self) -> tuple[str, str, str]:
        """All three; what is not given is said as the next shorter one."""
        in_full = self.in_full or self.name
        return self.name, in_full, self.described or in_full


class EarlierName(Called):
    """What a group was called until a day."""

    until: date


class Name(Called):
    """What a group of agencies is called today, and what it was called ``earlier``."""

    earlier: tuple[EarlierName, ...] = ()

    @field_validator("earlier")
    @classmethod
    def _end_on_days_of_their_own(cls, names: tuple[EarlierName, ...]) -> tuple[EarlierName, ...]:
        ends = Counter(one.until for one in names)
        refuse(
            f"{times} names are said until {day:%d/%m/%Y}: a group has one name at a time, so put a day right"
            for day, times in ends.items()
            if times > 1
        )
        return tuple(sorted(names, key=lambda one: one.until))

    def on(self, day: date) -> Name:
        """The name that a group had on a day."""
        valid = next((one for one in self.earlier if day <= one.until), None)
        return Name(**valid.model_dump(exclude={"until"}, exclude_defaults=True)) if valid else self


class Names(Record):
    """Where concerns arrive, which panel considers children at risk, and in which network agencies share what they know of places."""

    hub: Name = Name(name="safeguarding hub", in_full="multi-agency safeguarding hub")
    panel: Name = Name(name="exploitation panel", in_full="multi-agency exploitation panel", described="panel of agencies for exploitation")
    network: Name = Name(name="locations network")

    def on(self, day: date) -> Names:
        """The names that the groups had on a day."""
        return Names(hub=self.hub.on(day), panel=self.panel.on(day), network=self.network.on(day))


class Days(Record):
    """From which day something was recorded and until which; without a day it always was, or still is."""

    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Days:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"it ends on {self.until:%d/%m/%Y}, before it begins on {self.since:%d/%m/%Y}: put one of the days right")
        return self

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which records are others than before."""
        return tuple(day for day in (self.since, self.until and self.until + timedelta(days=1)) if day)

    def meets(self, start: date | None, end: date) -> bool:
        """Whether it was recorded on any day between two; without a first day, on any up to the last."""
        return (self.since is None or self.since <= end) and (self.until is None or start is None or start <= self.until)

    def holds(self, start: date | None, end: date) -> bool:
        """Whether it was recorded on all days between two; without a first day, on the last."""
        return (self.since is None or self.since <= (start or end)) and (self.until is None or end <= self.until)


AT_ALL_TIMES = Days()
NEVER = Days(since=date.max)

FURTHER = ("accepted_not_present", "school_or_college", "friends_address")
"""Codes that stand only where an authority's lists tell them apart: categories without a record would be empty for all others."""

KEPT_CODES = frozenset({"absent", "not_placed", "not_recorded", "several", "elsewhere"})
"""Codes that are not a council's to give."""


class Term(Days):
    """One of several things that a record may say: its ``code``, its ``label`` in tables, and its ``words`` within a sentence."""

    code: str
    label: Words = ""
    words: Words = ""

    @field_validator("code")
    @classmethod
    def _is_a_code(cls, code: str) -> str:
        if not _CODE.fullmatch(code):
            raise ValueError(f"{code!r} is no code: write small letters and digits, with _ between words, such as very_low")
        if code in KEPT_CODES:
            raise ValueError(f"{code!r} stands for something else already: take it away. Empty cells are counted as not recorded")
        return code

    @property
    def name(self) -> str:
        """How tables say it."""
        return self.label or self.code.replace("_", " ").capitalize()

    @property
    def said(self) -> str:
        """How a sentence says it."""
        return self.words or within_sentence(self.name)


class RiskLevel(Term):
    """A level of risk at which the police record a missing child: "of very low risk", if no other words are given."""

    @property
    def said(self) -> str:
        """How a sentence says it of a child or an episode."""
        return self.words or f"of {super().said} risk"


class ExploitationType(Term):
    """A type of exploitation: what it is called, and how it is said of a child: "criminal exploitation", "criminally exploited"."""

    exploitation: Words
    exploited: Words

    @property
    def said(self) -> str:
        """How a sentence says that a concern is of this type and no other."""
        return self.words or f"one of the {super().said} type alone"

    @property
    def named(self) -> str:
        """How a sentence says that a concern is of this type, alone or among others."""
        return f"about {self.exploitation}"

    @property
    def label_alone(self) -> str:
        """How tables say that a concern is of this type and no other."""
        return f"{self.name} only"

    @property
    def label_named(self) -> str:
        """How tables say that a concern is of this type, alone or among others."""
        return f"{self.name}, alone or with others"


EXPLOITATION_TYPES = (
    ExploitationType(
        code="sexual",
        words="a concern of the sexual type alone",
        exploitation="sexual exploitation",
        exploited="sexually exploited",
    ),
    ExploitationType(code="criminal", exploitation="criminal exploitation", exploited="criminally exploited"),
    ExploitationType(
        code="online", label="On line", words="one on line alone", exploitation="exploitation on line", exploited="exploited on line"
    ),
    ExploitationType(code="trafficking", words="one about trafficking alone", exploitation="trafficking", exploited="trafficked"),
)
"""The types of exploitation that ship."""

LEVELS = (
    RiskLevel(code="no_apparent_risk", words="without apparent risk"),
    RiskLevel(code="low"),
    RiskLevel(code="medium"),
    RiskLevel(code="high"),
)
"""Those of the College of Policing, the lowest first."""

CONCERNS = (
    Term(code="direct_contact"),
    Term(code="online_only", words="contact on line only"),
    Term(code="organised_or_group", words="organised or group exploitation"),
    Term(code="not_known", words="a concern of a type that was not known"),
)
"""What a concern about exploitation is about."""

PLACEMENTS = (
    Term(code="foster", label="Foster placement", words="from a foster placement"),
    Term(code="childrens_home", label="Children's home", words="from a children's home"),
    Term(code="semi_independent", label="Semi-independent", words="from semi-independent living"),
    Term(code="parents", label="Placed with parents", words="from a placement with parents"),
)
"""The kinds of placement of a looked-after child."""

LEGAL_STATUSES = (Term(code="care_order"), Term(code="interim_care_order"), Term(code="section_20"))
"""The legal statuses of a looked-after child."""

COUNTED = {"concern_types": ("online_only", "organised_or_group", "not_known")}
"""Codes of each list that an indicator counts."""

WITH_NOT_RECORDED = frozenset({"not_known"})
"""Those that are counted together with what is not recorded. Without any other its figure would be a nought that says nothing."""


LAST_DAY_OF_ABSENT = date(2017, 3, 31)
"""Where nothing else is known: on the next day the College of Policing's revised guidance had reached the forces of England."""


def _fault(short: str, full: str) -> str:
    """Why some words do not spell out an abbreviation; "" when they do."""
    if not _ABBREVIATION.fullmatch(short):
        return "is no abbreviation: write letters and digits without a space, two or more of them capitals"
    if full != " ".join(full.split()) or not full:
        return "must be spelt out on one line without blanks at its ends: write what it stands for"
    return f"is spelt out with itself: write what it stands for, without {short}" if short in full else ""


class Vocabulary(Record):
    """What each of the ``abbreviations`` stands for within a sentence, what groups of agencies are called, when the police recorded
    ``absent``, and their ``risk_levels``, the lowest first.

    `FURTHER` codes have their days as well: an interview that was ``accepted_not_present``, the child not being there, and two places from
    which a child may go missing. The other lists are the types of exploitation that a report may cover, the types of concern about it,
    and the kinds of placement and legal statuses of looked-after children.
    """

    abbreviations: dict[str, str] = {"SSDA903": "children looked after"}
    names: Names = Names()
    absent: Days = Days(until=LAST_DAY_OF_ABSENT)
    accepted_not_present: Days = NEVER
    school_or_college: Days = NEVER
    friends_address: Days = NEVER
    risk_levels: tuple[RiskLevel, ...] = Field(default=LEVELS, min_length=1)

    exploitation_types: tuple[ExploitationType, ...] = Field(default=EXPLOITATION_TYPES, min_length=1)
    concern_types: tuple[Term, ...] = Field(default=CONCERNS, min_length=1)
    placement_types: tuple[Term, ...] = Field(default=PLACEMENTS, min_length=1)
    legal_statuses: tuple[Term, ...] = Field(default=LEGAL_STATUSES, min_length=1)

    @field_validator("risk_levels", "exploitation_types", "concern_types", "placement_types", "legal_statuses")
    @classmethod
    def _stand_once(cls, terms: tuple[Term, ...], about: ValidationInfo) -> tuple[Term, ...]:
        codes = {one.code for one in terms} | WITH_NOT_RECORDED
        faults = [
            f"{code!r} is not there, and an indicator counts it: add it" for code in COUNTED.get(about.field_name, ()) if code not in codes
        ]
        faults += [
            f"{which} {value!r} stands there {times} times: leave one"
            for which, values in (("the code", [one.code for one in terms]), ("the label", [one.name for one in terms]))
            for value, times in Counter(values).items()
            if times > 1
        ]
        refuse(faults)
        return terms

    def on(self, day: date) -> Vocabulary:
        """The words as they were called on a day; what was recorded has days of its own."""
        return self.model_copy(update={"names": self.names.on(day)})

    @property
    def never_said(self) -> frozenset[str]:
        """The `FURTHER` codes that none of the authority's lists has."""
        return frozenset(code for code in FURTHER if getattr(self, code) == NEVER)

    @field_validator("abbreviations")
    @classmethod
    def _are_spelt_out(cls, words: dict[str, str]) -> dict[str, str]:
        refuse(f"{short} {fault}" for short, full in words.items() if (fault := _fault(short, full)))
        return words


NO_OWN = Vocabulary()
"""The words of an authority that has none of its own."""
