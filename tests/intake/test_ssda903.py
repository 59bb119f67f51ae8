"""The official rules for the SSDA903 file on missing children: one faulty row for each, and a sound one that none of them touches."""

import pandas as pd
import pytest

from analysis.intake.sources import TEXT, TIME, failed_cells
from analysis.intake.validate import RULES, check_tables, official_code

OFFICIAL = [*map(str, (564, 565, 566, 567, 570, 571, 574, 575, 576, 577, 578, 580, 581, 586, 1004, 1005, 1006, 1012)), "INT04", "INT13"]

# Child A is in care all year, B until 30 September 2016, C (18 on that day) until 30 September with another reason than E8, D from June.
PLACEMENTS = """
A 2001-02-01 2015-05-01 -          -
A 2001-02-01 2015-01-01 2015-05-01 X1
B 2002-02-01 2015-01-01 2016-09-30 E4A
C 1998-09-30 2015-01-01 2016-09-30 E4A
D 2003-02-01 2016-06-01 -          -
E 2003-02-01 2015-01-01 2016-03-01 E4A
"""
BORN = {"A": "2001-02-01", "B": "2002-02-01", "C": "1998-09-30", "D": "2003-02-01", "E": "2003-02-01"}


def placements() -> pd.DataFrame:
    names = ["social_care_id", "date_of_birth", "started_on", "ended_on", "reason_ended"]
    frame = pd.DataFrame([line.split() for line in PLACEMENTS.strip().splitlines()], columns=names).replace({"-": None})
    text = dict.fromkeys(("surname", "forename", "postcode", "placement_type", "legal_status"))
    frame = frame.assign(**text, sex="female", responsible="own", placement_id=[f"P{n}" for n in frame.index])
    return typed(frame.assign(_file="2016-17/p.csv", _sheet="", _row=frame.index + 2))


def missing(*lines: str, folder: str = "2016-17") -> pd.DataFrame:
    """Rows drawn in text: child, type, start and end; a dash is an empty cell."""
    frame = pd.DataFrame([line.split() for line in lines], columns=["social_care_id", "missing_type", "started_at", "ended_at"])
    frame = frame.replace({"-": None})
    frame = frame.assign(missing_id=[f"M{n}" for n in frame.index], date_of_birth=frame["social_care_id"].map(BORN))
    frame = frame.assign(interview_offered="not_recorded", interview_accepted="not_recorded")
    return typed(frame.assign(_file=f"{folder}/m.csv", _sheet="", _row=frame.index + 2))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    dates = ("_on", "_at", "date_of_birth")
    kinds = {name: TIME if name.endswith(dates) else "int64" if name == "_row" else TEXT for name in frame}
    return frame.assign(**{name: frame[name].astype(kind) for name, kind in kinds.items()})


def care_of(*lines: str) -> pd.DataFrame:
    """Own placements drawn in text: child, first and last day, and whether the council is responsible; a dash is an empty cell."""
    drawn = pd.DataFrame([line.split() for line in lines], columns=["social_care_id", "started_on", "ended_on", "responsible"])
    frame = placements().head(1).loc[[0] * len(drawn)].reset_index(drop=True)
    keys = [f"P{n}" for n in drawn.index]
    return typed(frame.assign(**drawn.replace({"-": None}), placement_id=keys, date_of_birth=drawn["social_care_id"].map(BORN)))


def codes(rows: pd.DataFrame, *unreadable: tuple[int, str, str], care: pd.DataFrame | None = None) -> set[str]:
    tables = {"missing": rows, "placements": placements() if care is None else care}
    cells = {"missing": failed_cells(unreadable), "placements": failed_cells()}
    return set(check_tables(tables, cells).cells["code"])


SOUND = "A missing 2016-05-01 2016-05-03"


