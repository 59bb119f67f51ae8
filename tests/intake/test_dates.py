"""Text into dates: which format a column of a file is written in, what is not believed, and what no format fits."""

from datetime import datetime, time

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from analysis.base.empties import EmptyWords
from analysis.intake.extracts import Extract
from analysis.intake.formats import format_fault
from analysis.intake.map import Mapped, map_tables
from analysis.intake.map.cleaning import Reader
from analysis.intake.map.dates import parse_dates
from analysis.intake.read import read_file
from analysis.intake.read.calamine_alone import counts_from_1904
from analysis.intake.sources import RawFile

COLUMNS = {"ref": "Ref", "seen_at": "Seen", "held_on": "Held"}
TIMES = ("%d/%m/%Y %H:%M",)
FILE = "2016-17/police.csv"


def extract(seen=TIMES, held="%d/%m/%Y", **changes) -> Extract:
    """A mapping of a column of moments and one of days, with these formats."""
    return Extract(source="police", files=("police*",), key="ref", columns=COLUMNS, dates={"seen_at": seen, "held_on": held}, **changes)


def mapped(cells: dict[str, list[str]], known: Extract, sheet: str = "", file: str = FILE) -> Mapped:
    """What comes of these columns of text."""
    rows = pd.DataFrame(cells, dtype="str")
    rows = pd.DataFrame({header: rows.get(header, "") for header in known.columns.values() for header in header}, index=rows.index).astype(
        "str"
    )
    return map_tables({"t": [rows.assign(_file=file, _sheet=sheet, _row=range(2, len(rows) + 2))]}, {"t": known})


def seen(*texts: str, formats=TIMES, sheet: str = "") -> list[str]:
    """What is read in a column of moments, as text; "" where nothing is."""
    moments = mapped({"Seen": [*texts]}, extract(seen=formats), sheet).tables["t"]["seen_at"]
    return ["" if pd.isna(moment) else f"{moment:%Y-%m-%d %H:%M:%S}".removesuffix(":00") for moment in moments]


def days(*texts: str, formats="%d/%m/%Y", sheet: str = "") -> list[str]:
    """What is read in a column of days."""
    moments = mapped({"Held": [*texts]}, extract(held=formats), sheet).tables["t"]["held_on"]
    return ["" if pd.isna(moment) else str(moment).removesuffix(" 00:00:00") for moment in moments]


def doubts(*texts: str, formats="%d/%m/%Y", sheet: str = "") -> tuple[str, ...]:
    """Why a column of days stops the run."""
    return mapped({"Held": [*texts]}, extract(held=formats), sheet).faults


# One format for a column


def test_one_format_is_chosen_for_the_whole_column_of_a_file():
    """The one that fits all."""
    both = ("%d/%m/%Y", "%Y-%m-%d")
    assert days("2016-07-01", "2016-07-13", formats=both) == ["2016-07-01", "2016-07-13"]
    assert doubts("2016-07-01", "2016-07-13", formats=both) == ()


@pytest.mark.parametrize(
    ("formats", "texts"),
    [
        (("%d/%m/%Y", "%Y-%m-%d"), ("01/07/2016", "2016-07-01")),
        (("%d/%m/%Y", "%d %b %Y"), ("01/07/2016", "1 Jul 2016")),
        (("%d/%m/%Y", "excel"), ("01/07/2016", "42552")),
        (("%d.%m.%Y", "%d/%m/%y"), ("01.07.2016", "01/07/16")),
    ],
)
def test_rows_may_be_written_in_two_ways_where_no_cell_can_be_read_in_both(formats, texts):
    """Each of these texts means one day, whichever of the formats it is written in."""
    assert days(*texts, formats=formats) == ["2016-07-01"] * 2
    assert doubts(*texts, formats=formats) == ()


@pytest.mark.parametrize(
    ("formats", "texts"),
    [
        (("%d/%m/%Y", "%m/%d/%Y"), ("13/07/2016", "07/13/2016", "03/04/2016")),
        (("%d/%m/%y", "%y/%m/%d"), ("31/12/99", "99/12/01", "10/11/12")),
    ],
)
def test_rows_written_in_two_ways_stop_the_run_where_a_cell_can_be_read_in_both(formats, texts):
    """Some are of one kind for certain and some of the other, so nobody can know what those between mean."""
    (fault,) = doubts(*texts, formats=formats)
    assert f"no one of {formats[0]} and {formats[1]} fits all dates, and some dates mean two different days in them" in fault
    assert "leave only the right one for held_on under [dates] in config/extracts/t.toml" in fault


