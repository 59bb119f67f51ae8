"""Chapters of a council's own the whole way, as the guide shows them: from an Excel file to a sentence, with nothing in ``src`` touched."""

import csv
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import Workbook

from sample import write_sample
from tests.own_chapters import FILES, HEALTH, PROJECT, VISITORS, changed, write_chapters

pytestmark = pytest.mark.xdist_group("own chapters")

YEAR, QUARTER = "2016-17", "2016-17-Q4"
COMPLAINTS = {"Injury": 60, "Self-harm": 22, "Alcohol or drugs": 2, "Other": 30, "": 8}
CODES = dict(zip(COMPLAINTS, ("injury", "self_harm", "alcohol_or_drugs", "other", "not_recorded"), strict=True))


def overview(root, *words):
    """Run the command as a user does, in a process of its own that nobody told of a workspace."""
    environment = {name: value for name, value in os.environ.items() if name != "OVERVIEW_WORKSPACE"}
    environment["PYTHONPATH"] = str(PROJECT / "src")
    command = [sys.executable, "-m", "analysis", *words]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=2400, check=False)


def attendances(first):
    """What the hospital sends for a year: 160 attendances of about 90 children, in an order and with names that a seed makes."""
    drawn = random.Random(first)
    for number in range(160):
        child = drawn.randrange(110)
        of_child = random.Random(child)
        letters = chr(97 + child // 26) + chr(97 + child % 26)
        born = date(2000 + of_child.randrange(8), 1 + of_child.randrange(12), 1 + of_child.randrange(28))
        came = date(first, 4, 1) + timedelta(days=drawn.randrange(365))
        (complaint,) = drawn.choices(list(COMPLAINTS), list(COMPLAINTS.values()))
        yield (f"A{first}{number:04}", f"Sur{letters}ez", f"Name{letters[::-1]}a", born, of_child.choice("FM"), came, complaint, "")


def visits(first):
    """What the charity sends for a year: a visit a week, of which each fifth was cancelled and one declined."""
    for week in range(52):
        result = "Child said no" if week == 10 else "Cancelled by visitor" if week % 5 == 0 else "Held"
        yield f"V{first}{week:02}", f"{date(first, 4, 3) + timedelta(weeks=week):%d/%m/%Y}", result


def deliver(root, first):
    """Put both files into the folder of their year."""
    folder, book = root / "data" / "raw" / f"{first}-{first % 100 + 1}", Workbook()
    book.active.append(["Attendance", "Surname", "First name", "Born", "Sex", "Date", "Complaint", "District"])
    for row in attendances(first):
        book.active.append(row)
    book.save(folder / f"emergency_{first}.xlsx")
    with (folder / f"visits_{first}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("No", "Visit date", "Result"), *visits(first)])


@pytest.fixture(scope="module")
def county(new_workspace, tmp_path_factory):
    """A workspace with the sample and the two chapters of the guide, and the public edition of a year."""
    workspace = new_workspace(tmp_path_factory.mktemp("county"))
    write_sample(workspace)
    write_chapters(workspace.root, FILES)
    for first in (2015, 2016):
        deliver(workspace.root, first)
    done = overview(workspace.root, "run", YEAR)
    assert done.returncode == 0, done.stderr
    return workspace.root


def published(root, period=YEAR):
    """The open data of a period, by address."""
    with (root / "outputs" / period / "public" / "results.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["indicator"], row["period"], row["category"]): row
            for row in csv.DictReader(file)
            if row["breakdown"] in ("", "reason", "sex")
        }


def page(root, name, period=YEAR):
    return BeautifulSoup((root / "outputs" / period / "public" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.long
@pytest.mark.timeout(4800)
class TestTheWholeWay:
    def test_the_figures_are_those_of_the_files(self, county):
        """Rows, different children and shares, counted here by hand."""
        rows, found = list(attendances(2016)), published(county)
        assert found["attendances", YEAR, ""]["value"] == "160"
        assert found["children_attending", YEAR, ""]["value"] == str(len({row[1:4] for row in rows}))
        codes = Counter(CODES[row[6]] for row in rows)
        assert found["attendances_self_harm", YEAR, ""]["numerator"] == str(codes["self_harm"])
        by_reason = {category: row["numerator"] for (key, year, category), row in found.items() if (key, year) == ("attendances", YEAR)}
        shown = {category: number for category, number in by_reason.items() if category in codes and number != "c"}
        assert shown
        assert shown == {category: str(codes[category]) for category in shown}
        held = [result for *_, result in visits(2016)].count("Held")
        assert (found["visits_held", YEAR, ""]["numerator"], found["visits_held", YEAR, ""]["denominator"]) == (str(held), "52")

    def test_a_small_count_and_what_gives_it_away_are_hidden(self, county):
        small = Counter(CODES[row[6]] for row in attendances(2016))["alcohol_or_drugs"]
        assert 0 < small <= 5
        hidden = {
            category
            for (key, period, category), row in published(county).items()
            if (key, period) == ("attendances", YEAR) and row["value"] == "c"
        }
        assert "alcohol_or_drugs" in hidden
        assert len(hidden) > 1

    def test_sentence_table_and_chart_stand_after_all_other_sections(self, county):
        report = page(county, "report")
        headings = [tag.get_text() for tag in report.find_all("h3")]
        own = headings.index("Attendances at accident and emergency")
        assert headings[own + 1] == "Visits of independent visitors"
        assert headings.index("The council's looked-after children, missing anywhere") == own - 1
        said = " ".join(tag.get_text() for tag in report.select("p.para.computed"))
        assert "160 attendances at accident and emergency were recorded" in " ".join(said.split())
        assert (
            report.find("table", id="table-key-figures-health") or "Key figures: attendances at accident and emergency" in report.get_text()
        )
        assert list((county / "outputs" / YEAR / "public" / "charts").glob("attendances*.svg"))
        word = Document(str(county / "outputs" / YEAR / "public" / "report.docx"))
        assert "Visits of independent visitors" in [paragraph.text for paragraph in word.paragraphs]

    def test_the_quarter_has_the_sections_too(self, county):
        headings = [tag.get_text() for tag in page(county, "report", QUARTER).find_all(["h2", "h3"])]
        assert headings.index("Attendances at accident and emergency") < headings.index("Targets")

    def test_the_methodology_explains_each_figure(self, county):
        methodology = page(county, "methodology")
        for key in ("attendances", "children_attending", "attendances_self_harm", "visits_held"):
            entry = methodology.find(id=key).find_parent("section").get_text()
            assert "Worked example" in entry
        assert "Only the hospital in the county sends its list" in methodology.get_text()

    def test_the_open_data_describes_them(self, county):
        """In the layout of national statistics as well, by their names."""
        by_year = county / "outputs" / YEAR / "public" / "open-data" / "figures_by_year.csv"
        assert "Visits of independent visitors that were held" in by_year.read_text(encoding="utf-8")
        assert "visits_held" in {key for key, *_ in published(county)}

    def test_a_figure_is_followed_to_the_rows_of_its_file(self, county):
        explained = overview(county, "explain", f"attendances@{YEAR}")
        assert "data/raw/2016-17/emergency_2016.xlsx, sheet Sheet: 160 rows" in explained.stdout, explained.stderr

    def test_who_a_child_is_stays_out_of_what_is_kept(self, county):
        import pandas as pd

        kept = pd.read_parquet(county / "data" / "processed" / "emergency_attendances.parquet")
        assert {"child_id", "age_band", "reason"} <= set(kept.columns)
        assert {"surname", "forename", "date_of_birth"}.isdisjoint(kept.columns)

    def test_the_finished_release_withstands_the_attack(self, county):
        done = overview(county, "audit", YEAR)
        assert done.returncode == 0, done.stderr

    def test_the_attack_sees_what_is_given_away(self, county, tmp_path):
        """With every hidden reason printed but that of the small count, the whole gives it away, and the attack says so."""
        copy = shutil.copytree(county, tmp_path / "county")
        path = copy / "outputs" / YEAR / "public" / "results.csv"
        codes = Counter(CODES[row[6]] for row in attendances(2016))
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if (row["indicator"], row["period"], row["breakdown"]) == ("attendances", YEAR, "reason") and row[
                "category"
            ] != "alcohol_or_drugs":
                row |= {"numerator": str(codes[row["category"]]), "value": str(round(codes[row["category"]] * 100 / 160)), "marker": ""}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        done = overview(copy, "audit", YEAR)
        assert done.returncode == 1
        assert f"attendances@{YEAR}[reason=alcohol_or_drugs]" in done.stderr

    def test_a_report_is_rebuilt_byte_for_byte(self, county):
        """In a folder elsewhere, with the recorded files alone: the chapters are among them."""
        done = overview(county, "verify", QUARTER)
        assert done.returncode == 0, done.stderr

    def test_another_workspace_is_refused_and_nothing_is_counted_there(self, county, new_workspace, tmp_path):
        """A process has the chapters of one; the other is told to have a command of its own."""
        other = new_workspace(tmp_path / "other")
        write_sample(other)
        done = overview(county, "run", QUARTER, "--workspace", ".", "--workspace", str(other.root))
        assert done.returncode == 1
        assert f"which are those of {county}" in done.stderr
        assert not other.figures.exists()

    def test_a_chapter_can_be_left_out(self, county, tmp_path):
        """Like one of the project: its file is not read, and nothing of it is counted."""
        copy = shutil.copytree(county, tmp_path / "county")
        path = copy / "config" / "authority.toml"
        path.write_text('without = ["visitors"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
        done = overview(copy, "run", QUARTER)
        assert done.returncode == 0, done.stderr
        keys = {key for key, *_ in published(copy, QUARTER)}
        assert "attendances" in keys
        assert "visits_held" not in keys


def test_an_example_that_is_not_true_stops_the_check(new_workspace, tmp_path):
    workspace = new_workspace(tmp_path)
    write_chapters(
        workspace.root, {"chapters/health.toml": changed(HEALTH, ('gives = "2"', 'gives = "3"')), "chapters/visitors.toml": VISITORS}
    )
    done = overview(workspace.root, "check")
    assert done.returncode == 1
    assert "- config/chapters/health.toml, indicators.attendances.example: its rows give 2 and not 3." in done.stderr


def test_a_fault_in_a_chapter_is_one_message(new_workspace, tmp_path):
    workspace = new_workspace(tmp_path)
    write_chapters(workspace.root, {"chapters/health.toml": changed(HEALTH, ('type = "code"', 'typ = "code"'))})
    for words in (["check"], ["run", QUARTER]):
        done = overview(workspace.root, *words)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stderr
        assert done.stderr.count("health.toml has 2 fault(s):") == 1, done.stderr


def test_words_of_the_project_mean_what_they_mean_without_it(new_workspace, tmp_path):
    """The guide's chapter tells girls as well; commentary that says so of episodes is read as before."""
    root = write_chapters(new_workspace(tmp_path).root, FILES)
    program = "import analysis.chapters as c, analysis.textcheck.grammar as g; print('attendances' in c.BY_KEY, g.aliases()['girls'])"
    environment = os.environ | {"OVERVIEW_WORKSPACE": str(root), "PYTHONPATH": str(PROJECT / "src")}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.stdout == "True missing_episodes@[sex=female]\n", done.stderr
