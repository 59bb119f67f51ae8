"""A mapping proposed for a file that no table claims: `overview check FILE`.

What the project knows already, its own mappings and the ready-made ones in ``config/mappings``, is held against the file: which table
its headers fit best, which header is which column, how its dates are written, which values have a code. What is known is written
down; what is not is listed with the number of its cells and the nearest known spelling, for a person to decide. The file is then read
with what is proposed, by the rooms that a run uses, and what they could not read is said. No value of a column about who a child is, or of
a column that nobody knows, is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.base.empties import EmptyWords
from analysis.base.settings import Fault, Workspace
from analysis.intake.codes import CodeList, read_code_lists
from analysis.intake.extracts import Extract, Spellings, is_date, is_pattern, spelling
from analysis.intake.formats import SERIAL
from analysis.intake.map.cleaning import Reader
from analysis.intake.map.dates import how_many_fit
from analysis.intake.map.headers import likeness
from analysis.intake.map.values import nearest_value
from analysis.intake.read import read_file
from analysis.intake.read.grid import LOOK_IN
from analysis.intake.sources import ORIGIN, PERSONAL, RawFile, read_extract
from analysis.intake.trial import Trial, try_out, try_proposal

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%d/%m/%y", SERIAL, "%m/%d/%Y")
CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
TIMES = tuple(f"{day}{space}{clock}" for day in ("%d/%m/%Y", "%Y-%m-%d") for space in " T" for clock in CLOCKS)
"""Ways of writing dates that are tried, the likeliest first."""

ALIKE, NEAR = 0.8, 0.6
"""How alike a header must be to what is known to be taken for it, and to be put forward for a person to check."""

ENOUGH = 3
"""So many headers make a file one of a table; fewer may be chance."""

HAS_DIGIT = re.compile(r"\d").search

MOST_VALUES = 40
"""A column with more values than that is not a list of codes."""


@dataclass(frozen=True)
class Candidate:
    """A mapping that may fit, and how much of it does: headers ``found`` as they are written, and others nearly so (``alike``)."""

    table: str
    path: Path
    extract: Extract
    found: int
    alike: int = 0

    @property
    def fits(self) -> bool:
        return self.found == len(self.extract.expected)

    @property
    def share(self) -> float:
        return (self.found + self.alike) / max(1, len(self.extract.expected))


def propose(workspace: Workspace, path: Path) -> str:
    """A mapping for this file in TOML, to be looked over and put into ``config/extracts``. Raises `Fault` when it cannot be read."""
    known = list(_known(workspace))
    best = max((_tried(path, *one, workspace) for one in known), key=lambda one: (one.share, one.found))
    same_table = [extract for table, _, extract in known if table == best.table]
    part = _read(path, best.table, best.extract, workspace)
    if best.alike:
        part = _read(path, best.table, _with_alike(best.extract, part), workspace)
    limits, vocabulary = workspace.limits, workspace.vocabulary
    ready = best.fits and try_out(path, best.table, best.extract, limits, vocabulary).reads_all
    lines = [*_settings(path, best), *_columns(part, best.extract, same_table), *_dates(part, best.extract, same_table)]
    lines += [*_values(part, best.extract, same_table), *_defaults(part, best.extract, same_table)]
    trial = try_proposal(path, best.table, "\n".join(lines), best.extract.lists, limits, vocabulary)
    return "\n".join([*_heading(path, best, ready, trial), *lines, *_unused(part, same_table), ""])


def _known(workspace: Workspace) -> Iterator[tuple[str, Path, Extract]]:
    """Every mapping there is. An empty one is the file that the shell has just made for this command to write into."""
    lists = read_code_lists(workspace)
    for path in sorted([*workspace.config.glob("extracts/*.toml"), *workspace.config.glob("mappings/*/*.toml")]):
        if path.stat().st_size:
            yield path.stem, path, read_extract(path, lists)


def _tried(path: Path, table: str, mapping: Path, extract: Extract, workspace: Workspace) -> Candidate:
    try:
        part = _read(path, table, extract, workspace)
    except Fault:  # With this mapping a title is taken for the header; where that is so with all of them, reading the best says it.
        return Candidate(table, mapping, extract, 0)
    found = len(extract.places(_headers(part)))
    alike = len(_with_alike(extract, part).places(_likely_headers(part))) - found
    return Candidate(table, mapping, extract, found, alike if found + alike >= ENOUGH else 0)


def _read(path: Path, table: str, extract: Extract, workspace: Workspace) -> pd.DataFrame:
    return read_file(RawFile("", path, table), extract, workspace.limits).sheets[0]


def _with_alike(extract: Extract, part: pd.DataFrame) -> Extract:
    """The mapping with headers of the file that are nearly its own as well, so that the row in which they stand is found."""
    near = _nearest(extract.expected, [extract], [header for header in _likely_headers(part) if header.strip()], ALIKE)
    columns = {column: (*headers, near[column]) if column in near else headers for column, headers in extract.columns.items()}
    try:
        return Extract(**extract.model_dump() | {"columns": columns})
    except ValueError:  # A header of the file is known as that of another column.
        return extract


def _nearest(columns: Iterable[str], known: list[Extract], headers: list[str], least: float) -> dict[str, str]:
    """The header that is most like what each column is called; the likest pairs first, and each header for one column."""
    pairs = [
        (likeness(text, header), column, header)
        for column in columns
        for text in dict.fromkeys((*_spellings(column, known), column))
        for header in headers
    ]
    near: dict[str, str] = {}
    for score, column, header in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= least and column not in near and header not in near.values():
            near[column] = header
    return near


def _likely_headers(part: pd.DataFrame) -> list[str]:
    """The row that looks most like a header: many filled cells that differ and hold no digit. The file may begin with titles."""
    top = part.iloc[:LOOK_IN, : -len(ORIGIN)].fillna("").astype(str)
    return max(
        [_headers(part), *top.to_numpy().tolist()], key=lambda row: len({cell for cell in row if cell.strip() and not HAS_DIGIT(cell)})
    )


def _headers(part: pd.DataFrame) -> list[str]:
    return list(part.columns[: -len(ORIGIN)])


def _heading(path: Path, best: Candidate, ready: bool, trial: Trial) -> list[str]:
    """What the mapping was made from and what to do with it, and what becomes of the file with it."""
    ours = f"{best.found} of the {len(best.extract.expected)} headers of {best.path.parent.name}/{best.path.name}"
    ours += f" and {best.alike} nearly as written there" if best.alike else ""
    advice = f"copy {best.path}" if ready else "look over what follows, above all what is marked ?, and save it"
    used = f"{trial.used:,} of the {trial.rows:,} rows of the file can be used" if trial.rows else "the file cannot be used"
    return [
        f"# {path.name} has {ours}: {advice} as config/extracts/{best.table}.toml.",
        f"# With what stands here {used}{'; not read:' if trial.sentences else '.'}",
        *(f"#   {sentence}" for sentence in trial.sentences),
    ]


def _settings(path: Path, best: Candidate) -> list[str]:
    return [
        f"source = {_quoted(best.extract.source)}",
        f"files = [{_quoted(f'*{path.stem}*{path.suffix}')}]",
        f"required = {str(best.extract.required).lower()}",
        f"key = {_quoted(best.extract.key)}",
        *([f"key_from = {json.dumps(best.extract.key_from)}"] if best.extract.key_from else []),
    ]


def _columns(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> list[str]:
    sure, proposed = _sure(part, extract, known), _proposed(part, extract, known)
    lines = ["", "[columns]"]
    for column in extract.columns:
        note = (
            ""
            if column in sure
            else "   # ? the nearest header there is: check"
            if column in proposed
            else "   # ? nothing there is like it"
        )
        lines.append(f"{column} = {_quoted(proposed.get(column, ''))}{note}")
    return lines


def _proposed(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> dict[str, str]:
    """The header of each of our columns, and the nearest one where none is known."""
    proposed = _sure(part, extract, [*known, *(_with_alike(one, part) for one in (extract, *known))])
    if len(proposed) < 2:  # Then the first row may not be headers but a child.
        return proposed
    free = [header for header in _headers(part) if header.strip() and header not in proposed.values()]
    for dated in (True, False):
        columns = [column for column in extract.columns if column not in proposed and is_date(column) == dated]
        fitting = [header for header in free if not (cells := _cells(part, header)).size or _is_dated(cells) == dated]
        proposed |= _nearest(columns, [extract, *known], fitting, NEAR)
    return proposed


def _is_dated(cells: pd.Series) -> bool:
    """Whether most cells have the look of a date."""
    return bool(cells.str.match(r"\d{1,4}[-/. ]\w{1,9}[-/. ]\d{2,4}").mean() > 0.5)


def _sure(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> dict[str, str]:
    """The header of each of our columns, by every mapping of the table that knows it."""
    headers = _headers(part)
    taken: dict[str, str] = {}
    for one in (extract, *known):
        for column, places in one.places(headers).items():
            if column in extract.columns and column not in taken and headers[places[0]] not in taken.values():
                taken[column] = headers[places[0]]
    return taken


def _spellings(column: str, known: list[Extract]) -> tuple[str, ...]:
    return tuple(header for one in known for header in one.columns.get(column, ()) if not is_pattern(header))


def _cells(part: pd.DataFrame, header: str) -> pd.Series:
    cells = part.iloc[:, _headers(part).index(header)].str.strip()
    return cells[cells != ""]


def _dates(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> list[str]:
    proposed = _proposed(part, extract, known)
    dated = [(column, _telling(column, _cells(part, header), extract)) for column, header in proposed.items() if is_date(column)]
    return ["", "[dates]", *(_date(column, cells, part["_sheet"].iloc[0], extract) for column, cells in dated)]


def _telling(column: str, cells: pd.Series, extract: Extract) -> pd.Series:
    """The cells without those that say nothing."""
    reader = Reader(extract, EmptyWords())
    return cells[~cells.isin([text for text in cells.unique() if reader.read(column, text).value is None])]


def _date(column: str, cells: pd.Series, sheet: str, extract: Extract) -> str:
    """The way in which most dates of a column are written, the likeliest of those; none when nothing is read by any."""
    if cells.empty:
        return f"{column} = {_quoted(extract.dates[column][0])}"
    formats = (*TIMES, *DAYS) if column.endswith("_at") else (*DAYS, *TIMES)
    counts = {one: how_many_fit(cells, sheet, one) for one in formats}
    best = max(counts, key=lambda one: counts[one])
    if not counts[best]:
        return f"# {column} = ?   # none of the usual formats fits any of the {len(cells):,} cells"
    note = "" if counts[best] == len(cells) else f"   # ? fits {counts[best]:,} of {len(cells):,} cells, and none of the usual formats more"
    if counts["%d/%m/%Y"] == counts["%m/%d/%Y"] == len(cells):
        note = "   # every cell fits %m/%d/%Y too: ask the sender which number is the month"
    return f"{column} = {_quoted(best)}{note}"


def _values(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> list[str]:
    matched = _proposed(part, extract, known)
    private = _private(part, matched)
    lines = []
    for column in (column for column in extract.spellings if column in matched):
        codes = {text: code for one in reversed((extract, *known)) for text, code in one.values.get(column, {}).items()}
        lines += ["", f"[values.{column}]", *_codes(_cells(part, matched[column]), codes, extract.lists.get(column), private)]
        lines += [f'"" = {_quoted(codes[""])}'] if "" in codes else []
    return lines


def _defaults(part: pd.DataFrame, extract: Extract, known: list[Extract]) -> list[str]:
    """What stands for the columns that the file does not have."""
    there = _proposed(part, extract, known)
    lines = [f"{column} = {_quoted(code)}" for column, code in extract.defaults.items() if column not in there]
    return ["", "[defaults]", *lines] if lines else []


def _private(part: pd.DataFrame, matched: dict[str, str]) -> set[str]:
    """What may not be shown: what stands in a column about who the child is, or in one of which nobody knows what it is."""
    spoken_for = {header for column, header in matched.items() if column not in PERSONAL}
    return {spelling(value) for header in _headers(part) if header not in spoken_for for value in _cells(part, header).unique()}


def _codes(cells: pd.Series, codes: Mapping[str, str], official: CodeList | None, private: set[str]) -> list[str]:
    counts = cells.value_counts().sort_index()
    if len(counts) > MOST_VALUES:
        return [f"# ? {len(counts):,} different values: this is probably another column"]
    spellings = Spellings.of(codes.items(), official)
    return [_code(value, count, spellings, codes, spelling(value) in private) for value, count in counts.items()]


def _code(value: str, count: int, spellings: Spellings, codes: Mapping[str, str], private: bool) -> str:
    if private:
        return f"# ? {count:,} cells with a value that also stands in a column about who the child is: see that the columns are not shifted"
    if (code := spellings.meaning(value)) is not None:
        return f"{_quoted(value)} = {_quoted(code)}"
    near = nearest_value(spelling(value), dict(codes))
    hint = f"the nearest known is {near!r} = {codes[near]!r}" if near else f"choose from {', '.join(sorted(set(codes.values())))}"
    return f"# {_quoted(value)} = ?   # {count:,} cells; {hint}"


def _unused(part: pd.DataFrame, known: list[Extract]) -> list[str]:
    headers = _headers(part)
    used = set(_proposed(part, known[0], known).values())
    spare = [header for header in headers if header and header not in used]
    if len(used) * 2 < len(known[0].expected):  # Then the first row may not be headers but a child.
        return ["", f"# {len(spare)} headers of the file are not known."] if spare else []
    filled = pd.Series({header: len(_cells(part, header)) for header in spare}, dtype="int64")
    listed = [f"#   {_quoted(header)}   ({count:,} cells filled)" for header, count in filled.items()]
    return ["", "# Headers of the file that this mapping does not use:", *listed] if listed else []


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)
