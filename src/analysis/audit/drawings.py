"""The parts that a drawing of the house has: nothing that no reader sees, and no name with a number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

_TAGS = {
    "svg": "width height viewBox version xmlns",
    "metadata": "",
    "RDF": "",
    "Work": "",
    "type": "resource",
    "format": "",
    "title": None,
    "defs": "",
    "style": "type",
    "g": "id style transform clip-path",
    "path": "d id style transform clip-path",
    "use": "href x y style transform",
    "rect": "x y width height fill style",
    "clipPath": "id",
    "pattern": "id patternUnits x y width height",
    "image": None,
}
_ID = re.compile(
    r"(figure|axes|patch|text|xtick|ytick|line2d|legend|matplotlib\.axis|FillBetweenPolyCollection|PolyCollection|LineCollection|PathCollection"
    r"|QuadMesh|xtick_label|ytick_label)_\d+|[\w-]+-[0-9a-f]+|[pmhCl_]+[0-9a-f_]+"
)
_TEXTS = {"style": "*{stroke-linejoin: round; stroke-linecap: butt}", "format": "image/svg+xml"}
_STYLE = re.compile(r"(\s*(fill|stroke|opacity|stroke-[a-z]+|fill-[a-z]+): *[^;:]+;?)*")
_RESOURCE = "http://purl.org/dc/dcmitype/StillImage"


def part_faults(root: Element) -> Iterator[str]:
    """Parts of a drawing that the house does not write."""
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        allowed = _TAGS.get(tag)
        if allowed is None:
            yield f"a picture has <{tag}>{(element.text or '').strip()[:40]}"
            continue
        yield from _attribute_faults(element, tag, set(allowed.split()))
        if (words := (element.text or "").strip()) and words != _TEXTS.get(tag):
            yield f"a picture has words {words[:40]!r} in <{tag}>"
        if words := (element.tail or "").strip():
            yield f"a picture has words {words[:40]!r} behind <{tag}>"


def _attribute_faults(element: Element, tag: str, allowed: set[str]) -> Iterator[str]:
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if name not in allowed:
            yield f"a picture has the attribute {name} with {value[:40]!r}"
        elif name == "id" and not _ID.fullmatch(value):
            yield f"a part of a picture is called {value[:40]!r}"
        elif name == "style" and not _STYLE.fullmatch(value):
            yield f"a picture has the style {value[:60]!r}"
        elif name == "resource" and value != _RESOURCE:
            yield f"a picture says {value[:40]!r} of itself"
