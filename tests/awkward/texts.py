"""CSV files and their relatives, and other things that are named like them."""

import gzip

from tests.awkward.make import ANN, BOTH, HEADERS, LINES, ZOE, Case, csv_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TITLES = [["Missing children"], ["Produced 1 April 2017"], [""]]
QUOTED = 'Ref,Name,Seen,Held\n007,"Ann\nof two lines",,\n8,Zoë,,\n'

ENCODINGS = [
    Case("UTF-8", "a.csv", csv_text().encode()),
    Case("UTF-8 with a mark", "a.csv", csv_text().encode("utf-8-sig")),
    Case("UTF-16 little-endian", "a.csv", b"\xff\xfe" + csv_text().encode("utf-16-le"), note="UTF-16"),
    Case("UTF-16 big-endian", "a.csv", b"\xfe\xff" + csv_text().encode("utf-16-be"), note="UTF-16"),
    Case("UTF-16 without a mark", "a.csv", csv_text().encode("utf-16-le"), note="UTF-16"),
    Case("Windows-1252", "a.csv", csv_text().encode("cp1252"), note="Windows-1252"),
    Case(
        "Windows-1252 with its quotation marks",
        "a.csv",
        csv_text([HEADERS, ["1", "Ann “Annie” O’Neill"]]).encode("cp1252"),
        [(2, "1", "Ann “Annie” O’Neill")],
        note="Windows-1252",
    ),
    Case("UTF-8 cut in the middle of a letter", "a.csv", csv_text().encode() + b"9,Zo\xc3\n", fault="not text in UTF-8"),
    Case("a mark and then other bytes", "a.csv", b"\xef\xbb\xbf" + csv_text().encode("cp1252"), fault="is written in two encodings"),
    Case("UTF-16 of an odd length", "a.csv", b"\xff\xfe" + csv_text().encode("utf-16-le")[:-1], fault="not text in UTF-8, UTF-16"),
    Case(
        "UTF-16 with tabs, as Excel's 'Unicode text'", "a.txt", csv_text(delimiter="\t").encode("utf-16"), note="UTF-16, separated by tabs"
    ),
]

DELIMITERS = [
    Case("semicolons", "a.csv", csv_text(delimiter=";").encode(), note="separated by semicolons"),
    Case("tabs", "a.tsv", csv_text(delimiter="\t").encode(), note="separated by tabs"),
    Case("bars", "a.csv", csv_text(delimiter="|").encode(), note="separated by bars"),
    Case(
        "semicolons with commas in cells",
        "a.csv",
        csv_text([HEADERS, ["7", "Ann, Bo, Cy, Di"]], ";").encode(),
        [(2, "7", "Ann, Bo, Cy, Di")],
    ),
    Case(
        "sep= on the first line",
        "a.csv",
        b"sep=;\n" + csv_text(delimiter=";").encode(),
        [(3, *BOTH[0][1:]), (4, *BOTH[1][1:])],
        {"title": 1},
    ),
    Case(
        "a comma without quotation marks",
        "a.csv",
        csv_text([*LINES, [*ANN, "more"]]).encode(),
        fault="line 4 has more cells than the header",
    ),
    Case("two such lines", "a.csv", csv_text([*LINES, [*ANN, "more"], [*ANN, "x"]]).encode(), fault="lines 4, 5 have more cells"),
    Case("commas at the end of every line", "a.csv", csv_text([[*line, "", ""] for line in LINES]).encode()),
    Case("commas at the end of one line", "a.csv", csv_text([HEADERS, ANN, [*ZOE, "", ""]]).encode()),
    Case("rows that end early", "a.csv", csv_text([HEADERS, ANN[:2], ZOE[:2]]).encode()),
    Case("a single column", "a.csv", b"Ref\n1\n", [(2, "1", "")]),
]

LINES_AND_QUOTES = [
    Case("line breaks inside a cell", "a.csv", QUOTED.encode(), [(2, "007", "Ann\nof two lines"), (4, "8", "Zoë")]),
    Case("lines that end the Windows way", "a.csv", csv_text(end="\r\n").encode()),
    Case("lines that end the old Mac way", "a.csv", csv_text(end="\r").encode()),
    Case("no line end at the end", "a.csv", csv_text().rstrip().encode()),
    Case("blank lines at the end", "a.csv", csv_text().encode() + b"\n\n\r\n"),
    Case("a blank line between", "a.csv", csv_text([HEADERS, ANN, [""], ZOE]).encode(), [BOTH[0], (4, "8", "Zoë")], {"blank": 1}),
    Case("a row of commas", "a.csv", csv_text([HEADERS, ANN, [""] * 4, ZOE]).encode(), [BOTH[0], (4, "8", "Zoë")], {"blank": 1}),
    Case("everything in quotation marks", "a.csv", csv_text([[f'"{cell}"' for cell in line] for line in LINES]).encode()),
    Case("doubled quotation marks", "a.csv", b'Ref,Name\n1,"Ann ""Annie"""\n', [(2, "1", 'Ann "Annie"')]),
    Case(
        "a quotation mark that is not doubled",
        "a.csv",
        b'Ref,Name\n1,"Ann "Annie" Bell"\n',
        fault="line 2 has a quotation mark inside a cell",
    ),
    Case("a quotation mark that is not closed", "a.csv", b'Ref,Name\n1,Ann\n2,"Zo\n3,x\n', fault="opened in line 3 and not closed"),
    Case("a cell longer than any", "a.csv", b'Ref,Name\n1,"' + b"x" * 200_000 + b'"\n', fault="a cell of line 2 is longer"),
    Case("a nought in the text", "a.csv", b"Ref,Name\n1,An\0n\n2,Zo\n3,x\n", fault="not a text file"),
]

