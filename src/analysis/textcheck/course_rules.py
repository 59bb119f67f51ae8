"""Rules that hold what a sentence says of changes against the figures: their size, their direction and the verdict on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.verdicts import Verdict
from analysis.textcheck import patterns
from analysis.textcheck.amounts import Change, amount_of, figures_of, said, whole_number
from analysis.textcheck.claims import ClaimReading
from analysis.textcheck.figure_rules import is_reversed
from analysis.textcheck.mentions import namings, parts
from analysis.textcheck.part_rules import compared_parts
from analysis.textcheck.phrases import Pair, Word
from analysis.textcheck.rule import Mistake, TextRule
from analysis.textcheck.sentence_rules import is_near_times
from analysis.textcheck.taken import HeldAgainst, changes, changes_of
from analysis.textcheck.turned import turned

_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|while|whereas|although|though)\b", re.IGNORECASE)


def change_contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``a decrease of 23%`` where the figures fell by 19%, and ``2%`` where a percentage rose by 2 points."""
    if reading.pairs or reading.is_of_others or compared_parts(reading):
        return
    for number in reading.changes:
        found = list(changes_of(number, reading))
        sizes = [(kind, size) for change in found for kind, values in change.sizes.items() for size in values]
        if not sizes or any(kind == number.kind and number.admits(size) for kind, size in sizes):
            continue
        of_kind = [size for kind, size in sizes if kind == number.kind]
        points = replace(number, kind="points")
        written = whole_number(of_kind[0], number) if of_kind else whole_number(sizes[0][1], points)
        says = said([found[0].now, found[0].before], reading.given)
        swaps = ((number.start, number.end, written.replace("1 percentage points", "1 percentage point")),)
        yield Mistake(reading.quote(number.start, number.end), says, "", swaps)


def direction_contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``notifications rose`` where they fell, and ``rose from 987 to 1,034`` where 987 is the later figure."""
    for pair in reading.pairs:
        if is_reversed(pair.before, pair.after, reading):
            yield _exchanged(pair, reading)
    for word in reading.words:
        found = list(_changes_of_word(word, reading))
        if found and all(_is_against(word, change, reading) for change in found):
            says = said([found[0].now, found[0].before], reading.given)
            went = found[0].difference(as_share=_is_of_share(reading))
            swaps = turned(word, "up" if went > 0 else "down" if went < 0 else "same")
            yield Mistake(reading.quote(word.start, word.end), says, "", swaps if went or word.way != "same" else ())


def _exchanged(pair: Pair, reading: HeldAgainst) -> Mistake:
    """The two numbers in each other's place, and the word of direction turned."""
    first, second = pair.before, pair.after
    taken = {one.number: one for one in reading.taken}
    amounts = [amount for number in (second, first) for amount in taken[number].may_be[:1]]
    word = pair.word or _judging_word(reading)
    swaps = ((first.start, first.end, second.text), (second.start, second.end, first.text))
    word = None if word and word.way == _back(pair) else word
    return Mistake(
        reading.quote(pair.start, pair.end, 20), said(amounts, reading.given), "", (*swaps, *(turned(word, _back(pair)) if word else ()))
    )


def _judging_word(reading: ClaimReading) -> Word | None:
    for pattern, way in ((patterns.BETTER, "up"), (patterns.WORSE, "down")):
        if found := pattern.search(reading.text):
            return Word(way, found[0], *found.span())
    return None


def _back(pair: Pair) -> str:
    return {"up": "down", "down": "up", "same": "same"}[pair.went]


def _changes_of_word(word: Word, reading: HeldAgainst) -> Iterator[Change]:
    """The changes that a word of direction may speak of."""
    clause = _clause(word.start, reading.text)
    is_paired = any(pair.word == word for pair in reading.pairs) or is_beside_another(word, reading)
    if (
        is_paired
        or reading.is_of_others
        or any(pattern.search(reading.text) for pattern in (patterns.EVER, patterns.OFTEN))
        or compared_parts(reading)
    ):
        return
    now, earlier = reading.compared
    for scope in dict.fromkeys((clause, reading.text[: word.end], reading.text)):
        named = [one.indicator for one in namings(scope) if one.indicator.window != "cumulative"]
        if named:
            yield from (change for one in named for before in earlier for change in changes(one, scope, now, before, reading.given))
            return


