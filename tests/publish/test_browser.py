"""The page as a reader meets it: in a browser, light and dark, on a narrow screen, on paper, and from the keyboard alone."""

import shutil
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread

import pytest
from nbformat import from_dict

from analysis.base.settings import Workspace
from analysis.publish import find_outputs, publish_page, render_index, render_page
from tests.publish.conftest import demo_notebook, demo_page, demo_sources
from tests.waiting import PATIENCE_SECONDS

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

PRESENTATIONS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "narrow and dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "open": {},
    "open and dark": {"color_scheme": "dark"},
    "open and narrow": {"viewport": {"width": 320, "height": 640}},
    "print": {},
}

FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    return {
        name: it.id || it.getAttribute('href') || it.textContent.trim(),
        tag: it.tagName,
        outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
        seen: box.width > 0 && box.height > 0 && box.left >= 0 && box.top < innerHeight && box.bottom > 0,
    };
}"""

MOST_STOPS = 500

# One worker opens one browser for all of them.
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The annual overview in small with the page on its figures, and the list of outputs, as files."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(Path(__file__).parents[2] / "config", root / "config")
    workspace, folder = Workspace(root), root / "outputs"
    (folder / "2016-17" / "public").mkdir(parents=True)
    report = folder / "2016-17" / "public" / "report.html"
    publish_page(demo_notebook(), demo_page(), report, demo_sources())
    index = folder / "index.html"
    index.write_text(render_index(find_outputs(workspace), workspace.authority, is_synthetic=True), encoding="utf-8")
    return {"report": report, "figures": report.with_name("figures.html"), "index": index}


@pytest.fixture
def show(browser):
    """Open a file in a presentation; every request that would leave the machine is kept in ``page.left``."""
    contexts = []

    def opened(path, presentation="light"):
        contexts.append(browser.new_context(**PRESENTATIONS[presentation]))
        page = contexts[-1].new_page()
        page.left = []
        page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else page.left.append(request.url))
        page.goto(path.as_uri())
        if presentation == "print":
            page.emulate_media(media="print")
        if presentation.startswith("open"):
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def listener():
    """A server on this machine that keeps what it is asked for."""

    class Keep(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Keep) as server:
        server.asked = []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join(PATIENCE_SECONDS)


def violations(page):
    """What axe-core finds, its best practices included: the rule and where it is broken."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def stops(page):
    """What the keyboard comes to, one Tab after another, until it leaves the page."""
    found = []
    page.keyboard.press("Tab")
    while (at := page.evaluate(FOCUS))["tag"] != "BODY":
        assert len(found) < MOST_STOPS, f"Tab does not leave the page: after {MOST_STOPS} stops it is at {at['name']}"
        found.append(at)
        page.keyboard.press("Tab")
    return found


@pytest.mark.parametrize("presentation", PRESENTATIONS)
@pytest.mark.parametrize("name", ["report", "figures", "index"])
def test_axe_finds_nothing(show, pages, name, presentation):
    """No violation of WCAG 2.2 AA and of best practice in any presentation, and no request leaves the machine."""
    page = show(pages[name], presentation)
    assert violations(page) == []
    assert page.left == []


def test_axe_would_find_something(show, pages, tmp_path):
    """The same call finds faults that were planted, so an empty list means something."""
    html = pages["report"].read_text(encoding="utf-8").replace("</style>", "main{color:#ccc}</style>").replace('lang="en-GB"', "")
    (tmp_path / "bad.html").write_text(html, encoding="utf-8")
    assert {"color-contrast", "html-has-lang"} <= {rule for rule, _ in violations(show(tmp_path / "bad.html"))}


def test_both_banners_can_be_read(show, tmp_path, demo, page):
    """The internal edition of made-up data has two warnings, in colours with enough contrast."""
    (tmp_path / "internal.html").write_text(render_page(from_dict(demo), replace(page, edition="internal")), encoding="utf-8")
    for presentation in ("light", "dark"):
        opened = show(tmp_path / "internal.html", presentation)
        assert opened.locator(".banner").count() == 2
        assert violations(opened) == []


@pytest.mark.parametrize("policy", [True, False])
def test_the_policy_stops_what_a_page_must_not_load(show, pages, tmp_path, listener, policy):
    """Should anything remote ever come into a page, the browser does not fetch or run it; without the policy it would."""
    remote = f'<img alt="one two three four" src="http://127.0.0.1:{listener.server_port}/x.png"><script>document.title = "run"</script>'
    html = pages["report"].read_text(encoding="utf-8").replace("</main>", f"{remote}</main>")
    (tmp_path / "remote.html").write_text(html if policy else html.replace("Content-Security-Policy", "nothing"), encoding="utf-8")
    page = show(tmp_path / "remote.html")
    assert (listener.asked, page.title() == "run") == (([], False) if policy else (["/x.png"], True))


