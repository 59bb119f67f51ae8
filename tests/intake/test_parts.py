"""Columns joined of several headers, and columns that are a part of what stands under one."""

import pandas as pd
import pytest

from analysis.base.settings import Fault, check_record
from analysis.intake.extracts import Extract
from analysis.intake.map import Mapped, map_tables
from analysis.intake.read import read_file
from analysis.intake.sources import RawFile

MAPPING = {"source": "s", "files": "*", "key": "ref", "columns": {"ref": "Ref"}}
JOINED = {"join": {"full_name": {"headers": ["Forename", "Surname"]}}}
NAME = "Name (number)"
SPLIT = {
    "split": {
        "surname": {"header": NAME, "pattern": "([^,]+),.*"},
        "forename": {"header": NAME, "pattern": r"[^,]+,\s*([^(]*?)\s*(?:\(.*)?"},
        "social_care_id": {"header": NAME, "pattern": r"[^(]*(?:\((\d+)\))?"},
    }
}


def extract_of(parts: dict) -> Extract:
    return check_record(MAPPING | parts, Extract, "referrals.toml")


def mapped(parts: dict, *rows: dict) -> Mapped:
    frame = pd.DataFrame([{"Ref": str(n)} | row for n, row in enumerate(rows, 1)], dtype="str").fillna("")
    sheet = frame.assign(_file="2016-17/a.csv", _sheet="", _row=range(2, len(rows) + 2))
    return map_tables({"referrals": [sheet]}, {"referrals": extract_of(parts)})


def cells(result: Mapped, *columns: str) -> list[list[str]]:
    return result.tables["referrals"][[*columns]].fillna("-").to_numpy().tolist()


def test_a_column_is_joined_of_several(tmp_path):
    """In the order of the mapping, with a space where it says nothing else; an empty part leaves no space behind."""
    result = mapped(JOINED, {"Surname": "Bell ", "Forename": "Ann"}, {"Surname": "", "Forename": " Bo"}, {"Surname": "", "Forename": ""})
    assert cells(result, "full_name") == [["Ann Bell"], ["Bo"], ["-"]]
    assert (result.faults, result.findings) == ((), ())


def test_a_date_is_joined_of_day_month_and_year():
    """With a separator of its own; it is read as any date, and one that cannot be is said."""
    parts = {"join": {"received_on": {"headers": ["Day", "Month", "Year"], "separator": "/"}}}
    result = mapped(parts, {"Day": "7", "Month": "4", "Year": "2016"}, {"Day": "7", "Month": "", "Year": "2016"})
    assert result.tables["referrals"]["received_on"].dt.strftime("%d %B %Y").fillna("-").tolist() == ["07 April 2016", "-"]
    assert result.unreadable["referrals"]["code"].tolist() == ["unreadable_date"]


def test_columns_are_parts_of_one():
    """Surname, forename and number of one cell; a number that is not there is no fault, since its group may be empty."""
    result = mapped(SPLIT, {NAME: "Smith, Ann Mary (1001)"}, {NAME: "O'Neill,Bo"})
    assert cells(result, "surname", "forename", "social_care_id") == [["Smith", "Ann Mary", "1001"], ["O'Neill", "Bo", "-"]]
    assert (result.faults, result.findings) == ((), ())


def test_a_cell_that_does_not_fit_is_said_and_never_quoted():
    """Nothing is taken from it, and each column that looked says so; an empty cell is empty."""
    result = mapped(SPLIT, {NAME: "Smith, Ann (1001)"}, {NAME: "Zebedee 1002)"}, {NAME: " "})
    assert cells(result, "surname", "forename", "social_care_id") == [["Smith", "Ann", "1001"], ["-", "-", "-"], ["-", "-", "-"]]
    said = [(one.column, one.code, one.severity, one.message.partition(":")[0]) for one in result.findings]
    assert said == [(column, "not_split", "warn", "row 3") for column in ("surname", "forename")]
    assert not [one for one in result.findings if "Zebedee" in one.message]


def test_a_header_may_be_a_column_and_have_parts():
    """The same header under [columns], and a column with a code that is a part of it."""
    parts = {
        "columns": {"ref": "Ref", "full_name": NAME},
        "split": {"sex": {"header": NAME, "pattern": r".*\[(.)\]"}},
        "values": {"sex": {"F": "female"}},
    }
    assert cells(mapped(parts, {NAME: "Smith [F]"}), "full_name", "sex") == [["Smith [F]", "female"]]


