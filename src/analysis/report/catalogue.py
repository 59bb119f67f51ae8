"""What there is to ask for: the indicators with what they mean, and the tables with their columns, as tables that can be searched."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from analysis.base.formats import did_you_mean, near
from analysis.base.settings import Authority, Fault
from analysis.base.spec import Indicator
from analysis.base.table import Column, TableRecord
from analysis.base.wording import in_words_of
from analysis.chapters import chapters_of

NOTHING = "Nothing has all of these words. Search for fewer."


class ReportPart:
    """A part of a report, which says what there is on it."""

    def __repr__(self) -> str:
        return f"{first_line(type(self))} Type a dot and press Tab to see what there is."

    def _repr_html_(self) -> str:
        return f"<p>{first_line(type(self))}</p>{help_on(self, '')}"


@dataclass(frozen=True)
class Catalogue:
    """A table to look things up in, which shows itself with all its words. ``frame`` is the same for pandas."""

    frame: pd.DataFrame

    def __repr__(self) -> str:
        return self.frame.to_string(index=False) if len(self.frame) else NOTHING

    def _repr_html_(self) -> str:
        with pd.option_context("display.max_colwidth", None):
            return self.frame.to_html(index=False, border=0) if len(self.frame) else f"<p>{NOTHING}</p>"


def of_indicators(told: Iterable[Indicator], words: str) -> Catalogue:
    """The indicators with all of some words in what is said of them: key, name, definition, table and the ways in which each is divided."""
    rows = [
        {
            "indicator": one.key,
            "name": _plain(one.name),
            "definition": _plain(one.definition),
            "counted": _plain(one.measure.words),
            "table": one.source,
            "divided by": ", ".join(way.key for way in one.breakdowns),
            "section": one.section,
        }
        for one in told
    ]
    return _searched(rows, words)


def of_tables(authority: Authority, words: str) -> Catalogue:
    """The tables with all of some words in what is said of them; of the one that the words name, its columns."""
    tables = {one.key: one for chapter in chapters_of(authority) for one in chapter.tables}
    if words in tables:
        return of_columns(in_words_of(authority, tables[words]))
    if words and " " not in words and (alike := near(words, tables)):
        raise Fault(f"There is no table {words!r}. {did_you_mean(alike)}")
    rows = [
        {
            "table": one.key,
            "title": one.title,
            "a row is": one.processed_row or one.row,
            "dated by": one.event,
            "columns": ", ".join(column.name for column in _told(one)),
        }
        for one in tables.values()
    ]
    return _searched(rows, words)


def of_columns(table: TableRecord) -> Catalogue:
    """The columns of a table, with what each holds and what may stand in it."""
    rows = [{"column": one.name, "holds": one.what, "kind": one.kind, "codes": ", ".join(one.codes)} for one in _told(table)]
    return Catalogue(pd.DataFrame(rows, columns=["column", "holds", "kind", "codes"]))


def help_on(shelf: object, named: str, values: Sequence[str] = ()) -> Markup:
    """What can be typed after a name and what each of it shows, a line each."""
    names = [name for name in dir(shelf) if not name.startswith("_") and name not in values]
    rows = Markup().join(
        Markup("<tr><td><code>{}.{}</code></td><td>{}</td></tr>").format(named, name, first_line(getattr(shelf, name))) for name in names
    )
    return Markup("<table>{}</table>").format(rows)


def first_line(something: object) -> str:
    """What is said of something in one line."""
    return (inspect.getdoc(something) or "").partition("\n")[0].replace("``", "")


def _told(table: TableRecord) -> list[Column]:
    return [column for column in table.columns if column.is_kept]


def _searched(rows: list[dict[str, str]], words: str) -> Catalogue:
    wanted = words.lower().split()
    found = [
        row for row in rows if all(word in " ".join(row.values()).lower().replace("_", " ") + " ".join(row.values()) for word in wanted)
    ]
    return Catalogue(pd.DataFrame(found, columns=list(rows[0]) if rows else None))


def _plain(text: str) -> str:
    return text.replace("~", "")
