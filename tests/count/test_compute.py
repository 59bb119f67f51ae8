"""From tables to the results table."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL, indicator
from analysis.chapters.exploitation.breakdowns import type_alone, type_named
from analysis.count.compute import NOTHING_SUPPLIED, Material, Ordered, codes_of, compute, dated_tables, drawn_table

AUTHORITY = Workspace(Path(__file__).parents[2]).authority
YEARS = [Period.parse("2015-16"), Period.parse("2016-17")]

REFERRALS = drawn_table("""
    referral_id | child_id | received_on
    1           | A        | 2015-05-01
    2           | A        | 2016-05-01
    3           | B        | 2016-05-02
    4           | B        | 2016-11-02
""")
EPISODES = drawn_table("""
    episode_id | started_at       | started_block | started_hour | sex    | district
    1          | 2016-04-01 00:00 | friday_00     | friday_00    | female | Broxley
    2          | 2016-07-01 12:00 | friday_12     | friday_12    | female | Broxley
    3          | 2017-03-31 23:59 | friday_20     | friday_23    | male   | Nowhere
""")


def results(tables, keys, periods=YEARS, delivered=YEARS, supplied=NOTHING_SUPPLIED):
    material = Material(tables, {table: tuple(delivered) for table in tables}, supplied)
    found = compute(material, [indicator(key) for key in keys], periods, AUTHORITY)
    return {f"{r.indicator}@{r.period}[{r.category}]" if r.category else f"{r.indicator}@{r.period}": r for r in found.itertuples()}


def test_what_was_not_delivered_has_no_events():
    """Referrals of one year were delivered; those of the year before stand in the table, and nobody knows whether they are all."""
    referrals = indicator("children_identified_at_risk")
    material = Material({"referrals": REFERRALS}, {"referrals": (YEARS[1],)}, NOTHING_SUPPLIED)
    ordered = Ordered(material, dated_tables(material, [referrals]), AUTHORITY)
    assert [len(ordered.events(referrals, year)) for year in YEARS] == [0, 3]
    assert len(ordered.events(indicator("missing_episodes"), YEARS[1])) == 0


def test_children_are_counted_anew_for_each_period():
    """B was referred in two quarters: each quarter counts B, and the year counts B once."""
    year = Period.parse("2016-17")
    rows = results({"referrals": REFERRALS}, ["children_identified_at_risk"], [year, *year.quarters])
    values = {name.split("@")[1]: row.value for name, row in rows.items()}
    assert values == {"2016-17": "2", "2016-17-Q1": "2", "2016-17-Q2": "0", "2016-17-Q3": "1", "2016-17-Q4": "0"}


def test_months_before_a_quarter_are_needed_by_what_counts_them():
    """Drivers trained since a service began are not known for the second quarter where the first was never delivered."""
    trained, (first, second, *_) = indicator("taxi_drivers_trained"), Period.parse("2016-17").quarters
    since_april = replace(second, start=first.start)
    for folders, is_there in (((first, second), True), ((second,), False), ((first,), False)):
        material = Material({}, {trained.source: folders}, NOTHING_SUPPLIED)
        assert material.has(trained, second, since_april) == is_there


def test_a_breakdown_of_years_is_counted_over_the_dates_of_the_service():
    """Its year 2016/17 goes from July to April and so ends in the next reporting year; a quarter of it is not divided."""
    referral = "child_id | received_on | sex | age_band\nA | 2016-08-01 | female | 10_12\nB | 2017-04-02 | male | 10_12"
    table = indicator("specialist_service_referrals").source
    year = Period.parse("2016-17")
    rows = results(
        {table: drawn_table(referral)}, ["specialist_service_referrals"], [year, year.quarters[1]], [*YEARS, Period.parse("2017-18")]
    )
    divided = {name.partition("[")[0].partition("@")[2] for name in rows if "[" in name}
    assert divided == {"2016-07 to 2017-04"}
    assert rows["specialist_service_referrals@2016-07 to 2017-04[female]"].numerator == "1"


def test_a_breakdown_has_counts_and_percentages_of_the_whole():
    """2 of 3 episodes is 66.67 per cent, printed as 67, with the exact share beside it."""
    rows = results({"episodes": EPISODES}, ["missing_episodes"], YEARS[1:])
    female, none = rows["missing_episodes@2016-17[female]"], rows["missing_episodes@2016-17[not_recorded]"]
    assert (female.numerator, female.denominator, female.value, female.unit) == ("2", "3", "67", "percent of episodes")
    assert (none.numerator, none.value, none.marker) == ("0", "0", "")
    assert rows["missing_episodes@2016-17"].denominator == ""


def test_districts_are_those_that_the_authority_lists():
    """Every listed district is told, and what is written of no listed one is elsewhere: never a text that somebody typed."""
    rows = results({"episodes": EPISODES}, ["missing_episodes"], YEARS[1:])
    counts = {category: rows[f"missing_episodes@2016-17[{category}]"].numerator for category in (*AUTHORITY.districts, "elsewhere")}
    assert counts == dict.fromkeys(AUTHORITY.districts, "0") | {"Broxley": "2", "elsewhere": "1"}
    assert not any("Nowhere" in name for name in rows)


def test_what_would_be_small_in_a_quarter_is_divided_for_years_alone():
    """By time of day for the year, and not for its quarters; by district for both."""
    year = YEARS[1]
    rows = results({"episodes": EPISODES}, ["missing_episodes"], [year, *year.quarters])
    assert rows["missing_episodes@2016-17[friday_12]"].numerator == "1"
    assert "missing_episodes@2016-17-Q2[friday_12]" not in rows
    assert rows["missing_episodes@2016-17-Q2[Broxley]"].numerator == "1"


def test_children_stand_by_how_many_episodes_each_has():
    """A went missing once, B three times and C five times; one of C's six episodes began a day after the year."""
    days = {"A": [1], "B": [1, 2, 3], "C": [1, 2, 3, 4, 5]}
    starts = [(child, f"2016-06-{day:02}") for child, found in days.items() for day in found] + [("C", "2017-04-01")]
    episodes = pd.DataFrame(starts, columns=["child_id", "started_at"]).assign(started_at=lambda one: pd.to_datetime(one["started_at"]))
    rows = results({"episodes": episodes}, ["children_with_episodes"], YEARS[1:])
    counts = {name.partition("[")[2]: (row.numerator, row.denominator, row.value) for name, row in rows.items()}
    assert counts == {
        "": ("3", "", "3"),
        "1]": ("1", "3", "33"),
        "2]": ("0", "3", "0"),
        "3]": ("1", "3", "33"),
        "4_to_5]": ("1", "3", "33"),
        "6_to_10]": ("0", "3", "0"),
        "11_to_20]": ("0", "3", "0"),
        "21_or_more]": ("0", "3", "0"),
    }


