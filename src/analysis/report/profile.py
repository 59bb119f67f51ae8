"""The problem profile: the police's records of offences against children and of concern, beside the referrals to social care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.base.formats import sentence_case
from analysis.base.settings import Fault
from analysis.base.spec import Breakdown, Indicator
from analysis.compare.ratios import GroupInArea, ratio_of_share, ratios_of
from analysis.report.absent import NOTHING, Shown, where_any_known, where_known
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.report.own import Several
from analysis.show import narrative, tables
from analysis.show.first_paragraphs import of_profile
from analysis.show.narrative import Text

POLICE, SOCIAL_CARE = "children_recorded_by_police", "children_referred_for_exploitation"
BY_TYPE = ("children_recorded_by_type", "children_at_risk_by_type")
SHARES = ("white_british_girls_14_15", "online_suspects_white_british_men_18_30")
COMPARED = ("sex", "age_band", "ethnicity")


@dataclass(frozen=True, repr=False)
class Profile(ReportPart):
    """The problem profile: who is recorded in a reporting year, and how often beside all who live in the area."""

    _opened: Opened

    def found(self) -> Shown:
        """How many children were recorded and referred, and which group was recorded most often given its number."""
        groups = [one for _, found in self._compared() for one in found]
        return where_known(self._opened, (POLICE, SOCIAL_CARE), lambda view, known: of_profile(view, known, groups))

    def findings(self) -> Shown:
        """The other figures of the profile in words, each with the year before and its parts."""
        others = tuple(one for one in self._opened.records.of_sections("profile") if one.key not in SHARES)
        return where_any_known(self._opened, others, narrative.findings)

    def standing_out(self) -> Shown:
        """The groups that the profile of 2016/17 names: how large a part of those recorded they are."""
        return where_known(
            self._opened, SHARES, lambda view, known: narrative.standing_out(view, [(one, self._share(one)) for one in known])
        )

    def children(self, breakdown: str) -> tables.Table | Text:
        """The children whom the police recorded and those referred to social care, by sex, age_band, ethnicity or concern."""
        opened = self._opened
        recorded = (("Police", self._police), ("Social care", opened.records[SOCIAL_CARE]))
        divided = [(who, one) for who, one in recorded if breakdown in (each.key for each in one.breakdowns)]
        if not divided:
            raise Fault(f"The children of the profile are not divided by {breakdown!r}. Write sex, age_band, ethnicity or concern.")
        return tables.side_by_side(opened.view, divided, breakdown, opened.population) or NOTHING

    def types(self) -> Several | None:
        """The children recorded and referred by type of exploitation, each once and by each type named; nothing of one type alone."""
        told = [key for key in BY_TYPE if key in self._opened.records]
        return Several(tuple(self._by_type(key, way) for key in told for way in ("type", "type_named"))) if told else None

    def _by_type(self, key: str, way: str) -> Shown:
        return where_known(self._opened, [key], lambda view, known: tables.split_table(view, known[0], way), way)

    def recorded_more_often(self) -> Text:
        """Which groups are recorded more or less often than others, in words; nothing without the number of children in the area."""
        found = list(self._compared())
        return narrative.recorded_more_often(found) if found else NOTHING

    def beside_the_population(self) -> tables.Table | Text:
        """How often each group is recorded, as a multiple of how often others are."""
        opened = self._opened
        rows = [(f"{sentence_case(division.name)}: {one.group.label}", one) for division, found in self._compared() for one in found]
        shares = ((one, self._share(one)) for one in map(opened.records.__getitem__, SHARES))
        rows += [(one.name.partition(" among ")[0], share) for one, share in shares if share]
        return tables.ratio_table(rows, self._police, opened.period, opened.population) if rows else NOTHING

    def not_recorded(self) -> Shown:
        """Of what much is not recorded."""
        keys = [one.key for one in self._opened.records.of_sections("profile")]
        return where_known(self._opened, keys, narrative.not_recorded)

    @property
    def _police(self) -> Indicator:
        """The children whom the police recorded, whom everything else is set beside."""
        return self._opened.records[POLICE]

    def _compared(self) -> Iterator[tuple[Breakdown, tuple[GroupInArea, ...]]]:
        opened = self._opened
        for key in COMPARED if opened.population else ():
            found = tuple(ratios_of(opened.view, self._police, key, opened.population))
            if found:
                yield self._police.breakdown(key), found

    def _share(self, one: Indicator) -> GroupInArea | None:
        opened = self._opened
        return ratio_of_share(opened.view, one, opened.population) if opened.population else None
