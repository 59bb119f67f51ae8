"""Charts: what is drawn, what is said in its place, and that nothing hidden is in either."""

import base64
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import indicator
from analysis.count.compute import drawn_table
from analysis.disclose import Publishable, gate
from analysis.markup import CHART_MIME
from analysis.show.charts import Chart, Data, bars_two_periods, by_quarter_lines, sparklines, stacked_outcomes
from analysis.show.charts.bars import draw_bars
from analysis.show.charts.house import COLOURS, house
from analysis.show.charts.lines import draw_lines
from analysis.show.charts.series import divided, over
from analysis.show.charts.stacked import colours_of, draw_stacks, parts_of
from analysis.show.charts.words import heading_of_change
from tests.show.seen import seen, with_verdicts

WORKSPACE = Workspace(Path(__file__).parents[2])
AUTHORITY, POLICY = WORKSPACE.authority, WORKSPACE.policy.comparison
YEAR, QUARTER = Period.parse("2016-17"), Period.parse("2016-17-Q3")
BOTH = [YEAR.year_before, YEAR]
HEADER = "indicator | period | breakdown | category | numerator | denominator | value\n"
NOTIFICATIONS, EPISODES, INTERVIEWS = indicator("missing_notifications"), indicator("missing_episodes"), indicator("return_interviews")


def publishable(drawing: str) -> Publishable:
    """Publishable rows drawn in text; what is not drawn follows from the indicator."""
    frame = drawn_table(HEADER + drawing.strip()).astype("str")
    units = frame["indicator"].map(lambda key: indicator(key).unit)
    frame["unit"] = units.where(frame["denominator"] == "", "percent of " + units)
    return Publishable(frame.assign(definition_version="1", population="", marker="")[list(RESULT_COLUMNS)], "public")


def by_quarter(before: list[object], now: list[object], **years: object) -> Publishable:
    """Notifications in the quarters of two years; nothing is known of a quarter without a value."""
    counts = {f"2015-16-Q{n}": value for n, value in enumerate(before, 1)} | {f"2016-17-Q{n}": value for n, value in enumerate(now, 1)}
    counts |= {name.replace("y", "20").replace("_", "-"): value for name, value in years.items()}
    return publishable("\n".join(f"missing_notifications | {period} | | | {n} | | {n}" for period, n in counts.items() if n != ""))


def split(key: str, breakdown: str, period: str, whole: int, **parts: tuple[object, object]) -> str:
    lines = [f"{key} | {period} | {breakdown} | {code} | {number} | {whole} | {pct}" for code, (number, pct) in parts.items()]
    return "\n".join([f"{key} | {period} | | | {whole} | | {whole}", *lines, ""])


def lines(rows: Publishable, period: Period = YEAR) -> Chart:
    return by_quarter_lines(seen(rows, period), [NOTIFICATIONS])


def axes():
    with house():
        return Figure().subplots()


def texts(drawn) -> list[str]:
    return [text.get_text() for text in drawn.texts if text.get_text()]


FELL = by_quarter([700, 720, 690, 702], [660, 690, 640, 656], y15_16=2812, y16_17=2646)
HIDDEN = by_quarter([700, "c", 690, 702], ["c", 690, 640, ""])


# What is drawn


def series_of(rows: Publishable) -> list:
    quarters = (YEAR.quarters, YEAR.year_before.quarters)
    return [over(seen(rows), NOTIFICATIONS, of_year, of_year[0].year.label) for of_year in quarters]


def test_a_line_for_each_year_with_gaps():
    """Heights are the figures; what is hidden or unknown is no number, so that the line breaks off."""
    drawn = axes()
    draw_lines(drawn, series_of(HIDDEN), ["Q1", "Q2", "Q3", "Q4"])
    heights = [pd.Series(line.get_ydata()).astype(object).where(lambda x: x.notna(), None).tolist() for line in drawn.lines]
    assert heights == [[None, 690, 640, None], [700, None, 690, 702]]
    assert drawn.get_ylim()[0] == 0
    assert [line.get_color() for line in drawn.lines] == list(COLOURS[:2])
    assert len({line.get_linestyle() for line in drawn.lines}) == 2


