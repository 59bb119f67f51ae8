"""Which column of a file is which of ours, and what to say when that cannot be told."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches
from hashlib import blake2b

import pandas as pd

from analysis.base.periods import Period, is_period
from analysis.base.vocabulary import AT_ALL_TIMES
from analysis.chapters.tables import EXTRACTS
from analysis.intake.extracts import Extract, is_pattern, spelling, time_of
from analysis.intake.map.values import by_value, spelled
from analysis.intake.map.written import with_time
from analysis.intake.sources import ORIGIN, TEXT, Finding, findings_about, letter

SMALL_WORDS = {"of", "the", "a", "an", "and", "in"}
NOT_SPLIT = "what stands here does not fit the pattern under [split] in the mapping, so nothing is taken from it"
LETTERS = ["table", "file", "sheet", "column", "header", "letter"]


def name_columns(parts: list[pd.DataFrame], extract: Extract) -> pd.DataFrame:
    """The sheets of a table under one another, still text, in our columns; a column whose header is missing stays empty."""
    return pd.concat([_name_columns(part, extract) for part in parts], ignore_index=True)


def with_made_key(text: pd.DataFrame, extract: Extract) -> pd.DataFrame:
    """The rows of a table with a key of their own, where the mapping says what to make it from."""
    return text.assign(**{extract.key: made_key(text, extract)}) if extract.key_from else text


def made_key(text: pd.DataFrame, extract: Extract) -> pd.Series:
    """The key, and where a row has none one made from the cells that tell it apart. It is the same for the same cells and hides them.

    Rows of one delivery that agree in those cells and differ in others are numbered: a child may go missing twice on one day.
    """
    cells = [text[column].fillna("") for column in extract.key_from]
    made = pd.Series([_hidden(row) for row in zip(*cells, strict=True)], index=text.index, dtype=TEXT)
    filled = pd.concat([cell != "" for cell in cells], axis="columns").any(axis="columns")
    for row, number in numbers_of_equals(made, text).items():
        made[row] = _hidden((made[row], str(number)))
    return text[extract.key].fillna(made.where(filled)).astype(TEXT)


def numbers_of_equals(made: pd.Series, text: pd.DataFrame) -> pd.Series:
    """The number, from 1, of each row whose key other rows of its delivery (period folder) have already; the first of them is not there.

    First goes what another delivery says as well, then the row with the fewest filled cells: it is the one of which a later delivery says
    more, such as when a child came back. So a row has the same number in both. What one delivery says twice is one row.
    """
    folder = by_value(text["_file"], lambda files: files.str.split("/").str[0])
    twice = made[pd.DataFrame({"key": made, "folder": folder}).duplicated()].unique()
    rows = text.drop(columns=ORIGIN).assign(_key=made)[made.isin(twice)].apply(spelled)
    said = rows.groupby(list(rows), dropna=False, sort=False).ngroup()
    known = pd.DataFrame({"key": made, "folder": folder, "said": said, "filled": rows.notna().sum(axis="columns")}).loc[rows.index]
    once = known.drop_duplicates(["folder", "said"])
    once = once.assign(folders=once.groupby("said")["folder"].transform("size"))
    once = once.sort_values(["folders", "filled"], ascending=[False, True], kind="stable")
    once["number"] = once.groupby(["key", "folder"]).cumcount()
    numbers = known.reset_index().merge(once[["folder", "said", "number"]], on=["folder", "said"]).set_index("index")["number"]
    return numbers[numbers > 0]


def _hidden(cells: tuple[str, ...]) -> str:
    return blake2b("\x1f".join(cells).encode(), digest_size=8).hexdigest()


def header_faults(part: pd.DataFrame, table: str, extract: Extract) -> list[str]:
    """A sentence for each header of the mapping that this sheet lacks or has twice."""
    headers = _headers(part)
    places = extract.places(headers)
    not_held = _not_held(part, table, extract)
    missing = [column for column in extract.expected if column not in places and column not in not_held]
    # A file without headers has a child in its first row. So its texts are quoted only if most of them are known as headers.
    quoted = headers if len(missing) * 2 <= len(extract.expected) else []
    return [_missing(part, column, table, extract, quoted) for column in missing] + _shared(part, places, headers, table, extract)


def _not_held(part: pd.DataFrame, table: str, extract: Extract) -> set[str]:
    """What of `Extract.wanted` the file need not have: its period has no day on which the system held it."""
    dated = [one for one in EXTRACTS[table].delivered if one.recorded != AT_ALL_TIMES] if table in EXTRACTS else []
    folder = part["_file"].iloc[0].split("/")[0] if dated else ""
    if not is_period(folder):
        return set()
    period = Period.parse(folder)
    gone = [one.name for one in dated if one.name in extract.columns and not one.recorded.meets(period.start, period.end)]
    return {source for column in gone for source in extract.sources(column)}


def unused_headers(part: pd.DataFrame, table: str, extract: Extract) -> list[Finding]:
    """Columns that the mapping does not use. Said only when every header was found: otherwise the first row may not be headers."""
    headers = _headers(part)
    used = {place for places in extract.places(headers).values() for place in places}
    unused = [header for place, header in enumerate(headers) if place not in used and header]
    if not unused or header_faults(part, table, extract):
        return []
    message = f"The mapping does not use {', '.join(map(repr, unused))}."
    return [Finding("column_not_used", "note", table, part["_file"].iloc[0], "", message, 0)]


def unfitting_cells(part: pd.DataFrame, table: str, extract: Extract) -> list[Finding]:
    """Cells that say something and do not fit the pattern by which a column is a part of them."""
    places = _places(part, extract)
    there = {column: _emptied(part.iloc[:, places[column]]) for column in extract.split if column in places}
    unfit = {column: part[cells.notna() & ~extract.split[column].fits(cells)] for column, cells in there.items()}
    return [one for column, rows in unfit.items() for one in findings_about(rows, "not_split", "warn", table, column, NOT_SPLIT)]


def letters_of(sheets: dict[str, list[pd.DataFrame]], extracts: dict[str, Extract]) -> pd.DataFrame:
    """Where each of our columns stands in each sheet, in Excel's letters."""
    found = [
        (table, part["_file"].iloc[0], part["_sheet"].iloc[0], column, part.columns[place], letter(place))
        for table, parts in sheets.items()
        for part in parts
        for column, place in _places(part, extracts[table]).items()
    ]
    return pd.DataFrame(found, columns=LETTERS).astype(TEXT)


