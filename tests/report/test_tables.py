"""The tables of a report, counted from rows small enough to count on fingers."""

import re

import pytest

from analysis.base.periods import MONTHS, Period
from analysis.base.settings import Fault
from analysis.chapters import ALL, HEADLINES, in_section, indicator
from analysis.show.narrative import Text
from tests.report.opened import opened, published, report_on, row, said

YEAR = Period.parse("2016-17")
QUARTER = Period.parse("2016-17-Q3")

HOT_SPOTS = """
    location_id | raised_on  | district | place_type | month | district_month
    1           | 2016-05-11 | Broxley  | shops      | may   | Broxley, May
    2           | 2016-05-20 | Broxley  | hotel      | may   | Broxley, May
    3           | 2017-03-02 | Ashdale  | shops      | march | Ashdale, March
    4           | 2017-03-03 | Nowhere  | shops      | march | Nowhere, March
"""
WORKFORCE = """
    count_id | counted_on | workforce    | district | people | trained
    1        | 2016-03-31 | taxi_drivers | Broxley  | 100    | 40
    2        | 2017-03-31 | taxi_drivers | Broxley  | 120    | 90
    3        | 2017-03-31 | taxi_drivers | Ashdale  | 80     | 60
    4        | 2017-03-31 | police       |          | 50     | 10
"""
CASELOADS = """
    count_id | counted_on | role                         | locality         | cases
    1        | 2016-12-31 | development_worker           | North Trentshire | 30
    2        | 2017-03-31 | development_worker           | North Trentshire | 35
    3        | 2017-03-31 | universal_support_consultant | South Trentshire | 41
"""
REFERRALS = """
    referral_id | child_id | received_on | re_referral | sex    | age | age_band | closed_on | outcome
    1           | A        | 2015-07-01  | no          | female | 13  | 12_to_13 |           |
    2           | B        | 2016-06-30  | no          | male   | 14  | 14_to_15 |           |
    3           | C        | 2017-04-30  | no          | female | 12  | 12_to_13 |           |
"""


@pytest.fixture
def tables(tmp_path, new_workspace):
    """A function that gives the tables of a report on rows drawn as text; other extracts were not delivered."""
    workspace = new_workspace(tmp_path)
    return lambda edition="internal", period=YEAR, **drawn: report_on(workspace, period, edition, **drawn).table


@pytest.fixture
def on_figures(tmp_path, new_workspace):
    """A function that gives the report on a quarter from rows that passed the gate, with what a committee follows."""
    workspace = new_workspace(tmp_path)

    def make(*rows, followed=()):
        policy = workspace.config / "policy.toml"
        text = re.sub(r"(?ms)^committee = \[.*?\]", f"committee = {list(followed)}", policy.read_text(encoding="utf-8"))
        policy.write_text(text, encoding="utf-8")
        return opened(workspace, QUARTER, published(*rows))

    return make


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_hot_spots_are_told_by_district_and_month_alone(tables):
    """Two in Broxley in May, one in Ashdale in March; what lies elsewhere is counted at the end, and the months run as the year does."""
    table = tables(hot_spots=HOT_SPOTS).hot_spots()
    assert [row[0] for row in texts(table)] == [*MONTHS[3:], *MONTHS[:3], "All"]
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in texts(table)}
    assert (rows["May"]["Broxley"], rows["March"]["Ashdale"], rows["March"]["Broxley"]) == ("2", "1", "0")
    assert (rows["March"]["All"], rows["All"]["Broxley"], rows["All"]["All"]) == ("2", "2", "4")
    assert "Nowhere" not in str(table.html)


def test_coverage_says_of_how_many(tables):
    """90 of 120 and 60 of 80 drivers; Ashdale was not counted the year before, and nobody drives elsewhere."""
    table = tables(workforce=WORKFORCE).coverage("taxi_driver_coverage", "district")
    rows = {row[0]: row[1:] for row in texts(table)}
    assert rows == {
        "Ashdale": ["0", "0", "[z]", "80", "60", "75%"],
        "Broxley": ["100", "40", "40%", "120", "90", "75%"],
        "All": ["100", "40", "40%", "200", "150", "75%"],
    }


def test_a_quarter_shows_what_was_reached_by_then(tables):
    """10 by June and 30 by September; what came later belongs into a later report."""
    sessions = """
        session_id | held_on    | drivers | district
        1          | 2016-06-30 | 10      | Broxley
        2          | 2016-09-30 | 20      | Broxley
        3          | 2016-10-01 | 40      | Broxley
    """
    table = tables(period=Period.parse("2016-17-Q2"), taxi_training=sessions).so_far()
    assert table.json["columns"] == ["Indicator", "Q1 2016/17", "Q2 2016/17"]
    assert texts(table) == [["Taxi drivers trained, so far", "10", "30"]]


def test_cases_of_each_role_in_each_locality(tables):
    """The last count holds: 35 in the North, not 30 and 35."""
    table = tables(caseloads=CASELOADS).caseloads()
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in texts(table)}
    assert rows["Cases of development workers"]["North Trentshire"] == "35"
    assert rows["Cases of universal support consultants"]["South Trentshire"] == "41"
    assert rows["Cases of schools health coordinators"]["All"] == "0"


