"""The police list beside social-care records, on tables that can be counted on fingers."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.base.measures import Repeats
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.chapters.missing.breakdowns import REPEAT_BANDS
from analysis.count.compute import NOTHING_SUPPLIED, Material, drawn_table
from analysis.count.cross_reference import CrossReferenceTables, cross_reference
from analysis.report import Opened, Report
from analysis.report.cross_reference import CrossReference

YEAR = Period.parse("2016-17")

# a is on both; b, taken off the list again, and c, on it only; d in social-care work only; e on the list, perhaps the same as f.
TABLES = {
    "exploitation_list": """
        listing_id | child_id | added_on   | removed_on
        L1         | a        | 2016-05-01 |
        L2         | b        | 2015-05-01 | 2016-02-01
        L3         | c        | 2015-06-01 |
        L4         | e        | 2017-03-31 |
        L5         | g        | 2017-04-01 |
    """,
    "referrals": """
        referral_id | child_id | received_on
        R1          | a        | 2015-05-01
        R2          | d        | 2016-06-01
        R3          | f        | 2016-07-01
        R4          | c        | 2017-04-01
    """,
    "risk_assessments": """
        assessment_id | child_id | completed_on | level
        A1            | d        | 2016-06-02   | high
        A2            | d        | 2016-08-02   | low
    """,
    "strategy_meetings": """
        meeting_id | child_id | held_on
        S1         | d        | 2016-06-03
    """,
    "offences": """
        offence_id | child_id | recorded_on
        O1         | d        | 2016-06-05
        O2         | d        | 2016-07-05
        O3         | h        | 2016-08-05
        O4         | a        | 2015-08-05
    """,
    "notifications": """
        notification_id | child_id | category | sent_at    | sent_band
        N1              | c        | missing  | 2016-05-05 | over_72h
        N2              | c        | found    | 2016-05-06 | over_72h
        N3              | d        | absent   | 2016-05-06 | within_24h
        N4              | d        | missing  | 2015-05-06 | over_72h
    """,
    "episodes": """
        episode_id | child_id | started_at
        E1         | c        | 2016-05-05
        E2         | d        | 2016-05-06
        E3         | d        | 2016-09-06
    """,
}
CASES = """
    case_id | child_id | started_on | held         | episode_id | missing_id
    M1      | d        | 2016-05-06 | same_dates   | E2         | M1
    M2      | d        | 2016-12-06 | ssda903_only |            | M2
    M3      | d        | 2015-05-06 | ssda903_only |            | M3
    E3      | d        | 2016-09-06 | police_only  | E3         |
"""
PAIRS = pd.DataFrame({"child_one": ["e", "a"], "child_other": ["f", "b"], "state": ["open", "apart"]})


def compared(**more: str) -> CrossReferenceTables:
    tables = {table: drawn_table(text) for table, text in (TABLES | more).items()}
    return cross_reference(Material(tables, {}, NOTHING_SUPPLIED), PAIRS, [YEAR], Repeats(REPEAT_BANDS))


@pytest.fixture
def shown(tmp_path, new_workspace):
    """A function that gives what a report shows of such tables, kept where a run keeps them."""
    workspace = new_workspace(tmp_path)
    workspace.processed.mkdir(parents=True)

    def open_it(found: CrossReferenceTables) -> CrossReference:
        for name, frame in (("", found.counts), ("_children", found.children), ("_cases", found.cases)):
            frame.to_parquet(workspace.processed / f"cross_reference{name}.parquet", index=False)
        return Report(Opened(workspace, YEAR, "internal")).cross_reference

    return open_it


def counts(found: CrossReferenceTables, section: str) -> dict[str, tuple]:
    rows = found.counts[found.counts["section"] == section]
    return {row.item: (row.number, None if pd.isna(row.of) else row.of) for row in rows.itertuples()}


def test_each_child_is_on_one_side():
    """Who was taken off the list before the year's end or put on it later is not on it; f is no one-sided child while e may be f."""
    assert counts(compared(), "lists") == {"both": (1, 4), "police_only": (1, 4), "social_care_only": (1, 4), "uncertain": (1, 4)}


def test_what_is_known_of_those_on_one_side_only():
    """c has an episode and a later referral, which does not count yet; d two of everything; of e and f what is known of either."""
    rows = {row.child_id: row for row in compared().children.itertuples()}
    assert list(rows) == ["e", "c", "d"]
    known = {child: (row.side, row.perhaps, row.missing_episodes, row.referrals, row.assessment, row.strategy_meetings)
             for child, row in rows.items()}  # fmt: skip
    assert known == {
        "e": ("uncertain", "f", 0, 1, "none", 0),
        "c": ("police_only", "", 1, 0, "none", 0),
        "d": ("social_care_only", "", 2, 1, "low", 1),
    }
    assert rows["e"].references == "list L4; referral R3"


