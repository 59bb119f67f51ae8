"""Headers, spellings, dates and numbers into ours."""

import pandas as pd
import pytest

from analysis.extracts import Extract
from analysis.map import Mapped, map_tables, parse_whole_numbers

EXTRACT = Extract(
    source="police",
    files=("police*.csv",),
    key="ref",
    columns={"ref": "Ref", "surname": "Surname", "sex": "Sex", "seen_at": "Seen", "held_on": "Held", "delegates": "Delegates"},
    dates={"seen_at": "%d/%m/%Y %H:%M", "held_on": "%d/%m/%Y"},
    values={"sex": {"F": "female", "Male": "male", "": "not_recorded"}},
)
ROW = {"Ref": "1", "Surname": "Zebedee", "Sex": "F", "Seen": "01/07/2016 13:05", "Held": "01/07/2016", "Delegates": "7"}


def sheet(*rows: dict, name: str = "", file: str = "2016-17/police.csv") -> pd.DataFrame:
    """Rows as ``read`` hands them on: ``ROW``, with some cells changed."""
    frame = pd.DataFrame([ROW | row for row in rows], dtype="str").fillna("")
    return frame.assign(_file=file, _sheet=name, _row=range(2, len(rows) + 2))


def mapped(*sheets: pd.DataFrame, extract: Extract = EXTRACT) -> Mapped:
    return map_tables({"notifications": list(sheets)}, {"notifications": extract})


def test_a_row_in_our_columns_codes_and_types():
    """Headers become columns, spellings codes, texts dates and numbers; the origin stays."""
    result = mapped(sheet({}))
    expected = {
        "ref": "1",
        "surname": "Zebedee",
        "sex": "female",
        "seen_at": pd.Timestamp("2016-07-01 13:05"),
        "held_on": pd.Timestamp("2016-07-01"),
        "delegates": 7,
        "_file": "2016-17/police.csv",
        "_sheet": "",
        "_row": 2,
    }
    assert result.tables["notifications"].iloc[0].to_dict() == expected
    assert (result.faults, result.findings) == ((), ())
    assert str(result.tables["notifications"]["held_on"].dtype) == "datetime64[us]"


def test_capitals_and_outer_spaces_do_not_count():
    """In headers and in values alike."""
    odd = sheet({"Sex": " mALE "}).rename(columns={"Sex": " SEX "})
    assert mapped(odd).tables["notifications"]["sex"].tolist() == ["male"]


def test_an_empty_cell_has_the_code_of_nothing():
    """Where the mapping gives '' a code an empty cell has it; where it does not the cell is missing."""
    without = Extract(**EXTRACT.model_dump() | {"values": {"sex": {"F": "female"}}})
    assert mapped(sheet({"Sex": "  "})).tables["notifications"]["sex"].tolist() == ["not_recorded"]
    result = mapped(sheet({"Sex": ""}), extract=without)
    assert result.tables["notifications"]["sex"].isna().all()
    assert result.faults == ()


def test_inputs_are_left_alone():
    """The sheets that go in are the sheets that were read."""
    part = sheet({}, {"Sex": "Male"})
    before = part.copy()
    mapped(part)
    pd.testing.assert_frame_equal(part, before)


def test_dates_of_a_workbook_are_taken_as_they_stand():
    """ISO text from a workbook is a date it holds; a day loses its time; in a CSV file only the written form counts."""
    held = {"Seen": "2016-07-01 13:05:00", "Held": "2016-07-01 09:30:00"}
    row = mapped(sheet(held, name="Data")).tables["notifications"].iloc[0]
    assert (row["seen_at"], row["held_on"]) == (pd.Timestamp("2016-07-01 13:05"), pd.Timestamp("2016-07-01"))
    csv = mapped(sheet(held))
    assert csv.tables["notifications"][["seen_at", "held_on"]].isna().all(axis=None)
    assert csv.unreadable["notifications"].to_numpy().tolist() == [[0, "seen_at", "unreadable_date"], [0, "held_on", "unreadable_date"]]


