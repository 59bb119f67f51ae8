"""A text or Word file as paragraphs."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from analysis.base.settings import Fault
from analysis.textcheck.reading import Paragraph, paragraph

LARGEST = 20_000_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = {f"{_W}tab", f"{_W}br", f"{_W}cr"}
# Parts of a Word file that a reader sees.
_READ = ("document", "header", "footer", "footnotes", "endnotes")


def read_text(path: Path) -> str:
    """A plain text in UTF-8, UTF-16 or Windows' own letters. Raises `Fault` for anything else."""
    content = _content(path)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\0" in text or content.startswith(b"%PDF"):
        raise Fault(f"{path} is neither text nor a Word file. Save it as .docx, .md or .txt and check that.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_word(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a Word file, each with its number for a line: also those in tables, text boxes, notes, headers and footers.

    What was struck out under tracked changes is left out. Raises `Fault` when it cannot be opened.
    """
    _content(path)
    try:
        parts = list(Document(str(path)).part.package.iter_parts())
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        raise Fault(f"{path} cannot be opened as a Word file. Open it in Word and save it as .docx.") from None
    named = sorted((str(part.partname), part) for part in parts if str(part.partname).startswith("/word/"))
    roots = [
        etree.fromstring(part.blob) for kind in _READ for name, part in named if name.startswith(f"/word/{kind}") and name.endswith(".xml")
    ]
    found = [text for root in roots for text in _paragraphs(root)]
    return tuple(paragraph([(number, text)]) for number, text in enumerate(found, start=1) if text.strip())


def is_word(path: Path) -> bool:
    """Whether a file is a Word file, by its name."""
    return path.suffix.lower() in {".docx", ".docm", ".dotx"}


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise Fault(
            f"{path} has {path.stat().st_size // 1_000_000} MB. Check a file of at most {LARGEST // 1_000_000} MB: take its pictures out."
        )
    return path.read_bytes()


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{_W}p"):
        if not any(parent.tag == _FALLBACK for parent in element.iterancestors()):
            yield "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs inside it, such as those of a text box."""
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in {f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK} and not str(child.tag).endswith(
            "}txbxContent"
        ):
            yield from _texts(child)
