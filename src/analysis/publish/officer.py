"""The page for the disclosure officer: what is hidden and why, what a reader can still tell, what changed, what is to be signed.

It is written to be read by somebody who is no statistician, and it is not for publication: it tells which hidden numbers are small.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from analysis.audit import AuditVerdict
from analysis.audit.ranges import Range
from analysis.base.formats import sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address
from analysis.chapters import BY_KEY
from analysis.disclose import Advice, HiddenNumbers
from analysis.markup import HtmlCell, html_table
from analysis.publish.page import Body, Heading, Page, environment, framed

HEADINGS = {
    "faults": "What must be put right",
    "sign": "What you sign for",
    "hidden": "What is hidden, and why",
    "changed": "What changed since the last release",
    "less": "What would hide less",
    "scope": "What nobody has checked",
    "ranges": "What a reader can still tell",
}
OUT = {"known": "Small counts that are known", "nearly": "Small counts that are nearly known"}
OUT_OF_SCOPE = (
    "What a reader knows who knows a child's own record, or is one of the children counted.",
    "What can be reasoned from the fact that as little as possible was hidden.",
    "What other bodies publish about the same children, unless their figures lie in the folder of earlier releases.",
    "Commentary: numbers typed by hand stop a public run, but what its words tell of a child is for its author to check.",
)
COLUMNS = {"numerator": "", "denominator": ", out of how many", "value": ", the value"}
_NAMED = re.compile(r"(?P<address>\w+@[^:\[]+?(?:\[[^\]]*\])?)(?: (?P<column>numerator|denominator|value))?(?P<rest>:.*)?")


_CELL = re.compile(r"^(?P<source>\w+) by \w+: [^\[]*\[(?P<tests>[^\]]*)\] (?P<start>-?\w+)\.\.(?P<end>\d+)")


def _of_cell(cell: re.Match[str]) -> str:
    """A count that no figure prints and that can be worked out, in words: what is counted, under which conditions, in which months."""
    tests = cell["tests"].replace("=", " ").replace("|", " or ").replace("_", " ").replace(";", ",")
    last = int(cell["end"]) - 1
    first = int(cell["start"]) if cell["start"].isdecimal() else last
    months = [f"{month_name[month % 12 + 1]} {month // 12}" for month in dict.fromkeys((first, last))]
    what = sentence_case(cell["source"].replace("_", " "))
    return f"{what}{f' with {tests}' if tests else ''}, {' to '.join(months)} (printed nowhere, but to be worked out)"


@dataclass(frozen=True)
class FigureWords:
    """Addresses of figures in words, for an authority whose years start in ``first_month``."""

    first_month: int = 4

    def told(self, line: str) -> str:
        """A line that begins with the address of a figure, with the figure in words.

        >>> FigureWords().told("missing_episodes@2015-16-Q4[sex=female] numerator: from 1 to 4")
        'Episodes of going missing or being absent, sex: Female, Q4 2015/16: from 1 to 4'
        """
        found = _NAMED.fullmatch(line)
        if not found:
            return _CELL.sub(_of_cell, line)
        try:
            figure = self.of_figure(Address.parse(found["address"]))
        except Fault:
            return line
        return f"{figure}{COLUMNS[found['column'] or 'numerator']}{found['rest'] or ''}"

    def of_figure(self, address: Address) -> str:
        """A figure in words. Raises `Fault` where no indicator has it."""
        label = Period.parse(address.period, self.first_month).label
        split = f"{address.indicator}.{address.breakdown}" if address.breakdown else address.indicator
        category = f": {BY_KEY[address.indicator].breakdown(address.breakdown).label(address.category)}" if address.breakdown else ""
        return f"{self.of_table(split)}{category}, {label}"

    def of_table(self, table: str) -> str:
        """An indicator, or one of its breakdowns, in words. Raises `Fault` where there is no such indicator."""
        key, _, breakdown = table.partition(".")
        if key not in BY_KEY:
            raise Fault(f"No indicator has the key {key!r}.")
        name = sentence_case(BY_KEY[key].name)
        return f"{name}, {BY_KEY[key].breakdown(breakdown).name}" if breakdown else name


def officer_page(verdict: AuditVerdict, period: Period, page: Page, advice: Advice) -> str:
    """The page on the audit of one period's public folder."""
    names = FigureWords(period.first_month)
    parts = {
        "faults": [names.told(fault) for fault in verdict.faults],
        "sign": _once(names.told(line) for line in (*verdict.listed, *advice.to_sign)),
        "changed": _once(names.told(line) for line in (*advice.restated, *verdict.notes)),
        "less": [_of_table(line, names) for line in advice.merges],
        "scope": OUT_OF_SCOPE,
    }
    html = (
        environment()
        .get_template("officer.html.j2")
        .render(
            headings=HEADINGS,
            passes=verdict.passes,
            outcome=_outcome(verdict),
            done=advice.done,
            parts=parts,
            totals=_totals(advice.hidden),
            hidden=_table("Hidden numbers", ("Figures", "Small", "Protecting others"), _hidden(advice.hidden, names)),
            attacked=f"{len(verdict.ranges):,}",
            ranges=_table("What a reader can still tell", ("Hidden number", "Least", "Most"), _ranges(verdict.ranges, names)),
        )
    )
    return _framed(html, page, HEADINGS)


