"""From what a council wrote to the records that everything else is derived from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from analysis.base.chapter import Chapter
from analysis.base.measures import EVERY, Condition, Count, Different, People, Share, ShareOfPeople, Total
from analysis.base.spec import Breakdown, Category, Example, Indicator, Measure
from analysis.base.table import About, Column, TableRecord, code, counted, date, identifier, own_key, person_name, personal, place, text
from analysis.chapters import columns
from analysis.chapters.breakdowns import AGE_BAND, PLACE, SEX_OF_EPISODE, divided
from analysis.chapters.columns import AGE, BORN, CHILD, SEX
from analysis.chapters.own.written import OwnBreakdown, OwnCategory, OwnChapter, OwnColumn, OwnCondition, OwnIndicator, OwnTable

IDENTITY: Mapping[str, Column] = {
    "full_name": person_name("full_name", "the child's name, in any order"),
    "surname": person_name("surname", "the child's last name"),
    "forename": person_name("forename", "the child's first names"),
    "social_care_id": identifier("social_care_id", "the child's number in the social-care system"),
    "police_person_id": identifier("police_person_id", "the child's number in the police system"),
}
"""The columns by which a row may name a child, beside date of birth, NHS number and other names."""

SEX_OF_CHILD = divided(
    "sex",
    "sex",
    "sex",
    "were",
    ("female", "Female", "girls"),
    ("male", "Male", "boys"),
    ("not_recorded", "Not recorded", "children whose sex was not recorded"),
)
SHARED = {"age_band": AGE_BAND, "district": PLACE}
"""Ways to divide that every table with such a column has; that by sex has other words for rows than for children."""

ABOUT: Mapping[str, About] = {"child": "child", "people": "person", "services": ""}
"""Whom a row is about, by what a council writes."""

MADE: Mapping[str, Callable[[str, OwnColumn], Column]] = {
    "key": lambda name, own: own_key(name, own.holds),
    "date": lambda name, own: date(name, own.holds, must=own.required),
    "code": lambda name, own: code(name, own.holds, *own.codes, must=own.required),
    "place": lambda name, own: place(name, own.holds),
    "number": lambda name, own: counted(name, own.holds),
    "text": lambda name, own: text(name, own.holds, must=own.required),
}


def table_of(key: str, own: OwnTable) -> TableRecord:
    """The record of a table: its key first, then who the child is, then its other columns in their order."""
    written = [MADE[one.type](name, one) for name, one in own.columns.items()]
    first = [column for column in written if column.kind == "key"]
    child = (CHILD, *personal(*(IDENTITY[name] for name in own.named_by)), *BORN, SEX, AGE, columns.AGE_BAND)
    return TableRecord(
        key,
        own.title,
        own.row,
        own.dated_by,
        (*first, *(child if own.about == "child" else ()), *(column for column in written if column.kind != "key")),
        is_history=own.history,
        about=ABOUT[own.about],
    )


def breakdown_of(key: str, own: OwnBreakdown) -> Breakdown:
    """The record of a way to divide."""
    categories = categories_of(own.categories)
    return Breakdown(key, own.name, own.column or key, categories, own.verb, shortest=own.shortest, edition=own.edition)


def categories_of(own: Mapping[str, OwnCategory]) -> tuple[Category, ...]:
    """The records of categories by their codes."""
    return tuple(Category(code, one.label, one.words) for code, one in own.items())


def breakdowns_of(own: OwnChapter, one: OwnIndicator) -> dict[str, Breakdown]:
    """The ways in which a figure may be divided, by key: those of the file, and those that all tables share."""
    sex = SEX_OF_CHILD if one.counts in {"children", "share of children"} else SEX_OF_EPISODE
    return SHARED | {"sex": sex} | {key: breakdown_of(key, written) for key, written in own.breakdowns.items()}


def chapter_of(key: str, own: OwnChapter, known: Mapping[str, TableRecord], owners: Mapping[str, str]) -> Chapter:
    """The record of a chapter. ``known`` are the tables that its figures may count, ``owners`` the chapters of those of others."""
    indicators = tuple(_indicator(name, one, key, own, known[one.table]) for name, one in own.indicators.items())
    return Chapter(
        key,
        tables=tuple(known[name] for name in own.tables),
        indicators=indicators,
        sections=(key,),
        caveats=own.caveats,
        builds_on=_different(owners[one.source] for one in indicators if one.source in owners),
        heading=own.heading,
    )


def _different(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _indicator(key: str, one: OwnIndicator, chapter: str, own: OwnChapter, table: TableRecord) -> Indicator:
    ways = breakdowns_of(own, one)
    return Indicator(
        key=key,
        name=one.name,
        section=chapter,
        definition=one.definition,
        why_it_matters=one.why_it_matters,
        source=one.table,
        measure=_measure(one),
        unit=one.unit,
        population=one.population,
        statement=one.statement,
        example=Example(**one.example.model_dump()),
        dated_by=table.event,
        breakdowns=tuple(ways[name] for name in one.breakdowns),
        caveats=one.caveats,
        better=one.better,
        about_children=table.has_people,
        edition=one.edition,
        window=one.window,
        known_as=one.known_as,
        part_of=one.part_of,
        definition_version=one.definition_version,
        checked_by=one.checked_by,
        next_review=one.next_review,
    )


def _measure(one: OwnIndicator) -> Measure:
    of, part = _condition(one.of), _condition(one.part)
    match one.counts:
        case "rows":
            return Count(of)
        case "children":
            return People(of)
        case "different":
            return Different(one.column, of)
        case "total":
            return Total(one.column, of)
        case "share of rows":
            return Share(part, of)
        case "share of children":
            return ShareOfPeople(part, of)


def _condition(own: OwnCondition | None) -> Condition:
    return Condition(own.words, tuple((column, codes) for column, codes in own.columns.items())) if own else EVERY