def test_lines_are_named_where_they_end_and_hidden_points_marked():
    """A line that stops early has its name at its last point; [c] says for which year a point is hidden."""
    drawn = axes()
    draw_lines(drawn, series_of(HIDDEN), ["Q1", "Q2", "Q3", "Q4"])
    assert sorted(texts(drawn)) == ["2015/16 [c]", "2015/16: 702", "2016/17 [c]", "2016/17: 640"]


def test_names_of_lines_do_not_touch():
    """Two lines that end at one height have their names one above the other."""
    drawn = axes()
    draw_lines(drawn, series_of(by_quarter([1, 2, 3, 50], [4, 5, 6, 50])), ["Q1", "Q2", "Q3", "Q4"])
    low, high = sorted(text.xyann[1] for text in drawn.texts)
    assert high - low >= 0.06 * drawn.get_ylim()[1]


def test_a_long_name_of_a_line_that_stops_early_stands_in_the_margin():
    """Above its last point it would cover other lines."""
    drawn = axes()
    draw_lines(drawn, [over(seen(by_quarter([], [40, 50, 60, "c"])), NOTIFICATIONS, YEAR.quarters)], ["Q1", "Q2", "Q3", "Q4"])
    name = next(text for text in drawn.texts if "60" in text.get_text())
    assert name.xy == (2, 60)
    assert name.xyann[0] > 3


def test_bars_start_at_nought_and_have_the_printed_heights():
    """A third is printed as 33% and drawn as 33, not as 33.33; a hidden share has no bar, and its mark as label."""
    rows = publishable(split("missing_episodes", "sex", "2016-17", 90, female=(30, 33), male=("c", "c"), not_recorded=(60, 67)))
    drawn = axes()
    draw_bars(drawn, divided([seen(rows)], EPISODES, "sex"))
    assert [(bar.get_x(), bar.get_width()) for bar in drawn.containers[0]] == [(0, 33), (0, 0), (0, 67)]
    assert texts(drawn) == ["33%", "[c]", "67%"]


def test_bars_of_two_years_stand_beside_each_other():
    """Last year's bar is above this year's, this year has the first colour, and the first group says which is which."""
    shares = {"female": (55, 55), "male": (44, 44), "not_recorded": (1, 1)}
    rows = publishable(
        split("missing_episodes", "sex", "2015-16", 100, **shares) + split("missing_episodes", "sex", "2016-17", 100, **shares)
    )
    drawn = axes()
    draw_bars(drawn, divided(seen(rows).both_years, EPISODES, "sex"))
    last, this = ([round(bar.get_y() + bar.get_height() / 2, 2) for bar in bars] for bars in drawn.containers)
    assert (last, this) == ([-0.2, 0.8, 1.8], [0.2, 1.2, 2.2])
    assert this_colour(drawn) == COLOURS[0]
    assert texts(drawn)[:2] == ["2015/16: 55%", "44%"]


def this_colour(drawn) -> str:
    red, green, blue, _ = drawn.containers[-1][0].get_facecolor()
    return f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}"


OUTCOMES = {"completed": (50, 50), "advice_given": ("c", "c"), "declined": (30, 30), "not_attempted": (10, 10), "not_recorded": (5, 5)}


def stacked_parts(**changes: object) -> list:
    rows = publishable(split("return_interviews", "outcome", "2016-17", 100, **{**OUTCOMES, **changes}))
    series = divided([seen(rows)], INTERVIEWS, "outcome")
    return parts_of(series[0], colours_of(series, "Not recorded"))


