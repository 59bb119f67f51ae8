"""Letters that were damaged before the file came here: written in one encoding and read in another, or replaced.

Such a file is sound text, so nothing stops it; but a name with a damaged letter meets no other, and one child is counted as two.
"""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
from pyarrow import compute

from analysis.intake.sources import ORIGIN

_LATER = "".join(bytes([byte]).decode("cp1252" if byte not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for byte in range(0x80, 0xC0))
_NOT_TYPOGRAPHY = re.sub("[\u2013\u2014\u2018\u2019\u201c\u201d\u2026]", "", _LATER)
DAMAGED = "|".join(
    (
        # UTF-8 read as Windows-1252: two signs for one letter, three for a sign of typography or for a mark in front of the file.
        f"[ÂÃ][{_LATER}]",
        f"[ÄÅ][{_NOT_TYPOGRAPHY}]",
        f"â[€„†][{_LATER}]",
        "ï»¿|ï¿½",
        # What no program could read, and signs that stand in no text.
        "[\ufffd\u0080-\u009f]",
        # The letters of DOS and of old Macs read as Windows-1252, where no word has such a sign behind a letter, or within.
        "[A-Za-z][\u201a\u201e\u02c6\u2030\u00a1\u00a2\u00a4\u00ac]|[a-z][ŠŒŽŸ]|[a-z][†‡][a-z]",
    )
)


def has_damaged_letters(rows: pd.DataFrame) -> pd.Series:
    """Whether a row has a cell with a damaged letter. Only columns with letters beyond ASCII are looked at."""
    damaged = pd.Series(False, index=rows.index)
    for place, name in enumerate(rows.columns):
        cells = rows.iloc[:, place]
        if name not in ORIGIN and not _is_ascii(cells):
            damaged |= cells.str.contains(DAMAGED, regex=True, na=False).astype(bool)
    return damaged


def _is_ascii(cells: pd.Series) -> bool:
    return compute.all(compute.string_is_ascii(pa.array(cells, pa.string()))).as_py() is not False
