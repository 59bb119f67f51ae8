"""What a reader can set against what: every number as an unknown or a known, and the conditions that all readers know to hold between them.

Written from the methodology that is published with the figures (what is counted, by which conditions, over which dates), by another
hand than the plan: nothing here is shared with it. A condition that printed figures contradict is not held against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from math import inf

from analysis.audit.estimands import SHARES, Thing, both, things_of
from analysis.audit.published_rows import NUMBERS, Printed
from analysis.audit.terms import Terms
from analysis.base.spec import Indicator
from analysis.base.wording import printed_records
from analysis.chapters import BY_KEY
from analysis.chapters.tables import has_all_categories


@dataclass(frozen=True)
class Constraint:
    """``least <= sum of weight * unknown <= most``."""

    weights: tuple[tuple[int, int], ...]
    least: float
    most: float


@dataclass
class Knowledge:
    """Numbers by place: what each counts, what is printed of it, and the conditions between them."""

    things: list[Thing] = field(default_factory=list)
    known: list[int | None] = field(default_factory=list)
    floor: list[int] = field(default_factory=list)
    ceiling: list[float] = field(default_factory=list)
    limit: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    conditions: list[Constraint] = field(default_factory=list)
    rests: list[tuple[int, int, str]] = field(default_factory=list)
    small_printed: list[str] = field(default_factory=list)
    place_of: dict[Thing, int] = field(default_factory=dict)
    conflicts: list[str] = field(default_factory=list)

    def number(self, thing: Thing, known: int | None = None, bounds: tuple[int, float] = (0, inf), name: str = "", limit: int = 0) -> int:
        """The place of a number; what is known of it from several prints is put together."""
        if thing not in self.place_of:
            self.place_of[thing] = len(self.things)
            start = (self.things, thing), (self.known, None), (self.floor, 0), (self.ceiling, inf), (self.limit, 0), (self.names, name)
            for column, value in start:
                column.append(value)
        place = self.place_of[thing]
        if known is not None and self.known[place] not in (None, known):
            self.conflicts.append(f"{name} is printed as {known} and elsewhere as {self.known[place]}")
        self.known[place] = known if self.known[place] is None else self.known[place]
        self.floor[place] = max(self.floor[place], bounds[0])
        self.ceiling[place] = min(self.ceiling[place], bounds[1])
        self.limit[place] = max(self.limit[place], limit)
        self.names[place] = self.names[place] or name
        return place

    def hold(self, weights: dict[int, int], least: float, most: float) -> None:
        """Add a condition, unless the printed numbers alone contradict it."""
        if (
            any(self.known[place] is None for place in weights)
            or least <= sum(w * (self.known[p] or 0) for p, w in weights.items()) <= most
        ):
            self.conditions.append(Constraint(tuple(weights.items()), least, most))


def known_from(rows: Iterable[Printed], terms: Terms) -> Knowledge:
    """Everything a reader knows from some rows."""
    rows = list(rows)
    book = Knowledge()
    records = printed_records({row.category for row in rows}, BY_KEY)
    read = [(row, numbers) for row in rows if (numbers := _numbers(book, row, terms, records))]
    _percentages(book, read)
    _categories(book, read)
    _any_and_only(book, read)
    _declared(book, read)
    _events_of_children(book, read)
    _nested(book)
    _codes_together(book)
    _over_time(book)
    return book


def _numbers(book: Knowledge, row: Printed, terms: Terms, records: Mapping[str, Indicator]) -> dict[str, int]:
    """The places of a row's numbers: known, or known to lie between bounds."""
    found, limit = {}, terms.limit(row.indicator, row.breakdown, row.category)
    for column, thing in zip(NUMBERS, things_of(row, terms.first_month, records), strict=False):
        text = row.number(column)
        if thing is None or not (text.isdecimal() or text == "c"):
            continue
        name = f"{row.name} {column}"
        if text == "c" or row.is_rounded:
            found[column] = book.number(thing, bounds=terms.bounds(text, row.marker, column, limit), name=name, limit=limit)
            continue
        found[column] = book.number(thing, known=int(text), name=name, limit=limit)
        if 1 <= int(text) <= limit:
            book.small_printed.append(f"{name} is printed as {text}")
    return found