def test_stacked_parts_follow_each_other_and_a_hidden_one_takes_no_room():
    """The room between its neighbours would give a hidden share away."""
    parts = stacked_parts()
    assert [(part.label, part.start, part.length) for part in parts] == [
        ("Completed 50%", 0, 50),
        ("Advice given [c]", 50, 0),
        ("Offered and declined 30%", 50, 30),
        ("Not attempted 10%", 80, 10),
        ("Not recorded 5%", 90, 5),
    ]
    assert [part.colour for part in parts] == [*COLOURS, "white"]


def test_a_part_with_nothing_in_it_is_neither_drawn_nor_coloured():
    parts = stacked_parts(advice_given=(0, 0))
    assert [part.label for part in parts][1] == "Offered and declined 30%"
    assert parts[1].colour == COLOURS[1]


def test_labels_of_narrow_parts_stand_on_lines_of_their_own():
    """No label shares its line with one that it would touch."""
    parts = stacked_parts(completed=(90, 90), declined=(4, 4), not_attempted=(3, 3), not_recorded=(3, 3))
    assert [part.line for part in parts] == [0, 0, 1, 2, 3]


def test_stacks_are_drawn_with_white_edges_from_top_to_bottom():
    drawn = axes()
    draw_stacks(drawn, ["2015/16", "2016/17"], [stacked_parts(), stacked_parts()])
    assert [bar.get_width() for bar in drawn.patches] == [50, 30, 10, 5] * 2
    assert {bar.get_edgecolor()[:3] for bar in drawn.patches if bar.get_width() != 5} == {(1, 1, 1)}
    assert drawn.patches[0].get_y() > drawn.patches[4].get_y()


# What is refused


def test_five_lines_are_refused():
    """The message says how many there may be and names those there are."""
    with pytest.raises(Fault, match="at most 4 series, and this one has 5"):
        by_quarter_lines(seen(FELL), [NOTIFICATIONS] * 5)


def test_five_recorded_outcomes_are_refused():
    series = divided([seen(publishable(split("return_interviews", "outcome", "2016-17", 100, **OUTCOMES)))], INTERVIEWS, "outcome")
    with pytest.raises(Fault, match="at most 4 series"):
        colours_of(series, residual="")


def test_counts_and_percentages_are_not_drawn_on_one_axis():
    share = "multi_agency_meetings_recorded_complete"
    rows = publishable(f"{share} | 2016-17-Q1 | | | 6 | 10 | 60\nmissing_notifications | 2016-17-Q1 | | | 700 | | 700")
    with pytest.raises(Fault, match="Counts and percentages"):
        by_quarter_lines(seen(rows), [NOTIFICATIONS, indicator(share)])


def test_what_has_no_figures_is_refused():
    with pytest.raises(Fault, match=r"no figures by quarter for missing_notifications in 2016/17"):
        lines(publishable("missing_individuals | 2016-17-Q1 | | | 3 | | 3"))


@pytest.mark.parametrize(
    ("changes", "fault"), [({"title": ""}, "no title"), ({"alt": " "}, "no alternative text"), ({"data": Data(("A",), ())}, "no data")]
)
def test_a_chart_without_words_or_data_is_refused(changes, fault):
    chart = {
        "name": "n",
        "title": "t",
        "subtitle": "s",
        "alt": "a",
        "data": Data(("A",), ((Markup("B"),),)),
        "svg": "",
        "png": b"",
        **changes,
    }
    with pytest.raises(Fault, match=fault):
        Chart(**chart)


# What is said


def test_the_title_says_what_happened_with_both_figures():
    """Title, subtitle and the note on what is compared are computed; each number in the title is an element of its own."""
    chart = lines(FELL)
    words = chart._repr_mimebundle_()[0][CHART_MIME]
    assert words["title"] == "Notifications of missing and absent children fell from 2,812 to 2,646"
    assert words["subtitle"].startswith("Number of notifications, among children missing in the area")
    assert words["subtitle"].endswith("; Q1 2015/16 to Q4 2016/17")
    assert words["notes"][0] == "The title compares 2015/16 with 2016/17."
    assert '<data class="figure" data-figure="missing_notifications@2015-16" value="2812">2,812</data>' in chart.title


