"""What has changed, on one page for whoever answers for the figures: of the internal edition, since it tells of records.

Exceptions are held against the quarter before, rules and deliveries against the year before, figures against what was released. So the
page says the same whenever it is built from the same files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case, within_sentence
from analysis.base.periods import Period
from analysis.compare.standing import FigureStanding
from analysis.releases import read_revisions
from analysis.report.absent import answer
from analysis.report.account import is_of_year
from analysis.report.catalogue import ReportPart
from analysis.report.opened import NOTHING_TAKEN_IN, Opened
from analysis.report.process_limits import standings
from analysis.show.exceptions import exception_said
from analysis.show.first_paragraphs import of_lists, of_methodology
from analysis.show.narrative import Text
from analysis.show.narrative.text import computed
from analysis.show.tables import Table, TableCell, number_cell

WAITING = {"open", "left open"}
FAILING = {"quarantine", "warn"}
LATER_BY = 2
"""A table is newly late when it ends so many months earlier before the end of the period than it did a year ago."""

NO_EXCEPTIONS = "No figure stands out that did not stand out in {}."
NO_RULES = "No rule finds anything that it did not find in the year before."
NONE_LATE = "No table ends earlier than it did a year ago."
NO_PAIRS = "No pair of records waits for a decision."
PAIRS = (
    "Pairs of records that wait for a person to decide whether they are one child: ~{}~. “overview review” shows both records side by side."
)


@dataclass(frozen=True, repr=False)
class Changes(ReportPart):
    """What has changed since the quarter before, the year before and the last release.

    What tells of records is for the internal edition alone.
    """

    _opened: Opened

    def at_a_glance(self) -> Text:
        """How much there is of each kind, in one paragraph."""
        new, gone = self._exceptions
        return of_lists(
            [
                ("new exceptions", len(new)),
                ("exceptions no longer", len(gone)),
                ("figures revised since they were published", len(self._revised)),
                ("rules newly failing", len(self._rules)),
                ("tables newly late", len(list(self._late))),
                ("pairs of records waiting", self._waiting),
            ]
        )

    def definitions(self) -> Text:
        """Which definitions are others than a year before, and which were due to be checked; in any edition."""
        opened = self._opened
        return of_methodology([one for one in opened.records if opened.ever_knows(one)], opened.view)

    def exceptions(self) -> Text:
        """The figures that stand out and did not in the quarter before, and those that no longer do."""
        (new, gone), quarter = self._exceptions, self._opened.last_quarter
        said = [computed(exception_said(one, quarter)) for one in new] or [_plain(NO_EXCEPTIONS, markup.period(quarter.previous))]
        names = "; ".join(within_sentence(one.indicator.name) for one in gone)
        return Text((*said, *([_plain("No longer: {}.", markup.record_words(names))] if gone else [])))

    def rules(self) -> Table | Text:
        """The rules that find something in the files of the year and found nothing in those of the year before."""
        if self._rules.empty:
            return answer(NO_RULES)
        sentences = self._opened.left("intake_rules", NOTHING_TAKEN_IN).set_index("code")["sentence"]
        rows = tuple(
            (
                TableCell(Markup("{} ({})").format(sentence_case(sentences.get(code, code)), code)),
                TableCell(Markup("{}").format(sentence_case(source.replace("_", " ")) or "No source")),
                number_cell(f"{found:,}"),
            )
            for (code, source), found in self._rules.items()
        )
        return Table("newly-failing", f"Rules newly failing, {self._opened.period.label}", ("Rule", "Source", "Rows"), rows)

    def late(self) -> Table | Text:
        """The tables that end earlier before the end of the period than they did a year ago."""
        rows = tuple(tuple(TableCell(Markup("{}").format(cell)) for cell in line) for line in self._late)
        if not rows:
            return answer(NONE_LATE)
        columns = ("Table", "Last event", "Last event a year ago")
        return Table("newly-late", f"Tables newly late, {self._opened.period.label}", columns, rows)

    def waiting(self) -> Text:
        """How many pairs of records wait for a decision."""
        return answer(markup.with_terms(PAIRS.format(f"{self._waiting:,}")) if self._waiting else NO_PAIRS)

    @cached_property
    def _exceptions(self) -> tuple[tuple[FigureStanding, ...], tuple[FigureStanding, ...]]:
        """Those that are new since the quarter before, and those of then that are none now."""
        quarter = replace(self._opened, period=self._opened.last_quarter)
        is_known = quarter.period.previous.name in quarter.view.rows.periods_known
        before = _exceptional(replace(quarter, period=quarter.period.previous)) if is_known else {}
        now = _exceptional(quarter)
        return tuple(one for key, one in now.items() if key not in before), tuple(one for key, one in before.items() if key not in now)

    @cached_property
    def _rules(self) -> pd.Series:
        """The rows by code and source of what was not found in the year before."""
        found = self._opened.left("intake_findings", NOTHING_TAKEN_IN).query("severity in @FAILING", local_dict={"FAILING": FAILING})
        before = set(_of_year(found, self._opened.period.year_before)["code"])
        now = _of_year(found, self._opened.period)
        return now.loc[~now["code"].isin(before)].groupby(["code", "source"])["rows"].sum()

    @property
    def _late(self) -> Iterator[tuple[str, str, str]]:
        quality, period = self._opened.left("intake_quality", NOTHING_TAKEN_IN), self._opened.period
        ends = {one: _of_year(quality, one).groupby("table")["last_event"].max() for one in (period.year_before, period)}
        for table, before in ends[period.year_before].items():
            now = ends[period].get(table, "")
            if before and _behind(now, period) - _behind(before, period.year_before) >= LATER_BY:
                yield sentence_case(table.replace("_", " ")), now or "none", before

    @cached_property
    def _revised(self) -> pd.DataFrame:
        revisions = read_revisions(self._opened.workspace.figures, self._opened.edition)
        return revisions[revisions["period"] == self._opened.period.name]

    @property
    def _waiting(self) -> int:
        return int(self._opened.left("people_pairs", NOTHING_TAKEN_IN)["state"].isin(WAITING).sum())


def _exceptional(opened: Opened) -> dict[str, FigureStanding]:
    return {one.indicator.key: one for one in standings(opened) if one.is_exception}


def _of_year(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The rows of what was delivered for the reporting year of a period."""
    return frame.loc[[is_of_year(folder, period) for folder in frame["period"]]]


def _behind(month: str, period: Period) -> int:
    """How many months lie between the month of the last event and the last of a period; of no event all of a year."""
    if not month:
        return 12
    year, number = map(int, month.split("-")[:2])
    return max(0, 12 * (period.end.year - year) + period.end.month - number)


def _plain(words: str, *told: Markup) -> Markup:
    return Markup("<p>{}</p>").format(Markup(words).format(*told))
