"""The marked numbers of a page, each compared with the row of the open data that it names."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.judged import narrowed_down
from analysis.audit.known import Known
from analysis.audit.numbers_in_text import numbers_in
from analysis.audit.opendata import BENCHMARKS, Open
from analysis.audit.reckoned import Reckoned, is_reckoned
from analysis.base.elements import kinds, text

FIGURES, PUBLISHED = ".//data[@data-figure]", ".//data[@data-published]"
_KINDS = {"figure", "part", "instead", "change", "verdict", "bound", "unknown", "ratio", "rate", "limit", "sum"}


def figure_faults(root: _Element, known: Known) -> Iterator[str]:
    """What marked numbers say and should not."""
    for element in root.iterfind(FIGURES):
        yield from _own_faults(element, known)
    for element in root.iterfind(PUBLISHED):
        yield from _published_faults(element, known.data)
    for element in root.iterfind(".//data"):
        if not {"data-figure", "data-published"} & set(element.attrib):
            yield f"a number {text(element)[:40]!r} is marked and names no figure"


def _own_faults(element: _Element, known: Known) -> Iterator[str]:
    """An element that names a figure says what the open data says of it; a change or a sum only of figures that are shown."""
    data = known.data
    kind, address, raw, shown = (kinds(element) or [""])[0], element.get("data-figure"), element.get("value", ""), text(element)
    if kind not in _KINDS:
        yield f"{address} is marked as {kind!r}, which nobody knows"
    elif kind == "instead":
        if shown not in data.words(address):
            yield f"{address} is hidden but reads {shown!r}"
    elif kind in {"figure", "part"}:
        yield from _figure_faults(kind, address, raw, shown, data.says(address, element.get("data-part", "")))
    else:
        yield from _derived_faults(kind, element, shown, known)


def _figure_faults(kind: str, address: str, raw: str, shown: str, printed: str | None) -> Iterator[str]:
    if raw != printed:
        yield (
            f"{address} is given as {raw}, which the open data does not have"
            if printed is None
            else (f"{address} is given as {raw} where the open data has {printed}")
        )
    if raw == "c" and shown != "[c]":
        yield f"{address} is hidden but reads {shown!r}"
    if raw not in {"c", "x", "z"} and "-" not in raw and kind == "figure" and "under" not in shown and numbers_in(shown) != [raw]:
        yield f"{address} reads {shown!r} and means {raw}"
    if kind == "part" and raw[:1].isdecimal() and numbers_in(shown) != [raw]:
        yield f"{address} reads {shown!r} and means {raw}"


def _derived_faults(kind: str, element: _Element, shown: str, known: Known) -> Iterator[str]:
    """What is worked out from figures: none of them hidden, and what is read is what is meant."""
    data, address, raw = known.data, element.get("data-figure"), element.get("value", "")
    hidden = [one for one in address.split(" - ") if data.says(one, "value") == "c"]
    if hidden:
        yield f"a {kind} is given of {', '.join(hidden)}, which is hidden"
    if kind == "verdict":
        if numbers_in(shown) or numbers_in(raw):
            yield f"a verdict on {address} reads {shown!r}"
        if narrowed := narrowed_down(address, data):
            yield f"a verdict is given of {address}, and tells something of {', '.join(narrowed)}, which is hidden"
    elif numbers_in(shown) != numbers_in(raw.lstrip("-")):
        yield f"a {kind} of {address} reads {shown!r} and means {raw}"
    if kind != "verdict" and not hidden:
        yield from _reckoned_faults(kind, element, known)


def _reckoned_faults(kind: str, element: _Element, known: Known) -> Iterator[str]:
    """A number that is worked out is what its figures give."""
    address, raw = element.get("data-figure"), element.get("value", "")
    found = Reckoned(kind, tuple(address.split(" - ")), element.get("data-part", ""), raw, element.get("data-per", ""))
    if not is_reckoned(found, known):
        yield f"the {kind} of {address} is given as {raw}"


def _published_faults(element: _Element, data: Open) -> Iterator[str]:
    """What others published was known before: it may stand in a page exactly as the file of published figures has it."""
    address, part, raw = (element.get(name, "") for name in ("data-published", "data-part", "value"))
    shown = text(element)
    if data.published.get(address, {}).get(part) != raw:
        yield f"{address} is given as {raw}, which {BENCHMARKS} does not hold"
    if numbers_in(shown) != numbers_in(raw) or (not numbers_in(raw) and shown != f"[{raw}]"):
        yield f"{address} reads {shown!r} and means {raw}"