@pytest.mark.parametrize(
    ("before", "now", "verdict", "title"),
    [
        (100, 150, "clearly higher", " rose from 100 to 150"),
        (0, 150, "clearly higher", " rose from 0 to 150"),
        (150, 100, "clearly lower", " fell from 150 to 100"),
        (150, 100, "", " fell from 150 to 100"),
        (100, 100, "no clear change", " stayed at 100"),
        (100, 101, "no clear change", ": no clear change, 100, then 101"),
        (10, 6, "too few to say", ": 10, then 6, too few to say whether there was a change"),
        ("c", 101, "", " by quarter"),
        ("", 101, "", " by quarter"),
    ],
)
def test_titles_by_course_and_verdict(before, now, verdict, title):
    """A direction stands only with both values, and where it is clear; where a value is hidden or missing, the title describes."""
    rows = by_quarter([], [], y15_16=before, y16_17=now)
    judged = with_verdicts(rows, {NOTIFICATIONS.key: verdict} if verdict else {})
    heading = heading_of_change(seen(judged), NOTIFICATIONS)
    assert heading.title.striptags() == f"Notifications of missing and absent children{title}"


def test_alternative_text_of_a_fall():
    """Kind, series, first and last, lowest and highest, each with its quarter."""
    assert lines(FELL).alt == (
        "Line chart: notifications of missing and absent children by quarter. "
        "2015/16: from 700 in Q1 2015/16 to 702 in Q4 2015/16; lowest 690 in Q3 2015/16, highest 720 in Q2 2015/16. "
        "2016/17: from 660 in Q1 2016/17 to 656 in Q4 2016/17; lowest 640 in Q3 2016/17, highest 690 in Q2 2016/17."
    )


def test_alternative_text_of_a_rise():
    chart = lines(by_quarter([], [10, 20, 30, 40]))
    assert chart.alt == (
        "Line chart: notifications of missing and absent children by quarter. "
        "From 10 in Q1 2016/17 to 40 in Q4 2016/17; lowest 10 in Q1 2016/17, highest 40 in Q4 2016/17."
    )


def test_alternative_text_says_what_is_hidden_and_what_is_missing():
    """The two are different things and are told apart."""
    last, this = lines(HIDDEN).alt.split(" 2016/17: ")
    assert last.endswith("highest 702 in Q4 2015/16. Not shown: Q2 2015/16.")
    assert this.endswith("highest 690 in Q2 2016/17. Not shown: Q1 2016/17. No figure: Q4 2016/17.")


def test_alternative_text_when_nothing_or_one_thing_can_be_shown():
    alt = lines(by_quarter(["c"] * 4, ["c", "c", 7, "c"])).alt
    assert "2015/16: no figure can be shown. Not shown: Q1 2015/16, Q2 2015/16, Q3 2015/16 and Q4 2015/16." in alt
    assert "2016/17: only 7 in Q3 2016/17. Not shown: Q1 2016/17, Q2 2016/17 and Q4 2016/17." in alt


def test_alternative_text_of_what_never_changes():
    assert "2016/17: always 0, from Q1 2016/17 to Q4 2016/17." in lines(by_quarter([1, 2, 3, 4], [0, 0, 0, 0])).alt


def test_alternative_text_of_bars_tells_every_figure():
    """Parts of a whole are few, so all of them are said; the title names the largest that is shown where it clearly is."""
    shares = {"female": (48, 48), "male": (52, 52), "not_recorded": ("c", "c")}
    chart = bars_two_periods(seen(publishable(split("missing_episodes", "sex", "2016-17", 100, **shares))), EPISODES, "sex")
    assert chart.alt == "Bar chart: percentage of episodes by sex. 2016/17: female 48%, male 52% and not recorded not shown."
    assert chart.json["title"] == "Episodes of going missing or being absent by sex"
    assert chart.json["columns"] == ["Sex", "2016/17"]
    assert "[c] confidential: not shown, so that no child can be identified." in chart.json["notes"]


