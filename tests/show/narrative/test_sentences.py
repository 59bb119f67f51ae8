"""Every branch of a sentence, one by one, as a reader would see it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis.audit import Standing
from analysis.audit.known import Known
from analysis.audit.pages import html_faults
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS, Break
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, indicator
from analysis.disclose import Publishable
from analysis.show.narrative.findings import finding, findings
from tests.show.seen import seen, with_verdicts
from tests.told import shipped_terms

WORKSPACE = Workspace(Path(__file__).parents[3])
YEAR = Period.parse("2016-17")
CHILDREN = in_words_of(WORKSPACE.authority, indicator("children_identified_at_risk"))
SHARE = indicator("multi_agency_meetings_recorded_complete")


def count(value, period="2016-17", key=CHILDREN.key, **cells):
    return cells_of(key, period, numerator=value, value=value, unit="children", **cells)


def share(part, whole, value, period="2016-17", key=SHARE.key, **cells):
    return cells_of(key, period, numerator=part, denominator=whole, value=value, unit="percent of meetings requested", **cells)


def cells_of(key, period, **cells):
    return dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": key, "period": period, "definition_version": "1"} | cells


def told(record, *rows, period=YEAR, verdict=""):
    publishable = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    judged = with_verdicts(publishable, {record.key: verdict} if verdict else {}, period.name)
    return finding(seen(judged, period), record)


def text(html):
    return re.sub(r"\s+", " ", html.striptags())


IDENTIFIED = "identified as potentially at risk of sexual exploitation when a referral was made to the Multi-Agency Safeguarding Hub (MASH)"


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        ("263", "323", f"In 2016/17, 263 children were {IDENTIFIED}, down from 323 in 2015/16 (a decrease of 60, or 19%)."),
        ("323", "263", f"In 2016/17, 323 children were {IDENTIFIED}, up from 263 in 2015/16 (an increase of 60, or 23%)."),
        ("263", "263", f"In 2016/17, 263 children were {IDENTIFIED}, the same as in 2015/16 (263)."),
        ("7", "0", f"In 2016/17, 7 children were {IDENTIFIED}, up from 0 in 2015/16."),
        ("1", "8", f"In 2016/17, 1 child was {IDENTIFIED}, down from 8 in 2015/16 (a decrease of 7)."),
        (
            "263",
            "c",
            f"In 2016/17, 263 children were {IDENTIFIED}. The figure for 2015/16 is not shown, so the two cannot be compared.",
        ),
        ("263", "x", f"In 2016/17, 263 children were {IDENTIFIED}."),
        ("263", None, f"In 2016/17, 263 children were {IDENTIFIED}."),
        ("c", "323", f"{CHILDREN.name}: the figure for 2016/17 is not shown, so that no child can be identified."),
        ("x", "323", f"{CHILDREN.name}: no figure is available for 2016/17."),
    ],
    ids=["down", "up", "same", "from nought", "one", "earlier hidden", "not delivered", "first year", "hidden", "missing"],
)
def test_the_course_of_a_count(now, before, sentence):
    """A direction word never stands without both values, and nothing is said of a figure that is hidden."""
    rows = [count(now)] + ([count(before, "2015-16")] if before else [])
    assert text(told(CHILDREN, *rows)) == sentence


def test_where_there_was_nothing_to_count_nothing_rose():
    rows = [count("83", key="consultant_caseload"), count("0", "2015-16", "consultant_caseload")]
    assert text(told(indicator("consultant_caseload"), *rows)) == (
        "In 2016/17, universal support consultants had 83 cases at the last count; in 2015/16 there was none to count."
    )


@pytest.mark.parametrize("before", ["x", None])
def test_what_starts_this_year_has_no_earlier_figure(before):
    """Said where other figures have one; in a first year it would be said of each."""
    rows = [count("263"), *([count(before, "2015-16")] if before else []), count("20", "2015-16", "missing_notifications")]
    assert text(told(CHILDREN, *rows)) == f"In 2016/17, 263 children were {IDENTIFIED}. There is no earlier figure to compare it with."


@pytest.mark.parametrize(
    ("now", "before", "verdict", "sentence"),
    [
        ("263", "323", "clearly lower", "down from 323 in 2015/16 (a clear decrease of 60, or 19%)."),
        ("323", "263", "clearly higher", "up from 263 in 2015/16 (a clear increase of 60, or 23%)."),
        ("70", "0", "clearly higher", "clearly up from 0 in 2015/16."),
        ("263", "323", "no clear change", "no clear change from 323 in 2015/16."),
        ("7", "0", "too few to say", "compared with 0 in 2015/16: too few to say whether there was a change."),
        ("263", "263", "no clear change", "the same as in 2015/16 (263)."),
        ("3", "3", "too few to say", "the same as in 2015/16 (3)."),
    ],
)
def test_a_verdict_says_what_the_numbers_bear(now, before, verdict, sentence):
    """A direction word stands only where the change is clear; what is the same to the last digit is the same."""
    html = told(CHILDREN, count(now), count(before, "2015-16"), verdict=verdict)
    assert text(html).partition("(MASH), ")[2] == sentence


@pytest.mark.parametrize(
    ("verdict", "better", "judged"),
    [
        ("clearly lower", "higher", " This is a deterioration."),
        ("clearly lower", "lower", " This is an improvement."),
        ("clearly lower", None, ""),
    ],
)
def test_a_clear_change_of_a_percentage_is_judged_where_a_direction_is_better(verdict, better, judged):
    """Percentages change by points; a change is good or bad only where it is clear and the indicator says which direction is better."""
    html = told(replace(SHARE, better=better), share("70", "100", "70"), share("80", "100", "80", "2015-16"), verdict=verdict)
    words = f"down from 80% in 2015/16 (a clear decrease of 10 percentage points).{judged}"
    assert text(html).partition("recorded complete, ")[2] == words


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("", "down from 80% in 2015/16 (a decrease of 10 percentage points)."),
        ("no clear change", "no clear change from 80% in 2015/16."),
        ("too few to say", "compared with 80% in 2015/16: too few to say whether there was a change."),
    ],
)
def test_a_change_that_is_not_clear_is_neither_good_nor_bad(verdict, words):
    """Nor is one that nobody has judged, which is told as arithmetic."""
    html = told(SHARE, share("70", "100", "70"), share("80", "100", "80", "2015-16"), verdict=verdict)
    assert text(html).partition("recorded complete, ")[2] == words


def test_changes_are_worked_out_before_rounding():
    """66.5 and 63.4 per cent are printed 67% and 63%; the change is 3.1 points, not 4."""
    html = told(SHARE, share("133", "200", "67"), share("317", "500", "63", "2015-16"))
    assert "an increase of 3 percentage points" in text(html)


def test_a_broken_series_says_what_broke_it():
    broken = replace(CHILDREN, breaks=(Break(date(2016, 4, 1), "from ~April 2016~ referrals are counted by another system"),))
    sentence = text(told(broken, count("263"), count("323", "2015-16"))).partition("(MASH)")[2]
    assert sentence == ". This cannot be compared with 323 in 2015/16, because from April 2016 referrals are counted by another system."


def test_another_version_of_the_definition_breaks_the_series():
    html = told(CHILDREN, count("263") | {"definition_version": "2"}, count("323", "2015-16"))
    assert "because its definition changed from version 1 to 2" in text(html)


def test_a_share_of_nothing():
    assert text(told(SHARE, share("0", "0", "z"))).endswith("in 2016/17 there was nothing to take a percentage of.")


@pytest.mark.parametrize(
    ("before", "ending"), [("13-14", "; in 2015/16 it was 13 to 14."), ("14-15", ", the same as in 2015/16 (14 to 15).")]
)
def test_a_peak_age_has_no_direction(before, ending):
    """An age is not a quantity that rises or falls."""
    peak = indicator("strategy_meeting_peak_age")
    values = {"2016-17": "14-15", "2015-16": before}
    rows = [cells_of(peak.key, year, numerator="50", denominator="82", value=value, unit="age") for year, value in values.items()]
    expected = "In 2016/17, the peak age of children considered at a strategy meeting was 14 to 15 years old"
    assert text(told(peak, *rows)) == expected + ending


def episodes(period, **by_sex):
    whole = sum(int(n) for n, _ in by_sex.values())
    split = {"breakdown": "sex", "denominator": str(whole), "unit": "percent of episodes"}
    rows = [cells_of("missing_episodes", period, numerator=n, value=v, category=c, **split) for c, (n, v) in by_sex.items()]
    return [count(str(whole), period, "missing_episodes"), *rows]


def test_shares_that_do_not_reach_a_hundred_say_why():
    """47.6, 51.7 and 0.7 per cent are printed 48, 52 and 1."""
    rows = episodes("2016-17", female=("1199", "48"), male=("1303", "52"), not_recorded=("18", "1"))
    assert text(told(indicator("missing_episodes"), *rows)).endswith(
        "Of the 2,520 episodes, 48% were of girls, 52% of boys and 1% of children whose sex was not recorded. "
        "The percentages add up to 101% because each is rounded."
    )


def test_shares_of_the_year_before_stand_beside_those_of_the_year():
    now = episodes("2016-17", female=("48", "48"), male=("52", "52"), not_recorded=("0", "0"))
    before = episodes("2015-16", female=("55", "55"), male=("45", "45"), not_recorded=("0", "0"))
    html = text(told(indicator("missing_episodes"), *now, *before))
    assert html.endswith("Of the 100 episodes, 48% were of girls and 52% of boys. In 2015/16, 55% were of girls and 45% of boys.")


@pytest.mark.parametrize(
    ("now", "before", "verdict", "sentence"),
    [
        (
            ("33", "43", "77"),
            ("30", "38", "79"),
            "too few to say",
            ", compared with 30 of 38 in 2015/16: too few to say whether there was a change.",
        ),
        (("33", "43", "77"), ("60", "80", "75"), "no clear change", ", no clear change from 60 of 80 in 2015/16."),
        (("40", "43", "93"), ("10", "38", "26"), "clearly higher", ", clearly up from 10 of 38 in 2015/16. This is an improvement."),
        (("40", "43", "93"), ("10", "38", "26"), "", ", up from 10 of 38 in 2015/16."),
    ],
)
def test_a_percentage_of_few_is_said_in_numbers(now, before, verdict, sentence):
    """Of fewer than 50, one more or less moves a percentage by more than two points."""
    html = told(SHARE, share(*now), share(*before, period="2015-16"), verdict=verdict)
    assert text(html) == f"In 2016/17, {now[0]} of the {now[1]} meetings requested were recorded complete{sentence}"


def test_parts_of_few_are_said_in_numbers():
    rows = episodes("2016-17", female=("21", "49"), male=("22", "51"), not_recorded=("0", "0"))
    few = [row | {"denominator": "43"} if row["denominator"] else row | {"numerator": "43", "value": "43"} for row in rows]
    assert text(told(indicator("missing_episodes"), *few)).endswith("Of the 43 episodes, 21 were of girls and 22 of boys.")


def test_hidden_shares_are_not_added_up():
    rows = episodes("2016-17", female=("60", "60"), male=("40", "40"), not_recorded=("0", "0"))
    rows[2] |= {"numerator": "c", "value": "c"}
    assert "add up" not in text(told(indicator("missing_episodes"), *rows))


def by_district(*counts):
    split = {"breakdown": "district", "denominator": "100", "unit": "percent of episodes"}
    names = ("Ashdale", "Bassetford", "Broxley", "Gedholm", "Mansworth", "Newbridge Vale", "Rushford", "elsewhere")
    rows = [
        cells_of("missing_episodes", "2016-17", numerator=str(n), value=str(n), category=name, **split)
        for n, name in zip(counts, names, strict=True)
    ]
    return [count("100", key="missing_episodes"), *rows]


def test_of_many_categories_only_the_largest_is_told():
    """Eight districts would drown a sentence. Most of all stand elsewhere, which is no district."""
    html = told(indicator("missing_episodes"), *by_district(5, 5, 6, 6, 7, 28, 5, 38))
    assert text(html).endswith("Of the 100 episodes, the largest share, 28%, started in Newbridge Vale.")


@pytest.mark.parametrize("sizes", [(10, 11, 12, 13, 14, 15, 5, 20), (20, 5, 5, 5, 5, 20, 20, 20), (12, 12, 12, 14, 14, 0, 22, 14)])
def test_none_is_the_largest_of_shares_that_are_nearly_alike(sizes):
    """15 beside 14, two of 20, and 22 beside 14: each may be so by chance."""
    html = told(indicator("missing_episodes"), *by_district(*sizes))
    assert "largest" not in text(html)


def test_the_largest_is_not_told_when_one_is_hidden():
    """The hidden one could be larger."""
    html = told(indicator("missing_episodes"), *by_district("c", 11, 12, 13, 14, 15, "c", 20))
    assert "largest" not in text(html)


def test_time_of_day_is_told_in_words_of_the_clock():
    split = {"breakdown": "time", "denominator": "100", "unit": "percent of episodes"}
    codes = indicator("missing_episodes").breakdown("time").codes
    rows = [cells_of("missing_episodes", "2016-17", numerator="2", value="2", category=code, **split) for code in codes]
    rows[codes.index("friday_20")] |= {"numerator": "18", "value": "18"}
    html = told(indicator("missing_episodes"), count("100", key="missing_episodes"), *rows)
    assert text(html).endswith("Of the 100 episodes, the largest share, 18%, started on a Friday from 8pm to midnight.")


def test_hours_are_not_told_in_sentences():
    """The finest breakdown is for the internal edition's chart and table alone."""
    split = {"breakdown": "hour", "denominator": "100", "unit": "percent of episodes", "category": "friday_20"}
    assert "Friday" not in text(
        told(
            indicator("missing_episodes"),
            count("100", key="missing_episodes"),
            cells_of("missing_episodes", "2016-17", numerator="18", **split),
        )
    )


