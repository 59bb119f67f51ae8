"""The data dictionary and the list of rules as pages of the documentation, from the records that the intake itself uses.

``python -m analysis.intake.validate`` writes both; a test fails when they are out of date.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pandera.pandas as pa

from analysis.intake.validate.catalogue import RULES
from analysis.intake.validate.rule import SEVERITIES, Rule
from analysis.intake.validate.schemas import SCHEMAS

WRITTEN_BY = "<!-- Written by `python -m analysis.intake.validate`; do not edit it here. -->"
SCOPES = {
    "file": "File by file",
    "cell": "Cell by cell",
    "row": "Row by row",
    "table": "Table by table",
    "across tables": "Across tables",
    "previous period": "Against the previous period",
}
OFFICIAL = "The Department for Education's rules for SSDA903 missing"


def data_dictionary() -> str:
    """Every table as it must be after mapping: its columns, what may stand in them and which must be filled in."""
    head = [
        "# Data dictionary",
        "",
        WRITTEN_BY,
        "",
        "What each table must look like after mapping: our name of each column, whatever the system calls it. Headers, spellings and",
        "ways to write a date are the business of `config/extracts/<table>.toml`. What is made from these tables is described in",
        "[architecture](architecture.md), what is checked in [rules](rules.md).",
    ]
    return "\n".join([*head, *(line for table, schema in SCHEMAS.items() for line in _table_page(table, schema)), ""])


def rules_page() -> str:
    """Every rule with its code, what it finds, what to do and what follows."""
    head = ["# Rules", "", WRITTEN_BY, "", "How grave a finding is:", ""]
    head += [f"- **{severity}**: {meaning}." for severity, meaning in SEVERITIES.items()]
    ours = sorted((rule for rule in RULES if not rule.guidance), key=lambda rule: list(SCOPES).index(rule.scope))
    sections = [_section(SCOPES[scope], rules) for scope, rules in groupby(ours, key=lambda rule: rule.scope)]
    sections.append(_section(OFFICIAL, [rule for rule in RULES if rule.guidance]))
    return "\n".join([*head, *(line for section in sections for line in section), ""])


def _table_page(table: str, schema: pa.DataFrameSchema) -> list[str]:
    lines = ["", f"## `{table}`: {schema.title}", "", f"One row is {schema.description}. It happened on `{schema.metadata['event']}`."]
    if schema.metadata["history"]:
        lines.append("Each delivery holds the history again; where deliveries differ, the one of the later period counts.")
    columns = [f"| `{name}` | {_content(column)} | {_must(column)} | {column.description} |" for name, column in schema.columns.items()]
    return [*lines, "", "| column | holds | filled in | what it is |", "| --- | --- | --- | --- |", *columns]


def _content(column: pa.Column) -> str:
    codes = column.metadata.get("codes")
    return ", ".join(f"`{code}`" for code in codes) if codes else "a value of its own" if column.unique else column.metadata["kind"]


def _must(column: pa.Column) -> str:
    return "may be left out" if not column.required else "may be empty" if column.nullable else "always"


def _section(title: str, rules: Iterable[Rule]) -> list[str]:
    head = ["", f"## {title}", "", "| code | what is wrong | what to do | severity | looks at |", "| --- | --- | --- | --- | --- |"]
    return head + [
        f"| `{rule.code}` | {rule.sentence} | {rule.action} | {rule.severity} | {_fields(rule)}{_needs(rule)} |" for rule in rules
    ]


def _fields(rule: Rule) -> str:
    if len(rule.tables) > 3:
        return "all tables" if len(rule.tables) == len(SCHEMAS) else ", ".join(f"`{table}`" for table in rule.tables)
    return "; ".join(f"`{table}`: {', '.join(fields)}" for table, fields in rule.fields.items()) or "files"


def _needs(rule: Rule) -> str:
    return f" (needs {', '.join(f'`{need}`' for need in rule.needs)})" if rule.needs else ""


def write_pages(docs: Path) -> None:
    """Write both pages into the folder of the documentation."""
    for name, text in (("data-dictionary", data_dictionary()), ("rules", rules_page())):
        (docs / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
