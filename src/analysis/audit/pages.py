"""Pages, searched for numbers that the open data hides or does not explain.

In a page each computed number is an element that names its figure, and must say what the open data says; alternative text and pictures
may hold only numbers that stand in the table beside them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.judged import narrowed_down
from analysis.audit.numbers_in_text import numbers_in
from analysis.audit.opendata import BENCHMARKS, Open
from analysis.audit.pictures import picture_faults
from analysis.base.elements import kinds, of_kind, parsed, text

_FIGURES, _PUBLISHED = ".//data[@data-figure]", ".//data[@data-published]"
# What holds numbers that are no figures: names of periods and definitions, code, the frame of the page, and what people wrote.
_APART = {"code", "pre", "nav", "style", "script"}
_APART_BY_KIND = {"period", "term", "pn", "commentary", "chart"}


def html_faults(html: str, data: Open) -> Iterator[str]:
    """A page or a piece of one."""
    yield from tree_faults(parsed(html), data)


def tree_faults(root: _Element, data: Open) -> Iterator[str]:
    """A page that has been parsed."""
    yield from (f"a comment holds numbers: {_short(note.text)}" for note in root.xpath("//comment()") if numbers_in(note.text))
    for element in root.iterfind(_FIGURES):
        yield from _figure_faults(element, data)
    for element in root.iterfind(_PUBLISHED):
        yield from _published_faults(element, data)
    for chart in of_kind(root, "div", "chart"):
        yield from _chart_faults(chart)
    for image in of_kind(root, "img", "sparkline"):
        yield from _sparkline_faults(image, data)
    yield from _bare_faults(root)


def _figure_faults(element: _Element, data: Open) -> Iterator[str]:
    """An element that names a figure says what the open data says of it; a change or a sum only of figures that are shown."""
    kind, address, raw, shown = (kinds(element) or [""])[0], element.get("data-figure"), element.get("value", ""), text(element)
    if kind == "instead":
        if shown not in data.words(address):
            yield f"{address} is hidden but reads {shown!r}"
        return
    if kind in {"figure", "part"}:
        printed = data.says(address, element.get("data-part", ""))
        if printed is not None and raw != printed:
            yield f"{address} is given as {raw} where the open data has {printed}"
        if raw == "c" and shown != "[c]":
            yield f"{address} is hidden but reads {shown!r}"
        if raw not in {"c", "x", "z"} and "-" not in raw and kind == "figure" and "under" not in shown and numbers_in(shown) != [raw]:
            yield f"{address} reads {shown!r} and means {raw}"
        return
    hidden = [one for one in address.split(" - ") if data.says(one, "value") == "c"]
    if hidden:
        yield f"a {kind} is given of {', '.join(hidden)}, which is hidden"
    if kind == "verdict" and (narrowed := narrowed_down(address, data)):
        yield f"a verdict is given of {address}, and tells something of {', '.join(narrowed)}, which is hidden"


def _published_faults(element: _Element, data: Open) -> Iterator[str]:
    """What others published was known before: it may stand in a page exactly as the file of published figures has it."""
    address, part, raw = (element.get(name, "") for name in ("data-published", "data-part", "value"))
    shown = text(element)
    if data.published.get(address, {}).get(part) != raw:
        yield f"{address} is given as {raw}, which {BENCHMARKS} does not hold"
    if numbers_in(shown) != numbers_in(raw) or (not numbers_in(raw) and shown != f"[{raw}]"):
        yield f"{address} reads {shown!r} and means {raw}"


def _chart_faults(chart: _Element) -> Iterator[str]:
    """Alternative text and picture hold no number that the chart's own title, subtitle and table do not."""
    words = text(chart, " ")
    explained = set(numbers_in(words))
    table = chart.find(".//details//table")
    named = () if table is None else table.xpath(".//data[@data-figure or @data-published]")
    values = [element.get("value", "").lstrip("-") for element in named]
    drawn = [float(value) for value in values if re.fullmatch(r"[\d.]+", value)]
    for image in chart.iter("img"):
        yield from (f"the alternative text of {words[:60]!r} holds {n}" for n in numbers_in(image.get("alt", "")) if n not in explained)
        yield from picture_faults(_decoded(image), explained, drawn)


def _sparkline_faults(image: _Element, data: Open) -> Iterator[str]:
    """A small picture stands in the row of its indicator."""
    row = next(image.iterancestors("tr"), None)
    keys = set() if row is None else {element.get("data-figure").partition("@")[0] for element in row.iterfind(_FIGURES)}
    named = [] if row is None else numbers_in(text(next(row.iter("th", "td"), row), " "))
    printed = set(named).union(*(data.values.get(key, ()) for key in keys))
    alt = re.sub(r"Q[1-4] \d{4}/\d\d|(up to )?\w+ \d{4}", "", image.get("alt", ""))
    yield from (f"the alternative text of a small picture holds {n}" for n in numbers_in(alt) if n not in printed)
    yield from picture_faults(_decoded(image), set(), None)


def _bare_faults(root: _Element) -> Iterator[str]:
    """What the program wrote holds no number outside the elements for them."""
    for block in root.iter("p", "td"):
        if block.tag == "p" and "computed" not in kinds(block):
            continue
        left = numbers_in(" ".join(_bare_words(block)))
        if left and not _stands_in_a_record(block) and not (block.tag == "td" and _is_account(block)):
            yield f"{', '.join(left)} stands in {_short(text(block, ' '))} and belongs to no figure"


def _bare_words(element: _Element) -> Iterator[str]:
    """The text of an element without that of what holds numbers of its own below it."""
    yield element.text or ""
    for child in element:
        if not _is_apart(child):
            yield from _bare_words(child)
        yield child.tail or ""


def _is_apart(element: _Element) -> bool:
    # A comment has a function for its name.
    if not isinstance(element.tag, str) or element.tag in _APART or not _APART_BY_KIND.isdisjoint(kinds(element)):
        return True
    return element.tag == "data" and ("data-figure" in element.attrib or "data-published" in element.attrib)


def _stands_in_a_record(block: _Element) -> bool:
    """Whether a block is part of what the methodology says of an indicator."""
    return any("indicator" in kinds(around) for around in block.iterancestors())


def _is_account(cell: _Element) -> bool:
    """Whether a cell stands in a table that gives an account and no figure."""
    table = next(cell.iterancestors("table"), None)
    return table is None or table.find(".//data") is None


def _decoded(image: _Element) -> str:
    kind, _, content = image.get("src", "").partition("base64,")
    return base64.b64decode(content).decode("utf-8", errors="replace") if "svg" in kind else ""


def _short(words: str) -> str:
    return repr(" ".join(words.split())[:80])