def _percentages(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """A printed percentage holds its two numbers together, as far as its rounding goes; what a share leaves is a number too."""
    for row, numbers in read:
        if len(numbers) < 2:
            continue
        part, whole = numbers["numerator"], numbers["denominator"]
        kind = BY_KEY[row.indicator].measure.kind
        if not row.breakdown or kind in SHARES or BY_KEY[row.indicator].breakdown(row.breakdown).overlap:
            book.rests.append((part, whole, f"what {row.name} leaves of its whole"))
        book.hold({whole: 1, part: -1}, 0, inf)
        if row.marker == "c most":
            book.hold({part: 2, whole: -1}, 1, inf)
        if kind != "ages" and _is_number(row.value) and not row.is_rounded:
            _rounded(book, part, whole, row.value)


def _rounded(book: Knowledge, part: int, whole: int, value: str) -> None:
    half = Fraction(1, 2 * 10 ** len(value.partition(".")[2]))
    low, high = Fraction(value) - half, Fraction(value) + half
    scale = low.denominator * high.denominator
    book.hold({part: int(100 * scale), whole: int(-low * scale)}, 0, inf)
    book.hold({part: int(100 * scale), whole: int(-high * scale)}, -inf, 0)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _categories(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """Every record has one code, so the codes make up the whole; where printed figures deny that, they are at most the whole."""
    groups: dict[tuple[str, ...], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    wholes = {
        (row.version, row.indicator, row.period, column): place
        for row, numbers in read
        if not row.breakdown
        for column, place in numbers.items()
    }
    for row, numbers in read:
        kind = BY_KEY[row.indicator].measure.kind
        for column in (NUMBERS if kind in SHARES else NUMBERS[:1]) if row.breakdown and kind != "ages" else ():
            if column in numbers:
                groups[row.version, row.indicator, row.breakdown, column][row.period][row.category] = numbers[column]
    for (version, key, breakdown, column), by_period in groups.items():
        sums = [(wholes.get((version, key, period, column)), list(places.values())) for period, places in by_period.items()]
        division = BY_KEY[key].breakdown(breakdown)
        if division.overlap:
            continue
        most = max(map(len, by_period.values()))
        has_names = division.by_name or division.covered
        complete = [
            len(places) == most if has_names else has_all_categories(BY_KEY[key], breakdown, places) for places in by_period.values()
        ]
        add_up = not any(_contradicts(book, whole, places) for whole, places in sums if whole is not None)
        for (whole, places), is_complete in zip(sums, complete, strict=True):
            if whole is not None:
                book.hold({whole: 1, **dict.fromkeys(places, -1)}, 0, 0 if add_up and is_complete else inf)


def _contradicts(book: Knowledge, whole: int, places: list[int]) -> bool:
    known = [book.known[place] for place in (whole, *places)]
    return None not in known and known[0] != sum(known[1:])


def _any_and_only(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """Who counts under a type counts there alone or under several types, and whoever is under several counts under two or more."""
    tables: dict[tuple[str, ...], dict[bool, dict[str, int]]] = defaultdict(lambda: {True: {}, False: {}})
    for row, numbers in read:
        division = BY_KEY[row.indicator].breakdown(row.breakdown) if row.breakdown else None
        if division and division.covered and "numerator" in numbers:
            tables[row.version, row.indicator, row.period, division.column][division.overlap][row.category] = numbers["numerator"]
    for found in tables.values():
        any_of, only = found[True], found[False]
        both_ways = any_of.keys() & only.keys()
        for code in both_ways:
            book.hold({any_of[code]: 1, only[code]: -1}, 0, inf)
            if "several" in only:
                book.hold({any_of[code]: 1, only[code]: -1, only["several"]: -1}, -inf, 0)
        if "several" in only and both_ways == only.keys() - {"several", "not_recorded"}:
            marks = {place: sign for code in both_ways for place, sign in ((any_of[code], 1), (only[code], -1))}
            book.hold({**marks, only["several"]: -2}, 0, inf)


def _declared(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """What the records declare: a part of another indicator, and what is left when it is taken off."""
    totals = {
        (row.version, row.indicator, row.period): numbers["numerator"]
        for row, numbers in read
        if not row.breakdown and "numerator" in numbers
    }
    for (version, key, period), part in totals.items():
        one = BY_KEY[key]
        whole, left = totals.get((version, one.part_of, period)), totals.get((version, one.leaves, period))
        if whole is not None:
            book.hold({whole: 1, part: -1}, 0, inf)
            book.rests.append((part, whole, f"what {key}@{period} leaves of {one.part_of}"))
        if whole is not None and left is not None:
            book.hold({part: 1, left: 1, whole: -1}, 0, inf)


def _events_of_children(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """Where children stand by how many records each has, all of them together have between so many and so many."""
    bands: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for row, numbers in read:
        limits = {code: (fewest, most) for code, fewest, most in getattr(BY_KEY[row.indicator].measure, "bands", ())}
        if row.category in limits and {"numerator", "denominator"} <= numbers.keys():
            children = book.things[numbers["denominator"]]
            records = Thing(children.source, "record", children.where, None, children.first, children.last)
            if records in book.place_of:
                bands[book.place_of[records]].append((numbers["numerator"], *limits[row.category]))
    for records, found in bands.items():
        book.hold({records: 1, **{place: -fewest for place, fewest, _ in found}}, 0, inf)
        filled = [(place, most) for place, _, most in found if book.known[place] != 0]
        if all(most < inf for _, most in filled):
            book.hold({records: -1, **{place: int(most) for place, most in filled}}, 0, inf)


def _nested(book: Knowledge) -> None:
    """Records that meet more conditions are no more than those that meet fewer; children are no more than the records about them."""
    groups: dict[object, list[int]] = defaultdict(list)
    for place, thing in enumerate(book.things):
        groups[thing.source, thing.first, thing.last].append(place)
    for places in groups.values():
        for a, b in combinations(places, 2):
            for part, whole in ((a, b), (b, a)):
                if _is_within(book.things[part], book.things[whole]):
                    book.hold({whole: 1, part: -1}, 0, inf)


def _is_within(part: Thing, whole: Thing) -> bool:
    sizes = {"ages": 0, "children": 1, "child": 2, "record": 3}
    small, large = sizes.get(part.each.split(" ")[0], 9), sizes.get(whole.each.split(" ")[0], 9)
    if part.each.startswith("sum") or whole.each.startswith(("sum", "ages")) or small > large:
        return False
    if whole.stands and part.stands != whole.stands:
        return False
    allowed = dict(part.where)
    return all(column in allowed and allowed[column] <= values for column, values in whole.where)


def _codes_together(book: Knowledge) -> None:
    """Records with one of several codes are those with each code, added up."""
    for place, thing in list(enumerate(book.things)):
        for column, codes in thing.where if thing.each == "record" and thing.stands is None else ():
            singles = [both(((c, v) for c, v in thing.where if c != column), ((column, frozenset({code})),)) for code in codes]
            places = [book.place_of.get(Thing(thing.source, thing.each, where, None, thing.first, thing.last)) for where in singles]
            if len(codes) > 1 and None not in places:
                book.hold({place: 1, **dict.fromkeys(places, -1)}, 0, 0)


def _over_time(book: Knowledge) -> None:
    groups: dict[object, list[int]] = defaultdict(list)
    for place, thing in enumerate(book.things):
        groups[thing.undated].append(place)
    for places in (found for found in groups.values() if len(found) > 1):
        each = book.things[places[0]].each
        if each == "record" or each.startswith("sum"):
            _months(book, places)
        elif each == "child":
            _children_over_time(book, places)


def _months(book: Knowledge, places: list[int]) -> None:
    """Records add up over time: each span is made of the stretches between the dates at which any span begins or ends."""
    dates = sorted({date for place in places for date in (book.things[place].first, book.things[place].last)})
    spans = [(place, book.things[place]) for place in places]
    for place, thing in spans:
        inside = [pair for pair in pairwise(dates) if thing.first <= pair[0] and pair[1] <= thing.last]
        stretches = [book.number(thing.at(*pair)) for pair in inside]
        if stretches != [place]:
            book.hold({place: 1, **dict.fromkeys(stretches, -1)}, 0, 0)


def _children_over_time(book: Knowledge, places: list[int]) -> None:
    """Children of a stretch are among those of the whole, unless they stand by an earlier record; it has no more than all stretches."""
    for a in places:
        whole = book.things[a]
        inside = [b for b in places if b != a and whole.first <= book.things[b].first and book.things[b].last <= whole.last]
        for b in inside:
            if whole.stands is None or book.things[b].first == whole.first:
                book.hold({a: 1, b: -1}, 0, inf)
        for chain in _covers(book, inside, whole.first, whole.last):
            book.hold({a: -1, **dict.fromkeys(chain, 1)}, 0, inf)


def _covers(book: Knowledge, places: list[int], start: float, end: float) -> Iterator[list[int]]:
    for place in places:
        thing = book.things[place]
        if thing.first == start and thing.last == end:
            yield [place]
        elif thing.first == start:
            yield from ([place, *rest] for rest in _covers(book, places, thing.last, end))
