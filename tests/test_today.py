"""Whole pages of the city of today: with all that it delivers, with a few tables, and with the core alone."""

import re
import shutil
import subprocess
import sys

import pytest

from analysis.base.settings import Workspace
from analysis.run.workspaces import make_workspace
from analysis.run.workspaces.answers import PRACTICE
from sample.today import set_up, write_today
from sample.today.rows import LAYOUTS
from tests.publish.test_browser import violations
from tests.waiting import PATIENCE_SECONDS

CHOICES = {
    "the core alone": {"notifications"},
    "three tables": {"notifications", "return_interviews", "referrals"},
    "all": LAYOUTS.keys(),
}

NOT_THERE = re.compile(
    r"not delivered|not supplied|No commentary|figures? (is|are) not available|absent|Trentshire|MASH|MASE", re.IGNORECASE
)

# The rows of tables that tell a figure, and whether one of their cells does.
EMPTY_ROWS = """() => [...document.querySelectorAll('tbody tr')]
    .map(row => [row.textContent, [...row.querySelectorAll('td')].map(cell => cell.textContent.trim())])
    .filter(([_, cells]) => cells.length && cells.every(cell => ['[x]', ''].includes(cell)))
    .map(([text, _]) => text)"""

HOLLOW = """() => {
    const pieces = [...document.querySelectorAll('main h2, main h3, main h4, main p, main table, main img, main ul, main dl')];
    return pieces.filter((one, n) => /^H/.test(one.tagName) && pieces[n + 1] && /^H/.test(pieces[n + 1].tagName)
        && pieces[n + 1].tagName <= one.tagName).map(one => one.textContent);
}"""

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("browser"), pytest.mark.timeout(PATIENCE_SECONDS * 10)]


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("city"), PRACTICE)
    set_up(workspace)
    write_today(workspace)
    return workspace


@pytest.mark.parametrize("choice", CHOICES)
def test_a_whole_page_tells_what_is_there_and_nothing_else(choice, city, browser, tmp_path):
    """No row of nothing but marks, no heading without content, no word of what is not collected, and nothing that axe-core finds."""
    shutil.copytree(city.root, tmp_path / "city")
    workspace = Workspace(tmp_path / "city")
    for table in LAYOUTS.keys() - CHOICES[choice]:
        for path in workspace.raw.glob(f"*/{LAYOUTS[table].file}"):
            path.unlink()
    command = [sys.executable, "-m", "analysis", "run", "2025-26"]
    built = subprocess.run(command, cwd=workspace.root, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    found = {}
    for name in ("report", "methodology"):
        page = browser.new_page()
        page.goto((workspace.outputs / "2025-26" / "public" / f"{name}.html").as_uri())
        found[name] = violations(page), page.evaluate(EMPTY_ROWS), page.evaluate(HOLLOW)
        told = page.evaluate("document.querySelector('main').innerText")
        if name == "report":
            found["words"] = NOT_THERE.findall(told)
        page.close()
    assert found == {"report": ([], [], []), "methodology": ([], [], []), "words": []}
