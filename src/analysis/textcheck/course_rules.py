"""Rules that hold what a sentence says of changes and comparisons against the figures: direction, size, multiple, baseline, record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.verdicts import Verdict
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.amounts import Change, SaidAmount, amount_of, figures_of, part_of, said, shown, whole_number
from analysis.textcheck.claims import ClaimReading
from analysis.textcheck.figure_rules import is_reversed
from analysis.textcheck.mentions import NamedPart, every_naming, namings, parts
from analysis.textcheck.numbers import Number
from analysis.textcheck.phrases import Pair, Word
from analysis.textcheck.reference import period_of
from analysis.textcheck.rule import Mistake, TextRule
from analysis.textcheck.sentence_rules import is_near_times
from analysis.textcheck.taken import HeldAgainst, changes, changes_of
from analysis.textcheck.turned import turned

# So many letters may stand between "last year" and the figure of it.
EARLIER_REACH = 40

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
    is_paired = any(pair.word == word for pair in reading.pairs) or _is_beside_another(word, reading)
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


def _is_beside_another(word: Word, reading: HeldAgainst) -> bool:
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


def parts_contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``more girls than boys`` or ``twice as many girls as boys``, where there are fewer; ``the most common reason was school``."""
    for word, first, second, one in compared_parts(reading):
        ratio = first.percents[0] / second.percents[0] if second.percents[0] else None
        if ratio is not None and not _bears(word, ratio):
            yield Mistake(reading.quote(word.start(), word.end()), said([first, second], reading.given), _said_of_parts(one, first, second))
    yield from (*_times_of_years(reading), *_not_largest(reading))


def _said_of_parts(one: Indicator, first: SaidAmount, second: SaidAmount) -> str:
    names = [_words(one, amount) for amount in (first, second)]
    return f"Write “{shown(first).partition(' (')[0]} were {names[0]} and {shown(second).partition(' (')[0]} {names[1]}”."


def _words(one: Indicator, amount: SaidAmount) -> str:
    place = amount.figures[0].address
    return without_terms(one.breakdown(place.breakdown).category(place.category).words) if len(amount.figures) == 1 else "from care"


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


def no_baseline(reading: HeldAgainst) -> Iterator[Mistake]:
    """``this is a reduction`` with neither an earlier figure nor a size beside it."""
    course = _first_course(reading)
    if course is None or patterns.OFTEN.search(reading.text) or not _says_figures(reading) or compared_parts(reading):
        return
    is_stock = bool(reading.topics) and all(one.window == "cumulative" for one in reading.topics)
    if not _has_baseline(reading) and not is_stock:
        figures = [figure for one in reading.topics for figure in _two_years(one, reading)]
        yield Mistake(reading.quote(*course, 40), said(map(amount_of, figures), reading.given), "Say what it was before, and when.")


def _two_years(one: Indicator, reading: HeldAgainst) -> Iterator[Figure]:
    for period in (reading.given.period, reading.given.period.year_before):
        yield from (figure for figure in figures_of(one, period, reading.given) if not figure.address.breakdown and figure.is_shown)


def _says_figures(reading: HeldAgainst) -> bool:
    has_figure = any(not level.has_other for level in reading.levels)
    return bool(reading.topics) or has_figure or (bool(patterns.DATA.search(reading.text)) and reading.direction != "same")


def _first_course(reading: HeldAgainst) -> tuple[int, int] | None:
    """The first word that says how something compares."""
    judged = [
        match.span()
        for pattern in (patterns.BETTER, patterns.WORSE)
        for match in pattern.finditer(reading.text)
        if reading.sentence.is_finding(match)
    ]
    words = [(word.start, word.end) for word in reading.words if not _is_beside_another(word, reading)]
    return min([*words, *judged], default=None)


