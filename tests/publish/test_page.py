"""A notebook becomes a page: numbers, names, warnings, and nothing that a cell says can break out of its place."""

import time
from dataclasses import replace

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import v4

from analysis.base.settings import Fault
from analysis.publish import HouseExporter, Page, page_faults, render_page
from analysis.publish.exporter import title_of
from analysis.publish.page import css_string, without_draft_mark

HOSTILE = '<script>alert(1)</script><img src="https://example.org/x.png" onerror="alert(2)">'


def soup_of(*cells, page=None):
    notebook = v4.new_notebook(cells=list(cells))
    return BeautifulSoup(render_page(notebook, page or Page("A title")), "html.parser")


def result(html, source="show()"):
    output = v4.new_output("execute_result", data={"text/html": html, "text/plain": "plain"})
    return v4.new_code_cell(source, outputs=[output])


def shown(output, source="show()"):
    return soup_of(v4.new_code_cell(source, outputs=[output])).main


def text_of(tag):
    return " ".join(tag.get_text(" ").split())


# What a whole page looks like


def test_a_page_as_a_run_makes_it_is_fit_to_publish(demo_html):
    """The reference page of all these tests passes its own gate."""
    assert page_faults(demo_html) == []


def test_the_same_notebook_gives_the_same_bytes(demo, page):
    """Rendering twice gives one and the same page, so that a rebuild can be compared byte for byte."""
    assert render_page(demo, page) == render_page(nbformat.from_dict(demo), replace(page))


def test_rendering_leaves_the_notebook_alone(demo, page):
    """Word and workbook are made from the same notebook afterwards."""
    before = nbformat.writes(demo)
    render_page(demo, page)
    assert nbformat.writes(demo) == before


def test_a_page_needs_nothing_from_elsewhere(demo_html):
    """One file: no script, no style sheet of its own address, no picture that is not in the page."""
    assert "<script" not in demo_html
    assert "http" not in demo_html.replace("http-equiv", "")


def test_nbconvert_finds_the_house_exporter_by_its_name(demo):
    """Without a page the exporter takes the title of the notebook, so `jupyter nbconvert --to` works."""
    html, _ = HouseExporter().from_notebook_node(demo)
    assert BeautifulSoup(html, "html.parser").h1.get_text() == "Annual overview"
    assert title_of(v4.new_notebook()) == "Report"


def test_the_time_grows_with_the_length_of_the_page_and_no_faster():
    """Ten times the paragraphs may take ten times as long with room to spare, not a hundred times."""

    def seconds(times):
        cells = [result(f'<h2>Part {n}</h2><p class="para">Words.</p>') for n in range(times)]
        start = time.process_time()
        soup_of(*cells)
        return time.process_time() - start

    seconds(5)
    assert seconds(400) < 40 * seconds(40)


# The head of the page


def test_made_up_data_is_said_on_the_page_and_on_every_printed_sheet(page, demo):
    """A reader of any part of the output knows that no real child is described."""
    html = render_page(demo, page)
    assert "Made-up data." in text_of(BeautifulSoup(html, "html.parser").header)
    assert "no real child" in html
    assert '@page{@top-left{content:"Made-up data. ' in html


def test_the_mark_of_a_draft_can_be_taken_off_a_finished_page(page, demo):
    """What is left is the page as it comes out without the mark, to the byte."""
    draft = replace(page, is_draft=True)
    assert without_draft_mark(render_page(demo, draft), draft) == render_page(demo, page)
    with pytest.raises(Fault, match="does not carry the mark of a draft"):
        without_draft_mark(render_page(demo, page), draft)


def test_real_data_has_no_banner(page, demo):
    """The public edition of real data carries no warning."""
    assert BeautifulSoup(render_page(demo, replace(page, is_synthetic=False)), "html.parser").select(".banner") == []


def test_the_internal_edition_says_that_it_must_not_be_published(page, demo):
    """Small counts are in it, so every sheet of it says so."""
    html = render_page(demo, replace(page, edition="internal", is_synthetic=False))
    assert "Internal: contains small counts; not for publication" in text_of(BeautifulSoup(html, "html.parser").header)
    assert '@top-left{content:"Internal: contains small counts; not for publication.' in html


