"""Chapters as wholes: each can be left out, and what builds on it says so."""

from pathlib import Path

import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL, CHAPTERS, SECTIONS, chapters_of, in_section, told_by
from analysis.chapters.tables import EXTRACTS, TABLES, extracts_of
from analysis.compare.targets import Target, left_out, targets_for
from analysis.compare.view import View
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.disclose import gate
from analysis.show import narrative, tables
from tests.tables import processed_rows

WORKSPACE = Workspace(Path(__file__).parents[2])
YEAR = Period.parse("2016-17")
KEYS = [chapter.key for chapter in CHAPTERS]


def without(*chapters):
    """The authority of the sample, whose report does without these chapters."""
    return WORKSPACE.authority.model_copy(update={"without": chapters})


def with_what_builds_on(key):
    """A chapter and those that count its tables."""
    return (key, *(chapter.key for chapter in CHAPTERS if key in chapter.builds_on))


def small_tables():
    """Ten rows of every table that is counted: ten children, and every code in turn."""
    return {key: processed_rows(key, *(filled(table, n) for n in range(10))) for key, table in TABLES.items()}


def filled(table, n):
    """The nth row of a table, with something in every cell."""
    usual = {"date": "2016-05-01", "whole number": n + 1, "number": 1.0}
    return {
        column.name: column.codes[n % len(column.codes)] if column.codes else usual.get(column.kind, str(n))
        for column in table.columns
        if column.is_kept
    }


def published(authority):
    """The small tables counted and gated for an authority."""
    drawn = small_tables()
    material = Material(drawn, dict.fromkeys(drawn, (YEAR.year_before, YEAR)), NOTHING_SUPPLIED)
    results = compute(material, told_by(authority), [YEAR.year_before, YEAR], authority)
    return gate(results, "public", WORKSPACE.policy.disclosure)


@pytest.mark.parametrize("key", KEYS)
def test_a_chapter_can_be_left_out_as_a_whole(key):
    """Counted, gated and shown: nothing of it is there, and all other figures are what they are with it."""
    left = with_what_builds_on(key)
    everything, rest = published(WORKSPACE.authority).rows, published(without(*left))
    gone = {indicator.key for chapter in CHAPTERS if chapter.key in left for indicator in chapter.indicators}
    assert gone
    assert gone.isdisjoint(rest.rows["indicator"])
    expected = everything[~everything["indicator"].isin(gone)].reset_index(drop=True)
    columns = ["indicator", "period", "breakdown", "category", "numerator"]
    assert rest.rows[columns].to_dict("records") == expected[columns].to_dict("records")
    view = View(rest, YEAR, without(*left), WORKSPACE.policy)
    for section in SECTIONS:
        told = [one for one in told_by(without(*left)) if one.section == section]
        said = "".join(narrative.findings(view, told).blocks)
        assert bool(told) == ("data-figure" in said)
        if told:
            shown = tables.key_figures(view, told)
            assert 0 < len(shown.rows) <= len(told)


@pytest.mark.parametrize("key", KEYS)
def test_the_files_of_a_chapter_that_is_left_out_are_not_asked_for(key):
    left = with_what_builds_on(key)
    theirs = {table.key for chapter in CHAPTERS if chapter.key in left for table in chapter.tables if table.is_extract}
    assert extracts_of(without(*left)) == set(EXTRACTS) - theirs


def test_a_chapter_names_those_that_it_builds_on_and_their_absence_is_one_message():
    with pytest.raises(Fault) as refused:
        told_by(without("exploitation", "sports"))
    assert str(refused.value).splitlines() == [
        "config/authority.toml cannot leave out these chapters (without):",
        f"- there is no chapter 'sports'; there are {', '.join(KEYS)}.",
        "- partnership counts tables of exploitation: leave it out as well, or keep exploitation.",
        "- problem_profile counts tables of exploitation: leave it out as well, or keep exploitation.",
    ]


def test_every_chapter_builds_on_those_whose_tables_it_counts():
    """Read from its indicators, so that a chapter that counts another one's table cannot forget to say so."""
    owner = {table.key: chapter.key for chapter in CHAPTERS for table in chapter.tables}
    for chapter in CHAPTERS:
        counted = {owner[one.source] for one in chapter.indicators if one.source in owner}
        made_from = {owner[source.table] for table in chapter.tables for source in table.made_from}
        assert set(chapter.builds_on) == (counted | made_from) - {chapter.key}, chapter.key


def test_every_indicator_stands_in_one_chapter_and_in_a_section():
    assert sorted(one.key for chapter in CHAPTERS for one in chapter.indicators) == sorted(one.key for one in ALL)
    assert sum((in_section(section) for section in SECTIONS), ()) != ()
    assert {one.section for one in ALL} == set(SECTIONS)


def test_a_target_of_a_chapter_that_is_left_out_is_a_warning():
    """It is not shown as one without a figure; whoever builds the report is told."""
    target = Target(indicator="return_interviews_completed_home", value=90)
    assert left_out((target,), without()) == ()
    assert left_out((target,), without("interviews")) == (
        "config/targets.toml: the chapter of return_interviews_completed_home is left out, so its target is not shown.",
    )
    assert [one.indicator for one, _ in targets_for((target,), YEAR, without())] == ["return_interviews_completed_home"]
    assert targets_for((target,), YEAR, without("interviews")) == ()


def test_the_sample_leaves_nothing_out():
    assert chapters_of(WORKSPACE.authority) == CHAPTERS
