"""What a weight alone may join, what a person is asked about, and who may be twins.

Rules of families: twins share surname, home and date of birth, brothers and sisters surname and home, a parent and child at times the whole
name. However much speaks for a pair, its weight alone joins it only where something agrees that the family does not share.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.sources import LOCAL_IDS

NAMED = ("equal", "swapped", "spelling", "part", "short", "transposed")
"""Forenames that are one name. Any other two, however alike, may be the names of twins: Ella and Ellie, Kayla and Kayle."""

BY_SEX = {"either": ("one", "both"), "short_part": ("one", "both"), "sound": ("both",)}
"""Forenames that are one name of children of one sex, and of how many the sex must be known: Sam is short for Samuel and for Samantha,
Ellie sounds like Eli. Where it is known of one alone, no office may write both names."""

OPEN_TO_TWINS = ("either", "part", "short_part")
"""Forenames that are one name, and may be another as well: Mary is Mary Jane, and Mary Kate."""

RELATED = ("equal", "swapped", "part", "slip")
"""Surnames of one family."""

RIVALS_FROM = 0.01
"""The smallest probability of twins: they are told apart, though never asked about."""

OWN = {
    "forename": (*NAMED, *BY_SEX),
    "born": ("equal", "swapped", "leap", "placeholder", "slip"),
    "nhs_number": ("equal", "slip"),
}
"""What is a child's own and not the family's. Two of these must agree before a pair can be joined without a person's decision: twins share
a date of birth, a parent may share the name, and brothers and sisters share neither."""

EXACTLY = {"forename": ("equal", "swapped"), "born": ("equal",), "nhs_number": ("equal",)}
"""At least one of the child's own must agree to the letter."""

SHARED = {"surname": RELATED, "place": ("postcode",), "nhs_number": ("equal",)}
"""And one of these must agree besides."""

CERTAIN = {"born": ("equal",), "place": ("postcode",), "nhs_number": ("equal",)}
"""And one of these to the letter: a slip in a date needs the home beside it."""

UNDATED = {"forename": ("equal", "swapped"), "surname": ("equal", "swapped"), "place": ("postcode",), "born": ("",)}
"""Or all of these, where there is no date of birth."""

AGAINST = {"sex": ("differ",), "nhs_number": ("differ",), "police_person_id": ("differ",), "social_care_id": ("differ",)}
"""What keeps a pair from being joined without a person's decision, however much speaks for it."""


def sex_known(pairs: pd.DataFrame, records: pd.DataFrame) -> pd.Series:
    """Of how many of each pair the sex is known; of ``none`` where it is of one, and an office writes both names."""
    known, offices = records["sex"].notna().to_numpy(), records["offices"].str.split("|").map(set)
    of_one, of_other = (known[pairs[f"number_{end}"]].astype("int64") for end in ("one", "other"))
    how = np.array(["none", "one", "both"], dtype=object)[of_one + of_other]
    for place in np.flatnonzero((how == "one") & pairs["forename"].isin(list(BY_SEX)).to_numpy()):
        if offices[pairs["number_one"].iloc[place]] & offices[pairs["number_other"].iloc[place]]:
            how[place] = "none"
    return pd.Series(how, index=pairs.index)


def is_possible(pairs: pd.DataFrame) -> pd.Series:
    """Pairs worth a person's look.

    Other forenames are a twin's, unless birthday and home are one, sexes may be, and no system has two numbers. Other dates of birth are a
    sibling's or a parent's, unless names and home are one.
    """
    at_home, family = pairs["place"] == "postcode", pairs["surname"].isin(RELATED)
    near_home = family & pairs["place"].isin(["slip", "district"])
    renamed = (pairs["born"] == "equal") & (at_home | near_home) & (pairs["sex"] != "differ")
    misdated = at_home & family & pairs["forename"].isin([*NAMED, "slip", "alike"])
    two_numbers = (pairs[list(LOCAL_IDS)] == "differ").any(axis="columns")
    apart = (pairs["forename"] == "differ") & ~(renamed & ~two_numbers) | (pairs["born"] == "differ") & ~misdated
    return ~apart | pairs["nhs_number"].isin(OWN["nhs_number"])


def is_safe(pairs: pd.DataFrame) -> pd.Series:
    """Pairs that the weight alone may join: see `OWN`, `EXACTLY`, `SHARED`, `CERTAIN`, `UNDATED` and `AGAINST`."""
    own, exactly, shared, certain, undated, against = (_count(pairs, rule) for rule in (OWN, EXACTLY, SHARED, CERTAIN, UNDATED, AGAINST))
    own = own - (pairs["forename"].isin(list(BY_SEX)) & ~_is_one_name(pairs))
    agree = (own >= 2) & (exactly >= 1) & (shared >= 1) & (certain >= 1)
    return (agree | (undated == len(UNDATED))) & (against == 0)


def rivals_among(compared: pd.DataFrame) -> pd.DataFrame:
    """Clusters of one surname and date of birth whose forenames are not one name, or whose sexes differ, in all their records."""
    twins = ~_is_one_name(compared) | (compared["sex"] == "differ")
    rival = twins & (compared["born"] == "equal") & compared["surname"].isin(RELATED) & ~compared["nhs_number"].isin(OWN["nhs_number"])
    always = rival.groupby([compared["one"], compared["other"]]).all()
    return always.index[always].to_frame(index=False)


def _is_one_name(pairs: pd.DataFrame) -> pd.Series:
    by_sex = [(pairs["forename"] == level) & pairs["sex_known"].isin(known) for level, known in BY_SEX.items()]
    return pairs["forename"].isin(NAMED) | pd.concat(by_sex, axis="columns").any(axis="columns")


def _count(pairs: pd.DataFrame, rule: dict[str, tuple[str, ...]]) -> pd.Series:
    return pd.concat([pairs[name].isin(levels) for name, levels in rule.items()], axis="columns").sum(axis="columns")
