"""CSV files and workbooks whose bytes depend on their rows alone, and a folder that changes only when all of it is ready."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import xlsxwriter

from analysis.base.made_up import LISTED_BELOW, MARK, listed
from analysis.base.settings import Fault
from sample.layouts import Cell, RawLayout, Row

NOT_DATA = frozenset({"README.md", ".gitkeep"})
CREATED = datetime(2017, 5, 2)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_table(folder: Path, layout: RawLayout, rows: Iterable[Row]) -> Path:
    """Write one table, as CSV or workbook after its name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / layout.file
    if path.suffix == ".xlsx":
        write_workbook(path, layout, rows)
    else:
        write_csv(path, layout, rows)
    return path


def write_csv(path: Path, layout: RawLayout, rows: Iterable[Row]) -> None:
    """UTF-8 without a byte-order mark, dates written out the British way."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(layout.headers)
        writer.writerows([as_text(cell) for cell in row] for row in rows)


def as_text(cell: Cell) -> Cell:
    """A cell as it stands in a CSV file."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def write_workbook(path: Path, layout: RawLayout, rows: Iterable[Row]) -> None:
    """One sheet with real dates. Stored uncompressed, because compressed bytes depend on the zlib of the machine."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(path.parent)}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": CREATED})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet = book.add_worksheet(layout.sheet)
        sheet.set_column(0, len(layout.headers) - 1, 20)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, layout.headers, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, moment if isinstance(cell, datetime) else day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    _store(buffer, path)


def _store(buffer: io.BytesIO, path: Path) -> None:
    with zipfile.ZipFile(buffer) as packed, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for name in packed.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            # The default names the operating system.
            info.create_system = 0
            stored.writestr(info, packed.read(name))


def refuse_unless_ours(raw: Path) -> dict[str, str]:
    """The files of a former sample with their hashes. Raises `Fault` when the folder holds anything else, or one was changed."""
    former = listed(raw / MARK)
    foreign = [name for name in _found(raw) if name not in NOT_DATA and not _is_ours(raw / name, name, former)]
    if foreign:
        names = "\n".join(f"  {name}" for name in foreign[:20])
        more = f"\n  and {len(foreign) - 20} more" if len(foreign) > 20 else ""
        raise Fault(
            f"{raw} holds {len(foreign)} file(s) that are not part of the sample, or were changed since it was written:\n"
            f"{names}{more}\nNothing was written. Move them to another folder, or write the sample into another workspace."
        )
    return former


def _found(raw: Path) -> list[str]:
    """Everything below the folder but plain folders, by its path from there."""
    found = [path.relative_to(raw).as_posix() for path in raw.rglob("*") if path.is_symlink() or not path.is_dir()]
    return sorted(found)


def _is_ours(path: Path, name: str, former: dict[str, str]) -> bool:
    if name == MARK:
        return bool(former) and not path.is_symlink()
    return name in former and path.is_file() and not path.is_symlink() and file_hash(path) == former[name]


def file_hash(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def beside(raw: Path) -> Iterator[Path]:
    """A temporary folder on the same disk, gone at the end whatever happens."""
    raw.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".sample-", dir=raw.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_mark(folder: Path, text: str, paths: Iterable[Path]) -> None:
    """Write the SYNTHETIC file: the text, then the list by which a former sample is recognised."""
    lines = [f"{file_hash(path)}  {path.relative_to(folder).as_posix()}" for path in sorted(paths)]
    (folder / MARK).write_text("\n".join([text, LISTED_BELOW, *lines, ""]), encoding="utf-8", newline="\n")


def move_in(folder: Path, raw: Path, former: dict[str, str]) -> list[Path]:
    """Rename the finished files into place and remove those of a former sample that have no successor."""
    new = _found(folder)
    # The mark goes first: made-up data must never lie there without it.
    for name in sorted(new, key=lambda name: name != MARK):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, raw / name)
    for name in former.keys() - set(new):
        (raw / name).unlink(missing_ok=True)
    return [raw / name for name in new if name != MARK]
