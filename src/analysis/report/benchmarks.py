"""What a notebook shows of the figures that other authorities published, beside ours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.compare.benchmarks import Benchmark, Shelf, open_shelf
from analysis.show import charts, tables
from analysis.show.narrative import Text, published_paragraph


@dataclass(frozen=True)
class Beside:
    """The published figures that a report on a period can show: those for years that had ended with it."""

    workspace: Workspace
    period: Period

    @cached_property
    def shelf(self) -> Shelf:
        return open_shelf(self.workspace, self.period.end)

    def said(self, *keys: str) -> Text:
        """Each measure in a paragraph; of those that are not shown a sentence that says why, once where it is the same for all."""
        told = (published_paragraph(self._benchmark(key)) for key in keys if not self.shelf.why_not(key))
        why = dict.fromkeys(filter(None, map(self.shelf.why_not, keys)))
        return Text((*told, *(Markup('<p class="note">{}</p>').format(words) for words in why)))

    def lines(self, key: str) -> charts.Chart | None:
        """A measure over the years, ours and the nation's over the range of our neighbours; nothing where there is none."""
        if self.shelf.why_not(key):
            return None
        benchmark = self._benchmark(key)
        years = benchmark.years[-tables.YEARS_SHOWN :]
        about = Markup("{}{}; {} to {}").format(
            benchmark.measure.name, tables.measured(benchmark), *(tables.year_of(benchmark, years[end]) for end in (0, -1))
        )
        return charts.published_lines(benchmark, years, about, tables.source_of(benchmark, self.shelf))

    def table(self, key: str) -> tables.Table | None:
        """A measure of every neighbour, the region and the nation over the years; nothing where there is none."""
        return None if self.shelf.why_not(key) else tables.published_figures(self._benchmark(key), self.shelf)

    def _benchmark(self, key: str) -> Benchmark:
        return self.shelf.benchmarks[key]
