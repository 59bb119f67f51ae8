"""What was published stays published: quarters come out, something is put right, and the next report is planned and attacked with them.

All of it through the command line, as an analyst does it. Each history is attacked together with every release.
"""

import csv
import re
import shutil

import openpyxl
import pytest
from click.testing import CliRunner

from analysis.cli import main

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("histories"), pytest.mark.timeout(2400)]

QUARTERS = [f"2016-17-Q{n}" for n in range(1, 5)]


def overview(root, *words):
    return CliRunner().invoke(main, [*words, "--workspace", str(root)])


def done(root, *words):
    result = overview(root, *words)
    assert result.exit_code == 0, result.output
    return result.output


def signed(root, quarter):
    """Sign for a quarter; where a reader can tell a small range of a hidden number, that is accepted with a reason."""
    words = ["sign-off", quarter, "--by", "A. Person", "--role", "Head of Performance"]
    if overview(root, *words).exit_code:
        done(root, *words, "--accept", "narrow_range", "Weighed.")


@pytest.fixture(scope="module")
def released(tmp_path_factory, new_workspace):
    """A workspace with the sample, of which the four quarters of 2016-17 are signed and published."""
    root = new_workspace(tmp_path_factory.mktemp("released")).root
    done(root, "sample")
    done(root, "run", *QUARTERS)
    with pytest.MonkeyPatch.context() as another:
        another.setattr("analysis.run.log.current_user", lambda: "another account")
        for quarter in QUARTERS:
            signed(root, quarter)
            done(root, "publish", quarter, "--on", "2017-05-04")
    return root


@pytest.fixture
def history(released, tmp_path):
    """A copy of that workspace, to go on from."""
    root = tmp_path / "workspace"
    shutil.copytree(released, root)
    return root


def edited(root, name, change):
    """Change the rows of an extract of 2016-17, each a dictionary."""
    file = root / "data" / "raw" / "2016-17" / name
    with file.open(encoding="utf-8", newline="") as opened:
        reader = csv.DictReader(opened)
        rows = change(list(reader))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, reader.fieldnames)
        writer.writeheader()
        writer.writerows(rows)


NOTIFIED = "police_notifications.csv"


def move_an_episode(root):
    """An episode of 20 September, its child being found the same day, was on 3 October."""

    def change(rows):
        first = next(
            n
            for n, row in enumerate(rows)
            if row["Type"] == "Missing"
            and row["Missing since / found at"].startswith("2")
            and "/09/2016" in row["Missing since / found at"]
        )
        child = rows[first]["Nominal ID"]
        found = next(n for n, row in enumerate(rows) if n > first and row["Nominal ID"] == child and row["Type"] == "Found")
        for row in (rows[first], rows[found]):
            for column in ("Missing since / found at", "Reported to police", "Sent to social care"):
                row[column] = "03/10/2016 " + row[column].partition(" ")[2]
        return rows

    edited(root, NOTIFIED, change)


def add_a_late_row(root):
    """A notification of a boy who went missing in May comes in."""

    def change(rows):
        row = next(row for row in rows if row["Type"] == "Missing" and "/05/2016" in row["Missing since / found at"] and row["Sex"] == "M")
        times = {
            column: "30/05/2016 " + row[column].partition(" ")[2]
            for column in ("Missing since / found at", "Reported to police", "Sent to social care")
        }
        return [*rows, row | times | {"Notification ref": "PN16-999999"}]

    edited(root, NOTIFIED, change)


def withdraw_a_referral(root):
    edited(root, "mash_referrals.csv", lambda rows: [row for n, row in enumerate(rows) if n != len(rows) // 2])


def change_an_outcome(root):
    """A completed interview turns out to have been declined."""
    file = root / "data" / "raw" / "2016-17" / "return_interview_tracker.xlsx"
    book = openpyxl.load_workbook(file)
    cells = next(row for row in book.active.iter_rows(min_row=500) if row[6].value == "Completed")
    cells[6].value, cells[7].value = "Offered and declined", None
    book.save(file)


def merge_a_child(root):
    """Two children in the records of the police are one."""
    names = ("Nominal ID", "Surname", "Forenames", "DOB", "Sex")

    def change(rows):
        one, other = ([row for row in rows if row["Sex"] == "F" and "/11/2016" in row["Missing since / found at"]][n] for n in (0, -1))
        mine, theirs = {name: one[name] for name in names}, other["Nominal ID"]
        return [row | mine if row["Nominal ID"] == theirs else row for row in rows]

    edited(root, NOTIFIED, change)


CHANGES = [move_an_episode, add_a_late_row, withdraw_a_referral, change_an_outcome, merge_a_child]


@pytest.mark.parametrize("changes", [*([one] for one in CHANGES), CHANGES], ids=lambda some: " and ".join(one.__name__ for one in some))
def test_a_report_comes_out_after_something_is_put_right(history, changes):
    """Nothing small can be worked out from it and the four quarters together, nor from the quarters as they were."""
    for change in changes:
        change(history)
    done(history, "run", "2016-17-Q4")
    done(history, "audit", "2016-17-Q4")
    assert "<strong>Passes.</strong>" in (history / "outputs" / "audits" / "2016-17-Q4.html").read_text(encoding="utf-8")
    assert "known</h2>\n<p>None.</p>" in (history / "outputs" / "audits" / "already-out.html").read_text(encoding="utf-8")


def put_in_policy(root, **keys):
    """Write keys of the policy that stand in it, as they are or as comments."""
    file = root / "config" / "policy.toml"
    text = file.read_text(encoding="utf-8")
    for key, value in keys.items():
        text, times = re.subn(rf"(?m)^(# )?{key} = .*$", f"{key} = {value}", text, count=1)
        assert times == 1, key
    file.write_text(text, encoding="utf-8")


def test_a_higher_limit_hides_from_now_on_what_it_calls_small_and_lists_what_is_out(history):
    """Counts from 6 to 10 that were printed are known; the officer reads which, and the report is not refused for them."""
    put_in_policy(history, hide_counts_up_to="10")
    done(history, "run", "2016-17-Q4")
    out = (history / "outputs" / "audits" / "already-out.html").read_text(encoding="utf-8")
    assert " is printed as 6" in out
    printed = (history / "outputs" / "2016-17-Q4" / "public" / "results.csv").read_text(encoding="utf-8")
    counts = [row["numerator"] for row in csv.DictReader(printed.splitlines()) if row["indicator"] == "missing_individuals"]
    assert not {str(n) for n in range(1, 11)} & set(counts)
    done(history, "audit", "2016-17-Q4")


def test_rounding_that_gives_away_what_was_hidden_before_is_refused_and_changes_nothing(history):
    """The plan of a rounding does not know the releases; the audit does, and names what the two tell together."""
    before = (history / "outputs" / "2016-17-Q4" / "public" / "results.csv").read_bytes()
    put_in_policy(history, method='"round"')
    result = overview(history, "run", "2016-17-Q4")
    assert result.exit_code == 1
    assert "does not pass the disclosure audit, so it is not published" in result.output
    assert "[missing_from=not_recorded] numerator: a reader can work out that it is from 3 to 4" in result.output
    assert (history / "outputs" / "2016-17-Q4" / "public" / "results.csv").read_bytes() == before
