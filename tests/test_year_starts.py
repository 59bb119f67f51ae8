"""Other years than the financial one: from January, from September, a part of a year, and a service's contract year.

One small set is counted by hand for each of them: counts, different children, shares, ages and figures that only rise.
"""

from pathlib import Path

import pytest

from analysis.base.periods import Period, contract_year, service_window
from analysis.base.settings import Workspace
from analysis.chapters import indicator
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table

AUTHORITY = Workspace(Path(__file__).parents[1]).authority
SERVICE = AUTHORITY.windows["specialist_service"]

# A is referred three times: in the spring and the autumn of 2016 and in the January after. Only D is referred in the summer of 2017.
REFERRALS = drawn_table("""
    referral_id | child_id | received_on | re_referral | sex    | age | age_band
    1           | A        | 2016-02-10  | no          | female | 13  | 12_to_13
    2           | B        | 2016-06-30  | no          | male   | 14  | 14_to_15
    3           | C        | 2016-07-01  | no          | female | 12  | 12_to_13
    4           | A        | 2016-08-31  | yes         | female | 14  | 14_to_15
    5           | B        | 2016-09-01  | yes         | male   | 14  | 14_to_15
    6           | A        | 2017-01-31  | yes         | female | 14  | 14_to_15
    7           | D        | 2017-06-30  | no          | female | 16  | 16_to_17
    8           | E        | 2017-09-01  | no          | male   | 17  | 16_to_17
""")
MEETINGS = drawn_table("""
    meeting_id | child_id | requested_on | status
    1          | A        | 2016-03-31   | complete
    2          | A        | 2016-04-01   | complete
    3          | B        | 2016-09-01   | not_recorded
    4          | C        | 2016-12-31   | complete
    5          | C        | 2017-01-01   | cancelled
    6          | D        | 2017-08-31   | complete
""")
SESSIONS = drawn_table("""
    session_id | held_on    | drivers | district
    1          | 2015-06-01 | 10      | Broxley
    2          | 2016-12-31 | 20      | Broxley
    3          | 2017-03-31 | 40      | Ashdale
    4          | 2017-08-31 | 80      | Ashdale
""")
# The MASH referrals are the same contacts, so that the same children can be counted over any dates.
TABLES = {
    "referrals": REFERRALS,
    "service_referrals": REFERRALS,
    "meetings": MEETINGS,
    "taxi_training": SESSIONS,
}
DELIVERED = (Period.parse("2015-01 to 2017-12"),)


def counted(key, name, first_month):
    """The printed figures of an indicator for a period, by the dates that they were counted over; undivided."""
    authority = AUTHORITY.model_copy(update={"year_starts_in": first_month})
    material = Material(TABLES, dict.fromkeys(TABLES, DELIVERED), NOTHING_SUPPLIED)
    rows = compute(material, [indicator(key)], [Period.parse(name, first_month)], authority)
    undivided = rows[rows["breakdown"] == ""]
    return dict(zip(undivided["period"], undivided["value"], strict=True))


@pytest.mark.parametrize(
    ("first_month", "name", "children", "requested", "complete", "drivers"),
    [
        (4, "2016-17", "3", "4", "50", {"to 2017-03": "70"}),
        (1, "2016-17", "3", "4", "75", {"to 2016-12": "30"}),
        (1, "2017-18", "3", "2", "50", {"to 2017-12": "150"}),
        (9, "2016-17", "3", "4", "50", {"to 2017-08": "150"}),
        (1, "2016-17-Q3", "3", "1", "0", {"to 2016-09": "10"}),
        (9, "2016-17-Q2", "1", "2", "50", {"to 2017-02": "30"}),
        (4, "2016-04 to 2016-08", "3", "1", "100", {"to 2016-08": "10"}),
        (9, "2016-09 to 2017-02", "2", "3", "33", {"to 2017-02": "30"}),
    ],
)
def test_the_same_rows_are_counted_anew_for_each_kind_of_year(first_month, name, children, requested, complete, drivers):
    """Different children, meetings, the share of them that is complete, and drivers trained so far.

    In the calendar year 2016 A, B and C are referred, two of them twice; in the year from September B, A and D; in its second quarter A.
    """
    assert counted("children_identified_at_risk", name, first_month) == {name: children}
    assert counted("multi_agency_meetings_requested", name, first_month) == {name: requested}
    assert counted("multi_agency_meetings_recorded_complete", name, first_month) == {name: complete}
    assert counted("taxi_drivers_trained", name, first_month) == drivers