def test_children_by_how_often():
    """Seven bands are too many for a sentence, so only the largest is told; the others stand in table and chart."""
    split = {"breakdown": "episodes", "denominator": "100", "unit": "percent of children"}
    codes = indicator("children_with_episodes").breakdown("episodes").codes
    counts = zip(codes, ("50", "20", "10", "8", "6", "4", "2"), strict=True)
    rows = [cells_of("children_with_episodes", "2016-17", numerator=n, value=n, category=code, **split) for code, n in counts]
    html = told(indicator("children_with_episodes"), count("100", key="children_with_episodes"), *rows)
    assert text(html) == (
        "In 2016/17, the episodes were those of 100 different children. Of the 100 children, the largest share, 50%, had one episode."
    )


def test_each_step_of_the_return_interviews_says_what_it_is_a_share_of():
    steps = {"offered": "offered", "accepted": "accepted", "within_72_hours": "completed within 72 hours of the child's return"}
    for step, words in steps.items():
        key = f"return_interviews_{step}"
        row = cells_of(key, "2016-17", numerator="120", denominator="160", value="75", unit="percent of interviews required")
        start = f"In 2016/17, 120 of the 160 return interviews required (75%) were {words}."
        assert text(told(indicator(key), row)).startswith(start)


# Where a number is hidden, a sentence says less.


