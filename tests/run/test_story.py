"""What a run builds, and that a folder appears whole or not at all."""

import sys
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pandas as pd
import pytest
from nbformat import v4

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.base.whole import whole_or_not_at_all
from analysis.count.compute import NOTHING_SUPPLIED, Material
from analysis.disclose import Publishable, write_publishable
from analysis.run import story, tasks
from analysis.run.counting import keep_results, periods_to_count
from analysis.run.story import check, check_as_typed, check_commentaries, requested
from analysis.run.tasks import Task, build


def test_a_year_stands_for_its_quarters_and_itself_and_nothing_is_built_twice():
    names = [period.name for period in requested(["2016-17-Q2", "2016-17"], 4)]
    assert names == ["2016-17-Q2", "2016-17-Q1", "2016-17-Q3", "2016-17-Q4", "2016-17"]


@pytest.mark.parametrize("name", ["2016-07 to 2017-04", "to 2017-03"])
def test_there_is_no_report_on_other_periods(name):
    with pytest.raises(Fault, match="There is no report on"):
        requested([name], 4)


def test_each_delivered_year_is_counted_with_its_quarters_and_to_each_quarter():
    delivered = {"referrals": (Period.parse("2016-17-Q1"),), "meetings": (Period.parse("2016-17"),)}
    names = {period.name for period in periods_to_count(Material({}, delivered, NOTHING_SUPPLIED))}
    assert names == {"2016-17", *(f"2016-17-Q{n}" for n in (1, 2, 3, 4)), "2016-04 to 2016-06", "2016-04 to 2016-09", "2016-04 to 2016-12"}


def commented(workspace, text):
    workspace.commentary("2016-17").write_text(f"# Profile\n\n{text}\n", encoding="utf-8")
    return [Period.parse("2016-17-Q1"), Period.parse("2016-17")]


def of_notifications(edition):
    """Notifications fell from 20 to 10."""
    rows = [
        ("missing_notifications", "1", year, "", "", n, "", n, "notifications", "children", "")
        for year, n in (("2015-16", "20"), ("2016-17", "10"))
    ]
    return Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), edition)


@pytest.mark.parametrize("text", ["Notifications [[ missing_notifications rose ]].", "See {{ missing_notifications@2001-02 }}."])
def test_commentary_is_held_against_the_figures_of_its_own_period_alone(text, tmp_path, new_workspace):
    """What they contradict, and a figure that is not there, is refused in the public edition and told in the other."""
    workspace = new_workspace(tmp_path)
    periods = commented(workspace, text)
    assert check_as_typed(workspace, periods, "public") == {}
    public, internal = (check_commentaries(workspace, periods, of_notifications(edition)) for edition in ("public", "internal"))
    assert [bool(public[period.name].refused) for period in periods] == [False, True]
    assert "has 1 fault(s), so it is not published" in public["2016-17"].refused
    assert not internal["2016-17"].refused
    assert "2016-17.md:3: " in internal["2016-17"].warning


def test_a_folder_takes_the_place_of_the_old_one_when_it_is_whole(tmp_path):
    folder = tmp_path / "2016-17" / "public"
    for content in ("first", "second"):
        with whole_or_not_at_all(folder) as building:
            (building / "report.html").write_text(content)
    assert (folder / "report.html").read_text() == "second"
    assert [path.name for path in folder.parent.iterdir()] == ["public"]


def test_a_folder_that_fails_leaves_the_old_one_and_no_trace(tmp_path):
    folder = tmp_path / "2016-17" / "public"
    with whole_or_not_at_all(folder) as building:
        (building / "report.html").write_text("first")

    def half_a_folder():
        with whole_or_not_at_all(folder) as building:
            (building / "report.html").write_text("half")
            raise Fault("no more")

    with pytest.raises(Fault):
        half_a_folder()
    assert (folder / "report.html").read_text() == "first"
    assert [path.name for path in folder.parent.iterdir()] == ["public"]


PROBE = """
import psutil
from IPython.display import Markdown
started_as = " ".join(psutil.Process().cmdline())
Markdown(f"It comes from {'the starter' if 'multiprocessing.forkserver' in started_as else 'elsewhere'}.")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a notebook gets a kernel")
def test_check_forks_its_notebooks_from_the_starter(tmp_path, new_workspace, monkeypatch):
    """Whatever threads the process has that has read the extracts, and for every year that was delivered."""
    workspace, years = new_workspace(tmp_path), ("2015-16", "2016-17")
    cells = [v4.new_code_cell("period = ''\nedition = ''", metadata={"tags": ["parameters"]}), v4.new_code_cell(PROBE)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(v4.new_notebook(cells=cells, metadata=kernel), workspace.notebooks / "01_data_quality.ipynb")
    material = Material({}, {"referrals": tuple(map(Period.parse, years))}, NOTHING_SUPPLIED)
    monkeypatch.setattr(story, "take_in", lambda *_: material)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
        pages = check(workspace, [])
    assert [page.parent.name for page in pages] == list(years)
    for page in pages:
        assert "It comes from the starter." in page.read_text(encoding="utf-8")


def test_the_notebooks_of_a_report_run_before_anything_is_read(monkeypatch, tmp_path):
    """Tables are read with threads, and a process that has some is not forked."""

    def run(task, document):
        raise Fault(f"{document.notebook} is run")

    monkeypatch.setattr(tasks, "_executed", run)
    assert build(Task(tmp_path, Period.parse("2016-17-Q1"), "public")).failure == "02_quarterly_performance is run"


def test_figures_of_the_other_edition_stay_only_while_they_hold(tmp_path):
    """A run of one edition keeps the other's figures when the counts are the same, and drops them when they are not."""
    counts = pd.DataFrame({"value": ["1"]}, dtype="str")
    keep_results(counts, tmp_path)
    write_publishable(Publishable(counts, "public"), tmp_path)
    keep_results(counts, tmp_path)
    assert (tmp_path / "publishable-public.parquet").exists()
    changed = pd.DataFrame({"value": ["2"]}, dtype="str")
    keep_results(changed, tmp_path)
    assert not (tmp_path / "publishable-public.parquet").exists()