@pytest.mark.parametrize("presentation", ["narrow", "open and narrow"])
@pytest.mark.parametrize("name", ["report", "figures", "index"])
def test_a_narrow_page_does_not_scroll_sideways(show, pages, name, presentation):
    """At 320 pixels, or enlarged four times, only tables scroll, and each by itself."""
    page = show(pages[name], presentation)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_comes_first_to_the_skip_link(show, pages):
    """It shows itself when reached, and leads past the contents into the main part."""
    page = show(pages["report"])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == {"name": "#main", "tag": "A", "outline": 3, "seen": True}
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("presentation", ["light", "dark", "narrow", "open"])
def test_focus_is_seen_wherever_the_keyboard_goes(show, pages, presentation):
    """Every link, summary and scrolling table is reached once, in the order of the page, with an outline, inside the window."""
    page = show(pages["report"], presentation)
    expected = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')].filter(one => one.checkVisibility())
            .map(one => one.id || one.getAttribute('href') || one.textContent.trim())"""
    )
    walked = stops(page)
    assert [stop["name"] for stop in walked] == expected
    assert [stop for stop in walked if stop["outline"] < 3 or not stop["seen"]] == []


def test_a_section_leads_to_its_figures_and_these_lead_back(show, pages):
    """From the keyboard: to the figures of the section, and back to the paragraph that has them."""
    page = show(pages["report"])
    page.locator(".traced a").last.press("Enter")
    assert page.url.endswith("figures.html#in-children-who-go-missing")
    page.get_by_role("link", name="Paragraph 3").press("Enter")
    assert page.locator(":target").inner_text().startswith("3.")


def test_the_focus_walk_would_notice_a_hidden_outline(show, pages, tmp_path):
    """A style that takes the outline away is seen by the walk."""
    html = pages["report"].read_text(encoding="utf-8").replace("</style>", "summary:focus-visible{outline:none}</style>")
    (tmp_path / "bad.html").write_text(html, encoding="utf-8")
    assert [stop for stop in stops(show(tmp_path / "bad.html")) if stop["outline"] < 3]


def test_the_walk_would_notice_another_order(show, pages, tmp_path):
    """An element that takes the keyboard to itself first is seen, because the skip link is no longer the first stop."""
    html = pages["report"].read_text(encoding="utf-8").replace('href="#recommendations"', 'href="#recommendations" tabindex="3"')
    (tmp_path / "bad.html").write_text(html, encoding="utf-8")
    assert stops(show(tmp_path / "bad.html"))[0]["name"] != "#main"


def test_a_page_that_scrolls_sideways_would_be_seen(show, pages, tmp_path):
    html = pages["report"].read_text(encoding="utf-8").replace("</main>", '<p style="width:40rem">wide</p></main>')
    (tmp_path / "bad.html").write_text(html, encoding="utf-8")
    assert show(tmp_path / "bad.html", "narrow").evaluate("document.documentElement.scrollWidth") > 320


def test_code_and_data_open_from_the_keyboard(show, pages):
    """Enter on a summary shows what is behind it."""
    page = show(pages["report"])
    for summary in ("details.code summary", "details.chart-data summary"):
        page.locator(summary).first.focus()
        page.keyboard.press("Enter")
        assert page.locator(summary).first.evaluate("one => one.parentElement.open")


def test_paper_shows_the_data_and_leaves_out_the_code(show, pages):
    """On paper nothing can be opened: data tables and provenance are printed, code and the skip link are not."""
    page = show(pages["report"], "print")
    heights = {
        place: page.locator(place).first.evaluate("one => one.getBoundingClientRect().height")
        for place in (".chart-data table", ".made dl", "details.code", "footer .set-up", ".skip")
    }
    assert heights[".chart-data table"] > 50
    assert heights[".made dl"] > 20
    assert [place for place in ("details.code", "footer .set-up", ".skip") if heights[place] > 0] == []


def test_charts_keep_a_white_ground_in_the_dark(show, pages):
    """Their colours were chosen for white."""
    page = show(pages["report"], "dark")
    assert page.locator(".chart img").first.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"
