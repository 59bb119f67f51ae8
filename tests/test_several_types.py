"""Records about several types of exploitation at once: from how they are written to what a reader of the public edition can tell."""

import random
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from analysis.audit import Terms, audit_numbers
from analysis.base.measures import Count, Kinds
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Authority
from analysis.base.spec import figure_from_row
from analysis.chapters import ALL, BY_KEY, told_by
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table, within_cover
from analysis.count.evidence import Ledger
from analysis.disclose import Publishable, gate
from analysis.disclose.release import release_of
from analysis.publish import write_results_csv
from tests.report.opened import opened

YEAR = Period.parse("2016-17")
POLICY = DisclosurePolicy(hide_counts_up_to=5)
CHILDREN, ASSESSMENTS, RECORDED = "children_at_risk_by_type", "risk_assessments_by_type", "children_recorded_by_type"
OVERLAPPING = [one for one in ALL if any(way.overlap for way in one.breakdowns)]
PLACE = ["indicator", "period", "breakdown", "category"]

# A sexual, then criminal; B both at once; C sexual, and once of no recorded type; D criminal, and trafficked; E of no recorded type.
REFERRALS = """
referral_id | child_id | received_on | exploitation_type
1           | A        | 2016-04-03  | sexual
2           | A        | 2016-08-03  | criminal
3           | B        | 2016-05-03  | criminal+sexual
4           | C        | 2016-06-03  | sexual
5           | C        | 2016-07-03  | not_recorded
6           | D        | 2016-09-03  | criminal+trafficking
7           | E        | 2016-10-03  | not_recorded
8           | F        | 2016-10-03  | trafficking
"""


def authority(*types, **more):
    return Authority(
        name="Our Council", short_name="Ours", committee="Committee", districts=("Ashdale",), windows={}, exploitation=types, **more
    )


def counted(rows, whose, source="referrals"):
    tables = within_cover({source: drawn_table(rows) if isinstance(rows, str) else rows}, whose)
    indicators = [one for one in told_by(whose) if one.source == source and one.for_several_types]
    return compute(Material(tables, {source: (YEAR,)}, NOTHING_SUPPLIED), indicators, [YEAR], whose)


def numbers(rows, key, breakdown):
    mine = rows[(rows["indicator"] == key) & (rows["breakdown"] == breakdown)]
    return dict(zip(mine["category"], mine["numerator"], strict=True))


def referrals(**children):
    """One referral for each of so many children: ``criminal_sexual=3`` is three about both."""
    lines = ["referral_id | child_id | received_on | exploitation_type"]
    people = [kind for kind, count in children.items() for _ in range(count)]
    codes = [kind if kind == "not_recorded" else kind.replace("_", "+") for kind in people]
    return "\n".join([*lines, *(f"{n} | c{n} | 2016-05-01 | {kind}" for n, kind in enumerate(codes))])


def test_each_child_counts_once_by_types_alone_and_under_every_type_named():
    """Of five children of a covered type or none recorded, A and B are of several; D is criminal, since trafficking is not covered."""
    rows = counted(REFERRALS, authority("sexual", "criminal"))
    assert numbers(rows, CHILDREN, "") == {"": "5"}
    assert numbers(rows, CHILDREN, "type") == {"sexual": "1", "criminal": "1", "several": "2", "not_recorded": "1"}
    assert numbers(rows, CHILDREN, "type_named") == {"sexual": "3", "criminal": "3"}
    assert set(rows.loc[rows["breakdown"] != "", "denominator"]) == {"5"}


def test_records_count_once_by_types_alone_and_under_every_type_named():
    """Four assessments, of which one is for both types."""
    rows = counted(
        """
        assessment_id | child_id | completed_on | exploitation_type
        1             | A        | 2016-06-10   | criminal+sexual
        2             | A        | 2017-01-11   | sexual
        3             | B        | 2016-07-31   | sexual
        4             | B        | 2016-08-31   | not_recorded
        """,
        authority("sexual", "criminal"),
        "risk_assessments",
    )
    assert numbers(rows, ASSESSMENTS, "type") == {"sexual": "2", "criminal": "0", "several": "1", "not_recorded": "1"}
    assert numbers(rows, ASSESSMENTS, "type_named") == {"sexual": "3", "criminal": "1"}


