"""Each check of a page is proved by a fault planted for it: a check that cannot fail guards nothing."""

import re

import pytest

from analysis.publish import page_faults
from analysis.publish.checks import CHECKS
from analysis.publish.wellformed import well_formed

CSP = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

# name of the check: what to find in the good page, what to put there, and words of the fault that must be reported
FAULTS = {
    "language": [
        ('lang="en-GB"', 'lang="en"', "en-GB"),
        ('<html lang="en-GB">', "<html>", "en-GB"),
        (re.compile("<title>.*</title>"), "<title></title>", "no title"),
    ],
    "policy": [
        (CSP, "", "missing or too wide"),
        ("default-src 'none'", "default-src *", "missing or too wide"),
        ("img-src data:", "img-src data: https:", "missing or too wide"),
        ("form-action 'none'", "script-src 'unsafe-inline'", "opens script-src"),
    ],
    "nothing_active": [
        ("</main>", "<script>1</script></main>", "<script>"),
        ("</main>", "<iframe title=x></iframe></main>", "<iframe>"),
        ("</head>", '<link rel="stylesheet" href="data:,"></head>', "<link>"),
        ("<main ", "<main onclick='x()' ", "event handler, onclick"),
        ('href="#recommendations"', 'href="JavaScript:x()"', "runs something"),
        ("</head>", '<meta http-equiv="Refresh" content="0"></head>', "meta refresh"),
    ],
    "nothing_loaded": [
        ("</main>", '<img alt="one two three four" src="https://example.org/a.png"></main>', "loads https://example.org/a.png"),
        ("</main>", '<img alt="one two three four" src="//example.org/a.png"></main>', "loads //example.org"),
        ("</main>", '<img alt="one two three four" src="charts/a.svg"></main>', "loads charts/a.svg"),
        ("</main>", '<img alt="one two three four" srcset="a.png 2x" src="data:,"></main>', "loads a.png"),
        ("</main>", '<p style="background:url(//example.org)">x</p></main>', "style of a <p>"),
        ("</style>", "body{background:url( 'https://example.org/a.png')}</style>", "style sheet loads"),
        ("</style>", "@import 'a.css';</style>", "style sheet loads"),
    ],
    "visible_focus": [
        ("</style>", "a:focus{outline: none}</style>", "keyboard"),
        (":focus", ":hover", "keyboard"),
    ],
    "headings": [
        ("</main>", "<h1>Again</h1></main>", "2 headings of the first level"),
        (re.compile("<h1>.*</h1>"), "", "0 headings of the first level"),
        ("</main>", "<h2 id=p>x</h2><h4>Deep</h4></main>", "'Deep' is h4 but follows h2"),
        ("</main>", "<h3> </h3></main>", "without words"),
    ],
    "landmarks": [
        ("</main>", "</main><main></main>", "2 main parts"),
        ('<a class="skip" href="#main">Skip to main content</a>', "", "does not skip"),
    ],
    "ids": [
        ('id="para-2"', 'id="para-1"', "'para-1' is there 2 times"),
        ('href="#recommendations"', 'href="#nowhere"', "leads nowhere"),
        ('aria-labelledby="table-key"', 'aria-labelledby="table-other"', "'table-other'"),
    ],
    "contents": [
        (re.compile('<li><a href="#recommendations">.*</a>'), "<li>", "does not have 'Recommendations'"),
    ],
    "names": [
        (' aria-labelledby="table-key"', "", "A group has no name"),
        ("Code for: Recommendations", "Code for: Purpose of the report", "2 parts that open are all called"),
        ("Code for: Recommendations", "", "<summary> has no words"),
        ("the purpose</a>", "</a>", "<a> has no words"),
    ],
    "pictures": [
        (re.compile(r'<img alt="[^"]*"'), "<img", "no real alternative text"),
        (re.compile(r'alt="[^"]*"'), 'alt=""', "no real alternative text"),
        (re.compile(r'alt="[^"]*"'), 'alt="No description has been provided for this image"', "no real alternative text"),
        (re.compile(r'alt="[^"]*"'), 'alt="Image of a chart with some bars"', "no real alternative text"),
        (re.compile(r'alt="[^"]*"'), 'alt="notifications by quarter and year.png"', "no real alternative text"),
        (re.compile(r'alt="[^"]*"'), 'alt="Figure 1"', "no real alternative text"),
        ("</main>", "<svg></svg></main>", "no real alternative text"),
    ],
    "tables": [
        (re.compile("<caption[^>]*>Table 1: Key.*?</caption>"), "<caption id=table-key></caption>", "no caption"),
        ('scope="row"', "", "has no scope"),
        ('scope="row"', 'scope="cells"', "has no scope"),
        (">12%</td>", "></td>", "1 empty cell"),
        ("</main>", "<table><caption>c</caption><tr><td>x</td></tr></table></main>", "no column headers"),
    ],
    "titles": [
        (
            re.compile("<caption[^>]*>(Table 1|Notifications).*?</caption>"),
            "<caption>Same</caption>",
            "2 tables are called 'Same'",
        ),
        ("</main>", '<p class="chart-title">Notifications rose in every quarter</p></main>', "2 charts are called"),
    ],
    "keyboard": [
        ('href="#recommendations"', 'href="#recommendations" tabindex="3"', "<a> with tabindex 3"),
        (' tabindex="0"', "", "cannot be reached with the keyboard"),
        (' tabindex="0"', ' tabindex="-1"', "cannot be reached with the keyboard"),
    ],
    "well_formed": [
        ("</table>", "", "is still open where"),
        ("</main>", "</main></section>", "</section> closes nothing"),
        ("</html>", "", "<html> is never closed"),
        ("</main>", "<center>x</center></main>", "<center> is no element of HTML"),
        ("</main>", "<p><ul><li>x</li></ul></p></main>", "<ul> cannot stand in <p>"),
        ("</main>", "<ul><p>x</p></ul></main>", "<p> cannot stand in <ul>"),
        ("</main>", "<td>x</td></main>", "<td> cannot stand in <main>"),
        ("</main>", '<a href="#main">a <a href="#main">b</a></a></main>', "stands in something else that can be activated"),
        ("<main ", '<main class="a" class="b" ', "<main> says class 2 times"),
    ],
    "figures": [
        ('data-figure="missing_notifications@2016-17"', "", "no address"),
        ('data-figure="missing_notifications@2016-17"', 'data-figure="missing notifications"', "is not a figure's address"),
        ('value="2646"', 'value=""', "no value"),
        (">2,646</data>", "></data>", "shows nothing"),
    ],
    "words": [
        (">2,646<", ">nan<", "not there: nan"),
        (">987<", ">NaN<", "not there"),
        (">12%<", ">NaT<", "not there"),
        (">12%<", ">None<", "not there"),
        ("a rise of 284", "a rise of None", "not there"),
        (">12%<", ">&lt;NA&gt;<", "not there"),
        ("</main>", "<pre>Traceback (most recent call last):</pre></main>", "program's fault"),
        ("</main>", "<p>ValueError: x</p></main>", "program's fault"),
        ("</main>", "<pre>object at 0x7f3a2b1c9d00</pre></main>", "program's fault"),
        ("</main>", '<pre class="error">Fault: stopped</pre></main>', "A cell of the notebook failed"),
    ],
    "paths": [
        ("</main>", "<p>Read /srv/data/raw/a.csv today</p></main>", "/srv/data/raw/a.csv"),
        ("</main>", r"<p>C:\Users\someone</p></main>", r"C:\Users"),
        ("</main>", "<p>file:///x</p></main>", "file:"),
        ("</main>", '<p title="/home/someone/a.csv">x</p></main>', "/home/someone"),
        ('period = "2016-17"', 'period = "/home/someone"', "/home/someone"),
    ],
}


