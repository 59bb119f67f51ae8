"""The made-up city of today: its own workspace, the same bytes each time, in words and columns of today."""

import hashlib

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.base.settings import Workspace
from analysis.cli import main
from sample.today import TOTALS
from sample.today.rows import LAYOUTS


def made(folder, *flags):
    told = CliRunner().invoke(main, ["sample", "--today", str(folder), *flags])
    assert told.exit_code == 0, told.output
    return Workspace(folder)


def hashes(workspace):
    paths = sorted(path for path in workspace.raw.rglob("*") if path.is_file())
    return {path.relative_to(workspace.raw).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return made(tmp_path_factory.mktemp("city"))


def rows(workspace, table, year="2025-26"):
    return pd.read_csv(workspace.raw / year / LAYOUTS[table].file, dtype=str, keep_default_na=False)


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(city, tmp_path):
    assert hashes(made(tmp_path / "again")) == hashes(city)
    assert hashes(made(tmp_path / "other", "--seed", "7")).keys() == hashes(city).keys()
    assert hashes(Workspace(tmp_path / "other")) != hashes(city)


def test_it_has_a_name_and_mappings_of_its_own(city):
    """Nothing of the county of 2016-17 is left, and each mapping is for a file that is there."""
    assert city.authority.name == "Wyreford City Council"
    assert city.authority.exploitation == ("sexual", "criminal")
    assert {path.stem for path in (city.config / "extracts").glob("*.toml")} == LAYOUTS.keys()
    assert "Trentshire" not in "".join(path.read_text(encoding="utf-8") for path in city.raw.rglob("*.csv"))


def test_an_episode_is_one_row_with_its_found_time_and_nobody_is_absent(city):
    reports = rows(city, "notifications")
    year = TOTALS.years[1]
    assert len(reports) == year.missing.missing_episodes + year.missing.absent_episodes
    assert reports["ReportID"].is_unique
    assert set(reports["OccDesc"]) == {"Missing Person"}
    assert set(reports["Initial_Risk_Level"]) == {"No apparent risk", "Low", "Medium", "High"}
    assert (reports["When_Traced"] == "").sum() == year.missing.still_open


def test_work_about_exploitation_says_its_types_alike_for_one_child(city):
    parts = pd.concat([rows(city, table) for table in ("referrals", "risk_assessments", "strategy_meetings")])
    assert set(parts["Exploitation type"]) == {"CSE", "CCE", "CSE and CCE", ""}
    assert parts.groupby("PersonID")["Exploitation type"].nunique().max() == 1


def test_dates_are_those_of_their_year(city):
    received = pd.to_datetime(rows(city, "referrals")["ContactDate"], format="%d/%m/%Y")
    assert (received.min() >= pd.Timestamp(2025, 4, 1), received.max() <= pd.Timestamp(2026, 3, 31)) == (True, True)
    assert received.dt.day_of_week.max() <= 4


@pytest.mark.parametrize("flag", [("--dirty",), ("--scale", "2")])
def test_flags_of_the_other_sample_are_refused(tmp_path, flag):
    told = CliRunner().invoke(main, ["sample", "--today", str(tmp_path / "city"), *flag])
    assert (told.exit_code, (tmp_path / "city").exists()) == (2, False)
    assert "--today takes neither --dirty nor --scale" in told.output


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    told = CliRunner().invoke(main, ["sample", "--today", str(tmp_path)])
    assert told.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
