"""A table and, for percentages, a funnel plot of one indicator across several authorities."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from analysis import markup
from analysis.charts import Chart, Data, Dot, draw_limits
from analysis.formats import MARK_WORDS, half_up, listed, mark, sentence_case, thousands
from analysis.periods import Period
from analysis.regional.summary import Compared, Entry, Standing
from analysis.tables import Cell, Table, number_cell

ON_LIMITS = (
    "The limits are what chance alone makes of the share of all these authorities together in a group of that size: about 1 authority "
    "in 700 lies above them by chance and as many below. One outside is worth asking about; it is neither good nor bad in itself. Where "
    "many are outside, more than chance divides them, such as what each of them records."
)
ON_COUNTS = "Numbers depend on how large an authority is. Compare percentages."
NOT_ALIKE = "{} counted by another definition: shown and not compared."


def glance(found: Sequence[Compared], period: Period) -> Table:
    """One row an indicator: how many are published, from where to where they run, their share together, and how many are outside."""
    rows = tuple(_glanced(one) for one in found)
    columns = ("Indicator", "Published", "Lowest", "Highest", "Together", "Outside the limits")
    return Table("region-glance", Markup("At a glance, {}").format(markup.period(period)), columns, rows, _marks(rows), SOURCE)


def table(one: Compared) -> Table:
    """The figure of each authority, and for percentages what it is of and how it stands to the limits."""
    is_share = bool(one.sized)
    columns = ("Authority", "Figure", *(("Of", "Limits", "Reading") if is_share else ()))
    rows = tuple(
        (Cell(Markup.escape(entry.member.name)), _figure(entry), *(_stand(one, entry) if is_share else ())) for entry in one.entries
    )
    notes = (*_range(one), *_marks(rows), *_unlike(one), "" if is_share else ON_COUNTS)
    title = Markup("{}, {}").format(one.indicator.name, markup.period(one.period))
    return Table(f"region-{one.indicator.key}", title, columns, rows, tuple(filter(None, notes)), SOURCE)


SOURCE = "Source: the public results.csv of each authority."


def funnel_plot(one: Compared) -> Chart | None:
    """The percentages by the size of their groups, with control limits; nothing for fewer than three published ones."""
    if one.together is None:
        return None
    dots = [Dot(entry.member.name, entry.size, float(entry.figure.value), _is_outside(one, entry)) for entry in one.sized]
    svg, png = draw_limits(dots, one.together, sentence_case(f"number of {one.indicator.unit}"))
    body = tuple((Markup.escape(entry.member.name), *(cell.html for cell in (_figure(entry), *_stand(one, entry)))) for entry in one.sized)
    return Chart(
        name=f"region-{one.indicator.key}-limits",
        title=said(one),
        subtitle=Markup("{}, by the number of {}; {}").format(one.indicator.name, one.indicator.unit, markup.period(one.period)),
        alt=_told(one),
        data=Data(("Authority", "Figure", "Of", "Limits", "Reading"), body),
        svg=svg,
        png=png,
        notes=(ON_LIMITS, *_left_out(one)),
        source=SOURCE,
    )


def said(one: Compared) -> str:
    """Who is outside the limits, in a title: "Return interviews offered: Ashby is below the limits"."""
    found = {standing: [entry.member.name for entry in one.sized if one.standing(entry) is standing] for standing in Standing}
    told = [
        f"{listed(found[standing])} {'is' if len(found[standing]) == 1 else 'are'} {standing.value}"
        for standing in (Standing.ABOVE, Standing.BELOW)
        if found[standing]
    ]
    return f"{one.indicator.name}: {'; '.join(told) or 'all are within the limits'}"


def _glanced(one: Compared) -> tuple[Cell, ...]:
    low, high = (figure.shown for figure in one.ends) if one.ends else (mark("x"), mark("x"))
    share, outside = one.together, sum(_is_outside(one, entry) for entry in one.sized)
    together, beyond = (f"{half_up(share * 100, 1)}%", str(outside)) if share is not None else (mark("z"), mark("z"))
    numbers = (f"{len(one.published)} of {len(one.entries)}", low, high, together, beyond)
    return (Cell(Markup.escape(one.indicator.name)), *map(number_cell, numbers))


def _is_outside(one: Compared, entry: Entry) -> bool:
    return one.standing(entry) in {Standing.ABOVE, Standing.BELOW}


def _figure(entry: Entry) -> Cell:
    figure = entry.figure
    return number_cell(mark("x") if figure is None else figure.shown if entry.is_alike else f"{figure.shown} {mark('b')}")


def _stand(one: Compared, entry: Entry) -> tuple[Cell, Cell, Cell]:
    limits = one.limits(entry)
    size = number_cell(f"{entry.size:,}" if entry.size else mark("c" if entry.is_hidden else "x"))
    ends = f"{half_up(limits.lower)}% to {half_up(limits.upper)}%" if limits else mark("z")
    return size, number_cell(ends), Cell(Markup.escape(one.standing(entry).value))


def _range(one: Compared) -> tuple[str, ...]:
    """From where to where the published figures lie, and how many are published."""
    if one.ends is None:
        return ("No figure is published.",)
    low, high = one.ends
    of = f"{len(one.published)} of {len(one.entries)} authorities are published and comparable"
    together = f" Together these authorities come to {half_up(one.together * 100, 1)}%." if one.together is not None else ""
    return (f"The figures run from {low.shown} to {high.shown}; {of}.{together}",)


def _marks(rows: tuple[tuple[Cell, ...], ...]) -> tuple[str, ...]:
    text = " ".join(cell.text for row in rows for cell in row)
    return tuple(f"{mark(letter)} {words}." for letter, words in MARK_WORDS.items() if mark(letter) in text)


def _unlike(one: Compared) -> tuple[str, ...]:
    names = [entry.member.name for entry in one.entries if entry.figure is not None and not entry.is_alike]
    return (NOT_ALIKE.format(listed(names)),) if names else ()


def _left_out(one: Compared) -> tuple[str, ...]:
    names = [entry.member.name for entry in one.entries if entry not in one.sized]
    return (f"Not drawn, because not published or not comparable: {listed(names)}.",) if names else ()


def _told(one: Compared) -> str:
    points = [f"{entry.member.name} {entry.figure.shown} of {thousands(str(entry.size))}" for entry in one.sized]
    return f"Funnel plot with control limits: {said(one)}. {'; '.join(points)}."