def test_a_record_of_several_types_is_kept_as_those_that_are_covered():
    rows = drawn_table(REFERRALS)
    (sexual,) = within_cover({"referrals": rows}, authority("sexual")).values()
    assert sexual["exploitation_type"].tolist() == ["sexual", "sexual", "sexual", "not_recorded", "not_recorded"]
    (both,) = within_cover({"referrals": rows}, authority("criminal", "trafficking")).values()
    assert both["referral_id"].tolist() == [2, 3, 5, 6, 7, 8]
    assert both["exploitation_type"].tolist()[3] == "criminal+trafficking"


def test_a_report_on_one_type_has_none_of_these_figures():
    assert [one.key for one in told_by(authority("sexual")) if one in OVERLAPPING] == []
    assert {one.key for one in OVERLAPPING} == {CHILDREN, ASSESSMENTS, RECORDED}


@pytest.mark.parametrize("one", OVERLAPPING, ids=lambda one: one.key)
def test_parts_that_overlap_stand_beside_parts_that_add_up_and_say_so(one):
    """The gate and the audit know what holds between the two for counts of records and for children by all their records."""
    assert isinstance(one.measure, Count | Kinds)
    assert {way.overlap for way in one.breakdowns} == {True, False}
    assert len({way.column for way in one.breakdowns}) == 1
    assert one.for_several_types
    assert "several_types" in one.caveats
    named = next(way for way in one.breakdowns if way.overlap)
    assert not replace(named, covered="", listed="").is_complete(named.codes)


def test_the_rows_behind_each_part_come_to_its_figure():
    """Found row by row, as `overview explain` finds them."""
    whose = authority("sexual", "criminal")
    tables = within_cover({"referrals": drawn_table(REFERRALS)}, whose)
    ledger = Ledger.of(Material(tables, {}, NOTHING_SUPPLIED), (BY_KEY[CHILDREN],), whose)
    rows = counted(REFERRALS, whose)
    named = rows[rows["breakdown"] == "type_named"].to_dict("records")
    found = {one["category"]: ledger.evidence(BY_KEY[CHILDREN], figure_from_row(one)).part["referral_id"].tolist() for one in named}
    assert found == {"sexual": [1, 3, 4], "criminal": [3, 2, 6]}  # by date


def audited(printed, tmp_path):
    file = tmp_path / "results.csv"
    write_results_csv(printed, file)
    return audit_numbers([file], Terms.of(POLICY, 4), [])


def with_printed(printed, rows, *addresses):
    """The printed rows with some figures as they truly are."""
    again, true = printed.set_index(PLACE), rows.set_index(PLACE)
    for address in addresses:
        again.loc[address] = true.loc[address]
    return again.reset_index()[list(printed.columns)]


def test_a_type_named_less_the_type_alone_tells_of_several(tmp_path):
    """3 children of both types: 33 named less 30 alone. So one of the two is hidden with them, and the audit finds what is printed."""
    rows = counted(referrals(sexual=30, criminal=20, criminal_sexual=3, not_recorded=9), authority("sexual", "criminal"))
    printed = gate(rows, "public", POLICY).rows
    assert numbers(printed, CHILDREN, "type")["several"] == "c"
    for code in ("sexual", "criminal"):
        assert "c" in {numbers(printed, CHILDREN, "type")[code], numbers(printed, CHILDREN, "type_named")[code]}
    assert audited(printed, tmp_path).passes
    shown = with_printed(
        printed, rows, *((CHILDREN, "2016-17", way, "sexual") for way in ("type", "type_named")), (CHILDREN, "2016-17", "", "")
    )
    verdict = audited(shown, tmp_path)
    assert any("type=several" in fault and "it is 3" in fault for fault in verdict.faults)


def test_a_reader_works_out_several_from_one_type_named_and_alone(tmp_path):
    """3 are of the sexual type and of another; whoever is of several has two types, so there are no more of them than 3."""
    rows = counted(referrals(sexual=30, criminal=20, criminal_sexual=3, not_recorded=9), authority("sexual", "criminal"))
    nothing = rows.assign(**dict.fromkeys(("numerator", "denominator", "value", "marker"), "c"))
    shown = [(CHILDREN, "2016-17", way, "sexual") for way in ("type", "type_named")]
    assert audited(with_printed(nothing, rows, shown[0]), tmp_path).passes
    assert audited(with_printed(nothing, rows, shown[1]), tmp_path).passes
    verdict = audited(with_printed(nothing, rows, *shown), tmp_path)
    assert "children_at_risk_by_type@2016-17[type=several] numerator: a reader can work out that it is 3" in verdict.faults


