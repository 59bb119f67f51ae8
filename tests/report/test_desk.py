"""The desk of a notebook: what an analyst finds with Tab, that everything there says what it is, and what opens when."""

import ast
import inspect
import re
from pathlib import Path

import jedi
import nbformat
import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.report import Opened, Report, open_report
from analysis.report.place import find_workspace

PROJECT = Path(__file__).parents[2]
YEAR = Period.parse("2016-17")
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("0[1-7]_*.ipynb"))
AT_MOST = 26
VALUES = {"period", "edition"}
PARTS = {"changes", "story", "table", "chart", "profile", "others", "own", "quality", "cross_reference"}


@pytest.fixture
def notebooks(new_workspace, tmp_path, monkeypatch):
    """A workspace in which nothing has been run, with its notebooks' folder as the working directory."""
    workspace = new_workspace(tmp_path)
    monkeypatch.chdir(workspace.notebooks)
    return workspace


@pytest.fixture
def index_of_names(tmp_path, monkeypatch):
    """A folder for what the completer learns of a module: it crashes on a file that another worker has written by half."""
    monkeypatch.setattr(jedi.settings, "cache_directory", str(tmp_path / "names"))


def names_of(something: object) -> list[str]:
    return [name for name in dir(something) if not name.startswith("_")]


def everything(report: Report) -> dict[str, object]:
    """All that can be called on a report and its parts, by the words in which a notebook calls it."""
    words = {f"report.{name}": getattr(report, name) for name in names_of(report) if name not in PARTS | VALUES}
    return words | {
        f"report.{part}.{name}": getattr(getattr(report, part), name) for part in PARTS for name in names_of(getattr(report, part))
    }


def calls_in(source: str) -> set[str]:
    """The dotted names that are called in a source, such as ``report.table.split``."""
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}


def test_a_notebook_finds_its_workspace(notebooks):
    assert find_workspace(notebooks.notebooks).root == notebooks.root


def test_a_notebook_elsewhere_says_where_to_open_it(tmp_path):
    with pytest.raises(Fault, match="Open the notebook from its own folder"):
        find_workspace(tmp_path)


def test_there_are_few_names_and_those_are_what_is_documented(notebooks):
    names = set(names_of(open_report("2016-17")))
    assert names >= PARTS | VALUES
    assert len(names) <= AT_MOST


def test_each_name_says_in_one_line_what_it_is(notebooks):
    """What a question mark after it shows; of values and parts the words of the report and of the part's kind."""
    report = open_report("2016-17")
    for name, found in everything(report).items() | {(part, type(getattr(report, part))) for part in PARTS}:
        first, _, _ = (inspect.getdoc(found) or "").partition("\n\n")
        assert first.endswith("."), name
        assert "\n" not in first, name
    assert all(f"``{name}``" in Report.__doc__ for name in PARTS | VALUES)


@pytest.mark.parametrize("part", ["", *(f"{part}." for part in sorted(PARTS))])
def test_tab_finds_every_name_before_any_cell_has_used_it(notebooks, index_of_names, part):
    shell = InteractiveShell()
    shell.user_ns["report"] = report = open_report("2016-17")
    typed = f"report.{part}"
    for shell.Completer.use_jedi in (False, True):
        with provisionalcompleter():
            found = [one.text.rpartition(".")[2] for one in shell.Completer.completions(typed, len(typed))]
        assert set(names_of(getattr(report, part[:-1]) if part else report)) <= set(found)


def test_everything_is_used_by_a_notebook_or_told_in_a_guide(notebooks):
    """And nothing is called that is not there."""
    cells = [cell.source for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    called = {call for source in cells for call in calls_in(source) if call.startswith("report.")}
    guides = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "docs" / "how-to").glob("*.md"))
    told = set(re.findall(r"report(?:\.[a-z_]+)+(?=\()", guides))
    assert called | told == set(everything(open_report("2016-17")))


def test_every_notebook_of_a_report_opens_one_desk():
    for path in NOTEBOOKS:
        _, opening, *others = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        assert opening == "from analysis.report import open_report\n\nreport = open_report(period, edition)"
        assert all(re.fullmatch(r"report(\.[a-z_]+)+\([^()]*\)", source) for source in others), path


def test_a_desk_says_what_is_open(notebooks):
    report = open_report("2016-17-Q3", "internal")
    assert (report.period, report.edition) == (Period.parse("2016-17-Q3"), "internal")
    assert repr(report).startswith("Report on Q3 2016/17, internal edition.")


@pytest.mark.parametrize("asked", [("2016-17", "secret"), ("2016-17-Q5", "public")], ids=["edition", "period"])
def test_what_there_never_is_is_refused_at_once(notebooks, asked):
    with pytest.raises(Fault, match=r"There is no edition 'secret'|2016-17-Q5"):
        open_report(*asked)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda report: report.story.main_points(), "Run `overview run PERIOD --edition"),
        (lambda report: report.table.key_figures("missing"), "Run `overview run PERIOD --edition"),
        (lambda report: report.profile.findings(), "Run `overview run PERIOD --edition"),
        (lambda report: report.quality.by_rule(), "Run `overview check` first"),
        (lambda report: report.cross_reference.lists(), "Nothing has been compared yet|internal edition alone"),
    ],
    ids=["words", "table", "profile", "quality", "cross-reference"],
)
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_before_the_first_run_a_part_says_which_command_to_use(notebooks, edition, ask, words):
    """Each when it is used: another may work already."""
    report = open_report("2016-17", edition)
    with pytest.raises(Fault, match=words):
        ask(report)


def test_a_part_works_without_what_only_others_need(notebooks):
    """Methodology needs no figures, and other authorities need no extracts."""
    report = open_report("2016-17")
    assert report.methodology("missing").entries
    assert report.others.findings("exploitation_factor").blocks == ()


def test_the_cross_reference_is_for_the_internal_edition_alone(notebooks):
    """It points at children; whatever lies in the folder, the public edition does not open it."""
    with pytest.raises(Fault, match="internal edition alone"):
        Report(Opened(notebooks, YEAR, "public")).cross_reference.notifications()


def test_a_heading_that_the_commentary_does_not_have_is_refused(notebooks):
    with pytest.raises(Fault, match=r"is not a heading of the commentary\. It has: Purpose of the report"):
        open_report("2016-17").commentary("Purposes")