def test_each_step_of_the_return_interviews_is_a_share_of_those_required():
    """Four are required: three offered, two taken up (one with advice), one held, and that one in time. A fifth was not required."""
    interviews = drawn_table("""
        episode_id | child_id | returned_at | missing_from | required | offered | outcome       | interviewed_within
        1          | A        | 2016-05-01  | home         | yes      | yes     | completed     | 72h
        2          | B        | 2016-05-02  | home         | yes      | yes     | advice_given  | not_completed
        3          | C        | 2016-05-03  | home         | yes      | yes     | declined      | not_completed
        4          | D        | 2016-05-04  | home         | yes      | no      | not_attempted | not_completed
        5          | E        | 2016-05-05  | home         | no       | yes     | completed     | 72h
    """)
    steps = ["offered", "accepted", "completed_of_required", "within_72_hours"]
    rows = results({"return_interviews": interviews}, [f"return_interviews_{step}" for step in steps], YEARS[1:])
    found = [rows[f"return_interviews_{step}@2016-17"] for step in steps]
    assert [(row.numerator, row.denominator, row.value) for row in found] == [("3", "4", "75"), ("2", "4", "50"), *[("1", "4", "25")] * 2]


def test_a_share_that_rounds_to_nought_is_marked():
    many = pd.concat([EPISODES.iloc[[0]]] * 300 + [EPISODES.iloc[[2]]])
    row = results({"episodes": many}, ["missing_episodes"], YEARS[1:])["missing_episodes@2016-17[male]"]
    assert (row.numerator, row.value, row.marker) == ("1", "0", "low")


def test_a_period_that_was_not_delivered_has_no_rows():
    """Nothing is known of it, so there is no nought to be compared with."""
    rows = results({"referrals": REFERRALS}, ["children_identified_at_risk"], delivered=YEARS[1:])
    assert list(rows) == ["children_identified_at_risk@2016-17"]


def test_a_table_that_is_missing_from_a_delivered_period_is_not_available():
    rows = results({"referrals": REFERRALS}, ["children_identified_at_risk", "cse_risk_assessments"], YEARS[1:])
    assert (rows["cse_risk_assessments@2016-17"].value, rows["cse_risk_assessments@2016-17"].marker) == ("x", "x")


def test_a_share_of_nothing_is_not_applicable():
    meetings = drawn_table("""
        meeting_id | child_id | requested_on | status
        1          | A        | 2015-06-01   | complete
    """)
    row = results({"meetings": meetings}, ["multi_agency_meetings_recorded_complete"], YEARS[1:])
    assert row["multi_agency_meetings_recorded_complete@2016-17"].value == "z"


