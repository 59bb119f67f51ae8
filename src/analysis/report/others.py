"""The figures that other authorities published, beside ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from analysis.compare.benchmarks import Benchmark, Shelf, open_shelf
from analysis.report.absent import NOTHING, note
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.show import charts, tables
from analysis.show.narrative import Text, published_in_short, published_paragraph
from analysis.show.narrative.story import apart_from_each_other
from analysis.show.narrative.text import computed


@dataclass(frozen=True, repr=False)
class Others(ReportPart):
    """What other authorities publish of the same kind, up to the end of the period, and where ours stands."""

    _opened: Opened

    def findings(self, *keys: str) -> Text:
        """Each measure in a paragraph; of those that are not shown a sentence that says why, once where it is the same for all.

        Nothing where this council compares itself with nobody.
        """
        return self._told(keys, lambda told: map(published_paragraph, told))

    def in_short(self, *keys: str) -> Text:
        """Each measure in its last year, in two sentences; what is not shown as with `findings`."""
        return self._told(keys, lambda told: [computed(one) for one in apart_from_each_other(map(published_in_short, told))])

    def _told(self, keys: Iterable[str], say: Callable[[Iterable[Benchmark]], Iterable[Markup]]) -> Text:
        if self._shelf.why_empty:
            return NOTHING
        told = say(self._benchmark(key) for key in keys if not self._shelf.why_not(key))
        why = dict.fromkeys(filter(None, map(self._shelf.why_not, keys)))
        return Text((*told, *(block for words in why for block in note("{}", words).blocks)))

    def chart(self, key: str) -> charts.Chart | None:
        """A measure over the years, ours and the nation's over the range of our neighbours; nothing where `findings` says why."""
        if self._shelf.why_not(key):
            return None
        benchmark = self._benchmark(key)
        years = benchmark.years[-tables.YEARS_SHOWN :]
        about = Markup("{}{}; {} to {}").format(
            benchmark.measure.name, tables.measured(benchmark), *(tables.year_of(benchmark, years[end]) for end in (0, -1))
        )
        return charts.published_lines(benchmark, years, about, tables.source_of(benchmark, self._shelf))

    def table(self, key: str) -> tables.Table | None:
        """A measure of every neighbour, the region and the nation over the years; nothing where `findings` says why."""
        return None if self._shelf.why_not(key) else tables.published_figures(self._benchmark(key), self._shelf)

    @cached_property
    def _shelf(self) -> Shelf:
        return open_shelf(self._opened.workspace, self._opened.period.end)

    def _benchmark(self, key: str) -> Benchmark:
        return self._shelf.benchmarks[key]
