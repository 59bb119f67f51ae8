"""The problem profile: the police's records of offences against children and of concern, beside the referrals to social care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.settings import Fault, Population
from analysis.base.spec import Breakdown, Indicator
from analysis.chapters import indicator
from analysis.compare.ratios import GroupInArea, ratio_of_share, ratios_of
from analysis.disclose import Edition
from analysis.report.figures import Report, open_report
from analysis.show import charts, narrative, tables
from analysis.show.narrative import Text

POLICE, SOCIAL_CARE, SUSPECTS = "children_recorded_by_police", "children_referred_for_exploitation", "suspects_recorded"
BY_TYPE = "children_at_risk_by_type"
SHARES = ("white_british_girls_14_15", "online_suspects_white_british_men_18_30")
COMPARED = ("sex", "age_band", "ethnicity")

NOT_DELIVERED = "The records that this would show were not delivered for {}."
NO_POPULATION = (
    "How many children live in the area was not supplied for {}, so it cannot be said who is recorded more often than their number alone "
    "would explain. Write it into config/population."
)


@dataclass(frozen=True)
class Profile:
    """Who is recorded in a reporting year, as an edition may show it."""

    report: Report

    @cached_property
    def population(self) -> Population | None:
        """The children in the area, where the council supplied them."""
        return self.report.workspace.population(self.report.period.year.name)

    @property
    def police(self) -> Indicator:
        """The children whom the police recorded, whom everything else is set beside."""
        return self.report.record(POLICE)

    def findings(self) -> Text:
        """The other figures of the profile in words, each with the year before and its parts."""
        others = [record for record in self.report.records("profile") if record.key not in SHARES]
        return narrative.findings(self.report.rows, others, self.report.period, self.report.authority, self.report.policy)

    def standing_out(self) -> Text:
        """The groups that the profile of 2016/17 names: how large a part of those recorded they are."""
        shares = [(one, self._share(one)) for one in map(self.report.record, SHARES) if self._is_counted(one.key)]
        if not shares:
            return self._said(NOT_DELIVERED)
        return narrative.standing_out(self.report.rows, shares, self.report.period, self.report.authority, self.report.policy)

    def children(self, breakdown: str) -> tables.Table | Text:
        """The children whom the police recorded and those referred to social care, by sex, age, ethnicity or type of concern."""
        recorded = (("Police", self.police), ("Social care", self.report.record(SOCIAL_CARE)))
        divided = [(who, one) for who, one in recorded if breakdown in (each.key for each in one.breakdowns)]
        if not divided:
            raise Fault(f"The children of the profile are not divided by {breakdown!r}. Write sex, age_band, ethnicity or concern.")
        table = tables.side_by_side(self.report.rows, divided, breakdown, self.report.period, self.population)
        return table or self._said(NOT_DELIVERED)

    def types(self) -> tables.Table | None:
        """The children referred by type of exploitation, each once; nothing where the report covers one type."""
        is_divided = len(self.report.authority.exploitation) > 1 and self._is_counted(BY_TYPE)
        return self.report.split(BY_TYPE, "type") if is_divided else None

    def suspects(self, breakdown: str) -> tables.Table | Text:
        """The suspects by age, sex or ethnicity, this year and last."""
        return self.report.split(SUSPECTS, breakdown) if self._is_counted(SUSPECTS) else self._said(NOT_DELIVERED)

    def ages(self) -> charts.Chart | Text:
        """The ages of the children recorded by the police, this year beside last."""
        return self.report.bars(POLICE, "age_band") if self._is_counted(POLICE) else self._said(NOT_DELIVERED)

    def beside_the_population(self) -> tables.Table | Text:
        """How often each group is recorded, as a multiple of how often others are."""
        if self.population is None:
            return self._said(NO_POPULATION)
        rows = [(f"{sentence_case(division.name)}: {one.group.label}", one) for division, found in self._compared() for one in found]
        rows += [(one.name.partition(" among ")[0], beside) for one in map(self.report.record, SHARES) if (beside := self._share(one))]
        if not rows:
            return self._said(NOT_DELIVERED)
        return tables.ratio_table(rows, self.police, self.report.period, self.population)

    def recorded_more_often(self) -> Text:
        """Which groups are recorded more or less often than others, in words."""
        found = list(self._compared())
        return narrative.recorded_more_often(found) if found else self._said(NOT_DELIVERED if self.population else NO_POPULATION)

    def not_recorded(self) -> Text:
        """Of what much is not recorded."""
        told = [record for record in self.report.records("profile") if self._is_counted(record.key)]
        from_pct = self.report.policy.not_recorded_from_pct
        return narrative.not_recorded(self.report.rows, told, self.report.period, from_pct) if told else self._said(NOT_DELIVERED)

    def commentary(self) -> Text:
        """What people wrote about the profile."""
        return self.report.commentary("Profile")

    def _compared(self) -> Iterator[tuple[Breakdown, tuple[GroupInArea, ...]]]:
        for key in COMPARED if self.population else ():
            found = tuple(ratios_of(self.report.rows, self.police, key, self.report.period.name, self.population))
            if found:
                yield self.police.breakdown(key), found

    def _share(self, one: Indicator) -> GroupInArea | None:
        return ratio_of_share(self.report.rows, one, self.report.period.name, self.population) if self.population else None

    def _is_counted(self, key: str) -> bool:
        figure = self.report.figure(indicator(key))
        return figure is not None and not figure.is_missing

    def _said(self, words: str) -> Text:
        return Text((Markup("<p>{}</p>").format(Markup(words).format(markup.period(self.report.period))),))


def open_profile(period: str, edition: Edition = "public") -> Profile:
    """The problem profile of a reporting year in an edition. Raises `Fault` when there are no figures for it yet."""
    return Profile(open_report(period, edition))
