"""The parts of workbooks and documents: those that the house or a Word template needs, and nothing before, between or behind them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

_RELS = r"_rels/\.rels|\[Content_Types\]\.xml|docProps/(app|core)\.xml"
PARTS = {
    ".xlsx": re.compile(
        rf"{_RELS}|xl/(workbook|sharedStrings|styles|theme/theme\d+)\.xml|xl/_rels/workbook\.xml\.rels"
        r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml"
    ),
    ".docx": re.compile(
        rf"{_RELS}|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme/theme\d+|footnotes|endnotes)\.xml"
        r"|word/(header|footer)\d+\.xml|word/_rels/[\w]+\.xml\.rels|word/media/[\w-]+\.(png|jpe?g|gif|svg|emf|wmf)|word/fonts/[\w-]+\.odttf"
        r"|customXml/item\d+\.xml|customXml/itemProps\d+\.xml|customXml/_rels/item\d+\.xml\.rels|docProps/thumbnail\.\w+"
    ),
    ".ods": re.compile(r"mimetype|META-INF/manifest\.xml|(content|styles|meta|settings)\.xml"),
}
_HEADER, _END = b"PK\x03\x04", b"PK\x05\x06"
_END_SIZE = 22


def container_faults(path: Path) -> Iterator[str]:
    """Parts that nobody knows, notes on parts, and bytes outside all parts."""
    content = path.read_bytes()
    end = content.rfind(_END)
    if not content.startswith(_HEADER):
        yield "there are bytes before its first part"
    if end < 0 or len(content) - end != _END_SIZE:
        yield "there are bytes behind its last part"
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        names = [one.filename for one in parts]
        yield from (f"it has the part {name}, which is not known to be needed" for name in names if not PARTS[path.suffix].fullmatch(name))
        yield from (f"it has the part {name} more than once" for name in sorted({one for one in names if names.count(one) > 1}))
        yield from (f"the part {one.filename} has a note or a field of its own" for one in parts if one.comment or one.extra)
        room = sum(len(_HEADER) + 26 + len(one.filename.encode()) + len(one.extra) + one.compress_size for one in parts)
        if package.start_dir > room + sum(16 for one in parts if one.flag_bits & 8):
            yield "there are bytes between its parts"
