"""What a reader can work out from open data: cases that can be counted on fingers, and the text cases."""

from analysis.base.spec import RESULT_COLUMNS

SHARE = "multi_agency_meetings_recorded_complete"


def row(indicator, numerator, denominator="", value=None, breakdown="", category="", period="2016-17"):
    cells = {"indicator": indicator, "period": period, "breakdown": breakdown, "category": category, "numerator": numerator}
    return dict.fromkeys(RESULT_COLUMNS, "") | cells | {"denominator": denominator, "value": numerator if value is None else value}


def by_sex(female, male, not_recorded, whole="40", period="2016-17"):
    numbers = {"female": female, "male": male, "not_recorded": not_recorded}
    split = [row("missing_episodes", n, whole, "c" if n == "c" else "50", "sex", code, period) for code, n in numbers.items()]
    return [row("missing_episodes", whole, period=period), *split]


def known(verdict, part):
    return {(one.least, one.most) for one in verdict.ranges if part in one.name and not one.is_rest}


def test_one_hidden_category_is_the_total_less_the_others(attacked):
    verdict = attacked(*by_sex("20", "17", "c"))
    assert verdict.faults == ("missing_episodes@2016-17[sex=not_recorded] numerator: a reader can work out that it is 3",)


def test_a_count_that_the_policy_does_not_call_small_is_no_fault(attacked):
    """Three of whom nothing was recorded, in print and worked out: small in every category but their own."""
    prints = by_sex("20", "17", "3"), by_sex("20", "17", "c")
    assert [attacked(*rows, categories={"not_recorded": 0}).passes for rows in prints] == [True, True]
    assert [attacked(*rows, categories={"male": 0}).passes for rows in prints] == [False, False]


def test_two_hidden_categories_that_hold_two_are_one_and_one(attacked):
    """Noughts are printed, so each is at least one."""
    assert not attacked(*by_sex("38", "c", "c")).passes


def test_two_hidden_categories_with_room_pass(attacked):
    verdict = attacked(*by_sex("20", "c", "c"))
    assert verdict.passes
    assert known(verdict, "sex=") == {(1, 19)}


def by_episodes(*counts, children="12", episodes="30"):
    codes = ("1", "2", "3", "4_to_5", "6_to_10", "11_to_20", "21_or_more")
    split = [
        row("children_with_episodes", n, children, "c" if n == "c" else "50", "episodes", code)
        for n, code in zip(counts, codes, strict=True)
    ]
    return [row("missing_episodes", episodes), row("children_with_episodes", children), *split]


def test_episodes_tell_of_children_by_how_many_episodes_each_has(attacked):
    """Six have one and two hidden bands hold six more: all but one of those with two, or the episodes would be more than 20."""
    verdict = attacked(*by_episodes("6", "c", "c", "0", "0", "0", "0", episodes="19"))
    assert known(verdict, "episodes=2") == {(5, 5)}
    assert known(verdict, "episodes=3") == {(1, 1)}
    assert known(attacked(*by_episodes("6", "c", "c", "0", "0", "0", "0")[1:]), "episodes=2") == {(1, 5)}


def test_three_values_are_listed_for_signing_and_two_are_a_fault(attacked):
    """Of three that girls leave each of two parts is one or two, and the three are known as well."""
    assert len(attacked(*by_sex("36", "c", "c")).listed) == 2
    assert len(attacked(*by_sex("37", "c", "c")).faults) == 3


def test_a_small_count_that_is_printed_is_a_fault(attacked):
    assert attacked(row("missing_episodes", "3")).faults == ("missing_episodes@2016-17 numerator is printed as 3",)


def test_services_may_be_small(attacked):
    assert attacked(row("multi_agency_training_events", "4"), row("missing_episodes", "40")).passes


def test_the_quarter_that_is_hidden_is_the_year_less_the_others(attacked):
    quarters = [row("missing_episodes", n, period=f"2016-17-Q{q}") for q, n in ((1, "c"), (2, "10"), (3, "10"), (4, "10"))]
    assert not attacked(row("missing_episodes", "33"), *quarters).passes
    assert attacked(row("missing_episodes", "39"), *quarters).passes


def test_children_of_quarters_do_not_add_up_and_leak_all_the_same(attacked):
    """26 in the year and 6, 7 and 8 in three quarters: the fourth has 5 or more, and with 24 or fewer at least 3."""
    key = "children_identified_at_risk"
    quarters = [row(key, n, period=f"2016-17-Q{q}") for q, n in ((1, "6"), (2, "7"), (3, "8"), (4, "c"))]
    assert known(attacked(row(key, "25"), *quarters), "Q4") == {(4, 25)}


def test_children_counted_for_one_return_who_stand_by_another_may_be_more_in_the_year(attacked):
    """Whose first return of the year was from care may have been interviewed after a later one, when the first of that quarter was not."""
    split = {"value": "c", "breakdown": "missing_from", "category": "care"}
    key = "return_interviews_completed_of_children"
    quarters = [row(key, "0", "c", period=f"2016-17-Q{q}", **split) for q in (1, 2, 3, 4)]
    assert not [one.name for one in attacked(row(key, "c", "c", **split), *quarters).ranges if not one.is_solved]