OF_EXPLOITATION = {"exploitation_list", "referrals", "risk_assessments", "strategy_meetings", "offences"}


@pytest.mark.parametrize(
    "absent", [{"exploitation_list"}, {"episodes"}, {"notifications"}, OF_EXPLOITATION], ids=lambda absent: "-".join(sorted(absent))
)
def test_a_council_without_a_table_is_compared_by_the_others(absent):
    """Whoever stands in no table is on no side; nothing fails for want of a type."""
    tables = {table: drawn_table(text) for table, text in TABLES.items() if table not in absent}
    found = cross_reference(Material(tables, {}, NOTHING_SUPPLIED), PAIRS, [YEAR], Repeats(REPEAT_BANDS))
    on_the_list = {"both", "police_only", "uncertain"}
    of_the_police = sum(number for side, (number, _) in counts(found, "lists").items() if side in on_the_list)
    assert of_the_police == (0 if "exploitation_list" in absent else 3)


def test_notifications_of_the_year():
    """Two were sent in it about children missing or absent: one about a child whom social care does not know, and that one late."""
    assert counts(compared(), "notifications") == {
        "all": (2, None),
        "child_unknown_to_social_care": (1, 2),
        "sent_24h_to_72h": (0, 2),
        "sent_over_72h": (1, 2),
        "sent_not_recorded": (0, 2),
    }


def test_episodes_that_one_of_them_holds():
    """Of two times in the return and two with the police one is the same; each share is of its own side, and no total is of both."""
    assert counts(compared(), "episodes") == {}
    found = compared(looked_after_missing=CASES)
    assert counts(found, "episodes") == {"same_dates": (1, 2), "other_dates": (0, 2), "ssda903_only": (1, 2), "police_only": (1, 2)}


def test_what_is_not_held_alike_is_listed_by_reference(shown):
    """The day, and where to look: the police's notification without the letter that makes it an episode."""
    found = shown(compared(looked_after_missing=CASES))
    assert [cell.text for cell in found.to_reconcile("police_only").rows[0]] == ["06/09/2016", "d", "3", "–"]
    assert [cell.text for cell in found.to_reconcile("ssda903_only").rows[0]] == ["06/12/2016", "d", "–", "M2"]
    assert "no such" in str(found.to_reconcile("other_dates").blocks)
    assert shown(compared()).to_reconcile("police_only").blocks == ()
    with pytest.raises(Fault, match="Write one of"):
        found.to_reconcile("nobody")


def test_who_is_missing_and_at_risk_and_how_often():
    """c and d were missing, d and f at risk; d had two of the three episodes."""
    found = compared()
    assert counts(found, "overlap") == {
        "missing": (2, None), "at_risk": (2, None), "both_of_missing": (1, 2), "both_of_at_risk": (1, 2), "listed_and_missing": (1, 3),
    }  # fmt: skip
    assert {item: one for item, one in counts(found, "repeats").items() if one[0]} == {"1": (1, 2), "2": (1, 2)}
    assert counts(found, "most_frequent")["1_in_20"] == (2, 3)
    # d is recorded twice and referred, h recorded, f referred; a was recorded in the year before.
    assert counts(found, "recorded") == {"either": (3, None), "both": (1, 3), "police_only": (1, 3), "social_care_only": (1, 3)}


def test_of_a_table_that_was_not_delivered_nothing_is_shown(shown):
    assert shown(compared()).episodes().blocks == ()
    found = compared()
    without = replace(found, counts=found.counts[~found.counts["section"].isin(["recorded", "lists"])], children=found.children.iloc[:0])
    assert shown(without).recorded().blocks == shown(without).lists().blocks == shown(without).to_act_on("police_only").blocks == ()
    assert [row[1].text for row in shown(found).recorded().rows] == ["3", "1", "1", "1"]
    assert [row[1].text for row in shown(found).lists().rows] == ["1", "1", "1", "1"]
    uncertain = [[cell.text for cell in row] for row in shown(found).to_act_on("uncertain").rows]
    assert uncertain == [["e, perhaps f", "1 referral", "list L4; referral R3"]]


def test_a_side_that_there_is_not_is_refused(shown):
    with pytest.raises(Fault, match="no side"):
        shown(compared()).to_act_on("nobody")