def test_a_day_out_of_one_column_and_its_time_from_another():
    parts = {
        "columns": {"ref": "Ref", "seen_at": ""},
        "split": {"seen_at": {"header": "When", "pattern": "on (.*)"}},
        "times": {"seen_at": "Hour"},
    }
    result = mapped(parts | {"columns": {"ref": "Ref"}}, {"When": "on 07/04/2016", "Hour": "13:05"})
    assert result.tables["referrals"]["seen_at"].tolist() == [pd.Timestamp("2016-04-07 13:05")]


def test_capitals_count_in_a_part():
    """Surnames in capitals are told by them."""
    parts = {"split": {"surname": {"header": "Name", "pattern": "([A-Z' -]+) [A-Z][a-z].*"}}}
    assert cells(mapped(parts, {"Name": "DE LA CRUZ Ann"}, {"Name": "Bell Ann"}), "surname") == [["DE LA CRUZ"], ["-"]]


def test_a_header_that_is_not_there_stops_the_run():
    faults = mapped(JOINED | SPLIT, {"Forename": "Ann", "Name": "Smith"}).faults
    assert [fault.partition(": ")[2].partition(" is not there.")[0] for fault in faults] == [
        f"the header {one!r}" for one in ("Surname", NAME)
    ]
    assert [part for fault in faults for part in ("[join]", "[split]") if f"in its place under {part} in config" in fault] == [
        "[join]",
        "[split]",
    ]


def test_what_goes_back_to_the_sender_names_the_header_in_the_file():
    """A spelling without a code that is a part of a cell, and where it stands."""
    parts = {"split": {"sex": {"header": NAME, "pattern": r".*\[(.)\]"}}, "values": {"sex": {"F": "female"}}}
    result = mapped(parts, {NAME: "Smith [X]"})
    assert result.letters.loc[result.letters["column"] == "sex", ["header", "letter"]].to_numpy().tolist() == [[NAME, "B"]]
    assert result.unreadable["referrals"]["code"].tolist() == ["spelling_unknown"]
    assert extract_of(parts).called("sex") == f"'{NAME}'"


def test_a_key_that_is_a_part_tells_totals(tmp_path):
    """A total has no number of its own, whichever column that stands in."""
    path = tmp_path / "a.csv"
    path.write_text("Case,Held\nCase 7 of Ann,01/05/2016\nTotal,\n", encoding="utf-8")
    mapping = {"columns": {"held_on": "Held"}, "split": {"ref": {"header": "Case", "pattern": "Case (.+) of .*"}}}
    text = read_file(RawFile("2016-17", path, "referrals"), extract_of(mapping))
    assert text.not_data["reason"].tolist() == ["total"]


def test_no_pattern_takes_long(tmp_path):
    """One with repeats of repeats, on a cell of a million signs: whoever looks at each sign again and again would not come back."""
    parts = {"split": {"surname": {"header": "Name", "pattern": "(?:a+)+(b)"}}}
    assert cells(mapped(parts, {"Name": "a" * 1_000_000}), "surname") == [["-"]]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"split": {"surname": {"header": "Name", "pattern": "[^,]+"}}},
            r"\[split\] surname: the pattern \[\^,\]\+ cannot be used \(no group\)",
        ),
        ({"split": {"surname": {"header": "Name", "pattern": "(a)(b)"}}}, r"\(more than one group\)"),
        ({"split": {"surname": {"header": "Name", "pattern": "(a"}}}, r"cannot be used \(missing \)"),
        ({"split": {"surname": {"header": "Name", "pattern": "(a)|b)|(?:c"}}}, "cannot be used"),
        ({"split": {"surname": {"header": "Name", "pattern": "(?=a)(a)"}}}, r"invalid perl operator: \(\?="),
        ({"split": {"surname": {"header": "", "pattern": "(a)"}}}, "header"),
        ({"join": {"full_name": {"headers": ["Name"]}}}, "headers"),
        ({"join": {"ref": {"headers": ["A", "B"]}}}, "ref has a header under .columns. too"),
        (JOINED | {"split": {"full_name": {"header": "Name", "pattern": "(a)"}}}, "full_name is under .join. and under .split."),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_mapping(parts, message):
    with pytest.raises(Fault, match=message) as fault:
        extract_of(parts)
    assert len(str(fault.value).splitlines()) <= 3
