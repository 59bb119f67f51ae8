"""From a question to the reports: it is written into a file of the council's own, where it is one more figure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from IPython.display import display
from markupsafe import Markup

from analysis.base.at_work import FOLDER, QUESTIONS
from analysis.base.settings import Fault, Workspace, files_like, text_if_there
from analysis.base.spec import Indicator
from analysis.base.toml_text import toml_text
from analysis.base.whole import write_whole
from analysis.base.wording import in_words_of
from analysis.chapters import CAVEATS, EXTENDED, OWN
from analysis.chapters.own import chapter_in
from analysis.report.answers import DeskAnswer
from analysis.report.opened import Opened
from analysis.show.methodology import Methodology, methodology
from analysis.show.narrative import Text

KEPT = (
    "<p>It is kept in <code>{}</code>. Look it over: what is called what, why anyone should know it, and who answers for it. Then restart "
    "the kernel and run <code>overview run {}{}</code>: the figure is planned with all others and stands in the report, in the open data "
    "and in the methodology, which says:</p>"
)
KEPT_INTERNAL = (
    "<p>It is for the internal edition alone: children who are told by the first of their rows, and only some of their rows, could be "
    "worked out from other figures of a release. Ask the same of rows, or undivided, to publish it.</p>"
)


@dataclass(frozen=True)
class Kept:
    """A question that is kept: the ``file``, and what the methodology will say of it. It shows both."""

    file: Path
    said: Text
    entries: Methodology

    def __repr__(self) -> str:
        return f"Kept in {self.file}."

    def _ipython_display_(self) -> None:
        display(self.said)
        display(self.entries)


def keep(opened: Opened, answer: DeskAnswer, key: str, told: Mapping[str, Any], into: str) -> Kept:
    """Write the question of an answer under a key into ``config/questions.toml``, or ``into`` a chapter of the council's own.

    ``told`` are further keys of the figure's record. Raises `Fault`, and writes nothing, for a figure that there is already, a key that is
    taken, and a chapter that there is not.
    """
    if not answer.text:
        raise Fault(f"{answer.indicator.key} is a figure of the reports already, so there is nothing to keep.")
    path = _file(opened.workspace, into)
    before = text_if_there(path) or ""
    text = before + added(answer.text, before, key, told)
    others = (*EXTENDED, *(one for one in OWN if one.key != path.stem))
    chapter = chapter_in(text, path, others, CAVEATS)
    _refuse_same_name(key, [*(one for other in others for one in other.indicators), *chapter.indicators])
    write_whole(path, text)
    mine = [one for one in chapter.indicators if one.key == key or one.key.startswith(f"{key}_")]
    said = _said(opened, path, mine, told.get("edition", ""))
    return Kept(path, said, methodology(in_words_of(opened.authority, tuple(mine)), opened.period, opened.authority))


def _refuse_same_name(key: str, indicators: list[Indicator]) -> None:
    """Raise `Fault` where another figure is called like the one with this key: no page may have two of one name."""
    name = next(one.name for one in indicators if one.key == key)
    if other := next((one.key for one in indicators if one.name == name and one.key != key), None):
        raise Fault(f"{other} is called {name!r} as well. Give yours a name of its own: report.keep(answer, {key!r}, name=...).")


def _file(workspace: Workspace, into: str) -> Path:
    if not into:
        return workspace.root / QUESTIONS
    path = workspace.root / FOLDER / f"{into}.toml"
    if not path.exists():
        there = [one.stem for one in files_like(workspace.root / FOLDER, "*.toml")]
        known = f"There are: {', '.join(there) or 'none'}."
        raise Fault(f"There is no chapter {into!r} in {FOLDER.as_posix()}. {known} Without into it goes to {QUESTIONS.as_posix()}.")
    return path


def added(text: str, before: str, key: str, told: Mapping[str, Any]) -> str:
    """What is put after a file so that it has a question: its ways to divide that are not there yet, and the figure.

    By two columns it is told of years alone: most counts of a quarter would be small and hidden, and planning them takes many minutes.
    """
    new, there = tomllib.loads(text), tomllib.loads(before)
    (asked,) = new["indicators"].values()
    yearly = {"shortest": "year"} if "across" in asked else {}
    new["breakdowns"] = {way: written | yearly for way, written in new.get("breakdowns", {}).items()}
    names = {way: _name(way, written, there.get("breakdowns", {})) for way, written in new["breakdowns"].items()}
    one = asked | {name: value for name, value in told.items() if value}
    one |= {"breakdowns": [names.get(way, way) for way in asked.get("breakdowns", ())]}
    one |= {"across": names.get(asked["across"], asked["across"])} if "across" in asked else {}
    ways = {name: new["breakdowns"][way] for way, name in names.items() if name not in there.get("breakdowns", {})}
    parts = [toml_text(written, ("breakdowns", name)) for name, written in ways.items()]
    heading = [] if before.strip() else [toml_text({"heading": new["heading"]})]
    return ("\n" if before else "") + "\n\n".join([*heading, *parts, toml_text(one, ("indicators", key))]) + "\n"


def _name(way: str, written: Mapping[str, Any], there: Mapping[str, Any]) -> str:
    """What a way to divide is called in a file that has other ways by this name."""
    name, number = way, 2
    while name in there and there[name] != written:
        name, number = f"{way}_{number}", number + 1
    return name


def _said(opened: Opened, path: Path, mine: list[Indicator], edition_asked: str) -> Text:
    internal = " --edition internal" if all(one.edition == "internal" for one in mine) else ""
    file = path.relative_to(opened.workspace.root).as_posix()
    is_internal = mine[0].edition == "internal" and edition_asked != "internal"
    return Text((Markup(KEPT).format(file, opened.period.name, internal), *([Markup(KEPT_INTERNAL)] if is_internal else [])))
