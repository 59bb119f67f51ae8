"""What the gate does where hiding small counts is not enough: as the policy says, and always said."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Fault
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import advice_on, protected
from analysis.disclose.cells import merged, places_of
from analysis.disclose.release import release_of
from analysis.disclose.settle import hidden_pct, settle

SEXES = ("female", "male", "not_recorded")


def figures(period="2016-17", key="missing_episodes", **counts):
    """A total and its split by sex, the numbers in the order female, male, not recorded."""
    parts = dict(zip(SEXES, counts["by_sex"], strict=True))
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": key, "period": period}
    whole = str(sum(parts.values()))
    part = blank | {"breakdown": "sex", "denominator": whole, "value": "50"}
    split = [part | {"category": code, "numerator": str(n)} for code, n in parts.items()]
    return [blank | {"numerator": whole, "value": whole}, *split]


def frame(*rows):
    return pd.DataFrame([one for row in rows for one in row], dtype="str")


def policy(**keys):
    return DisclosurePolicy(**{"hide_counts_up_to": 5} | keys)


def printed(results, **keys):
    return protected(results, policy(**keys))[["numerator", "marker"]].agg(" ".join, axis=1).str.strip().tolist()


# Three parts of a total of 6 that stays in print.
THREE_OF_SIX = frame(figures(by_sex=(2, 2, 2)))


def test_what_cannot_be_protected_is_listed_for_signing():
    """Three parts of 6, each at least 1: none can be 5. The list says it, and nothing else happens."""
    girls, *_ = advice_on(THREE_OF_SIX, policy()).to_sign
    assert girls == "missing_episodes@2016-17[sex=female]: from 1 to 4"
    assert printed(THREE_OF_SIX) == ["6", "c c", "c c", "c c"]


def test_noughts_may_be_hidden_where_the_policy_says_so():
    """The table says that its hidden numbers may be noughts, so each can be 5."""
    keys = {"when_not_protected": "hide_noughts"}
    assert printed(THREE_OF_SIX, **keys) == ["6", "c c0", "c c0", "c c0"]
    assert settle(THREE_OF_SIX, policy(**keys)).said[0] == (
        "missing_episodes.sex: noughts may be hidden too, because small counts could not be protected otherwise."
    )


def test_rare_categories_are_shown_together_where_the_policy_says_so():
    """The two rarest of a year of 6 are one number, 4, and are hidden with their noughts."""
    keys = {"when_not_protected": "merge"}
    results = frame(figures(by_sex=(3, 2, 1)))
    assert "rare categories are shown together" in settle(results, policy(**keys)).said[0]
    assert printed(results, **keys)[2:] == ["c c0", "c c0"]


def test_a_table_is_dropped_where_the_policy_says_so():
    keys = {"when_not_protected": "drop_table"}
    results = frame(figures(by_sex=(3, 2, 1)))
    assert printed(results, **keys) == ["6", "c c0", "c c0", "c c0"]
    assert "it is not printed" in settle(results, policy(**keys)).said[0]


def test_a_number_is_printed_where_any_of_its_places_prints_it():
    """The whole stands under the total and beside each part: where the table by sex is dropped, the total still prints it."""
    results = frame(figures(by_sex=(40, 30, 8)))
    cells = merged(places_of(results, policy(tables={"missing_episodes.sex": {"drop": True}}), 4))
    assert {cell.value: cell.is_printed for cell in cells} == {78: True, 40: False, 30: False, 8: False}


@pytest.mark.parametrize("turn", [1, -1])
def test_a_whole_may_not_be_nought_because_its_parts_may(turn):
    """In whatever order its places are found: the total of the episodes is told beside each part, and only the parts may hide noughts."""
    results = frame(figures(by_sex=(40, 30, 8)))
    places = places_of(results, policy(tables={"missing_episodes.sex": {"hide_noughts": True}}), 4)
    cells = merged(places[::turn])
    assert {cell.value: cell.nought_may_hide for cell in cells} == {78: False, 40: True, 30: True, 8: True}


def test_merging_is_advised_where_it_hides_less():
    """4 boys and 3 not recorded are 7 together, which need not be hidden; with 40, 30 and 8 nothing is hidden that merging could save."""
    (advice,) = advice_on(frame(figures(by_sex=(40, 4, 3))), policy()).merges
    assert advice == 'missing_episodes.sex: with "Male" and "Not recorded" as one category, 2 numbers fewer are hidden.'
    assert advice_on(frame(figures(by_sex=(40, 30, 8))), policy()).merges == ()


def test_an_override_merges_categories_in_every_period():
    """Boys and not recorded stand together in both quarters, also where one is nought; girls stay in print."""
    results = frame(figures("2016-17-Q1", by_sex=(40, 9, 3)), figures("2016-17-Q2", by_sex=(50, 20, 0)))
    merged = {"missing_episodes.sex": {"merge": [["male", "not_recorded"]]}}
    assert printed(results, tables=merged) == ["52", "40", "c c0", "c c0", "70", "50", "c c0", "c c0"]


def test_an_override_has_a_limit_of_its_own():
    results = frame(figures(by_sex=(40, 30, 8)))
    assert printed(results) == ["78", "40", "30", "8"]
    assert printed(results, tables={"missing_episodes.sex": {"hide_counts_up_to": 9}})[3] == "c c"


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"missing_episode": {"drop": True}}, "no indicator has the key 'missing_episode'"),
        ({"missing_episodes.sexes": {"drop": True}}, "has no breakdown 'sexes'. It has: sex"),
        ({"missing_episodes.sex": {"merge": [["male", "mail"]]}}, "'mail'.*Its categories are: female, male, not_recorded"),
    ],
)
def test_a_table_that_there_is_not_is_refused(tables, message):
    with pytest.raises(Fault, match=message):
        protected(THREE_OF_SIX, policy(tables=tables))


# What readers need.

REFERRED = ("specialist_service_referrals", "specialist_service_re_referrals", "children_referred_to_specialist_service")


@pytest.mark.parametrize(("kept", "shown"), [(REFERRED[0], ["43", "c", "c"]), (REFERRED[2], ["c", "c", "40"])])
def test_what_weighs_more_stays_and_another_goes_in_its_place(kept, shown):
    """The 43 or the 40 must go with the three re-referrals: whichever has no target."""
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"period": "2016-07 to 2017-04"}
    results = frame([blank | {"indicator": key, "numerator": n, "value": n} for key, n in zip(REFERRED, ("43", "3", "40"), strict=True)])
    assert protected(results, policy(headlines="where_safe").weighing(target=[kept]))["numerator"].tolist() == shown


def test_a_category_has_a_limit_of_its_own_and_the_officer_is_told_what_that_means():
    """Three of whom the sex was not recorded stand in print, so nothing hides for them; three boys are small as ever."""
    results = frame(figures(by_sex=(40, 9, 3)), figures("2015-16", by_sex=(40, 3, 9)))
    assert printed(results, categories={"not_recorded": 0})[:4] == ["52", "40", "9", "3"]
    assert printed(results, categories={"not_recorded": 0})[6] == "c c"
    told, *_ = advice_on(results, policy(categories={"not_recorded": 0})).done
    assert told.startswith('In the category "not_recorded" no count is small, as config/policy.toml says.')


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"weights": {"figures": {"missing_episode": 3}}}, "no indicator has the key 'missing_episode'"),
        ({"categories": {"not_recoded": 0}}, "gives the category 'not_recoded' a limit"),
    ],
)
def test_a_weight_or_limit_of_what_there_is_not_is_refused(keys, message):
    with pytest.raises(Fault, match=message):
        protected(THREE_OF_SIX, policy(**keys))


# Controlled rounding.


def test_rounded_numbers_still_add_up():
    """12 + 12 + 12 = 36 would be 10 + 10 + 10 and 35, each by itself; one part goes up instead."""
    rounded = protected(frame(figures(by_sex=(12, 12, 12))), policy(method="round"))
    whole, *parts = rounded["numerator"].astype(int)
    assert whole == sum(parts) == 35
    assert set(parts) <= {10, 15}
    assert set(rounded["marker"]) == {"rounded to 5"}


def test_percentages_are_those_of_the_rounded_numbers():
    """13 of 26 is printed as 15 of 25 or 10 of 25, and so as 60% or 40%; half would tell that they are the same."""
    rounded = protected(frame(figures(by_sex=(13, 13, 0))), policy(method="round"))
    for part, whole, value in rounded.iloc[1:][["numerator", "denominator", "value"]].to_numpy():
        assert value == str(int(part) * 100 // int(whole))


def test_small_counts_can_be_hidden_beside_rounded_ones():
    """As the NHS does for sub-national figures: 1 to 7 hidden, nought shown, the rest to the nearest 5."""
    rows = protected(frame(figures(by_sex=(41, 6, 0))), DisclosurePolicy(preset="nhs_sub_national"))
    assert rows["numerator"].tolist() in (["45", "40", "c", "0"], ["45", "45", "c", "0"], ["50", "45", "c", "0"])
    assert rows["marker"].tolist() == ["rounded to 5", "rounded to 5", "c rounded to 5", "rounded to 5"]


@pytest.mark.parametrize(("choice", "is_rounded"), [("advise", False), ("round", True)])
def test_when_too_much_would_be_hidden_the_policy_decides_and_it_is_said(choice, is_rounded):
    """Two of three numbers: more than 40%."""
    settled = settle(frame(figures(by_sex=(40, 3, 4))), policy(when_too_much_is_hidden=choice))
    assert settled.is_rounded == is_rounded
    assert "50% of the numbers that are not nought would be hidden" in settled.said[0]


# What is out already.


def before(results, release="2017-05", **replaced):
    return results.assign(release=release, **replaced)


def test_what_was_printed_before_stays_and_another_number_hides_in_its_place():
    """The 3 hides behind girls or boys; once girls are out it has to be boys, and the other way round."""
    results = frame(figures(by_sex=(20, 20, 3)))
    for row, expected in ((1, ["43", "20", "c", "c"]), (2, ["43", "c", "20", "c"])):
        assert protected(results, policy(), before(results.iloc[[row]]))["numerator"].tolist() == expected


def test_quarters_that_are_out_already_are_facts_for_the_year():
    """Three quarters of girls are in print, so with the year in print the fourth is known; the year's must go."""
    quarters = [figures(f"2016-17-Q{n}", by_sex=(20, 30, 40)) for n in (1, 2, 3)]
    results = frame(*quarters, figures("2016-17-Q4", by_sex=(3, 30, 40)), figures(by_sex=(63, 120, 160)))
    earlier = before(frame(*quarters))
    covered = protected(results, policy(), earlier)
    assert covered["numerator"].tolist()[:12] == results["numerator"].tolist()[:12]
    year = covered[covered["period"] == "2016-17"]["numerator"].tolist()
    assert (year[0], year[1]) == ("343", "c")


