"""The whole way on the sample: from raw extracts to reports in both editions, for both years."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.base.settings import Fault
from analysis.base.spec import Address
from analysis.base.wording import in_words_of
from analysis.disclose import read_publishable
from analysis.run.execute import check_parameters
from analysis.run.reports import RunRequest, run

pytestmark = pytest.mark.xdist_group("end to end")

PROJECT = Path(__file__).parents[1]
DIRECTIONS = re.compile(r"\b(up|down) from\b|\b(increase|decrease|improvement|deterioration|no clear change|too few)\b")


def results(workspace, period, edition):
    with (workspace.outputs / period / edition / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = [SimpleNamespace(**row) for row in csv.DictReader(file)]
    return {str(Address(row.indicator, row.period, row.breakdown, row.category)): row for row in rows}


def page(workspace, period, edition, name="report"):
    return BeautifulSoup((workspace.outputs / period / edition / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def published():
    with (PROJECT / "tests" / "published_2016_17.csv").open(encoding="utf-8", newline="") as file:
        return [SimpleNamespace(**row) for row in csv.DictReader(file)]


@pytest.mark.parametrize("figure", published(), ids=lambda figure: figure.address)
def test_the_internal_edition_gives_every_published_figure(built, figure):
    """The report of 2017 can be replaced: each of its figures comes out exactly, in the open data and on the page."""
    row = results(built, "2016-17", "internal")[figure.address]
    assert row.value == figure.value
    if figure.numerator:
        assert (row.numerator, row.denominator) == (figure.numerator, figure.denominator)
    shown = page(built, "2016-17", "internal").select(f'data.figure[data-figure="{figure.address}"]')
    assert {element["value"] for element in shown} == {figure.value}


@pytest.mark.parametrize("figure", published(), ids=lambda figure: figure.address)
def test_the_public_edition_gives_the_same_or_hides_it(built, figure):
    row = results(built, "2016-17", "public")[figure.address]
    assert (row.value, row.marker) in {(figure.value, row.marker), ("c", "c")}


def test_the_public_edition_hides_the_three_re_referrals(built):
    """Only this figure is from one to five children. The 43 referrals and the 40 children stay, so a reader knows of three or more."""
    hidden = [figure.address for figure in published() if results(built, "2016-17", "public")[figure.address].value == "c"]
    assert hidden == ["specialist_service_re_referrals@2016-07 to 2017-04"]


REPORTS = [("2016-17", "public"), ("2016-17", "internal"), ("2016-17-Q1", "public"), ("2015-16", "internal"), ("2015-16-Q3", "internal")]
PAGES = [*((*report, "report") for report in REPORTS), *(("2016-17", edition, "problem-profile") for edition in ("public", "internal"))]


@pytest.mark.parametrize(("period", "edition", "name"), PAGES)
def test_every_number_on_the_page_is_the_one_in_the_open_data(built, period, edition, name):
    """Sentences, tables and open data are readings of the same rows."""
    rows = results(built, period, edition)
    elements = page(built, period, edition, name).select("data.figure")
    assert elements
    wrong = [(e["data-figure"], e["value"]) for e in elements if rows[e["data-figure"]].value != e["value"]]
    assert wrong == []


@pytest.mark.parametrize(("period", "edition", "name"), PAGES)
def test_no_computed_sentence_has_a_bare_digit(built, period, edition, name):
    """Every number in a sentence that the program wrote can be traced."""
    sentences = page(built, period, edition, name).select("p.computed")
    assert sentences
    for sentence in sentences:
        for element in sentence.select("data[data-figure][value], data[data-published][value], .period, .term, .pn"):
            element.decompose()
    assert [sentence.get_text() for sentence in sentences if re.search(r"\d", sentence.get_text())] == []


def test_small_counts_of_children_stand_nowhere_in_the_public_open_data(built):
    for period in ("2016-17", "2016-17-Q1", "2016-17-Q2", "2016-17-Q3", "2016-17-Q4"):
        services = {"training", "posts"}
        rows = results(built, period, "public").values()
        small = [
            r for r in rows if r.numerator in {"1", "2", "3", "4", "5"} and not services & set(r.unit.split()) and "child" in r.population
        ]
        assert small == []


def test_the_first_year_is_compared_with_nothing(built):
    """With no earlier data there is no direction, no empty column, and one statement instead of one for each figure."""
    sentences = " ".join(one.get_text() for one in page(built, "2015-16", "internal").select("p.computed"))
    assert DIRECTIONS.findall(sentences) == []
    assert "There is no earlier figure to compare it with." not in sentences
    table = page(built, "2015-16", "internal").select_one("#table-key-figures-missing").find_parent("table")
    assert [cell.get_text() for cell in table.select("thead th")] == ["Indicator", "2015/16", "Unit"]
    assert not any("2014-15" in address for address in results(built, "2015-16", "internal"))


def test_the_second_year_is_compared_with_the_first(built):
    sentences = " ".join(one.get_text() for one in page(built, "2016-17", "public").select("p.computed"))
    assert "no clear change from 2,812 the year before" in sentences
    assert "clearly up from 95% the year before (2 percentage points), which is an improvement" in sentences


@pytest.mark.parametrize("period", ["2016-17", "2016-17-Q2"])
def test_all_parts_of_a_page_give_one_verdict_of_a_figure(built, period):
    """Sentences, tiles, tables, targets and chart titles alike, and it is the one that was worked out at the gate."""
    kept = pd.read_parquet(built.figures / "verdicts-public.parquet").query("period == @period").set_index("indicator")["verdict"]
    found = {}
    for element in page(built, period, "public").select("data.verdict"):
        now = Address.parse(element["data-figure"].split(" - ")[0])
        found.setdefault(now.indicator, set()).add(element["value"])
    assert len(found) > 20
    assert found == {key: {kept[key]} for key in found}


def test_the_profile_says_what_the_profile_of_2016_17_said(built):
    """Paragraphs 4 and 5 of the report of 2017, computed: who grooms on line, which children are recorded most, what is not recorded."""
    profile = page(built, "2016-17", "public", "problem-profile")
    sentences = " ".join(one.get_text() for one in profile.select("p.computed"))
    assert "68 of the 120 suspects of concerns on line (57%) were white British males aged 18 to 30" in sentences
    assert "84 of the 382 children recorded by the police (22%) were white British girls aged 14 or 15" in sentences
    assert "they were recorded 5.8 times as often as all others" in sentences
    assert "The ethnicity of 88 of the 382 children (23%) is not recorded." in sentences
    hidden = [e["data-figure"] for e in profile.select("data.ratio") if "ethnicity=other]" in e["data-figure"]]
    assert hidden == []  # two children of other ethnic groups
    annual = " ".join(one.get_text() for one in page(built, "2016-17", "public").select("p.computed"))
    assert "68 of the 120 suspects of concerns on line (57%)" in annual


def test_going_missing_is_told_in_depth(built):
    """Paragraph 30 of the report of 2017, computed; the council's own view in a section of its own; and rates with their counts."""
    annual = page(built, "2016-17", "public")
    sentences = " ".join(one.get_text() for one in annual.select("p.computed"))
    assert "Among the reasons named, boundaries (25%) came first, then the relationship with parents (20%)" in sentences
    assert "140 of the 330 return interviews required of other authorities (42%) were completed" in sentences
    assert "206 different looked-after children were missing or away at least once" in sentences
    assert "looked_after_missing_episodes@2016-17" in {one["data-figure"] for one in annual.select("data.figure")}
    rates = {(one["data-figure"], one["data-part"]): one["value"] for one in annual.select("data.rate")}
    assert rates["missing_individuals@2016-17", "rate"] == "60.9"
    assert rates["looked_after_children_missing@2016-17", "lowest"] == "23.9"
    assert ("missing_episodes@2016-17", "lowest") not in rates


