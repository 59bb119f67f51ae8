"""Usual ranges: which quarters count, what is said, and that nothing comes from a quarter that is not shown."""

import re
from fractions import Fraction

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.audit.numbers_in_text import numbers_in
from analysis.audit.pictures import picture_faults
from analysis.audit.search import search
from analysis.base.periods import Period, recent_quarters
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.compare.process_limits import Standing, has_usual_range, usual, usual_in
from analysis.disclose import Publishable, write_publishable
from analysis.markup import limit
from analysis.run.tasks import Task, _published_rows
from analysis.show.charts import control_chart
from analysis.show.narrative import usual_said
from tests.report.opened import opened

LAST = Period.parse("2016-17-Q4")
COUNTED, SHARED = "missing_notifications", "return_interviews_offered"


def row(key, quarter, value, whole="", version="1"):
    """A figure of a quarter; ``c`` hides it, and ``whole`` makes it a share."""
    printed = value if value in {"c", "x"} or not whole else str(round(100 * int(value) / int(whole)))
    unit = "percent of interviews" if whole else "notifications"
    marker = "c" if value == "c" else ""
    return (key, version, quarter.name, "", "", value.replace("x", ""), whole, printed, unit, "children", marker)


def rows(values, key=COUNTED, whole="", **of):
    """A row for each quarter up to the last one of 2016/17, from text such as ``"50 c 52"``."""
    quarters = recent_quarters(LAST, len(values.split()))
    lines = [row(key, quarter, value, whole, **of) for quarter, value in zip(quarters, values.split(), strict=True)]
    return Publishable(pd.DataFrame(lines, columns=RESULT_COLUMNS, dtype="str"), "public")


def found(values, key=COUNTED, **more):
    return usual(rows(values, key, **more), indicator(key), LAST)


def said(one):
    return usual_said([one], LAST).blocks[0].striptags()


@pytest.mark.parametrize(("values", "standing"), [
    ("50 47 55 51 46 53 50 52", Standing.WITHIN),
    ("50 47 55 51 46 53 50 98", Standing.ABOVE),
    ("50 47 55 51 46 53 50 9", Standing.BELOW),
    ("47 55 51 46 53 50 52", Standing.TOO_FEW),
    ("50 c 47 55 51 46 53 50 52", Standing.HIDDEN),
    ("50 47 55 51 46 53 50 c", Standing.HIDDEN),
    ("50 47 55 51 46 53 50 x", Standing.NO_FIGURE),
    ("0 0 0 0 0 0 0 0", Standing.TOO_FEW),
    ("0 3 0 1 0 2 1 0", Standing.WITHIN),
    ("c 50 47 55 51 46 53 50 52", Standing.WITHIN),
])  # fmt: skip
def test_each_history_has_its_reading(values, standing):
    """Eight quarters without a gap are needed; a gap before them does no harm."""
    one = found(values)
    assert one.standing is standing
    assert (one.limits is None) == (standing not in {Standing.WITHIN, Standing.ABOVE, Standing.BELOW})


@pytest.mark.parametrize(("last", "standing"), [
    ("78", Standing.WITHIN),
    ("79", Standing.ABOVE),
    ("8", Standing.WITHIN),
    ("7", Standing.BELOW),
])  # fmt: skip
def test_a_figure_on_the_limit_is_within_it(last, standing):
    """78 and 8 are the printed limits themselves: what equals a limit in print must not be called beyond it."""
    one = found(f"40 47 55 41 46 43 50 {last}")
    assert one.standing is standing
    assert one.is_outside(one.latest) == (standing is not Standing.WITHIN)
    assert (Fraction(last) in {one.limits.lower, one.limits.upper}) == (standing is Standing.WITHIN)


def test_what_has_no_figure_or_no_usual_range_is_passed_over():
    """Of three indicators one has its figures, one has none, and the third is a total so far, which can only rise."""
    so_far = "taxi_drivers_trained"
    shown = Publishable(pd.concat([rows("50 47 55 51 46 53 50 52").rows, rows("1 2 3 4 5 6 7 8", so_far).rows]), "public")
    told = usual_in(shown, map(indicator, (COUNTED, SHARED, so_far)), LAST)
    assert [one.indicator.key for one in told] == [COUNTED]


def test_a_hidden_quarter_moves_no_limit():
    """Whatever is hidden, the limits are those of the quarters after it: nothing can be worked back from them."""
    shown = found("50 47 55 51 46 53 50 52")
    assert found("c 50 47 55 51 46 53 50 52").limits == shown.limits
    assert found("5 50 47 55 51 46 53 50 52").limits != shown.limits


def test_a_limit_names_every_figure_that_it_comes_from():
    """The audit finds one that comes from a figure which is hidden."""
    element = BeautifulSoup(limit(found("50 47 55 51 46 53 50 52"), "upper"), "html.parser").data
    addresses = element["data-figure"].split(" - ")
    assert addresses == [f"{COUNTED}@{quarter.name}" for quarter in reversed(recent_quarters(LAST))]


def test_the_audit_refuses_a_limit_from_a_hidden_quarter(tmp_path):
    published = rows("50 47 55 51 46 53 50 52").rows
    published.to_csv(tmp_path / "results.csv", index=False)
    text = f'<p class="computed">{limit(found("50 47 55 51 46 53 50 52"), "upper")}</p>'
    (tmp_path / "report.html").write_text(text, encoding="utf-8")
    assert search(tmp_path) == []
    hidden = published["period"] == "2015-16-Q2"
    published.loc[hidden, ["numerator", "value", "marker"]] = "c"
    published.to_csv(tmp_path / "results.csv", index=False)
    assert search(tmp_path) == [f"report.html: a limit is given of {COUNTED}@2015-16-Q2, which is hidden"]


