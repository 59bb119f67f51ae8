"""What a report shows of services, counted from tables small enough to count on fingers."""

from pathlib import Path

import pytest

from analysis.base.periods import MONTHS, Period
from analysis.base.settings import Workspace
from analysis.chapters import ALL
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table, tables_counted
from analysis.disclose import gate
from analysis.report import Report
from analysis.show.narrative import Text

WORKSPACE = Workspace(Path(__file__).parents[2])
YEAR = Period.parse("2016-17")
BOTH = (YEAR.year_before, YEAR)

HOT_SPOTS = drawn_table("""
    location_id | raised_on  | district | place_type | month | district_month
    1           | 2016-05-11 | Broxley  | shops      | may   | Broxley, May
    2           | 2016-05-20 | Broxley  | hotel      | may   | Broxley, May
    3           | 2017-03-02 | Ashdale  | shops      | march | Ashdale, March
    4           | 2017-03-03 | Nowhere  | shops      | march | Nowhere, March
""")
WORKFORCE = drawn_table("""
    count_id | counted_on | workforce    | district | people | trained
    1        | 2016-03-31 | taxi_drivers | Broxley  | 100    | 40
    2        | 2017-03-31 | taxi_drivers | Broxley  | 120    | 90
    3        | 2017-03-31 | taxi_drivers | Ashdale  | 80     | 60
    4        | 2017-03-31 | police       |          | 50     | 10
""")
CASELOADS = drawn_table("""
    count_id | counted_on | role                         | locality         | cases
    1        | 2016-12-31 | development_worker           | North Trentshire | 30
    2        | 2017-03-31 | development_worker           | North Trentshire | 35
    3        | 2017-03-31 | universal_support_consultant | South Trentshire | 41
""")
REFERRALS = drawn_table("""
    referral_id | child_id | received_on | re_referral | sex    | age | age_band
    1           | A        | 2015-07-01  | no          | female | 13  | 12_to_13
    2           | B        | 2016-06-30  | no          | male   | 14  | 14_to_15
    3           | C        | 2017-04-30  | no          | female | 12  | 12_to_13
""")


def services(period=YEAR, edition="internal", **tables):
    """What there is to show of some tables, in a workspace that has no others."""
    material = Material(tables, dict.fromkeys(tables, BOTH), NOTHING_SUPPLIED)
    counted = [one for one in ALL if set(tables_counted(one)) <= tables.keys()]
    results = compute(material, counted, [*BOTH, *YEAR.quarters], WORKSPACE.authority)
    return Report(WORKSPACE, period, gate(results, edition, WORKSPACE.policy.disclosure)).services


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_hot_spots_are_told_by_district_and_month_alone():
    """Two in Broxley in May, one in Ashdale in March; what lies elsewhere is counted at the end, and the months run as the year does."""
    table = services(hot_spots=HOT_SPOTS).hot_spots()
    assert [row[0] for row in texts(table)] == [*MONTHS[3:], *MONTHS[:3], "All"]
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in texts(table)}
    assert (rows["May"]["Broxley"], rows["March"]["Ashdale"], rows["March"]["Broxley"]) == ("2", "1", "0")
    assert (rows["March"]["All"], rows["All"]["Broxley"], rows["All"]["All"]) == ("2", "2", "4")
    assert "Nowhere" not in str(table.html)


def test_coverage_says_of_how_many():
    """90 of 120 and 60 of 80 drivers; Ashdale was not counted the year before, and nobody drives elsewhere."""
    table = services(workforce=WORKFORCE).coverage("taxi_driver_coverage", "district")
    rows = {row[0]: row[1:] for row in texts(table)}
    assert rows == {
        "Ashdale": ["0", "0", "[z]", "80", "60", "75%"],
        "Broxley": ["100", "40", "40%", "120", "90", "75%"],
        "All": ["100", "40", "40%", "200", "150", "75%"],
    }


def test_a_quarter_shows_what_was_reached_by_then():
    """10 by June and 30 by September; what came later belongs into a later report."""
    sessions = drawn_table("""
        session_id | held_on    | drivers | district
        1          | 2016-06-30 | 10      | Broxley
        2          | 2016-09-30 | 20      | Broxley
        3          | 2016-10-01 | 40      | Broxley
    """)
    table = services(Period.parse("2016-17-Q2"), taxi_training=sessions).so_far_by_quarter()
    assert table.json["columns"] == ["Indicator", "Q1 2016/17", "Q2 2016/17"]
    assert texts(table) == [["Taxi drivers trained, so far", "10", "30"]]


def test_cases_of_each_role_in_each_locality():
    """The last count holds: 35 in the North, not 30 and 35."""
    table = services(caseloads=CASELOADS).caseloads()
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in texts(table)}
    assert rows["Cases of development workers"]["North Trentshire"] == "35"
    assert rows["Cases of universal support consultants"]["South Trentshire"] == "41"
    assert rows["Cases of schools health coordinators"]["All"] == "0"


def test_whole_contract_years_are_for_the_internal_edition():
    """A and B were referred in the contract year 2015/16, C since: whoever has both could subtract, so the public edition has one."""
    rows = {row[0].split(" [")[0]: row[2] for row in texts(services(service_referrals=REFERRALS).contract_years())}
    assert rows == {
        "Referrals to the specialist service (July 2016 to April 2017)": "1",
        "Referrals to the specialist service, last contract year (July 2015 to June 2016)": "2",
        "Children referred to the specialist service (July 2016 to April 2017)": "1",
        "Children referred to the specialist service, last contract year (July 2015 to June 2016)": "2",
    }
    public = services(edition="public", service_referrals=REFERRALS)
    assert isinstance(public.contract_years(), Text)
    assert not public.rows.rows["indicator"].str.endswith("_contract_year").any()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("hot_spots", ()),
        ("split", ("panel_cases", "outcome")),
        ("coverage", ("training_coverage", "agency")),
        ("so_far", ()),
        ("so_far_by_quarter", ()),
        ("caseloads", ()),
    ],
)
def test_what_a_council_does_not_hold_is_a_sentence(call, words):
    """No table, no fault: a council without the extract has a report all the same."""
    assert "not delivered" in getattr(services(service_referrals=REFERRALS), call)(*words).blocks[0]
