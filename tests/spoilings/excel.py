"""What Excel does to a table that is opened, looked at and saved."""

from __future__ import annotations

from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.worksheet.worksheet import Worksheet

from tests.awkward.make import sheets
from tests.spoilings.files import DATES, DAY, MOMENT, Cell, Files, Table, as_csv, as_workbook, csv_of, moment, real_dates, rewritten
from tests.spoilings.outcome import NUMBERED, NUMBERS, TIMED, UNREAD, Spoiling

EXCEL, PROGRAMS = "Excel", "Programs that write workbooks"
EXCHANGED = (
    *("taken the day for the month", "month first", "in the other order", "day_and_month_exchanged"),
    *("mostly_outside_period", "many_early_interviews", "episodes_of_weeks", "ends_before_it_starts"),
)
"""What tells of days and months in each other's place: the faults of a column, and the findings on one, or on rows, that cannot be."""

DAYS_OF_1904 = 1462


def turned_over(text: str) -> Cell:
    """What a month-first Excel makes of a British date: one of another month up to the 12th, text above."""
    when = moment(text)
    return when.replace(day=when.month, month=when.day) if when.day <= 12 else text


def turned_over_in_csv(text: str) -> str:
    """The same, written by a British Excel to CSV."""
    cell = turned_over(text)
    return cell if isinstance(cell, str) else cell.strftime(MOMENT if ":" in text else DAY)


def without_noughts(text: str) -> str:
    """A date as Excel shows it where its noughts are not asked for."""
    day, *time = text.split(" ")
    return " ".join(["/".join(str(int(part)) for part in day.split("/")), *time])


def serial(text: str) -> str:
    """A date in the format General, as CSV shows it: eleven characters at most."""
    return f"{to_excel(moment(text)):.5f}".rstrip("0").rstrip(".")


def serials_of_1904(table: Table) -> Table:
    """With dates as plain numbers of days since 1904."""
    return table.changed(DATES, lambda text: to_excel(moment(text)) - DAYS_OF_1904)


def scientific(number: str) -> str:
    """A long number in the format General, as CSV shows it."""
    return f"{float(number):.5E}"


def fifteen_digits(number: str) -> int:
    """A number of eighteen digits as Excel keeps it."""
    return int(f"9002{number}"[:15]) * 1000


def with_errors(table: Table, kinds: str | tuple[str, ...], error: str) -> Table:
    """With an error in the filled cells of some kinds, in every third row."""
    return table.changed(kinds, lambda _: error, every=3)


def filter_rows(sheet: Worksheet) -> None:
    """Filter the sheet, so that every second row is hidden."""
    sheet.auto_filter.ref = sheet.dimensions
    for row in range(3, sheet.max_row + 1, 2):
        sheet.row_dimensions[row].hidden = True


def hide_columns(sheet: Worksheet) -> None:
    """Hide three columns."""
    for letter in "BCD":
        sheet.column_dimensions[letter].hidden = True


def count_from_1904(sheet: Worksheet) -> None:
    """Let days be counted from 1904."""
    sheet.parent.epoch = CALENDAR_MAC_1904


def show_numbers(sheet: Worksheet) -> None:
    """Show dates in the format General."""
    for row in sheet.iter_rows():
        for cell in row:
            cell.number_format = "General"


def merge_equal(sheet: Worksheet) -> None:
    """Merge cells of the second column that say the same under one another."""
    top = 2
    for row in range(3, sheet.max_row + 2):
        if sheet.cell(row, 2).value != sheet.cell(top, 2).value:
            if row - top > 1:
                sheet.merge_cells(start_row=top, end_row=row - 1, start_column=2, end_column=2)
            top = row