def test_whole_contract_years_are_for_the_internal_edition(tables):
    """A and B were referred in the contract year 2015/16, C since: whoever has both could subtract, so the public edition has one."""
    rows = {row[0].split(" [")[0]: row[2] for row in texts(tables(service_referrals=REFERRALS).contract_years())}
    assert rows == {
        "Referrals to the specialist service (July 2016 to April 2017)": "1",
        "Referrals to the specialist service, last contract year (July 2015 to June 2016)": "2",
        "Children referred to the specialist service (July 2016 to April 2017)": "1",
        "Children referred to the specialist service, last contract year (July 2015 to June 2016)": "2",
    }
    public = tables("public", service_referrals=REFERRALS).contract_years()
    assert isinstance(public, Text)
    assert "would say of how many children a single month tells" in said(public)


def returned(children: int) -> str:
    """So many looked-after children, each missing once, as the return alone holds it."""
    lines = [f"S{n} | c{n} | 2016-05-01 | missing | ssda903_only | out_of_area" for n in range(children)]
    return "\n".join(["case_id | child_id | started_on | missing_type | held | located", *lines])


def test_a_hidden_count_has_no_rate(tables):
    """Three children are hidden, so their rate and its ends are; of 40 all three stand."""
    few, many = (said(tables("public", looked_after_missing=returned(n)).rates()) for n in (3, 40))
    assert "[c]" in few
    assert "0.4" not in few
    assert "5.2" in many
    assert "3.9 to 7.0" in many


def test_without_a_population_there_are_no_rates(tmp_path, new_workspace):
    workspace = new_workspace(tmp_path)
    (workspace.config / "population" / "2016-17.toml").unlink()
    told = report_on(workspace, YEAR, "internal", looked_after_missing=returned(40))
    assert said(told.table.rates()) == ""


def test_the_two_populations_never_share_a_total():
    """The police's view and the council's are counted from different tables, and neither is declared a part of the other."""
    ours = in_section("looked_after")
    theirs = {one.key for one in ALL if one.section in {"missing", "missing_depth"}}
    assert {one.source for one in ours} == {"looked_after_missing"}
    assert not any(one.part_of in theirs for one in ours)
    assert "looked_after_missing" not in {one.source for one in ALL if one.key in theirs}


# Of a quarter

NOTIFIED = [
    row("missing_notifications", "2016-17-Q3", "20", marker="r"),
    row("missing_notifications", "2016-17-Q3", "14", "20", "70", "category", "missing", "r"),
    row("missing_notifications", "2016-17-Q3", "6", "20", "30", "category", "absent"),
    row("missing_notifications", "2016-17-Q2", "24"),
    row("missing_notifications", "2016-17-Q2", "c", "24", "c", "category", "missing", "c"),
    row("missing_notifications", "2016-17-Q2", "c", "24", "c", "category", "absent", "c"),
    row("missing_notifications", "2015-16-Q3", "25"),
    row("missing_notifications", "2016-04 to 2016-12", "70"),
]


def test_the_committee_sees_the_few_figures_that_it_follows(on_figures):
    """This quarter, the last, the same a year ago, the year to date and the direction; a figure without a row is left out."""
    table = on_figures(*NOTIFIED, followed=("missing_notifications", "cse_risk_assessments")).table.committee()
    assert table.json["columns"] == ["Indicator", "Q3 2016/17", "Q2 2016/17", "Q3 2015/16", "Year to date", "Direction since Q3 2015/16"]
    assert [cells[1:] for cells in table.json["rows"]] == [["20 [r]", "24", "25", "70", "down"]]


def test_without_a_choice_of_its_own_the_committee_sees_the_headlines(on_figures):
    rows = [row(one.key, "2016-17-Q3", "20") for one in ALL]
    assert [cells[0].text.partition(" [")[0] for cells in on_figures(*rows).table.committee().rows] == [
        indicator(key).name for key in HEADLINES
    ]


def test_a_key_that_the_committee_cannot_follow_is_refused(on_figures):
    with pytest.raises(Fault, match="There is no indicator 'notifications'"):
        on_figures(*NOTIFIED, followed=("notifications",)).table.committee()


def test_the_board_sees_every_figure_and_category_in_eight_quarters(on_figures):
    table = on_figures(*NOTIFIED).table.data_set("missing")
    assert table.json["columns"][:2] == ["Indicator", "Q4 2014/15"]
    assert len(table.json["columns"]) == 1 + 8
    assert [(cells[0].rpartition(" – ")[2], *cells[-2:]) for cells in table.json["rows"]] == [
        ("Notifications of missing and absent children", "24", "20 [r]"),
        ("Missing", "[c]", "14 [r]"),
        ("Absent", "[c]", "6"),
    ]


def test_the_board_sees_a_share_with_the_percentages_of_its_categories(on_figures):
    share = [
        row("return_interviews_completed_of_required", "2016-17-Q3", "10", "20", "50"),
        row("return_interviews_completed_of_required", "2016-17-Q3", "9", "12", "75", "missing_from", "home"),
    ]
    table = on_figures(*share).table.data_set("missing", "exploitation")
    name = indicator("return_interviews_completed_of_required").name
    assert [(cells[0], cells[-1]) for cells in table.json["rows"]] == [(name, "50%"), (f"{name} – Home", "75%")]


def test_a_section_without_quarters_has_no_data_set(on_figures):
    assert said(on_figures(*NOTIFIED).table.data_set("profile")) == ""
