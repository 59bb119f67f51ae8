"""Tables: what stands in each cell, which marks and remarks are explained, and what is refused."""

import re
from fractions import Fraction

import pandas as pd
import pytest
from markupsafe import Markup

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS, Address, Figure
from analysis.base.wording import in_words_of
from analysis.chapters import CAVEATS, indicator
from analysis.compare.comparisons import Comparison, Course
from analysis.compare.verdicts import Verdict
from analysis.count.compute import drawn_table
from analysis.disclose import Publishable, gate
from analysis.markup import TABLE_MIME
from analysis.show.tables import Table, TableCell, by_quarter, denominators, key_figures, quarterly, split_table
from analysis.show.tables.performance import direction_words
from analysis.show.tables.table import label
from tests.show.seen import WORKSPACE, seen, with_verdicts

AUTHORITY, POLICY = WORKSPACE.authority, WORKSPACE.policy.comparison
YEAR, QUARTER = Period.parse("2016-17"), Period.parse("2016-17-Q3")
HEADER = "indicator | period | breakdown | category | numerator | denominator | value\n"


FIGURES = tuple(
    Figure(Address("missing_notifications", name), Fraction(1), None, "1", "notifications", "") for name in ("2016-17", "2015-16")
)


def publishable(drawing: str) -> Publishable:
    """Publishable rows drawn in text; what is not drawn follows from the indicator."""
    frame = drawn_table(HEADER + drawing.strip()).astype("str")
    shares = frame["denominator"] != ""
    units = frame["indicator"].map(lambda key: indicator(key).unit)
    frame["unit"] = units.where(~shares | (units == "age"), "percent of " + units)
    return Publishable(frame.assign(definition_version="1", population="", marker="")[list(RESULT_COLUMNS)], "internal")


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def words(table: Table) -> list[str]:
    return [Markup(note).striptags() for note in table.notes]


def key_row(drawing: str) -> list[str]:
    rows = publishable(drawing)
    shown = [indicator(rows.rows["indicator"].iloc[0])]
    return texts(key_figures(seen(rows), shown))[0]


# The table itself


def small(**changes: object) -> Table:
    rows = (
        (TableCell(Markup("Home")), TableCell(Markup("7"), is_number=True)),
        (TableCell(Markup("Care")), TableCell(Markup("[c]"), is_number=True)),
    )
    return Table(**{"name": "small", "title": "Places & numbers", "columns": ("Place", "Number"), "rows": rows, **changes})


def test_two_by_two_as_html():
    """Caption, scoped headers, numbers to the right, remarks below, and everything escaped."""
    assert small(notes=("A remark.",), source="Source: visits.")._repr_mimebundle_()["text/html"] == (
        '<div class="table-wrap"><table><caption id="table-small">Places &amp; numbers</caption>'
        '<thead><tr><th scope="col">Place</th><th scope="col" class="num">Number</th></tr></thead>'
        '<tbody><tr><th scope="row">Home</th><td class="num">7</td></tr><tr><th scope="row">Care</th><td class="num">[c]</td></tr></tbody>'
        '</table></div><p class="note">A remark.</p><p class="note">Source: visits.</p>'
    )


def test_two_by_two_as_json_and_text():
    """Whoever builds a workbook gets formatted text; a terminal gets columns."""
    bundle = small(title=Markup("<b>Places</b> &amp; numbers"))._repr_mimebundle_()
    assert bundle[TABLE_MIME] == {
        "name": "small",
        "title": "Places & numbers",
        "columns": ["Place", "Number"],
        "rows": [["Home", "7"], ["Care", "[c]"]],
        "pictures": [],
        "notes": [],
        "source": "",
    }
    assert bundle["text/plain"] == "Places & numbers\nPlace  Number\nHome   7\nCare   [c]"