def test_sound_rows_bring_no_finding():
    """The same day, a start on the end of the one before, and a child who is still missing at the year's end."""
    rows = missing(SOUND, "A away 2016-05-03 2016-05-03", "A missing 2017-03-30 -", "B missing 2016-09-29 2016-09-30")
    assert codes(rows) == set()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A missing - 2016-05-03", {"564"}),
        ("A - 2016-06-01 2016-06-03", {"565", "566"}),
        ("A - 2016-06-01 -", {"565"}),
        ("A - - 2016-05-03", {"566"}),
        ("A missing 2016-05-03 2016-05-02", {"567"}),
        ("A missing 2017-04-01 2017-04-01", {"570", "571"}),
        ("A missing 2017-04-01 -", {"570"}),
        ("A missing 2016-03-30 2016-03-31", {"571"}),
        ("A missing 2017-03-31 2017-04-01", {"571"}),
        ("B missing 2016-09-29 -", {"575", "577"}),
        ("B missing 2016-10-01 2016-10-02", {"578"}),
        ("C missing 2016-09-29 2016-09-30", {"580"}),
        ("D missing 2016-05-31 2016-06-01", {"581"}),
        ("A missing 2001-02-01 2016-05-01", {"581", "586"}),
        ("A X 2016-06-01 2016-06-03", {"1006"}),
        ("E missing 2016-02-28 2016-04-01", {"1012"}),
        ("Z missing 2016-05-01 2016-05-03", {"INT04", "1012"}),
    ],
)
def test_each_rule_finds_its_row(line, expected):
    """Beside a sound row, which stays sound."""
    rows = missing(SOUND, line)
    assert codes(rows) == expected
    assert codes(rows.head(1)) == set()


@pytest.mark.parametrize(
    ("second", "is_overlap"),
    [("2016-05-02 2016-05-09", True), ("2016-05-03 2016-05-09", False)],
)
def test_574_periods_may_touch_and_not_overlap(second, is_overlap):
    """A start on the end of the one before is allowed."""
    assert codes(missing(SOUND, f"A missing {second}")) == ({"574"} if is_overlap else set())


def test_574_an_open_period_overlaps_whatever_follows():
    assert codes(missing("A missing 2016-05-01 -", "A missing 2016-08-01 2016-08-02")) == {"574"}


def test_575_a_move_ends_a_placement_but_not_care():
    """The first placement of child A ended when the second began; the missing period should have ended too."""
    care = placements().assign(started_on=lambda rows: rows["started_on"].where(rows["placement_id"] != "P0", pd.Timestamp("2016-06-01")))
    care = care.assign(ended_on=care["ended_on"].where(care["placement_id"] != "P1", pd.Timestamp("2016-05-31")))
    assert codes(missing("A missing 2016-05-01 -"), care=care) == {"575"}


@pytest.mark.parametrize(
    ("care", "expected"),
    [
        (["A 2016-04-01 2016-05-01 own", "A 2016-05-01 - own"], {"575"}),
        (["A 2016-04-01 2016-06-10 own", "A 2016-04-20 - own"], {"575"}),
        (["A 2016-05-01 2016-06-10 own", "A 2016-05-01 - own"], {"575"}),
        (["A 2016-04-01 2016-04-30 own", "A 2016-05-01 - own"], set()),
        (["A 2016-04-01 2016-06-10 other", "A 2016-04-20 - own"], set()),
    ],
)
def test_575_any_placement_that_held_the_first_day(care, expected):
    """A move on the day itself, two at once, and two begun together; not one that ended the day before, nor another council's."""
    assert codes(missing("A missing 2016-05-01 -"), care=care_of(*care)) == expected


@pytest.mark.parametrize(
    ("care", "expected"),
    [
        (["A 2016-04-01 2016-04-20 own"], {"577", "578"}),
        (["A 2016-04-01 2016-04-20 own", "A 2016-06-01 - own"], {"577", "578"}),
        (["A 2016-04-01 2016-05-20 own", "A 2016-06-01 - own"], {"575", "577"}),
        (["A 2016-05-10 2016-05-20 own"], {"577", "581"}),
        (["A 2016-05-10 - own"], {"581"}),
        (["A 2016-04-01 2016-04-20 own", "A 2016-04-25 - own"], set()),
    ],
)
def test_577_care_that_has_ended_whenever_the_period_began(care, expected):
    """Before the missing period, with a return to care after it, during it, and begun before care; not while care goes on."""
    assert codes(missing("A missing 2016-05-01 -"), care=care_of(*care)) == expected


@pytest.mark.parametrize("lines", [["A missing 2016-05-01 -"], [SOUND, "Z missing - 2016-05-03"], [], ["- missing 2016-05-01 -"]])
def test_placements_of_which_none_is_ours_stop_nothing(lines):
    """Each child has no episode of care then, and that is what is said; also without any missing row or any number of a child."""
    care = placements().assign(responsible=pd.Series("other", index=placements().index, dtype=TEXT))
    found = codes(missing(*lines), care=care)
    assert found <= {"564", "1012", "INT04"}
    assert ("1012" in found) == any(line[0] != "-" for line in lines)


def test_placements_without_a_row_stop_nothing():
    """Rules about them are not checked, and say why: nobody should be told of each child that it was never in care."""
    tables = {"missing": missing(SOUND, "A missing 2016-05-07 -"), "placements": placements().head(0)}
    checked = check_tables(tables, {name: failed_cells() for name in tables})
    assert checked.cells.empty
    assert checked.unchecked["1012"] == "not delivered: placements (its file has no rows)"


