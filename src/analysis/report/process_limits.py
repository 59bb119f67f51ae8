"""What a notebook shows of how figures stand to their own history and to the targets that were set for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis.base.periods import Period
from analysis.base.settings import Authority, ComparisonPolicy
from analysis.base.spec import Address, Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import ALL
from analysis.compare.comparisons import compare
from analysis.compare.process_limits import Usual, usual, usual_in
from analysis.compare.targets import Target, targets_for
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show import charts, narrative, tables
from analysis.show.narrative import Text

NO_TARGETS = "No targets have been set for this period."


@dataclass(frozen=True)
class Trend:
    """The publishable figures up to a quarter: that of the report, or the last of its year. Some indicators stand elsewhere.

    ``records`` are those of the indicators in the words of the report.
    """

    rows: Publishable
    quarter: Period
    left_out: tuple[str, ...] = ()
    records: tuple[Indicator, ...] = ALL

    def said(self, *sections: str) -> Text:
        """What is outside its usual range, and what is within."""
        return narrative.usual_said(self._found(sections), self.quarter)

    def table(self, *sections: str) -> tables.Table | None:
        """Every figure with its average and its usual range; nothing where no history is long enough."""
        return tables.usual_ranges(self._found(sections), self.quarter)

    def chart(self, key: str) -> charts.Chart | None:
        """One figure on a control chart; nothing where there is no range to draw, which `said` says."""
        found = usual(self.rows, next(record for record in self.records if record.key == key), self.quarter)
        return charts.control_chart(found, self.quarter) if found.limits else None

    def _found(self, sections: Sequence[str]) -> tuple[Usual, ...]:
        told = [record for section in sections for record in self.records if record.section == section and record.key not in self.left_out]
        return usual_in(self.rows, told, self.quarter)


def targets(
    rows: Publishable, set_targets: tuple[Target, ...], period: Period, authority: Authority, policy: ComparisonPolicy
) -> tables.Table | Text:
    """What became of each target that holds for the period and has a figure or a mark; a sentence where there is none."""
    judged = []
    for target, record in targets_for(set_targets, period, authority):
        one = in_words_of(authority, record)
        now, before = (counted_period(one, dates, authority) for dates in (period, period.year_before))
        addresses = (Address(one.key, dates.name) for dates in (now, before))
        judged.append((target, one, compare(rows, one, *addresses, (now, before), policy)))
    known = [one for one in judged if one[2].now]
    if not known:
        return Text((Markup('<p class="note">{}</p>').format(NO_TARGETS),))
    return tables.targets_table(known, period)