def test_a_word_among_dates_leaves_the_format_of_the_others_alone():
    """One format reads all that any reads, so it is that of the column; the word is a fault of its cell."""
    texts = ("13/07/2016", "03/04/2016", "not known")
    assert days(*texts, formats=("%d/%m/%Y", "%m/%d/%Y")) == ["2016-07-13", "2016-04-03", ""]
    assert doubts(*texts, formats=("%d/%m/%Y", "%m/%d/%Y")) == ()


def test_two_files_may_write_dates_in_two_ways():
    """Each file has its own format."""
    known = extract(held=("%d/%m/%Y", "%Y-%m-%d"))
    texts = {"a.csv": "02/07/2016", "b.csv": "2016-07-02"}
    parts = [
        pd.DataFrame({"Ref": ["1"], "Seen": [""], "Held": [text], "_file": [file], "_sheet": [""], "_row": [2]})
        for file, text in texts.items()
    ]
    read = map_tables({"t": parts}, {"t": known}).tables["t"]["held_on"]
    assert read.dt.strftime("%Y-%m-%d").tolist() == ["2016-07-02"] * 2


def test_two_formats_that_both_fit_and_differ_stop_the_run():
    """Nobody can know which of the two the sender means."""
    both = ("%d/%m/%Y", "%m/%d/%Y")
    assert "every date fits %d/%m/%Y and %m/%d/%Y, and they differ" in doubts("07/01/2016", "08/02/2016", formats=both)[0]
    assert days("07/07/2016", formats=both) == ["2016-07-07"]
    assert doubts("07/07/2016", formats=both) == ()


