"""Rules that need nothing but the sentence: its numbers must follow from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from analysis.base.formats import half_up, plain, thousands
from analysis.textcheck import patterns
from analysis.textcheck.amounts import whole_number
from analysis.textcheck.figure_rules import is_reversed
from analysis.textcheck.numbers import Number
from analysis.textcheck.phrases import Pair
from analysis.textcheck.rule import Mistake, Swap, TextRule
from analysis.textcheck.taken import HeldAgainst
from analysis.textcheck.turned import turned

# Two percentages that are meant to be a whole are taken for one when they reach from here to there.
WHOLE = range(90, 111)

_OF = re.compile(r"[\s\w-]{0,30}?\b(?:out )?of (?:the |all |these |those |a total of |about )*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[\w\s]{0,30}[,(]\s*(?:or )?")
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|those|them)\b", re.IGNORECASE)
_AND = re.compile(r"^[^.;:]*(?:,|\band\b|\bto\b|/)[^.;:]*$", re.IGNORECASE)
_TIME_OR_MOVE = re.compile(r"\b(?:than|was|compared|against|last|previous|before|per)\b|\bfrom\s+$", re.IGNORECASE)


def percentage_of_two(reading: HeldAgainst) -> Iterator[Mistake]:
    """``134 of 425 (31%)``, ``313 meetings, of which 234 (75%)``, ``of the 291, 253 (92%)``, ``31% (134 of 425)``."""
    for part, whole, share in _shares(reading):
        exact = part.value * 100 / whole.value
        if share.high is not None or not share.admits(exact):
            written = f"{half_up(exact, share.decimals):f}%"
            says = f"{_n(part)} of {_n(whole)} is {half_up(exact, max(1, share.decimals)):f}%"
            quote = reading.quote(min(part.start, share.start), max(whole.end if whole.start > part.start else 0, share.end), 0)
            yield Mistake(quote, says, f"Write {written}.", ((share.start, share.end, written),))


def _shares(reading: HeldAgainst) -> Iterator[tuple[Number, Number, Number]]:
    """Part, whole and percentage wherever a sentence has the three beside each other."""
    numbers = [number for number in reading.numbers if number.kind != "points" and number not in reading.changes]
    head = _whole_at_head(reading)
    for first, second, third in zip([head, *numbers], numbers, [*numbers[1:], None], strict=False):
        if third and (found := _share_of(first, second, third, reading)):
            yield found


def _share_of(first: Number | None, second: Number, third: Number, reading: HeldAgainst) -> tuple[Number, Number, Number] | None:
    text = reading.text
    between, next_between = text[first.end : second.start] if first else "", text[second.end : third.start]
    is_near = len(next_between.split()) <= 8 and not re.search(r"[.;]", next_between)
    kinds = (first.kind if first else "", second.kind, third.kind)
    if kinds == ("percent", "count", "count") and _IN_BRACKETS.fullmatch(between) and _OF.fullmatch(next_between):
        return (second, third, first) if second.value <= third.value != 0 else None
    if kinds == ("count", "count", "percent") and is_near:
        if _OF.fullmatch(between) and first.value <= second.value != 0:
            return first, second, third
        if _OF_WHICH.search(between) and second.value <= first.value != 0:
            return second, first, third
    head = _whole_at_head(reading)
    is_part = second.kind == "count" and third.kind == "percent" and re.fullmatch(r"\s?\(", next_between)
    return (second, head, third) if head and is_part and head.start < second.start and second.value <= head.value != 0 else None


def _whole_at_head(reading: HeldAgainst) -> Number | None:
    """The whole that a sentence starts with: "Of the 291 required, ..."."""
    first = reading.numbers[0] if reading.numbers else None
    return (
        first
        if first
        and first.kind == "count"
        and re.fullmatch(r"\W*(?:out )?of (?:the |these |those |all )*", reading.text[: first.start], re.I)
        else None
    )


def parts_agree(reading: HeldAgainst) -> Iterator[Mistake]:
    """``a majority, 48%``, ``nine in ten (69%)``: one share said twice, in two ways that do not agree."""
    for first, second in zip(reading.numbers, reading.numbers[1:], strict=False):
        is_again = re.fullmatch(r"\s?[(,–-]\s?(?:or |at )?", reading.text[first.end : second.start])
        in_words = "%" not in first.text and first.kind == "percent" == second.kind and "%" in second.text
        closed = re.match(r"\s?[),.–-]|$", reading.text[second.end :])
        if is_again and in_words and closed and not first.admits(second.value):
            swap = (first.start, second.end + (closed[0].strip() in {")", ",", "-", "–"}), second.text)
            yield Mistake(reading.quote(first.start, second.end, 0), f"{second.text} is not {first.text.lower()}", "", (swap,))


def shares_of_whole(reading: HeldAgainst) -> Iterator[Mistake]:
    """Percentages in one list that come near a hundred and do not reach it, without a word about the rest."""
    run = _run_of_percentages(reading)
    total = sum((one.value for one in run), Fraction(0))
    if len(run) < 2 or total == 100 or int(total) not in WHOLE:
        return
    is_pair = len(run) == 2 and len(patterns.PAIRS.findall(reading.text)) >= 2
    if (is_pair or len(run) > 2) and not _rest_said(reading):
        quote = reading.quote(run[0].start, run[-1].end, 10)
        yield Mistake(quote, f"they add up to {plain(total)}%", "Say what the rest is, or that each is rounded.")


def _rest_said(reading: HeldAgainst) -> bool:
    return bool(patterns.REST_SAID.search(reading.text) or patterns.REST_SAID.search(reading.sentence.later))


def _run_of_percentages(reading: HeldAgainst) -> list[Number]:
    """The longest list of percentages that stand side by side as parts of something."""
    runs: list[list[Number]] = [[]]
    for level in (one for one in reading.levels if one.kind == "percent" and "%" in one.text):
        between = reading.text[runs[-1][-1].end : level.start] if runs[-1] else ""
        joined = not runs[-1] or (_AND.match(between) and not _TIME_OR_MOVE.search(between))
        runs = [*runs[:-1], [*runs[-1], level]] if joined else [*runs, [level]]
    return max(runs, key=len)


def parts_of_whole(reading: HeldAgainst) -> Iterator[Mistake]:
    """``Of the 263 children, 150 were girls and 100 boys``: two sexes that are not the whole, or parts that are more than it."""
    whole = _whole_at_head(reading)
    parts = [level for level in reading.levels if level.kind == "count" and level is not whole]
    total = sum((part.value for part in parts), Fraction(0))
    if whole and len(parts) == 2 == len(patterns.PAIRS.findall(reading.text)) and total != whole.value and not _rest_said(reading):
        says = f"{_n(parts[0])} and {_n(parts[1])} make {thousands(plain(total))}, not {_n(whole)}"
        yield Mistake(reading.quote(whole.start, parts[-1].end, 12), says)


def direction_of_pair(reading: HeldAgainst) -> Iterator[Mistake]:
    """``rose from 323 to 263``, ``halved, from 323 to 263``."""
    for pair in reading.pairs:
        word = None if is_reversed(pair.before, pair.after, reading) else pair.word
        if word and word.times and pair.before.value and not is_near_times(pair.after.value / pair.before.value, word.times):
            quote = reading.quote(pair.before.start, pair.after.end, 25)
            yield Mistake(quote, f"{pair.after.text} is not {float(word.times):g} times {pair.before.text}", "", turned(word, pair.went))
        elif word and word.way in {"up", "down"} and pair.went != word.way:
            words_of = {"up": "an increase", "down": "a decrease", "same": "no change"}
            quote = reading.quote(pair.start, pair.end, 25)
            says = f"from {pair.before.text} to {pair.after.text} is {words_of[pair.went]}"
            yield Mistake(quote, says, "", turned(word, pair.went))


def is_near_times(ratio: Fraction, times: Fraction) -> bool:
    """Whether one number is so many times another, as near as people mean it."""
    return Fraction(85, 100) <= ratio / times <= Fraction(115, 100)


def size_of_change(reading: HeldAgainst) -> Iterator[Mistake]:
    """``from 323 to 263, a decrease of 50``; what is said in per cent of percentages is left to another rule."""
    for pair, change in _pair_and_changes(reading):
        if (change.kind == "percent") == (pair.after.kind == "percent") and change.kind != "count":
            continue
        if change.kind == "points" and pair.after.kind != "percent":
            continue
        sizes = _sizes(pair, change)
        if sizes and not any(_near(change, size) for size in sizes):
            size = whole_number(sizes[0], change)
            says = f"from {pair.before.text} to {pair.after.text} it is {size}"
            yield Mistake(reading.quote(change.start, change.end, 20), says, f"Write {size}.", (_sized(change, size),))


def _sized(change: Number, size: str) -> Swap:
    return (change.start, change.end, size)


def points_not_percent(reading: HeldAgainst) -> Iterator[Mistake]:
    """``from 70% to 72%, up 2%``, and points said of counts."""
    for pair, change in _pair_and_changes(reading):
        difference, quote = abs(pair.after.value - pair.before.value), reading.quote(change.start, change.end, 20)
        if pair.after.kind == "percent" and change.kind == "percent":
            relative = difference * 100 / pair.before.value if pair.before.value else None
            if relative is None or half_up(relative, change.decimals) != half_up(change.value, change.decimals):
                points = f"{plain(difference)} percentage point{'s' * (difference != 1)}"
                says = f"from {pair.before.text} to {pair.after.text} is {points}"
                yield Mistake(quote, says, f"Write {points}.", (_sized(change, points),))
        elif pair.after.kind == "count" and change.kind == "points":
            size = f"{half_up(difference * 100 / pair.before.value):f}%" if pair.before.value else plain(difference)
            yield Mistake(quote, "counts change by a number or by per cent", "Write %, or the number.", (_sized(change, size),))


def _pair_and_changes(reading: HeldAgainst) -> Iterator[tuple[Pair, Number]]:
    """The changes of a sentence that compares two numbers and no more."""
    if len(reading.pairs) == 1:
        yield from ((reading.pairs[0], change) for change in reading.changes)


def _sizes(pair: Pair, change: Number) -> list[Fraction]:
    difference = abs(pair.after.value - pair.before.value)
    if change.kind == "percent":
        return [difference * 100 / pair.before.value] if pair.before.value else []
    return [difference]


def _near(change: Number, size: Fraction) -> bool:
    return abs(change.value - size) <= 1 if change.kind == "points" else change.admits(size)


def equal_periods(reading: HeldAgainst) -> Iterator[Mistake]:
    """A quarter compared with a year."""
    lengths = {len(one.period.months) for one in reading.mentions}
    if len(lengths) > 1 and len(reading.levels) >= 2 and reading.direction and reading.pairs:
        labels = " and ".join(dict.fromkeys(one.period.label for one in reading.mentions))
        quote = reading.quote(reading.mentions[0].start, reading.mentions[-1].end, 0)
        yield Mistake(quote, f"{labels} are not equally long")


def _n(number: Number) -> str:
    return thousands(plain(number.value))


RULES = (
    TextRule(
        "percentage_wrong",
        "fault",
        "any text",
        "a percentage does not follow from the two numbers beside it",
        "Work it out again from the two numbers, and give one percentage.",
        "234 of the 313 meetings requested (70%) were recorded complete.",
        "234 of the 313 meetings requested (75%) were recorded complete.",
        percentage_of_two,
    ),
    TextRule(
        "share_said_twice",
        "fault",
        "any text",
        "a share is said in words and in figures, and the two do not agree",
        "Keep the figure, and change or leave out the words.",
        "A majority, 48%, of episodes were of girls.",
        "Fewer than half, 48%, of episodes were of girls.",
        parts_agree,
    ),
    TextRule(
        "shares_short",
        "fault",
        "any text",
        "shares of one whole do not reach a hundred, and the text does not say why",
        "Say what the rest is, or that each is rounded.",
        "68% went missing from home, 16% from the council's care and 14% from that of another authority.",
        "68% went missing from home, 16% from our care, 14% from that of another authority and 2% from a place that was not recorded.",
        shares_of_whole,
    ),
    TextRule(
        "parts_short",
        "fault",
        "any text",
        "the parts of a whole do not make up the whole",
        "Say what the rest is.",
        "Of the 263 children, 150 were girls and 100 were boys.",
        "Of the 263 children, 150 were girls and 113 were boys.",
        parts_of_whole,
    ),
    TextRule(
        "direction_wrong",
        "fault",
        "any text",
        "the numbers go the other way",
        "Change the word or the numbers.",
        "The number rose from 323 to 263.",
        "The number fell from 323 to 263.",
        direction_of_pair,
    ),
    TextRule(
        "change_wrong",
        "fault",
        "any text",
        "the size of a change does not follow from the two numbers",
        "Work it out again: the difference, or the difference as a percentage of the earlier number.",
        "The number fell from 323 to 263, a decrease of 23%.",
        "The number fell from 323 to 263, a decrease of 60, or 19%.",
        size_of_change,
    ),
    TextRule(
        "points_not_percent",
        "fault",
        "any text",
        "a change of a percentage is given in per cent and not in percentage points, or the other way round",
        "Say by how many percentage points a percentage changed; say of a count by what number or by what per cent.",
        "Completion rose from 70% to 72%, an increase of 2%.",
        "Completion rose from 70% to 72%, an increase of 2 percentage points.",
        points_not_percent,
    ),
    TextRule(
        "periods_unequal",
        "fault",
        "any text",
        "figures of periods of different lengths are compared",
        "Compare a year with a year, and a quarter with a quarter.",
        "There were 620 notifications in Q3 2016/17, down from 2,812 in 2015/16.",
        "There were 2,646 notifications in 2016/17, down from 2,812 in 2015/16.",
        equal_periods,
    ),
)