LAYOUTS = [
    Case(
        "titles above the header",
        "a.csv",
        csv_text([*TITLES, *LINES]).encode(),
        [(5, "007", "Ann"), (6, "8", "Zoë")],
        {"title": 2, "blank": 1},
    ),
    Case("a total at the end", "a.csv", csv_text([*LINES, ["Total", "2"]]).encode(), aside={"total": 1}),
    Case("a total beside an empty key", "a.csv", csv_text([*LINES, ["", "Grand total", "", "2"]]).encode(), aside={"total": 1}),
    Case("a child called Total", "a.csv", csv_text([*LINES, ["9", "Total"]]).encode(), [*BOTH, (4, "9", "Total")]),
    Case(
        "the header again on each page", "a.csv", csv_text([HEADERS, ANN, HEADERS, ZOE]).encode(), [BOTH[0], (4, "8", "Zoë")], {"header": 1}
    ),
    Case("headers in other capitals and spaces", "a.csv", csv_text([[" REF ", "name", "Seen  ", "held"], ANN, ZOE]).encode()),
    Case("a header with a line break", "a.csv", b'Ref,"Na\nme",Seen,Held\n1,x,,\n', [(3, "1", "")]),
    Case("a header that stands twice", "a.csv", b"Ref,Name,Name\n1,Ann,Bo\n", [(2, "1", "Ann")]),
    Case("headers that are the program's own words", "a.csv", b"_row,Ref,Name,_file\nx,007,Ann,y\nx,8,Zo\xc3\xab,y\n"),
    Case("a column without a header", "a.csv", b",Ref,Name\nx,007,Ann\ny,8,Zo\xc3\xab\n"),
    Case("no header at all", "a.csv", csv_text([ANN, ZOE]).encode(), [(2, "", "")]),
]

OTHER_THINGS = [
    Case("nothing", "a.csv", b"", fault="holds no rows"),
    Case("only a mark", "a.csv", b"\xef\xbb\xbf", fault="holds no rows"),
    Case("only blank lines", "a.csv", b"\n \n\r\n", fault="holds no rows"),
    Case("only a header", "a.csv", csv_text([HEADERS]).encode(), [], note="no row under it"),
    Case("a web page", "a.csv", b"<!DOCTYPE html><html><body>Please log in</body></html>", fault="is a web page"),
    Case("a web page named .xls, as systems export it", "a.xls", b"\r\n<table><tr><td>Ref</td></tr></table>", fault="is a web page"),
    Case("a web page with a comment first", "a.xls", b"<!-- made by a system -->\n<html>", fault="is a web page"),
    Case(
        "XML of Excel 2003",
        "a.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        fault="an XML file",
    ),
    Case("a PDF", "a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", fault="is a PDF"),
    Case("a picture", "a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), fault="is a picture"),
    Case("a gzip", "a.csv", gzip.compress(csv_text().encode()), fault="packed with gzip"),
    Case("a database", "a.csv", b"SQLite format 3\0" + bytes(80), fault="is a database"),
    Case("rubbish", "a.csv", bytes(range(256)) * 8, fault="not text in UTF-8"),
    Case("short rubbish", "a.csv", b"\x01\x02\x03\x04", fault="not a text file"),
    Case("CSV named .xlsx", "a.xlsx", csv_text().encode(), note="text, though it is named a workbook"),
    Case("tabs named .xls", "a.xls", csv_text(delimiter="\t").encode(), note="separated by tabs, text, though it is named a workbook"),
    Case("a Word document of old", "a.csv", OLE + "WordDocument".encode("utf-16-le"), fault="is a Word document"),
    Case("a workbook with a password", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), fault="has a password"),
    Case("the container of a workbook, broken", "a.xls", OLE, fault="cannot be opened as a workbook"),
]

CASES = [*ENCODINGS, *DELIMITERS, *LINES_AND_QUOTES, *LAYOUTS, *OTHER_THINGS]
