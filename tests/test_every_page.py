"""Every kind of page that a year and a quarter come with, as axe-core and a telephone meet it."""

import pytest

from tests.publish.test_browser import PRESENTATIONS, violations

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("end to end")]

PAGES = {
    "public": ("report", "figures", "data-quality", "methodology", "problem-profile"),
    "internal": ("report", "cross-reference", "what-changed"),
}
PLACES = [
    *(f"2016-17/{edition}/{name}.html" for edition, names in PAGES.items() for name in names),
    "2016-17-Q4/public/report.html",
    "2016-17-Q4/internal/what-changed.html",
    "index.html",
]


@pytest.mark.parametrize("presentation", ["light", "open and narrow"])
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_telephone(browser, built, place, presentation):
    """No violation of WCAG 2.2 AA, no request that leaves the machine, and nothing to scroll sideways at 320 px."""
    context = browser.new_context(**PRESENTATIONS[presentation])
    page, left = context.new_page(), []
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else left.append(request.url))
    page.goto((built.outputs / place).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found, wider = violations(page), page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert (found, left, wider <= 0) == ([], [], True)
