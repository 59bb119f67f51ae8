"""The data dictionary and the list of rules as pages of the documentation, from the records that the intake itself uses.

``python -m analysis.intake.validate`` writes both; a test fails when they are out of date.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from analysis.base.table import AND, Column, TableRecord
from analysis.chapters.tables import EXTRACTS, PEOPLE, TABLES
from analysis.intake.validate.catalogue import RULES
from analysis.intake.validate.rule import SEVERITIES, Rule

WRITTEN_BY = "<!-- Written by `python -m analysis.intake.validate`; do not edit it here. -->"
FROM, TO = "<!-- processed tables: written by `python -m analysis.intake.validate` -->", "<!-- end of processed tables -->"
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
        "[processed tables](processed-tables.md), what is checked in [rules](rules.md).",
    ]
    return "\n".join([*head, *(line for table in EXTRACTS.values() for line in _table_page(table)), ""])


def rules_page() -> str:
    """Every rule with its code, what it finds, what to do and what follows."""
    head = ["# Rules", "", WRITTEN_BY, "", "How grave a finding is:", ""]
    head += [f"- **{severity}**: {meaning}." for severity, meaning in SEVERITIES.items()]
    ours = sorted((rule for rule in RULES if not rule.guidance), key=lambda rule: list(SCOPES).index(rule.scope))
    sections = [_section(SCOPES[scope], rules) for scope, rules in groupby(ours, key=lambda rule: rule.scope)]
    sections.append(_section(OFFICIAL, [rule for rule in RULES if rule.guidance]))
    return "\n".join([*head, *(line for section in sections for line in section), ""])


def _table_page(table: TableRecord) -> list[str]:
    lines = ["", f"## `{table.key}`: {table.title}", "", f"One row is {table.row}. It happened on `{table.event}`."]
    if table.is_history:
        lines.append("Each delivery holds the history again; where deliveries differ, the one of the later period counts.")
    columns = [f"| `{column.name}` | {_content(column)} | {_must(column)} | {column.what} |" for column in table.delivered]
    return [*lines, "", "| column | holds | filled in | what it is |", "| --- | --- | --- | --- |", *columns]


def _content(column: Column) -> str:
    if column.codes:
        listed = f"; spelled as in `config/codes/{column.code_list}.toml`" if column.code_list else ""
        several = f"; several of them joined by `{AND}`, in the order of the alphabet" if column.holds_several else ""
        return ", ".join(f"`{code}`" for code in column.codes) + listed + several
    return "a value of its own" if column.kind == "key" else column.kind


def _must(column: Column) -> str:
    return "may be left out" if column.is_optional else "always" if column.must else "may be empty"


def _section(title: str, rules: Iterable[Rule]) -> list[str]:
    head = ["", f"## {title}", "", "| code | what is wrong | what to do | severity | looks at |", "| --- | --- | --- | --- | --- |"]
    return head + [
        f"| `{rule.code}` | {rule.sentence} | {rule.action} | {rule.severity} | {_fields(rule)}{_needs(rule)} |" for rule in rules
    ]


def _fields(rule: Rule) -> str:
    if len(rule.tables) > 3:
        return "all tables" if len(rule.tables) == len(EXTRACTS) else ", ".join(f"`{table}`" for table in rule.tables)
    return "; ".join(f"`{table}`: {', '.join(fields)}" for table, fields in rule.fields.items()) or "files"


def _needs(rule: Rule) -> str:
    return f" (needs {', '.join(f'`{need}`' for need in rule.needs)})" if rule.needs else ""


def processed_tables() -> str:
    """Every processed table as a line of a Markdown table: what one row is, its columns, and what it is made from."""
    head = ["| table | one row | columns | made from |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *(_processed(table) for table in (*TABLES.values(), PEOPLE))])


def _processed(table: TableRecord) -> str:
    row, columns = table.processed_row or table.row, ", ".join(table.kept)
    sources = [f"`{source.table}`: {source.how}" for source in table.made_from]
    own = "its extract" if table.is_extract else "" if sources else "all extracts that name children"
    return f"| `{table.key}` | {row} | `{columns}` | {'; '.join(filter(None, (own, *sources)))} |"


def with_processed_tables(page: str) -> str:
    """The page with the processed tables between its two marks."""
    before, _, rest = page.partition(FROM)
    _, _, after = rest.partition(TO)
    return f"{before}{FROM}\n\n{processed_tables()}\n\n{TO}{after}"


def write_pages(docs: Path) -> None:
    """Write both pages, and the processed tables of the page about them, into the folder of the documentation."""
    page = (docs / "processed-tables.md").read_text(encoding="utf-8")
    pages = {"data-dictionary": data_dictionary(), "rules": rules_page(), "processed-tables": with_processed_tables(page)}
    for name, text in pages.items():
        (docs / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
