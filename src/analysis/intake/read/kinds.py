"""What a file is, by its first bytes. Its name may lie: systems write web pages named .xls, and people rename files."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from analysis.base.settings import Fault

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a Word document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed with gzip",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"Rar!": "packed with RAR",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"\x00\x01\x00\x00Standard": "an Access database",
    b"PK\x05\x06": "an empty archive",
}
"""First bytes of files that hold no table we can read, and what to call them."""

WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|script)\b", re.IGNORECASE | re.DOTALL)
SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(content: bytes, place: str) -> str:
    """``workbook`` or ``text``. Raises `Fault` saying what the file is when it is neither."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    for signature, words in OTHER.items():
        if start.startswith(signature):
            raise _other(place, words)
    if start.startswith(OLE):
        return _kind_of_ole(content, place)
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content, place)
    if WEB_PAGE.match(start) or WEB_PAGE.match(start.replace(b"\0", b"").lstrip(b"\xff\xfe")):
        raise _other(place, "a web page, perhaps a report or a page to log in that was saved under this name")
    if start.lstrip().startswith(b"<?xml") or SPREADSHEET_XML in start:
        raise _other(place, "an XML file")
    return "text"


def _kind_of_ole(content: bytes, place: str) -> str:
    """The container of old Office files; also what a workbook with a password is wrapped in."""
    if _utf16("EncryptedPackage") in content:
        raise Fault(f"{place} has a password. Open it in Excel, take the password away (File, Info, Protect Workbook), and put it back.")
    if _utf16("WordDocument") in content:
        raise _other(place, "a Word document")
    if _utf16("__substg1.0") in content:
        raise _other(place, "an e-mail")
    return "workbook"


def _kind_of_zip(content: bytes, place: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeError, OSError):
        return "workbook"  # Damaged: the reader of workbooks says so.
    if any(name.startswith("word/") for name in names):
        raise _other(place, "a Word document")
    if not (any(name.startswith("xl/") for name in names) or {"content.xml", "mimetype"} & names):
        raise _other(place, "an archive; only a file whose name ends in .zip is looked into")
    return "workbook"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _other(place: str, words: str) -> Fault:
    return Fault(f"{place} is {words}, whatever its name says. Ask for the data as .csv or .xlsx and put that here.")
