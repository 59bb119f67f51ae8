"""A council's own columns for tables of the project: what the records become, and what is wrong in a file is told with its line."""

from pathlib import Path

import pytest

from analysis.base.measures import Repeats, Share, where
from analysis.base.settings import Fault, Workspace
from analysis.base.vocabulary import Days
from analysis.chapters import ADDITIONS, ALL, BUILT_IN, EXTENDED, SHARED, refuse_other_chapters
from analysis.chapters.own import extended, joined_additions, read_additions, read_own
from tests.own_chapters import VISITORS, changed, write_chapters
from tests.own_columns import FILES, PROJECT, TEAM, WARD


def read(root: Path, files: dict[str, str]):
    for name, text in files.items():
        path = root / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_additions(root, BUILT_IN)


def records(root: Path, files: dict[str, str]):
    """The tables and the figures of the project with what the files add."""
    chapters = extended(BUILT_IN, read(root, files))
    return {one.key: one for chapter in chapters for one in chapter.tables}, {
        one.key: one for chapter in chapters for one in chapter.indicators
    }


def faults(root: Path, text: str, name: str = "notifications") -> list[str]:
    """The lines of the one message about a file, without its place on the disk."""
    with pytest.raises(Fault) as told:
        read(root, {f"columns/{name}.toml": text})
    head, *lines = str(told.value).splitlines()
    assert head == f"{root / 'config' / 'columns' / name}.toml has {len(lines)} fault(s):"
    return [line.strip() for line in lines]


def test_without_the_folder_the_records_are_those_of_the_project():
    assert ADDITIONS == ()
    assert EXTENDED == BUILT_IN
    refuse_other_chapters(Workspace(PROJECT))


def test_a_column_goes_along_to_the_tables_that_are_made_of_the_rows(tmp_path):
    """The ward of a message is that of the episode that it opens, and of the return from it; only the first is delivered."""
    tables, _ = records(tmp_path, FILES)
    having = {key: one for key, table in tables.items() for one in table.columns if one.name == "ward"}
    assert {key: one.is_delivered for key, one in having.items()} == {"notifications": True, "episodes": False, "return_interviews": False}
    assert having["notifications"].is_coded
    assert having["notifications"].recorded == Days(since=having["notifications"].recorded.since)
    team = next(one for one in tables["return_interviews"].columns if one.name == "team")
    assert team.codes == ("north", "south", "not_recorded")
    assert team.is_coded


def test_the_figures_that_are_named_are_divided_and_no_other(tmp_path):
    _, figures = records(tmp_path, FILES)
    divided = {key: [way.key for way in one.breakdowns if way.key in ("ward", "team")] for key, one in figures.items()}
    assert {key: ways for key, ways in divided.items() if ways} == {
        "missing_notifications": ["ward"],
        "missing_episodes": ["ward"],
        "return_interviews": ["team"],
    }


def test_without_names_all_that_can_be_divided_are(tmp_path):
    """Children by their first row, with the caveat that says so; not those that are divided by how often they went, nor ages."""
    _, figures = records(
        tmp_path, {"columns/notifications.toml": changed(WARD, ('figures = ["missing_notifications", "missing_episodes"]\n', ""))}
    )
    divided = {key: one for key, one in figures.items() if "ward" in {way.key for way in one.breakdowns}}
    assert {one.source for one in divided.values()} == {"notifications", "episodes", "return_interviews"}
    assert "first_event" in divided["missing_individuals"].caveats
    assert "first_event" not in divided["missing_notifications"].caveats
    left = {one.key for one in ALL if one.source in ("notifications", "episodes", "return_interviews")} - set(divided)
    assert left == {"children_with_episodes", "missing_age_range", "missing_peak_age"}
    assert isinstance(figures["children_with_episodes"].measure, Repeats)


def test_two_files_cannot_give_one_column_twice(tmp_path):
    """The ward of the messages goes along to the returns; so the tracker cannot bring another under that name."""
    with pytest.raises(Fault, match=r"return_interviews\.toml has .*\n.*there is a column ward in the table return_interviews already"):
        read(tmp_path, FILES | {"columns/return_interviews.toml": TEAM.replace("columns.team", "columns.ward")})


