"""The cross-reference of people, for the internal edition alone: counts, and the children to act on by identifier and reference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from analysis.base.formats import half_up
from analysis.base.settings import Fault
from analysis.report.absent import NOTHING, answer
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.show.first_paragraphs import of_lists
from analysis.show.narrative import Text
from analysis.show.tables import Table, TableCell, number_cell

SIDES = {
    "both": "On the police list and in social-care work about exploitation",
    "police_only": "On the police list only",
    "social_care_only": "In social-care work only",
    "uncertain": "On the police list and perhaps in social-care work",
}
NOTIFICATIONS = {
    "all": "Notifications of a child missing or absent, sent in the year",
    "child_unknown_to_social_care": "About a child of whom social care holds no record",
    "sent_24h_to_72h": "Sent after more than 24 and up to 72 hours",
    "sent_over_72h": "Sent after more than 72 hours",
    "sent_not_recorded": "Without a time of sending or of the report",
}
EPISODES = {
    "same_dates": "In the SSDA903 return, and the police hold it with the same days",
    "other_dates": "In the SSDA903 return, and the police hold it with other days",
    "ssda903_only": "In the SSDA903 return only",
    "police_only": "Held by the police only, of children in the council's care",
}
OVERLAP = {
    "missing": "Children with an episode in the year",
    "at_risk": "Children referred, assessed or at a strategy meeting about exploitation in the year",
    "both_of_missing": "Children who are both, of those missing",
    "both_of_at_risk": "Children who are both, of those at risk",
    "listed_and_missing": "Young people on the police list with an episode in the year, of those on it",
}
RECORDED = {
    "either": "Children known to the police, to social care or to both in the year",
    "both": "Recorded by the police, and in social-care work about exploitation",
    "police_only": "Recorded by the police only",
    "social_care_only": "In social-care work about exploitation only",
}
MOST = {
    "5_children": "The 5 children with most episodes",
    "10_children": "The 10 children with most episodes",
    "20_children": "The 20 children with most episodes",
    "1_in_20": "The 1 in 20 children with most episodes",
}
KNOWN = "Episodes, referrals and strategy meetings are those of the year; the assessment is the last one up to its end."


@dataclass(frozen=True, repr=False)
class CrossReference(ReportPart):
    """What the systems of the police and of social care hold of children in a reporting year, for the internal edition alone."""

    _opened: Opened

    def found(self) -> Text:
        """How many young people stand on which of the two lists; nothing where they were not compared."""
        numbers = self._counts[self._counts["section"] == "lists"].set_index("item")["number"]
        told = [(what, int(numbers[side])) for side, what in SIDES.items() if side in numbers.index]
        return of_lists(told) if told else NOTHING

    def lists(self) -> Table | Text:
        """The police list against social-care work about exploitation."""
        return self._counted("lists", "Children on the lists", SIDES)

    def to_act_on(self, side: str) -> Table | Text:
        """The children on one side, and what is known of each; the systems' own numbers say where to look."""
        if side not in SIDES:
            raise Fault(f"There is no side {side!r}. Write one of {', '.join(SIDES)}.")
        found = self._children[self._children["side"] == side]
        if found.empty:
            return answer("There is no such child.") if self._is_compared("lists") else NOTHING
        rows = tuple(tuple(TableCell(Markup("{}").format(text)) for text in _child(row)) for row in found.itertuples())
        columns = ("Child", "What is known", "Where to look")
        return Table(f"children-{side.replace('_', '-')}", f"{SIDES[side]}, {self._opened.period.label}", columns, rows, (KNOWN,))

    def notifications(self) -> Table | Text:
        """What the police sent about children whom social care does not know, and what was sent late."""
        return self._counted("notifications", "Notifications", NOTIFICATIONS)

    def episodes(self) -> Table | Text:
        """Times missing of the council's looked-after children: what the SSDA903 return and the police hold of them."""
        return self._counted("episodes", "Times missing that each holds", EPISODES)

    def to_reconcile(self, held: str) -> Table | Text:
        """The times missing that the two do not hold alike, by reference: ``other_dates``, ``ssda903_only`` or ``police_only``."""
        if held not in EPISODES:
            raise Fault(f"There is no {held!r}. Write one of {', '.join(EPISODES)}.")
        found = self._cases[self._cases["held"] == held]
        if found.empty:
            return answer("There is no such time missing.") if self._is_compared("episodes") else NOTHING
        columns = {
            "started_on": "First day",
            "child_id": "Child",
            "episode_id": "Notification of the police",
            "missing_id": "Row of the return",
        }
        rows = tuple(tuple(TableCell(Markup("{}").format(_reference(one[name]))) for name in columns) for _, one in found.iterrows())
        return Table(f"cases-{held.replace('_', '-')}", f"{EPISODES[held]}, {self._opened.period.label}", tuple(columns.values()), rows)

    def overlap(self) -> Table | Text:
        """How far children who go missing and children at risk of exploitation are the same children."""
        return self._counted("overlap", "Missing, and at risk of exploitation", OVERLAP)

    def recorded(self) -> Table | Text:
        """The children in the police's records of sexual offences and of concern, beside those with whom social care works."""
        return self._counted("recorded", "Children recorded as victims or of concern, and in social-care work", RECORDED)

    def repeats(self) -> Table | Text:
        """Children by how many episodes they had."""
        (division,) = self._opened.records["children_with_episodes"].breakdowns
        labels = {code: str(division.label(code)) for code in division.codes}
        return self._counted("repeats", "Children by how many episodes they had", labels)

    def most_frequent(self) -> Table | Text:
        """The share of all episodes that the children with most of them had."""
        return self._counted("most_frequent", "Episodes of the children who went missing most often", MOST)

    @cached_property
    def _counts(self) -> pd.DataFrame:
        return self._of_year("cross_reference")

    @cached_property
    def _children(self) -> pd.DataFrame:
        return self._of_year("cross_reference_children")

    @cached_property
    def _cases(self) -> pd.DataFrame:
        return self._of_year("cross_reference_cases")

    def _of_year(self, name: str) -> pd.DataFrame:
        opened = self._opened
        if opened.edition != "internal":
            raise Fault("The cross-reference points at children, so it is made for the internal edition alone. Open that one.")
        rows = opened.left(name, "Nothing has been compared yet. Run `overview run PERIOD --edition internal` first.")
        return rows[rows["period"] == opened.period.name]

    def _is_compared(self, section: str) -> bool:
        """Whether both sides of a comparison were delivered."""
        return bool((self._counts["section"] == section).any())

    def _counted(self, section: str, title: str, labels: dict[str, str]) -> Table | Text:
        lines = self._counts[self._counts["section"] == section].set_index("item")
        if lines.empty:
            return NOTHING
        found = {label: lines.loc[item] for item, label in labels.items() if item in lines.index}
        rows = tuple(
            (TableCell(Markup("{}").format(_plain(label))), number_cell(f"{line['number']:,}"), _share(line["number"], line["of"]))
            for label, line in found.items()
        )
        return Table(section.replace("_", "-"), f"{title}, {self._opened.period.label}", ("What", "Number", "Share"), rows)


def _reference(text: str) -> str:
    """A reference as the system has it: an episode is named after the notification that opened it."""
    return text.removeprefix("E") or "–"


def _child(one: tuple) -> tuple[str, str, str]:
    """The child, what is known of it in words, and the systems' own numbers of the rows."""
    numbers = {"episode": one.missing_episodes, "referral": one.referrals, "strategy meeting": one.strategy_meetings}
    known = [f"{number:,} {what}{'' if number == 1 else 's'}" for what, number in numbers.items() if number]
    known += [] if one.assessment == "none" else [f"last assessment {one.assessment.replace('_', ' ')}"]
    who = f"{one.child_id}, perhaps {one.perhaps}" if one.perhaps else one.child_id
    return who, ", ".join(known) or "nothing else", one.references or "–"


def _plain(label: str) -> str:
    return label.replace("~", "")


def _share(number: int, of: object) -> TableCell:
    return number_cell("–" if pd.isna(of) or not of else f"{half_up(Fraction(int(number) * 100, int(of)), 1)}%")
