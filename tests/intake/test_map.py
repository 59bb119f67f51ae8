"""Headers, spellings, dates and numbers into ours."""

import pandas as pd
import pytest

from analysis.intake.extracts import Extract
from analysis.intake.map import Mapped, map_tables, parse_whole_numbers, spelling_faults

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


def faults_of(*sheets: pd.DataFrame, extract: Extract = EXTRACT) -> list[str]:
    """Everything that stops the run when no correction is made."""
    result = mapped(*sheets, extract=extract)
    (text,), (cells,) = result.received.values(), result.unreadable.values()
    return [*result.faults, *spelling_faults(text, cells, "notifications", extract, lambda column: f"of {column}")]


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
    faults = faults_of(first, second)
    assert len(faults) == 2
    assert "2016-17/police.csv: the header 'Surname' is not there. The nearest header there is 'Surnames'." in faults[0]
    assert "2015-16/police.xlsx, sheet 'Data': the header 'Seen' is not there." in faults[1]
    assert "under [columns] in config/extracts/notifications.toml" in faults[1]


def test_a_header_that_stands_twice_is_a_fault():
    """Nobody can know which of the two is meant."""
    twice = pd.concat([sheet({})[["Sex"]], sheet({})], axis="columns")
    assert "the header 'Sex' stands there twice" in faults_of(twice)[0]


def test_unknown_spellings_are_listed_with_counts_and_the_nearest():
    """Each spelling once a file, with its rows, the nearest known one and where to add it."""
    faults = faults_of(sheet({"Sex": "Mael"}, {"Sex": "mael"}, {"Sex": "?"}), sheet({"Sex": "X"}, file="2015-16/police.csv"))
    assert len(faults) == 3
    assert faults[0].startswith("2015-16/police.csv, column 'Sex': 'X' (row 2; 1 in all) has no code (rule of sex). Known are 'F', 'Male'.")
    assert "'Mael' (rows 2, 3; 2 in all) has no code (rule of sex). The nearest known spelling is 'Male'." in faults[2]
    assert "Add it under [values.sex] in config/extracts/notifications.toml" in faults[2]


def test_missing_headers_do_not_hide_unknown_spellings():
    """Both are said in one run."""
    faults = faults_of(sheet({"Sex": "X"}).drop(columns="Seen"))
    assert ["'Seen' is not there" in faults[0], "'X'" in faults[1]] == [True, True]


def test_no_name_is_quoted_when_columns_are_shifted():
    """A name that slipped into a column of codes is not repeated, nor the first row of a file without headers."""
    shifted = faults_of(sheet({"Sex": "ZEBEDEE"}))
    assert "a value that also stands in a column about who the child is" in shifted[0]
    headless = sheet({}).set_axis(["1", "Saxe", "F", "x", "y", "7", "_file", "_sheet", "_row"], axis="columns")
    assert "zebedee" not in " ".join(shifted).casefold()
    assert "Saxe" not in " ".join(faults_of(headless))


def test_headers_that_the_mapping_does_not_use_are_noted():
    """More columns than needed are no fault, but nothing is dropped without a word."""
    (finding,) = mapped(sheet({"Shoe size": "4"})).findings
    assert (finding.code, finding.severity, finding.message) == ("column_not_used", "note", "The mapping does not use 'Shoe size'.")


def test_empty_cells_are_counted_by_folder_and_column():
    """Before codes are given, so that 'not recorded' counts as empty."""
    counted = mapped(sheet({"Sex": ""}, {}), sheet({"Sex": " "}, file="2015-16/police.csv")).completeness
    sex = counted[counted["column"] == "sex"]
    assert sex[["period", "rows", "rows_empty"]].to_numpy().tolist() == [["2015-16", 1, 1], ["2016-17", 2, 1]]


# What a mapping may say


def extract(**changed) -> Extract:
    return Extract(**EXTRACT.model_dump() | changed)


def test_a_column_may_have_several_headers_or_a_pattern():
    """What is spelled out goes before what a pattern fits, and capitals count in neither."""
    known = extract(columns=EXTRACT.columns | {"surname": ("Family name", "/sur.*/"), "sex": "/(sex|gender)/"})
    frame = sheet({}).rename(columns={"Surname": "SURNAME AT BIRTH", "Sex": "Gender"}).assign(**{"Family name": "Bell"})
    frame = frame[[*frame.columns.drop(["_file", "_sheet", "_row"]), "_file", "_sheet", "_row"]]
    row = mapped(frame, extract=known).tables["notifications"].iloc[0]
    assert (row["surname"], row["sex"]) == ("Bell", "female")


def test_headers_that_leave_a_doubt_are_faults():
    """Two headers for one column, and one header for two columns."""
    two = extract(columns=EXTRACT.columns | {"surname": "/surname.*/"})
    frame = sheet({}).rename(columns={"Surname": "Surname now"})
    frame.insert(0, "Surname then", "Bell")
    assert "the headers 'Surname then' and 'Surname now' both fit surname" in faults_of(frame, extract=two)[0]
    vague = extract(columns=EXTRACT.columns | {"surname": "/sur.*/", "sex": "/s.*x|sur.*/"})
    assert "the header 'Surname' fits the patterns of surname and of sex" in " ".join(faults_of(sheet({}), extract=vague))


def test_a_column_that_the_system_does_not_hold_has_its_default():
    """No header is missed; an empty cell of a column that is there has the default too."""
    known = extract(columns=EXTRACT.columns | {"sex": "", "surname": "Surname"}, values={}, defaults={"sex": "not_recorded"})
    result = mapped(sheet({}).drop(columns="Sex"), extract=known)
    assert result.faults == ()
    assert result.tables["notifications"]["sex"].tolist() == ["not_recorded"]


def test_values_may_be_patterns():
    """An exact spelling goes first; apostrophes and inner spaces do not count."""
    known = extract(values={"sex": {"F": "female", "/m(ale)?|boy's own/": "male", "": "not_recorded"}})
    result = mapped(sheet({"Sex": "MALE"}, {"Sex": "Boy’s  own"}, {"Sex": "f"}, {"Sex": ""}), extract=known)
    assert result.tables["notifications"]["sex"].tolist() == ["male", "male", "female", "not_recorded"]
    assert "'mal' (row 2; 1 in all) has no code" in faults_of(sheet({"Sex": "mal"}), extract=known)[0]


# What is handed on beside the tables


def test_every_cell_can_be_found_again():
    """As it was received, and by Excel's letter of its column."""
    result = mapped(sheet({"Held": "soon", "Sex": " f "}))
    assert result.received["notifications"].loc[0, ["held_on", "sex"]].tolist() == ["soon", "f"]
    letters = result.letters.set_index("column")["letter"]
    assert letters.to_dict() == {"ref": "A", "surname": "B", "sex": "C", "seen_at": "D", "held_on": "E", "delegates": "F"}
