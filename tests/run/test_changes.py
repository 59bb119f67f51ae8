"""What a change to the program or the configuration comes to, in a project that has been built before: the same as building all anew."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

pytestmark = [pytest.mark.xdist_group("end to end"), pytest.mark.long]

PROJECT = Path(__file__).parents[2]
QUARTER = "2016-17-Q2"
RULES = "src/analysis/intake/validate/rows.py"
EXPLOITATION = "src/analysis/chapters/exploitation/indicators.py"
HIGH = 'measure=Count(where("the level is high", level="high"))'
PARTS = ("src", "config", "notebooks", "pyproject.toml", "uv.lock")


@pytest.fixture(scope="module")
def before(built, tmp_path_factory):
    """A project of its own, its program beside its data, with a quarter built in both editions."""
    root = tmp_path_factory.mktemp("before") / "project"
    root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copyfile
        copy(PROJECT / part, root / part)
    for part in ("raw", "benchmarks"):
        if (built.root / "data" / part).exists():
            shutil.copytree(built.root / "data" / part, root / "data" / part)
    for edition in ("public", "internal"):
        overview(root, edition)
    return root


@pytest.fixture
def project(before, tmp_path):
    """A copy of that project to change something in. Times of files say nothing: the copy's are new."""
    return shutil.copytree(before, tmp_path / "project")


def overview(root, edition="internal", *options):
    """Run the project's own program on the quarter; gives what it says on stderr."""
    return done_by(root, "-m", "analysis", "run", QUARTER, "--edition", edition, "--why", *options).stderr


def told(root, *arguments):
    """What the project's own program says on stdout."""
    return done_by(root, *arguments).stdout


