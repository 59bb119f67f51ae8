"""Whether the mapping gives each table the columns, dates and codes that its schema needs."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.base.table import AND, Column, SecondRow, TableRecord, together
from analysis.base.vocabulary import NO_OWN, VOCABULARY_FILE, Vocabulary
from analysis.chapters.tables import tables_with_codes_of
from analysis.intake.sources import Extract, stop_on


def check_extracts(extracts: dict[str, Extract], vocabulary: Vocabulary = NO_OWN) -> None:
    """Whether the mapping gives each table the columns, dates and codes of its record. Raises one `Fault` with everything amiss."""
    records = tables_with_codes_of(vocabulary)
    faults = [fault for table, extract in extracts.items() for fault in _mapping_faults(table, extract, records)]
    faults += [fault for table, extract in extracts.items() for fault in _never_said(table, extract, vocabulary)]
    stop_on(faults, "The mapping of the extracts cannot be used")


def _mapping_faults(table: str, extract: Extract, records: Mapping[str, TableRecord]) -> list[str]:
    file = f"config/extracts/{table}.toml"
    if table not in records:
        return [f"{file}: there is no table {table!r}. The tables are {', '.join(records)}. Rename the file or take it away."]
    columns = {column.name: column for column in records[table].delivered}
    missing = [
        f"{file}: write the header of {column} under [columns]."
        for column, rule in columns.items()
        if not rule.is_optional and column not in extract.columns
    ]
    unknown = [f"{file}: {column} is not a column of {table}: take it away." for column in extract.columns if column not in columns]
    empty = [
        f"{file}: {column} must be filled, and the mapping gives it neither a header nor a default."
        + (" Where the file has no number for its rows, key_from names the columns that tell them apart." if column == extract.key else "")
        for column, rule in columns.items()
        if rule.must and column in extract.columns and not _is_filled(column, extract)
    ]
    return missing + unknown + empty + _code_faults(file, columns, extract) + _second_faults(file, records[table].second, extract)


def _never_said(table: str, extract: Extract, vocabulary: Vocabulary) -> list[str]:
    """Codes that the mapping gives and no report of the authority would count."""
    given = {column: {*codes.values(), extract.defaults.get(column, "")} for column, codes in extract.values.items()}
    return [
        f"config/extracts/{table}.toml: [values.{column}] gives {code!r}, which only some lists tell apart. Write [{code}] into "
        f"config/{VOCABULARY_FILE}, with since = the day from which your lists have it; then every report tells it apart."
        for column, codes in given.items()
        for code in sorted(codes & vocabulary.never_said)
    ]


def _is_filled(column: str, extract: Extract) -> bool:
    return column in extract.from_file or column in extract.defaults or (column == extract.key and bool(extract.key_from))


def _second_faults(file: str, second: SecondRow | None, extract: Extract) -> list[str]:
    """Where a row says two things, the system often has one state for it, the last: the row is then taken for what it says second."""
    if second is None or second.column not in extract.from_file:
        return []
    column, code = second.says
    spelled = [repr(text) for text, meaning in extract.values.get(column, {}).items() if meaning == code]
    spelled += [f"[defaults] {column}"] if extract.defaults.get(column) == code else []
    return (
        [
            f"{file}: with {second.column} a row is two messages, and {code!r} is the second of them, which is made of {second.column}. "
            f"So {' and '.join(spelled)} must have the code of the first: choose another than {code!r}."
        ]
        if spelled
        else []
    )


def _is_code(rule: Column, written: str) -> bool:
    """Whether a mapping may give this code: one of the column, or several in whatever order, where a cell may hold them."""
    return rule.allows(together(written.split(AND))) if rule.holds_several else written in rule.codes


def _code_faults(file: str, columns: dict[str, Column], extract: Extract) -> list[str]:
    faults = []
    for column, rule in columns.items():
        allowed = rule.codes
        if allowed and column in extract.from_file and column not in extract.spellings:
            faults.append(f"{file}: say under [values.{column}] which spelling means which of {', '.join(allowed)}.")
        several = f", or several of them in the order of the alphabet with {AND} between" if rule.holds_several else ""
        if allowed and not rule.allows(extract.defaults.get(column, allowed[0])):
            faults.append(f"{file}: [defaults] {column} must be one of {', '.join(allowed)}{several}.")
        for text, code in extract.values.get(column, {}).items() if allowed else ():
            if not _is_code(rule, code):
                one_of = f"it must be one of {', '.join(allowed)}{several}"
                another = (
                    f" Another is declared in config/{VOCABULARY_FILE}, which lists them all under [[{rule.listed}]]."
                    if rule.listed
                    else ""
                )
                faults.append(f"{file}: [values.{column}] gives {text!r} the code {code!r}; {one_of}.{another}")
        for official in extract.lists[column].code if column in extract.lists else ():
            if official.means and official.means not in allowed:
                named = f"the code list {extract.lists[column].title!r} (config/codes)"
                faults.append(f"{named} gives {official.code!r} the code {official.means!r}; {column} of {file} has {', '.join(allowed)}.")
    return faults
