"""The styles that a template needs, by the names that Word shows."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document

from analysis.settings import Fault

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

NEEDED = (PARAGRAPH, COMMENTARY, LEAD_IN, BULLET, NUMBER, RECOMMENDATION, CAPTION, NOTE, PICTURE, TABLE, TABLE_TEXT, *HEADINGS)


def check_styles(document: Document, template: Path) -> None:
    """Raise `Fault` naming every style that the template lacks."""
    known = {style.name for style in document.styles}
    missing = [name for name in NEEDED if name not in known]
    if missing:
        raise Fault(
            f"{template} lacks the style {', '.join(missing)}. Copy these styles from the template of the project, and keep their names."
        )
