"""A notebook as a run hands it over, made here cell by cell so that no kernel is needed."""

import base64
from fractions import Fraction

import nbformat
import pytest
from nbformat import NotebookNode, v4

from analysis.base.spec import Address, Figure
from analysis.markup import CHART_MIME, TEXT_MIME
from analysis.publish import Page, Sources, render_page

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()

BARS = "".join(
    f'<rect x="{20 + 150 * n}" y="{220 - height}" width="{width}" height="{height}" fill="{fill}"/>'
    for n, heights in enumerate([(131, 122), (150, 141), (168, 160), (175, 166)])
    for height, width, fill in [(heights[0], 50, "#12436D"), (heights[1], 110, "#28A197")][::-1]
)
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240">{BARS}</svg>'


def figure(address: str, value: str, shown: str = "") -> str:
    return f'<data class="figure" data-figure="{address}" value="{value}">{shown or value}</data>'


def table(name: str, caption: str, columns: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col"{" class=num" * (n > 0)}>{column}</th>' for n, column in enumerate(columns))
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td class=num>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="table-wrap" role="region" aria-labelledby="table-{name}" tabindex="0"><table><caption id="table-{name}">{caption}'
        f'</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div><p class="note">Source: police notifications.</p>'
    )


def chart(name: str, title: str) -> str:
    rows = "".join(f'<tr><th scope="row">Q{n}</th><td class="num">{n * 150}</td><td class="num">{n * 161}</td></tr>' for n in (1, 2, 3, 4))
    picture = base64.b64encode(SVG.encode()).decode()
    return (
        f'<div class="chart" role="group" aria-labelledby="{name}"><p class="chart-title" id="{name}">{title}</p>'
        '<p class="chart-subtitle">Notifications each quarter</p>'
        f'<img alt="Bars: notifications rose in every quarter of both years." src="data:image/svg+xml;base64,{picture}">'
        f'<details class="chart-data"><summary>Data for: {title}</summary><table><caption>{title}</caption><thead><tr>'
        '<th scope="col">Quarter</th><th scope="col" class="num">2015/16</th><th scope="col" class="num">2016/17</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details></div>"
    )


def shown(source: str, html: str, **others: object) -> NotebookNode:
    """A code cell with one result."""
    result = v4.new_output("execute_result", data={"text/html": html, "text/plain": "in plain text", **others}, execution_count=1)
    return v4.new_code_cell(source, outputs=[result], execution_count=1)


def demo_notebook() -> NotebookNode:
    notifications = figure("missing_notifications@2016-17", "2646", "2,646")
    headlines = [
        f"{notifications} notifications that a child was missing, 284 more than in 2015/16",
        f"{figure('missing_individuals@2016-17', '987')} children were missing or absent at least once",
        f"{figure('return_interviews@2016-17[outcome=completed]', '35', '35%')} of returned episodes had a completed return interview",
    ]
    rose = (
        f'<p class="para computed">In <span class="period">2016/17</span> the police sent {notifications} notifications, up from '
        f"{figure('missing_notifications@2015-16', '2362', '2,362')} in <span class=period>2015/16</span>, a rise of 284 (12%). They were "
        f"about {figure('missing_individuals@2016-17', '987')} children.</p>"
    )
    written = (
        '<p class="para commentary">The theatre production was commissioned for a second year. Schools reported that pupils were readier '
        "to talk about what happens online, and asked for material for younger children.</p>"
        '<p class="para commentary">Work with the district councils continues:</p><ul><li>a shared policy for taxi drivers;</li>'
        "<li>awareness sessions for hotels.</li></ul>"
    )
    rows = [
        ["Missing notifications", notifications, "2,362", "284", "12%"],
        ["Children missing or absent", "987", "941", "46", "5%"],
        ["Children under 10", "[c]", "11", "[c]", "[c]"],
    ]
    key_figures = table("key", "Key figures on children who go missing", ["Figure", "2016/17", "2015/16", "Change", "Change, %"], rows)
    pictures = {"image/svg+xml": SVG, "image/png": PNG, CHART_MIME: {"name": "missing_notifications-by-quarter"}}
    parameters = v4.new_code_cell('period = "2016-17"\nedition = "public"', metadata={"tags": ["parameters"]})
    cells = [
        v4.new_markdown_cell("# Annual overview"),
        parameters,
        v4.new_code_cell("from analysis.report import open_report\n\nreport = open_report(period, edition)"),
        v4.new_markdown_cell("## The year in figures"),
        shown("report.headlines()", f'<ul class="headlines">{"".join(f"<li>{one}</li>" for one in headlines)}</ul>'),
        v4.new_markdown_cell("## Purpose of the report"),
        shown('report.commentary("Purpose of the report")', written, **{TEXT_MIME: {"blocks": [written]}}),
        v4.new_markdown_cell("## Children who go missing\n\nSee also [the purpose](#Purpose-of-the-report)."),
        v4.new_markdown_cell("### How many notifications were there?"),
        shown('report.findings("missing")', rose * 2),
        shown('report.table.key_figures("missing")', key_figures),
        v4.new_markdown_cell("### How did they change?"),
        shown(
            'report.chart.lines("missing_notifications")', chart("chart-notifications", "Notifications rose in every quarter"), **pictures
        ),
        v4.new_markdown_cell("## Recommendations"),
        shown('report.commentary("Recommendations")', written),
    ]
    return v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})


def demo_page() -> Page:
    return Page(
        title="Children at risk of sexual exploitation and children who go missing",
        subtitle="Annual overview for members and the safeguarding board",
        authority="Trentshire County Council",
        committee="Children and Young People's Committee",
        period_label="2016/17 (1 April 2016 to 31 March 2017)",
        is_synthetic=True,
        provenance=(("Notebook", "notebooks/03_annual_overview.ipynb"), ("Definitions", "version 1")),
    )


@pytest.fixture
def demo() -> NotebookNode:
    """An annual overview in small."""
    return nbformat.from_dict(demo_notebook())


@pytest.fixture
def page() -> Page:
    """What the annual overview says about itself."""
    return demo_page()


def demo_sources() -> Sources:
    """What is known of the figures in it."""
    counts = {"missing_notifications@2016-17": 2646, "missing_notifications@2015-16": 2362, "missing_individuals@2016-17": 987}
    figures = [
        *(Figure(Address.parse(name), Fraction(number), None, str(number), "children", "the area") for name, number in counts.items()),
        Figure(
            Address.parse("return_interviews@2016-17[outcome=completed]"),
            Fraction(7),
            Fraction(20),
            "35",
            "percent of episodes",
            "the area",
        ),
    ]
    return Sources({str(one.address): one for one in figures}, {"notifications": ("2016-17/police_notifications.csv",)})


@pytest.fixture(scope="session")
def demo_html() -> str:
    """The page of the annual overview in small."""
    return render_page(demo_notebook(), demo_page(), demo_sources())
