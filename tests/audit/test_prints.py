"""A print is the page of its name, word by word; a number planted in it is found, and one that is printed elsewhere in the page as well."""

import base64

import pytest

from analysis.audit.known import Known
from analysis.audit.search import file_faults, search
from analysis.audit.standing import Standing
from analysis.audit.terms import Terms
from analysis.base.settings import Fault
from analysis.publish.pdf import write_pdf
from tests.audit.leaks import check_found
from tests.audit.leaks_in_print import LEAKS_IN_PRINT, PRINT
from tests.audit.test_search import HEADER, ROWS

QUICK = {"painted on a page", "in an element of its own", "in place of a mark", "subject", "bytes between two parts"}
ROW = '<tr><th scope="row">{}</th><td><data class="figure" data-figure="missing_episodes@2016-17{}" value="{}">{}</data></td></tr>'
TABLE = "".join(ROW.format(*cells) for cells in (("All", "", "40", "40"), ("Male", "[sex=male]", "c", "[c]")))
BAR = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><path style="fill: #12436d" d="M 0 0 L 80 0 L 80 9 L 0 9 z"/></svg>'
DRAWN = base64.b64encode(BAR.encode()).decode()
CHART = f"""<div class="chart"><p class="chart-title">Episodes</p><img alt="Bar chart: episodes, all 40, male not shown."
src="data:image/svg+xml;base64,{DRAWN}"><details class="chart-data" open><summary>Data for: Episodes</summary>
<table><thead><tr><th>Sex</th><th>Number</th></tr></thead><tbody>{TABLE}</tbody></table></details></div>"""
STYLE = '@page{@bottom-left{content:"Episodes in 2016/17"}@bottom-right{content:"Page " counter(page) " of " counter(pages)}}'
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Episodes in 2016/17</title><style>{STYLE}</style></head><body><main>
<h1>Episodes in 2016/17</h1><p>Quarterly numbers of episodes within 24 hours, of which 0 1 2 3 4 5 6 7 8 9.</p>
<table><caption>Episodes</caption><thead><tr><th>Sex</th><th>Number</th></tr></thead><tbody>{TABLE}</tbody></table>{CHART}
<ol><li><span aria-hidden="true">○</span> First.</li><li>Second.</li></ol>
<p>{"Episodes of children who went missing. " * 9}</p></main></body></html>"""
TERMS = Terms(5, standing=Standing(("Quarterly numbers of episodes within 24 hours, of which 0 1 2 3 4 5 6 7 8 9",)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A folder with a small page and its print."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "results.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (folder / "report.html").write_text(PAGE, encoding="utf-8")
    try:
        write_pdf(folder / "report.html", folder / PRINT)
    except Fault as fault:
        pytest.skip(str(fault))
    return folder


def test_a_page_and_its_print_pass(printed):
    assert search(printed, TERMS) == []


@pytest.mark.parametrize("leak", [one for one in LEAKS_IN_PRINT if one.name.partition(", ")[2] in QUICK], ids=lambda leak: leak.name)
def test_a_number_planted_in_a_print_is_found(printed, leak):
    """A few kinds; `make test-long` plants all of them into the print of the sample's year."""
    check_found(leak, "3", printed, TERMS)


def test_a_print_of_another_page_is_not_the_one_of_its_name(printed):
    page = (printed / "report.html").read_text(encoding="utf-8")
    try:
        (printed / "report.html").write_text(page.replace("Second.", "Third."), encoding="utf-8")
        assert list(file_faults(printed / PRINT, Known.of(printed, TERMS))) == ["it says 'Second.' where the page has 'Third.'"]
    finally:
        (printed / "report.html").write_text(page, encoding="utf-8")