def test_british_dates_are_the_rule():
    """A mapping that says nothing of dates means these."""
    known = Extract(source="police", files=("police*",), key="ref", columns=COLUMNS)
    assert known.dates == {"seen_at": ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y"), "held_on": ("%d/%m/%Y",)}


# Every format that the settings accept


@pytest.mark.parametrize(
    ("written", "text", "moment"),
    [
        ("%d/%m/%Y %I:%M %p", "03/04/2016 09:15 PM", "2016-04-03 21:15"),
        ("%d/%m/%Y %I:%M%p", "03/04/2016 12:05am", "2016-04-03 00:05"),
        ("%d %b %Y %I.%M %p", "3 Apr 2016 9.15 pm", "2016-04-03 21:15"),
        ("%d/%m/%Y %r", "03/04/2016 12:30:10 PM", "2016-04-03 12:30:10"),
        ("%d/%m/%Y %R", "03/04/2016 21:00", "2016-04-03 21:00"),
        ("%d/%m/%Y %T", "03/04/2016 21:00:07", "2016-04-03 21:00:07"),
        ("%-d/%-m/%Y %-H:%M", "3/4/2016 9:05", "2016-04-03 09:05"),
        ("%#d/%#m/%Y %H:%M", "3/4/2016 09:05", "2016-04-03 09:05"),
        ("%F %T", "2016-04-03 21:00:07", "2016-04-03 21:00:07"),
        ("%H:%M on %A %d %B %Y", "21:00 on Sunday 3 April 2016", "2016-04-03 21:00"),
        ("%Y%m%d%H%M", "201604032115", "2016-04-03 21:15"),
        ("%d-%h-%y %H%M", "03-Apr-16 2115", "2016-04-03 21:15"),
    ],
)
def test_formats_that_are_accepted_are_read(written, text, moment):
    """Also with a time but without %H, and those that are short for others."""
    assert seen(text, formats=written) == [moment]


@pytest.mark.parametrize(
    ("written", "text", "moment"),
    [
        ("%Y-%m-%d %H:%M:%S.%f", "2016-04-03 21:00:07.5000000", "2016-04-03 21:00:07.500000"),
        ("%Y-%m-%d %H:%M:%S.%f", "2016-04-03 21:00:07.123", "2016-04-03 21:00:07.123000"),
        ("%d/%m/%Y %H:%M:%S,%f", "03/04/2016 21:00:07,25", "2016-04-03 21:00:07.250000"),
    ],
)
def test_parts_of_a_second(written, text, moment):
    """As databases write them, with three or seven digits."""
    read = mapped({"Seen": [text]}, extract(seen=written)).tables["t"]["seen_at"]
    assert read.tolist() == [pd.Timestamp(moment)]


@pytest.mark.parametrize(
    ("written", "text", "moment"),
    [
        ("%Y-%m-%dT%H:%M:%S%z", "2016-04-03T21:00:00Z", "2016-04-03 22:00"),
        ("%Y-%m-%dT%H:%M:%S%z", "2016-12-03T21:00:00Z", "2016-12-03 21:00"),
        ("%Y-%m-%dT%H:%M:%SZ", "2016-04-03T23:30:00Z", "2016-04-04 00:30"),
        ("%Y-%m-%dT%H:%M:%S.%fZ", "2016-04-03T21:00:00.000Z", "2016-04-03 22:00"),
        ("%Y-%m-%d %H:%M:%S%z", "2016-04-03 21:00:00+01:00", "2016-04-03 21:00"),
        ("%Y-%m-%d %H:%M:%S %z", "2016-04-03 21:00:00 +0200", "2016-04-03 20:00"),
        ("%d/%m/%Y %H:%M %z", "30/10/2016 00:30 Z", "2016-10-30 01:30"),
    ],
)
def test_a_time_with_its_offset_is_read_as_clocks_here_showed_it(written, text, moment):
    """An hour later than UTC in summer."""
    assert seen(text, formats=written) == [moment]


def test_a_time_with_an_offset_is_that_of_the_clocks_of_the_authority():
    """21:00 in Greenwich in July is 22:00 in England and 21:00 in the Azores, which have summer time as well."""
    rows = pd.DataFrame({"seen_at": ["2016-07-03T21:00:00Z"], "_file": FILE, "_sheet": ""}, dtype="str")
    times = [parse_dates(rows, "seen_at", ("%Y-%m-%dT%H:%M:%SZ",), zone)[0].hour for zone in ("Europe/London", "Atlantic/Azores")]
    assert times == [22, 21]


def test_offsets_of_one_column_may_differ():
    """A system writes +01:00 in summer and +00:00 in winter."""
    texts = ("2016-04-03T21:00:00+01:00", "2016-12-03T21:00:00+00:00")
    assert seen(*texts, formats="%Y-%m-%dT%H:%M:%S%z") == ["2016-04-03 21:00", "2016-12-03 21:00"]


@pytest.mark.parametrize("text", ["2016-06-30T23:00:00Z", "2016-07-01T00:00:00+01:00"])
def test_midnight_here_is_the_day_that_it_begins(text):
    """A system that keeps days as moments in UTC writes 1 July as eleven at night of the day before."""
    assert days(text, formats="%Y-%m-%dT%H:%M:%S%z") == ["2016-07-01"]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("%d/%m/%Y %X", "%X is not known here"),
        ("%c", "%c is not known here"),
        ("%d/%m/%Y %H:%M %Z", "%Z is not known here"),
        ("%Y-%j", "%j is not known here"),
        ("%d/%m/%Y %", "% is not known here"),
        ("%d/%m", "it lacks the year"),
        ("%m/%Y", "it lacks the day"),
        ("%d/%Y", "it lacks the month"),
        ("dd/mm/yyyy", "it lacks the day"),
        ("", "it lacks the day"),
        ("%d/%d/%m/%Y", "it has the day twice"),
        ("%d/%m/%Y %b", "it has the month twice"),
        ("%d/%m/%Y %R:%H", "it has the hour twice"),
        ("%d/%m/%Y %I:%M", "belong together"),
        ("%d/%m/%Y %H:%M %p", "belong together"),
        ("%d/%m/%Y :%M", "it lacks the hour"),
        ("%d/%m/%Y %H:%S", "it lacks the minute"),
        ("%d/%m/%Y %z", "it lacks the hour"),
        ("%d/%m/%Y\u2013", "not on an English keyboard"),
    ],
)
def test_other_formats_are_refused_when_settings_are_read(written, reason):
    """With the key, what stands there, and why."""
    with pytest.raises(ValueError, match=r"\[dates\] seen_at = ") as refused:
        extract(seen=(written,))
    assert f"[dates] seen_at = {written!r} is not a way to write a date: " in str(refused.value)
    assert reason in str(refused.value)


# What is no date


@pytest.mark.parametrize("text", ["today", "now", "TODAY", "now 10:00", "not known", "/", "٠٣/٠٤/٢٠١٦", "31/02/2016", "1" * 100])
@pytest.mark.parametrize("sheet", ["", "Data"])
def test_what_is_no_date_is_never_read_as_one(text, sheet):
    """The library takes "today" for the day of the run, whatever the format."""
    for formats in ("%d/%m/%Y", "%Y-%m-%d", "excel"):
        result = mapped({"Held": [text]}, extract(held=formats), sheet)
        assert result.tables["t"]["held_on"].isna().all()
        assert result.unreadable["t"]["code"].tolist() == ["unreadable_date"]


@pytest.mark.parametrize("year", ["0216", "1016", "0016", "2216", "2106", "9999", "1900"])
def test_a_year_out_of_all_reason_is_a_fault_of_its_cell(year):
    """Slips, and what systems write for no date at all."""
    assert days(f"03/04/{year}", f"{year}-04-03", formats=("%d/%m/%Y", "%Y-%m-%d")) == ["", ""]
    assert days(f"{year}-04-03", sheet="Data") == [""]
    assert seen(f"03/04/{year} 21:00") == [""]


