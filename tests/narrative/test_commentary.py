"""Commentary is shown as commentary, and nothing written is left out."""

from pathlib import Path

import pytest

from analysis.narrative import read_commentary
from analysis.narrative.commentary import none_written
from analysis.settings import Fault

PROJECT = Path(__file__).parents[2]


def written(tmp_path, text):
    path = tmp_path / "2016-17.md"
    path.write_text(text, encoding="utf-8")
    return read_commentary(path)


def test_each_paragraph_is_marked_as_commentary(tmp_path):
    commentary = written(tmp_path, "# Profile\n\nFirst.\n\nSecond.\n\n# Training\n\n- one\n- two\n")
    assert commentary["Profile"].blocks[0].count('<p class="para commentary">') == 2
    assert commentary["Training"].blocks[0].count("<li>") == 2


def test_markup_in_commentary_is_inert(tmp_path):
    html = written(tmp_path, "# Profile\n\n<script>alert(1)</script>\n\n[a](javascript:alert(1))\n")["Profile"].blocks[0]
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
    assert read_commentary(tmp_path / "2015-16.md") == {}
    assert written(tmp_path, "# Profile\n\n# Training\n\nText.\n").keys() == {"Training"}
    assert "No commentary on “Profile” was written" in none_written("Profile").blocks[0]


@pytest.mark.parametrize("path", sorted((PROJECT / "config" / "commentary").glob("*.md")), ids=lambda path: path.stem)
def test_the_commentary_of_the_project_can_be_placed(path):
    assert read_commentary(path)
