"""Which figure each number of a sentence is taken for, and whether it is that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from analysis.base.periods import Period
from analysis.base.spec import Indicator
from analysis.chapters import ALL
from analysis.compare.comparisons import Side, break_between
from analysis.textcheck import patterns
from analysis.textcheck.amounts import Change, SaidAmount, amount_of, change_between, part_of, rest, total_of
from analysis.textcheck.claims import ClaimReading, Segment
from analysis.textcheck.mentions import NamedPart, every_naming, namings, parts, topics
from analysis.textcheck.numbers import Number, family_of
from analysis.textcheck.reference import Reference

Standing = Literal["holds", "contradicted", "unknown"]


@dataclass(frozen=True)
class LevelTaken:
    """A number, the amounts that it may be by the words around it, the one that it is taken for, and how it stands to that.

    A number is contradicted only where the words leave no other amount open: every one that they may mean is another number.
    """

    number: Number
    standing: Standing
    amount: SaidAmount | None
    may_be: tuple[SaidAmount, ...] = ()
    period: Period | None = None


def levels_taken(reading: ClaimReading) -> Iterator[LevelTaken]:
    """What each number that says how many or what share is taken for."""
    for number in reading.levels:
        yield level_taken(number, reading)


def level_taken(number: Number, reading: ClaimReading) -> LevelTaken:
    """The amount that a number is taken for."""
    periods = reading.periods_meant(number)
    may_be = tuple(_may_be(number, reading, periods))
    said = reading.period_said(number)
    found = min((amount for amount in may_be if amount.admits(number)), key=lambda amount: len(amount.figures), default=None)
    if found:
        return LevelTaken(number, "holds", found, may_be, said)
    known = tuple(amount for amount in may_be if amount.values(number.kind) or amount.is_hidden)
    if not known or not _is_sure(number, reading):
        return LevelTaken(number, "unknown", None, may_be, said)
    return LevelTaken(number, "contradicted", known[0], known, said)


def _may_be(number: Number, reading: ClaimReading, periods: Iterable[Period]) -> Iterator[SaidAmount]:
    segment = reading.segments[number]
    for scope in scopes(segment, reading):
        found = [amount for period in periods for amount in amounts_named(number, scope, segment, period, reading)]
        if found:
            yield from found
            return


def scopes(segment: Segment, reading: ClaimReading) -> tuple[str, ...]:
    """The words that a number may be said of, the nearest first."""
    own = (f"{segment.lead} {segment.local}".strip(),) if namings(segment.local) else ()
    return tuple(dict.fromkeys((*own, segment.so_far, reading.text)))


def amounts_named(number: Number, scope: str, segment: Segment, period: Period, reading: ClaimReading) -> Iterator[SaidAmount]:
    """The amounts that the words of a number may name: parts before wholes.

    Of an indicator whose words are within those of another only a part counts, named by words of its own, where the other has none:
    "return interviews required for the council's own looked-after children".
    """
    outer = sorted(namings(scope), key=lambda one: one.start - one.end)
    told = [amount for one in outer for amount in _amounts(one.indicator, number, segment, period, reading)]
    if not any(map(is_part, told)):
        taken = " / ".join(scope[one.start : one.end] for one in outer).lower()
        inner = (one.indicator for one in every_naming(scope) if one not in outer)
        told += [amount for one in inner for amount in _amounts(one, number, segment, period, reading, taken)]
    yield from sorted((one for one in told if _fits(one, number, segment.local, scope)), key=lambda one: not is_part(one))


def is_part(amount: SaidAmount) -> bool:
    """Whether an amount is of a category."""
    return bool(amount.figures[0].address.breakdown)


def _fits(amount: SaidAmount, number: Number, local: str, scope: str) -> bool:
    """Whether a number may be one of an amount's by what it counts, and of which whole where that is said."""
    said = patterns.WHOLE_OF.search(local) or patterns.WHOLE_OF.search(scope)
    unit = amount.figures[0].unit
    if (
        said
        and number.kind == "percent"
        and any(word in unit for word in patterns.WHOLES)
        and patterns.WHOLES[said["whole"].lower()] not in unit
    ):
        return False
    if number.kind == "percent":
        return (bool(amount.percents) or amount.is_hidden) and number.family in {"", amount.family}
    return number.family in {"", amount.family}


