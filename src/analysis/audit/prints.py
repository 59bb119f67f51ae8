"""A printed page (PDF), compared with the page of its name word by word in the order of both; and the parts that no print needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from lxml.etree import _Element

from analysis.audit.known import Known
from analysis.audit.print_parts import part_faults
from analysis.audit.printed import PrintAsRead, read_print, squeezed
from analysis.base.elements import kinds

_CONTENT = re.compile(r"\bcontent\s*:\s*([^;}]*)")
_QUOTED = re.compile(r'"([^"]*)"')
_NARROW = "on-narrow"
_FOR_SCREENS = {"skip", "kind", "back", "traced"}


def print_faults(path: Path, known: Known) -> Iterator[str]:
    """What a print says and its page does not, and parts of it that no page needs."""
    root = known.page(path.with_suffix(".html"))
    try:
        opened = pikepdf.open(path, attempt_recovery=False)
    except pikepdf.PdfError:
        yield "it is no PDF that can be read"
        return
    with opened as pdf:
        printed = read_print(pdf)
        yield from _word_faults(printed, root)
        yield from _picture_faults(printed, root)
        yield from part_faults(path.read_bytes(), pdf, root, known)


def _word_faults(printed: PrintAsRead, root: _Element) -> Iterator[str]:
    edges, pages = [squeezed(words) for words in _running(root)], len(printed.beside)
    signs = "".join({*" ", *(char for one in root.iter("*") if _is_sign(one) for char in one.text or "" if not char.isalnum())})
    numbering = [squeezed(f"Page {n} of {pages}") for n in range(1, pages + 1)]
    for number, words in enumerate(printed.beside):
        if rest := _without(words, [numbering[number], *edges]).strip(signs):
            yield f"page {number + 1} says {rest[:60]!r} at its edge"
    heads = ["".join(squeezed("".join(one.itertext())) for one in head.iter("th")) for head in root.iter("thead")]
    yield from _first_difference(printed.texts, tuple(_pieces(root)), (*numbering, *edges, *heads))


def _running(root: _Element) -> Iterator[str]:
    """What the style sheet writes at the edges of every page."""
    for style in root.iter("style"):
        for content in _CONTENT.findall(style.text or ""):
            yield from filter(None, _QUOTED.findall(content))


def _without(words: str, known: Iterable[str]) -> str:
    for one in sorted(known, key=len, reverse=True):
        words = words.replace(one, "", 1)
    return words


@dataclass(frozen=True)
class _WordsOfPage:
    """Words of a page in one piece, without spaces. Print may leave out what is folded away or for a screen; code may break anywhere."""

    words: str
    is_spare: bool = False
    is_code: bool = False


def _pieces(root: _Element) -> Iterator[_WordsOfPage]:
    body = root.find(".//body")
    yield from _below(root if body is None else body, _WordsOfPage(""))


def _below(element: _Element, within: _WordsOfPage) -> Iterator[_WordsOfPage]:
    if element.tag in {"style", "script"} or not isinstance(element.tag, str):
        return
    within = _WordsOfPage("", within.is_spare or _is_spare(element), within.is_code or element.tag in {"code", "pre"})
    yield from _of_words(element.text, within)
    for child in element:
        yield from _below(child, within)
        yield from _of_words(child.tail, within)


def _of_words(words: str | None, within: _WordsOfPage) -> Iterator[_WordsOfPage]:
    if told := squeezed(words or ""):
        yield replace(within, words=told)


def _is_sign(element: _Element) -> bool:
    """Whether an element is a sign beside words that say the same, which a print has beside its text."""
    return element.get("aria-hidden") == "true"


def _is_spare(element: _Element) -> bool:
    named = set(kinds(element))
    return _is_sign(element) or (element.tag == "details" and "chart-data" not in named) or not named.isdisjoint(_FOR_SCREENS)


def _first_difference(told: Iterable[str], pieces: Sequence[_WordsOfPage], again: Iterable[str]) -> Iterator[str]:
    """The first words of a print that its page does not say there, where they are not said ``again`` on each of its pages.

    An end of a line may divide a piece, and no number in it.
    """
    at, rest, edge = 0, "", ""
    for words in told:
        while words:
            if not rest:
                at = _place_of(words, pieces, at)
                rest = pieces[at].words if at < len(pieces) else ""
            is_code = at < len(pieces) and pieces[at].is_code
            if length := _common(words := words.replace(" ", "") if is_code else words, rest):
                if not is_code and _divides_a_number(words, rest):
                    yield f"it divides a number of {rest[:60]!r}"
                words, rest = words[length:].lstrip(), rest[length:].lstrip()
                at += not rest
            elif edge := next((one for one in filter(None, [edge, *again]) if one.startswith(words)), ""):
                words, edge = "", edge[len(words) :].lstrip()
            else:
                yield f"it says {words[:60]!r} where the page has {rest[:60]!r}"
                return
    left = [rest, *(one.words for one in pieces[at + bool(rest) :] if not one.is_spare)]
    yield from (f"it does not say {words[:60]!r}, which the page does" for words in list(filter(None, left))[:1])


def _place_of(words: str, pieces: Sequence[_WordsOfPage], place: int) -> int:
    """Where words stand from a place on, over what may be left out."""
    at = place
    while at < len(pieces) and pieces[at].is_spare and pieces[at].words != words:
        at += 1
    return at if at < len(pieces) else place


def _common(words: str, rest: str) -> int:
    """How many letters two texts have in common, where one is the start of the other; nought where it is not."""
    length = min(len(words), len(rest))
    return length if words[:length] == rest[:length] else 0


def _divides_a_number(*texts: str) -> bool:
    shorter, longer = sorted(texts, key=len)
    return len(shorter) < len(longer) and shorter[-1].isdecimal() and longer[len(shorter)].isdecimal()


def _picture_faults(printed: PrintAsRead, root: _Element) -> Iterator[str]:
    """Each picture has the alternative text of the one in its place; on paper a chart is drawn as for wide screens."""
    alts = [image.get("alt", "") for image in root.iter("img") if image.get("alt") and _NARROW not in kinds(image)]
    if list(printed.alternatives) != alts:
        wrong = next((one for one, alt in zip(printed.alternatives, [*alts, *printed.alternatives], strict=False) if one != alt), "none")
        yield f"its pictures are not those of the page: {wrong[:60]!r}"
