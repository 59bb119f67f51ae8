"""The main points: what matters most in one sentence each, below its figure, its change, its target and eight quarters in small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from analysis import markup
from analysis.compare.main_points import MainPoint
from analysis.compare.view import View
from analysis.show.narrative.patterns import against_said, apart_said
from analysis.show.narrative.process_limits import signal_said
from analysis.show.narrative.sentences import earlier_said
from analysis.show.narrative.short import ON_TARGET, YEAR_BEFORE, target_clause
from analysis.show.narrative.story import course_of, names_of
from analysis.show.narrative.text import Text, computed
from analysis.show.variation import target_said

ALSO_MISSED = "Also missed: the target for {}."


def main_points_said(view: View, chosen: Sequence[MainPoint], every: Sequence[MainPoint], trends: Mapping[str, Markup]) -> Text:
    """A list of the points chosen, and a sentence that names the other targets that were missed. ``trends`` are pictures by key."""
    if not chosen:
        return Text(())
    items = Markup().join(_item(view, one, trends.get(one.indicator.key, Markup())) for one in chosen)
    others = [one.indicator for one in every if one.is_missed and one not in chosen]
    missed = [computed(Markup(ALSO_MISSED).format(names_of(others)))] if others else []
    return Text((Markup('<ul class="headlines">{}</ul>').format(items), *missed))


def point_said(view: View, one: MainPoint) -> Markup:
    """A main point in one sentence."""
    if one.apart:
        return apart_said(view, one.apart)
    if one.against:
        return against_said(view, one.against)
    if one.usual and one.usual.signal and not (one.is_missed or one.comparison.is_clear):
        return signal_said(one.usual, one.usual.quarters[-1])
    target = Markup(", and {}").format(target_clause(one)) if one.status in ON_TARGET else Markup()
    return Markup("{}{}.").format(course_of(view, one), target)


def _item(view: View, one: MainPoint, trend: Markup) -> Markup:
    """A tile: everything above its sentence says that again, so it is marked as set large."""
    facts = Markup(" · ").join(filter(None, [_before(view, one), _target(one)]))
    kinds = (("label", markup.term(one.indicator.name)), ("value", markup.figure(one.figure)), ("beside", facts))
    told = Markup(" ").join(Markup('<span class="{}">{}</span>').format(*pair) for pair in kinds if pair[1])
    words = '<li><span class="large">{} {}</span> <p class="computed">{}</p></li>'
    return Markup(words).format(told, trend if "<img" in trend else Markup(), point_said(view, one))


def _before(view: View, one: MainPoint) -> Markup:
    if view.is_first_year or one.comparison.change is None:
        return Markup()
    return Markup("{} {}").format(earlier_said(one.comparison), YEAR_BEFORE)


def _target(one: MainPoint) -> Markup:
    return Markup("target of {}").format(target_said(one.target, one.indicator)) if one.target else Markup()
