"""What a council has of its own: chapters, section after section, columns, and words, so that a notebook shows them without naming one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from IPython.display import display
from markupsafe import Markup

from analysis.base.spec import Indicator
from analysis.chapters import ADDITIONS, OWN
from analysis.chapters.own.additions import Addition
from analysis.report.absent import Shown, where_any_known
from analysis.report.catalogue import ReportPart
from analysis.report.charts import Charts
from analysis.report.opened import Opened
from analysis.report.process_limits import standings
from analysis.report.tables import Tables
from analysis.show import narrative
from analysis.show.methodology import Methodology, methodology
from analysis.show.narrative import Text


@dataclass(frozen=True)
class Several:
    """Some things that one cell shows one after the other; nothing where there is none."""

    shown: tuple[Shown | Methodology, ...]

    def _ipython_display_(self) -> None:
        for one in self.shown:
            display(one)


@dataclass(frozen=True, repr=False)
class Own(ReportPart):
    """The sections of a council's own chapters (``config/chapters``), one for each of its own columns (``config/columns``), and its words.

    A section of which nothing was delivered is not there.
    """

    _opened: Opened

    def sections(self) -> Several:
        """Each section with its heading, findings and table, and each way in which its figures are divided; then what a column divides."""
        tell = self._year if self._opened.period.is_year else self._quarter
        chapters = tuple(shown for section in self._known for shown in tell(section))
        return Several((*chapters, *(shown for one in ADDITIONS for shown in self._divided_by(one))))

    def words(self) -> Several:
        """What people wrote on a quarter (``config/commentary/<period>.md``), but on its exceptions; nothing where nobody did."""
        told = {one.indicator.name for one in standings(self._opened) if one.is_exception}
        written = {heading: text for heading, text in self._opened.commentary.items() if heading not in told}
        pieces = (shown for heading, text in written.items() for shown in (_headed("h3", heading), text))
        return Several((_headed("h2", "Commentary"), *pieces) if written else ())

    def data_sets(self) -> Several:
        """Each section with its heading and every figure of it in the last eight quarters."""
        tables = Tables(self._opened)
        return Several(tuple(shown for section in self._known for shown in (self._heading("h3", section), tables.data_set(section))))

    def methodology(self) -> Several:
        """Each section with its heading and what its figures mean."""
        opened = self._opened
        told = {section: opened.records.of_sections(section) for section in _sections()}
        return Several(
            tuple(
                shown
                for section, records in told.items()
                if records
                for shown in (self._heading("h2", section), methodology(records, opened.period, opened.authority))
            )
        )

    @property
    def _known(self) -> Iterator[str]:
        """The sections of which the report tells a figure."""
        opened = self._opened
        return (section for section in _sections() if any(map(opened.knows, opened.records.of_sections(section))))

    def _year(self, section: str) -> Iterator[Shown]:
        yield from (self._heading("h3", section), self._findings(section), Tables(self._opened).key_figures(section))
        yield from self._parts(self._divided(section))

    def _quarter(self, section: str) -> Iterator[Shown]:
        yield from (self._heading("h3", section), Tables(self._opened).quarterly(section), self._findings(section))
        yield from self._parts(self._divided(section))

    def _divided_by(self, column: Addition) -> Iterator[Shown]:
        """All figures that a column of the council's own divides, under a heading."""
        way = column.breakdown
        divided = [(one, way.key) for one in self._opened.records if one.key in column.figures and self._opened.divides(one, way.key)]
        if divided:
            yield _headed("h3", f"By {way.name}")
            yield from self._parts(divided)

    def _parts(self, divided: Iterable[tuple[Indicator, str]]) -> Iterator[Shown]:
        """The table of each figure with its parts, in a year after a chart; of a figure that was nought throughout nothing is divided."""
        for one, way in (pair for pair in divided if self._is_more_than_nought(pair[0])):
            yield from (Charts(self._opened).bars(one.key, way),) if self._opened.period.is_year else ()
            yield Tables(self._opened).split(one.key, way)

    def _is_more_than_nought(self, one: Indicator) -> bool:
        figures = [view.figure(one) for view in self._opened.view.both_years]
        return any(figure.numerator != 0 and (figure.denominator is None or figure.denominator != 0) for figure in figures if figure)

    def _findings(self, section: str) -> Shown:
        return where_any_known(self._opened, self._opened.records.of_sections(section), narrative.findings)

    def _divided(self, section: str) -> Iterable[tuple[Indicator, str]]:
        """The figures of a section with each way in which this edition divides them for the period."""
        ways = ((one, way.key) for one in self._opened.records.of_sections(section) for way in one.breakdowns)
        return ((one, way) for one, way in ways if self._opened.divides(one, way))

    def _heading(self, level: str, section: str) -> Text:
        return _headed(level, self._opened.records.headings[section])


def _headed(level: str, words: str) -> Text:
    return Text((Markup("<{0}>{1}</{0}>").format(Markup(level), words),))


def _sections() -> tuple[str, ...]:
    return tuple(section for chapter in OWN for section in chapter.sections)
