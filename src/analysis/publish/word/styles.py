"""The styles that a template needs, by the names that Word shows."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

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


def check_styles(document: Document, template: Path) -> None:
    """Raise `Fault` naming every style that the template lacks."""
    known = {style.name for style in document.styles}
    missing = [name for name in NEEDED if name not in known]
    if missing:
        raise Fault(
            f"{template} lacks the style {', '.join(missing)}. Copy these styles from the template of the project, and keep their names."
        )


def style_ids(document: Document) -> dict[str, str | None]:
    """The ids of the styles of paragraphs by name, as a document refers to them; none for its default style.

    python-docx looks for a style by its name in the whole document each time, so they are looked up once.
    """
    return {name: document.part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH) for name in OF_PARAGRAPHS}
