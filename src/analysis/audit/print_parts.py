"""The parts of a print (PDF): those that a page needs, each reached from its root, and nothing before, between or behind them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from lxml.etree import _Element
from pikepdf import Array, Dictionary, Object, Pdf, Stream, String, parse_content_stream

from analysis.audit.known import Known
from analysis.audit.numbers_in_text import says_a_number, without_dates
from analysis.audit.printed import squeezed

# What Chromium and WeasyPrint write of a page, in the order of the alphabet.
_WRITTEN = (
    "A Alt Annots Ascent BBox BM BS BaseFont BitsPerComponent BleedBox Border CA CIDSystemInfo CIDToGIDMap CapHeight ColSpan "
    "ColorSpace Contents Count CreationDate Creator DW DecodeParms DescendantFonts Descent Dest Dests DisplayDocTitle Encoding "
    "ExtGState F Filter First Flags Font FontBBox FontDescriptor FontFamily FontFile2 FontFile3 FontName FormType G Group H "
    "Headers Height I ID IDTree Index Info ItalicAngle K Kids LC LJ LW Lang Last Length Length1 Limits ListNumbering MCID ML "
    "MarkInfo Marked Matrix MediaBox Metadata ModDate N Names Next Nums O Obj Ordering Outlines P PaintType Pages Parent "
    "ParentTree ParentTreeNextKey Pattern PatternType Pg Prev ProcSet Producer Range Rect Registry Resources Root RowSpan S SA SE "
    "SMask Scope Shading Size StemH StemV StructParent StructParents StructTreeRoot Subtype Supplement Tabs TilingType Title "
    "ToUnicode TrimBox Type ViewerPreferences W WhitePoint Width X XObject XStep YStep ca "
)
_KEYS = frozenset(_WRITTEN.split())
_RESOURCES = {"/ColorSpace", "/ExtGState", "/Font", "/Pattern", "/Shading", "/XObject"}
_RESOURCE = re.compile(r"/([A-Z]\d+|[A-Za-z]\d\.\d|[a-z]\d|[A-Z]{6}|lab-d\d\d)")
_MAKER = re.compile(r"Mozilla/5\.0 \([\w .;]+\) AppleWebKit/[\d.]+ \(KHTML, like Gecko\) [\w/. ]+|Skia/PDF m\d+|WeasyPrint [\d.]+")
_DATE = re.compile(r"D:19800101000000([+-]00'00'|Z)?")
_NAME = re.compile(r"node(\d{8})|\d+-\d+-\d+")
_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?\bendobj\b\s*", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_LETTERS = "Tj TJ ' \""
_KIND = re.compile(r"/[A-Za-z]+[1-6]?")
_STRINGS = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_FRAME = re.compile(
    rb"%PDF-\d\.\d\r?\n(%[\x80-\xff]{1,8}\r?\n)?\s*"
    rb"(xref\s+(\d+ \d+\s+)?(\d{10} \d{5} [nf]\s+)*trailer\s*<<[^<>]*>>\s*)?startxref\s+\d+\s+%%EOF\s*"
)


def part_faults(content: bytes, pdf: Pdf, root: _Element, known: Known) -> Iterator[str]:
    """Parts that no page needs, words in the others that the page does not have, and bytes that belong to no part."""
    if not _FRAME.fullmatch(_OBJECT.sub(b"", _STREAM.sub(b"", content))):
        yield "there are bytes that belong to none of its parts"
    said, ids = {squeezed("".join(one.itertext())) for one in root.iter("title", "h1", "h2", "h3", "h4")}, set(root.xpath("//@id"))
    reached: set[tuple[int, int]] = set()
    for key, one in _reached(pdf.trailer, "", reached):
        match one:
            case String():
                yield from _string_faults(key, str(one), said, ids, known)
            case Stream():
                yield from _stream_faults(key, one, said)
            case Dictionary():
                yield from _key_faults(key, one, ids)
    yield from (
        "it has a part that nothing in it uses"
        for one in pdf.objects
        if one is not None and isinstance(one, Dictionary | Array | Stream | String) and one.objgen not in reached and not _is_packing(one)
    )
    yield from _content_faults(pdf)


def _reached(one: Object, key: str, reached: set[tuple[int, int]]) -> Iterator[tuple[str, Object]]:
    """Everything that a print uses, each with the key under which it is found."""
    waiting = [(key, one)]
    while waiting:
        key, one = waiting.pop()
        if isinstance(one, Object) and one.is_indirect:
            if one.objgen in reached:
                continue
            reached.add(one.objgen)
        yield key, one
        if isinstance(one, Dictionary | Stream):
            waiting.extend(one.items())
        elif isinstance(one, Array):
            waiting.extend((key, each) for each in one)


def _key_faults(key: str, one: Object, ids: set[str]) -> Iterator[str]:
    for name, _ in one.items():
        is_known = name[1:] in _KEYS or (key in _RESOURCES and _RESOURCE.fullmatch(name)) or (key == "/Dests" and name[1:] in ids)
        if not is_known:
            yield f"it has {name[:40]}, which no page needs"


def _string_faults(key: str, words: str, said: set[str], ids: set[str], known: Known) -> Iterator[str]:
    if key == "/Alt" or squeezed(words) in said or words in ids or not _counts(words):
        return
    checks = {"/Creator": _MAKER, "/Producer": _MAKER, "/CreationDate": _DATE, "/ModDate": _DATE}
    allowed = checks.get(key) or (_NAME if key in {"/ID", "/Headers", "/Names", "/Limits"} else re.compile("(?!)"))
    if not allowed.fullmatch(words) and not known.says(words):
        yield f"its {key[1:]} says {words[:60]!r}"


def _counts(words: str) -> bool:
    return says_a_number(words) or any(letter.isdecimal() for letter in without_dates(words))


def _stream_faults(key: str, one: Stream, said: set[str]) -> Iterator[str]:
    filters = one.get("/Filter", Array())
    if filters not in (Array(), "/FlateDecode"):
        yield f"it has something that is packed as {str(filters)[:40]}"
        return
    if filters == "/FlateDecode" and _has_more(one.read_raw_bytes()):
        yield "there are bytes behind one of its parts"
    if key == "/Metadata":
        yield from _metadata_faults(one.read_bytes(), said)


def _has_more(packed: bytes) -> bool:
    unpacking = zlib.decompressobj()
    unpacking.decompress(packed)
    return bool(unpacking.unused_data.strip())


def _metadata_faults(content: bytes, said: set[str]) -> Iterator[str]:
    for element in ElementTree.fromstring(content).iter():
        attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        words = [(element.text or "").strip(), (element.tail or "").strip(), *(v for k, v in attributes.items() if (k, v) != ("part", "1"))]
        yield from (
            f"it says of itself {one[:60]!r}" for one in words if _counts(one) and squeezed(one) not in said and not _MAKER.fullmatch(one)
        )


def _content_faults(pdf: Pdf) -> Iterator[str]:
    """Dots are painted as patterns alone, drawings hold no letters, and what is painted has no notes and no names but those of its kind."""
    for page in pdf.pages:
        kinds = {str(one.get("/Subtype")) for one in page.Resources.get("/XObject", Dictionary()).values()}
        yield from (f"a page shows something of the kind {kind}" for kind in kinds - {"/Form"})
        for step in parse_content_stream(page, "BDC BMC DP MP BI ID EI INLINE"):
            if not _is_plain_mark(step):
                yield f"a page has {' '.join(map(str, step.operands))[:60]!r} among what it paints"
        content = b"\n".join(one.read_bytes() for one in _streams(page.Contents))
        yield from (f"a page has the note {note[:40]!r}" for note in re.findall(rb"%[^\r\n]*", _STRINGS.sub(b"", content)))
    for one in pdf.objects:
        if isinstance(one, Stream) and (one.get("/Subtype") == "/Form" or "/PatternType" in one) and parse_content_stream(one, _LETTERS):
            yield "a drawing in it holds letters"


def _is_plain_mark(step: Object) -> bool:
    """Whether a piece of content is marked with its kind and number, and with nothing besides."""
    if str(step.operator) not in {"BDC", "BMC"}:
        return False
    kind, *told = step.operands
    return bool(_KIND.fullmatch(str(kind))) and all(isinstance(one, Dictionary) and _names_itself(one) for one in told)


def _names_itself(told: Object) -> bool:
    """Whether a mark holds a number of its own alone, or says that a space is one."""
    return set(told.keys()) <= {"/MCID", "/ActualText"} and not str(told.get("/ActualText", "")).strip()


def _streams(contents: Object) -> list[Object]:
    return list(contents) if isinstance(contents, Array) else [contents]


def _is_packing(one: Object) -> bool:
    return isinstance(one, Stream) and one.get("/Type") in {"/ObjStm", "/XRef"}
