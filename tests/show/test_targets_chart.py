"""Targets as a chart: a bar for each figure that has one, the year before behind it, and the target as a line that is no bar."""

from decimal import Decimal

from analysis.audit.alternatives import cells_of_chart
from analysis.audit.pictures import picture_faults
from analysis.base.elements import of_kind, parsed
from analysis.chapters import indicator
from analysis.compare.targets import Target
from analysis.show.charts import against_targets
from tests.made_figures import BEFORE, share, viewed

HOME, CARE = indicator("return_interviews_completed_home"), indicator("return_interviews_completed_looked_after")
ROWS = (share(HOME.key, 80, 100), share(HOME.key, 70, 100, BEFORE), share(CARE.key, 51, 100), share(CARE.key, 56, 100, BEFORE))


def drawn(*rows, value=75):
    view = viewed(*rows)
    return against_targets(view, [(Target(indicator=one.key, value=Decimal(value)), one, view.compared(one)) for one in (HOME, CARE)])


def test_every_bar_is_a_number_of_the_table_and_a_target_is_none():
    chart = drawn(*ROWS)
    (group,) = of_kind(parsed(str(chart.html)), "div", "chart")
    for picture in (chart.svg, chart.narrow):
        assert picture_faults(picture, cells_of_chart(group)) == ()
    assert chart.json["rows"][1][1:] == ["56%", "51%", "at least 75%"]


def test_the_title_says_what_became_of_the_targets():
    assert [drawn(*ROWS, value=value).title for value in (50, 75, 99)] == [
        "No target was missed",
        "Some targets were missed",
        "Every target was missed",
    ]


def test_without_a_figure_there_is_no_chart():
    assert drawn(share(HOME.key, 70, 100, BEFORE)) is None
