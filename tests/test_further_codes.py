"""Codes that stand only where an authority's lists tell them apart: further states of an interview, further places."""

from datetime import date

import pandas as pd
import pytest

from analysis.audit import Terms, audit_numbers
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy
from analysis.base.settings import Fault, Workspace
from analysis.base.vocabulary import FURTHER, NO_OWN, Vocabulary
from analysis.base.wording import in_words_of
from analysis.chapters import indicator, told_by
from analysis.chapters.tables import TABLES
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.disclose import gate
from analysis.intake.extracts import Extract
from analysis.intake.validate import check_extracts
from analysis.publish import write_results_csv
from analysis.show.tables.divided import denominators
from analysis.show.tables.missing import interviews_by_group
from tests.council import AUTHORITY
from tests.report.opened import opened
from tests.show.seen import seen

YEAR = Period.parse("2016-17")
SPLIT = indicator("return_interviews")
OUTCOMES = {"completed": 60, "advice_given": 10, "accepted_not_present": 10, "declined": 40}


@pytest.fixture
def workspace(tmp_path, new_workspace):
    """A function that gives a workspace whose lists tell some further codes apart."""

    def make(*codes: str) -> Workspace:
        made = new_workspace(tmp_path / "-".join(("with", *codes)))
        words = made.config / "vocabulary.toml"
        words.write_text(words.read_text(encoding="utf-8") + "".join(f"\n[{one}]\n" for one in codes), encoding="utf-8")
        return Workspace(made.root)

    return make


def returns(outcomes: dict[str, int] = OUTCOMES, missing_from: str = "home") -> pd.DataFrame:
    told = [outcome for outcome, count in outcomes.items() for _ in range(count)]
    rows = [(f"E{n}", f"C{n}", outcome, "72h" if outcome == "completed" else "not_completed") for n, outcome in enumerate(told)]
    frame = pd.DataFrame(rows, columns=["episode_id", "child_id", "outcome", "interviewed_within"])
    same = {"returned_at": pd.Timestamp(2016, 7, 1, 9), "required": "yes", "offered": "yes", "missing_from": missing_from}
    return frame.assign(**same, sex="female", placed_by="own")


def counted(workspace: Workspace, rows: pd.DataFrame) -> pd.DataFrame:
    material = Material({"return_interviews": rows}, {"return_interviews": (YEAR,)}, NOTHING_SUPPLIED)
    return compute(
        material, [one for one in told_by(workspace.authority) if one.source == "return_interviews"], [YEAR], workspace.authority
    )


def value(rows: pd.DataFrame, key: str) -> str:
    return rows[(rows["indicator"] == key) & (rows["breakdown"] == "")]["value"].item()


def divided(rows: pd.DataFrame, key: str, breakdown: str) -> dict[str, str]:
    mine = rows[(rows["indicator"] == key) & (rows["breakdown"] == breakdown)]
    return dict(zip(mine["category"], mine["numerator"], strict=True))


def test_an_interview_that_was_accepted_is_that_although_the_child_did_not_come(workspace):
    """80 of 120 were accepted, which is 67%; it was offered, and it is not completed."""
    rows = counted(workspace("accepted_not_present"), returns())
    assert value(rows, "return_interviews_accepted") == "67"
    assert value(rows, "return_interviews_completed_of_required") == "50"
    assert divided(rows, SPLIT.key, "outcome") == {name: str(count) for name, count in OUTCOMES.items()} | {
        "not_attempted": "0",
        "not_recorded": "0",
    }


def test_a_place_is_a_group_of_its_own(workspace):
    rows = counted(workspace("school_or_college"), returns(missing_from="school_or_college"))
    groups = divided(rows, "interviews_accepted_by_group", "missing_from")
    assert groups == {"home": "0", "care": "0", "school_or_college": "70", "not_recorded": "0"}


def test_without_them_no_category_is_there(workspace):
    """Nor a row of a table for it."""
    made = workspace()
    rows = counted(made, returns({"completed": 60, "declined": 40}))
    assert not {*FURTHER} & {*rows["category"]}
    printed = gate(rows, "internal", DisclosurePolicy(hide_counts_up_to=5))
    for table in (
        interviews_by_group(seen(printed)),
        denominators(seen(printed, authority=made.authority), [indicator("return_interviews_completed_of_required")], "missing_from"),
    ):
        words = str((table.columns, table.rows))
        assert "Home" in words
        assert "School" not in words


def test_a_small_category_is_hidden_with_another(workspace, tmp_path):
    """The states make up the whole, so three that did not come take a second number with them, and the audit finds nothing."""
    rows = counted(
        workspace("accepted_not_present"), returns(OUTCOMES | {"accepted_not_present": 3, "not_attempted": 8, "not_recorded": 9})
    )
    policy = DisclosurePolicy(hide_counts_up_to=5)
    printed = gate(rows, "public", policy).rows
    shown = divided(printed, SPLIT.key, "outcome")
    assert shown["accepted_not_present"] == "c"
    assert list(shown.values()).count("c") >= 2
    file = tmp_path / "results.csv"
    write_results_csv(printed, file)
    assert audit_numbers([file], Terms.of(policy, 4), []).passes
    place = ["indicator", "period", "breakdown", "category"]
    again, true = printed.set_index(place), rows.set_index(place)
    for other in (category for category, number in shown.items() if number == "c" and category != "accepted_not_present"):
        again.loc[(SPLIT.key, "2016-17", "outcome", other)] = true.loc[(SPLIT.key, "2016-17", "outcome", other)]
    write_results_csv(again.reset_index()[list(printed.columns)], file)
    assert not audit_numbers([file], Terms.of(policy, 4), []).passes


