"""Codes and days of the vocabulary in the intake: what a force says is read as it says it, and what does not fit the days is told."""

from datetime import date

import pandas as pd
import pytest

from analysis.base.settings import Fault
from analysis.base.vocabulary import Days, RiskLevel, Vocabulary
from analysis.intake import sources
from analysis.intake.sources import failed_cells
from analysis.intake.validate import check_extracts, check_tables
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
        Fault, match=r"gives 'Very low' the code 'very_low'; it must be one of no_apparent_risk, low, medium, high, not_rec"
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