def test_only_a_wide_table_is_a_region_for_the_keyboard():
    """Every region is a stop on the way through the page, so a table that fits is none."""
    wide = small(columns=tuple("ABCDE"), rows=(tuple(TableCell(Markup(letter)) for letter in "abcde"),))
    assert 'role="region" aria-labelledby="table-small" tabindex="0"' in wide.html
    assert "role=" not in small().html


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": " "}, "no title"),
        ({"columns": ("Place", "Place")}, "different names"),
        ({"columns": ("Place", "")}, "different names"),
        ({"columns": ("Place", "Number", "Share")}, "needs 3 cells"),
        ({"rows": ()}, "no rows"),
        ({"rows": ((TableCell(Markup("Home")), TableCell(Markup("<b> </b>"))),)}, "empty cell"),
    ],
)
def test_what_cannot_be_read_is_refused(changes, fault):
    """A table without title, with a nameless or repeated column, or with an empty cell is not made."""
    with pytest.raises(Fault, match=fault):
        small(**changes)


# Key figures


def test_key_figures_of_a_count():
    """Both years, the change as a number and a percentage of the earlier year, and the unit; each number an element of its own."""
    rows = publishable("missing_notifications | 2015-16 | | | 2812 | | 2812\nmissing_notifications | 2016-17 | | | 2646 | | 2646")
    table = key_figures(seen(rows), [indicator("missing_notifications")])
    assert table.json["columns"] == ["Indicator", "2015/16", "2016/17", "Change", "Unit"]
    assert texts(table) == [["Notifications of missing and absent children", "2,812", "2,646", "down 166 (6%)", "notifications"]]
    assert '<data class="figure" data-figure="missing_notifications@2016-17" value="2646">2,646</data>' in table.html
    assert 'data-part="change" value="-166">166</data>' in table.html
    assert words(table) == [CAVEATS["includes_other_authorities"]]
    assert table.source == "Source: notifications."


MEETINGS = "multi_agency_meetings_recorded_complete"


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [
        ("60 | 100 | 60", "67 | 100 | 67", "up 7 percentage points"),
        ("667 | 1000 | 67", "652 | 1000 | 65", "down 2 percentage points"),
        ("670 | 1000 | 67", "655 | 1000 | 66", "down 2 percentage points"),
        ("60 | 100 | 60", "61 | 100 | 61", "up 1 percentage point"),
        ("600 | 1000 | 60", "604 | 1000 | 60", "up [low]"),
        ("60 | 100 | 60", "6 | 10 | 60", "same"),
        ("0 | 100 | 0", "6 | 10 | 60", "up 60 percentage points from nought"),
        ("c | 100 | c", "60 | 100 | 60", "not shown"),
        ("60 | 100 | 60", "x | | x", "no figure"),
    ],
)
def test_changes_of_a_percentage(before, now, change):
    """Percentages change by percentage points, worked out before rounding; where no change can be told, words say why."""
    assert key_row(f"{MEETINGS} | 2015-16 | | | {before}\n{MEETINGS} | 2016-17 | | | {now}")[3] == change


def test_a_count_from_nought_has_no_percentage():
    assert key_row("theatre_pupils | to 2016-03 | | | 0 | | 0\ntheatre_pupils | to 2017-03 | | | 210 | | 210")[3] == "up 210 from nought"


def test_ages_are_the_same_or_different():
    """An age range has no size of change."""
    before = "strategy_meeting_peak_age | 2015-16 | | | 40 | 121 | 13-14\n"
    assert key_row(before + "strategy_meeting_peak_age | 2016-17 | | | 30 | 82 | 14-15")[1:] == [
        "13 to 14",
        "14 to 15",
        "different",
        "age in years",
    ]
    assert key_row(before + "strategy_meeting_peak_age | 2016-17 | | | 30 | 82 | 13-14")[3] == "same"


def test_an_earlier_year_without_rows_is_not_available():
    """Marks and words, no direction."""
    rows = "missing_notifications | 2016-17 | | | 2646 | | 2646\nreferrals | 2015-16 | | | 7 | | 7"
    assert key_row(rows.replace("referrals", "children_identified_at_risk"))[1:4] == ["[x]", "2,646", "no earlier figure"]


