"""How well the text check reads: sentences about the sample, true and false, by kind, with what it missed and what it called wrong.

``python -m benchmarks.sentences`` writes the table into ``docs/benchmarks.md``; ``python -m benchmarks.sentences seconds`` says how long a
page of sixty sentences takes. The sentences and the figures are those of ``tests/textcheck``. Half of the sentences were looked at while
the check was written (``built``), the other half (``held``) only afterwards.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.base.spec import RESULT_COLUMNS
from analysis.disclose import Publishable
from analysis.textcheck import Reference, lint_paper, read_language

PROJECT = Path(__file__).parents[1]
PAGE = PROJECT / "docs" / "benchmarks.md"
CASES = PROJECT / "tests" / "textcheck"
SENTENCES = CASES / "sentences.csv"
_TABLE = re.compile(r"<!-- sentences -->.*<!-- end of sentences -->", re.DOTALL)


def read_sentences() -> list[dict[str, str]]:
    """Each sentence with its kind, whether it holds, the rule that should find it, and its half."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample() -> Reference:
    """The figures of the sample, as a text of 2016/17 is held against them."""
    workspace = Workspace(PROJECT)
    frame = pd.read_csv(CASES / "figures.csv", dtype="str", keep_default_na=False)
    rows = frame.assign(definition_version="1", population="").reindex(columns=list(RESULT_COLUMNS)).astype("str")
    shown = Publishable(rows, "public", pd.read_csv(CASES / "verdicts.csv", dtype="str"))
    return Reference(shown, Period.parse("2016-17"), workspace.authority, workspace.policy, read_language(workspace))


def marked_table(given: Reference) -> str:
    """The table of kinds between its marks."""
    lines = [
        "| kind | true | called wrong | false | found for their reason | found for another | missed |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    return "\n".join(["<!-- sentences -->", "", *lines, *_rows(given), "", "<!-- end of sentences -->"])


def _rows(given: Reference) -> Iterator[str]:
    judged = [(one, _faults(one["sentence"], given)) for one in read_sentences()]
    for kind in sorted({one["kind"] for one, _ in judged}):
        yield _row(kind, [pair for pair in judged if pair[0]["kind"] == kind])
    for half in ("built", "held"):
        yield _row(f"all, {half}", [pair for pair in judged if pair[0]["half"] == half])


def _row(name: str, judged: list[tuple[dict[str, str], set[str]]]) -> str:
    return f"| {name} | {' | '.join(map(str, _counts(judged)))} |"


def _counts(judged: list[tuple[dict[str, str], set[str]]]) -> tuple[int, ...]:
    true = [codes for one, codes in judged if one["holds"] == "yes"]
    false = [(one["reason"] in codes, bool(codes)) for one, codes in judged if one["holds"] == "no"]
    return (
        len(true), sum(map(bool, true)), len(false), sum(right for right, _ in false),
        sum(found and not right for right, found in false), sum(not found for _, found in false),
    )  # fmt: skip


def _faults(sentence: str, given: Reference) -> set[str]:
    return {found.rule.code for found in lint_paper(sentence, given) if found.rule.severity == "fault"}


def _seconds(given: Reference) -> float:
    page = "\n\n".join(one["sentence"] for one in read_sentences()[:60])
    start = time.process_time()
    lint_paper(page, given)
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:] == ["seconds"]:
        print(f"{_seconds(sample()):.2f} s of the processor for 60 sentences")
    else:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_TABLE.sub(lambda _: marked_table(sample()), text), encoding="utf-8")
