"""A handful of figures as the public edition prints them, and requests to answer from them."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Authority, ComparisonPolicy, Policy, ServiceWindow
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.disclose import Publishable
from analysis.textcheck import Language, Reference

WINDOWS = {"specialist_service": ServiceWindow(contract_year_starts_in=7, months_after_year=1)}
AUTHORITY = Authority(name="Our Council", short_name="Ours", committee="Committee", districts=("Ashdale", "Broxley"), windows=WINDOWS)
COMPARISON = ComparisonPolicy()
POLICY = Policy(disclosure=DisclosurePolicy(hide_counts_up_to=5), comparison=COMPARISON)
SEXES = ("female", "male", "not_recorded")


def row(key, period, numerator, denominator="", value=None, by="", code="", marker=""):
    """A row of the results table, its version, unit and population from the record."""
    one = indicator(key)
    unit = f"percent of {one.unit}" if denominator else one.unit
    cells = (key, one.definition_version, period, by, code, numerator, denominator, value or numerator, unit, one.population, marker)
    return dict(zip(RESULT_COLUMNS, cells, strict=True))


def episodes(period, *by_sex):
    """Episodes in a period by sex, and in all."""
    whole = sum(by_sex)
    parts = [
        row("missing_episodes", period, f"{n}", f"{whole}", f"{100 * n / whole:.0f}", "sex", code)
        for code, n in zip(SEXES, by_sex, strict=True)
    ]
    return [row("missing_episodes", period, f"{whole}"), *parts]


def frame(*rows):
    return pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str")


def given_of(rows, last="2016-17"):
    """What an answer is made from."""
    return Reference(Publishable(rows, "public"), Period.parse(last), AUTHORITY, POLICY, Language(blames_child=(), house_term=()))


@pytest.fixture
def given():
    """Episodes of two years by sex, in the second one small count hidden with another, and interviews of one year."""
    hidden = [
        row("missing_episodes", "2016-17", "40"),
        row("missing_episodes", "2016-17", "31", "40", "78", "sex", "female"),
        row("missing_episodes", "2016-17", "c", "40", "c", "sex", "male", "c"),
        row("missing_episodes", "2016-17", "c", "40", "c", "sex", "not_recorded", "c"),
    ]
    interviews = [
        row("return_interviews", "2016-17", "20"),
        row("return_interviews_offered", "2016-17", "15", "20", "75"),
        row("multi_agency_meetings_requested", "2015-16", "x", marker="x"),
    ]
    return given_of(frame(*episodes("2015-16", 22, 8, 0), *hidden, *interviews))
