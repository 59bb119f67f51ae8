"""The table of figures that were published before with another value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from markupsafe import Markup

from analysis import markup
from analysis.base.formats import sentence_case
from analysis.base.periods import Period, reported_with
from analysis.base.spec import Address, Indicator
from analysis.compare.view import View
from analysis.show.tables.table import Table, TableCell, figure_cell, label

MEANING = (
    "A figure is revised when it was published with another value. Why is decided from the records of what both values were made from."
)


def revised(view: View, indicators: Iterable[Indicator], revisions: pd.DataFrame) -> Table | None:
    """What a report shows that was published with another value, with both values and the reason; nothing when there is no such figure."""
    told = {one.key: one for one in indicators}
    shown = {view.at(period).dates(one).name for one in told.values() for period in reported_with(view.period)}
    mine = revisions[revisions["period"].isin(shown)]
    body = tuple(_line(view, told[one["indicator"]], one) for one in mine.sort_values(list(mine.columns)).to_dict("records"))
    if not body:
        return None
    columns = ("Figure", "Period", "Published", "Was", "Is now", "Reason")
    return Table("revised", Markup("Revised since published, {}").format(markup.period(view.period)), columns, body, (MEANING,))


def _line(view: View, record: Indicator, one: Mapping[str, str]) -> tuple[TableCell, ...]:
    category = f", {record.breakdown(one['breakdown']).label(one['category']).lower()}" if one["breakdown"] else ""
    when = Period.parse(one["period"], view.authority.year_starts_in)
    figure = view.rows.figure(Address(one["indicator"], one["period"], one["breakdown"], one["category"]))
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