def hidden_count(marker, period="2016-17", key=CHILDREN.key):
    return count("c", period, key, marker=marker)


@pytest.mark.parametrize(
    ("marker", "sentence"),
    [
        ("c under 6", f"In 2016/17, fewer than 6 children were {IDENTIFIED}."),
        ("c under 10", f"In 2016/17, fewer than 10 children were {IDENTIFIED}."),
        ("c from 1185 to 1192", f"In 2016/17, from 1,185 to 1,192 children were {IDENTIFIED}."),
        ("c", f"{CHILDREN.name}: the figure for 2016/17 is not shown, so that no child can be identified."),
        ("c0", f"{CHILDREN.name}: the figure for 2016/17 is not shown, so that no child can be identified."),
    ],
)
def test_a_hidden_count_is_called_small_only_where_the_gate_says_so(marker, sentence):
    assert text(told(CHILDREN, hidden_count(marker), count("323", "2015-16"))) == sentence


def test_an_earlier_small_count_is_called_small():
    """Fell by so many is never said: with the figure in print it would be the hidden one."""
    sentence = text(told(CHILDREN, count("263"), hidden_count("c under 6", "2015-16"))).partition("(MASH)")[2]
    assert sentence == ". The figure for 2015/16 was fewer than 6, so the two cannot be compared."


