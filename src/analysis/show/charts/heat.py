"""Heat maps: a breakdown by weekday and time as a grid. Each field carries its number, so that shade is not the only carrier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.base.formats import sentence_case
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.house import INK, ON_WHITE, QUIET, SHADES, SMALL, rendered, rendered_narrow
from analysis.show.charts.series import Point, amounts, divided, marked
from analysis.show.charts.words import alt_of_many, notes_under, subtitle, title_of_hours, title_of_largest
from analysis.show.sources import source_line

WIDTH, ROW = 7.2, 0.34
DARK = 3  # from this shade on numbers are white

Grid = Mapping[tuple[str, str], Point]


def heat_map(view: View, indicator: Indicator, breakdown: str) -> Chart:
    """Weekdays across and times down, each field with its number. Labels of the breakdown say both: ``Friday, 8pm to midnight``.

    Raises `Fault` when the breakdown was not counted for the period.
    """
    (shares,) = divided([view], indicator, breakdown)
    division = view.division(indicator, breakdown)
    series = amounts(view, indicator, breakdown)
    grid = {_place(point.name): point for point in series.points}
    measure = f"number of {indicator.unit} by {division.name}"
    draw, height = partial(draw_grid, grid=grid), 0.5 + ROW * len(times_of(grid))
    svg, png = rendered(draw, WIDTH, height)
    return Chart(
        name=f"{indicator.key}-by-{breakdown}",
        title=title_of_hours(view, indicator, division) or title_of_largest(indicator, division, shares),
        subtitle=subtitle(measure, [indicator], marked(series.name)),
        alt=alt_of_many("Heat map", measure, series),
        data=_tabled(grid),
        svg=svg,
        png=png,
        notes=("A darker field holds more.", *notes_under([series])),
        source=source_line([indicator]),
        narrow=rendered_narrow(draw, height),
    )


def draw_grid(axes: Axes, grid: Grid) -> None:
    """A field for each weekday and time, darker for more, with its number or mark."""
    days, times = days_of(grid), times_of(grid)
    largest = max((point.height for point in grid.values() if point.is_shown), default=0)
    for (day, time), point in grid.items():
        _draw_field(axes, point, (days.index(day), times.index(time)), shade(point.height, largest) if point.is_shown else 0)
    axes.set(xlim=(0, len(days)), ylim=(len(times), 0), xlabel="", ylabel="")
    axes.set_xticks([place + 0.5 for place in range(len(days))], [day[:3] for day in days])
    axes.set_yticks([place + 0.5 for place in range(len(times))], [sentence_case(time) for time in times])
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def shade(height: float, largest: float) -> int:
    """The shade of a number, in as many equal steps from nought to the largest as there are shades.

    >>> [shade(height, 100) for height in (0, 19, 20, 99, 100)]
    [0, 0, 1, 4, 4]
    """
    return min(int(height / largest * len(SHADES)), len(SHADES) - 1) if largest else 0


def days_of(grid: Grid) -> list[str]:
    """The weekdays in order."""
    return list(dict.fromkeys(day for day, _ in grid))


def times_of(grid: Grid) -> list[str]:
    """The times of day in order."""
    return list(dict.fromkeys(time for _, time in grid))


def _place(label: str) -> tuple[str, str]:
    day, _, time = label.partition(", ")
    return day, time


def _draw_field(axes: Axes, point: Point, corner: tuple[int, int], step: int) -> None:
    """A field in its shade, one of so many steps, with its number; a hidden one hatched, with its mark."""
    middle = {"x": corner[0] + 0.5, "y": corner[1] + 0.52, "s": point.text, "ha": "center", "va": "center", "fontsize": SMALL}
    if point.is_shown:
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=SHADES[step], edgecolor="white", linewidth=2))
        axes.text(**middle, color="white" if step >= DARK else INK)
    else:
        axes.add_patch(Rectangle(corner, 1, 1, facecolor="white", edgecolor=QUIET, hatch="////", linewidth=0.5))
        axes.text(**middle, bbox=ON_WHITE)


def _tabled(grid: Grid) -> Data:
    """Times down and weekdays across, as the picture has them."""
    days = days_of(grid)
    body = tuple((marked(sentence_case(time)), *(grid[day, time].html for day in days)) for time in times_of(grid))
    return Data(("Time", *days), body)
