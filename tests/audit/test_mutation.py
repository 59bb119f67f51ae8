"""One more number in print, and the audit must fail; with the plan as it is, it must pass."""

import pandas as pd
import pytest

from analysis.audit import Terms, audit_numbers
from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import protected

QUARTERS = {"2016-17-Q1": (40, 30, 2), "2016-17-Q2": (35, 33, 0), "2016-17-Q3": (28, 31, 4), "2016-17-Q4": (25, 21, 9)}
CODES = ("female", "male", "not_recorded")


def truth():
    year = tuple(map(sum, zip(*QUARTERS.values(), strict=True)))
    return pd.DataFrame([row for period, counts in {**QUARTERS, "2016-17": year}.items() for row in rows(period, counts)], dtype="str")


def rows(period, counts):
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "missing_episodes", "period": period}
    whole = str(sum(counts))
    yield blank | {"numerator": whole, "value": whole}
    for code, count in zip(CODES, counts, strict=True):
        yield blank | {"breakdown": "sex", "category": code, "numerator": str(count), "denominator": whole, "value": "50"}


def verdict(printed, folder):
    printed.to_csv(folder / "results.csv", index=False)
    return audit_numbers([folder / "results.csv"], Terms(5))


@pytest.fixture(scope="module")
def printed():
    return protected(truth(), DisclosurePolicy(hide_counts_up_to=5))


def test_the_plan_passes_and_totals_are_true(printed, tmp_path):
    assert verdict(printed, tmp_path).passes
    totals = printed[printed["breakdown"] == ""]
    assert totals["numerator"].tolist() == truth().loc[totals.index, "numerator"].tolist()


def test_with_small_counts_alone_hidden_the_audit_fails(tmp_path):
    bare = truth()
    bare.loc[bare["numerator"].isin(list("12345")), ["numerator", "value"]] = "c"
    assert len(verdict(bare, tmp_path).faults) == 2


@pytest.mark.parametrize("place", range(4))
def test_each_hidden_number_in_print_makes_it_fail(printed, tmp_path, place):
    """A small one is seen at once; of the others each is needed: with it in print some small count is as good as known."""
    hidden = printed.index[printed["numerator"] == "c"]
    assert len(hidden) == 4
    exposed = printed.copy()
    exposed.loc[hidden[place], ["numerator", "value", "marker"]] = [truth().loc[hidden[place], "numerator"], "50", ""]
    found = verdict(exposed, tmp_path)
    assert found.faults