CATEGORIES = '[columns.ward.categories]\nabbey = { label = "Abbey", words = "in Abbey" }\n'
NAMES = 'names = ["Abbey", "Church", "Market"]\n'
FAULTY = {
    "an unknown key": ([("verb =", "verbs =")], 'verb = "', "there is no such key. There are: holds, name, verb"),
    "a name that is no name": ([("[columns.ward]", "[columns.Ward]")], "[columns.ward]", "'Ward' is no name for this column"),
    "a name that dates have": ([("[columns.ward]", "[columns.moved_on]")], "[columns.ward]", "none of _on, _at and _id"),
    "a column that there is": (
        [("[columns.ward]", "[columns.district]")],
        "[columns.ward]",
        "a column district in the table notifications already",
    ),
    "one of a table that takes it over": (
        [("[columns.ward]", "[columns.offered]")],
        "[columns.ward]",
        "in the table return_interviews already",
    ),
    "who a child is": ([("[columns.ward]", "[columns.full_name]")], "[columns.ward]", "a column full_name in the table"),
    "a number elsewhere": ([("[columns.ward]", "[columns.delegates]")], "[columns.ward]", "a column delegates in the table"),
    "a breakdown that there is": ([("[columns.ward]", "[columns.time]")], "[columns.ward]", "missing_episodes is divided by time already"),
    "neither names nor categories": ([(NAMES, "")], "[columns.ward]", "write categories, one for each code that may stand there, or names"),
    "a name twice": ([('"Church"', '"abbey"')], "names =", "stands there twice"),
    "no category for empty cells": (
        [(NAMES, ""), ("recorded =", "recorded="), ("}\n", "}\n" + CATEGORIES)],
        "",
        "write categories.not_recorded =",
    ),
    "an unknown figure": (
        [('"missing_episodes"', '"missing_episode"')],
        "figures =",
        "'missing_episode' is no figure that this column could",
    ),
    "a figure of another table": ([('"missing_episodes"', '"workforce"')], "figures =", "'workforce' is no figure"),
    "days that run backward": ([("2016-04-01", "2016-04-01, until = 2016-03-01")], "recorded =", "it ends on 01/03/2016"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_is_told_with_its_line_and_what_would_be_right(tmp_path, case):
    pairs, words, said = FAULTY[case]
    found = [line for line in faults(tmp_path, changed(WARD, *pairs)) if said in line]
    assert found
    if words:
        number = next(number for number, line in enumerate(WARD.splitlines(), 1) if words in line)
        assert found[0].startswith(f"line {number}: "), found


@pytest.mark.parametrize("name", ["episodes", "people", "schools"])
def test_a_file_is_of_a_table_that_arrives(tmp_path, name):
    (told,) = faults(tmp_path, WARD, name)
    assert f"there is no table {name} of the project. There are: " in told


def test_a_table_of_which_nothing_is_counted_takes_no_column(tmp_path):
    told = faults(tmp_path, changed(WARD, ("figures =", "# figures =")), "placements")
    assert told == ["line 1: no figure that a column could divide is counted from placements"]


def test_what_cannot_be_read_joins_nothing_and_is_told_to_who_opens_it(tmp_path, monkeypatch):
    read(tmp_path, FILES)
    (tmp_path / "config" / "columns" / "referrals.toml").write_text("columns = 1", encoding="utf-8")
    monkeypatch.setenv("OVERVIEW_WORKSPACE", str(tmp_path))
    assert joined_additions(BUILT_IN) == ()
    with pytest.raises(Fault, match=r"line 1: columns: "):
        refuse_other_chapters(Workspace(tmp_path))


def test_columns_of_another_workspace_are_refused(tmp_path):
    """This process knows none, so that it cannot count what is divided by them."""
    read(tmp_path, FILES)
    with pytest.raises(Fault, match=r"columns does not hold the columns that this process knows, which are none: .*a command of its own"):
        refuse_other_chapters(Workspace(tmp_path))


def test_an_own_chapter_can_count_by_an_own_column(tmp_path):
    figure = changed(
        VISITORS[VISITORS.index("[indicators.visits_held]") :],
        ('table = "independent_visits"', 'table = "return_interviews"'),
        ('outcome = "held"', 'team = "north"'),
        ("visit_id | agreed_for_on | outcome", "episode_id | returned_at | team"),
    )
    text = 'heading = "Teams"\n' + figure.replace("| held", "| north").replace("| child_declined", "| south")
    write_chapters(tmp_path, {"chapters/teams.toml": text})
    (chapter,) = read_own(tmp_path, extended(BUILT_IN, read(tmp_path, FILES)), SHARED)
    assert chapter.indicators[0].measure == Share(where("held", team="north"))
    with pytest.raises(Fault, match="there is no column of codes, places or whole numbers 'team'"):
        read_own(tmp_path, BUILT_IN, SHARED)
