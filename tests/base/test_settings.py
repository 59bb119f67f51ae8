"""Configuration: read once, checked whole, handed on frozen."""

import re
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from analysis.base.settings import Authority, DisclosurePolicy, Fault, Workspace, files_like, read_record

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


SOUND = 'name = "A Council"\nshort_name = "A"\ncommittee = "Children"\ndistricts = ["Ashdale", "Broxley"]\n'


def authority(tmp_path, content: str | bytes):
    path = tmp_path / "authority.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_record(path, Authority)


@pytest.mark.parametrize(
    ("districts", "words"),
    [
        ('["Ashdale", "Ashdale"]', "'Ashdale' stands there twice"),
        ('["Ashdale", "ASHDALE"]', "stands there twice"),
        ('["New bridge", "New_bridge"]', "stands there twice"),
        ('[""]', "a name is missing"),
        ('["Ashdale", "  "]', "a name is missing"),
        ('["Ashdale "]', "a blank at an end"),
        ('["Ash\\ndale"]', "a line break"),
        ('["total"]', "stands for something else"),
        ('["not_recorded"]', "stands for something else"),
        ('["Not recorded"]', "stands for something else"),
        ('["Elsewhere"]', "stands for something else"),
        ('["A [north]"]', "belong to the address of a figure"),
        ('["A=B"]', "belong to the address of a figure"),
    ],
)
def test_a_district_is_a_name_of_its_own(tmp_path, districts, words):
    """Every table divides by these names: two alike, none at all, or one that means something else would make a figure ambiguous."""
    with pytest.raises(Fault, match="districts: ") as fault:
        authority(tmp_path, SOUND.replace('["Ashdale", "Broxley"]', districts))
    assert words in str(fault.value)


@pytest.mark.parametrize("key", ["name", "short_name", "committee"])
@pytest.mark.parametrize("value", ['""', '"   "', '"A\\nB"', "5", "[]", "true"])
def test_who_reports_has_a_name(tmp_path, key, value):
    with pytest.raises(Fault, match=rf"1 fault\(s\):\n  {key}: "):
        authority(tmp_path, re.sub(rf"^{key} = .*$", lambda _: f"{key} = {value}", SOUND, flags=re.MULTILINE))


@pytest.mark.parametrize("value", ["true", "false"])
def test_yes_is_no_number(tmp_path, value):
    """Python would take it for 1, and start the year in January."""
    with pytest.raises(Fault, match=f"year_starts_in: {value} is no number"):
        authority(tmp_path, SOUND + f"year_starts_in = {value}\n")


def test_a_policy_that_hides_nothing_is_refused():
    """Nought would put single children into the public edition; one table of its own may still have it."""
    with pytest.raises(ValueError, match="0 hides nothing"):
        DisclosurePolicy(hide_counts_up_to=0)
    assert DisclosurePolicy(hide_counts_up_to=5, tables={"missing_episodes": {"hide_counts_up_to": 0}}).limit("missing_episodes") == 0


def test_a_mark_in_front_of_utf8_is_no_part_of_a_file(tmp_path):
    """Notepad writes one; lines may end as on Windows."""
    assert authority(tmp_path, b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode()).districts == ("Ashdale", "Broxley")


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (SOUND.replace("Children", "Children \u2013 and").encode("cp1252"), 3, "probably in Windows-1252"),
        (("# \u00e9\n" + SOUND).encode("cp1252"), 1, "probably in Windows-1252"),
        (SOUND.encode("utf-16"), 1, "is not in UTF-8"),
        (SOUND.encode() + b"# a\0b\n", 5, "NUL"),
    ],
)
def test_a_file_that_is_no_utf8_is_told_by_its_line(tmp_path, content, line, words):
    with pytest.raises(Fault, match=rf"authority\.toml: line {line} ") as fault:
        authority(tmp_path, content)
    assert words in str(fault.value)


def test_a_folder_where_a_file_should_be(tmp_path):
    (tmp_path / "authority.toml").mkdir()
    with pytest.raises(Fault, match=r"authority\.toml is a folder, where a file should be"):
        read_record(tmp_path / "authority.toml", Authority)


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "supplied").write_text("x")
    with pytest.raises(Fault, match="supplied cannot be listed"):
        files_like(tmp_path / "supplied", "*.toml")


def test_brackets_without_end_are_a_fault(tmp_path):
    """And no error of the program."""
    with pytest.raises(Fault, match="is not valid TOML"):
        authority(tmp_path, SOUND + "x = " + "[" * 5000)
