"""Releases that deny each other: what a reader tells from an old state of the records and the new one together."""

import csv

import pytest

from analysis.audit import Terms, already_out, audit_numbers
from analysis.base.spec import RESULT_COLUMNS
from tests.audit.test_ranges import by_sex, known, row


@pytest.fixture
def release(tmp_path):
    """A function that writes rows as a release, and gives its file."""

    def write(name, rows):
        file = tmp_path / "releases" / name / "results.csv"
        file.parent.mkdir(parents=True)
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, RESULT_COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        return file

    return write


def test_a_figure_that_nothing_denies_is_still_known_though_its_indicator_was_revised(release):
    """Q4 hid boys and then girls; that Q1 was put right in between changes nothing there, so three were not recorded."""
    last = "2016-17-Q4"
    old = release("old", [*by_sex("20", "10", "9", "39", "2016-17-Q1"), *by_sex("34", "c", "c", "65", last)])
    new = release("new", [*by_sex("21", "10", "9", "40", "2016-17-Q1"), *by_sex("c", "28", "c", "65", last)])
    assert audit_numbers([new], Terms(5)).passes
    assert any(
        "Q4[sex=not_recorded] numerator: a reader can work out that it is 3" in one for one in audit_numbers([new], Terms(5), [old]).faults
    )


def test_what_was_hidden_then_is_told_by_what_is_printed_now(release):
    """One episode more, of a child whose sex was not recorded, who make 6 now: with boys in print there were five before."""
    old, new = release("old", by_sex("34", "c", "c", "67")), release("new", by_sex("34", "28", "6", "68"))
    found = audit_numbers([new], Terms(5), [old])
    assert found.passes
    assert known(found, "sex=not_recorded] (as printed") == {(5, 6)}


def test_what_is_no_longer_nought_may_be_anything(release):
    """Nobody can guess how many are not recorded now, where it was none and nothing else that was in print is hidden now."""
    old, new = ([one | {"value": "c"} for one in by_sex("c", "20", n, "c")] for n in ("0", "c"))
    found = audit_numbers([release("new", new)], Terms(5), [release("old", old)])
    assert known(found, "not_recorded] numerator") == {(1, 10_000_000)}


def test_releases_that_cannot_be_true_together_are_states_of_their_own(release):
    """No number of one denies one of the other, but the quarters of both do not make up the year: something hidden has moved."""
    quarters = [row("missing_episodes", n, period=f"2016-17-Q{q}") for q, n in ((1, "10"), (2, "c"), (3, "10"), (4, "10"))]
    old = release("old", [row("missing_episodes", "50"), *quarters])
    new = release("new", [row("missing_episodes", n, period=f"2016-17-Q{q}") for q, n in ((1, "10"), (2, "30"), (3, "c"), (4, "c"))])
    found = audit_numbers([new], Terms(5), [old])
    assert found.passes
    assert not [one for one in found.ranges if not one.is_solved]


def test_what_is_out_already_is_listed_and_stops_nothing(release):
    """An old release tells of three; the new one is not refused for it, and the officer reads it before anything is built."""
    old, new = release("old", by_sex("20", "17", "c")), release("new", by_sex("20", "c", "c"))
    assert audit_numbers([new], Terms(5), [old]).passes
    assert already_out([old], Terms(5)).faults == (
        "missing_episodes@2016-17[sex=not_recorded] numerator: a reader can work out that it is 3",
    )


def test_what_older_releases_leave_of_a_figure_that_is_new_now_is_known_already(release):
    """A limit raised to 10: the 12 boys follow from what is out, and so does what is left of the eight who are printed nowhere before."""
    old = release("old", [row("missing_episodes", "40"), *by_sex("20", "12", "8")[1:3]])
    new = release("new", by_sex("20", "c", "c"))
    found = audit_numbers([new], Terms(10), [old])
    assert found.passes
    assert any("not_recorded" in one and "known already from earlier releases" in one for one in found.listed)


def test_what_a_nought_leaves_is_the_whole_and_no_number_more(release):
    """A limit raised to 10: eight are out. That none of them is not recorded is new, and leaves the same eight."""
    old, new = release("old", [row("missing_episodes", "8")]), release("new", by_sex("c", "c", "0", "c"))
    found = audit_numbers([new], Terms(10), [old])
    assert found.passes
    assert "missing_episodes@2016-17 numerator is printed as 8 (known already from earlier releases)" in found.listed
