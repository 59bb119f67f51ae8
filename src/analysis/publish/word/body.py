"""The pieces of a report as paragraphs, tables and pictures of a Word document, put in before one of its paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from bs4 import NavigableString, Tag
from docx.document import Document
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from analysis.publish.content import Block, Picture, Piece, PlainTable, Title
from analysis.publish.word import styles
from analysis.publish.word.elements import add_field, add_link, describe, new_list
from analysis.publish.word.table import build_table

COMMENTARY = "Commentary"
RECOMMENDATIONS = "Recommendations"
AIR = Pt(10)
HANGING = Cm(1)
TYPED = {styles.PARAGRAPH: "{}.", styles.NUMBER: "{}.", styles.RECOMMENDATION: "R{}.", styles.BULLET: "•"}

_BOLD, _ITALIC = {"strong", "b"}, {"em", "i"}
_LARGE = "large"
_LINKS = ("https://", "http://", "mailto:")


class Builder:
    """Adds pieces one after another, and remembers below which heading it is."""

    def __init__(self, document: Document, place: Paragraph, book: styles.StyleBook) -> None:
        self.document = document
        self.place = place
        self.book = book
        self.below = ""
        self.counted = Counter[str]()

    def add(self, piece: Piece) -> None:
        """One piece of the report. The title of the notebook is that of the template."""
        if isinstance(piece, Title):
            self.heading(piece)
        elif isinstance(piece, Block):
            self.block(piece)
        elif isinstance(piece, Picture):
            self.picture(piece)
        else:
            self.table(piece)

    def heading(self, title: Title) -> None:
        """A heading, one level up: the title of the document is none of its headings."""
        if title.level > 1:
            self.below = title.text
            paragraph = self.paragraph(styles.HEADINGS[min(title.level - 2, len(styles.HEADINGS) - 1)])
            paragraph.add_run(title.text)
            paragraph.paragraph_format.page_break_before = title.is_of_annex or None

    def block(self, block: Block) -> None:
        """A paragraph or a list."""
        if block.element.name in {"ul", "ol"}:
            self.items(block.element)
        elif block.kind == "commentary":
            paragraph = self.counted_paragraph(styles.COMMENTARY)
            paragraph.add_run(f"{COMMENTARY} ").bold = True
            paragraph.paragraph_format.keep_with_next = block.element.get_text().rstrip().endswith(":") or None
            self.fill(paragraph, block.element)
        else:
            self.fill(self.counted_paragraph(styles.PARAGRAPH) if block.is_numbered else self.paragraph(styles.LEAD_IN), block.element)

    def items(self, element: Tag) -> None:
        """A list; a numbered one starts at one, and recommendations have numbers of their own."""
        is_numbered = element.name == "ol"
        style = (styles.RECOMMENDATION if self.below == RECOMMENDATIONS else styles.NUMBER) if is_numbered else styles.BULLET
        numbering = new_list(self.document, self.book.names[style]) if style == styles.NUMBER and style not in self.book.typed else None
        self.counted[style] *= style != styles.NUMBER
        for item in element.find_all("li", recursive=False):
            paragraph = self.counted_paragraph(style)
            if numbering is not None:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
            self.fill(paragraph, item)
            for inner in item.find_all(["ul", "ol"], recursive=False):
                self.items(inner)

    def counted_paragraph(self, style: str) -> Paragraph:
        """A paragraph that the style numbers or gives a bullet; where it does not, that stands in the text."""
        paragraph, kind = self.paragraph(style), styles.PARAGRAPH if style == styles.COMMENTARY else style
        self.counted[kind] += 1
        if style in self.book.typed:
            paragraph.add_run(TYPED[kind].format(self.counted[kind]) + "\t")
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = HANGING, -HANGING
        return paragraph

    def table(self, grid: PlainTable, anchor: str = "") -> None:
        """A table with its caption above, its notes and its source below."""
        self.caption(grid.label, anchor or f"{grid.number}", grid.title, is_counted=not anchor)
        table = build_table(self.document, grid, self.book)
        self.place._p.addprevious(table._tbl)
        self.remarks(grid)

    def picture(self, picture: Picture) -> None:
        """A chart with its title above, what it says as its alternative text, and its notes below."""
        self.caption(picture.data.label, f"{picture.data.number}", picture.data.title, is_counted=True)
        self.note(picture.data.subtitle, keep=True)
        run = self.paragraph(styles.PICTURE).add_run()
        drawing = run.add_picture(BytesIO(picture.png), width=self.width)
        describe(drawing, picture.data.title, picture.alt, picture.data.number)
        self.remarks(picture.data)

    def data_of(self, picture: Picture) -> None:
        """The numbers behind a chart, for the annex."""
        self.table(picture.data, anchor=f"{picture.data.number}")

    def caption(self, label: str, number: str, title: str, *, is_counted: bool) -> None:
        """A caption that Word can list; where it only refers to a figure further up it is not counted again."""
        paragraph = self.paragraph(styles.CAPTION)
        paragraph.add_run(f"{label} " if is_counted else f"Data for {label} ")
        if is_counted:
            add_field(paragraph, f"SEQ {label} \\* ARABIC", number)
        else:
            paragraph.add_run(number)
        paragraph.add_run(f": {title}")

    def remarks(self, grid: PlainTable) -> None:
        """Notes and source, kept together and with what they are about, and some room below."""
        notes = [self.note(words, keep=True) for words in (*grid.notes, *filter(None, [grid.source]))]
        if notes:
            notes[-1].paragraph_format.keep_with_next = None
            notes[-1].paragraph_format.space_after = AIR

    def note(self, words: str, keep: bool) -> Paragraph:
        paragraph = self.paragraph(styles.NOTE)
        paragraph.add_run(words)
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def paragraph(self, style: str) -> Paragraph:
        """A new paragraph before the place, below everything added so far."""
        paragraph = self.place.insert_paragraph_before()
        paragraph._p.style = self.book.ids[style]
        return paragraph

    def fill(self, paragraph: Paragraph, element: Tag) -> None:
        """The text of an element with its emphasis and its links."""
        is_begun = bool(paragraph.text.strip("\t")) and not paragraph.text.endswith("\t")
        for words, kinds, address in _spoken(element):
            words = words if is_begun else words.lstrip()
            is_begun = is_begun or bool(words)
            run = Run(add_link(paragraph, address), paragraph) if address else paragraph.add_run()
            run.text = words
            run.bold = bool(_BOLD & kinds) or None
            run.italic = bool(_ITALIC & kinds) or None

    @property
    def width(self) -> int:
        section = self.document.sections[0]
        return section.page_width - section.left_margin - section.right_margin


def _spoken(element: Tag, kinds: frozenset[str] = frozenset(), address: str = "") -> Iterator[tuple[str, frozenset[str], str]]:
    """The text below an element, piece by piece: the words, what they stand in, and where they link to.

    Lists inside are left out, and figures set large before a sentence that says them again.
    """
    for child in element.children:
        if isinstance(child, NavigableString):
            text = str(child).replace("\n", " ")
            if text.strip(" ") or text == " ":
                yield text, kinds, address
        elif child.name not in {"ul", "ol"} and _LARGE not in child.get("class", ()):
            link = child.get("href", "") if child.name == "a" else ""
            yield from _spoken(child, kinds | {child.name}, link if link.startswith(_LINKS) else address)
