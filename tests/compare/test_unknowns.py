"""How far a share could lie from what is printed, had everything been recorded."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.measures import Share
from analysis.base.spec import RESULT_COLUMNS, Address, Figure, NotKnown
from analysis.chapters import ALL, BY_KEY
from analysis.compare.unknowns import Unknown, Unsure, unknown
from analysis.disclose import Publishable
from analysis.show.unknowns import not_known, notes_on_unknown
from tests.show.seen import seen

HOME = BY_KEY["return_interviews_completed_home"]
IN_WHOLE, IN_PART = (NotKnown("returned_episodes", "more", may_be=may_be) for may_be in ("whole", "part"))


def figure(part, whole, address="a@2016-17"):
    value = str(round(100 * part / whole)) if whole else "z"
    return Figure(Address.parse(address), Fraction(part), Fraction(whole), value, "percent of things", "all")


def found(part, whole, number, in_part=None):
    """So many outside of the whole are not known, or ``in_part`` in the whole, of whom the figure tells with those who are of the part."""
    share = figure(part, whole)
    unsure = [Unsure(IN_WHOLE, share, (figure(number, 1000, "b@2016-17[known=not_recorded]"),))]
    if in_part is not None:
        unsure.append(Unsure(IN_PART, share, (figure(part + in_part, 1000, "c@2016-17"),)))
    return Unknown(share, tuple(unsure))


def rows(completed, required, unsure):
    """Interviews completed of those required, and returned episodes of which it is not recorded whether one was; cells as text."""
    same = {"definition_version": "1", "period": "2016-17", "population": "all", "marker": ""}
    lines = [
        same | {"indicator": HOME.key, "breakdown": "", "category": "", "numerator": completed, "denominator": required, "value": "80"},
        same
        | {
            "indicator": "returned_episodes_home",
            "breakdown": "required",
            "category": "not_recorded",
            "numerator": unsure,
            "denominator": "120",
            "value": unsure if unsure == "c" else "10",
        },
    ]
    frame = pd.DataFrame(lines).assign(unit="percent of interviews required")
    return seen(Publishable(frame[list(RESULT_COLUMNS)], "public"))


def test_all_of_them_may_be_in_the_whole_and_then_in_the_part():
    """8 of 10, and 5 more of which nobody knows: 8 of 15 at least, 13 of 15 at most."""
    one = found(8, 10, 5)
    assert (one.number, one.lowest, one.highest) == (5, Fraction(800, 15), Fraction(1300, 15))


def test_those_in_the_whole_may_be_in_the_part_alone():
    """8 of 20 are, and a figure of 13 counts them with 5 of the others."""
    one = found(8, 20, 0, in_part=5)
    assert (one.number, one.lowest, one.highest) == (5, Fraction(800, 20), Fraction(1300, 20))


@pytest.mark.parametrize(
    ("part", "whole", "number", "matters"),
    [
        (50, 98, 2, False),  # 2 of 100 are 2% and no more; from 50% to 52% of the printed 51%
        (50, 97, 3, True),  # 3 of 100 are more than 2%
        (0, 99, 1, False),  # 1 of 100, and 0% could be 1%
        (30, 60, 1, False),  # 1 of 61, from 49% to 51% of the printed 50%
        (1, 40, 1, True),  # 1 of 41 is more than 2%
    ],
)
def test_few_who_move_little_are_not_told(part, whole, number, matters):
    assert found(part, whole, number).matters == matters


@given(*[st.integers(0, 200)] * 2, *[st.integers(1, 200)] * 2, *[st.integers(0, 200)] * 3)
def test_whatever_the_unknown_are_the_share_lies_in_the_range(part, in_part, rest, number, more, more_in_part, turned):
    """However many of those outside belong to the whole, and of those to the part; and of those in the whole to the part."""
    more = min(more, number)
    more_in_part, turned = min(more_in_part, more), min(turned, in_part)
    whole = part + in_part + rest
    one = found(part, whole, number, in_part=in_part)
    assert one.lowest <= Fraction((part + turned + more_in_part) * 100, whole + more) <= one.highest


def test_it_is_said_with_its_range():
    view = rows("80", "100", "20")
    assert not_known(view, HOME).striptags() == (
        "It is not recorded of 20 more returned episodes whether an interview was required; had it been, the percentage would be between "
        "67% and 83%."
    )
    ((key, note),) = notes_on_unknown(view, [HOME, BY_KEY["missing_episodes"]])
    assert (key, note.striptags()[:9]) == (HOME.key, "2016/17: ")


@pytest.mark.parametrize("cells", [("80", "100", "c"), ("c", "c", "20"), ("80", "100", "0")])
def test_nothing_is_said_where_a_number_is_hidden_or_there_are_none(cells):
    """A range worked out from a hidden number would tell it."""
    assert unknown(rows(*cells), HOME) is None
    assert not_known(rows(*cells), HOME) == ""


def test_each_number_not_known_is_one_that_a_report_has():
    """The indicator, its breakdown and the categories that a record names are there, and counted from the same table."""
    for one, unsure in [(share, told) for share in ALL for told in share.not_known]:
        told = BY_KEY[unsure.indicator]
        division = told.breakdown(unsure.breakdown) if unsure.breakdown else None
        assert set(unsure.categories) <= set(division.codes if division else ("",))
        assert (told.source, told.dated_by) == (one.source, one.dated_by)


def test_those_who_may_be_of_a_part_are_all_who_are_and_more():
    """The conditions of the part, with what is not recorded beside each code: nobody of the part is left out."""
    for one, unsure in [(share, told) for share in ALL for told in share.not_known if told.may_be == "part"]:
        may_be = dict(BY_KEY[unsure.indicator].measure.of.tests)
        part = one.measure.whole & one.measure.part
        assert may_be.keys() == dict(part.tests).keys()
        assert all(set(codes) <= set(may_be[column]) for column, codes in part.tests)


def test_a_share_whose_whole_may_not_be_recorded_says_of_how_many():
    """Whether an interview was required is what records do not tell most often: every share of those required has its number beside it."""
    of_required = [one for one in ALL if isinstance(one.measure, Share) and "required" in dict(one.measure.whole.tests) and one.statement]
    assert [one.key for one in of_required if not one.not_known] == ["interviews_other_authorities"]
