"""The words of a page beside its marked numbers: a number in them comes from a text that the release brings along."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.accounts_in_page import account_faults, accounts_of
from analysis.audit.blocks import KNOWN, blocks
from analysis.audit.known import Known
from analysis.audit.numbering import CODE_OF, numbering_faults
from analysis.audit.numbers_in_text import numbers_in, says_a_number, without_dates
from analysis.base.elements import in_one_line, kinds, of_kind, text
from analysis.chapters import BY_KEY

LEAST_CODE = 3
"""The official rules about extracts are called by numbers of so many digits or more."""


def word_faults(root: _Element, known: Known) -> Iterator[str]:
    """Numbers in the words of a page that nothing explains."""
    yield from (f"a comment holds numbers: {short(note.text)}" for note in root.xpath("//comment()") if says_a_number(note.text))
    yield from (f"the element <{one.tag}> is not one of the house's" for one in root.iter("*") if one.tag not in KNOWN)
    yield from _period_faults(root, known)
    yield from numbering_faults(root, known)
    accounts = accounts_of(root)
    yield from (fault for one in accounts for fault in account_faults(one, accounts, known))
    counted = {cell for one in accounts for cell in one.numbers}
    for block, words in blocks(root):
        if block not in counted and says_a_number(words):
            yield from _block_faults(block, words, known)
    for code in root.iter("code", "pre"):
        yield from _code_faults(code, known)


def _block_faults(block: _Element, words: str, known: Known) -> Iterator[str]:
    told = " ".join(words.split())
    if _is_title_of_data(block, told) or _is_set_down(block, told, known) or _is_example(block, told):
        return
    if left := known.standing.unexplained(CODE_OF.sub(r"\1", told)):
        yield f"{', '.join(left)} stands in {short(text(block, ' '))} and belongs to no figure"


def _is_title_of_data(block: _Element, told: str) -> bool:
    """Whether a block says again what the picture above it is called."""
    chart = next((one for one in block.iterancestors("div") if "chart" in kinds(one)), None)
    titles = [] if chart is None else [in_one_line(one) for one in of_kind(chart, "p", "chart-title")]
    return block.tag == "summary" and told.removeprefix("Data for: ") in titles


def _is_set_down(block: _Element, told: str, known: Known) -> bool:
    """Whether a cell is a number that was set down and not counted: the whole of percentages, or the children who live in the area."""
    if block.tag == "th":
        return told in known.standing.cells and len(told) >= LEAST_CODE
    if block.tag != "td":
        return False
    return told == "100%" or (block.find("span") is not None and (told in known.standing.cells or _was(block, told, known)))


def _was(cell: _Element, told: str, known: Known) -> bool:
    """Whether a number is what an earlier release printed of the figure of the same row."""
    row = next(cell.iterancestors("tr"), cell)
    addresses = {one.get("data-figure", "") for one in row.iter("data")}
    return any(told.replace(",", "").rstrip("%") in known.terms.earlier.get(address, ()) for address in addresses)


def _is_example(block: _Element, told: str) -> bool:
    """Whether a cell of a worked example stands in the record of its indicator."""
    section = next((one for one in block.iterancestors("section") if "indicator" in kinds(one)), None)
    heading = None if section is None else section.find("h3")
    record = None if heading is None else BY_KEY.get(heading.get("id", ""))
    if block.tag not in {"td", "th"} or record is None or record.example is None:
        return False
    return any(told in [cell.strip() for cell in line.split("|")] for line in record.example.rows.splitlines())


def _period_faults(root: _Element, known: Known) -> Iterator[str]:
    """What is marked as the name of a period is one."""
    for element in root.iter("span"):
        if "period" in kinds(element) and {*numbers_in(without_dates(text(element)))} - known.standing.years:
            yield f"{short(text(element))} is marked as a period and is none"


def _code_faults(code: _Element, known: Known) -> Iterator[str]:
    """Code is that of a notebook; a name in a line is an address of the open data, a file that was read or a key."""
    words = text(code).strip()
    if code.tag == "code" and next(code.iterancestors("pre"), None) is not None:
        return
    if says_a_number(words) and not known.names(words) and known.standing.unexplained(words):
        yield f"the code {short(words)} holds a number that no notebook has"


def short(words: str) -> str:
    """So much of a text as is needed to find it."""
    return repr(" ".join(words.split())[:80])
