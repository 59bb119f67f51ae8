"""Each page begins with what it found, from data."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.chapters import indicator
from analysis.show.first_paragraphs import of_lists, of_methodology, of_profile, of_quality
from tests.report.opened import published, row
from tests.show.seen import seen

RECORDED = "children_recorded_by_police"


def said(text):
    return text.blocks[0].striptags()


def test_the_problem_profile_says_how_many_were_recorded_and_how_that_moved():
    """Without a population there is no group to name; in a first year nothing to compare with."""
    both = seen(published(row(RECORDED, "2015-16", "344"), row(RECORDED, "2016-17", "382")))
    first = seen(published(row(RECORDED, "2016-17", "382")))
    name = indicator(RECORDED).name
    assert said(of_profile(both, [indicator(RECORDED)], [])) == f"{name}: 382 in 2016/17, up 38 (11%) since 2015/16."
    assert said(of_profile(first, [indicator(RECORDED)], [])) == f"{name}: 382 in 2016/17."


@pytest.mark.parametrize(("start", "review", "words"), [
    (None, date(2030, 4, 1), "No definition differs from that of 2015/16. All were checked within the time set for that."),
    (date(2015, 4, 1), date(2030, 4, 1), "No definition differs from that of 2015/16. All were checked within the time set for that."),
    (date(2016, 4, 1), date(2017, 1, 1),
     "Definitions that are others than in 2015/16: {0}. Due to be checked before the period ended: {0}."),
])  # fmt: skip
def test_the_methodology_says_which_definitions_are_others_and_which_are_due(start, review, words):
    one = replace(indicator(RECORDED), valid_from=start, next_review=review)
    view = seen(published(row(RECORDED, "2016-17", "382")))
    assert said(of_methodology([one], view)) == words.format(one.name[:1].lower() + one.name[1:])


def test_the_data_quality_says_why_rows_were_kept_aside_and_what_is_warned_of():
    """In words alone: how many rows are concerned may be a small number."""
    found = of_quality(["a day is after the period"], ["a child is over 18"], all_checked=False)
    assert said(found) == (
        "Every row that was delivered is accounted for. Rows were kept aside where a day is after the period. The rules warn that a child "
        "is over 18. Some rules lacked something that they need, and could not be checked."
    )
    nothing = "Every row that was delivered is accounted for. None was kept aside. No rule warns of anything."
    assert said(of_quality([], [], all_checked=True)) == nothing


def test_the_cross_reference_says_how_many_are_on_which_list():
    assert said(of_lists([("On both", 1200), ("On one only", 3)])) == "On both: 1,200; on one only: 3."