def test_quarters_that_are_not_alike_are_no_history():
    old = rows("50 47 55 51 46 53 50 52").rows
    old.loc[old["period"] == "2015-16-Q1", "definition_version"] = "0"
    assert usual(Publishable(old, "public"), indicator(COUNTED), LAST).standing is Standing.TOO_FEW


def test_a_percentage_never_leaves_nought_to_a_hundred():
    limits = found("99 90 99 91 99 92 99 93", SHARED, whole="100").limits
    assert limits.upper == 100
    assert limits.lower < 90


def test_small_counts_give_no_alarm():
    """From 1 to 7 looks like a rise; with an average of three it is what chance does."""
    assert found("1 2 4 1 3 2 4 7").standing is Standing.WITHIN


def test_the_printed_figure_and_the_printed_limits_agree():
    one = found("50 47 55 51 46 53 50 52")
    assert one.limits.lower.denominator == one.limits.upper.denominator == 1
    assert [one.is_outside(figure) for figure in one.figures] == [False] * 8
    assert Fraction(one.latest.value) <= one.limits.upper


def test_ages_and_totals_so_far_have_no_usual_range():
    assert not has_usual_range(indicator("missing_peak_age"))
    assert not has_usual_range(indicator("taxi_drivers_trained"))
    assert has_usual_range(indicator(COUNTED))


def test_a_report_publishes_the_undivided_figures_that_its_ranges_come_from(new_workspace, tmp_path):
    """Ten quarters: of the first two, which no table of the report shows, the whole and not the parts."""
    workspace = new_workspace(tmp_path)
    workspace.figures.mkdir(parents=True)
    whole = rows("50 47 55 51 46 53 50 52 49 51").rows
    parts = whole.assign(breakdown="sex", category="female")
    write_publishable(Publishable(pd.concat([whole, parts]), "public"), workspace.figures)
    published = _published_rows(Task(workspace.root, LAST, "public"))
    counted = published.groupby("period")["breakdown"].apply(list).to_dict()
    assert len(counted) == 10
    assert counted["2014-15-Q3"] == counted["2014-15-Q4"] == [""]
    assert counted["2015-16-Q1"] == ["", "sex"]


# What is shown


@pytest.mark.parametrize(("values", "words"), [
    ("50 47 55 51 46 53 50 52", r": 52 in Q4 2016/17 is within its usual range of \d\d to \d\d\.$"),
    ("50 47 55 51 46 53 50 98", r": 98 in Q4 2016/17 is above its usual range of \d\d to \d\d\.$"),
    ("50 47 55 51 46 53 50 9", r": 9 in Q4 2016/17 is below its usual range of \d\d to \d\d\.$"),
    ("50 47 55 51 46 c 50 52", r"^No usual range is given where a quarter is not shown: notifications of missing and absent children\.$"),
    ("50 52", r"^No figure has been counted alike in enough quarters yet"),
])  # fmt: skip
def test_each_reading_is_a_sentence(values, words):
    assert re.search(words, said(found(values)))


def test_several_figures_are_told_by_what_is_outside():
    inside, outside = found("50 47 55 51 46 53 50 52"), found("50 47 55 51 46 53 50 98")
    text = usual_said([inside, outside, inside], LAST).blocks[0].striptags()
    assert text.endswith("In Q4 2016/17 every other figure with a usual range is within it.")
    assert usual_said([inside, inside], LAST).blocks[0].striptags() == "In Q4 2016/17 every figure with a usual range is within it."


@pytest.fixture
def report(tmp_path, new_workspace):
    """A function that gives the report on the last quarter."""
    workspace = new_workspace(tmp_path)
    return lambda published: opened(workspace, LAST, published)


def test_the_table_has_the_figure_the_average_and_the_range(report):
    shown = report(rows("50 50 50 50 50 50 50 50")).table.usual_ranges("missing").json
    assert shown["columns"] == ["Indicator", "Q4 2016/17", "Average", "Usual range", "Reading"]
    assert shown["rows"] == [["Notifications of missing and absent children", "50", "50", "30 to 72", "within"]]
    assert report(rows("50 52")).table.usual_ranges("missing") is None


def test_the_chart_draws_the_limits_and_says_what_is_outside():
    shown = control_chart(found("50 47 55 51 46 53 50 98"), LAST).json
    assert shown["columns"] == ["Quarter", "Notifications of missing and absent children", "Lower limit", "Average", "Upper limit"]
    assert len(shown["rows"]) == 8
    assert re.search(r"98 is above the usual range of \d\d to \d\d$", shown["title"])
    assert "Outside its usual range: Q4 2016/17." in shown["alt"]


def test_the_audit_reads_the_names_of_quarters_line_by_line():
    """ "Q1" over "2015/16" is no number 12015, and no number 1 that nothing explains."""
    chart = control_chart(found("50 47 55 51 46 53 50 98"), LAST)
    table = BeautifulSoup(chart.html, "html.parser")
    explained = set(numbers_in(table.get_text(" ")))
    drawn = [float(element["value"]) for element in table.select("details data")]
    assert list(picture_faults(chart.svg, explained, drawn)) == []
    assert list(picture_faults(chart.svg, explained - {"98"}, drawn)) != []
    assert list(picture_faults(chart.svg, explained, [one for one in drawn if one != 98])) != []


def test_nothing_is_drawn_where_a_quarter_is_hidden(report):
    hidden = rows("50 47 55 51 46 c 50 52")
    with pytest.raises(Fault, match="has no usual range in Q4 2016/17: not shown"):
        control_chart(usual(hidden, indicator(COUNTED), LAST), LAST)
    assert report(hidden).chart.control(COUNTED) is None
    assert "No usual range is given" in report(hidden).usual_ranges("missing").blocks[0]