def _has_baseline(reading: HeldAgainst) -> bool:
    """Whether a size or an earlier figure stands in the sentence, or in what the paragraph says before it."""
    before = ClaimReading(replace(reading.sentence, text=reading.sentence.earlier), reading.given)
    is_earlier = any(_is_earlier(number, one) for one in (reading, before) for number in one.levels)
    is_told = any(word.times or (reading.levels and patterns.EXACTLY.fullmatch(word.text)) for word in reading.words)
    return bool(reading.pairs or reading.changes or is_told or is_earlier)


def _is_earlier(number: Number, reading: ClaimReading) -> bool:
    """Whether a number is said of an earlier period."""
    period = reading.period_said(number)
    if period is not None:
        return period.end < reading.given.period.end
    return any(0 <= number.start - found.end() <= EARLIER_REACH for found in patterns.EARLIER_PERIOD.finditer(reading.text))


def record(reading: HeldAgainst) -> Iterator[Mistake]:
    """``the highest since 2012/13`` where there are figures from 2015/16 on, and ``the highest in two years`` without two before."""
    match = patterns.EVER.search(reading.text) or _since_match(reading.text)
    if match and (reading.topics or patterns.DATA.search(reading.text)) and not reading.is_of_others:
        why_not = [_record_of(one, match, reading) for one in reading.topics] or ["the sentence does not say which figure is meant"]
        if all(why_not):
            yield Mistake(reading.quote(match.start(), match.end(), 0), why_not[0])


def _since_match(text: str) -> re.Match[str] | None:
    """What says "highest since 2012/13" or "lowest for five years"; "most ... in" a place is no record."""
    found = patterns.SINCE.finditer(text)
    return next((one for one in found if one["since"].lower() == "since" or patterns.SO_MANY_YEARS.match(one["rest"])), None)


def _record_of(one: Indicator, match: re.Match[str], reading: HeldAgainst) -> str:
    """Why a record cannot be said of an indicator; empty when it holds."""
    given, now = reading.given, reading.given.period
    starts = [mention.period for mention in reading.mentions if mention.start >= match.start() and mention.period.end < now.end]
    have = sorted((figure for figure in given.known if _is_in_row(figure, one, now)), key=lambda figure: figure.address.period)
    if not have:
        return "there are no figures to compare with"
    first = Period.parse(have[0].address.period, now.first_month)
    if not starts or starts[0].end < first.end:
        told = "; ".join(f"{figure.shown} in {period_of(figure, now.first_month)}" for figure in have)
        return f"figures are there from {first.label} on: {told}"
    if broken := [found for found in given.record(one.key).breaks if starts[0].end < found.on <= now.end]:
        return f"the series breaks: {without_terms(broken[-1].why)}"
    since = [figure for figure in have if figure.address.period >= starts[0].name]
    return "" if _holds(since, match, now) else said(map(amount_of, since), given)


def _is_in_row(figure: Figure, one: Indicator, period: Period) -> bool:
    """Whether a figure is a total of an indicator for a period of the same kind."""
    place = figure.address
    return place.indicator == one.key and not place.breakdown and figure.is_number and len(place.period) == len(period.name)


def _holds(since: list[Figure], match: re.Match[str], now: Period) -> bool:
    values = {figure.address.period: figure.exact for figure in since}
    latest = values.pop(now.name, None)
    low = re.match(r"lowest|fewest|smallest", match[0], re.IGNORECASE)
    return latest is not None and all(latest <= value if low else latest >= value for value in values.values())


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
    TextRule(
        "no_baseline",
        "advice",
        "papers",
        "a comparison without the earlier figure or the size of the change",
        "Say what it was before, and when.",
        "There were 2,646 notifications, a reduction from 2015/16.",
        "There were 2,646 notifications, down from 2,812 in 2015/16.",
        no_baseline,
    ),
    TextRule(
        "record_unsupported",
        "fault",
        "papers",
        "a highest or lowest that the years there are do not support",
        "Name a year from which on there are figures, or leave it out.",
        "The number of notifications is the lowest since 2012/13.",
        "The number of notifications is the lowest since 2015/16, when it was 2,812.",
        record,
    ),
)
