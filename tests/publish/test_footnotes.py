"""Every number in a page leads to a note on where it comes from."""

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup

from analysis.base.spec import Address, Figure
from analysis.publish.footnotes import Sources, link_numbers


def figure(address, numerator, denominator=None, value="", marker=""):
    number = None if numerator is None else Fraction(numerator)
    unit = "percent of episodes" if denominator else "episodes"
    whole = None if denominator is None else Fraction(denominator)
    return Figure(Address.parse(address), number, whole, value or str(numerator), unit, "children missing in the area", marker)


GIRLS = figure("missing_episodes@2016-17[sex=female]", 1200, 2520, "48")
ALL = figure("missing_episodes@2016-17", 2520)
HIDDEN = figure("missing_episodes@2016-17-Q1", None, value="c", marker="c")
FILES = {"episodes": ("2016-17/police.csv",)}


def linked(html, *figures):
    soup = BeautifulSoup(html, "html.parser")
    link_numbers(soup, Sources({str(one.address): one for one in figures}, FILES))
    return soup


def data(address, shown, kind="figure"):
    return f'<data class="{kind}" data-figure="{address}" value="{shown}">{shown}</data>'


@pytest.mark.parametrize(("address", "kind", "line"), [
    ("missing_episodes@2016-17[sex=female]", "figure", "f2"),
    ("missing_episodes@2016-17[sex=female]", "part", "f2"),
    ("missing_episodes@2016-17 - missing_episodes@2015-16", "change", "f1"),
    ("missing_episodes@2016-17[sex]", "sum", "f1"),
])  # fmt: skip
def test_a_number_leads_to_the_line_of_its_figure(address, kind, line):
    """A part to its figure, a change to the later one, a sum to its whole."""
    both = data("missing_episodes@2016-17", "2520") + data("missing_episodes@2016-17[sex=female]", "48")
    soup = linked(f"<p>{both} {data(address, '1', kind)}</p>", GIRLS, ALL)
    link = soup.select("p data")[2].parent
    assert (link.name, link["href"]) == ("a", f"#{line}")
    assert soup.find(id=line).name == "li"


def test_the_line_says_what_the_figure_is_and_how_it_is_counted():
    soup = linked(data("missing_episodes@2016-17[sex=female]", "48"), GIRLS)
    entry = soup.select_one(".sources details")
    words = " ".join(entry.get_text(" ").split())
    assert entry.summary.get_text() == "Episodes of going missing or being absent"
    assert "Version 1, valid for all dates. Episodes that started in the period." in words
    assert "Number of events. every row counts" in words
    assert "The table episodes, by started_at. 2016-17/police.csv" in words
    assert words.endswith("2016/17 , Female: 48% ( 1,200 of 2,520 ) missing_episodes@2016-17[sex=female]")


def test_of_a_hidden_figure_the_line_says_only_that_it_is_hidden():
    soup = linked(data("missing_episodes@2016-17-Q1", "c"), HIDDEN)
    assert "confidential: not shown, so that no child can be identified" in soup.find(id="f1").get_text()
    assert {one["value"] for one in soup.select("#f1 data")} == {"c"}


def test_a_page_without_known_figures_stays_as_it_is():
    html = f"<p>{data('missing_episodes@2016-17', '1')}</p>"
    assert str(linked(html)) == html


def test_a_number_in_a_link_or_in_what_opens_gets_no_link_of_its_own():
    number = data("missing_episodes@2016-17", "1")
    html = f'<a href="#x">{number}</a><details><summary>{number}</summary></details>'
    assert str(linked(html, ALL)) == html
