"""The account of the intake as tables that the data-quality report reads. They count rows and never hold one about a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.base.periods import Period
from analysis.intake.sources import ORIGIN, TEXT, Finding, findings_frame


def findings_table(
    findings: Iterable[Finding], sources: Mapping[str, str], moves: Mapping[str, str], about_children: Iterable[str]
) -> pd.DataFrame:
    """Findings with the period folder, the source, which way the figures may move, and whether rows about children are counted."""
    frame = findings_frame(findings)
    children = set(about_children)
    return frame.assign(
        period=frame["file"].str.split("/").str[0].astype(TEXT),
        source=frame["table"].map(dict(sources)).fillna("").astype(TEXT),
        moves=frame["code"].map(dict(moves)).fillna("nothing").astype(TEXT),
        about_children=frame["table"].isin(children),
    )


def rules_table(rules: Iterable[tuple[str, str, str, str, str]], unchecked: Mapping[str, str]) -> pd.DataFrame:
    """Every rule with its code, severity, scope, sentence and action, and why it was not checked, where it was not."""
    names = ["code", "severity", "scope", "sentence", "action"]
    frame = pd.DataFrame(list(rules), columns=names)
    return frame.assign(unchecked=frame["code"].map(dict(unchecked)).fillna("")).astype(TEXT)


def quality_table(
    received: Mapping[str, pd.DataFrame],
    duplicate: Mapping[str, pd.DataFrame],
    cells: pd.DataFrame,
    required: Mapping[str, list[str]],
    events: Mapping[str, str],
    sources: Mapping[str, str],
    periods: Mapping[str, Period],
    delivered: Mapping[str, set[str]],
) -> pd.DataFrame:
    """How complete, valid, timely and unique each table is in each period folder.

    ``delivered`` names the folders that hold a file of each table, also one without rows. ``cells_required`` and ``cells_filled`` count the
    cells that must be filled in; ``rows_at_fault`` the rows about which a rule has something to say; ``rows_unique`` those that are neither
    repeated nor in conflict; ``last_event`` is the month of the last event, ``months_with_events`` how many of the ``months`` of the
    folder's period have at least one.
    """
    folder = {table: rows["_file"].map({name: name.split("/")[0] for name in rows["_file"].unique()}) for table, rows in received.items()}
    lines = [
        {"table": table, "source": sources[table], "period": period}
        | _counts(rows[folder[table] == period], duplicate[table], cells[cells["table"] == table], required[table])
        | _reach(rows.loc[folder[table] == period, events[table]], periods[period])
        for table, rows in received.items()
        for period in sorted(delivered[table])
    ]
    text = dict.fromkeys(("table", "source", "period", "last_event"), TEXT)
    return pd.DataFrame(lines).astype(text).sort_values(["table", "period"], ignore_index=True)


def _counts(rows: pd.DataFrame, duplicate: pd.DataFrame, cells: pd.DataFrame, required: list[str]) -> dict[str, object]:
    again = rows.index.isin(duplicate.index).sum()
    here = cells[cells["_file"].isin(rows["_file"].unique())]
    conflicts = here[here["code"].isin(["key_conflict", "row_repeated"])]
    return {
        "rows": len(rows),
        "cells_required": len(rows) * len(required),
        "cells_filled": int(rows[required].notna().sum().sum()),
        "rows_at_fault": len(here[ORIGIN].drop_duplicates()),
        "rows_unique": int(len(rows) - again - len(conflicts[ORIGIN].drop_duplicates())),
    }


def _reach(events: pd.Series, period: Period) -> dict[str, object]:
    """How far the events of a table reach into the period it was delivered for. A month without any may be one that nobody sent."""
    last, inside = events.max(), events[period.contains(events)]
    return {
        "last_event": "" if pd.isna(last) else f"{last:%Y-%m}",
        "months_with_events": inside.dt.to_period("M").nunique(),
        "months": len(period.months),
    }
