"""One indicator across several authorities: who has what, from where to where, and who is outside what chance explains.

Hidden and missing figures are counted as such and never as numbers. The percentage of all authorities together is that of those whose two
numbers are both published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd

from analysis.base.control_limits import Limits
from analysis.base.formats import half_up, plain
from analysis.base.periods import Period, up_to
from analysis.base.spec import Address, Figure, Indicator
from analysis.compare.funnels import FunnelLimits, FunnelStanding, Group, funnel_limits
from analysis.compare.process_limits import COUNTS
from analysis.regional.folders import Member


@dataclass(frozen=True)
class AuthorityFigure:
    """The figure of one authority; ``is_alike`` when it was counted by the definition that the others use.

    ``is_rated`` says that it is a number of children, or of what happened to them, that can be set against all children of the area.
    """

    member: Member
    figure: Figure | None
    is_alike: bool
    is_rated: bool = False

    @property
    def is_published(self) -> bool:
        return self.is_alike and self.figure is not None and self.figure.is_number

    @property
    def is_hidden(self) -> bool:
        return self.figure is not None and self.figure.is_hidden

    @property
    def size(self) -> int:
        """What the figure is a part of: the whole of a percentage, or all children of the area; nought where either is not published."""
        figure = self.figure
        if not self.is_published or figure.numerator is None:
            return 0
        return int(figure.denominator or 0) if figure.is_percentage else self.member.children * self.is_rated

    @property
    def group(self) -> Group:
        return Group(self.figure.numerator, self.size)


@dataclass(frozen=True)
class ComparedAuthorities:
    """An indicator and the entry of each authority, in the order of their names."""

    indicator: Indicator
    period: Period
    entries: tuple[AuthorityFigure, ...]

    @property
    def published(self) -> tuple[AuthorityFigure, ...]:
        return tuple(entry for entry in self.entries if entry.is_published)

    @property
    def hidden(self) -> tuple[AuthorityFigure, ...]:
        return tuple(entry for entry in self.entries if entry.is_hidden)

    @property
    def ends(self) -> tuple[Figure, Figure] | None:
        """The lowest and the highest published figure."""
        figures = sorted((one.figure for one in self.published), key=lambda figure: figure.exact)
        return (figures[0], figures[-1]) if figures else None

    @property
    def sized(self) -> tuple[AuthorityFigure, ...]:
        """Those of which both numbers are published."""
        return tuple(one for one in self.published if one.size)

    @property
    def is_share(self) -> bool:
        return any(one.figure.is_percentage for one in self.published)

    @property
    def per(self) -> int:
        """Percentages are of 100, rates of 10,000 children."""
        return 100 if self.is_share else 10_000

    def amount(self, entry: AuthorityFigure) -> Fraction:
        """The percentage or rate of an authority, unrounded."""
        return entry.figure.numerator * self.per / entry.size

    @cached_property
    def funnel(self) -> FunnelLimits | None:
        """The limits that these authorities give each other; nothing for fewer than five."""
        return funnel_limits([one.group for one in self.sized], is_share=self.is_share, per=self.per)

    @property
    def together(self) -> Fraction | None:
        """The percentage or rate of all these authorities taken together; nothing where they are too few for limits."""
        if self.funnel is None:
            return None
        return sum(one.figure.numerator for one in self.sized) * self.per / sum(one.size for one in self.sized)

    def limits(self, entry: AuthorityFigure) -> Limits | None:
        """The limits for a group as large as the authority's."""
        return self.funnel.at(entry.size) if self.funnel and entry.size else None

    def standing(self, entry: AuthorityFigure) -> FunnelStanding:
        return self.funnel.standing(entry.group) if self.funnel and entry.size else FunnelStanding.NONE


def compare_members(members: Sequence[Member], indicators: Iterable[Indicator], period: Period) -> tuple[ComparedAuthorities, ...]:
    """Each indicator that any of the authorities has for the period, and that has a size.

    Services that report over dates of their own are left out: those dates differ between authorities.
    """
    known = [
        _compared(indicator, members, period)
        for indicator in indicators
        if indicator.unit != "age" and indicator.window in {"period", "cumulative"}
    ]
    return tuple(one for one in known if any(entry.figure for entry in one.entries))


def figures_frame(found: Iterable[ComparedAuthorities]) -> pd.DataFrame:
    """Every figure, one a row, as text: authority, indicator, period, the figure as published, its limits and how it stands to them."""
    return pd.DataFrame([_figure_row(one, entry) for one in found for entry in one.entries], dtype="str")


def summary_frame(found: Iterable[ComparedAuthorities]) -> pd.DataFrame:
    """One row an indicator, as text: how many authorities are published, from where to where they lie, and their share together."""
    return pd.DataFrame([_summary_row(one) for one in found], dtype="str")


def _compared(indicator: Indicator, members: Sequence[Member], period: Period) -> ComparedAuthorities:
    dates = up_to(period.end, period.first_month) if indicator.window == "cumulative" else period
    figures = [member.figures.get(str(Address(indicator.key, dates.name))) for member in members]
    alike = {indicator.definition_version, *indicator.comparable_versions}
    is_rated = indicator.about_children and indicator.measure.kind in COUNTS and indicator.window == "period"
    entries = (
        AuthorityFigure(m, f, f is not None and f.definition_version in alike, is_rated) for m, f in zip(members, figures, strict=True)
    )
    return ComparedAuthorities(indicator, dates, tuple(entries))


def _figure_row(one: ComparedAuthorities, entry: AuthorityFigure) -> dict[str, str]:
    figure, limits = entry.figure, one.limits(entry)
    return {
        "authority": entry.member.name,
        "indicator": one.indicator.key,
        "definition_version": figure.definition_version if figure else "",
        "period": one.period.name,
        "numerator": _number(figure.numerator, figure) if figure else "x",
        "denominator": _number(figure.denominator, figure) if figure and figure.is_percentage else "",
        "value": figure.value if figure else "x",
        "unit": figure.unit if figure else one.indicator.unit,
        "marker": figure.marker if figure else "x",
        "children": str(entry.member.children or ""),
        "rate_per_10000": f"{half_up(one.amount(entry), 1):f}" if entry.size and not one.is_share else "",
        "lower_limit": f"{half_up(limits.lower, 1):f}" if limits else "",
        "upper_limit": f"{half_up(limits.upper, 1):f}" if limits else "",
        "standing": one.standing(entry).value,
    }


def _summary_row(one: ComparedAuthorities) -> dict[str, str]:
    ends, share = one.ends, one.together
    return {
        "indicator": one.indicator.key,
        "name": one.indicator.name,
        "period": one.period.name,
        "authorities": str(len(one.entries)),
        "published": str(len(one.published)),
        "hidden": str(len(one.hidden)),
        "lowest": ends[0].value if ends else "x",
        "highest": ends[1].value if ends else "x",
        "together": f"{half_up(share, 1):f}" if share is not None else "z",
        "together_per": str(one.per) if share is not None else "z",
        "unit": next((entry.figure.unit for entry in one.entries if entry.figure), one.indicator.unit),
    }


def _number(number: Fraction | None, figure: Figure) -> str:
    return figure.value if number is None and not figure.is_shown else "" if number is None else plain(number)
