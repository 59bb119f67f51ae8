"""What people do to a table by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from openpyxl.worksheet.worksheet import Worksheet

from tests.spoilings.files import DATES, DAY, MOMENT, Files, Table, as_csv, as_workbook, csv_of, moment, real_dates, rewritten
from tests.spoilings.outcome import NUMBERED, NUMBERS, TIMED, UNREAD, Spoiling

HAND = "By hand"


def instead(word: str) -> Callable[[Table], Files]:
    """What writes a word in place of a person's number, in every third row, whoever it is about."""
    return lambda table: as_csv(table.changed("identifier", lambda _: word, every=3))


def once_a_child(table: Table, word: str) -> Table:
    """With a word in place of the number in one row of each child."""
    (place,) = table.places("identifier")
    first = {row[place]: n for n, row in reversed(list(enumerate(table.rows)))}
    rows = [(*row[:place], word if first[row[place]] == n else row[place], *row[place + 1 :]) for n, row in enumerate(table.rows)]
    return table.with_rows(rows)


def without(table: Table, *kinds: str) -> Table:
    """Without the columns of some kinds."""
    return table.with_columns([place for place, kind in enumerate(table.kinds) if kind not in kinds])


def in_another_order(table: Table) -> Files:
    """The columns from last to first, and the rows sorted by them."""
    turned = table.with_columns(range(table.width - 1, -1, -1))
    return as_csv(turned.with_rows(sorted(turned.rows)))


def renamed(table: Table) -> Table:
    """With another header over the first date."""
    first = table.header[table.places(*DATES)[0]]
    return table.headed(lambda header: f"{header} (amended)" if header == first else header)


def explained(table: Table) -> Files:
    """What each column means, in a row under the header."""
    return csv_of([table.lines[0], [f"({kind})" for kind in table.kinds], *table.lines[1:]])


def curly(text: str) -> str:
    """With the apostrophe that Word makes of a straight one."""
    return text.replace("'", "’")


def add_upper_heading(sheet: Worksheet) -> None:
    """Put headings over the header that say what several columns are about."""
    sheet.insert_rows(1)
    sheet["A1"], sheet["C1"] = "About the row", "About the child"
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:E1")


def annotated(table: Table) -> Files:
    """Notes under the table."""
    return csv_of([*table.lines, [], ["Notes:"], ["Data taken from the system on 04/05/2017 by the performance team."], ["* provisional"]])


def doubled(table: Table) -> Files:
    """Every fifth row twice."""
    return as_csv(table.with_rows(row for n, row in enumerate(table.rows) for _ in range(2 if n % 5 == 0 else 1)))


def typed_again(table: Table) -> Files:
    """Every fifth row again under a number of its own."""
    (place,) = table.places("reference")
    again = [(*row[:place], f"{row[place]}X", *row[place + 1 :]) for row in table.rows[::5]]
    return as_csv(table.with_rows([*table.rows, *again]))


def filled_down(table: Table) -> Files:
    """The number of the first row in all."""
    (place,) = table.places("reference")
    return as_csv(table.changed("reference", lambda _: table.rows[0][place]))


def a_year_on(text: str) -> str:
    """The same day and time a year later."""
    return (moment(text) + timedelta(days=365)).strftime(MOMENT if ":" in text else DAY)


def everywhere(how: Callable[[str], str]) -> Callable[[Table], Files]:
    """What changes every cell, also an empty one."""
    return lambda table: as_csv(table.mapped(lambda _row, _kind, cell: how(cell)))