def _amounts(
    one: Indicator, number: Number, segment: Segment, period: Period, reading: ClaimReading, taken: str | None = None
) -> Iterator[SaidAmount]:
    """The parts of an indicator that are named beside a number, with words not ``taken``; its whole where none is, or not so near."""
    if one.unit == "age":
        return
    given, texts = reading.given, (segment.local, segment.lead, segment.so_far)
    text, near = next(((text, found) for text in texts if (found := parts(one, text, given))), ("", ()))
    if taken is not None:
        near = tuple(part for part in near if text[part.start : part.end].lower() not in taken)
    told = [amount for part in near if (amount := part_of(one, part, period, given))]
    if near and not told and text == segment.local:
        return
    is_local = bool(told) and text == segment.local
    total = total_of(one, period, given) if taken is None and not (is_local and number.kind == "percent") else None
    if total and not is_local:
        told += [total, *_within(one, period, given)]
    elif total and is_whole(number, reading):
        told.append(total)
    yield from ((left for amount in told if (left := rest(amount))) if _leaves(segment.local, near) else told)


def _within(one: Indicator, period: Period, given: Reference) -> Iterator[SaidAmount]:
    """What came on top in a year, of a total that goes on growing."""
    if one.window == "cumulative" and period.is_year:
        now, before = (total_of(one, at, given) for at in (period, period.year_before))
        if now and before and now.count is not None and before.count is not None:
            yield SaidAmount(now.figures, now.count - before.count, None, (), "added")


def _leaves(local: str, near: Iterable[NamedPart]) -> bool:
    """Whether words such as "not" ask for what a part leaves, and are not in the name of a part themselves."""
    spans = [local[part.start : part.end].lower() for part in near]
    return any(not any(found[0].lower() in span for span in spans) for found in patterns.NOT_THESE.finditer(local))


def is_whole(number: Number, reading: ClaimReading) -> bool:
    """Whether a number is what another is a part of: "of the 313", "234 of 313"."""
    return bool(patterns.OF_A_WHOLE.search(reading.text[: number.start]))


def _is_sure(number: Number, reading: ClaimReading) -> bool:
    """Whether all words around a number are understood, so that it can be called wrong."""
    segment = reading.segments[number]
    is_unknown = number.has_other or reading.is_of_others or patterns.EXPECTED.search(reading.text)
    is_listed = any(one.kind == "percent" and number.kind == one.kind and _is_and(one, number, reading) for one in reading.numbers)
    is_age = patterns.PEAK.search(reading.text) and not number.family
    return not (is_unknown or is_listed or is_age or _is_limited(segment, reading.given))


def _is_and(one: Number, other: Number, reading: ClaimReading) -> bool:
    """Whether two numbers stand side by side for two things named before: "at 72% and 51%"."""
    first, second = sorted((one, other), key=lambda number: number.start)
    return reading.text[first.end : second.start].strip() in {"and", "or"}


def _is_limited(segment: Segment, given: Reference) -> bool:
    """Whether words by a number name a group of children or a time that the indicators they name are not divided by."""
    text = segment.local
    about = [one.indicator for one in namings(segment.so_far)]
    understood = [text[part.start : part.end] for one in about for part in parts(one, text, given)]
    understood += [words for one in about for words in one.known_as]
    found = (match[0].lower().replace("-", " ") for pattern in patterns.LIMITS for match in pattern.finditer(text))
    return any(not any(limit in words.lower().replace("-", " ") for words in understood) for limit in found)


def changes_of(number: Number, reading: ClaimReading) -> Iterator[Change]:
    """The changes that a size may be, of the amounts that the words around it name."""
    segment = reading.segments[number]
    now, earlier = reading.compared
    for scope in scopes(segment, reading):
        about = [naming.indicator for naming in namings(scope) if number.family in {"", family_of(naming.indicator.unit)}]
        found = [change for one in about for before in earlier for change in changes(one, scope, now, before, reading.given)]
        if found:
            yield from found
            return


def changes(one: Indicator, scope: str, now: Period, before: Period, given: Reference) -> Iterator[Change]:
    """How an indicator, or the parts of it that words name, moved between two periods."""
    if one.unit == "age":
        return
    named = parts(one, scope, given)
    pairs = [(part_of(one, part, now, given), part_of(one, part, before, given)) for part in named]
    for later, sooner in pairs or [(total_of(one, now, given), total_of(one, before, given))]:
        if (change := change_between(later, sooner)) and not _is_broken(one, change, given):
            yield change


def _is_broken(one: Indicator, change: Change, given: Reference) -> bool:
    """Whether the two amounts are not like for like."""
    sides = [amount.figures[0] for amount in (change.now, change.before)]
    return (
        break_between(given.record(one.key), *(Side(side, Period.parse(side.address.period, given.period.first_month)) for side in sides))
        is not None
    )


Reason = Literal["number", "period", "unit", "whole", "so far"]


@dataclass(frozen=True)
class Wrong:
    """A number that is not what its words say: why, and the amounts that it is of in truth where that is known."""

    taken: LevelTaken
    reason: Reason
    of: tuple[SaidAmount, ...] = ()


