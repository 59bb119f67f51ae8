"""What a printed page (PDF) says: its words in the order of its structure, and those that stand in none of its elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, Page, Pdf, Stream, String, parse_content_stream

_SHOWN = "BT Tf Tj TJ ' \" BDC BMC EMC"
_SPACES = re.compile(r"(?<!\d)[\s\u200b\u00ad]+|[\s\u200b\u00ad]+(?!\d)")
_POINTS = re.compile(r"[^\w\s]?")
_HEX = rb"<\s*([0-9A-Fa-f\s]*?)\s*>"
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)

Codes = Mapping[bytes, str]
Place = tuple[int, int]
"""A page, by its place among all, and the number that its content gives to a piece of it."""


@dataclass(frozen=True)
class PrintAsRead:
    """A print as it is read: the words of each element of its structure, without spaces, in order; those of each page that stand in no
    element; and the alternative texts of its pictures."""

    texts: tuple[str, ...]
    beside: tuple[str, ...]
    alternatives: tuple[str, ...]


def read_print(pdf: Pdf) -> PrintAsRead:
    """The words of a print. The marks of lists are left out where they count the items or only point at them."""
    fonts = _Fonts()
    content = [dict(_pieces(page, fonts)) for page in pdf.pages]
    reading = _Reading({(n, number): words for n, page in enumerate(content) for number, words in page.items()}, _numbered(pdf))
    root = pdf.Root.get("/StructTreeRoot")
    texts = tuple(reading.texts(root)) if isinstance(root, Dictionary) else ()
    beside = tuple(
        squeezed(" ".join(words for number, words in page.items() if (n, number) not in reading.read)) for n, page in enumerate(content)
    )
    return PrintAsRead(texts, beside, tuple(reading.alternatives))


def squeezed(words: str) -> str:
    """Words without spaces but one between two numbers, since lines may end anywhere else."""
    return " ".join(_SPACES.sub("", words).split())


@dataclass(frozen=True)
class _Reading:
    """The way through the structure: what the pages hold, by place; and what has been read of it."""

    pieces: Mapping[Place, str]
    pages: Mapping[tuple[int, int], int]
    read: set[Place] = field(default_factory=set)
    alternatives: list[str] = field(default_factory=list)

    def texts(self, element: Object, page: int = -1, item: int = 0) -> Iterator[str]:
        """The words of an element and of all below it. ``item`` is its place in a list."""
        page = self._page(element, page)
        if "/Alt" in element:
            self.alternatives.append(str(element.Alt))
        own: dict[int, str] = defaultdict(str)
        for kid in _kids(element):
            place = self._place(kid, page)
            if place is not None:
                own[place[0]] += self.pieces.get(place, "") if place not in self.read else ""
                self.read.add(place)
            elif isinstance(kid, Dictionary) and kid.get("/Type") != "/OBJR":
                yield from _said(element, own, item)
                own.clear()
                item += kid.get("/S") == "/LI"
                yield from self.texts(kid, page, item)
        yield from _said(element, own, item)

    def _place(self, kid: Object | int, page: int) -> Place | None:
        if isinstance(kid, int):
            return page, kid
        return (self._page(kid, page), int(kid.MCID)) if isinstance(kid, Dictionary) and "/MCID" in kid else None

    def _page(self, element: Object, otherwise: int) -> int:
        return self.pages.get(element.Pg.objgen, -1) if "/Pg" in element else otherwise


def _said(element: Object, own: Mapping[int, str], item: int) -> Iterator[str]:
    """The words of an element itself; the head of a table stands on each of its pages and says the same once."""
    said = [squeezed(words) for words in own.values()]
    words = said[0] if len(set(said)) == 1 else "".join(said)
    if words and not (_is_mark(element) and (_POINTS.fullmatch(words) or words == f"{item}.")):
        yield words


def _is_mark(element: Object) -> bool:
    """Whether an element is the mark of an item of a list, or part of one."""
    return element.get("/S") == "/Lbl" or (element.get("/S") in {"/NonStruct", "/Span"} and "/P" in element and _is_mark(element.P))


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K", ())
    return list(kids) if isinstance(kids, Array) else [kids] if not isinstance(kids, tuple) else []


def _numbered(pdf: Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: n for n, page in enumerate(pdf.pages)}


def _pieces(page: Page, fonts: _Fonts) -> Iterator[tuple[int, str]]:
    """What a page shows, by the number of each piece of its content; -1 for what has none."""
    found: dict[int, str] = defaultdict(str)
    within, codes = [-1], {}
    for step in parse_content_stream(page, _SHOWN):
        match str(step.operator):
            case "BT":
                found[within[-1]] += " "
            case "Tf":
                codes = fonts.codes(page.Resources.Font[step.operands[0]])
            case "BDC" | "BMC":
                within.append(_number(step.operands, within[-1]))
            case "EMC":
                within.pop()
            case _:
                found[within[-1]] += "".join(_decoded(bytes(one), codes) for one in _strings(step.operands[-1]))
    return iter(found.items())


def _number(operands: object, otherwise: int) -> int:
    told = operands[1] if len(operands) > 1 else None
    return int(told.MCID) if isinstance(told, Dictionary) and "/MCID" in told else otherwise


def _strings(shown: Object) -> Iterator[Object]:
    yield from (one for one in shown if isinstance(one, String)) if isinstance(shown, Array) else (shown,)


def _decoded(shown: bytes, codes: Codes) -> str:
    """The letters of a string; one that its font does not tell is no letter."""
    size = len(next(iter(codes), b"0"))
    return "".join(codes.get(shown[n : n + size], "\N{REPLACEMENT CHARACTER}") for n in range(0, len(shown), size))


class _Fonts:
    """The letters of the fonts that a print uses, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], Codes] = {}

    def codes(self, font: Object) -> Codes:
        """Which letters the codes of a font stand for; none where it does not tell."""
        if font.objgen not in self._read:
            told = font.get("/ToUnicode")
            self._read[font.objgen] = dict(_letters(told.read_bytes())) if isinstance(told, Stream) else {}
        return self._read[font.objgen]


def _letters(table: bytes) -> Iterator[tuple[bytes, str]]:
    for section in _CHARACTERS.findall(table):
        codes = [_bytes(code) for code in re.findall(_HEX, section)]
        yield from ((code, letter.decode("utf-16-be")) for code, letter in zip(codes[::2], codes[1::2], strict=True))
    for section in _RANGES.findall(table):
        for first, last, letters in re.findall(rb"\s*".join([_HEX, _HEX, rb"(<[^>]*>|\[[^\]]*\])"]), section):
            yield from _of_range(_bytes(first), _bytes(last), [_bytes(one) for one in re.findall(_HEX, letters)], letters.startswith(b"["))


def _of_range(first: bytes, last: bytes, letters: list[bytes], is_listed: bool) -> Iterator[tuple[bytes, str]]:
    start = int.from_bytes(first, "big")
    for n in range(int.from_bytes(last, "big") - start + 1):
        letter = letters[n].decode("utf-16-be") if is_listed else chr(int.from_bytes(letters[0], "big") + n)
        yield (start + n).to_bytes(len(first), "big"), letter


def _bytes(code: bytes) -> bytes:
    return bytes.fromhex(code.decode())
