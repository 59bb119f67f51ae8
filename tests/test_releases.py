"""The register of releases: a history that can be counted on fingers, and figures that were published before."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL, indicator
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import Publishable
from analysis.releases import (
    UNKNOWN,
    Release,
    earlier_rows,
    marked,
    published_before,
    read_releases,
    reasons,
    revisions,
    with_published_before,
)
from analysis.show.tables import revised
from tests.show.seen import seen

PROJECT = Path(__file__).parents[1]
AUTHORITY = Workspace(PROJECT).authority
YEAR = Period.parse("2016-17")
KEYS = ("children_identified_at_risk", "cse_risk_assessments", "multi_agency_meetings_requested", "children_at_strategy_meeting")

REFERRALS = drawn_table("""
    referral_id | child_id | received_on
    1           | A        | 2016-04-01
    2           | B        | 2016-05-01
    3           | C        | 2016-11-01
    4           | D        | 2017-02-01
""")
ASSESSMENTS = drawn_table("""
    assessment_id | child_id | completed_on
    1             | A        | 2016-06-10
    2             | A        | 2016-08-11
    3             | B        | 2017-01-31
""")
MEETINGS = drawn_table("""
    meeting_id | child_id | requested_on
    1          | A        | 2016-06-01
    2          | B        | 2016-07-03
""")
STRATEGY = drawn_table("""
    meeting_id | child_id | held_on
    1          | A        | 2016-05-03
    2          | B        | 2016-12-20