def test_one_unreadable_cell_hides_no_other():
    """Every cell that cannot be read is listed; its neighbours are read."""
    result = mapped(sheet({"Seen": "31/02/2016 10:00", "Delegates": "many"}, {"Held": "soon"}, {"Held": "", "Delegates": ""}))
    assert result.unreadable["notifications"].to_numpy().tolist() == [
        [0, "seen_at", "unreadable_date"],
        [1, "held_on", "unreadable_date"],
        [0, "delegates", "unreadable_number"],
    ]
    assert result.tables["notifications"]["held_on"].notna().tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("1,184", 1184), ("-3", -3), ("1.5", None), ("1,18", None), ("many", None), (None, None)]
)
def test_whole_numbers(text, number):
    """Commas between thousands are read; half a person is not."""
    value = parse_whole_numbers(pd.Series([text], dtype="str")).iloc[0]
    assert value == number if number is not None else pd.isna(value)


def test_missing_headers_of_all_files_are_listed_at_once():
    """Each fault names file, header, the nearest header there is and where to write it."""
    first = sheet({}).rename(columns={"Surname": "Surnames"})
    second = sheet({}, file="2015-16/police.xlsx", name="Data").drop(columns=["Seen"])
    faults = mapped(first, second).faults
    assert len(faults) == 2
    assert "2016-17/police.csv: the header 'Surname' is not there. The nearest header there is 'Surnames'." in faults[0]
    assert "2015-16/police.xlsx, sheet 'Data': the header 'Seen' is not there." in faults[1]
    assert "under [columns] in config/extracts/notifications.toml" in faults[1]


def test_a_header_that_stands_twice_is_a_fault():
    """Nobody can know which of the two is meant."""
    twice = pd.concat([sheet({})[["Sex"]], sheet({})], axis="columns")
    assert "the header 'Sex' stands there twice" in mapped(twice).faults[0]


def test_unknown_spellings_are_listed_with_counts_and_the_nearest():
    """Each spelling once a file, with its rows, the nearest known one and where to add it."""
    faults = mapped(sheet({"Sex": "Mael"}, {"Sex": "mael"}, {"Sex": "?"}), sheet({"Sex": "X"}, file="2015-16/police.csv")).faults
    assert len(faults) == 3
    assert faults[0].startswith("2015-16/police.csv, column 'Sex': 'X' (row 2; 1 in all) has no code. Known are 'F', 'Male'.")
    assert "'Mael' (rows 2, 3; 2 in all) has no code. The nearest known spelling is 'Male'." in faults[2]
    assert "Add it under [values.sex] in config/extracts/notifications.toml" in faults[2]


def test_missing_headers_do_not_hide_unknown_spellings():
    """Both are said in one run."""
    faults = mapped(sheet({"Sex": "X"}).drop(columns="Seen")).faults
    assert ["'Seen' is not there" in faults[0], "'X'" in faults[1]] == [True, True]


def test_no_name_is_quoted_when_columns_are_shifted():
    """A name that slipped into a column of codes is not repeated, nor the first row of a file without headers."""
    shifted = mapped(sheet({"Sex": "ZEBEDEE"})).faults
    assert "a value that also stands in a column about who the child is" in shifted[0]
    headless = sheet({}).set_axis(["1", "Saxe", "F", "x", "y", "7", "_file", "_sheet", "_row"], axis="columns")
    assert "zebedee" not in " ".join(shifted).casefold()
    assert "Saxe" not in " ".join(mapped(headless).faults)


def test_headers_that_the_mapping_does_not_use_are_noted():
    """More columns than needed are no fault, but nothing is dropped without a word."""
    (finding,) = mapped(sheet({"Shoe size": "4"})).findings
    assert (finding.code, finding.severity, finding.message) == ("column_not_used", "note", "The mapping does not use 'Shoe size'.")


def test_empty_cells_are_counted_by_folder_and_column():
    """Before codes are given, so that 'not recorded' counts as empty."""
    counted = mapped(sheet({"Sex": ""}, {}), sheet({"Sex": " "}, file="2015-16/police.csv")).completeness
    sex = counted[counted["column"] == "sex"]
    assert sex[["period", "rows", "rows_empty"]].to_numpy().tolist() == [["2015-16", 1, 1], ["2016-17", 2, 1]]
