"""Old states of a source beside what it comes to now: a total and its split by sex that came out before and was put right since."""

import pandas as pd

from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose.advice import advice_on
from analysis.disclose.gate import protected
from analysis.disclose.release import release_of
from tests.disclose.test_rests import OFFERED, POLICY, REQUIRED
from tests.disclose.test_rests import frame as rows_of
from tests.disclose.test_settle import before, figures, frame, policy


def out(results, **keys):
    """What the gate lets out of some results, as an earlier release."""
    return before(protected(results, policy(**keys)))


def numerators(results, earlier, **keys):
    return protected(results, policy(**keys), earlier)["numerator"].tolist()


def test_what_has_not_changed_stays_as_it_was_printed_though_its_indicator_was_revised():
    """A boy more in the first quarter: of the last one girls stay in print, and boys stay hidden beside the three not recorded."""
    quarters = {"2016-17-Q1": (20, 30, 10), "2016-17-Q4": (34, 28, 3)}
    earlier = out(frame(*(figures(period, by_sex=counts) for period, counts in quarters.items())))
    last = earlier[earlier["period"] == "2016-17-Q4"]["numerator"].tolist()
    now = frame(figures("2016-17-Q1", by_sex=(20, 31, 10)), figures("2016-17-Q4", by_sex=(34, 28, 3)))
    assert numerators(now, earlier)[4:] == last
    assert last.count("c") == 2


def test_a_late_row_does_not_give_away_what_was_hidden_before():
    """34, 28 and 3 are 65 with boys hidden; three become four, and the boys may not be printed beside the old and the new total."""
    earlier = before(frame(figures(by_sex=(34, 28, 3)))).assign(numerator=["65", "34", "c", "c"])
    assert numerators(frame(figures(by_sex=(34, 28, 4))), earlier) == ["66", "34", "c", "c"]


def test_what_was_small_and_hidden_is_protected_when_it_has_grown():
    """Five not recorded were hidden beside 28 boys. They are six now and no longer small, but with boys in print the old five are known."""
    earlier = before(frame(figures(by_sex=(34, 28, 5)))).assign(numerator=["67", "34", "c", "c"])
    printed = numerators(frame(figures(by_sex=(34, 28, 6))), earlier)
    assert printed[:2] == ["68", "34"]
    assert "28" not in printed


def test_an_old_state_has_the_values_nearest_to_those_of_now():
    """Of 65 with 34 girls in print, 31 were boys or not recorded: 28 and 3, since 28 and 4 make one too many."""
    earlier = before(frame(figures(by_sex=(34, 28, 3)))).assign(numerator=["65", "34", "c", "c"])
    cells = release_of(frame(figures(by_sex=(34, 28, 4))), policy(), earlier=earlier).pack.cells
    old = sorted(cell.value for cell in cells if cell.name.endswith("as printed in 2017-05") and not cell.name.startswith("rest"))
    assert old in ([3, 65], [27, 65])


def test_what_changed_is_printed_again():
    """Two boys fewer: the new number stands beside the old one, where hiding it would make readers believe the old one."""
    earlier = out(frame(figures(by_sex=(40, 30, 20))))
    assert numerators(frame(figures(by_sex=(40, 28, 20))), earlier) == ["88", "40", "28", "20"]


def test_two_releases_of_one_figure_are_told_apart():
    """The first printed 50, the second what holds now: that is known, and the first is listed as another."""
    first, second = frame(figures(by_sex=(22, 19, 9))), frame(figures(by_sex=(20, 19, 9)))
    earlier = pd.concat([before(first, "2017-04"), before(second, "2017-05")], ignore_index=True)
    assert numerators(second, earlier) == ["48", "20", "19", "9"]
    assert all("2017-04 printed" in one for one in advice_on(second, policy(), earlier).restated)


def test_a_breakdown_that_is_added_later_is_planned_with_the_total_that_is_out():
    """The total stays, and of a split with three not recorded two numbers are hidden."""
    whole = frame(figures(by_sex=(34, 28, 3)))
    printed = numerators(whole, before(whole.iloc[[0]]))
    assert (printed[0], printed.count("c")) == ("65", 2)


def test_two_answers_that_differ_by_a_small_group_do_not_give_it_away():
    """One said 40 interviews required; the next may not say that 36 were offered."""
    printed = protected(rows_of(OFFERED), POLICY, before(rows_of(REQUIRED)))
    assert printed["denominator"].tolist() == ["c"]


def test_a_higher_limit_hides_what_it_calls_small():
    """8 not recorded were in print under a limit of five: they are out, and are not printed again."""
    results = frame(figures(by_sex=(40, 30, 8)))
    assert numerators(results, out(results), hide_counts_up_to=9)[3] == "c"


def test_rounding_hides_what_was_hidden_beside_numbers_that_are_out():
    """65 and 28 were printed, girls and the three not recorded hidden: rounded numbers stand for 65 and 28, and the others stay hidden."""
    results = frame(figures(by_sex=(34, 28, 3)))
    assert out(results)["numerator"].tolist() == ["65", "c", "28", "c"]
    rounded = protected(results, policy(method="round"), out(results))
    assert rounded["numerator"].tolist() == ["65", "c", "30", "c"]
    assert rounded["marker"].tolist() == ["rounded to 5", "c", "rounded to 5", "c"]


def test_what_no_earlier_release_bears_on_is_rounded_as_if_there_were_none():
    """The year before came out without rounding: nothing of this one can be worked out from it."""
    results, former = frame(figures(by_sex=(34, 28, 3))), frame(figures("2015-16", by_sex=(30, 20, 4)))
    pd.testing.assert_frame_equal(protected(results, policy(method="round"), out(former)), protected(results, policy(method="round")))


def test_rounding_says_how_much_it_hides_and_why():
    results = frame(figures(by_sex=(34, 28, 3)))
    _, said = advice_on(results, policy(method="round"), out(results)).done
    assert said.startswith("2 numbers are hidden all the same: earlier releases printed others as they are")


def test_rounding_after_something_was_put_right_hides_what_would_be_hidden_without_it():
    """A boy more than were printed: what the old numbers give away beside the new ones is hidden, the rest is rounded."""
    earlier, now = out(frame(figures(by_sex=(34, 28, 3)))), frame(figures(by_sex=(34, 29, 3)))
    rounded = protected(now, policy(method="round"), earlier)["numerator"].tolist()
    assert [one == "c" for one in rounded] == [one == "c" for one in numerators(now, earlier)]


def test_a_headline_that_gives_a_count_away_through_another_number_is_hidden():
    """25 of 29 were offered in Q3, and the 29 was hidden for the four that are left. The year's 89 would tell it."""
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "return_interviews_offered", "value": "50"}
    counts = {"2016-17-Q1": (10, 20), "2016-17-Q2": (10, 20), "2016-17-Q3": (25, 29), "2016-17-Q4": (10, 20), "2016-17": (55, 89)}
    results = frame([blank | {"period": name, "numerator": f"{n}", "denominator": f"{of}"} for name, (n, of) in counts.items()])
    earlier = before(results.iloc[:4])
    earlier.loc[2, ["denominator", "value", "marker"]] = "c"
    assert protected(results, policy(), earlier)["denominator"].tolist() == ["20", "20", "c", "20", "c"]
