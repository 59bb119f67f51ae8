"""What a page found, in the paragraph that it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case, within_sentence
from analysis.base.spec import Indicator
from analysis.compare.ratios import GroupInArea
from analysis.compare.view import View
from analysis.show.narrative.text import Text, computed
from analysis.show.tables.performance import change_words

BESIDE = "Given how many live in the area, the group {} was recorded most often beside all other children: {} times as often ({} {} to {})."
INTERVAL = "~95%~ interval"
NO_DEFINITION = "No definition differs from that of {}."
DEFINITIONS = "Definitions that are others than in {}: {}."
OVERDUE = "Due to be checked before the period ended: {}."
ALL_CHECKED = "All were checked within the time set for that."
EVERY_ROW = "Every row that was delivered is accounted for."
KEPT_ASIDE = "Rows were kept aside where {}."
NONE_ASIDE = "None was kept aside."
WARNED = "The rules warn that {}."
NO_WARNING = "No rule warns of anything."
UNCHECKED = "Some rules lacked something that they need, and could not be checked."


def of_profile(view: View, recorded: Iterable[Indicator], groups: Iterable[GroupInArea]) -> Text:
    """How many were recorded and referred and how that moved, and the group that is recorded most often given its number."""
    told = [_figure(view, one) for one in recorded]
    often = [one for one in groups if one.ratio and one.ratio.lowest > 1]
    if often:
        most = max(often, key=lambda one: one.ratio.ratio)
        ratio, *ends = markup.ratio(most)
        told.append(Markup(BESIDE).format(markup.record_words(f"“{most.group.label}”"), ratio, markup.with_terms(INTERVAL), *ends))
    return Text((computed(Markup(" ").join(told)),))


def of_methodology(indicators: Sequence[Indicator], view: View) -> Text:
    """Which definitions are others than a year before, and which were due to be checked."""
    now, before = view.period, view.period.year_before
    new = [one for one in indicators if one.valid_from and before.start < one.valid_from <= now.end]
    overdue = [one for one in indicators if one.is_overdue(now.end)]
    changed = Markup(DEFINITIONS).format(markup.period(before), _names(new)) if new else Markup(NO_DEFINITION).format(markup.period(before))
    return Text((computed(Markup(" ").join([changed, Markup(OVERDUE).format(_names(overdue)) if overdue else Markup(ALL_CHECKED)])),))


def of_quality(aside: Sequence[str], warned: Sequence[str], *, all_checked: bool) -> Text:
    """Why rows were kept aside, what the rules warn of, each as the sentence of a rule, and whether all could be checked."""
    told = [
        Markup(EVERY_ROW),
        Markup(KEPT_ASIDE).format(markup.record_words("; ".join(aside))) if aside else Markup(NONE_ASIDE),
        Markup(WARNED).format(markup.record_words("; ".join(warned))) if warned else Markup(NO_WARNING),
        *([] if all_checked else [Markup(UNCHECKED)]),
    ]
    return Text((computed(Markup(" ").join(told)),))


def of_lists(counts: Sequence[tuple[str, int]]) -> Text:
    """A few counts by what they are of, in one sentence: "On both lists: 12; on one alone: 30.". For the internal edition alone."""
    told = [Markup("{}: {}").format(sentence_case(what) if not n else within_sentence(what), markup.term(f"{number:,}"))
            for n, (what, number) in enumerate(counts)]  # fmt: skip
    return Text((computed(Markup("{}.").format(Markup("; ").join(told))),))


def _figure(view: View, one: Indicator) -> Markup:
    change = view.compared(one)
    since = (
        ""
        if view.is_first_year
        else Markup(", {} since {}").format(change_words(change, one.decimals), markup.period(view.period.year_before))
    )
    return Markup("{}: {} in {}{}.").format(markup.term(one.name), markup.figure(change.now), markup.period(view.period), since)


def _names(indicators: Iterable[Indicator]) -> Markup:
    return markup.term("; ".join(within_sentence(one.name) for one in indicators))
