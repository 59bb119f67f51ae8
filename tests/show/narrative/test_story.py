"""The story as a reader sees it: what each thing that stands out is told in, what is told, and what is left out."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from analysis.chapters import ALL
from analysis.compare.main_points import Surroundings, main_points, points_of
from analysis.compare.targets import Target
from analysis.show.narrative.main_points import main_points_said
from analysis.show.narrative.patterns import about
from analysis.show.narrative.questions import questions
from analysis.show.narrative.story import apart_from_each_other, story_of
from tests.made_figures import BEFORE, count, divided, share, viewed

NOTHING = Surroundings(ALL, {}, {})
CARE = "return_interviews_completed_looked_after"
TARGET = Surroundings(ALL, {CARE: Target(indicator=CARE, value=Decimal(75))}, {}, (CARE,))


def told(part, *groups, around=NOTHING, **verdicts):
    return plain(story_of(viewed(*groups, **verdicts), part, around))


def plain(text):
    return [re.sub(r"\s+", " ", block.striptags()) for block in text.blocks]


def missing(now, before):
    return (count("missing_episodes", now, unit="episodes"), count("missing_episodes", before, BEFORE, "episodes"))


def from_care(now, before):
    return (count("missing_episodes_from_care", now), count("missing_episodes_from_care", before, BEFORE))


def test_a_part_against_its_whole():
    (paragraph,) = [one for one in told("missing", *missing(2520, 2680), *from_care(1020, 970)) if "care" in one]
    assert paragraph == (
        "1,020 episodes started while the child was in care, that of the council or of another authority, 5% more than the year before, "
        "while all episodes numbered 2,520, 6% fewer; they are now 40% of all."
    )


def test_a_part_that_goes_with_its_whole_is_told_by_itself():
    assert not any("while all" in one for one in told("missing", *missing(2800, 2680), *from_care(1020, 970)))


def sources(**verdicts):
    rows = [("children_identified_at_risk", 263, 323), ("children_recorded_by_police", 382, 345)]
    return told(
        "exploitation", *(count(key, n, when) for key, *ns in rows for n, when in zip(ns, ("2016-17", BEFORE), strict=True)), **verdicts
    )


def test_two_sources_apart_are_told_in_one_paragraph_with_how_clear_that_is():
    """The other source has no paragraph of its own then."""
    (clear,) = sources(children_identified_at_risk="clearly lower", children_recorded_by_police="clearly higher")
    (unclear,) = sources(children_identified_at_risk="no clear change", children_recorded_by_police="no clear change")
    assert clear.startswith("263 children were identified")
    assert "(19% fewer than the year before), while the police recorded 382 children" in clear
    assert clear.endswith("(11% more); both changes are clear.")
    assert unclear.endswith("(11% more); neither change is clear by itself.")


def test_one_place_that_made_most_of_a_net_change():
    now, before = {"Ashdale": 400, "Bassetford": 296, "Rushford": 362}, {"Ashdale": 518, "Bassetford": 400, "Rushford": 300}
    (paragraph,) = told(
        "missing", divided("missing_episodes", "district", **now), divided("missing_episodes", "district", BEFORE, **before)
    )
    assert "Ashdale had 118 fewer episodes, nearly three quarters of the net fall of 160. Rushford had 62 more." in paragraph


def test_few_children_with_many_of_the_episodes():
    bands = {"1": 901, "2": 0, "3": 0, "4_to_5": 0, "6_to_10": 44, "11_to_20": 42, "21_or_more": 0}
    paragraphs = told("missing", count("missing_episodes", 2520, unit="episodes"), divided("children_with_episodes", "episodes", **bands))
    assert any(
        "86 children (9%) had six or more episodes each. Together they had at least 726 of the 2,520 episodes (29%)." in one
        for one in paragraphs
    )


def test_themes_are_shares_of_all_that_were_named_and_other_is_none():
    now = {"boundaries": 300, "school": 100, "siblings": 50, "other": 500}
    (paragraph,) = told("missing", divided("interview_reasons", "theme", **now), divided("interview_reasons", "theme", BEFORE, **now))
    assert paragraph == "Among the reasons named, boundaries (32%) came first, then school (11%) and siblings (5%)."


def test_a_theme_that_moved_says_from_which_place():
    now, before = {"boundaries": 300, "school": 100, "siblings": 150}, {"boundaries": 300, "school": 400, "siblings": 50}
    (paragraph,) = told("missing", divided("interview_reasons", "theme", **now), divided("interview_reasons", "theme", BEFORE, **before))
    assert paragraph.endswith("School fell from 53% to 18%, from first to third.")


def test_a_target_that_was_missed():
    rows = (share(CARE, 408, 800), share(CARE, 426, 760, BEFORE))
    (paragraph,) = told("afterwards", *rows, around=TARGET, **{CARE: "no clear change"})
    assert paragraph.endswith("(51%), no clear change from 56% the year before. The target of at least 75% was missed.")


def test_what_is_unchanged_without_target_and_not_asked_for_has_no_paragraph():
    """The tables have it; with a clear change it is told."""
    rows = (count("network_meetings", 6), count("network_meetings", 6, BEFORE))
    assert told("work", *rows, network_meetings="no clear change") == []
    rows = (count("network_meetings", 60), count("network_meetings", 6, BEFORE))
    assert len(told("work", *rows, network_meetings="clearly higher")) == 1


def test_what_is_hidden_is_named_once_and_no_number_is_given():
    rows = (count("children_at_strategy_meeting", "c"), count("organised_or_group_exploitation", "c"))
    assert told("exploitation", *rows) == [
        "Not shown, so that no child can be identified: children considered at a strategy meeting; "
        "children subject to organised or group exploitation."
    ]


def test_a_first_year_is_compared_with_nothing():
    (paragraph,) = told("missing", count("missing_episodes", 2520, unit="episodes"))
    assert paragraph == "There were 2,520 episodes of going missing or being absent."


@given(st.lists(st.sampled_from(["The police sent ten.", "There were nine.", "The rest came."]), max_size=8))
def test_no_two_neighbouring_paragraphs_begin_alike_and_no_sentence_is_lost(sentences):
    joined = apart_from_each_other(map(Markup, sentences))
    assert all(one.split()[0] != other.split()[0] for one, other in pairwise(joined))
    assert " ".join(joined) == " ".join(sentences)


@pytest.mark.parametrize(
    ("share_of_all", "words"),
    [((1, 2), "half"), ((65, 100), "nearly two thirds"), ((70, 100), "more than two thirds"), ((1, 1), "all"), ((3, 2), "more than all")],
)
def test_shares_in_words(share_of_all, words):
    assert about(Fraction(*share_of_all)) == words


MADE = (
    *(share(CARE, 408, 800), share(CARE, 426, 760, BEFORE), *missing(2520, 2680), *from_care(1020, 970)),
    *(count("children_identified_at_risk", 263), count("children_identified_at_risk", 323, BEFORE)),
    *(count("children_recorded_by_police", 382), count("children_recorded_by_police", 345, BEFORE)),
    count("specialist_service_re_referrals", "c", "2016-07 to 2017-04"),
)


def test_the_main_points_have_a_tile_and_one_sentence_each():
    view = viewed(*[[row] for row in MADE if isinstance(row, dict)], *[row for row in MADE if isinstance(row, list)])
    points = points_of(view, ALL, TARGET)
    (html,) = main_points_said(view, main_points(points, lambda one: one.section), points, {}).blocks
    first = html.split("</li>")[0]
    assert (
        Markup(first)
        .striptags()
        .startswith("Return interviews completed, looked-after children 51% 56% the year before · target of at least 75%")
    )
    assert len(re.findall(r"\.(?:\s|$)", Markup(first.partition("<p")[2]).striptags())) == 1


def test_the_questions_follow_from_the_figures():
    view = viewed(*[[row] for row in MADE if isinstance(row, dict)], *[row for row in MADE if isinstance(row, list)])
    (html,) = questions(view, points_of(view, ALL, TARGET), TARGET).blocks
    asked = [Markup(one).striptags() for one in html.split("</li>")[:-1]]
    assert [one.rpartition(". ")[2] for one in asked] == [
        "What stands in the way, and by when will it be met?",
        "Does each agency pass on what it knows?",
        "What is different for these children?",
        "Is it seen by those who can act on it?",
    ]


def test_nothing_is_asked_where_nothing_stands_out():
    view = viewed(count("missing_episodes", 100, unit="episodes"), count("missing_episodes", 100, BEFORE, "episodes"))
    assert questions(view, points_of(view, ALL, NOTHING), NOTHING).blocks == ()
