"""A folder for another authority: configuration to fill in, notebooks, and a place for extracts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from analysis.base.settings import Fault, Workspace
from analysis.base.shipped import PARTS, project
from analysis.base.vocabulary import NO_OWN, VOCABULARY_FILE, Names
from analysis.run.trust import trust
from analysis.run.workspaces.answers import STATED, Answers

OWN = ("authority.toml", "targets.toml", "vocabulary.toml", "supplied", "commentary", "population", "releases")
"""What in ``config/`` each authority says for itself."""

TEMPLATE = Path(__file__).parent / "template"

LAYOUTS = Path("mappings") / "sample"
"""Where a workspace keeps the mappings of all tables as the project has them, so that `overview check FILE` knows every table."""


def make_workspace(folder: Path, answers: Answers) -> Workspace:
    """Set up a folder for an authority. Raises `Fault`, and changes nothing, when there is something in it."""
    project = project_parts()
    refuse_unless_empty(folder)
    ignored = shutil.ignore_patterns(*OWN, "__pycache__", ".ipynb_checkpoints")
    for part in PARTS:
        shutil.copytree(project / part, folder / part, ignore=ignored)
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    (folder / "gitignore").rename(folder / ".gitignore")
    workspace = Workspace(folder)
    _take_mappings(workspace, answers.tables)
    _change(workspace.config / "authority.toml", lambda text: _with_values(text, {key: getattr(answers, key) for key in STATED}))
    _change(workspace.config / VOCABULARY_FILE, lambda text: _with_names(text, answers))
    trust(folder)
    return workspace


def make_period_folder(workspace: Workspace, day: date) -> Path:
    """The empty folder for the extracts of the reporting year into which a day falls."""
    from analysis.base.periods import quarter_of  # It brings pandas, for which a flag that is missing need not wait.

    folder = workspace.raw / quarter_of(day, workspace.authority.year_starts_in).year.name
    folder.mkdir()
    return folder


def project_parts() -> Path:
    """Where the project's own configuration and notebooks are. Raises `Fault` when it was installed without them."""
    place = project()
    if place is None:
        raise Fault("The package was installed without its configuration and notebooks. Install it from its wheel, or from a checkout.")
    return place


def refuse_unless_empty(folder: Path) -> None:
    """Raises `Fault` when there is something in a folder."""
    try:
        found = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise Fault(f"{folder} cannot be read: {error.strerror}. Choose another folder.") from None
    if found:
        raise Fault(f"{folder} is not empty: it holds {found[0]}. Choose a folder that is empty or not there yet.")


def _take_mappings(workspace: Workspace, tables: tuple[str, ...]) -> None:
    """Keep the mappings of all tables aside, and in use those of some."""
    shutil.copytree(workspace.config / "extracts", workspace.config / LAYOUTS)
    for path in workspace.config.glob("extracts/*.toml"):
        if path.stem not in tables:
            path.unlink()


def _change(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _with_values(text: str, values: dict[str, Any]) -> str:
    """A TOML file whose lines of these keys have other values; its comments stay."""
    for key, value in values.items():
        text = _replaced(text, rf"^{key} = .*$", f"{key} = {_toml(value)}")
    return text


def _with_names(text: str, answers: Answers) -> str:
    """The words with what the authority calls its groups of agencies, where it calls them something of its own."""
    for group in Names.model_fields:
        if (called := getattr(answers, group)) != getattr(NO_OWN.names, group).name:
            said = f"[names.{group}]\nname = {_toml(called)}"
            text = _replaced(text, rf"^# \[names\.{group}\]\n# name = .*$", said)
    return text


def _replaced(text: str, pattern: str, said: str) -> str:
    """The text with the first lines that fit a pattern replaced by others, taken as they are."""
    return re.sub(pattern, lambda _: said, text, count=1, flags=re.MULTILINE)


def _toml(value: str | int | tuple[str, ...]) -> str:
    """A value in TOML, whose strings of one line, numbers and lists are written like those of JSON."""
    return json.dumps(value, ensure_ascii=False)
