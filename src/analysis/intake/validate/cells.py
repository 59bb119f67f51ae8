"""Rules about one cell, and those that the rooms before and after carry out themselves."""

from __future__ import annotations

from analysis.chapters.tables import EXTRACTS
from analysis.intake.map.cleaning import SENTENCES
from analysis.intake.people.exact import DOUBTS, NUMBERS, SEXES, SHARED
from analysis.intake.validate.fields import IDENTIFIED, KEYS, OF_CHILDREN, OF_PEOPLE, REQUIRED, columns_of
from analysis.intake.validate.rule import Rule

STOPS = (
    Rule(
        "file_missing", "stop", "file", KEYS,
        "a period folder has no file for a table that must be there",
        "Put the file into the folder, or write required = false in the table's mapping.",
    ),
    Rule(
        "file_unreadable", "stop", "file", KEYS,
        "a file is damaged, locked, too large, empty or not what its name says",
        "Ask for it again, or save it as the message says.",
    ),
    Rule(
        "header_unknown", "stop", "file", KEYS,
        "a column that the mapping names is not in the file, or is there twice",
        "Write the file's header under [columns] in the table's mapping.",
    ),
    Rule(
        "dates_doubtful", "stop", "file", columns_of("date"),
        "the dates of a column can be read in two ways, or contradict each other",
        "Ask for the file as CSV from the system itself, or write what the message says under [dates] in the table's mapping.",
    ),
    Rule(
        "spelling_unknown", "stop", "cell", columns_of("code"),
        "a spelling has no code",
        "Add it under [values] in the table's mapping, have the cell put right, or put it right in the corrections register.",
    ),
    Rule(
        "correction_stale", "stop", "cell", KEYS,
        "an entry of the corrections register no longer fits the extract",
        "Take the entry out when the sender has put the cell right; otherwise write what stands there now.",
    ),
    Rule(
        "most_rows_kept_aside", "stop", "file", KEYS,
        "more than half of the rows of a file cannot be used",
        "Look at the dates and headers in the table's mapping: a whole column is probably read the wrong way.",
    ),
    Rule(
        "rows_unaccounted", "stop", "file", KEYS,
        "rows in is not rows used and rows kept aside",
        "It is an error of the program: please report it.",
    ),
)  # fmt: skip

NOTES = (
    Rule(
        "file_not_used", "warn", "file", {},
        "a file that no table claims",
        "Take it away, or name it under files in a table's mapping.",
    ),
    Rule(
        "sheet_not_used", "warn", "file", KEYS,
        "a sheet that does not hold the table",
        "Nothing, unless it holds rows that should be counted.",
    ),
    Rule(
        "hidden_sheet", "warn", "file", KEYS,
        "a hidden sheet that holds rows of the table",
        "Ask whether its rows should be counted.",
    ),
    Rule(
        "read_as", "note", "file", KEYS,
        "a file is not written in the usual way, and how it was read",
        "Nothing, unless letters or columns look wrong.",
    ),
    Rule(
        "not_data", "note", "file", KEYS,
        "rows that are titles, totals, repeated headers, dashes, remarks about the table or blank",
        "Nothing, unless they hold something that should be counted.",
    ),
    Rule(
        "left_out", "note", "file", KEYS,
        "rows that the mapping leaves out by the value of a column",
        "Nothing, unless they should be counted: then take the value away under [leave_out] in the table's mapping.",
    ),
    Rule(
        "left_out_none", "warn", "file", KEYS,
        "the mapping leaves out rows by a value, and no row of the delivery has it",
        "See how the file spells it now, and put the value under [leave_out] right or take it away.",
        moves="down",
    ),
    Rule(
        "no_rows", "warn", "file", KEYS,
        "a file with the heading of the table and no row under it, so what is counted from it is 0",
        "Ask the sender whether there was nothing to send; if the rows were lost, ask for the file again.",
        moves="up",
    ),
    Rule(
        "hidden_row", "warn", "file", KEYS,
        "a row that is hidden or filtered out in the workbook, and is used all the same",
        "Ask the sender whether it should count; if not, have it deleted.",
        moves="down",
    ),
    Rule(
        "letters_damaged", "warn", "file", KEYS,
        "letters that were written in one encoding and read in another, such as Ã© for é",
        "Ask for the file again as 'CSV UTF-8': a name with such a letter meets no other, so one child may be counted as two.",
        moves="down",
    ),
    Rule(
        "column_not_used", "note", "file", KEYS,
        "a column that the mapping does not use",
        "Nothing, unless it holds something that is counted.",
    ),
    Rule(
        "not_split", "warn", "cell", KEYS,
        "a cell does not fit the pattern by which the mapping takes a part of it, so nothing is taken",
        "Put the pattern under [split] right, or have the cell put right; a group that may be empty says that the part may be absent.",
        moves="either",
    ),
    Rule(
        "cell_corrected", "note", "cell", KEYS,
        "a cell put right by the corrections register",
        "Ask the sender to put it right at the source.",
    ),
    Rule(
        "no_identifier", "warn", "cell", IDENTIFIED,
        SENTENCES["no_identifier"],
        "Fill in the number at the source. Where the word is a number after all, take it out of config/empty.toml.",
        moves="down",
    ),
    Rule(
        "read_as_empty", "note", "cell", KEYS,
        SENTENCES["read_as_empty"],
        "Nothing. Where the word says something, give it a code under [values] of the mapping, or take it out of config/empty.toml.",
    ),
    Rule(
        "signs_removed", "note", "cell", KEYS,
        SENTENCES["signs_removed"],
        "Nothing, unless they belong to the value.",
    ),
    Rule(
        "duplicate_row", "note", "table", KEYS,
        "says exactly what an earlier row says and is counted once",
        "Nothing, unless the extract should not repeat rows.",
    ),
    Rule(
        "superseded_row", "note", "table", {table: fields for table, fields in KEYS.items() if EXTRACTS[table].is_history},
        "a later delivery says more about the same row, so the later one counts",
        "Nothing: a history is expected to grow.",
    ),
)  # fmt: skip

