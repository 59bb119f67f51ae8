"""Where a figure comes from: from its place in a report down to the raw rows that it counts.

The rows are found anew from the indicator's record; when they do not come to the figure there is no explanation but a `Fault`. What is
said here is for those who may see the records: it gives true counts, whatever the public edition hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup, Tag

from analysis.base.formats import mark_words, plain, thousands
from analysis.base.hashing import environment
from analysis.base.measures import Condition, rule_in_code
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace, files_like
from analysis.base.spec import Address, Figure, Indicator, figures_by_address
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, CAVEATS, CHAPTERS, indicator, refuse_other_chapters
from analysis.chapters.own import chapter_in
from analysis.chapters.tables import EXTRACTS, extracts_behind, sources_of
from analysis.count.compute import compute, within_cover
from analysis.count.evidence import Evidence, Ledger
from analysis.count.left import ASKED, last_taken_in, left_to_count
from analysis.disclose import publishable_path, why_hidden
from analysis.intake.origins import FOLDER
from analysis.releases import earlier_rows
from analysis.run.counting import read_results, supplied_figures
from analysis.run.gating import weighed_policy
from analysis.run.log import commit, runs

EXPLAINED = "explained"
PLACES_SHOWN = 12


@dataclass(frozen=True)
class Book:
    """What a run left in ``data/processed``: the counted figures, the tables that they were counted from, and where the rows came from."""

    workspace: Workspace

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every counted figure by its address, before anything was hidden. Raises `Fault` when there has been no run."""
        path = self.workspace.figures / "results.parquet"
        if not path.exists():
            raise Fault("No figures have been counted yet. Run `overview run PERIOD` first.")
        return figures_by_address(pd.read_parquet(path).astype("str"))

    def record(self, key: str) -> Indicator:
        """The record of a figure of a report, or of a question that was asked in a notebook. Raises `Fault` for an unknown one."""
        return next((one for one in self.asked if one.key == key), None) or indicator(key)

    @cached_property
    def asked(self) -> tuple[Indicator, ...]:
        """The questions that were asked of these tables and are not kept, in the order of their keys."""
        paths = files_like(self.workspace.processed / ASKED, "asked_*.toml")
        return tuple(one for path in paths for one in chapter_in(path.read_text(encoding="utf-8"), path, CHAPTERS, CAVEATS).indicators)

    @cached_property
    def ledger(self) -> Ledger:
        """The processed tables, each row with its ``position``, ready to be asked for the rows behind a figure."""
        sources = {one.source for one in ALL}
        tables = {table: self._positioned(table) for table in sources if (self.workspace.processed / f"{table}.parquet").exists()}
        counted = within_cover(tables, self.workspace.authority)
        material = replace(last_taken_in(self.workspace), tables=counted, supplied=supplied_figures(self.workspace))
        return Ledger.of(material, (*ALL, *self.asked), self.workspace.authority)

    def figure(self, address: Address) -> Figure:
        """The figure at an address. Raises `Fault` naming those that are near when there is none."""
        if any(one.key == address.indicator for one in self.asked):
            return self._figure_asked_for(address)
        if found := self.figures.get(str(address)):
            return found
        indicator(address.indicator)
        near = [name for name in self.figures if name.startswith(f"{address.indicator}@") and ("[" in name) == bool(address.breakdown)]
        raise Fault(f"There is no figure {address}. Of {address.indicator} there are: {', '.join(near[:PLACES_SHOWN]) or 'none'}.")

    def evidence(self, figure: Figure) -> Evidence:
        """The rows behind a figure. Raises `Fault` when they do not come to it."""
        return self.ledger.evidence(in_words_of(self.workspace.authority, self.record(figure.address.indicator)), figure)

    def origins(self, evidence: Evidence, rows: pd.DataFrame | None) -> pd.DataFrame:
        """The raw rows behind some rows of the indicator's table: ``position, key, file, sheet, row``; none for a supplied figure."""
        path = self.workspace.processed / FOLDER / f"{evidence.indicator.source}.parquet"
        known = pd.read_parquet(path) if path.exists() else pd.DataFrame(columns=["position", "key", "file", "sheet", "row"])
        return known[known["position"].isin(rows["position"])] if rows is not None and "position" in rows else known.iloc[:0]

    def table(self, name: str) -> pd.DataFrame:
        """A table that the intake left, or an empty one."""
        path = self.workspace.processed / f"{name}.parquet"
        return pd.read_parquet(path) if path.exists() else pd.DataFrame()

    def _figure_asked_for(self, address: Address) -> Figure:
        """A figure of a question, counted as it was when it was asked."""
        authority = self.workspace.authority
        one, period = in_words_of(authority, self.record(address.indicator)), Period.parse(address.period, authority.year_starts_in)
        found = figures_by_address(compute(left_to_count(self.workspace, [one.source]), [one], [period], authority))
        if str(address) not in found:
            raise Fault(f"There is no figure {address}. Of this question there are: {', '.join(list(found)[:PLACES_SHOWN]) or 'none'}.")
        return found[str(address)]

    def _positioned(self, table: str) -> pd.DataFrame:
        rows = pd.read_parquet(self.workspace.processed / f"{table}.parquet")
        return rows.assign(position=range(len(rows)))


