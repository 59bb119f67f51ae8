"""Pages, compared place by place: marked numbers with the open data, words with where they come from, charts with their own table."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from lxml.etree import _Element

from analysis.audit.alternatives import Cells, alternative_faults, cells_of_chart, cells_of_row
from analysis.audit.attributes import attribute_faults
from analysis.audit.figures_in_page import figure_faults
from analysis.audit.known import Known
from analysis.audit.pictures import picture_faults
from analysis.audit.words_in_page import short, word_faults
from analysis.base.elements import kinds, parsed


def html_faults(html: str, known: Known) -> Iterator[str]:
    """A page or a piece of one."""
    yield from tree_faults(parsed(html), known)


def tree_faults(root: _Element, known: Known) -> Iterator[str]:
    """A page that has been parsed."""
    yield from figure_faults(root, known)
    yield from word_faults(root, known)
    yield from attribute_faults(root, known)
    for image in root.iter("img"):
        yield from _image_faults(image, known)


def _image_faults(image: _Element, known: Known) -> Iterator[str]:
    """A picture stands in a chart, beside the table of what it shows, or in the row of its indicator."""
    chart = next((one for one in image.iterancestors("div") if "chart" in kinds(one)), None)
    if chart is not None:
        cells = cells_of_chart(chart)
    elif "sparkline" in kinds(image):
        cells = cells_of_row(image, known.data, known.terms.first_month)
    else:
        yield f"a picture {short(image.get('alt', ''))} stands beside no table of what it shows"
        return
    yield from alternative_faults(image.get("alt", ""), cells, known.standing)
    yield from picture_faults(decoded(image), cells if chart is not None else Cells())


def decoded(image: _Element) -> str:
    """The drawing in a page, nothing where it is none."""
    kind, _, content = image.get("src", "").partition("base64,")
    return base64.b64decode(content).decode("utf-8", errors="replace") if "svg" in kind else ""