def test_what_is_left_between_two_windows_is_protected():
    """Ten months and the three whole quarters in them leave April: 43 less 12, 13 and 14 are four referrals that nothing prints."""
    counts = {"2016-07 to 2017-04": "43", "2016-17-Q2": "12", "2016-17-Q3": "13", "2016-17-Q4": "14"}
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": "specialist_service_referrals"}
    results = frame([blank | {"period": period, "numerator": n, "value": n} for period, n in counts.items()])
    assert printed(results)[0] == "43"
    assert [one.partition(" ")[0] for one in printed(results)].count("c") == 1


FOUR_QUARTERS = {"Q1": (9, 7, 20), "Q2": (2, 0, 7), "Q3": (0, 20, 7), "Q4": (7, 8, 20)}


def year_and_quarters():
    """Two girls in the second quarter, which can be hidden beside the first quarter or beside the last."""
    quarters = [figures(f"2016-17-{name}", by_sex=counts) for name, counts in FOUR_QUARTERS.items()]
    return frame(*quarters, figures(by_sex=tuple(map(sum, zip(*FOUR_QUARTERS.values(), strict=True)))))


def test_what_is_taken_from_a_plan_does_not_change_it():
    """The year comes out: what it prints the plan prints anyway, so the quarters hide what they hid in the draft."""
    results = year_and_quarters()
    draft = protected(results, policy())
    released = before(draft[draft["period"] == "2016-17"])
    assert protected(results, policy(), released)["numerator"].tolist() == draft["numerator"].tolist()


