"""The list of contents: a field that Word keeps up to date, with the headings as it shows them at first."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from analysis.publish.content import Piece, Title
from analysis.publish.word.elements import field_code, field_mark

CODE = 'TOC \\o "1-2" \\h \\z \\u'
TITLE = "Contents"
LEVELS = range(2, 4)
AIR = Pt(12)


def list_contents(place: Paragraph, pieces: Sequence[Piece]) -> None:
    """Put the headings of two levels where a paragraph of the template stands, and take that away.

    They stand without pages: only Word knows these, and puts them in when somebody updates the list.
    """
    heading = place.insert_paragraph_before()
    heading.add_run(TITLE).bold = True
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = AIR
    titles = [piece for piece in pieces if isinstance(piece, Title) and piece.level in LEVELS]
    lines = [place.insert_paragraph_before() for _ in titles]
    for line, title in zip(lines, titles, strict=True):
        line.paragraph_format.left_indent = Cm(0.8 * (title.level - LEVELS.start))
        line.paragraph_format.space_after = Pt(0)
    for begin in lines[:1]:
        begin._p.extend([field_mark("begin"), field_code(CODE), field_mark("separate")])
    for line, title in zip(lines, titles, strict=True):
        line.add_run(title.text)
    for end in lines[-1:]:
        end._p.append(field_mark("end"))
    place._p.getparent().remove(place._p)