SPOILINGS = (
    *(Spoiling(HAND, f"{word} for a number", "in every third row, whoever it is about", instead(word),
               "unchanged and said", NUMBERS, NUMBERED)
      for word in ("Not known", "TBC", "None", "0", "9999999", "-")),
    Spoiling(HAND, "N/A for a number", "in one row of each child",
             lambda table: as_csv(once_a_child(table, "N/A")), "unchanged and said", NUMBERS, NUMBERED),
    Spoiling(HAND, "dashes for empty cells", "- in every empty cell", lambda table: as_csv(table.filled("-"))),
    Spoiling(HAND, "blanks for empty cells", "a blank in every empty cell", lambda table: as_csv(table.filled(" "))),
    Spoiling(HAND, "blanks around", "two before and after every cell", everywhere(lambda cell: f"  {cell}  ")),
    Spoiling(HAND, "blanks that do not break", "copied from a web page, around every cell", everywhere(lambda cell: f"\xa0{cell}\xa0")),
    Spoiling(HAND, "signs without a width", "U+200B after numbers, names and codes in every second row",
             lambda table: as_csv(table.changed(("identifier", "name", "code"), lambda text: f"{text}\u200b", every=2))),
    Spoiling(HAND, "marks of the direction of writing", "U+200E before numbers and names in every second row",
             lambda table: as_csv(table.changed(("identifier", "name"), lambda text: f"\u200e{text}", every=2))),
    Spoiling(HAND, "soft hyphens", "U+00AD inside numbers and names in every second row",
             lambda table: as_csv(table.changed(("identifier", "name"), lambda text: f"{text[:3]}\xad{text[3:]}", every=2))),
    Spoiling(HAND, "invisible signs in dates", "U+200E before every date",
             lambda table: as_csv(table.changed(DATES, lambda text: f"\u200e{text}")), "unchanged or said", UNREAD),
    Spoiling(HAND, "invisible signs in headers", "U+FEFF before and U+00A0 after each",
             lambda table: as_csv(table.headed(lambda header: f"\ufeff{header}\xa0"))),
    Spoiling(HAND, "curly apostrophes", "in names and headers",
             lambda table: as_csv(table.changed("name", curly).headed(curly)), tables=TIMED),
    Spoiling(HAND, "capitals", "in headers, names and codes",
             lambda table: as_csv(table.changed(("name", "code"), str.upper).headed(str.upper))),
    Spoiling(HAND, "surnames first", "Ashby, Zoë in every second row",
             lambda table: as_csv(table.changed("name", lambda text: ", ".join(reversed(text.rsplit(" ", 1))), every=2)),
             tables=("return_interviews",)),
    Spoiling(HAND, "another order", "the columns from last to first, and the rows sorted", in_another_order),
    Spoiling(HAND, "further columns", "Comments and Initials at the end",
             lambda table: csv_of([[*table.header, "Comments", "Initials"], *([*row, "see file", "AB"] for row in table.rows)])),
    Spoiling(HAND, "a column taken out", "names are gone", lambda table: as_csv(without(table, "name")), "said", ("the header",)),
    Spoiling(HAND, "a header renamed", "DOB (amended)", lambda table: as_csv(renamed(table)), "said", ("the header",)),
    Spoiling(HAND, "a second row of headings", "what each column means, under the header", explained, "unchanged or said",
             ("has no code", *UNREAD)),
    Spoiling(HAND, "headings over headings", "About the child, merged over three columns",
             lambda table: as_workbook(real_dates(table), add_upper_heading)),
    Spoiling(HAND, "notes under the table", "three lines in the first column", annotated),
    Spoiling(HAND, "rows twice", "every fifth row is repeated", doubled),
    Spoiling(HAND, "rows twice under two numbers", "every fifth row is typed in again", typed_again, "unchanged or said",
             ("row_repeated", "no_episode")),
    Spoiling(HAND, "numbers of rows filled down", "all rows have the number of the first", filled_down, "said", ("key_conflict",)),
    Spoiling(HAND, "the time unknown", "a day without a time in every seventh row",
             lambda table: as_csv(table.changed("time", rewritten(DAY, DAY), every=7)), "said", ("day_without_time", *UNREAD), TIMED),
    Spoiling(HAND, "the year 0216", "in every seventh row",
             lambda table: as_csv(table.changed(DATES, lambda text: text.replace("/20", "/02", 1), every=7)), "said",
             ("outside_period", "born_after_event", "age_out_of_range", "year_out_of_reason", *UNREAD)),
    Spoiling(HAND, "next year's date", "in every ninth row",
             lambda table: as_csv(table.changed("time", a_year_on, every=9)), "said", ("outside_period", "no_episode"), TIMED),
    Spoiling(HAND, "a day that no month has", "31/02 in every seventh row",
             lambda table: as_csv(table.changed(DATES, lambda text: "31/02" + text[5:], every=7)), "said", UNREAD),
    Spoiling(HAND, "words for dates", "unknown in every seventh row",
             lambda table: as_csv(table.changed(DATES, lambda _: "unknown", every=7)), "said", UNREAD),
    Spoiling(HAND, "codes of one's own", "see notes in every sixth row",
             lambda table: as_csv(table.changed("code", lambda _: "see notes", every=6)), "said", ("has no code",)),
)  # fmt: skip