def test_what_tells_more_than_a_plan_changes_it_once():
    """The first quarter was out in full: planned with it, another is hidden. What is taken from that plan does not change it again."""
    results = year_and_quarters()
    early = before(results[results["period"] == "2016-17-Q1"])
    planned = protected(results, policy(), early)
    assert planned[planned["period"] == "2016-17-Q1"]["numerator"].tolist() == ["36", "9", "7", "20"]
    later = before(planned[planned["period"] == "2016-17"], "2017-06")
    both = pd.concat([early, later], ignore_index=True)
    assert protected(results, policy(), both)["numerator"].tolist() == planned["numerator"].tolist()


def test_a_restated_figure_is_a_count_of_its_own_and_is_listed():
    results = frame(figures(by_sex=(20, 19, 9)))
    earlier = before(frame(figures(by_sex=(22, 19, 9))))
    restated = advice_on(results, policy(), earlier).restated
    assert "missing_episodes@2016-17 numerator: 2017-05 printed 50; the figure has changed by -2 since" in restated


def test_a_small_count_that_was_printed_is_not_printed_again():
    results = frame(figures(by_sex=(20, 19, 3)))
    assert protected(results, policy(), before(results))["numerator"].tolist()[3] == "c"


# Headlines.


def test_the_forty_stay_and_the_three_re_referrals_are_listed():
    """43 referrals of 40 children tell of three re-referrals or more; the committee still reads both totals, and the officer signs."""
    rows = {"specialist_service_referrals": "43", "specialist_service_re_referrals": "3", "children_referred_to_specialist_service": "40"}
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"period": "2016-07 to 2017-04"}
    results = frame([blank | {"indicator": key, "numerator": n, "value": n} for key, n in rows.items()])
    share = {"indicator": "specialist_service_age_14_17", "numerator": "30", "denominator": "40", "value": "75"}
    results = frame(results.to_dict("records"), [blank | share])
    assert protected(results, policy())["numerator"].tolist() == ["43", "c", "40", "30"]
    assert advice_on(results, policy()).to_sign == ("specialist_service_re_referrals@2016-07 to 2017-04: from 3 to 5",)
    assert protected(results, policy(headlines="where_safe"))["numerator"].tolist().count("c") > 1


