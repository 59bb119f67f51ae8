"""Rates, ranges and limits, worked out by hand, and nothing from what is not published."""

from datetime import date
from fractions import Fraction

import pytest

from analysis.base.control_limits import count_limits
from analysis.base.settings import Fault, Workspace
from analysis.compare.benchmarks import figures_of, open_shelf
from analysis.compare.funnels import FunnelStanding
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
    people = rows("people", y2015="1 1 1 1 1 1 1 1", y2016=f"1000000 50000 {mark} 10000 10000 10000 10000 10000")
    (workspace.benchmarks / "people.csv").write_text(people, encoding="utf-8")
    one = benchmark(workspace)
    assert (one.figure(2017, "1").rate, one.figure(2017, "1").value, one.limits(2017)) == (None, mark, None)


def test_the_limits_are_those_for_an_area_of_our_size(workspace):
    """In 2016 all are of 10,000 and together 95 of 60,000, hardly further apart than chance: exact limits of a count of 95 / 6."""
    one = benchmark(workspace)
    exact = count_limits(Fraction(95, 6), one.funnel(2016).spread)
    assert 1 <= one.funnel(2016).spread < 1.1
    assert one.limits(2016).centre == Fraction(95, 6)
    assert (one.limits(2016).lower, one.limits(2016).upper) == (exact.lower, exact.upper)
    assert one.standing(2016) is FunnelStanding.WITHIN


def test_limits_are_wider_where_neighbours_differ_and_for_a_small_area(workspace):
    """In 2017 Hartmoor has twice to four times as many as the others and stands out; Downmarsh is not published. Neither is in a limit."""
    funnel = benchmark(workspace).funnel(2017)
    assert funnel.average == Fraction(78, 50_000)
    assert funnel.spread == pytest.approx(1.25, abs=0.01)
    assert funnel.at(10_000).upper > funnel.at(20_000).upper


@pytest.mark.parametrize(("own", "standing"), [("1", FunnelStanding.BELOW), ("40", FunnelStanding.WITHIN), ("300", FunnelStanding.ABOVE)])
def test_who_stands_out_is_beyond_a_limit(workspace, own, standing):
    """Ours is of 20,000 children, theirs of 10,000 with 20 each or so."""
    assert put(workspace, y2017=f"500 100 {own} 20 21 19 22 18").standing(2017) is standing


def test_there_are_no_limits_of_what_is_not_published(workspace):
    """Neither where ours is not, nor from fewer than five authorities."""
    for cells in ("500 100 c 10 40 50 22 16", "500 100 30 c 40 c 22 16"):
        one = put(workspace, y2017=cells)
        assert (one.limits(2017), one.standing(2017)) == (None, FunnelStanding.NONE)


def test_the_range_is_that_of_the_published_neighbours(workspace):
    spread = benchmark(workspace).spread(2017)
    assert (spread.lowest.value, spread.highest.value, spread.published, spread.unpublished) == ("10.0", "40.0", 4, 1)
    nobody = put(workspace, y2017="500 100 30 c x u c c").spread(2017)
    assert (nobody.lowest, nobody.published, nobody.unpublished) == (None, 0, 5)


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
    limits = benchmark(workspace).limits(2017)
    printed = [f"{float(limits.lower):.1f}", f"{float(limits.upper):.1f}"]
    assert [own[name] for name in ("count", "population", "value", "together", "standing")] == [
        "30", "20000", "15.0", "15.6", "within the limits",
    ]  # fmt: skip
    assert [own[name] for name in ("lower_limit", "upper_limit")] == printed
    assert [hidden[name] for name in ("count", "population", "value", "marker", "lower_limit")] == ["c", "10000", "c", "c", ""]


# What a workspace lacks


def test_the_neighbours_come_from_the_model_when_the_authority_lists_none(workspace):
    path = workspace.config / "authority.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["2", "3", "4", "5", "6"]', "[]"), encoding="utf-8")
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
    assert put(workspace, y2017="500 100 1 1 1 1 22 16").figure(2017, "1").rate == Fraction(1, 2)
