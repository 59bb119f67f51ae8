"""Columns of a council's own the whole way, as the guide shows them: from the police's list to the release and the attack on it."""

import csv
import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from tests.own_columns import COUNTED, PROJECT, WARD, deliver, with_columns

pytestmark = pytest.mark.xdist_group("own columns")

YEAR = "2016-17"


def python(root, *words):
    """A process of its own that nobody told of a workspace."""
    environment = {name: value for name, value in os.environ.items() if name != "OVERVIEW_WORKSPACE"}
    environment["PYTHONPATH"] = str(PROJECT / "src")
    return subprocess.run([sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, timeout=2400, check=False)


def overview(root, *words):
    return python(root, "-m", "analysis", *words)


def new_county(new_workspace, root):
    """A workspace with the columns of the guide and what the police sent, without commentary on other figures."""
    workspace = new_workspace(root)
    shutil.rmtree(workspace.config / "commentary")
    deliver(with_columns(workspace.root))
    return workspace.root


COUNT = """
from pathlib import Path
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.run.counting import count
print(*count(Workspace(Path(".")), [Period.parse("2016-17")]))
"""


@pytest.fixture(scope="module")
def counted(new_workspace, tmp_path_factory):
    """The folder of a workspace of which the figures are counted, and nothing is built."""
    root = new_county(new_workspace, tmp_path_factory.mktemp("counted"))
    done = python(root, "-c", COUNT)
    assert done.returncode == 0, done.stderr
    return root


def figures(root):
    return pd.read_parquet(next((root / "data" / "processed").rglob("results.parquet"))).astype("str")


def test_the_figures_are_those_that_can_be_counted_on_fingers(counted):
    """Of the messages that a child is gone, and of the episodes, as many as the police wrote under each ward; the rest is elsewhere."""
    found = figures(counted)
    year = found[(found["breakdown"] == "ward") & (found["period"] == YEAR)]
    for key in ("missing_notifications", "missing_episodes"):
        rows = year[year["indicator"] == key]
        assert dict(zip(rows["category"], rows["numerator"].astype(int), strict=True)) == COUNTED
        assert set(rows["denominator"]) == {str(sum(COUNTED.values()))}
    assert set(year["indicator"]) == {"missing_notifications", "missing_episodes"}


def test_a_year_without_the_column_is_counted_and_not_divided(counted):
    """Its file has no such header, and no nought stands for what nobody wrote."""
    found = figures(counted)
    before = found[found["period"].str.startswith("2015-16") & (found["indicator"] == "missing_episodes")]
    assert before.loc[(before["period"] == "2015-16") & (before["breakdown"] == ""), "value"].item() == "20"
    assert "ward" not in set(before["breakdown"])
    assert "ward" in set(found["breakdown"])


def test_the_processed_tables_have_the_column(counted):
    """An episode has the ward of the message that opened it."""
    for table, rows in (("notifications", 2), ("episodes", 1)):
        kept = pd.read_parquet(counted / "data" / "processed" / f"{table}.parquet")
        assert kept["ward"].eq("Church").sum() == rows * 12
        assert kept["ward"].eq("not_recorded").sum() == rows * (20 + 4)


REFUSED = {
    "no header in the mapping": ("extracts/notifications.toml", 'ward = "Ward"\n', "", "write the header of ward under [columns]"),
    "another header in the file": (
        "extracts/notifications.toml",
        'ward = "Ward"\n',
        'ward = "Electoral ward"\n',
        "2016-17/police_notifications_2016.csv: the header 'Electoral ward' is not there. Write the file's header for ward",
    ),
    "a code without a spelling": (
        "extracts/return_interviews.toml",
        '"South" = "south"',
        '"South" = "soth"',
        "[values.team] gives 'South' the code 'soth'; it must be one of north, south, not_recorded",
    ),
    "a fault in the file": (
        "columns/notifications.toml",
        "verb",
        "verbs",
        "notifications.toml has 1 fault(s):\n  line 4: columns.ward.verbs: ",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_stops_the_check(counted, tmp_path, case):
    name, old, new, said = REFUSED[case]
    root = shutil.copytree(counted, tmp_path / "county")
    path = root / "config" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = overview(root, "check")
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.long
def test_a_spelling_that_is_no_code_stops_the_check(counted, tmp_path):
    """A column with categories is held to its codes like any other."""
    root = shutil.copytree(counted, tmp_path / "county")
    spelled = "\n[values.ward]\n" + "".join(f'"{name}" = "{name.lower()}"\n' for name in ("Abbey", "Church", "Market"))
    categories = "".join(
        f'categories.{code} = {{ label = "{code}", words = "{code}" }}\n' for code in ("abbey", "church", "market", "not_recorded")
    )
    with (root / "config" / "extracts" / "notifications.toml").open("a", encoding="utf-8") as file:
        file.write(spelled)
    coded = WARD.replace('names = ["Abbey", "Church", "Market"]\n', categories)
    (root / "config" / "columns" / "notifications.toml").write_text(coded, encoding="utf-8")
    done = overview(root, "check")
    assert done.returncode == 1
    assert "column 'Ward': 'Moor' (rows " in done.stderr
    assert "Add it under [values.ward] in config/extracts/notifications.toml" in done.stderr


@pytest.fixture(scope="module")
def county(new_workspace, tmp_path_factory):
    """A workspace of which the public edition of a year is built."""
    root = new_county(new_workspace, tmp_path_factory.mktemp("county"))
    done = overview(root, "run", YEAR)
    assert done.returncode == 0, done.stderr
    return root


def results(root):
    return root / "outputs" / YEAR / "public" / "results.csv"


def published(root):
    with results(root).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page(root, name):
    return BeautifulSoup((root / "outputs" / YEAR / "public" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.long
@pytest.mark.timeout(4800)
class TestTheWholeWay:
    def test_the_small_count_and_another_are_hidden(self, county):
        """With Abbey alone hidden, the rest would give it away; what stays printed is true."""
        rows = [row for row in published(county) if (row["breakdown"], row["period"]) == ("ward", YEAR)]
        for key in ("missing_notifications", "missing_episodes"):
            numbers = {row["category"]: row["numerator"] for row in rows if row["indicator"] == key}
            hidden = {category for category, number in numbers.items() if number == "c"}
            assert "Abbey" in hidden
            assert 1 < len(hidden) < len(COUNTED)
            assert {category: int(number) for category, number in numbers.items() if number != "c"}.items() <= COUNTED.items()

    def test_sentence_table_and_chart_tell_it(self, county):
        report = page(county, "report")
        assert "By ward" in [tag.get_text() for tag in report.find_all("h3")]
        assert report.select('data[data-figure="missing_episodes@2016-17[ward=Market]"]')
        assert "Episodes of going missing or being absent by ward, 2016/17" in report.get_text()
        assert (county / "outputs" / YEAR / "public" / "charts" / "missing_episodes-by-ward.svg").exists()

    def test_methodology_and_open_data_have_it(self, county):
        entry = page(county, "methodology").find(id="missing_episodes").find_parent("section").get_text(" ", strip=True)
        assert "ward" in entry
        open_data = county / "outputs" / YEAR / "public" / "open-data"
        assert "Market" in (open_data / "figures_by_year.csv").read_text(encoding="utf-8")

    def test_a_figure_is_followed_to_the_rows_of_its_file(self, county):
        explained = overview(county, "explain", f"missing_episodes@{YEAR}[ward=Church]")
        assert "numerator 12, denominator 29" in explained.stdout, explained.stderr
        assert "police_notifications_2016.csv" in explained.stdout

    def test_the_finished_release_withstands_the_attack(self, county):
        done = overview(county, "audit", YEAR)
        assert done.returncode == 0, done.stderr

    def test_the_attack_sees_what_is_given_away(self, county, tmp_path):
        """With all wards printed but Abbey, the whole gives it away, and the attack says so."""
        copy = shutil.copytree(county, tmp_path / "county")
        rows = published(copy)
        for row in rows:
            if (row["indicator"], row["period"], row["breakdown"]) == ("missing_episodes", YEAR, "ward") and row["category"] != "Abbey":
                number = COUNTED[row["category"]]
                row |= {"numerator": str(number), "value": str(round(number * 100 / 29)), "marker": ""}
        with results(copy).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        done = overview(copy, "audit", YEAR)
        assert done.returncode == 1
        assert f"missing_episodes@{YEAR}[ward=Abbey]" in done.stderr

    def test_a_report_is_rebuilt_byte_for_byte(self, county):
        done = overview(county, "verify", "2016-17-Q1")
        assert done.returncode == 0, done.stderr

    def test_a_change_of_the_file_is_noticed(self, county, tmp_path):
        """A ward more is a figure more in every report that has it."""
        copy = shutil.copytree(county, tmp_path / "county")
        assert "Nothing has changed" in (again := overview(copy, "run", YEAR)).stderr + again.stdout
        path = copy / "config" / "columns" / "notifications.toml"
        path.write_text(path.read_text(encoding="utf-8").replace('"Market"]', '"Market", "Moor"]'), encoding="utf-8")
        done = overview(copy, "run", YEAR, "--why")
        assert done.returncode == 0, done.stderr
        assert "configuration config/columns/notifications.toml has changed" in done.stderr + done.stdout
        assert "Moor" in {row["category"] for row in published(copy)}
