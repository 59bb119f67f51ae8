"""The look of every chart, and the one way to save it.

The style and colours are those of the Government Analysis Function. Letters are drawn as paths of the font that comes with matplotlib,
and nothing that changes from run to run is saved, so that the same figures give the same bytes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib.style
from afcharts.af_colours import get_af_colours
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.settings import Fault

# Further colours of the palette cannot be told from these by everyone.
COLOURS: tuple[str, ...] = tuple(get_af_colours("categorical", number_of_colours=4))
# No two lines differ by colour alone.
DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 1.5, 1, 1.5)))
# From pale to dark, one a step; numbers stand on the first three in ink and on the others in white.
SHADES: tuple[str, ...] = ("#E3EDF6", "#B5D0E8", "#7FB0DA", "#2B72AE", "#12436D")
INK = "#1A1A1A"
QUIET = "#595959"
SMALL = 9
ON_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 1}
DOTS_PER_INCH = 200

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


def rendered_svg(draw: Callable[[Axes], None], width: float, height: float) -> str:
    """As `rendered`, of which nobody wants the PNG: half the time, which counts for a picture in every row of a table."""
    with house():
        return _svg(_drawn(lambda figure: draw(figure.subplots()), width, height))


def rendered_figure(draw: Callable[[Figure], None], width: float, height: float) -> tuple[str, bytes]:
    """What ``draw`` puts on a figure of so many inches, with as many axes as it likes, as SVG and as PNG."""
    with house():
        figure = _drawn(draw, width, height)
        return _svg(figure), saved(figure, "png", Software=None)


def saved(figure: Figure, form: str, **without: None) -> bytes:
    """The figure in a file format, without the metadata that names a day or a program."""
    file = BytesIO()
    figure.savefig(file, format=form, dpi=DOTS_PER_INCH, metadata=without)
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
