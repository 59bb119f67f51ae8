"""Ten years of extracts made from the two of the sample, for what is too long or too large for two: `python -m tests.ten_years FOLDER`.

The two years are moved on by two, four, six and eight years: folders, dates, and the years in references and titles. The children of each
copy are others: their numbers begin with another digit, and the vowels of their names are exchanged. Everything else stays.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

MOVES = (2, 4, 6, 8)
"""By how many years the two of the sample are moved."""

NAMED = re.compile(r"name|^child$|^young person$", re.IGNORECASE)
"""Headers of columns with the names of people."""

VOWELS = "aeiou"


def make_ten_years(raw: Path) -> list[str]:
    """Put the moved copies beside the two years in a folder of extracts; gives the names of all periods, the earliest first."""
    of_sample = sorted(path for path in raw.iterdir() if path.is_dir())
    for folder in of_sample:
        for years in MOVES:
            to = raw / moved_text(folder.name, years)
            to.mkdir()
            for path in sorted(folder.iterdir()):
                move_file(path, to / path.name, years)
    return sorted(path.name for path in raw.iterdir() if path.is_dir())


def move_file(path: Path, to: Path, years: int) -> None:
    """Write a file of extracts as it is so many years later, with other children. Raises `ValueError` for a kind it does not know."""
    match path.suffix:
        case ".csv":
            with path.open(newline="", encoding="utf-8") as given, to.open("w", newline="", encoding="utf-8") as written:
                rows = csv.reader(given)
                names = next(rows)
                csv.writer(written, lineterminator="\n").writerows(
                    [names, *([moved(*cell, years) for cell in zip(names, row, strict=True)] for row in rows)]
                )
        case ".xlsx":
            book = load_workbook(path)
            for column in (column for sheet in book for column in sheet.columns):
                for cell in column[1:]:
                    cell.value = moved(column[0].value, cell.value, years)
            book.save(to)
        case _:
            raise ValueError(f"{path}: the sample has no file of this kind")


def moved(column: str, value: Any, years: int) -> Any:
    """A cell so many years later.

    >>> moved("DOB", "29/02/2004", 2), moved("Surname", "MAY", 2), moved("Nominal ID", "N3000089", 4), moved("Person ID", "1003562", 4)
    ('28/02/2006', 'MEY', 'N4000089', '4003562')
    >>> moved("Case no", "SR15-0017", 8), moved("List ref", "EL-0001", 8), moved("Audit", "Missing from home, 2015/16", 8)
    ('SR23-0017', 'EL-80001', 'Missing from home, 2023/24')
    """
    if isinstance(value, datetime):
        return moved_day(value, years)
    if not isinstance(value, str):
        return value
    return other_name(value, years) if NAMED.search(column) else moved_text(value, years)


def moved_text(text: str, years: int) -> str:
    """Text with all that is a date, a year or the number of a child or an entry moved on."""
    on = partial(_year_on, years=years)
    text = re.sub(r"^(N?)[13](\d{6})$", rf"\g<1>{years}\2", text)
    text = re.sub(r"^(LP|EL)-(\d+)$", rf"\1-{years}\2", text)
    text = re.sub(r"^([A-Z]{2})(\d\d)(?=-\d+$)", on, text)
    text = re.sub(r"\b()(20\d\d)(?=[/-]\d\d\b)", on, text)
    text = re.sub(r"(20\d\d[/-])(\d\d)\b", on, text)
    return re.sub(r"\b\d\d/\d\d/\d{4}\b", lambda day: moved_day(datetime.strptime(day[0], "%d/%m/%Y"), years).strftime("%d/%m/%Y"), text)


def _year_on(found: re.Match[str], years: int) -> str:
    return f"{found[1]}{int(found[2]) + years:02}"


def moved_day(day: datetime, years: int) -> datetime:
    """The same day so many years later; the 28th for the 29th of February."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def other_name(name: str, years: int) -> str:
    """A name with other vowels: each year's own, and the same wherever it is written."""
    by = years // 2
    turned = VOWELS[by:] + VOWELS[:by]
    return name.translate(str.maketrans(VOWELS + VOWELS.upper(), turned + turned.upper()))


def new_workspace(root: Path) -> Path:
    """A workspace with ten years of extracts."""
    from analysis.base.settings import Workspace
    from sample import write_sample

    write_sample(Workspace(new_folder(root)))
    make_ten_years(root / "data" / "raw")
    return root


def new_folder(root: Path) -> Path:
    """A workspace without extracts."""
    project = Path(__file__).parents[1]
    for part in ("config", "notebooks"):
        shutil.copytree(project / part, root / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return root


if __name__ == "__main__":
    print(new_workspace(Path(sys.argv[1])))
