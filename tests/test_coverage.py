"""What the report of 2016/17 holds is produced or is commentary by nature: docs/coverage.md goes paragraph by paragraph, and is true."""

import csv
import re

import pytest

from analysis.base.spec import Address
from analysis.chapters import indicator
from analysis.chapters.headings import shipped_headings
from tests.conftest import PROJECT
from tests.test_end_to_end import page

pytestmark = pytest.mark.xdist_group("end to end")

ROW = re.compile(r"^\| (?P<number>\d+) \| (?P<holds>[^|]+) \| (?P<figures>[^|]*)\| (?P<words>[^|]+) \|$", re.MULTILINE)
ROWS = [one.groupdict() for one in ROW.finditer((PROJECT / "docs" / "coverage.md").read_text())]


def named(text):
    """The indicators that a cell names, as key and breakdown."""
    return [(key, breakdown) for key, breakdown in re.findall(r"`(\w+)(?:\[(\w+)\])?`", text)]


def test_each_paragraph_has_a_row_with_figures_or_words():
    assert [int(row["number"]) for row in ROWS] == list(range(1, 38))
    assert [row["number"] for row in ROWS if not named(row["figures"]) and not re.search(r"\*\w|template", row["words"])] == []


def test_every_published_figure_is_in_the_row_of_its_paragraph():
    with (PROJECT / "tests" / "published_2016_17.csv").open() as file:
        published = [(one["paragraph"], Address.parse(one["address"])) for one in csv.DictReader(file)]
    rows = {row["number"]: named(row["figures"]) for row in ROWS}
    assert [(n, str(one)) for n, one in published if not any(is_named(one, *each) for each in rows[n])] == []


def is_named(address, key, breakdown):
    """A figure is named by its indicator; one part of a whole by its breakdown as well."""
    return address.indicator == key and address.breakdown in ("", breakdown)


def test_every_heading_has_commentary_in_the_sample():
    headings = {one for row in ROWS for one in re.findall(r"\*([^*]+)\*", row["words"])}
    written = (PROJECT / "config" / "commentary" / "2016-17.md").read_text()
    assert headings <= set(shipped_headings().commentary)
    assert [one for one in headings if f"# {one}\n" not in written] == []


def test_every_figure_stands_in_the_reports(built):
    """On the page of the year or of the problem profile; some only in the internal edition."""
    pages = [page(built, "2016-17", edition, name) for edition in ("public", "internal") for name in ("report", "problem-profile")]
    addresses = [Address.parse(one["data-figure"]) for each in pages for one in each.select("data.figure")]
    shown = {(one.indicator, one.breakdown) for one in addresses if one.period != "2015-16"}
    assert {one for row in ROWS for one in named(row["figures"])} - shown == set()


def test_every_indicator_exists():
    for row in ROWS:
        for key, breakdown in named(row["figures"]):
            assert not breakdown or breakdown in {one.key for one in indicator(key).breakdowns}, (row["number"], key)