def planted(html, old, new):
    """The page with each ``old`` replaced."""
    changed = old.sub(lambda _: new, html) if isinstance(old, re.Pattern) else html.replace(old, new)
    assert changed != html, f"the good page has no {old}"
    return changed


def as_text(html):
    """The page with the code of its cells as it would be without colours, so that a fault can be planted in it."""
    return re.sub(r"<span class=\"\w+\">(.*?)</span>", r"\1", html)


@pytest.mark.parametrize(
    ("check", "old", "new", "says"),
    [(check, *fault) for check, faults in FAULTS.items() for fault in faults],
    ids=[f"{check}-{n}" for check, faults in FAULTS.items() for n in range(len(faults))],
)
def test_a_planted_fault_is_found(demo_html, check, old, new, says):
    """The check named finds the fault, and says what it is."""
    faults = page_faults(planted(as_text(demo_html), old, new))
    assert any(says in fault for fault in faults), faults


def test_every_check_has_a_planted_fault():
    """A new check comes with its proof."""
    assert {check.__name__ for check in (*CHECKS, well_formed)} == set(FAULTS)


@pytest.mark.parametrize(
    "harmless",
    [
        "<p>None of the children was under 10, and/or 2016/17. Inf. The nanny went to n/a.</p>",
        '<p><a href="https://www.example.gov.uk/guidance/missing-children">Guidance</a> of 31/03/2017</p>',
        "<p>See data/raw/2016-17/notifications.csv and 24/7 cover.</p>",
        "<pre class='code'><code>x = None or float('nan')</code></pre>",
        "<p>Error rates fell. A warning: data are provisional.</p>",
    ],
)
def test_ordinary_words_and_links_are_no_faults(demo_html, harmless):
    """English may begin with None, code may say it, and a link may lead elsewhere."""
    assert page_faults(demo_html.replace("</main>", f"{harmless}</main>")) == []


def test_an_empty_page_has_faults_and_stops_nothing():
    """The checks judge whatever they are given."""
    assert len(page_faults("")) > 3
