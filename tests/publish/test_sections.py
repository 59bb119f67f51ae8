"""A heading under which nothing stands is left out, wherever the report is read."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.markup import TEXT_MIME
from analysis.publish import content, shows_anything, with_content


def shown(*blocks: str) -> nbformat.NotebookNode:
    """A cell that shows some paragraphs; without one it shows that there is nothing."""
    data = {"text/plain": "", "text/html": "".join(blocks), TEXT_MIME: {"blocks": list(blocks)}}
    return new_code_cell("report.findings()", outputs=[new_output("execute_result", data)])


def kept(*cells) -> list[str]:
    """What is left of the prose of a notebook, and how much code."""
    left = with_content(new_notebook(cells=[nbformat.from_dict(cell | {"id": f"cell-{n}"}) for n, cell in enumerate(cells)])).cells
    return [cell.source if cell.cell_type == "markdown" else "code" for cell in left]


NOTHING, WORDS = shown(), shown("<p>Words</p>")
TITLE = new_markdown_cell("# Title")


def test_a_section_without_content_goes_with_its_question_and_its_code():
    assert kept(TITLE, new_markdown_cell("## One\n\nA question?"), NOTHING, new_markdown_cell("## Two"), WORDS) == [
        "# Title",
        "## Two",
        "code",
    ]


def test_a_heading_above_stays_for_what_stands_below_it():
    cells = [
        new_markdown_cell("## One\n\n### Part"),
        NOTHING,
        new_markdown_cell("### Other"),
        WORDS,
        new_markdown_cell("#### Deep"),
        NOTHING,
    ]
    assert kept(TITLE, *cells) == ["# Title", "## One", "### Other", "code"]


def test_all_parts_without_content_take_the_heading_above_with_them():
    assert kept(TITLE, new_markdown_cell("## One"), new_markdown_cell("### Part"), NOTHING, new_markdown_cell("### Other"), NOTHING) == [
        "# Title"
    ]


@pytest.mark.parametrize(
    "cells",
    [
        [new_markdown_cell("## Prose\n\nWords that somebody wrote.")],
        [new_markdown_cell("## Code"), new_code_cell("total = 1")],
        [new_markdown_cell("## Both"), NOTHING, WORDS],
        [new_markdown_cell("## Both"), NOTHING, new_markdown_cell("Words that stand by themselves.")],
        [new_markdown_cell("## Printed"), NOTHING, new_code_cell("print(1)", outputs=[new_output("stream", text="1")])],
        [new_markdown_cell("## Fence\n\n```\n# no heading\n```"), WORDS],
    ],
    ids=["prose", "code that shows nothing", "something", "prose of its own", "printed", "a fence"],
)
def test_what_has_something_stays_as_it_is(cells):
    assert kept(TITLE, *cells) == ["# Title", *(cell.source if cell.cell_type == "markdown" else "code" for cell in cells)]


def test_neither_word_file_nor_workbook_see_an_empty_section():
    """Both are made of the same pieces."""
    notebook = with_content(new_notebook(cells=[TITLE, new_markdown_cell("## One"), NOTHING, new_markdown_cell("## Two"), WORDS]))
    assert [piece.text for piece in content(notebook) if hasattr(piece, "level")] == ["Title", "Two"]


def test_a_document_of_which_nothing_is_shown_is_known():
    assert not shows_anything(new_notebook(cells=[TITLE, NOTHING]))
    assert shows_anything(new_notebook(cells=[TITLE, NOTHING, WORDS]))