def test_a_year_of_two_digits_is_none_of_four():
    """03/04/16 is no date of a column with %Y, and one of a column with %y."""
    assert days("03/04/16") == [""]
    assert days("03/04/16", "13/12/99", formats="%d/%m/%y") == ["2016-04-03", "1999-12-13"]


@pytest.mark.parametrize(("text", "day"), [("01072016", "2016-07-01"), ("1112016", ""), ("172016", ""), ("1072016", "")])
def test_numbers_that_touch_have_all_their_digits(text, day):
    """1112016 may be 1 December or 11 January."""
    assert days(text, formats="%d%m%Y") == [day]


@pytest.mark.parametrize(
    "text", ["\u200e03/04/2016\u200e", "03/04/2016\u00a0", "\ufeff03/04/2016", "03/\u00ad04/2016", "\u202a03/04/2016\u202c"]
)
def test_signs_that_nobody_sees_do_not_count(text):
    """Dates that are copied from a window or a web page have such around them."""
    assert days(text) == ["2016-04-03"]


# The time of day


def test_a_day_without_a_time_is_that_day():
    """Where the format of the column has a time, a cell that has none is still a day."""
    assert seen("03/04/2016 21:00", "20/04/2016") == ["2016-04-03 21:00", "2016-04-20 00:00"]
    assert seen("2016-04-03T21:00:00Z", "2016-04-20", formats="%Y-%m-%dT%H:%M:%S%z") == ["2016-04-03 22:00", "2016-04-20 00:00"]
    assert seen("21:00 on 03/04/2016", "20/04/2016", formats="%H:%M on %d/%m/%Y") == ["2016-04-03 21:00", "2016-04-20 00:00"]
    assert seen("3 Apr 2016, 9:15 pm", "4 Apr 2016", formats="%d %b %Y, %I:%M %p") == ["2016-04-03 21:15", "2016-04-04 00:00"]


@pytest.mark.parametrize(
    ("written", "text", "moment"),
    [
        ("%d/%m/%Y %H:%M", "04/04/2016 24:00", "2016-04-05 00:00"),
        ("%d/%m/%Y %H:%M:%S", "31/12/2016 24:00:00", "2017-01-01 00:00"),
        ("%Y-%m-%dT%H:%M", "2016-02-28T24:00", "2016-02-29 00:00"),
        ("%d/%m/%Y %H%M", "24/04/2016 2400", "2016-04-25 00:00"),
        ("%d/%m/%Y %H:%M", "04/04/2016 24:30", ""),
        ("%d/%m/%Y %H:%M", "04/04/2016 25:00", ""),
    ],
)
def test_24_oclock_is_the_midnight_after(written, text, moment):
    """And half past 24 is nothing."""
    assert seen(text, formats=written) == [moment]


def test_a_column_of_days_has_no_time():
    """Whatever its formats say; and one of moments has none where no format has."""
    assert days("03/04/2016 21:00", formats="%d/%m/%Y %H:%M") == ["2016-04-03"]
    assert seen("2016-04-03 21:00:00", formats="%d/%m/%Y", sheet="Data") == ["2016-04-03 00:00"]


# A day and a time in two columns


def apart(*cells: tuple[str, str], formats=("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S"), sheet: str = "") -> Mapped:
    """What comes of days and times of day in two columns."""
    known = extract(seen=formats, times={"seen_at": "Seen, hour"})
    rows = pd.DataFrame({"Ref": "1", "Seen": [day for day, _ in cells], "Seen, hour": [time for _, time in cells], "Held": ""}, dtype="str")
    return map_tables({"t": [rows.assign(_file=FILE, _sheet=sheet, _row=range(2, len(rows) + 2))]}, {"t": known})


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("03/04/2016", "21:15", "2016-04-03 21:15"),
        ("03/04/2016", "21:15:30", "2016-04-03 21:15:30"),
        ("03/04/2016", "24:00", "2016-04-04 00:00"),
        ("03/04/2016", "", "2016-04-03 00:00"),
    ],
)
def test_a_day_and_a_time_in_two_columns(day, time, moment):
    """They are read as one text with a space between; without the time it is the day."""
    assert apart((day, time)).tables["t"]["seen_at"].tolist() == [pd.Timestamp(moment)]
    assert apart((day, time)).faults == ()
    assert apart((day, time)).findings == ()


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("2016-04-03", "21:15:00"),
        ("2016-04-03 00:00:00", "21:15"),
        ("2016-04-03", "0.885416666666667"),
        ("2016-04-03", "1899-12-31 21:15:00"),
        ("03/04/2016", "21:15:00"),
        ("03/04/2016", "0.885416666666667"),
    ],
)
def test_a_day_and_a_time_in_two_columns_of_a_workbook(day, time):
    """Each may be held as what it is, as text, or as the number that stands for it."""
    assert apart((day, time), sheet="Data").tables["t"]["seen_at"].tolist() == [pd.Timestamp("2016-04-03 21:15")]


