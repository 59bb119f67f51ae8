"""Why a figure is hidden and what would free it, on tables that can be counted on fingers."""

from analysis.disclose.reasons import why_hidden
from tests.disclose.test_settle import figures, frame, policy, printed

# The three of whom the sex was not recorded take the 40 girls with them.
THREE = frame(figures(by_sex=(40, 9, 3)))
GIRLS, BOYS, UNKNOWN = (f"missing_episodes@2016-17[sex={code}]" for code in ("female", "male", "not_recorded"))


def test_a_number_is_hidden_for_another_that_is_named_with_what_could_be_told_of_it():
    """With the girls in print, 52 less 40 and 9 are three; the boys could go in their place at the same cost."""
    assert printed(THREE) == ["52", "c c", "9", "c c"]
    assert why_hidden(THREE, GIRLS, policy()) == (
        "hidden: with its numerator 40 in print a small count would be given away",
        f"it protects {UNKNOWN}, which is 3: a reader could tell that it is 3",
        f'shown with a larger weight, `"missing_episodes.sex" = N` in [disclosure.weights.figures]: hidden would then be {BOYS}, '
        "at a cost of 5 instead of 5",
        "shown if counts of whom it was not recorded need no protection: `not_recorded = 0` in [disclosure.categories]",
        """shown if rare categories are one: `merge = [['male', 'not_recorded']]` in [disclosure.tables."missing_episodes.sex"]""",
    )


def test_every_remedy_that_is_named_frees_the_figure():
    assert printed(THREE, categories={"not_recorded": 0})[1] == "40"
    assert printed(THREE, tables={"missing_episodes.sex": {"merge": [["male", "not_recorded"]]}})[1] == "40"


def test_a_small_count_is_said_to_be_small():
    """It can be shown only where its category has no limit: merged it is hidden all the more."""
    assert why_hidden(THREE, UNKNOWN, policy()) == (
        "hidden: its numerator 3 is a count from 1 to 5",
        "shown if counts of whom it was not recorded need no protection: `not_recorded = 0` in [disclosure.categories]",
    )


def test_where_nothing_else_can_be_hidden_it_is_said():
    """3 and 3 and 9, the noughts in print: without the nine hidden the others are known to be six together, whatever is hidden."""
    told = why_hidden(frame(figures(by_sex=(0, 9, 3))), "missing_episodes@2016-17[sex=male]", policy())
    assert "it cannot be shown whatever else is hidden: a small count would be known better than now" in told


def test_of_what_is_shown_there_is_nothing_to_say():
    assert why_hidden(THREE, BOYS, policy()) == ()
    assert why_hidden(THREE, GIRLS, policy(method="round")) == ()
