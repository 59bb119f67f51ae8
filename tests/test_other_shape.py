"""The same extracts as other systems write them give the same processed tables, byte for byte."""

import csv
import io
import json
import re
import shutil
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.base.settings import Workspace
from analysis.intake.extracts import is_date
from analysis.intake.pipeline import prepare_tables
from analysis.intake.read import read_file
from analysis.intake.sources import ORIGIN, find_files, read_extracts
from sample import write_sample
from sample.write import write_mark
from tests.awkward.make import open_document

PROJECT = Path(__file__).parents[1]
YEAR = "2016-17"
ENCODINGS = {
    "notifications": ("utf-16", "\t"),
    "placements": ("cp1252", ";"),
    "referrals": ("utf-8-sig", "|"),
    "taxi_training": ("cp1252", ","),
}
WORKBOOKS = {"risk_assessments", "meetings", "prevention"}
OPEN_DOCUMENTS = {"training_events"}
IN_TWO = {"notifications", "referrals", "meetings"}

Lines = list[list[str]]


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Workspace:
    root = tmp_path_factory.mktemp("plain")
    shutil.copytree(PROJECT / "config", root / "config")
    workspace = Workspace(root)
    write_sample(workspace)
    shutil.rmtree(workspace.raw / "2015-16")
    return workspace


@pytest.fixture(scope="module")
def other(plain, tmp_path_factory) -> Workspace:
    """The sample's files of a year, each in another shape, with mappings for them."""
    root = tmp_path_factory.mktemp("other")
    shutil.copytree(plain.config, root / "config")
    workspace = Workspace(root)
    (workspace.raw / YEAR).mkdir(parents=True)
    extracts = read_extracts(plain)
    for raw in find_files(plain, extracts).files:
        mapping = tomllib.loads((plain.config / "extracts" / f"{raw.table}.toml").read_text(encoding="utf-8"))
        (part,) = read_file(raw, extracts[raw.table]).sheets
        lines = reshaped(part, mapping)
        write(workspace.raw / YEAR, raw.table, lines)
        (workspace.config / "extracts" / f"{raw.table}.toml").write_text(remapped(raw.table, mapping), encoding="utf-8")
    write_mark(workspace.raw, "Made up.", (workspace.raw / YEAR).iterdir())
    return workspace


def reshaped(part: pd.DataFrame, mapping: dict) -> Lines:
    """Columns in the opposite order under other names, codes spelled in another way, dates the other way round."""
    columns = [(column, header) for column, header in reversed(mapping["columns"].items()) if header]
    cells = [[respelled(cell, column, mapping) for cell in part[header]] for column, header in columns]
    return [[reheaded(header) for _, header in columns], *map(list, zip(*cells, strict=True))]


def reheaded(header: str) -> str:
    return f"{header.upper()} \n(as held)"


def respelled(cell: str, column: str, mapping: dict) -> str:
    if is_date(column) and cell:
        written = mapping["dates"][column]
        moment = pd.to_datetime(cell, format=None if cell[4:5] == "-" else written)
        return moment.strftime("%Y-%m-%d %H:%M:%S" if "%H" in written else "%d %b %Y")
    if column in mapping.get("values", {}):
        return f"{cell} (code {len(cell)})" if cell else "Not known"
    return cell


def remapped(table: str, mapping: dict) -> str:
    """The mapping file for the other shape, as an analyst would write it."""
    columns = {
        column: [f"{header} (as held)", "another name"][: 1 + (column == mapping["key"])] if header else ""
        for column, header in mapping["columns"].items()
    }
    dates = {column: ["%d/%m/%Y", "%Y-%m-%d %H:%M:%S" if "%H" in one else "%d %b %Y"] for column, one in mapping.get("dates", {}).items()}
    lines = [f"{name} = {json.dumps(mapping[name])}" for name in ("source", "key", "key_from") if name in mapping]
    lines += [f'files = ["{table}*"]', 'system = "another"', "[columns]"]
    lines += [f"{column} = {json.dumps(names)}" for column, names in columns.items()]
    lines += ["[dates]", *(f"{column} = {json.dumps(formats)}" for column, formats in dates.items())]
    for column, codes in mapping.get("values", {}).items():
        lines.append(f"[values.{column}]")
        lines += [f"{json.dumps(pattern(text))} = {json.dumps(code)}" for text, code in codes.items() if text]
        lines.append(f'"not KNOWN" = {json.dumps(codes[""])}' if "" in codes else "")
    lines += ["[defaults]", *(f"{column} = {json.dumps(code)}" for column, code in mapping.get("defaults", {}).items())]
    return "\n".join(lines) + "\n"


