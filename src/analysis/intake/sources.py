"""Which raw files hold which table, and the words in which every room of the intake reports.

``config/extracts/<table>.toml`` says how one table arrives (`Extract`); `find_files` looks for its files in every folder
``data/raw/<period>/`` and in every .zip there, of which it reads the list of names and nothing else. Problems are gathered, not raised
one by one: a `Delivery` carries its faults, so that a person who has to ask three teams for files learns of all three at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.base.hashing import files_in
from analysis.base.made_up import NO_DATA
from analysis.base.periods import is_period
from analysis.base.settings import Fault, FileLimits, Workspace, check_record, files_like, read_toml
from analysis.chapters.tables import EXTRACTS
from analysis.intake.archives import is_readable, members_of, read_member
from analysis.intake.codes import CodeList, read_code_lists, with_code_lists
from analysis.intake.extracts import Extract

ORIGIN = ["_file", "_sheet", "_row"]
"""The columns that say where a row came from; every frame of the intake carries them."""

SECOND = "_second"
"""Where one row of a file is two of its table: the column of the file in which the second one stands; "" for the first."""

PERSONAL = sorted({column.name for table in EXTRACTS.values() for column in table.columns if column.is_personal})
"""The columns that say who a child is. What stands in them never appears in a message, a finding or a processed table."""

LOCAL_IDS = ("police_person_id", "social_care_id")
"""Identifiers of people. The column's name says whose they are, whichever table they stand in."""

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
"""Text as pandas 3 holds it by default, named so that pandas 2.3 holds it the same way."""

TIME = "datetime64[us]"

NOT_DATA = pd.DataFrame({name: pd.Series(dtype="int64" if name == "_row" else TEXT) for name in [*ORIGIN, "reason"]})
"""Rows that are no data, with the ``reason``: here none, in the types that all have."""

NOT_FILES = NO_DATA | {"faults.csv"}


@dataclass(frozen=True)
class RawFile:
    """One file of one table in one period folder; ``member`` is its name inside ``path`` when that is a .zip."""

    period: str
    path: Path
    table: str
    member: str = ""

    @property
    def name(self) -> str:
        """How messages and the account name the file: its folder and its own name."""
        return "/".join(filter(None, (self.period, self.path.name, self.member)))

    @property
    def place(self) -> str:
        """Where the file is, for someone who has to open it."""
        return f"{self.path}, file {self.member}" if self.member else str(self.path)

    def read(self, limits: FileLimits) -> bytes:
        """The contents. Raises `Fault` when the file cannot be opened or is larger than the limits allow."""
        if self.member:
            return read_member(self.path, self.member, limits)
        try:
            if self.path.stat().st_size > limits.largest_file_mb * 1_000_000:
                raise Fault(
                    f"{self.path} is larger than {limits.largest_file_mb:,} MB. Ask for a file a quarter or a month, "
                    "or raise largest_file_mb in config/limits.toml."
                )
            return self.path.read_bytes()
        except OSError as error:
            raise Fault(f"{self.path} cannot be opened: {error.strerror}. Close it in other programs, then run again.") from None


@dataclass(frozen=True)
class Finding:
    """One rule that found something in one file. ``severity`` is ``quarantine`` (rows are left out), ``warn`` or ``note``."""

    code: str
    severity: str
    table: str
    file: str
    column: str
    message: str
    rows: int


@dataclass(frozen=True)
class Delivery:
    """The raw files there are, what is worth saying about them, and what stops the run."""

    files: tuple[RawFile, ...]
    findings: tuple[Finding, ...]
    faults: tuple[str, ...]


def read_extracts(workspace: Workspace) -> dict[str, Extract]:
    """The mapping of every table, by table. Raises one `Fault` with the faults of all mapping files."""
    folder, extracts, faults = workspace.config / "extracts", {}, []
    lists = read_code_lists(workspace)
    for path in files_like(folder, "*.toml"):
        try:
            extracts[path.stem] = read_extract(path, lists)
        except Fault as fault:
            faults.append(str(fault))
    if not extracts and not faults:
        faults.append(f"{folder} holds no mapping file. Copy config/extracts from the project.")
    stop_on(faults, "The mapping of the extracts cannot be used")
    return extracts


