"""A printed page (PDF): it is the page of its name, and keeps nothing beside what is printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

_REFUSED = (
    "EmbeddedFile",
    "EmbeddedFiles",
    "FileAttachment",
    "JavaScript",
    "AcroForm",
    "RichMedia",
    "Launch",
    "OpenAction",
    "XFA",
    "OCProperties",
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_INFO = re.compile(rb"/(Subject|Keywords|Author|Contents|\w*[Nn]ote\w*)\s*\(([^)]*)\)")


def print_faults(path: Path) -> Iterator[str]:
    """Parts of a print that no page needs, and bytes behind its end."""
    content = path.read_bytes()
    if not content.startswith(b"%PDF-"):
        yield "it is no PDF"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "there are bytes behind its end"
    whole = content + b"".join(_unpacked(found[1]) for found in _STREAM.finditer(content))
    yield from (f"it has {name}, which no page needs" for name in _REFUSED if re.search(rb"/" + name.encode() + rb"\b", whole))
    for name, words in _INFO.findall(content):
        if re.search(rb"\d", words):
            yield f"its {name.decode()} holds a number"
    bare = _STREAM.sub(b"", content)
    yield from (
        f"it has a note {note[:40].decode('latin-1')!r}" for note in re.findall(rb"^%(?!PDF|%EOF)([ -~]*\d[ -~]*)$", bare, re.MULTILINE)
    )


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