""")
TABLES = {"referrals": REFERRALS, "risk_assessments": ASSESSMENTS, "meetings": MEETINGS, "strategy_meetings": STRATEGY}
MADE_FROM = {
    "inputs": {f"2016-17/{table}.csv": "1" for table in TABLES},
    "tables": {table: [f"2016-17/{table}.csv"] for table in TABLES},
    "configuration": {f"config/extracts/{table}.toml": "1" for table in TABLES},
    "decisions": {},
    "code": {"analysis/count/compute.py": "1"},
}


def counted(tables, records, periods):
    """The results table, as a run makes it."""
    material = Material(tables, dict.fromkeys(tables, (YEAR,)), NOTHING_SUPPLIED)
    return compute(material, records, periods, AUTHORITY)


def changed(part, **more):
    return MADE_FROM | {part: MADE_FROM[part] | more}


def late(table):
    """Made from one extract more, which arrived anew."""
    file = f"2016-17/{table}.csv"
    tables = changed("tables", **{table: [file]})
    return tables | {"inputs": MADE_FROM["inputs"] | {file: "2"}}


@pytest.fixture(scope="module")
def history():
    """Q1 to Q3 were published as they ended; then late rows, a correction, a new definition and a decision on two records arrive.

    Gives the marked figures of all quarters and the year, and what was revised.
    """
    records = [indicator(key) for key in KEYS]
    published = [counted(TABLES, records, [quarter]) for quarter in YEAR.quarters[:3]]
    releases = [Release(f"2016-Q{n}", f"2016-{n * 3 + 4:02d}-15", rows, MADE_FROM) for n, rows in enumerate(published, start=1)]

    late = pd.concat([ASSESSMENTS, drawn_table("assessment_id | child_id | completed_on\n4 | C | 2016-06-30")])
    corrected = MEETINGS.assign(requested_on=pd.to_datetime(["2016-06-01", "2016-06-30"]))
    merged = REFERRALS.assign(child_id=["A", "A", "C", "D"])
    wider = replace(indicator("children_at_strategy_meeting"), definition_version="2", source="risk_assessments", dated_by="completed_on")
    tables = TABLES | {"risk_assessments": late, "meetings": corrected, "referrals": merged}
    now = (
        changed("inputs", **{"2016-17/risk_assessments.csv": "2"})
        | {"configuration": changed("configuration", **{"config/corrections/meetings.csv": "1"})["configuration"]}
        | {"decisions": {"data/registers/decisions.csv": "1"}}
    )
    rows = counted(tables, [*records[:3], wider], [*YEAR.quarters, YEAR])
    return marked(rows, releases, date(2016, 9, 30), AUTHORITY), revisions(rows, releases, now)


def test_every_restated_figure_has_its_reason(history):
    """Decided from what has changed in the manifests and can move the figure; the wider definition counts children who were assessed."""
    _, revised = history
    told = {(one.indicator, one.period): (one.before, one.now, one.reason) for one in revised.itertuples()}
    assert told == {
        ("children_identified_at_risk", "2016-17-Q1"): ("2", "1", "review decision"),
        ("cse_risk_assessments", "2016-17-Q1"): ("1", "2", "late data"),
        ("multi_agency_meetings_requested", "2016-17-Q1"): ("1", "2", "correction"),
        ("multi_agency_meetings_requested", "2016-17-Q2"): ("1", "0", "correction"),
        ("children_at_strategy_meeting", "2016-17-Q1"): ("1", "2", "definition change, version 1 to 2"),
        ("children_at_strategy_meeting", "2016-17-Q2"): ("0", "1", "definition change, version 1 to 2"),
        ("children_at_strategy_meeting", "2016-17-Q3"): ("1", "0", "definition change, version 1 to 2"),
    }


def test_restated_figures_are_marked_and_others_are_not(history):
    """``r`` for a figure that was published with another value; ``p`` for what ends after the day up to which periods are closed."""
    rows, _ = history
    marks = {(row.indicator, row.period): row.marker for row in rows.itertuples()}
    assert marks["cse_risk_assessments", "2016-17-Q1"] == "r"
    assert marks["cse_risk_assessments", "2016-17-Q2"] == ""
    assert marks["cse_risk_assessments", "2016-17-Q3"] == "p"
    assert marks["multi_agency_meetings_requested", "2016-17-Q2"] == "r"
    assert marks["children_at_strategy_meeting", "2016-17-Q3"] == "r p"
    assert {marks[key, period] for key in KEYS for period in ("2016-17-Q4", "2016-17")} == {"p"}


@pytest.mark.parametrize(
    ("period", "mark"),
    [("2016-17", ""), ("2017-18", "b"), ("2017-18-Q1", "b"), ("2017-18-Q2", ""), ("2018-19", "")],
)
def test_the_first_period_after_a_break_is_marked(period, mark):
    """From April 2017 'no apparent risk' stands in place of 'absent': the year and quarter that begin then are not like those before."""
    assert list(marked(pd.DataFrame([row("12") | {"period": period}]), [], None, AUTHORITY)["marker"]) == [mark]


def test_a_wider_definition_is_the_reason_whatever_else_changed():
    """Version 2 counts children referred: two in the first quarter, where version 1 counted one at a meeting."""
    old = indicator("children_at_strategy_meeting")
    new = replace(old, definition_version="2", source="referrals", dated_by="received_on")
    release = Release("2016-Q1", "2016-07-15", counted(TABLES, [old], YEAR.quarters[:1]), MADE_FROM)
    rows = counted(TABLES, [new], YEAR.quarters[:1])
    (one,) = revisions(rows, [release], changed("inputs", **{"2016-17/referrals.csv": "2"})).itertuples()
    assert (one.before, one.now, one.reason) == ("1", "2", "definition change, version 1 to 2")
    assert list(marked(rows, [release], None, AUTHORITY)["marker"]) == ["r"]


def test_the_table_gives_both_values_and_the_reason(history):
    rows, found = history
    table = revised(seen(Publishable(rows, "public"), "2016-17-Q1", AUTHORITY), ALL, found)
    assert [tuple(cell.text for cell in row) for row in table.rows] == [
        (
            "Children considered at a strategy meeting",
            "Q1 2016/17",
            "2016-07-15",
            "1",
            "2 [r]",
            "Definition change, version 1 to 2",
        ),
        ("Children identified as potentially at risk of sexual exploitation", "Q1 2016/17", "2016-07-15", "2", "1 [r]", "Review decision"),
        ("Risk assessments completed", "Q1 2016/17", "2016-07-15", "1", "2 [r]", "Late data"),
        ("Multi-agency meetings requested", "Q1 2016/17", "2016-07-15", "1", "2 [r]", "Correction"),
    ]
    assert revised(seen(Publishable(rows, "public"), "2018-19", AUTHORITY), ALL, found) is None


@pytest.mark.parametrize(("key", "now", "why"), [
    ("cse_risk_assessments", changed("inputs", **{"2016-17/risk_assessments.csv": "2"}), "late data"),
    ("cse_risk_assessments", changed("configuration", **{"config/extracts/risk_assessments.toml": "2"}), "mapping change"),
    ("cse_risk_assessments", changed("inputs", **{"2016-17/referrals.csv": "2"}), UNKNOWN),
    ("cse_risk_assessments", changed("decisions", **{"data/registers/decisions.csv": "2"}), UNKNOWN),
    ("cse_risk_assessments", changed("code", **{"analysis/count/compute.py": "2"}), "change of the program"),
    ("children_at_strategy_meeting", changed("inputs", **{"2016-17/referrals.csv": "2"}), "late data"),
    ("missing_episodes", changed("decisions", **{"data/registers/decisions.csv": "2"}), "review decision"),
    ("specialist_service_waiting", late("service_work"), "late data"),
    ("missing_episodes", late("placement_details"), "late data"),
    ("cse_risk_assessments", MADE_FROM, UNKNOWN),
])  # fmt: skip
def test_a_reason_is_what_changed_and_can_move_the_figure(key, now, why):
    """Assessments are events: another table, or a decision on who is one child, moves no count of them, but moves counts of children."""
    assert reasons(MADE_FROM, now, indicator(key), "2016-17") == why


def test_two_causes_are_both_told():
    now = changed("inputs", **{"2016-17/meetings.csv": "2"})
    now |= {"configuration": MADE_FROM["configuration"] | {"config/corrections/meetings.csv": "1"}}
    assert reasons(MADE_FROM, now, indicator("multi_agency_meetings_requested"), "2016-17") == "late data and correction"


def row(value, marker="", **more):
    cells = {"indicator": "missing_episodes", "definition_version": "1", "period": "2016-17", "unit": "episodes", "population": "children"}
    return dict.fromkeys(RESULT_COLUMNS, "") | cells | {"numerator": value, "value": value, "marker": marker} | more


@pytest.mark.parametrize(("was", "now", "mark"), [
    (row("10"), row("10"), ""),
    (row("10"), row("11"), "r"),
    (row("c", "c"), row("11"), ""),
    (row("10"), row("c", "c"), "c"),
    (row("10", "rounded to 5"), row("11"), ""),
    (row("x", "x"), row("11"), ""),
    (row("0", "low", numerator="1", denominator="900"), row("0", "low", numerator="2", denominator="900"), "low r"),
])  # fmt: skip
def test_only_numbers_that_were_printed_are_compared(was, now, mark):
    """A number that was hidden then, or is hidden now, is neither revised nor unchanged."""
    release = Release("one", "2017-05-04", pd.DataFrame([was]), MADE_FROM)
    assert list(marked(pd.DataFrame([now]), [release], None, AUTHORITY)["marker"]) == [mark]


def test_a_figure_restated_before_is_marked_only_when_it_changes_again():
    """It is listed against every release that printed another value, and marked when the last one did."""
    releases = [Release(str(n), f"2017-0{n}-01", pd.DataFrame([row(value)]), MADE_FROM) for n, value in enumerate(("10", "12", "12"), 1)]
    now = pd.DataFrame([row("12")])
    assert list(marked(now, releases, None, AUTHORITY)["marker"]) == [""]
    assert [(one.release, one.before) for one in revisions(now, releases, MADE_FROM).itertuples()] == [("1", "10")]


# Figures published before the project existed

HEADER = "indicator,period,breakdown,category,value,numerator,denominator,definition_version,definition,source,published_on\n"
FIRST = "missing_episodes,2014-15,,,2100,,,1,Episodes that started in the year,Annual overview 2014/15,2015-07-20\n"
WIDER = FIRST.replace("2100,,,1,", "2900,,,all,").replace("Annual overview", "Police profile")


@pytest.fixture
def before(tmp_path):
    """A function that writes lines of figures published before, and gives the workspace."""

    def write(*lines):
        shutil.copytree(PROJECT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("releases"))
        (tmp_path / "config" / "releases").mkdir()
        (tmp_path / "config" / "releases" / "old.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
        return Workspace(tmp_path)

    return write


def test_a_figure_published_before_stands_where_nothing_was_counted(before):
    """It can be compared with as long as its definition is that of the record; another one cannot pass for it."""
    workspace = before(FIRST, WIDER)
    rows = with_published_before(pd.DataFrame([row("2520")]), published_before(workspace)[:1])
    assert list(rows[["period", "value", "definition_version"]].itertuples(index=False, name=None)) == [
        ("2014-15", "2100", "1"), ("2016-17", "2520", "1")
    ]  # fmt: skip
    assert list(earlier_rows(workspace)["value"]) == ["2100"]
    assert {one.name for one in read_releases(workspace)} == {"Annual overview 2014/15", "Police profile 2014/15"}


def test_a_figure_under_another_definition_is_no_restatement(before):
    """323 children on a referral and 501 by whatever route are two figures, as the council itself published both."""
    releases = read_releases(before(WIDER))
    now = pd.DataFrame([row("2100", period="2014-15")])
    assert revisions(now, releases, MADE_FROM).empty
    assert list(marked(now, releases, None, AUTHORITY)["marker"]) == [""]


def test_two_values_for_one_figure_and_definition_name_both_sources(before):
    with pytest.raises(Fault, match=r"has two values under definition '1': 2100 in Annual overview 2014/15, and 2200 in Police profile"):
        published_before(before(FIRST, FIRST.replace("2100", "2200").replace("Annual overview", "Police profile")))


@pytest.mark.parametrize(("line", "words"), [
    (FIRST.replace("2015-07-20", "July"), "old.csv, line 2: put right published_on"),
    (FIRST.replace("missing_episodes", "missing_children"), "there is no indicator 'missing_children'"),
    (FIRST.replace("Annual overview 2014/15", ""), "put right source"),
])  # fmt: skip
def test_a_line_that_cannot_be_used_is_named(before, line, words):
    with pytest.raises(Fault, match=words):
        published_before(before(line))


def test_the_sample_comes_with_figures_published_before():
    found = published_before(Workspace(PROJECT))
    assert {("323", "1"), ("501", "all_vulnerable")} <= set(found[["value", "definition_version"]].itertuples(index=False, name=None))


def test_a_release_is_read_with_its_day_and_manifest(tmp_path):
    shutil.copytree(PROJECT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("releases"))
    folder = tmp_path / "releases" / "2017-05-04 2016-17"
    folder.mkdir(parents=True)
    pd.DataFrame([row("2520")]).to_csv(folder / "results.csv", index=False)
    (folder / "manifest.json").write_text(json.dumps(MADE_FROM))
    (folder / "release.json").write_text('{"published_on": "2017-05-04"}')
    (release,) = read_releases(Workspace(tmp_path))
    assert (release.name, release.published_on, release.manifest) == ("2017-05-04 2016-17", "2017-05-04", MADE_FROM)
    assert list(earlier_rows(Workspace(tmp_path))["release"]) == ["2017-05-04 2016-17"]
