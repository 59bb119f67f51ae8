"""What may be written in commentary between braces and brackets."""

import re
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from analysis.base.settings import Fault
from analysis.base.spec import Address
from analysis.textcheck.grammar import BesideClaim, CourseClaim, ExtremeClaim, Subject, aliases, parse_claim, parse_figure

NOTIFICATIONS = Subject(Address("missing_notifications", ""))
GIRLS = Address("missing_episodes", "", "sex", "female")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("missing_notifications fell", CourseClaim(NOTIFICATIONS, "fell")),
        ("  missing_notifications\n fell since 2014-15 ", CourseClaim(NOTIFICATIONS, "fell", "2014-15")),
        ("missing_notifications@2016-17-Q3 rose", CourseClaim(Subject(Address("missing_notifications", "2016-17-Q3")), "rose")),
        ("missing_notifications were unchanged", CourseClaim(NOTIFICATIONS, "unchanged")),
        ("share of missing_episodes[sex=female] fell", CourseClaim(Subject(GIRLS, is_share=True), "fell")),
        ("share of girls fell", CourseClaim(Subject(GIRLS, is_share=True), "fell")),
        ("girls fewer", CourseClaim(Subject(GIRLS), "fewer")),
        ("missing_notifications is the lowest since 2012-13", ExtremeClaim(NOTIFICATIONS, "lowest", "2012-13")),
        (
            "missing_notifications similar to missing_notifications@2015-16 within 7.5%",
            BesideClaim(NOTIFICATIONS, "similar", Subject(Address("missing_notifications", "2015-16")), Fraction(15, 2)),
        ),
        (
            "share of girls lower than share of boys within 1 point",
            BesideClaim(
                Subject(GIRLS, is_share=True),
                "lower",
                Subject(Address("missing_episodes", "", "sex", "male"), is_share=True),
                Fraction(1),
                in_points=True,
            ),
        ),
    ],
)
def test_claims_are_read(text, claim):
    assert parse_claim(text) == claim


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("missing_notification fell", "Did you mean missing_notifications?"),
        ("missing_notifications plummeted", "This claim is not understood. Write SUBJECT fell"),
        ("missing_episodes[gender=female] fell", "It has: sex"),
        ("missing_episodes[sex=girls] fell", "It has: female, male, not_recorded."),
        ("share of missing_notifications fell", "is no category"),
        ("missing_notifications fell since 2016-18", "the year after 2016 is 2016-17"),
        ("", "This claim is not understood"),
    ],
)
def test_what_is_not_understood_is_said_with_what_to_write(text, advice):
    with pytest.raises(Fault, match=re.escape(advice)):
        parse_claim(text)


def test_the_period_of_a_figure_may_be_left_out():
    assert parse_figure("missing_notifications") == Address("missing_notifications", "")
    assert str(parse_figure("missing_episodes@2016-17[sex=male]")) == "missing_episodes@2016-17[sex=male]"
    with pytest.raises(Fault, match="Write the address of a figure"):
        parse_figure("2,646")


def test_a_word_stands_for_a_category_only_when_it_means_one_thing():
    """``home`` divides children as well as interviews, so it must be written out."""
    assert aliases()["girls"] == GIRLS
    assert "home" not in aliases()


PIECES = """missing_notifications girls share of fell rose similar within 3% 1 point highest since 2012-13 @2016-17 [sex=female] [ ] = to
than"""
WORDS = st.sampled_from(PIECES.split())


@for_any(st.one_of(st.text(), st.lists(WORDS, max_size=9).map(" ".join)))
def test_any_text_is_a_claim_or_a_fault(text):
    for parse in (parse_claim, parse_figure):
        with suppress(Fault):
            assert parse(text) == parse(f" {text} ")
