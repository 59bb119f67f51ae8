"""The problem profile on tables that can be counted on fingers: what it says, and what it does not say."""

import json
import re
from pathlib import Path

import pytest

from analysis.audit.known import Known
from analysis.audit.pages import html_faults
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.disclose import read_publishable
from analysis.report.profile import Profile
from analysis.run.terms import terms_of
from tests.report.opened import report_on, said

YEAR = Period.parse("2016-17")

POPULATION = """
source = "a count"
described = "children under 18 in the area"
total = 1000
[groups.sex]
female = 400
male = 600
[singles]
white_british_girls_14_15 = 50
"""


def records(**groups: int) -> str:
    """So many children recorded, each once, by sex and ethnicity joined with two underscores; all are 15 and met on line."""
    lines = ["offence_id | child_id | recorded_on | sex | age_band | ethnicity | concern_type"]
    people = [group.split("__") for group, count in groups.items() for _ in range(count)]
    return "\n".join([*lines, *(f"{n} | c{n} | 2016-05-01 | {sex} | 14_to_15 | {of} | online_only" for n, (sex, of) in enumerate(people))])


@pytest.fixture
def workspace(tmp_path, new_workspace) -> Workspace:
    made = new_workspace(tmp_path)
    (made.config / "population" / "2016-17.toml").write_text(POPULATION, encoding="utf-8")
    return made


def profile(workspace: Workspace, edition: str, **groups: int) -> Profile:
    return report_on(workspace, YEAR, edition, offences=records(**groups)).profile


def html(shown: object) -> str:
    return shown._repr_mimebundle_()["text/html"]


def written(workspace: Workspace, path: Path) -> Path:
    """What is known of the year that the profile was opened on and of the one before, as open data."""
    rows = read_publishable(workspace.figures, "public").rows
    rows[rows["period"].isin([YEAR.name, YEAR.year_before.name]) & (rows["value"] != "x")].to_csv(path, index=False)
    return path


CHILDREN = {"female__white_british": 16, "female__not_recorded": 8, "male__white_british": 12}


def test_a_group_beside_the_population(workspace):
    """24 girls of 400 and 12 boys of 600 are recorded: three times as often; 16 of 50 against 20 of 950: 15.2 times."""
    told = profile(workspace, "internal", **CHILDREN)
    assert "“Female” (3.0 times as often as all others, 95% interval 1.4 to 6.6)" in said(told.recorded_more_often())
    assert "Less often: “Male” (0.33 times" in said(told.recorded_more_often())
    assert "16 of the 36 children recorded by the police were white British girls aged 14 or 15" in said(told.standing_out())
    assert "they were recorded 15.2 times as often as all others" in said(told.standing_out())
    assert (
        "It is not recorded of 8 children whether they were white British girls aged 14 or 15; had it been, the percentage would be "
        "between 44% and 67%."
    ) in said(told.standing_out())
    assert "More than half" not in said(told.standing_out())


def test_what_is_not_recorded_is_said_where_it_is_much(workspace):
    """8 of 36 is 22%, above the 10% of the policy; of 5 among 60 nothing is said."""
    assert "The ethnicity of 8 of the 36 children (22%) is not recorded." in said(profile(workspace, "internal", **CHILDREN).not_recorded())
    few = profile(workspace, "internal", female__white_british=55, female__not_recorded=5)
    assert said(few.not_recorded()) == "Nowhere is so much not recorded that the shares above could mislead."


def test_what_is_not_recorded_is_much_from_the_percentage_of_the_policy_on(workspace):
    """4 of 40 are 10%."""
    told = profile(workspace, "internal", female__white_british=36, female__not_recorded=4)
    assert "The ethnicity of 4 of the 40 children (10%) is not recorded." in said(told.not_recorded())


def test_more_than_half_is_said_of_what_is_more_than_half(workspace):
    most, half = (
        said(profile(workspace, "internal", female__white_british=girls, male__white_british=18).standing_out()) for girls in (19, 18)
    )
    assert "More than half are in this group." in most
    assert "More than half" not in half


