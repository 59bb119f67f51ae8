"""What stands where there is nothing to show: one rule for all parts of a report, so that a council can start with less.

A chapter that the report does without shows nothing at all. What was delivered for the period is shown, with its marks. Where nothing of
it was, a sentence says so; where it is known and this edition does not divide it in that way, a sentence says that. Neither is a fault.
Only a table or chart whose own words stand beside it, as with usual ranges and other authorities, is left out without a sentence, because
those words say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from analysis import markup
from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.compare.view import View
from analysis.report.opened import Opened
from analysis.show import charts, tables
from analysis.show.narrative import Text

NOT_DELIVERED = "{} were not delivered for {}."
RECORDS = "The records that this would show"
NOT_DIVIDED = "It is not divided in this edition for {}: many of the counts would be small."

NOTHING = Text(())
"""What a chapter shows that the report does without: no sentence either."""

Shown = tables.Table | charts.Chart | Text
Show = Callable[[View, tuple[Indicator, ...]], Shown]


def where_known(opened: Opened, keys: Iterable[str], show: Show, breakdown: str = "") -> Shown:
    """What is made of the indicators among these that are known for the period and, where it asks for it, divided by ``breakdown``."""
    wanted = [opened.records[key] for key in keys]
    if opened.records.leave_out(*(one.key for one in wanted)):
        return NOTHING
    known = [one for one in wanted if opened.knows(one)]
    divided = tuple(one for one in known if not breakdown or opened.divides(one, breakdown))
    if divided:
        return show(opened.view, divided)
    is_inside = opened.edition == "public" and any(one.edition == "internal" for one in wanted)
    return note(NOT_DIVIDED, markup.period(opened.period)) if known or is_inside else not_delivered(opened.period)


def where_any_known(opened: Opened, told: tuple[Indicator, ...], show: Show) -> Shown:
    """What is made of all these indicators together, which names those that are not known, unless none of them is."""
    if not told:
        return NOTHING
    return show(opened.view, told) if any(map(opened.knows, told)) else not_delivered(opened.period)


def none_of(opened: Opened, *keys: str) -> Text:
    """What stands where indicators have nothing to show: that they were not delivered, or nothing where their chapters are left out."""
    return NOTHING if opened.records.leave_out(*keys) else not_delivered(opened.period)


def not_delivered(period: Period, what: str = RECORDS) -> Text:
    """That something, in the plural, was not delivered for a period."""
    return note(NOT_DELIVERED, what, markup.period(period))


def note(words: str, *told: Markup | str) -> Text:
    """A sentence in place of what is not there."""
    return Text((Markup('<p class="note">{}</p>').format(Markup(words).format(*told)),))


def answer(words: str) -> Text:
    """A sentence that is what was asked for: that there is no such thing."""
    return Text((Markup("<p>{}</p>").format(words),))
