"""Usual ranges: which quarters count, what is said, and that nothing comes from a quarter that is not shown."""

import re
from dataclasses import replace
from fractions import Fraction

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.audit.alternatives import cells_of_chart
from analysis.audit.pictures import picture_faults
from analysis.audit.search import search
from analysis.base.elements import parsed
from analysis.base.periods import Period, recent_quarters
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.compare.process_limits import Assurance, Variation, has_usual_range, usual, usual_in
from analysis.compare.signals import SignalRule
from analysis.compare.targets import Target
from analysis.disclose import Publishable, write_publishable
from analysis.markup import limit
from analysis.run.tasks import Task, _published_rows
from analysis.show.charts import control_chart
from analysis.show.charts.control import LIMITS, _limit, draw_control
from analysis.show.charts.series import Point, Series, quarter_ticks
from analysis.show.narrative import usual_said
from analysis.show.tables import usual_ranges
from tests.report.opened import opened
from tests.told import shipped_terms

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


@pytest.mark.parametrize(("values", "variation"), [
    ("50 47 55 51 46 53 50 52", Variation.COMMON),
    ("50 47 55 51 46 53 50 98", Variation.UP),
    ("50 47 55 51 46 53 50 9", Variation.DOWN),
    ("47 55 51 46 53 50 52", Variation.TOO_FEW),
    ("50 c 47 55 51 46 53 50 52", Variation.HIDDEN),
    ("50 47 55 51 46 53 50 c", Variation.HIDDEN),
    ("50 47 55 51 46 53 50 x", Variation.NO_FIGURE),
    ("0 0 0 0 0 0 0 0", Variation.TOO_FEW),
    ("0 0 0 0 0 0 0 3", Variation.TOO_FEW),
    ("0 3 0 1 0 2 1 0", Variation.COMMON),
    ("c 50 47 55 51 46 53 50 52", Variation.COMMON),
])  # fmt: skip
def test_each_history_has_its_reading(values, variation):
    """Seven quarters before the one that is judged are needed, without a gap; a gap before them does no harm."""
    one = found(values)
    assert one.variation is variation
    assert (one.why_none is None) == (variation in {Variation.COMMON, Variation.UP, Variation.DOWN})


@pytest.mark.parametrize("last", ["9", "52", "98", "400"])
def test_the_judged_quarter_is_not_in_its_own_baseline(last):
    """Whatever it is, the range that it is held against stays the same, and so does the average."""
    one = found(f"50 47 55 51 46 53 50 {last}")
    assert one.limits == found("50 47 55 51 46 53 50 52").limits
    assert one.limits.centre == Fraction(50 + 47 + 55 + 51 + 46 + 53 + 50, 7)


@pytest.mark.parametrize(("last", "rule"), [("74", SignalRule.OUTSIDE), ("73", None), ("30", None), ("29", SignalRule.OUTSIDE)])
def test_a_figure_on_the_limit_is_within_it(last, rule):
    """73 and 30 are the printed limits themselves: what equals a limit in print must not be called beyond it."""
    one = found(f"50 47 55 51 46 53 50 {last}")
    assert (one.signal.rule if one.signal else None) is rule
    assert (Fraction(last) in {one.limits.lower, one.limits.upper}) == (rule is None)


@pytest.mark.parametrize(("values", "rule", "is_up"), [
    ("50 47 55 51 46 53 69 72", SignalRule.NEAR, True),
    ("90 50 51 52 57 55 52 59 54", None, None),
    ("30 60 61 62 61 65 62 64", SignalRule.SIDE, True),
    ("50 62 44 46 49 51 53 55 57", SignalRule.RUN, True),
    ("67 66 68 61 63 60 58 57", SignalRule.STEADY, False),
])  # fmt: skip
def test_runs_and_trends_are_seen_as_well(values, rule, is_up):
    """All of them within their usual range."""
    one = found(values)
    assert (one.signal and (one.signal.rule, one.signal.is_up)) == (rule and (rule, is_up))
    assert one.limits.lower <= Fraction(one.latest.value) <= one.limits.upper


