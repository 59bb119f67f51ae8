"""What the audit makes of marks and of earlier releases: hidden noughts, words, rounding, and figures that have changed."""

import csv

import pytest

from analysis.audit import Terms, audit_folder, audit_numbers
from analysis.base.spec import RESULT_COLUMNS

SEXES = ("female", "male", "not_recorded")


def figures(whole, *by_sex, markers=("", "", ""), marker=""):
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "missing_episodes", "period": "2016-17"}
    split = [
        blank
        | {"breakdown": "sex", "category": code, "numerator": n, "denominator": whole, "value": "c" if n == "c" else "50", "marker": mark}
        for code, n, mark in zip(SEXES, by_sex, markers, strict=True)
    ]
    return [blank | {"numerator": whole, "value": whole, "marker": marker}, *split]


def share(part, whole, value, marker):
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "multi_agency_meetings_recorded_complete", "period": "2016-17"}
    return [blank | {"numerator": part, "denominator": whole, "value": value, "marker": marker}]


@pytest.fixture
def release(tmp_path):
    """A function that writes rows as the open data of a release."""

    def write(name, rows):
        file = tmp_path / name / "results.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, RESULT_COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        return file

    return write


def known(verdict, part):
    return {(one.least, one.most) for one in verdict.ranges if part in one.name and not one.is_rest}


def test_a_hidden_number_is_not_nought_unless_its_mark_says_so(release):
    hidden = figures("40", "34", "c", "c", markers=("", "c", "c"))
    open_to_nought = figures("40", "34", "c", "c", markers=("", "c0", "c0"))
    assert known(audit_numbers([release("a", hidden)], Terms(5)), "sex=") == {(1, 5)}
    assert known(audit_numbers([release("a", open_to_nought)], Terms(5)), "sex=") == {(0, 6)}


def test_fewer_than_6_is_taken_at_its_word(release):
    """With a total that is known to be small, the other parts of its whole are known better."""
    year = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "missing_episodes"}
    quarters = [year | {"period": f"2016-17-Q{n}", "numerator": "10", "value": "10"} for n in (1, 2)]
    hidden = [
        year | {"period": f"2016-17-Q{n}", "numerator": "c", "value": "c", "marker": mark} for n, mark in ((3, "c under 6"), (4, "c"))
    ]
    rows = [year | {"period": "2016-17", "numerator": "50", "value": "50"}, *quarters, *hidden]
    assert known(audit_numbers([release("a", rows)], Terms(5)), "Q4") == {(25, 29)}


def test_most_is_taken_at_its_word(release):
    """More than half of 9 leaves four others at most."""
    found = audit_numbers([release("a", share("c", "9", "c", "c most"))], Terms(5))
    assert known(found, "numerator") == {(5, 9)}
    assert {(one.least, one.most) for one in found.ranges if one.is_rest} == {(0, 4)}


def test_a_range_is_taken_at_its_word(release):
    """What is left of 40 after 28 to 31 is 9 to 12."""
    found = audit_numbers([release("a", share("c", "40", "c", "c from 28 to 31"))], Terms(5))
    assert known(found, "numerator") == {(28, 31)}
    assert {(one.least, one.most) for one in found.ranges if one.is_rest} == {(9, 12)}


def test_a_range_that_leaves_a_small_rest_known_is_a_fault(release):
    """38 of 40 to the letter: two are left."""
    assert not audit_numbers([release("a", share("c", "40", "c", "c from 38 to 38"))], Terms(5)).passes


def test_a_rounded_number_is_less_than_its_base_away(release):
    """10 of 15 with 5 left: each may be anything that still adds up."""
    rows = figures("15", "10", "5", "0", markers=("rounded to 5",) * 3, marker="rounded to 5")
    found = audit_numbers([release("a", rows)], Terms(5))
    assert found.passes
    assert known(found, "sex=male") == {(1, 9)}


def test_a_number_that_is_rounded_too_finely_is_known(release):
    """To the nearest 2, each of three hidden ones is known to within one; with their sum in print that is too little."""
    rows = figures("6", "2", "2", "2", markers=("rounded to 2",) * 3)
    rows[0]["marker"] = ""
    assert known(audit_numbers([release("a", rows)], Terms(5)), "sex=male") == {(1, 3)}
    assert audit_numbers([release("a", rows)], Terms(5)).listed


def test_each_table_has_its_own_limit(release):
    """8 is printed: small in a table with the limit 9, not elsewhere."""
    file = release("a", figures("48", "20", "20", "8"))
    assert audit_numbers([file], Terms(5)).passes
    assert not audit_numbers([file], Terms(5, limits={"missing_episodes.sex": 9})).passes
    assert audit_numbers([file], Terms(5, limits={"missing_individuals": 9})).passes


def test_what_was_printed_before_is_known_now(release):
    """The boys are hidden now and were in print a year ago, so those not recorded are known."""
    new, old = release("new", figures("40", "20", "c", "c")), release("old", figures("40", "20", "17", "c")[2:3])
    assert audit_numbers([new], Terms(5)).passes
    assert "sex=not_recorded] numerator: a reader can work out that it is 3" in audit_numbers([new], Terms(5), [old]).faults[0]


def test_an_old_table_is_linked_to_the_new_one_by_what_has_moved(release):
    """One episode more: it is a boy's, or that of a child whose sex was not recorded, and nothing else has changed."""
    new, old = release("new", figures("41", "20", "c", "c")), release("old", figures("40", "20", "12", "8"))
    found = audit_numbers([new], Terms(5), [old])
    assert found.passes
    assert known(found, "sex=male] numerator") == {(12, 13)}


def test_what_old_and_new_tell_together_is_listed(release):
    new, old = release("new", figures("41", "20", "c", "c")), release("old", figures("40", "20", "12", "8"))
    notes = audit_folder(new.parent, (), Terms(5), [old]).notes
    assert any("was 40 in" in note and note.endswith("a reader can tell the difference of 1") for note in notes)
    assert any("[sex=male] was 12 of 40" in note and note.endswith("a reader will go by the number that was printed") for note in notes)
