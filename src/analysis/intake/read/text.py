"""CSV and its relatives as cells of text: which encoding, which delimiter, which row is the header.

Nothing is guessed from statistics. UTF-8 and UTF-16 prove themselves; what is neither is Windows-1252 when charset-normalizer finds
it to be text at all. The delimiter is the one with which the mapping's headers come out.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from charset_normalizer import from_bytes

from analysis.base.settings import Fault, FileLimits
from analysis.intake.extracts import Extract
from analysis.intake.read.grid import LOOK_IN, MOST_COLUMNS, Grid, as_text, best_row, cells_frame, refuse_blank, refuse_long
from analysis.intake.sources import RawFile, in_words

DELIMITERS = {",": "", ";": "separated by semicolons", "\t": "separated by tabs", "|": "separated by bars"}
ENCODINGS = {"utf-8": "", "utf-8-sig": "", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252 (cp1252)"}
ROWS_AT_A_TIME = 50_000
LOOKED_AT = 1 << 18
BLOCK = 1 << 16
UTF8_LETTER = re.compile(rb"[\xc2-\xc5][\x80-\xbf]")
"""An accented letter in UTF-8; where one stands in a file that is no UTF-8, the file is no Windows-1252 either, or not throughout."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Form:
    """How a text file is laid out: its delimiter, the place of its header among the rows, and how many cells the header has."""

    delimiter: str
    header: int
    width: int


def read_text(content: bytes, raw: RawFile, extract: Extract, limits: FileLimits) -> tuple[list[Grid], str]:
    """The one sheet of a text file, and how it was read when that is not as UTF-8 with commas. Raises `Fault` naming the file."""
    encoding = encoding_of(content, raw.place)
    start = _start(content, encoding)
    _refuse_binary(start, raw.place)
    _refuse_nul(content, encoding, raw.place)
    form = find_form(start, extract)
    _refuse_wide(form, raw.place)
    cells = _read_plain(content, encoding, form)
    if cells is None:
        cells = _read_carefully(_decoded(content, encoding, raw.place), form, raw.place)
    words = filter(None, (ENCODINGS[encoding], DELIMITERS[form.delimiter], _misnamed(raw)))
    return [Grid("", cells)], ", ".join(words)


def start_of(content: bytes, place: str) -> str:
    """The first part of a text file. Raises `Fault` when it is not text."""
    return _start(content, encoding_of(content, place))


def look_at_text(start: str, extract: Extract, place: str) -> Grid:
    """The first rows of a text file of which this is the start, as far as they can be read. Raises `Fault` when it has too many columns."""
    form = find_form(start, extract)
    _refuse_wide(form, place)
    rows = _first_rows(start, form.delimiter)
    return Grid("", cells_frame(rows, range(1, len(rows) + 1), form.width))


def encoding_of(content: bytes, place: str) -> str:
    """The name of the encoding. Raises `Fault` when the bytes are not text in any that senders use."""
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if _is_utf8(content) else _not_one_encoding(content, place)
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    if without_mark := _utf16_without_mark(content[:LOOKED_AT]):
        return without_mark
    if _is_utf8(content):
        return "utf-8"
    return "cp1252" if _is_cp1252(content) else _not_one_encoding(content, place)


def find_form(start: str, extract: Extract) -> Form:
    """The delimiter and the row with which most of the mapping's headers come out, from the first rows of a file."""
    forms = []
    for order, delimiter in enumerate(DELIMITERS):
        rows = _first_rows(start, delimiter)
        header, matches = best_row(rows, extract)
        width = len(rows[header]) if rows else 1
        forms.append((-matches, 0 if matches > 1 else -width, order, Form(delimiter, header, width)))
    return min(forms, key=lambda form: form[:3])[3]


