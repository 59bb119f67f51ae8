"""Charts of parts, times, steps and ages: what is drawn, what is said in its place, and that nothing hidden is in either."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS, Address
from analysis.chapters import indicator
from analysis.count.compute import drawn_table
from analysis.disclose import Publishable
from analysis.markup import CHART_MIME
from analysis.show.charts import Chart, distribution, funnel, heat_map, small_multiples, waterfall
from analysis.show.charts.distribution import draw_pairs
from analysis.show.charts.funnel import draw_bars_to_the_right
from analysis.show.charts.heat import draw_grid
from analysis.show.charts.house import LAST_YEAR, SHADES, THIS_YEAR, house
from analysis.show.charts.multiples import draw_panels
from analysis.show.charts.series import Amount, Point, Series, amounts
from analysis.show.charts.waterfall import draw_steps, steps_of
from tests.show.seen import seen

WORKSPACE = Workspace(Path(__file__).parents[2])
AUTHORITY, POLICY = WORKSPACE.authority, WORKSPACE.policy.comparison
YEAR, BEFORE, QUARTER = Period.parse("2016-17"), Period.parse("2015-16"), Period.parse("2016-17-Q3")
HEADER = "indicator | period | breakdown | category | numerator | denominator | value\n"
EPISODES, CHILDREN = indicator("missing_episodes"), indicator("children_with_episodes")
STEPS = [("Required", "return_interviews"), ("Offered", "return_interviews_offered"), ("In time", "return_interviews_within_72_hours")]


def publishable(*lines: str) -> Publishable:
    """Publishable rows drawn in text; what is not drawn follows from the indicator."""
    frame = drawn_table(HEADER + "\n".join(lines)).astype("str")
    units = frame["indicator"].map(lambda key: indicator(key).unit)
    frame["unit"] = units.where((frame["denominator"] == "") | (units == "age"), "percent of " + units)
    return Publishable(frame.assign(definition_version="1", population="", marker="")[list(RESULT_COLUMNS)], "public")


def count(key: str, period: str, number: object) -> str:
    return f"{key} | {period} | | | {number} | | {number}"


def part(key: str, period: str, breakdown: str, code: str, number: object, whole: object = 100) -> str:
    """One category; its percentage is the number, since most wholes here are a hundred."""
    return f"{key} | {period} | {breakdown} | {code} | {number} | {whole} | {number}"


def axes():
    with house():
        return Figure().subplots()


def texts(drawn) -> list[str]:
    return [text.get_text() for text in drawn.texts if text.get_text()]


def everything(chart: Chart) -> str:
    """All text of a chart in all its forms, comments of the picture included."""
    shown, beside = chart._repr_mimebundle_()
    page = BeautifulSoup(shown["text/html"], "html.parser")
    page.img["src"] = ""
    return " ".join(
        [str(page), shown["text/plain"], json.dumps(shown[CHART_MIME]), json.dumps(beside), *re.findall("<!--(.*?)-->", chart.svg)]
    )


# Heat maps


def by_time(**numbers: object) -> Publishable:
    """Two episodes in every four hours of the week but where something else is said."""
    rows = [part("missing_episodes", "2016-17", "time", code, numbers.get(code, 2)) for code in EPISODES.breakdown("time").codes]
    return publishable(count("missing_episodes", "2016-17", 100), *rows)


def test_a_field_for_each_weekday_and_time_carries_its_number():
    """Weekdays across, times down; the largest is darkest, and its number stands on it in white."""
    grid = {tuple(point.name.split(", ")): point for point in amounts(seen(by_time(friday_20=18, sunday_04=0)), EPISODES, "time").points}
    drawn = axes()
    draw_grid(drawn, grid)
    fields = {(round(patch.get_x()), round(patch.get_y())): to_hex(patch.get_facecolor()).upper() for patch in drawn.patches}
    assert len(fields) == 42
    assert (fields[4, 5], fields[6, 1], fields[0, 0]) == (SHADES[4], SHADES[0], SHADES[0])
    numbers = {(int(text.get_position()[0]), int(text.get_position()[1])): text for text in drawn.texts}
    assert (numbers[4, 5].get_text(), numbers[4, 5].get_color(), numbers[6, 1].get_text()) == ("18", "white", "0")
    assert [tick.get_text() for tick in drawn.get_xticklabels()] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert drawn.get_yticklabels()[5].get_text() == "8pm to midnight"


def test_a_hidden_field_is_hatched_and_has_its_mark():
    chart = heat_map(seen(by_time(friday_20=18, monday_00="c", tuesday_00="c")), EPISODES, "time")
    assert chart.alt == (
        "Heat map: number of episodes by weekday and time of day. 2016/17. "
        "Most 18 in Friday, 8pm to midnight; fewest 2 in Monday, 4am to 8am. "
        "Not shown: Monday, midnight to 4am and Tuesday, midnight to 4am."
    )
    assert chart.json["title"] == "18% of episodes started on a Friday from 8pm to midnight"
    assert chart.json["columns"] == ["Time", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert chart.json["rows"][0] == ["Midnight to 4am", "[c]", "[c]", "2", "2", "2", "2", "2"]
    assert "[c] confidential: not shown, so that no child can be identified." in chart.json["notes"]


def test_a_period_that_is_not_divided_by_time_is_refused():
    with pytest.raises(Fault, match=r"missing_episodes was not counted by time in Q3 2016/17"):
        heat_map(seen(by_time(), QUARTER), EPISODES, "time")


# Small multiples


def by_district(**numbers: list[object]) -> Publishable:
    """Episodes of districts in the quarters of 2015-16 and then of 2016-17."""
    quarters = [*BEFORE.quarters, *YEAR.quarters]
    told = [(name, quarter.name, n) for name, ns in numbers.items() for quarter, n in zip(quarters, ns, strict=True)]
    return publishable(
        *(count("missing_episodes", quarter.name, 100) for quarter in quarters),
        *(part("missing_episodes", quarter, "district", name, n) for name, quarter, n in told),
    )


def panels_of(drawn: Figure) -> dict[str, list[list[float]]]:
    return {one.get_title("left"): [list(line.get_ydata()) for line in one.lines] for one in drawn.axes if one.get_title("left")}


def drawn_panels(rows: Publishable, monkeypatch) -> Figure:
    kept = []
    monkeypatch.setattr("analysis.show.charts.multiples.rendered_figure", lambda draw, *_: (kept.append(draw), ("", b""))[1])
    small_multiples(seen(rows), EPISODES, "district")
    with house():
        drawn = Figure()
        kept[0](drawn)
    return drawn


def test_a_small_chart_for_each_district_on_one_scale(monkeypatch):
    """This year's line first, then last year's in another dash and marker; a district with nothing at all has none."""
    rows = by_district(Ashdale=[1, 2, 3, 4, 5, 6, 7, 8], Broxley=[10, 20, 30, 40, 50, 60, 70, 80], elsewhere=[0] * 8)
    drawn = drawn_panels(rows, monkeypatch)
    assert panels_of(drawn) == {"Ashdale": [[5, 6, 7, 8], [1, 2, 3, 4]], "Broxley": [[50, 60, 70, 80], [10, 20, 30, 40]]}
    assert len({one.get_ylim() for one in drawn.axes}) == 1
    this, last = drawn.axes[0].lines
    assert this.get_linestyle() != last.get_linestyle()
    assert this.get_marker() != last.get_marker()
    assert [text.get_text() for text in drawn.legends[0].get_texts()] == ["2016/17", "2015/16"]


def test_a_hidden_quarter_of_a_district_is_a_gap_with_its_mark(monkeypatch):
    drawn = drawn_panels(by_district(Ashdale=[9, 9, 9, 9, 9, "c", 9, 9]), monkeypatch)
    (line, _) = panels_of(drawn)["Ashdale"]
    assert [height for height in line if height == height] == [9, 9, 9]
    assert texts(drawn.axes[0]) == ["[c]"]


def test_small_charts_are_told_one_after_another():
    rows = by_district(Ashdale=[1, 2, 3, 4, 5, 6, 7, 8], Broxley=[9] * 8)
    chart = small_multiples(seen(rows, QUARTER), EPISODES, "district")
    assert chart.alt == (
        "Small line charts: number of episodes by quarter, one chart a district. "
        "Ashdale: from 1 in Q1 2015/16 to 7 in Q3 2016/17; lowest 1 in Q1 2015/16, highest 7 in Q3 2016/17. "
        "Broxley: always 9, from Q1 2015/16 to Q3 2016/17."
    )
    assert chart.json["columns"] == ["District", *(f"Q{n} 2015/16" for n in (1, 2, 3, 4)), *(f"Q{n} 2016/17" for n in (1, 2, 3))]
    assert chart.json["rows"] == [["Ashdale", *"1234567"], ["Broxley", *["9"] * 7]]


def test_nothing_to_draw_is_an_empty_picture():
    """A figure without panels is not a fault of drawing, and a quarter without episodes none of a report."""
    draw_panels(Figure(), [])
    assert small_multiples(seen(by_district(elsewhere=[0] * 8)), EPISODES, "district") is None


# Waterfalls


def two_years(before: int, now: int, **numbers: tuple[object, object]) -> Publishable:
    return publishable(
        count("missing_episodes", "2015-16", before),
        count("missing_episodes", "2016-17", now),
        *(part("missing_episodes", "2015-16", "district", name, one, before) for name, (one, _) in numbers.items()),
        *(part("missing_episodes", "2016-17", "district", name, one, now) for name, (_, one) in numbers.items()),
    )


FALL = {"Ashdale": (50, 30), "Broxley": (30, 40), "Gedholm": (20, 20), "elsewhere": (0, 0)}


def test_steps_lead_from_one_figure_to_the_other():
    """From 100 down 20 and up 10 to 90; a step without change is a label alone, and a category with nothing in it is left out."""
    rows = two_years(100, 90, **FALL)
    steps = steps_of(seen(rows), EPISODES, "district")
    ends = [Point(view.period.label, view.figure(EPISODES)) for view in seen(rows).both_years]
    drawn = axes()
    draw_steps(drawn, ends, steps)
    bars = [(round(bar.get_x()), round(bar.get_width())) for bar in drawn.patches]
    assert bars == [(100, -20), (80, 10)]
    assert drawn.patches[0].get_facecolor() != drawn.patches[1].get_facecolor()
    assert texts(drawn) == ["−20", "0", "+10", "100", "90"]
    names = [tick.get_text() for tick in drawn.get_yticklabels()]
    assert names == ["2015/16", "Ashdale", "Gedholm", "Broxley", "2016/17"]


def test_a_waterfall_is_told_with_signs_in_words():
    chart = waterfall(seen(two_years(100, 90, **FALL)), EPISODES, "district")
    assert chart.alt == (
        "Waterfall chart: change in the number of episodes by district. From 100 in 2015/16 to 90 in 2016/17. "
        "Ashdale minus 20, Gedholm 0 and Broxley plus 10."
    )
    assert chart.json["title"] == "Episodes of going missing or being absent fell from 100 to 90"
    assert chart.json["rows"] == [
        ["Ashdale", "50", "30", "−20"],
        ["Gedholm", "20", "20", "0"],
        ["Broxley", "30", "40", "+10"],
        ["All", "100", "90", "−10"],
    ]
    change = BeautifulSoup(chart.html, "html.parser").select_one("data.change")
    assert (change["data-figure"], change["value"]) == (
        "missing_episodes@2016-17[district=Ashdale] - missing_episodes@2015-16[district=Ashdale]",
        "-20",
    )


def test_a_hidden_step_has_no_bar_and_no_size():
    """It comes last, so that no other bar starts from where it ends."""
    rows = two_years(100, 90, **FALL | {"Mansworth": ("c", 7), "Rushford": ("c", "c")})
    steps = steps_of(seen(rows), EPISODES, "district")
    assert [(step.name, step.text) for step in steps][-2:] == [("Mansworth", "[c]"), ("Rushford", "[c]")]
    chart = waterfall(seen(rows), EPISODES, "district")
    assert chart.alt.endswith("Not shown: Mansworth and Rushford.")
    assert chart.json["rows"][3] == ["Mansworth", "[c]", "7", "[c]"]


@pytest.mark.parametrize("missing", ["2015-16", "2016-17"])
def test_without_both_figures_there_is_no_waterfall(missing):
    rows = two_years(100, 90, **FALL)
    kept = Publishable(rows.rows[rows.rows["period"] != missing].reset_index(drop=True), "public")
    assert waterfall(seen(kept), EPISODES, "district") is None


def test_over_a_break_in_the_series_there_is_no_waterfall():
    """From April 2017 the police record something else in place of absences."""
    rows = publishable(*(count("missing_episodes", year, 90) for year in ("2016-17", "2017-18")))
    assert waterfall(seen(rows, Period.parse("2017-18")), EPISODES, "sex") is None


# Funnels


def interviews(offered: tuple[object, object, object], in_time: tuple[object, object, object], *more: str) -> Publishable:
    share = "return_interviews_{} | 2016-17 | | | {} | {} | {}"
    steps = {"offered": offered, "within_72_hours": in_time}
    return publishable(count("return_interviews", "2016-17", 200), *(share.format(key, *cells) for key, cells in steps.items()), *more)


def steps() -> tuple:
    whole, *others = [(word, indicator(key)) for word, key in STEPS]
    return whole, others


def test_each_step_is_as_long_as_its_number():
    rows = interviews((150, 200, 75), (50, 200, 25))
    figures = [rows.figure(Address(key, "2016-17")) for _, key in STEPS]
    points = [Point("Required", figures[0]), Amount("Offered", figures[1]), Amount("In time", figures[2])]
    drawn = axes()
    draw_bars_to_the_right(drawn, points)
    assert [(bar.get_x(), bar.get_width()) for bar in drawn.patches] == [(0, 200), (0, 150), (0, 50)]
    assert texts(drawn) == ["200", "150 (75%)", "50 (25%)"]


def test_a_funnel_is_told_step_by_step():
    chart = funnel(seen(interviews((150, 200, 75), (50, 200, 25))), *steps())
    assert chart.alt == (
        "Funnel chart: number and percentage of interviews required at each step. "
        "2016/17: required 200, offered 150 (75%) and in time 50 (25%)."
    )
    assert chart.json["title"] == "25% of interviews required were in time"
    assert chart.json["rows"] == [["Required", "200", "100%"], ["Offered", "150", "75%"], ["In time", "50", "25%"]]


def test_how_many_may_belong_to_the_whole_stand_beside_the_steps():
    """They have a bar of their own, which is no part of it, and the title still tells the last step."""
    unsure = part("returned_episodes", "2016-17", "required", "not_recorded", 40, 250)
    chart = funnel(seen(interviews((150, 200, 75), (50, 200, 25), unsure)), *steps(), "Not known")
    assert chart.alt.endswith("offered 150 (75%), in time 50 (25%) and not known 40.")
    assert chart.json["title"] == "25% of interviews required were in time"
    assert chart.json["rows"][3] == ["Not known", "40", "not part of it"]


@pytest.mark.parametrize("number", [0, "c"])
def test_without_such_a_number_there_is_no_bar_for_it(number):
    unsure = part("returned_episodes", "2016-17", "required", "not_recorded", number, 250)
    chart = funnel(seen(interviews((150, 200, 75), (50, 200, 25), unsure)), *steps(), "Not known")
    assert len(chart.json["rows"]) == 3


def test_a_hidden_step_has_no_length():
    chart = funnel(seen(interviews((150, 200, 75), ("c", 200, "c"))), *steps())
    assert chart.alt.endswith("offered 150 (75%) and in time not shown.")
    assert chart.json["title"] == "Return interviews required: what became of them"
    assert chart.json["rows"][2] == ["In time", "[c]", "[c]"]


def test_a_funnel_without_a_step_is_refused():
    with pytest.raises(Fault, match="no figure of return_interviews_offered and return_interviews_within_72_hours in 2016/17"):
        funnel(seen(publishable(count("return_interviews", "2016-17", 200))), *steps())


# Distributions


def by_episodes(period: str, *numbers: object) -> list[str]:
    codes = CHILDREN.breakdown("episodes").codes
    return [count(CHILDREN.key, period, 100), *(part(CHILDREN.key, period, "episodes", *one) for one in zip(codes, numbers, strict=True))]


NOW = by_episodes("2016-17", 50, 20, 10, 8, 6, 4, 2)


def test_a_pair_of_columns_for_each_band():
    """The year before is grey in every chart; a hidden one has no height and its mark."""
    series = [Series(year, tuple(Amount(one.name, one.figure) for one in points)) for year, points in pairs()]
    drawn = axes()
    draw_pairs(drawn, series, "number of episodes")
    before, now = drawn.containers
    assert [bar.get_height() for bar in before] == [60, 0, 0]
    assert [bar.get_height() for bar in now] == [50, 20, 10]
    assert {to_hex(bar.get_facecolor()).upper() for bar in before} == {LAST_YEAR}
    assert {to_hex(bar.get_facecolor()).upper() for bar in now} == {THIS_YEAR}
    assert texts(drawn) == ["60", "[c]", "[c]", "50", "20", "10"]
    assert [text.get_text() for text in drawn.get_legend().get_texts()] == ["2015/16", "2016/17"]


def pairs():
    rows = publishable(*NOW, *by_episodes("2015-16", 60, "c", "c", 8, 6, 4, 2))
    return [(view.period.label, amounts(view, CHILDREN, "episodes").points[:3]) for view in seen(rows).both_years]


def test_a_distribution_is_told_band_by_band():
    chart = distribution(seen(publishable(*NOW)), CHILDREN, "episodes")
    assert chart.alt == (
        "Bar chart: number of children by number of episodes. "
        "2016/17: one 50, two 20, three 10, four or five 8, six to ten 6, 11 to 20 4 and 21 or more 2."
    )
    assert chart.json["title"] == "50% of children had one episode"
    assert chart.json["columns"] == ["Number of episodes", "Number, 2016/17", "Percentage, 2016/17"]
    assert chart.json["rows"][0] == ["One", "50", "50%"]


# All of them


def test_a_notebook_shows_one_of_two_pictures():
    """It has no style of the house that shows the one that fits."""
    drawn = re.findall(r"<img ([^>]*?)alt=", distribution(seen(publishable(*NOW)), CHILDREN, "episodes").html)
    assert drawn == ['class="on-wide" ', 'class="on-narrow" hidden="" ']


def all_charts() -> list[Chart]:
    return [
        heat_map(seen(by_time(friday_20=18, monday_00="c")), EPISODES, "time"),
        small_multiples(seen(by_district(Ashdale=[1, 2, 3, "c", 5, 6, 7, 8])), EPISODES, "district"),
        waterfall(seen(two_years(100, 90, **FALL)), EPISODES, "district"),
        funnel(seen(interviews((150, 200, 75), (50, 200, 25))), *steps()),
        distribution(seen(publishable(*NOW)), CHILDREN, "episodes"),
    ]


def test_the_same_figures_give_the_same_bytes_without_date_program_or_font():
    first, second = all_charts(), all_charts()
    assert [(one.svg, one.png) for one in first] == [(one.svg, one.png) for one in second]
    for chart in first:
        assert not re.search(r"<dc:date>|Matplotlib v|<text[ >]|font-family", chart.svg)


def test_every_chart_has_its_data_in_a_table_under_a_title_of_its_own():
    charts = all_charts()
    assert len({chart.name for chart in charts}) == len(charts)
    for chart in charts:
        page = BeautifulSoup(chart.html, "html.parser")
        assert page.img["alt"] == chart.alt
        assert page.find(id=page.div["aria-labelledby"]).get_text() == chart.json["title"]
        assert {head["scope"] for head in page.find_all("th")} == {"row", "col"}
        assert all(cell.get_text(strip=True) for cell in page.find_all("td"))


def test_a_hidden_number_is_in_no_form_of_a_chart():
    """3 stands in none of them when it is hidden, and the picture is that of any other hidden number."""
    open_, closed = (heat_map(seen(by_time(friday_20=18, monday_00=n)), EPISODES, "time") for n in (3, "c"))
    assert re.search(r"\b3\b", everything(open_))
    assert not re.search(r"\b3\b", everything(closed))
