"""The promises of the repository itself: what is stored, what is documented, and that files which say the same thing agree."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Where conda-forge has another name, or a smaller package that suffices.
CONDA_NAMES = {"matplotlib": "matplotlib-base", "pandera": "pandera-pandas", "seaborn": "seaborn-base"}

TARGETS = dict(re.findall(r"^([a-z][\w-]*):(.*)$", MAKEFILE, re.MULTILINE))


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not shutil.which("git") or Path(git("rev-parse", "--show-toplevel").strip() or "/") != ROOT:
        pytest.skip("not a git checkout of its own")
    return git("ls-files", "-z").rstrip("\0").split("\0")


# The environment


def runtime_dependencies() -> dict[str, SpecifierSet]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [Requirement(line) for line in [*project["dependencies"], *extras["lab"], *extras["sample"]]]
    return {"python": SpecifierSet(project["requires-python"]), **{one.name: one.specifier for one in needed}}


def test_conda_environment_has_the_dependencies_of_the_project_with_the_same_bounds():
    lines = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    by_pip = next(line["pip"] for line in lines if isinstance(line, dict))
    assert "-e ." in by_pip
    stated = [Requirement(line) for line in lines + by_pip if line != "-e ." and line != "pip" and isinstance(line, str)]
    expected = {CONDA_NAMES.get(name, name): bounds for name, bounds in runtime_dependencies().items()}
    assert {one.name: one.specifier for one in stated} == expected


# The commands


def test_every_make_target_says_what_it_does():
    assert [name for name, rest in TARGETS.items() if "## " not in rest] == []


def test_every_make_target_is_phony():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()
    assert sorted(phony) == sorted(TARGETS)


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_plain_make_lists_the_targets():
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    listed = subprocess.run(["make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  ([\w-]+) ", listed, re.MULTILINE) == list(TARGETS)


def commands_in(markdown: str) -> list[str]:
    blocks = re.findall(r"^```[\w-]*\n(.*?)^```", markdown, re.MULTILINE | re.DOTALL)
    return [line.removeprefix("$ ").strip() for block in blocks for line in block.splitlines()]


@pytest.mark.skipif(not README.strip(), reason="README.md has not been written")
def test_readme_shows_the_two_commands_first():
    made = [command for command in commands_in(README) if command.startswith("make ")]
    assert made[:2] == ["make report", "make test"]


def test_make_targets_in_readme_exist():
    named = {command.split()[1] for command in commands_in(README) if command.startswith("make ")}
    assert named <= set(TARGETS)


OVERVIEW = re.compile(r"(?:uv run )?overview ([a-z][a-z-]*)")


@pytest.mark.parametrize("command", sorted({found[1] for found in map(OVERVIEW.match, commands_in(README)) if found}))
def test_commands_in_readme_exist(command):
    helped = subprocess.run([sys.executable, "-m", "analysis", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert helped.returncode == 0, helped.stderr


def test_continuous_integration_runs_the_commands_of_the_readme_and_the_long_tests():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("make ")] == ["make report", "make test", "make test-long"]


def test_continuous_integration_is_executable(tracked):
    modes = dict(line.split("\t")[::-1] for line in git("ls-files", "--stage", ".ci/run", "tools/uv").splitlines())
    assert {path: mode.split()[0] for path, mode in modes.items()} == {".ci/run": "100755", "tools/uv": "100755"}


# What is stored


def test_nothing_is_stored_under_data_and_outputs_but_readmes(tracked):
    assert [path for path in tracked if path.startswith(("data/", "outputs/")) and not path.endswith("/README.md")] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stored_without_outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [cell for cell in cells if cell.get("outputs") or cell.get("execution_count") is not None] == []


def test_no_stored_file_names_a_home_folder(tracked):
    """No folder of a real person; the checks of pages are tested with that of someone who is not."""
    home = re.compile(rb"(?:/home|/Users|/root|[A-Z]:\\Users)[/\\](?!someone)\w")
    assert [path for path in tracked if (ROOT / path).is_file() and home.search((ROOT / path).read_bytes())] == []


def test_changelog_has_a_place_for_the_next_version():
    assert "\n## Unreleased\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_is_valid_and_names_its_kernel_and_language(path):
    """JupyterLab and VS Code choose kernel and colours by them."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.nbformat_minor >= 5
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info.name == "python"


def nodes_of_the_source(*kinds):
    """Every part of these kinds of every module of src, with the module's path."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kinds):
                yield path.relative_to(ROOT).as_posix(), node


def test_each_class_has_a_name_of_its_own():
    """A reader who searches for a class finds one, so nothing has to be renamed where it is imported."""
    found = defaultdict(list)
    for path, node in nodes_of_the_source(ast.ClassDef):
        found[node.name].append(path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


# Names under which everyone knows a library.
KNOWN_AS = {"np", "pd", "pa", "pq", "plt", "sns"}


def test_nothing_of_ours_is_imported_under_another_name():
    """An import that has to be renamed says that two things have one name."""
    renamed = [
        f"{path}: {name.name} as {name.asname}"
        for path, node in nodes_of_the_source(ast.Import, ast.ImportFrom)
        for name in node.names
        if name.asname and name.asname not in KNOWN_AS
    ]
    assert renamed == []


def test_the_listing_is_one_that_a_newcomer_can_hold():
    """`src/analysis` has at most 18 entries: a room for each floor of docs/architecture.md, dunder files aside."""
    rooms = {path.relative_to(ROOT / "src" / "analysis").parts[0] for path in (ROOT / "src" / "analysis").rglob("*.py")}
    rooms = {name for name in rooms if not name.startswith("__")}
    assert len(rooms) <= 18
