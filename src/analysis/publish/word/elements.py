"""Parts of a Word document that python-docx has no call for: counted captions, links, alternative text, lists that start anew."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.run import CT_R
from docx.shape import InlineShape
from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field that Word keeps up to date, with what it shows now."""
    paragraph._p.extend([field_mark("begin"), field_code(instruction), field_mark("separate")])
    paragraph.add_run(shown)
    paragraph._p.append(field_mark("end"))


def field_mark(kind: str) -> CT_R:
    """Where a field begins, where what it shows begins, or where it ends: begin, separate, end."""
    run = OxmlElement("w:r")
    run.append(_element("w:fldChar", **{"w:fldCharType": kind}))
    return run


def field_code(instruction: str) -> CT_R:
    """What a field is to show."""
    run, code = OxmlElement("w:r"), _element("w:instrText", **{"xml:space": "preserve"})
    code.text = f" {instruction} "
    run.append(code)
    return run


def add_link(paragraph: Paragraph, address: str) -> CT_R:
    """A link at the end of a paragraph; returns the run for its words."""
    link = _element("w:hyperlink", **{"r:id": paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)})
    run = OxmlElement("w:r")
    link.append(run)
    paragraph._p.append(link)
    return run


def describe(drawing: InlineShape, title: str, alt: str, number: int) -> None:
    """Give a picture its alternative text, and an id that depends on nothing but its number."""
    properties = drawing._inline.docPr
    properties.set("id", str(number))
    properties.set("name", f"Figure {number}")
    properties.set("title", title)
    properties.set("descr", alt)


def new_list(document: Document, style: str) -> int:
    """A numbering of its own, starting at one, that looks like that of a style."""
    numbering = document.part.numbering_part.element
    own = document.styles[style].element.pPr.numPr.numId.val
    pattern = numbering.num_having_numId(own).abstractNumId.val
    fresh = numbering.add_num(pattern)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return fresh.numId


def repeat_header(row: object) -> None:
    """Let a row of headers stand again on each page that the table runs on to."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_whole(row: object) -> None:
    """Let no row break over two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def table_words(table: object, title: str) -> None:
    """Say what a table shows for those who hear it announced, and that its first column heads its rows."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:val="00A0" w:firstRow="1" w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>'))
    properties.append(_element("w:tblCaption", **{"w:val": title}))


def _element(name: str, **attributes: str) -> OxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
