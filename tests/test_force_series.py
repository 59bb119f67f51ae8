"""One force from 2013 to 2026: it began to record children as absent in April 2014 and stopped in April 2025.

Figures on both sides of either day are not held against each other, wherever a report would.
"""

from datetime import date
from functools import cache

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from markupsafe import Markup

from analysis.base.periods import Period, recent_quarters
from analysis.base.settings import Authority
from analysis.base.spec import Address
from analysis.base.vocabulary import Days, Vocabulary
from analysis.base.wording import in_words_of
from analysis.chapters import BY_KEY
from analysis.compare.comparisons import Course
from analysis.compare.process_limits import Variation, usual
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.disclose import Publishable
from analysis.releases import marked
from analysis.show.charts import by_quarter_lines, sparklines
from analysis.show.charts.lines import draw_lines
from analysis.show.charts.series import over
from analysis.show.narrative.sentences import compared
from analysis.show.tables import split_table
from analysis.textcheck import Reference, lint_paper, read_language
from tests.show.seen import WORKSPACE, seen

BEGAN, ENDED = date(2014, 4, 1), date(2025, 3, 31)
FORCE = Authority(**{**dict(WORKSPACE.authority), "vocabulary": Vocabulary(absent=Days(since=BEGAN, until=ENDED))})
WHY = "from April 2025 the police record 'no apparent risk' in place of 'absent', under the College of Policing's revised guidance"
YEARS = [Period.parse(f"{year}-{(year + 1) % 100:02}") for year in range(2013, 2026)]
NOTIFIED, ABSENCES = "missing_notifications", "absence_notification_timeliness"
RECORDS = {one.key: one for one in in_words_of(FORCE, (BY_KEY[NOTIFIED], BY_KEY[ABSENCES]))}


def notifications():
    """Each month 30 of missing children and, while the force recorded them, 20 of absent ones; afterwards the 20 are missing as well."""
    lines = []
    for month in pd.date_range("2013-04-01", "2026-03-01", freq="MS"):
        is_absent = BEGAN <= month.date() <= ENDED
        lines += [(month + pd.Timedelta(days=n % 28), "absent" if n >= 30 and is_absent else "missing") for n in range(50)]
    rows = pd.DataFrame(lines, columns=["sent_at", "category"])
    return rows.assign(child_id=[f"C{n}" for n in range(len(rows))], missing_from="home", sent_band="within_24h", age=14)


@cache
def figures():
    """The results table of all years and quarters, marked as the gate marks it."""
    material = Material({"notifications": notifications()}, {"notifications": tuple(YEARS)}, NOTHING_SUPPLIED)
    rows = compute(material, RECORDS.values(), [one for year in YEARS for one in (year, *year.quarters)], FORCE)
    return Publishable(marked(rows, [], None, FORCE), "internal")


def view(period):
    return seen(figures(), period, FORCE)


def value(key, period, breakdown="", category=""):
    figure = figures().figure(Address(key, period, breakdown, category))
    return figure and figure.value


@pytest.mark.parametrize(("year", "course"), [
    ("2014-15", Course.BROKEN),
    ("2015-16", Course.SAME),
    ("2017-18", Course.SAME),
    ("2024-25", Course.SAME),
    ("2025-26", Course.BROKEN),
])  # fmt: skip
def test_no_change_is_computed_across_a_break_and_none_is_lost_between(year, course):
    found = view(year).compared(RECORDS[NOTIFIED])
    assert found.course is course
    assert (found.change is None) == (course is Course.BROKEN)


def test_an_absence_that_nobody_records_is_no_nought():
    """Not "absent down 100%": before and after there is no figure."""
    assert [value(ABSENCES, year.name) for year in YEARS] == ["x", *["240"] * 11, "x"]
    found = view("2025-26").compared(RECORDS[ABSENCES])
    assert (found.course, found.change, found.change_pct) == (Course.NO_CURRENT, None, None)


