"""The findings of one section of a report: a paragraph for each indicator that has something to say."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from analysis.base.spec import Breakdown, Indicator
from analysis.compare.view import View, delivered_in
from analysis.show.narrative.sentences import MOST_IN_A_SENTENCE, compared, lead, none_available, of_whole, said, split_said
from analysis.show.narrative.text import Text, computed
from analysis.show.unknowns import not_known


def findings(view: View, indicators: Iterable[Indicator]) -> Text:
    """A numbered paragraph for each indicator with a statement and a figure for the period, in their order.

    Each says the figure, its course since the same period a year earlier, and its breakdowns. Nothing is said of what was delivered in
    neither period. Of how many it is not recorded whether a percentage takes them in is said of the first that they concern. Where several
    were delivered a year earlier and no longer are, the last paragraph names them.
    """
    stated = (indicator for indicator in indicators if indicator.statement)
    told = {indicator: view.figure(indicator) for indicator in delivered_in(view.both_years, stated)}
    absent = [one for one, figure in told.items() if figure and figure.value == "x"]
    named = absent if len(absent) > 1 else []
    first = {one.not_known: one for one in reversed(told)}
    sentences = [
        _joined([finding(view, one), not_known(view, one) if first[one.not_known] == one else Markup()])
        for one, figure in told.items()
        if figure and one not in named
    ]
    return Text(tuple(map(computed, [*sentences, *([none_available(named, view.period)] if named else [])])))


def finding(view: View, indicator: Indicator) -> Markup:
    """Everything a paragraph says about one indicator in one period."""
    sentences = [_headline(view, indicator)]
    for breakdown in (one for one in indicator.breakdowns if one.edition == "public" and one.verb):
        sentences += [_split(view, indicator, breakdown), _split_before(view.earlier, indicator, breakdown)]
    return _joined(sentences)


def _joined(sentences: Iterable[Markup]) -> Markup:
    return Markup(" ").join(filter(None, sentences))


def _headline(view: View, indicator: Indicator) -> Markup:
    start = said(indicator, view.figure(indicator), view.dates(indicator))
    if indicator.window == "cumulative" or view.is_first_year:
        return start + "."
    return start + compared(view.compared(indicator), view.earlier.dates(indicator), indicator.decimals)


def _split(view: View, indicator: Indicator, breakdown: Breakdown) -> Markup:
    """The shares of a breakdown, of the figure just told."""
    if not _can_be_told(view, indicator, breakdown):
        return Markup()
    whole = of_whole(view.figure(indicator), indicator.unit)
    return split_said(view.split(indicator, breakdown.key), _told(view, indicator, breakdown), whole)


def _split_before(view: View, indicator: Indicator, breakdown: Breakdown) -> Markup:
    """The shares in an earlier period, which is named; nothing of more categories than a sentence can hold."""
    division = _told(view, indicator, breakdown)
    if len(division.categories) > MOST_IN_A_SENTENCE or not _can_be_told(view, indicator, breakdown):
        return Markup()
    return split_said(view.split(indicator, breakdown.key), division, Markup("{}, ").format(lead(view.dates(indicator))))


def _told(view: View, indicator: Indicator, breakdown: Breakdown) -> Breakdown:
    """A breakdown with the categories that were told in the period alone."""
    return view.division(indicator, breakdown.key).among(figure.address.category for figure in view.split(indicator, breakdown.key))


def _can_be_told(view: View, indicator: Indicator, breakdown: Breakdown) -> bool:
    """The parts of a percentage have a whole each, so they are told in tables alone."""
    whole = view.figure(indicator)
    return bool(view.split(indicator, breakdown.key)) and whole is not None and whole.is_shown and not whole.is_percentage
