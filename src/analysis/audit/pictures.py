"""What a picture gives back to someone who measures it: its words, drawn as glyphs, and the heights and lengths of what it draws."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from xml.etree import ElementTree

from analysis.audit.alternatives import Cells
from analysis.audit.drawings import part_faults
from analysis.audit.drawn_marks import NEAR, bar_faults, point_faults, points_of

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
# Glyphs of the house font are numbered from the space on.
FIRST_GLYPH, FIRST_CHARACTER = 3, 32
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")

Scale = tuple[float, float]
"""Slope and start: the value of a height is its start and its slope times the height."""


@lru_cache(maxsize=256)
def picture_faults(svg: str, cells: Cells) -> tuple[str, ...]:
    """Numbers in the words of a picture that its table does not explain, points that stand for no printed value, and what nobody sees.

    One picture stands in several files.
    """
    return tuple(_faults(svg, cells))


def _faults(svg: str, cells: Cells) -> Iterator[str]:
    if not svg:
        return
    root = ElementTree.fromstring(svg)
    yield from part_faults(root)
    spelled = list(_words(root, inside_ticks=False))
    ticks = {n for text in _words(root, inside_ticks=True) for n in _numbers(text)}
    known = set(cells.numbers) | {n for label in cells.labels for n in _numbers(label)}
    written = [n for text in (*spelled, *_comments(svg)) for n in _numbers(text)]
    yield from (f"a picture has the number {n} written in it" for n in written if n not in known and n not in ticks)
    unseen = Counter(n for text in _comments(svg) for n in _numbers(text)) - Counter(n for text in spelled for n in _numbers(text))
    yield from (f"a picture has the number {n} in a note and does not show it" for n in unseen)
    panels = list(_panels(root))
    for panel, scale in panels:
        yield from _lengths(panel, cells.values) if scale is None else _heights(panel, scale, cells.values)
    yield from _mark_faults(panels, cells)


def _panels(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, Scale | None]]:
    """Each panel with its scale. One of several may be read against the numbers of the first."""
    labels: list[float] = []
    for panel in [one for one in root.iter(f"{SVG}g") if one.get("id", "").startswith("axes_")] or [root]:
        marks = _marks(panel)
        labels = [value for _, value in marks if value is not None] or labels
        yield panel, _scale([place for place, _ in marks], labels)


def _mark_faults(panels: Sequence[tuple[ElementTree.Element, Scale | None]], cells: Cells) -> Iterator[str]:
    """Marks that are not in their places, panel by panel: one of several panels shows the row that it is called after."""
    for panel, scale in panels:
        if scale is None:
            yield from bar_faults([path for group in _groups(panel, "patch") for path in group.findall(f"{SVG}path")], cells)
            continue
        lines = [points for group in _groups(panel, "line2d") for path in group.findall(f"{SVG}path") if (points := points_of(path))]
        heights = [[scale[1] + scale[0] * y for _, y in points] for points in lines]
        names = [words.strip() for words in _words(panel, inside_ticks=False)] if len(panels) > 1 else []
        yield from point_faults(lines, heights, cells, next((name for name in names if name in cells.labels), ""))


def _heights(root: ElementTree.Element, scale: Scale, drawn: Sequence[float]) -> Iterator[str]:
    """Points of lines, read off against the axis, that are no printed value."""
    if not drawn:
        return
    slope, start = scale
    span = max(drawn) - min(0.0, *drawn) or 1.0
    for line in _groups(root, "line2d"):
        for _, y in (point for path in line.findall(f"{SVG}path") for point in points_of(path)):
            value = start + slope * y
            if min(abs(value - one) for one in drawn) > NEAR * span:
                yield f"a line passes through {value:.1f}, which is no printed value"


def _groups(root: ElementTree.Element, kind: str) -> Iterator[ElementTree.Element]:
    """The drawn groups of a kind that are not part of an axis."""
    inside = {id(part) for axis in root.iter(f"{SVG}g") if "tick" in axis.get("id", "") for part in axis.iter()}
    return (one for one in root.iter(f"{SVG}g") if one.get("id", "").startswith(kind) and id(one) not in inside)


def _lengths(root: ElementTree.Element, drawn: Sequence[float]) -> Iterator[str]:
    """Bars without an axis, measured against the longest of them, which stands for some printed value: so must each of the others."""
    lengths = [length for group in _groups(root, "patch") for path in group.findall(f"{SVG}path") if (length := _length(path))]
    found = [_no_values(lengths, largest, drawn) for largest in sorted({*drawn} - {0.0}, reverse=True)]
    wrong = min(found, key=len, default=[])
    yield from (f"a bar is as long as {value:.1f}, which is no printed value" for value in wrong)


def _no_values(lengths: Sequence[float], largest: float, drawn: Sequence[float]) -> list[float]:
    values = [length * largest / max(lengths) for length in lengths]
    return [value for value in values if min(abs(value - one) for one in drawn) > NEAR * largest]


def _length(path: ElementTree.Element) -> float:
    """The length of a filled bar; nothing for a background or a frame."""
    places = [x for x, _ in points_of(path)]
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
    """The letters of a text drawn as glyphs, where they are of the plain alphabet; each line of it is a group of its own."""
    lines = (_letters([one for one in line if one.tag == f"{SVG}use"]) for line in group.iter(f"{SVG}g"))
    return " ".join(filter(None, lines))


def _letters(glyphs: Iterable[ElementTree.Element]) -> str:
    names = [element.get(LINK, "").rpartition("-")[2] for element in glyphs]
    codes = [int(glyph, 16) for glyph in names if re.fullmatch(r"[0-9a-f]+", glyph)]
    return "".join(chr(code - FIRST_GLYPH + FIRST_CHARACTER) if code < 100 else " " for code in codes)


def _marks(panel: ElementTree.Element) -> list[tuple[float, float | None]]:
    """The marked heights of a panel's axis, each with its number where it is labelled."""
    marks = []
    for tick in (one for one in panel.iter(f"{SVG}g") if one.get("id", "").startswith("ytick")):
        # A name of a row may hold a year; only a number by itself is one of a scale.
        found = _NUMBER.fullmatch(_spelled(tick).strip(" %"))
        place = [y for path in tick.iter(f"{SVG}path") for _, y in points_of(path)]
        if place:
            marks.append((place[0], float(found[0].replace(",", "")) if found else None))
    return marks


def _scale(places: Sequence[float], labels: Sequence[float]) -> Scale | None:
    """The scale that two labelled heights of the axis give. Nothing for a picture without one."""
    if len(places) < 2 or len(places) != len(labels) or places[0] == places[-1]:
        return None
    slope = (labels[-1] - labels[0]) / (places[-1] - places[0])
    return slope, labels[0] - slope * places[0]
