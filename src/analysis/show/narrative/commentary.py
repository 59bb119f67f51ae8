"""Commentary: what only people know, written in Markdown, kept apart from the figures and shown as commentary.

Its figures and claims are checked and put in (`analysis.textcheck`); a public edition is not shown with commentary that has faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import mistune
from markupsafe import escape

from analysis.base.settings import Authority, Fault, text_if_there
from analysis.chapters import is_left_out
from analysis.show.narrative.text import Text
from analysis.textcheck import PLACE, Reference, TextFinding, faults_in, fill, lint_commentary, lint_typed

LISTED = 20
"""A quarter has the name of each figure for a heading besides: nobody would read them all."""

_HEADING = re.compile(r"^#+[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:^(?!#).*\S.*(?:\n|\Z))+", re.MULTILINE)


class _Paragraphs(mistune.HTMLRenderer):
    """Markdown as the page wants it: every paragraph numbered by the page and marked as commentary."""

    def paragraph(self, text: str) -> str:
        return f'<p class="para commentary">{text}</p>\n'

    def block_html(self, html: str) -> str:
        return self.paragraph(escape(html.strip()))


_to_html = mistune.create_markdown(renderer=_Paragraphs(escape=True))


def read_commentary(path: Path, given: Reference, headings: tuple[str, ...]) -> dict[str, Text]:
    """The commentary of a period by heading, its figures and claims put in; empty when there is no file.

    Raises `Fault` for other headings than the report has, so that nothing written is left out unnoticed, and in the public edition
    for everything that `check_commentary` says must be put right.
    """
    text = text_if_there(path)
    if text is None:
        return {}
    text = _told(text, given.authority)
    _, *pieces = _HEADING.split(text)
    _check_headings(path, text, headings)
    if given.rows.edition == "public":
        refuse_faults(path, check_commentary(path, given))
    written = dict(zip(pieces[::2], pieces[1::2], strict=True))
    return {heading: _shown(words, given) for heading, words in written.items() if words.strip()}


def check_commentary(path: Path, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with the commentary of a period, all at once; nothing when there is no file."""
    text = text_if_there(path)
    return () if text is None else lint_commentary(fill(_told(text, given.authority), given), given)


def check_as_written(path: Path, given: Reference, headings: tuple[str, ...]) -> None:
    """Raise `Fault` for commentary that no figures can put right: other headings than the report has and, in the public edition, words.

    ``given`` needs to have no figures yet.
    """
    text = text_if_there(path)
    if text is None:
        return
    text = _told(text, given.authority)
    _check_headings(path, text, headings)
    if given.rows.edition == "public":
        refuse_faults(path, lint_typed(text, given))


def paragraphs_left_out(path: Path, authority: Authority) -> tuple[str, ...]:
    """The paragraphs that name a figure of a chapter that the authority's report does without, in words: they are not shown."""
    text = text_if_there(path) or ""
    lines = [text.count("\n", 0, found.start()) + 1 for found in _PARAGRAPH.finditer(text) if _names_left_out(found[0], authority)]
    return tuple(f"{path.name}, line {line}: a figure of a chapter that is left out, so the paragraph is not shown." for line in lines)


def headings_without_words(path: Path, headings: Iterable[str]) -> tuple[str, ...]:
    """The headings under which nobody wrote anything, all of them where there is no file."""
    _, *pieces = _HEADING.split(text_if_there(path) or "")
    written = {heading for heading, words in zip(pieces[::2], pieces[1::2], strict=True) if words.strip()}
    return tuple(heading for heading in headings if heading not in written)


def refuse_faults(path: Path, findings: Iterable[TextFinding]) -> None:
    """Raise `Fault` with everything that must be put right before the commentary is published."""
    if faults := faults_in(findings):
        told = [fault.told(path.name) for fault in faults]
        raise Fault("\n".join([f"{path} has {len(faults)} fault(s), so it is not published:", *told]))


def _shown(words: str, given: Reference) -> Text:
    filled = fill(words.strip(), given)
    return Text((filled.put_in(_to_html(filled.text)),))


def _told(text: str, authority: Authority) -> str:
    """The text with an empty line for each line of a paragraph that is left out, so that lines keep their numbers."""
    return _PARAGRAPH.sub(lambda found: "\n" * found[0].count("\n") if _names_left_out(found[0], authority) else found[0], text)


def _names_left_out(paragraph: str, authority: Authority) -> bool:
    return any(is_left_out(word, authority) for place in PLACE.finditer(paragraph) for word in re.findall(r"\w+", place[0]))


def _check_headings(path: Path, text: str, known: tuple[str, ...]) -> None:
    before, *pieces = _HEADING.split(text)
    written = pieces[::2]
    faults = [f"  {heading!r} {_advice(heading, known)}" for heading in written if heading not in known]
    faults += [f"  {heading!r} stands there more than once" for heading in sorted({h for h in written if written.count(h) > 1})]
    faults += ["  there is text above the first heading"] if before.strip() else []
    if faults:
        raise Fault("\n".join([f"{path} cannot be placed in the report:", *faults, f"The headings are: {_listed(known)}."]))


def _listed(known: tuple[str, ...]) -> str:
    more = ", and in a quarter the name of each figure" if len(known) > LISTED else ""
    return ", ".join(known[:LISTED]) + more


def _advice(heading: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(heading, known, n=1)
    return f"is not a heading of the report; did you mean {near[0]!r}?" if near else "is not a heading of the report"
