"""Rules that hold the numbers of a sentence against the published figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.base.periods import Period
from analysis.base.spec import Figure
from analysis.textcheck import patterns
from analysis.textcheck.amounts import figures_of, said
from analysis.textcheck.numbers import Number
from analysis.textcheck.reference import period_of
from analysis.textcheck.rule import Mistake, Swap, TextRule
from analysis.textcheck.taken import HeldAgainst, Reason, Wrong, is_whole

# What is counted of children: a number of these that nobody published needs a source, and a small one gives a child away.
ABOUT_CHILDREN = frozenset({"children", "episodes", "referrals", "notifications", "assessments", "interviews"})

YOUNGEST, OLDEST = 5, 18


def is_small(number: Number, reading: HeldAgainst) -> bool:
    """Whether a number is a count of children too small for the public edition."""
    is_of_children = number.kind == "count" and number.family in ABOUT_CHILDREN
    given = reading.given
    return is_of_children and given.rows.edition == "public" and 0 < number.value <= given.policy.disclosure.hide_counts_up_to


def right(number: Number, written: str, text: str) -> Swap:
    """The place of a number with the right one; a part in words such as "most" needs "of" after a percentage."""
    is_before_noun = number.kind == "percent" and "%" not in number.text and re.match(r"\s(?!of\b)[a-z]", text[number.end :])
    follows = " of" if is_before_noun and not re.match(r"\s(?:were|was|are|is|had|took|went|came)\b", text[number.end :]) else ""
    return (number.start, number.end, written + follows)


def _found(reading: HeldAgainst, *reasons: Reason) -> Iterator[Wrong]:
    reversed_pairs = {
        number for pair in reading.pairs if is_reversed(pair.before, pair.after, reading) for number in (pair.before, pair.after)
    }
    for wrong in reading.wrong:
        number = wrong.taken.number
        if wrong.reason in reasons and not is_small(number, reading) and number not in reversed_pairs:
            yield wrong


def is_reversed(before: Number, after: Number, reading: HeldAgainst) -> bool:
    """Whether the later of two numbers is the earlier figure, and the earlier the later one."""
    taken = {one.number: one for one in reading.taken}
    first, second = taken[before], taken[after]
    if "contradicted" not in {first.standing, second.standing} or before.value == after.value:
        return False
    return any(one.admits(after) for one in first.may_be) and any(one.admits(before) for one in second.may_be)


def _told(wrong: Wrong, reading: HeldAgainst, says: str = "") -> Mistake:
    """The mistake with the figure that the words mean, and the sentence with that."""
    number, may_be = wrong.taken.number, wrong.taken.may_be
    quote = reading.quote(number.start, number.end)
    written = may_be[0].written(number, as_whole=is_whole(number, reading)) if may_be else ""
    if not written:
        hidden = any(amount.is_hidden for amount in may_be)
        return Mistake(
            quote, says or said(may_be, reading.given), "Leave the number out: it is not shown in this edition." if hidden else ""
        )
    return Mistake(quote, says or said(may_be[:2], reading.given), "", (right(number, written, reading.text),))


def contradicted(reading: HeldAgainst) -> Iterator[Mistake]:
    """``271 children were identified`` where 263 were, ``most episodes were of girls`` where 48% were."""
    yield from (_told(wrong, reading) for wrong in _found(reading, "number"))


def wrong_unit(reading: HeldAgainst) -> Iterator[Mistake]:
    """``43 children`` where 43 referrals were received."""
    for wrong in _found(reading, "unit"):
        number, family = wrong.taken.number, wrong.of[0].family
        instead = f"Write {number.text} {family}, or the number of {number.family}."
        told = _told(wrong, reading, said([*wrong.of[:1], *wrong.taken.may_be[:1]], reading.given))
        yield told if told.swaps else Mistake(told.quote, told.says, instead)


def wrong_whole(reading: HeldAgainst) -> Iterator[Mistake]:
    """``63% of the interviews offered were completed``, where that is the share of those required."""
    for wrong in _found(reading, "whole"):
        one = wrong.of[0]
        unit = one.figures[0].unit.removeprefix("percent of ")
        told = _told(wrong, reading, said([one, *wrong.taken.may_be[:1]], reading.given))
        yield told if told.swaps else Mistake(told.quote, told.says, f"Say that it is of the {unit}.")


def wrong_period(reading: HeldAgainst) -> Iterator[Mistake]:
    """``In 2015/16, 263 children were identified``, where that is the figure of another year."""
    for wrong in _found(reading, "period"):
        label = period_of(wrong.of[0].figures[0], reading.given.period.first_month)
        yield _told(wrong, reading, f"{said(wrong.taken.may_be[:1], reading.given)}; {wrong.taken.number.text} is that of {label}")


def total_for_year(reading: HeldAgainst) -> Iterator[Mistake]:
    """``In 2016/17, 15,600 pupils saw the production``, which have seen it since it began."""
    for wrong in _found(reading, "so far"):
        number, total = wrong.taken.number, wrong.of[0]
        added = next((one for one in wrong.taken.may_be if one.how == "added"), None)
        swaps = (right(number, added.written(number), reading.text),) if added else ()
        yield Mistake(reading.quote(number.start, number.end), said([total, *([added] if added else [])], reading.given), "", swaps)


def unsourced(reading: HeldAgainst) -> Iterator[Mistake]:
    """A number of children, or of what happened to them, that is no published figure and of which nothing is known here."""
    wrong = {one.taken.number for one in reading.wrong}
    for taken in reading.taken:
        number = taken.number
        is_of_children = number.kind == "count" and number.family in ABOUT_CHILDREN
        is_ours = any(
            one.numerator is not None and not one.address.breakdown and number.admits(one.numerator) for one in reading.given.known
        )
        if is_of_children and not is_ours and not taken.may_be and number not in wrong and not number.bound and not reading.topics:
            yield Mistake(reading.quote(number.start, number.end))


def whole_not_said(reading: HeldAgainst) -> Iterator[Mistake]:
    """``72% of return interviews were completed``: of those required, offered, of all episodes, or of children?"""
    percents = [level for level in reading.levels if level.kind == "percent"]
    is_rate = any(one.key.startswith("return_interviews_completed_of_") for one in reading.topics)
    if percents and is_rate and not patterns.WHOLE_SAID.search(reading.text):
        given = reading.given
        rates = [one for one in given.known if _is_rate(one, given.period)]
        quote = reading.quote(percents[0].start, percents[0].end, 40)
        told = "; ".join(f"{given.name_of(one)}: {one.shown}" for one in rates)
        yield Mistake(quote, told, "Say of what: of the interviews required, for example.")


def _is_rate(figure: Figure, period: Period) -> bool:
    place = figure.address
    is_total = place.indicator.startswith("return_interviews_completed_of_") and not place.breakdown
    return is_total and place.period == period.name and figure.is_number


def age_wrong(reading: HeldAgainst) -> Iterator[Mistake]:
    """``the peak age was 16`` where it was 15."""
    peak = patterns.PEAK.search(reading.text)
    about = [one for one in reading.topics if one.unit == "age"]
    if not peak or not about or reading.is_of_others:
        return
    named = {mention.period for mention in reading.mentions} or {reading.given.period}
    known = [figure for one in about for period in named for figure in figures_of(one, period, reading.given) if figure.is_shown]
    for match in patterns.AGES.finditer(reading.text, peak.start()):
        written = f"{match[1]}-{match[2]}" if match[2] else match[1]
        if known and YOUNGEST <= int(match[1]) <= OLDEST and _is_age(reading.text, match) and written not in {one.value for one in known}:
            says = "; ".join(f"{reading.given.name_of(one)}: {one.shown}" for one in known)
            swaps = ((*match.span(), known[0].shown),) if len(known) == 1 else ()
            yield Mistake(reading.quote(peak.start(), match.end(), 0), says, "", swaps)


def _is_age(text: str, match: re.Match[str]) -> bool:
    """Whether a number may be an age: no part of a period or date, and followed by nothing that is counted."""
    before, after = text[: match.start()], text[match.end() :]
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
        "wrong_whole",
        "fault",
        "papers",
        "a percentage is given of another whole than it is of",
        "Name the whole that it is of, or give the percentage of the whole that is named.",
        "Of the return interviews offered, 63% were completed.",
        "Of the return interviews required, 63% were completed.",
        wrong_whole,
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
        "total_for_year",
        "fault",
        "papers",
        "a total that goes on growing is given for one year",
        "Say up to when it is counted, or give what was added in the year.",
        "In 2016/17, 15,600 pupils saw the theatre production.",
        "By the end of March 2017, 15,600 pupils had seen the theatre production.",
        total_for_year,
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