def write_officer_page(verdict: AuditVerdict, period: Period, page: Page, advice: Advice, path: Path) -> Path:
    """Write the page on an audit."""
    return _written(officer_page(verdict, period, page, advice), path)


def write_already_out(verdict: AuditVerdict, first_month: int, page: Page, path: Path) -> Path:
    """Write the page on what earlier releases give away by themselves, for an authority whose years start in ``first_month``."""
    names = FigureWords(first_month)
    known = {"known": verdict.faults, "nearly": verdict.listed}
    parts = {key: [names.told(line) for line in lines] for key, lines in known.items()}
    html = environment().get_template("already_out.html.j2").render(headings=OUT, parts=parts)
    return _written(_framed(html, page, OUT), path)


def _framed(html: str, page: Page, headings: Mapping[str, str]) -> str:
    return framed(page, Body(Markup(html), tuple(Heading(2, key, text) for key, text in headings.items())))


def _written(html: str, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", newline="\n")
    return path


def _outcome(verdict: AuditVerdict) -> str:
    attacked = f"Numbers attacked with all that is printed: {len(verdict.ranges):,}"
    if verdict.passes:
        return f"The release may go out once you have signed for what is listed below. {attacked}. No small one can be worked out."
    return f"The release may not go out before what is listed here is put right. {attacked}."


def _totals(hidden: Iterable[HiddenNumbers]) -> tuple[int, int]:
    kept = list(hidden)
    return sum(one.small for one in kept), sum(one.protecting for one in kept)


def _once(lines: Iterable[str]) -> list[str]:
    """The lines, each once: planner and audit tell of many figures alike."""
    return list(dict.fromkeys(line.replace(": a reader can work out that it is from ", ": from ") for line in lines))


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[HtmlCell]]) -> Markup:
    """A table of which all columns but the first are numbers; nothing where it has no rows."""
    first, *numbers = columns
    return html_table(caption, [(first, False), *((head, True) for head in numbers)], rows) if rows else Markup()


def _hidden(hidden: Iterable[HiddenNumbers], names: FigureWords) -> list[list[HtmlCell]]:
    return [[(names.of_table(one.table), False), (one.small, True), (one.protecting, True)] for one in hidden]


def _ranges(ranges: Iterable[Range], names: FigureWords) -> list[list[HtmlCell]]:
    return [[(names.told(one.name), False), (f"{one.least:,}", True), (_most(one), True)] for one in ranges if not one.is_rest]


def _of_table(line: str, names: FigureWords) -> str:
    table, _, rest = line.partition(": ")
    return f"{names.of_table(table)}: {rest}"


def _most(one: Range) -> str:
    if not one.is_solved:
        return "not solved"
    return "no limit" if one.is_unlimited else f"{one.most:,}"
