"""The report for the disclosure officer: what was hidden, what a reader can still tell, what is out of scope. Not for publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.audit.ranges import Range
from analysis.audit.verdict import AuditVerdict

OUT_OF_SCOPE = (
    "readers who know a child's own record, or who are one of the children counted",
    "reasoning from the fact that as little as possible was hidden",
    "what other bodies publish about the same children, unless their figures lie in the folder of earlier releases",
    "commentary: numbers typed by hand stop a public run, but what its words tell of a child is for its author to check",
)


def write_report(verdict: AuditVerdict, name: str, path: Path, advice: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Write the report on one folder as Markdown. ``advice`` holds what others have to say, by heading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(verdict, name, advice or {})) + "\n", encoding="utf-8", newline="\n")
    return path


def write_already_out(verdict: AuditVerdict, path: Path) -> Path:
    """Write what a reader can work out from earlier releases alone, as Markdown."""
    said = "What a reader who has every release can work out already. No report can take it back, so it stops none; weigh what follows."
    lines = ["# What is out already", "", "For the disclosure officer. Not for publication.", "", said]
    path.parent.mkdir(parents=True, exist_ok=True)
    listed = (*_section("Known", verdict.faults, "Nothing."), *_section("Nearly known", verdict.listed, "Nothing."))
    path.write_text("\n".join([*lines, *listed]) + "\n", encoding="utf-8", newline="\n")
    return path


def _lines(verdict: AuditVerdict, name: str, advice: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        f"# Disclosure audit of {name}",
        "",
        "For the disclosure officer. Not for publication.",
        "",
        _outcome(verdict),
        *_section("What must be put right", verdict.faults, "Nothing."),
        *_section("To be signed for", verdict.listed, "Nothing: no hidden count is narrower than the policy allows."),
        *_section("Figures that an earlier release printed otherwise", verdict.notes, "None."),
        *(line for heading, items in advice.items() for line in _section(heading, tuple(items), "None.")),
        *_section("Out of scope", OUT_OF_SCOPE, ""),
        "",
        "## What was hidden, and what a reader can still tell",
        "",
        "A hidden number is small, or it protects one that is; the table does not say which, and nothing that is published does.",
        "",
        "| Number | least | most |",
        "| --- | ---: | ---: |",
        *(f"| {one.name} | {one.least} | {_most(one)} |" for one in verdict.ranges if not one.is_rest),
    ]


def _outcome(verdict: AuditVerdict) -> str:
    said = "Passes" if verdict.passes else "FAILS"
    return f"**{said}.** {len(verdict.hidden)} rows have hidden numbers; {len(verdict.ranges)} numbers were attacked."


def _section(title: str, items: tuple[str, ...], none: str) -> list[str]:
    return ["", f"## {title}", "", *([f"- {item}" for item in items] or [none])]


def _most(one: Range) -> str:
    if not one.is_solved:
        return "not solved"
    return "no limit" if one.is_unlimited else str(one.most)
