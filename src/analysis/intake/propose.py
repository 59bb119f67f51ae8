"""A mapping proposed for a file that no table claims: `overview check FILE`.

What the project knows already, its own mappings and the ready-made ones in ``config/mappings``, is held against the file: which table
its headers fit best, which header is which column, how its dates are written, which values have a code. What is known is written
down; what is not is listed with the number of its cells and the nearest known spelling, for a person to decide. The file is then read
with what is proposed, by the rooms that a run uses, and what they could not read is said. No value of a column about who a child is, or of
a column that nobody knows, is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import EXTRACTS
from analysis.intake.codes import CodeList, read_code_lists
from analysis.intake.extracts import Extract, Spellings, is_date, spelling
from analysis.intake.formats import SERIAL
from analysis.intake.look import MOST_VALUES, are_codes_of
from analysis.intake.map.cleaning import Reader
from analysis.intake.map.dates import how_many_fit
from analysis.intake.map.values import nearest_value
from analysis.intake.map.written import with_time
from analysis.intake.match import cells_of, clocks_of, headers_of, likely_headers, proposed_headers, sure_headers, with_alike
from analysis.intake.proposal import ENOUGH, Candidate, Proposal
from analysis.intake.read import look_at, read_file
from analysis.intake.sources import PERSONAL, RawFile, read_extract
from analysis.intake.trial import try_out, try_proposal

DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d-%b-%Y", "%d %B %Y", "%d/%m/%y", SERIAL, "%m/%d/%Y")
CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
TIMES = tuple(f"{day}{space}{clock}" for day in ("%d/%m/%Y", "%Y-%m-%d") for space in " T" for clock in CLOCKS)
"""Ways of writing dates that are tried, the likeliest first."""

TELLING = 10
"""In a file with fewer rows it may be chance that all cells of a column differ."""


def propose(workspace: Workspace, path: Path, table: str = "") -> str:
    """A mapping for this file in TOML, with what to do with it. Raises as `proposal_for` does."""
    return proposal_for(workspace, path, table).told


def proposal_for(workspace: Workspace, path: Path, table: str = "") -> Proposal:
    """A mapping for this file, to be looked over and put into ``config/extracts``: of the table named, or else of the likeliest.

    Raises `Fault` when the file cannot be read, or no mapping of that table is known.
    """
    known = [one for one in _known(workspace) if table in ("", one[0])]
    if not known:
        there_are = ", ".join(sorted({one for one, _, _ in _known(workspace)}))
        raise Fault(
            f"No mapping of a table {table!r} is known. There are: {there_are}. That of a table in config/chapters is written by hand, as "
            "docs/how-to/own-chapter.md shows."
        )
    parts = look_at(RawFile("", path, ""), [extract for _, _, extract in known], workspace.limits)
    candidates = [_tried(part, *one) for part, one in zip(parts, known, strict=True)]
    best = max(candidates, key=_likelihood)
    same_table = [extract for table, _, extract in known if table == best.table]
    part = _read(path, best.table, best.extract, workspace)
    if best.alike:
        part = _read(path, best.table, with_alike(best.extract, part), workspace)
    ready = best.fits and try_out(path, best.table, best.extract, workspace).reads_all
    proposed, reader = proposed_headers(part, best.extract, same_table), Reader(best.extract, workspace.empty_words)
    lines = [*_settings(path, best), *_columns(part, best.extract, same_table, proposed), *_dates(part, reader, proposed)]
    lines += [*_times(part, proposed), *_values(part, best.extract, same_table, proposed), *_defaults(best.extract, proposed)]
    trial = try_proposal(path, best.table, "\n".join(lines), best.extract.lists, workspace)
    return Proposal(
        path,
        best,
        _others(candidates, best),
        ready,
        trial,
        tuple(lines),
        (*_unused(part, best.extract, proposed), *_further(best.extract, best.table)),
    )


def _likelihood(one: Candidate) -> tuple[float, int]:
    return one.agreement, one.found


def _others(candidates: Iterable[Candidate], best: Candidate) -> tuple[Candidate, ...]:
    """The likeliest mapping of each other table that the file may be one of."""
    likely = sorted((one for one in candidates if one.is_known and one.table != best.table), key=_likelihood)
    return tuple({one.table: one for one in likely}.values())[::-1]


def _known(workspace: Workspace) -> Iterator[tuple[str, Path, Extract]]:
    """Every mapping there is. An empty one is the file that the shell has just made for this command to write into."""
    lists = read_code_lists(workspace)
    for path in sorted([*workspace.config.glob("extracts/*.toml"), *workspace.config.glob("mappings/*/*.toml")]):
        if path.stat().st_size:
            yield path.stem, path, read_extract(path, lists)


def _tried(part: pd.DataFrame | None, table: str, mapping: Path, extract: Extract) -> Candidate:
    if part is None:
        return Candidate(table, mapping, extract, 0)
    found = len(extract.places(headers_of(part)))
    alike = len(with_alike(extract, part).places(likely_headers(part))) - found
    there = sum(bool(header.strip()) for header in likely_headers(part))
    return Candidate(table, mapping, extract, found, alike if found + alike >= ENOUGH else 0, there)


def _read(path: Path, table: str, extract: Extract, workspace: Workspace) -> pd.DataFrame:
    return read_file(RawFile("", path, table), extract, workspace.limits).sheets[0]


def _settings(path: Path, best: Candidate) -> list[str]:
    return [
        f"source = {_quoted(best.extract.source)}",
        f"files = [{_quoted(f'*{path.stem}*{path.suffix}')}]   # * stands for anything: the next delivery should fit too",
        f"required = {str(best.extract.required).lower()}",
        f"key = {_quoted(best.extract.key)}",
        *([f"key_from = {json.dumps(best.extract.key_from)}"] if best.extract.key_from else []),
    ]


def _columns(part: pd.DataFrame, extract: Extract, known: list[Extract], proposed: Mapping[str, str]) -> list[str]:
    sure = sure_headers(part, extract, known)
    notes = {column: _note(column, proposed, part, extract) for column in extract.columns if column not in sure}
    return ["", "[columns]", *(f"{column} = {_quoted(proposed.get(column, ''))}{notes.get(column, '')}" for column in extract.columns)]


def _note(column: str, proposed: Mapping[str, str], part: pd.DataFrame, extract: Extract) -> str:
    """What there is to decide about a header that no mapping knows."""
    if column not in proposed:
        return "   # ? nothing there is like it"
    is_listed = column in extract.lists and are_codes_of(cells_of(part, proposed[column]), extract.lists[column])
    return f"   # ? {'its values are those of the official list' if is_listed else 'the nearest header there is'}: check"


def _dates(part: pd.DataFrame, reader: Reader, proposed: Mapping[str, str]) -> list[str]:
    clocks = clocks_of(part, proposed)
    dated = [
        (column, _telling(column, _moments(part, header, clocks.get(column)), reader))
        for column, header in proposed.items()
        if is_date(column)
    ]
    return ["", "[dates]", *(_date(column, cells, part["_sheet"].iloc[0], reader.extract) for column, cells in dated)]


def _moments(part: pd.DataFrame, header: str, clock: str | None) -> pd.Series:
    """The filled cells of a column of dates, with the times of day that stand beside them."""
    days = cells_of(part, header)
    return with_time(days, cells_of(part, clock).reindex(days.index)).str.strip() if clock else days


def _times(part: pd.DataFrame, proposed: Mapping[str, str]) -> list[str]:
    lines = [
        f"{column} = {_quoted(header)}   # ? a time of day: check that it is that of {column}"
        for column, header in clocks_of(part, proposed).items()
    ]
    return ["", "[times]", *lines] if lines else []


def _telling(column: str, cells: pd.Series, reader: Reader) -> pd.Series:
    """The cells without those that say nothing."""
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
        note = "   # ? every cell fits %m/%d/%Y too: ask the sender which number is the month"
    return f"{column} = {_quoted(best)}{note}"


def _values(part: pd.DataFrame, extract: Extract, known: list[Extract], matched: Mapping[str, str]) -> list[str]:
    private = _private(part, matched)
    lines = []
    for column in (column for column in extract.spellings if column in matched):
        codes = {text: code for one in reversed((extract, *known)) for text, code in one.values.get(column, {}).items()}
        lines += ["", f"[values.{column}]", *_codes(cells_of(part, matched[column]), codes, extract.lists.get(column), private)]
        lines += [f'"" = {_quoted(codes[""])}'] if "" in codes else []
    return lines


def _defaults(extract: Extract, proposed: Mapping[str, str]) -> list[str]:
    """What stands for the columns that the file does not have."""
    lines = [f"{column} = {_quoted(code)}" for column, code in extract.defaults.items() if column not in proposed]
    return ["", "[defaults]", *lines] if lines else []


def _private(part: pd.DataFrame, matched: Mapping[str, str]) -> set[str]:
    """What may not be shown: what stands in a column about who the child is, or in one of which nobody knows what it is."""
    spoken_for = {header for column, header in matched.items() if column not in PERSONAL}
    return {spelling(value) for header in headers_of(part) if header not in spoken_for for value in cells_of(part, header).unique()}


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
    return f"# {_quoted(value)} = ?   # {count:,} cells; {_hint(value, spellings.official, codes)}"


def _hint(value: str, official: CodeList | None, codes: Mapping[str, str]) -> str:
    """What may help to give a value a code: what an official list calls it, the nearest spelling that has one, or all codes."""
    choices = sorted({*codes.values(), *(one.means for one in official.code if one.means)} if official else {*codes.values()})
    if official and (listed := official.marked(value)):
        return f"{listed.code} of the {official.title} is {listed.name!r}, which none of our codes is: choose from {', '.join(choices)}"
    near = nearest_value(spelling(value), dict(codes))
    return f"the nearest known is {near!r} = {codes[near]!r}" if near else f"choose from {', '.join(choices)}"


def _unused(part: pd.DataFrame, extract: Extract, proposed: Mapping[str, str]) -> list[str]:
    headers = headers_of(part)
    used = {*proposed.values(), *clocks_of(part, proposed).values()}
    spare = [header for header in headers if header and header not in used]
    if len(used) * 2 < len(extract.expected):  # Then the first row may not be headers but a child.
        unknown = f"# {len(spare)} headers of the file are not known. Look them up in the file: what may be a child is not shown here."
        return ["", unknown] if spare else []
    listed = [f"#   {_quoted(header)}   ({_how_filled(cells_of(part, header), len(part))})" for header in spare]
    return ["", "# Headers of the file that this mapping does not use:", *listed] if listed else []


def _how_filled(cells: pd.Series, rows: int) -> str:
    """How many cells are filled; of a column that tells all rows apart, as a key does, also that."""
    return f"{len(cells):,} cells filled{', all different' * (cells.nunique() == rows >= TELLING)}"


def _further(extract: Extract, table: str) -> list[str]:
    """The columns that the table may have and this mapping does not name."""
    more = [column.name for column in EXTRACTS[table].delivered if column.name not in extract.columns] if table in EXTRACTS else []
    return ["", f"# Columns that may be added, as docs/data-dictionary.md describes them: {', '.join(more)}."] if more else []


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)