@pytest.mark.parametrize(
    ("whole", "marker", "sentence"),
    [
        ("82", "c most", "In 2016/17, most of the 82 meetings requested were recorded complete."),
        ("c", "c most", "In 2016/17, most of the meetings requested were recorded complete."),
        ("82", "c from 60 to 71", "In 2016/17, from 60 to 71 of the 82 meetings requested were recorded complete."),
        ("82", "c", f"{SHARE.name}: the figure for 2016/17 is not shown, so that no child can be identified."),
    ],
)
def test_a_hidden_percentage_is_most_or_not_shown(whole, marker, sentence):
    assert text(told(SHARE, share("c", whole, "c", marker=marker), share("70", "100", "70", "2015-16"))) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (("60", "c", "c"), "Of the 100 episodes, 60% were of girls and the rest of boys or of children whose sex was not recorded."),
        (("c", "c", "0"), "Of the 100 episodes, how many were of girls or of boys is not shown, so that no child can be identified."),
    ],
)
def test_hidden_shares_are_the_rest(values, sentence):
    """Neither how many the rest are of each sex, nor a [c] in the middle of a sentence."""
    split = {"breakdown": "sex", "denominator": "100", "unit": "percent of episodes"}
    codes = zip(("female", "male", "not_recorded"), values, strict=True)
    rows = [cells_of("missing_episodes", "2016-17", numerator=n, value=n, category=code, **split) for code, n in codes]
    whole = text(told(indicator("missing_episodes"), count("100", "2016-17", "missing_episodes"), *rows))
    assert whole.endswith(f"absent. {sentence}")


