"""Rules that need nothing but the sentence: its numbers must follow from each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from analysis.base.formats import half_up, plain, thousands
from analysis.textcheck import patterns
from analysis.textcheck.mentions import mentions
from analysis.textcheck.pairs import Pair, pairs
from analysis.textcheck.reading import Number, Sentence
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import Mistake, TextRule

# Two percentages that are meant to be a whole are taken for one when they reach from here to there.
WHOLE = range(90, 111)
SLACK_OF_ROUNDED = Fraction(1)
SLACK_OF_ABOUT = Fraction(2)

_OF = re.compile(r"^[\s\w-]{0,30}?\b(?:out )?of (?:the |all |these |those |a total of |about )*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[\w\s]{0,30}[,(]\s*(?:or )?")
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|those|them)\b", re.IGNORECASE)
_AND = re.compile(r"^[^.;:]*(?:,|\band\b|\bto\b|/)[^.;:]*$", re.IGNORECASE)
_TIME_OR_MOVE = re.compile(r"\b(?:than|was|compared|against|last|previous|before|per)\b|\bfrom\s+$", re.IGNORECASE)


def percentage_of_two(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """``134 of 425 (31%)``, ``313 meetings, of which 234 (75%)``, ``31% (134 of 425)``."""
    for part, whole, share in _shares(sentence):
        exact = part.value * 100 / whole.value
        if share.high is not None or not _follows(share, exact):
            says = f"{_n(part)} of {_n(whole)} is {half_up(exact, max(1, share.decimals)):f}%"
            yield Mistake(
                sentence.around(min(part.start, share.start), max(whole.end, share.end), 0),
                says,
                f"Write {half_up(exact, share.decimals):f}%.",
            )


def _follows(share: Number, exact: Fraction) -> bool:
    return (
        abs(share.value - exact) <= SLACK_OF_ABOUT
        if share.is_about
        else half_up(exact, share.decimals) == half_up(share.value, share.decimals)
    )


def _shares(sentence: Sentence) -> Iterator[tuple[Number, Number, Number]]:
    """Part, whole and percentage wherever a sentence has the three beside each other."""
    numbers = [number for number in sentence.numbers if number.kind != "points"]
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        kinds = (first.kind, second.kind, third.kind)
        between, next_between = sentence.text[first.end : second.start], sentence.text[second.end : third.start]
        near = len(next_between.split()) <= 8 and not re.search(r"[.;]", next_between)
        if kinds == ("count", "count", "percent") and near:
            if _OF.match(between) and first.value <= second.value != 0 and not third.is_change:
                yield first, second, third
            elif _OF_WHICH.search(between) and second.value <= first.value != 0 and not third.is_change:
                yield second, first, third
        elif kinds == ("percent", "count", "count") and _IN_BRACKETS.fullmatch(between) and _OF.match(next_between):
            yield from [(second, third, first)] if second.value <= third.value != 0 and not first.is_change else []


def shares_of_whole(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """Percentages in one list that come near a hundred and do not reach it, without a word about the rest."""
    run = _run_of_percentages(sentence)
    total = sum((one.value for one in run), Fraction(0))
    if len(run) < 2 or total == 100 or int(total) not in WHOLE:
        return
    is_pair = len(run) == 2 and len(patterns.PAIRS.findall(sentence.text)) >= 2
    explained = patterns.REST_SAID.search(sentence.text) or patterns.REST_SAID.search(sentence.later)
    if (is_pair or len(run) > 2) and not explained:
        yield Mistake(
            sentence.around(run[0].start, run[-1].end, 10),
            f"they add up to {plain(total)}%",
            "Say what the rest is, or that each is rounded.",
        )


def _run_of_percentages(sentence: Sentence) -> list[Number]:
    """The longest list of percentages that stand side by side as parts of something."""
    runs: list[list[Number]] = [[]]
    for level in sentence.levels:
        if level.kind != "percent":
            continue
        between = sentence.text[runs[-1][-1].end : level.start] if runs[-1] else ""
        joined = not runs[-1] or (_AND.match(between) and not _TIME_OR_MOVE.search(between))
        runs = [*runs[:-1], [*runs[-1], level]] if joined else [*runs, [level]]
    return max(runs, key=len)


def parts_of_whole(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """``Of the 263 children, 150 were girls and 100 boys``: two sexes that are not the whole, or parts that are more than it."""
    found = (
        re.search(r"\bof (?:the|these|those|all)?\s*$", sentence.text[: sentence.levels[0].start], re.IGNORECASE)
        if sentence.levels
        else None
    )
    if not found or found.start() > 3 or sentence.levels[0].kind != "count":
        return
    whole, *parts = [level for level in sentence.levels if level.kind == "count"]
    sexes = patterns.PAIRS.findall(sentence.text)
    total = sum((part.value for part in parts), Fraction(0))
    is_explained = patterns.REST_SAID.search(sentence.text) or patterns.REST_SAID.search(sentence.later)
    if len(parts) == 2 and len(sexes) == 2 and total != whole.value and not is_explained:
        yield Mistake(
            sentence.around(whole.start, parts[-1].end, 12),
            f"{_n(parts[0])} and {_n(parts[1])} make {thousands(plain(total))}, not {_n(whole)}",
        )


def direction_of_pair(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """``rose from 323 to 263``."""
    for pair in pairs(sentence):
        went = "up" if pair.after.value > pair.before.value else "down" if pair.after.value < pair.before.value else "same"
        times = next((times for word, times in patterns.TIMES.items() if word in sentence.text.lower()), None)
        if (
            times
            and pair.before.value
            and not Fraction(85, 100) <= pair.after.value / pair.before.value / Fraction(times) <= Fraction(115, 100)
        ):
            yield Mistake(
                sentence.around(pair.before.start, pair.after.end, 25), f"{pair.after.text} is not {times:g} times {pair.before.text}"
            )
        elif pair.way in {"up", "down"} and went != pair.way:
            words_of = {"up": "an increase", "down": "a decrease", "same": "no change"}
            quote = sentence.around(min(pair.before.start, pair.after.start), max(pair.before.end, pair.after.end), 25)
            yield Mistake(quote, f"from {pair.before.text} to {pair.after.text} is {words_of[went]}")


def size_of_change(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """``from 323 to 263, a decrease of 50``; what is said in per cent of percentages is left to another rule."""
    for pair, change in _pair_and_changes(sentence):
        if change.kind == "percent" and pair.after.kind == "percent":
            continue
        if change.kind == "points" and pair.after.kind != "percent":
            continue
        if not any(_near(change, size, pair) for size in _sizes(pair, change)):
            exact = next(iter(_sizes(pair, change)))
            unit = {"percent": "%", "points": " percentage points", "count": ""}[change.kind]
            size = f"{thousands(plain(half_up(exact, change.decimals)))}{unit}"
            yield Mistake(
                sentence.around(change.start, change.end, 20),
                f"from {pair.before.text} to {pair.after.text} it is {size}",
                f"Write {size}.",
            )


def points_not_percent(sentence: Sentence, _: Reference) -> Iterator[Mistake]:
    """``from 70% to 72%, up 2%``, and points said of counts."""
    for pair, change in _pair_and_changes(sentence):
        difference = abs(pair.after.value - pair.before.value)
        if pair.after.kind == "percent" and change.kind == "percent":
            relative = difference * 100 / pair.before.value if pair.before.value else None
            if relative is None or half_up(relative, change.decimals) != half_up(change.value, change.decimals):
                points = f"{plain(difference)} percentage point{'s' * (difference != 1)}"
                yield Mistake(
                    sentence.around(change.start, change.end, 20),
                    f"from {pair.before.text} to {pair.after.text} is {points}",
                    f"Write {points}.",
                )
        elif pair.after.kind == "count" and change.kind == "points":
            yield Mistake(
                sentence.around(change.start, change.end, 20), "counts change by a number or by per cent", "Write %, or the number."
            )


def _pair_and_changes(sentence: Sentence) -> Iterator[tuple[Pair, Number]]:
    """The changes of a sentence that compares two numbers and no more."""
    found = pairs(sentence)
    if len(found) == 1:
        yield from ((found[0], change) for change in sentence.changes if change not in (found[0].before, found[0].after))


def _sizes(pair: Pair, change: Number) -> list[Fraction]:
    difference = abs(pair.after.value - pair.before.value)
    if change.kind == "percent":
        return [difference * 100 / pair.before.value] if pair.before.value else []
    return [difference]


def _near(change: Number, size: Fraction, pair: Pair) -> bool:
    if change.is_about:
        return abs(change.value - size) <= max(size / 20, SLACK_OF_ABOUT)
    if change.kind == "points":
        return abs(change.value - size) <= SLACK_OF_ROUNDED
    return half_up(size, change.decimals) == half_up(change.value, change.decimals)


def equal_periods(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """A quarter compared with a year."""
    named = mentions(sentence, given)
    lengths = {len(one.period.months) for one in named}
    if len(lengths) > 1 and len(sentence.levels) >= 2 and sentence.direction and pairs(sentence):
        labels = " and ".join(dict.fromkeys(one.period.label for one in named))
        yield Mistake(sentence.around(named[0].start, named[-1].end, 0), f"{labels} are not equally long")


def _n(number: Number) -> str:
    return thousands(plain(number.value))


RULES = (
    TextRule(
        "percentage_wrong",
        "fault",
        "any text",
        "a percentage does not follow from the two numbers beside it",
        "Work it out again from the two numbers, and give one percentage.",
        "Interviews were completed in 134 of 425 cases (31%).",
        "Interviews were completed in 134 of 425 cases (32%).",
        percentage_of_two,
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