def explanation(workspace: Workspace, text: str) -> str:
    """Everything there is to say of the figure at an address. Raises `Fault` when there is none, or when its rows do not come to it."""
    refuse_other_chapters(workspace)
    book, address = Book(workspace), Address.parse(text.strip())
    figure = book.figure(address)
    found = book.evidence(figure)
    parts = [
        (f"{address} is {figure.shown}", _counted(figure, found)),
        ("Where it stands", places(workspace, address)),
        ("What it means", _meaning(found.indicator)),
        ("How it is counted", _counting(found)),
        ("Where the rows come from", _sources(book, found)),
        ("Corrections made in these files", corrections(book, found)),
        ("Rows kept aside that could have counted", kept_aside(book, found)),
        ("What the public edition does with it", _disclosure(book, figure, found.indicator)),
        ("What it was made with", _made_with(workspace)),
    ]
    return "\n\n".join("\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in parts)


def write_rows(workspace: Workspace, text: str) -> Path:
    """Write the keys of the rows that a figure counts, with file, sheet and row, below ``data/processed``; they never leave it."""
    book, address = Book(workspace), Address.parse(text.strip())
    found = book.evidence(book.figure(address))
    parts = {"numerator": found.part, "denominator": found.whole}
    rows = pd.concat([book.origins(found, part).drop(columns="position").assign(part=name) for name, part in parts.items()])
    name = re.sub(r"[^\w.-]+", "_", str(address)).strip("_")
    path = workspace.processed / EXPLAINED / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    rows[["part", "key", "file", "sheet", "row"]].to_csv(path, index=False, lineterminator="\n")
    return path


def places(workspace: Workspace, address: Address) -> list[str]:
    """Every sentence and table cell of the reports that prints the figure."""
    pages = sorted(workspace.outputs.glob("*/*/report.html"))
    lines = [line for page in pages for line in _places_in(page, address)]
    more = [f"and {len(lines) - PLACES_SHOWN} more places"] if len(lines) > PLACES_SHOWN else []
    return [*lines[:PLACES_SHOWN], *more] or ["in no report that there is now"]


def _places_in(page: Path, address: Address) -> Iterator[str]:
    html = page.read_text(encoding="utf-8")
    if f'data-figure="{address}"' not in html:
        return
    report = f"{page.parent.parent.name}, {page.parent.name} edition"
    shown = BeautifulSoup(html, "html.parser").select(f'main data.figure[data-figure="{address}"]')
    yield from dict.fromkeys(f"{report}: {_place(element)}" for element in shown)


def _place(element: Tag) -> str:
    cell = element.find_parent(["td", "th"])
    if cell is not None:
        table = cell.find_parent("table")
        heads = [head.get_text(" ", strip=True) for head in table.find("tr").find_all(["th", "td"])]
        column = heads[len(cell.find_previous_siblings(["td", "th"]))]
        return f"table “{_words(table.caption)}”, row “{_words(cell.find_parent('tr').find('th'))}”, column “{column}”"
    block = element.find_parent(["p", "li"])
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", _words(block)) if block else [_words(element)]
    shown = element.get_text(" ", strip=True)
    return f"sentence “{next((sentence for sentence in sentences if shown in sentence), sentences[0])}”"


def _words(tag: Tag | None) -> str:
    return re.sub(r" ([.,;:)%])", r"\1", " ".join(tag.get_text(" ", strip=True).split())) if tag is not None else ""


def _counted(figure: Figure, found: Evidence) -> list[str]:
    unit = f"{figure.unit}, among {figure.population}"
    if found.whole is None:
        return [f"{_number(found.numerator)} {unit}"]
    return [f"numerator {_number(found.numerator)}, denominator {_number(found.denominator)}: {unit}"]


def _meaning(one: Indicator) -> list[str]:
    return [
        f"{one.name}, definition version {one.definition_version}, valid {one.validity}",
        one.definition,
        f"checked by {one.checked_by}, next review by {one.next_review:%d/%m/%Y}",
    ]


def _counting(found: Evidence) -> list[str]:
    one, address = found.indicator, found.address
    category = one.breakdown(address.breakdown).label(address.category) if address.breakdown else ""
    split = (
        [f"of these, {one.breakdown(address.breakdown).name}: {category} ({address.breakdown} == {address.category!r})"] if category else []
    )
    if not one.dated_by:
        return [one.measure.words]
    return [
        one.measure.words,
        rule_in_code(one.measure),
        *split,
        f"table {one.source}: {found.events:,} rows of {found.period.dates}, by {one.dated_by}",
        f"rows of the numerator: {len(found.part):,}" + ("" if found.whole is None else f"; of the denominator: {len(found.whole):,}"),
    ]


def _sources(book: Book, found: Evidence) -> list[str]:
    if not found.indicator.dated_by:
        return [_handed_over(book, found)]
    rows = pd.concat([book.origins(found, part) for part in (found.part, found.whole) if part is not None])
    counts = rows.drop_duplicates(["file", "sheet", "row"]).groupby(["file", "sheet"]).size()
    hashes = book.table("intake_inputs").set_index("file")["sha256"].to_dict()
    lines = [
        f"data/raw/{file}{f', sheet {sheet}' if sheet else ''}: {n:,} {'row' if n == 1 else 'rows'}, sha256 {_hash(hashes, file)}"
        for (file, sheet), n in counts.items()
    ]
    looked_up = [f"looked up in {source.table}: {source.how}" for source in sources_of(found.indicator.source) if not source.stand_behind]
    return [*(lines or ["no raw row counts in it"]), *looked_up]


def _handed_over(book: Book, found: Evidence) -> str:
    given = [one for one in book.workspace.supplied.get(found.address.period, ()) if one.indicator == found.indicator.key]
    told = "; ".join(f"{one.value}, by {one.supplied_by} on {one.supplied_on:%d/%m/%Y}" for one in given)
    return f"config/supplied/{found.address.period}.toml: handed over as a number: {told}"


def _hash(hashes: dict[str, str], file: str) -> str:
    """A file in an archive is known by the hash of the archive."""
    return next((value for name, value in hashes.items() if file == name or file.startswith(f"{name}/")), "not known: run again")


def corrections(book: Book, found: Evidence) -> list[str]:
    """The corrections made in the extracts that a figure is counted from, one line each."""
    made = book.table("intake_corrections")
    mine = made[made["table"].isin(extracts_behind(found.indicator.source))] if len(made) else made
    return [f"{row.file}, column {row.column}, cells: {row.rows}, {row.date}: {row.reason}" for row in mine.itertuples()] or ["none"]


def kept_aside(book: Book, found: Evidence) -> list[str]:
    """The rows of those extracts that are not used and could have counted, one line for each reason."""
    return [line for table in extracts_behind(found.indicator.source) for line in _aside_of(book, table, found)] or ["none"]


def _aside_of(book: Book, table: str, found: Evidence) -> Iterator[str]:
    rows = book.table(f"quarantine/{table}")
    if rows.empty:
        return
    possible = rows[could_count(rows, table, found)]
    for reasons, part in possible.groupby("reason_codes", sort=True):
        yield f"{len(part):,} of {table}, because of {reasons.replace(';', ', ')}"


def could_count(rows: pd.DataFrame, table: str, found: Evidence) -> pd.Series:
    """Which rows kept aside of an extract would have counted, or may have: nothing that is known of them speaks against it.

    Only the indicator's own extract has the columns that it asks after; another one is judged by the dates of its rows, and a history,
    which tells of what began long before, not at all.
    """
    possible = pd.Series(True, index=rows.index)
    for column, values in _conditions(found.indicator) if table == found.indicator.source else ():
        if column in rows:
            possible &= rows[column].isna() | rows[column].isin(values)
    dates = rows.get(_dated_by(table, found.indicator))
    return possible if dates is None else possible & (dates.isna() | found.period.contains(dates))


def _dated_by(table: str, one: Indicator) -> str:
    if table == one.source:
        return one.dated_by
    return "" if EXTRACTS[table].is_history else EXTRACTS[table].event


def _conditions(one: Indicator) -> Iterable[tuple[str, tuple[object, ...]]]:
    """What must hold of every row that is counted in the whole."""
    condition = getattr(one.measure, "of", None) or getattr(one.measure, "whole", None)
    return condition.tests if isinstance(condition, Condition) else ()


def _disclosure(book: Book, figure: Figure, one: Indicator) -> list[str]:
    if not one.about_children:
        return ["shown: it says nothing about children"]
    path, threshold = publishable_path(book.workspace.figures, "public"), book.workspace.policy.disclosure.hide_counts_up_to
    if not path.exists():
        return ["not decided yet: no public edition was built from these figures"]
    shown = figures_by_address(pd.read_parquet(path).astype("str")).get(str(figure.address))
    if shown is None or not shown.is_hidden:
        return [f"shown as {shown.shown}", *mark_words(shown.marker)] if shown else ["not in it"]
    return [*_reasons(book, figure)] or [f"hidden: a count from 1 to {threshold} would be given away"]


def _reasons(book: Book, figure: Figure) -> tuple[str, ...]:
    """What the plan for the figures as they were counted last has to say, with what would let the figure be shown."""
    workspace = book.workspace
    first_month = workspace.authority.year_starts_in
    return why_hidden(read_results(workspace), str(figure.address), weighed_policy(workspace), earlier_rows(workspace), first_month)


def _made_with(workspace: Workspace) -> list[str]:
    built = runs(workspace)
    versions = environment()
    named = ", ".join(f"{name} {versions[name]}" for name in ("python", "pandas", "numpy", "pyarrow") if name in versions)
    return [f"commit {built[-1].commit if built else commit()}", f"{named}; manifest.json beside each report names the rest"]


def _number(number: object) -> str:
    return thousands(plain(number))
