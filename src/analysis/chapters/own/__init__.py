"""What a council adds without code, read into the same records as the rest: chapters of its own (``config/chapters/<name>.toml``), the
questions of its analysts (``config/questions.toml``), and columns of its own for tables of the project (``config/columns/<table>.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from analysis.base.at_work import COLUMNS, FOLDER, QUESTIONS, at_work
from analysis.base.chapter import Chapter
from analysis.base.settings import Fault, faults_told, files_like, text_if_there
from analysis.base.toml_lines import Keys, line_of, lines_of_keys
from analysis.chapters.own.additions import Addition, addition_of, faults_of_additions, with_additions
from analysis.chapters.own.agreement import Taken, faults_of_figures, faults_of_name, faults_of_tables
from analysis.chapters.own.records import chapter_of, table_of
from analysis.chapters.own.written import OwnAdditions, OwnChapter

Written = TypeVar("Written", bound=BaseModel)


def read_additions(root: Path, others: Sequence[Chapter]) -> tuple[Addition, ...]:
    """The columns that a workspace adds to the tables of other chapters, by the names of their files.

    Raises one `Fault` for each file that cannot be used, with every fault and its line.
    """
    added: tuple[Addition, ...] = ()
    for path in files_like(root / COLUMNS, "*.toml"):
        added += _additions(path, extended(others, added))
    return added


def read_own(root: Path, others: Sequence[Chapter], caveats: Iterable[str]) -> tuple[Chapter, ...]:
    """The chapters of its own that a workspace has, by the names of their files, beside the ``others`` and the ``caveats`` that all share.

    The questions of its analysts are the last, since they may be about the tables of the others. Raises one `Fault` for each file that
    cannot be used, with every fault and its line.
    """
    own: tuple[Chapter, ...] = ()
    for path in (*files_like(root / FOLDER, "*.toml"), root / QUESTIONS):
        if (text := text_if_there(path)) is not None:
            own += (chapter_in(text, path, (*others, *own), caveats),)
    return own


def chapter_in(text: str, path: Path, others: Sequence[Chapter], caveats: Iterable[str]) -> Chapter:
    """The chapter that a text says, which has the name of its file. Raises one `Fault` with every fault and its line."""
    own = _written(path, text, OwnChapter)
    taken = _taken(others, caveats)
    known = {**taken.tables, **{key: table_of(key, table) for key, table in own.tables.items()}}
    faults = (*faults_of_name(path.stem, taken), *faults_of_tables(own, taken), *faults_of_figures(own, known, taken))
    _stop_on(faults, path, text)
    return chapter_of(path.stem, own, known, others)


def joined_additions(others: Sequence[Chapter]) -> tuple[Addition, ...]:
    """Those of the workspace that this process works for. A file that cannot be used joins nothing; who opens the workspace is told."""
    try:
        return read_additions(at_work(), others)
    except Fault:
        return ()


def joined(others: Sequence[Chapter], caveats: Iterable[str]) -> tuple[Chapter, ...]:
    """As `joined_additions`, the chapters of its own."""
    try:
        return read_own(at_work(), others, caveats)
    except Fault:
        return ()


def extended(chapters: Sequence[Chapter], additions: Sequence[Addition]) -> tuple[Chapter, ...]:
    """Chapters with the columns that are added to their tables."""
    return tuple(with_additions(one, additions) for one in chapters)


def _additions(path: Path, others: Sequence[Chapter]) -> tuple[Addition, ...]:
    text = text_if_there(path) or ""
    own = _written(path, text, OwnAdditions)
    _stop_on(tuple(faults_of_additions(path.stem, own, others)), path, text)
    return tuple(addition_of(path.stem, key, one, others) for key, one in own.columns.items())


def _written(path: Path, text: str, model: type[Written]) -> Written:
    try:
        return model.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Fault(f"{path} is not valid TOML: {error}. Put the line right and run again.") from None
    except ValidationError as error:
        _stop_on(faults_told(error, model), path, text)
        raise


def _taken(others: Sequence[Chapter], caveats: Iterable[str]) -> Taken:
    return Taken(
        chapters={name for one in others for name in (one.key, *one.sections)},
        tables={table.key: table for one in others for table in one.tables},
        indicators={indicator.key: indicator for one in others for indicator in one.indicators},
        caveats={*caveats, *(code for one in others for code in one.caveats)},
    )


def _stop_on(faults: Sequence[tuple[Keys, str]], path: Path, text: str) -> None:
    if faults:
        lines = lines_of_keys(text)
        told = [f"  line {line_of(place, lines)}: {'.'.join(place)}{': ' * bool(place)}{said}" for place, said in faults]
        raise Fault("\n".join([f"{path} has {len(faults)} fault(s):", *told]))
