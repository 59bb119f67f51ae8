"""Figures and claims in a text: each checked against the figures, and what stands in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from analysis import markup
from analysis.base.settings import Fault
from analysis.textcheck.evaluate import ClaimVerdict, evaluate
from analysis.textcheck.grammar import parse_claim, parse_figure
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import TextFinding, TextRule

PLACE = re.compile(r"\{\{(?P<figure>[^{}]*)\}\}|\[\[(?P<claim>(?:[^\[\]]|\[[^\[\]]*\])*)\]\]")
_OPENED = re.compile(r"\{\{|\[\[")
_TOKEN = re.compile("\ue000(\\d+)\ue001")

UNREADABLE = TextRule(
    code="claim_unreadable",
    severity="fault",
    reads="any text",
    sentence="a figure or claim is not written in a way that can be checked",
    action="Write it as the reference of claims says.",
    wrong="Notifications [[ missing_notifications plummeted ]].",
    right="Notifications [[ missing_notifications fell ]].",
)
FALSE = TextRule(
    code="claim_false",
    severity="fault",
    reads="any text",
    sentence="a claim that the figures contradict",
    action="Say what the figures say.",
    wrong="Children considered at a strategy meeting [[ children_at_strategy_meeting rose ]].",
    right="Children considered at a strategy meeting [[ children_at_strategy_meeting fell ]].",
)
UNKNOWN = TextRule(
    code="claim_unknown",
    severity="fault",
    reads="any text",
    sentence="a claim that cannot be known: a figure is hidden or not there, or the two are not like for like",
    action="Take the claim out, or name figures that can be compared.",
    wrong="Notifications were {{ missing_notifications }}, [[ missing_notifications highest since 2012-13 ]].",
    right="Notifications [[ missing_notifications fell since 2015-16 ]].",
)
FIGURE_UNKNOWN = TextRule(
    code="figure_unknown",
    severity="fault",
    reads="any text",
    sentence="there is no figure at this address",
    action="Put the address right; every row of results.csv has one, and so has every number of the page.",
    wrong="There were {{ missing_notifications@2009-10 }} notifications.",
    right="In 2015/16 there were {{ missing_notifications@2015-16 }} notifications.",
)


@dataclass(frozen=True)
class Filled:
    """A text whose figures and claims are checked. ``text`` has a mark for each, ``pieces`` what stands in its place."""

    text: str
    pieces: tuple[Markup, ...]
    findings: tuple[TextFinding, ...]

    def put_in(self, html: str) -> Markup:
        """HTML that was made from the text, with the pieces in their places."""
        return Markup(_TOKEN.sub(lambda found: str(self.pieces[int(found[1])]), html))

    @property
    def read(self) -> str:
        """The text as its reader finds it."""
        return _TOKEN.sub(lambda found: self.pieces[int(found[1])].striptags(), self.text)

    @property
    def typed(self) -> str:
        """The text that its author typed, with nothing where figures and claims stand."""
        return _TOKEN.sub("…", self.text)


def fill(text: str, given: Reference) -> Filled:
    """The text with its figures and claims checked and put in; one that cannot be is left as it was written, and listed."""
    text = text.replace("\ue000", "").replace("\ue001", "")
    pieces: list[Markup] = []
    findings: list[TextFinding] = []

    def put(found: re.Match[str]) -> str:
        piece, finding = _settled(found, given)
        pieces.append(piece)
        findings.extend([finding] if finding else [])
        return f"\ue000{len(pieces) - 1}\ue001" + "\n" * found[0].count("\n")

    marked = PLACE.sub(put, text)
    return Filled(marked, tuple(pieces), (*findings, *_unclosed(marked)))


def without_places(text: str) -> tuple[str, tuple[TextFinding, ...]]:
    """What the author typed, with ``…`` where figures and claims stand, and which of these cannot be read, whatever the figures are."""
    unread: list[TextFinding] = []

    def put(found: re.Match[str]) -> str:
        unread.extend(_unread(found))
        return "…" + "\n" * found[0].count("\n")

    typed = PLACE.sub(put, text)
    return typed, (*unread, *_unclosed(typed))


def _unread(found: re.Match[str]) -> Iterator[TextFinding]:
    try:
        parse_claim(found["claim"]) if found["figure"] is None else parse_figure(found["figure"])
    except Fault as fault:
        yield TextFinding(UNREADABLE, *_where(found), "", str(fault))


def _where(found: re.Match[str]) -> tuple[int, str]:
    """The line of a figure or claim, and its words."""
    return found.string.count("\n", 0, found.start()) + 1, " ".join(found[0].split())


def _settled(found: re.Match[str], given: Reference) -> tuple[Markup, TextFinding | None]:
    """What stands in the place of a figure or claim, and what is wrong with it."""
    line, quote = _where(found)
    as_written = Markup('<mark class="fault">{}</mark>').format(quote)
    try:
        if found["figure"] is not None:
            return _figure(found["figure"], given), None
        verdict = evaluate(parse_claim(found["claim"]), given)
    except _NoFigure as fault:
        return as_written, TextFinding(FIGURE_UNKNOWN, line, quote, str(fault), FIGURE_UNKNOWN.action)
    except Fault as fault:
        return as_written, TextFinding(UNREADABLE, line, quote, "", str(fault))
    return (verdict.html, None) if verdict.holds else (as_written, _not_borne_out(verdict, line, quote))


def _not_borne_out(verdict: ClaimVerdict, line: int, quote: str) -> TextFinding:
    rule = UNKNOWN if verdict.holds is None else FALSE
    return TextFinding(rule, line, quote, verdict.says, verdict.suggestion or rule.action)


class _NoFigure(Fault):
    """There is no figure at an address."""


def _figure(text: str, given: Reference) -> Markup:
    address = parse_figure(text)
    figure = given.figure_at(address)
    if figure is None:
        known = sorted({one.address.period for one in given.known if one.address.indicator == address.indicator})
        raise _NoFigure(f"{given.name_of(address)}: there are figures for {', '.join(known) or 'no period'}")
    return markup.figure(figure)


def _unclosed(marked: str) -> Iterator[TextFinding]:
    for found in _OPENED.finditer(marked):
        line = marked.count("\n", 0, found.start()) + 1
        quote = marked[found.start() : found.start() + 40].partition("\n")[0]
        yield TextFinding(UNREADABLE, line, quote, "", f"Close it with {'}}' if found[0] == '{{' else ']]'} on the same paragraph.")
