"""Executed notebooks: their HTML is compared as pages are, and every other form of an output with its HTML."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.etree import _Element

from analysis.audit.alternatives import Cells, cells_of_chart
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import WORDS, numbers_in, says_a_number
from analysis.audit.pages import decoded, html_faults, tree_faults
from analysis.audit.pictures import picture_faults
from analysis.audit.pixels import pixel_faults
from analysis.audit.saying_again import Said
from analysis.base.elements import of_kind, parsed, text
from analysis.base.opened_rows import opens_rows

_KEYS = {
    "": {"cells", "metadata", "nbformat", "nbformat_minor"},
    "markdown": {"cell_type", "id", "metadata", "source"},
    "code": {"cell_type", "id", "metadata", "source", "execution_count", "outputs"},
}
_FORMS = re.compile(r"text/(html|plain)|image/(png|svg\+xml)|application/vnd\.safeguarding\.(text|table|chart)\+json")
_JSON = {
    "text": {"blocks"},
    "table": {"name", "title", "columns", "rows", "notes", "source", "pictures", "subtitle"},
    "chart": {"name", "title", "columns", "rows", "notes", "source", "subtitle", "alt"},
}
_SAID = re.compile(rf"\d[\d,./]*\d|\d|\b(?:{'|'.join(sorted(WORDS))})\b", re.IGNORECASE)
MOST_CELLS = 500
METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}


def notebook_faults(notebook: Mapping[str, Any], known: Known) -> Iterator[str]:
    """What stands in a notebook and should not."""
    if set(notebook) != _KEYS[""] or notebook["metadata"] != METADATA or (notebook["nbformat"], notebook["nbformat_minor"]) != (4, 5):
        yield "the notebook says more of itself than that it is one"
    if opens_rows(notebook["cells"]):
        yield "it opens rows about children"
    counts = [one["execution_count"] for one in notebook["cells"] if one.get("execution_count") is not None]
    if counts != sorted(set(counts)) or (counts and counts[-1] > MOST_CELLS):
        yield "its cells are not numbered in their turn"
    for number, cell in enumerate(notebook["cells"], 1):
        yield from (f"cell {number}: {fault}" for fault in _cell_faults(number, cell, known))


def _cell_faults(number: int, cell: Mapping[str, Any], known: Known) -> Iterator[str]:
    kind = cell.get("cell_type", "")
    if kind not in _KEYS or not kind:
        yield f"it is of the kind {kind!r}, which no report has"
        return
    yield from (f"it has {key!r}, which no cell needs" for key in sorted(set(cell) - _KEYS[kind]))
    if cell.get("id") != f"cell-{number}" or not _are_tags(cell.get("metadata", {})):
        yield "it says more of itself than its place and its tags"
    if kind == "markdown":
        left = known.standing.unexplained("".join(cell["source"]))
        yield from (f"its words hold {n}" for n in left if not known.says("".join(cell["source"]).lstrip("# ")))
        return
    yield from _code_faults("".join(cell["source"]), known)
    for output in cell.get("outputs", ()):
        yield from _output_faults(output, cell, known)


def _are_tags(metadata: Mapping[str, Any]) -> bool:
    tags = metadata.get("tags", ())
    return set(metadata) <= {"tags"} and not any(numbers_in(tag) for tag in tags)


def _code_faults(code: str, known: Known) -> Iterator[str]:
    bare = re.sub(r"#.*", "", re.sub(r"\"[^\"]*\"|'[^']*'", "", code))
    yield from (f"the code holds the number {n}" for n in numbers_in(bare))
    yield from (f"the code says {n}" for n in known.standing.unexplained(code))


def _output_faults(output: Mapping[str, Any], cell: Mapping[str, Any], known: Known) -> Iterator[str]:
    """An output shows one thing in several forms, each of which is compared with its HTML."""
    if output["output_type"] not in {"execute_result", "display_data"}:
        yield f"it has an output of the kind {output['output_type']!r}, which no report has"
        return
    if set(output) - {"data", "metadata", "output_type", "execution_count"} or output.get("execution_count") not in {
        None,
        cell.get("execution_count"),
    }:
        yield "its output says more of itself than what it shows"
    forms = {kind: "".join(form) if isinstance(form, list) else form for kind, form in output["data"].items()}
    yield from (f"it has the form {kind!r}, which no report has" for kind in forms if not _FORMS.fullmatch(kind))
    root = parsed(forms.get("text/html", ""))
    yield from tree_faults(root, known)
    yield from _form_faults(forms, root, known)
    yield from _metadata_faults(output.get("metadata", {}), root)


def _form_faults(forms: Mapping[str, Any], root: _Element, known: Known) -> Iterator[str]:
    said, chart = Said((root,)), next(iter(of_kind(root, "div", "chart")), None)
    pictures = [decoded(image) for image in root.iter("img")]
    for kind, form in forms.items():
        if kind == "image/svg+xml" and form not in pictures:
            yield "its picture is not the one of its page"
            yield from picture_faults(form, cells_of_chart(chart) if chart is not None else Cells())
        elif kind == "image/png":
            yield from pixel_faults(base64.b64decode(form))
        elif kind == "text/plain":
            yield from _plain_faults(form, said, root)
        elif kind.endswith("json"):
            yield from _json_faults(kind.removesuffix("+json").rpartition(".")[2], form, said, forms.get("text/html", ""), known)


def _plain_faults(form: str, said: Said, root: _Element) -> Iterator[str]:
    """The words of an output are those of its page, one after another."""
    if not says_a_number(form) or said.has(form):
        return
    told = text(root, "\n")
    written = _squeezed(told + " ".join(image.get("alt", "") for image in root.iter("img")))
    if _squeezed(form) not in written and not _are_pieces(form, written, _sequences(told)):
        yield f"the form text/plain says {form[:60]!r} otherwise than the page"


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _are_pieces(form: str, written: str, sequences: frozenset[tuple[str, ...]]) -> bool:
    """Whether each sentence and each column of a plain text is a piece of the page, or has the same numbers in the same order as one.

    The page spells out abbreviations, and the plain text does not.
    """
    pieces = (piece for line in form.splitlines() for piece in re.split(r"\s{2,}|\t|\||(?<=\.) ", line))
    return all(_squeezed(piece) in written or tuple(_said(piece)) in sequences for piece in pieces if says_a_number(piece))


def _sequences(told: str) -> frozenset[tuple[str, ...]]:
    """The numbers of each sentence in their order."""
    return frozenset(tuple(_said(piece)) for piece in re.split(r"(?<=\.)\s", re.sub(r"\s+", " ", told)))


def _said(sentence: str) -> list[str]:
    return _SAID.findall(sentence)


def _json_faults(name: str, form: Mapping[str, Any], said: Said, html: str, known: Known) -> Iterator[str]:
    """The data of an output: its table cell by cell, its words as the page says them."""
    yield from (f"its data has {key!r}, which no {name} has" for key in sorted(set(form) - _JSON.get(name, set())))
    if "blocks" in form and _squeezed("".join(form["blocks"])) != _squeezed(html):
        yield from (fault for block in form["blocks"] for fault in html_faults(block, known))
    grid = tuple(tuple(plain_of(cell) for cell in row) for row in (form.get("columns", ()), *form.get("rows", ())))
    kept = [n for n, title in enumerate(form.get("columns", ())) if title not in form.get("pictures", ())]
    grid = tuple(tuple(row[n] for n in kept) for row in grid)
    if grid != ((),) and grid not in said.tables + said.figures:
        yield "its data is not the table of its page"
    for words in (form.get("title", ""), form.get("subtitle", ""), form.get("source", ""), form.get("alt", ""), *form.get("notes", ())):
        if says_a_number(words) and not said.has(words) and not said.has(plain_of(words)):
            yield f"its data says {words[:60]!r}, which the page does not"
    if says_a_number(form.get("name", "").replace("_", " ").replace("-", " ")) and not known.is_key(form["name"]):
        yield f"its data is called {form['name'][:60]!r}"


def plain_of(cell: Any) -> str:
    """A cell of data as the page writes it."""
    return " ".join(re.sub(r"\s*\[note\s\d+\]", "", f"{cell}").split())


def _metadata_faults(metadata: Mapping[str, Any], root: _Element) -> Iterator[str]:
    """Of a picture its alternative text is told, and nothing else of anything."""
    alts = {image.get("alt") for image in root.iter("img")}
    for kind, told in metadata.items():
        if not isinstance(told, dict) or set(told) - {"alt"} or told.get("alt") not in alts:
            yield f"it says more of its {kind[:30]} than its alternative text"
