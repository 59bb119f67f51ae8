"""The police's records of offences against children, counted again with plain pandas."""

import pandas as pd
import pytest

from sample.profile import PROFILES

FIRST_DAYS = {"2015-16": "2015-04-01", "2016-17": "2016-04-01"}


@pytest.fixture(scope="module")
def offences(raw) -> pd.DataFrame:
    return raw.table("police_offences_against_children.csv", ("DOB", "Recorded"))


@pytest.fixture(scope="module")
def suspects(raw) -> pd.DataFrame:
    return raw.table("police_suspects.csv", ("Recorded",))


def test_so_many_children_are_recorded(offences):
    """Children by sex, each counted once; one in eleven has a second record."""
    children = offences.drop_duplicates(["folder", "Nominal ID"])
    assert children.groupby(["folder", "Sex"]).size().to_dict() == {
        ("2015-16", ""): 8,
        ("2015-16", "F"): 272,
        ("2015-16", "M"): 65,
        ("2016-17", ""): 8,
        ("2016-17", "F"): 301,
        ("2016-17", "M"): 73,
    }
    assert (len(offences), len(children)) == (792, 727)


def test_every_child_is_under_18_and_recorded_within_the_year(offences):
    first = pd.to_datetime(offences["folder"].map(FIRST_DAYS))
    assert (offences["Recorded"] < offences["DOB"] + pd.DateOffset(years=18)).all()
    assert offences["Recorded"].between(first, first + pd.DateOffset(years=1) - pd.DateOffset(days=1)).all()


def test_some_of_the_children_were_referred_to_social_care(offences, raw):
    """The police and social care know some of the same children: born on one day, with one surname."""
    referred = raw.table("mash_referrals.csv", ("Date of birth",))
    known = set(zip(referred["Date of birth"], referred["Last name"].str.upper().str.strip(), strict=True))
    both = [key in known for key in zip(offences["DOB"], offences["Surname"].str.upper().str.strip(), strict=True)]
    assert 0.15 < sum(both) / len(both) < 0.35


def test_most_suspects_on_line_are_white_british_men_of_18_to_30(suspects):
    online = suspects[suspects["Type of concern"] == "Online only"]
    them = online[(online["Age band"] == "18-30") & (online["Sex"] == "M") & (online["Ethnicity"] == "W1")]
    assert online.groupby("folder").size().to_dict() == {"2015-16": 85, "2016-17": 120}
    assert them.groupby("folder").size().to_dict() == {"2015-16": 46, "2016-17": 68}
    assert len(suspects) == 560


def test_the_decks_of_a_year_have_a_card_for_each_child():
    """Nobody is left without an ethnicity or a type of concern, and none of them is left over."""
    for one in PROFILES:
        children = sum(map(sum, (one.girls.values(), one.boys.values(), one.sex_not_recorded.values())))
        assert sum(one.girls_14_15.values()) == one.girls[14] + one.girls[15]
        assert sum(one.girls_14_15.values()) + sum(one.ethnicity.values()) == sum(one.concerns.values()) == children
