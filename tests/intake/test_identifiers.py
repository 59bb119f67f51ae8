"""One reading of identifiers and of "empty" for all tables, and what is no value at all."""

import io
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.base.empties import EmptyWords
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.intake.extracts import Extract
from analysis.intake.map import Mapped, map_tables
from analysis.intake.people import link_children, person_rows
from analysis.intake.read import read_files
from analysis.intake.read.sheet_faults import mark
from analysis.intake.sources import RawFile, findings_frame
from analysis.intake.validate import Checked, check_tables

CONFIG, FILES = Path(__file__).parents[2] / "config", Path(__file__).parents[1] / "files"
EXTRACT = Extract(
    source="social_care",
    files=("*",),
    key="missing_id",
    columns={
        "missing_id": "No",
        "social_care_id": "Child",
        "date_of_birth": "Born",
        "missing_type": "What",
        "started_at": "From",
        "ended_at": "Until",
        "interview_offered": "Offer",
        "interview_accepted": "Taken",
    },
    dates={"date_of_birth": "%d/%m/%Y", "started_at": "%d/%m/%Y %H:%M", "ended_at": "%d/%m/%Y %H:%M"},
    values={
        "missing_type": {"M": "missing", "A": "away"},
        "interview_offered": {"Y": "yes", "N": "no", "": "not_recorded"},
        "interview_accepted": {"Y": "yes", "N": "no", "N/A": "not_applicable", "": "not_recorded"},
    },
)
HEADERS = [headers[0] for headers in EXTRACT.columns.values()]
ROW = {
    "Child": "4711",
    "Born": "09/08/2003",
    "What": "M",
    "Offer": "Y",
    "Taken": "Y",
}


def lines_of(*changes: dict) -> list[list]:
    """A header, and a row for each change, with numbers of their own."""
    own = [{"No": f"K{n}", "From": f"{n + 1:02}/06/2016 20:15", "Until": f"{n + 2:02}/06/2016 07:30"} for n in range(len(changes))]
    return [HEADERS, *([(ROW | usual | change)[header] for header in HEADERS] for usual, change in zip(own, changes, strict=True))]


def mapped(*changes: dict, extract: Extract = EXTRACT, words: EmptyWords | None = None) -> Mapped:
    """Rows of a CSV file, read on."""
    header, *rows = lines_of(*changes)
    frame = pd.DataFrame(rows, columns=header, dtype="str").assign(_file="2016-17/m.csv", _sheet="", _row=range(2, len(rows) + 2))
    return map_tables({"missing": [frame]}, {"missing": extract}, words)


def said(result: Mapped) -> set[tuple[str, str, str]]:
    """The code, column and rows of everything that the mapping says."""
    found = {(one.code, one.column, one.message.partition(":")[0]) for one in result.findings}
    cells = result.unreadable["missing"].itertuples()
    return found | {(cell.code, cell.column, f"row {cell.row + 2}") for cell in cells}


def checked(result: Mapped) -> Checked:
    return check_tables(result.tables, result.unreadable, {"2016-17": Period.parse("2016-17")})


def numbers(*texts: str, words: EmptyWords | None = None) -> list:
    column = mapped(*({"Child": text} for text in texts), words=words).tables["missing"]["social_care_id"]
    return column.astype(object).where(column.notna(), None).tolist()


NO_NUMBER = [
    *(
        "NULL",
        "(null)",
        "N/A",
        "n.a.",
        "NA",
        "#N/A N/A",
        "None",
        "nil",
        "-",
        "--",
        "\u2014",
        "?",
        "...",
        "0",
        "000000",
        "0.0",
        "9999",
        "9999999",
    ),
    *("999-999-9999", "Unknown", "unknown at present", "Un-known", "Not known", "not yet on LCS", "No number", "TBC", "tbc by police"),
    *("To be confirmed", "awaiting allocation", "Pending", "See notes", "N/K", "UNK", "XXXX", "1111111", "1234567890", "(blank)", "-1"),
    *("Temp", "dummy", "\\N", "\u200b", "\u00a0\u200e", "NaN", "'N/A", '="NULL"', "N/A\u200b"),
]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_a_word_for_no_number_is_none_and_said(text):
    """Whatever the word: no identifier, so nothing to be joined by."""
    result = mapped({"Child": text}, {})
    assert result.tables["missing"]["social_care_id"].isna().tolist() == [True, False]
    assert said(result) <= {("no_identifier", "social_care_id", "row 2"), ("error_cell", "social_care_id", "row 2")}
    assert len(said(result)) == 1


