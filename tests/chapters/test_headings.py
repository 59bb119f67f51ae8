"""Headings are data: ``config/headings.toml`` says them, and a faulty file is told in one message."""

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import project
from analysis.chapters import SECTIONS
from analysis.chapters.headings import read_headings
from analysis.report import Report
from analysis.report.opened import Opened
from tests.conftest import PROJECT

SHIPPED = (PROJECT / "config" / "headings.toml").read_text(encoding="utf-8")


def written(root, text):
    """A workspace with headings of its own."""
    (root / "config").mkdir()
    (root / "config" / "headings.toml").write_text(text, encoding="utf-8")
    return Workspace(root)


def test_a_changed_heading_is_what_the_report_calls_the_section(tmp_path):
    own = written(tmp_path, SHIPPED.replace('missing = "Children missing from home and care"', 'missing = "Missing children"'))
    assert Opened(Workspace(PROJECT), Period.parse("2016-17"), "public").records.heading("missing") == "children missing from home and care"
    (own.config / "authority.toml").write_bytes((PROJECT / "config" / "authority.toml").read_bytes())
    assert Opened(own, Period.parse("2016-17"), "public").records.heading("missing") == "missing children"


def test_commentary_stands_under_the_headings_of_the_file(tmp_path):
    """A heading that was renamed there is asked for by its new name, and no longer by its old."""
    own = written(tmp_path, SHIPPED.replace('"Profile"', '"Picture"'))
    report = Report(Opened(own, Period.parse("2016-17"), "public"))
    with pytest.raises(Fault, match=r"'Profile' is not a heading of the commentary\. It has: .*, Picture, "):
        report.commentary("Profile")


def test_a_workspace_without_the_file_has_the_headings_of_the_project(tmp_path):
    assert read_headings(Workspace(tmp_path)) == read_headings(Workspace(project()))


def test_sections_come_in_the_order_of_the_report_whatever_that_of_the_file(tmp_path):
    before, _, sections = SHIPPED.partition("[sections]\n")
    turned = "\n".join(reversed(sections.splitlines()))
    assert tuple(read_headings(written(tmp_path, f"{before}[sections]\n{turned}\n")).sections) == SECTIONS


def test_all_faults_of_the_file_are_told_with_the_file_and_the_key(tmp_path):
    text = 'commentary = ["Profile", "Training ", "Profile"]\n[sections]\nmissing = ""\nweather = "Weather"\n'
    with pytest.raises(Fault) as fault:
        read_headings(written(tmp_path, text))
    message = str(fault.value)
    for piece in (
        f"{tmp_path / 'config' / 'headings.toml'} has 2 fault(s)",
        "sections: partnership has no heading: write one; ",
        "there is no section weather: take its heading away",
        "the heading of missing is empty: write it",
        "commentary: 'Training ' must be one line without blanks at its ends: put it right",
        "'Profile' stands there 2 times: leave one",
    ):
        assert piece in message
