"""Data files as they are published: columns that change their names, years, marks and what cannot be right."""

from fractions import Fraction

import pytest

from analysis.base.settings import Fault
from analysis.compare.benchmarks import MARKS, read_release

HEADER = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,group,count"
LINE = "{},Reporting year,Local authority,E92,England,E12,North,{},{},{},{}"


@pytest.fixture
def written(tmp_path):
    """A function that writes lines of (year, code, name, group, count) as a data file."""

    def write(*lines, header=HEADER, encoding="utf-8"):
        path = tmp_path / "release.csv"
        path.write_text("\n".join([header, *(LINE.format(*line) for line in lines), ""]), encoding=encoding)
        return path

    return write


def test_a_number_is_read_and_a_mark_stays_a_mark(written):
    lines = [(2020 + n, "1", "Aston", "All", mark) for n, mark in enumerate(MARKS)]
    release = read_release(
        written(*lines, (2019, "1", "Aston", "All", '"1,234"'), (2018, "1", "Aston", "All", ""), (2017, "1", "Aston", "All", ":")),
        ["count"],
    )
    assert release.cells[2019, "1"].number == 1234
    assert [release.cells[2020 + n, "1"] for n in range(len(MARKS))] == [type(release.cells[2019, "1"])(None, mark) for mark in MARKS]
    assert release.cells[2018, "1"].mark == release.cells[2017, "1"].mark == "x"


def test_a_column_is_found_under_any_of_its_names(written):
    """Releases rename their columns; capitals, spaces and dashes are no change of name."""
    header = HEADER.replace("group,count", "group,Number of-Children").replace("time_period", "Year")
    path = written((2020, "1", "Aston", "All", 7), header=header, encoding="utf-8-sig")
    release = read_release(path, ["count", "number_of_children"], renamed={"time_period": ("year",)})
    assert release.cells[2020, "1"].number == Fraction(7)
    with pytest.raises(Fault, match=r"release\.csv has no column count\. It has: year, .*config/benchmarks\.toml"):
        read_release(path, ["count"], renamed={"time_period": ("year",)})


def test_years_of_six_digits_end_in_the_second(written):
    release = read_release(written((202425, "1", "Aston", "All", 7)), ["count"])
    assert (release.cells[2025, "1"].number, release.labels[2025]) == (7, "2024/25")
    with pytest.raises(Fault, match="'202427', which is not a year"):
        read_release(written((202427, "1", "Aston", "All", 7)), ["count"])


def test_a_renamed_authority_keeps_its_code_and_takes_its_last_name(written):
    release = read_release(written((2021, "1", "New Aston", "All", 8), (2020, "1", "Aston", "All", 7)), ["count"])
    assert release.names == {"1": "New Aston"}


def test_only_the_category_that_is_meant_is_read(written):
    path = written((2020, "1", "Aston", "All", 7), (2020, "1", "Aston", "Girls", 3))
    assert read_release(path, ["count"], {"group": ["all", "Total"]}).cells[2020, "1"].number == 7
    with pytest.raises(Fault, match=r"more than one row for 1 in 2020: .*under `where`"):
        read_release(path, ["count"])
    with pytest.raises(Fault, match="no row with group = Boys"):
        read_release(path, ["count"], {"group": ["Boys"]})


def test_what_is_neither_a_number_nor_a_mark_stops(written):
    """A cell that nobody can explain is not left out quietly."""
    with pytest.raises(Fault, match=r"holds '~5' where a number or one of the marks c, x, z, u, low, k belongs"):
        read_release(written((2020, "1", "Aston", "All", "~5")), ["count"])


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "release.csv"
    path.write_bytes("time_period\nS\xfcd\n".encode("cp1252"))
    with pytest.raises(Fault, match=r"release\.csv is not UTF-8 at byte"):
        read_release(path, ["count"])
    path.write_text("a,b\n1\n")
    with pytest.raises(Fault, match="line 2 has another number of cells"):
        read_release(path, ["count"])
