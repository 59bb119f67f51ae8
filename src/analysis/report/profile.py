"""The problem profile: the police's records of offences against children and of concern, beside the referrals to social care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Indicator
from analysis.compare.ratios import GroupInArea, ratio_of_share, ratios_of
from analysis.report.absent import Shown, none_of, note, where_any_known, where_known
from analysis.report.view import View
from analysis.show import narrative, tables
from analysis.show.narrative import Text

POLICE, SOCIAL_CARE = "children_recorded_by_police", "children_referred_for_exploitation"
BY_TYPE = "children_at_risk_by_type"
SHARES = ("white_british_girls_14_15", "online_suspects_white_british_men_18_30")
COMPARED = ("sex", "age_band", "ethnicity")

NO_POPULATION = (
    "How many children live in the area was not supplied for {}, so it cannot be said who is recorded more often than their number alone "
    "would explain. Write it into config/population."
)


@dataclass(frozen=True)
class Profile:
    """The problem profile: who is recorded in a reporting year, and how often beside all who live in the area."""

    _view: View

    def findings(self) -> Shown:
        """The other figures of the profile in words, each with the year before and its parts."""
        view = self._view
        others = tuple(one for one in view.records.of_sections("profile") if one.key not in SHARES)
        return where_any_known(view, others, lambda told: narrative.findings(view.rows, told, view.period, view.authority, view.policy))

    def standing_out(self) -> Shown:
        """The groups that the profile of 2016/17 names: how large a part of those recorded they are."""
        view = self._view
        return where_known(
            view,
            SHARES,
            lambda known: narrative.standing_out(
                view.rows, [(one, self._share(one)) for one in known], view.period, view.authority, view.policy
            ),
        )

    def children(self, breakdown: str) -> tables.Table | Text:
        """The children whom the police recorded and those referred to social care, by sex, age_band, ethnicity or concern."""
        view = self._view
        recorded = (("Police", self._police), ("Social care", view.records[SOCIAL_CARE]))
        divided = [(who, one) for who, one in recorded if breakdown in (each.key for each in one.breakdowns)]
        if not divided:
            raise Fault(f"The children of the profile are not divided by {breakdown!r}. Write sex, age_band, ethnicity or concern.")
        return tables.side_by_side(view.rows, divided, breakdown, view.period, view.population) or none_of(view, POLICE)

    def types(self) -> Shown | None:
        """The children referred by type of exploitation, each once; nothing where the report covers one type."""
        view = self._view
        if BY_TYPE not in view.records:
            return None
        return where_known(
            view, [BY_TYPE], lambda known: tables.split_table(view.rows, known[0], "type", view.years, view.authority), "type"
        )

    def recorded_more_often(self) -> Text:
        """Which groups are recorded more or less often than others, in words."""
        found = list(self._compared())
        return narrative.recorded_more_often(found) if found else self._nothing_to_compare()

    def beside_the_population(self) -> tables.Table | Text:
        """How often each group is recorded, as a multiple of how often others are."""
        view = self._view
        rows = [(f"{sentence_case(division.name)}: {one.group.label}", one) for division, found in self._compared() for one in found]
        shares = ((one, self._share(one)) for one in map(view.records.__getitem__, SHARES))
        rows += [(one.name.partition(" among ")[0], share) for one, share in shares if share]
        return tables.ratio_table(rows, self._police, view.period, view.population) if rows else self._nothing_to_compare()

    def not_recorded(self) -> Shown:
        """Of what much is not recorded."""
        view = self._view
        keys = [one.key for one in view.records.of_sections("profile")]
        return where_known(
            view, keys, lambda known: narrative.not_recorded(view.rows, known, view.period, view.policy.not_recorded_from_pct)
        )

    @property
    def _police(self) -> Indicator:
        """The children whom the police recorded, whom everything else is set beside."""
        return self._view.records[POLICE]

    def _compared(self) -> Iterator[tuple[Breakdown, tuple[GroupInArea, ...]]]:
        view = self._view
        for key in COMPARED if view.population else ():
            found = tuple(ratios_of(view.rows, self._police, key, view.period.name, view.population))
            if found:
                yield self._police.breakdown(key), found

    def _share(self, one: Indicator) -> GroupInArea | None:
        view = self._view
        return ratio_of_share(view.rows, one, view.period.name, view.population) if view.population else None

    def _nothing_to_compare(self) -> Text:
        view = self._view
        if view.population or view.records.leave_out(POLICE):
            return none_of(view, POLICE)
        return note(NO_POPULATION, markup.period(view.period))
