"""What speaks for and against two records being about one child, and how strongly.

Each comparison has levels, of which the first that holds counts. A level's weight is log2(m / u), in bits: ``m`` is how often records of
one child stand so, ``u`` how often those of two children do. Both are fixed. They are set from what is known of names, birthdays and
typing, never from the file at hand: a weight learned from a file changes when the file grows, and with it would change who is one child.

Only edit distance is used (the number of letters to change), because DuckDB and Spark count it alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

from analysis.intake.people.conditions import (
    ALIKE,
    BEGINS,
    FURTHER,
    NEAR_YEARS,
    PART_OF,
    RELATED,
    SAME_YEAR,
    SHORT,
    SHORT_AND_FURTHER,
    SHORT_FOR_EITHER,
    SLIP,
    SOUNDED,
    SPELLED,
    SWAPPED,
    TRANSPOSED,
)


@dataclass(frozen=True)
class Level:
    """One way in which two records can stand to each other, and in words what a person reads of it."""

    name: str
    sql: str
    m: float
    u: float
    words: str

    @property
    def bits(self) -> float:
        return log2(self.m / self.u)


@dataclass(frozen=True)
class Likeness:
    """Something that two records are compared by; where either says nothing about ``needs``, nothing speaks for or against."""

    name: str
    needs: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Model:
    """All comparisons, and how likely two records are about one child before anything is compared."""

    comparisons: tuple[Likeness, ...]
    prior: float

    def level(self, comparison: str, gamma: int) -> Level | None:
        """The level with splink's number: the last one has 0, the first the highest, nothing to compare -1."""
        levels = next(one.levels for one in self.comparisons if one.name == comparison)
        return None if gamma < 0 else levels[len(levels) - 1 - gamma]


FORENAME = Likeness("forename", "forename", (
    Level("equal", "forename_l = forename_r", 0.74, 0.008, "same forename"),
    Level("swapped", SWAPPED, 0.01, 0.00002, "forename and surname are swapped"),
    Level("spelling", SPELLED, 0.02, 0.0004, "two spellings of one forename"),
    Level("either", SHORT_FOR_EITHER, 0.01, 0.0002, "one forename is short for the other, or for that of a brother or sister"),
    Level("short", SHORT, 0.01, 0.0002, "one forename is a usual short form of the other"),
    Level("transposed", TRANSPOSED, 0.01, 0.0001, "two letters of the forename are in the other order"),
    Level("sound", SOUNDED, 0.02, 0.0006, "forenames sound alike"),
    Level("short_part", SHORT_AND_FURTHER, 0.01, 0.0003, "one forename begins with a usual short form of the other"),
    Level("part", FURTHER, 0.03, 0.001, "one forename is the other and a further one"),
    Level("form", RELATED, 0.03, 0.003, "one forename is at times a form of the other"),
    Level("begins", f"{PART_OF} or {BEGINS}".format("forename"), 0.01, 0.001, "one forename is part of the other"),
    Level("slip", SLIP.format("forename"), 0.02, 0.002, "forenames differ by a slip of one letter"),
    Level("alike", ALIKE.format("forename"), 0.03, 0.012, "forenames are alike but not the same"),
    Level("differ", "ELSE", 0.05, 0.972, "forenames differ"),
))  # fmt: skip
SURNAME = Likeness("surname", "surname", (
    Level("equal", "surname_l = surname_r", 0.80, 0.004, "same surname"),
    Level("swapped", SWAPPED, 0.01, 0.01, "surname and forename are swapped"),
    Level("part", PART_OF.format("surname"), 0.04, 0.001, "one surname is part of the other"),
    Level("slip", SLIP.format("surname"), 0.06, 0.002, "surnames differ by a slip of one letter"),
    Level("alike", ALIKE.format("surname"), 0.04, 0.010, "surnames are alike but not the same"),
    Level("differ", "ELSE", 0.05, 0.973, "surnames differ"),
))  # fmt: skip
BORN = Likeness("born", "born", (
    Level("equal", "born_l = born_r", 0.90, 0.0002, "same date of birth"),
    Level("swapped", "born_l = born_swapped_r", 0.015, 0.0001, "day and month of birth are swapped"),
    Level("leap", f"{SAME_YEAR} and substr(born_l, 6, 5) in ('02-28', '02-29', '03-01') "
          "and substr(born_r, 6, 5) in ('02-28', '02-29', '03-01') "
          "and (substr(born_l, 6, 5) = '02-29' or substr(born_r, 6, 5) = '02-29')",
          0.001, 0.00002, "born on 29 February, written as the day before or after"),
    Level("placeholder", f"{SAME_YEAR} and (substr(born_l, 6, 5) = '01-01' or substr(born_r, 6, 5) = '01-01')",
          0.005, 0.0004, "same year of birth, and one date is 1 January, which often stands for an unknown day"),
    Level("slip", f"{NEAR_YEARS} and (levenshtein(born_l, born_r) = 1 or "
          "(levenshtein(born_l, born_r) = 2 and born_letters_l = born_letters_r))",
          0.035, 0.004, "dates of birth differ by one digit"),
    Level("differ", "ELSE", 0.04, 0.995, "dates of birth differ"),
))  # fmt: skip
SEX = Likeness("sex", "sex", (
    Level("equal", "sex_l = sex_r", 0.98, 0.5, "same sex"),
    Level("differ", "ELSE", 0.02, 0.5, "sexes differ"),
))  # fmt: skip
PLACE = Likeness("place", "place", (
    Level("postcode", "postcode_l = postcode_r", 0.55, 0.0008, "same postcode"),
    Level("slip", "levenshtein(postcode_l, postcode_r) = 1", 0.05, 0.004, "postcodes differ by one character"),
    Level("district", "outward_l = outward_r or district_l = district_r", 0.2, 0.15, "same district"),
    Level("differ", "ELSE", 0.2, 0.845, "different places, as after a move or a placement"),
))  # fmt: skip
NHS = Likeness("nhs_number", "nhs_number", (
    Level("equal", "nhs_number_l = nhs_number_r", 0.9, 0.000001, "same NHS number"),
    Level("slip", "levenshtein(nhs_number_l, nhs_number_r) = 1 or "
          "(levenshtein(nhs_number_l, nhs_number_r) = 2 and nhs_number_letters_l = nhs_number_letters_r)",
          0.06, 0.00001, "NHS numbers differ by one digit"),
    Level("differ", "ELSE", 0.04, 0.999989, "NHS numbers differ"),
))  # fmt: skip
POLICE = Likeness("police_person_id", "police_person_id", (
    Level("equal", "police_person_id_l = police_person_id_r", 0.92, 0.1, "same number"),
    Level("differ", "ELSE", 0.08, 0.9, "the police hold them under two numbers"),
))  # fmt: skip
SOCIAL_CARE = Likeness("social_care_id", "social_care_id", (
    Level("equal", "social_care_id_l = social_care_id_r", 0.92, 0.1, "same number"),
    Level("differ", "ELSE", 0.08, 0.9, "social care holds them under two numbers"),
))  # fmt: skip

MODEL = Model((FORENAME, SURNAME, BORN, SEX, PLACE, NHS, POLICE, SOCIAL_CARE), prior=0.0002)
"""A pair picked at random is about one child once in 10,000 times: less than in a small file, so that a little evidence is not enough."""
