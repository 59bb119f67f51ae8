"""Rates, ranges and places, worked out by hand, and nothing from what is not published."""

from datetime import date
from fractions import Fraction

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.compare.benchmarks import figures_of, open_shelf
from tests.compare.benchmarks.conftest import rows

MARCH_2017 = date(2017, 3, 31)


def benchmark(workspace, day=MARCH_2017):
    return open_shelf(workspace, day).benchmarks["factor"]


def put(workspace, **years):
    (workspace.benchmarks / "factors.csv").write_text(rows("Exploitation", **years), encoding="utf-8")
    return benchmark(workspace)


def test_a_rate_is_of_the_population_of_the_year_before(workspace):
    """30 of the 20,000 children of mid-2016 are 15 in 10,000; 20 of the 10,000 of mid-2015 are 20."""
    one = benchmark(workspace)
    assert [one.figure(year, "1").value for year in one.years] == ["20.0", "15.0"]
    assert one.figure(2017, "E92000001").rate == 5
    assert one.figure(2017, "E12000004").rate == 20


def test_a_mark_is_never_worked_with(workspace):
    figure = benchmark(workspace).figure(2017, "4")
    assert (figure.rate, figure.value, figure.shown) == (None, "c", "[c]")


@pytest.mark.parametrize("mark", ["c", "x", "z", "u", "low", "k"])
def test_a_population_that_is_not_published_gives_no_rate(workspace, mark):
    people = rows("people", y2015="1 1 1 1 1 1", y2016=f"1000000 50000 {mark} 10000 10000 10000")
    (workspace.benchmarks / "people.csv").write_text(people, encoding="utf-8")
    one = benchmark(workspace)
    assert (one.figure(2017, "1").rate, one.figure(2017, "1").value, one.place(2017)) == (None, mark, None)


def test_a_place_counts_from_the_highest(workspace):
    """In 2016 ours was 20, theirs 10, 15 and 20: first, and shared."""
    place = benchmark(workspace).place(2016)
    assert (place.value, place.of, place.unpublished, place.is_shared) == ("1", 4, 0, True)


def test_a_place_is_between_two_where_a_neighbour_is_not_published(workspace):
    """15 lies below 40 and above 10; the fourth may be above or below."""
    place = benchmark(workspace).place(2017)
    assert (place.value, place.of, place.unpublished) == ("2 to 3", 4, 1)


def test_there_is_no_place_of_what_is_not_published(workspace):
    assert put(workspace, y2017="500 100 c 10 40 50").place(2017) is None
    assert put(workspace, y2017="500 100 30 c 40 c").place(2017) is None


def test_the_range_is_that_of_the_published_neighbours(workspace):
    spread = benchmark(workspace).spread(2017)
    assert (spread.lowest.value, spread.highest.value, spread.published, spread.unpublished) == ("10.0", "40.0", 2, 1)
    nobody = put(workspace, y2017="500 100 30 c x u").spread(2017)
    assert (nobody.lowest, nobody.published, nobody.unpublished) == (None, 0, 3)


def test_a_report_shows_no_year_that_ended_after_it(workspace):
    assert benchmark(workspace, date(2017, 2, 28)).years == (2016,)
    assert benchmark(workspace, date(2016, 12, 31)).years == (2016,)
    assert "has no figures of Trentshire County Council" in open_shelf(workspace, date(2015, 3, 31)).why_not("factor")


def test_without_a_population_the_number_stands_as_it_was_published(workspace):
    path = workspace.config / "benchmarks.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('population = "children"', "decimals = 0"), encoding="utf-8")
    assert benchmark(workspace).figure(2017, "1").value == "30"


def test_the_rows_beside_a_report_hold_what_it_shows(workspace):
    found = {(row["year"], row["place"]): row for row in figures_of([benchmark(workspace)])}
    own, hidden = found["2017", "1"], found["2017", "4"]
    assert [own[name] for name in ("count", "population", "value", "rank", "of", "not_published")] == [
        "30",
        "20000",
        "15.0",
        "2 to 3",
        "4",
        "1",
    ]
    assert [hidden[name] for name in ("count", "population", "value", "marker", "rank")] == ["c", "10000", "c", "c", ""]


# What a workspace lacks


def test_the_neighbours_come_from_the_model_when_the_authority_lists_none(workspace):
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["2", "3", "4"]', "[]"), encoding="utf-8")
    assert benchmark(workspace).neighbours == ()
    model = "\ufeffold_la_code,la_name,SN_1,SN_1P,SN_2,SN_2P\n9,Other,1,Close ,2,Close \n1,Trentshire,3,Close ,2,Close \n"
    (workspace.benchmarks / "model.csv").write_text(model, encoding="utf-8")
    assert benchmark(Workspace(workspace.root)).neighbours == ("3", "2")


def test_what_is_not_there_is_said_in_a_sentence(workspace):
    assert "config/benchmarks.toml has no measure other" in open_shelf(workspace, MARCH_2017).why_not("other")
    (workspace.benchmarks / "people.csv").unlink()
    assert "data/benchmarks holds no file *people*.csv" in open_shelf(workspace, MARCH_2017).why_not("factor")
    (workspace.benchmarks / "factors.csv").unlink()
    assert "none have been put into data/benchmarks" in open_shelf(workspace, MARCH_2017).why_not("factor")
    (workspace.config / "benchmarks.toml").unlink()
    assert "does not say which" in open_shelf(workspace, MARCH_2017).why_not("factor")


def test_an_authority_that_has_not_said_who_it_is_is_told_so(workspace):
    """A new workspace has files from its sample before anyone has filled in its code."""
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('old_la_code = "1"', ""), encoding="utf-8")
    assert "does not give our own code, old_la_code" in open_shelf(Workspace(workspace.root), MARCH_2017).why_not("factor")


def test_two_releases_at_once_are_refused(workspace):
    (workspace.benchmarks / "factors_2018.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(Fault, match=r"2 files \*factors\*\.csv: factors\.csv, factors_2018\.csv"):
        open_shelf(workspace, MARCH_2017)


def test_a_measure_that_names_no_population_is_a_fault(workspace):
    path = workspace.config / "benchmarks.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[population.children]", "[population.adults]"), encoding="utf-8")
    with pytest.raises(Fault, match=r"factor names children: there is no \[population\.children\]"):
        open_shelf(workspace, MARCH_2017)


def test_rates_are_exact_until_they_are_printed(workspace):
    assert put(workspace, y2017="500 100 1 1 1 1").figure(2017, "1").rate == Fraction(1, 2)