def test_cumulative_figures_are_told_without_a_course():
    """They can only rise, so a rise says nothing."""
    key = "taxi_drivers_trained"
    html = told(indicator(key), count("4000", "to 2017-03", key), count("1850", "to 2016-03", key))
    assert text(html) == "By the end of March 2017, 4,000 taxi drivers had been trained to notice children at risk and to report concerns."


def bare_digits(html):
    """What is left of the digits of a sentence when every element that may hold them is taken away."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.select("data[data-figure][value], .period, .term"):
        element.decompose()
    return re.findall(r"\d+", page.get_text())


def test_a_number_in_the_words_of_a_record_is_no_figure(tmp_path):
    """Marked or not, it belongs to the definition: the audit finds no number that belongs to no figure."""
    young = replace(CHILDREN, statement="{figure} [child was|children were] aged 12 or under, and not ~13~")
    html = told(young, count("263"))
    (tmp_path / "results.csv").write_text(",".join(RESULT_COLUMNS), encoding="utf-8")
    terms = replace(shipped_terms(), standing=Standing((young.statement.replace("~", ""),)))
    bare = [one for one in html_faults(f'<p class="computed">{html}</p>', Known.of(tmp_path, terms)) if "no figure" in one]
    assert bare == []
    assert '<span class="term">12</span> or under, and not <span class="term">13</span>' in html


@pytest.mark.parametrize("record", [one for one in ALL if one.statement], ids=lambda one: one.key)
@pytest.mark.parametrize("value", ["40", "c", "x", "z"])
def test_every_number_of_a_sentence_is_an_element(record, value):
    """A bare digit in a computed sentence could be traced to nothing."""
    wide = {"numerator": value, "denominator": "200" if value == "40" else value, "value": value, "unit": "percent of events"}
    rows = []
    for period in ("2016-17", "2015-16", "to 2017-03", "to 2016-03", "2016-07 to 2017-04", "2015-07 to 2016-04"):
        rows.append(cells_of(record.key, period, **wide))
        rows += [cells_of(record.key, period, breakdown=b.key, category=code, **wide) for b in record.breakdowns for code in b.codes]
    html = told(record, *rows)
    assert html
    assert bare_digits(html) == []


def test_several_figures_that_are_not_available_are_named_in_one_sentence():
    """A year in which some extracts stop has one sentence about them; of what was not there in the year before either there is none."""
    network = in_words_of(WORKSPACE.authority, indicator("network_meetings"))
    stopped, never = (network, indicator("hot_spot_locations")), indicator("disruption_actions")
    records = (stopped[0], CHILDREN, stopped[1], never)
    rows = [cells_of(one.key, "2016-17", numerator="x", value="x", marker="x", unit=one.unit) for one in records]
    rows[1] = count("263")
    rows += [cells_of(one.key, "2015-16", numerator="7", value="7", unit=one.unit) for one in stopped]
    publishable = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    blocks = findings(seen(publishable), records).blocks
    assert len(blocks) == 2
    assert "263 children" in text(blocks[0])
    assert text(blocks[1]) == "No figures are available for 2016/17 for: Meetings of the Concerns Network; Hot-spot locations raised."


def test_the_check_for_bare_digits_finds_one():
    assert bare_digits("In <span class='period'>2016/17</span> there were 263 children") == ["263"]


def test_one_indicator_that_is_not_available_is_told_in_its_own_words():
    """Only several are named together, in the last paragraph."""
    before = count("9", "2015-16"), share("1", "2", "50", "2015-16")
    alone = findings_of(count("x"), share("1", "2", "50"), *before)
    assert len(alone) == 2
    assert "no figure is available for 2016/17" in alone[0]
    both = findings_of(count("x"), share("", "", "x"), *before)
    assert len(both) == 1
    assert (CHILDREN.name[1:] in both[0], SHARE.name[1:] in both[0]) == (True, True)


def findings_of(*rows):
    """The paragraphs about two indicators."""
    publishable = Publishable(pd.DataFrame(rows, columns=list(RESULT_COLUMNS), dtype="str"), "public")
    shown = findings(seen(publishable), [CHILDREN, SHARE])
    return [text(block) for block in shown.blocks]
