"""What a notebook shows of going missing in depth. What was not delivered is said in a sentence, so that a council can start with less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import Indicator
from analysis.chapters import in_section, indicator
from analysis.compare.rates import Rate, rates_of
from analysis.report.figures import Report
from analysis.show import narrative, tables
from analysis.show.narrative import Text

NOT_DELIVERED = "The records that this would show were not delivered for {}."
NO_POPULATION = "How many children live in the area was not supplied for {}, so there are no rates. Write it into config/population."


@dataclass(frozen=True)
class GoingMissing:
    """Children who go missing in a reporting year, as an edition may show them."""

    report: Report

    def split(self, key: str, breakdown: str) -> tables.Table | Text:
        """An indicator divided into categories, this year and last."""
        return self.report.split(key, breakdown) if self._is_divided(key, breakdown) else self._said(NOT_DELIVERED)

    def named(self, key: str) -> Text:
        """The themes named most often in return interviews."""
        return narrative.most_named(self.report.rows, indicator(key), "theme", self.report.period)

    def interviews(self) -> tables.Table:
        """How far return interviews get for children missing from home, from the council's care and from that of other authorities."""
        return tables.interviews_by_group(self.report.rows, self.report.period)

    def findings(self, section: str) -> Text:
        """The computed paragraphs of a section; one sentence where none of it was delivered."""
        told = [one for one in in_section(section) if (figure := self.report.figure(one)) and not figure.is_missing]
        found = narrative.findings(self.report.rows, told, self.report.period, self.report.authority, self.report.policy)
        return found if told else self._said(NOT_DELIVERED)

    def rates(self) -> tables.Table | Text:
        """Rates per 10,000 children and per 100 looked-after children, this year and last."""
        years = (self.report.period.year_before, self.report.period)
        return tables.rates_table([self._rates(year) for year in years]) or self._said(NO_POPULATION)

    def _rates(self, year: Period) -> tuple[Period, Mapping[Indicator, Rate | None], Population | None]:
        population = self.report.workspace.population(year.name)
        return year, dict(rates_of(self.report.rows, year, population)), population

    def _is_divided(self, key: str, breakdown: str) -> bool:
        years = (self.report.period.year_before, self.report.period)
        return any(self.report.rows.split(key, year.name, breakdown) for year in years)

    def _said(self, words: str) -> Text:
        return Text((Markup("<p>{}</p>").format(Markup(words).format(markup.period(self.report.period))),))
