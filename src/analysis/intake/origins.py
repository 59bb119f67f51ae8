"""Where things came from: the hash of every raw file, and the raw rows behind each processed one.

Both are for internal use and never leave ``data/processed``: the rows in ``origins/<table>.parquet``, beside the tables and not in
them, so that no notebook that shows a table shows its files and rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.base.hashing import files_in, hashes
from analysis.base.made_up import MARK
from analysis.chapters.tables import TABLES, rows_behind
from analysis.intake.sources import NOT_FILES, ORIGIN, TEXT

FOLDER = "origins"
COLUMNS_OF_ORIGIN = ["position", "key", "file", "sheet", "row"]


def hash_inputs(raw: Path) -> pd.DataFrame:
    """One row a file below ``data/raw``: ``file`` (its path below it) and ``sha256``. Read-me files and the like are no inputs."""
    hashed = hashes((path for path in files_in(raw) if _is_input(path.name)), raw)
    return pd.DataFrame(list(hashed.items()), columns=["file", "sha256"]).astype(TEXT)


def in_order(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """A prepared table in the order of its key, which is the order that `origins_of` counts positions in."""
    return rows.sort_values(TABLES[table].kept[0], kind="stable", ignore_index=True)


def origins_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The raw rows behind each row of prepared tables, by table: ``position, key, file, sheet, row``, one row a raw row.

    ``position`` is the place of the processed row in its table, from nought; a row may have several raw ones, or none.
    """
    ordered = {table: in_order(rows, table) for table, rows in tables.items()}
    own = {table: _own(rows, table) for table, rows in ordered.items()}
    joined = {table: pd.concat([own[table], *_made(rows, table, tables)]) for table, rows in ordered.items()}
    return {table: _each_once(rows.sort_values(["position", "file", "sheet", "row"], ignore_index=True)) for table, rows in joined.items()}


def _is_input(name: str) -> bool:
    return name.casefold() == MARK.casefold() or name.casefold() not in NOT_FILES


def _own(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The raw row that a processed one was read from."""
    if "_file" not in rows:
        return _written(rows.iloc[:0], rows.iloc[:0].reindex(columns=ORIGIN), table)
    read = rows[rows["_file"].notna()]
    return _written(read, read[ORIGIN], table)


def _made(rows: pd.DataFrame, table: str, tables: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    """The raw rows of other tables that rows are made from."""
    return [_opened(rows, tables[other], table, key) for other, key in rows_behind(table).items() if other in tables]


def _opened(rows: pd.DataFrame, members: pd.DataFrame, table: str, key: str) -> pd.DataFrame:
    """All raw rows with the key of a row."""
    known = rows[list({TABLES[table].kept[0], key})].assign(_position=rows.index).dropna(subset=[key])
    placed = known.merge(members[[key, *ORIGIN]], on=key)
    return _written(placed.set_index("_position"), placed.set_index("_position")[ORIGIN], table)


def _each_once(rows: pd.DataFrame) -> pd.DataFrame:
    """The raw rows without those that are there twice, one after the other: a row of a file may have become two of its table."""
    again = (rows["position"].diff() == 0) & (rows["row"].diff() == 0)  # Few rows, if any; only of these must file and sheet be compared.
    twice = rows[again | again.shift(-1, fill_value=False)].duplicated()
    return rows.drop(index=twice.index[twice]).reset_index(drop=True) if twice.any() else rows


def _written(rows: pd.DataFrame, origin: pd.DataFrame, table: str) -> pd.DataFrame:
    columns = [rows.index, rows[TABLES[table].kept[0]], *(origin[name] for name in ORIGIN)]
    frame = pd.DataFrame({name: column.to_numpy() for name, column in zip(COLUMNS_OF_ORIGIN, columns, strict=True)})
    return frame.astype({"position": "int64", "key": TEXT, "file": TEXT, "sheet": TEXT, "row": "int64"})
