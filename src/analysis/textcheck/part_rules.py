"""Rules that hold what a sentence says of two parts of a whole against the figures: which is more, how many times, which is the largest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from analysis.base.spec import Figure, Indicator
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.amounts import SaidAmount, amount_of, figures_of, part_of, said, shown
from analysis.textcheck.claims import ClaimReading
from analysis.textcheck.mentions import NamedPart, every_naming, namings, parts
from analysis.textcheck.rule import Mistake, TextRule
from analysis.textcheck.sentence_rules import is_near_times
from analysis.textcheck.taken import HeldAgainst, changes

# All care together: the one group of several categories that one short word says.
CARE = {"own_care", "other_authority_care"}


def parts_contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``more girls than boys`` or ``twice as many girls as boys``, where there are fewer; ``the most common reason was school``."""
    for word, first, second, one in compared_parts(reading):
        ratio = first.percents[0] / second.percents[0] if second.percents[0] else None
        if ratio is not None and not _bears(word, ratio):
            yield Mistake(reading.quote(word.start(), word.end()), said([first, second], reading.given), _said_of_parts(one, first, second))
    yield from (*_times_of_years(reading), *_not_largest(reading))


def _said_of_parts(one: Indicator, first: SaidAmount, second: SaidAmount) -> str:
    """The sentence to write; none where several categories together have no short name."""
    names = [_words(one, amount) for amount in (first, second)]
    if not all(names):
        return ""
    return f"Write “{shown(first).partition(' (')[0]} were {names[0]} and {shown(second).partition(' (')[0]} {names[1]}”."


def _words(one: Indicator, amount: SaidAmount) -> str:
    places = [figure.address for figure in amount.figures]
    if len(places) == 1:
        return without_terms(one.breakdown(places[0].breakdown).category(places[0].category).words)
    return "from care" if {place.category for place in places} == CARE else ""


def _times_of_years(reading: HeldAgainst) -> Iterator[Mistake]:
    """``twice as many as in 2015/16``."""
    for word in patterns.MULTIPLE.finditer(reading.text):
        joint = (
            re.search(r"\bas (?:in |during |the )?$", reading.text[word.end() : reading.mentions[-1].start]) if reading.mentions else None
        )
        now, earlier = reading.compared
        found = [
            change
            for one in namings(reading.text)
            for before in earlier
            for change in changes(one.indicator, reading.text, now, before, reading.given)
        ]
        if joint and found and not any(one.before.count and _bears(word, one.now.count / one.before.count) for one in found):
            yield Mistake(reading.quote(*word.span()), said([found[0].now, found[0].before], reading.given))


def compared_parts(reading: ClaimReading) -> list[tuple[re.Match[str], SaidAmount, SaidAmount, Indicator]]:
    """The two parts of one whole that a sentence compares, with the words that do it."""
    found = []
    for pattern in (patterns.MULTIPLE, patterns.MORE_THAN):
        for word in pattern.finditer(reading.text):
            joint = re.compile(r"\bas\b" if pattern is patterns.MULTIPLE else r"\bthan\b|\boutnumber\w*").search(
                reading.text, word.end("joint")
            )
            if joint:
                found += [(word, *both) for both in _both(reading.text[: joint.start()], reading.text[joint.end() :], reading)]
    return found


def _both(before: str, after: str, reading: ClaimReading) -> Iterator[tuple[SaidAmount, SaidAmount, Indicator]]:
    period = reading.compared[0]
    for one in (naming.indicator for naming in every_naming(reading.text)):
        for first, second in ((a, b) for a in parts(one, before, reading.given) for b in parts(one, after, reading.given)):
            amounts = [part_of(one, part, period, reading.given) for part in (first, second)]
            is_pair = first.breakdown == second.breakdown and not set(first.codes) & set(second.codes)
            if is_pair and all(amount and amount.percents for amount in amounts):
                yield (*amounts, one)


def _bears(word: re.Match[str], ratio: Fraction) -> bool:
    """Whether one part is so much of the other as words say."""
    if "times" in word.groupdict():
        times = patterns.MULTIPLES.get(word["times"].lower().split()[0], Fraction(2))
        bound = (word["bound"] or "").strip().lower()
        return ratio > times if bound in {"more than", "over"} else ratio < times if bound == "less than" else is_near_times(ratio, times)
    return ratio < 1 if re.match("fewer|lower|less|smaller", word[0], re.IGNORECASE) else ratio > 1


def _not_largest(reading: HeldAgainst) -> Iterator[Mistake]:
    """The first indicator of a sentence of which another category than the one that is named is the largest."""
    found = patterns.LARGEST.search(reading.text)
    if found and not reading.is_of_others:
        yield from islice((mistake for one in reading.topics if (mistake := _larger_one(one, found, reading))), 1)


def _larger_one(one: Indicator, found: re.Match[str], reading: HeldAgainst) -> Mistake | None:
    """The category that is the largest in the place of the one that is named; nothing where a figure of them is not known."""
    part = _called_largest(one, found, reading)
    amount = part and part_of(one, part, reading.compared[0], reading.given)
    if not amount or amount.count is None:
        return None
    beside = [figure for figure in figures_of(one, reading.compared[0], reading.given) if _is_beside(figure, part)]
    largest = max(beside, key=lambda figure: figure.numerator or 0, default=None)
    if largest is None or not all(figure.is_number for figure in beside) or largest.numerator <= amount.count:
        return None
    words = re.sub(r"^(?:of|from) ", "", without_terms(one.breakdown(part.breakdown).category(largest.address.category).words))
    says = said([amount_of(largest), amount], reading.given)
    return Mistake(reading.quote(found.start(), found.end()), says, "", ((part.start, part.end, words),))


def _called_largest(one: Indicator, found: re.Match[str], reading: HeldAgainst) -> NamedPart | None:
    """The category that stands after the words for the largest one or, where none does, before them."""
    if after := parts(one, reading.text[found.end() :], reading.given):
        return replace(after[0], start=found.end() + after[0].start, end=found.end() + after[0].end)
    return next(iter(parts(one, reading.text[: found.start()], reading.given)), None)


def _is_beside(figure: Figure, part: NamedPart) -> bool:
    return figure.address.breakdown == part.breakdown and figure.address.category not in {"not_recorded", "other", "elsewhere"}


RULES = (
    TextRule(
        "parts_contradicted",
        "fault",
        "papers",
        "two parts of a whole do not stand to each other as is said",
        "Give both figures.",
        "Twice as many episodes were of girls as of boys.",
        "Fewer episodes were of girls than of boys.",
        parts_contradicted,
    ),
)