def test_what_no_list_has_hides_no_sum_from_the_gate_and_the_audit(workspace, tmp_path):
    """Without the state, accepted is completed and advice given: the three with advice must not be read off the other two."""
    told = {"completed": 60, "advice_given": 3, "declined": 40, "not_attempted": 8, "not_recorded": 9}
    rows, policy, file = counted(workspace(), returns(told)), DisclosurePolicy(hide_counts_up_to=5), tmp_path / "results.csv"
    printed = gate(rows, "public", policy).rows
    accepted = printed["indicator"].eq("return_interviews_accepted") & printed["breakdown"].eq("")
    shown = divided(printed, SPLIT.key, "outcome")
    assert shown["advice_given"] == "c"
    assert "c" in (shown["completed"], printed.loc[accepted, "numerator"].item())
    write_results_csv(printed, file)
    assert audit_numbers([file], Terms.of(policy, 4), []).passes


def test_the_definition_says_what_is_accepted(workspace):
    """In the words of the authority: those who did not come are named where they are counted, and nowhere else."""
    accepted, words = indicator("return_interviews_accepted"), "or the child was not there when it was to be held"
    assert words in in_words_of(workspace("accepted_not_present").authority, accepted).definition
    assert words not in accepted.definition


def test_what_is_counted_is_told_without_codes_that_no_list_has(workspace):
    """The record counts all three; a page of an authority without the state does not mention it."""
    accepted = indicator("return_interviews_accepted")
    for codes in ((), ("accepted_not_present",)):
        (test,) = in_words_of(workspace(*codes).authority, accepted).measure.part.tests
        assert test == ("outcome", ("completed", "advice_given", *codes))


def test_a_table_says_what_is_accepted(workspace):
    for codes, is_said in ((("accepted_not_present",), True), ((), False)):
        told = {outcome: count for outcome, count in OUTCOMES.items() if is_said or outcome != "accepted_not_present"}
        printed = gate(counted(workspace(*codes), returns(told)), "internal", DisclosurePolicy(hide_counts_up_to=5))
        assert any("the child did not come" in str(note) for note in interviews_by_group(seen(printed)).notes) == is_said


@pytest.mark.parametrize(
    ("table", "column", "code"),
    [("return_interviews", "outcome", "accepted_not_present"), ("notifications", "reported_missing_from", "friends_address")],
)
def test_a_mapping_that_gives_a_code_that_no_report_tells_apart_is_refused(workspace, table, column, code):
    """Otherwise its rows would be in the whole and in none of the parts."""
    known = [one.name for one in TABLES[table].delivered if not one.is_optional]
    values = {one.name: {"x": one.codes[0]} for one in TABLES[table].delivered if one.codes}
    extract = Extract(
        source="s", files="*", key=TABLES[table].own_key, columns={one: one for one in known}, values=values | {column: {"x": code}}
    )
    check_extracts({table: extract}, Vocabulary(**{code: {}}))
    with pytest.raises(Fault, match=rf"gives '{code}', which only some lists tell apart\. Write \[{code}\] into config/vocabulary.toml"):
        check_extracts({table: extract}, NO_OWN)


def test_a_state_that_came_later_breaks_what_it_is_counted_in():
    """Before it, those who did not come were among others, so no change across that day is worked out."""
    accepted = indicator("return_interviews_accepted")
    since = {"accepted_not_present": {"since": date(2016, 7, 1)}}
    (found,) = in_words_of(AUTHORITY.model_copy(update={"vocabulary": Vocabulary(**since)}), accepted).breaks
    assert (found.on, found.why[:20]) == (date(2016, 7, 1), "from ~July 2016~ an ")
    for always in (NO_OWN, Vocabulary(accepted_not_present={})):
        assert in_words_of(AUTHORITY.model_copy(update={"vocabulary": always}), accepted).breaks == ()


def test_a_fifth_category_is_drawn_in_bars_of_its_own(workspace):
    """Four colours are told apart by everyone, so five outcomes are no parts of one bar."""
    for codes, told, name in ((("accepted_not_present",), {"not_attempted": 9}, "by-outcome"), ((), {}, "outcome-stacked")):
        outcomes = {outcome: count for outcome, count in (OUTCOMES | told).items() if codes or outcome != "accepted_not_present"}
        made = workspace(*codes)
        printed = gate(counted(made, returns(outcomes)), "internal", DisclosurePolicy(hide_counts_up_to=5))
        assert opened(made, YEAR, printed).chart.stacked(SPLIT.key, "outcome").name == f"{SPLIT.key}-{name}"
