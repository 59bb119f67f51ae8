"""In which order a person is asked, what each answer moves, and what can be answered together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from analysis.intake.people import Linked, Register, decide, link_children, read_answers, review_book
from analysis.intake.people.review import Decision
from analysis.intake.sources import TEXT

KEY = b"a key for tests"
TODAY = date(2026, 11, 30)

# Three spellings of one likely child, and two of another; the first two of these have rows in one table.
PERSONS = """
- | Bernard Small | 2001-02-01 | male | AA1 1AA
- | Bernerd Small | 2001-02-01 | male | AA1 1AA
- | Berrard Small | 2001-02-01 | male | AA1 1AA
- | Christine Large | 2002-03-04 | female | BB1 1BB
- | Chrastine Large | 2002-03-04 | female | BB1 1BB
"""
TABLES = ("notifications", "referrals", "placements", "notifications", "notifications")
SLIPS = ("Bernard Bernerd", "Gabriel Gabrial", "Leonard Leonord", "Vincent Vincint", "Patrick Patrock", "Dominic Domonic")


def shown(path: Path, sheet: str) -> list[dict[str, object]]:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def write(path: Path, linked: Linked) -> Path:
    path.write_bytes(review_book(linked))
    return path


def test_all_about_a_likely_child_stands_together_the_most_useful_first(draw, tmp_path):
    """Christine's answer takes a child from a table, so it is first; the three pairs of the spellings of Bernard follow each other."""
    persons = draw(PERSONS)
    persons["table"] = list(TABLES)
    lines = shown(write(tmp_path / "pairs.xlsx", link_children(persons.astype({"table": TEXT}), KEY)), "To decide")
    assert [line["Question"] for line in lines] == ["1", "2", "2", "2"]
    assert lines[0]["If one child"].startswith("one child fewer in: ")
    assert {line["If one child"] for line in lines[1:]} == {"no table has a child fewer; what each knows is put together"}


def families(draw, count: int):
    """So many children, each written with a slip in the forename beside the right one."""
    lines = [
        f"- | {forename} Small{'abcdef'[n] * 3} | 2001-02-0{n + 1} | male | AA1 {n}AA"
        for n, slip in enumerate(SLIPS[:count])
        for forename in slip.split()
    ]
    return draw("\n".join(lines))


def answered(found: Linked, answers: list[str]) -> Register:
    """The register after these answers to the first pairs."""
    pairs = found.pairs[found.pairs["state"] == "open"].sort_values("number_one")
    given = [
        Decision("", answer, tuple(sorted((pair.record_one, pair.record_other))))
        for pair, answer in zip(pairs.itertuples(), answers, strict=False)
    ]
    return replace(found.register, decisions=decide(found, found.register, given, "A. Officer", TODAY))


def fill(path: Path, sheet: str, decision: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet].cell(2, 1, decision)
    book.save(path)


def test_what_was_answered_alike_five_times_can_be_answered_for_all(draw, tmp_path):
    """Five slips were one child each: the sixth stands in the sheet Patterns, and a decision there is a decision on it by who makes it."""
    before = link_children(families(draw, 6), KEY)
    register = answered(before, ["same"] * 5)
    after = link_children(families(draw, 6), KEY, register=register)
    path = write(tmp_path / "pairs.xlsx", after)
    (pattern,) = shown(path, "Patterns")
    assert (pattern["Pattern"], pattern["Pairs that wait"], pattern["Answered so far"]) == ("P1", "1", "5 same")
    assert read_answers(path) == [answer for answer in read_answers(path) if "Patterns" not in answer.place]
    fill(path, "Patterns", "same")
    decisions = decide(after, register, read_answers(path), "B. Officer", TODAY)
    assert decisions["decided_by"].tolist() == ["A. Officer"] * 5 + ["B. Officer"]


def test_a_decision_of_its_own_goes_before_that_of_the_pattern(draw, tmp_path):
    """The sixth is two children, says a person who looked."""
    register = answered(link_children(families(draw, 6), KEY), ["same"] * 5)
    path = write(tmp_path / "pairs.xlsx", link_children(families(draw, 6), KEY, register=register))
    fill(path, "Patterns", "same")
    fill(path, "To decide", "different")
    assert [answer.decision for answer in read_answers(path) if "To decide" in answer.place] == ["different"]


@pytest.mark.parametrize("answers", [["same"] * 4, ["same"] * 4 + ["different"], ["unsure"] * 5])
def test_few_or_unlike_answers_make_no_pattern(draw, tmp_path, answers):
    """Four are too few, one that differs shows that each must be looked at, and who cannot say has said nothing."""
    register = answered(link_children(families(draw, 6), KEY), answers)
    assert shown(write(tmp_path / "pairs.xlsx", link_children(families(draw, 6), KEY, register=register)), "Patterns") == []
