"""What the problem profile says in words: who stands out, who is recorded more often than others, and what is not recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.spec import Breakdown, Indicator
from analysis.compare.ratios import NOT_RECORDED, GroupInArea
from analysis.compare.unknowns import unknown
from analysis.compare.view import View
from analysis.show.narrative.findings import finding
from analysis.show.narrative.text import Text, computed
from analysis.show.unknowns import not_known

MOST = "More than half are in this group."
HALF = 50
INTERVAL = "~95%~ interval"
CAUTION = (
    "Groups that seem rare may be recorded less often than they are exploited; boys and children of minority communities may be among "
    "them. Differences between groups are to be read with that in mind."
)
LITTLE = "Nowhere is so much not recorded that the shares above could mislead."

_NUMBER = re.compile(r"\d+")


def standing_out(view: View, shares: Iterable[tuple[Indicator, GroupInArea | None]]) -> Text:
    """A paragraph for each share of one group among those recorded.

    How large it is, whether it is most, how far what was not recorded could move it, and how it stands beside the population.
    """
    return Text(tuple(computed(_stands_out(view, one, beside)) for one, beside in shares))


def recorded_more_often(groups: Sequence[tuple[Breakdown, tuple[GroupInArea, ...]]]) -> Text:
    """A paragraph for each breakdown: the groups recorded more or less often than others, given how many there are of each."""
    return Text(tuple(computed(_by_group(division, found)) for division, found in groups))


def not_recorded(view: View, indicators: Iterable[Indicator]) -> Text:
    """A sentence for each breakdown of which much is not recorded, and what follows; one that says so where none is."""
    divided = [(indicator, division) for indicator in indicators for division in indicator.breakdowns]
    found = [sentence for pair in divided if (sentence := _unknown(view, *pair))]
    return Text((computed(Markup(" ").join([*found, Markup(CAUTION)] if found else [Markup(LITTLE)])),))


def _stands_out(view: View, share: Indicator, beside: GroupInArea | None) -> Markup:
    sentences = [finding(view, share), not_known(view, share), *([Markup(MOST)] if _is_most(view, share) else [])]
    if beside and beside.ratio:
        words = "Given how many live in the area, they were recorded {} times as often as all others ({} {} to {})."
        ratio, *ends = markup.ratio(beside)
        sentences.append(Markup(words).format(ratio, markup.with_terms(INTERVAL), *ends))
    return Markup(" ").join(filter(None, sentences))


def _is_most(view: View, share: Indicator) -> bool:
    """Whether more than half are in the group, whatever was not recorded."""
    found, figure = unknown(view, share), view.figure(share)
    least = found.lowest if found else figure.exact if figure else None
    return least is not None and least > HALF


def _by_group(division: Breakdown, found: Sequence[GroupInArea]) -> Markup:
    """The groups by how they compare: more often, largest ratio first, less often, alike as far as can be told, and not shown."""
    known = sorted((one for one in found if one.ratio), key=lambda one: (-one.ratio.ratio, one.group.code))
    kinds = (
        ("More often than their number in the area would explain: {}.", [_compared(one) for one in known if one.ratio.lowest > 1]),
        ("Less often: {}.", [_compared(one) for one in known if one.ratio.highest < 1]),
        ("No difference that could not be chance: {}.", [_compared(one) for one in known if not one.ratio.differs]),
        ("Not shown, so that no child can be identified: {}.", [_named(one) for one in found if one.is_hidden]),
    )
    told = [Markup(words).format(markup.listed(names)) for words, names in kinds if names]
    return Markup("Recorded by {}. {}").format(division.name, Markup(" ").join(told))


def _compared(one: GroupInArea) -> Markup:
    """A group with how often it is recorded beside all others: “Black” (3.0 times as often as all others, 95% interval 1.3 to 6.0)."""
    ratio, *ends = markup.ratio(one)
    return Markup("{} ({} times as often as all others, {} {} to {})").format(_named(one), ratio, markup.with_terms(INTERVAL), *ends)


def _named(one: GroupInArea) -> Markup:
    label = _NUMBER.sub(r"~\g<0>~", one.group.label)
    return markup.with_terms(f"“{label}”")


def _unknown(view: View, indicator: Indicator, division: Breakdown) -> Markup | None:
    figure, from_pct = view.figure(indicator, division.key, NOT_RECORDED), view.policy.comparison.not_recorded_from_pct
    if figure is None or figure.exact is None or figure.exact < Fraction(str(from_pct)):
        return None
    parts = markup.part(figure, "numerator"), markup.part(figure, "denominator")
    words = "The {} of {} of the {} {} ({}) is not recorded."
    return Markup(words).format(division.name, *parts, indicator.unit, markup.figure(figure))
