"""What a rule about a text is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.textcheck.taken import HeldAgainst

Severity = Literal["fault", "advice"]
Reads = Literal["any text", "commentary", "papers"]

SEVERITIES: dict[Severity, str] = {
    "fault": "must be put right: the command exits with 1, and a public edition with such commentary is not built",
    "advice": "someone should look at it; nothing is stopped",
}

READS: dict[Reads, str] = {
    "any text": "commentary and any other text",
    "commentary": "commentary alone, where figures and claims are written so that they are checked",
    "papers": "any other text, such as a covering paper",
}


Swap = tuple[int, int, str]


@dataclass(frozen=True)
class Mistake:
    """What a rule found in a sentence: the words, what the figures say of them, and what to write when that is known.

    ``swaps`` are places of the sentence with the words that would make it true.
    """

    quote: str
    says: str = ""
    suggestion: str = ""
    swaps: tuple[Swap, ...] = ()


Check = Callable[[HeldAgainst], Iterator[Mistake]]


@dataclass(frozen=True)
class TextRule:
    """One thing that can be wrong with a sentence.

    ``check`` yields what it finds; a rule without one is carried out where figures and claims are read. ``action`` says what to do.
    ``wrong`` is a sentence that the rule finds, and ``right`` what might be written in its place, both about the made-up sample.
    """

    code: str
    severity: Severity
    reads: Reads
    sentence: str
    action: str
    wrong: str
    right: str
    check: Check | None = None


@dataclass(frozen=True)
class TextFinding:
    """One thing found in a text: the rule, the line, the words, what the figures say and what to do."""

    rule: TextRule
    line: int
    quote: str
    says: str
    suggestion: str

    def told(self, file: str) -> str:
        """The finding for a reader, with its place first."""
        says = f"  The figures: {self.says}" if self.says else ""
        lines = [f"{file}:{self.line}: {self.rule.code}: {self.rule.sentence}", f"  “{self.quote}”", says, f"  {self.suggestion}"]
        return "\n".join(line for line in lines if line.strip())
