"""The template filled, the body built into it, and the file written without a trace of who wrote it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document
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
from analysis.publish.word.styles import check_styles

# What stands in the filled template where the body and the annex go; no text has these characters.
BODY, ANNEX = "\ue000", "\ue001"

LANGUAGE = "en-GB"


def write_word(pieces: tuple[Piece, ...], page: Page, template: Path, path: Path) -> None:
    """Write the report into a copy of the template. The same report gives the same bytes.

    Raises `Fault` when the template is missing, cannot be filled, has no place for the body or lacks a style.
    """
    pictures = [piece for piece in pieces if isinstance(piece, Picture)]
    document = _filled(template, page, has_annex=bool(pictures))
    check_styles(document, template)
    _build(document, _place(document, BODY, template), Builder.add, pieces)
    if pictures:
        _build(document, _place(document, ANNEX, template), Builder.data_of, pictures)
    _describe(document, page)
    written = BytesIO()
    document.save(written)
    path.write_bytes(repacked(written.getvalue()))


def _filled(template: Path, page: Page, has_annex: bool) -> Document:
    if not template.exists():
        raise Fault(f"{template} is missing. Copy it from the project, or put your own Word template there.")
    filled = DocxTemplate(template)
    try:
        filled.render(_context(page, has_annex), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    except TemplateError as error:
        raise Fault(f"{template} cannot be filled: {error}. The README lists the names that a template can use.") from None
    return filled.docx


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
        "annex": ANNEX if has_annex else "",
    }


def _build(document: Document, place: Paragraph, add: Callable[[Builder, Any], None], pieces: Iterable[Piece]) -> None:
    """Put the pieces where a paragraph of the template stands, and take that away."""
    builder = Builder(document, place)
    for piece in pieces:
        add(builder, piece)
    place._p.getparent().remove(place._p)


def _place(document: Document, mark: str, template: Path) -> Paragraph:
    for paragraph in document.paragraphs:
        if paragraph.text.strip() == mark:
            return paragraph
    name = {BODY: "body", ANNEX: "annex"}[mark]
    raise Fault(f"{template} has no place for the {name}: write {{{{ {name} }}}} in a paragraph of its own.")


def _describe(document: Document, page: Page) -> None:
    """Title, subject and language; not who, when and with what."""
    core = document.core_properties
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.subject, core.author, core.language = page.title, page.period_label, page.authority, LANGUAGE
    thumbnails = [key for key, one in document.part.package.rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]
    for key in thumbnails:
        del document.part.package.rels[key]