def test_the_completion_of_interviews_says_which_denominator_it_uses(built):
    sentences = [one.get_text() for one in page(built, "2016-17", "public").select("p.computed")]
    assert any("828 of the 1,150 return interviews required for children missing from home were completed (72%)" in s for s in sentences)
    tables = [table.get_text(" ") for table in page(built, "2016-17", "public").select("table")]
    assert any(all(f"of {whole}" in t for whole in ("all returned episodes", "interviews required", "interviews offered")) for t in tables)


def test_every_folder_holds_what_was_promised(built):
    for edition in ("public", "internal"):
        year = {path.name for path in (built.outputs / "2016-17" / edition).iterdir()}
        assert year >= {
            "report.html",
            "problem-profile.html",
            "methodology.html",
            "data-quality.html",
            "results.csv",
            "notebook.ipynb",
            "manifest.json",
            "charts",
        }
        quarter = {path.name for path in (built.outputs / "2016-17-Q2" / edition).iterdir()}
        assert quarter >= {"report.html", "results.csv", "notebook.ipynb", "manifest.json"}
        assert year & quarter >= {"report.docx", "tables.xlsx", "datapackage.json"}
    links = [link["href"] for link in BeautifulSoup((built.outputs / "index.html").read_text(encoding="utf-8"), "html.parser").select("a")]
    assert all((built.outputs / link).exists() for link in links if not link.startswith("#"))


def test_the_manifest_names_every_input_and_output(built):
    folder = built.outputs / "2016-17" / "public"
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"manifest.json"} == set(
        manifest["outputs"]
    )
    assert "2016-17/police_notifications.csv" in text
    assert str(built.root) not in text


def test_every_page_says_that_the_people_are_made_up(built):
    for path in built.outputs.rglob("*.html"):
        assert "Made-up data" in path.read_text(encoding="utf-8"), path