def test_a_time_before_noon_and_after():
    """The format says how day and time are written together."""
    read = apart(("03/04/2016", "9:15 PM"), ("04/04/2016", "9:15 AM"), formats="%d/%m/%Y %I:%M %p").tables["t"]["seen_at"]
    assert read.dt.hour.tolist() == [21, 9]


def test_a_time_without_its_day_is_unreadable():
    """It says something, and not when; where both are empty there is no moment."""
    result = apart(("", "21:15"), ("", ""))
    assert result.unreadable["t"].to_numpy().tolist() == [[0, "seen_at", "unreadable_date"]]


def test_a_header_of_a_time_that_is_not_there_is_a_fault():
    """It names the section of the mapping that asks for it."""
    rows = pd.DataFrame({"Ref": ["1"], "Seen": ["03/04/2016"], "Held": [""], "_file": [FILE], "_sheet": [""], "_row": [2]})
    (fault,) = map_tables({"t": [rows]}, {"t": extract(times={"seen_at": "Clock"})}).faults
    assert "the header 'Clock' is not there" in fault
    assert "under [times] in config/extracts/t.toml" in fault


@pytest.mark.parametrize(
    ("times", "reason"),
    [
        ({"held_on": "Clock"}, "[times] held_on: only a column of moments"),
        ({"lost_at": "Clock"}, "[times] names 'lost_at', which is not under [columns]"),
        ({"seen_at": "Held"}, "the header 'held' is given to two columns"),
        ({"seen_at": "/(/"}, "is not a regular expression"),
    ],
)
def test_times_that_agree_with_nothing_are_refused(times, reason):
    """When settings are read."""
    with pytest.raises(ValueError, match="1 validation error") as refused:
        extract(times=times)
    assert reason in str(refused.value)


# What a workbook holds as a date


def test_dates_of_a_workbook_are_taken_as_they_stand():
    """ISO text from a workbook is a date it holds; in a CSV file only the written form counts."""
    assert seen("2016-07-01 13:05:00", "01/07/2016 13:06", sheet="Data") == ["2016-07-01 13:05", "2016-07-01 13:06"]
    assert days("2016-07-01 09:30:00", sheet="Data") == ["2016-07-01"]
    assert seen("2016-07-01 13:05:00") == [""]


def test_excels_numbers_for_days():
    """Taken in a workbook, where they are what a date without its format is; in a CSV file only if the mapping says so."""
    assert days("42552", "2016-07-02", "03/07/2016", sheet="Data") == ["2016-07-01", "2016-07-02", "2016-07-03"]
    assert days("42552") == [""]
    assert days("42552", "42553.75", formats=("%d/%m/%Y", "excel")) == ["2016-07-01", "2016-07-02"]
    assert days("2016", "15", "99999", formats="excel") == ["", "", ""]


@pytest.mark.parametrize(
    ("number", "moment"), [("42552.5451388889", "2016-07-01 13:05"), ("42463.875", "2016-04-03 21:00"), ("42463", "2016-04-03 00:00")]
)
@pytest.mark.parametrize("formats", [("excel",), ("%d/%m/%Y", "excel"), ("%d/%m/%Y %H:%M", "excel")])
def test_excels_numbers_keep_their_time(number, moment, formats):
    """In a CSV file too."""
    assert seen(number, formats=formats) == [moment]


# Workbooks, from their bytes on


def from_workbook(path, rows: list[list], known: Extract, since_1904: bool = False) -> Mapped:
    """What comes of rows in a workbook that a program has saved."""
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for row in [["Ref", *(["Seen", "Hour"] if known.times else ["Seen"]), "Held"], *rows]:
        book.active.append(row)
    book.save(path)
    text = read_file(RawFile("2016-17", path, "t"), known)
    return map_tables({"t": text.sheets}, {"t": known})


@pytest.mark.parametrize(
    ("since_1904", "number", "moment"),
    [
        (True, 41001.875, "2016-04-03 21:00"),
        (True, 41001, "2016-04-03 00:00"),
        (True, 41018.5451388889, "2016-04-20 13:05"),
        (False, 42463.875, "2016-04-03 21:00"),
    ],
)
def test_plain_numbers_count_days_as_the_workbook_does(tmp_path, since_1904, number, moment):
    """From 1904 in one of Excel for the Mac, whether a cell holds a date or, its format lost, a number."""
    rows = [["1001", number, datetime(2016, 4, 20)], ["41002", datetime(2016, 4, 3, 21), number]]
    read = from_workbook(tmp_path / "a.xlsx", rows, extract(), since_1904).tables["t"]
    assert read["seen_at"].tolist() == [pd.Timestamp(moment), pd.Timestamp("2016-04-03 21:00")]
    assert read["held_on"].tolist() == [pd.Timestamp("2016-04-20"), pd.Timestamp(moment).normalize()]
    assert read["ref"].tolist() == ["1001", "41002"]


