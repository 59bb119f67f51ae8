"""What an answer gives, and what it says of what it does not give. All from figures that can be counted on fingers."""

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.base.settings import Fault
from analysis.foi import Request, answered, letter, read_request
from analysis.publish import Page, content, page_faults, render_page
from tests.foi.conftest import AUTHORITY, frame, given_of, row

PROJECT = Path(__file__).parents[2]


def request(*questions, years=2):
    return Request.model_validate({"reference": "FOI-31", "subject": "Missing children", "years": years, "question": questions})


def asked(more, words="How many?"):
    return {"asked": words, **more}


BY_SEX = asked({"figure": [{"indicator": "missing_episodes", "by": "sex"}]})


def words_of(items):
    return [item.striptags() for item in items]


def test_a_divided_figure_is_given_by_year_with_its_whole(given):
    answer = answered(request(BY_SEX), given)
    (table,) = answer.tables(answer.parts[0])
    assert table.json["columns"] == ["Sex", "2015/16", "2016/17"]
    assert table.json["rows"] == [
        ["Female", "22 (73%)", "31 (78%)"],
        ["Male", "8 (27%)", "[c]"],
        ["Not recorded", "0 (0%)", "[c]"],
        ["All", "30", "40"],
    ]


def test_only_the_categories_that_were_asked_for_are_given_and_released(given):
    figure = {"indicator": "missing_episodes", "by": "sex", "only": ["female"]}
    answer = answered(request(asked({"figure": [figure]})), given)
    (table,) = answer.tables(answer.parts[0])
    assert [row[0] for row in table.json["rows"]] == ["Female", "All"]
    assert set(answer.rows["category"]) == {"", "female"}


def test_undivided_figures_stand_together_and_a_percentage_has_both_its_numbers(given):
    figures = [{"indicator": "return_interviews"}, {"indicator": "return_interviews_offered"}]
    answer = answered(request(asked({"figure": figures}), years=1), given)
    (table,) = answer.tables(answer.parts[0])
    assert [row[1] for row in table.json["rows"]] == ["20", "75% (15 of 20)"]


def test_an_answer_gives_rows_of_the_public_edition_and_no_others(given):
    answer = answered(request(BY_SEX, asked({"figure": [{"indicator": "missing_episodes"}]})), given)
    rows, public = answer.rows.to_dict("records"), given.rows.rows.to_dict("records")
    assert len(rows) == 8
    assert all(row in public for row in rows)


def test_what_is_not_given_is_listed_once_with_its_reason_and_the_questions(given):
    meetings = asked({"figure": [{"indicator": "multi_agency_meetings_requested"}], "years": ["2015-16"]})
    answer = answered(request(BY_SEX, BY_SEX, meetings, years=3), given)
    assert words_of(answer.gaps()) == [
        "Questions 1 and 2, for 2014/15: records of episodes from that time are not kept in the form that these figures are counted from.",
        "Questions 1 and 2, for 2016/17: the numbers shown as [c] are not given, so that no child can be identified.",
        "Question 3, for 2015/16: records of meetings from that time are not kept in the form that these figures are counted from.",
    ]


def test_quarters_that_are_held_undivided_alone_are_said_to_be(given):
    time = asked({"figure": [{"indicator": "missing_episodes", "by": "time"}]})
    answer = answered(request(time), given)
    assert words_of(answer.gaps()) == ["Question 1, for 2015/16 and 2016/17: only the whole is held, undivided."]


def test_plain_words_are_answered_with_the_nearest_figures(given):
    answer = answered(request(asked({}, "How often did girls run away, in episodes?"), years=1), given)
    assert "missing_episodes" in [one.indicator for one in answer.parts[0].wanted]
    assert words_of(answer.gaps())[0] == (
        "Question 1: No figure is held that answers this question as it was put. The nearest figures are given in its place."
    )


def test_a_question_that_cannot_be_answered_says_why_in_the_words_of_the_officer(given):
    answer = answered(request(asked({"cannot": "The records hold no costs."})), given)
    assert words_of(answer.gaps()) == ["Question 1: The records hold no costs."]
    assert answer.rows.empty


def test_the_officers_words_name_figures_and_never_type_them(given):
    named = answered(request(BY_SEX | {"note": "In all there were {{ missing_episodes }} episodes."}), given)
    assert named.said(named.parts[0].question.note).striptags() == "In all there were 40 episodes."
    with pytest.raises(Fault, match=r"question 1.*typed_number"):
        answered(request(BY_SEX | {"note": "Of the episodes 5 were of boys."}), given)


