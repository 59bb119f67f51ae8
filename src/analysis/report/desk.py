"""The desk of a notebook: all there is to show of a period in an edition, under one name."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.base.measures import Measure
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.wording import what_is_covered
from analysis.chapters import refuse_other_chapters
from analysis.disclose import EDITIONS, Edition
from analysis.report.absent import NOTHING, Shown, where_any_known
from analysis.report.answers import DeskAnswer
from analysis.report.ask import answer
from analysis.report.asked import Where, asked_in, periods_in
from analysis.report.catalogue import Catalogue, help_on, of_indicators, of_tables
from analysis.report.changes import Changes
from analysis.report.charts import Charts
from analysis.report.cross_reference import CrossReference
from analysis.report.frames import Values, figures_of
from analysis.report.keep import Kept, keep
from analysis.report.opened import Opened
from analysis.report.others import Others
from analysis.report.own import Own
from analysis.report.place import find_workspace
from analysis.report.process_limits import ranges_of, standings
from analysis.report.profile import Profile
from analysis.report.quality import Quality
from analysis.report.rows import rows_of
from analysis.report.story import Story
from analysis.report.tables import Tables
from analysis.show import narrative
from analysis.show.exceptions import exceptions_said
from analysis.show.methodology import Methodology, methodology, never_delivered, rules_of_publication, rules_of_ranges
from analysis.show.narrative import Text
from analysis.show.verdicts import rules_of_verdicts


class Report:
    """A period in an edition, and all there is to show of it. What it says in words is here, everything else in parts.

    ``story`` tells a year in words, ``table`` and ``chart`` have the figures, ``profile`` the problem profile, ``others`` what other
    authorities publish, ``own`` what the council's own chapters tell, ``changes`` what is new since the period before, ``quality`` the
    account of the extracts, and ``cross_reference`` who is known to the police and to social care. ``period`` and ``edition`` are what was
    opened. A part reads what it needs when it is first used, so that each works without what only others need.
    """

    # Attributes and no properties: of these alone IPython says with Tab what they hold.
    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.period: Period = opened.period
        self.edition: Edition = opened.edition
        self.story = Story(opened)
        self.table = Tables(opened)
        self.chart = Charts(opened)
        self.profile = Profile(opened)
        self.others = Others(opened)
        self.own = Own(opened)
        self.changes = Changes(opened)
        self.quality = Quality(opened.of_year)
        self.cross_reference = CrossReference(opened.of_year)

    def __repr__(self) -> str:
        return f"Report on {self.period.label}, {self.edition} edition. Type report. and press Tab to see what it shows."

    def _repr_html_(self) -> str:
        return f"<p>{self!r}</p>{help_on(self, 'report', ('period', 'edition'))}"

    def ask(
        self,
        what: str | Measure,
        by: str | tuple[str, ...] = (),
        where: Where = None,
        *,
        period: str | tuple[str, str] = "",
        table: str = "",
        name: str = "",
    ) -> DeskAnswer:
        """Any figure, or a measure of a table, by one or two columns, for one or more periods and under a condition, as chart and table.

        ``what`` is the key of an indicator, or a measure with its ``table``: ``Count()``, ``People(where("girls", sex="female"))``. ``by``
        names one column or two, ``where`` columns with the codes that count. ``period`` is one, or the first and the last of a run; without
        it that of the report. ``name`` is what the answer is called. Raises `Fault` for names that there are not, with those that are near,
        and in the public edition for what was not planned with it.
        """
        return answer(self._opened, asked_in(what, table, by, where, name), periods_in(period, self.period))

    def keep(
        self,
        answer: DeskAnswer,
        key: str,
        *,
        name: str = "",
        why: str = "",
        checked_by: str = "",
        into: str = "",
        edition: Edition = "public",
    ) -> Kept:
        """Keep the question of an answer under a key, so that reports answer it from the next run on, and say what the methodology will.

        It goes to ``config/questions.toml``, or ``into`` a chapter of the council's own. ``name``, ``why`` it matters and ``checked_by``
        stand there as in any figure's record; ``edition="internal"`` keeps it out of what is published.
        """
        told = {"name": name, "why_it_matters": why, "checked_by": checked_by, "edition": "internal" if edition == "internal" else ""}
        return keep(self._opened, answer, key, told, into)

    def figures(self, *keys: str, by: str = "", wide: bool = False, of: Values = "value") -> pd.DataFrame:
        """Figures of the last years, or in a quarterly report of the last quarters, as a typed frame for pandas, seaborn and Excel.

        All that this edition has, undivided and in each way in which it is divided; or those of some ``keys``, or ``by`` one breakdown
        alone. A row is a figure, with its numbers, its mark and its address; ``wide`` has a column for each period with the ``value`` as
        printed, the ``numerator`` or the ``denominator``. Raises `Fault` for a key that there is not.
        """
        return figures_of(self._opened, keys, by, wide, of)

    def indicators(self, words: str = "") -> Catalogue:
        """What can be asked for, with what it means and the ways in which it is divided; or what has all of some words in it."""
        return of_indicators(self._opened.records, words)

    def tables(self, words: str = "") -> Catalogue:
        """The tables that are counted, with what a row of each is; or the columns of the one that is named."""
        return of_tables(self._opened.authority, words)

    def rows(self, table: str, period: str = "") -> pd.DataFrame:
        """The rows of a table in the period of the report or another, in the internal edition alone: without names, to look at and count.

        A typed frame: codes by their labels and in order, times as times, and of children and episodes a number that is the same in all
        tables. There are no names, dates of birth, postcodes, texts or references of other systems. Rows are never saved with the notebook.
        Raises `Fault` in the public edition, and for a table that there is not or that was not delivered.
        """
        return rows_of(self._opened, table, periods_in(period, self.period)[0])

    def findings(self, section: str) -> Shown:
        """The computed paragraphs of a section, from the figures."""
        return where_any_known(self._opened, self._opened.records.of_sections(section), narrative.findings)

    def commentary(self, heading: str) -> Text:
        """What people wrote under a heading of ``config/commentary/<period>.md``; nothing where nobody did, which a run warns of."""
        known = self._opened.headings.commentary
        if heading not in known:
            raise Fault(f"{heading!r} is not a heading of the commentary. It has: {', '.join(known)}.")
        return self._opened.commentary.get(heading, NOTHING)

    def exceptions(self) -> Text:
        """What a board should ask about in a quarter, a sentence a figure, and what people wrote on it under the name of the figure."""
        opened = self._opened
        return exceptions_said(standings(opened), opened.period, opened.commentary)

    def usual_ranges(self, *sections: str) -> Text:
        """Which figures of the quarter are outside their usual range, and that the others are within, or why there is no range."""
        found = ranges_of(self._opened, sections)
        return narrative.usual_said(found, self._opened.last_quarter) if found else NOTHING

    def methodology(self, section: str) -> Methodology:
        """What the indicators of a section mean and how they are counted, each with its key; none of which nothing was ever delivered."""
        opened = self._opened
        told = [one for one in opened.records.of_sections(section) if opened.ever_knows(one)]
        return methodology(told, opened.period, opened.authority)

    def never_delivered(self) -> Methodology:
        """The tables of which nothing was ever delivered, so that the report tells nothing of them: named here and nowhere else."""
        return never_delivered(self._opened.tables_never_delivered)

    def rules(self) -> Methodology:
        """How small counts, rounding and comparisons are dealt with, and what is called a clear change."""
        view = self._opened.view
        of_figures = rules_of_publication(view.policy, view.rows.rounded_to, what_is_covered(view.authority))
        return Methodology((*of_figures.entries, *rules_of_verdicts(view.policy.comparison).entries))

    def rules_of_ranges(self) -> Methodology:
        """How usual ranges are worked out, which signs are looked for, and how often one is a false alarm."""
        return rules_of_ranges()


def open_report(period: str, edition: Edition = "public") -> Report:
    """The report on a period in an edition, for the notebook of the workspace that is the working folder or holds it.

    Raises `Fault` for an unknown period or edition, outside a workspace, and in one whose own chapters this process does not know. What
    was not made yet is a `Fault` of the part that shows it.
    """
    if edition not in EDITIONS:
        raise Fault(f"There is no edition {edition!r}. Write public or internal.")
    workspace = find_workspace(Path.cwd())
    refuse_other_chapters(workspace)
    return Report(Opened(workspace, Period.parse(period, workspace.authority.year_starts_in), edition))
