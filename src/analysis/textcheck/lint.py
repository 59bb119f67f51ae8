"""A text against all the rules: everything that is wrong with it, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.textcheck.catalogue import RULES
from analysis.textcheck.fill import Filled, fill, without_places
from analysis.textcheck.reading import Paragraph, Sentence, paragraphs, sentences
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import TextFinding, TextRule
from analysis.textcheck.word_rules import blames_child

ANY = tuple(rule for rule in RULES if rule.reads == "any text" and rule.check)
COMMENTARY = tuple(rule for rule in RULES if rule.reads == "commentary")
PAPERS = tuple(rule for rule in RULES if rule.reads == "papers")
TYPED = (*COMMENTARY, *(rule for rule in RULES if rule.check is blames_child))
"""What no figure can put right: these rules read the words alone."""


def lint_paper(text: str, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with a plain text, in the order of its lines. Figures and claims in it are checked like those of commentary."""
    filled = fill(text, given)
    return _in_order([*filled.findings, *_found(paragraphs(filled.read.split("\n")), (*ANY, *PAPERS), given)])


def lint_paragraphs(texts: Iterable[Paragraph], given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with the paragraphs of a document."""
    return _in_order(_found(texts, (*ANY, *PAPERS), given))


def lint_commentary(filled: Filled, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with commentary: its figures and claims, what was typed by hand, and what it says when all is put in."""
    typed = _found(paragraphs(filled.typed.split("\n")), COMMENTARY, given)
    return _in_order([*filled.findings, *typed, *_found(paragraphs(filled.read.split("\n")), ANY, given)])


def lint_typed(text: str, given: Reference) -> tuple[TextFinding, ...]:
    """What is wrong with commentary whatever the figures are, so that it can be said before anything is counted."""
    typed, unread = without_places(text)
    return _in_order([*unread, *_found(paragraphs(typed.split("\n")), TYPED, given)])


def faults_in(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """Those that must be put right."""
    return tuple(finding for finding in findings if finding.rule.severity == "fault")


def _found(texts: Iterable[Paragraph], rules: Iterable[TextRule], given: Reference) -> Iterator[TextFinding]:
    for sentence in (sentence for text in texts for sentence in sentences(text)):
        yield from lint_sentence(sentence, rules, given)


def lint_sentence(sentence: Sentence, rules: Iterable[TextRule], given: Reference) -> Iterator[TextFinding]:
    """What some rules find in one sentence."""
    for rule in rules:
        for found in rule.check(sentence, given):
            yield TextFinding(rule, sentence.line, found.quote, found.says, found.suggestion or rule.action)


def _in_order(findings: Iterable[TextFinding]) -> tuple[TextFinding, ...]:
    """By line; what is said twice of the same words is said once, and advice on a word once in a text."""
    once: dict[tuple[str, int, str], TextFinding] = {}
    for one in sorted(findings, key=lambda one: one.line):
        once.setdefault((one.rule.code, one.line if one.rule.severity == "fault" else 0, one.quote), one)
    return tuple(once.values())