XLS_BEGINS = bytes.fromhex("0908 1000 0006 0500 0000 0000 0000 0000 0000 0000")
"""The record with which the workbook in an .xls file begins."""


@pytest.mark.parametrize(
    ("content", "since_1904"),
    [
        (b"\xd0\xcf" + bytes(510) + XLS_BEGINS + bytes.fromhex("4200 0200 b004 2200 0200 0100 0a00 0000"), True),
        (b"\xd0\xcf" + bytes(510) + XLS_BEGINS + bytes.fromhex("4200 0200 b004 2200 0200 0000 0a00 0000"), False),
        (b"\xd0\xcf" + bytes(510) + XLS_BEGINS + bytes.fromhex("0a00 0000 2200 0200 0100"), False),
        (b"\xd0\xcf" + bytes(510) + XLS_BEGINS, False),
        (b"\xd0\xcf" + bytes(510) + XLS_BEGINS + b"\x22", False),
        (b"PK", False),
    ],
)
def test_an_old_workbook_says_from_when_it_counts(content, since_1904):
    """Its record 0x22, if it has one, before the record that ends it."""
    assert counts_from_1904(content) is since_1904


def test_a_day_and_a_time_that_a_workbook_holds(tmp_path):
    """Each in its column, and as what it is."""
    rows = [
        ["1", datetime(2016, 4, 3), time(21, 15), None],
        ["2", datetime(2016, 4, 4), "21:15", None],
        ["3", datetime(2016, 4, 5), 0.885416666666667, None],
        ["4", datetime(2016, 4, 6), None, None],
        ["5", "07/04/2016", time(21, 15), None],
    ]
    read = from_workbook(tmp_path / "a.xlsx", rows, extract(seen=(*TIMES, "%d/%m/%Y %H:%M:%S"), times={"seen_at": "Hour"})).tables["t"][
        "seen_at"
    ]
    assert read.dt.strftime("%d %H:%M").tolist() == ["03 21:15", "04 21:15", "05 21:15", "06 00:00", "07 21:15"]


def test_a_workbook_saved_in_a_month_first_locale_stops_the_run(tmp_path):
    """What a program there makes of British text: dates with day and month exchanged where it can, text where it cannot."""
    texts = [f"{day:02d}/{month:02d}/2016" for month in (4, 5, 6) for day in (3, 9, 14, 27)]
    rows = [[str(i), None, datetime(2016, int(text[:2]), int(text[3:5])) if int(text[:2]) <= 12 else text] for i, text in enumerate(texts)]
    (fault,) = from_workbook(tmp_path / "a.xlsx", rows, extract()).faults
    assert 'held_on = ["%d/%m/%Y", "swapped"]' in fault
    right = from_workbook(tmp_path / "a.xlsx", rows, extract(held=("%d/%m/%Y", "swapped")))
    assert right.faults == ()
    assert right.tables["t"]["held_on"].dt.strftime("%d/%m/%Y").tolist() == texts


# Columns that contradict themselves


def test_dates_with_the_month_first_stop_the_run():
    """07/13/2016 can only be American, so 07/01/2016 beside it is not the 7th of January."""
    (fault,) = doubts("07/01/2016", "07/13/2016")
    assert "the dates seem to be written with the month first: all 2 fit %m/%d/%Y" in fault
    assert "write held_on = '%m/%d/%Y' under [dates] in config/extracts/t.toml" in fault
    assert days("07/01/2016", "07/13/2016", formats="%m/%d/%Y") == ["2016-07-01", "2016-07-13"]


@pytest.mark.parametrize(
    ("texts", "formats", "right"),
    [
        (("07/01/2016", "07/13/2016", "not known"), "%d/%m/%Y", "'%m/%d/%Y'"),
        (("7/1/16", "7/13/16", "7/14/16"), "%d/%m/%y", "'%m/%d/%y'"),
        (("2016-13-07", "2016-01-07"), "%Y-%m-%d", "'%Y-%d-%m'"),
        (("13.07.2016", "01.07.2016"), "%m.%d.%Y", "'%d.%m.%Y'"),
    ],
)
def test_the_other_order_stops_the_run_where_it_alone_fits(texts, formats, right):
    """Also beside cells that are no date, and where the mapping itself has the month first."""
    (fault,) = doubts(*texts, formats=formats)
    assert f"write held_on = {right} under [dates]" in fault


