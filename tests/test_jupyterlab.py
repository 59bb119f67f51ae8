"""The analyst's path: every notebook runs from top to bottom in a real JupyterLab, in a real browser."""

import csv
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import nbformat
import pytest
from bs4 import BeautifulSoup

from analysis.markup import CHART_MIME
from tests.waiting import PATIENCE_SECONDS, wait_until

pytestmark = [pytest.mark.xdist_group("end to end"), pytest.mark.long]

NOTEBOOKS = ("00_tutorial", "01_data_quality", "02_quarterly_performance", "03_annual_overview", "06_methodology", "09_template")
SHOWN = [  # the period that each opens with
    ("02_quarterly_performance", "2016-17-Q4"),
    ("03_annual_overview", "2016-17"),
]
TOKEN = "for-the-test"
RUN_SECONDS = 900

# The page's own state and its own commands, the same that stand behind its menus: what is clicked may not be there yet.
IS_READY = """name => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.context?.path === `notebooks/${name}.ipynb` && panel.context.isReady && panel.revealed && panel.content.isVisible
        && panel.sessionContext.session?.kernel?.status === 'idle' && jupyterapp.commands.isEnabled('notebook:run-all-cells');
}"""
START = """([command, told]) => {
    window[told] = false;
    jupyterapp.commands.execute(command).then(() => { window[told] = true; }, error => { window[told] = `failed: ${error}`; });
}"""


@pytest.fixture(scope="module")
def lab(built):
    with lab_on(built.root) as opened:
        yield opened


@contextmanager
def lab_on(root):
    """JupyterLab on a workspace, opened as `make lab` opens it: its address, and where it keeps what its kernels talk by."""
    port = free_port()
    command = [sys.executable, "-m", "analysis", "lab", "--workspace", str(root), "--", "--no-browser", f"--ServerApp.port={port}",
               f"--IdentityProvider.token={TOKEN}", "--ServerApp.allow_root=True", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    with tempfile.TemporaryDirectory() as runtime:  # its name must be short, which a test's own folder is not
        environment = os.environ | {"JUPYTER_RUNTIME_DIR": runtime}
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        address = f"http://localhost:{port}"
        try:
            wait_until(lambda: answers(address) or server.poll() is not None, f"JupyterLab to answer at {address}")
            assert server.poll() is None, "JupyterLab did not start"
            yield SimpleNamespace(address=address, runtime=Path(runtime))
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def ran(built, lab, browser):
    """A function that opens a notebook by hand with its defaults and runs all cells, once; the saved notebook, and who was asked."""

    @cache
    def run(name):
        page, asked = browser.new_page(viewport={"width": 1400, "height": 1000}), set()
        page.on("request", lambda request: asked.add(urlsplit(request.url)))
        run_by_hand(page, lab.address, name)
        page.close()
        return SimpleNamespace(outputs=[o for cell in saved(built, name).cells for o in cell.get("outputs", ())], asked=asked)

    return run


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_runs_from_top_to_bottom(ran, name):
    """Every cell runs, none fails, and the page asks nobody but this machine."""
    outputs = ran(name).outputs
    assert outputs
    assert [output["ename"] for output in outputs if output["output_type"] == "error"] == []
    assert {url.hostname for url in ran(name).asked if url.scheme.startswith(("http", "ws"))} == {"localhost"}


@pytest.mark.parametrize(("name", "period"), SHOWN)
def test_the_figures_of_the_notebook_are_those_of_the_open_data(built, ran, name, period):
    """An analyst who runs the notebook sees what was published."""
    with (built.outputs / period / "public" / "results.csv").open(encoding="utf-8", newline="") as file:
        published = {address(row): row["value"] for row in csv.DictReader(file)}
    pages = [BeautifulSoup("".join(output["data"]["text/html"]), "html.parser") for output in displayed(ran(name).outputs)]
    figures = [(element["data-figure"], element["value"]) for page in pages for element in page.select("data.figure")]
    assert len(figures) > 50
    assert [(where, value) for where, value in figures if published[where] != value] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_is_shown_is_in_a_form_that_every_notebook_view_knows(ran, name):
    """Other views, such as that of VS Code, show HTML and pictures, and know nothing of our own form."""
    for output in displayed(ran(name).outputs):
        assert {"text/html", "text/plain"} <= set(output["data"]) or set(output["data"]) == {"text/plain"}
        if CHART_MIME in output["data"]:
            assert "image/png" in output["data"]


def test_the_tutorial_ends_in_a_sentence(ran):
    texts = [output["data"].get("text/plain", "") for output in displayed(ran("00_tutorial").outputs)]
    assert "True" in texts
    assert any("were of a child aged 12 or under, down from" in text for text in texts)


@pytest.mark.skipif(os.name != "posix", reason="this platform has no socket files")
def test_each_kernel_talks_by_files_of_its_own_that_only_their_owner_can_open(ran, lab):
    for name in ("00_tutorial", "02_quarterly_performance"):
        ran(name)
    kernels = [json.loads(path.read_text(encoding="utf-8")) for path in lab.runtime.glob("kernel-*.json")]
    assert len(kernels) >= 2
    assert {kernel["transport"] for kernel in kernels} == {"ipc"}
    assert len({kernel["ip"] for kernel in kernels}) == len(kernels)
    assert {Path(kernel["ip"]).parent for kernel in kernels} == {lab.runtime}
    assert lab.runtime.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) == 0


