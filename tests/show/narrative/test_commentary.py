"""Commentary is shown as commentary, and nothing written is left out."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters.headings import headings_of, shipped_headings
from analysis.disclose import Publishable
from analysis.show.narrative import check_commentary, paragraphs_left_out, read_commentary
from analysis.show.narrative.commentary import headings_without_words
from analysis.textcheck import Reference, faults_in, read_language

PROJECT = Path(__file__).parents[3]
HEADINGS = shipped_headings().commentary
FIGURES = PROJECT / "tests" / "textcheck" / "figures.csv"


def given(edition="public"):
    """The figures of the made-up sample."""
    frame = pd.read_csv(FIGURES, dtype="str", keep_default_na=False).assign(definition_version="1", population="")
    rows, workspace = frame.reindex(columns=list(RESULT_COLUMNS)).astype("str"), Workspace(PROJECT)
    return Reference(Publishable(rows, edition), Period.parse("2016-17"), workspace.authority, workspace.policy, read_language(workspace))


def written(tmp_path, text, edition="public"):
    path = tmp_path / "2016-17.md"
    path.write_text(text, encoding="utf-8")
    return read_commentary(path, given(edition), HEADINGS)


def test_each_paragraph_is_marked_as_commentary(tmp_path):
    commentary = written(tmp_path, "# Profile\n\nFirst.\n\nSecond.\n\n# Training\n\n- one\n- two\n")
    assert commentary["Profile"].blocks[0].count('<p class="para commentary">') == 2
    assert commentary["Training"].blocks[0].count("<li>") == 2


def test_markup_in_commentary_is_inert(tmp_path):
    html = written(tmp_path, "# Profile\n\n<script>alert()</script>\n\n[a](javascript:alert())\n")["Profile"].blocks[0]
    assert "<script" not in html
    assert "javascript:" not in html
    assert html.count('<p class="para commentary">') == 2


def test_headings_that_the_report_does_not_have_are_all_named(tmp_path):
    """A misspelt heading would drop its text from the report unnoticed."""
    with pytest.raises(Fault) as fault:
        written(tmp_path, "Above.\n\n# Profil\n\nText.\n\n# Weather\n\nText.\n\n# Training\n\n# Training\n")
    for piece in (
        "'Profil' is not a heading of the report; did you mean 'Profile'?",
        "'Weather'",
        "'Training' stands there more than once",
        "above the first",
    ):
        assert piece in str(fault.value)


def test_no_file_and_an_empty_heading_are_no_commentary(tmp_path):
    assert read_commentary(tmp_path / "2015-16.md", given(), HEADINGS) == {}
    assert written(tmp_path, "# Profile\n\n# Training\n\nText.\n").keys() == {"Training"}
    assert headings_without_words(tmp_path / "2015-16.md", HEADINGS) == HEADINGS
    without = headings_without_words(tmp_path / "2016-17.md", ("Profile", "Training"))
    assert without == ("Profile",)


# Figures and claims


def test_figures_and_claims_stand_in_the_page_as_what_the_figures_say(tmp_path):
    text = (
        "# Findings on exploitation\n\nOf *{{ children_identified_at_risk }}* children, meetings [[ children_at_strategy_meeting fell ]].\n"
    )
    html = written(tmp_path, text)["Findings on exploitation"].blocks[0]
    assert '<em><data class="figure" data-figure="children_identified_at_risk@2016-17" value="263">263</data></em>' in html
    assert html.striptags() == "Of 263 children, meetings fell from 121 in 2015/16 to 82 in 2016/17."


def test_a_public_edition_is_not_shown_with_faults_and_names_them_all(tmp_path):
    false = "Meetings [[ children_at_strategy_meeting rose ]]."
    text = f"# Training\n\nFine.\n\n# Profile\n\n{false}\n\nThere were 45 of them, and fewer elsewhere.\n"
    with pytest.raises(Fault) as fault:
        written(tmp_path, text)
    message = str(fault.value)
    assert "3 fault(s)" in message
    assert "2016-17.md:7: claim_false" in message
    assert "82 in 2016/17, 121 in 2015/16" in message
    assert "2016-17.md:9: typed_number" in message
    assert "2016-17.md:9: direction_outside_claim" in message


def test_an_internal_edition_shows_a_false_claim_as_it_was_written(tmp_path):
    html = written(tmp_path, "# Profile\n\nMeetings [[ children_at_strategy_meeting rose ]].\n", "internal")["Profile"].blocks[0]
    assert '<mark class="fault">[[ children_at_strategy_meeting rose ]]</mark>' in html


def test_markup_in_a_faulty_claim_is_inert(tmp_path):
    html = written(tmp_path, "# Profile\n\n[[ <script>alert()</script> ]] {{ <b>x</b> }}\n", "internal")["Profile"].blocks[0]
    assert "<script" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("path", sorted((PROJECT / "config" / "commentary").glob("*.md")), ids=lambda path: path.stem)
@pytest.mark.parametrize("edition", ["public", "internal"])
def test_the_commentary_of_the_project_can_be_placed_and_holds(path, edition):
    """In a quarter it may stand under the name of a figure too."""
    assert faults_in(check_commentary(path, given(edition))) == ()
    assert read_commentary(path, given(edition), headings_of(Workspace(PROJECT), Period.parse(path.stem)))


def test_a_paragraph_about_a_chapter_that_is_left_out_is_not_shown_and_said(tmp_path):
    """Its figures are not counted, so it can be neither checked nor filled; the rest of what was written stays, with its lines."""
    path = tmp_path / "2016-17.md"
    told = "There were {{ missing_notifications }} notifications."
    about = "Staff attended\n{{ training_events }} times."
    path.write_text(f"# Training\n\n{told}\n\n{about}\n\nThey [[ missing_notifications fell ].\n", encoding="utf-8")
    everything = given("internal")
    authority = everything.authority.model_copy(update={"without": ("training",)})
    shown = read_commentary(path, replace(everything, authority=authority), HEADINGS)["Training"].blocks[0]
    assert ("notifications" in shown, "Staff" in shown) == (True, False)
    assert paragraphs_left_out(path, authority) == (
        "2016-17.md, line 5: a figure of a chapter that is left out, so the paragraph is not shown.",
    )
    assert {one.line for one in check_commentary(path, replace(everything, authority=authority))} == {8}
    assert paragraphs_left_out(path, everything.authority) == ()
