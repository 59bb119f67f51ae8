"""The documentation builds offline, asks nothing of any network, says what the code says, and shows commands that work."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.chapters import ALL
from analysis.cli import main
from analysis.textcheck import RULES

pytestmark = pytest.mark.xdist_group("documentation")

PROJECT = Path(__file__).parents[1]
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md"))]
SHELL = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
REMOTE = re.compile(r"""@import|url\(\s*['"]?(?:https?:)?//""")

# What sets a machine up, or is this very run of the tests.
NOT_RUN_HERE = {
    "uv sync --locked",
    "uv run pytest",
    "conda env create -f environment.yml",
    "conda activate safeguarding-overview",
    "pytest",
    ".venv/bin/pre-commit install",
}
# The first goes on until it is stopped; a fixture there starts and stops it. One needs a cluster; the others build what is built there.
RUN_ELSEWHERE = {
    "overview lab": "test_jupyterlab.py",
    "overview run 2016-17": "test_end_to_end.py",
    "overview sample --today wyreford": "sample/test_today.py",
    "overview run 2025-26": "test_today.py",
    "overview run 2016-17 --edition internal": "test_end_to_end.py",
    "overview run 2016-17 --cluster tls://scheduler.example:8786 --send": "run/test_sent.py",
    "overview verify 2016-17-Q4": "run/test_verify.py",
    "overview publish 2016-17-Q4 --on 2017-05-04": "run/test_register.py",
    'overview withdraw "2017-05-04 2016-17-Q4" --by "A. Person" --reason "The police had sent the wrong file."': "run/test_withdraw.py",
    "overview foi missing --period 2016-17 --release": "run/test_foi.py",
    'overview sign-off 2016-17-Q4 --by "A. Person" --role "Head of Performance"': "run/test_signoff.py",
    'overview explain "missing_notifications@2016-17"': "test_explain.py",
    "overview check ourcounty/data/raw/2026-27": "run/test_hour.py",
    "overview check ourcounty/data/raw/2026-27/police.csv --write": "run/test_hour.py",
    "overview check ourcounty/data/raw/2026-27/contacts.csv --table referrals --write": "run/test_hour.py",
    "overview regional ashby barton corby --period 2016-17 --out region": "regional/test_summary.py",
    "overview lint-text covering-paper.docx --period 2016-17": "textcheck/test_check.py",
}


def commands_in(text: str) -> list[str]:
    return [line.strip() for block in SHELL.findall(text) for line in block.splitlines() if line.strip()]


def shape(command: str) -> str:
    """The command without what differs from page to page: how it is reached, and the name of the workspace."""
    return re.sub(r" --workspace \S+", "", command.removeprefix("uv run ")) if "overview" in command else command


SHOWN = sorted({shape(command) for page in PAGES for command in commands_in(page.read_text(encoding="utf-8"))} - NOT_RUN_HERE)
MADE = [command for command in SHOWN if command.startswith("make ")]
FIRST = {command for command in SHOWN if command.startswith("overview new-workspace ")} | {"overview sample"}
OVERVIEW = sorted(
    (command for command in SHOWN if command.startswith("overview ") and command not in {*FIRST, *RUN_ELSEWHERE}),
    key=lambda command: not command.startswith("overview run "),  # the others may look at what a run has built
)


# The commands


def overview(folder: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "analysis", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A workspace set up from elsewhere with the commands of the documentation, with a quarter to look at."""
    folder = tmp_path_factory.mktemp("anywhere")
    done = overview(folder, "new-workspace", "ourcounty", "--practice")
    assert done.returncode == 0, done.stderr
    for words in (["sample"], ["run", "2016-17-Q4"]):
        done = overview(folder, *words, "--workspace", "ourcounty")
        assert done.returncode == 0, done.stderr
    return folder / "ourcounty"


def test_the_pages_show_commands_and_no_unknown_ones():
    assert {"overview sample", "overview run 2016-17", "overview lab", "make lab", "make docs"} <= set(SHOWN)
    assert [command for command in SHOWN if not command.startswith(("make ", "overview "))] == []


def test_every_workspace_is_set_up_before_it_is_named():
    """The commands of a page can be copied one after the other."""
    for page in PAGES:
        known = set()
        for command in commands_in(page.read_text(encoding="utf-8")):
            known |= set(re.findall(r"(?:new-workspace|sample --today) (\S+)", command))
            assert set(re.findall(r"--workspace (\S+)", command)) <= known, f"{page.name}: {command}"


@pytest.mark.long
@pytest.mark.parametrize("command", OVERVIEW)
def test_the_command_works(county, command):
    """From anywhere, on a workspace that was set up a moment ago."""
    done = overview(county.parent, *command.split()[1:], "--workspace", county.name)
    assert done.returncode == 0, done.stderr
    written = [county.parent / line for line in done.stdout.splitlines()]
    assert written
    assert all(path.exists() for path in written)
    assert all("Your County Council" in path.read_text(encoding="utf-8") for path in written if path.suffix == ".html")


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize("command", MADE)
def test_the_make_target_is_there(command):
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(["make", "-n", *command.split()[1:]], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "module"), RUN_ELSEWHERE.items())
def test_what_is_run_elsewhere_is_run_there(command, module):
    assert f'"{command.split()[1]}"' in (PROJECT / "tests" / module).read_text(encoding="utf-8")


# The pages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The built documentation, as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", str(PROJECT / "docs"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_no_page_loads_anything_from_elsewhere(site):
    pages = sorted(site.rglob("*.html"))
    assert pages
    assert [loads for page in pages for loads in remote_loads(page.read_text(encoding="utf-8"))] == []
    assert [path.name for path in site.rglob("*.css") if REMOTE.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("planted", [
    '<script src="https://example.org/a.js"></script>', '<link rel="stylesheet" href="//example.org/a.css">',
    '<img src="http://example.org/a.png">', "<style>@import 'a.css'</style>",
])  # fmt: skip
def test_a_remote_load_would_be_seen(planted):
    assert remote_loads(planted)


def test_a_link_to_another_site_is_no_load():
    assert remote_loads('<a href="https://example.org/">elsewhere</a>') == []


def remote_loads(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    named = [tag.get("src") or tag.get("data") or "" for tag in page.select("[src], object[data]")]
    named += [tag["href"] for tag in page.select("link[href]")]
    return [url for url in named if url.startswith(("http:", "https:", "//"))] + [
        str(tag) for tag in page.select("style") if REMOTE.search(str(tag))
    ]


def text_of(site: Path, page: str) -> str:
    return BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser").get_text()


def test_the_commands_are_all_there_with_their_help(site):
    shown = text_of(site, "reference/commands")
    for name, command in main.commands.items():
        assert f"Usage: overview {name}" in shown
        assert command.get_short_help_str(40).removesuffix("...") in " ".join(shown.split())


def test_the_catalogue_has_every_indicator_and_its_example(site):
    shown = text_of(site, "reference/indicators")
    assert [one.key for one in ALL if one.key not in shown or one.example.because not in shown] == []


def test_the_rules_about_texts_are_all_there_with_their_examples(site):
    shown = " ".join(text_of(site, "reference/claims").split())
    assert [rule.code for rule in RULES if rule.code not in shown or rule.wrong not in shown or rule.right not in shown] == []


def test_every_page_is_in_the_contents(site):
    built = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    written = {path.relative_to(PROJECT / "docs").with_suffix("").as_posix() for path in (PROJECT / "docs").rglob("*.md")}
    assert {page for page in written if not page.startswith("_build")} <= built