def test_supplied_figures_are_printed_as_handed_over():
    """A year without one says that it is not available; a quarter without one says nothing."""
    supplied = pd.DataFrame({"indicator": ["development_workers"], "period": ["2016-17"], "value": ["4.5"]})
    periods = [*YEARS, Period.parse("2016-17-Q1")]
    rows = results({"referrals": REFERRALS}, ["development_workers"], periods, supplied=supplied)
    assert {name: row.value for name, row in rows.items()} == {"development_workers@2015-16": "x", "development_workers@2016-17": "4.5"}


def test_a_supplied_figure_of_an_unknown_indicator_is_a_fault():
    """A misspelt key must not vanish."""
    supplied = pd.DataFrame({"indicator": ["developement_workers"], "period": ["2016-17"], "value": ["4.5"]})
    with pytest.raises(Fault, match=r"config/supplied/2016-17.toml: 'developement_workers'"):
        compute(Material({}, {}, supplied), ALL, YEARS, AUTHORITY)


def test_windows_of_services_and_cumulative_figures_have_periods_of_their_own():
    tables = {
        "service_referrals": drawn_table("""
            referral_id | child_id | received_on | re_referral | sex  | age | age_band
            1           | A        | 2017-04-30  | no          | male | 15  | 14_to_15
        """),
        "taxi_training": drawn_table("""
            session_id | held_on    | drivers | district
            1          | 2014-01-01 | 30      | Broxley
        """),
    }
    rows = results(tables, ["specialist_service_referrals", "taxi_drivers_trained"], YEARS[1:])
    assert {name: row.value for name, row in rows.items() if not row.breakdown} == {
        "specialist_service_referrals@2016-07 to 2017-04": "1",
        "taxi_drivers_trained@to 2017-03": "30",
    }


def test_the_order_of_rows_makes_no_difference():
    keys = ["children_identified_at_risk"]
    shuffled = REFERRALS.sample(frac=1, random_state=1)
    assert results({"referrals": REFERRALS}, keys) == results({"referrals": shuffled}, keys)


def test_two_reports_on_the_same_dates_have_one_row():
    """What was trained up to March 2017 is the same figure in the report on the year and in the one on its last quarter."""
    year = YEARS[1]
    sessions = drawn_table("session_id | held_on    | drivers | district\n1 | 2016-06-01 | 30 | Broxley")
    material = Material({"taxi_training": sessions}, {"taxi_training": (year.year_before, year)}, NOTHING_SUPPLIED)
    found = compute(material, [indicator("taxi_drivers_trained")], [year, year.quarters[3]], AUTHORITY)
    assert found.loc[found["breakdown"] == "", "period"].tolist() == ["to 2017-03"]


def test_each_figure_has_the_unit_of_what_is_printed():
    """A count its unit, a part of it a percentage, a peak of ages an age, and what is not available the unit that it would have."""
    heard = drawn_table("child_id | held_on    | age\nA | 2016-05-01 | 15")
    rows = results({"strategy_meetings": heard, "episodes": EPISODES}, ["strategy_meeting_peak_age", "missing_episodes"], YEARS[1:])
    assert rows["missing_episodes@2016-17"].unit == "episodes"
    assert rows["strategy_meeting_peak_age@2016-17"].unit == "age"
    assert rows["missing_episodes@2016-17[female]"].unit == "percent of episodes"
    missing = results({"referrals": REFERRALS}, ["missing_episodes"], YEARS[1:])["missing_episodes@2016-17"]
    assert (missing.numerator, missing.denominator, missing.value, missing.unit) == ("x", "", "x", "episodes")


def test_a_breakdown_by_types_has_those_that_the_report_covers():
    """A report on sexual and online exploitation tells these two, and who is of several or of none that is known."""
    narrow = AUTHORITY.model_copy(update={"exploitation": ("sexual", "online")})
    assert codes_of(type_alone("were"), narrow) == ("sexual", "online", "several", "not_recorded")
    assert codes_of(type_named("were"), narrow) == ("sexual", "online")


def test_what_was_not_delivered_is_in_no_order():
    """Asked for two tables of which one was delivered, in the order of its dates, without the row that has none."""
    rows = drawn_table("referral_id | child_id | received_on\n1 | A | 2016-06-01\n2 | B |\n3 | C | 2016-05-01")
    material = Material({"referrals": rows}, {"referrals": tuple(YEARS)}, NOTHING_SUPPLIED)
    ordered = dated_tables(material, [indicator("children_identified_at_risk"), indicator("missing_episodes")])
    assert {key: table["referral_id"].tolist() for key, table in ordered.items()} == {("referrals", "received_on"): [3, 1]}
