"""Rules that hold what a sentence says of a figure's course against the published figures: direction, size, baseline, record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from analysis.base.formats import plain
from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.compare.comparisons import Comparison, Course, Side, compare
from analysis.compare.verdicts import Verdict
from analysis.disclose import Publishable
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.known_numbers import changes_of, figures_matching, is_named, matches, of_topics, said
from analysis.textcheck.matching import counts, quoted
from analysis.textcheck.mentions import mentions, period_said, topics
from analysis.textcheck.pairs import Pair, pairs
from analysis.textcheck.reading import Direction, Number, Sentence
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import Mistake, TextRule

_WAYS: dict[Course, set[Direction]] = {
    Course.UP: {"up"},
    Course.FROM_NOUGHT: {"up"},
    Course.DOWN: {"down"},
    Course.SAME: {"same"},
}

# So many letters may stand between "last year" and the figure of it.
EARLIER_REACH = 40


def change_contradicted(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``a decrease of 23%`` where the figures fell by 19%, and ``2%`` where a percentage rose by 2 points."""
    about = topics(sentence.text)
    figures = of_topics(about, given)
    sizes = list(changes_of(figures))
    totals = [figure for figure in figures if not figure.address.breakdown and figure.is_number]
    if not sizes or pairs(sentence):
        return
    for number in sentence.changes:
        if number.family and not any(counts(one, number.family) for one in about):
            continue
        if number.kind == "percent" and all(total.is_percentage for total in totals):
            if any(kind == "points" and matches(number, value) for kind, value in sizes):
                yield Mistake(quoted(number, sentence), said(totals, given), f"Write {plain(number.value)} percentage points.")
        elif not any(kind == number.kind and matches(number, value) for kind, value in sizes):
            yield Mistake(quoted(number, sentence), said(totals, given), "Work the change out again.")


