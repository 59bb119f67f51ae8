"""A chart as an object: title and subtitle in text, the picture, what it says in words, and its data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from analysis.base.settings import Fault
from analysis.markup import CHART_MIME, html_table
from analysis.show.charts.house import data_uri


@dataclass(frozen=True)
class Data:
    """The numbers that a chart shows, as printed: a name for each column, and rows that start with what they are about."""

    columns: tuple[Markup | str, ...]
    rows: tuple[tuple[Markup, ...], ...]

    def html(self, caption: Markup | str) -> Markup:
        rows = [[(cell, place > 0) for place, cell in enumerate(row)] for row in self.rows]
        return html_table(caption, ((name, place > 0) for place, name in enumerate(self.columns)), rows)


@dataclass(frozen=True)
class Chart:
    """A finished chart; ``name`` identifies it in a page. ``alt`` says in words what the picture shows.

    ``narrow`` is the same picture for a narrow screen, where there is one.
    """

    name: str
    title: Markup | str
    subtitle: Markup | str
    alt: str
    data: Data
    svg: str
    png: bytes
    notes: tuple[Markup | str, ...] = ()
    source: str = ""
    narrow: str = ""

    def __post_init__(self) -> None:
        faults = list(self._faults())
        if faults:
            raise Fault("\n".join([f"The chart {self.name!r} cannot be shown:", *(f"  {fault}" for fault in faults)]))

    @property
    def html(self) -> Markup:
        """The chart as it stands in a page: a group named by its title, with the data folded away beside the picture."""
        group = (
            '<div class="chart" role="group" aria-labelledby="{name}"><div class="chart-picture">'
            '<p class="chart-title" id="{name}">{title}</p><p class="chart-subtitle">{subtitle}</p>'
            "{pictures}</div>"
            '<details class="chart-data"><summary>Data for: {words}</summary>{table}</details>{remarks}</div>'
        )
        remarks = [*self.notes, *filter(None, [self.source])]
        return Markup(group).format(
            name=f"chart-{self.name}",
            title=self.title,
            subtitle=self.subtitle,
            pictures=self._pictures(),
            words=_words(self.title),
            table=self.data.html(self.subtitle),
            remarks=Markup().join(Markup('<p class="note">{}</p>').format(remark) for remark in remarks),
        )

    @property
    def json(self) -> dict[str, Any]:
        """The chart in plain text: what stands around the picture, and the data as printed. The pictures have types of their own."""
        return {
            "name": self.name,
            "title": _words(self.title),
            "subtitle": _words(self.subtitle),
            "alt": self.alt,
            "columns": [_words(column) for column in self.data.columns],
            "rows": [[_words(cell) for cell in row] for row in self.data.rows],
            "notes": [_words(note) for note in self.notes],
            "source": self.source,
        }

    def _pictures(self) -> Markup:
        """The picture, or one for a wide screen and one for a narrow one, of which a style shows the one that fits.

        Where that style is not at hand, as in a notebook, the narrow one stays hidden.
        """
        if not self.narrow:
            return Markup('<img alt="{}" src="{}">').format(self.alt, data_uri(self.svg))
        wide, narrow = Markup('<img class="on-wide" alt="{}" src="{}">'), Markup('<img class="on-narrow" hidden="" alt="{}" src="{}">')
        return wide.format(self.alt, data_uri(self.svg)) + narrow.format(self.alt, data_uri(self.narrow))

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown = {"text/html": str(self.html), "image/svg+xml": self.svg, "image/png": self.png, "text/plain": self.alt}
        return {**shown, CHART_MIME: self.json}, {"image/svg+xml": {"alt": self.alt}, "image/png": {"alt": self.alt}}

    def _faults(self) -> Iterator[str]:
        if not _words(self.title):
            yield "it has no title; say what it shows"
        if not self.alt.strip():
            yield "it has no alternative text; say in words what it shows"
        if not self.data.rows:
            yield "it has no data"


def _words(html: Markup | str) -> str:
    return Markup(escape(html)).striptags()