def pattern(text: str) -> str:
    """A regular expression for the other spelling of a value."""
    return f"/{re.escape(text.casefold())} .code [0-9]+./"


def write(folder: Path, table: str, lines: Lines) -> None:
    """The table in one file or two, the second inside an archive; with titles above and a total below."""
    header, *rows = lines
    half = len(rows) // 2 if table in IN_TWO else len(rows)
    total = ["Total"] + [""] * (len(header) - 1)
    for name, part in ((table, rows[:half]), (f"{table}_2", rows[half:])):
        if part:
            save(
                folder, name, table, [[f"Report of {table}"], [""], header, *part[: len(part) // 2], header, *part[len(part) // 2 :], total]
            )


def save(folder: Path, name: str, table: str, lines: Lines) -> None:
    if table in OPEN_DOCUMENTS:
        (folder / f"{name}.ods").write_bytes(open_document(lines))
    elif table in WORKBOOKS:
        book = openpyxl.Workbook()
        book.active.append(["Ask the team before you change anything"])
        sheet = book.create_sheet("Extract")
        for line in lines:
            sheet.append(line)
        book.save(folder / f"{name}.xlsx")
    else:
        encoding, delimiter = ENCODINGS.get(table, ("utf-8", ","))
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL if table == "referrals" else csv.QUOTE_MINIMAL).writerows(lines)
        content = buffer.getvalue().encode(encoding)
        if name == table:
            (folder / f"{name}.csv").write_bytes(content)
        else:
            with zipfile.ZipFile(folder / f"{table}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(f"districts/{name}.csv", content)


def without_key(rows: pd.DataFrame) -> pd.DataFrame:
    others = list(rows.columns[1:])
    return rows[others].sort_values(others, ignore_index=True)


@pytest.mark.long
@pytest.mark.xdist_group("other shape")
def test_another_shape_gives_the_same_tables_byte_for_byte(plain, other, tmp_path):
    """A key that is made from cells follows how they are written, so those rows are compared without it, in an order of their own.

    The looked-after children's absences are paired with those of the police in the order of such keys, so they are counted only.
    """
    first, second = prepare_tables(plain), prepare_tables(other)
    keys_made = {table for table, extract in read_extracts(plain).items() if extract.key_from}
    assert set(first.tables) == set(second.tables)
    assert len(first.tables["looked_after_missing"]) == len(second.tables["looked_after_missing"])
    for table, rows in ((table, rows) for table, rows in first.tables.items() if table != "looked_after_missing"):
        for name, made in (("plain", rows), ("other", second.tables[table])):
            compared = without_key(made) if table in keys_made else made
            compared.to_parquet(tmp_path / f"{name}.parquet", engine="pyarrow", index=False)
        assert (tmp_path / "plain.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes(), table
    assert second.files["rows_not_data"].gt(0).any()
    assert second.files["rows_used"].sum() == first.files["rows_used"].sum()


@pytest.mark.xdist_group("other shape")
def test_every_row_of_the_other_shape_is_read_as_it_was(plain, other):
    counts = {}
    for name, workspace in (("plain", plain), ("other", other)):
        extracts = read_extracts(workspace)
        for raw in find_files(workspace, extracts).files:
            for part in read_file(raw, extracts[raw.table]).sheets:
                assert set(ORIGIN) < set(part.columns)
                counts[name, raw.table] = counts.get((name, raw.table), 0) + len(part)
    assert {table: n for (name, table), n in counts.items() if name == "plain"} == {
        table: n for (name, table), n in counts.items() if name == "other"
    }
