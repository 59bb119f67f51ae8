"""The title of each sheet as a heading of the first level, which the writer of workbooks has no call for.

A screen reader that lists the headings of a workbook finds cells by their style; a title that is only large and bold is not among them.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

STYLES = "xl/styles.xml"
# The built-in style "Heading 1" by the number that all office programs know it by.
_STYLE = '<cellStyle name="Heading 1" xfId="{}" builtinId="16"/>'
_TITLE = re.compile(r'<c r="A1" s="(\d+)"')
_XF = re.compile(r"<xf [^>]*?/>|<xf .*?</xf>", re.DOTALL)


def with_headings(archive: bytes, styles: bytes) -> bytes:
    """The styles of a workbook in which the cells A1 of all its sheets have the style of a heading."""
    text = styles.decode()
    base = int(re.search(r'<cellStyleXfs count="(\d+)"', text)[1])
    formats = _XF.findall(_part(text, "cellXfs"))
    titles = _titles(archive)
    pattern = re.sub(r' xfId="\d+"', "", formats[min(titles)])
    linked = [re.sub(r'xfId="\d+"', f'xfId="{base}"', one) if n in titles else one for n, one in enumerate(formats)]
    text = _replaced(text, "cellXfs", "".join(linked), len(linked))
    text = _replaced(text, "cellStyleXfs", _part(text, "cellStyleXfs") + pattern, base + 1)
    known = _part(text, "cellStyles")
    return _replaced(text, "cellStyles", known + _STYLE.format(base), known.count("<cellStyle ") + 1).encode()


def _titles(archive: bytes) -> set[int]:
    """The formats of the cells A1, by their place among all formats."""
    with zipfile.ZipFile(BytesIO(archive)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    return {int(found[1]) for found in map(_TITLE.search, sheets) if found}


def _part(text: str, name: str) -> str:
    return re.search(f"<{name} [^>]*>(.*?)</{name}>", text, re.DOTALL)[1]


def _replaced(text: str, name: str, inside: str, count: int) -> str:
    return re.sub(f"<{name} .*?</{name}>", lambda _: f'<{name} count="{count}">{inside}</{name}>', text, count=1, flags=re.DOTALL)
