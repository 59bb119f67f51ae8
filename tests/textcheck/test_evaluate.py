"""Whether claims hold: true, false, or not to be known, and what stands in the page for them."""

import pandas as pd
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from analysis.textcheck import fill

HELD = {
    "children_at_strategy_meeting fell": "fell from 121 in 2015/16 to 82 in 2016/17",
    "organised_or_group_exploitation unchanged": "unchanged, at 0 in 2016/17 and 0 in 2015/16",
    "missing_peak_age unchanged": "unchanged, at 15 in 2016/17 and 15 in 2015/16",
    "share of girls fell": "fell from 55% in 2015/16 to 48% in 2016/17",
    "girls fewer": "fell from 1,469 in 2015/16 to 1,199 in 2016/17",
    "boys more": "rose from 1,201 in 2015/16 to 1,303 in 2016/17",
    "absence_notification_timeliness[band=within_24h] more": "rose from 210 in 2015/16 to 226 in 2016/17",
    "missing_notifications similar missing_notifications@2015-16 within 6%": "2,646, similar to 2,812 in 2015/16",
    "missing_notifications similar missing_notifications@2015-16": "2,646, similar to 2,812 in 2015/16",
    "organised_or_group_exploitation similar organised_or_group_exploitation@2015-16": "0, similar to 0 in 2015/16",
    "multi_agency_meetings_requested rose": "rose from 309 in 2015/16 to 313 in 2016/17",
    "share of girls lower than share of boys": "48%, lower than 52%",
    "missing_notifications lowest since 2015-16": "2,646, the lowest since 2015/16",
    "missing_notifications@2016-17-Q3 fell": "fell from 672 in Q3 2015/16 to 617 in Q3 2016/17",
}


@pytest.mark.parametrize(("claim", "printed"), HELD.items())
def test_a_claim_that_holds_is_printed_with_both_figures(claim, printed, given):
    filled = fill(f"[[ {claim} ]]", given)
    assert filled.findings == ()
    assert filled.read == printed


@pytest.mark.parametrize(
    ("claim", "code", "says", "suggestion"),
    [
        ("children_at_strategy_meeting rose", "claim_false", "82 in 2016/17, 121 in 2015/16", "Write fell."),
        ("share of girls rose", "claim_false", "48% in 2016/17, 55% in 2015/16", "Write fell."),
        ("boys fewer", "claim_false", "1,303 in 2016/17, 1,201 in 2015/16", "Write rose."),
        ("multi_agency_meetings_requested fell", "claim_false", "313 in 2016/17, 309 in 2015/16", "Write rose."),
        ("multi_agency_training_events similar multi_agency_training_events@2015-16", "claim_false", "6 in 2015/16", "Say what the"),
        ("share of girls similar share of boys", "claim_unknown", "there is no verdict on the two", "within 3% or within 1 point"),
        ("missing_notifications highest since 2015-16", "claim_false", "2,812 in 2015/16 and 2,646 in 2016/17", "Say what"),
        (
            "missing_notifications lowest since 2012-13",
            "claim_unknown",
            "to compare with for 2012/13, 2013/14 and 2014/15",
            "Name",
        ),
        ("specialist_service_re_referrals lower than specialist_service_referrals", "claim_unknown", "not shown in", "Take the claim out"),
        ("development_workers rose", "claim_unknown", "no earlier figure", "Take the claim out."),
        ("missing_notifications@2017-18 fell", "claim_unknown", "no figure for the period", "Take the claim out."),
        ("strategy_meeting_peak_age rose", "claim_unknown", "not a number that rises or falls", "Say both figures."),
        ("missing_notifications fell since 2015-16-Q3", "claim_unknown", "covers 3 months and this one 12", "Say both figures"),
        ("missing_notifications higher than missing_individuals", "claim_unknown", "do not count the same thing", "same unit"),
        ("missing_notifications higher than missing_notifications@2016-17-Q3", "claim_unknown", "not equally long", "Say both"),
        ("share of girls fewer", "claim_unreadable", "", "Write fell; for the count leave out"),
        ("share of girls similar share of boys within 3%", "claim_unreadable", "", "within 1 point"),
        ("missing_notifications lowest since 2016-17", "claim_unreadable", "", "not an earlier period"),
    ],
)
def test_a_claim_that_does_not_hold_says_what_the_figures_say(claim, code, says, suggestion, given):
    filled = fill(f"First line.\nThen [[ {claim} ]].", given)
    (finding,) = filled.findings
    assert (finding.rule.code, finding.line, finding.quote) == (code, 2, f"[[ {claim} ]]")
    assert says in finding.says
    assert suggestion in finding.suggestion
    assert f'<mark class="fault">[[ {claim} ]]</mark>' in filled.pieces[0]


def test_the_share_of_girls_and_the_number_of_girls_are_two_claims(given_of, figures):
    """A smaller share of more episodes: fewer in proportion, and yet more."""
    rows = figures.copy()
    now = (rows["indicator"] == "missing_episodes") & (rows["period"] == "2016-17") & (rows["category"] == "female")
    rows.loc[now, "numerator"] = "1500"
    changed = given_of(rows=rows)
    assert not fill("[[ share of girls@2016-17 lower than share of boys ]] [[ girls more ]]", changed).findings[1:]
    assert [one.rule.code for one in fill("[[ girls fewer ]]", changed).findings] == ["claim_false"]


def test_a_break_in_the_series_cannot_be_seen_through(given_of, figures):
    """From April 2017 the police record something else."""
    later = figures[figures["period"] == "2016-17"].assign(period="2017-18")
    (finding,) = fill("[[ missing_notifications fell ]]", given_of("2017-18", rows=pd.concat([figures, later]))).findings
    assert finding.rule.code == "claim_unknown"
    assert "no apparent risk" in finding.says


def test_the_internal_edition_knows_what_the_public_one_hides(given_of, figures):
    rows = figures.copy()
    hidden = rows["indicator"] == "specialist_service_re_referrals"
    rows.loc[hidden, ["numerator", "value", "marker"]] = ["3", "3", ""]
    assert fill("{{ specialist_service_re_referrals }}", given_of(edition="internal", rows=rows)).read == "3"
    assert fill("{{ specialist_service_re_referrals }}", given_of()).read == "[c]"


def test_every_fault_is_listed_at_once_with_its_line(given):
    text = "{{ nothing }} and {{ missing_notifications@2009-10 }}\n\n[[ foo ]]\n[[ girls more ]]\n{{ open"
    found = [(one.rule.code, one.line) for one in fill(text, given).findings]
    assert found == [
        ("claim_unreadable", 1), ("figure_unknown", 1), ("claim_unreadable", 3), ("claim_false", 4), ("claim_unreadable", 5)
    ]  # fmt: skip


def test_a_claim_over_two_lines_does_not_move_the_lines_after_it(given):
    filled = fill("[[ girls\nfewer ]]\n[[ foo ]]", given)
    assert [one.line for one in filled.findings] == [3]
    assert filled.text.count("\n") == 2


@for_any(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["[[", "]]", "{{", "}}", "girls", " fewer", "\ue000", "1", "\ue001"]))))
def test_any_text_can_be_filled(given, pieces):
    """Nothing that people write ends in a traceback, and marks of our own in it are taken out."""
    filled = fill("".join(pieces), given)
    assert "\ue000" not in filled.put_in(filled.text)
    assert "\ue000" not in filled.read