def done_by(root, *arguments):
    """The project's own program, run to its end."""
    environment = os.environ | {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done


def figure(root, key, edition="internal"):
    """The undivided figure of the quarter, or nothing."""
    with (root / "outputs" / QUARTER / edition / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = [SimpleNamespace(**row) for row in csv.DictReader(file)]
    return next((one.value for one in rows if (one.indicator, one.period, one.breakdown) == (key, QUARTER, "")), None)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def paste(root, imports, record):
    """Put a record into the project as the guides say: its import beside the others, itself at the end of the tuple."""
    path = root / EXPLOITATION
    edit(path, "from analysis.base.spec import", f"{imports.strip()}\nfrom analysis.base.spec import")
    append(path, record)


def append(path, record):
    """Put a record at the end of a module that ends with a tuple."""
    text = path.read_text(encoding="utf-8").rstrip()
    assert text.endswith(")")
    path.write_text(f"{text[:-1]}{textwrap.indent(record.strip().rstrip(','), '    ')},\n)\n", encoding="utf-8")


def from_contributing():
    """The blocks of the guide to a new indicator, as they stand."""
    return blocks("## Add an indicator in ten minutes", "## Add a table")


def blocks(start, end=None):
    """The Python and TOML of a section of CONTRIBUTING."""
    section = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").split(start)[1].split(end or "\0")[0]
    return re.findall(r"```(?:python|toml)\n(.+?)```", section, re.DOTALL)


def from_tutorial():
    """What the tutorial says to copy: the import of its cell, and the record from ``Indicator(`` to the last bracket."""
    cells = json.loads((PROJECT / "notebooks" / "00_tutorial.ipynb").read_text(encoding="utf-8"))["cells"]
    cell = "".join(next(one["source"] for one in cells if one["id"] == "record"))
    return cell.splitlines()[0], cell[cell.index("Indicator(", cell.index("young =")) :]


def test_an_edited_measure_is_counted_anew(project):
    """Without ``--force``: the 14 of the 85 risk assessments that found a high risk."""
    assert figure(project, "cse_risk_assessments") == "85"
    path = project / EXPLOITATION
    head, key, tail = path.read_text(encoding="utf-8").partition('key="cse_risk_assessments"')
    path.write_text(head + key + tail.replace("measure=Count()", HIGH, 1), encoding="utf-8")
    said = overview(project)
    assert figure(project, "cse_risk_assessments") == "14"
    assert f"code {EXPLOITATION.removeprefix('src/analysis/')} has changed" in said


@pytest.mark.parametrize(("example", "key"), [(from_contributing, "risk_assessments_high"), (from_tutorial, "risk_assessments_young")])
def test_a_worked_example_comes_out_as_it_stands(project, example, key):
    """In the open data and on the page of the public edition, by the path that the guides teach: no ``--force``, nothing else to do."""
    paste(project, *example())
    overview(project, "public")
    assert figure(project, key, "public") is not None
    page = (project / "outputs" / QUARTER / "public" / "report.html").read_text(encoding="utf-8")
    assert f'data-figure="{key}@{QUARTER}"' in page


def test_a_table_goes_all_the_way_by_the_documented_steps(project):
    """A record, a mapping and an indicator: read, validated, counted, explained and in the dictionary; a bad row is kept aside and told."""
    record, mapping, indicator = blocks("## Add a table\n", "\n## ")
    chapter = project / "src" / "analysis" / "chapters" / "prevention"
    edit(chapter / "tables.py", "\nTABLES = (", f"\n{record}\nTABLES = (OUTREACH, ")
    append(chapter / "indicators.py", indicator)
    (project / "config" / "extracts" / "outreach.toml").write_text(mapping, encoding="utf-8")
    lines = (
        "A1,03/07/2016,Street,Ashdale,8",
        "A2,05/08/2016,,Ashdale,12",
        "A3,31/02/2016,Street,Ashdale,4",
        "A4,06/12/2016,On line,Broxley,5",
    )
    extract = "\n".join(["Session,Date,Setting,District,Contacts", *lines])
    (project / "data" / "raw" / "2016-17" / "outreach.csv").write_text(extract, encoding="utf-8")
    overview(project)
    assert figure(project, "outreach_contacts") == "20"
    rows = pd.read_parquet(project / "data" / "processed" / "outreach.parquet")
    assert rows["setting"].tolist() == ["street", "not_recorded", "online"]
    explained = told(project, "-m", "analysis", "explain", f"outreach_contacts@{QUARTER}")
    assert "data/raw/2016-17/outreach.csv: 2 rows" in explained
    assert "1 of outreach, because of unreadable_date" in explained
    (project / "docs").mkdir()
    shutil.copyfile(PROJECT / "docs" / "processed-tables.md", project / "docs" / "processed-tables.md")
    told(project, "-m", "analysis.intake.validate")
    assert "## `outreach`: Street outreach" in (project / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert "| `outreach` | one session of street outreach |" in (project / "docs" / "processed-tables.md").read_text(encoding="utf-8")


INDICATOR = from_contributing()


def replaced(place, old, new):
    """A change to one file of a project."""
    return lambda root: edit(root / place, old, new)


# Each with the edition in which it is looked at, and whether it counts anew.
CHANGES = {
    "measure": (replaced(EXPLOITATION, "measure=Count(),", f"{HIGH},"), "internal", True),
    "new indicator": (lambda root: paste(root, *INDICATOR), "internal", True),
    "breakdown": (replaced("src/analysis/chapters/breakdowns.py", '"Female"', '"Girls"'), "internal", True),
    "rule": (
        replaced(RULES, '"age_out_of_range", "warn"', '"age_out_of_range", "note"'),
        "internal",
        True,
    ),
    "prepare": (replaced("src/analysis/intake/prepare.py", "[hours <= 24,", "[hours <= 12,"), "internal", True),
    "disclose": (replaced("src/analysis/disclose/cells.py", "COST_OF_PART = 8, 3, 1", "COST_OF_PART = 1, 3, 8"), "public", False),
    "code of the configuration": (
        replaced("config/extracts/notifications.toml", '"Absent" = "absent"', '"Absent" = "missing"'),
        "internal",
        True,
    ),
    "comment": (replaced("src/analysis/count/compute.py", "\nimport ", "\n# A comment.\nimport "), "internal", False),
    "chart": (replaced("src/analysis/show/charts/multiples.py", "LINE_WIDTH = 1.6", "LINE_WIDTH = 1.8"), "internal", False),
    "template": (replaced("src/analysis/publish/templates/house/house.css", "--brand:#12436d", "--brand:#12436e"), "internal", False),
}

UNSEEN, UNREAD = {"comment", "rule"}, {"comment"}
"""Those that change nothing that a report of the quarter shows, and of them those that change nothing that it is made from."""


def contents(root, edition):
    """The files of the quarter. The manifest names all files that there are, whether they have any effect or not."""
    folder = root / "outputs" / QUARTER / edition
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_comes_out_as_if_all_were_built_anew(project, change):
    """What must be made anew is, what need not be stays, and the outputs are those of ``--force``."""
    make, edition, counts = CHANGES[change]
    stamp = project / "data" / "processed" / "stamps" / "counted.json"
    counted, were = stamp.stat().st_mtime_ns, contents(project, edition)
    make(project)
    said = overview(project, edition)
    now = contents(project, edition)
    assert (stamp.stat().st_mtime_ns != counted) == counts
    assert ("nothing that it is made from has changed" in said) == (change in UNREAD)
    assert (now == were) == (change in UNSEEN)
    overview(project, edition, "--force")
    assert contents(project, edition) == now