class HeldAgainst(ClaimReading):
    """A sentence held against the figures."""

    @cached_property
    def taken(self) -> tuple[LevelTaken, ...]:
        return tuple(levels_taken(self))

    @cached_property
    def wrong(self) -> tuple[Wrong, ...]:
        return tuple(found for taken in self.taken if (found := _wrong(taken, self)))

    @cached_property
    def topics(self) -> tuple[Indicator, ...]:
        return topics(self.text)


def _wrong(taken: LevelTaken, reading: HeldAgainst) -> Wrong | None:
    if taken.standing == "holds":
        is_of_year = taken.period is not None and taken.period.is_year and not patterns.SO_FAR.search(reading.text)
        is_total = taken.amount.how != "added" and taken.amount.figures[0].address.period.startswith("to ")
        return Wrong(taken, "so far", (taken.amount,)) if is_of_year and is_total else None
    if others := _of_other_unit(taken, reading):
        return Wrong(taken, "unit", others)
    if others := _of_other_whole(taken, reading):
        return Wrong(taken, "whole", others)
    if taken.standing == "unknown":
        return None
    others = _of_other_period(taken, reading)
    return Wrong(taken, "period" if others else "number", others)


def _of_other_period(taken: LevelTaken, reading: HeldAgainst) -> tuple[SaidAmount, ...]:
    segment, meant = reading.segments[taken.number], reading.periods_meant(taken.number)
    if taken.number.bound or taken.number.in_words or _of_sibling(taken, reading):
        return ()
    others = [period for period in reading.given.periods if period not in meant]
    found = (amount for period in others for amount in amounts_named(taken.number, segment.so_far, segment, period, reading))
    return tuple(amount for amount in found if amount.admits(taken.number))[:1]


def _of_sibling(taken: LevelTaken, reading: HeldAgainst) -> bool:
    """Whether a number is that of another category beside the one that is named: the two were mixed up."""
    given = reading.given
    places = [figure for amount in taken.may_be for figure in amount.figures if figure.address.breakdown]
    beside = (
        figure for place in places for figure in given.placed[place.address.indicator, place.address.period]
        if figure.address.breakdown == place.address.breakdown and figure.address.category != "not_recorded"
    )  # fmt: skip
    return any(amount_of(figure).admits(taken.number) for figure in beside)


def _near(reading: HeldAgainst) -> list[Indicator]:
    """The indicators of the sections that a sentence speaks of."""
    sections = {one.indicator.section for one in every_naming(reading.text)}
    return [one for one in ALL if one.section in sections and one.unit != "age"]


def _of_other_unit(taken: LevelTaken, reading: HeldAgainst) -> tuple[SaidAmount, ...]:
    """The totals of something else that a number is, when it says what it counts and is none of that."""
    number = taken.number
    if (
        number.kind != "count"
        or number.family in {"", "cases"}
        or number.bound
        or number.value <= reading.given.policy.disclosure.hide_counts_up_to
    ):
        return ()
    totals = (total_of(one, reading.given.period, reading.given) for one in _near(reading) if family_of(one.unit) != number.family)
    return tuple(one for one in totals if one and not one.is_share and one.count is not None and number.admits(one.count))


def _of_other_whole(taken: LevelTaken, reading: HeldAgainst) -> tuple[SaidAmount, ...]:
    """The shares that a percentage is, of another whole than the one it is said to be of."""
    number, segment = taken.number, reading.segments[taken.number]
    if number.kind != "percent" or number.in_words or number.bound:
        return ()
    count = taken.may_be[0].count if taken.standing == "contradicted" else None
    found = []
    for one in _near(reading):
        near = parts(one, segment.local, reading.given) or parts(one, segment.lead, reading.given)
        period, given = reading.given.period, reading.given
        shares = [part_of(one, part, period, given) for part in near] or [total_of(one, period, given)]
        found += [share for share in shares if share and share.percents and any(map(number.admits, share.percents))]
    return tuple(share for share in found if share.count == count) or tuple(
        share for share in found if _is_of_other(share, number, reading)
    )


def _is_of_other(share: SaidAmount, number: Number, reading: HeldAgainst) -> bool:
    """Whether a share is of another whole than is said, and of something that the sentence speaks of."""
    place, said = share.figures[0], patterns.WHOLE_OF.search(reading.segments[number].so_far)
    if said and patterns.WHOLES[said["whole"].lower()] not in place.unit:
        return place.address.indicator in {one.key for one in reading.topics}
    return bool(number.family) and share.how != "rest" and share.family != number.family and is_part(share)
