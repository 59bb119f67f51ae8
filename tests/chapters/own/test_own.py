"""A council's own chapters: the guide's become records, and what is wrong in a file is told at once, with its line."""

import re
from pathlib import Path

import pytest

from analysis.base.measures import Count, People, Share, where
from analysis.base.settings import Fault, Workspace
from analysis.chapters import BUILT_IN, OWN, SHARED, refuse_other_chapters
from analysis.chapters.own import joined, read_own
from analysis.count.compute import worked_example
from tests.own_chapters import FILES, HEALTH, PROJECT, VISITORS, changed, write_chapters


def read(root: Path, files: dict[str, str]):
    return read_own(write_chapters(root, files), BUILT_IN, SHARED)


def faults(root: Path, *pairs: tuple[str, str], name="health", text=HEALTH) -> list[str]:
    """The lines of the one message about a file, without its place on the disk."""
    with pytest.raises(Fault) as told:
        read(root, {f"chapters/{name}.toml": changed(text, *pairs)})
    head, *lines = str(told.value).splitlines()
    assert head == f"{root / 'config' / 'chapters' / name}.toml has {len(lines)} fault(s):"
    return [line.strip() for line in lines]


def line_of(words: str, text=HEALTH) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.fixture
def guide(tmp_path):
    return read(tmp_path, FILES)


def test_a_workspace_without_the_folder_has_none(tmp_path):
    assert read_own(tmp_path, BUILT_IN, SHARED) == ()
    assert OWN == ()
    refuse_other_chapters(Workspace(PROJECT))


def test_the_chapters_of_the_guide_become_records(guide):
    """In the order of their files, with what the guide says of the tables, the figures and what is counted."""
    health, visitors = guide
    assert (health.key, health.sections, health.heading) == ("health", ("health",), "Attendances at accident and emergency")
    attendances, children, self_harm = health.indicators
    assert attendances.measure == Count()
    assert children.measure == People()
    assert self_harm.measure == Share(where("for self-harm", reason="self_harm"))
    assert [way.key for way in attendances.breakdowns] == ["reason", "age_band"]
    assert {one.about_children for one in (*health.indicators, *visitors.indicators)} == {True}
    assert {one.dated_by for one in health.indicators} == {"attended_on"}


def test_a_table_about_children_keeps_nothing_that_says_who_they_are(guide):
    table = guide[0].tables[0]
    assert table.own_key == "attendance_id"
    assert table.aged_on == "attended_on"
    personal = {column.name for column in table.columns if column.is_personal}
    assert personal == {"surname", "forename", "date_of_birth", "nhs_number", "also_known_as"}
    assert table.kept == ("attendance_id", "child_id", "sex", "age", "age_band", "attended_on", "reason", "district")


def test_a_table_that_names_nobody_is_about_people_all_the_same(guide):
    table = guide[1].tables[0]
    assert (table.names_children, table.has_people) == (False, True)


def test_the_examples_of_the_guide_are_true(guide):
    authority = Workspace(PROJECT).authority
    for one in (one for chapter in guide for one in chapter.indicators):
        assert worked_example(one, authority) == one.example.gives, one.key


def test_a_figure_may_count_a_table_of_the_project(tmp_path):
    """Then the chapter builds on the one that the table belongs to."""
    head, figure = 'heading = "Risk"\n', VISITORS[VISITORS.index("[indicators.visits_held]") :]
    counted = changed(
        figure,
        ('table = "independent_visits"', 'table = "risk_assessments"'),
        ('outcome = "held"', 'level = "high"'),
        ("visit_id | agreed_for_on | outcome", "assessment_id | completed_on | level"),
    )
    rows = re.sub(r"child_declined$", "low", counted.replace("| held", "| high"), flags=re.MULTILINE)
    (chapter,) = read(tmp_path, {"chapters/risk.toml": head + rows})
    assert chapter.builds_on == ("exploitation",)
    assert chapter.indicators[0].about_children


def test_two_chapters_that_read_alike_are_the_same(tmp_path):
    """By what they say and not by where they stand: a report is verified in another folder."""
    one, other = (read(tmp_path / name, FILES) for name in "ab")
    assert one == other
    assert one != read(tmp_path / "c", FILES | {"chapters/health.toml": changed(HEALTH, ('name = "reason"', 'name = "cause"'))})


CODES = 'codes = ["injury", "self_harm", "alcohol_or_drugs", "other", "not_recorded"]'
NOT_RECORDED = 'categories.not_recorded = { label = "Not recorded", words = "a reason that was not recorded" }\n'
PART = 'part = { words = "for self-harm", columns = { reason = "self_harm" } }\n'
RENAMED = [(f"[indicators.attendances{end}", f"[indicators.missing_episodes{end}") for end in ("]", ".")]