def test_more_than_half_is_not_said_where_what_is_not_recorded_could_change_it(workspace):
    """60 of 100 suspects on line are in the group; 40 more may have been on line, and then 60 of 140 would be, or 100 of 140."""
    groups = [("male", "online_only")] * 60 + [("female", "online_only")] * 40 + [("male", "not_known")] * 40
    lines = (f"{n} | 2016-06-01 | 18_to_30 | {sex} | white_british | {concern}" for n, (sex, concern) in enumerate(groups))
    suspects = "\n".join(["suspect_id | recorded_on | age_band | sex | ethnicity | concern_type", *lines])
    told = said(report_on(workspace, YEAR, "internal", offences=records(**CHILDREN), suspects=suspects).profile.standing_out())
    assert "60 of the 100 suspects of concerns on line (60%)" in told
    assert "It is not recorded of 40 more suspects whether the concern was on line only" in told
    assert "between 43% and 71%" in told
    assert "More than half" not in told


def test_the_public_edition_hides_a_ratio_with_its_count(workspace):
    """Three boys are hidden, and the girls with them, since the two make up the whole; no ratio, interval or element is left of either."""
    told = profile(workspace, "public", female__white_british=33, male__white_british=3)
    table = told.beside_the_population()._repr_mimebundle_()
    cells = {row[0]: row[1:] for row in json.loads(json.dumps(table["application/vnd.safeguarding.table+json"]))["rows"]}
    assert cells["Sex: Male"] == ["[c]", "600", "[c]", "[c]"]
    assert cells["Sex: Female"] == ["[c]", "400", "[c]", "[c]"]
    assert "Not shown, so that no child can be identified: “Female” and “Male”." in said(told.recorded_more_often())
    assert re.findall('class="ratio" data-figure="[^"]*sex', html(told.beside_the_population())) == []


def shown_by(told: Profile) -> list[object]:
    tables = [told.children(by) for by in ("sex", "age_band", "ethnicity", "concern")]
    return [told.standing_out(), told.findings(), told.recorded_more_often(), told.beside_the_population(), told.not_recorded(), *tables]


@pytest.mark.parametrize("children", [{"female__white_british": 33, "male__white_british": 3}, CHILDREN | {"male__asian": 2}])
def test_the_audit_finds_nothing_in_what_is_shown(workspace, tmp_path, children):
    """Every number of the public page is one that the open data prints, and no ratio is one of a hidden figure."""
    told = profile(workspace, "public", **children)
    data = Known.of(written(workspace, tmp_path / "results.csv").parent, terms_of(workspace, YEAR))
    assert [fault for shown in shown_by(told) for fault in html_faults(html(shown), data)] == []


def test_the_audit_finds_a_ratio_of_a_hidden_count(workspace, tmp_path):
    """Each ratio names the figures that it is worked out from, so the audit sees one that should not be there."""
    children = {"female__white_british": 33, "male__white_british": 3}
    profile(workspace, "public", **children)
    data = Known.of(written(workspace, tmp_path / "results.csv").parent, terms_of(workspace, YEAR))
    true = html(profile(workspace, "internal", **children).beside_the_population())
    faults = [fault for fault in html_faults(true, data) if "a ratio is given of" in fault]
    assert len(faults) == 9  # the ratio and both ends, of girls, of boys and of white British girls of 14 and 15


def test_without_a_population_nothing_is_compared_with_it(workspace):
    (workspace.config / "population" / "2016-17.toml").unlink()
    told = profile(workspace, "internal", **CHILDREN)
    assert said(told.beside_the_population()) == ""
    assert said(told.recorded_more_often()) == ""
    assert "In the area" not in said(told.children("sex"))
    assert "times as often" not in said(told.standing_out())


def test_an_unknown_breakdown_is_a_fault(workspace):
    with pytest.raises(Fault, match="Write sex, age_band, ethnicity or concern"):
        profile(workspace, "internal", **CHILDREN).children("colour")
