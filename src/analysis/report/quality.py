"""The account of the intake: what became of every row, and what is wrong with some. It holds counts of rows and never a row.

In the public edition counts of rows about children pass the gate like any other (`analysis.report.account`), and no row is pointed at.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from analysis.base.formats import half_up, mark, sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.compare.view import View
from analysis.report.absent import answer
from analysis.report.account import CORRECTED, WAYS, IntakeAccount, is_of_year
from analysis.report.catalogue import ReportPart
from analysis.report.opened import Opened
from analysis.show.first_paragraphs import of_quality
from analysis.show.narrative import Text
from analysis.show.tables import Doubt, Table, TableCell, bounds, moved_figures, number_cell, undecided_figures

FILES = ("File", "Rows in", "Used", "Counted once already", "Known better later", "Kept aside", "Not data")
MOVES = {"up": "could be higher by up to", "down": "could be lower by up to", "either": "could be higher or lower by up to"}
SEVERITIES = ("quarantine", "warn", "note")
HIDDEN = "[c] stands for a number from 1 to {} of rows about children, or for one from which such a number could be worked out."

NOT_COUNTED = "No figures have been counted yet; a run shows here how far they could move."
NO_BOUNDS = pd.DataFrame(columns=["indicator", "period", "breakdown", "category", "lowest", "highest"])
MISSING, WRONG = ("up", "either"), ("down", "either")
"""Which findings say that rows may be missing from a count, and which that some may be wrongly in it."""


@dataclass(frozen=True, repr=False)
class Quality(ReportPart):
    """What became of the rows that were delivered for a reporting year, and what is wrong with some."""

    _opened: Opened

    def found(self) -> Text:
        """Why rows were kept aside, and what the rules warn of, in a few sentences without a number."""
        found, sentences = self._findings(self._opened.period), self._sentences()
        said = {
            severity: sorted({sentences.get(code, _words(code)) for code in rows["code"]}) for severity, rows in found.groupby("severity")
        }
        all_checked = self._read("intake_rules").query("unchecked != ''").empty
        return of_quality(said.get("quarantine", []), said.get("warn", []), all_checked=all_checked)

    def rows_by_file(self) -> Table:
        """What became of every row of every file and sheet."""
        rows = tuple(
            (
                TableCell(Markup("{}").format(f"{one['file']}, sheet {one['sheet']}" if one["sheet"] else one["file"])),
                *(self._number(one[way], "file", one["file"], one["sheet"], way) for way in ("rows_in", *WAYS)),
            )
            for one in self._account.files.to_dict("records")
        )
        return Table("rows-by-file", f"Rows by file, {self._opened.period.label}", FILES, rows, tuple(self._hidden_note(rows)))

    def by_table(self) -> Table:
        """How complete, valid and unique each table is, and how far it reaches."""
        shown = self._account.quality
        rows = tuple(
            (
                TableCell(Markup("{}").format(_words(row.table))),
                self._number(row.rows, "table", row.table, row.period, "rows"),
                self._share(row, row.cells_filled, row.cells_required, "empty"),
                self._share(row, row.rows - row.rows_at_fault, row.rows, "at_fault"),
                self._share(row, row.rows_unique, row.rows, "again"),
                TableCell(Markup("{}").format(row.last_event or "–")),
                number_cell(f"{row.months_with_events} of {row.months}"),
            )
            for row in shown.itertuples()
        )
        columns = ("Table", "Rows", "Complete", "Valid", "Unique", "Reaches to", "Months with events")
        notes = (
            "Complete: cells filled in, of those that must be. Valid: rows about which no rule has anything to say. "
            "Unique: rows that neither repeat nor contradict another. Reaches to: the month of the last event. "
            "Months with events: of those of the period delivered for; one without may be one that nobody sent.",
            *self._hidden_note(rows),
        )
        return Table("quality", f"Quality by table, {self._opened.period.label}", columns, rows, notes)

    def by_rule(self) -> Table | Text:
        """What the rules found, and how often they found it in the year before."""
        return self._counted("findings-by-rule", "Findings by rule", "code", "Rule")

    def by_source(self) -> Table | Text:
        """What the rules found, by the system that the files come from."""
        return self._counted("findings-by-source", "Findings by source", "source", "Source")

    def problems(self) -> Table | Text:
        """What the checks found, file by file; in the internal edition alone, because it points at rows."""
        if self._opened.edition != "internal":
            return answer("Which rows are concerned is shown in the internal edition.")
        found = self._findings(self._opened.period)
        columns = {"file": "File", "column": "Column", "code": "Rule", "message": "What was found", "rows": "Rows"}
        if found.empty:
            return answer("The checks found nothing to put right in the files of this year.")
        return _table("problems", f"What the checks found, {self._opened.period.label}", found, columns)

    def unchecked(self) -> Table | Text:
        """The rules that could not be checked, and what they lack."""
        rules = self._read("intake_rules").query("unchecked != ''")
        if rules.empty:
            return answer("Every rule could be checked.")
        columns = {"code": "Rule", "sentence": "What it looks for", "unchecked": "Why not"}
        return _table("unchecked", "Rules that could not be checked", rules, columns)

    def corrections(self) -> Table | Text:
        """What the corrections register put right; who said so and why in the internal edition alone."""
        made = self._account.corrections
        if made.empty:
            return answer("The corrections register put nothing right in the files of this year.")
        inside = {"reason": "Reason", "who_said_so": "Who said so"} if self._opened.edition == "internal" else {}
        rows = tuple(
            (
                *(TableCell(Markup("{}").format(one[column])) for column in ("file", "column")),
                self._number(one["rows"], "correction", *(one[key] for key in CORRECTED)),
                *(TableCell(Markup("{}").format(one[column])) for column in ("date", *inside)),
            )
            for one in made.to_dict("records")
        )
        columns = ("File", "Column", "Cells", "Date", *inside.values())
        return Table("corrections", f"Cells put right, {self._opened.period.label}", columns, rows, tuple(self._hidden_note(rows)))

    def bounds(self) -> Table | Text:
        """Between which percentages the published ones would lie, had everything been recorded."""
        records, otherwise = self._opened.records, "Nothing is left unrecorded in the figures of this year."
        return self._of_figures(lambda view: bounds(view, records), otherwise)

    def moved(self) -> Table | Text:
        """How far each finding could move the counts of its table."""
        found = self._account.findings
        found = found[(found["rows"] > 0) & found["moves"].isin(MOVES) & (found["table"] != "")]
        if found.empty:
            return answer("No finding could move a figure.")
        used = self._account.files.groupby("table")["rows_used"].sum()
        groups = found.groupby(["table", "code", "moves", "about_children"], sort=True)["rows"].sum().reset_index()
        rows = tuple(self._moved_line(row, int(used.get(row.table, 0))) for row in groups.itertuples())
        columns = ("Finding", "Table", "Counts of the table", "Rows", "Of so many used")
        return Table("moved", f"What the findings could move, {self._opened.period.label}", columns, rows, tuple(self._hidden_note(rows)))

    def moved_figures(self) -> Table | Text:
        """Between which numbers each figure would lie, if every finding about the rows it is counted from is a mistake."""
        records, otherwise = self._opened.records, "No finding that can be told of could move a figure."
        return self._of_figures(lambda view: moved_figures(view, records, self._doubts()), otherwise)

    def undecided(self) -> Table | Text:
        """Between which numbers figures counted in children lie while pairs of records await a decision."""
        records, path = self._opened.records, self._opened.workspace.processed / "intake_bounds.parquet"
        ends = pd.read_parquet(path) if path.exists() else NO_BOUNDS
        return self._of_figures(
            lambda view: undecided_figures(view, records, ends, self._hidden_up_to),
            "No pair of records that awaits a decision could move a figure that can be told of.",
        )

    def completeness(self) -> Table | Text:
        """The columns that have empty cells, and how many."""
        found = self._account.completeness.query("rows_empty > 0")
        if found.empty:
            return answer("No column has an empty cell.")
        rows = tuple(
            (
                TableCell(Markup("{}").format(_words(row.table))),
                TableCell(Markup("{}").format(row.column)),
                self._number(row.rows, "table", row.table, row.period, "rows"),
                self._number(row.rows_empty, "column", row.table, row.period, row.column, "empty"),
            )
            for row in found.itertuples()
        )
        title = f"Columns with empty cells, {self._opened.period.label}"
        return Table("completeness", title, ("Table", "Column", "Rows", "Empty"), rows, tuple(self._hidden_note(rows)))

    def _counted(self, name: str, title: str, by: str, heading: str) -> Table | Text:
        year = self._opened.period
        years = (year, year.year_before) if self._is_delivered(year.year_before) else (year,)
        found = [_Counted(by, account, _sums(account.findings, by)) for account in map(self._accounts.get, years)]
        keys = sorted({key for one in found for key in one.sums.index}, key=lambda key: (SEVERITIES.index(key[1]), key[0]))
        if not keys:
            return answer("The checks found nothing to put right in the files of this year.")
        rows = tuple(self._trend(key, found) for key in keys)
        columns = (heading, "How grave", *(one.label for one in years))
        notes = ("Counted in rows; what is found of a whole file counts once.", *self._hidden_note(rows))
        return Table(name, f"{title}, {self._opened.period.label}", columns, rows, notes)

    def _trend(self, key: tuple[str, str, bool], found: Iterable[_Counted]) -> tuple[TableCell, ...]:
        name, severity, _ = key
        return self._name(name), TableCell(Markup("{}").format(severity)), *(one.cell(key) for one in found)

    def _name(self, key: str) -> TableCell:
        """A rule by its sentence and code, a source by its name."""
        sentence = self._sentences().get(key)
        return TableCell(
            Markup("{} ({})").format(sentence_case(sentence), key) if sentence else Markup("{}").format(_words(key) or "no table")
        )

    def _doubts(self) -> dict[str, Doubt | None]:
        """The rows in doubt of each extract; None where the number of one finding is hidden, since a sum would give it away."""
        sums = self._account.findings.groupby(["table", "code", "moves", "about_children"])["rows"].sum().reset_index()
        return {table: self._doubt(found) for table, found in sums[sums["moves"].isin(MOVES)].groupby("table")}

    def _doubt(self, found: pd.DataFrame) -> Doubt | None:
        if any(row.about_children and self._account.hides("moves", row.table, row.code, row.moves) for row in found.itertuples()):
            return None
        missing, wrong = (int(found.loc[found["moves"].isin(ways), "rows"].sum()) for ways in (MISSING, WRONG))
        return Doubt(missing, wrong)

    def _moved_line(self, one: tuple, used: int) -> tuple[TableCell, ...]:
        way = TableCell(Markup("{}").format(MOVES[one.moves]))
        rows = self._number(one.rows, "moves", one.table, one.code, one.moves) if one.about_children else number_cell(f"{one.rows:,}")
        return self._name(one.code), TableCell(Markup("{}").format(_words(one.table))), way, rows, self._number(used, "used", one.table)

    def _findings(self, period: Period) -> pd.DataFrame:
        """The findings of a year; one that belongs to no folder belongs to all."""
        found = self._read("intake_findings")
        return found.loc[[not folder or is_of_year(folder, period) for folder in found["period"]]]

    def _sentences(self) -> Mapping[str, str]:
        return self._read("intake_rules").set_index("code")["sentence"].to_dict()

    def _is_delivered(self, period: Period) -> bool:
        return any(is_of_year(folder, period) for folder in self._read("intake_files")["period"].unique())

    @property
    def _account(self) -> IntakeAccount:
        return self._accounts[self._opened.period]

    @cached_property
    def _accounts(self) -> dict[Period, IntakeAccount]:
        """The accounts of the year and of the year before, each planned once for all tables of the page."""
        return {period: self._account_of(period) for period in (self._opened.period, self._opened.period.year_before)}

    def _account_of(self, period: Period) -> IntakeAccount:
        """What became of the rows delivered for a year. Each year is planned by itself, so that its pages all hide alike."""
        files, quality, corrections, completeness = (
            self._of_year(f"intake_{name}", period) for name in ("files", "quality", "corrections", "completeness")
        )
        return IntakeAccount(files, quality, self._findings(period), corrections, completeness, self._hidden_up_to)

    def _of_year(self, name: str, period: Period) -> pd.DataFrame:
        account = self._read(name)
        return account.loc[[is_of_year(folder, period) for folder in account["period"]]]

    def _read(self, name: str) -> pd.DataFrame:
        return self._opened.left(name, "No extracts have been taken in yet. Run `overview check` first.")

    def _of_figures(self, show: Callable[[View], Table | None], otherwise: str) -> Table | Text:
        """What is made of the figures; in words where there are none yet, or where there is nothing to show of them."""
        try:
            view = self._opened.view
        except Fault:
            return answer(NOT_COUNTED)
        return show(view) or answer(otherwise)

    @property
    def _hidden_up_to(self) -> int:
        """Up to which number counts of rows about children are hidden."""
        return 0 if self._opened.edition == "internal" else self._opened.workspace.policy.disclosure.hide_counts_up_to

    def _number(self, number: int, *name: Hashable) -> TableCell:
        return number_cell(mark("c") if self._account.hides(*name) else f"{number:,}")

    def _share(self, one: tuple, part: int, whole: int, rest: str) -> TableCell:
        """A percentage; hidden with the count of rows that are the rest of it, or with the rows of the table."""
        if not whole:
            return number_cell(mark("z"))
        decimals = 1 if self._opened.edition == "internal" else 0
        is_hidden = any(self._account.hides("table", one.table, one.period, what) for what in (rest, "rows"))
        return number_cell(mark("c") if is_hidden else f"{half_up(Fraction(part * 100, whole), decimals)}%")

    def _hidden_note(self, rows: Iterable[Iterable[TableCell]]) -> list[str]:
        """What the mark of a hidden number stands for, where there is one."""
        return [HIDDEN.format(self._hidden_up_to)] if any(cell.text == mark("c") for row in rows for cell in row) else []


@dataclass(frozen=True)
class _Counted:
    """What was found in one year, by rule or by source: how many rows by key, and the account that hides some."""

    by: str
    account: IntakeAccount
    sums: pd.Series

    def cell(self, key: tuple[str, str, bool]) -> TableCell:
        name, severity, about_children = key
        is_hidden = about_children and self.account.hides(self.by, name, severity)
        return number_cell(mark("c") if is_hidden else f"{int(self.sums.get(key, 0)):,}")


def _sums(found: pd.DataFrame, by: str) -> pd.Series:
    """In how many rows each was found; what is found of a whole file counts once, and tells nothing of a child."""
    whole = found["rows"] == 0
    told = found.assign(rows=found["rows"].mask(whole, 1), about_children=found["about_children"].astype(bool) & ~whole)
    return told.groupby([by, "severity", "about_children"])["rows"].sum()


def _words(code: str) -> str:
    return sentence_case(code.replace("_", " "))


def _table(name: str, title: str, frame: pd.DataFrame, columns: dict[str, str]) -> Table:
    shown = frame[list(columns)]
    cells = [_cell_of(shown[column]) for column in shown]
    rows = tuple(tuple(cell(value) for cell, value in zip(cells, row, strict=True)) for row in shown.itertuples(index=False))
    return Table(name, title, tuple(columns.values()), rows)


def _cell_of(column: pd.Series) -> Callable[[object], TableCell]:
    if pd.api.types.is_numeric_dtype(column):
        return lambda value: number_cell(f"{value:,}")
    return lambda value: TableCell(Markup("{}").format(value or "–"))