@pytest.mark.parametrize(("key", "last", "variation"), [
    (SHARED, "99", Variation.IMPROVEMENT),
    (SHARED, "15", Variation.CONCERN),
    (SHARED, "52", Variation.COMMON),
    (COUNTED, "99", Variation.UP),
    (COUNTED, "15", Variation.DOWN),
])  # fmt: skip
def test_good_and_bad_are_only_called_where_a_direction_is_declared(key, last, variation):
    whole = "100" if key == SHARED else ""
    assert found(f"50 47 55 51 46 53 50 {last}", key, whole=whole).variation is variation


@pytest.mark.parametrize(
    ("target", "assurance"), [(10, Assurance.WILL), (40, Assurance.MAY), (50, Assurance.MAY), (80, Assurance.WILL_NOT)]
)
def test_a_target_is_held_against_the_whole_range(target, assurance):
    one = found("50 47 55 51 46 53 50 52", SHARED, whole="100")
    assert replace(one, target=Target(indicator=SHARED, value=target)).assurance is assurance
    fewer_is_better = replace(one, indicator=replace(one.indicator, better="lower"), target=Target(indicator=SHARED, value=target))
    turned = {Assurance.WILL: Assurance.WILL_NOT, Assurance.WILL_NOT: Assurance.WILL}
    assert fewer_is_better.assurance is turned.get(assurance, assurance)


@pytest.mark.parametrize("end", ["lower", "upper"])
def test_a_target_at_the_end_of_the_range_is_met(end):
    """The worst that is usual still meets a target at the lower end; at the upper end only the best does."""
    one = found("50 47 55 51 46 53 50 52", SHARED, whole="100")
    at = replace(one, target=Target(indicator=SHARED, value=int(getattr(one.limits, end))))
    assert at.assurance is (Assurance.WILL if end == "lower" else Assurance.MAY)


def test_seasons_are_held_against_the_same_quarters():
    """A fourth quarter of 100 where first quarters have 100 and fourth ones 60: within the whole range, and far above its own."""
    years = " ".join(["100 90 80 60", "103 88 81 62", "98 91 79 59", "101 90 83 61", "99 92 80"])
    one = found(f"{years} 100")
    assert (one.baseline.years, one.variation) == (4, Variation.UP)
    assert found(f"{years} 62").variation is Variation.COMMON
    assert [round(limits.centre) for limits in one.ranges[-4:]] == [100, 90, 81, 60]


def test_twenty_quarters_before_are_the_most():
    """What lies further back moves no limit."""
    recent = " ".join(["50 47 55 51 46"] * 4)
    assert found(f"400 {recent} 52").limits == found(f"{recent} 52").limits
    assert len(found(f"400 {recent} 52").quarters) == 21


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
    assert search(tmp_path, shipped_terms()) == []
    hidden = published["period"] == "2015-16-Q2"
    published.loc[hidden, ["numerator", "value", "marker"]] = "c"
    published.to_csv(tmp_path / "results.csv", index=False)
    assert search(tmp_path, shipped_terms()) == [f"report.html: a limit is given of {COUNTED}@2015-16-Q2, which is hidden"]


def test_quarters_that_are_not_alike_are_no_history():
    old = rows("50 47 55 51 46 53 50 52").rows
    old.loc[old["period"] == "2015-16-Q1", "definition_version"] = "0"
    assert usual(Publishable(old, "public"), indicator(COUNTED), LAST).variation is Variation.TOO_FEW


def test_a_percentage_never_leaves_nought_to_a_hundred():
    limits = found("99 90 99 91 99 92 99 93", SHARED, whole="100").limits
    assert limits.upper == 100
    assert limits.lower < 90


@pytest.mark.parametrize(("last", "variation"), [("0", Variation.COMMON), ("1", Variation.COMMON), ("30", Variation.IMPROVEMENT)])
def test_a_share_of_none_has_a_range_because_its_whole_is_known(last, variation):
    """None of 700 so far: one of 100 is no surprise, thirty are."""
    assert found(f"0 0 0 0 0 0 0 {last}", SHARED, whole="100").variation is variation


