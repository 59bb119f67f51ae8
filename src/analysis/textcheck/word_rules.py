"""Rules about words: what may be said of a child, of a reason, of good and bad, and by which name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.base.formats import sentence_case
from analysis.textcheck import patterns
from analysis.textcheck.figure_rules import is_small
from analysis.textcheck.numbers import NOUNS
from analysis.textcheck.rule import Mistake, TextRule
from analysis.textcheck.taken import HeldAgainst


def blames_child(reading: HeldAgainst) -> Iterator[Mistake]:
    """Words that put on a child what others did."""
    for wording in reading.given.language.blames_child:
        for found in wording.pattern.finditer(reading.text):
            yield Mistake(reading.quote(found.start(), found.end(), 20), "", f"Better: {wording.instead}.")


def house_terms(reading: HeldAgainst) -> Iterator[Mistake]:
    """Abbreviations and terms that the house does not use; once for each in a sentence."""
    for wording in reading.given.language.house_term:
        if found := wording.pattern.search(reading.text):
            yield Mistake(found[0], "", f"Write {wording.instead}.")


def cause(reading: HeldAgainst) -> Iterator[Mistake]:
    """A reason given as a fact for the course of a figure."""
    found = patterns.BECAUSE.search(reading.text)
    if found and _speaks_of_figures(reading) and _has_course(reading) and not patterns.SOMEONE_THINKS.search(reading.text):
        yield Mistake(
            reading.quote(found.start(), found.end()),
            "they say what happened and not why",
            "Say who thinks so: “The partnership believes that …”.",
        )


def judgement(reading: HeldAgainst) -> Iterator[Mistake]:
    """Good or bad said of a figure whose record does not say which direction is better."""
    about = reading.topics
    if not about or any(one.better for one in about):
        return
    for pattern in (patterns.GOOD, patterns.BAD):
        found = next((match for match in pattern.finditer(reading.text) if reading.sentence.is_finding(match)), None)
        if found:
            name = sentence_case(about[0].name)
            yield Mistake(reading.quote(found.start(), found.end()), f"“{name}” has no direction that is better")


def frequency(reading: HeldAgainst) -> Iterator[Mistake]:
    """A share of episodes read as how often a group of children goes missing."""
    often, group = patterns.OFTEN.search(reading.text), patterns.GROUP.search(reading.text)
    counts = [level for level in reading.levels if level.kind == "count"]
    if often and group and len(counts) < 2 and not patterns.DENIED.search(reading.text):
        yield Mistake(reading.quote(often.start(), often.end()), "", "Give the share, or how many episodes there were for each child.")


def turned_round(reading: HeldAgainst) -> Iterator[Mistake]:
    """``48% of girls went missing``, where 48% of the episodes were of girls."""
    for found in patterns.SHARE_OF_GROUP.finditer(reading.text):
        value = re.match(patterns.AMOUNT, found["number"])[0].replace(",", "")
        codes = {"girls": "female", "females": "female", "boys": "male", "males": "male"}
        shares = [one for one in reading.given.known if one.address.category == codes[found["group"].lower()] and one.value == value]
        if shares:
            unit = shares[0].unit.removeprefix("percent of ")
            says = f"{shares[0].shown} of the {unit} in {shares[0].address.period.replace('-', '/')} were of {found['group'].lower()}"
            yield Mistake(found[0], says, f"Write “{found['number']} of {unit} were of {found['group'].lower()}”.")


def small_count(reading: HeldAgainst) -> Iterator[Mistake]:
    """A count of few children, in the public edition, that is not printed there."""
    threshold = reading.given.policy.disclosure.hide_counts_up_to
    says = f"counts of 1 to {threshold} are not shown in the public edition"
    spans = [(level.start, level.end) for level in reading.levels if is_small(level, reading)]
    single = [found.span() for found in _ONE.finditer(reading.text)] if reading.given.rows.edition == "public" and threshold else []
    for start, end in (*spans, *single):
        yield Mistake(reading.quote(start, end, 25), says, "Leave the number out.")


# "one child can" speaks of any child, and so do "at least one child" and "no one child".
_ONE = re.compile(
    rf"(?<!least )(?<!than )(?<!no )\bone (?:(?!of\b|or\b|and\b|in\b)[\w-]+ )?(?:{NOUNS['children']}|{NOUNS['referrals']})\b"
    rf"(?!'s|s'|\s+(?:{patterns.AND_THEN})\b)",
    re.IGNORECASE,
)


def typed_number(reading: HeldAgainst) -> Iterator[Mistake]:
    """A number in commentary that no address stands behind."""
    for number in (one for one in reading.numbers if re.search(r"\d", one.text)):
        yield Mistake(reading.quote(number.start, number.end, 25), "", "Write the figure's address in {{ }}, or leave the number out.")


def typed_direction(reading: HeldAgainst) -> Iterator[Mistake]:
    """A direction in commentary that is no claim."""
    judged = [match for pattern in (patterns.BETTER, patterns.WORSE) for match in pattern.finditer(reading.text) if reading.topics]
    spans = [*((word.start, word.end) for word in reading.words), *(match.span() for match in judged if reading.sentence.is_finding(match))]
    for start, end in spans:
        yield Mistake(reading.quote(start, end, 25), "", "Write a claim, such as [[ missing_notifications fell ]], or another word.")


def _speaks_of_figures(reading: HeldAgainst) -> bool:
    return bool(reading.topics or patterns.DATA.search(reading.text))


def _has_course(reading: HeldAgainst) -> bool:
    better = (match for pattern in (patterns.BETTER, patterns.WORSE) for match in pattern.finditer(reading.text))
    return bool(reading.words) or any(reading.sentence.is_finding(match) for match in better)


RULES = (
    TextRule(
        "typed_number",
        "fault",
        "commentary",
        "a number typed by hand",
        "Write the figure's address in {{ }}, or leave the number out.",
        "There were 2,646 notifications.",
        "There were {{ missing_notifications }} notifications.",
        typed_number,
    ),
    TextRule(
        "direction_outside_claim",
        "fault",
        "commentary",
        "a direction word outside a claim",
        "Write a claim in [[ ]], so that it is checked and printed with both figures.",
        "Notifications fell.",
        "Notifications [[ missing_notifications fell ]].",
        typed_direction,
    ),
    TextRule(
        "cause",
        "fault",
        "any text",
        "a reason is given as a fact for what a figure did",
        "Say who thinks so, or give the figure that shows it.",
        "Notifications fell from 2,812 in 2015/16 to 2,646 in 2016/17 because of our campaign.",
        "Notifications fell from 2,812 in 2015/16 to 2,646 in 2016/17; the police think that the campaign may have played a part.",
        cause,
    ),
    TextRule(
        "judgement",
        "fault",
        "any text",
        "a figure is called good or bad, and its record does not say which direction is better",
        "Say what it was and is, and leave the judgement to the reader; or have the indicator's owner declare a direction.",
        "Pleasingly, 82 children were considered at a strategy meeting.",
        "82 children were considered at a strategy meeting.",
        judgement,
    ),
    TextRule(
        "share_as_frequency",
        "fault",
        "any text",
        "a share is read as how often something happens",
        "A smaller share of girls does not say how often girls go missing: give the share, or the episodes for each child.",
        "48% of episodes were of girls, so girls go missing less often.",
        "48% of episodes were of girls, and 52% of boys.",
        frequency,
    ),
    TextRule(
        "share_turned_round",
        "fault",
        "any text",
        "a share of episodes is given as a share of the children",
        "Say what it is a share of.",
        "48% of girls went missing.",
        "48% of episodes were of girls.",
        turned_round,
    ),
    TextRule(
        "small_count",
        "fault",
        "any text",
        "a count so small that it may point at a child",
        "Leave the number out: “a few” says enough.",
        "Three girls were referred again.",
        "A few girls were referred again.",
        small_count,
    ),
    TextRule(
        "blames_child",
        "fault",
        "any text",
        "words that blame a child",
        "Say what others did to the child, or what the child needs.",
        "Some girls put themselves at risk.",
        "Some girls are at risk from adults who exploit them.",
        blames_child,
    ),
    TextRule(
        "house_term",
        "advice",
        "any text",
        "a term that the house does not use",
        "Write the words in full, as the report does.",
        "Return interviews were offered to all LAC.",
        "Return interviews were offered to all looked-after children.",
        house_terms,
    ),
)