def read_extract(path: Path, lists: dict[str, CodeList]) -> Extract:
    """One mapping with the official code lists of its columns. Raises `Fault` naming the file."""
    usual = EXTRACTS[path.stem].code_lists if path.stem in EXTRACTS else {}
    return check_record(with_code_lists(read_toml(path), usual, lists, path), Extract, path)


def find_files(workspace: Workspace, extracts: dict[str, Extract], left_out: Mapping[str, Extract] | None = None) -> Delivery:
    """The raw files of every period folder, with a finding for each that no table claims.

    ``left_out`` are the mappings of tables that the authority's report does without: their files are told as such and not read.
    The faults name each period folder that lacks a required table and each file that two tables claim.
    Raises `Fault` when there is no period folder at all, and for names that no table could hold.
    """
    entries = sorted(workspace.raw.iterdir()) if workspace.raw.is_dir() else []
    folders = [entry for entry in entries if entry.is_dir() and is_period(entry.name)]
    if not folders:
        raise Fault(
            f"{workspace.raw} has no folder for a period, such as 2016-17. "
            "Make one and put the extracts there, or run `overview sample` to write made-up ones."
        )
    there = [path.relative_to(workspace.raw) for path in (*entries, *files_in(workspace.raw))]
    if odd := sorted({repr(name) for path in there for name in path.parts if not is_readable(name)}):
        raise Fault(
            f"{workspace.raw} holds names that cannot be read, because of how they are encoded or of a control character in them: "
            f"{', '.join(odd)}. Rename them with letters, digits and dots."
        )
    # Nothing is asked of a folder that waits for its first file, unless all do.
    filled = [folder for folder in folders if any(files_of(folder))] or folders
    listed = [_listed(path, folder.name, workspace.limits) for folder in folders for path in files_of(folder)]
    found = [file for files, _ in listed for file in files]
    claims = [_claims(file, extracts) for file in found]
    unused = [entry for entry in entries if entry not in folders and entry.name.casefold() not in NOT_FILES and entry.name[0] != "."]
    names = [path.relative_to(workspace.raw).as_posix() for path in unused]
    names += [file.name for file, claim in zip(found, claims, strict=True) if not claim]
    return Delivery(
        files=tuple(claim[0] for claim in claims if len(claim) == 1),
        findings=tuple(_not_used(name, left_out or {}) for name in names),
        faults=(*(fault for _, fault in listed if fault), *_not_delivered(filled, claims, extracts), *_claimed_twice(claims)),
    )


def stop_on(faults: Sequence[str], headline: str) -> None:
    """Raise one `Fault` that lists all these faults; do nothing when there are none."""
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        raise Fault(f"{headline}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}.\n{listed}")