def test_a_share_of_all_that_stays_so_is_no_run():
    """It is at its average, and on neither side of it."""
    assert found(" ".join(["100"] * 9), SHARED, whole="100").variation is Variation.COMMON


def test_small_counts_give_no_alarm():
    """From 1 to 7 looks like a rise; with an average of two or three it is what chance does."""
    assert found("1 2 4 1 3 2 4 7").variation is Variation.COMMON


def test_the_printed_figure_and_the_printed_limits_agree():
    one = found("50 47 55 51 46 53 50 52")
    assert one.limits.lower.denominator == one.limits.upper.denominator == 1
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
    ("50 47 55 51 46 53 69 72", r": 72 in .* is the last of three quarters of which at least two are near or above the upper end of the "),
    ("30 60 61 62 61 65 62 64", r": 64 in Q4 2016/17 is the seventh quarter in a row above the average of 57\.$"),
    ("50 62 44 46 49 51 53 55 57", r": 57 in Q4 2016/17 is the last of seven quarters, each higher than the one before\.$"),
    ("67 66 68 61 63 60 58 57", r": 57 in Q4 2016/17 is the end of a steady fall over eight quarters\.$"),
    ("50 47 55 51 46 c 50 52", r"^No usual range is given where a quarter is not shown: notifications of missing and absent children\.$"),
    ("50 52", r"^No figure has been counted alike in enough quarters yet"),
])  # fmt: skip
def test_each_reading_is_a_sentence(values, words):
    assert re.search(words, said(found(values)))


def test_several_figures_are_told_by_what_is_outside():
    inside, outside = found("50 47 55 51 46 53 50 52"), found("50 47 55 51 46 53 50 98")
    text = usual_said([inside, outside, inside], LAST).blocks[0].striptags()
    rest = "figure with a usual range is within it, with no run to one side and no steady rise or fall."
    assert text.endswith(f"In Q4 2016/17 every other {rest}")
    assert usual_said([inside, inside], LAST).blocks[0].striptags() == f"In Q4 2016/17 every {rest}"


@pytest.mark.parametrize(("last", "words"), [("99", ", which is an improvement."), ("15", ", which is a concern.")])
def test_a_sentence_judges_where_a_direction_is_declared(last, words):
    one = found(f"50 47 55 51 46 53 50 {last}", SHARED, whole="100")
    assert usual_said([one], LAST).blocks[0].striptags().endswith(words)


@pytest.mark.parametrize(("target", "words"), [
    (10, r"^.* Unless something changes, the target of at least 10% for [^:]* will be met: the whole usual range is \d+% to \d+%\.$"),
    (90, r"the target of at least 90% for return interviews offered will not be met: the whole usual range is \d+% to \d+%\.$"),
    (50, r"is within its usual range of \d+% to \d+%\.$"),
])  # fmt: skip
def test_a_sentence_says_which_targets_will_be_met(target, words):
    """Of a target within the range nothing can be promised, and the table says so."""
    one = replace(found("50 47 55 51 46 53 50 52", SHARED, whole="100"), target=Target(indicator=SHARED, value=target))
    assert re.search(words, usual_said([one], LAST).blocks[0].striptags())


@pytest.fixture
def report(tmp_path, new_workspace):
    """A function that gives the report on the last quarter."""
    workspace = new_workspace(tmp_path)
    return lambda published: opened(workspace, LAST, published)


def test_the_table_has_the_figure_the_average_and_the_range(report):
    shown = report(rows("50 50 50 50 50 50 50 50")).table.usual_ranges("missing").json
    assert shown["columns"] == ["Indicator", "Q4 2016/17", "Average", "Usual range", "Variation"]
    assert shown["rows"] == [["Notifications of missing and absent children", "50", "50", "30 to 72", "○ as usual"]]
    assert report(rows("50 52")).table.usual_ranges("missing") is None


