"""A text against all the rules: everything that is wrong with it, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.textcheck.catalogue import RULES
from analysis.textcheck.fill import Filled, fill, without_places
from analysis.textcheck.numbers import Number
from analysis.textcheck.reading import Paragraph, paragraphs, sentences
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import Swap, TextFinding, TextRule
from analysis.textcheck.taken import HeldAgainst, changes_of
from analysis.textcheck.word_rules import blames_child

ANY = tuple(rule for rule in RULES if rule.reads == "any text" and rule.check)
COMMENTARY = tuple(rule for rule in RULES if rule.reads == "commentary")
PAPERS = tuple(rule for rule in RULES if rule.reads == "papers")
TYPED = (*COMMENTARY, *(rule for rule in RULES if rule.check is blames_child))
"""What no figure can put right: these rules read the words alone."""


def lint_paper(text: str, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with a plain text, in the order of its lines. Figures and claims in it are checked like those of commentary."""
    filled = fill(text, given)
    return _in_order([*filled.findings, *_found(paragraphs(filled.read.split("\n")), (*PAPERS, *ANY), given)])


def lint_paragraphs(texts: Iterable[Paragraph], given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with the paragraphs of a document."""
    return _in_order(_found(texts, (*PAPERS, *ANY), given))


def lint_commentary(filled: Filled, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with commentary: its figures and claims, what was typed by hand, and what it says when all is put in."""
    typed = _found(paragraphs(filled.typed.split("\n")), COMMENTARY, given)
    return _in_order([*filled.findings, *typed, *_found(paragraphs(filled.read.split("\n")), ANY, given)])


def lint_typed(text: str, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with commentary whatever the figures are, so that it can be said before anything is counted."""
    typed, unread = without_places(text)
    return _in_order([*unread, *_found(paragraphs(typed.split("\n")), TYPED, given)])


@dataclass(frozen=True)
class TakenFor:
    """A number of a text, its line, and the addresses of the figures that it was taken for: several where it is of them all."""

    line: int
    number: str
    addresses: tuple[str, ...]
    how: str

    def told(self, file: str) -> str:
        """The number for a reader, with its place first."""
        return f"{file}:{self.line}: {self.number}: {self.how}{' and '.join(self.addresses) or 'no figure'}"


def taken_for(texts: Iterable[Paragraph], given: Reference) -> tuple[TakenFor, ...]:
    """Each number of some paragraphs with the figure that it was taken for."""
    readings = [HeldAgainst(sentence, given) for text in texts for sentence in sentences(text)]
    return tuple(_taken_for(number, reading) for reading in readings for number in reading.numbers)


def _taken_for(number: Number, reading: HeldAgainst) -> TakenFor:
    """The figure of a number; of the size of a change both its figures."""
    line = reading.sentence.line
    if number in reading.changes:
        change = next(changes_of(number, reading), None)
        figures = (*change.now.figures, *change.before.figures) if change else ()
        return TakenFor(line, number.text, tuple(str(figure.address) for figure in figures), "the change between " if change else "")
    one = next(taken for taken in reading.taken if taken.number == number)
    meant = one.amount or next(iter(one.may_be if one.standing == "contradicted" else ()), None)
    how = {"rest": "what is left of ", "added": "what came on top of "}.get(meant.how if meant else "", "")
    return TakenFor(line, number.text, tuple(str(figure.address) for figure in meant.figures) if meant else (), how)


def faults_in(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """Those that must be put right."""
    return tuple(finding for finding in findings if finding.rule.severity == "fault")


def _found(texts: Iterable[Paragraph], rules: Iterable[TextRule], given: Reference) -> Iterator[TextFinding]:
    for reading in (HeldAgainst(sentence, given) for text in texts for sentence in sentences(text)):
        yield from lint_sentence(reading, rules)


def lint_sentence(reading: HeldAgainst, rules: Iterable[TextRule]) -> Iterator[TextFinding]:
    """What some rules find in one sentence; where they know what to write, with the sentence that would be true."""
    found = [(rule, mistake) for rule in rules for mistake in rule.check(reading)]
    true = _swapped(reading.text, [swap for _, mistake in found for swap in mistake.swaps])
    for rule, mistake in found:
        suggestion = f"Write “{true}”" if mistake.swaps else mistake.suggestion or rule.action
        yield TextFinding(rule, reading.sentence.line, mistake.quote, mistake.says, suggestion)


def _swapped(text: str, swaps: Iterable[Swap]) -> str:
    """A sentence with the right words in their places; of two for one place the first holds."""
    taken: list[Swap] = []
    for swap in swaps:
        if not any(swap[0] < other[1] and other[0] < swap[1] for other in taken):
            taken.append(swap)
    for start, end, instead in sorted(taken, reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    return text


def _in_order(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """By line; what is said twice of the same words is said once, and advice on a word once in a text."""
    once: dict[tuple[str, int, str], TextFinding] = {}
    for one in sorted(findings, key=lambda one: one.line):
        once.setdefault((one.rule.code, one.line if one.rule.severity == "fault" else 0, one.quote), one)
    return tuple(once.values())