def test_a_first_year_has_no_column_for_the_year_before():
    """Nothing was delivered of any time before: the table says so once, and holds no marks."""
    rows = publishable("missing_notifications | 2016-17 | | | 2646 | | 2646")
    table = key_figures(seen(rows), [indicator("missing_notifications")])
    assert [Markup(name).striptags() for name in table.columns] == ["Indicator", "2016/17", "Unit"]
    assert [row[1:] for row in texts(table)] == [["2,646", "notifications"]]
    assert words(table)[0] == "This is the first year with figures, so there are none of the year before to compare them with."


@pytest.mark.parametrize(
    ("quarter", "earlier", "columns"),
    [
        ("2016-17-Q1", "", ["Q1 2016/17", "Year to date"]),
        ("2016-17-Q2", "", ["Q2 2016/17", "Q1 2016/17", "Year to date"]),
        ("2016-17-Q1", "2015-16-Q4", ["Q1 2016/17", "Q4 2015/16", "Q1 2015/16", "Year to date", "Direction since Q1 2015/16"]),
    ],
)
def test_the_quarters_of_a_first_year_are_beside_those_of_that_year_alone(quarter, earlier, columns):
    drawn = [f"missing_notifications | {period} | | | 20 | | 20" for period in (quarter, "2016-17-Q1", earlier) if period]
    table = quarterly(seen(publishable("\n".join(dict.fromkeys(drawn))), quarter), [indicator("missing_notifications")])
    assert [Markup(name).striptags() for name in table.columns] == ["Indicator", *columns]
    assert {len(row) for row in texts(table)} == {len(table.columns)}


def test_a_service_is_shown_over_its_own_dates():
    """The name says the dates where they are not those of the column."""
    before = "specialist_service_referrals | 2015-07 to 2016-04 | | | 38 | | 38\n"
    now = "specialist_service_referrals | 2016-07 to 2017-04 | | | 43 | | 43"
    assert key_row(before + now)[:4] == ["Referrals to the specialist service (July 2016 to April 2017)", "38", "43", "up 5 (13%)"]


def test_a_break_in_the_series_is_explained():
    """Figures on both sides of a break are shown and not compared."""
    later = Period.parse("2017-18")
    rows = publishable("missing_notifications | 2016-17 | | | 2646 | | 2646\nmissing_notifications | 2017-18 | | | 3000 | | 3000")
    table = key_figures(seen(rows, later), [in_words_of(WORKSPACE.authority, indicator("missing_notifications"))])
    assert texts(table)[0][1:4] == ["2,646", "3,000", "[b] not comparable"]
    assert any(note.startswith("Not comparable with earlier figures: from April 2017") for note in words(table))


def test_a_change_that_differs_from_the_shown_figures_is_explained():
    """Falls of 1.5 points are printed as 2: from 67% to 65%, as a reader finds too, or from 67% to 66%, which looks like a fall of 1."""
    remark = "Changes are worked out before rounding"
    fits = publishable(f"{MEETINGS} | 2015-16 | | | 667 | 1000 | 67\n{MEETINGS} | 2016-17 | | | 652 | 1000 | 65")
    differs = publishable(f"{MEETINGS} | 2015-16 | | | 670 | 1000 | 67\n{MEETINGS} | 2016-17 | | | 655 | 1000 | 66")
    tables = [key_figures(seen(rows), [indicator(MEETINGS)]) for rows in (fits, differs)]
    assert [any(note.startswith(remark) for note in words(table)) for table in tables] == [False, True]


def test_hidden_figures_are_marked_and_the_mark_is_explained():
    """What the gate hid is [c] in every form of the table."""
    rows = publishable("specialist_service_re_referrals | 2016-07 to 2017-04 | | | c | | c")
    table = key_figures(seen(rows), [indicator("specialist_service_re_referrals")])
    assert texts(table)[0][1] == "[c]"
    assert words(table)[0] == "[c] confidential: not shown, so that no child can be identified."


