"""Asking at the desk: what no report shows is counted at once in the internal edition, and in the public one only what was planned."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address, Figure
from analysis.chapters import CAVEATS, CHAPTERS, indicator
from analysis.chapters.columns import SEXES
from analysis.chapters.own import read_own
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute, drawn_table
from analysis.disclose import gate
from analysis.explain import explanation
from analysis.report import Count, People, Report, Share, ShareOfPeople, where
from analysis.report.answers import DeskAnswer
from tests.report.opened import opened, said

YEAR = Period.parse("2016-17")
EPISODES = """
episode_id | child_id | started_at       | category | missing_from | sex          | age | age_band | district | risk_level
E1         | A        | 2015-05-01 20:00 | missing  | home         | female       | 14  | 14_to_15 | North    | high
E2         | A        | 2016-05-01 20:00 | missing  | home         | female       | 15  | 14_to_15 | North    | high
E3         | A        | 2016-11-01 20:00 | missing  | own_care     | female       | 15  | 14_to_15 | North    | low
E4         | B        | 2016-11-03 20:00 | absent   | own_care     | male         | 16  | 16_to_17 | South    | absent
E5         | B        | 2017-01-05 20:00 | missing  | own_care     | male         | 16  | 16_to_17 | South    | medium
E6         | C        | 2017-02-05 20:00 | missing  | home         | not_recorded | 15  | 14_to_15 | South    | low
"""


@pytest.fixture
def desk(new_workspace, tmp_path):
    """A function that opens a report on a period in an edition, of six episodes of three children that a run took in and counted."""
    workspace = new_workspace(tmp_path)
    tables = {"episodes": drawn_table(EPISODES)}
    workspace.processed.mkdir(parents=True)
    for name, rows in tables.items():
        rows.to_parquet(workspace.processed / f"{name}.parquet", index=False)
    pd.DataFrame({"file": [], "sha256": []}, dtype="str").to_parquet(workspace.processed / "intake_inputs.parquet", index=False)
    files = [(table, year) for table in ("notifications", "placements", "placement_details") for year in ("2015-16", "2016-17")]
    pd.DataFrame(files, columns=["table", "period"]).to_parquet(workspace.processed / "intake_files.parquet", index=False)

    def desk_of(period: str = "2016-17", edition: str = "internal") -> Report:
        by_sex = replace(indicator("missing_episodes"), breakdowns=(indicator("missing_episodes").breakdown("sex"),))
        material = Material(tables, {"episodes": (YEAR.year_before, YEAR)}, NOTHING_SUPPLIED)
        counted = compute(material, [by_sex], [YEAR.year_before, YEAR, *YEAR.quarters], workspace.authority)
        return opened(workspace, Period.parse(period), gate(counted, edition, workspace.policy.disclosure))

    return desk_of


def figures(answer: DeskAnswer, period: str = "") -> dict[str, int]:
    """The numbers of the categories of an answer, without those that are nought."""
    view = answer.view.at(Period.parse(period)) if period else answer.view.at(answer.periods[-1])
    return {one.address.category: int(one.numerator) for one in view.split(answer.indicator, answer.by) if one.numerator}


def whole(answer: DeskAnswer) -> Figure:
    return answer.view.at(answer.periods[-1]).figure(answer.indicator)


def test_a_figure_by_a_way_that_it_has_is_that_of_the_report(desk):
    """It keeps its address, and nothing is counted again."""
    answer = desk().ask("missing_episodes", "sex")
    assert answer.address == "missing_episodes@2016-17"
    assert (figures(answer), answer.text) == ({"female": 2, "male": 2, "not_recorded": 1}, "")


def test_a_figure_by_any_other_column_of_its_table_is_counted_now(desk):
    """Episodes by age in a quarter: no report has that."""
    answer = desk("2016-17-Q3").ask("missing_episodes", "age_band")
    assert figures(answer) == {"14_to_15": 1, "16_to_17": 1}
    assert answer.address.startswith("asked_")


def test_a_condition_and_two_columns(desk):
    """Of the five episodes of the year four are missing ones: two of girls, one from home, one of a boy, and one that is not known."""
    answer = desk().ask("missing_episodes", ("sex", "missing_from"), {"category": "missing"})
    view = answer.view.at(YEAR)
    cells = {
        (name, one.address.category): int(one.numerator)
        for name, each in answer.across.items()
        for one in view.split(each, "missing_from")
        if one.numerator
    }
    assert cells == {("Female", "home"): 1, ("Female", "own_care"): 1, ("Male", "own_care"): 1, ("Not recorded", "home"): 1}
    assert whole(answer).numerator == 4
    chart, table = answer.shown[0].html, said(answer.shown[1])
    assert "by where the child went missing from: female, male and not recorded" in chart
    assert "sex: female" not in chart, "it is about all of them"
    assert "Female" in table
    assert "[z]" not in table, "nought of nothing is nought"


def test_a_run_of_periods_recounts_children_in_each(desk):
    """A is counted in two quarters and once in the year."""
    quarters = desk().ask(People(), table="episodes", period=("2016-17-Q1", "2016-17-Q4"))
    found = [quarters.view.at(period).figure(quarters.indicator).shown for period in quarters.periods]
    assert found == ["1", "0", "2", "2"]
    assert whole(desk().ask(People(), table="episodes")).shown == "3"


def test_any_months(desk):
    assert whole(desk().ask(Count(), table="episodes", period="2016-11 to 2017-01")).shown == "3"


@pytest.mark.parametrize(("measure", "shown"), [
    (Count(where("at high risk", risk_level="high")), "1"),
    (People(where("aged 15", age=15)), "2"),
    (Share(where("from care", missing_from="own_care"), where("missing", category="missing")), "50%"),
    (ShareOfPeople(where("from care", missing_from="own_care")), "67%"),
], ids=lambda one: getattr(one, "words", one))  # fmt: skip
def test_a_measure_that_is_written_in_the_cell(desk, measure, shown):
    assert whole(desk().ask(measure, table="episodes")).shown == shown


def test_an_answer_shows_a_chart_a_table_and_its_address(desk):
    chart, table, address = desk().ask("missing_episodes", "age_band", {"category": "missing"}).shown
    assert chart.alt.startswith("Bar chart: ")
    assert [row[0].text for row in table.rows][-1] == "All"
    assert "overview explain" in said(address)
    assert table.notes


def test_what_was_asked_can_be_explained(desk):
    """The rows behind the figure are found another way, and come to it."""
    report = desk()
    answer = report.ask("missing_episodes", ("sex", "missing_from"), {"category": "missing"})
    workspace = report._opened.workspace
    told = explanation(workspace, f"{answer.across['Female'].key}@2016-17[missing_from=own_care]")
    assert "numerator 1, denominator 2" in told
    assert "category in ['missing'] and sex in ['female']" in told
    with pytest.raises(Fault, match=r"There is no figure .* Of this question there are: asked_"):
        explanation(workspace, f"{answer.indicator.key}@2016-17[sex=nobody]")


def test_the_public_edition_answers_what_was_planned_with_it(desk):
    assert whole(desk(edition="public").ask("missing_episodes", "sex")).is_hidden


@pytest.mark.parametrize("ask", [
    lambda report: report.ask("missing_episodes", "age_band"),
    lambda report: report.ask("missing_episodes", where={"sex": "female"}),
    lambda report: report.ask(Count(), table="episodes", period="2016-11 to 2017-01"),
    lambda report: report.ask("missing_episodes", "sex", period="2016-11 to 2017-01"),
], ids=["another column", "a condition", "a measure", "other dates"])  # fmt: skip
def test_the_public_edition_refuses_any_other_question(desk, ask):
    """And leaves no trace of it."""
    report = desk(edition="public")
    with pytest.raises(Fault, match=r"planned together.*report\.keep\(\)"):
        ask(report)
    assert not (report._opened.workspace.processed / "asked").exists()


def test_the_same_measure_is_the_figure_that_there_is(desk):
    """Typed in a cell it has the address of the report, in the public edition as well."""
    for edition in ("internal", "public"):
        answer = desk(edition=edition).ask(Count(), "sex", table="episodes")
        assert answer.address == "missing_episodes@2016-17"


@pytest.mark.parametrize(("ask", "words"), [
    (lambda report: report.ask("missing_episods"), r"no indicator 'missing_episods'\. Did you mean missing_episodes"),
    (lambda report: report.ask(Count()), r"Say of which table: table='"),
    (lambda report: report.ask(Count(), table="episods"), r"no table 'episods'\. Did you mean episodes\?"),
    (lambda report: report.ask("missing_episodes", "sexs"), r"Did you mean sex\?"),
    (lambda report: report.ask(People(where("girls", sex="femal")), table="episodes"), r"sex has no code 'femal'\. Did you mean female"),
    (lambda report: report.ask("missing_episodes", where="sex"), "Write where as columns with the codes"),
    (lambda report: report.ask("missing_episodes", period="2016"), "is not a period"),
    (lambda report: report.ask("missing_episodes", period=("2016-17", "2015-16")), "is no run"),
    (lambda report: report.ask("missing_episodes", period=("2015-16", "2016-17-Q1")), "is no run"),
    (lambda report: report.ask("missing_episodes", "duration"), "another version made them"),
], ids=["key", "no table", "table", "column", "code", "where", "period", "backwards", "two lengths", "old tables"])  # fmt: skip
def test_a_wrong_name_is_told_with_those_that_are_near(desk, ask, words):
    with pytest.raises(Fault, match=words):
        ask(desk())


def test_of_what_was_not_delivered_nothing_is_said_but_that(desk):
    (note,) = desk().ask(Count(), table="episodes", period="2019-20").shown
    assert said(note) == "Nothing was delivered that answers this for 2019/20."


def test_every_address_is_one_of_its_view(desk):
    for answer in (desk().ask("missing_episodes", "age_band"), desk().ask(Count(where("girls", sex="female")), table="episodes")):
        assert answer.view.rows.figure(Address.parse(answer.address))
        assert replace(answer, text="").address == answer.address


def test_a_question_that_is_kept_is_one_more_figure(desk):
    """Its file is a chapter of the council's own, and the next one goes behind it; the methodology has an entry for each figure."""
    report = desk()
    workspace = report._opened.workspace
    first = report.ask("missing_episodes", ("sex", "missing_from"), {"category": "missing"})
    kept = report.keep(first, "missing_alone", why="The board asked for it.", checked_by="A. Person")
    assert len(kept.entries.entries) == 4
    assert "overview run 2016-17" in said(kept.said)
    report.keep(report.ask(People(), "age_band", table="episodes"), "children_by_age", edition="internal")
    (chapter,) = read_own(workspace.root, CHAPTERS, CAVEATS)
    assert [one.key for one in chapter.indicators] == ["missing_alone", *(f"missing_alone_{sex}" for sex in SEXES), "children_by_age"]
    missing_alone, *_, children = chapter.indicators
    assert (missing_alone.why_it_matters, missing_alone.checked_by) == ("The board asked for it.", "A. Person")
    assert (missing_alone.edition, children.edition) == ("public", "internal")
    assert {way.shortest for one in chapter.indicators[:-1] for way in one.breakdowns} == {"year"}
    assert {way.shortest for way in children.breakdowns} == {"quarter"}


