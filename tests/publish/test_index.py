"""The list of outputs: everything that is there, newest year first, and nothing that is not."""

import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.base.settings import Workspace
from analysis.publish import (
    Approval,
    approval_path,
    find_answers,
    find_outputs,
    hashes_of_outputs,
    keep_approval,
    keep_manifest,
    page_faults,
    render_index,
)
from analysis.publish.manifest import MADE_FROM

PROJECT = Path(__file__).parents[2]
AUTHORITY = Workspace(PROJECT).authority

PLACES = [
    "2015-16/public/report.html",
    "2016-17/public/report.html",
    "2016-17/public/methodology.html",
    "2016-17/public/results.csv",
    "2016-17/public/charts/a.svg",
    "2016-17/public/notebook.ipynb",
    "2016-17/internal/report.html",
    "2016-17-Q2/public/report.html",
    "2016-17-Q1/public/report.html",
    "2017-18-Q1/public/report.html",
]


@pytest.fixture
def workspace(tmp_path):
    """Outputs of some periods, and other folders that do not belong to any."""
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    outputs = tmp_path / "outputs"
    for place in [*PLACES, "failed/2016-17-public-03.ipynb", "checks/2016-17/data-quality.html", "2016-17/public/.hidden", "index.html"]:
        (outputs / place).parent.mkdir(parents=True, exist_ok=True)
        (outputs / place).write_text("x", encoding="utf-8")
    (outputs / "2014-15" / "public").mkdir(parents=True)
    return Workspace(tmp_path)


@pytest.fixture
def index(workspace):
    """The list of these outputs."""
    return BeautifulSoup(render_index(find_outputs(workspace), AUTHORITY, is_synthetic=True), "html.parser")


def test_documents_have_the_names_that_the_configuration_gives_them(workspace):
    """And stand in its order, before the files of figures; what no document is named for is not listed."""
    path = workspace.config / "documents.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "Methodology"', 'name = "How we count"'), encoding="utf-8")
    (workspace.outputs / "2016-17" / "public" / "weather.html").write_text("x", encoding="utf-8")
    year = next(entry for entry in find_outputs(workspace) if (entry.period.name, entry.edition) == ("2016-17", "public"))
    assert [label for label, _ in year.documents] == ["Annual overview", "How we count"]
    assert [label for label, _ in year.files] == ["Figures as open data (CSV)", "Charts (SVG and PNG)", "Notebook as run"]


def test_folders_stand_in_the_order_in_which_they_are_looked_for(workspace):
    """Newest first, a year before its quarters, public before internal; empty and foreign folders are left out."""
    assert [(entry.period.name, entry.edition) for entry in find_outputs(workspace)] == [
        ("2017-18-Q1", "public"),
        ("2016-17", "public"),
        ("2016-17", "internal"),
        ("2016-17-Q2", "public"),
        ("2016-17-Q1", "public"),
        ("2015-16", "public"),
    ]


def test_every_link_leads_to_a_file(workspace, index):
    """Addresses are relative, so the folder can be moved or copied as a whole."""
    addresses = [link["href"] for link in index.main.find_all("a")]
    assert len(addresses) == len(PLACES)
    assert all((workspace.outputs / address).exists() for address in addresses)


def test_years_are_headings_and_editions_are_named(index):
    """A reader finds the year, then the period, then the edition."""
    assert [tag.get_text() for tag in index.main.find_all("h2")] == ["2017/18", "2016/17", "2015/16"]
    assert [tag.get_text() for tag in index.main.find_all("h3")] == ["Q1 2017/18", "The year", "Q2 2016/17", "Q1 2016/17", "The year"]
    assert {tag.get_text() for tag in index.main.find_all("h4")} == {"Public edition", "Internal edition"}


def test_what_is_behind_a_report_is_folded_away(index):
    """Figures, charts and manifests are for few readers; with three years, twelve quarters and two editions they were most of the page."""
    open_links = [link.get_text() for link in index.main.find_all("a") if not link.find_parent("details")]
    assert {name.split(",")[0] for name in open_links} == {"Annual overview", "Methodology", "Quarterly performance"}
    assert all(fold.summary.get_text().startswith("Figures and files, ") for fold in index.main.find_all("details"))


