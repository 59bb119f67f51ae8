"""What a board is shown of a quarter: exceptions in a sentence each, and one table with where each figure stands."""

import pytest
from bs4 import BeautifulSoup

from analysis.base.periods import recent_quarters
from analysis.chapters import indicator
from analysis.compare.process_limits import usual
from analysis.compare.standing import FigureStanding
from analysis.compare.targets import Target
from analysis.show.charts import lines_within_limits
from analysis.show.exceptions import NO_HISTORY, NOTHING, exceptions_said
from analysis.show.narrative import Text
from analysis.show.tables import board_table
from analysis.show.variation import standing_said
from tests.compare.test_process_limits import COUNTED, LAST, SHARED, rows
from tests.show.seen import seen, with_verdicts

USUAL, HIGH, RISING = "50 52 48 51 49 50 52 48 51", "50 52 48 51 49 50 52 48 90", "50 51 52 53 54 55 56 57 58"
OFFERED = indicator(SHARED).name


def stands(values, key=COUNTED, target=None, whole="", verdict=""):
    """A figure with its history, and the view that it was seen in."""
    figures = rows(values, key, whole)
    view = seen(with_verdicts(figures, {key: verdict}, LAST.name) if verdict else figures, LAST)
    reached = Target(indicator=key, value=target) if target else None
    history = usual(figures, indicator(key), LAST)
    return view, FigureStanding(indicator(key), view.compared(indicator(key)), history, reached)


def told(*found, **written):
    return [block.striptags() for block in exceptions_said(found, LAST, written).blocks]


@pytest.mark.parametrize(("values", "words"), [
    (USUAL, "○ usual"), (HIGH, "▲ unusually high"), ("50 52 48 51 49 50 52 48 9", "▼ unusually low"), (RISING, "↗ rising"),
    ("58 57 56 55 54 53 52 51 50", "↘ falling"), ("50 52", "too few quarters"), ("50 52 48 51 49 50 52 48 c", "not shown"),
])  # fmt: skip
def test_the_standing_is_one_sign_with_words(values, words):
    """Whoever does not see the sign, or hears it read, has the words."""
    assert standing_said(stands(values)[1].usual).striptags() == words


def test_a_figure_outside_its_usual_range_is_an_exception_and_another_is_not():
    assert [stands(values)[1].is_exception for values in (USUAL, HIGH, "50 52")] == [False, True, False]
    (sentence,) = told(stands(HIGH)[1], stands(USUAL)[1])
    assert sentence.startswith("Notifications of missing and absent children: 90 in Q4 2016/17 is above its usual range of ")


@pytest.mark.parametrize(("target", "verdict", "rest"), [
    ("75", "", "which was not met and will not be unless something changes."),
    ("52", "", "which was not met."),
    ("52", "clearly higher", "which was not met, though it is clearly better than a year ago."),
])  # fmt: skip
def test_a_target_that_was_missed_is_an_exception(target, verdict, rest):
    """It is said whether quarters like those before would meet it, and whether the figure is on its way."""
    values = "50 50 50 50 40 50 50 50 50" if verdict else "50 50 50 50 50 50 50 50 50"
    (sentence,) = told(stands(values, SHARED, target, whole="100", verdict=verdict)[1])
    assert sentence == f"{OFFERED}: 50% in Q4 2016/17 against a target of at least {target}%, {rest}"


def test_missed_targets_stand_first_and_below_each_what_people_wrote_on_it():
    """By the name of the figure; what was written on others is no part of it."""
    high, short = stands(HIGH)[1], stands("50 50 50 50 50 50 50 50 50", SHARED, "60", whole="100")[1]
    written = {OFFERED: Text(("<p>Owner: somebody.</p>",)), "Another": Text(("<p>Else.</p>",))}
    blocks = [block if isinstance(block, str) and block.startswith("<p>") else block.striptags() for block in
              exceptions_said([high, short], LAST, written).blocks]  # fmt: skip
    assert [one.partition(":")[0] for one in blocks] == [OFFERED, "<p>Owner", "Notifications of missing and absent children"]


def test_a_quarter_without_exceptions_says_so_and_a_young_one_says_that_it_cannot():
    assert told(stands(USUAL)[1]) == [NOTHING.format("Q4 2016/17")]
    assert told(stands("50 52")[1]) == [NO_HISTORY.format("Q4 2016/17")]


def test_the_table_has_latest_line_standing_target_and_a_year_ago():
    view, one = stands("50 50 50 50 50 50 50 50 50", SHARED, "60", whole="100")
    table = board_table(view, [one], lines_within_limits(view, [one]))
    assert [str(name) for name in table.json["columns"]] == [
        "Indicator", "Q4 2016/17", "Last eight quarters", "Standing", "Target", "Met", "Q4 2015/16",
    ]  # fmt: skip
    (row,) = table.json["rows"]
    assert (row[1], row[3:]) == ("50%", ["○ usual", "at least 60%", "not met", "50%"])
    assert row[2].endswith("The last varies as usual.")


def test_without_targets_and_in_a_first_year_the_table_has_no_columns_for_them():
    first = rows("50 52 48 51")
    view = seen(first, recent_quarters(LAST, 4)[-1])
    one = FigureStanding(indicator(COUNTED), view.compared(indicator(COUNTED)))
    assert board_table(view, [one], {}).json["columns"] == ["Indicator", "Q4 2016/17", "Last eight quarters", "Standing"]
    assert board_table(view, [], {}) is None


def test_the_limits_are_drawn_beside_the_line_where_there_are_any():
    """Two lines more in the picture; of a figure without a usual range the line alone."""
    import base64

    counts = []
    for values in (USUAL, "50 52 48"):
        view, one = stands(values)
        image = BeautifulSoup(lines_within_limits(view, [one])[COUNTED], "html.parser").img
        counts.append(base64.b64decode(image["src"].partition("base64,")[2]).decode().count('<g id="line2d'))
    assert counts[0] - counts[1] == 2