FAULTY = {
    "an unknown key": ([('holds = "why the child came", type', 'holds = "why the child came", typ')], "reason = {", "there is no such key"),
    "a wrong type": ([('type = "date"', 'type = "day"')], "attended_on = {", "Input should be 'key', 'date'"),
    "a name for no column": ([("district = {", "District = {")], "district = {", "is no name for a column"),
    "a date under another name": ([("attended_on = {", "attended = {")], "attended_on = {", "has a name that ends in _on"),
    "a code without codes": ([(f", {CODES}", "")], "reason = {", "lists its codes"),
    "no key": ([('type = "key"', 'type = "text"')], "[tables.emergency_attendances.columns]", "no column is of type key"),
    "a day that need not be there": ([(", required = true", "")], "dated_by", "required = true"),
    "nobody named": ([('named_by = ["surname", "forename"]', 'named_by = ["surname"]')], 'about = "child"', "says what names them"),
    "an unknown table": ([('table = "emergency_attendances"', 'table = "attendances"')], 'table = "emergency', "there is no table"),
    "an unknown code": ([('reason = "self_harm"', 'reason = "selfharm"')], "part = {", "'selfharm' is no code of reason"),
    "an unknown column": (
        [("columns = { reason", "columns = { cause")],
        "part = {",
        "there is no column of codes, places or whole numbers 'cause'",
    ),
    "a breakdown that leaves a code out": (
        [('categories.other = { label = "Other", words = "another reason" }\n', "")],
        'breakdowns = ["reason"',
        "must have a category for each code",
    ),
    "an empty cell that counts nowhere": (
        [(', "not_recorded"] }', "] }"), (NOT_RECORDED, "")],
        'breakdowns = ["reason"',
        "may be empty: write not_recorded",
    ),
    "an unknown breakdown": (
        [('breakdowns = ["sex"]', 'breakdowns = ["school"]')],
        'breakdowns = ["sex"]',
        "there is no breakdown 'school'",
    ),
    "an unknown caveat": ([('"first_event"]', '"last_event"]')], '"first_event"]', "there is no caveat 'last_event'"),
    "a share of nothing": ([(PART, "")], 'counts = "share', "says under part"),
    "a sum about children": ([('counts = "children"', 'counts = "total"')], 'counts = "children"', "cannot be protected"),
    "a figure that is not said": (
        [("{figure} [child|children]", "{figur} [child|children]")],
        "{figure} [child|children]",
        "write {figure}",
    ),
    "a day that there is not": (
        [("2016-06-10  | injury", "2016-06-31  | injury")],
        'rows = """',
        "'2016-06-31' cannot stand under attended_on",
    ),
    "a code in no list": ([("2016-06-10  | injury", "2016-06-10  | injry ")], 'rows = """', "'injry' cannot stand under reason"),
    "an example that lacks a column": ([(" | sex", " | age")], "", "the column sex is counted by and not among them"),
    "a period that is none": ([('period = "2016-17"', 'period = "last year"')], 'period = "2016-17"', "last year"),
    "a name that is taken": (RENAMED, "[indicators.attendances]", "there is an indicator missing_episodes already"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_is_told_with_its_line_and_what_would_be_right(tmp_path, case):
    pairs, words, said = FAULTY[case]
    told = faults(tmp_path, *pairs)
    found = [line for line in told if said in line]
    assert found, told
    if words:
        # A line that was taken out before it moves the others up.
        gone = sum(old.count("\n") - new.count("\n") for old, new in pairs if HEALTH.index(old) < HEALTH.index(words))
        assert found[0].startswith(f"line {line_of(words) - gone}: "), found


def test_all_faults_of_a_file_are_one_message(tmp_path):
    told = faults(tmp_path, ('reason = "self_harm"', 'reason = "none"'), ('breakdowns = ["sex"]', 'breakdowns = ["school"]'))
    assert len(told) == 2


@pytest.mark.parametrize("name", ["missing", "profile", "Health"])
def test_a_chapter_cannot_take_the_name_of_another_or_of_a_section(tmp_path, name):
    (told,) = faults(tmp_path, name=name)
    assert "there is a chapter or section" in told or "is no name for a chapter's file" in told


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    with pytest.raises(Fault, match=r"health\.toml is not valid TOML: .*line 3"):
        read(tmp_path, {"chapters/health.toml": changed(HEALTH, ("[tables.emergency_attendances]", "[tables.emergency_attendances"))})


def test_what_cannot_be_read_joins_nothing_and_is_told_to_who_opens_it(tmp_path, monkeypatch):
    """No import fails for it: the command that opens the workspace says what is wrong."""
    root = write_chapters(tmp_path, {"chapters/health.toml": "heading = 1"})
    monkeypatch.setenv("OVERVIEW_WORKSPACE", str(root))
    assert joined(BUILT_IN, SHARED) == ()
    with pytest.raises(Fault, match=r"line 1: heading"):
        refuse_other_chapters(Workspace(root))


def test_chapters_of_another_workspace_are_refused(tmp_path):
    """This process knows none, so that it cannot count those of a workspace that has some."""
    root = write_chapters(tmp_path, FILES)
    with pytest.raises(Fault, match=r"does not hold the chapters that this process knows, which are none: .*a command of its own"):
        refuse_other_chapters(Workspace(root))


def test_nothing_that_is_written_is_run(tmp_path):
    """Words that would be code are words: in a condition they are no code of the column."""
    (told,) = faults(tmp_path, ('reason = "self_harm"', "reason = \"__import__('os').mkdir('made')\""))
    assert "is no code of reason" in told
    assert not Path("made").exists()
