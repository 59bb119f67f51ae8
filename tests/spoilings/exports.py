"""What databases and reporting tools do to a table when they export it."""

from __future__ import annotations

from datetime import UTC
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from openpyxl.worksheet.worksheet import Worksheet

from tests.spoilings.files import DATES, Files, Table, as_csv, as_workbook, csv_of, moment, real_dates, rewritten
from tests.spoilings.outcome import TIMED, UNREAD, Spoiling

SSMS, POSTGRES, POWER_BI = "SQL Server Management Studio", "PostgreSQL", "Power BI"
REPORTS = "Crystal Reports, Business Objects"
LONDON = ZoneInfo("Europe/London")
ROWS_OF_A_PAGE = 12


def dashes(table: Table) -> list[str]:
    """The row of dashes under a header."""
    return ["-" * max(len(header), 3) for header in table.header]


def affected(table: Table) -> list[list[str]]:
    """How many rows there were, under a blank line."""
    return [[], [f"({len(table.rows)} rows affected)"]]


def all_of_ssms(table: Table) -> Files:
    """A grid saved with everything: NULL, dashes, fractions of seconds and the number of rows."""
    written = table.changed(DATES, rewritten("%Y-%m-%d", "%Y-%m-%d %H:%M:%S.000")).filled("NULL")
    return csv_of([written.lines[0], dashes(table), *written.lines[1:], *affected(table)])


def padded(table: Table) -> Files:
    """Columns filled up with blanks, as results to text are."""
    return csv_of([[str(cell).ljust(30) for cell in line] for line in table.lines])


def aligned(table: Table) -> Files:
    """What psql shows: bars, and a row of dashes joined by plus signs."""
    header, *rows = [" | ".join(str(cell).ljust(20) for cell in line) for line in table.lines]
    return {".txt": "\n".join([header, "-+-".join(["-" * 20] * table.width), *rows, f"({len(rows)} rows)", ""]).encode()}


def with_zone(text: str) -> str:
    """A moment as PostgreSQL writes it with its zone; a day alone has none."""
    if ":" not in text:
        return rewritten("%Y-%m-%d", "")(text)
    return moment(text).replace(tzinfo=LONDON).isoformat(" ").removesuffix(":00")


def in_universal_time(text: str) -> str:
    """A moment by Greenwich, with T and Z; a day too is the moment at which it began."""
    return moment(text).replace(tzinfo=LONDON).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def add_filters(sheet: Worksheet) -> None:
    """Say under the table what was filtered by."""
    sheet.append([])
    sheet.append(["Applied filters:\nYear is 2016\nPolice area is Ashdale or Broxley"])


def in_pages(table: Table) -> Files:
    """A title and the headers again on each page, and the number of the page under it."""
    header, *rows = table.lines
    pages = [rows[start : start + ROWS_OF_A_PAGE] for start in range(0, len(rows), ROWS_OF_A_PAGE)]
    lines = [["Missing children: listing"], ["Run on 04/05/2017 09:12"], []]
    for number, page in enumerate(pages, start=1):
        lines += [header, *page, [f"Page {number} of {len(pages)}"]]
    return csv_of(lines)


def said_once(table: Table) -> Files:
    """Sorted by child, who is said on the first row of each alone."""
    who, names = table.places("identifier", "name", "born"), itemgetter(*table.places("name"))
    lines = [list(table.header)]
    for _, group in groupby(sorted(table.rows, key=names), names):
        lines += [["" if n and place in who else cell for place, cell in enumerate(row)] for n, row in enumerate(group)]
    return csv_of(lines)


def with_subtotals(table: Table) -> Files:
    """A row after every tenth that counts them, and a grand total."""
    header, *rows = table.lines
    lines = [header]
    for n, row in enumerate(rows, start=1):
        lines += [row, ["Sub-total", "", "10"]] if n % 10 == 0 else [row]
    return csv_of([*lines, ["Grand total", "", len(rows)]])


def with_gaps(table: Table) -> Files:
    """An empty column after every third."""
    return csv_of([[one for n, cell in enumerate(line, start=1) for one in ([cell, ""] if n % 3 == 0 else [cell])] for line in table.lines])


def as_boolean(text: str) -> str:
    """Yes and no as PostgreSQL writes them; other codes stay."""
    return {"Yes": "t", "No": "f"}.get(text, text)


