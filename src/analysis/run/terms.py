"""What the audit is told of a workspace: which counts are small, and the words that its releases bring along."""

from __future__ import annotations

import csv
import json
import re
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.audit import Standing, Terms, says_a_number
from analysis.base.formats import half_up, sentence_case
from analysis.base.hashing import PACKAGE
from analysis.base.measures import rule_in_code
from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.spec import Indicator
from analysis.base.wording import as_shown
from analysis.chapters import ALL, told_by
from analysis.compare.benchmarks import Benchmark, figures_of, open_shelf
from analysis.compare.rates import RATES
from analysis.compare.targets import read_targets
from analysis.markup import rounding_note
from analysis.report.quality import HIDDEN
from analysis.show.methodology import rules_of_publication, rules_of_ranges
from analysis.show.tables.process_limits import LEAST, ON_RANGES
from analysis.show.verdicts import rules_of_verdicts

_LITERAL = re.compile(r'\b[fr]{0,2}"""(.*?)"""|[fr]{0,2}"((?:[^"\\\n]|\\.)*)"', re.DOTALL)
_LITERALS = re.compile(rf"(?:(?:{_LITERAL.pattern})\s*)+", re.DOTALL)
PER = sorted({rate.per for rate in RATES})
TEXTS = {".md", ".txt", ".toml"}
ROOMS = ("base", "chapters", "compare", "foi", "intake", "markup.py", "publish", "report", "show")
"""Where the program has its words for readers."""


def terms_of(workspace: Workspace, period: Period) -> Terms:
    """What a reader knows, and the words that releases bring along: of records, templates, configuration, notebooks and the program.

    ``period`` is what a release is about.
    """
    authority = as_shown(workspace.authority, period)
    told = Terms.of(workspace.policy.disclosure, workspace.authority.year_starts_in)
    records = {one.key: one for one in told_by(authority)}
    texts = (*_of_program(), *_of_records((*ALL, *records.values())), *_of_files(workspace), *_set_down(workspace))
    lines = frozenset(map(_line, figures_of(_published(workspace))))
    return replace(
        told,
        records=records,
        published=lines,
        people=_people(workspace),
        of_children=frozenset(_of_children(workspace)),
        standing=Standing(tuple(dict.fromkeys(texts)), frozenset(_cells(workspace))),
        earlier=_earlier(workspace),
    )


def _of_records(records: Iterable[Indicator]) -> Iterator[str]:
    """What records say, what their measures say of themselves, and their versions."""
    for record in records:
        yield from filter(says_a_number, _strings(record))
        yield from (rule_in_code(record.measure), record.measure.words)
        yield f"Version {record.definition_version}, valid"
        yield f", definition version {record.definition_version}"
        yield f"This gives {record.example.gives}." if record.example else ""
        labels = (category.label.lower() for way in record.breakdowns for category in way.categories)
        yield from (f"{record.name}, {label}" for label in labels if says_a_number(label))


def _of_files(workspace: Workspace) -> Iterator[str]:
    """The lines of the configuration, and the cells and names of the notebooks."""
    for path in (*sorted(workspace.config.glob("*.toml")), *sorted((workspace.config / "commentary").glob("*"))):
        if path.suffix in TEXTS:
            yield from filter(says_a_number, path.read_text(encoding="utf-8", errors="replace").splitlines())
    for template in {workspace.word_template, workspace.letter_template} - {None}:
        yield from _of_template(template)
    for path in sorted(workspace.notebooks.glob("*.ipynb")):
        yield f"notebooks/{path.name}"
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            yield "".join(cell["source"])


def _of_template(path: Path) -> Iterator[str]:
    """The paragraphs of a Word template: its body, heads and feet."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", name):
                for paragraph in package.read(name).decode("utf-8", errors="replace").split("</w:p>"):
                    yield re.sub(r"<[^>]*>", "", paragraph)


def _set_down(workspace: Workspace) -> Iterator[str]:
    """Numbers that were set down and not counted, each in the words that stand around it."""
    disclosure = workspace.policy.disclosure
    yield HIDDEN.format(disclosure.hide_counts_up_to)
    for rounded_to in ("", f"{disclosure.round_to}"):
        yield from map(_plain, rules_of_publication(workspace.policy, rounded_to).entries)
    yield _plain(rounding_note(f"{disclosure.round_to}"))
    yield from map(_plain, (*rules_of_ranges().entries, *rules_of_verdicts(workspace.policy.comparison).entries))
    yield ON_RANGES.format(least=LEAST).replace("~", "")
    yield from (f"{sentence} ({code})" for code, sentence in _rules(workspace).items())
    extracts = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((workspace.config / "extracts").glob("*.toml")))
    yield from ("No table", *(sentence_case(one.get("source", "").replace("_", " ")) for one in extracts))
    for target in read_targets(workspace):
        value = f"{target.value:,}%"
        yield from (f"{words} {value} (tolerance {target.tolerance})" for words in ("at least", "at most"))
        yield from (f"target of {words} {value}" for words in ("at least", "at most"))
    yield from (f"its {len(one.neighbours)} statistical neighbours together" for one in _published(workspace))
    for path in sorted((workspace.config / "population").glob("*.toml")):
        people = workspace.population(path.stem)
        yield from (f"{people.total:,} {people.described}", people.described, people.source)
        if people.looked_after:
            yield f"and {people.looked_after:,} looked after"
    yield from (f"{words} {per:,} {who}" for per in PER for words in ("every", "per") for who in ("children", "looked"))


def _earlier(workspace: Workspace) -> dict[str, frozenset[str]]:
    """What releases printed of each figure, those before this project among them."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (*sorted((workspace.config / "releases").glob("*.csv")), *sorted(workspace.releases.glob("*/results.csv"))):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                split = f"[{row['breakdown']}={row['category']}]" if row["breakdown"] else ""
                share = f"{row['value']}% ({row['numerator']} of {row['denominator']})"
                found[f"{row['indicator']}@{row['period']}{split}"].update((row["value"], row["numerator"], share))
    return {address: frozenset(values) for address, values in found.items()}


