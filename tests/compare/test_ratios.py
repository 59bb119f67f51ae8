"""Rate ratios against published values, and what a hidden figure does to them."""

from fractions import Fraction

import pytest

from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Authority, Fault, Population
from analysis.chapters import indicator
from analysis.compare.ratios import rate_ratio, ratio_of_share, ratios_of
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import Publishable, gate
from tests.show.seen import seen

YEAR = Period.parse("2016-17")
AUTHORITY = Authority(name="Trentshire", short_name="Trentshire", committee="Committee", districts=("Ashdale",))
RECORDED, SHARE = indicator("children_recorded_by_police"), indicator("white_british_girls_14_15")
POPULATION = Population(
    source="a count", described="children", total=1000, groups={"sex": {"female": 400, "male": 600}}, singles={SHARE.key: 100}
)


def recorded(**children: int) -> Publishable:
    """So many children recorded by sex in one year, all white British and 15, each in one record, in the internal edition."""
    lines = ["offence_id | child_id | recorded_on | sex | age_band | ethnicity | concern_type"]
    people = [sex for sex, count in children.items() for _ in range(count)]
    lines += [f"{n} | c{n} | 2016-05-01 | {sex} | 14_to_15 | white_british | online_only" for n, sex in enumerate(people)]
    material = Material({"offences": drawn_table("\n".join(lines))}, {"offences": (YEAR,)}, NOTHING_SUPPLIED)
    return Publishable(compute(material, [RECORDED, SHARE], [YEAR], AUTHORITY), "internal")


def test_the_interval_is_that_of_a_published_example():
    """41 cancers in 28,010 person-years against 15 in 19,017: the manual of Stata prints 1.855759, exact from 1.005684 to 3.6093."""
    found = rate_ratio(41, 28010, 15, 19017)
    assert (float(found.ratio), found.lowest, found.highest) == pytest.approx((1.855759, 1.005684, 3.6093), abs=5e-6)
    assert found.differs


def test_the_other_way_round_everything_is_turned_over():
    found, turned = rate_ratio(41, 28010, 15, 19017), rate_ratio(15, 19017, 41, 28010)
    assert turned.ratio == 1 / found.ratio
    assert (turned.lowest, turned.highest) == pytest.approx((1 / found.highest, 1 / found.lowest))


def test_nobody_recorded_and_nobody_else_recorded():
    """Nought of a group is a ratio of nought with an upper end; where no others are recorded there is nothing to compare with."""
    found = rate_ratio(0, 100, 5, 100)
    assert (found.ratio, found.lowest) == (0, 0)
    # The chance that none of six is of the group is 2.5% when it is a share of 1 - 0.025 ** (1 / 5) of them.
    share = 1 - 0.025 ** (1 / 5)
    assert found.highest == pytest.approx(share / (1 - share))
    assert rate_ratio(5, 100, 0, 100) is None
    assert rate_ratio(5, 100, 3, 0) is None


def test_groups_are_set_against_the_others_of_whom_the_group_is_recorded():
    """12 girls of 400 against 6 boys of 600: three times as often. The two whose sex is not recorded are on neither side."""
    girls, boys = ratios_of(seen(recorded(female=12, male=6, not_recorded=2)), RECORDED, "sex", POPULATION)
    assert (girls.group.code, girls.ratio.ratio, girls.population) == ("female", Fraction(3), 400)
    assert (boys.group.code, boys.ratio.ratio) == ("male", Fraction(1, 3))


def test_a_share_is_set_against_everyone_else():
    """12 white British girls of 15 among 100 such girls, 8 others among 900: 13.5 times as often."""
    found = ratio_of_share(seen(recorded(female=12, male=8)), SHARE, POPULATION)
    assert found.ratio.ratio == Fraction(12, 100) / Fraction(8, 900)
    assert ratio_of_share(seen(recorded(female=12, male=8)), RECORDED, POPULATION) is None


@pytest.mark.parametrize("children", [{"female": 12, "male": 3}, {"female": 40, "male": 9, "not_recorded": 2}])
def test_what_is_hidden_of_a_count_is_hidden_of_its_ratio(children):
    """After the gate a ratio stands only where the count, the whole and those not recorded are all printed."""
    counted = recorded(**children)
    shown = gate(counted.rows, "public", DisclosurePolicy(hide_counts_up_to=5))
    before = list(ratios_of(seen(counted), RECORDED, "sex", POPULATION))
    after = list(ratios_of(seen(shown), RECORDED, "sex", POPULATION))
    assert all(one.ratio for one in before)
    for one in after:
        is_hidden = any(figure.value == "c" for figure in one.figures)
        assert (one.ratio is None) == one.is_hidden == is_hidden
    assert any(one.is_hidden for one in after)


def test_a_population_with_other_groups_stops():
    """A group that is counted and has no population would be taken for one of the others."""
    wrong = POPULATION.model_copy(update={"groups": {"sex": {"female": 1000}}})
    with pytest.raises(Fault, match=r"\[groups.sex\].*female, male"):
        list(ratios_of(seen(recorded(female=12, male=6)), RECORDED, "sex", wrong))
    assert list(ratios_of(seen(recorded(female=12, male=6)), RECORDED, "ethnicity", POPULATION)) == []


def test_a_ratio_below_one_has_a_decimal_more():
    """One half is 0.50 and twice as often is 2.0."""
    assert [rate_ratio(count, 100, 10, 100).decimals for count in (5, 10, 20)] == [2, 1, 1]


@pytest.mark.parametrize("hidden", ["numerator", "denominator"])
def test_a_share_of_which_either_number_is_hidden_has_no_ratio(hidden):
    """One of the two printed numbers and the ratio would give the other away."""
    rows = recorded(female=12, male=8).rows
    rows.loc[(rows["indicator"] == SHARE.key) & (rows["breakdown"] == ""), [hidden, "value", "marker"]] = "c"
    found = ratio_of_share(seen(Publishable(rows, "public")), SHARE, POPULATION)
    assert (found.ratio, found.population) == (None, 100)


def test_groups_add_up_to_the_population():
    with pytest.raises(ValueError, match="the groups by sex add up to 999 and not to the total of 1,000"):
        Population(source="a", described="b", total=1000, groups={"sex": {"female": 400, "male": 599}})
    with pytest.raises(ValueError, match="fewer than the total"):
        Population(source="a", described="b", total=1000, singles={"x": 1000})
