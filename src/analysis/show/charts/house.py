"""The look of every chart, and the one way to save it.

The style and colours are those of the Government Analysis Function. Letters are drawn as paths of the font that comes with matplotlib,
and nothing that changes from run to run is saved, so that the same figures give the same bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Literal

import matplotlib.style
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.base.settings import Fault

# Further colours of the palette cannot be told from these by everyone.
COLOURS: tuple[str, ...] = tuple(get_af_colours("categorical", number_of_colours=4))
# One meaning in every chart: the year reported on is dark, the year before it grey. A hatch means that a number is hidden.
THIS_YEAR, LAST_YEAR = COLOURS[0], "#8A9199"
YEARS = (THIS_YEAR, LAST_YEAR)
# No two lines differ by colour alone.
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 1.5, 1, 1.5)))
# From pale to dark, one a step; numbers stand on the first three in ink and on the others in white.
SHADES: tuple[str, ...] = ("#E3EDF6", "#B5D0E8", "#7FB0DA", "#2B72AE", "#12436D")
INK = "#1A1A1A"
BREAK = (0, (1, 3))  # an upright dotted line where figures cannot be compared with earlier ones
QUIET = "#595959"
SMALL = 9
ON_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 1}
DOTS_PER_INCH = 200
# So many inches fill a telephone's screen with letters of at least 12 of its pixels.
NARROW = 3.7

HOUSE = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.markersize": 5.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "overview",
}


@contextmanager
def house() -> Iterator[None]:
    """The house style, for as long as something is drawn."""
    with matplotlib.style.context(["afcharts.afcharts", HOUSE]):
        yield


def rendered(draw: Callable[[Axes], None], width: float, height: float) -> tuple[str, bytes]:
    """What ``draw`` puts on axes of so many inches, as SVG and as PNG."""
    return rendered_figure(lambda figure: draw(figure.subplots()), width, height)


def rendered_narrow(draw: Callable[[Axes], None], height: float) -> str:
    """What ``draw`` puts on axes as wide as a telephone's screen, as SVG."""
    with house():
        return _svg(_drawn(lambda figure: draw(figure.subplots()), NARROW, height))


def rendered_each(draws: Iterable[Callable[[Axes], None]], width: float, height: float) -> list[str]:
    """What each of ``draws`` puts on axes without an axis, as SVG.

    All share the axes, whose place is found once: new ones would take most of the time for a picture in every row of a table.
    """
    with house():
        figure = _drawn(lambda figure: figure.subplots().set_axis_off(), width, height)
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        return [_alone(draw, figure) for draw in draws]


def _alone(draw: Callable[[Axes], None], figure: Figure) -> str:
    """The figure with what ``draw`` puts on its axes, and without what was drawn there before."""
    (axes,) = figure.axes
    for line in list(axes.lines):
        line.remove()
    axes.relim()
    draw(axes)
    return _svg(figure)


def rendered_figure(draw: Callable[[Figure], None], width: float, height: float) -> tuple[str, bytes]:
    """What ``draw`` puts on a figure of so many inches, with as many axes as it likes, as SVG and as PNG."""
    with house():
        figure = _drawn(draw, width, height)
        return _svg(figure), saved(figure, "png", Software=None)


def saved(figure: Figure, form: Literal["svg", "png"], **without: None) -> bytes:
    """The figure in a file format, without the metadata that names a day or a program.

    The canvas is asked itself: ``savefig`` would draw everything once more before, only to lay it out.
    """
    file = BytesIO()
    figure.set_dpi(DOTS_PER_INCH)
    if form == "svg":
        FigureCanvasSVG(figure).print_svg(file, metadata=without)
    else:
        FigureCanvasAgg(figure).print_png(file, metadata=without)
    return file.getvalue()


def _drawn(draw: Callable[[Figure], None], width: float, height: float) -> Figure:
    figure = Figure(figsize=(width, height), layout="constrained")
    draw(figure)
    return figure


def _svg(figure: Figure) -> str:
    return saved(figure, "svg", Date=None, Creator=None).decode()


def data_uri(svg: str) -> str:
    """A picture as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def check_number_of_series(names: Sequence[str]) -> None:
    """Raises `Fault` for more series than there are colours that everyone can tell apart."""
    if len(names) > len(COLOURS):
        raise Fault(f"A chart shows at most {len(COLOURS)} series, and this one has {len(names)}: {', '.join(names)}. Draw two charts.")