def test_a_title_of_shares_describes_when_none_is_shown():
    rows = publishable(split("missing_episodes", "sex", "2016-17", 9, female=("c", "c"), male=("c", "c"), not_recorded=(0, 0)))
    chart = bars_two_periods(seen(rows), EPISODES, "sex")
    assert chart.json["title"] == "Episodes of going missing or being absent by sex"


def test_a_report_on_a_quarter_shows_nothing_later():
    """Figures of later quarters may be at hand; they belong to later reports."""
    rows = by_quarter([700, 720, 690, 702], [660, 690, 640, 987])
    chart = lines(rows, QUARTER)
    assert "987" not in everything(chart)
    assert chart.json["title"].endswith("fell from 690 to 640")


def test_a_year_with_nothing_behind_it_has_one_line():
    """The first year of all: no empty line, no empty column, and a run that starts where the figures do."""
    chart = lines(by_quarter([], [660, 690, 640, 656]))
    assert chart.json["columns"] == ["Quarter", "2016/17"]
    assert chart.json["subtitle"].endswith("; Q1 2016/17 to Q4 2016/17")


# The object


def everything(chart: Chart) -> str:
    """All text of a chart in all its forms; the paths of a picture hold coordinates only, so its comments are what it says."""
    shown, beside = chart._repr_mimebundle_()
    comments = re.findall(r"<!--(.*?)-->", chart.svg)
    page = BeautifulSoup(shown["text/html"], "html.parser")
    page.img["src"] = ""
    return " ".join([str(page), shown["text/plain"], json.dumps(shown[CHART_MIME]), json.dumps(beside), *comments])


def test_html_has_title_picture_data_and_source():
    """A group named by its visible title, a picture with its words, and the data folded away in a table with caption and scopes."""
    page = BeautifulSoup(lines(FELL)._repr_mimebundle_()[0]["text/html"], "html.parser")
    group = page.find("div", class_="chart", role="group")
    assert page.find(id=group["aria-labelledby"])["class"] == ["chart-title"]
    assert page.img["alt"].startswith("Line chart")
    assert page.img["src"].startswith("data:image/svg+xml;base64,")
    assert page.summary.text == "Data for: Notifications of missing and absent children fell from 2,812 to 2,646"
    assert page.caption.text.startswith("Number of notifications")
    assert [tag["scope"] for tag in page.find_all("th")] == ["col"] * 3 + ["row"] * 4
    assert [tag.text for tag in page.find_all("td")] == ["700", "660", "720", "690", "690", "640", "702", "656"]
    assert page.find_all("p", class_="note")[-1].text == "Source: notifications."


def test_the_picture_has_the_same_words_wherever_it_goes():
    """Word, slides and page read the alternative text from where they look for it."""
    chart = lines(FELL)
    shown, beside = chart._repr_mimebundle_()
    assert shown["text/plain"] == shown[CHART_MIME]["alt"] == beside["image/png"]["alt"] == chart.alt
    assert shown["image/png"].startswith(b"\x89PNG")
    assert "base64" not in json.dumps(shown[CHART_MIME])


def test_what_the_gate_hides_is_in_no_form_of_a_chart():
    """Five children in one quarter: neither a label, nor a word, nor a coordinate of the picture says so."""
    rows = by_quarter([700, 5, 690, 702], [660, 690, 640, 656])
    hidden = gate(rows.rows, "public", WORKSPACE.policy.disclosure)
    assert re.search(r"\b5\b", everything(lines(rows)))
    assert not re.search(r"\b5\b", everything(lines(hidden)))
    assert lines(hidden).svg == lines(by_quarter([700, "c", 690, 702], [660, 690, 640, 656])).svg


