"""What a picture gives back to someone who measures it: its words, drawn as glyphs, and the heights and lengths of what it draws."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Glyphs of the house font are numbered from the space on.
FIRST_GLYPH, FIRST_CHARACTER = 3, 32
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_POINT = re.compile(r"[ML]\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")
NEAR = 0.006


def picture_faults(svg: str, explained: Collection[str] = (), drawn: Sequence[float] | None = None) -> Iterator[str]:
    """Numbers in the words of a picture that nothing beside it explains, and points that stand for no printed value.

    Without ``explained`` only what no reader would see is looked for: comments, titles, descriptions and attributes that hold data.
    """
    if not svg:
        return
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        name = str(element.tag).removeprefix(SVG)
        if name in {"title", "desc", "text", "tspan"} and (found := _NUMBER.findall("".join(element.itertext()))):
            yield from (f"a picture has {n} in its <{name}>" for n in found if n.replace(",", "") not in explained)
        yield from (f"a picture has an attribute {key} with data" for key in element.attrib if key.startswith("data-"))
    if explained:
        scale = _scale(root)
        ticks = {n for text in _words(root, inside_ticks=True) for n in _numbers(text)}
        written = [n for text in (*_words(root, inside_ticks=False), *_comments(svg)) for n in _numbers(text)]
        yield from (f"a picture has the number {n} written in it" for n in written if n not in explained and n not in ticks)
        yield from _lengths(root, drawn or []) if scale is None else ()
        yield from _heights(root, scale, drawn or [])


def _heights(root: ElementTree.Element, scale: tuple[float, float] | None, drawn: Sequence[float]) -> Iterator[str]:
    """Points of lines, read off against the axis, that are no printed value."""
    if scale is None or not drawn:
        return
    slope, start = scale
    span = max(drawn) - min(0.0, *drawn) or 1.0
    for line in _groups(root, "line2d"):
        for _, y in (point for path in line.findall(f"{SVG}path") for point in _POINT.findall(path.get("d", ""))):
            value = start + slope * float(y)
            if min(abs(value - one) for one in drawn) > NEAR * span:
                yield f"a line passes through {value:.1f}, which is no printed value"


def _groups(root: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    """The drawn groups of a kind that are not part of an axis."""
    inside = {id(part) for axis in root.iter(f"{SVG}g") if "tick" in axis.get("id", "") for part in axis.iter()}
    return (one for one in root.iter(f"{SVG}g") if one.get("id", "").startswith(kind) and id(one) not in inside)


def _lengths(root: ElementTree.Element, drawn: Sequence[float]) -> Iterator[str]:
    """Bars without an axis, measured against the longest of them: each is as long as some printed value says."""
    lengths = [length for group in _groups(root, "patch") for path in group.findall(f"{SVG}path") if (length := _length(path))]
    longest, largest = max(lengths, default=0.0), max(drawn, default=0.0)
    for length in lengths if largest else ():
        value = length * largest / longest
        if min(abs(value - one) for one in drawn) > NEAR * largest:
            yield f"a bar is as long as {value:.1f}, which is no printed value"


def _length(path: ElementTree.Element) -> float:
    """The length of a filled bar; nothing for a background or a frame."""
    places = [float(x) for x, _ in _POINT.findall(path.get("d", ""))]
    is_bar = path.get("clip-path") and re.search(r"fill: #(?!ffffff)", path.get("style", ""))
    return max(places) - min(places) if is_bar and places else 0.0


def _comments(svg: str) -> list[str]:
    return re.findall(r"<!--(.*?)-->", svg, re.DOTALL)


def _numbers(text: str) -> list[str]:
    return [n.replace(",", "") for n in _NUMBER.findall(text)]


def _words(root: ElementTree.Element, inside_ticks: bool) -> Iterator[str]:
    for group in root.iter(f"{SVG}g"):
        is_tick = group.get("id", "").startswith(("xtick", "ytick"))
        if is_tick == inside_ticks and (is_tick or group.get("id", "").startswith("text")):
            yield _spelled(group)


def _spelled(group: ElementTree.Element) -> str:
    """The letters of a text drawn as glyphs, where they are of the plain alphabet."""
    glyphs = [element.get(LINK, "").rpartition("-")[2] for element in group.iter(f"{SVG}use")]
    codes = [int(glyph, 16) for glyph in glyphs if re.fullmatch(r"[0-9a-f]+", glyph)]
    return "".join(chr(code - FIRST_GLYPH + FIRST_CHARACTER) if code < 100 else " " for code in codes)


def _scale(root: ElementTree.Element) -> tuple[float, float] | None:
    """Value of a height: slope and start, from two labelled heights of the axis. Nothing for a picture without one."""
    marks = []
    for tick in (one for one in root.iter(f"{SVG}g") if one.get("id", "").startswith("ytick")):
        found = _NUMBER.findall(_spelled(tick))
        place = [y for path in tick.iter(f"{SVG}path") for _, y in _POINT.findall(path.get("d", ""))]
        if found and place:
            marks.append((float(place[0]), float(found[0].replace(",", ""))))
    if len(marks) < 2 or marks[0][0] == marks[-1][0]:
        return None
    slope = (marks[-1][1] - marks[0][1]) / (marks[-1][0] - marks[0][0])
    return slope, marks[0][1] - slope * marks[0][0]
