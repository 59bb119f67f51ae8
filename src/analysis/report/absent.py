"""What stands where there is nothing to show: one rule for all parts of a report, so that a council can start with less.

What was delivered in the years shown is there, with its marks; a year in which it stopped or started stands in its tables as not
available. Of what was delivered in none of them there is nothing: no table, no chart, no sentence, and no heading above it
(`analysis.publish.notebook`). The methodology page alone names what a council never delivers. Where a figure is known and this edition
does not divide it in that way, a sentence says so. A first year (`View.is_first_year`) has no column for the year before and no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from analysis import markup
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.report.opened import Opened
from analysis.show import charts, tables
from analysis.show.narrative import Text

NOT_DIVIDED = "It is not divided in this edition for {}: many of the counts would be small."

NOTHING = Text(())
"""What is shown of that of which nothing was delivered."""

Shown = tables.Table | charts.Chart | Text
Show = Callable[[View, tuple[Indicator, ...]], Shown | None]


def where_known(opened: Opened, keys: Iterable[str], show: Show, breakdown: str = "") -> Shown:
    """What is made of the indicators among these that are known for the period and, where it asks for it, divided by ``breakdown``."""
    wanted = [opened.records[key] for key in keys]
    known = [one for one in wanted if opened.knows(one)]
    divided = tuple(one for one in known if not breakdown or opened.divides(one, breakdown))
    if divided:
        return show(opened.view, divided) or NOTHING
    is_held_back = any(opened.holds_back(one, breakdown) for one in wanted)
    return note(NOT_DIVIDED, markup.period(opened.period)) if is_held_back else NOTHING


def where_any_known(opened: Opened, told: tuple[Indicator, ...], show: Show) -> Shown:
    """What is made of those of all these indicators that have something to show in the periods that it tells."""
    return show(opened.view, told) or NOTHING


def note(words: str, *told: Markup | str) -> Text:
    """A sentence in place of what is not there."""
    return Text((Markup('<p class="note">{}</p>').format(Markup(words).format(*told)),))


def answer(words: str) -> Text:
    """A sentence that is what was asked for: that there is no such thing."""
    return Text((Markup("<p>{}</p>").format(words),))