def test_one_slip_does_not_make_a_column_american():
    """07/13/2016 among days that can only be British is a fault of its cell."""
    texts = ("13/07/2016", "14/07/2016", "01/07/2016", "07/13/2016")
    assert doubts(*texts) == ()
    assert days(*texts)[-1] == ""


def test_both_orders_in_one_column_stop_the_run():
    """What a program wrote after it had exchanged some: 03/04/2016 may be either."""
    (fault,) = doubts("13/07/2016", "14/07/2016", "03/04/2016", "07/13/2016", "07/14/2016", "07/15/2016")
    assert "3 of 6 different dates can only be read with day and month in the other order" in fault


EXCHANGED = ("2016-03-04", "2016-05-04", "2016-07-05", "2016-11-06")
"""3 April, 4 May, 5 July and 6 November, as Excel holds them when it takes the first number for the month, or the other way round."""

LEFT = {
    "%d/%m/%Y": ("13/04/2016", "20/04/2016", "25/05/2016", "30/06/2016"),
    "%m/%d/%Y": ("04/13/2016", "04/20/2016", "05/25/2016", "06/30/2016"),
}


@pytest.mark.parametrize("mapping", LEFT)
@pytest.mark.parametrize("written", LEFT)
def test_real_dates_that_a_program_has_exchanged_stop_the_run(mapping, written):
    """All real dates up to the 12th, all texts later: whichever order the texts have, and whichever the mapping lists."""
    (fault,) = doubts(*EXCHANGED, *LEFT[written], formats=mapping, sheet="Data")
    assert "of 4 different real dates all or nearly all have a day up to the 12th" in fault
    assert f'held_on = ["{written}", "swapped"] under [dates] in config/extracts/t.toml' in fault
    assert "2016" not in fault.removeprefix(FILE)


@pytest.mark.parametrize("written", LEFT)
def test_swapped_reads_them_right(written):
    """Day and month in each other's place in what the workbook holds; texts as their format says."""
    formats = (written, "swapped")
    right = ["2016-04-03", "2016-04-05", "2016-05-07", "2016-06-11"]
    assert days(*EXCHANGED, *LEFT[written], formats=formats, sheet="Data") == [
        *right,
        "2016-04-13",
        "2016-04-20",
        "2016-05-25",
        "2016-06-30",
    ]
    assert doubts(*EXCHANGED, *LEFT[written], formats=formats, sheet="Data") == ()


def test_swapped_leaves_the_time_alone_and_reads_numbers_too():
    """A date that has lost its format is a number."""
    assert seen("2016-03-04 21:15:00", "42433.875", formats=("%d/%m/%Y %H:%M", "swapped"), sheet="Data") == [
        "2016-04-03 21:15",
        "2016-04-03 21:00",
    ]


def test_not_swapped_takes_them_as_they_stand():
    """When the sender says that they are right."""
    formats = ("%d/%m/%Y", "not swapped")
    assert doubts(*EXCHANGED, *LEFT["%d/%m/%Y"], formats=formats, sheet="Data") == ()
    assert days(*EXCHANGED, formats=formats, sheet="Data") == [*EXCHANGED]


@pytest.mark.parametrize(("written", "cells"), [("%Y-%m-%d", EXCHANGED), ("excel", ("42433", "42494", "42556", "42680"))])
def test_a_csv_file_made_of_such_a_workbook_stops_the_run_too(written, cells):
    """What was a real date has the year first there, or is Excel's number for it, and the rest is as it was."""
    (fault,) = doubts(*cells, *LEFT["%d/%m/%Y"], formats=("%d/%m/%Y", written))
    assert f'held_on = ["%d/%m/%Y", "{written}", "swapped"]' in fault
    assert days(*cells, *LEFT["%d/%m/%Y"], formats=("%d/%m/%Y", written, "swapped"))[:2] == ["2016-04-03", "2016-04-05"]


def test_swapped_means_nothing_in_a_file_that_holds_no_dates():
    """Text is read as its format says."""
    assert days("03/04/2016", "13/04/2016", formats=("%d/%m/%Y", "swapped")) == ["2016-04-03", "2016-04-13"]


def test_a_workbook_that_shows_to_be_right_is_not_swapped():
    """Two files of a table, one spoilt, one not: real dates after the 12th were never exchanged."""
    honest = ("2016-03-04", "2016-03-14", "2016-03-24")
    assert days(*honest, formats=("%d/%m/%Y", "swapped"), sheet="Data") == [*honest]
    assert doubts(*honest, formats=("%d/%m/%Y", "swapped"), sheet="Data") == ()


