"""The numbers by which a page calls its paragraphs, tables and charts: a count of them, and no figure in disguise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.known import Known
from analysis.base.elements import in_one_line, kinds, of_kind, text

CODE_OF = re.compile(r"(Code for: .*) \((\d+)\)")


def numbering_faults(root: _Element, known: Known) -> Iterator[str]:
    """Paragraphs, tables, charts and the code below each heading are numbered one after another; whatever names one says its number."""
    if [text(one) for one in of_kind(root, "*", "pn")] != [f"{n}." for n in range(1, len(of_kind(root, "span", "pn")) + 1)]:
        yield "the numbers of the paragraphs do not follow one another"
    yield from _title_faults(root)
    yield from _code_faults(root)
    for one in of_kind(root, "*", "place"):
        if not _leads_there(one, known):
            yield f"{text(one)[:80]!r} leads to another place"


def _title_faults(root: _Element) -> Iterator[str]:
    """The titles of tables and charts, and what says that the data of a chart are below."""
    counted, at = Counter[str](), ""
    for one in of_kind(root, "*", "number"):
        if one.getparent().tag == "summary":
            expected = at
        else:
            kind = "Table" if one.getparent().tag == "caption" else "Figure"
            counted[kind] += 1
            at = f"{kind} {counted[kind]}"
            expected = f"{at}:"
        if one.tag != "span" or text(one) != expected:
            yield f"{text(one)[:80]!r} stands where {expected} is to stand"


def _code_faults(root: _Element) -> Iterator[str]:
    seen = Counter[str]()
    for found in filter(None, (CODE_OF.fullmatch(in_one_line(one)) for one in root.iter("summary"))):
        seen[found[1]] += 1
        if found[2] != f"{seen[found[1]]}":
            yield f"{found[0][:80]!r} is not numbered in its turn"


def _leads_there(link: _Element, known: Known) -> bool:
    """Whether a link says the number of the paragraph, table or chart that it leads to."""
    page, _, name = link.get("href", "").partition("#")
    place = known.place(page, name)
    numbers = [] if place is None else [text(one) for one in place.iterchildren("*") if {"pn", "number"} & set(kinds(one))]
    said = in_one_line(link)
    return link.tag == "a" and bool(numbers) and said in {f"Paragraph {numbers[0].rstrip('.')}", numbers[0].rstrip(":")}
