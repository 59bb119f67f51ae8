"""Going missing in depth on tables that can be counted on fingers: what is shown, and what is said where nothing was delivered."""

import pytest

from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Workspace
from analysis.chapters import ALL, in_section
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import gate
from analysis.report import GoingMissing, Report

YEARS = (Period.parse("2015-16"), Period.parse("2016-17"))


def missing(workspace: Workspace, edition: str, **tables: str) -> GoingMissing:
    """The view of 2016-17 from drawn tables; other tables were delivered for no year."""
    drawn = {table: drawn_table(text) for table, text in tables.items()}
    material = Material(drawn, dict.fromkeys([*drawn, "meetings"], YEARS), NOTHING_SUPPLIED)
    counted = compute(material, [one for one in ALL if one.source in drawn], YEARS, workspace.authority)
    return GoingMissing(Report(workspace, YEARS[1], gate(counted, edition, DisclosurePolicy(hide_counts_up_to=5))))


@pytest.fixture
def workspace(tmp_path, new_workspace) -> Workspace:
    return new_workspace(tmp_path)


def said(shown: object) -> str:
    return shown._repr_mimebundle_()["text/plain"]


def themes(**named: int) -> str:
    """So many mentions of each reason in 2016-17, and twice as many of school the year before."""
    rows = [theme for theme, count in named.items() for _ in range(count)]
    lines = [f"{n} | I{n} | 2016-05-01 | reason | {theme}" for n, theme in enumerate(rows)]
    before = [f"B{n} | I{n} | 2015-05-01 | reason | school" for n in range(8)]
    return "\n".join(["theme_id | interview_id | interviewed_on | kind | theme", *lines, *before])


def returned(children: int) -> str:
    """So many looked-after children, each missing once, as the return alone holds it."""
    lines = [f"S{n} | c{n} | 2016-05-01 | missing | ssda903_only | out_of_area" for n in range(children)]
    return "\n".join(["case_id | child_id | started_on | missing_type | held | located", *lines])


def test_the_reasons_named_most_often_are_in_order_and_other_is_none_of_them(workspace):
    shown = missing(workspace, "internal", interview_themes=themes(siblings=2, boundaries=5, other=9, school=3))
    told = said(shown.named("interview_reasons"))
    assert told.startswith("In 2016/17, the reasons named most often were boundaries (26%), school (16%) and siblings (11%). ")
    assert told.endswith(" In 2015/16 they were school (100%).")


def test_nobody_is_told_which_reasons_come_first_while_one_is_hidden(workspace):
    """With two shares hidden a reader could not tell which are the three, and saying it would give them an order."""
    shown = missing(workspace, "public", interview_themes=themes(siblings=2, boundaries=30, other=9, school=3))
    assert said(shown.named("interview_reasons")) == ""


def test_a_hidden_count_has_no_rate(workspace):
    """Three children are hidden, so their rate and its ends are; of 40 all three stand."""
    few, many = (said(missing(workspace, "public", looked_after_missing=returned(n)).rates()) for n in (3, 40))
    assert "[c]" in few
    assert "0.4" not in few
    assert "5.2" in many
    assert "3.9 to 7.0" in many


def test_what_was_not_delivered_is_said(workspace):
    """A council that starts with less gets sentences in place of tables, and no error."""
    shown = missing(workspace, "internal")
    for one in (shown.findings("looked_after"), shown.split("interview_reasons", "theme"), shown.split("episode_durations", "duration")):
        assert said(one) == "The records that this would show were not delivered for 2016/17."
    assert "there are no rates" in said(shown.rates())


def test_the_two_populations_never_share_a_total():
    """The police's view and the council's are counted from different tables, and neither is declared a part of the other."""
    ours = in_section("looked_after")
    theirs = {one.key for one in ALL if one.section in {"missing", "missing_depth"}}
    assert {one.source for one in ours} == {"looked_after_missing"}
    assert not any(one.part_of in theirs for one in ours)
    assert "looked_after_missing" not in {one.source for one in ALL if one.key in theirs}