def test_a_workbook_that_is_partly_swapped_stops_the_run():
    """Somebody put one right by hand: then nobody knows of the others."""
    some = [f"2016-{month:02d}-{day:02d}" for month in (3, 4, 5) for day in range(1, 8)]
    (fault,) = doubts(*some, "2016-03-14", formats=("%d/%m/%Y", "swapped"), sheet="Data")
    assert "1 of 22 different real dates have a day after the 12th" in fault


@pytest.mark.parametrize(
    "cells",
    [
        EXCHANGED,
        ("2016-03-01", "2016-04-01", "2016-05-01", "2016-06-01", "2016-07-01", "2016-08-01", "2016-09-01"),
        (*EXCHANGED, "not known", "n/a", "tbc", "?"),
        (*EXCHANGED, "13/04/2016", "20/04/2016"),
        (*EXCHANGED, "2016-05-14", *LEFT["%d/%m/%Y"]),
        (*EXCHANGED, "02/04/2016", *LEFT["%d/%m/%Y"]),
        ("2016-03-04", "2016-03-04", "2016-03-04", "2016-03-04", "2016-05-04", *LEFT["%d/%m/%Y"]),
        ("2003-06-05", "2003-06-05", "2004-01-09", *("28/11/2002",) * 5),
        (*LEFT["%d/%m/%Y"],),
        ("2016-04-13", "2016-04-20", "01/04/2016", "02/05/2016", "03/06/2016"),
    ],
)
def test_honest_columns_of_a_workbook_pass(cells):
    """Few dates, dates without texts, the first of each month, words among them, days that stand there again, and either kind in both."""
    assert not any("real dates" in fault for fault in doubts(*cells, sheet="Data"))


@settings(max_examples=30)
@given(
    st.lists(st.dates(datetime(2015, 1, 1).date(), datetime(2017, 12, 31).date()), min_size=20, max_size=60, unique=True).filter(
        lambda dates: sum(date.day > 12 for date in dates) >= 6
    ),
    st.randoms(use_true_random=False),
)
def test_a_column_some_of_whose_dates_are_text_at_random_passes(dates, random):
    """Which cells are text has nothing to do with their day: the share of late days among real dates tells."""
    cells = [f"{date:%d/%m/%Y}" if random.random() < 0.3 else f"{date:%Y-%m-%d}" for date in dates]
    held = [date.day > 12 for date, cell in zip(dates, cells, strict=True) if "/" not in cell]
    if sum(held) > 0.05 * len(held):
        assert doubts(*cells, sheet="Data") == ()


# Anything at all

PIECES = ["%d", "%m", "%Y", "%y", "%b", "%B", "%H", "%I", "%M", "%S", "%f", "%p", "%z", "%A", "%R", "%T", "%-d", "%%", *"/- :TZ([{"]
CELLS = [
    "03/04/2016",
    "2016-04-03 21:00:00",
    "03/04/2016 24:00",
    "42463.875",
    "today",
    "0",
    "٣/٤/٢٠١٦",
    "+99:99",
    "9" * 20,
    "\0",
    "2016-04-03T21:00Z",
]
FORMATS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.sampled_from([*TIMES, "excel", "swapped"])


@settings(max_examples=30)
@given(
    st.lists(FORMATS, min_size=1, max_size=3),
    st.lists(st.text(max_size=30) | st.sampled_from(CELLS) | st.datetimes().map(str), min_size=1, max_size=8),
    st.sampled_from(["", "Data"]),
)
def test_no_format_and_no_cell_makes_a_traceback(formats, cells, sheet):
    """A format is refused with a message that names it, or every cell is read, is a word for nothing, or is said to be unreadable."""
    if any(map(format_fault, formats)):
        with pytest.raises(ValueError, match=r"\[dates\] seen_at"):
            extract(seen=tuple(formats), held=tuple(formats))
        return
    known = extract(seen=tuple(formats), held=tuple(formats))
    result = mapped({"Seen": cells, "Held": cells}, known, sheet)
    table, text, reader = result.tables["t"], result.received["t"], Reader(known, EmptyWords())
    for column in ("seen_at", "held_on"):
        said = result.unreadable["t"].query("column == @column")["row"].tolist()
        unread = text[column][table[column].isna()].dropna()
        assert said == [row for row, cell in unread.items() if reader.read(column, cell).value is not None]


@settings(max_examples=30)
@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2060, 12, 31)),
    st.permutations(["%d", "%m", "%Y"]),
    st.sampled_from(["%H:%M:%S", "%I:%M:%S %p", "%T"]),
)
def test_what_is_written_in_a_format_is_read_as_it_was(moment, order, clock):
    """There and back, in any order of day, month and year."""
    written = f"{'.'.join(order)} {clock}"
    assert mapped({"Seen": [moment.strftime(written)]}, extract(seen=written)).tables["t"]["seen_at"][0] == moment.replace(microsecond=0)