def nearest_header(headers: tuple[str, ...], there: list[str]) -> str:
    """The header of a file that comes nearest to one of these, or ""."""
    known = {spelling(header): header for header in there if header}
    for header in headers:
        if not is_pattern(header) and (near := get_close_matches(spelling(header), list(known), n=1, cutoff=0.5)):
            return known[near[0]]
    return ""


def likeness(one: str, other: str) -> float:
    """How alike two headers are, from 0 to 1: their letters, or how many words of the shorter one stand in the longer.

    >>> likeness("start_date", "Missing Start Date")
    0.9
    """
    one, other = (spelling(text.replace("_", " ")) for text in (one, other))
    words = sorted(({word for word in text.split() if word not in SMALL_WORDS} for text in (one, other)), key=len)
    shared = 0.9 * len(words[0] & words[1]) / len(words[0]) if len(words[0]) > 1 else 0.0
    return max(SequenceMatcher(None, one, other).ratio(), shared)


def _headers(part: pd.DataFrame) -> list[str]:
    return list(part.columns[: -len(ORIGIN)])


def _name_columns(part: pd.DataFrame, extract: Extract) -> pd.DataFrame:
    places = extract.places(_headers(part))
    empty = pd.Series(index=part.index, dtype=TEXT)
    found = {column: _emptied(part.iloc[:, places[column][0]]) if column in places else empty for column in extract.wanted}
    columns = {column: found[column] for column in extract.columns}
    columns |= {
        column: _emptied(join.cells([found[source] for source in extract.sources(column)])) for column, join in extract.join.items()
    }
    columns |= {column: _emptied(split.cells(found[extract.sources(column)[0]])) for column, split in extract.split.items()}
    columns |= {column: _emptied(with_time(columns[column], found[time_of(column)])) for column in extract.times}
    return pd.DataFrame(columns | {column: part[column] for column in ORIGIN})


def _places(part: pd.DataFrame, extract: Extract) -> dict[str, int]:
    """Where each of our columns stands in a sheet, or the first header that it is made of."""
    places = extract.places(_headers(part))
    first = {
        column: next((places[source][0] for source in extract.sources(column) if source in places), None) for column in extract.columns
    }
    return {column: place for column, place in first.items() if place is not None}


def _emptied(cells: pd.Series) -> pd.Series:
    stripped = cells.str.strip(" \t\r\n\f\v")  # Other blanks are said to be taken away, so they are left for now.
    return stripped.where(stripped != "").astype(TEXT)


def _missing(part: pd.DataFrame, column: str, table: str, extract: Extract, there: list[str]) -> str:
    headers, part_of_mapping = extract.wanted[column], extract.place_of(column)
    named = f"for {column}" if part_of_mapping in ("[columns]", "[times]") else "in its place"
    near = nearest_header(headers, there)
    wanted = f"the header {headers[0]!r} is not" if len(headers) == 1 else f"none of the headers {', '.join(map(repr, headers))} is"
    return (
        f"{_place(part)}: {wanted} there.{f' The nearest header there is {near!r}.' if near else ''} "
        f"Write the file's header {named} under {part_of_mapping} in config/extracts/{table}.toml."
    )


def _shared(part: pd.DataFrame, places: dict[str, list[int]], headers: list[str], table: str, extract: Extract) -> list[str]:
    """Headers that stand there twice, and patterns that fit two."""
    faults = []
    for column, found in places.items():
        names = list(dict.fromkeys(headers[place] for place in found))
        if len(found) > 1 and len({spelling(name) for name in names}) == 1:
            faults.append(f"{_place(part)}: the header {names[0]!r} stands there twice. Take one of the two columns away.")
        elif len(found) > 1:
            faults.append(
                f"{_place(part)}: the headers {' and '.join(map(repr, names))} both fit {column}. Write the right one alone for {column} "
                f"under [columns] in config/extracts/{table}.toml."
            )
    for header in dict.fromkeys(headers):
        if len(columns := extract.headers.meanings(header) if header else []) > 1:
            faults.append(
                f"{_place(part)}: the header {header!r} fits the patterns of {' and of '.join(columns)}. Make the patterns under [columns] "
                f"in config/extracts/{table}.toml narrower, so that only one of them fits."
            )
    return faults


def _place(part: pd.DataFrame) -> str:
    file, sheet = part["_file"].iloc[0], part["_sheet"].iloc[0]
    return f"{file}, sheet {sheet!r}" if sheet else file