def test_a_rule_whose_table_lacks_a_column_says_so():
    """No date of birth among the placements and none in the return, no type of missing, no end: nothing is found by rules about them."""
    rows = missing("A - 2016-05-01 -", "A - 2016-06-01 -").assign(date_of_birth=pd.Series(pd.NaT, index=[0, 1], dtype=TIME))
    care = placements().assign(date_of_birth=pd.Series(pd.NaT, index=placements().index, dtype=TIME))
    tables = {"missing": rows, "placements": care}
    lacking = {"missing": ["date_of_birth", "missing_type", "ended_at"], "placements": ["date_of_birth"]}
    checked = check_tables(tables, {name: failed_cells() for name in tables}, lacking=lacking)
    assert set(checked.cells["code"]) == set()
    unmet = {code: why for code, why in checked.unchecked.items() if code in OFFICIAL}
    assert {"564", "565", "566", "567", "571", "574", "575", "576", "577", "580", "586", "1005", "1006", "INT13"} == set(unmet)
    assert unmet["565"] == "not delivered: missing.missing_type"
    assert unmet["INT13"] == "not delivered: missing.date_of_birth, placements.date_of_birth"


def test_a_column_that_is_there_and_empty_is_judged():
    """A type that nobody filled in breaks rule 565, whereas one that the system does not hold cannot."""
    assert "565" in codes(missing("A - 2016-05-01 -"))


@pytest.mark.parametrize(("later", "expected"), [("A missing 2016-03-30 2016-04-02", set()), (SOUND, {"576"})])
def test_576_what_is_open_at_the_end_of_a_year_stands_in_the_next(later, expected):
    """The later row says more about the earlier, which is superseded; without it the earlier one is lost."""
    before, now = missing("A missing 2016-03-30 -", folder="2015-16"), missing(later)
    key = now["missing_id"].mask(now["started_at"] != before["started_at"].iloc[0], "M9")
    both = pd.concat([before, now.assign(missing_id=key)], ignore_index=True)
    checked = check_tables({"missing": both, "placements": placements()}, {"missing": failed_cells(), "placements": failed_cells()})
    assert set(checked.cells["code"]) == expected
    assert checked.superseded["missing"]["_file"].tolist() == ([] if expected else ["2015-16/m.csv"])


def test_1004_and_1005_dates_that_cannot_be_read_are_not_blank_ones():
    rows = missing("A missing - 2016-05-03", "A missing 2016-05-01 -")
    assert codes(rows, (0, "started_at", "unreadable_date")) == {"1004"}
    assert codes(rows.tail(1), (1, "ended_at", "unreadable_date")) == {"1005"}


def test_1006_is_the_code_of_a_type_whose_spelling_is_not_known():
    """It stops the run like every unknown spelling, and says which official rule it breaks."""
    assert official_code("missing", "missing_type", "spelling_unknown") == "1006"
    assert official_code("placements", "legal_status", "spelling_unknown") == "spelling_unknown"


def test_1006_keeps_the_row_aside_and_a_blank_type_is_no_invalid_one():
    """Beside a sound row; a blank type with a start is for rule 565."""
    rows = missing(SOUND, "A - 2016-06-01 2016-06-03")
    checked = check_tables({"missing": rows}, {"missing": failed_cells([(1, "missing_type", "spelling_unknown")])})
    assert checked.quarantined["missing"]["reasons"].tolist() == ["missing_type: the type is not M or A"]
    assert checked.used["missing"].index.tolist() == [0]
    assert "1006" not in codes(rows)


def test_int13_another_date_of_birth_than_in_the_placements():
    rows = missing(SOUND).assign(date_of_birth=pd.Series([pd.Timestamp("2001-01-02")], dtype=TIME))
    assert codes(rows) == {"INT13"}


def test_every_official_code_is_there_and_says_what_it_needs():
    """Without placements, the reason care ended and the next year's file the rules that need them are named, and why."""
    assert [rule.code for rule in RULES if rule.guidance] == OFFICIAL
    checked = check_tables({"missing": missing(SOUND)}, {"missing": failed_cells()})
    unmet = {code: why for code, why in checked.unchecked.items() if code in OFFICIAL}
    assert set(unmet) == {"575", "577", "578", "580", "581", "1012", "INT04", "INT13"}
    assert unmet["580"] == "not delivered: placements, placements.reason_ended"
    nothing = check_tables({}, {})
    assert set(nothing.unchecked) >= set(OFFICIAL) - {"1004", "1005", "1006"}
