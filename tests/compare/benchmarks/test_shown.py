"""What a report shows of published figures: sentences, table and chart, and what the audit of a folder makes of them."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.audit.search import search
from analysis.base.periods import Period
from analysis.compare.benchmarks import open_shelf
from analysis.publish import write_published_csv
from analysis.report import Opened
from analysis.report.others import Others
from analysis.run.terms import terms_of
from tests.compare.benchmarks.conftest import make_workspace, rows

YEAR = Period.parse("2016-17")
RESULTS = "indicator,definition_version,period,breakdown,category,numerator,denominator,value,unit,population,marker\n"
ROW = "missing_episodes,1,2016-17,,,40,,40,episodes,children,\n"


@pytest.fixture
def others(workspace):
    return Others(Opened(workspace, YEAR, "public"))


def put(workspace, **years):
    (workspace.benchmarks / "factors.csv").write_text(rows("Exploitation", **years), encoding="utf-8")
    return Others(Opened(workspace, YEAR, "public"))


def said(others):
    return others.findings("factor").blocks[0].striptags()


def test_the_sentences_say_the_rate_the_others_and_the_limits(others):
    assert said(others) == (
        "In 2017, there were 15.0 assessments with a factor for every 10,000 children in Trentshire (30 in all). "
        "In England it was 5.0 and in the East Midlands 20.0. "
        "Trentshire is within the limits of 6.5 to 27.5 for an area of its size. They are taken from it and its statistical neighbours, "
        "without any that stand out (15.6 together); the neighbours' figures, where published, run from 10.0 to 40.0. "
        "In 2016 its figure was 20.0."
    )


@pytest.mark.parametrize(("cells", "words"), [
    ("500 100 40 10 20 30 22 16", "Trentshire is within the limits of"),
    ("500 100 300 19 20 21 22 16", "Trentshire is above the limits of"),
    ("500 100 5 19 20 21 22 16", "Trentshire is below the limits of"),
    ("500 100 40 10 20 30 22 16", "; the neighbours' figures run from 10.0 to 30.0."),
    ("c 100 90 10 20 40 22 16", "(90 in all). In the East Midlands it was 20.0. Trentshire is"),
    ("c u 90 c c 40 22 16", "(90 in all). In 2016"),
])  # fmt: skip
def test_each_way_of_standing_has_its_words(workspace, cells, words):
    """The last two of our neighbours alone are too few to say anything."""
    assert words in said(put(workspace, y2016="1 1 1 1 1 1 1 1", y2017=cells))


def test_a_figure_of_ours_that_is_not_published_is_no_rate_and_has_no_limits(workspace):
    text = said(put(workspace, y2017="500 100 c 10 20 40 22 16"))
    assert text.startswith("Assessments with a factor: the figure of Trentshire for 2017 is [c] (confidential: suppressed by whoever")
    assert "the limits" not in text


def test_the_table_has_everyone_with_marks_kept(others):
    shown = others.table("factor").json
    assert shown["columns"] == ["Area", "2016", "2017", "Number in 2017"]
    assert [row[0] for row in shown["rows"]] == [
        "Trentshire", "Eastwold", "Hartmoor", "Downmarsh", "Kinfold", "Lowmere", "East Midlands", "England", "Limits for Trentshire",
    ]  # fmt: skip
    assert shown["rows"][3] == ["Downmarsh", "20.0", "[c]", "[c]"]
    assert shown["rows"][-1] == ["Limits for Trentshire", "5.0 to 30.0: within", "6.5 to 27.5: within", "[z]"]
    assert "2017 is the year to the end of March 2017; its rates are of the children of 2016." in shown["notes"]
    assert "[c] confidential: suppressed by whoever published it." in shown["notes"]
    assert (
        "The Department; The Office. Contains public sector information licensed under the Open Government Licence v3.0." in shown["source"]
    )


def test_made_up_figures_say_that_they_are(workspace, others):
    assert "made up" not in others.table("factor").json["source"]
    (workspace.benchmarks / "SYNTHETIC").write_text("made up", encoding="utf-8")
    anew = Others(Opened(workspace, YEAR, "public"))
    assert all("made up" in shown.json["source"] for shown in (anew.table("factor"), anew.chart("factor")))


def test_the_chart_draws_ours_the_nation_and_the_published_neighbours(others):
    chart = others.chart("factor").json
    assert chart["columns"] == ["Area", "2016", "2017"]
    assert chart["rows"] == [
        ["Trentshire", "20.0", "15.0"],
        ["England", "5.0", "5.0"],
        ["Lowest of the neighbours", "10.0", "10.0"],
        ["Highest of the neighbours", "20.0", "40.0"],
    ]
    assert chart["title"] == "Assessments with a factor in 2017: Trentshire 15.0, England 5.0"


def test_a_year_that_is_not_published_is_a_gap_in_the_line(workspace):
    chart = put(workspace, y2016="500 100 c c c c c c", y2017="500 100 30 10 40 20 22 16").chart("factor").json
    assert [row[1] for row in chart["rows"]] == ["[c]", "5.0", "[x]", "[x]"]
    assert "Not shown: 2016." in chart["alt"]


def test_without_neighbours_the_region_and_the_nation_are_shown(workspace):
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["2", "3", "4", "5", "6"]', "[]"), encoding="utf-8")
    others = Others(Opened(workspace, YEAR, "public"))
    assert "the limits" not in said(others)
    assert [row[0] for row in others.table("factor").json["rows"]] == ["Trentshire", "East Midlands", "England"]
    assert any(note.startswith("No statistical neighbours are shown") for note in others.table("factor").json["notes"])
    assert [row[0] for row in others.chart("factor").json["rows"]] == ["Trentshire", "England"]


def test_a_release_of_authorities_alone_has_no_nation(workspace):
    for path in workspace.benchmarks.glob("*.csv"):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        path.write_text("\n".join(line for line in lines if "National" not in line and "Regional" not in line), encoding="utf-8")
    others = Others(Opened(workspace, YEAR, "public"))
    assert "(30 in all). Trentshire is within the limits" in said(others)
    assert [row[0] for row in others.chart("factor").json["rows"]][:2] == ["Trentshire", "Lowest of the neighbours"]


def test_without_files_a_report_compares_itself_with_nobody(workspace):
    for path in workspace.benchmarks.glob("*.csv"):
        path.unlink()
    others = Others(Opened(workspace, YEAR, "public"))
    assert others.findings("factor", "other").blocks == ()
    assert (others.chart("factor"), others.table("factor")) == (None, None)


# The audit


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A workspace with all that the audit reads words from."""
    workspace = make_workspace(tmp_path_factory.mktemp("county"))
    shipped = Path(__file__).parents[3] / "config"
    shutil.copy(shipped / "policy.toml", workspace.config)
    shutil.copytree(shipped / "templates", workspace.config / "templates")
    return workspace


