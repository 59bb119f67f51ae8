"""A picture of dots has the parts that it needs."""

import struct
import zlib

from analysis.audit.pixels import pixel_faults

DOTS = zlib.compress(b"\0\0")


def part(kind, content=b""):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(*parts, behind=b"", dots=DOTS):
    head = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return head + b"".join(parts) + part(b"IDAT", dots) + part(b"IEND") + behind


def test_a_picture_with_its_size_passes():
    assert pixel_faults(picture(part(b"pHYs", b"\0" * 9))) == ()


def test_other_parts_are_faults():
    assert pixel_faults(picture(part(b"tEXt", b"boys\x003"))) == ("the picture has a part tEXt, which is not known to be needed",)
    assert pixel_faults(picture(part(b"pHYs", b"\0" * 12)))


def test_bytes_behind_the_picture_and_behind_its_dots_are_faults():
    assert pixel_faults(picture(behind=b"3")) == ("there are bytes behind the end of the picture",)
    assert pixel_faults(picture(dots=DOTS + b"3")) == ("there are bytes behind its dots",)


def test_what_is_no_picture_is_a_fault():
    assert pixel_faults(b"boys 3") == ("it is no PNG",)
    assert pixel_faults(b"\x89PNG\r\n\x1a\n") == ("there are bytes behind the end of the picture",)