def test_a_division_has_the_category_while_it_was_recorded():
    assert [value(NOTIFIED, year, "category", "absent") for year in ("2013-14", "2014-15", "2024-25", "2025-26")] == [
        None,
        "40",
        "40",
        None,
    ]
    assert [value(NOTIFIED, year, "category", "missing") for year in ("2013-14", "2014-15", "2025-26")] == ["100", "60", "100"]


def test_the_first_period_after_a_break_carries_its_mark():
    rows = figures().rows
    years = rows[(rows["indicator"] == NOTIFIED) & (rows["breakdown"] == "") & rows["period"].isin([year.name for year in YEARS])]
    assert years.loc[years["marker"] == "b", "period"].tolist() == ["2014-15", "2025-26"]


@pytest.mark.parametrize(("quarter", "length", "variation"), [
    ("2015-16-Q4", 8, Variation.COMMON),
    ("2017-18-Q1", 13, Variation.COMMON),
    ("2024-25-Q4", 21, Variation.COMMON),
    ("2025-26-Q4", 4, Variation.TOO_FEW),
])  # fmt: skip
def test_no_usual_range_crosses_a_break(quarter, length, variation):
    found = usual(figures(), RECORDS[NOTIFIED], Period.parse(quarter))
    assert (len(found.quarters), found.variation) == (length, variation)


def broken(notes):
    """What notes say of breaks."""
    return [text for text in (str(Markup(note).striptags()) for note in notes) if "[b]" in text]


def test_a_chart_says_the_break_once_and_its_title_tells_no_course():
    """The two years are lines of their own, so the break is between them."""
    chart = by_quarter_lines(view("2025-26"), [RECORDS[NOTIFIED]])
    assert broken(chart.notes) == [f"[b] Not comparable with earlier figures: {WHY}."]
    assert Markup(chart.title).striptags() == "Notifications of missing and absent children by quarter"
    assert broken(by_quarter_lines(view("2024-25"), [RECORDS[NOTIFIED]]).notes) == []


def test_a_line_over_a_break_is_drawn_as_two_with_an_upright_between_them():
    quarters = recent_quarters(Period.parse("2025-26-Q2"))
    run = over(view("2025-26"), RECORDS[NOTIFIED], quarters)
    assert {place: quarters[place].name for place in run.breaks} == {6: "2025-26-Q1"}
    figure, axes = plt.subplots()
    draw_lines(axes, [run], [quarter.name for quarter in quarters])
    places = [list(line.get_xdata()) for line in axes.lines]
    plt.close(figure)
    assert places == [[0, 1, 2, 3, 4, 5], [6, 7], [5.5, 5.5]]


def test_words_in_place_of_a_picture_tell_each_side_for_itself():
    (picture,) = sparklines(view("2025-26-Q2"), [RECORDS[NOTIFIED]]).values()
    assert "Always 150, from Q3 2023/24 to Q4 2024/25; after a break in the series, always 150, from Q1 2025/26 to Q2 2025/26." in picture


def test_a_sentence_says_why_and_no_number():
    found = view("2025-26").compared(RECORDS[NOTIFIED])
    sentence = compared(found, Period.parse("2024-25")).striptags()
    assert WHY in sentence
    assert "100%" not in sentence


@pytest.mark.parametrize(("text", "rule", "says"), [
    ("Notifications were the highest since 2015/16.", "record_unsupported", "the series breaks: from April 2025 the police record"),
    ("[[ missing_notifications highest since 2015-16 ]]", "claim_unknown", "from April 2025 the police record"),
    ("[[ missing_notifications unchanged ]]", "claim_unknown", "from April 2025 the police record"),
])  # fmt: skip
def test_no_text_may_compare_over_a_break(text, rule, says):
    """Neither in words that the check reads nor as a claim."""
    seen_from = view("2025-26")
    given = Reference(seen_from.rows, seen_from.period, seen_from.authority, seen_from.policy, read_language(WORKSPACE))
    found = lint_paper(text, given)
    assert (rule, True) in [(one.rule.code, says in one.says) for one in found], found


def test_a_table_of_both_years_marks_the_break():
    notes = split_table(view("2025-26"), RECORDS[NOTIFIED], "category").notes
    assert broken(notes) == [f"[b] Not comparable with earlier figures: {WHY}."]