@pytest.mark.parametrize(
    "text", ["1", "99", "999", "1001", "A1", "No 12", "12E3", "100-200", "NX/0007", "00017", "10101", "UK12", "9998", "1e5", "AB"]
)
def test_a_number_is_left_alone(text):
    """What may be somebody's number is, and nothing is said."""
    result = mapped({"Child": text})
    assert result.tables["missing"]["social_care_id"].tolist() == [text]
    assert said(result) == set()


@pytest.mark.parametrize(
    "text",
    [
        *(
            '="4711"',
            "='4711'",
            "=4711",
            "'4711",
            '"4711"',
            "\u20184711\u2019",
            "4711'",
            '="\'4711"',
            "4711.0",
            "4711.000",
            "4,711",
            "4,711.00",
        ),
        *("47\u200b11", "\u200e4711", "\ufeff4711\u200f", "4711\u00ad", "4711\u00a0", "\u206047\u206311", "\u202a4711\u202c", "\u30004711"),
    ],
)
def test_what_is_no_part_of_a_number_is_taken_away_and_said(text):
    """Guards against Excel, signs that nobody sees, decimals and commas: it is the number of the row below."""
    result = mapped({"Child": text}, {})
    assert result.tables["missing"]["social_care_id"].tolist() == ["4711", "4711"]
    assert said(result) == {("signs_removed", "social_care_id", "row 2")}


@pytest.mark.parametrize("text", ["1.00235E+11", "1,00235E+11", "1E+11", "2.5e12", "-1.0E+15", "'1.00235E+11"])
def test_a_number_in_scientific_notation_is_spoilt(text):
    """It stands for many numbers, so it is none; the cell goes back to the sender, and a rule says so without quoting it."""
    result = mapped({"Child": text}, {"Child": text})
    assert result.tables["missing"]["social_care_id"].isna().all()
    assert said(result) == {("spoilt_identifier", "social_care_id", "row 2"), ("spoilt_identifier", "social_care_id", "row 3")}
    (finding,) = (one for one in checked(result).findings if one.code == "spoilt_identifier")
    assert (finding.severity, text in finding.message, finding.rows) == ("warn", False, 2)
    assert len(checked(result).used["missing"]) == 2


def test_the_list_is_the_councils_own():
    """A word more, and a number that is one after all."""
    assert numbers("Not on LCS 2", "4711") == ["Not on LCS 2", "4711"]
    own = EmptyWords(identifier=("/not on lcs.*/",))
    assert numbers("Not on LCS 2", "9999999", "0", words=own) == [None, "9999999", "0"]


