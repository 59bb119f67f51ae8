"""Rules that hold the numbers of a sentence against the published figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.base.periods import Period
from analysis.base.spec import Figure
from analysis.textcheck import patterns
from analysis.textcheck.known_numbers import figures_matching, of_topics, said
from analysis.textcheck.matching import ABOUT_CHILDREN, OLDEST, YOUNGEST, has_figures, is_small, numbers_read, totals_of_others
from analysis.textcheck.mentions import mentions, period_said, topics
from analysis.textcheck.reading import Sentence, family_of
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import Mistake, TextRule


def contradicted(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``271 children were identified`` where 263 were."""
    for read in numbers_read(sentence, given):
        period = period_said(read.number, sentence, given)
        if not read.about or read.is_known or is_small(read.number, given) or totals_of_others(read, given):
            continue
        if has_figures(read, period, given):
            near = of_topics(read.about, given, period or given.period) or read.candidates
            figures = [one for one in near if read.is_possible(one)]
            yield Mistake(read.quote, said(figures, given) or "no such figure is published", _suggestion(figures))


def _suggestion(figures: list[Figure]) -> str:
    shown = [figure for figure in figures if figure.is_number and not figure.address.breakdown]
    if not shown and any(figure.is_hidden for figure in figures):
        return "Leave the number out: it is not shown in this edition."
    return f"Write {shown[0].shown}." if len(shown) == 1 else ""


def wrong_unit(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``43 children`` where 43 referrals were received."""
    for read in numbers_read(sentence, given):
        others = [] if read.is_known else totals_of_others(read, given)
        if others:
            instead = f"Write {read.number.text} {family_of(others[0].unit)}, or the number of {read.number.family}."
            yield Mistake(read.quote, said(others, given), instead)


def wrong_period(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``In 2015/16, 263 children were identified``, where that is the figure of another year."""
    for read in numbers_read(sentence, given):
        period = period_said(read.number, sentence, given)
        if period is None or not read.matched or not read.about:
            continue
        here = of_topics(read.about, given, period)
        if here and not figures_matching(read.number, here) and not any(_is_of(one, period, given) for one in read.matched):
            shown = [one for one in here if one.is_number and read.is_possible(one)]
            yield Mistake(read.quote, f"{said(shown, given)}; {read.number.text} is that of another period")


def _is_of(figure: Figure, period: Period, given: Reference) -> bool:
    """Whether a figure belongs to a period, or to dates of its own around its end."""
    named = Period.parse(figure.address.period, given.period.first_month)
    has_own_dates = not named.is_year and not named.is_quarter and named.end >= period.end
    return named.name == period.name or named.start is None or has_own_dates


def unsourced(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """A number of children, or of what happened to them, that is no published figure and of which nothing is known here."""
    for read in numbers_read(sentence, given):
        if read.is_known or read.number.is_about or totals_of_others(read, given):
            continue
        is_of_children = read.number.kind == "count" and read.number.family in ABOUT_CHILDREN
        is_of_other_time = bool(read.about) and not has_figures(read, period_said(read.number, sentence, given), given)
        if is_of_other_time or (is_of_children and not read.about):
            yield Mistake(read.quote)


def whole_not_said(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``72% of return interviews were completed``: of those required, offered, of all episodes, or of children?"""
    percents = [level for level in sentence.levels if level.kind == "percent"]
    if percents and patterns.INTERVIEW_RATE.search(sentence.text) and not patterns.WHOLE_SAID.search(sentence.text):
        rates = [one for one in given.known if _is_rate(one, given)]
        quote = sentence.around(percents[0].start, percents[0].end)
        yield Mistake(quote, said(rates, given), "Say of what: of the interviews required, for example.")


def _is_rate(figure: Figure, given: Reference) -> bool:
    place = figure.address
    is_total = place.indicator.startswith("return_interviews_completed_of_") and not place.breakdown
    return is_total and place.period == given.period.name and figure.is_number


def age_wrong(sentence: Sentence, given: Reference) -> Iterator[Mistake]:
    """``the peak age was 16`` where it was 15."""
    found = patterns.PEAK.search(sentence.text)
    about = [topic for topic in topics(sentence.text) if topic.unit == "age"]
    sections = {topic.section for topic in topics(f"{sentence.earlier} {sentence.text}")}
    if not found or not about or sections - {one.section for one in about}:
        return
    named = {mention.period for mention in mentions(sentence, given)}
    known = [one for one in of_topics(about, given, named.pop() if len(named) == 1 else None) if one.is_shown]
    values = {one.value for one in known}
    for match in patterns.AGES.finditer(sentence.text, found.start()):
        low, high = match[1], match[2]
        if YOUNGEST <= int(low) <= OLDEST and _is_age(sentence, match) and (f"{low}-{high}" if high else low) not in values:
            yield Mistake(sentence.around(found.start(), match.end(), 0), said(known, given))


def _is_age(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a number may be an age: no part of a period or date, and followed by nothing that is counted."""
    before, after = sentence.text[: match.start()], sentence.text[match.end() :]
    is_part = re.search(r"[\d/,.–-]\s?$", before) or re.match(r"\s?[/%,–-]?\d|\s?%", after)
    return not is_part and not re.match(rf"\s+(?!{patterns.AFTER_AGE})[a-z]", after)


RULES = (
    TextRule(
        "number_contradicted",
        "fault",
        "papers",
        "a number that is not what the figures say",
        "Write the published figure, or say what else the number counts and where it comes from.",
        "In 2016/17, 271 children were identified as at risk.",
        "In 2016/17, 263 children were identified as at risk.",
        contradicted,
    ),
    TextRule(
        "wrong_unit",
        "fault",
        "papers",
        "a figure is called by the name of something else, such as referrals called children",
        "Name what was counted, or give the figure that counts what is named.",
        "43 children were referred to the specialist service.",
        "The specialist service received 43 referrals.",
        wrong_unit,
    ),
    TextRule(
        "wrong_period",
        "fault",
        "papers",
        "the figure of one period is given for another",
        "Change the figure or the period.",
        "In 2015/16, 263 children were identified as at risk.",
        "In 2015/16, 323 children were identified as at risk.",
        wrong_period,
    ),
    TextRule(
        "whole_not_said",
        "fault",
        "any text",
        "a percentage of return interviews that does not say of what: four wholes are in use, and each gives another rate",
        "Say of what: interviews required, interviews offered, all returned episodes, or children who returned.",
        "Return interviews were completed in 72% of cases for children missing from home.",
        "For children missing from home 72% of the return interviews required were completed.",
        whole_not_said,
    ),
    TextRule(
        "age_wrong",
        "fault",
        "papers",
        "an age that is not the peak or range of the figures",
        "Write the published age.",
        "The peak age of children going missing was 16.",
        "The peak age of children going missing was 15.",
        age_wrong,
    ),
    TextRule(
        "number_unsourced",
        "advice",
        "papers",
        "a number of children that is no figure of this project",
        "Say where it comes from.",
        "The county has 171,000 children.",
        "The county has 171,000 children (census estimate).",
        unsourced,
    ),
)