def test_what_is_in_the_file_stays_as_it_is(desk):
    report = desk()
    path = report._opened.workspace.root / "config" / "questions.toml"
    report.keep(report.ask("missing_episodes", "age_band", {"category": "missing"}), "one")
    path.write_text("# Asked in May.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    report.keep(report.ask("missing_episodes", "age_band", {"category": "absent"}), "two")
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.count("[breakdowns.age_band]") == 1


@pytest.mark.parametrize(("keep", "words"), [
    (lambda report: report.keep(report.ask("missing_episodes"), "again"), "is a figure of the reports already"),
    (lambda report: report.keep(report.ask("missing_episodes", "age_band"), "missing_individuals"), "there is an indicator"),
    (lambda report: report.keep(report.ask("missing_episodes", "age_band"), "By age"), "no name for an indicator"),
    (lambda report: report.keep(report.ask("missing_episodes", "age_band"), "by_age", into="health"), r"no chapter 'health'.* none"),
    (lambda report: report.keep(report.ask("missing_episodes", "age_band"), "by_age"), "missing_episodes is called .* name of its own"),
], ids=["a figure", "a key that is taken", "no key", "no chapter", "a name that is taken"])  # fmt: skip
def test_what_cannot_be_kept_leaves_no_file(desk, keep, words):
    report = desk()
    with pytest.raises(Fault, match=words):
        keep(report)
    assert not (report._opened.workspace.root / "config" / "questions.toml").exists()
