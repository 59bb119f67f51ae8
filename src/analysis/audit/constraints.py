"""What a reader can set against what: every number as an unknown or a known, and the conditions that all readers know to hold between them.

Written from the methodology that is published with the figures (what is counted, by which conditions, over which dates), by another
hand than the plan: nothing here is shared with it. A condition that printed figures contradict is not held against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import inf

from analysis.audit.estimands import SHARES, Thing, both, things_of
from analysis.audit.knowledge import Knowledge
from analysis.audit.nested import children_of_stretches, nested
from analysis.audit.over_time import over_time
from analysis.audit.published_rows import NUMBERS, Printed
from analysis.audit.terms import Terms
from analysis.base.spec import Indicator
from analysis.base.table import NOT_RECORDED
from analysis.chapters import BY_KEY
from analysis.chapters.columns import SINGLE_AGES
from analysis.chapters.tables import codes_that_make_up_all, has_all_categories


def known_from(rows: Iterable[Printed], terms: Terms, records: Mapping[str, Indicator]) -> Knowledge:
    """Everything a reader knows from some rows, of which ``records`` say what they count."""
    book = Knowledge()
    read = [(row, numbers) for row in rows if (numbers := _numbers(book, row, terms, records))]
    _percentages(book, read)
    _categories(book, read)
    _any_and_only(book, read)
    _declared(book, read)
    _events_of_children(book, read)
    _ages(book, read)
    nested(book)
    _codes_together(book)
    over_time(book)
    book.links.extend(_links(read, terms, records))
    return book


def _links(read: list[tuple[Printed, dict[str, int]]], terms: Terms, records: Mapping[str, Indicator]) -> Iterator[tuple[int, int]]:
    """The same number in an earlier state and in the next later one that has it; the newest comes first among the rows."""
    order = {version: number for number, version in enumerate(dict.fromkeys(row.version for row, _ in read))}
    found: dict[Thing, dict[int, int]] = defaultdict(dict)
    for row, numbers in read:
        for column, thing in zip(NUMBERS, things_of(replace(row, version=""), terms.first_month, records), strict=True):
            if column in numbers:
                found[thing][order[row.version]] = numbers[column]
    for by_state in found.values():
        states = sorted(by_state)
        yield from ((by_state[old], by_state[new]) for new, old in pairwise(states))


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
    of_children: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for row, numbers in read:
        limits = {code: (fewest, most) for code, fewest, most in getattr(BY_KEY[row.indicator].measure, "bands", ())}
        if row.category in limits and {"numerator", "denominator"} <= numbers.keys():
            children = book.things[numbers["denominator"]]
            records = Thing(children.source, "record", children.where, None, children.first, children.last)
            of_children[numbers["denominator"]].append((numbers["numerator"], limits[row.category][1]))
            if records in book.place_of:
                bands[book.place_of[records]].append((numbers["numerator"], *limits[row.category]))
    for records, found in bands.items():
        book.hold({records: 1, **{place: -fewest for place, fewest, _ in found}}, 0, inf)
        filled = [(place, most) for place, _, most in found if book.known[place] != 0]
        if all(most < inf for _, most in filled):
            book.hold({records: -1, **{place: int(most) for place, most in filled}}, 0, inf)
    for children, found in of_children.items():
        children_of_stretches(book, children, found)


def _ages(book: Knowledge, read: list[tuple[Printed, dict[str, int]]]) -> None:
    """All children of known age are all but the others, and a run of ages is made up of the children at each age in it."""
    for row, numbers in (one for one in read if BY_KEY[one[0].indicator].measure.kind == "ages" and not one[0].breakdown):
        children = replace(book.things[next(iter(numbers.values()))], each="child")
        things = {code: replace(children, stands=("single_age", code, children.where)) for code in (*SINGLE_AGES, NOT_RECORDED)}
        at = {code: book.place_of[thing] for code, thing in things.items() if thing in book.place_of}
        if "denominator" in numbers and NOT_RECORDED in at and children in book.place_of:
            book.hold({numbers["denominator"]: 1, at[NOT_RECORDED]: 1, book.place_of[children]: -1}, 0, 0)
        if "numerator" in numbers and at:
            _run_of_ages(book, row, numbers["numerator"], at)


def _run_of_ages(book: Knowledge, row: Printed, run: int, at: Mapping[str, int]) -> None:
    """The run holds each age in it, and nothing but them; a peak is no lower than any age."""
    first, _, last = row.value.partition("-")
    told = range(int(first), int(last or first) + 1) if first.isdecimal() else range(0)
    whole = [code for code, years in SINGLE_AGES.items() if all(age in told for age in years)]
    part = [code for code, years in SINGLE_AGES.items() if any(age in told for age in years)]
    book.hold({run: 1, **{at[code]: -1 for code in whole if code in at}}, 0, inf)
    if part and all(code in at for code in part):
        book.hold({run: 1, **{at[code]: -1 for code in part}}, -inf, 0)
    if hasattr(BY_KEY[row.indicator].measure, "width"):
        for code in at.keys() & SINGLE_AGES.keys():
            book.hold({run: 1, at[code]: -1}, 0, inf)


def _codes_together(book: Knowledge) -> None:
    """Records with one of several codes are those with each code, added up; so are records with any code of all that there are."""
    for place, thing in list(enumerate(book.things)):
        asked = {} if thing.each != "record" or thing.stands else codes_that_make_up_all(thing.source.split(" ")[0]) | dict(thing.where)
        for column, codes in asked.items():
            singles = [both(((c, v) for c, v in thing.where if c != column), ((column, frozenset({code})),)) for code in codes]
            places = [book.place_of.get(Thing(thing.source, thing.each, where, None, thing.first, thing.last)) for where in singles]
            if len(codes) > 1 and None not in places:
                book.hold({place: 1, **dict.fromkeys(places, -1)}, 0, 0)
