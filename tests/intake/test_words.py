"""Codes and days of the vocabulary in the intake: what a force says is read as it says it, and what does not fit the days is told."""

from datetime import date

import pandas as pd
import pytest

from analysis.base.settings import Fault
from analysis.base.vocabulary import CONCERNS, Days, RiskLevel, Term, Vocabulary
from analysis.intake import sources
from analysis.intake.sources import failed_cells
from analysis.intake.validate import check_extracts, check_tables
from analysis.intake.validate.rule import RuleInput
from analysis.intake.validate.words import WORDS
from tests.show.seen import WORKSPACE

FIVE = Vocabulary(risk_levels=tuple(RiskLevel(code=code) for code in ("no_apparent_risk", "very_low", "low", "medium", "high")))


def notifications(category="missing", risk="low", days=("2017-03-31 10:00", "2017-04-01 00:30")):
    """Messages about one child each, as a mapping gives them."""
    rows = pd.DataFrame({"occurred_at": pd.to_datetime(list(days))})
    texts = dict.fromkeys(["police_person_id", "surname", "forename", "postcode", "district", "nhs_number", "also_known_as"], "A")
    same = {"sex": "female", "category": category, "reported_missing_from": "home", "initial_risk": risk, "final_risk": risk}
    moments = dict.fromkeys(("reported_at", "sent_at"), rows["occurred_at"])
    rows = rows.assign(**texts, **same, **moments, date_of_birth=pd.Timestamp("2003-05-01"))
    rows = rows.assign(notification_id=[f"N{n}" for n in range(len(rows))], _file="2016-17/a.csv", _sheet="", _row=range(2, len(rows) + 2))
    return rows.astype(dict.fromkeys((*texts, *same, "notification_id", "_file", "_sheet"), "str"))


def found(rows, vocabulary):
    checked = check_tables({"notifications": rows}, {"notifications": failed_cells()}, vocabulary=vocabulary)
    return [one.message for one in checked.findings if one.code == "word_out_of_date"], checked.cells["code"].tolist()


def mapping(code):
    """The project's own mapping with one more spelling."""
    extract = sources.read_extracts(WORKSPACE)["notifications"]
    values = extract.values | {"final_risk": extract.values["final_risk"] | {"Very low": code}}
    return {"notifications": extract.model_copy(update={"values": values})}


def test_a_mapping_may_give_a_level_of_the_force_and_no_other():
    check_extracts(mapping("very_low"), FIVE)
    with pytest.raises(
        Fault,
        match=r"gives 'Very low' the code 'very_low'; it must be one of no_apparent_risk, low, medium, high, not_rec"
        r"orded\. Another is declared in config/vocabulary\.toml, which lists them all under \[\[risk_levels\]\]\.",
    ):
        check_extracts(mapping("very_low"))


def test_a_row_with_a_fifth_level_is_used_where_the_force_has_it():
    assert "unknown_code" not in found(notifications(risk="very_low"), FIVE)[1]
    assert "unknown_code" in found(notifications(risk="very_low"), Vocabulary())[1]


@pytest.mark.parametrize(("span", "words"), [
    (Days(until=date(2017, 3, 31)), ["1 row says 'absent' after 31/03/2017"]),
    (Days(since=date(2017, 4, 1)), ["1 row says 'absent' before 01/04/2017"]),
    (Days(until=date(2017, 4, 1)), []),
    (Days(), []),
])  # fmt: skip
def test_rows_that_say_absent_outside_its_days_are_told(span, words):
    """Otherwise figures of a force that went on would be missing, and nobody would know why."""
    messages, _ = found(notifications(category="absent"), Vocabulary(absent=span))
    assert len(messages) == len(words)
    assert all(part in message for part, message in zip(words, messages, strict=True))


def test_rows_that_say_a_level_before_it_began_are_told():
    levels = (RiskLevel(code="low", since=date(2017, 4, 1)), RiskLevel(code="high"))
    messages, _ = found(notifications(), Vocabulary(risk_levels=levels))
    assert [("'low' before 01/04/2017" in message) for message in messages] == [True, True]


def told(table, column, code, vocabulary, event):
    """What the rule says of two rows with a code, on the last day of March 2017 and on the first of April."""
    days = pd.to_datetime(["2017-03-31 10:00", "2017-04-01 00:30"])
    rows = pd.DataFrame({event: days, column: code, "_file": "2016-17/a.csv"})
    (rule,) = WORDS
    found = rule.compare(RuleInput({table: rows}, {table: rows}, {}, vocabulary=vocabulary))
    return [(one.table, one.column, one.words) for one in found]


FROM_APRIL = Days(since=date(2017, 4, 1))


@pytest.mark.parametrize(("table", "column", "code", "event"), [
    ("return_interviews", "outcome", "accepted_not_present", "returned_at"),
    ("notifications", "reported_missing_from", "school_or_college", "occurred_at"),
    ("notifications", "reported_missing_from", "friends_address", "occurred_at"),
])  # fmt: skip
def test_rows_that_say_a_further_code_outside_its_days_are_told(table, column, code, event):
    """In whichever table its record puts it; a code that no list has is refused with the mapping, and not told here."""
    words = f"1 row says {code!r} before 01/04/2017"
    assert told(table, column, code, Vocabulary(**{code: FROM_APRIL}), event) == [(table, column, words)]
    assert told(table, column, code, Vocabulary(**{code: Days()}), event) == []
    assert told(table, column, code, Vocabulary(), event) == []


def test_rows_that_say_a_word_of_a_list_outside_its_days_are_told():
    """Of referrals as of notifications: which columns have such a list their records say."""
    concerns = (*CONCERNS, Term(code="county_lines", since=date(2017, 4, 1)))
    found = told("referrals", "concern_type", "county_lines", Vocabulary(concern_types=concerns), "received_on")
    assert found == [("referrals", "concern_type", "1 row says 'county_lines' before 01/04/2017")]


def test_a_history_is_sent_in_words_of_today():
    """A placement that began before its kind had this name is no mistake."""
    placements = (Term(code="foster", since=date(2017, 4, 1)), Term(code="childrens_home"))
    assert told("placements", "placement_type", "foster", Vocabulary(placement_types=placements), "started_on") == []
