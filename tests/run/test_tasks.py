"""The words of the configuration come out on the pages of a folder."""

import shutil
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.report import Opened
from analysis.run import tasks
from analysis.run.tasks import Task, build_quality_page
from tests.conftest import PROJECT


@pytest.fixture
def task(tmp_path, monkeypatch):
    """A year whose notebooks say one thing of a panel."""
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    said = new_code_cell(outputs=[new_output("display_data", data={"text/html": '<p class="para computed">The MASE panel met.</p>'})])
    monkeypatch.setattr(tasks, "execute", lambda *_: new_notebook(cells=[new_markdown_cell("# T\n\n## The panel"), said]))
    return Task(tmp_path, Period.parse("2016-17"), "internal")


def put(task, name, before, after):
    """Change some words in a file of the configuration."""
    path = Workspace(task.root).config / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def page(task):
    return BeautifulSoup(build_quality_page(task).read_text(encoding="utf-8"), "html.parser")


def test_a_changed_title_stands_over_the_page(task):
    put(task, "documents.toml", "Data quality: what became of every row", "What became of our data")
    assert page(task).find("h1").get_text() == "What became of our data"


def test_an_abbreviation_is_spelt_out_as_the_configuration_says(task):
    assert "The Multi-Agency Sexual Exploitation (MASE) panel met." in page(task).get_text()
    put(task, "vocabulary.toml", '"Multi-Agency Sexual Exploitation"', '"Many Agencies, Sexual Exploitation"')
    assert "The Many Agencies, Sexual Exploitation (MASE) panel met." in page(task).get_text()


def test_a_document_that_is_taken_out_is_not_built(task):
    (task.workspace.config / "documents.toml").write_text(
        "\n".join(
            f'[[document]]\nnotebook = "n"\npage = "{name}"\ntitle = "T"\nname = "N"\nperiod = "{period}"\n'
            for name, period in (("report", "year"), ("data-quality", "year"), ("report", "quarter"))
        ),
        encoding="utf-8",
    )
    assert [one.page for one in task.documents] == ["report", "data-quality"]


def test_a_faulty_file_is_told_before_a_page_is_written(task):
    put(task, "vocabulary.toml", "MASE =", "mase =")
    with pytest.raises(Fault, match=r"vocabulary\.toml has 1 fault\(s\):\n  abbreviations: mase is no abbreviation"):
        build_quality_page(task)
    assert list((task.workspace.outputs / "checks").rglob("*.html")) == []


def test_a_report_says_the_name_of_the_last_day_of_its_period(task):
    """In records, headings and prose, in one voice; the quarter before the change says the earlier one."""
    put(task, "vocabulary.toml", "[names.panel]\n", '[[names.panel.earlier]]\nname = "CSE group"\nuntil = 2016-12-31\n\n[names.panel]\n')
    put(task, "documents.toml", "Data quality: what became of every row", "Of the exploitation panel")
    for period, name in (("2016-17-Q3", "CSE group"), ("2016-17-Q4", "MASE panel"), ("2016-17", "MASE panel")):
        opened = Opened(task.workspace, Period.parse(period), "internal")
        assert opened.records["children_at_panel"].name == f"Children considered by the {name}"
        assert replace(task, period=Period.parse(period)).authority.vocabulary.names.panel.name == name
    assert page(task).find("h1").get_text() == "Of the MASE panel"
    put(task, "vocabulary.toml", "until = 2016-12-31", "until = 2017-03-31")
    assert page(task).find("h1").get_text() == "Of the CSE group"
