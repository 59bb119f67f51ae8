"""What a person decides on pairs of records, from the workbook to the figures."""

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault, Workspace, read_toml
from analysis.cli import main
from analysis.intake.people import Register, decide, link_children, read_answers, read_people_register, review_book
from analysis.intake.people.review import HEADERS, Decision, evidence
from analysis.intake.pipeline import prepare_tables, write_intake

KEY = b"a key for tests"
CONFIG = Path(__file__).parents[3] / "config"
TODAY = date(2026, 11, 23)

# 1 and 2 are a question, 3 and 4 another one of the same family, 5 and 6 are joined by their weight.
PERSONS = """
police_person_id:1 | Kenneth Vane | 2001-02-21 | male | AA1 1AV
police_person_id:2 | Keneth Vane | 2001-02-21 | male | AA1 1AV
- | =2+2 Vane | 2003-05-17 | male | AA1 1AV
- | =2+3 Vane | 2003-05-17 | male | AA1 1AV
- | Hannah Abelson | 2001-02-05 | female | AA1 1AA
- | Hanah Abelson | 2001-02-05 | female | AA1 1AA
"""


@pytest.fixture
def linked(draw):
    return link_children(draw(PERSONS), KEY)


@pytest.fixture
def book(linked, tmp_path):
    path = tmp_path / "pairs.xlsx"
    path.write_bytes(review_book(linked))
    return path


def fill(path: Path, sheet: str, decisions: dict[int, str]) -> None:
    workbook = openpyxl.load_workbook(path)
    for row, decision in decisions.items():
        workbook[sheet].cell(row, 1, decision)
    workbook.save(path)


def shown(path: Path, sheet: str) -> list[dict[str, object]]:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_both_records_stand_side_by_side_with_what_speaks_for_and_against(linked, book):
    """In words, strongest first; and what is joined already is in the second sheet."""
    pair = next(row for row in shown(book, "To decide") if "Kenneth Vane" in (row["Name, first"], row["Name, second"]))
    assert {pair["Name, first"], pair["Name, second"]} == {"Kenneth Vane", "Keneth Vane"}
    assert (pair["Date of birth, first"], pair["Now"]) == ("21/02/2001", "counted as two until decided")
    assert pair["Speaks for one child"].startswith("same date of birth; same postcode; same surname")
    assert pair["Speaks against"] == "the police hold them under two numbers"
    (joined,) = shown(book, "Looked at or joined")
    assert joined["Now"] == "counted as one child"
    assert tuple(pair) == HEADERS