def fractions(program: str, digits: int) -> Spoiling:
    """Times of the international standard with so many digits of a second."""
    noughts = "0" * digits
    return Spoiling(
        program, f"fractions of seconds of {digits} digits", f"2016-04-03 22:15:00.{noughts}",
        lambda table: as_csv(table.changed(DATES, rewritten("%Y-%m-%d", f"%Y-%m-%d %H:%M:%S.{noughts}"))), "unchanged or said", UNREAD,
    )  # fmt: skip


MILLISECONDS, MICROSECONDS = fractions(SSMS, 3), fractions(POSTGRES, 6)
WITH_ZONE = Spoiling(
    POSTGRES, "times with a zone", "2016-04-03 22:15:00+01",
    lambda table: as_csv(table.changed(DATES, with_zone)), "unchanged or said", UNREAD,
)  # fmt: skip
WITH_T = Spoiling(
    POWER_BI, "dates with a T", "2016-04-03T22:15:00",
    lambda table: as_csv(table.changed(DATES, rewritten("%Y-%m-%dT00:00:00", "%Y-%m-%dT%H:%M:%S"))), "unchanged or said", UNREAD,
)  # fmt: skip
UNIVERSAL = Spoiling(
    POWER_BI, "universal time", "2016-04-03T21:15:00Z for 22:15 in summer, and the day before at 23:00 for a day",
    lambda table: as_csv(table.changed(DATES, in_universal_time)), "unchanged or said", UNREAD,
)  # fmt: skip

SPOILINGS = (
    Spoiling(SSMS, "NULL", "in every empty cell", lambda table: as_csv(table.filled("NULL"))),
    Spoiling(SSMS, "dashes under the header", "a row of dashes", lambda table: csv_of([table.lines[0], dashes(table), *table.lines[1:]])),
    Spoiling(SSMS, "the number of rows", "(42 rows affected) under the table", lambda table: csv_of([*table.lines, *affected(table)])),
    Spoiling(SSMS, "the time of completion", "Completion time: 2017-05-04T09:12:44.1234567+01:00 under the table",
             lambda table: csv_of([*table.lines, *affected(table), [], ["Completion time: 2017-05-04T09:12:44.1234567+01:00"]])),
    MILLISECONDS, MILLISECONDS.told("%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f"),
    Spoiling(SSMS, "results to text", "columns filled up with blanks", padded),
    Spoiling(SSMS, "no headers", "the box for headers was not ticked", lambda table: csv_of(table.lines[1:]), "said", ("the header",)),
    Spoiling(SSMS, "all of these", "NULL, dashes, fractions and the number of rows", all_of_ssms, "unchanged or said", UNREAD),
    Spoiling(POSTGRES, "t and f", "for yes and no",
             lambda table: as_csv(table.changed("code", as_boolean)), "unchanged or said", ("has no code",), ("return_interviews",)),
    Spoiling(POSTGRES, r"\N", "in every empty cell", lambda table: as_csv(table.filled(r"\N"))),
    Spoiling(POSTGRES, "the number of rows", "(42 rows) under the table",
             lambda table: csv_of([*table.lines, [f"({len(table.rows)} rows)"]])),
    Spoiling(POSTGRES, "what psql shows", "bars, a row of dashes and plus signs, (42 rows)", aligned),
    MICROSECONDS, MICROSECONDS.told("%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f"),
    WITH_ZONE, WITH_ZONE.told("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%z"),
    Spoiling(POWER_BI, "long headers", "Missing[Nominal ID]",
             lambda table: as_csv(table.headed(lambda header: f"Missing[{header}]")), "unchanged or said", ("the header",)),
    WITH_T, WITH_T.told("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S"),
    UNIVERSAL, UNIVERSAL.told("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%SZ"),
    Spoiling(POWER_BI, "applied filters", "a note under the table says what was filtered",
             lambda table: as_workbook(real_dates(table), add_filters)),
    Spoiling(REPORTS, "pages", "a title, the headers on each page, and Page 1 of 4", in_pages),
    Spoiling(REPORTS, "the end of the report", "*** End of report *** under the table",
             lambda table: csv_of([*table.lines, [], ["*** End of report ***"]])),
    Spoiling(REPORTS, "empty columns between", "one after every third", with_gaps),
    Spoiling(REPORTS, "subtotals", "a row after every tenth, and a grand total", with_subtotals),
    Spoiling(REPORTS, "who it is, said once", "numbers, names and dates of birth that repeat are left out", said_once, "unchanged or said",
             ("nobody_named",), TIMED),
    Spoiling(REPORTS, "a web page named .xls", "as older versions export",
             lambda _: {".xls": b"<html><body><table><tr><td>Ref</td></tr></table></body></html>"}, "said", ("is a web page",)),
)  # fmt: skip