@pytest.mark.parametrize(("last", "told"), [("52", "○ as usual"), ("99", "▲ higher: improvement"), ("15", "▼ lower: concern")])
def test_the_table_has_a_sign_and_words_for_variation_and_target(last, told):
    one = found(f"50 47 55 51 46 53 50 {last}", SHARED, whole="100")
    plain, aimed = found("50 47 55 51 46 53 50 98"), replace(one, target=Target(indicator=SHARED, value=90))
    shown = usual_ranges([aimed, plain], LAST).json
    assert shown["columns"][4:] == ["Variation", "Target", "In a quarter like these"]
    assert [row[4:] for row in shown["rows"]] == [[told, "at least 90%", "✗ will not be met"], ["▲ higher", "none set", "none set"]]


def test_the_table_says_which_figures_are_held_against_their_seasons():
    years = " ".join(["100 90 80 60", "103 88 81 62", "98 91 79 59", "101 90 83 61", "99 92 80 62"])
    notes = usual_ranges([found(years)], LAST).json["notes"]
    words = "Held against the same quarters of the last 4 years, because they have seasons: notifications of missing and absent children."
    assert words in notes
    assert words not in usual_ranges([found("50 47 55 51 46 53 50 52")], LAST).json["notes"]


def test_the_chart_draws_the_limits_and_says_what_is_outside():
    shown = control_chart(found("50 47 55 51 46 53 50 98"), LAST).json
    assert shown["columns"] == ["Quarter", "Notifications of missing and absent children", "Lower limit", "Average", "Upper limit"]
    assert len(shown["rows"]) == 8
    assert shown["title"].endswith(": 98 is above its usual range")
    assert "Marked with a diamond: Q4 2016/17." in shown["alt"]


@pytest.mark.parametrize(("values", "title"), [
    ("50 47 55 51 46 53 50 52", "52 is within the usual range of 30 to 73"),
    ("30 60 61 62 61 65 62 64", "64 is above its average for seven quarters in a row"),
    ("67 66 68 61 63 60 58 57", "57 is at the end of a steady fall over eight quarters"),
])  # fmt: skip
def test_the_title_of_a_chart_says_what_the_sentence_says(values, title):
    assert control_chart(found(values), LAST).json["title"].endswith(title)


def test_the_axis_is_scaled_to_the_figures_and_their_limits():
    """600 to 760 with their limits fill the axis: a line from nought would hide every move."""
    figure, axes = plt.subplots()
    one = found("719 759 672 662 729 688 617 612")
    own = Series("own", tuple(map(Point, [quarter.label for quarter in one.quarters], one.figures)))
    draw_control(axes, own, [_limit(one, name, which) for name, which in LIMITS], [], quarter_ticks(one.quarters))
    low, high = axes.get_ylim()
    plt.close(figure)
    assert (500 <= low <= one.limits.lower, one.limits.upper <= high <= 900) == (True, True)


def test_the_audit_reads_the_names_of_quarters_line_by_line():
    """ "Q1" over "2015/16" is no number 12015, and no number 1 that nothing explains."""
    chart = control_chart(found("50 47 55 51 46 53 50 98"), LAST)
    cells = cells_of_chart(parsed(chart.html))
    assert picture_faults(chart.svg, cells) == ()
    without = tuple(row for row in cells.rows if "98" not in row[2])
    assert len(without) < len(cells.rows)
    assert picture_faults(chart.svg, replace(cells, rows=without)) != ()


def test_nothing_is_drawn_where_a_quarter_is_hidden(report):
    hidden = rows("50 47 55 51 46 c 50 52")
    with pytest.raises(Fault, match="has no usual range in Q4 2016/17: not shown"):
        control_chart(usual(hidden, indicator(COUNTED), LAST), LAST)
    assert report(hidden).chart.control(COUNTED) is None
    assert "No usual range is given" in report(hidden).usual_ranges("missing").blocks[0]
