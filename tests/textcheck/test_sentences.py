"""Two hundred sentences about the sample in the manner of public papers: the true are left alone, the false found for their reason."""

import pytest

from analysis.chapters import ALL
from analysis.textcheck import lint_paper
from analysis.textcheck.lint import taken_for
from analysis.textcheck.mentions import every_naming
from analysis.textcheck.reading import paragraphs
from benchmarks.sentences import PAGE, marked_table, read_sentences

HALVES = ("built", "held")


@pytest.fixture(scope="module")
def found(given):
    """Each sentence with the codes of the faults that are found in it."""
    return [
        (one, {fault.rule.code for fault in lint_paper(one["sentence"], given) if fault.rule.severity == "fault"})
        for one in read_sentences()
    ]


def test_there_are_two_hundred_half_of_them_true_and_half_held_back():
    rows = read_sentences()
    assert len({one["sentence"] for one in rows}) == len(rows) == 200
    assert sum(one["holds"] == "yes" for one in rows) == 100
    assert {one["half"] for one in rows} == {"built", "held"}


@pytest.mark.parametrize("half", HALVES)
def test_no_true_sentence_is_called_wrong(half, found):
    assert [one["sentence"] for one, codes in found if one["half"] == half and one["holds"] == "yes" and codes] == []


@pytest.mark.parametrize("half", HALVES)
def test_nine_in_ten_false_sentences_are_found_for_their_reason(half, found):
    reasons = [one["reason"] in codes for one, codes in found if one["half"] == half and one["holds"] == "no"]
    assert sum(reasons) * 10 >= len(reasons) * 9


def test_the_page_has_the_table_of_kinds_as_it_is(given):
    """`python -m benchmarks.sentences` writes it."""
    assert marked_table(given) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_every_indicator_has_words_by_which_people_name_it(one):
    """Each of them names it in a text; words may stand between."""
    assert one.known_as
    for words in one.known_as:
        assert one.key in {naming.indicator.key for naming in every_naming(words.replace("…", "which they"))}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Eighty-two children were considered at a strategy meeting.", ["children_at_strategy_meeting@2016-17"]),
        ("Fewer than half (46%) of absence notifications were sent within 24 hours.",
            ["absence_notification_timeliness@2016-17[band=within_24h]"] * 2,
        ),
        ("Of the 313 meetings requested, 79 were not recorded complete.",
            ["multi_agency_meetings_requested@2016-17", "multi_agency_meetings_recorded_complete@2016-17"],
        ),
        ("Risk assessments fell by 5%.", ["cse_risk_assessments@2016-17 and cse_risk_assessments@2015-16"]),
        ("The panel has 12 members.", [""]),
    ],
)  # fmt: skip
def test_each_number_is_told_with_the_figure_that_it_was_taken_for(text, taken, given):
    found = taken_for(paragraphs([text]), given)
    assert [" and ".join(one.addresses) for one in found] == taken


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("Notifications rose from 2,646 to 2,812.", "Notifications fell from 2,812 to 2,646."),
        ("Most episodes were of girls.", "48% of episodes were of girls."),
        ("There were 16 more risk assessments than in 2015/16.", "There were 16 fewer risk assessments than in 2015/16."),
        ("In 2016/17, 15,600 pupils saw the theatre production.", "In 2016/17, 7,700 pupils saw the theatre production."),
        ("Of the 291 required, 253 (92%) were offered.", "Of the 1,990 required, 1,939 (97%) were offered."),
    ],
)
def test_a_finding_has_the_sentence_that_would_be_true(text, true, given):
    """And that one is left alone."""
    assert {one.suggestion for one in lint_paper(text, given) if one.rule.severity == "fault"} == {f"Write “{true}”"}
    assert [one for one in lint_paper(true, given) if one.rule.severity == "fault"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("There were 617 notifications, down from 688 in the previous quarter.", None),
        ("There were 617 notifications, compared with 672 in the same quarter of the previous year.", None),
        ("In Q2 there were 688 notifications.", None),
        ("There were 688 notifications.", "wrong_period"),
        ("Notifications rose to 617.", "direction_contradicted"),
    ],
)
def test_a_number_without_a_period_is_of_the_quarter_of_the_paper(text, code, given_of):
    faults = {one.rule.code for one in lint_paper(text, given_of("2016-17-Q3")) if one.rule.severity == "fault"}
    assert faults == ({code} if code else set())
