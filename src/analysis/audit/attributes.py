"""The attributes of a page: the house uses few, and a number stands in hardly any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element

from analysis.audit.known import Known
from analysis.audit.numbers_in_text import NUMBER, numbers_in, without_dates
from analysis.base.elements import in_one_line
from analysis.chapters import BY_KEY

# What is looked at elsewhere: pictures and marked numbers.
_OF_PICTURES = {"alt", "src"}
_OF_DATA = {"value", "data-figure", "data-part", "data-per", "data-published", "data-rounded"}
_NAMES = {"id", "href", "aria-labelledby", "aria-describedby"}
_FIXED = {
    "tabindex": r"0|-1",
    "scope": r"row|col|rowgroup|colgroup",
    "role": r"[a-z]+",
    "lang": r"[a-zA-Z-]+",
    "charset": r"utf-8",
    "open": r"",
    "hidden": r"",
    "aria-hidden": r"true",
    "start": r"1",
    "type": r"[a-z]*",
    "width": r"120",
    "height": r"28",
    "colspan": r"\d{1,2}",
    "rowspan": r"\d{1,2}",
    "http-equiv": r"Content-Security-Policy",
    "name": r"viewport|color-scheme",
    "class": r"(?:[a-z][a-z-]*\d?)(?:\s+[a-z][a-z-]*\d?)*|",
    "content": r"default-src 'none'; [a-z0-9:;' -]*|width=device-width, initial-scale=1|light dark",
}
_COUNTED = re.compile(r"(caption-|para-|table-)(\d+)")


def attribute_faults(root: _Element, known: Known) -> Iterator[str]:
    """Attributes that no page of the house has, and numbers in those it has."""
    ids = {name: place for place, name in enumerate(root.xpath("//@id"), 1)}
    for element in root.iter("*"):
        for name, value in element.attrib.items():
            if fault := _fault(element, name, value, ids, known):
                yield f"<{element.tag}> has {name}={value[:60]!r}: {fault}"
    yield from _style_faults(root, known)


def _fault(element: _Element, name: str, value: str, ids: dict[str, int], known: Known) -> str:
    if name in _OF_DATA:
        return "" if element.tag == "data" else "only a marked number has this"
    if name in _OF_PICTURES:
        return "" if element.tag == "img" else "only a picture has this"
    if name == "data-label":
        return "" if _is_label(element, value) else "its column is called otherwise"
    if name in _FIXED:
        return "" if re.fullmatch(_FIXED[name], value) else "the house never writes this"
    if name in _NAMES:
        return _name_fault(name, value, ids, known)
    return "the house uses no such attribute"


def _is_label(cell: _Element, words: str) -> bool:
    """Whether a cell is told the name of its own column."""
    table = next(cell.iterancestors("table"), None)
    heads = [] if table is None else table.findall("thead/tr/th")
    place = list(cell.getparent()).index(cell)
    return cell.tag == "td" and place < len(heads) and in_one_line(heads[place]) == words


def _name_fault(name: str, value: str, ids: dict[str, int], known: Known) -> str:
    """A name within the page is one of its elements; a number in it is a count of such elements, or belongs to words that stand there."""
    if name == "href" and not value.startswith("#"):
        return _link_fault(value, known)
    target = value.removeprefix("#")
    if name != "id" and any(one not in ids for one in target.split()):
        return "nothing in the page is called so"
    if found := _COUNTED.fullmatch(target):
        return "" if int(found[2]) <= max(len(ids), 5000) and not found[2].startswith("0") else "it is no count of the page's elements"
    if target in BY_KEY:
        return ""
    again = re.fullmatch(r"(.+)-\d+", target)
    if again and again[1] in ids:
        return ""
    if (named := re.fullmatch(r"(.+?)(-\d{1,2})+", target)) and not known.standing.unexplained(_spelt(named[1].replace("-", " "))):
        return ""
    words = " ".join(re.split(r"[-_\s]+", without_dates(target)))
    return "it holds a number of no heading" if NUMBER.search(words) and known.standing.unexplained(_spelt(words)) else ""


def _spelt(name: str) -> str:
    """A name made of words as words again."""
    return re.sub(r"\s+", " ", re.sub(r"\b\d{4} \d{2}\b", " ", name)).strip()


def _link_fault(value: str, known: Known) -> str:
    path, _, target = value.partition("#")
    is_there = "//" not in path and ":" not in path and (known.folder / Path(path.rstrip("/"))).exists()
    if not is_there:
        return "there is no such file beside the page" if numbers_in(without_dates(value)) else ""
    return "nothing in that page is called so" if target and known.place(path, target) is None else ""


def _style_faults(root: _Element, known: Known) -> Iterator[str]:
    """A style sheet is that of the house, and writes no numbers into the page."""
    for style in root.iter("style"):
        for content in re.findall(r"content\s*:\s*([^;}]*)", style.text or ""):
            written = re.sub(r"\\[0-9a-f]{1,6} ?", " ", content)
            yield from (f"the style sheet writes {n} into the page" for n in known.standing.unexplained(written))
        yield from (
            f"the style sheet has a note with {n}"
            for note in re.findall(r"/\*(.*?)\*/", style.text or "", re.DOTALL)
            for n in numbers_in(note)
        )
        yield from (
            f"the style sheet names {name}"
            for name in re.findall(r"--[\w-]*\d[\w-]*(?=\s*:)", style.text or "")
            if not known.standing.has(name)
        )