def test_one_table_may_answer_two_questions(given):
    """Each table is named after its question, so that no two of a page are called the same."""
    answer = answered(request(BY_SEX, BY_SEX), given)
    page = render_page(letter(answer), Page(title="Answer", authority="Our Council", period_label="2016/17"))
    assert page_faults(page) == []
    assert [table.json["title"] for part in answer.parts for table in answer.tables(part)] == [
        "Question 1: Episodes of going missing or being absent by sex, 2015/16 to 2016/17",
        "Question 2: Episodes of going missing or being absent by sex, 2015/16 to 2016/17",
    ]


@pytest.mark.parametrize("path", sorted((PROJECT / "config" / "foi").glob("*.toml")), ids=lambda path: path.stem)
def test_a_set_names_what_there_is_and_its_words_stand(given, path):
    """Whatever an authority holds: each question has figures or says why not, and the page can be published."""
    answer = answered(read_request(path, given.authority), given)
    assert all(part.wanted or part.question.cannot for part in answer.parts)
    assert page_faults(render_page(letter(answer), Page(title="Answer", authority="Our Council", period_label="2016/17"))) == []


def test_page_and_letter_say_the_same_and_the_page_is_fit_to_publish(given):
    """Also when the words of the request would be markup."""
    answer = answered(request(BY_SEX | {"asked": "<b>1.</b> How *many*?"}, asked({"cannot": "Not held."})), given)
    executed = letter(answer)
    html = render_page(executed, Page(title="Answer", authority="Our Council", period_label="2016/17"))
    assert page_faults(html) == []
    page = BeautifulSoup(html, "html.parser")
    assert [heading.get_text() for heading in page.select("main h2")][:3] == ["Question 1", "Question 2", "What is not given, and why"]
    assert "You asked: “<b>1.</b> How *many*?”" in page.get_text()
    grids = [piece for piece in content(executed) if hasattr(piece, "rows")]
    assert [grid.rows[0] for grid in grids] == [("Female", "22 (73%)", "31 (78%)")]


def test_an_answer_says_which_types_of_exploitation_it_counts():
    """Where criminal exploitation is counted too, no answer to a question on sexual exploitation reads as if it were of that alone."""
    rows = frame(
        row("children_identified_at_risk", "2016-17", "90"),
        row("children_at_risk_by_type", "2016-17", "90"),
        row("children_at_risk_by_type", "2016-17", "60", "90", "67", "type_named", "sexual"),
        row("children_at_risk_by_type", "2016-17", "50", "90", "56", "type_named", "criminal"),
    )
    figures = [{"indicator": "children_identified_at_risk"}, {"indicator": "children_at_risk_by_type", "by": "type_named"}]
    sought = request(asked({"figure": figures}, "How many children are at risk of child sexual exploitation?"), years=1)
    both = replace(given_of(rows), authority=AUTHORITY.model_copy(update={"exploitation": ("sexual", "criminal")}))
    answer = answered(sought, both)
    whole, divided = answer.tables(answer.parts[0])
    counted = "Counted is what is about sexual exploitation or criminal exploitation."
    assert all(counted in " ".join(table.json["notes"]) for table in (whole, divided))
    assert divided.json["rows"] == [
        ["Sexual, alone or with others", "60 (67%)"],
        ["Criminal, alone or with others", "50 (56%)"],
        ["All", "90"],
    ]
    assert "overlap, and do not add up" in " ".join(divided.json["notes"])
    said = render_page(letter(answer), Page(title="Answer", authority="Our Council", period_label="2016/17"))
    assert "Exploitation here is sexual exploitation and criminal exploitation." in said
    assert "at risk of sexual exploitation" not in said
    alone = letter(answered(request(asked({"figure": figures[:1]}), years=1), given_of(rows)))
    assert "Counted is" not in str(alone)
    assert "Exploitation here is" not in str(alone)


def test_plain_words_lead_to_no_figure_that_a_report_on_one_type_does_not_have(given):
    words = "How many risk assessments by type of exploitation?"
    assert "risk_assessments_by_type" not in [one.indicator for one in answered(request(asked({}, words)), given).parts[0].wanted]
    both = replace(given, authority=AUTHORITY.model_copy(update={"exploitation": ("sexual", "criminal")}))
    assert "risk_assessments_by_type" in [one.indicator for one in answered(request(asked({}, words)), both).parts[0].wanted]
