"""What the quarterly report shows a committee and a safeguarding board: the same figures in two layouts more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import listed
from analysis.base.periods import Period, recent_quarters
from analysis.base.settings import Authority, ComparisonPolicy
from analysis.base.wording import in_words_of
from analysis.chapters import HEADLINES, SECTIONS, indicator, told_by
from analysis.disclose import Publishable
from analysis.show import tables
from analysis.show.narrative import Text

NOT_BY_QUARTER = "No figure of this section is counted by quarter."


@dataclass(frozen=True)
class Layouts:
    """The publishable figures of a quarter for those who follow a few of them, and for those who want all.

    ``followed`` are the keys of the few; without any they are the headlines.
    """

    rows: Publishable
    quarter: Period
    authority: Authority
    policy: ComparisonPolicy
    followed: Sequence[str] = ()

    def committee(self) -> tables.Table:
        """The few figures: this quarter, the last, the same a year ago, the year to date and the direction."""
        few = in_words_of(self.authority, tuple(map(indicator, self.followed or HEADLINES)))
        title = Markup("Performance table, {}").format(markup.period(self.quarter))
        return tables.quarterly(self.rows, few, self.quarter, self.authority, self.policy, name="committee", title=title)

    def data_set(self, *sections: str) -> tables.Table | Text:
        """Every figure of some sections and every category of it, in the last eight quarters; a sentence where there is none."""
        quarters = recent_quarters(self.quarter)
        named, ends = (
            listed([in_words_of(self.authority, _words(one)) for one in sections]),
            map(markup.period, (quarters[0], quarters[-1])),
        )
        title = Markup("Data set: {}, {} to {}").format(named, *ends)
        told = [one for section in sections for one in told_by(self.authority) if one.section == section]
        table = tables.data_set(self.rows, told, quarters, self.authority, f"data-set-{'-'.join(sections)}", title)
        return table or Text((Markup('<p class="note">{}</p>').format(NOT_BY_QUARTER),))


def _words(section: str) -> str:
    heading = SECTIONS[section]
    return heading[:1].lower() + heading[1:]