def test_what_a_page_says_about_itself_is_text():
    """Markup in a title, a name or a provenance stays text, also in the style sheet."""
    hostile = "</style>" + HOSTILE + '"}'
    page = Page(hostile, hostile, hostile, hostile, hostile, provenance=((hostile, hostile),))
    soup = soup_of(page=page)
    assert soup.find_all(["script", "img"]) == []
    assert len(soup.find_all("style")) == 1
    assert soup.h1.get_text() == hostile


def test_css_strings_cannot_be_left():
    """Neither a quote, a backslash, a line end nor the end of the style element comes through."""
    assert css_string('a"\\\n</style>') == r'"a\22 \5c \a \3c /style\3e "'


def test_provenance_is_told_at_the_end(demo_html):
    """How the report was made is folded away, with the label and value of each fact."""
    made = BeautifulSoup(demo_html, "html.parser").select_one("details.made")
    assert made.summary.get_text() == "How this report was made"
    assert [(row.dt.get_text(), row.dd.get_text()) for row in made.select("dl > div")] == [
        ("Notebook", "notebooks/03_annual_overview.ipynb"),
        ("Definitions", "version 1"),
    ]


# Paragraphs


def test_paragraphs_are_numbered_in_the_order_of_the_page():
    """Members cite paragraphs, so the numbers are text that can be copied, searched and linked to."""
    main = soup_of(
        result('<p class="para">One.</p><p>Aside.</p><p class="para">Two.</p>'), result('<p class="para computed">Three.</p>')
    ).main
    assert [text_of(p) for p in main.select("p.para")] == ["1. One.", "2. Two.", "3. Three."]
    assert [p["id"] for p in main.select("p:has(.pn)")] == ["para-1", "para-2", "para-3"]


def test_items_of_lists_are_not_numbered():
    """A list belongs to the paragraph before it."""
    assert soup_of(result('<ul><li class="para">Item.</li></ul>')).main.select(".pn") == []


def test_commentary_is_marked_as_such_in_words():
    """A rule and a colour are not enough: each paragraph that people wrote says so."""
    main = soup_of(result('<p class="para commentary">We think.</p><p class="para computed">We count.</p>')).main
    assert [text_of(p) for p in main.select("p.para")] == ["1. Commentary We think.", "2. We count."]


# Headings and contents


def test_contents_list_the_headings_of_two_levels(demo_html):
    """The list leads to every chapter and section, each below its chapter."""
    nav = BeautifulSoup(demo_html, "html.parser").nav
    chapters = [a.get_text() for a in nav.select(":scope > ol > li > a")]
    assert chapters == [
        "The year in figures",
        "Purpose of the report",
        "Children who go missing",
        "Recommendations",
    ]
    assert [a.get_text() for a in nav.select("ol ol a")] == ["How many notifications were there?", "How did they change?"]


def test_contents_can_be_left_out(demo, page):
    """A short page needs no list."""
    assert BeautifulSoup(render_page(demo, replace(page, contents=False)), "html.parser").nav is None


def test_headings_of_one_name_have_different_ids():
    """Repeated headings, ids that cells bring and ids of the frame do not meet."""
    cells = [
        v4.new_markdown_cell("## Main"),
        v4.new_markdown_cell("## Main\n\n### Main"),
        result('<h2 id="main">x</h2><p id="main-4">y</p>'),
    ]
    soup = soup_of(*cells)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert [a["href"][1:] for a in soup.nav.find_all("a")] == [h["id"] for h in soup.main.find_all(["h2", "h3"])]


def test_links_to_headings_as_jupyterlab_writes_them_lead_somewhere(demo_html):
    """A link that works in the notebook works in the page."""
    assert BeautifulSoup(demo_html, "html.parser").find("a", string="the purpose")["href"] == "#purpose-of-the-report"