def test_a_headline_that_leaves_a_count_as_good_as_known_is_hidden_after_all():
    """49 meetings of which 46 are recorded complete leave 3: the 46 is no small number, and goes."""
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"period": "2016-17"}
    whole = blank | {"indicator": "multi_agency_meetings_requested", "numerator": "49", "value": "49"}
    share = blank | {"indicator": "multi_agency_meetings_recorded_complete", "numerator": "46", "denominator": "49", "value": "94"}
    assert protected(frame([whole, share]), policy())["numerator"].tolist() == ["49", "c"]


def test_a_small_count_is_never_printed_whatever_the_plan_says():
    """From 1 up to the limit, both among them; nought and what lies above are the plan's to judge."""
    settled = settle(frame(figures(by_sex=(1, 5, 0)), figures(key="specialist_service_referrals", by_sex=(6, 0, 40))), policy())
    nothing = replace(settled, plan=replace(settled.plan, primary=frozenset(), secondary=frozenset()))
    assert {place.cell.value for place in nothing.release.places if nothing.hides(place)} == {1, 5}
    assert {0, 6, 40} <= {place.cell.value for place in nothing.release.places if not nothing.hides(place)}


def test_children_by_how_often_bound_their_episodes():
    """Of three children one was missing once and two twice, so there are five episodes, no fewer and no more."""
    blank = dict.fromkeys(RESULT_COLUMNS, "") | {"period": "2016-17"}
    whole = blank | {"indicator": "missing_episodes", "numerator": "5", "value": "5"}
    children = blank | {"indicator": "children_with_episodes", "breakdown": "episodes", "denominator": "3"}
    release = release_of(frame([whole, *(children | {"category": code, "numerator": n} for code, n in (("1", "1"), ("2", "2")))]), policy())
    names = [next(one.cell.name for one in release.places if one.category == code) for code in ("", "1", "2")]
    told = [one for one in release.pack.relations if set(names) == {name for name, _ in one.terms}]
    assert {tuple(dict(one.terms)[name] for name in names) for one in told} == {(1, -1, -2)}
    assert {(one.lower, one.upper) for one in told} == {(0, float("inf")), (float("-inf"), 0)}


def test_percentages_hidden_are_of_what_would_be_printed():
    """Two of 47, 40, 4 and 3 are hidden, and noughts do not count; where the table by sex is dropped, none of the one that is left."""
    results = frame(figures(by_sex=(40, 4, 3)), figures(key="specialist_service_referrals", by_sex=(0, 0, 0)))
    settled = settle(results, policy())
    assert hidden_pct(settled.release.pack, settled.plan) == 50
    dropped = settle(frame(figures(by_sex=(40, 4, 3))), policy(tables={"missing_episodes.sex": {"drop": True}}))
    assert hidden_pct(dropped.release.pack, dropped.plan) == 0


def test_a_percentage_of_what_is_rounded_to_nought_is_withheld():
    """One of two is printed as 0 of 0, which has no percentage."""
    share = {"indicator": "multi_agency_meetings_recorded_complete", "numerator": "1", "denominator": "2", "value": "50"}
    rows = protected(frame([dict.fromkeys(RESULT_COLUMNS, "") | {"period": "2016-17"} | share]), policy(method="round"))
    assert rows.iloc[0][["numerator", "denominator", "value"]].tolist() == ["0", "0", "c"]


def test_the_officer_is_told_how_many_are_small_by_the_limit_of_their_own_category():
    """Of 79 episodes nine are of boys, small up to ten here: one number is small, and another is hidden to protect it."""
    (sexes,) = advice_on(frame(figures(by_sex=(40, 9, 30))), policy(categories={"male": 10})).hidden
    assert (sexes.table, sexes.small, sexes.protecting) == ("missing_episodes.sex", 1, 1)