def test_a_remark_on_some_rows_has_a_number():
    """A caveat of every indicator stands plainly; one of some is numbered, and their names carry the number."""
    drawing = "missing_notifications | 2016-17 | | | 4 | | 4\nmissing_individuals | 2016-17 | | | 2 | | 2"
    table = key_figures(seen(publishable(drawing)), [indicator("missing_notifications"), indicator("missing_individuals")])
    assert [row[0] for row in texts(table)] == [
        "Notifications of missing and absent children",
        "Children notified as missing or absent [note 1] [note 2]",
    ]
    assert words(table)[1:] == [
        CAVEATS["includes_other_authorities"],
        f"[note 1] {CAVEATS['distinct_children']}",
        f"[note 2] {CAVEATS['first_event']}",
    ]


def test_what_the_gate_hides_is_in_no_form_of_the_table():
    """Neither the number nor its change can be found in HTML, text or JSON."""
    drawing = (
        "specialist_service_referrals | 2015-07 to 2016-04 | | | 38 | | 38\nspecialist_service_referrals | 2016-07 to 2017-04 | | | 5 | | 5"
    )
    rows = gate(publishable(drawing).rows, "public", WORKSPACE.policy.disclosure)
    table = key_figures(seen(rows), [indicator("specialist_service_referrals")])
    assert not re.search(r"\b(5|33)\b", str(table._repr_mimebundle_()))
    assert texts(table)[0][1:4] == ["38", "[c]", "not shown"]


# The quarter


def test_quarterly_columns():
    """This quarter, the last, the same a year ago, the year to date, the direction since a year ago, and the trend."""
    figures = {"2016-17-Q3": 30, "2016-17-Q2": 25, "2015-16-Q3": 20, "2016-04 to 2016-12": 80}
    rows = publishable("\n".join(f"missing_notifications | {period} | | | {n} | | {n}" for period, n in figures.items()))
    trend = {"missing_notifications": Markup('<img alt="Trend: from 20 &amp; up to 30" src="data:,">')}
    table = quarterly(seen(rows, QUARTER), [indicator("missing_notifications")], trend)
    headers = ["Indicator", "Q3 2016/17", "Q2 2016/17", "Q3 2015/16", "Year to date", "Direction since Q3 2015/16", "Trend"]
    assert table.json["columns"] == headers
    assert texts(table)[0][1:] == ["30", "25", "20", "80", "up", "Trend: from 20 & up to 30"]
    assert "Year to date: 1 April 2016 to 31 December 2016." in words(table)


def test_the_first_quarter_is_the_year_to_date():
    """No figure of its own is needed: the year to date is the quarter."""
    rows = publishable("missing_notifications | 2016-17-Q1 | | | 30 | | 30")
    assert texts(quarterly(seen(rows, Period.parse("2016-17-Q1")), [indicator("missing_notifications")]))[0][2] == "30"


def test_totals_so_far_are_read_up_to_the_end_of_each_quarter():
    """An indicator that counts everything so far has its figures under other periods, and an annual one is left out."""
    pupils = "theatre_pupils | to 2016-12 | | | 390 | | 390\ntheatre_pupils | to 2015-12 | | | 180 | | 180\n"
    rows = publishable(pupils + "e_learning_courses | 2016-17 | | | 12 | | 12")
    table = quarterly(seen(rows, QUARTER), [indicator("theatre_pupils"), indicator("e_learning_courses")])
    assert texts(table) == [["Pupils who have seen the theatre production, so far", "390", "[x]", "180", "390", "up"]]


@pytest.mark.parametrize(
    ("course", "direction"),
    [
        (Course.UP, "up"),
        (Course.DOWN, "down"),
        (Course.SAME, "same"),
        (Course.FROM_NOUGHT, "up from nought"),
        (Course.NO_EARLIER, "no earlier figure"),
        (Course.NO_CURRENT, "no figure"),
        (Course.HIDDEN, "not shown"),
        (Course.BROKEN, "[b] not comparable"),
        (Course.OTHER, "different"),
    ],
)
def test_direction_in_words(course, direction):
    """One word a course, where nobody has judged it."""
    assert direction_words(Comparison(course, None, None)) == direction