def is_beside_another(word: Word, reading: HeldAgainst) -> bool:
    """Whether a word compares two figures with each other: "more notifications than episodes"."""
    before, _, after = reading.text[word.start :].partition(" than ")
    first, second = ({one.indicator.key for one in namings(text)} for text in (before, after))
    return bool(patterns.COMPARATIVE.fullmatch(word.text)) and bool(second - first)


def _clause(place: int, text: str) -> str:
    cuts = [0, *(found.end() for found in _CLAUSE.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= place)
    return text[start : min(cut for cut in cuts if cut > place)]


def _is_of_share(reading: HeldAgainst) -> bool:
    return bool(patterns.SHARE.search(reading.text)) or any(number.kind == "percent" for number in reading.levels)


def _is_against(word: Word, change: Change, reading: HeldAgainst) -> bool:
    """Whether a figure did not go as a word says: by the numbers or, of one that is said to have stayed, by the verdict on it."""
    difference = change.difference(as_share=_is_of_share(reading))
    if word.times:
        ratio = change.now.count / change.before.count if change.before.count else None
        return ratio is None or not is_near_times(ratio, word.times)
    if word.way == "same":
        is_exact = bool(patterns.EXACTLY.fullmatch(word.text))
        is_printed_same = change.now.percents[1:] == change.before.percents[1:] != ()
        return bool(difference) and not is_printed_same and (is_exact or _verdict(change, reading) not in {Verdict.NO_CLEAR_CHANGE, None})
    return difference <= 0 if word.way == "up" else difference >= 0


def _verdict(change: Change, reading: HeldAgainst) -> Verdict | None:
    comparison = _compared(change.now.figures[0], reading)
    return comparison.verdict if comparison and comparison.before == change.before.figures[0] else None


def _compared(figure: Figure, reading: HeldAgainst) -> Comparison | None:
    if figure.address.breakdown:
        return None
    now, _ = reading.compared
    return reading.given.at(now).compared(reading.given.record(figure.address.indicator))


def verdict_contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``interviews improved`` where the two figures differ by no more than chance would often bring."""
    found = [comparison for one in reading.topics if one.window != "cumulative" for comparison in _comparisons(one, reading)]
    if not found or not all(one.verdict for one in found) or reading.is_of_others:
        return
    for pattern, holds in _JUDGED:
        match = next((match for match in pattern.finditer(reading.text) if reading.sentence.is_finding(match)), None)
        if match and not any(map(holds, found)):
            words = ", ".join(dict.fromkeys(one.verdict.value for one in found))
            figures = [amount_of(figure) for one in found for figure in (one.now, one.before) if figure]
            yield Mistake(reading.quote(match.start(), match.end(), 40), f"{said(figures, reading.given)}: {words}")


def _comparisons(one: Indicator, reading: HeldAgainst) -> Iterator[Comparison]:
    """The verdicts on an indicator as a whole; a part that is named has none."""
    now, earlier = reading.compared
    total = next((figure for figure in figures_of(one, now, reading.given) if not figure.address.breakdown), None)
    if total and total.is_number and now.year_before in earlier and not parts(one, reading.text, reading.given):
        yield _compared(total, reading)


_JUDGED: tuple[tuple[re.Pattern[str], Callable[[Comparison], bool]], ...] = (
    (patterns.BETTER, lambda one: one.better is None or one.improved is True),
    (patterns.WORSE, lambda one: one.better is None or one.improved is False),
    (patterns.CLEARLY, lambda one: one.is_clear),
)
"""Words that judge a course, and which comparisons bear them. Where no direction is better, another rule speaks."""


RULES = (
    TextRule(
        "change_contradicted",
        "fault",
        "papers",
        "the size of a change is not what the figures say",
        "Work it out from the two figures; between percentages it is in percentage points.",
        "Risk assessments fell by 12%, from 2015/16.",
        "Risk assessments fell by 16, from 351 in 2015/16.",
        change_contradicted,
    ),
    TextRule(
        "direction_contradicted",
        "fault",
        "papers",
        "the figures went another way",
        "Say what the figures say.",
        "The number of notifications rose.",
        "The number of notifications fell from 2,812 in 2015/16 to 2,646.",
        direction_contradicted,
    ),
    TextRule(
        "verdict_contradicted",
        "fault",
        "papers",
        "a change is called clear, better or worse that the figures do not bear",
        "Say both figures, and that there is no clear change.",
        "The number of notifications is significantly down from 2,812 in 2015/16.",
        "The number of notifications was 2,646, from 2,812 in 2015/16, which is no clear change.",
        verdict_contradicted,
    ),
)