CELLS = (
    Rule(
        "empty", "quarantine", "cell", REQUIRED,
        "this cell must be filled in",
        "Fill it in at the source.",
        moves="up",
    ),
    Rule(
        "error_cell", "quarantine", "cell", KEYS,
        SENTENCES["error_cell"],
        "Have the formula or the cell put right at the source, calculate the workbook anew and save it. "
        "Where the column holds no code and may be empty the row is used without it.",
        moves="up",
    ),
    Rule(
        "spoilt_identifier", "warn", "cell", IDENTIFIED,
        SENTENCES["spoilt_identifier"],
        "Have the column exported as text: the digits that are lost cannot be worked back.",
        moves="down",
    ),
    Rule(
        "unreadable_date", "quarantine", "cell", columns_of("date"),
        "this cannot be read as a date in the way the mapping says, or its year is not from 1901 to 2100",
        "Put the date right at the source. Where the column may be empty the row is used without it.",
        moves="up",
    ),
    Rule(
        "unreadable_number", "quarantine", "cell", columns_of("whole number"),
        "this cannot be read as a whole number",
        "Put the number right at the source.",
        moves="up",
    ),
    Rule(
        "unknown_code", "quarantine", "cell", columns_of("code"),
        "this is not one of the codes the column may have",
        "Put the code in the mapping or the correction right; the data dictionary lists them.",
        moves="up",
    ),
    Rule(
        "negative", "quarantine", "cell", columns_of("whole number"),
        "a number of people cannot be below nought",
        "Put the number right at the source.",
        moves="up",
    ),
    Rule(
        "ends_before_it_starts", "quarantine", "row", {table: record.lasts[::-1] for table, record in EXTRACTS.items() if record.lasts},
        "the end is before the start",
        "Put one of the two dates right at the source.",
        moves="up",
    ),
    Rule(
        "key_conflict", "quarantine", "table", KEYS,
        "another row has the same value here and says something else, so neither row is used",
        "Find out which of the rows is right and have the other taken out or given a number of its own.",
        moves="up",
    ),
)  # fmt: skip
"""Rules that the schemas check."""

LINKED = (
    Rule(
        "no_episode", "quarantine", "across tables", {"return_interviews": (EXTRACTS["return_interviews"].event, "full_name")},
        "no episode of this child ends within 24 hours of this return",
        "Look for the police notification that the child was found; put the name, date of birth or time of return right where they differ.",
        moves="up",
    ),
    Rule(
        SHARED, "warn", "across tables", OF_PEOPLE,
        DOUBTS[SHARED],
        "Decide with `overview review` where it asks. Where the number is a word for none, write it into config/empty.toml.",
        moves="either",
    ),
    Rule(
        NUMBERS, "warn", "across tables", OF_PEOPLE,
        DOUBTS[NUMBERS],
        "Decide with `overview review`, and ask whether the two records should be merged at the source.",
        moves="down",
    ),
    Rule(
        SEXES, "warn", "across tables", OF_CHILDREN,
        DOUBTS[SEXES],
        "Have the sex put right at the source, or decide with `overview review` that they are twins.",
        moves="down",
    ),
)  # fmt: skip
"""Rules that the rooms `people` and `prepare` carry out, because linking and pairing is their business."""
