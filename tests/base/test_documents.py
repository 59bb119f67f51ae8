"""Which documents a report has is data: ``config/documents.toml`` says it, and a faulty file is told in one message."""

import pytest

from analysis.base.documents import read_documents
from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import project

DOCUMENT = '[[document]]\nnotebook = "{}"\npage = "{}"\ntitle = "T"\nname = "N"\nperiod = "{}"\n'


def written(root, *documents, more=""):
    """A workspace with documents of its own."""
    (root / "config").mkdir()
    (root / "config" / "documents.toml").write_text("\n".join(DOCUMENT.format(*one) for one in documents) + more, encoding="utf-8")
    return Workspace(root)


WHOLE = (("profile", "profile", "year"), ("overview", "report", "year"), ("quality", "data-quality", "year"), ("q", "report", "quarter"))


def test_a_folder_holds_the_documents_of_its_period_and_edition_the_report_first(tmp_path):
    own = read_documents(
        written(
            tmp_path, *WHOLE, more='editions = ["internal"]\n' + DOCUMENT.format("short", "report", "quarter") + 'editions = ["public"]\n'
        )
    )
    assert [one.notebook for one in own.of("year", "public")] == ["overview", "profile", "quality"]
    assert [[one.notebook for one in own.of("quarter", edition)] for edition in ("public", "internal")] == [["short"], ["q"]]


def test_a_workspace_without_the_file_has_the_documents_of_the_project(tmp_path):
    shipped = read_documents(Workspace(tmp_path))
    assert shipped == read_documents(Workspace(project()))
    assert "cross-reference" not in {one.page for one in shipped.of("year", "public")}


def test_all_faults_of_the_file_are_told_with_the_file_and_the_key(tmp_path):
    own = written(tmp_path, ("a/b", "report", "month"), ("c", "../d", "year"))
    with pytest.raises(Fault) as fault:
        read_documents(own)
    message = str(fault.value)
    assert f"{own.config / 'documents.toml'} has 3 fault(s)" in message
    for key in ("document.0.notebook: ", "document.0.period: Input should be 'year' or 'quarter'", "document.1.page: "):
        assert key in message


def test_documents_that_make_no_whole_folder_are_refused_all_at_once(tmp_path):
    """A run would end without a report, or write one page over another."""
    own = written(tmp_path, ("a", "report", "year"), ("b", "report", "year"), more='editions = ["public"]\n')
    with pytest.raises(Fault) as fault:
        read_documents(own)
    message = str(fault.value)
    for piece in (
        "documents.toml has 1 fault(s)",
        "2 documents of a year in the public edition are the page report: leave one",
        "no document of a year in the public edition is the page data-quality: add it",
        "no document of a quarter in the internal edition is the page report: add it",
    ):
        assert piece in message
    assert "2 documents of a year in the internal" not in message


def test_no_notebook_makes_the_page_on_the_figures_of_a_report(tmp_path):
    """It would be written over."""
    with pytest.raises(Fault, match="mine cannot be the page figures, which says where figures come from: call it otherwise"):
        read_documents(written(tmp_path, *WHOLE, ("mine", "figures", "year")))
