"""Pictures of dots: the parts that a picture needs, and nothing behind them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

_START = b"\x89PNG\r\n\x1a\n"
_NEEDED = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}
# How large a dot is meant to be, and of which colours it is.
_SIZES = {b"pHYs": 9, b"sRGB": 1, b"gAMA": 4, b"cHRM": 32, b"sBIT": 4, b"bKGD": 6}


@lru_cache(maxsize=256)
def pixel_faults(content: bytes) -> tuple[str, ...]:
    """Parts that no picture needs: text, data of programs, and whatever stands behind its end. One picture stands in several files."""
    return tuple(_faults(content))


def _faults(content: bytes) -> Iterator[str]:
    if not content.startswith(_START):
        yield "it is no PNG"
        return
    place, ended, data = len(_START), False, b""
    while place + 12 <= len(content) and not ended:
        (size,), kind = struct.unpack(">I", content[place : place + 4]), content[place + 4 : place + 8]
        if kind not in _NEEDED and size > _SIZES.get(kind, -1):
            yield f"the picture has a part {kind.decode('latin-1')}, which is not known to be needed"
        data += content[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        ended, place = kind == b"IEND", place + 12 + size
    if place != len(content) or not ended:
        yield "there are bytes behind the end of the picture"
    yield from _stream_faults(data)


def _stream_faults(data: bytes) -> Iterator[str]:
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(data)
    except zlib.error:
        yield "its dots cannot be read"
    if unpacking.unused_data:
        yield "there are bytes behind its dots"
