"""The marks of a chart, each compared with the figure of its place: bars in the order of its table, the points of lines by their series.

That a bar is as long as some printed value, or a point as high, explains neither: it has to be the one of its category and period.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from analysis.audit.alternatives import Cells
from analysis.audit.numbers_in_text import numbers_in

_POINT = re.compile(r"[ML]\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")
NEAR = 0.006
LEAST = 0.01
"""What is shorter, in points of a picture, has no length."""
QUARTERS = 4

Values = Sequence[float | None]
Points = Sequence[tuple[float, float]]


def bar_faults(bars: Sequence[Element], cells: Cells) -> Iterator[str]:
    """Bars that are not those of the table, one after another, each with its length."""
    boxes = [box for bar in bars if (box := _box(bar))]
    if not boxes or not cells.rows or _is_grid(boxes, cells):
        return
    drawn = [[size for box in boxes if (size := box[side]) > LEAST] for side in (0, 1)]
    if not any(_are_proportional(sizes, told) for sizes in drawn for told in _orders(cells)):
        yield f"its {len(boxes)} bars are not those of its table"


def point_faults(lines: Sequence[Points], heights: Sequence[Sequence[float]], cells: Cells, name: str = "") -> Iterator[str]:
    """Lines of which a point is not the figure of its place in any series of the table, or in the row of a name."""
    xs = sorted({round(x, 2) for points in lines for x, _ in points})
    steps = [after - before for before, after in pairwise(xs) if after - before > 1]
    if not steps or not cells.rows:
        return
    for points, values in zip(lines, heights, strict=True):
        places = [(x - xs[0]) / min(steps) for x, _ in points]
        if len({round(place, 1) for place in places}) == 1 and len(points) > 1:
            continue  # an upright line marks a break, and stands for no figure
        if not any(_fits(places, values, told) for told in _series(cells, name)):
            yield "a line does not go through the figures of its places"


def points_of(path: Element) -> list[tuple[float, float]]:
    """The points that a path goes through."""
    return [(float(x), float(y)) for x, y in _POINT.findall(path.get("d", ""))]


def _box(bar: Element) -> tuple[float, float] | None:
    """How wide and how high a bar is."""
    places = points_of(bar)
    if not bar.get("clip-path") or not places:
        return None
    return tuple(max(one) - min(one) for one in zip(*places, strict=True))


def _is_grid(boxes: Sequence[tuple[float, float]], cells: Cells) -> bool:
    """Whether they are the fields of a map, as large as each other and as many as the cells; their shades are no measure."""
    is_even = all(abs(size - boxes[0][side]) < LEAST for box in boxes for side, size in enumerate(box))
    return is_even and min(boxes[0]) > LEAST and len(boxes) == len(cells.rows) > 1


def _rows(cells: Cells) -> dict[str, Values]:
    return _by_name((row, cell) for row, _, cell in cells.rows)


def _columns(cells: Cells) -> dict[str, Values]:
    return _by_name((column, cell) for _, column, cell in cells.rows)


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, Values]:
    found: dict[str, list[float | None]] = {}
    for name, cell in named:
        found.setdefault(name, []).append(_value(cell))
    return found


def _value(cell: str) -> float | None:
    """The number of a cell as it is drawn; one that rounds to nought is drawn as nought."""
    numbers = numbers_in(cell)
    return 0.0 if cell.startswith("under ") else float(numbers[0]) if len(numbers) == 1 else None


def _orders(cells: Cells) -> Iterator[list[float]]:
    """The lengths of bars as the table has them: of its columns one after another, of those with numbers, or of one without its whole.

    A target is a line and no bar.
    """
    columns = {name: values for name, values in _columns(cells).items() if name != "Target"}
    numbers = [values for name, values in columns.items() if name.startswith("Number")]
    for some in (
        list(columns.values()),
        numbers,
        *([values] for values in columns.values()),
        *([values[:-1]] for values in columns.values()),
    ):
        yield [value for values in some for value in values if value]


def _are_proportional(sizes: Sequence[float], told: Sequence[float]) -> bool:
    if len(sizes) != len(told) or not told:
        return False
    factor = max(sizes) / max(told)
    return all(abs(size - value * factor) <= NEAR * max(sizes) for size, value in zip(sizes, told, strict=True))


def _series(cells: Cells, name: str) -> Iterator[Values]:
    """What a line may run through: a column, a row, or the quarters of a row in one year; of a chart with a name its row alone."""
    rows = _rows(cells)
    for values in [rows[name]] if name in rows else [*_columns(cells).values(), *rows.values()]:
        yield values
        yield from (values[-QUARTERS:], values[:-QUARTERS])


def _fits(places: Sequence[float], heights: Sequence[float], told: Values) -> bool:
    """Whether each point has the height of the figure in its place, wherever the first place of all stands.

    Where no figure stands between any two points of a chart, its least step is several places wide.
    """
    near = NEAR * max((abs(one) for one in told if one is not None), default=0) or NEAR
    wide = [(round(place), height) for place, height in zip(places, heights, strict=True)]
    return any(
        _stand(start, step, wide, told, near) and (step == 1 or _is_empty_between(start, step, wide, told))
        for step in range(1, max(len(told), 2))
        for start in range(len(told))
    )


def _stand(start: int, step: int, points: Sequence[tuple[int, float]], told: Values, near: float) -> bool:
    figures = [told[at] if (at := start + step * place) < len(told) else None for place, _ in points]
    return all(figure is not None and abs(height - figure) <= near for figure, (_, height) in zip(figures, points, strict=True))


def _is_empty_between(start: int, step: int, points: Sequence[tuple[int, float]], told: Values) -> bool:
    first, last = (start + step * end([place for place, _ in points]) for end in (min, max))
    return all(told[at] is None for at in range(first, last + 1) if (at - start) % step)