def test_what_a_type_named_leaves_of_the_whole_is_hidden_with_it(tmp_path):
    """Of the 60 children 57 are of the sexual type, so three are not; no other figure tells of those three, who are of two other types."""
    mixed = referrals(sexual=40, criminal_sexual=10, online_sexual=7, criminal_online=3)
    rows = counted(mixed, authority("sexual", "criminal", "online"))
    printed = gate(rows, "public", POLICY).rows
    assert numbers(printed, CHILDREN, "type_named")["sexual"] == "c"
    assert audited(printed, tmp_path).passes
    assert not audited(with_printed(printed, rows, (CHILDREN, "2016-17", "type_named", "sexual")), tmp_path).passes


@pytest.mark.parametrize("seed", range(6))
def test_nothing_small_can_be_worked_out_of_types_drawn_by_chance(seed, tmp_path):
    """Two to four types, children of none to three of them; the three relations hold, and the audit finds nothing."""
    chance = random.Random(seed)
    types = ("sexual", "criminal", "online", "trafficking")[: chance.randint(2, 4)]
    mixed = {"_".join(sorted(chance.sample(types, chance.randint(1, min(3, len(types)))))): chance.randint(1, 14) for _ in range(7)}
    rows = counted(referrals(not_recorded=chance.randint(0, 8), **mixed), authority(*types))
    pack = release_of(rows, POLICY).pack
    assert any(("-2" in str(one.terms)) for one in pack.relations)
    assert audited(gate(rows, "public", POLICY).rows, tmp_path).passes


def test_with_two_types_what_is_named_is_that_alone_and_several():
    """With two types the relations leave no room: 33 named are 30 alone and the 3 of both, whatever is hidden of the rest."""
    rows = counted(referrals(sexual=30, criminal=20, criminal_sexual=3, not_recorded=9), authority("sexual", "criminal"))
    placed = release_of(rows, POLICY)
    names = {(place.breakdown, place.category): place.cell.name for place in placed.places if place.column == "numerator"}
    terms = [dict(one.terms) for one in placed.pack.relations]
    several, named, alone = (names[place] for place in (("type", "several"), ("type_named", "sexual"), ("type", "sexual")))
    assert {named: 1, alone: -1, several: -1} in terms
    assert {alone: 1, named: -1} in terms


def covering_two(workspace):
    """A workspace whose report covers sexual and criminal exploitation."""
    settings = workspace.config / "authority.toml"
    text = settings.read_text(encoding="utf-8").replace('exploitation = ["sexual"]', 'exploitation = ["sexual", "criminal"]')
    settings.write_text(text, encoding="utf-8")
    return workspace


def test_sentences_tables_and_charts_say_that_the_parts_overlap(new_workspace, tmp_path):
    made = covering_two(new_workspace(tmp_path))
    rows = gate(counted(REFERRALS, made.authority), "internal", POLICY)
    report = opened(made, YEAR, rows)
    shown = [report.findings("exploitation"), *report.profile.types().shown, report.chart.stacked(CHILDREN, "type_named")]
    said = " ".join(BeautifulSoup(str(one._repr_mimebundle_()), "html.parser").get_text() for one in shown)
    assert (
        "Of the 5 children, 3 were referred with a concern about sexual exploitation and 3 about criminal exploitation; "
        "what is of several is in each of them."
    ) in said
    assert "the parts by type named overlap, and do not add up" in said
    assert "Sexual, alone or with others" in said
    assert "add up to" not in said.replace("do not add up", "")
    assert "Bar chart" in said


def test_a_hidden_part_that_overlaps_is_not_the_rest(new_workspace, tmp_path):
    made = covering_two(new_workspace(tmp_path))
    rows = counted(referrals(sexual=30, criminal=20, criminal_sexual=9, not_recorded=9), made.authority)
    criminal = (rows["breakdown"] == "type_named") & (rows["category"] == "criminal")
    hidden = rows.assign(**{column: rows[column].mask(criminal, "c") for column in ("numerator", "value", "marker")})
    report = opened(made, YEAR, Publishable(hidden, "public"))
    said = BeautifulSoup(str(report.findings("exploitation")._repr_mimebundle_()), "html.parser").get_text()
    assert "57% were referred with a concern about sexual exploitation. It is not shown" in said
    assert "how many were referred with a concern about criminal exploitation" in said
