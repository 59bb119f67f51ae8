"""Rows that are data and no rows of the table: those that the mapping leaves out by the value of a column of the file.

A system writes every contact into one list, and a council counts as referrals only those that went on. Such rows are counted and said
with the rule that leaves them out, and so is a rule that leaves out none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.intake.extracts import Extract, Spellings
from analysis.intake.sources import NOT_DATA, ORIGIN, PERSONAL, TEXT, Finding, findings_about

LEFT_OUT = "left_out"
"""Why such a row is not used, as a reason and as the code of the finding."""


def leave_out(parts: Sequence[pd.DataFrame], table: str, extract: Extract) -> tuple[list[pd.DataFrame], pd.DataFrame, list[Finding]]:
    """The sheets of a table without the rows that its mapping leaves out, those rows as no data, and findings.

    A header that a sheet lacks leaves out nothing here: it stops the run, as any header of the mapping does.
    """
    whys = [_why(part, extract) for part in parts]
    kept = [part[why.isna()].reset_index(drop=True) for part, why in zip(parts, whys, strict=True)]
    rows = pd.concat([part[ORIGIN].assign(why=why)[why.notna()] for part, why in zip(parts, whys, strict=True)])
    aside = pd.concat([NOT_DATA, rows[ORIGIN].assign(reason=LEFT_OUT)], ignore_index=True).astype(NOT_DATA.dtypes)
    return kept, aside, [*_said(rows, table), *_without_rows(parts, rows, table, extract)]


def _why(part: pd.DataFrame, extract: Extract) -> pd.Series:
    """What each row is left out for, in words; nothing for a row that stays. The first rule that fits counts."""
    places = extract.places(list(part.columns[: -len(ORIGIN)]))
    why = pd.Series(index=part.index, dtype=TEXT)
    for header in extract.leave_out:
        for place in places.get(extract.source_of(header), ())[:1]:
            words = Spellings.of(zip(extract.leave_out[header], _words(header, extract), strict=True))
            cells = part.iloc[:, place]
            why = why.fillna(cells.map({cell: words.meaning(cell) for cell in cells.unique()}).astype(TEXT))
    return why


def _words(header: str, extract: Extract) -> list[str]:
    """The rules of a header in words, one for each value. What says who a child is, is not quoted."""
    private = extract.source_of(header) in PERSONAL
    return [f"{header!r} is {f'value {n} of its list' if private else repr(text)}" for n, text in enumerate(extract.leave_out[header], 1)]


def _said(rows: pd.DataFrame, table: str) -> Iterable[Finding]:
    for why, part in rows.groupby("why", sort=True):
        yield from findings_about(part, LEFT_OUT, "note", table, "", f"left out, as the mapping says: {why}")


def _without_rows(parts: Sequence[pd.DataFrame], rows: pd.DataFrame, table: str, extract: Extract) -> Iterable[Finding]:
    """Rules that leave out no row of a delivery: the value may be spelled in another way by now."""
    found = rows.assign(folder=rows["_file"].str.split("/").str[0]).groupby("folder")["why"].agg(set)
    rules = [words for header in extract.leave_out for words in _words(header, extract)]
    for folder in sorted({file.split("/")[0] for part in parts for file in part["_file"].unique()}):
        for words in rules:
            if words not in found.get(folder, ()):
                message = f"The mapping leaves out rows where {words}, and there is none. See how the file spells it now."
                yield Finding("left_out_none", "warn", table, folder, "", message, 0)
