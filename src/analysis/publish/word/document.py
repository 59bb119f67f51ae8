"""The template filled, the body built into it, and the file written without a trace of who wrote it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import docx.document
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from analysis.base.settings import Fault
from analysis.publish.archive import repacked
from analysis.publish.content import Picture, Piece
from analysis.publish.page import Page
from analysis.publish.word.body import Builder
from analysis.publish.word.contents import list_contents
from analysis.publish.word.styles import StyleBook, style_book

# What stands in the filled template where body, annex and list of contents go; no text has these characters.
BODY, ANNEX, CONTENTS = "\ue000", "\ue001", "\ue002"

ANNEX_TITLE = "Annex: data of the charts"

LANGUAGE = "en-GB"


def write_word(pieces: tuple[Piece, ...], page: Page, template: Path, path: Path, mapped: Mapping[str, str] | None = None) -> None:
    """Write the report into a copy of the template. The same report gives the same bytes.

    ``mapped`` is what the template calls the styles of the house. A template without any place of its own gets everything at its end.
    Raises `Fault` when the template is missing, cannot be filled, has places and none for the body, or lacks a style that ``mapped`` names.
    """
    pictures = [piece for piece in pieces if isinstance(piece, Picture)]
    document = _filled(template, page, has_annex=bool(pictures))
    book = style_book(document, template, mapped or {})
    _build(document, _place(document, BODY, template), book, Builder.add, pieces)
    if pictures:
        _build(document, _place(document, ANNEX, template), book, Builder.data_of, pictures)
    if place := _found(document, CONTENTS):
        list_contents(place, pieces)
    _describe(document, page)
    written = BytesIO()
    document.save(written)
    path.write_bytes(repacked(written.getvalue()))


def _filled(template: Path, page: Page, has_annex: bool) -> docx.document.Document:
    if not template.exists():
        raise Fault(f"{template} is missing. Copy it from the project, or put your own Word template there.")
    filled = DocxTemplate(template)
    if not filled.get_undeclared_template_variables():
        return _followed(Document(str(template)), page, has_annex=has_annex)
    try:
        filled.render(_context(page, has_annex), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    except TemplateError as error:
        raise Fault(f"{template} cannot be filled: {error}. The README lists the names that a template can use.") from None
    return filled.docx


def _followed(document: docx.document.Document, page: Page, *, has_annex: bool) -> docx.document.Document:
    """A template that has no places, with all that a report has at its end."""
    known = {style.name for style in document.styles}
    told = [*((" ".join(words), "Normal") for words in page.banners), (page.title, "Title"), (page.subtitle, "Subtitle")]
    told += [*((f"{label}: {value}", "Normal") for label, value in page.facts), (CONTENTS, "Normal"), (BODY, "Normal")]
    told += [(ANNEX_TITLE, "Heading 1"), (ANNEX, "Normal")] * has_annex
    for words, style in told:
        document.add_paragraph(words, style if style in known else None)
    return document


def _context(page: Page, has_annex: bool) -> dict[str, Any]:
    """The names that a template can use."""
    return {
        "title": page.title,
        "subtitle": page.subtitle,
        "authority": page.authority,
        "committee": page.committee,
        "period": page.period_label,
        "edition": page.edition.capitalize(),
        "banners": [" ".join(words) for words in page.banners],
        "running_head": page.running_head,
        "body": BODY,
        "contents": CONTENTS,
        "annex": ANNEX if has_annex else "",
    }


def _build(
    document: docx.document.Document, place: Paragraph, book: StyleBook, add: Callable[[Builder, Any], None], pieces: Iterable[Piece]
) -> None:
    """Put the pieces where a paragraph of the template stands, and take that away."""
    builder = Builder(document, place, book)
    for piece in pieces:
        add(builder, piece)
    place._p.getparent().remove(place._p)


def _place(document: docx.document.Document, mark: str, template: Path) -> Paragraph:
    if place := _found(document, mark):
        return place
    name = {BODY: "body", ANNEX: "annex"}[mark]
    raise Fault(f"{template} has no place for the {name}: write {{{{ {name} }}}} in a paragraph of its own.")


def _found(document: docx.document.Document, mark: str) -> Paragraph | None:
    return next((one for one in document.paragraphs if one.text.strip() == mark), None)


def _describe(document: docx.document.Document, page: Page) -> None:
    """Title, subject and language; not who, when and with what."""
    core = document.core_properties
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.subject, core.author, core.language = page.title, page.period_label, page.authority, LANGUAGE
    thumbnails = [key for key, one in document.part.package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in thumbnails:
        del document.part.package.rels[key]