def test_the_same_events_under_two_names_are_one_number(attacked):
    """Missing notifications stand in two tables; hidden in one and printed in the other they are printed."""
    rows = [row("missing_notifications", "40"), row("missing_notifications", "c", "40", "c", "category", "missing")]
    rows += [row("missing_notifications", "c", "40", "c", "category", "absent"), row("notification_timeliness", "37")]
    assert "category=absent] numerator: a reader can work out that it is 3" in attacked(*rows).faults[0]


# The nine text cases: what a sentence says, as the numbers it stands on.


def test_text_75_percent_of_43(attacked):
    """A percentage of a printed whole is a count."""
    verdict = attacked(row(SHARE, "c", "43", "93"))
    assert any("leaves of its whole: a reader can work out that it is 3" in fault for fault in verdict.faults)


def test_text_4_percent_of_82(attacked):
    assert "numerator: a reader can work out that it is 3" in attacked(row(SHARE, "c", "82", "4")).faults[0]


def test_text_a_percentage_of_a_hidden_whole_with_a_printed_part(attacked):
    """7 and 64%: the whole is 11, so 4 others."""
    verdict = attacked(row(SHARE, "7", "c", "64"))
    assert any("leaves of its whole: a reader can work out that it is 4" in fault for fault in verdict.faults)


def test_text_the_rest_were_girls(attacked):
    verdict = attacked(row("specialist_service_referrals", "43"), row("specialist_service_referrals_male", "40"))
    assert any("a reader can work out that it is 3" in fault for fault in verdict.faults)


def test_text_peak_age_15(attacked):
    """A peak of 15 with all children but three at it."""
    assert not attacked(row("missing_peak_age", "79", "82", "15")).passes
    assert not attacked(row("missing_peak_age", "4", "82", "15")).passes
    assert attacked(row("missing_peak_age", "c", "82", "c")).passes


def test_text_fell_by_3_since_the_last_quarter(attacked):
    """A change is printed only between two printed figures; with one of them hidden it would be the figure itself."""
    rows = [row("missing_episodes", "c"), row("missing_episodes", "9", period="2015-16")]
    assert attacked(*rows).passes
    assert not attacked(row("missing_episodes", "5"), rows[1]).passes


def test_text_mean_episodes_per_child(attacked):
    """A mean is episodes and children together; children are no more than episodes."""
    rows = [row("missing_notifications", "6"), row("missing_individuals", "c")]
    assert known(attacked(*rows), "individuals") == {(1, 6)}


def test_text_a_rate_of_a_public_population(attacked):
    """A rate of a printed population, like a percentage, is a count: nothing but the mark may stand in its place."""
    assert not attacked(row(SHARE, "c", "987", "0.3")).passes


def test_text_including_3_re_referrals(attacked):
    """43 referrals of 40 children: 3 or more were re-referrals."""
    rows = [row("specialist_service_referrals", "43"), row("specialist_service_re_referrals", "c")]
    exposed = attacked(*rows, row("children_referred_to_specialist_service", "40"))
    assert known(exposed, "re_referrals") == {(3, 43)}
    assert known(attacked(*rows, row("children_referred_to_specialist_service", "c")), "re_referrals") == {(1, 43)}


def test_the_peak_of_a_part_of_the_year_is_no_part_of_that_of_the_year(attacked):
    """14 children of nine months were 15 years old, 15 of the year were 14: the one between the two numbers is no child."""
    nine, year = (row("missing_peak_age", n, whole, value, period=period) for n, whole, value, period in (
        ("14", "60", "15", "2016-04 to 2016-12"), ("15", "80", "14", "2016-17"),
    ))  # fmt: skip
    assert attacked(nine, year).passes


def at_ages(**children):
    """44 children in all, of whom each age has so many, and all other ages none."""
    codes = ("under_10", *map(str, range(10, 18)), "not_recorded")
    counts = [(code, children.get(f"at_{code}", "0")) for code in codes]
    split = [row("missing_individuals", n, "44", "c" if n == "c" else "50", "single_age", code) for code, n in counts]
    return [row("missing_individuals", "44"), *split]


def test_a_run_of_ages_holds_the_children_at_each_of_them(attacked):
    """36 from 14 to 16 years old, of whom 20 are 15 and 13 are 16; the three others are no secret, and four are 17."""
    ages = at_ages(at_14="c", at_15="20", at_16="13", at_17="c", at_12="4")
    run = row("missing_age_range", "36", "44", "14-16")
    assert known(attacked(run, *ages), "single_age=14") == {(3, 3)}
    assert known(attacked(*ages), "single_age=14") == {(1, 6)}


def test_all_but_those_of_known_age_are_not_recorded(attacked):
    rows = at_ages(at_14="10", at_15="20", at_16="c", at_not_recorded="c")
    assert known(attacked(row("missing_peak_age", "20", "41", "15"), *rows), "single_age=not_recorded") == {(3, 3)}


def test_no_age_has_more_children_than_the_peak(attacked):
    rows = at_ages(at_14="c", at_15="c", at_16="c", at_17="14")
    assert known(attacked(row("missing_peak_age", "14", "44", "17"), *rows), "single_age=14") == {(2, 14)}