@pytest.mark.parametrize(
    ("first_month", "name", "shown", "contract", "aged"),
    [
        # A report on 2016/17 shows July 2016 to April 2017 (C, A, B, A) and the contract year before it (A, B).
        (4, "2016-17", ("2016-07 to 2017-04", "4", "3"), ("2015-07 to 2016-06", "2", "2"), "67"),
        # The calendar year 2016 is shown from July 2016 to January 2017.
        (1, "2016-17", ("2016-07 to 2017-01", "4", "3"), ("2015-07 to 2016-06", "2", "2"), "67"),
        # A year from September to August holds the end of a contract year: C, A, B, A and D.
        (9, "2016-17", ("2017-07 to 2017-09", "1", "1"), ("2016-07 to 2017-06", "5", "4"), "100"),
    ],
)
def test_a_service_is_shown_over_its_own_year(first_month, name, shown, contract, aged):
    """The contract year so far and the last one that is over: referrals, and children, of whom one referred again counts once."""
    for place, key in ((1, "specialist_service_referrals"), (2, "children_referred_to_specialist_service")):
        assert counted(key, name, first_month) == {shown[0]: shown[place]}
        assert counted(f"{key}_contract_year", name, first_month) == {contract[0]: contract[place]}
    assert counted("specialist_service_age_14_17", name, first_month)[shown[0]] == aged


def test_a_contract_year_that_was_not_delivered_whole_is_not_shown():
    """Of the contract year 2014/15 only the months from January are there: their count would look like the year's."""
    assert counted("specialist_service_referrals_contract_year", "2015-16", 4) == {"2014-07 to 2015-06": "x"}
    assert counted("specialist_service_referrals_contract_year", "2016-17", 4) == {"2015-07 to 2016-06": "2"}


@pytest.mark.parametrize(
    ("name", "first_month", "year"),
    [
        ("2016-17", 4, "2015-07 to 2016-06"),
        ("2016-17-Q1", 4, "2015-07 to 2016-06"),
        ("2016-04 to 2016-05", 4, "2014-07 to 2015-06"),
        ("2016-17", 1, "2015-07 to 2016-06"),
        ("2016-17", 9, "2016-07 to 2017-06"),
        ("2016-07 to 2017-06", 4, "2016-07 to 2017-06"),
    ],
)
def test_the_contract_year_is_the_last_that_is_over(name, first_month, year):
    found = contract_year(Period.parse(name, first_month), SERVICE)
    assert (found.name, len(found.months)) == (year, 12)


def test_a_contract_year_can_be_asked_for_by_its_months():
    """It is a period like any other: it has dates, a label and a year before, and a service's window leaves it as it is."""
    period = Period.parse("2016-07 to 2017-06")
    assert (period.dates, period.year_before.name) == ("1 July 2016 to 30 June 2017", "2015-07 to 2016-06")
    assert service_window(period, SERVICE) == period
    assert counted("specialist_service_referrals", period.name, 4) == {period.name: "5"}


def test_a_calendar_year_is_written_as_one():
    """Nobody calls 2016 "2016/17"; a year from September is."""
    calendar, school = (Period.parse("2016-17", first_month) for first_month in (1, 9))
    assert (calendar.label, calendar.quarters[2].label, calendar.dates) == ("2016", "Q3 2016", "1 January 2016 to 31 December 2016")
    assert (school.label, school.quarters[2].label, school.dates) == ("2016/17", "Q3 2016/17", "1 September 2016 to 31 August 2017")