@pytest.fixture(scope="module")
def terms(county):
    return terms_of(county, YEAR)


@pytest.fixture(scope="module")
def finished(county):
    """A public folder with a page that shows everything, and the file of published figures."""
    workspace, folder = county, county.root / "public"
    folder.mkdir()
    (folder / "results.csv").write_text(RESULTS + ROW, encoding="utf-8")
    write_published_csv(open_shelf(workspace, YEAR.end).benchmarks.values(), folder / "benchmarks.csv")
    others = Others(Opened(workspace, YEAR, "public"))
    shown = "".join([*others.findings("factor").blocks, others.chart("factor").html, others.table("factor").html])
    (folder / "report.html").write_text(f"<html><body>{shown}</body></html>", encoding="utf-8")
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    """A copy of it, to do harm to."""
    return Path(shutil.copytree(finished, tmp_path / "public"))


def change(folder, pattern, new):
    path = folder / "report.html"
    text, times = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1)
    assert times
    path.write_text(text, encoding="utf-8")


def test_published_figures_are_known_and_no_leak(folder, terms):
    assert search(folder, terms) == []


def test_every_published_number_is_an_address_in_the_file(folder):
    with (folder / "benchmarks.csv").open(encoding="utf-8", newline="") as file:
        held = {f"{row['measure']}@{row['year']}[{row['place']}]": row for row in csv.DictReader(file)}
    elements = BeautifulSoup((folder / "report.html").read_text(encoding="utf-8"), "html.parser").select("data.published")
    assert len(elements) > 40
    assert all(held[one["data-published"]][one["data-part"]] == one["value"] for one in elements)


@pytest.mark.parametrize(("pattern", "new", "told"), [
    (r'value="15\.0">15\.0<', 'value="16.0">16.0<', "is given as 16.0, which benchmarks.csv does not hold"),
    (r'value="15\.0">15\.0<', 'value="15.0">16.0<', "reads '16.0' and means 15.0"),
    (r'value="c">\[c\]<', 'value="c">3<', "reads '3' and means c"),
    (r"factor@2017\[1\]", "factor@2017[7]", "factor@2017[7] is given as"),
    ("In England", "In 3 districts of England", "3 stands in"),
])  # fmt: skip
def test_a_number_that_the_file_does_not_hold_is_found(folder, terms, pattern, new, told):
    """An element that calls itself published proves nothing: it must say what the file says."""
    change(folder, pattern, new)
    assert any(told in fault for fault in search(folder, terms))


def test_without_the_file_nothing_counts_as_published(folder, terms):
    (folder / "benchmarks.csv").unlink()
    assert search(folder, terms)
