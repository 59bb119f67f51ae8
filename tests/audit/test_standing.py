"""A number in words is explained by the words around it, where a text that the release brings along has the same."""

import pytest

from analysis.audit.standing import Standing

STANDING = Standing(("Interviews completed within 72 hours", "Under ten", "aged {low} to 17 or more", "3"), years=frozenset({"2013"}))


@pytest.mark.parametrize(
    "words",
    [
        "Most were completed within 72 hours of the return.",
        "Age: Under ten",
        "to 17 or more",
        "In 2013 there was no such figure.",
        "On 3 April 2016, in Q3 2016/17, from 2016-04-03 and until 03/04/2017.",
        "the same as before [note 3]",
    ],
    ids=["words beside it", "a label", "behind a gap", "a year", "dates", "a note"],
)
def test_a_number_in_words_that_stand_somewhere_is_explained(words):
    assert STANDING.unexplained(words) == []


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("72 boys went missing", ["72"]),
        ("completed within 71 hours", ["71"]),
        ("3", ["3"]),
        ("Of them two were boys.", ["two"]),
        ("Part II of it", ["ii"]),
        ("\N{FULLWIDTH DIGIT TWO} boys", ["\N{FULLWIDTH DIGIT TWO}"]),
        ("0.02 of them", ["0.02"]),
        ("2014", ["2014"]),
    ],
    ids=["other words", "another number", "by itself", "a word", "Roman", "full width", "a part of one", "another year"],
)
def test_a_number_that_stands_in_no_such_words_is_left(words, left):
    assert STANDING.unexplained(words) == left


def test_nothing_is_explained_where_nothing_is_brought_along():
    assert Standing().unexplained("within 72 hours") == ["72"]
