"""Numbers that are worked out from figures, each worked out again from the open data: sums, changes, rates, ratios, ends of ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from scipy.stats import beta, chi2, norm

from analysis.audit.known import Known
from analysis.base.formats import half_up
from analysis.base.spec import Address

TAIL = 0.025
NOT_RECORDED = "not_recorded"
SEASONS = 4

Row = Mapping[str, str]
Number = Fraction | float


@dataclass(frozen=True)
class Reckoned:
    """A number of a page that is worked out: its kind, from which figures, which part of them, and what it is said to be."""

    kind: str
    addresses: tuple[str, ...]
    part: str
    raw: str
    per: str = ""


def is_reckoned(one: Reckoned, known: Known) -> bool:
    """Whether a number is what its figures give; of one that takes rows in doubt or the course of quarters in, on which side it lies."""
    try:
        raw = Decimal(one.raw)
    except InvalidOperation:
        return False
    decimals = max(0, -raw.as_tuple().exponent)
    return any(raw == half_up(Fraction(found), decimals) for found in _WAYS[one.kind](one, known)) or _lies_between(one, raw, known)


def _sums(one: Reckoned, known: Known) -> Iterator[Number]:
    """The counts of several figures, these as a percentage of the last, or the percentages of a breakdown, all of them shown."""
    counts = [_part(row, "numerator") for row in _rows(one, known)]
    if one.part == "numerator" and None not in counts:
        yield sum(counts)
    if one.part == "share" and None not in counts and counts[-1]:
        yield 100 * sum(counts[:-1]) / counts[-1]
    stem = one.addresses[0].removesuffix("]")
    parts = [_as_number(row["value"]) for address, row in known.data.rows.items() if address.startswith(f"{stem}=")]
    if parts and None not in parts:
        yield sum(parts)


def _changes(one: Reckoned, known: Known) -> Iterator[Number]:
    now, before = (_part(row, "numerator") if one.part == "numerator" else _exact(row) for row in _rows(one, known))
    if now is None or before is None:
        return
    if one.part != "change_pct":
        yield now - before
    elif before:
        yield 100 * (now - before) / before


def _unknowns(one: Reckoned, known: Known) -> Iterator[Number]:
    """How many may belong to a share, and what it would be with none and with all of them."""
    share, counts = _rows(one, known)[0], list(_not_known(one, known))
    part, whole = _part(share, "numerator"), _part(share, "denominator")
    if part is None or whole is None or not counts:
        return
    number = sum(count - (part if may_be == "part" else 0) for count, may_be in counts)
    most = whole + sum(count for count, may_be in counts if may_be == "whole")
    if one.part == "number":
        yield number
    elif most:
        yield 100 * (part + (number if one.part == "highest" else 0)) / most


def _not_known(one: Reckoned, known: Known) -> Iterator[tuple[Fraction, str]]:
    """The counts beside a share of whom it is not known whether they belong to it, and to what they may belong."""
    share = Address.parse(one.addresses[0])
    for told in known.records[share.indicator].not_known:
        places = [str(Address(told.indicator, share.period, told.breakdown, category)) for category in told.categories]
        counts = [_part(known.data.rows.get(place, {}), "numerator") for place in places]
        if set(places) <= set(one.addresses) and None not in counts:
            yield sum(counts), told.may_be


def _rates(one: Reckoned, known: Known) -> Iterator[Number]:
    """A count per so many of the people, or an end of its 95% interval: of a count (Garwood) or of a share (Wilson)."""
    count, indicator = _part(_rows(one, known)[0], "numerator"), Address.parse(one.addresses[0]).indicator
    for people, _ in known.terms.people.get(("rate", indicator), ()) if count is not None else ():
        ends = {
            "rate": [count / people],
            "lowest": [chi2.ppf(TAIL, 2 * int(count)) / 2 / people if count else 0.0, _wilson(int(count), people, -1)],
            "highest": [chi2.ppf(1 - TAIL, 2 * int(count) + 2) / 2 / people, _wilson(int(count), people, 1)],
        }
        yield from (end * int(one.per) for end in ends.get(one.part, ()))


def _wilson(count: int, people: int, side: int) -> float:
    z, share = float(norm.ppf(1 - TAIL)), min(1.0, count / people)
    spread = z * (share * (1 - share) / people + z * z / (4 * people * people)) ** 0.5
    return min(1.0, max(0.0, (share + z * z / (2 * people) + side * spread) / (1 + z * z / people)))


def _ratios(one: Reckoned, known: Known) -> Iterator[Number]:
    """The rate of a group as a multiple of the rate of all others, or an end of its 95% interval (Clopper and Pearson)."""
    rows, address = _rows(one, known), Address.parse(one.addresses[0])
    group = f"{address.breakdown}={address.category}" if address.breakdown else address.indicator
    part = _part(rows[0], "numerator")
    whole = _part(rows[1], "numerator") if rows[1:] else _part(rows[0], "denominator")
    unknown = [_part(row, "numerator") for row in rows[2:]]
    if part is None or whole is None or None in unknown or whole - sum(unknown) <= part:
        return
    others = whole - sum(unknown) - part
    for people, all_people in known.terms.people.get(("ratio", group), ()):
        by = Fraction(all_people - people, people)
        yield part / others * by if one.part == "ratio" else float(by) * _odds(int(part), int(others), one.part)


def _odds(part: int, others: int, which: str) -> float:
    """The least or the most that one count may be as a multiple of another, given how many both are together."""
    shares = {"lowest": lambda: beta.ppf(TAIL, part, others + 1) if part else 0.0, "highest": lambda: beta.ppf(1 - TAIL, part + 1, others)}
    share = float(shares[which]())
    return share / (1 - share)


def _bounds(one: Reckoned, known: Known) -> Iterator[Number]:
    """The percentage of a category, with none and with all of those not recorded; or the fewest events that bands of children have."""
    if len(one.addresses) > 1:
        yield from _fewest(one, known)
        return
    row, address = _rows(one, known)[0], Address.parse(one.addresses[0])
    part, whole = _part(row, "numerator"), _part(row, "denominator")
    unknown = known.data.rows.get(f"{address.indicator}@{address.period}[{address.breakdown}={NOT_RECORDED}]", {})
    count = _part(unknown, "numerator")
    if part is not None and whole and count is not None:
        yield 100 * (part + (count if one.part == "highest" else 0)) / whole


def _fewest(one: Reckoned, known: Known) -> Iterator[Number]:
    """The events that children have at least who stand in some bands, in number and as a percentage of the last figure."""
    bands = [Address.parse(address) for address in one.addresses[:-1]]
    fewest = {code: least for code, least, _ in getattr(known.records[bands[0].indicator].measure, "bands", ())}
    *children, events = [_part(row, "numerator") for row in _rows(one, known)]
    if one.part == "lowest" and None not in children and all(band.category in fewest for band in bands):
        number = sum(count * fewest[band.category] for count, band in zip(children, bands, strict=True))
        yield number
        if events:
            yield 100 * number / events


def _limits(one: Reckoned, known: Known) -> Iterator[Number]:
    """The middle between two limits; where these lie themselves open data do not tell."""
    if one.part == "centre":
        yield from _averages(one, known)


def _averages(one: Reckoned, known: Known) -> Iterator[Number]:
    """The average of the quarters before the last, or of those of one season."""
    before = _rows(one, known)[1:]
    yield from filter(None, (_average(rows) for rows in (before, *(before[n::SEASONS] for n in range(SEASONS)))))


def _average(rows: Iterable[Row]) -> Number | None:
    """The average of counts, or of percentages by how many they are of."""
    pairs = [(_part(row, "numerator"), _part(row, "denominator")) for row in rows]
    if not pairs or any(part is None for part, _ in pairs):
        return None
    sizes = [whole for _, whole in pairs if whole]
    if len(sizes) == len(pairs):
        return 100 * sum(part for part, _ in pairs) / sum(sizes)
    return Fraction(sum(part for part, _ in pairs), len(pairs))


def _lies_between(one: Reckoned, raw: Decimal, known: Known) -> bool:
    """Whether a number lies on the right side of what open data cannot give it from: rows in doubt, and how quarters vary."""
    if one.kind == "limit" and one.part != "centre":
        return any(raw <= found if one.part == "lower" else raw >= found for found in _averages(one, known))
    if one.kind == "bound" and not next(iter(_bounds(one, known)), None):
        value = _as_number(_rows(one, known)[0].get("value", ""))
        return value is not None and (raw <= value if one.part == "lowest" else raw >= value)
    return False


def _rows(one: Reckoned, known: Known) -> list[Row]:
    """The rows of its figures; one without a number for each that is not there."""
    return [known.data.rows.get(address, {}) for address in one.addresses]


def _exact(row: Row) -> Fraction | None:
    """The unrounded number of a figure: a percentage out of 100, or the count itself."""
    part, whole = _part(row, "numerator"), _part(row, "denominator")
    if row.get("value") in {"c", "x", "z", None} or part is None:
        return None
    return 100 * part / whole if row["unit"].startswith("percent of ") and whole else part


def _part(row: Row, column: str) -> Fraction | None:
    return _as_number(row.get(column, ""))


def _as_number(text: str) -> Fraction | None:
    return Fraction(text) if text and text.lstrip("-")[:1].isdecimal() and " " not in text and "-" not in text[1:] else None


_WAYS: dict[str, Callable[[Reckoned, Known], Iterator[Number]]] = {
    "sum": _sums,
    "change": _changes,
    "unknown": _unknowns,
    "rate": _rates,
    "ratio": _ratios,
    "bound": _bounds,
    "limit": _limits,
}