def test_no_two_links_have_one_name(index):
    """Read without what stands around it, each link says where it leads."""
    names = [link.get_text() for link in index.main.find_all("a")]
    assert len(set(names)) == len(names)
    assert "Annual overview, 2016/17, public edition" in names


def test_the_list_is_a_page_of_the_house(workspace):
    """It passes the same gate as every page, with something to list and without."""
    assert page_faults(render_index(find_outputs(workspace), AUTHORITY, is_synthetic=True)) == []
    assert page_faults(render_index((), AUTHORITY, is_synthetic=False)) == []


def test_the_list_says_when_data_is_made_up(index, workspace):
    """The first page that anyone opens has the banner of the sample."""
    assert "Made-up data." in index.header.get_text()
    assert "Made-up data." not in render_index(find_outputs(workspace), AUTHORITY, is_synthetic=False)


def test_without_outputs_the_list_says_how_to_make_one():
    """Nobody faces an empty page."""
    assert "overview run 2016-17" in render_index((), AUTHORITY, is_synthetic=False)


def test_answers_to_requests_stand_below_with_their_state(workspace):
    """Each folder with a manifest, under its reference; a file that is not there has no link."""
    folder = workspace.outputs / "foi" / "FOI-2017-31"
    folder.mkdir(parents=True)
    parts = {part: {} for part in MADE_FROM}
    (folder / "manifest.json").write_text(json.dumps(parts | {"reference": "FOI/2017/31", "status": "released"}), encoding="utf-8")
    (folder / "answer.html").write_text("x", encoding="utf-8")
    html = render_index(find_outputs(workspace), AUTHORITY, is_synthetic=True, answers=find_answers(workspace))
    section = BeautifulSoup(html, "html.parser").select_one("#foi + div section")
    assert [one.get_text() for one in section.select("h3, .state")] == ["FOI/2017/31", "Released"]
    assert [one["href"] for one in section.select("a")] == ["foi/FOI-2017-31/answer.html", "foi/FOI-2017-31/manifest.json"]
    assert page_faults(html) == []


APPROVAL = {"period": "2016-17", "edition": "public", "by": "A. Person", "role": "Director", "on": "2017-05-04", "manifest": "1"}


@pytest.fixture
def signed(workspace):
    """The folder of the year with a manifest, and its approval."""
    folder = workspace.outputs / "2016-17" / "public"
    told = {part: {} for part in MADE_FROM} | {"status": "approved", "outputs": hashes_of_outputs(folder)}
    keep_manifest(told, folder)
    workspace.approvals.mkdir()
    path = approval_path(workspace, "2016-17", "public")
    keep_approval(Approval(**APPROVAL, checks=(), accepted={}, draft={}, approved=told), path)
    return folder


def state_of_the_year(workspace):
    return next(one.state for one in find_outputs(workspace) if (one.period.name, one.edition) == ("2016-17", "public"))


def test_a_void_approval_is_shown_with_who_signed_and_what_changed(workspace, signed):
    """Every page has what an approval is worth beside it."""
    assert state_of_the_year(workspace) == "Approved for publication by the Director"
    (signed / "results.csv").write_text("forged", encoding="utf-8")
    assert state_of_the_year(workspace) == "Draft: the approval by the Director no longer holds, because output results.csv has changed"
    assert "What an approval is worth: " in render_index(find_outputs(workspace), AUTHORITY, is_synthetic=True)


@pytest.mark.parametrize(
    ("place", "state"),
    [
        (
            "outputs/2016-17/public/manifest.json",
            "the approval by the Director no longer holds, because its manifest is missing or cannot be read",
        ),
        ("approvals/2016-17-public.json", "the approval cannot be read, so it approves nothing"),
    ],
    ids=["manifest", "approval"],
)
@pytest.mark.parametrize(
    "spoil", [lambda path: path.write_bytes(path.read_bytes()[:20]), lambda path: path.write_text("{}")], ids=["cut off", "empty"]
)
def test_half_a_file_approves_nothing_and_is_no_error_of_the_program(workspace, signed, place, state, spoil):
    spoil(workspace.root / place)
    assert state_of_the_year(workspace) == f"Draft: {state}"
