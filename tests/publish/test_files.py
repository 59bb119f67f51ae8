"""What is written beside a page: figures, notebook, charts, manifest."""

import base64
import csv
import hashlib
import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat import v4

from analysis.base.hashing import code_files
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.markup import CHART_MIME
from analysis.publish import (
    Making,
    changes,
    cleaned,
    manifest,
    publish_page,
    without_plain_hashes,
    write_charts,
    write_manifest,
    write_notebook,
    write_results_csv,
)


def rows_of(*indicators, **others):
    cells = dict.fromkeys(RESULT_COLUMNS, "") | others
    return pd.DataFrame([cells | {"indicator": key} for key in indicators])


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# results.csv


def test_results_are_sorted_text_with_unix_line_ends(tmp_path):
    """The same rows in any order give the same bytes: no byte-order mark, no carriage return."""
    path = tmp_path / "results.csv"
    write_results_csv(rows_of("b", "a", value="4.50", period="2016-17"), path)
    content = path.read_bytes()
    assert content.startswith(b"indicator,definition_version,period,")
    assert b"\r" not in content
    assert [row["indicator"] for row in read(path)] == ["a", "b"]
    assert read(path)[0]["value"] == "4.50"


def test_results_have_the_columns_of_the_design_and_no_others(tmp_path):
    """Columns that a later stage adds for itself do not leak out."""
    path = tmp_path / "results.csv"
    write_results_csv(rows_of("a", secret="x"), path)
    assert tuple(read(path)[0]) == RESULT_COLUMNS


def test_missing_values_are_empty_cells(tmp_path):
    """A file for others never says nan."""
    path = tmp_path / "results.csv"
    write_results_csv(rows_of("a", numerator=None, denominator=float("nan"), value=pd.NA), path)
    assert (read(path)[0]["numerator"], read(path)[0]["denominator"], read(path)[0]["value"]) == ("", "", "")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "' x"),
        ("a\r\nb", "a b"),
        ("-x", "'-x"),
        ("-1+1", "'-1+1"),
        ("-1", "-1"),
        ("-4.5", "-4.5"),
        ("c", "c"),
    ],
)
def test_no_cell_is_taken_for_a_formula(tmp_path, cell, written):
    """A spreadsheet that opens the file runs nothing; a negative number stays one."""
    path = tmp_path / "results.csv"
    write_results_csv(rows_of("a", value=cell), path)
    assert read(path)[0]["value"] == written


def test_a_missing_column_is_named(tmp_path):
    """Rather no file than one that lacks a column."""
    with pytest.raises(Fault, match="no column unit"):
        write_results_csv(rows_of("a").drop(columns="unit"), tmp_path / "results.csv")
    assert list(tmp_path.iterdir()) == []


# notebook.ipynb


def executed(seconds, folder, demo):
    """The notebook as papermill leaves it."""
    notebook = nbformat.from_dict(demo)
    notebook.metadata.papermill = {"input_path": f"{folder}/in.ipynb", "start_time": f"2026-11-22T10:00:{seconds}"}
    notebook.metadata.language_info = {"name": "python", "version": f"3.11.{seconds}"}
    for cell in notebook.cells:
        cell.id = f"{cell.id[:4]}-{seconds}"
        cell.metadata["papermill"] = {"duration": float(seconds), "exception": False}
        cell.metadata["execution"] = {"iopub.execute_input": f"2026-11-22T10:00:{seconds}"}
    return notebook


def test_two_runs_leave_the_same_notebook(tmp_path, demo):
    """Neither the clock, nor the folder, nor the patch release of Python shows in what is kept."""
    write_notebook(executed(11, "/home/someone", demo), tmp_path / "a.ipynb")
    write_notebook(executed(12, "/srv/batch", demo), tmp_path / "b.ipynb")
    first = (tmp_path / "a.ipynb").read_bytes()
    assert first == (tmp_path / "b.ipynb").read_bytes()
    assert b"papermill" not in first
    assert b"someone" not in first