def add_title(sheet: Worksheet) -> None:
    """Put a title merged over the whole width above the table."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Extract for the board"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=sheet.max_column)


def add_total(sheet: Worksheet) -> None:
    """Put a total under the table."""
    sheet.append(["Total", None, sheet.max_row - 1])


def with_copy(table: Table) -> Files:
    """The sheet, and a copy of it kept for safety."""
    lines = real_dates(table).lines
    return {".xlsx": sheets(Data=lines, **{"Data (2)": lines})}


def with_pivot(table: Table) -> Files:
    """The sheet, and a pivot table on another before it."""
    pivot = [["Row Labels", "Count"], ["Found", 3], ["Missing", 4], ["Grand Total", 7]]
    return {".xlsx": sheets(Pivot=pivot, Data=real_dates(table).lines)}


def in_two_sheets(table: Table) -> Files:
    """A sheet for the first half of the rows and one for the others."""
    header, *rows = real_dates(table).lines
    half = len(rows) // 2
    return {".xlsx": sheets(Summer=[header, *rows[:half]], Winter=[header, *rows[half:]])}


def with_blank_rows(table: Table) -> Files:
    """An empty row after every fifth."""
    rows = [line for n, row in enumerate(table.rows, start=1) for line in ([row, []] if n % 5 == 0 else [row])]
    return as_csv(table.with_rows(rows))


AMERICAN = Spoiling(
    EXCEL, "dates written month-first", "04/23/2016 10:15",
    lambda table: as_csv(table.changed(DATES, rewritten("%m/%d/%Y", "%m/%d/%Y %H:%M"))), "unchanged or said", (*EXCHANGED, *UNREAD),
)  # fmt: skip
SERIALS = Spoiling(
    EXCEL, "the format General, saved as CSV", "42463.92708 for a date",
    lambda table: as_csv(table.changed(DATES, serial)), "unchanged or said", UNREAD,
)  # fmt: skip
SHORT_YEARS = Spoiling(
    EXCEL, "years of two digits", "03/04/16 22:15",
    lambda table: as_csv(table.changed(DATES, rewritten("%d/%m/%y", "%d/%m/%y %H:%M"))), "unchanged or said", UNREAD,
)  # fmt: skip
TWELVE_HOURS = Spoiling(
    EXCEL, "times in twelve hours", "03/04/2016 10:15 PM",
    lambda table: as_csv(table.changed("time", rewritten(DAY, "%d/%m/%Y %I:%M %p"))), "unchanged or said", UNREAD, TIMED,
)  # fmt: skip

SPOILINGS = (
    Spoiling(EXCEL, "month-first, saved as a workbook", "days up to 12 become real dates of another month, the others stay text",
             lambda table: as_workbook(table.changed(DATES, turned_over)), "unchanged or said", EXCHANGED),
    Spoiling(EXCEL, "month-first, then CSV from a British Excel", "days up to 12 are another month's, and nothing shows which",
             lambda table: as_csv(table.changed(DATES, turned_over_in_csv)), "unchanged or said", EXCHANGED),
    Spoiling(EXCEL, "month-first, saved as CSV", "dates lose their noughts: 3/4/2016 22:15",
             lambda table: as_csv(table.changed(DATES, without_noughts))),
    AMERICAN, AMERICAN.told("%m/%d/%Y", "%m/%d/%Y %H:%M"),
    Spoiling(EXCEL, "text dates beside real ones", "every second row has real dates, the others text",
             lambda table: as_workbook(real_dates(table, every=2))),
    SERIALS, SERIALS.told("excel", "excel"),
    Spoiling(EXCEL, "the format General, in a workbook", "the number that Excel keeps for a date",
             lambda table: as_workbook(real_dates(table), show_numbers)),
    Spoiling(EXCEL, "a workbook that counts from 1904", "real dates in a workbook begun on an old Macintosh",
             lambda table: as_workbook(real_dates(table), count_from_1904)),
    Spoiling(EXCEL, "1904, in the format General", "numbers that are four years too small",
             lambda table: as_workbook(serials_of_1904(table), count_from_1904), "unchanged or said", ("1904", "outside_period", *UNREAD)),
    SHORT_YEARS, SHORT_YEARS.told("%d/%m/%y", "%d/%m/%y %H:%M"),
    TWELVE_HOURS, TWELVE_HOURS.told(DAY, "%d/%m/%Y %I:%M %p"),
    Spoiling(EXCEL, "times cut off", "the column shows days, so CSV holds days",
             lambda table: as_csv(table.changed("time", rewritten(DAY, DAY))), "said", ("day_without_time", *UNREAD), TIMED),
    Spoiling(EXCEL, "a narrow column", "every fifth date is ######## in CSV",
             lambda table: as_csv(table.changed(DATES, lambda _: "########", every=5)), "said", ("error_cell", *UNREAD)),
    Spoiling(EXCEL, "long numbers in scientific notation", "1.00235E+11 for the number of each child",
             lambda table: as_csv(table.changed("identifier", scientific)), "unchanged and said", NUMBERS, ("notifications",)),
    Spoiling(EXCEL, "more than fifteen digits", "the last digits of each child's number become noughts",
             lambda table: as_workbook(table.changed("identifier", fifteen_digits)), "unchanged and said", NUMBERS, ("notifications",)),
    Spoiling(EXCEL, "noughts in front lost", "0041207 becomes 41207 in every second row, as where half a file was opened",
             lambda table: as_csv(table.changed("identifier", lambda text: text.lstrip("0"), every=2)),
             "unchanged or said", NUMBERS, NUMBERED),
    Spoiling(EXCEL, "numbers with a decimal point", "1001.0 in every second row",
             lambda table: as_csv(table.changed("identifier", lambda text: f"{text}.0", every=2)), "unchanged and said", NUMBERS, NUMBERED),
    Spoiling(EXCEL, "numbers with commas", "41,207 in every second row",
             lambda table: as_csv(table.changed("identifier", lambda text: f"{int(text):,}", every=2)),
             "unchanged or said", NUMBERS, NUMBERED),
    Spoiling(EXCEL, "numbers as numbers", "noughts in front are gone in all rows",
             lambda table: as_workbook(table.changed("identifier", int)), tables=NUMBERED),
    Spoiling(EXCEL, "guarded numbers", '="0041207", so that Excel keeps the noughts',
             lambda table: as_csv(table.changed(("identifier", "reference"), lambda text: f'="{text}"', every=2))),
    Spoiling(EXCEL, "numbers behind an apostrophe", "'0041207 in every second row",
             lambda table: as_csv(table.changed("identifier", lambda text: f"'{text}", every=2)), tables=NUMBERED),
    Spoiling(EXCEL, "errors for dates", "#N/A of a VLOOKUP that found nothing, in every third date",
             lambda table: as_workbook(with_errors(real_dates(table), DATES, "#N/A")), "said", ("error_cell",)),
    Spoiling(EXCEL, "errors for dates, in CSV", "#VALUE! as text in every third date",
             lambda table: as_csv(with_errors(table, DATES, "#VALUE!")), "said", ("error_cell",)),
    Spoiling(EXCEL, "errors for codes", "#REF! in every third code",
             lambda table: as_workbook(with_errors(table, "code", "#REF!")), "said", ("error_cell",)),
    Spoiling(EXCEL, "errors for the numbers of people", "#N/A as text in every third row",
             lambda table: as_csv(with_errors(table, "identifier", "#N/A")), "unchanged and said", ("error_cell",), NUMBERED),
    Spoiling(EXCEL, "errors for names", "#NAME? as text in every third row",
             lambda table: as_csv(with_errors(table, "name", "#NAME?")), "said", ("error_cell",)),
    Spoiling(PROGRAMS, "formulas without a value", "formulas that nobody has worked out, in place of codes",
             lambda table: as_workbook(table.changed("code", lambda _: "=VLOOKUP(A2,Codes!A:B,2,FALSE)")), "said", ("error_cell",)),
    Spoiling(EXCEL, "filtered rows", "every second row is hidden by a filter",
             lambda table: as_workbook(real_dates(table), filter_rows), "unchanged and said", ("hidden_row",)),
    Spoiling(EXCEL, "hidden columns", "three columns are hidden", lambda table: as_workbook(real_dates(table), hide_columns)),
    Spoiling(EXCEL, "merged cells", "equal cells under one another are merged", lambda table: as_workbook(real_dates(table), merge_equal)),
    Spoiling(EXCEL, "a merged title", "a title over the whole width, and an empty row",
             lambda table: as_workbook(real_dates(table), add_title)),
    Spoiling(EXCEL, "a row of totals", "Total and a number under the table", lambda table: as_workbook(table, add_total)),
    Spoiling(EXCEL, "blank rows", "an empty row after every fifth", with_blank_rows),
    Spoiling(EXCEL, "empty columns at the end", "columns that once held something: ,,,,",
             lambda table: csv_of([[*line, "", "", ""] for line in table.lines])),
    Spoiling(EXCEL, "a copy of the sheet", "Data (2), kept for safety", with_copy),
    Spoiling(EXCEL, "a pivot table", "on a sheet before the data", with_pivot),
    Spoiling(EXCEL, "sheets for parts of the year", "the rows stand in two sheets", in_two_sheets),
    Spoiling(EXCEL, "line breaks in cells", "Alt and Enter at the end of a name",
             lambda table: as_csv(table.changed("name", lambda text: text + "\n", every=4))),
    Spoiling(EXCEL, "semicolons", "an Excel set up for the Continent, with sep=; above",
             lambda table: {".csv": b"sep=;\r\n" + as_csv(table, delimiter=";", end="\r\n")[".csv"]}),
    Spoiling(EXCEL, "Unicode text", "tabs, UTF-16, .txt",
             lambda table: {".txt": as_csv(table, delimiter="\t", end="\r\n", encoding="utf-16")[".csv"]}),
)  # fmt: skip
