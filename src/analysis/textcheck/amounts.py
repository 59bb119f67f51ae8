"""What figures say in numbers: how many, what share, what is left, how much more, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from analysis.base.formats import half_up, plain, thousands
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Figure, Indicator
from analysis.chapters import indicator
from analysis.textcheck.mentions import NamedPart
from analysis.textcheck.numbers import Number, family_of
from analysis.textcheck.reference import Reference, period_of

MOST_FIGURES_SAID = 4


@dataclass(frozen=True)
class SaidAmount:
    """The numbers of a figure, of several categories together, or of what they leave of their whole.

    ``percents`` are the exact percentage and those that are printed; ``count`` is how many of ``whole``.
    """

    figures: tuple[Figure, ...]
    count: Fraction | None
    whole: Fraction | None
    percents: tuple[Fraction, ...]
    how: Literal["", "together", "rest", "added"] = ""

    @property
    def family(self) -> str:
        return family_of(self.figures[0].unit)

    @property
    def is_hidden(self) -> bool:
        return any(figure.is_hidden for figure in self.figures)

    @property
    def is_share(self) -> bool:
        return self.figures[0].is_percentage

    def values(self, kind: str) -> tuple[Fraction, ...]:
        """What a number of some kind may be."""
        if kind != "count":
            return self.percents
        return tuple(one for one in (self.count, self.whole if self.how != "rest" else None) if one is not None)

    def admits(self, number: Number) -> bool:
        """Whether a number in a text is one of these."""
        is_kind = number.kind == "percent" or not number.family or number.family == self.family
        return is_kind and any(number.admits(value) for value in self.values(number.kind))

    def written(self, number: Number, *, as_whole: bool = False) -> str:
        """The right number, in the form of one in a text, for the part or for its whole; empty where there is none."""
        values = self.values(number.kind)[int(as_whole and self.whole is not None and number.kind == "count") :]
        return whole_number(values[0], number) if values else ""


def whole_number(value: Fraction, number: Number) -> str:
    """A value in the form of a number in a text: with its decimals and its unit."""
    unit = {"percent": "%", "points": " percentage points", "count": ""}[number.kind]
    return f"{thousands(plain(half_up(value, number.decimals)))}{unit}"


def amount_of(figure: Figure) -> SaidAmount:
    """The numbers of one figure."""
    if not figure.is_number or figure.numerator is None:
        return SaidAmount((figure,), None, None, ())
    percents = (figure.exact, Fraction(figure.value)) if figure.is_percentage and figure.exact is not None else ()
    return SaidAmount((figure,), figure.numerator, figure.denominator if figure.is_percentage else None, percents)


def together(figures: tuple[Figure, ...]) -> SaidAmount | None:
    """Several categories as one; of parts of one whole their percentage is exact, or the sum of those that are printed."""
    each = [amount_of(figure) for figure in figures]
    if any(one.count is None or not one.whole for one in each):
        return None
    total, wholes = (sum(values, Fraction(0)) for values in ([one.count for one in each], [one.whole for one in each]))
    if indicator(figures[0].address.indicator).measure.kind.startswith("share"):
        return SaidAmount(figures, total, wholes, (total * 100 / wholes,), "together")
    printed = sum((Fraction(figure.value) for figure in figures), Fraction(0))
    return SaidAmount(figures, total, each[0].whole, (total * 100 / each[0].whole, printed), "together")


def rest(amount: SaidAmount) -> SaidAmount | None:
    """What a part leaves of its whole."""
    if amount.count is None or not amount.whole:
        return None
    return SaidAmount(amount.figures, amount.whole - amount.count, amount.whole, tuple(100 - one for one in amount.percents), "rest")


def figures_of(one: Indicator, period: Period, given: Reference) -> tuple[Figure, ...]:
    """The figures of an indicator over the dates that count for a period."""
    try:
        name = given.at(period).dates(one).name
    except Fault:
        return ()
    return given.placed.get((one.key, name), ())


def total_of(one: Indicator, period: Period, given: Reference) -> SaidAmount | None:
    """The undivided figure of an indicator."""
    return next((amount_of(figure) for figure in figures_of(one, period, given) if not figure.address.breakdown), None)


def part_of(one: Indicator, part: NamedPart, period: Period, given: Reference) -> SaidAmount | None:
    """A part of an indicator: a category, or several together; nothing where there are no figures of them all."""
    by_code = {figure.address.category: figure for figure in figures_of(one, period, given) if figure.address.breakdown == part.breakdown}
    found = tuple(by_code[code] for code in part.codes if code in by_code)
    if len(found) < len(part.codes):
        return None
    return amount_of(found[0]) if len(found) == 1 else together(found)


@dataclass(frozen=True)
class Change:
    """How an amount moved from an earlier period to a later one."""

    now: SaidAmount
    before: SaidAmount

    @property
    def sizes(self) -> dict[str, tuple[Fraction, ...]]:
        """By how much, unsigned, for each kind of number."""
        if self.now.is_share and not self.now.figures[0].address.breakdown:
            return {"count": self._apart("count")[:1], "points": self._apart("percent")}
        counts = self._apart("count")[:1]
        relative = tuple(abs(self.now.count - base) * 100 / base for base in (self.before.count,) if base)
        points = {"points": self._apart("percent")} if self.now.is_share else {}
        return {"count": counts, "percent": relative, **points}

    def _apart(self, kind: str) -> tuple[Fraction, ...]:
        return tuple(abs(now - before) for now, before in zip(self.now.values(kind), self.before.values(kind), strict=False))

    def difference(self, *, as_share: bool) -> Fraction:
        kind = "percent" if as_share and self.now.is_share else "count"
        return self.now.values(kind)[0] - self.before.values(kind)[0]


def change_between(now: SaidAmount | None, before: SaidAmount | None) -> Change | None:
    """The change between two amounts that both are numbers."""
    if not now or not before or now.count is None or before.count is None:
        return None
    return Change(now, before)


def said(amounts: Iterable[SaidAmount], given: Reference) -> str:
    """Some amounts in words; only so many."""
    told = list(dict.fromkeys(_said(amount, given) for amount in amounts))
    return "; ".join([*told[:MOST_FIGURES_SAID], *(["and more"] if len(told) > MOST_FIGURES_SAID else [])])


def _said(amount: SaidAmount, given: Reference) -> str:
    names = " and ".join(dict.fromkeys(given.name_of(figure) for figure in amount.figures))
    label = period_of(amount.figures[0], given.period.first_month)
    when = label if label.startswith("up to") else f"in {label}"
    left = {"rest": ", the rest", "together": " together", "added": ", added in the year", "": ""}[amount.how]
    return f"{names}{left}: {shown(amount)} {when}"


def shown(amount: SaidAmount) -> str:
    """An amount as its page prints it, a percentage with both of its numbers."""
    first = amount.figures[0]
    if amount.is_hidden:
        return "not shown in this edition"
    if amount.how == "added":
        return thousands(plain(amount.count))
    if amount.percents and amount.whole:
        return f"{half_up(amount.percents[0]):f}% ({plain(amount.count)} of {plain(amount.whole)})"
    return {"x": "not available", "z": "not applicable"}.get(first.value, first.shown)
