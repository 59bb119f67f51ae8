"""A table and, for percentages, a funnel plot of one indicator across several authorities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import MARK_WORDS, half_up, listed, mark, thousands
from analysis.base.periods import Period
from analysis.compare.funnels import FunnelStanding
from analysis.regional.summary import AuthorityFigure, ComparedAuthorities
from analysis.show.charts import Chart, Data, Dot, Funnel, draw_limits
from analysis.show.tables import Table, TableCell, number_cell

ON_LIMITS = (
    "The limits are how far chance takes a group of that size from these authorities together, without those that stand out, and where "
    "they differ by more than chance, as events of the same children and ways of recording make them, how far they usually differ. Of ten "
    "authorities that nothing sets apart about 1 in 50 lies outside, of five up to 1 in 12. One outside is worth asking about; it is "
    "neither good nor bad in itself."
)
ON_COUNTS = "Numbers depend on how large an authority is. Compare percentages and rates."
MOST_NAMED = 2
NOT_ALIKE = "{} counted by another definition: shown and not compared."


def glance(found: Sequence[ComparedAuthorities], period: Period) -> Table:
    """One row an indicator: how many are published, from where to where they run, their share together, and how many are outside."""
    rows = tuple(_glanced(one) for one in found)
    columns = ("Indicator", "Published", "Lowest", "Highest", "Together", "Outside the limits")
    return Table("region-glance", Markup("At a glance, {}").format(markup.period(period)), columns, rows, _marks(rows), SOURCE)


def table(one: ComparedAuthorities) -> Table:
    """The figure of each authority; for percentages and rates what they are of, and how they stand to the limits."""
    rows = tuple((TableCell(Markup.escape(entry.member.name)), *_stand(one, entry)) for entry in one.entries)
    notes = (*_range(one), *_marks(rows), *_unlike(one), "" if one.is_share else ON_COUNTS)
    title = Markup("{}, {}").format(one.indicator.name, markup.period(one.period))
    return Table(f"region-{one.indicator.key}", title, _columns(one), rows, tuple(filter(None, notes)), SOURCE)


SOURCE = "Source: the public results.csv of each authority."


def funnel_plot(one: ComparedAuthorities) -> Chart | None:
    """The percentages or rates by the size of their groups, with control limits; nothing for fewer than five published ones."""
    if one.funnel is None:
        return None
    dots = tuple(Dot(entry.member.name, entry.size, float(one.amount(entry)), _is_outside(one, entry)) for entry in one.sized)
    sized_by = one.indicator.unit if one.is_share else "children in the area"
    svg, png = draw_limits(Funnel(dots, float(one.funnel.average * one.per), one.funnel.at, f"Number of {sized_by}", "%" * one.is_share))
    body = tuple((Markup.escape(entry.member.name), *(cell.html for cell in _stand(one, entry))) for entry in one.sized)
    return Chart(
        name=f"region-{one.indicator.key}-limits",
        title=said(one),
        subtitle=Markup("{}{}, by the number of {}; {}").format(one.indicator.name, _per(one), sized_by, markup.period(one.period)),
        alt=_told(one),
        data=Data(_columns(one), body),
        svg=svg,
        png=png,
        notes=(ON_LIMITS, *_left_out(one)),
        source=SOURCE,
    )


def said(one: ComparedAuthorities) -> str:
    """Who is outside the limits, in a title: "Return interviews offered: Ashby is below the limits"."""
    found = {standing: [entry.member.name for entry in one.sized if one.standing(entry) is standing] for standing in FunnelStanding}
    told = [_counted(found[standing], standing.value) for standing in (FunnelStanding.ABOVE, FunnelStanding.BELOW) if found[standing]]
    return f"{one.indicator.name}: {'; '.join(told) or 'all are within the limits'}"


def _glanced(one: ComparedAuthorities) -> tuple[TableCell, ...]:
    low, high = (figure.shown for figure in one.ends) if one.ends else (mark("x"), mark("x"))
    share, outside = one.together, sum(_is_outside(one, entry) for entry in one.sized)
    together, beyond = (f"{_amount(one, share, 1)}{_per(one)}", str(outside)) if share is not None else (mark("z"), mark("z"))
    numbers = (f"{len(one.published)} of {len(one.entries)}", low, high, together, beyond)
    return (TableCell(Markup.escape(one.indicator.name)), *map(number_cell, numbers))


def _counted(names: Sequence[str], words: str) -> str:
    """Up to two by their names, more by their number."""
    who = listed(names) if len(names) <= MOST_NAMED else f"{len(names)} authorities"
    return f"{who} {'is' if len(names) == 1 else 'are'} {words}"


def _is_outside(one: ComparedAuthorities, entry: AuthorityFigure) -> bool:
    return one.standing(entry) in {FunnelStanding.ABOVE, FunnelStanding.BELOW}


def _figure(entry: AuthorityFigure) -> TableCell:
    figure = entry.figure
    return number_cell(mark("x") if figure is None else figure.shown if entry.is_alike else f"{figure.shown} {mark('b')}")


def _columns(one: ComparedAuthorities) -> tuple[str, ...]:
    if not one.sized:
        return ("Authority", "Figure")
    sizes = ("Of",) if one.is_share else ("Children", f"Per {one.per:,}")
    return ("Authority", "Figure", *sizes, "Limits", "Reading")


def _stand(one: ComparedAuthorities, entry: AuthorityFigure) -> tuple[TableCell, ...]:
    """The cells of an authority after its name, in the order of `_columns`."""
    if not one.sized:
        return (_figure(entry),)
    limits, missing = one.limits(entry), mark("c" if entry.is_hidden else "x")
    size = number_cell(f"{entry.size:,}" if entry.size else missing)
    rate = () if one.is_share else (number_cell(_amount(one, one.amount(entry)) if entry.size else missing),)
    ends = f"{_amount(one, limits.lower)} to {_amount(one, limits.upper)}" if limits else mark("z")
    return (_figure(entry), size, *rate, number_cell(ends), TableCell(Markup.escape(one.standing(entry).value)))


def _amount(one: ComparedAuthorities, number: Fraction, decimals: int | None = None) -> str:
    """A percentage or a rate as it is printed."""
    places = decimals if decimals is not None else 0 if one.is_share else 1
    return thousands(f"{half_up(number, places):f}") + "%" * one.is_share


def _per(one: ComparedAuthorities) -> str:
    return "" if one.is_share else f" per {one.per:,} children"


def _range(one: ComparedAuthorities) -> tuple[str, ...]:
    """From where to where the published figures lie, and how many are published."""
    if one.ends is None:
        return ("No figure is published.",)
    low, high = one.ends
    of = f"{len(one.published)} of {len(one.entries)} authorities are published and comparable"
    together = f" Together these authorities come to {_amount(one, one.together, 1)}{_per(one)}." if one.together is not None else ""
    return (f"The figures run from {low.shown} to {high.shown}; {of}.{together}",)


def _marks(rows: tuple[tuple[TableCell, ...], ...]) -> tuple[str, ...]:
    text = " ".join(cell.text for row in rows for cell in row)
    return tuple(f"{mark(letter)} {words}." for letter, words in MARK_WORDS.items() if mark(letter) in text)


def _unlike(one: ComparedAuthorities) -> tuple[str, ...]:
    names = [entry.member.name for entry in one.entries if entry.figure is not None and not entry.is_alike]
    return (NOT_ALIKE.format(listed(names)),) if names else ()


def _left_out(one: ComparedAuthorities) -> tuple[str, ...]:
    names = [entry.member.name for entry in one.entries if entry not in one.sized]
    return (f"Not drawn, because not published or not comparable: {listed(names)}.",) if names else ()


def _told(one: ComparedAuthorities) -> str:
    points = [f"{entry.member.name} {_amount(one, one.amount(entry))} of {thousands(str(entry.size))}" for entry in one.sized]
    return f"Funnel plot with control limits: {said(one)}. {'; '.join(points)}."