def test_a_kept_notebook_is_whole_and_valid(tmp_path, demo):
    """It opens in JupyterLab with its cells, tags and outputs, numbered in order."""
    write_notebook(demo, tmp_path / "a.ipynb")
    kept = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    nbformat.validate(kept)
    assert [cell.id for cell in kept.cells] == [f"cell-{n}" for n in range(1, len(demo.cells) + 1)]
    assert [cell.source for cell in kept.cells] == [cell.source for cell in demo.cells]
    assert [cell.get("outputs") for cell in kept.cells] == [cell.get("outputs") for cell in demo.cells]
    assert kept.cells[1].metadata.tags == ["parameters"]


def test_cleaning_leaves_the_executed_notebook_alone(demo):
    """Whoever inspects it afterwards still sees its times."""
    before = nbformat.writes(executed(11, "x", demo))
    notebook = nbformat.reads(before, as_version=4)
    cleaned(notebook)
    assert nbformat.writes(notebook) == before


# charts/


def chart_notebook(*charts):
    outputs = [
        v4.new_output(
            "display_data", data={CHART_MIME: {"name": name}, "image/svg+xml": svg, "image/png": base64.b64encode(b"png").decode()}
        )
        for name, svg in charts
    ]
    return v4.new_notebook(cells=[v4.new_markdown_cell("x"), v4.new_code_cell("x", outputs=outputs)])


def test_charts_become_files_of_both_kinds(tmp_path):
    """A chart can be put into a letter without cutting it out of the page."""
    write_charts(chart_notebook(("a-by-sex", "<svg>é</svg>"), ("a-by-sex", "<svg>é</svg>")), tmp_path / "charts")
    assert sorted(path.name for path in (tmp_path / "charts").iterdir()) == ["a-by-sex.png", "a-by-sex.svg"]
    assert (tmp_path / "charts" / "a-by-sex.svg").read_text(encoding="utf-8") == "<svg>é</svg>"
    assert (tmp_path / "charts" / "a-by-sex.png").read_bytes() == b"png"


def test_no_charts_make_no_folder(tmp_path):
    """An empty folder would promise something."""
    assert write_charts(v4.new_notebook(), tmp_path / "charts") == ()
    assert not (tmp_path / "charts").exists()


def test_two_charts_of_one_name_stop(tmp_path):
    """One of them would be lost, and nobody would notice."""
    with pytest.raises(Fault, match="Two different charts of the notebook are called 'a'"):
        write_charts(chart_notebook(("a", "<svg>1</svg>"), ("a", "<svg>2</svg>")), tmp_path)


@pytest.mark.parametrize("name", ["../a", "a/b", "", "a b", "-a", "a.svg"])
def test_a_name_that_is_no_file_name_stops(tmp_path, name):
    """A chart is written into its folder and nowhere else."""
    with pytest.raises(Fault, match="cannot be the name of a file"):
        write_charts(chart_notebook((name, "<svg/>")), tmp_path)


