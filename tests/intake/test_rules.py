"""The rules as a whole: documented, complete, and those that look at more than one row."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.chapters.tables import EXTRACTS
from analysis.intake.sources import TEXT, TIME, failed_cells
from analysis.intake.validate import RULES, SEVERITIES, Checked, check_finished, check_tables, data_dictionary, rules_page
from analysis.intake.validate.document import with_processed_tables
from analysis.intake.validate.rule import RuleInput
from tests.tables import delivered_rows

DOCS = Path(__file__).parents[2] / "docs"


def rows(table: str, *changes: dict, folder: str = "2016-17") -> pd.DataFrame:
    """Sound rows of a table, each with a change; a girl, and a kind of concern, where the table has them."""
    usual = {"sex": "female", "concern_type": "online_only"}
    held = {name: value for name, value in usual.items() if name in EXTRACTS[table].named()}
    return delivered_rows(table, *(held | change for change in changes), folder=folder)


def check(table: str, *parts: pd.DataFrame) -> Checked:
    whole = pd.concat(parts, ignore_index=True)
    return check_tables({table: whole}, {table: failed_cells()})


def found(checked: Checked) -> dict[str, int]:
    return {finding.code: finding.rows for finding in checked.findings}


# What is written down


@pytest.mark.parametrize(("name", "page"), [("data-dictionary", data_dictionary), ("rules", rules_page)])
def test_the_generated_pages_are_current(name, page):
    """Run `python -m analysis.intake.validate` after a change of schemas or rules."""
    assert (DOCS / f"{name}.md").read_text(encoding="utf-8") == page()


def test_the_processed_tables_of_the_page_about_them_are_current():
    """Run `python -m analysis.intake.validate` after a change of a table's record."""
    page = (DOCS / "processed-tables.md").read_text(encoding="utf-8")
    assert with_processed_tables(page) == page


def test_every_rule_is_complete():
    """A code of its own, a sentence, an order to act on, known columns, and a severity that is explained."""
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.severity in SEVERITIES, rule.code
        assert rule.sentence[0].islower(), rule.code
        assert rule.sentence[-1] != ".", rule.code
        assert rule.action[0].isupper(), rule.code
        assert rule.action[-1] == ".", rule.code
        assert all(set(fields) <= set(EXTRACTS[table].named()) for table, fields in rule.fields.items()), rule.code


def test_every_column_is_described():
    assert [column.name for table in EXTRACTS.values() for column in table.delivered if not column.what] == []


# Histories


def test_the_later_delivery_of_a_history_wins():
    """A placement open last year and ended this year is one placement, as this year's extract says."""
    last = rows("placements", {"placement_id": "P1"}, folder="2015-16")
    now = rows("placements", {"placement_id": "P1", "ended_on": "2016-09-01"})
    checked = check("placements", last, now)
    assert checked.used["placements"]["ended_on"].dt.strftime("%Y-%m-%d").tolist() == ["2016-09-01"]
    assert checked.superseded["placements"]["_file"].tolist() == ["2015-16/x.csv"]
    assert found(checked) == {"superseded_row": 1}


def test_a_later_delivery_that_contradicts_itself_is_not_believed():
    """It repeats last year's row and contradicts it in another: nobody can know which of the two is right."""
    last = rows("placements", {"placement_id": "P1"}, folder="2015-16")
    now = rows("placements", {"placement_id": "P1"}, {"placement_id": "P1", "ended_on": "2016-09-01"})
    checked = check("placements", last, now)
    assert len(checked.used["placements"]) == 0
    assert {"duplicate_row", "key_conflict"} == set(found(checked))


def test_what_is_no_history_is_not_superseded():
    """A meeting that says something else a year later is a conflict."""
    last = rows("strategy_meetings", {"meeting_id": "M1"}, folder="2015-16")
    now = rows("strategy_meetings", {"meeting_id": "M1", "concern_type": "not_known"})
    assert found(check("strategy_meetings", last, now))["key_conflict"] == 1


# Against the previous period


def year(folder: str, count: int, **cells: str) -> pd.DataFrame:
    first = pd.Timestamp(f"{folder[:4]}-04-10")
    changes = [{"held_on": first + pd.DateOffset(months=n % 12), "surname": f"Child {folder} {n}"} | cells for n in range(count)]
    return rows("strategy_meetings", *changes, folder=folder)


@pytest.mark.parametrize(("count", "codes"), [(31, set()), (30, {"table_halved"})])
def test_a_table_of_half_its_size_is_reported(count, codes):
    assert set(found(check("strategy_meetings", year("2015-16", 60), year("2016-17", count)))) == codes


def test_a_category_that_vanished_is_reported():
    """Ten before and none now; that the column is empty altogether is another finding."""
    before = pd.concat(
        [year("2015-16", 30), year("2015-16", 10, concern_type="not_known").assign(meeting_id=lambda part: part["meeting_id"] + "b")]
    )
    now = year("2016-17", 40)
    assert "category_vanished" in found(check("strategy_meetings", before, now))
    emptied = check("strategy_meetings", before, now.assign(concern_type=pd.Series(None, index=now.index, dtype=TEXT)))
    assert set(found(emptied)) - {"row_repeated"} == {"column_emptied"}


def test_a_month_without_rows_is_reported():
    """Five in the same month of the year before, none in this one."""
    now = year("2016-17", 60)
    checked = check("strategy_meetings", year("2015-16", 60), now[now["held_on"].dt.month != 7])
    assert [finding.message for finding in checked.findings] == ["no row in 2016-07"]


def test_a_file_that_is_mostly_unusable_stops_the_run():
    """The whole column is read the wrong way; the message says which, and quotes nothing."""
    wrong = year("2016-17", 40)
    wrong = wrong.assign(held_on=wrong["held_on"].where(wrong.index < 19))
    (fault,) = check("strategy_meetings", wrong).faults
    assert fault.startswith("2016-17/x.csv: 21 of 40 rows cannot be used (held_on: empty).")
    assert check("strategy_meetings", wrong.assign(held_on=year("2016-17", 40)["held_on"].where(wrong.index < 20))).faults == ()


def test_police_and_social_care_are_compared():
    """Twenty episodes of own looked-after children against ten in the return."""
    started = pd.Series(pd.date_range("2016-05-01", periods=20), dtype=TIME)
    episodes = pd.DataFrame({"missing_from": "own_care", "started_at": started})
    missing = pd.DataFrame({"started_at": started.head(10)})
    given = {"episodes": episodes, "missing": missing, "placements": pd.DataFrame({"placement_id": ["P1"]})}
    checked = check_finished(given, {"2016-17": Period.parse("2016-17")})
    assert [finding.message for finding in checked.findings] == ["the police count 20 episodes, social care 10"]
    same = check_finished(given | {"missing": episodes}, {"2016-17": Period.parse("2016-17")})
    assert same.findings == ()


def test_a_rule_cannot_be_checked_against_a_table_without_rows():
    """A file of placements with its heading alone was delivered, and says nothing to hold other rows against."""
    given = {"missing": pd.DataFrame({"started_at": ["2016-05-01"]}), "placements": pd.DataFrame(columns=["social_care_id"])}
    rule = next(one for one in RULES if one.tables == ("missing",) and one.needs == ("placements",))
    assert rule.unmet(RuleInput(given, given, {})) == "not delivered: placements (its file has no rows)"