def test_the_methodology_prints_every_worked_example(built):
    """Of what the edition has a figure of, in the council's words: the division by type of exploitation is not among them."""
    from analysis.chapters import ALL

    known = read_publishable(built.figures, "public").known
    names = {in_words_of(built.authority, one).name for one in ALL if one.key in known}
    captions = {caption.get_text().partition(": ")[2] for caption in page(built, "2016-17", "public", "methodology").select("caption")}
    assert captions == {f"Worked example for 2016/17: {name}" for name in names}
    assert len(names) > 80
    assert "children_at_risk_by_type" not in known


def test_a_notebook_that_raises_is_named_and_harms_nothing_else(built):
    """The quarter's notebook fails: the year is built, the quarter's earlier outputs stay, the partial notebook is left."""
    path = built.notebooks / "02_quarterly_performance.ipynb"
    whole = path.read_text(encoding="utf-8")
    earlier = (built.outputs / "2016-17-Q4" / "public" / "report.html").read_bytes()
    notebook = nbformat.reads(whole, as_version=4)
    notebook.cells[4].source = "raise ValueError('the trend is missing')"
    nbformat.write(notebook, path)
    try:
        outcomes = {
            outcome.task.name: outcome.failure for outcome in run(built, RunRequest(("2016-17-Q4", "2016-17-Q3"), "public"), 2, print)
        }
    finally:
        path.write_text(whole, encoding="utf-8")
    message = outcomes["2016-17-Q4 public"]
    assert "02_quarterly_performance.ipynb stopped in cell" in message
    assert "ValueError: the trend is missing" in message
    partial = built.outputs / "failed" / "2016-17-Q4-public-02_quarterly_performance.ipynb"
    assert str(partial) in message
    assert "the trend is missing" in partial.read_text(encoding="utf-8")
    assert (built.outputs / "2016-17-Q4" / "public" / "report.html").read_bytes() == earlier
    assert not list(built.outputs.rglob(".building-*"))


def test_a_misspelt_parameter_stops_the_run():
    with pytest.raises(Fault, match=r"has no parameter peroid\. It has: period, edition"):
        check_parameters(PROJECT / "notebooks" / "03_annual_overview.ipynb", {"peroid": "2016-17"})


def overview(root, *words):
    command = [sys.executable, "-m", "analysis", *words, "--workspace", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def raw(built, new_workspace, tmp_path):
    """A copy of the workspace with raw extracts and without outputs, to do harm to."""
    workspace = new_workspace(tmp_path)
    shutil.copytree(built.raw, workspace.raw)
    return workspace


def refused(workspace, *words):
    """The message of a command that must fail without building anything."""
    done = overview(workspace.root, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert not workspace.outputs.exists()
    return done.stderr


def test_an_unknown_period_is_refused(raw):
    assert "'2016-18' is not a reporting year: the year after 2016 is 2016-17" in refused(raw, "run", "2016-18")


def test_a_period_without_data_is_refused(raw):
    message = refused(raw, "run", "2018-19")
    assert "There are no extracts for 2018-19" in message
    assert "data/raw holds: 2015-16, 2016-17" in message


def test_a_missing_file_is_named(raw):
    (raw.raw / "2016-17" / "police_notifications.csv").unlink()
    message = refused(raw, "run", "2016-17")
    assert "police_notifications*.csv" in message
    assert "2016-17" in message


def test_an_empty_extract_is_named(raw):
    path = raw.raw / "2016-17" / "cse_risk_assessments.csv"
    path.write_bytes(b"")
    assert "cse_risk_assessments.csv" in refused(raw, "run", "2016-17")


@pytest.mark.long
def test_an_optional_file_that_is_missing_is_not_available(raw):
    """The other figures are built; those of the table say that they are not available."""
    (raw.raw / "2016-17" / "taxi_driver_training.csv").unlink()
    config = raw.config / "extracts" / "taxi_training.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("required = true", "required = false"), encoding="utf-8")
    assert [outcome.failure for outcome in run(raw, RunRequest(("2016-17-Q4",), "internal"), 1, print)] == [""]
    assert results(raw, "2016-17-Q4", "internal")["taxi_drivers_trained@to 2017-03"].value == "x"


def test_without_extracts_the_message_says_how_to_get_some(new_workspace, tmp_path):
    workspace = new_workspace(tmp_path)
    assert "overview sample" in refused(workspace, "run", "2016-17")


def test_check_writes_the_data_quality_page_and_builds_nothing(raw):
    done = overview(raw.root, "check", "2016-17")
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).name == "data-quality.html"
    assert [path.name for path in raw.outputs.iterdir()] == ["checks"]


@pytest.mark.parametrize("words", [["run"], ["run", "2016-17", "--edition", "secret"], ["fly"], ["sample", "--scale", "0"]])
def test_wrong_usage_exits_with_two(words):
    assert subprocess.run([sys.executable, "-m", "analysis", *words], capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("command", [[], ["sample"], ["run"], ["check"]])
def test_every_command_has_help(command):
    done = subprocess.run([sys.executable, "-m", "analysis", *command, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Usage: overview" in done.stdout