@pytest.mark.parametrize(
    ("verdict", "better", "direction"),
    [
        (Verdict.HIGHER, None, "clearly up"),
        (Verdict.HIGHER, "higher", "clearly up, improving"),
        (Verdict.HIGHER, "lower", "clearly up, worsening"),
        (Verdict.NO_CLEAR_CHANGE, "higher", "no clear change"),
        (Verdict.TOO_FEW, "higher", "too few to say"),
    ],
)
def test_direction_as_the_verdict_has_it(verdict, better, direction):
    """Better or worse only where a rise is clear and the indicator says which is which."""
    rise = Comparison(Course.UP, *FIGURES, Fraction(9), verdict=verdict, better=better)
    assert direction_words(rise).striptags() == direction


@pytest.mark.parametrize(("key", "direction"), [(MEETINGS, "clearly up, improving"), ("missing_notifications", "clearly up")])
def test_only_a_declared_direction_is_an_improvement(key, direction):
    """The same rise improves an indicator of which more is better and is merely a rise of another."""
    share = "60 | 100 | 60", "75 | 100 | 75"
    count = "60 | | 60", "75 | | 75"
    before, now = share if key == MEETINGS else count
    rows = publishable(f"{key} | 2015-16-Q3 | | | {before}\n{key} | 2016-17-Q3 | | | {now}")
    judged = with_verdicts(rows, {key: "clearly higher"}, "2016-17-Q3")
    table = quarterly(seen(judged, QUARTER), [indicator(key)])
    assert texts(table)[0][5] == direction
    assert any("larger than chance alone would often bring" in note for note in words(table))


@pytest.mark.parametrize(
    ("verdict", "change"),
    [
        ("clearly higher", "clearly up 30 (50%)"),
        ("no clear change", "up 30 (50%), no clear change"),
        ("too few to say", "up 30 (50%), too few to say"),
        ("", "up 30 (50%)"),
    ],
)
def test_a_change_is_arithmetic_and_its_verdict_stands_beside_it(verdict, change):
    key = "missing_notifications"
    rows = publishable(f"{key} | 2015-16 | | | 60 | | 60\n{key} | 2016-17 | | | 90 | | 90")
    table = key_figures(seen(with_verdicts(rows, {key: verdict} if verdict else {})), [indicator(key)])
    assert texts(table)[0][3] == change
    assert any("larger than chance" in note for note in words(table)) == bool(verdict)


# Divisions

EPISODES = """
missing_episodes | 2016-17 |     |              | {whole} |         | {whole}
missing_episodes | 2016-17 | sex | female       | {f}     | {whole} | {f_pct}
missing_episodes | 2016-17 | sex | male         | {m}     | {whole} | {m_pct}
missing_episodes | 2016-17 | sex | not_recorded | {n}     | {whole} | {n_pct}
"""


def episodes(**numbers: object) -> Table:
    return split_table(seen(publishable(EPISODES.format(**numbers))), indicator("missing_episodes"), "sex")


def test_split_with_numbers_percentages_and_the_whole():
    """A year that was not counted is left out; hidden parts are hidden in both columns."""
    table = episodes(whole=100, f=48, f_pct=48, m="c", m_pct="c", n=0, n_pct=0)
    assert table.json["title"] == "Episodes of going missing or being absent by sex, 2016/17"
    assert table.json["columns"] == ["Sex", "Number, 2016/17", "Percentage, 2016/17"]
    assert texts(table) == [["Female", "48", "48%"], ["Male", "[c]", "[c]"], ["Not recorded", "0", "0%"], ["All", "100", "100%"]]
    assert not any("add up" in note for note in words(table))


def test_percentages_that_add_up_to_101_are_explained():
    """1 of 8 is 12.5%, printed as 13%; three parts of 8 are printed as 63, 25 and 13."""
    table = episodes(whole=8, f=5, f_pct=63, m=2, m_pct=25, n=1, n_pct=13)
    assert "Percentages for 2016/17 are rounded separately and add up to 101%." in words(table)
    assert '<data class="sum" data-figure="missing_episodes@2016-17[sex]" value="101">101%</data>' in table.html


