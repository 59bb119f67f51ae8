"""The methodology says of each indicator what its record says."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import Break
from analysis.chapters import ALL, CAVEATS, indicator
from analysis.compare.baselines import MOVE_OF_A_DEVIATION
from analysis.show.methodology import entry, rules_of_publication, rules_of_ranges
from analysis.show.verdicts import rules_of_verdicts

WORKSPACE = Workspace(Path(__file__).parents[2])
YEAR = Period.parse("2016-17")


@pytest.mark.parametrize("record", ALL, ids=lambda one: one.key)
def test_an_entry_holds_definition_rule_dates_caveats_and_example(record):
    text = entry(record, YEAR, WORKSPACE.authority).striptags()
    for piece in (
        record.definition,
        record.why_it_matters,
        record.measure.words,
        record.population,
        record.example.gives,
        record.example.because,
    ):
        assert piece in text
    assert all(CAVEATS[code] in text for code in record.caveats)


def test_a_service_with_its_own_year_says_its_dates():
    text = entry(indicator("specialist_service_referrals"), YEAR, WORKSPACE.authority).striptags()
    assert "In a report on 2016/17: 1 July 2016 to 30 April 2017." in text


def test_markup_in_a_record_is_inert():
    hostile = replace(indicator("missing_episodes"), definition="<script>alert(1)</script>")
    assert "<script" not in entry(hostile, YEAR, WORKSPACE.authority)


def test_a_break_in_the_series_gives_its_day_and_reason():
    broken = replace(indicator("missing_episodes"), breaks=(Break(date(2017, 4, 1), "a new rule"),))
    assert "From 01/04/2017: a new rule." in entry(broken, YEAR, WORKSPACE.authority).striptags()


def test_the_rules_state_the_policy_in_force():
    """Whoever changes the policy changes the page."""
    text = rules_of_publication(WORKSPACE.policy).entries[0].striptags()
    assert "a count of children from 1 to 5 is hidden" in text


def test_the_page_on_verdicts_states_the_rate_in_force_and_works_its_example():
    """The example is worked out by the test that judges figures: as independent events its two counts would look different."""
    text = rules_of_verdicts(WORKSPACE.policy.comparison.model_copy(update={"false_discovery_rate": 0.1})).entries[0].striptags()
    assert "at most 10 in 100 are expected to be chance" in text
    assert "55 children had 100 episodes in one year, and 62 children 130 in the next" in text
    assert f"p would be {2 * (binom.sf(130, 230, 0.5) + binom.pmf(130, 230, 0.5) / 2):.3f}" in text
    assert "add up to 400 and 698, which is 4.77 times the 230 episodes" in text
    assert text.count("no clear change") == 1


@pytest.mark.parametrize("quarters", [7, 20])
def test_the_page_tells_false_alarms_as_they_are(quarters):
    """Of 200,000 made-up histories in which nothing changed, as many as the page names have a next quarter above the limits."""
    drawn = np.random.default_rng(2017).standard_normal((200_000, quarters + 1))
    before, last = drawn[:, :-1], drawn[:, -1]
    upper = before.mean(axis=1) + 3 / MOVE_OF_A_DEVIATION * np.abs(np.diff(before, axis=1)).mean(axis=1)
    text = rules_of_ranges().entries[0].striptags()
    told = re.search(rf"above (?:a range|one) of {quarters} quarters (?:by chance )?in about 1 of (\d+)", text)[1]
    assert 1 / (last > upper).mean() == pytest.approx(int(told), rel=0.1)


def test_the_page_names_the_numbers_of_the_rules():
    """7 quarters in a row; of 8 quarters 28 pairs, of which 23 against 5 are 18 more."""
    text = rules_of_ranges().entries[0].striptags()
    words = ("7 to 20 quarters before", "divided by 1.128", "From 4 whole years on", "at 5%", "2 of 3 quarters", "7 quarters in a row")
    assert all(one in text for one in (*words, "over 8 quarters, in which at least 23 of the 28 pairs"))
