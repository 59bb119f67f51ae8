"""What one printed number leaves of another, from a few interviews that can be counted on fingers."""

import pandas as pd
import pytest

from analysis.base.policies import DisclosurePolicy
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import protected
from analysis.disclose.release import release_of

POLICY = DisclosurePolicy(hide_counts_up_to=5)


def row(indicator, numerator, denominator="", period="2016-17-Q1", breakdown="", category=""):
    cells = {"indicator": indicator, "period": period, "breakdown": breakdown, "category": category}
    return dict.fromkeys(RESULT_COLUMNS, "") | cells | {"numerator": numerator, "denominator": denominator, "value": numerator}


def frame(*rows):
    return pd.DataFrame(rows, dtype="str")


def small_rests(*rows):
    """The small differences that the plan protects, each with the number of places that it is left of."""
    cells = release_of(frame(*rows), POLICY).pack.cells
    return sorted(cell.value for cell in cells if cell.name.startswith("rest of") and 1 <= cell.value <= 5)


REQUIRED = row("return_interviews_completed_of_required", "30", "40", breakdown="missing_from", category="own_care")
OFFERED = row("return_interviews_completed_of_offered", "30", "36", breakdown="missing_from", category="own_care")


def test_required_less_offered_is_a_number():
    """40 required and 36 offered leave four children's returns without an offer, which no indicator says."""
    assert small_rests(REQUIRED, OFFERED) == [4]
    printed = protected(frame(REQUIRED, OFFERED), POLICY)["denominator"].tolist()
    assert printed.count("c") == 1


@pytest.mark.parametrize(("rows", "rests"), [
    ((row("missing_episodes", "40", period="2016-17"), row("missing_episodes", "37", period="2016-04 to 2016-12")), [3]),
    ((row("missing_individuals", "40", period="2016-17"), row("missing_individuals", "37", period="2016-04 to 2016-12")), [3]),
    ((row("missing_individuals", "40"), row("missing_notifications", "43")), []),
    ((REQUIRED, row("return_interviews_completed_of_offered", "30", "30", breakdown="missing_from", category="own_care")), []),
])  # fmt: skip
def test_only_what_is_a_group_and_small_is_a_rest(rows, rests):
    """Nine months leave what came later, of episodes and of children; notifications less children say how often; nought is shown."""
    assert small_rests(*rows) == rests


def test_children_of_quarters_are_set_against_the_bands_of_the_year():
    """Four children with one episode in the year and one with two: the quarters have six children together at most."""
    quarters = [row("children_with_episodes", "3", period=f"2016-17-Q{n}") for n in (1, 2)]
    bands = [
        row("children_with_episodes", n, "5", period="2016-17", breakdown="episodes", category=code) for code, n in (("1", "4"), ("2", "1"))
    ]
    release = release_of(frame(*quarters, row("children_with_episodes", "5", period="2016-17"), *bands), POLICY)
    name = {(one.period, one.category): one.cell.name for one in release.places if one.column == "numerator"}
    first, second, once, twice = (name[key] for key in (("2016-17-Q1", ""), ("2016-17-Q2", ""), ("2016-17", "1"), ("2016-17", "2")))
    wanted = {first: 1, second: 1, once: -1, twice: -2}
    assert [one for one in release.pack.relations if dict(one.terms) == wanted and one.upper == 0]
