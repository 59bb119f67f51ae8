"""The analyst's path: every notebook runs from top to bottom in a real JupyterLab, in a real browser."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import nbformat
import pytest

pytestmark = pytest.mark.xdist_group("end to end")

NOTEBOOKS = ("01_data_quality", "02_quarterly_performance", "03_annual_overview", "06_methodology")
TOKEN = "for-the-test"
PATIENCE_SECONDS = 180


@pytest.fixture(scope="module")
def lab(built):
    """A JupyterLab server on the built workspace; its address."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.root_dir={built.root}", f"--ServerApp.port={port}",
               f"--IdentityProvider.token={TOKEN}", "--ServerApp.allow_root=True", "--LabApp.news_url=None",
               "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        until(lambda: answers(address))
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_runs_from_top_to_bottom(built, lab, browser, name):
    """Opened by hand with its defaults, every cell runs and none fails."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/tree/notebooks/{name}.ipynb?token={TOKEN}&reset")
    until(lambda: kernel_is_idle(lab))
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    until(lambda: ran_whole(built, name, page))
    page.close()
    outputs = [output for cell in saved(built, name).cells for output in cell.get("outputs", ())]
    assert outputs
    assert [output["ename"] for output in outputs if output["output_type"] == "error"] == []


def ran_whole(built, name, page):
    page.keyboard.press("Control+s")
    time.sleep(1)
    cells = [cell for cell in saved(built, name).cells if cell.cell_type == "code"]
    return all(cell.execution_count for cell in cells) or any(o.output_type == "error" for cell in cells for o in cell.outputs)


def saved(built, name):
    return nbformat.read(built.notebooks / f"{name}.ipynb", as_version=4)


def kernel_is_idle(address):
    kernels = [session["kernel"] for session in json.loads(fetched(f"{address}/api/sessions?token={TOKEN}"))]
    return any(kernel["execution_state"] == "idle" and kernel["connections"] > 0 for kernel in kernels)


def answers(address):
    try:
        return fetched(f"{address}/api?token={TOKEN}")
    except OSError:
        return None


def fetched(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def until(happens):
    end = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < end, f"nothing happened in {PATIENCE_SECONDS} seconds"
        time.sleep(0.5)


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]
