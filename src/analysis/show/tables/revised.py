"""The table of figures that were published before with another value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import Address, Indicator
from analysis.disclose import Publishable
from analysis.show.tables.table import Table, TableCell, figure_cell, label

MEANING = (
    "A figure is revised when it was published with another value. Why is decided from the records of what both values were made from."
)


def revised(
    rows: Publishable,
    indicators: Iterable[Indicator],
    revisions: pd.DataFrame,
    periods: Iterable[str],
    period: Period,
    authority: Authority,
) -> Table | None:
    """The figures of some periods that were published with another value, with both values and the reason; nothing when there are none."""
    mine = revisions[revisions["period"].isin(set(periods))]
    told = {one.key: one for one in indicators}
    body = tuple(_line(rows, told[one["indicator"]], one, authority) for one in mine.sort_values(list(mine.columns)).to_dict("records"))
    if not body:
        return None
    columns = ("Figure", "Period", "Published", "Was", "Is now", "Reason")
    return Table("revised", Markup("Revised since published, {}").format(markup.period(period)), columns, body, (MEANING,))


def _line(rows: Publishable, record: Indicator, one: Mapping[str, str], authority: Authority) -> tuple[TableCell, ...]:
    category = f", {record.breakdown(one['breakdown']).label(one['category']).lower()}" if one["breakdown"] else ""
    when = Period.parse(one["period"], authority.year_starts_in)
    figure = rows.figure(Address(one["indicator"], one["period"], one["breakdown"], one["category"]))
    return (
        TableCell(label(record.name + category)),
        TableCell(markup.period(when)),
        TableCell(_term(one["published_on"] or one["release"])),
        TableCell(_term(one["before"]), is_number=True),
        figure_cell(figure),
        TableCell(label(sentence_case(one["reason"]))),
    )


def _term(text: str) -> Markup:
    """A value of an earlier release belongs to that, and is no figure of this report."""
    return markup.term(text)
