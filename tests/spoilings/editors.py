"""What editors, LibreOffice, archives and programming languages do to a table."""

from __future__ import annotations

import csv
import io
import zipfile
from itertools import cycle
from warnings import catch_warnings, simplefilter

from tests.awkward.make import open_document
from tests.spoilings.files import DATES, DAY, MOMENT, Files, Table, as_csv, as_zip, csv_of, rewritten, text_file
from tests.spoilings.outcome import LETTERS, TIMED, UNREAD, Spoiling

NOTEPAD, LIBRE, FOLDERS, LANGUAGES = "Notepad", "LibreOffice", "Archives and folders", "Python and R"
MARK = b"\xef\xbb\xbf"
FLAT = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'


def misread(text: str) -> str:
    """UTF-8 taken for Windows-1252, and saved."""
    return text.encode().decode("cp1252", errors="replace")


def in_ascii(text: str, mark: str) -> str:
    """A text in which another sign stands for what is no plain letter."""
    return "".join(sign if sign.isascii() else mark for sign in text)


def halves(table: Table) -> tuple[list, list]:
    """The rows in two halves, each with the header."""
    header, *rows = table.lines
    return [header, *rows[: len(rows) // 2]], [header, *rows[len(rows) // 2 :]]


def pasted_together(table: Table) -> Files:
    """The first half of the lines in Windows-1252, the others in UTF-8, with an accent in each name."""
    first, (_, *second) = halves(table.changed("name", lambda text: f"{text}é"))
    return {".csv": text_file(first, encoding="cp1252") + text_file(second)}


def mixed_ends(table: Table) -> Files:
    """Lines that end now in one way, now in the other, the last in none."""
    ends = cycle(("\r\n", "\n"))
    lines = [text_file([line]).decode().rstrip("\n") + next(ends) for line in table.lines]
    return {".csv": "".join(lines).rstrip().encode()}


def two_of_one_name(table: Table) -> Files:
    """An archive with two members of one name, each with half of the rows."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, catch_warnings():
        simplefilter("ignore")
        for half in halves(table):
            archive.writestr(f"{table.stem}.csv", text_file(half))
    return {".zip": buffer.getvalue()}


def of_a_macintosh(table: Table) -> Files:
    """An archive with what a Macintosh puts beside each file."""
    return as_zip({f"{table.stem}.csv": text_file(table.lines), f"__MACOSX/._{table.stem}.csv": b"\0\5\x16\7\0\2\0\0Mac OS X"})


def overlapping(table: Table) -> Files:
    """Two files that have a third of the rows in common."""
    third = len(table.rows) // 3
    header, *rows = table.lines
    return {"_a.csv": text_file([header, *rows[: 2 * third]]), "_b.csv": text_file([header, *rows[third:]])}


def cut_off(table: Table) -> Files:
    """A file that ends in the middle of a row."""
    return {".csv": text_file(table.lines).rstrip()[:-60]}


def with_index(table: Table) -> Files:
    """With the numbers of the rows in a first column without a header."""
    return csv_of([["" if n == 0 else n, *line] for n, line in enumerate(table.lines)])


def with_row_names(table: Table) -> Files:
    """With the numbers of the rows, for which the header has no cell at all."""
    header, *rows = table.lines
    return csv_of([header, *([n, *row] for n, row in enumerate(rows, start=1))])


ISO = Spoiling(
    LIBRE, "dates of the international standard", "2016-04-03 22:15:00",
    lambda table: as_csv(table.changed(DATES, rewritten("%Y-%m-%d", "%Y-%m-%d %H:%M:%S"))), "unchanged or said", UNREAD,
)  # fmt: skip
FULL_STOPS = Spoiling(
    LIBRE, "dates with full stops", "03.04.2016 22:15",
    lambda table: as_csv(table.changed(DATES, rewritten("%d.%m.%Y", "%d.%m.%Y %H:%M"))), "unchanged or said", UNREAD,
)  # fmt: skip

SPOILINGS = (
    Spoiling(NOTEPAD, "ANSI", "saved in Windows-1252", lambda table: as_csv(table, encoding="cp1252", end="\r\n")),
    Spoiling(NOTEPAD, "Unicode", "saved in UTF-16 with its mark", lambda table: as_csv(table, encoding="utf-16")),
    Spoiling(NOTEPAD, "UTF-16 without its mark", "as some programs save it", lambda table: as_csv(table, encoding="utf-16-le")),
    Spoiling(NOTEPAD, "UTF-8 with its mark", "a byte-order mark before the header", lambda table: as_csv(table, encoding="utf-8-sig")),
    Spoiling(NOTEPAD, "two marks", "a file with a mark, saved with one again", lambda table: {".csv": MARK * 2 + text_file(table.lines)}),
    Spoiling(NOTEPAD, "lines that end as on Windows", "CR and LF", lambda table: as_csv(table, end="\r\n")),
    Spoiling(NOTEPAD, "lines that end as on an old Macintosh", "CR alone", lambda table: as_csv(table, end="\r")),
    Spoiling(NOTEPAD, "mixed ends of lines", "LF here, CR and LF there, none at the end", mixed_ends),
    Spoiling(NOTEPAD, "an encoding taken for another", "ZoÃ« for Zoë in all names",
             lambda table: as_csv(table.changed("name", misread)), "said", LETTERS[:1]),
    Spoiling(NOTEPAD, "two encodings in one file", "two exports pasted together",
             pasted_together, "said", ("two encodings", "is not text in")),
    Spoiling(NOTEPAD, "letters that ANSI lacks", "Zo? for Zoë",
             lambda table: as_csv(table.changed("name", lambda text: in_ascii(text, "?"))), "unchanged or said", LETTERS),
    Spoiling(NOTEPAD, "letters replaced by a mark", "Zo\ufffd for Zoë",
             lambda table: as_csv(table.changed("name", lambda text: in_ascii(text, "\ufffd"))), "unchanged or said", LETTERS),
    Spoiling(LIBRE, "semicolons", "as it was last asked to write", lambda table: as_csv(table, delimiter=";")),
    Spoiling(LIBRE, "tabs", "as it was last asked to write", lambda table: as_csv(table, delimiter="\t")),
    Spoiling(LIBRE, "bars", "as it was last asked to write", lambda table: as_csv(table, delimiter="|")),
    Spoiling(LIBRE, "all cells quoted", "also empty ones", lambda table: as_csv(table, quoting=csv.QUOTE_ALL)),
    Spoiling(LIBRE, "blanks after the commas", '"a", "b", "c"',
             lambda table: {".csv": text_file(table.lines, quoting=csv.QUOTE_ALL).replace(b'","', b'", "')}),
    Spoiling(LIBRE, "an open document", ".ods with text", lambda table: {".ods": open_document(table.lines)}),
    Spoiling(LIBRE, "a flat open document", ".fods, one XML file", lambda _: {".fods": FLAT}, "said", ("an XML file",)),
    ISO, ISO.told("%Y-%m-%d", "%Y-%m-%d %H:%M:%S"),
    FULL_STOPS, FULL_STOPS.told("%d.%m.%Y", "%d.%m.%Y %H:%M"),
    Spoiling(FOLDERS, "two members of one name", "an archive that was added to",
             two_of_one_name, "said", ("holds two files named",)),
    Spoiling(FOLDERS, "an archive of a Macintosh", "with a ._ file beside", of_a_macintosh),
    Spoiling(FOLDERS, "the file twice", "a copy named (1) beside it",
             lambda table: dict.fromkeys((".csv", " (1).csv"), text_file(table.lines))),
    Spoiling(FOLDERS, "files that overlap", "two exports with some rows in both", overlapping),
    Spoiling(FOLDERS, "a file cut off", "the last row ends in the middle", cut_off, "said", ("has no code", *UNREAD)),
    Spoiling(LANGUAGES, "pandas with its index", "a first column without a header", with_index),
    Spoiling(LANGUAGES, "R with row names", "a header that is one cell short", with_row_names, "said", ("more cells than the",)),
    Spoiling(LANGUAGES, "nan for empty cells", "as Python writes it", lambda table: as_csv(table.filled("nan"))),
    Spoiling(LANGUAGES, "NA for empty cells", "as R writes it", lambda table: as_csv(table.filled("NA"))),
    Spoiling(LANGUAGES, "None for empty cells", "as Python writes it",
             lambda table: as_csv(table.filled("None")), "unchanged or said", ("has no code",)),
    Spoiling(LANGUAGES, "NaT for empty dates", "as pandas writes it", lambda table: as_csv(table.filled("NaT", *DATES))),
    Spoiling(LANGUAGES, "seconds", "03/04/2016 22:15:00",
             lambda table: as_csv(table.changed("time", rewritten(DAY, MOMENT + ":%S"))), "unchanged or said", UNREAD, TIMED),
)  # fmt: skip
