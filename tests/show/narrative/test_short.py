"""A figure in one short sentence: each rule speaks where it should and stays silent where it should."""

from decimal import Decimal

import pytest

from analysis.chapters import indicator
from analysis.compare.main_points import Surroundings, point_of
from analysis.compare.targets import Target
from analysis.show.narrative.short import course_said, opened, target_clause
from tests.made_figures import BEFORE, count, share, viewed

CHILDREN, SHARE = indicator("children_at_strategy_meeting"), indicator("return_interviews_completed_looked_after")


def said(record, view):
    return f"{opened(view, record)}{course_said(view.compared(record), record.decimals)}".replace("\xa0", " ")


def text(record, *rows, verdict=""):
    from markupsafe import Markup

    return Markup(said(record, viewed(*rows, **({record.key: verdict} if verdict else {})))).striptags()


HELD = "children were considered at a strategy meeting about sexual exploitation"


@pytest.mark.parametrize(
    ("now", "before", "verdict", "words"),
    [
        (98, 100, "no clear change", ", little changed from 100 the year before"),
        (80, 100, "no clear change", ", no clear change from 100 the year before"),
        (80, 100, "too few to say", "; the year before it was 100, too few to say whether that is a change"),
        (80, 100, "clearly lower", ", clearly down from 100 the year before (by 20%)"),
        (80, 100, "", ", down from 100 the year before (by 20%)"),
        (120, 100, "clearly higher", ", clearly up from 100 the year before (by 20%)"),
        (80, 80, "no clear change", ", the same as the year before"),
        (80, 0, "", ", after none the year before"),
        (80, "c", "", "; that of the year before is not shown"),
        (80, "x", "", ""),
        (80, None, "", ""),
    ],
    ids=["little", "unclear", "few", "down", "not judged", "up", "same", "from none", "hidden before", "not delivered", "first year"],
)
def test_the_course_of_a_count(now, before, verdict, words):
    """A direction stands only where the verdict is clear or nobody judged; a figure that is new is not "up from 0"."""
    rows = [count(CHILDREN.key, now), *([count(CHILDREN.key, before, BEFORE)] if before is not None else [])]
    assert text(CHILDREN, *rows, verdict=verdict) == f"{now} {HELD}{words}"


def test_what_is_new_this_year_is_said_to_be_new():
    caseload = indicator("consultant_caseload")
    rows = (count(caseload.key, 83), count(caseload.key, 0, BEFORE))
    assert text(caseload, *rows) == "Universal support consultants had 83 cases at the last count: new this year"


DUE = "return interviews required for looked-after children were completed"


@pytest.mark.parametrize(
    ("now", "before", "verdict", "words"),
    [
        ((51, 100), (56, 100), "no clear change", f"51 of the 100 {DUE} (51%), no clear change from 56% the year before"),
        (
            (51, 100),
            (70, 100),
            "clearly lower",
            f"51 of the 100 {DUE} (51%), clearly down from 70% the year before (19 percentage points), which is a deterioration",
        ),
        ((33, 43), (30, 38), "no clear change", f"33 of the 43 {DUE}, little changed from 30 of 38 the year before"),
    ],
    ids=["of many", "clearly worse", "of fewer than fifty"],
)
def test_the_course_of_a_percentage(now, before, verdict, words):
    """Of fewer than fifty nothing is said in percent."""
    assert text(SHARE, share(SHARE.key, *now), share(SHARE.key, *before, BEFORE), verdict=verdict) == words


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (51, "the target of at least 75% was missed"),
        (72, "the target of at least 75% was met within its tolerance"),
        (80, "the target of at least 75% was met"),
    ],
)
def test_what_became_of_a_target(part, words):
    around = Surroundings((SHARE,), {SHARE.key: Target(indicator=SHARE.key, value=Decimal(75), tolerance=Decimal(5))}, {})
    assert target_clause(point_of(viewed(share(SHARE.key, part, 100)), SHARE, around)).striptags() == words
