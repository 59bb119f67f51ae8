"""Rules about what a comparison rests on: an earlier figure or a size beside it, and the years that a record needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.amounts import amount_of, figures_of, said
from analysis.textcheck.claims import ClaimReading
from analysis.textcheck.course_rules import is_beside_another
from analysis.textcheck.numbers import Number
from analysis.textcheck.part_rules import compared_parts
from analysis.textcheck.reference import period_of
from analysis.textcheck.rule import Mistake, TextRule
from analysis.textcheck.taken import HeldAgainst

# So many letters may stand between "last year" and the figure of it.
EARLIER_REACH = 40


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
    words = [(word.start, word.end) for word in reading.words if not is_beside_another(word, reading)]
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