def findings_about(rows: pd.DataFrame, code: str, severity: str, table: str, column: str, sentence: str) -> list[Finding]:
    """One finding for each file among these rows, naming the rows and never what stands in them."""
    return [
        Finding(code, severity, table, file, column, f"{rows_in_words(part)}: {sentence}", len(part))
        for file, part in rows.groupby("_file", sort=True)
    ]


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Findings as a table, in a fixed order."""
    names = [field.name for field in fields(Finding)]
    frame = pd.DataFrame([astuple(finding) for finding in findings], columns=names)
    frame = frame.astype({name: "int64" if name == "rows" else TEXT for name in names})
    return frame.sort_values(["table", "file", "code", "column", "message"], ignore_index=True)


def failed_cells(cells: Sequence[tuple[int, str, str]] = ()) -> pd.DataFrame:
    """Cells that are wrong, one a row: ``row`` (the table's index), ``column`` and ``code``."""
    return pd.DataFrame(list(cells), columns=["row", "column", "code"]).astype({"row": "int64", "column": TEXT, "code": TEXT})


def rows_in_words(rows: pd.DataFrame, at_most: int = 5) -> str:
    """Where rows are: ``rows 3 and 7``, ``sheet 'Data' rows 3, 4, 5, 6, 7 and 12 more``."""
    places = []
    for sheet, part in rows.head(at_most).groupby("_sheet", sort=False):
        numbers = ", ".join(map(str, part["_row"]))
        places.append((f"sheet {sheet!r} " if sheet else "") + f"{'row' if len(part) == 1 else 'rows'} {numbers}")
    more = len(rows) - at_most
    return "; ".join(places) + (f" and {more:,} more" if more > 0 else "")


def in_words(what: str, numbers: Sequence[int], at_most: int = 5) -> str:
    """Numbers as a person lists them: ``line 3``, ``lines 3, 7 and 1,002 more``."""
    more = len(numbers) - at_most
    shown = ", ".join(map(str, numbers[:at_most]))
    return f"{what}{'' if len(numbers) == 1 else 's'} {shown}" + (f" and {more:,} more" if more > 0 else "")


def letter(place: int) -> str:
    """Excel's name for a column, counted from nought: A, B, ... Z, AA.

    >>> letter(0), letter(25), letter(26), letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def files_of(folder: Path) -> list[Path]:
    """What lies in a folder, without hidden files and those that are about the others."""
    return sorted(path for path in folder.iterdir() if path.name[0] != "." and path.name.casefold() not in NOT_FILES)


def _listed(path: Path, period: str, limits: FileLimits) -> tuple[list[RawFile], str]:
    """The file itself, or the files in an archive; and why an archive cannot be used."""
    if path.suffix.casefold() != ".zip" or not path.is_file():
        return [RawFile(period, path, "")], ""
    try:
        return [RawFile(period, path, "", member) for member in members_of(path, limits)], ""
    except Fault as fault:
        return [], str(fault)


def _claims(file: RawFile, extracts: dict[str, Extract]) -> list[RawFile]:
    """The file once for each table that claims it. Capitals do not count, so that Windows and Linux find the same."""
    fits = tables_claiming(file.member or file.path.name, extracts)
    return [replace(file, table=table) for table in fits if file.path.is_file()]


def tables_claiming(name: str, extracts: Mapping[str, Extract]) -> list[str]:
    """The tables whose patterns a file's name fits."""
    last = name.rpartition("/")[2].casefold()
    return [table for table, extract in extracts.items() if any(fnmatch(last, pattern.casefold()) for pattern in extract.files)]


def _not_used(name: str, left_out: Mapping[str, Extract]) -> Finding:
    if tables := tables_claiming(name, left_out):
        message = f"It holds {' or '.join(tables)}, whose chapter is left out (without in config/authority.toml), so it was not read."
        return Finding("file_not_used", "warn", "", name, "", message, 0)
    message = (
        f"No table claims this. Take it away, or name it under files in a mapping in config/extracts/; "
        f"`overview check data/raw/{name}` proposes one."
    )
    return Finding("file_not_used", "warn", "", name, "", message, 0)


def _not_delivered(folders: list[Path], claims: list[list[RawFile]], extracts: dict[str, Extract]) -> list[str]:
    there = {(raw.period, raw.table) for claim in claims for raw in claim}
    return [
        f"{folder} has no file for {table} ({' or '.join(extract.files)}). Put the file there, or write required = false "
        f"in config/extracts/{table}.toml; its figures are then shown as not available."
        for folder in folders
        for table, extract in extracts.items()
        if extract.required and (folder.name, table) not in there
    ]


def _claimed_twice(claims: list[list[RawFile]]) -> list[str]:
    return [
        f"{claim[0].place} fits the mapping of {' and of '.join(raw.table for raw in claim)}. "
        "Make the patterns under files in config/extracts/ narrower, so that only one of them fits."
        for claim in claims
        if len(claim) > 1
    ]
