"""What was named most often, in order, and whether it was the same the year before."""

from __future__ import annotations

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.spec import Category, Figure, Indicator
from analysis.compare.view import View
from analysis.show.narrative.sentences import lead
from analysis.show.narrative.text import Text, computed

MOST, OTHER = 3, "other"


def most_named(view: View, indicator: Indicator, breakdown: str) -> Text:
    """The three themes named most often with their shares, and those of the year before where they are others. "Other" is no theme.

    Nothing is said of a year in which a share is hidden, since nobody could tell which were the three.
    """
    division = indicator.breakdown(breakdown)
    now, before = (_first(one, indicator, breakdown) for one in (view, view.earlier))
    if not now:
        return Text(())
    told = markup.listed([Markup("{} ({})").format(category.words, markup.figure(figure)) for figure, category in now])
    words = Markup("{}, the {}s named most often, as percentages of all {}, were {}.")
    most = words.format(lead(view.period), division.name, indicator.unit, told)
    return Text((computed(Markup(" ").join(filter(None, [most, _set_against(now, before, view.earlier.period)]))),))


def _first(view: View, indicator: Indicator, breakdown: str) -> list[tuple[Figure, Category]]:
    figures = view.split(indicator, breakdown)
    if not figures or not all(figure.is_shown for figure in figures):
        return []
    pairs = [(one, indicator.breakdown(breakdown).category(one.address.category)) for one in figures if one.address.category != OTHER]
    return sorted((pair for pair in pairs if pair[0].numerator), key=lambda pair: -pair[0].exact)[:MOST]


def _set_against(now: list[tuple[Figure, Category]], before: list[tuple[Figure, Category]], earlier: Period) -> Markup:
    if not before:
        return Markup()
    same = {category.code for _, category in now} == {category.code for _, category in before}
    told = markup.listed([Markup("{} ({})").format(category.words, markup.figure(figure)) for figure, category in before])
    words = "In {} they were the same: {}." if same else "In {} they were {}."
    return Markup(words).format(markup.period(earlier), told)