def _people(workspace: Workspace) -> dict[tuple[str, str], frozenset[tuple[int, int]]]:
    """Of how many people rates are told, and how many belong to each group of which a ratio is, in every year that is known."""
    found: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for people in (workspace.population(path.stem) for path in sorted((workspace.config / "population").glob("*.toml"))):
        whole = {"children": people.total, "looked_after": people.looked_after}
        for rate in RATES:
            found["rate", rate.key].update((number, number) for number in [whole[rate.of]] if number)
        for name, groups in people.groups.items():
            for code, number in groups.items():
                found["ratio", f"{name}={code}"].add((number, people.total))
        for key, number in people.singles.items():
            found["ratio", key].add((number, people.total))
    return {key: frozenset(pairs) for key, pairs in found.items()}


def _published(workspace: Workspace) -> tuple[Benchmark, ...]:
    """Everything that others published and the workspace has."""
    return tuple(open_shelf(workspace, date.max).benchmarks.values())


def _line(row: Mapping[str, object]) -> str:
    return "|".join(f"{row[name]}" for name in ("measure", "year", "place", "count", "population", "value"))


def _plain(html: str) -> str:
    """The words of some HTML, each block by itself."""
    return re.sub(r"<[^>]*>", "{}", re.sub(r"</?span[^>]*>", "", html))


def _rules(workspace: Workspace) -> dict[str, str]:
    """The sentence of each rule of the last intake by its code, as the page on the quality of data has them; none before the first."""
    path = workspace.processed / "intake_rules.parquet"
    return pd.read_parquet(path).set_index("code")["sentence"].to_dict() if path.exists() else {}


def _of_children(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """In which years and how gravely each rule and source found something in rows about children; never how much."""
    path = workspace.processed / "intake_findings.parquet"
    found = pd.read_parquet(path) if path.exists() else pd.DataFrame(columns=["about_children", "rows", "period"])
    for one in found[found["about_children"].astype(bool) & (found["rows"] > 0)].itertuples():
        try:
            year = Period.parse(one.period, workspace.authority.year_starts_in).year.label
        except Fault:
            continue
        yield from ((year, one.code, one.severity), (year, sentence_case(one.source.replace("_", " ")), one.severity))


def _cells(workspace: Workspace) -> Iterator[str]:
    """How many children live in the area, in all and of each group, the share of each, and the numbers by which rules are called."""
    yield from _rules(workspace)  # official rules are called by numbers
    for people in (workspace.population(path.stem) for path in sorted((workspace.config / "population").glob("*.toml"))):
        for number in (people.total, *(n for group in people.groups.values() for n in group.values()), *people.singles.values()):
            yield from (f"{number:,}", f"{half_up(Fraction(100 * number, people.total), 1)}%")


@cache
def _of_program() -> tuple[str, ...]:
    """The texts of the program and of its templates that say a number or leave a gap for one."""
    code = (
        text
        for room in ROOMS
        for path in (PACKAGE / room, *sorted((PACKAGE / room).rglob("*.py")))
        if path.is_file()
        for text in _constants(path)
    )
    templates = (path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.j2")))
    return tuple(dict.fromkeys((*code, *templates)))


def _constants(path: Path) -> Iterator[str]:
    """The strings of a module, those that stand side by side as one."""
    for found in _LITERALS.finditer(path.read_text(encoding="utf-8")):
        text = "".join(a or b for a, b in _LITERAL.findall(found[0]))
        if "{" in text or says_a_number(text):
            yield text


def _strings(record: object) -> Iterator[str]:
    """Every text in a record and in the records that it holds."""
    if isinstance(record, str):
        yield record.replace("~", "")
    elif is_dataclass(record):
        for one in fields(record):
            yield from _strings(getattr(record, one.name))
    elif isinstance(record, dict):
        for one in record.values():
            yield from _strings(one)
    elif isinstance(record, list | tuple | frozenset | set):
        for one in record:
            yield from _strings(one)
