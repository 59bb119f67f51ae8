"""Configuration: read once, checked whole, handed on frozen."""

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from analysis.base.settings import Fault, Workspace

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path):
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    return Workspace(tmp_path)


def test_the_configuration_of_the_project_is_sound():
    workspace = Workspace(PROJECT)
    assert workspace.authority.year_starts_in == 4
    assert workspace.policy.disclosure.hide_counts_up_to == 5
    assert {"2015-16", "2016-17"} <= workspace.supplied.keys()


def test_all_faults_of_a_file_are_named_at_once(workspace):
    """A misspelt key, a missing one and a month that is none: one message, with the file and each key."""
    (workspace.config / "authority.toml").write_text('name = "A"\ncommitee = "B"\ndistricts = []\nyear_starts_in = 13\n')
    with pytest.raises(Fault) as fault:
        _ = workspace.authority
    for piece in ("authority.toml has 4 fault(s)", "commitee", "committee", "short_name", "year_starts_in"):
        assert piece in str(fault.value)


def test_a_file_that_is_not_toml_is_named_with_its_line(workspace):
    (workspace.config / "policy.toml").write_text("[disclosure]\nhide_counts_up_to = five\n")
    with pytest.raises(Fault, match=r"policy\.toml is not valid TOML.*line 2"):
        _ = workspace.policy


def test_a_missing_file_is_named(workspace):
    (workspace.config / "policy.toml").unlink()
    with pytest.raises(Fault, match=r"policy\.toml is missing"):
        _ = workspace.policy


def test_two_values_for_one_supplied_figure_are_a_fault_that_names_both_sources(workspace):
    line = '[[figure]]\nindicator = "e_learning_courses"\nvalue = {}\nsupplied_by = "{}"\nsupplied_on = 2017-04-03\n'
    (workspace.config / "supplied" / "2016-17.toml").write_text(line.format(3, "the college") + line.format(4, "the academy"))
    with pytest.raises(Fault, match="e_learning_courses has two values, 3 from the college and 4 from the academy"):
        _ = workspace.supplied


def test_a_supplied_figure_without_its_source_is_a_fault(workspace):
    """Who handed a number over, and when, must be known."""
    (workspace.config / "supplied" / "2016-17.toml").write_text('[[figure]]\nindicator = "e_learning_courses"\nvalue = 3\n')
    with pytest.raises(Fault, match=r"figure\.0\.supplied_by"):
        _ = workspace.supplied


def test_records_cannot_be_changed():
    with pytest.raises(ValidationError):
        Workspace(PROJECT).authority.name = "Another"


def test_a_workspace_is_synthetic_when_its_extracts_say_so(tmp_path):
    assert not Workspace(tmp_path).is_synthetic
    Workspace(tmp_path).raw.mkdir(parents=True)
    (Workspace(tmp_path).raw / "SYNTHETIC").touch()
    assert Workspace(tmp_path).is_synthetic


@pytest.mark.parametrize("name", ["Europe/Londn", "London", "", "GMT+1 or so", "../etc/passwd", "/etc/localtime", "Europe"])
def test_a_time_zone_that_there_is_not_is_a_fault(workspace, name):
    """It is named, with one that there is."""
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text().replace("Europe/London", name))
    with pytest.raises(Fault, match=r"time_zone: there is no time zone .*Europe/London"):
        _ = workspace.authority


def test_other_time_zones_may_stand_there(workspace):
    """The one that is set, and London without any."""
    path = workspace.config / "authority.toml"
    text = path.read_text()
    path.write_text(text.replace("Europe/London", "Europe/Jersey"))
    assert workspace.authority.time_zone == "Europe/Jersey"
    path.write_text(text.replace('time_zone = "Europe/London"', ""))
    assert Workspace(workspace.root).authority.time_zone == "Europe/London"
