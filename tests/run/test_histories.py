"""What was published stays published: quarters come out, something is put right, and the next report is planned and attacked with them.

All of it through the command line, as an analyst does it. Each history is attacked together with every release.
"""

import csv
import re
import shutil
import subprocess
import sys

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
        writer = csv.DictWriter(opened, rows[0].keys())
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


def printed(folder):
    """The rows of open data by their address."""
    rows = csv.DictReader((folder / "results.csv").read_text(encoding="utf-8").splitlines())
    return {(row["indicator"], row["period"], row["breakdown"], row["category"]): row for row in rows}


def test_rounding_after_hiding_keeps_hidden_what_the_two_would_give_away(history):
    """The quarter came out as it was: what it hid stays hidden, and all the rest is rounded."""
    before = printed(history / "outputs" / "2016-17-Q4" / "public")
    put_in_policy(history, method='"round"')
    done(history, "run", "2016-17-Q4")
    done(history, "audit", "2016-17-Q4")
    now = printed(history / "outputs" / "2016-17-Q4" / "public")
    small = {place for place, row in before.items() if row["numerator"] == "c" and "rounded" in now[place]["marker"]}
    rounded = [row for row in now.values() if row["marker"] == "rounded to 5"]
    assert not small
    assert rounded
    assert all(int(row["numerator"]) % 5 == 0 for row in rounded)
    audit = (history / "outputs" / "audits" / "2016-17-Q4.html").read_text(encoding="utf-8")
    assert "are hidden all the same: earlier releases printed others as they are" in audit


def answered(root, reference, figure):
    """Ask for a figure of the year, draft the answer and release it; gives its rows."""
    request = root / f"{reference}.toml"
    question = f'[[question]]\nasked = "How many children went missing?"\nfigure = [{figure}]\nyears = 1\n'
    request.write_text(f'reference = "{reference}"\nsubject = "Missing children"\n{question}', encoding="utf-8")
    for words in ((), ("--release", "--on", "2017-06-01")):
        done(root, "foi", str(request), "--period", "2016-17", *words)
    return printed(root / "releases" / f"2017-06-01 foi {reference}")


def test_two_answers_that_differ_by_a_small_group_do_not_give_it_away(history):
    """All children of the year who were referred, and then those from 10 to 17 alone: four are left, who were under ten."""
    key, ages = "children_referred_for_exploitation", ("10_to_11", "12_to_13", "14_to_15", "16_to_17")
    all_of_them = answered(history, "FOI-1", f'{{ indicator = "{key}" }}')[key, "2016-17", "", ""]
    figure = f'{{ indicator = "{key}", by = "age_band", only = {list(ages)} }}'.replace("'", '"')
    told = answered(history, "FOI-2", figure)
    parts = [told[key, "2016-17", "age_band", age]["numerator"] for age in ages]
    assert all_of_them["numerator"].isdecimal()
    assert 1 <= parts.count("c") < len(parts)


def in_a_process(root, *words):
    """A command in a process of its own, which knows the columns that the workspace has by now."""
    told = subprocess.run([sys.executable, "-m", "analysis", *words, "--workspace", str(root)], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


def test_a_breakdown_that_is_added_later_gives_nothing_away_of_what_is_out(history):
    """The police begin to send the ward, of which one is rare: no count of it is small, and what the quarter printed stays."""
    before = printed(history / "outputs" / "2016-17-Q4" / "public")
    wards = ("Abbey", "Church", "Market")

    def change(rows):
        return [row | {"Ward": wards[2 if n % 97 == 0 else n % 2]} for n, row in enumerate(rows)]

    edited(history, NOTIFIED, change)
    columns = history / "config" / "columns"
    columns.mkdir(exist_ok=True)
    (columns / "notifications.toml").write_text(
        '[columns.ward]\nholds = "the ward of the home address"\nname = "ward"\nverb = "were of children"\n'
        f'names = {list(wards)}\nfigures = ["missing_notifications"]\nrecorded = {{ since = 2016-04-01 }}\n'.replace("'", '"'),
        encoding="utf-8",
    )
    mapping = history / "config" / "extracts" / "notifications.toml"
    text, times = re.subn(r"(?m)^(\[columns\].*)$", r'\1\nward = "Ward"', mapping.read_text(encoding="utf-8"))
    assert times == 1
    mapping.write_text(text, encoding="utf-8")
    in_a_process(history, "run", "2016-17-Q4")
    in_a_process(history, "audit", "2016-17-Q4")
    now = printed(history / "outputs" / "2016-17-Q4" / "public")
    by_ward = [row["numerator"] for (key, _, breakdown, _), row in now.items() if (key, breakdown) == ("missing_notifications", "ward")]
    assert "c" in by_ward
    assert not {str(n) for n in range(1, 6)} & set(by_ward)
    assert {place: now[place]["numerator"] for place in before} == {place: row["numerator"] for place, row in before.items()}
