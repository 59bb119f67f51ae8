"""The same seed gives the same bytes, the folder is never left half written, and nobody else's file is touched."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Fault, Workspace
from sample import write_sample
from sample.targets import TARGETS, CalibrationError, insist, scaled

EXTRACTS = Path(__file__).parents[2] / "config" / "extracts"
YEARS = ("2015-16", "2016-17")
PROGRAM = """
import pathlib
import sys

from analysis.base.settings import Workspace
from sample import write_sample

write_sample(Workspace(pathlib.Path(sys.argv[1])))
"""


def hashes(workspace):
    paths = sorted(path for path in workspace.raw.rglob("*") if path.is_file())
    return {path.relative_to(workspace.raw).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture
def copy_of_sample(raw, make_workspace):
    workspace = make_workspace()
    shutil.copytree(raw.folder, workspace.raw)
    return workspace


def test_same_seed_same_bytes_in_another_process(raw, make_workspace):
    other = make_workspace()
    surroundings = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", PROGRAM, str(other.root)], check=True, env=surroundings)
    assert hashes(other) == hashes(raw.workspace)


def test_another_seed_gives_other_people_and_the_same_totals(raw, make_workspace):
    other = make_workspace()
    write_sample(other, seed=7)
    for year, openings, children in (("2015-16", 2812, 1034), ("2016-17", 2646, 987)):
        ours, theirs = (pd.read_csv(w.raw / year / "police_notifications.csv", dtype=str) for w in (raw.workspace, other))
        for rows in (ours, theirs):
            assert (rows["Type"] != "Found").sum() == openings
            assert rows.loc[rows["Type"] != "Found", "Nominal ID"].nunique() == children
        people = [set(rows["Surname"].str.strip() + rows["Forenames"].str.strip() + rows["DOB"]) for rows in (ours, theirs)]
        assert len(people[0] & people[1]) < 5


def test_twice_the_scale_is_twice_of_everything(raw, make_workspace):
    double = make_workspace()
    write_sample(double, scale=2)
    rows = {
        workspace: pd.concat(pd.read_csv(workspace.raw / y / "police_notifications.csv", dtype=str) for y in YEARS)
        for workspace in (raw.workspace, double)
    }
    once, twice = (r[r["Type"] != "Found"] for r in rows.values())
    assert len(twice) == 2 * len(once)
    assert twice["Nominal ID"].nunique() == 2 * once["Nominal ID"].nunique()
    assert rows[double]["Notification ref"].is_unique
    drivers = [sum(pd.read_csv(w.raw / y / "taxi_driver_training.csv")["Drivers trained"].sum() for y in YEARS) for w in rows]
    assert drivers == [4000, 8000]


def test_files_and_headers_are_those_of_the_extract_mappings(raw):
    specs = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in EXTRACTS.glob("*.toml")}
    for year in YEARS:
        written = list((raw.folder / year).iterdir())
        assert len(written) == len(specs)
        for spec in specs.values():
            (file,) = [path for path in written if any(fnmatch(path.name, pattern) for pattern in spec["files"])]
            read = pd.read_csv if file.suffix == ".csv" else lambda path, **kwargs: pd.read_excel(path, engine="calamine", **kwargs)
            rows = read(file, dtype=str, keep_default_na=False)
            free_text = {"What the child said"} if "theme" in spec["columns"] else set()
            assert [name for name in rows if name not in free_text] == [header for header in spec["columns"].values() if header]
            for column, values in spec.get("values", {}).items():
                assert set(rows[spec["columns"][column]]) <= set(values), (file.name, column)
            assert not rows.duplicated([spec["columns"][column] for column in spec.get("key_from", [spec["key"]])]).any()


def test_bytes_do_not_depend_on_the_machine(raw):
    for path in raw.folder.rglob("*.csv"):
        assert b"\r" not in path.read_bytes()
    for path in raw.folder.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as book:
            assert {(i.compress_type, i.date_time, i.create_system) for i in book.infolist()} == {
                (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0)
            }


def test_workbooks_hold_real_dates(tracker):
    assert str(tracker["DOB"].dtype).startswith("datetime64")
    assert str(tracker["Returned"].dtype).startswith("datetime64")
    assert (tracker["Returned"] == tracker["Returned"].dt.round("min")).all()


def test_synthetic_file_says_what_is_published(raw):
    text = (raw.folder / "SYNTHETIC").read_text(encoding="utf-8")
    assert raw.workspace.is_synthetic
    assert "seed 2016 and scale 1" in text
    assert "referred children: 263 (published)" in text
    assert "missing notifications: 2260 (invented)" in text


def test_writing_again_replaces_the_former_sample(copy_of_sample):
    workspace = copy_of_sample
    (workspace.raw / "README.md").write_text("About this folder.")
    first = hashes(workspace)
    paths = write_sample(workspace, seed=2)
    second = hashes(workspace)
    assert first.keys() == second.keys() == {p.relative_to(workspace.raw).as_posix() for p in paths} | {"README.md", "SYNTHETIC"}
    assert first["2016-17/police_notifications.csv"] != second["2016-17/police_notifications.csv"]
    assert sorted(path.name for path in workspace.raw.parent.iterdir()) == ["benchmarks", "raw"]


@pytest.mark.parametrize("name", ["2016-17/police_notifications.csv", "notes.txt", "SYNTHETIC", "2017-18/README.md"])
def test_a_folder_with_other_files_is_refused_and_left_alone(make_workspace, name):
    workspace = make_workspace()
    foreign = workspace.raw / name
    foreign.parent.mkdir(parents=True)
    foreign.write_text("somebody's work")
    with pytest.raises(Fault, match=name):
        write_sample(workspace)
    assert list(hashes(workspace)) == [name]
    assert foreign.read_text() == "somebody's work"
    assert [path.name for path in workspace.raw.parent.iterdir()] == ["raw"]


def test_a_real_extract_in_place_of_a_sample_file_is_not_overwritten(copy_of_sample):
    workspace = copy_of_sample
    changed = workspace.raw / "2015-16" / "mash_referrals.csv"
    changed.write_text("real referrals")
    before = hashes(workspace)
    with pytest.raises(Fault, match="2015-16/mash_referrals"):
        write_sample(workspace)
    assert hashes(workspace) == before


def test_nothing_stays_when_writing_fails(make_workspace, monkeypatch):
    workspace = make_workspace()
    monkeypatch.setattr("sample.write_mark", lambda *_: insist(False, "broken"))
    with pytest.raises(CalibrationError, match="broken"):
        write_sample(workspace)
    assert [path.name for path in workspace.raw.parent.iterdir()] == ["raw"]
    assert hashes(workspace) == {}


def test_a_scale_below_one_is_refused(tmp_path):
    with pytest.raises(Fault, match="scale of 1 or more"):
        write_sample(Workspace(tmp_path), scale=0)


def test_scaling_multiplies_counts_and_keeps_the_rest():
    tripled = scaled(TARGETS, 3)
    assert tripled.years[1].missing.ages[15] == 3 * TARGETS.years[1].missing.ages[15]
    assert tripled.years[1].first == TARGETS.years[1].first
    assert tripled.service[3].last == TARGETS.service[3].last
