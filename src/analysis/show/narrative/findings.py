"""The findings of one section of a report: a paragraph for each indicator that has something to say."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.settings import Authority, ComparisonPolicy
from analysis.base.spec import Address, Breakdown, Indicator
from analysis.compare.comparisons import compare
from analysis.count.compute import counted_period
from analysis.disclose import Publishable
from analysis.show.narrative.sentences import compared, lead, none_available, said, split_said
from analysis.show.narrative.text import Text, computed
from analysis.show.sources import figure_of


def findings(rows: Publishable, indicators: Iterable[Indicator], period: Period, authority: Authority, policy: ComparisonPolicy) -> Text:
    """A numbered paragraph for each indicator with a statement and a figure for the period, in their order.

    Each says the figure, its course since the same period a year earlier, and its breakdowns. Where several are not available, the last
    paragraph names them.
    """
    told = {indicator: figure_of(rows, indicator, period, authority) for indicator in indicators if indicator.statement}
    absent = [one for one, figure in told.items() if figure and figure.value == "x"]
    named = absent if len(absent) > 1 else []
    sentences = [finding(rows, one, period, authority, policy) for one, figure in told.items() if figure and one not in named]
    return Text(tuple(map(computed, [*sentences, *([none_available(named, period)] if named else [])])))


def headlines(rows: Publishable, indicators: Iterable[Indicator], period: Period, authority: Authority, policy: ComparisonPolicy) -> Text:
    """A list of figures, each large and then in a sentence of its own with its course since the same period a year earlier."""
    items = [
        _headline_item(rows, indicator, period, authority, policy)
        for indicator in indicators
        if figure_of(rows, indicator, period, authority)
    ]
    return Text((Markup('<ul class="headlines">{}</ul>').format(Markup().join(items)),))


def finding(rows: Publishable, indicator: Indicator, period: Period, authority: Authority, policy: ComparisonPolicy) -> Markup:
    """Everything a paragraph says about one indicator in one period."""
    now, earlier = (counted_period(indicator, one, authority) for one in (period, period.year_before))
    sentences = [_headline(rows, indicator, now, earlier, policy)]
    for breakdown in (one for one in indicator.breakdowns if one.edition == "public" and one.verb):
        sentences += [_split(rows, indicator, breakdown, now, is_now=True), _split(rows, indicator, breakdown, earlier, is_now=False)]
    return Markup(" ").join(sentence for sentence in sentences if sentence)


def _headline(rows: Publishable, indicator: Indicator, now: Period, earlier: Period, policy: ComparisonPolicy) -> Markup:
    here, there = Address(indicator.key, now.name), Address(indicator.key, earlier.name)
    start = said(indicator, rows.figure(here), now)
    if indicator.window == "cumulative":
        return start + "."
    return start + compared(compare(rows, indicator, here, there, (now, earlier), policy), earlier, indicator.decimals)


def _headline_item(rows: Publishable, indicator: Indicator, period: Period, authority: Authority, policy: ComparisonPolicy) -> Markup:
    now, earlier = (counted_period(indicator, one, authority) for one in (period, period.year_before))
    figure = rows.figure(Address(indicator.key, now.name))
    sentence = _headline(rows, indicator, now, earlier, policy)
    return Markup('<li><span class="large">{}</span> <p class="computed">{}</p></li>').format(markup.figure(figure), sentence)


def _split(rows: Publishable, indicator: Indicator, breakdown: Breakdown, period: Period, is_now: bool) -> Markup:
    """The shares of a breakdown: of the figure just told, or of an earlier one named by its period.

    The parts of a percentage have a whole each, so they are told in tables alone.
    """
    figures = rows.split(indicator.key, period.name, breakdown.key)
    whole = rows.figure(Address(indicator.key, period.name))
    if not figures or whole is None or not whole.is_shown or whole.is_percentage:
        return Markup()
    division = rows.division(indicator.key, breakdown.key)
    return split_said(figures, division, indicator.unit, whole if is_now else None, Markup() if is_now else lead(period))
