"""Targets: what can have one, what became of it, and how it is shown."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.compare.targets import read_targets, targets_for
from analysis.disclose import Publishable
from tests.report.opened import opened
from tests.show.seen import with_verdicts

YEAR = Period.parse("2016-17")
OFFERED = "return_interviews_offered"


@pytest.fixture
def written(tmp_path, new_workspace):
    """A function that writes the lines of targets, and gives the workspace that has them."""
    workspace = new_workspace(tmp_path)

    def write(*targets):
        text = "\n".join("[[target]]\n" + one.replace("; ", "\n") for one in targets)
        (tmp_path / "config" / "targets.toml").write_text(text, encoding="utf-8")
        return workspace

    return write


def rows(now, before, key=OFFERED, period="2016-17"):
    """The figures of a year and the year before, out of a hundred."""
    named = Period.parse(period)
    figures = ((named.name, now), (named.year_before.name, before))
    lines = [
        (key, "1", name, "", "", value, "100", value, "percent of interviews", "children", "c" if value == "c" else "")
        for name, value in figures
        if value
    ]
    return Publishable(pd.DataFrame(lines, columns=RESULT_COLUMNS, dtype="str"), "public")


@pytest.mark.parametrize(("now", "before", "verdict", "status"), [
    ("80", "85", "", "achieved"),
    ("91", "", "", "achieved"),
    ("76", "90", "clearly lower", "achieved within the tolerance"),
    ("74", "60", "clearly higher", "not achieved, improving"),
    ("74", "60", "no clear change", "not achieved"),
    ("74", "60", "too few to say", "not achieved"),
    ("74", "60", "", "not achieved"),
    ("74", "90", "clearly lower", "not achieved"),
    ("74", "", "", "not achieved"),
    ("74", "c", "", "not achieved"),
    ("c", "90", "", "not shown"),
    ("x", "90", "", "no figure"),
])  # fmt: skip
def test_each_figure_has_its_status(written, now, before, verdict, status):
    """80 is to be reached, and 4 points less still count. Only a clear rise is an improvement."""
    workspace = written(f'indicator = "{OFFERED}"; value = 80; tolerance = 4')
    judged = with_verdicts(rows(now, before), {OFFERED: verdict} if verdict else {})
    shown = opened(workspace, YEAR, judged).table.targets().json
    assert shown["rows"][0][1:2] == ["at least 80% (tolerance 4)"]
    assert shown["rows"][0][-1] == status


def test_a_target_holds_for_its_years(written):
    workspace = written(f'indicator = "{OFFERED}"; value = 80; years = ["2015-16"]')
    assert opened(workspace, YEAR, rows("80", "70")).table.targets().blocks == ()
    quarter = Period.parse("2015-16-Q2")
    assert opened(workspace, quarter, rows("80", "70", period=quarter.name)).table.targets().json["title"] == "Targets, Q2 2015/16"


def test_without_the_file_there_are_none(tmp_path):
    assert read_targets(Workspace(tmp_path)) == ()


@pytest.mark.parametrize(("lines", "told"), [
    (['indicator = "nothing"; value = 1'], "nothing: there is no such indicator"),
    (['indicator = "missing_notifications"; value = 1'], "its record does not say which direction is better"),
    ([f'indicator = "{OFFERED}"; value = 101'], "101 is no percentage"),
    ([f'indicator = "{OFFERED}"; value = -1'], "greater than or equal to 0"),
    ([f'indicator = "{OFFERED}"; value = 80'] * 2, "it has two targets for every year"),
    ([f'indicator = "{OFFERED}"; value = 80', f'indicator = "{OFFERED}"; value = 8; years = ["2016-17"]'], "two targets for 2016-17"),
    ([f'indicator = "{OFFERED}"; value = 8; years = ["2016-17"]', f'indicator = "{OFFERED}"; value = 80'], "two targets for 2016-17"),
])  # fmt: skip
def test_a_target_that_cannot_be_judged_is_refused(written, lines, told):
    """More referrals may mean that signs are seen: without a better direction nothing is achieved or missed."""
    with pytest.raises(Fault, match=told):
        read_targets(written(*lines))


def test_a_target_of_everyone_is_a_percentage(written):
    assert [one.value for one in read_targets(written(f'indicator = "{OFFERED}"; value = 100'))] == [100]


def test_a_number_to_reach_in_a_year_says_nothing_of_a_quarter(written):
    """A share may be judged each quarter; how many drivers have been trained is counted on some days of the year alone."""
    workspace = written(f'indicator = "{OFFERED}"; value = 80', 'indicator = "taxi_driver_coverage"; value = 30')
    targets, quarter = read_targets(workspace), Period.parse("2016-17-Q2")
    assert [one.key for _, one in targets_for(targets, YEAR, workspace.authority)] == [OFFERED, "taxi_driver_coverage"]
    assert [one.key for _, one in targets_for(targets, quarter, workspace.authority)] == [OFFERED]
