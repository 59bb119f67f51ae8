"""Whether a number is one that published figures print, or that follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations

from analysis.base.formats import half_up
from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.markup import without_terms
from analysis.textcheck import patterns
from analysis.textcheck.reading import Number, family_of
from analysis.textcheck.reference import Reference, period_of

MOST_FIGURES_SAID = 4
# Of more categories than this, such as the hours of a day, some sum is nearly any number.
MOST_SUMMED = 6

# How far a number that is said to be rounded may lie from the figure: a part of a count, points of a percentage.
ABOUT_PART, ABOUT_POINTS = Fraction(1, 20), Fraction(3)


def matches(number: Number, value: Fraction) -> bool:
    """Whether a number in a text is this value, rounded as the text rounds it."""
    if number.is_about:
        slack = ABOUT_POINTS if number.kind == "percent" else max(abs(value) * ABOUT_PART, Fraction(1))
        return abs(number.value - value) <= slack
    return half_up(value, number.decimals) == half_up(number.value, number.decimals)


def values_of(figure: Figure) -> Iterator[tuple[str, str, Fraction]]:
    """The numbers that a figure prints, each with its kind and the family of what it counts."""
    family = family_of(figure.unit)
    if figure.unit == "age" or figure.is_missing:
        return
    for number in (figure.numerator, figure.denominator):
        if number is not None:
            yield "count", family, number
    if figure.is_percentage and figure.is_shown:
        yield "percent", family, Fraction(figure.value)
        if figure.exact is not None:
            yield "percent", family, figure.exact


def figures_matching(number: Number, figures: Iterable[Figure]) -> list[Figure]:
    """The figures that print a number, of the family that it counts where that is said."""
    return [figure for figure in figures if any(_is(number, *value) for value in values_of(figure))]


def _is(number: Number, kind: str, family: str, value: Fraction) -> bool:
    return kind == number.kind and number.family in {"", family} and matches(number, value)


def of_topics(about: Iterable[Indicator], given: Reference, period: Period | None = None) -> list[Figure]:
    """The figures of some indicators, in all periods or in one."""
    keys = {one.key: given.counted(one, period.name).name if period else "" for one in about}
    return [one for one in given.known if one.address.indicator in keys and keys[one.address.indicator] in {"", one.address.period}]


def changes_of(figures: Iterable[Figure]) -> Iterator[tuple[str, Fraction]]:
    """The sizes of all changes between figures of one address in two periods, each with its kind."""
    by_place: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.is_number:
            by_place.setdefault((figure.address.indicator, figure.address.breakdown, figure.address.category), []).append(figure)
    for group in by_place.values():
        for first, second in combinations(group, 2):
            yield from _change(first, second)


def _change(first: Figure, second: Figure) -> Iterator[tuple[str, Fraction]]:
    if first.is_percentage:
        yield "points", abs(first.exact - second.exact)
        yield "points", abs(Fraction(first.value) - Fraction(second.value))
    numerators = (first.numerator, second.numerator)
    if all(numerator is not None for numerator in numerators):
        yield "count", abs(numerators[0] - numerators[1])
        yield from (("percent", abs(numerators[0] - numerators[1]) * 100 / base) for base in numerators if base)


def sums_of(figures: Iterable[Figure]) -> Iterator[tuple[str, Fraction]]:
    """The sums of two or more categories of one breakdown in one period: counts, and percentages as they are printed."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for one in figures:
        if one.address.breakdown and one.is_number and one.numerator is not None and one.exact is not None:
            groups.setdefault((one.address.indicator, one.address.period, one.address.breakdown), []).append(one)
    for group in (one for one in groups.values() if len(one) <= MOST_SUMMED):
        for size in range(2, len(group) + 1):
            for chosen in combinations(group, size):
                yield "percent", sum((Fraction(one.value) for one in chosen), Fraction(0))
                yield "percent", sum((one.exact for one in chosen), Fraction(0))
                yield "count", sum((one.numerator for one in chosen), Fraction(0))


def rests_of(figures: Iterable[Figure]) -> Iterator[tuple[str, Fraction]]:
    """What each figure that is a part leaves of its whole."""
    for figure in figures:
        if figure.is_number and figure.numerator is not None and figure.denominator:
            yield "count", figure.denominator - figure.numerator
            if figure.exact is not None:
                yield from (("percent", 100 - value) for value in (figure.exact, Fraction(figure.value)))


def is_named(figure: Figure, text: str, given: Reference) -> bool:
    """Whether a text names the category of a figure."""
    category = given.record(figure.address.indicator).breakdown(figure.address.breakdown).category(figure.address.category)
    name = re.sub(r"^(?:of|from) (?:an? |the )?", "", without_terms(category.words))
    return _named_by(name, category.label.lower()).search(text) is not None


@cache
def _named_by(name: str, label: str) -> re.Pattern[str]:
    return patterns.ways(f"{_plain(name)} | {_plain(label)}s?")


def _plain(words_of: str) -> str:
    """Words of a record as they are, for a pattern."""
    return re.escape(words_of).replace(r"\ ", " ")


def said(figures: Iterable[Figure], given: Reference) -> str:
    """Some figures in words, those of the text's own period and the year before first; only so many."""
    own = {given.period.name, given.period.year_before.name}
    every = list(dict.fromkeys(figures))
    near = [one for one in every if one.address.period in own or "to " in one.address.period]
    told = [f"{given.name_of(one)}: {_shown(one)} {_when(one, given)}" for one in near or every]
    return "; ".join([*told[:MOST_FIGURES_SAID], *(["and more"] if len(told) > MOST_FIGURES_SAID else [])])


def _when(figure: Figure, given: Reference) -> str:
    label = period_of(figure, given.period.first_month)
    return label if label.startswith("up to") else f"in {label}"


def _shown(figure: Figure) -> str:
    if figure.is_hidden:
        return "not shown in this edition"
    if figure.is_percentage and figure.numerator is not None and figure.denominator is not None:
        return f"{figure.shown} ({figure.numerator} of {figure.denominator})"
    return {"x": "not available", "z": "not applicable"}.get(figure.value, figure.shown)
