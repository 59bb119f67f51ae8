"""What the pages take from the code: commands, configuration and indicators.

Where a page says ``<!-- filled in: commands -->``, the built page has what `PARTS` gives under that name. So it is never stale.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_origin

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from analysis.base.documents import Document
from analysis.base.empties import EmptyWords
from analysis.base.periods import Period
from analysis.base.policies import DisclosurePolicy, TablePolicy, Weights
from analysis.base.settings import (
    AccessPolicy,
    AnnualPolicy,
    AuthorityFile,
    ComparisonPolicy,
    EpisodePolicy,
    FileLimits,
    PeoplePolicy,
    Population,
    PublicationPolicy,
    QuarterlyPolicy,
    ServiceWindow,
    SuppliedFigure,
    TargetSettings,
)
from analysis.base.spec import Indicator
from analysis.base.vocabulary import FURTHER, Days, EarlierName, ExploitationType, Name, Names, RiskLevel, Vocabulary
from analysis.chapters import CAVEATS, in_section
from analysis.chapters.headings import Headings, shipped_headings
from analysis.chapters.own.written import (
    OwnAddition,
    OwnAdditions,
    OwnBreakdown,
    OwnCategory,
    OwnChapter,
    OwnColumn,
    OwnCondition,
    OwnExample,
    OwnIndicator,
    OwnTable,
)
from analysis.cli import main
from analysis.compare.benchmarks import BenchmarkMeasure, Benchmarks, RatePopulation
from analysis.compare.targets import Target
from analysis.foi import Question, Request, Wanted
from analysis.intake.correct import Entry
from analysis.intake.extracts import Extract
from analysis.releases import Published
from analysis.show.methodology import DIRECTIONS
from analysis.textcheck import READS, RULES, SEVERITIES, Language, Wording

DOCS = Path(__file__).parent
SOURCE = DOCS.parent / "src" / "analysis"
PLACE = re.compile(r"^<!-- filled in: (\S+)((?: \S+)*) -->$", re.MULTILINE)

RECORDS: dict[str, type[BaseModel]] = {
    "authority": AuthorityFile,
    "windows": ServiceWindow,
    "targets": TargetSettings,
    "benchmarks": Benchmarks,
    "measure": BenchmarkMeasure,
    "rate_population": RatePopulation,
    "target": Target,
    "disclosure": DisclosurePolicy,
    "tables": TablePolicy,
    "weights": Weights,
    "comparison": ComparisonPolicy,
    "population": Population,
    "episodes": EpisodePolicy,
    "people": PeoplePolicy,
    "publication": PublicationPolicy,
    "access": AccessPolicy,
    "quarterly": QuarterlyPolicy,
    "annual": AnnualPolicy,
    "released": Published,
    "supplied": SuppliedFigure,
    "request": Request,
    "question": Question,
    "wanted": Wanted,
    "limits": FileLimits,
    "empty": EmptyWords,
    "document": Document,
    "headings": Headings,
    "language": Language,
    "wording": Wording,
    "vocabulary": Vocabulary,
    "names": Names,
    "name": Name,
    "earlier_name": EarlierName,
    "absent": Days,
    **dict.fromkeys(FURTHER, Days),
    "exploitation_types": ExploitationType,
    "risk_levels": RiskLevel,
    "extract": Extract,
    "corrections": Entry,
    "own_chapter": OwnChapter,
    "own_table": OwnTable,
    "own_column": OwnColumn,
    "own_breakdown": OwnBreakdown,
    "own_category": OwnCategory,
    "own_indicator": OwnIndicator,
    "own_condition": OwnCondition,
    "own_example": OwnExample,
    "own_additions": OwnAdditions,
    "own_addition": OwnAddition,
}
KINDS = {
    str: "text",
    int: "whole number",
    int | None: "whole number",
    int | tuple[str, ...] | None: "whole number or list",
    float: "number",
    Decimal: "number",
    date: "date",
    date | None: "date",
    bool: "`true` or `false`",
    Literal["higher", "lower"] | None: "text",
    OwnCondition | None: "table",
    Weights: "table",
    OwnExample: "table",
    Days: "table",
}

# Pages that colleagues write or generate beside these, and where they belong. Any other page in docs/ is listed under "more".
PLACED = {
    "index", "tutorial", "architecture", "runs", "data-dictionary", "rules", "processed-tables", "results-table", "extracts", "disclosure",
    "linkage",
}  # fmt: skip


def fill(app: object, page: str, source: list[str]) -> None:
    """Put the parts in their places in a page that is being read."""
    source[0] = PLACE.sub(lambda found: "\n".join(PARTS[found[1]](*found[2].split())), source[0])


def commands() -> Iterator[str]:
    """Every command with its help, as it prints it."""
    for name in ("", *main.list_commands(click.Context(main))):
        command = main.commands[name] if name else main
        context = click.Context(command, info_name=f"overview {name}".strip(), max_content_width=100)
        yield from (f"## `{context.info_name}`", "", "```text", command.get_help(context), "```", "")


def keys(record: str) -> Iterator[str]:
    """The keys that a file of the configuration may hold. Raises `ValueError` unless ``keys.toml`` describes them all and no other."""
    described = tomllib.loads((DOCS / "keys.toml").read_text(encoding="utf-8"))[record]
    fields = {key: field for key, field in RECORDS[record].model_fields.items() if not field.exclude}
    if set(described) != set(fields):
        raise ValueError(f"docs/keys.toml, [{record}]: put right {', '.join(sorted(set(described) ^ set(fields)))}.")
    yield from ("| key | holds | default | what it says |", "| --- | --- | --- | --- |")
    for key, field in fields.items():
        yield f"| `{key}` | {_kind(field)} | {_default(field)} | {described[key]} |"


def _kind(field: FieldInfo) -> str:
    shape = get_origin(field.annotation)
    return KINDS.get(field.annotation) or {tuple: "list", dict: "table", Literal: "text"}.get(shape, "text or list")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "none: it must be there"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel) or (isinstance(value, tuple) and value and isinstance(value[0], BaseModel)):
        return "as below"
    shown = ", ".join(value) if isinstance(value, tuple) else str(value).lower()
    return "empty" if value in ((), {}, "") else f"`{shown}`".replace("|", r"\|")  # A bar would end the cell of the table.


def indicators() -> Iterator[str]:
    """Every indicator with its worked example, section by section."""
    for section, title in shipped_headings().sections.items():
        yield from (f"## {title}", "")
        for one in in_section(section):
            yield from _indicator(one)


def _indicator(one: Indicator) -> Iterator[str]:
    yield from (f"### {one.name}", "", one.definition, "", one.why_it_matters, "")
    yield from (f"- **Key**: `{one.key}`, definition version {one.definition_version}", f"- **How it is counted**: {one.measure.words}")
    yield from (f"- **What is counted**: {one.unit}, among {one.population}", f"- **Source**: {_source(one)}")
    yield from (f"- **Divided by**: {breakdown.name} (`{breakdown.key}`)" for breakdown in one.breakdowns)
    yield from (f"- **Bear in mind**: {CAVEATS[code]}" for code in one.caveats)
    yield from (f"- **Direction**: {DIRECTIONS[one.better]}", "", *_example(one), "")


def _source(one: Indicator) -> str:
    return f"table `{one.source}`, dated by `{one.dated_by}`" if one.dated_by else "supplied by a partner as a number"


def _example(one: Indicator) -> Iterator[str]:
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in one.example.rows.strip().splitlines()]
    yield from (f"Worked example for {Period.parse(one.example.period).label}:", "")
    yield from (f"| {' | '.join(cells)} |" for cells in (header, ["---"] * len(header), *rows))
    yield from ("", f"This gives **{one.example.gives}**. {one.example.because}")


def text_rules() -> Iterator[str]:
    """The rules about texts, by what they read, each with a sentence that it finds and one that it leaves alone."""
    yield from (f"- **{severity}**: {meaning}." for severity, meaning in SEVERITIES.items())
    for reads, meaning in READS.items():
        yield from ("", f"### In {meaning}", "")
        for rule in (one for one in RULES if one.reads == reads):
            yield from (f"`{rule.code}` ({rule.severity}): {rule.sentence}. {rule.action}", "")
            yield from (f"- wrong: {_as_written(rule.wrong)}", f"- right: {_as_written(rule.right)}", "")


def _as_written(text: str) -> str:
    """A sentence with its figures and claims as code, so that no brace or bracket is taken for Markdown."""
    return f"`{text}`" if "{{" in text or "[[" in text else f"“{text}”"


def modules() -> Iterator[str]:
    """Every module by room, with the first paragraph of what it says of itself."""
    rooms = sorted({path.relative_to(SOURCE).parts[0] for path in SOURCE.rglob("*.py")} - {"__init__.py", "__main__.py"})
    for room in rooms:
        paths = sorted((SOURCE / room).rglob("*.py")) if (SOURCE / room).is_dir() else [SOURCE / room]
        told = [(path.relative_to(SOURCE).as_posix(), ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))) for path in paths]
        yield from (f"## `{room.removesuffix('.py')}`", "", "| module | what it does |", "| --- | --- |")
        yield from (f"| `{name}` | {_in_a_cell(words)} |" for name, words in told if words)
        yield ""


def _in_a_cell(words: str) -> str:
    """The first paragraph of a docstring on one line, its reStructuredText as Markdown."""
    return re.sub(r"`+([^`]+)`+", r"`\1`", " ".join(words.split("\n\n")[0].split())).replace("|", r"\|")


def contents(*pages: str) -> Iterator[str]:
    """A table of contents of those of these pages that there are; ``more`` stands for all in docs/ that have no other place."""
    more = sorted(path.stem for path in DOCS.glob("*.md") if path.stem not in PLACED)
    named = [f"/{name}" for page in pages for name in (more if page == "more" else [page]) if (DOCS / f"{name}.md").exists()]
    yield from ("```{toctree}", ":maxdepth: 1", "", *named, "```") if named else ()


PARTS = {"commands": commands, "keys": keys, "indicators": indicators, "text-rules": text_rules, "modules": modules, "contents": contents}