def test_the_file_that_ships_says_what_holds_without_it():
    with (CONFIG / "empty.toml").open("rb") as file:
        assert EmptyWords.model_validate(tomllib.load(file)) == EmptyWords()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('identifier = ["/(/"]', "is not a regular expression"),
        ('identifier = [""]', "take it away"),
        ('identifiers = ["x"]', "There are: anywhere, date, identifier"),
        ("date = [0]", "date"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_message(tmp_path, text, words):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "empty.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Fault, match="has 1 fault") as fault:
        _ = Workspace(tmp_path).empty_words
    assert words in str(fault.value)


@pytest.mark.parametrize("number", ["0", "9999", "111111", "1", "999"])
def test_rows_may_be_counted_from_nought(number):
    """A row's own number is told apart by the others, so noughts and nines are numbers there."""
    result = mapped({"No": number}, {})
    assert result.tables["missing"]["missing_id"].tolist() == [number, "K1"]


@pytest.mark.parametrize("number", ["N/A", "-", "None", "NULL", "not known", "1.2E+12"])
def test_a_row_without_a_number_of_its_own_is_kept_aside_or_gets_one(number):
    """Two such rows are no conflict of keys. Where the mapping makes a key, it makes theirs as it would of an empty cell."""
    result = mapped({"No": number}, {"No": number, "Child": "4712"}, {})
    assert result.tables["missing"]["missing_id"].isna().tolist() == [True, True, False]
    assert set(checked(result).quarantined["missing"]["reason_codes"]) == {"empty"}
    making = Extract(**EXTRACT.model_dump() | {"key_from": ("social_care_id", "started_at")})
    made = mapped({"No": number}, {"No": number, "Child": "4712"}, {}, extract=making)
    empty = mapped({"No": ""}, {"No": "", "Child": "4712"}, {}, extract=making)
    assert made.tables["missing"]["missing_id"].tolist() == empty.tables["missing"]["missing_id"].tolist()
    assert len(checked(made).used["missing"]) == 3


def test_a_made_key_does_not_hang_on_guards():
    """One row written by two programs is one row."""
    making = Extract(**EXTRACT.model_dump() | {"key_from": ("social_care_id", "started_at")})
    row = {"No": "", "From": "01/06/2016 20:15", "Until": "02/06/2016 07:30"}
    rows = mapped(row | {"Child": '="4711"'}, row, extract=making).tables["missing"]
    assert rows["missing_id"].nunique() == 1


@pytest.mark.parametrize(
    "text", ["NULL", "N/A", "NA", "-", "None", "NaT", "00/00/0000", "0000-00-00 00:00:00", "\u00a0", "(null)", "\u200b"]
)
def test_an_empty_date_is_empty(text):
    """An episode that goes on, and said; not a date that cannot be read."""
    result = mapped({"Until": text, "Born": text}, {})
    assert result.tables["missing"][["ended_at", "date_of_birth"]].isna().all(axis="columns").tolist() == [True, False]
    assert {code for code, _, _ in said(result)} <= {"read_as_empty"}
    assert len(checked(result).used["missing"]) == 2


@pytest.mark.parametrize("text", ["Unknown", "not known", "TBC", "?", "ongoing", "31/13/2016"])
def test_a_date_that_is_not_known_is_not_an_empty_one(text):
    """Whoever is back, nobody knows when, is not still away."""
    assert checked(mapped({"Until": text}, {})).quarantined["missing"]["reason_codes"].tolist() == ["1005"]


def test_a_code_of_the_mapping_counts_before_every_word():
    """'N/A' has a code in one column and none in the other, where it is empty."""
    rows = mapped({"Taken": "N/A", "Offer": "N/A"}, {"Taken": "NULL", "Offer": "\u00a0"}).tables["missing"]
    assert rows["interview_accepted"].tolist() == ["not_applicable", "not_recorded"]
    assert rows["interview_offered"].tolist() == ["not_recorded", "not_recorded"]


ERRORS = [
    *("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA", "#CALC!", "#FIELD!", "#BLOCKED!"),
    *("Err:502", "#####", "=VLOOKUP(A2,B:C,2,0)", "=Sheet2!A4", "#n/a"),
]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_in_a_cell_is_a_fault_and_never_empty(text):
    """No episode is left open by it and no answer is "not recorded"; a date of birth may be missing, so that row is used without it."""
    result = mapped({"Until": text}, {"Offer": text}, {"Born": text}, {})
    faults = {("error_cell", column, f"row {row}") for row, column in ((2, "ended_at"), (3, "interview_offered"), (4, "date_of_birth"))}
    assert said(result) == faults
    found = checked(result)
    assert found.quarantined["missing"]["_row"].tolist() == [2, 3]
    assert found.used["missing"]["_row"].tolist() == [4, 5]
    assert {(one.severity, one.column) for one in found.findings if one.code == "error_cell"} == {
        ("quarantine", "ended_at"),
        ("quarantine", "interview_offered"),
        ("warn", "date_of_birth"),
    }


PEOPLE = Extract(
    source="police",
    files=("*",),
    key="offence_id",
    columns={
        "offence_id": "No",
        "police_person_id": "ID",
        "surname": "Last",
        "forename": "First",
        "date_of_birth": "Born",
        "district": "Where",
    },
)


def people(*rows: tuple[str, ...]) -> pd.DataFrame:
    """Rows of ``number, surname, forename, district`` of children born on one day, read on."""
    frame = pd.DataFrame(rows, columns=["ID", "Last", "First", "Where"], dtype="str").assign(Born="01/02/2003")
    frame = frame.assign(No=[f"K{n}" for n in range(len(frame))], _file="2016-17/p.csv", _sheet="", _row=range(2, len(rows) + 2))
    return map_tables(
        {"offences": [frame[["No", "ID", "Last", "First", "Born", "Where", "_file", "_sheet", "_row"]]]}, {"offences": PEOPLE}
    ).tables["offences"]


def children(rows: pd.DataFrame) -> int:
    return link_children(person_rows({"offences": rows}, {"offences": "police"}), b"k").child_id.nunique()


@pytest.mark.parametrize(("last", "first"), [("Null", "Amy"), ("NULL", "Bo"), ("Na", "Kim"), ("None", "Li"), ("Nil", "Jo"), ("Test", "Al")])
def test_no_word_is_empty_in_a_name(last, first):
    """Null is a surname."""
    rows = people(("1", last, first, "Ashdale"))
    assert rows[["surname", "forename"]].iloc[0].tolist() == [last, first]


def test_a_name_of_which_every_part_is_null_is_none():
    """NULL NULL, born on one day, is not one child."""
    rows = people(("", "NULL", "NULL", "NULL"), ("", "NULL", "NULL", "NA"), ("", "#N/A", "Amy", "#REF!"))
    assert rows[["surname", "forename"]].isna().to_numpy().tolist() == [[True, True], [True, True], [True, False]]
    assert rows["district"].isna().all()
    assert children(rows) == 3


def test_signs_that_nobody_sees_make_no_other_child():
    """A soft hyphen in a name, and spaces that do not break."""
    rows = people(("", "Sm\u00adall", "Amy\u00a0Jo", "Ash\u200bdale"), ("", "Small", "Amy Jo", "Ashdale"))
    assert rows["surname"].nunique() == rows["forename"].nunique() == rows["district"].nunique() == 1
    assert children(rows) == 1


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_word_for_no_number_joins_two_rows(data):
    """Any words in any cases, around which any signs may stand: as many children as rows."""
    words = data.draw(st.lists(st.sampled_from([word for word in NO_NUMBER if word.strip()]), min_size=2, max_size=4))
    around = st.sampled_from(["", " ", "\u200b", "\u00a0", "\ufeff"])
    change = st.sampled_from([str, str.upper, str.lower, str.title])
    texts = [data.draw(around) + data.draw(change)(word) + data.draw(around) for word in words]
    assert numbers(*texts) == [None] * len(texts)


# Workbooks


def workbook_rows(content: bytes, tmp_path: Path, name: str = "m.xlsx") -> tuple[Mapped, Checked]:
    path = tmp_path / name
    path.write_bytes(content)
    reading = read_files([RawFile("2016-17", path, "missing")], {"missing": EXTRACT})
    assert reading.faults == ()
    result = map_tables(reading.sheets, {"missing": EXTRACT})
    return result, checked(result)


def excel(*changes: dict) -> bytes:
    """A workbook as Excel writes it, with the value of each formula; a pair is a formula and its value."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate(lines_of(*changes)):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    sheet.write_formula(row, column, cell[0], None, cell[1])
                else:
                    sheet.write(row, column, cell)
    return buffer.getvalue()


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in its sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new) if name.endswith(("sheet1.xml", "content.xml")) else before.read(name))
    return buffer.getvalue()


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_cell_of_a_workbook_is_a_fault(tmp_path, error):
    """Each is named; the row that it would leave open is kept aside."""
    result, found = workbook_rows(excel({"Until": ("=A1", error)}, {"Taken": ("=A1", error)}, {}), tmp_path)
    assert {(cell.row, cell.column, cell.code) for cell in result.unreadable["missing"].itertuples()} == {
        (0, "ended_at", "error_cell"),
        (1, "interview_accepted", "error_cell"),
    }
    assert found.used["missing"]["_row"].tolist() == [4]


def test_a_formula_whose_value_is_stored_is_that_value(tmp_path):
    """Also where the value is the empty text, which is empty."""
    content = excel({"Child": ("=B9", 4711)}, {"Offer": ("=A1", "Y")}, {"Taken": ("=A1", "Z")})
    result, found = workbook_rows(in_sheet(content, b"<v>Z</v>", b"<v></v>"), tmp_path)
    assert found.findings == ()
    assert result.tables["missing"]["social_care_id"].tolist() == ["4711"] * 3
    assert result.tables["missing"]["interview_accepted"].tolist() == ["yes", "yes", "not_recorded"]


def written(*changes: dict, edit=lambda sheet: None) -> bytes:
    """A workbook as a program writes it that does not calculate."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for line in lines_of(*changes):
        book.active.append(line)
    edit(book.active)
    book.save(buffer)
    return buffer.getvalue()


def test_a_formula_without_a_stored_value_is_a_fault(tmp_path):
    """Such as programs write that do not calculate: nobody knows what it says."""
    _, found = workbook_rows(written({"Until": "=D2+1"}, {"Born": "=TODAY()"}, {"What": "=A1"}, {}), tmp_path)
    assert found.quarantined["missing"]["_row"].tolist() == [2, 4]
    assert {(one.code, one.severity, one.column) for one in found.findings if one.code == "error_cell"} == {
        ("error_cell", "quarantine", "ended_at"),
        ("error_cell", "quarantine", "missing_type"),
        ("error_cell", "warn", "date_of_birth"),
    }


@pytest.mark.parametrize("name", ["errors.xls", "errors.ods"])
def test_errors_of_other_workbooks_are_faults_too(tmp_path, name):
    """Files that LibreOffice wrote, with #N/A for an end and #DIV/0! for an answer."""
    _, found = workbook_rows((FILES / name).read_bytes(), tmp_path, name)
    assert found.quarantined["missing"]["reason_codes"].tolist() == ["error_cell", "error_cell"]
    assert found.used["missing"]["_row"].tolist() == [4]


def test_a_formula_of_an_open_document_without_a_value_is_a_fault(tmp_path):
    """As a program writes it that does not calculate."""
    content = (FILES / "errors.ods").read_bytes()
    value = b' office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
    _, found = workbook_rows(in_sheet(content, value, b">"), tmp_path, "m.ods")
    assert found.quarantined["missing"]["_row"].tolist() == [2, 3]


def test_errors_of_a_binary_workbook_are_found():
    """A row of number 4, an error in column B and one that a formula gave in column C; what stands there already stays."""

    def record(kind: int, body: bytes) -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return number + bytes([len(body)]) + body

    def wide(text: str) -> bytes:
        return len(text).to_bytes(4, "little") + text.encode("utf-16-le")

    cell = [column.to_bytes(4, "little") + bytes(4) for column in range(3)]
    sheet = record(0, (3).to_bytes(4, "little") + bytes(13)) + record(3, cell[1] + b"\x2a") + record(11, cell[2] + b"\x07" + bytes(6))
    relations = b'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.bin"/></Relationships>'
    parts = {
        "xl/workbook.bin": record(156, bytes(8) + wide("r1") + wide("Data")),
        "xl/_rels/workbook.bin.rels": relations,
        "xl/worksheets/sheet1.bin": sheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    rows = [["No", "Until", "Offer"], ["1"], ["2"], ["3", "", "Y"]]
    mark(buffer.getvalue(), [{"name": "Data", "rows": rows}])
    assert rows == [["No", "Until", "Offer"], ["1"], ["2"], ["3", "#N/A", "Y"]]


def test_a_stray_formula_far_below_makes_no_table_of_a_million_rows(tmp_path):
    """Nothing is stored there, so the sheet ends where it ends."""

    def stray(sheet):
        sheet["XFD1048576"] = "=A1"

    result, _ = workbook_rows(written({}, {}, edit=stray), tmp_path)
    assert len(result.tables["missing"]) == 2


@pytest.mark.parametrize(("number", "read"), [(4711, "4711"), (4711.0, "4711"), (123456789012345, "123456789012345")])
def test_a_whole_number_of_a_workbook_is_itself(tmp_path, number, read):
    result, _ = workbook_rows(written({"Child": number}), tmp_path)
    assert result.tables["missing"]["social_care_id"].tolist() == [read]


@pytest.mark.parametrize("number", [1234567890123456, 12345678901234567890, 1.00235e20])
def test_more_than_15_digits_of_a_workbook_are_spoilt(tmp_path, number):
    """Excel keeps fifteen; the others are noughts, the same for ten children. As text they are all there."""
    result, _ = workbook_rows(written({"Child": number}, {"Child": "1234567890123456"}), tmp_path)
    assert result.tables["missing"]["social_care_id"].isna().tolist() == [True, False]
    assert ("spoilt_identifier", "social_care_id", "row 2") in said(result)


def test_findings_name_no_number(tmp_path):
    """Rows and columns, and never what stands there."""
    found = findings_frame(mapped({"Child": "'90125"}, {"Child": "Not known"}).findings)
    assert not found["message"].str.contains("90125|Not known").any()
