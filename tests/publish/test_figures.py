"""Each section of a page leads to where its figures come from, on a page of their own, which leads back."""

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup

from analysis.base.spec import Address, Figure
from analysis.publish import Page, Sources
from analysis.publish.body import finished
from analysis.publish.figures import figures_page


def figure(address, numerator, denominator=None, value="", marker=""):
    number = None if numerator is None else Fraction(numerator)
    unit = "percent of episodes" if denominator else "episodes"
    whole = None if denominator is None else Fraction(denominator)
    return Figure(Address.parse(address), number, whole, value or str(numerator), unit, "children missing in the area", marker)


GIRLS = figure("missing_episodes@2016-17[sex=female]", 1200, 2520, "48")
ALL = figure("missing_episodes@2016-17", 2520)
HIDDEN = figure("missing_episodes@2016-17-Q1", None, value="c", marker="c")
FILES = {"episodes": ("2016-17/police.csv",)}
PAGE = Page(title="Overview", authority="Trentshire County Council")


def data(address, shown, kind="figure"):
    return f'<data class="{kind}" data-figure="{address}" value="{shown}">{shown}</data>'


def cell(html):
    return f'<div class="cell">{html}</div>'


def pages(html, *figures):
    """The body of a page and the page on its figures, if there is one."""
    sources = Sources({str(one.address): one for one in figures}, FILES)
    body = finished(html, sources)
    return BeautifulSoup(body.html, "html.parser"), BeautifulSoup(figures_page(PAGE, body, sources, "report.html"), "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(("address", "kind", "traced"), [
    ("missing_episodes@2016-17[sex=female]", "figure", GIRLS),
    ("missing_episodes@2016-17[sex=female]", "part", GIRLS),
    ("missing_episodes@2016-17 - missing_episodes@2015-16", "change", ALL),
    ("missing_episodes@2016-17[sex]", "sum", ALL),
])  # fmt: skip
def test_a_number_is_traced_to_its_figure(address, kind, traced):
    """A part to its figure, a change to the later one, a sum to its whole."""
    _, figures = pages(cell(f'<h2>Girls</h2><p class="para">{data(address, "1", kind)}</p>'), GIRLS, ALL)
    assert [one.get_text() for one in figures.select(".figures li code")] == [str(traced.address)]


def test_a_sentence_has_no_link_and_its_section_has_one():
    """A screen reader says no “link” in the middle of a sentence, and the keyboard stops once."""
    number = data("missing_episodes@2016-17", "2520")
    page, _ = pages(
        cell(f'<h2>Girls</h2><p class="para">In all {number} of {number}.</p><details class="code"><pre>x</pre></details>'), ALL
    )
    assert page.select("p.para a") == []
    (link,) = page.select("a")
    assert (link["href"], link.get_text()) == ("figures.html#in-girls", "Where the figures in “Girls” come from")
    assert link.parent.find_next_sibling()["class"] == ["code"]


def test_each_figure_stands_under_the_paragraph_table_or_chart_that_it_is_in_with_a_way_back():
    """Notes and lists belong to what they follow; what stands under a heading alone belongs to it."""
    number = data("missing_episodes@2016-17", "2520")
    html = cell(
        f"<h2>First</h2><p>{number}</p>"
        f'<p class="para">None.</p><p class="para">{number}</p><ul><li>{data("missing_episodes@2016-17[sex=female]", "48")}</li></ul>'
    ) + cell(
        f'<h2>Second</h2><table><caption>Episodes</caption><tr><th scope="col">x</th></tr><tr><td>{number}</td></tr></table>'
        f'<p class="note">{number}</p><div class="chart"><p class="chart-title" id="chart-x">Few: {number}</p>'
        f'<details class="chart-data"><summary>Data</summary><table><caption>x</caption><tr><td>{number}</td></tr></table></details></div>'
    )
    page, figures = pages(html, GIRLS, ALL)
    sections = {one.h2.get_text(): one for one in figures.select("section.figures")}
    assert [words(one) for one in sections["First"].select("h3")] == ["Paragraph 2"]
    assert [words(one) for one in sections["Second"].select("h3")] == ["Table 1", "Figure 1"]
    assert len(sections["First"].select("li")) == 3
    back = [one["href"].partition("#") for one in figures.select("a") if one["href"].startswith("report.html")]
    assert len(back) == 5
    assert all(page.find(id=target) for _, _, target in back)


def test_tables_and_charts_are_called_by_their_number():
    """As in the Word file and the workbook: what opens below a chart says whose data it holds."""
    page, _ = pages(
        cell(
            '<table><caption>One</caption><tr><th scope="col">x</th></tr></table><div class="chart"><p class="chart-title" id="c">Rose</p>'
            '<details class="chart-data"><summary>Data for: Rose</summary><table><caption>x</caption></table></details></div>'
            '<table><caption>Two</caption><tr><th scope="col">x</th></tr></table>'
        )
    )
    assert [words(one) for one in page.select("caption, .chart-title, summary")] == [
        "Table 1: One", "Figure 1: Rose", "Data for Figure 1", "x", "Table 2: Two",
    ]  # fmt: skip


def test_the_line_says_what_the_figure_is_and_the_end_how_it_is_counted():
    _, figures = pages(cell(f"<h2>Girls</h2><p>{data('missing_episodes@2016-17[sex=female]', '48')}</p>"), GIRLS)
    assert words(figures.select_one(".figures li")) == "2016/17 , Female: 48% ( 1,200 of 2,520 ) missing_episodes@2016-17[sex=female]"
    heading = figures.find(id="missing_episodes")
    told = words(heading.find_next("dl"))
    assert heading.get_text() == "Episodes of going missing or being absent"
    assert "Version 1, valid for all dates. Episodes that started in the period." in told
    assert "Number of events. every row counts" in told
    assert told.endswith("The table episodes, by started_at. 2016-17/police.csv")


def test_of_a_hidden_figure_the_line_says_only_that_it_is_hidden():
    _, figures = pages(cell(f"<h2>Girls</h2><p>{data('missing_episodes@2016-17-Q1', 'c')}</p>"), HIDDEN)
    assert "confidential: not shown, so that no child can be identified" in figures.select_one(".figures li").get_text()
    assert {one["value"] for one in figures.select(".figures li data")} == {"c"}


def test_a_page_without_known_figures_leads_nowhere():
    page, figures = pages(cell(f"<h2>Girls</h2><p>{data('missing_episodes@2016-17', '1')}</p>"))
    assert page.select("a") == []
    assert str(figures) == ""


def test_each_section_of_a_cell_that_has_several_leads_to_its_own_figures():
    number = data("missing_episodes@2016-17", "1")
    page, _ = pages(cell(f"<h2>First</h2><p>{number}</p><h2>Second</h2><p>{number}</p>"), ALL)
    order = [one.get_text() for one in page.select("h2, a")]
    assert order == ["First", "Where the figures in “First” come from", "Second", "Where the figures in “Second” come from"]