def test_parts_that_do_not_make_up_the_whole_are_not_put_down_to_rounding():
    table = episodes(whole=10, f=5, f_pct=50, m=3, m_pct=30, n=1, n_pct=10)
    assert "Percentages for 2016/17 leave out some of the whole and add up to 90%." in words(table)


def test_percentages_that_add_up_to_100_need_no_remark():
    assert not any("add up" in note for note in words(episodes(whole=10, f=5, f_pct=50, m=4, m_pct=40, n=1, n_pct=10)))


def test_the_parts_of_a_share_have_a_whole_each():
    """25% of those from home and 67% of those from care do not have to add up to 100; the last row is the share of all."""
    key = "return_interviews_completed_of_returned"
    parts = {"home": "1 | 4 | 25", "own_care": "2 | 3 | 67", "other_authority_care": "0 | 1 | 0", "not_recorded": "0 | 1 | 0"}
    drawing = "\n".join(
        [f"{key} | 2016-17 | | | 3 | 9 | 33", *(f"{key} | 2016-17 | missing_from | {code} | {cells}" for code, cells in parts.items())]
    )
    table = split_table(seen(publishable(drawing)), indicator(key), "missing_from")
    assert texts(table)[-1] == ["All", "3", "33%"]
    assert words(table) == []


def test_a_split_that_was_never_counted_is_refused():
    """The message names the indicator and the periods."""
    with pytest.raises(Fault, match="missing_episodes was not counted by sex in 2015/16, 2016/17"):
        split_table(seen(publishable("missing_notifications | 2016-17 | | | 1 | | 1")), indicator("missing_episodes"), "sex")


def test_denominators_side_by_side():
    """The same interviews, each percentage with its part and whole; a share of a share needs no remark on sums."""
    keys = [f"return_interviews_completed_of_{whole}" for whole in ("returned", "required")]
    rows = publishable(
        f"{keys[0]} | 2016-17 | | | 2 | 6 | 33\n{keys[0]} | 2016-17 | missing_from | home | 1 | 4 | 25\n"
        f"{keys[0]} | 2016-17 | missing_from | own_care | 1 | 2 | 50\n"
        f"{keys[1]} | 2016-17 | | | 2 | 5 | 40\n{keys[1]} | 2016-17 | missing_from | home | c | 3 | c"
    )
    table = denominators(seen(rows), [indicator(key) for key in keys], "missing_from")
    assert table.json["columns"][:3] == ["Percentage", "All", "Home"]
    assert [row[:4] for row in texts(table)] == [
        ["Completed, of all returned episodes", "33% (2 of 6)", "25% (1 of 4)", "50% (1 of 2)"],
        ["Completed, of interviews required", "40% (2 of 5)", "[c]", "[x]"],
    ]


def test_quarters_across_and_the_year():
    """Different children are counted anew for the year, and the table says that the quarters do not add up to it."""
    figures = {"2016-17-Q1": 5, "2016-17-Q2": 6, "2016-17-Q3": 7, "2016-17": 11}
    rows = publishable("\n".join(f"missing_individuals | {period} | | | {n} | | {n}" for period, n in figures.items()))
    table = by_quarter(seen(rows), [indicator("missing_individuals"), indicator("development_workers")])
    assert [row[1:] for row in texts(table)] == [["5", "6", "7", "[x]", "11"]]
    assert CAVEATS["distinct_children"] in words(table)
    assert pd.Series(words(table)).is_unique


def test_a_number_in_a_name_is_one_term_with_its_thousands():
    """The audit reads "10,000" in a Word file, so the page must explain it whole."""
    assert str(label("Children, for every 10,000 aged 10 to 17")) == (
        'Children, for every <span class="term">10,000</span> aged <span class="term">10 to 17</span>'
    )
