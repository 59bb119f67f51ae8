"""The properties of workbooks and documents: who, what and for when, as the page says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number

_TECHNICAL = {
    "revision": r"\d+",
    "created": r"[\dTZ:.-]+",
    "modified": r"[\dTZ:.-]+",
    "lastPrinted": r"[\dTZ:.-]+",
    "AppVersion": r"\d\d\.\d{4}",
    "TotalTime": r"\d+",
    "Pages": r"\d+",
    "Words": r"\d+",
    "Characters": r"\d+",
    "CharactersWithSpaces": r"\d+",
    "Lines": r"\d+",
    "Paragraphs": r"\d+",
    "DocSecurity": r"0",
    "i4": r"\d+",
    "Template": r"[\w.-]+",
    "Application": r"[\w .]+",
    "lpstr": r"(Table|Figure) \d+",
}
_KNOWN = frozenset(
    [
        "coreProperties",
        "title",
        "subject",
        "creator",
        "keywords",
        "description",
        "lastModifiedBy",
        "revision",
        "created",
        "modified",
        "lastPrinted",
        "language",
        "category",
        "contentStatus",
        "Properties",
        "Template",
        "TotalTime",
        "Pages",
        "Words",
        "Characters",
        "Application",
        "DocSecurity",
        "Lines",
        "Paragraphs",
        "ScaleCrop",
        "HeadingPairs",
        "TitlesOfParts",
        "vector",
        "variant",
        "lpstr",
        "i4",
        "Company",
        "Manager",
        "LinksUpToDate",
        "CharactersWithSpaces",
        "SharedDoc",
        "HyperlinkBase",
        "HyperlinksChanged",
        "AppVersion",
    ]
)


def property_faults(trees: Mapping[str, Element], known: Known) -> Iterator[str]:
    """Properties that nobody knows, and numbers in those that say something."""
    for name, tree in trees.items():
        if name.startswith("docProps/") and name.endswith(".xml"):
            for element in tree.iter():
                yield from (f"the document property {name}: {fault}" for fault in _faults(element, known))
        if name.endswith(".rels"):
            yield from _link_faults(name, tree)


def _faults(element: Element, known: Known) -> Iterator[str]:
    tag, words = str(element.tag).rpartition("}")[2], (element.text or "").strip()
    if tag not in _KNOWN:
        yield f"it has {tag}, which nobody knows"
    elif says_a_number(words) and not re.fullmatch(_TECHNICAL.get(tag, "(?!)"), words) and not known.says(words):
        yield f"{tag} says {words[:60]!r}"


def _link_faults(name: str, tree: Element) -> Iterator[str]:
    """Relations lead to parts of the file, and not elsewhere."""
    for one in tree:
        if one.get("TargetMode") == "External" and says_a_number(one.get("Target", "")):
            yield f"{name} leads to {one.get('Target', '')[:60]!r}"
