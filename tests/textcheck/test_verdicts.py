"""Words that judge a change are held against the verdict on it, and words of arithmetic against the numbers."""

import pandas as pd
import pytest

from analysis.textcheck import lint_paper

COMPLETE = "multi_agency_meetings_recorded_complete"
SAID = {
    "rose": "Meetings recorded complete rose from 70% in 2015/16 to 80% in 2016/17.",
    "fell": "Meetings recorded complete fell from 80% in 2015/16 to 70% in 2016/17.",
    "improved": "Meetings recorded complete improved from 70% in 2015/16 to 80% in 2016/17.",
    "worse": "Meetings recorded complete were worse than in 2015/16, at 80% compared with 70%.",
    "clearly": "Meetings recorded complete rose significantly from 70% in 2015/16 to 80% in 2016/17.",
    "stable": "Meetings recorded complete remained stable, at 70% in 2015/16 and 80% in 2016/17.",
}


@pytest.fixture
def wrong_in(given_of, figures):
    """A function that gives the words of `SAID` that a rule of courses finds, where 70% became 80% and there is a verdict on it."""

    def find(verdict):
        rows = figures.copy()
        of_year = (rows["indicator"] == COMPLETE) & (rows["breakdown"] == "")
        for period, value in (("2015-16", "70"), ("2016-17", "80")):
            rows.loc[of_year & (rows["period"] == period), ["numerator", "denominator", "value"]] = [value, "100", value]
        judged = pd.DataFrame([("2016-17", COMPLETE, verdict)] if verdict else [], columns=["period", "indicator", "verdict"])
        given = given_of(rows=rows, judged=judged)
        codes = {"verdict_contradicted", "direction_contradicted", "direction_wrong"}
        return {word for word, text in SAID.items() if codes & {one.rule.code for one in lint_paper(text, given)}}

    return find


@pytest.mark.parametrize(
    ("verdict", "wrong"),
    [
        ("clearly higher", {"fell", "worse", "stable"}),
        ("clearly lower", {"fell", "improved", "stable"}),
        ("no clear change", {"fell", "improved", "worse", "clearly"}),
        ("too few to say", {"fell", "improved", "worse", "clearly", "stable"}),
        ("", {"fell"}),
    ],
)
def test_judging_words_follow_the_verdict_and_arithmetic_the_numbers(verdict, wrong, wrong_in):
    """80% is more than 70% whatever the verdict; whether it is better, clear or the same is for the verdict to say."""
    assert wrong_in(verdict) == wrong


@pytest.mark.parametrize("known", ["all", "its row missing", "its number hidden"])
def test_the_largest_category_is_held_only_against_figures_that_are_known(known, given_of, figures):
    """School was named less often than boundaries; where nothing is known of school, that cannot be said."""
    is_school = (figures["indicator"] == "interview_reasons") & (figures["period"] == "2016-17") & (figures["category"] == "school")
    hidden = figures.copy()
    hidden.loc[is_school, ["numerator", "value", "marker"]] = "c"
    rows = {"all": figures, "its row missing": figures[~is_school], "its number hidden": hidden}[known]
    found = lint_paper("The most common reason named in return interviews was school.", given_of(rows=rows))
    assert [one.rule.code for one in found] == (["parts_contradicted"] if known == "all" else [])


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Fewer children were missing from home than in care.", "Write “68% were from home and 30% from care”."),
        ("Fewer children went missing once than went missing repeatedly.", "Give both figures."),
    ],
)
def test_several_categories_together_are_called_care_only_where_they_are(text, suggestion, given):
    assert [one.suggestion for one in lint_paper(text, given)] == [suggestion]
