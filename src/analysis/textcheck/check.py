"""One file against the figures of a period."""

from __future__ import annotations

from pathlib import Path

from analysis.textcheck.document import is_word, read_text, read_word
from analysis.textcheck.fill import fill
from analysis.textcheck.lint import TakenFor, lint_paper, lint_paragraphs, taken_for
from analysis.textcheck.reading import Paragraph, paragraphs
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import TextFinding


def check_file(path: Path, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with a text, Markdown or Word file, in its order. Raises `Fault` when the file cannot be read."""
    return lint_paragraphs(read_word(path), given) if is_word(path) else lint_paper(read_text(path), given)


def figures_in_file(path: Path, given: Reference) -> tuple[TakenFor, ...]:
    """Each number of such a file with the figure that it was taken for, in its order. Raises `Fault` when the file cannot be read."""
    return taken_for(_paragraphs(path, given), given)


def _paragraphs(path: Path, given: Reference) -> tuple[Paragraph, ...]:
    return read_word(path) if is_word(path) else tuple(paragraphs(fill(read_text(path), given).read.split("\n")))
