"""The styles that a report needs, by the names of the house, and those of a template that stand for them.

A template may call them otherwise (``word_styles`` in ``config/authority.toml``); those that it lacks are made plainly from its own text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from analysis.base.settings import Fault

PARAGRAPH = "Numbered Paragraph"
COMMENTARY = "Commentary"
LEAD_IN = "Lead-in"
BULLET = "List Bullet"
NUMBER = "List Number"
RECOMMENDATION = "Recommendation"
CAPTION = "Caption"
NOTE = "Note"
PICTURE = "Picture"
TABLE = "Report Table"
TABLE_TEXT = "Table Text"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")

OF_PARAGRAPHS = (PARAGRAPH, COMMENTARY, LEAD_IN, BULLET, NUMBER, RECOMMENDATION, CAPTION, NOTE, PICTURE, TABLE_TEXT, *HEADINGS)
NEEDED = (*OF_PARAGRAPHS, TABLE)
COUNTED = frozenset({PARAGRAPH, COMMENTARY, BULLET, NUMBER, RECOMMENDATION})

SMALL, HEADING_SIZES = Pt(10), {"Heading 1": Pt(16), "Heading 2": Pt(14), "Heading 3": Pt(12)}
_LINES = '<w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4"/>'


@dataclass(frozen=True)
class StyleBook:
    """The styles of a document by the names of the house: the name of each in the document, and its id, none for the default one.

    ``typed`` are those whose numbers and bullets stand in the text, because the style of the document brings none.
    """

    names: Mapping[str, str]
    ids: Mapping[str, str | None]
    typed: frozenset[str] = frozenset()


def style_book(document: Document, template: Path, mapped: Mapping[str, str]) -> StyleBook:
    """The styles of a template, those that it lacks made. ``mapped`` is what it calls some of them.

    Raises `Fault` naming every entry of ``mapped`` that is no style of the house, or none of the template.
    """
    known = {style.name for style in document.styles}
    _check(template, mapped, known)
    lacking = [name for name in NEEDED if name not in mapped and name not in known]
    for name in lacking:
        _make(document, name)
    names = {name: mapped.get(name, name) for name in NEEDED}
    # python-docx looks for a style by its name in the whole document each time, so the ids are looked up once.
    ids = {name: document.part.get_style_id(names[name], WD_STYLE_TYPE.PARAGRAPH) for name in OF_PARAGRAPHS}
    others = COUNTED & {*mapped, *lacking}
    return StyleBook(names, ids, frozenset(name for name in others if not _brings_numbers(document.styles[names[name]])))


def _check(template: Path, mapped: Mapping[str, str], known: set[str]) -> None:
    faults = [f"{name} is no style of the report: it has {', '.join(NEEDED)}" for name in mapped if name not in NEEDED]
    faults += [f"the template has no style {own} to stand for {name}" for name, own in mapped.items() if own not in known]
    if faults:
        raise Fault("\n".join([f"{template} and word_styles in config/authority.toml do not fit:", *(f"  {fault}" for fault in faults)]))


def _make(document: Document, name: str) -> None:
    """A plain style in the type of the template."""
    if name == TABLE:
        table = document.styles.add_style(name, WD_STYLE_TYPE.TABLE)
        table.element.append(parse_xml(f"<w:tblPr {nsdecls('w')}><w:tblBorders>{_LINES}</w:tblBorders></w:tblPr>"))
        return
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in HEADING_SIZES)
    style.base_style = document.styles["Normal"]
    style.font.bold = name in {*HEADINGS, CAPTION} or None
    style.font.size = HEADING_SIZES.get(name, SMALL if name in {NOTE, TABLE_TEXT} else None)
    style.paragraph_format.keep_with_next = name in {*HEADINGS, CAPTION, PICTURE} or None
    if name in HEADINGS:
        level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{HEADINGS.index(name)}"/>')
        style.element.get_or_add_pPr().append(level)


def _brings_numbers(style: ParagraphStyle | None) -> bool:
    """Whether a style, or one that it is based on, numbers its paragraphs."""
    while style is not None:
        if style.element.pPr is not None and style.element.pPr.numPr is not None:
            return True
        style = style.base_style
    return False
