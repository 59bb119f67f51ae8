"""Makes the Word templates in config/templates that are used where a council has none of its own: of a report and of a letter.

Run it from the root of the project after a change: ``python tools/word_template.py``. A test holds script and templates together.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from analysis.publish.archive import repacked

FONT = "Arial"
BLUE = RGBColor(0x12, 0x43, 0x6D)
GREY = RGBColor(0x3D, 0x3D, 0x3D)
TEMPLATES = Path(__file__).parents[1] / "config" / "templates"

# Numberings by id: the form of the number, its text, and how far its paragraphs are indented, in twentieths of a point.
NUMBERINGS = {1: ("decimal", "%1.", 567), 2: ("bullet", "•", 964), 3: ("decimal", "%1.", 964), 4: ("decimal", "R%1.", 964)}
STARTS = {1: 0, 2: 567, 3: 567, 4: 340}

OWN_SECTIONS = {
    "Financial comments": "To be added by the finance officer.",
    "Legal and constitutional comments": "To be added by the monitoring officer.",
    "Background papers": "The tables as a workbook, the figures as open data, and the methodology are published with this report.",
}


# What a letter says before and after the answer; the sender puts in what stands in square brackets.
BEFORE = (
    ("{{ authority }}", "Fact"),
    ("[Name and address of whoever asked]", "Fact"),
    ("[Date]", "Fact"),
    ("{{ title }}", "Title"),
    ("{{ subtitle }}", "Subtitle"),
    ("Dear [name]", "Normal"),
)
AFTER = (
    ("If you are not content with this answer", "Heading 1"),
    ("You may ask the council to look at it again. Write to [name and address of those who review answers].", "Normal"),
    ("If you are still not content after that, you may complain to the Information Commissioner: www.ico.org.uk.", "Normal"),
    ("Yours sincerely", "Normal"),
    ("[Name and role]", "Normal"),
)
WARNINGS = (("{%p for banner in banners %}", "Normal"), ("{{ banner }}", "Banner"), ("{%p endfor %}", "Normal"))


def make_all(folder: Path) -> None:
    """Write both templates."""
    folder.mkdir(parents=True, exist_ok=True)
    make(folder / "report.docx", _write, "Report")
    make(folder / "letter.docx", _write_letter, "Letter")


def make(path: Path, write: Callable[[Document], None], title: str) -> None:
    """Write a template."""
    document = Document()
    _number(document)
    _style(document)
    write(document)
    _clean(document, title)
    written = BytesIO()
    document.save(written)
    path.write_bytes(repacked(written.getvalue()))


def _write_letter(document: Document) -> None:
    """What stands around the body of a letter, whose paragraphs have no numbers."""
    for text, style in (*WARNINGS, *BEFORE, ("{{ body }}", "Normal"), *AFTER):
        document.add_paragraph(text, style)
    properties = document.styles["Numbered Paragraph"].element.pPr
    properties.remove(properties.numPr)


def _write(document: Document) -> None:
    """What stands in the template: places for what each report says, and the sections that the council adds."""
    for text, style in (
        *WARNINGS,
        ("{{ title }}", "Title"),
        ("{{ subtitle }}", "Subtitle"),
        ("Period: {{ period }}", "Fact"),
        ("Report to: {{ committee }}", "Fact"),
        ("Edition: {{ edition }}", "Fact"),
        ("{{ contents }}", "Normal"),
        ("{{ body }}", "Normal"),
    ):
        document.add_paragraph(text, style)
    for heading, text in OWN_SECTIONS.items():
        document.add_paragraph(heading, "Heading 1")
        document.add_paragraph(text, "Numbered Paragraph")
    document.add_paragraph("{%p if annex %}")
    annex = document.add_paragraph("Annex: data of the charts", "Heading 1")
    annex.paragraph_format.page_break_before = True
    for text in ("{{ annex }}", "{%p endif %}"):
        document.add_paragraph(text)


def _number(document: Document) -> None:
    """The numberings of paragraphs and lists, in place of those that the library brings."""
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for number, (form, text, left) in NUMBERINGS.items():
        hanging = left - STARTS[number]
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
                f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
            )
        )
    for number in NUMBERINGS:
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _style(document: Document) -> None:
    _defaults(document)
    _text(document, "Normal", size=12, after=6)
    _text(document, "Title", size=22, colour=BLUE, bold=True, after=6)
    _text(document, "Subtitle", size=14, colour=GREY, after=12)
    for level, (size, before) in {1: (16, 18), 2: (14, 14), 3: (12, 12)}.items():
        _text(document, f"Heading {level}", size=size, colour=BLUE, bold=True, before=before, after=6, keep=True)
    _text(document, "Caption", size=12, colour=GREY, bold=True, before=12, after=4, keep=True)
    for name in ("Fact", "Lead-in", "Note", "Picture", "Table Text", "Banner"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    _text(document, "Fact", size=12, after=2)
    _text(document, "Lead-in", size=12, before=6, after=6, keep=True)
    _text(document, "Note", size=10, colour=GREY, before=2, after=2)
    _text(document, "Picture", size=12, after=4, keep=True)
    _text(document, "Table Text", size=10, before=2, after=2)
    _text(document, "Banner", size=12, bold=True, after=6)
    _boxed(document.styles["Banner"], ("top", "left", "bottom", "right"), "801650")
    for name, number in (("Numbered Paragraph", 1), ("List Bullet", 2), ("List Number", 3), ("Recommendation", 4)):
        _numbered(document, name, number)
    commentary = document.styles.add_style("Commentary", WD_STYLE_TYPE.PARAGRAPH)
    commentary.base_style = document.styles["Numbered Paragraph"]
    _boxed(commentary, ("left",), "28A197")
    _table_style(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _running(section)


def _defaults(document: Document) -> None:
    """The house font, and British English, for everything that says nothing else."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for key in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{key}"), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    language = document.settings.element.find(qn("w:themeFontLang"))
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _text(document, name, *, size, colour=None, bold=None, before=0, after=0, keep=False):
    style = document.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, None
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    form = style.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(before), Pt(after), keep
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    form.widow_control = True
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _numbered(document, name, number):
    """A style whose paragraphs are numbered without anybody typing a number."""
    known = name in [style.name for style in document.styles]
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _text(document, name, size=12, after=8 if number in (1, 4) else 4)
    properties = style.element.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_numId().val = number
    style.quick_style = True