def test_nobody_is_asked_for_news_or_new_versions(lab):
    settings = json.loads(fetched(f"{lab.address}/lab/api/settings/@jupyterlab/apputils-extension:notification?token={TOKEN}"))
    offered = settings["schema"]["properties"]
    assert (offered["fetchNews"]["default"], offered["checkForUpdates"]["default"]) == ("false", False)


def run_by_hand(page, address, name):
    """Open a notebook, run all of its cells and save it."""
    page.goto(f"{address}/lab/tree/notebooks/{name}.ipynb?token={TOKEN}&reset", timeout=PATIENCE_SECONDS * 1000)
    wait_in(page, IS_READY, name, f"{name} to be open with an idle kernel")
    command(page, "notebook:run-all-cells", f"all cells of {name} to run", RUN_SECONDS)
    wait_in(page, IS_READY, name, f"the kernel of {name} to be idle again", RUN_SECONDS)
    command(page, "docmanager:save", f"{name} to be saved")


def displayed(outputs):
    return [output for output in outputs if output["output_type"] in ("execute_result", "display_data")]


def address(row):
    split = f"[{row['breakdown']}={row['category']}]" if row["breakdown"] else ""
    return f"{row['indicator']}@{row['period']}{split}"


def command(page, name, what, seconds=PATIENCE_SECONDS):
    """Give the page a command and wait until it has carried it out."""
    page.evaluate(START, [name, "told"])
    wait_in(page, "() => window.told", None, what, seconds)
    assert page.evaluate("window.told") is True, f"{what}: {page.evaluate('window.told')}"


def wait_in(page, condition, argument, what, seconds=PATIENCE_SECONDS):
    """Wait until a condition holds in the page; the failure says for what, and what the page shows."""
    from playwright.sync_api import TimeoutError

    try:
        page.wait_for_function(condition, arg=argument, timeout=seconds * 1000)
    except TimeoutError as error:
        shown = page.locator("body").inner_text(timeout=PATIENCE_SECONDS * 1000)
        raise AssertionError(f"waited {seconds} seconds for {what}; the page shows:\n{shown[:1000]}") from error


def saved(built, name):
    return nbformat.read(built.notebooks / f"{name}.ipynb", as_version=4)


def answers(address):
    try:
        return fetched(f"{address}/api?token={TOKEN}")
    except OSError:
        return None


def fetched(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]