def direction_contradicted(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``notifications rose`` where they fell."""
    about = [topic for topic in topics(sentence.text) if topic.window != "cumulative"]
    way = sentence.direction
    if not about or way is None or patterns.EVER.search(sentence.text) or patterns.OFTEN.search(sentence.text):
        return
    if compared := pairs(sentence):
        yield from (Mistake(quote, said(figures, given)) for pair in compared for quote, figures in _reversed(pair, about, sentence, given))
        return
    found = [comparison for one in about for comparison in _comparisons(one, sentence, given)]
    if found and all(one.course in _WAYS and not _goes(way, one) for one in found):
        match = sentence.directions[0][1]
        yield Mistake(sentence.around(match.start(), match.end()), said(_figures(found), given))


def _goes(way: Direction, comparison: Comparison) -> bool:
    """Whether a figure went a way by the numbers or, of one that is said to have stayed, by the verdict; nobody knows without one."""
    stayed = way == "same" and comparison.verdict in {Verdict.NO_CLEAR_CHANGE, None}
    return stayed or way in _WAYS[comparison.course]


def _figures(comparisons: Iterable[Comparison]) -> list[Figure]:
    return [figure for one in comparisons for figure in (one.now, one.before) if figure]


def verdict_contradicted(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``interviews improved`` where the two figures differ by no more than chance would often bring."""
    about = [topic for topic in topics(sentence.text) if topic.window != "cumulative"]
    found = [comparison for one in about for comparison in _comparisons(one, sentence, given)]
    if not found or not all(one.verdict for one in found):
        return
    for pattern, holds in _JUDGED:
        match = next((match for match in pattern.finditer(sentence.text) if sentence.is_finding(match)), None)
        if match and not any(map(holds, found)):
            yield Mistake(sentence.around(match.start(), match.end()), _judged(found, given))


_JUDGED: tuple[tuple[re.Pattern[str], Callable[[Comparison], bool]], ...] = (
    (patterns.BETTER, lambda one: one.better is None or one.improved is True),
    (patterns.WORSE, lambda one: one.better is None or one.improved is False),
    (patterns.CLEARLY, lambda one: one.is_clear),
)
"""Words that judge a course, and which comparisons bear them. Where no direction is better, another rule speaks."""


def _judged(comparisons: list[Comparison], given: Reference) -> str:
    words = dict.fromkeys(one.verdict.value for one in comparisons)
    return f"{said(_figures(comparisons), given)}: {', '.join(words)}"


def _reversed(pair: Pair, about: list[Indicator], sentence: Sentence, given: Reference) -> Iterator[tuple[str, list[Figure]]]:
    """``rose from 492 to 552``, where 492 is the later figure and 552 the earlier one."""
    figures = [one for one in of_topics(about, given) if one.is_number]
    before, after = figures_matching(pair.before, figures), figures_matching(pair.after, figures)
    turned = [(b, a) for b in before for a in after if _place(a) == _place(b) and a.address.period < b.address.period]
    right = [(b, a) for b in before for a in after if _place(a) == _place(b) and a.address.period > b.address.period]
    if turned and not right:
        yield sentence.around(pair.start, pair.end, 20), [*turned[0]]


def _place(figure: Figure) -> tuple[str, str, str]:
    return figure.address.indicator, figure.address.breakdown, figure.address.category


def _comparisons(one: Indicator, sentence: Sentence, given: Reference) -> Iterator[Comparison]:
    """What happened to an indicator, and to each of its categories that a sentence may mean, since the periods that it may mean."""
    now, others = _periods_compared(sentence, given)
    is_share = bool(patterns.SHARE.search(sentence.text)) or any(number.kind == "percent" for number in sentence.levels)
    for earlier in others:
        for figure in _meant(of_topics([one], given, now), sentence, given, is_share=is_share):
            if not figure.address.breakdown and earlier == now.year_before:
                yield given.at(now).compared(given.record(one.key))
            else:
                yield _since(figure, given.counted(one, earlier.name), given.rows if is_share else given.counts, given)


def _since(figure: Figure, earlier: Period, rows: Publishable, given: Reference) -> Comparison:
    """A figure beside the one over earlier dates, which nobody has judged."""
    now = Period.parse(figure.address.period, given.period.first_month)
    sides = Side(rows.figure(figure.address), now), Side(rows.figure(replace(figure.address, period=earlier.name)), earlier)
    return compare(given.record(figure.address.indicator), *sides, given.policy.comparison)


def _meant(figures: Iterable[Figure], sentence: Sentence, given: Reference, *, is_share: bool) -> Iterator[Figure]:
    """The figures whose course a sentence may mean: the total unless it speaks of a share, and each category that it names."""
    for figure in figures:
        if is_named(figure, sentence.text, given) if figure.address.breakdown else figure.is_percentage or not is_share:
            yield figure


def _periods_compared(sentence: Sentence, given: Reference) -> tuple[Period, list[Period]]:
    """The later period that a sentence may mean, and the earlier ones."""
    named = [mention.period for mention in mentions(sentence, given)]
    latest = max(named, key=lambda period: period.end, default=given.period)
    now = given.period if latest.end < given.period.end and len(named) < 2 else latest
    earlier = [period for period in named if period.end < now.end and len(period.months) == len(now.months)]
    return now, earlier or [now.year_before, *([now.previous] if now.is_quarter else [])]


def no_baseline(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``this is a reduction`` with no earlier figure beside it."""
    course, about = _first_course(sentence), topics(sentence.text)
    if course is None or patterns.OFTEN.search(sentence.text) or not _says_figures(sentence, about):
        return
    if not _has_baseline(sentence, given) and not (about and all(one.window == "cumulative" for one in about)):
        figures = [one for one in of_topics(about, given) if not one.address.breakdown and one.is_shown]
        yield Mistake(sentence.around(course.start(), course.end()), said(figures, given), "Say what it was before, and when.")


def _says_figures(sentence: Sentence, about: tuple[Indicator, ...]) -> bool:
    has_figure = any(not level.has_other for level in sentence.levels)
    return bool(about) or has_figure or (bool(patterns.DATA.search(sentence.text)) and sentence.direction != "same")


def _first_course(sentence: Sentence) -> re.Match[str] | None:
    """The first word that says how something compares."""
    judged = [
        match for pattern in (patterns.BETTER, patterns.WORSE) for match in pattern.finditer(sentence.text) if sentence.is_finding(match)
    ]
    return min([*(match for _, match in sentence.directions), *judged], key=lambda match: match.start(), default=None)


def _has_baseline(sentence: Sentence, given: Reference) -> bool:
    """Whether an earlier figure stands in the sentence, or in what the paragraph says before it."""
    before = replace(sentence, text=sentence.earlier)
    return bool(pairs(sentence)) or any(_is_earlier(number, one, given) for one in (sentence, before) for number in one.levels)


def _is_earlier(number: Number, sentence: Sentence, given: Reference) -> bool:
    """Whether a number is said of an earlier period, or to be what another is measured from."""
    period = period_said(number, sentence, given)
    if period is not None:
        return period.end < given.period.end
    near = any(0 <= number.start - found.end() <= EARLIER_REACH for found in patterns.EARLIER_PERIOD.finditer(sentence.text))
    return near or bool(patterns.MEASURED_FROM.search(sentence.text[: number.start]))


def record(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``the highest since 2012/13`` where there are figures from 2015/16 on."""
    match, about = patterns.EVER.search(sentence.text) or _since_match(sentence), topics(sentence.text)
    if match and (about or patterns.DATA.search(sentence.text)):
        why_not = [_record_of(one, match, sentence, given) for one in about] or ["the sentence does not say which figure is meant"]
        if all(why_not):
            yield Mistake(sentence.around(match.start(), match.end(), 0), why_not[0])


def _since_match(sentence: Sentence) -> re.Match[str] | None:
    """What says "highest since 2012/13" or "lowest for five years"; "most ... in" a place is no record."""
    found = patterns.SINCE.finditer(sentence.text)
    return next((one for one in found if one["since"].lower() == "since" or patterns.SO_MANY_YEARS.match(one["rest"])), None)


def _record_of(one: Indicator, match: re.Match[str], sentence: Sentence, given: Reference) -> str:
    """Why a record cannot be said of an indicator; empty when it holds."""
    now = given.period
    starts = [mention.period for mention in mentions(sentence, given) if mention.start >= match.start() and mention.period.end < now.end]
    have = sorted((figure for figure in of_topics([one], given) if _is_in_row(figure, now)), key=lambda figure: figure.address.period)
    if not have:
        return "there are no figures to compare with"
    first = Period.parse(have[0].address.period, now.first_month)
    if not starts or starts[0].end < first.end:
        return f"figures are there from {first.label} on: {said(have, given)}"
    if broken := [found for found in given.record(one.key).breaks if starts[0].end < found.on <= now.end]:
        return f"the series breaks: {without_terms(broken[-1].why)}"
    since = [figure for figure in have if figure.address.period >= starts[0].name]
    return "" if _holds(since, match, given) else said(since, given)


def _is_in_row(figure: Figure, period: Period) -> bool:
    """Whether a figure is a total of a period of the same kind."""
    return not figure.address.breakdown and figure.is_number and len(figure.address.period) == len(period.name)


def _holds(since: list[Figure], match: re.Match[str], given: Reference) -> bool:
    values = {figure.address.period: figure.exact for figure in since}
    now = values.pop(given.period.name, None)
    low = re.match(r"lowest|fewest|smallest", match[0], re.IGNORECASE)
    return now is not None and all(now <= value if low else now >= value for value in values.values())


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
        "no_baseline",
        "fault",
        "papers",
        "a comparison without the earlier figure",
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