def _boxed(style, sides, colour):
    """Lines at some sides of a paragraph, so that colour is not all that tells it from others."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="18" w:space="6" w:color="{colour}"/>' for side in sides)
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"),
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    )


def _table_style(document):
    style = document.styles.add_style("Report Table", WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="3D3D3D"/>'
    borders = line.format("top", 8) + line.format("bottom", 8) + '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    style.element.append(
        parse_xml(
            f'<w:tblPr {nsdecls("w")}><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    bold = "<w:rPr><w:b/></w:rPr>"
    under = f'<w:tcPr><w:tcBorders>{line.format("bottom", 8)}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
    style.element.append(parse_xml(f'<w:tblStylePr {nsdecls("w")} w:type="firstRow">{bold}{under}</w:tblStylePr>'))


def _running(section):
    """The warnings at the head of each sheet, and its number at the foot."""
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text = "{{ running_head }}"
    head.style.font.size = Pt(8)
    head.paragraph_format.space_after = Pt(10)
    foot.add_run("Page ")
    for kind in ("begin", "PAGE", "separate", "1", "end"):
        run = foot.add_run("1" if kind == "1" else "")
        if kind == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = " PAGE "
            run._r.append(code)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size = Pt(10)


def _clean(document, title):
    """No trace of who made the template, when, and with what."""
    core = document.core_properties
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.language = title, "en-GB"
    package = document.part.package
    for key in [key for key, one in package.rels.items() if one.reltype.endswith("/thumbnail")]:
        del package.rels[key]


if __name__ == "__main__":
    make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATES)
