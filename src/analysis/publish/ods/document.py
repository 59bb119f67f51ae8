"""The parts of an OpenDocument file, and the file that they make up."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.publish.archive import packed
from analysis.publish.ods.sheets import sheets
from analysis.publish.ods.styles import looks
from analysis.publish.page import Page

TEMPLATES = Path(__file__).with_name("templates")
PARTS = ("content.xml", "styles.xml", "settings.xml", "meta.xml", "META-INF/manifest.xml")
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"

# Some readers cannot make anything of a line break between two cells.
_BREAKS = re.compile(r"\n+(?=<)")


def write_ods(workbook: Path, page: Page, path: Path) -> None:
    """Write a finished workbook as OpenDocument, or nothing where there is none. The same workbook gives the same bytes."""
    if not workbook.exists():
        return
    book = openpyxl.load_workbook(workbook)
    known = {"page": page, "sheets": sheets(book), "looks": looks(book), "parts": PARTS, "mimetype": MIMETYPE}
    templates = _templates()
    parts = {name: _BREAKS.sub("", templates.get_template(f"{Path(name).name}.j2").render(known)).encode() for name in PARTS}
    path.write_bytes(packed({"mimetype": MIMETYPE.encode(), **parts}))


def _templates() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