def _is_utf8(content: bytes) -> bool:
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(content)
    try:
        for place in range(0, len(view), 1 << 22):
            decoder.decode(view[place : place + (1 << 22)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(start: bytes) -> str:
    """Text of our languages in UTF-16 has a nought in every other byte."""
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        noughts, others = start[odd::2], start[1 - odd :: 2]
        if len(noughts) > 3 and noughts.count(0) > 0.8 * len(noughts) and others.count(0) < 0.1 * len(others):
            return encoding
    return ""


def _is_cp1252(content: bytes) -> bool:
    """Whether the part with the first odd byte reads as text in Windows-1252."""
    if UTF8_LETTER.search(content):
        return False
    odd = re.search(rb"[\x80-\xff]", content)
    part = content[max(0, odd.start() - 2000) :][:LOOKED_AT] if odd else content[:LOOKED_AT]
    try:
        part.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return bool(from_bytes(part, cp_isolation=["cp1252"], threshold=0.5).best())


def _not_one_encoding(content: bytes, place: str) -> NoReturn:
    """Say which lines are in UTF-8 and which are not, where there are both; otherwise that it is no text."""
    beyond_ascii = [(number, _is_utf8(line)) for number, line in enumerate(io.BytesIO(content), 1) if not line.isascii()]
    ours, others = ([number for number, is_utf8 in beyond_ascii if is_utf8 == wanted] for wanted in (True, False))
    is_cut = any(_is_utf8(content[:-cut]) for cut in (1, 2, 3))
    if is_cut or not (ours and others):
        _not_text(place)
    raise Fault(
        f"{place} is written in two encodings: {in_words('line', ours)} in UTF-8, {in_words('line', others)} not. Two exports were put "
        "together, or one was edited in another program; names would lose letters. Ask for the file in one encoding, 'CSV UTF-8' in Excel."
    )


def _not_text(place: str) -> NoReturn:
    raise Fault(
        f"{place} is not text in UTF-8, UTF-16 or Windows-1252, or part of it was damaged. "
        "Save it again in Excel as 'CSV UTF-8' and put it back."
    )


def _start(content: bytes, encoding: str) -> str:
    return content[:LOOKED_AT].decode(encoding, errors="ignore").removeprefix("\ufeff")


def _refuse_wide(form: Form, place: str) -> None:
    if form.width > MOST_COLUMNS:
        raise Fault(
            f"{place} has {form.width:,} columns or more in row {form.header + 1}; a table has at most {MOST_COLUMNS:,}. "
            "Take the empty columns out, or ask for the export again."
        )


def _refuse_binary(start: str, place: str) -> None:
    if CONTROL.search(start):
        raise Fault(f"{place} is not a text file: it holds bytes that no text has. Ask for the data as .csv or .xlsx and put that here.")


def _refuse_nul(content: bytes, encoding: str, place: str) -> None:
    """Past its start a file is searched for the one byte that shows a part to be lost, where half the bytes are not that one anyway."""
    found = -1 if encoding.startswith("utf-16") else content.find(b"\0")
    if found >= 0:
        raise _damaged(content.count(b"\n", 0, found) + 1, place)


def _damaged(line: int, place: str) -> Fault:
    return Fault(f"{place} was damaged: line {line:,} holds a byte that no text has (NUL). Ask for it again and put that here.")


def _decoded(content: bytes, encoding: str, place: str) -> str:
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _not_text(place)
    if (found := text.find("\0")) >= 0:
        raise _damaged(text.count("\n", 0, found) + 1, place)
    return text


def _first_rows(start: str, delimiter: str) -> list[list[str]]:
    """The first rows, as far as they can be read."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(_lines(start, delimiter), delimiter=delimiter, skipinitialspace=True), LOOK_IN))
    return rows


def _read_plain(content: bytes, encoding: str, form: Form) -> pd.DataFrame | None:
    """The quick way, for files without quotation marks, titles or rows of unequal length: nothing in them can be read in two ways."""
    if not encoding.startswith("utf-8") or form.header or b'"' in content or b"\0" in content:
        return None
    start = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
    body = pa.py_buffer(memoryview(content)[start : len(content) - _blank_end(content)])
    names = [str(i) for i in range(form.width)]
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(body),
            read_options=pa.csv.ReadOptions(column_names=names),
            parse_options=pa.csv.ParseOptions(delimiter=form.delimiter, quote_char=False, ignore_empty_lines=False),
            convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    return as_text(table).set_axis(range(1, table.num_rows + 1), axis="index")


def _blank_end(content: bytes) -> int:
    """How many bytes at the end are line breaks and nothing else."""
    end = len(content)
    while end and not (filled := len(content[max(0, end - BLOCK) : end].rstrip(b"\r\n"))):
        end = max(0, end - BLOCK)
    return len(content) - (max(0, end - BLOCK) + filled if end else 0)


def _read_carefully(text: str, form: Form, place: str) -> pd.DataFrame:
    """The slow way, which knows the line of every row. Faults name lines and never quote them."""
    parts, too_long, blank, first = [], [], 0, 0
    rows = _numbered(text.rstrip("\r\n"), form.delimiter, place)
    while block := list(islice(rows, ROWS_AT_A_TIME)):
        empty = [line for line, _, row in block if not any(map(str.strip, row))]
        blank, first = blank + len(empty), first or next(iter(empty), 0)
        refuse_blank(blank, first, place)  # Here, before they fill the memory.
        refuse_long(block[-1][1], place)
        too_long += [line for line, number, row in block if number > form.header and any(map(str.strip, row[form.width :]))]
        parts.append(cells_frame([row for _, _, row in block], [line for line, _, _ in block], form.width))
    if too_long:
        raise Fault(
            f"{place} is not a proper CSV file: {in_words('line', too_long)} {'has' if len(too_long) == 1 else 'have'} more cells than the "
            f"header, which has {form.width}. A {_named(form.delimiter)} in a cell without quotation marks does that: export it again, or "
            "put quotation marks around the cell."
        )
    return pd.concat(parts) if parts else cells_frame([], [], form.width)


def _numbered(text: str, delimiter: str, place: str) -> Iterator[tuple[int, int, list[str]]]:
    """Each row with the line on which it starts and its place among the rows."""
    reader = csv.reader(_lines(text, delimiter), delimiter=delimiter, skipinitialspace=True, strict=True)
    number = line = 0
    try:
        for row in reader:
            yield line + 1, number, row
            number, line = number + 1, reader.line_num
    except csv.Error as error:
        raise Fault(f"{place} is not a proper CSV file: {_csv_hint(str(error), line + 1)} Export it again and put it back.") from None


def _lines(text: str, delimiter: str) -> io.StringIO:
    """The text without the blanks that some programs write after a quotation mark that closes a cell; those before one are skipped."""
    closed = re.sub(rf'" +(?={re.escape(delimiter)}|[\r\n]|\Z)', '"', text) if '" ' in text else text
    return io.StringIO(closed, newline="")


def _csv_hint(error: str, line: int) -> str:
    if "field larger" in error:
        return f"a cell of line {line} is longer than a cell can be, so a quotation mark is probably opened there and not closed."
    if "unexpected end" in error:
        return f"a quotation mark is opened in line {line} and not closed."
    return f"line {line} has a quotation mark inside a cell that is not doubled."


def _named(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]


def _misnamed(raw: RawFile) -> str:
    workbook = re.search(r"\.(xls|xlsx|xlsm|xlsb|ods)$", (raw.member or raw.path.name).casefold())
    return "text, though it is named a workbook" if workbook else ""