def test_nothing_in_the_workbook_runs(book):
    """A name that looks like a formula is text, and the decision is chosen from a list."""
    sheet = openpyxl.load_workbook(book)["To decide"]
    names = [cell for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=2+")]
    assert [(cell.data_type, cell.quotePrefix) for cell in names] == [("s", True)] * len(names)
    assert len(names) == 2
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"same,different,unsure"'


def test_the_same_pairs_give_the_same_bytes(linked):
    assert review_book(linked) == review_book(linked)


def test_all_evidence_has_words(linked):
    for pair in linked.pairs.itertuples():
        favour, against = evidence(pair)
        assert favour
        assert not set(favour) & set(against)


@pytest.mark.parametrize(("decision", "children", "state"), [("same", 4, "merged"), ("different", 5, "apart"), ("unsure", 5, "left open")])
def test_a_decision_is_obeyed_and_never_asked_again(draw, linked, book, decision, children, state):
    """Of six lines that are five children, one pair is decided: who and when are kept, and the other pair is still asked about."""
    place = next(n for n, row in enumerate(shown(book, "To decide"), 2) if "Vane" in row["Name, first"] and "Ken" in row["Name, first"])
    fill(book, "To decide", {place: decision})
    decisions = decide(linked, Register(), read_answers(book), "A. Officer", TODAY)
    assert decisions[["decision", "decided_by", "decided_on"]].to_numpy().tolist() == [[decision, "A. Officer", "2026-11-23"]]
    again = link_children(draw(PERSONS), KEY, register=replace(linked.register, decisions=decisions))
    assert again.child_id.nunique() == children
    assert sorted(again.pairs["state"]) == sorted([state, "open", "merged"])
    # The workbook written then shows it as decided, and reading that back decides nothing anew.
    book.write_bytes(review_book(again))
    assert len(shown(book, "To decide")) == 1
    assert decide(again, again.register, read_answers(book), "B. Officer", TODAY).equals(decisions)


def test_a_joined_pair_can_be_taken_apart_and_joined_again(draw, linked, book):
    """Two decisions, of which the last one counts; the identifiers come back."""
    fill(book, "Looked at or joined", {2: "different"})
    apart = decide(linked, linked.register, read_answers(book), "A. Officer", TODAY)
    split = link_children(draw(PERSONS), KEY, register=replace(linked.register, decisions=apart))
    assert split.child_id.iloc[4] != split.child_id.iloc[5]
    book.write_bytes(review_book(split))
    assert [row["Decision"] for row in shown(book, "Looked at or joined")] == ["different"]
    fill(book, "Looked at or joined", {2: "same"})
    joined = decide(split, split.register, read_answers(book), "B. Officer", TODAY)
    assert joined["decision"].tolist() == ["different", "same"]
    assert link_children(draw(PERSONS), KEY, register=replace(split.register, decisions=joined)).child_id.equals(linked.child_id)


def test_everything_wrong_with_a_workbook_is_said_at_once(linked, book):
    """Two words that are no decision, in one message; nothing is taken over."""
    fill(book, "To decide", {2: "maybe", 3: "yes"})
    with pytest.raises(Fault, match="2 faults") as fault:
        read_answers(book)
    assert "row 2: the decision is none of same, different, unsure" in str(fault.value)


def test_answers_that_cannot_be_taken_over_are_named(linked):
    """A record that is not known, a pair with two decisions, no name, and a contradiction over three records."""
    one, two, three, four = linked.lines["record"].iloc[:4]
    answers = [Decision("row 2", "same", (one, "gone")), Decision("row 3", "same", (one, two)), Decision("row 4", "different", (one, two))]
    with pytest.raises(Fault, match="2 faults") as fault:
        decide(linked, Register(), answers, "A. Officer", TODAY)
    assert "row 3 and row 4: the same pair has two decisions" in str(fault.value)
    with pytest.raises(Fault, match="Add --by"):
        decide(linked, Register(), answers[1:2], " ", TODAY)
    circle = [Decision("row 2", "same", (one, two)), Decision("row 3", "same", (two, three)), Decision("row 4", "different", (one, three))]
    with pytest.raises(Fault, match="row 2; row 3; row 4"):
        decide(linked, Register(), [*circle, Decision("row 5", "same", (four, linked.lines["record"].iloc[4]))], "A. Officer", TODAY)


@pytest.mark.parametrize("content", [b"", b"no workbook"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Fault, match="cannot be read as a workbook"):
        read_answers(tmp_path / "a.xlsx")


# From the extracts to the figures


@pytest.fixture
def workspace(tmp_path):
    """Two notifications about one child, whose name the police wrote once with a slip and under a second number."""
    shutil.copytree(CONFIG, tmp_path / "config")
    for mapping in (tmp_path / "config" / "extracts").glob("*.toml"):
        if mapping.stem != "notifications":
            mapping.unlink()
    columns = read_toml(tmp_path / "config" / "extracts" / "notifications.toml")["columns"]
    same = {"surname": "VANE", "date_of_birth": "21/02/2001", "sex": "M", "postcode": "AA1 1AV", "category": "Missing"}
    rows = [
        same | {"notification_id": "N1", "police_person_id": "1", "forename": "Kenneth", "occurred_at": "05/05/2016 10:00"},
        same | {"notification_id": "N2", "police_person_id": "2", "forename": "Keneth", "occurred_at": "05/06/2016 10:00"},
    ]
    path = tmp_path / "data" / "raw" / "2016-17" / "police_notifications.csv"
    path.parent.mkdir(parents=True)
    (tmp_path / "data" / "raw" / "SYNTHETIC").touch()
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns.values(), *([row.get(column, "") for column in columns] for row in rows)])
    return Workspace(tmp_path)


def test_from_the_question_to_the_decision(workspace):
    """`overview review` writes the workbook, `--decide` reads it back, and the child is one child from then on."""
    before = prepare_tables(workspace)
    write_intake(workspace, before)
    assert before.tables["people"]["child_id"].nunique() == 2
    root = ["--workspace", str(workspace.root)]
    done = CliRunner().invoke(main, ["review", *root])
    assert done.exit_code == 0, done.output
    path = Path(done.stdout.strip())
    assert "1 pairs wait" in done.stderr
    fill(path, "To decide", {2: "same"})
    assert CliRunner().invoke(main, ["review", *root, "--decide", str(path)]).exit_code == 1
    assert read_people_register(workspace).decisions.empty
    done = CliRunner().invoke(main, ["review", *root, "--decide", str(path), "--by", "A. Officer"])
    assert done.exit_code == 0, done.output
    assert "1 decisions are in the register; 0 pairs still wait" in done.stderr
    after = prepare_tables(workspace)
    assert after.tables["people"]["child_id"].tolist()[0] in set(before.tables["people"]["child_id"])
    assert len(after.tables["people"]) == 1
    write_intake(workspace, after)
    assert read_people_register(workspace).changes["change"].tolist() == ["merged"]
