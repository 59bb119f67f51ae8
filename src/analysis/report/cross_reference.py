"""The cross-reference of people, for the internal edition alone: counts, and the children to act on by identifier and reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis.base.formats import half_up
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.chapters import ALL
from analysis.report.place import find_workspace
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
NO_OFFENCES = "The police's records of sexual offences against children were not delivered for this year."
MOST = {
    "5_children": "The 5 children with most episodes",
    "10_children": "The 10 children with most episodes",
    "20_children": "The 20 children with most episodes",
    "1_in_20": "The 1 in 20 children with most episodes",
}
NOT_DELIVERED = "The police list of young people vulnerable to exploitation was not delivered for this year."
NO_RECORD = "The SSDA903 return of children missing was not delivered, so it cannot be compared with the police."
KNOWN = "Episodes, referrals and strategy meetings are those of the year; the assessment is the last one up to its end."


@dataclass(frozen=True)
class CrossReference:
    """What the systems of the police and of social care hold, side by side, for one reporting year."""

    period: Period
    counts: pd.DataFrame
    children: pd.DataFrame
    cases: pd.DataFrame = field(default_factory=pd.DataFrame)

    def lists(self) -> Table | Text:
        """The police list against social-care work about exploitation."""
        listed = self.counts[(self.counts["section"] == "lists") & (self.counts["item"] != "social_care_only")]
        return self._counted("lists", "Children on the lists", SIDES) if listed["number"].sum() else _said(NOT_DELIVERED)

    def to_act_on(self, side: str) -> Table | Text:
        """The children on one side, and what is known of each; the systems' own numbers say where to look."""
        if side not in SIDES:
            raise Fault(f"There is no side {side!r}. Write one of {', '.join(SIDES)}.")
        found = self.children[self.children["side"] == side]
        if found.empty:
            return _said("There is no such child.")
        rows = tuple(tuple(TableCell(Markup("{}").format(text)) for text in _child(row)) for row in found.itertuples())
        columns = ("Child", "What is known", "Where to look")
        return Table(f"children-{side.replace('_', '-')}", f"{SIDES[side]}, {self.period.label}", columns, rows, (KNOWN,))

    def notifications(self) -> Table | Text:
        """What the police sent about children whom social care does not know, and what was sent late."""
        return self._counted("notifications", "Notifications", NOTIFICATIONS)

    def episodes(self) -> Table | Text:
        """Times missing of the council's looked-after children: what the SSDA903 return and the police hold of them."""
        return self._counted("episodes", "Times missing that each holds", EPISODES) if self._has("episodes") else _said(NO_RECORD)

    def to_reconcile(self, held: str) -> Table | Text:
        """The times missing that the two do not hold alike, by reference: ``other_dates``, ``ssda903_only`` or ``police_only``."""
        if held not in EPISODES:
            raise Fault(f"There is no {held!r}. Write one of {', '.join(EPISODES)}.")
        found = self.cases[self.cases["held"] == held] if len(self.cases) else self.cases
        if found.empty:
            return _said("There is no such time missing.")
        columns = {
            "started_on": "First day",
            "child_id": "Child",
            "episode_id": "Notification of the police",
            "missing_id": "Row of the return",
        }
        rows = tuple(tuple(TableCell(Markup("{}").format(_reference(one[name]))) for name in columns) for _, one in found.iterrows())
        return Table(f"cases-{held.replace('_', '-')}", f"{EPISODES[held]}, {self.period.label}", tuple(columns.values()), rows)

    def overlap(self) -> Table | Text:
        """How far children who go missing and children at risk of exploitation are the same children."""
        return self._counted("overlap", "Missing, and at risk of exploitation", OVERLAP)

    def recorded(self) -> Table | Text:
        """The children in the police's records of sexual offences and of concern, beside those with whom social care works."""
        if not self._has("recorded"):
            return _said(NO_OFFENCES)
        return self._counted("recorded", "Children recorded as victims or of concern, and in social-care work", RECORDED)

    def repeats(self) -> Table | Text:
        """Children by how many episodes they had."""
        division = next(indicator for indicator in ALL if indicator.key == "children_with_episodes").breakdowns[0]
        labels = {code: str(division.label(code)) for code in division.codes}
        return self._counted("repeats", "Children by how many episodes they had", labels)

    def most_frequent(self) -> Table | Text:
        """The share of all episodes that the children with most of them had."""
        return self._counted("most_frequent", "Episodes of the children who went missing most often", MOST)

    def _has(self, section: str) -> bool:
        return bool((self.counts["section"] == section).any())

    def _counted(self, section: str, title: str, labels: dict[str, str]) -> Table | Text:
        if not self._has(section):
            return _said("Nothing was delivered that could be counted.")
        lines = self.counts[self.counts["section"] == section].set_index("item")
        found = {label: lines.loc[item] for item, label in labels.items() if item in lines.index}
        rows = tuple(
            (TableCell(Markup("{}").format(_plain(label))), number_cell(f"{line['number']:,}"), _share(line["number"], line["of"]))
            for label, line in found.items()
        )
        return Table(section.replace("_", "-"), f"{title}, {self.period.label}", ("What", "Number", "Share"), rows)


def open_cross_reference(period: str, edition: str = "internal") -> CrossReference:
    """The cross-reference of the year that a period belongs to. Raises `Fault` for any edition but the internal one."""
    if edition != "internal":
        raise Fault("The cross-reference points at children, so it is made for the internal edition alone. Write --edition internal.")
    workspace = find_workspace(Path.cwd())
    year = Period.parse(period, workspace.authority.year_starts_in).year
    names = ("cross_reference", "cross_reference_children", "cross_reference_cases")
    return CrossReference(year, *(_of_year(workspace, name, year) for name in names))


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


def _of_year(workspace: Workspace, name: str, year: Period) -> pd.DataFrame:
    path = workspace.processed / f"{name}.parquet"
    if not path.exists():
        raise Fault("Nothing has been compared yet. Run `overview run PERIOD --edition internal` first.")
    rows = pd.read_parquet(path)
    return rows[rows["period"] == year.name]


def _said(words: str) -> Text:
    return Text((Markup("<p>{}</p>").format(words),))


def _plain(label: str) -> str:
    return label.replace("~", "")


def _share(number: int, of: object) -> TableCell:
    return number_cell("–" if pd.isna(of) or not of else f"{half_up(Fraction(int(number) * 100, int(of)), 1)}%")