def all_charts() -> list[Chart]:
    stack = publishable(split("return_interviews", "outcome", "2016-17", 100, **OUTCOMES))
    return [
        lines(HIDDEN),
        bars_two_periods(seen(stack), INTERVIEWS, "outcome"),
        stacked_outcomes(seen(stack), INTERVIEWS, "outcome"),
    ]


def test_the_same_figures_give_the_same_bytes():
    """So that a rebuilt report can be compared with the one that was published."""
    first, second = all_charts(), all_charts()
    assert [(one.svg, one.png) for one in first] == [(one.svg, one.png) for one in second]


def test_no_picture_holds_a_date_a_program_or_letters_that_need_a_font():
    for chart in all_charts():
        assert not re.search(r"<dc:date>|Matplotlib v|<text[ >]|font-family", chart.svg)
        assert b"Matplotlib" not in chart.png


def test_the_picture_gives_back_rounded_figures_only():
    """Two thirds are printed as 67%: the bar in the file is as long as one of 67, to the last digit."""
    exact = publishable(split("missing_episodes", "sex", "2016-17", 3, female=(2, 67), male=(1, 33), not_recorded=(0, 0)))
    rounded = publishable(split("missing_episodes", "sex", "2016-17", 100, female=(67, 67), male=(33, 33), not_recorded=(0, 0)))
    pictures = [bars_two_periods(seen(rows), EPISODES, "sex").svg for rows in (exact, rounded)]
    assert pictures[0] == pictures[1]


# Small trends


def trend(rows: Publishable, quarter: str) -> str:
    """The picture, or the mark, that stands beside the notifications in a table."""
    return sparklines(seen(rows, quarter), [NOTIFICATIONS])[NOTIFICATIONS.key]


def test_a_sparkline_is_a_small_picture_with_words():
    """About the height of a line of text, with gaps for what is hidden, and the same in words."""
    picture = BeautifulSoup(trend(HIDDEN, "2016-17-Q3"), "html.parser").img
    assert (picture["width"], picture["height"], picture["class"]) == ("120", "28", ["sparkline"])
    assert picture["alt"] == (
        "Trend: notifications of missing and absent children. From 700 in Q1 2015/16 to 640 in Q3 2016/17; "
        "lowest 640 in Q3 2016/17, highest 702 in Q4 2015/16. Not shown: Q2 2015/16 and Q1 2016/17. No figure: Q4 2014/15."
    )
    assert b"<svg" in base64.b64decode(picture["src"].partition(",")[2])


def test_the_small_line_of_a_year_is_that_of_its_quarters():
    """In the report on a year too the line goes from quarter to quarter, up to its last."""
    rows = publishable("\n".join(f"missing_notifications | {one.name} | | | {n} | | {n}" for n, one in enumerate(YEAR.quarters, 700)))
    words = BeautifulSoup(trend(rows, YEAR.name), "html.parser").img["alt"]
    assert "From 700 in Q1 2016/17 to 703 in Q4 2016/17" in words


def test_sparklines_of_one_table_hold_nothing_of_each_other():
    """They are drawn on the same axes one after the other, each on a scale of its own."""
    heights = {"missing_notifications": 700, "missing_episodes": 3}
    rows = publishable("\n".join(f"{key} | {one.name} | | | {n} | | {n}" for key, n in heights.items() for one in YEAR.quarters))
    view = seen(rows, "2016-17-Q4")
    alone = [sparklines(view, [one]) for one in (NOTIFICATIONS, EPISODES)]
    assert sparklines(view, [NOTIFICATIONS, EPISODES]) == alone[0] | alone[1]


@pytest.mark.parametrize(("value", "mark"), [("c", "[c]"), ("x", "[z]")])
def test_without_figures_a_sparkline_is_a_mark(value, mark):
    assert trend(by_quarter([], [value] * 4), "2016-17-Q4") == mark