# manifest.json


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a configuration, a notebook and one folder of outputs."""
    for place, text in [
        ("config/a.toml", "a"),
        ("config/extracts/b.toml", "b"),
        ("notebooks/01.ipynb", "{}"),
        ("outputs/x/report.html", "page"),
    ]:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    return Workspace(tmp_path)


def making(inputs, edition="public"):
    authority = Workspace(Path(__file__).parents[2]).authority.model_copy(
        update={"exploitation": ("sexual", "criminal"), "year_starts_in": 9}
    )
    return Making("2016-17", edition, inputs, {"notifications": tuple(sorted(inputs))}, authority, b"secret")


def test_a_manifest_accounts_for_everything_by_its_hash(workspace):
    """Inputs, configuration, code, notebooks, lock file and outputs: whoever has them can repeat and compare."""
    told = manifest(workspace, making({"notifications.csv": "ab12"}, "internal"), workspace.outputs / "x")
    assert told["inputs"] == {"notifications.csv": "ab12"}
    assert told["configuration"] == {
        "config/a.toml": hashlib.sha256(b"a").hexdigest(),
        "config/extracts/b.toml": hashlib.sha256(b"b").hexdigest(),
    }
    assert list(told["notebooks"]) == ["notebooks/01.ipynb"]
    assert told["outputs"] == {"report.html": hashlib.sha256(b"page").hexdigest()}
    assert {"analysis/publish/manifest.py", "analysis/publish/templates/house/house.css"} <= set(told["code"])
    assert len(told["code"]) == len(code_files())
    assert (told["period"], told["edition"], told["synthetic"]) == ("2016-17", "internal", False)
    assert (told["exploitation"], told["year_starts_in"]) == (["sexual exploitation", "criminal exploitation"], 9)


def test_a_public_manifest_has_no_plain_hash_of_a_file_about_children(workspace):
    """Extracts, decisions and corrections have keyed ones, which differ from key to key; what is not about children can be repeated."""
    correction = workspace.config / "corrections" / "referrals.csv"
    decisions = workspace.registers / "decisions.csv"
    for path in (correction, decisions):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("few", encoding="utf-8")
    plain = manifest(workspace, making({"a.csv": "no hex"}, "internal"), workspace.outputs / "x")
    told = manifest(workspace, making({"a.csv": "no hex"}), workspace.outputs / "x")
    few = hashlib.sha256(b"few").hexdigest()
    assert list(plain["decisions"].values()) == [few] == [plain["configuration"]["config/corrections/referrals.csv"]]
    assert "no hex" not in json.dumps(told)
    assert few not in json.dumps(told)
    assert told["configuration"]["config/a.toml"] == plain["configuration"]["config/a.toml"]
    other = without_plain_hashes(plain, b"another secret")
    assert all(other[part] != told[part] for part in ("inputs", "decisions", "configuration"))


def test_a_written_manifest_is_the_same_each_time(workspace):
    """Its own earlier self is no output; keys are sorted; no place on the machine is named."""
    folder = workspace.outputs / "x"
    first = write_manifest(workspace, making({"b": "2", "a": "1"}), folder).read_text(encoding="utf-8")
    assert write_manifest(workspace, making({"a": "1", "b": "2"}), folder).read_text(encoding="utf-8") == first
    assert list(json.loads(first)) == sorted(json.loads(first))
    assert str(workspace.root) not in first


def test_changes_between_manifests_are_named_file_by_file():
    """Whoever cannot reproduce a report learns which file is another one, which is gone and which is new."""
    before = {"inputs": {"a.csv": "1" * 64, "b.csv": "1" * 64}, "environment": {"pandas": "2.3.3"}, "code": {"x.py": "1" * 64}}
    now = {"inputs": {"a.csv": "2" * 64, "c.csv": "1" * 64}, "environment": {"pandas": "3.0.0"}, "code": {"x.py": "1" * 64}}
    assert changes(before, now) == [
        "input a.csv has changed",
        "input b.csv is no longer there",
        "input c.csv is new",
        "version of pandas has changed from 2.3.3 to 3.0.0",
    ]
    assert changes(before, before) == []


# A page as a file


def test_a_page_that_is_not_fit_is_not_written(tmp_path, page):
    """Everything wrong with it is told at once, and no file is left behind."""
    output = v4.new_output("execute_result", data={"text/html": "<table><tr><td>nan</td></tr></table>", "text/plain": ""})
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])])
    with pytest.raises(Fault, match=r"(?s)report.html is not fit to publish.*no caption.*not there: nan"):
        publish_page(notebook, page, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_a_fit_page_is_written_with_unix_line_ends(tmp_path, demo, page):
    """The same bytes on every system."""
    publish_page(demo, page, tmp_path / "report.html")
    assert b"\r" not in (tmp_path / "report.html").read_bytes()