def test_the_title_of_the_notebook_is_not_repeated(demo_html):
    """The page has its title in its head, and the cell that held the other one goes."""
    soup = BeautifulSoup(demo_html, "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert soup.main.find().h2.get_text() == "The year in figures"


# Code


def test_the_code_of_a_section_is_folded_away_in_one_place_at_its_end():
    """No two summaries have one name, also when headings have."""
    cells = [
        v4.new_markdown_cell("## Aa"),
        result("<p>1</p>", "one()"),
        v4.new_markdown_cell("### Below"),
        result("<p>2</p>", "two()"),
        v4.new_markdown_cell("## Aa"),
        result("<p>3</p>", "three()"),
    ]
    main = soup_of(*cells).main
    details = main.select("details.code")
    assert [one.summary.get_text() for one in details] == ["Code for: Aa", "Code for: Aa (2)"]
    assert [[text_of(code) for code in one.select("pre")] for one in details] == [["one ()", "two ()"], ["three ()"]]
    assert not any(one.has_attr("open") for one in details)
    assert text_of(main).index("2") < text_of(main).index("Code for: Aa") < text_of(main).index("Aa 3")


def test_code_belongs_to_the_section_that_its_cell_writes_itself():
    soup = soup_of(v4.new_markdown_cell("## Before"), result("<p>1</p>"), result("<h2>Mine</h2><p>2</p>"))
    assert [one.get_text() for one in soup.main.find_all("summary")] == ["Code for: Before", "Code for: Mine"]


def test_code_before_the_first_section_is_that_of_the_opening():
    assert [one.get_text() for one in soup_of(result("<p>1</p>")).main.find_all("summary")] == ["Code for: the opening"]


def test_code_is_in_colour_and_word_for_word():
    """The colours are classes; the text is the source."""
    source = 'x = "<b>"  # say'
    code = soup_of(result("<p>1</p>", source)).select_one("pre.code")
    assert code.get_text().rstrip("\n") == source
    assert code.select_one(".s2, .s").get_text() == '"<b>"'


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters"])
def test_parameters_and_imports_stand_at_the_end(tag):
    """Cells that only prepare are no part of the report, but can be read."""
    parameters = v4.new_code_cell('period = "2016-17"', metadata={"tags": [tag]}, outputs=[v4.new_output("stream", text="noise")])
    soup = soup_of(parameters, v4.new_code_cell("import analysis"))
    assert text_of(soup.main) == ""
    assert [text_of(pre) for pre in soup.select("footer details pre.code")] == ['period = "2016-17"', "import analysis"]


# Outputs


@pytest.mark.parametrize(
    "output",
    [
        v4.new_output("stream", text=HOSTILE),
        v4.new_output("execute_result", data={"text/plain": HOSTILE}),
        v4.new_output("display_data", data={"text/markdown": HOSTILE}),
        v4.new_output("error", ename=HOSTILE, evalue=HOSTILE, traceback=[HOSTILE]),
    ],
    ids=["stream", "plain", "markdown", "error"],
)
def test_text_outputs_stay_text(output):
    """What a program printed is shown and never run or loaded."""
    main = shown(output)
    assert main.find_all(["script", "img"]) == []
    assert "alert(1)" in main.get_text()


def test_html_in_a_markdown_cell_stays_text():
    """Prose is Markdown; an element in it is shown as it was typed."""
    assert soup_of(v4.new_markdown_cell(HOSTILE)).main.find_all(["script", "img"]) == []


def test_a_result_is_shown_once_and_in_its_best_form():
    """HTML goes before pictures and plain text; the result of a cell is not lost."""
    main = shown(v4.new_output("execute_result", data={"text/html": "<p>best</p>", "image/png": "AAAA", "text/plain": "worst"}))
    assert main.get_text().count("best") == 1
    assert not main.find("img")
    assert "worst" not in main.get_text()


def test_javascript_and_widgets_are_dropped():
    """A page has no script, so what stands beside it in the bundle is shown."""
    main = shown(v4.new_output("display_data", data={"application/javascript": "alert(1)", "text/plain": "instead"}))
    assert "alert" not in main.get_text()
    assert "instead" in main.get_text()


@pytest.mark.parametrize(("mime", "data"), [("image/png", "AAAA"), ("image/jpeg", "AAAA"), ("image/svg+xml", "<svg/>")])
def test_pictures_keep_their_words_and_get_none_invented(mime, data):
    """Alternative text comes from the chart; without it there is no alt attribute, so that the gate fails."""
    bundle = {mime: data, "text/plain": "plain"}
    told = shown(v4.new_output("display_data", data=bundle, metadata={mime: {"alt": 'Rose from "1" to 2'}}))
    assert told.img["alt"] == 'Rose from "1" to 2'
    assert told.img["src"].startswith(f"data:{mime};base64,")
    assert not shown(v4.new_output("display_data", data=bundle)).img.has_attr("alt")


def test_colours_of_the_terminal_are_dropped():
    """Escape sequences do not show as garbage."""
    assert shown(v4.new_output("stream", text="\x1b[31mred\x1b[0m")).pre.get_text() == "red"


def test_a_wide_table_can_be_scrolled_from_the_keyboard_under_its_name():
    """A table without a frame gets one; it is a group, so that landmarks stay few."""
    cells = "".join(f'<th scope="col">{n}</th>' for n in "abc")
    wrap = soup_of(result(f"<table><caption>Counts</caption><tr>{cells}</tr></table>")).main.table.parent
    assert (wrap["role"], wrap["tabindex"]) == ("group", "0")
    assert wrap.find(id=wrap["aria-labelledby"]).get_text() == "Table 1: Counts"


def test_a_frame_that_a_table_brings_is_not_doubled(demo_html):
    """A table that comes in a frame keeps it, as a group like the others."""
    wrap = BeautifulSoup(demo_html, "html.parser").find(id="table-key").find_parent(class_="table-wrap")
    assert (wrap["role"], wrap["aria-labelledby"]) == ("group", "table-key")
    assert not wrap.find_parent(class_="table-wrap")
    assert not wrap.select(".table-wrap")


# Annexes, and tables on a narrow screen


def test_the_parts_of_an_annex_open_one_by_one_and_its_code_stays_at_the_end():
    """What nobody reads at first takes one line each; other sections are left as they are."""
    main = soup_of(
        v4.new_markdown_cell("## First\n\n### Part"),
        result("<p>Shown.</p>"),
        v4.new_markdown_cell("## Annex: all of it\n\nWhat there is."),
        v4.new_markdown_cell("### Girls\n\nHow many?"),
        result("<p>Ten.</p>", "girls()"),
        v4.new_markdown_cell("### Boys"),
        result("<p>Nine.</p>", "boys()"),
        v4.new_markdown_cell("## Last"),
    ).main
    parts = main.select("details.part")
    assert [text_of(one) for one in parts] == ["Girls How many? Ten.", "Boys Nine."]
    assert [one.summary.h3["id"] for one in parts] == ["girls", "boys"]
    annex = parts[0].find_parent(class_="cell")
    assert [one.name for one in annex.find_all(recursive=False)] == ["h2", "p", "details", "details", "details"]
    assert annex.find_all(recursive=False)[-1].summary.get_text() == "Code for: Annex: all of it"
    assert not main.find(id="part").find_parent("details")


def test_cells_of_a_table_that_becomes_blocks_say_what_their_column_is_called():
    """A style that lays a table out anew takes it from some screen readers, so it is told to be one."""
    head = '<th scope="col">Figure</th><th scope="col" class="num">Q4 2016/17</th>'
    rows = '<tr><th scope="row">Girls</th><td class="num">10</td></tr>'
    for kind, labels in (("table-wrap blocks", ["Q4 2016/17"]), ("table-wrap", [None])):
        table = f'<div class="{kind}"><table><caption>C</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        found = soup_of(result(table)).main.table
        assert [one.get("data-label") for one in found.select("td")] == labels
        assert (found.get("role") == "table") is (labels != [None])
