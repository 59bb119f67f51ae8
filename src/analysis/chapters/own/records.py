"""From what a council wrote to the records that everything else is derived from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.base.chapter import Chapter
from analysis.base.formats import within_sentence
from analysis.base.measures import EVERY, Condition, Count, Different, People, Share, ShareOfPeople, Total, where
from analysis.base.spec import Breakdown, Category, Example, Indicator, Measure
from analysis.base.table import About, Column, TableRecord, code, counted, date, identifier, own_key, person_name, personal, place, text
from analysis.chapters import columns
from analysis.chapters.breakdowns import AGE_BAND, PLACE, SEX_OF_EPISODE, divided
from analysis.chapters.columns import AGE, BORN, CHILD, SEX
from analysis.chapters.own.examples import drawn_example
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


def breakdown_of(key: str, own: OwnBreakdown, others: Mapping[str, Indicator]) -> Breakdown:
    """The record of a way to divide; one that is like another has no categories where there is no such other."""
    if found := like(own, others):
        edition = "internal" if "internal" in (found.edition, own.edition) else "public"
        return replace(found, key=key, shortest=own.shortest, edition=edition)
    categories = categories_of(own.categories)
    return Breakdown(key, own.name, own.column or key, categories, own.verb, shortest=own.shortest, edition=own.edition)


def like(own: OwnBreakdown, others: Mapping[str, Indicator]) -> Breakdown | None:
    """The breakdown of another figure, or the one that all tables share, that one of a file is like."""
    if own.like in SHARED:
        return SHARED[own.like]
    figure, _, key = own.like.partition(".")
    return next((one for one in others[figure].breakdowns if one.key == key), None) if figure in others else None


def categories_of(own: Mapping[str, OwnCategory]) -> tuple[Category, ...]:
    """The records of categories by their codes."""
    return tuple(Category(code, one.label, one.words) for code, one in own.items())


def breakdowns_of(own: OwnChapter, one: OwnIndicator, others: Mapping[str, Indicator]) -> dict[str, Breakdown]:
    """The ways in which a figure may be divided, by key: those of the file, and those that all tables share."""
    sex = SEX_OF_CHILD if one.counts in {"children", "share of children"} else SEX_OF_EPISODE
    return SHARED | {"sex": sex} | {key: breakdown_of(key, written, others) for key, written in own.breakdowns.items()}


def chapter_of(key: str, own: OwnChapter, known: Mapping[str, TableRecord], others: Sequence[Chapter]) -> Chapter:
    """The record of a chapter. ``known`` are the tables that its figures may count, ``others`` the chapters that were there before."""
    owners = {table.key: chapter.key for chapter in others for table in chapter.tables}
    told = {indicator.key: indicator for chapter in others for indicator in chapter.indicators}
    indicators = tuple(
        each
        for name, one in own.indicators.items()
        for each in _with_those_across(_indicator(name, one, key, breakdowns_of(own, one, told), known[one.table]), one, known[one.table])
    )
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


def _indicator(key: str, one: OwnIndicator, chapter: str, ways: Mapping[str, Breakdown], table: TableRecord) -> Indicator:
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
        dated_by=one.dated_by or table.event,
        breakdowns=tuple(ways[name] for name in (*one.breakdowns, *filter(None, [one.across]))),
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


def key_across(key: str, code: str) -> str:
    """The key of a figure for the rows of one category alone."""
    return f"{key}_{code}"


def _with_those_across(told: Indicator, one: OwnIndicator, table: TableRecord) -> Iterator[Indicator]:
    """A figure, and where it is told across a breakdown the same for each category alone: a condition more, a way to divide less.

    Those of children, who may stand under several categories, and those across a column whose codes are not known to make up all rows,
    stay internal: the gate could not tell what their differences give away.
    """
    yield told
    columns = {column.name: column for column in table.columns}
    is_open = isinstance(told.measure, Count | Share) and bool(one.across) and columns[told.breakdown(one.across).column].is_one_of_all
    way = told.breakdown(one.across) if one.across else None
    for category in way.categories if way else ():
        measure = _narrowed(told.measure, where(category.label, **{way.column: category.code}))
        rest = tuple(each for each in told.breakdowns if each.key != way.key)
        yield replace(
            told,
            key=key_across(told.key, category.code),
            name=f"{told.name}, {way.name}: {category.label}",
            definition=f"{told.definition} Of these, only those with {way.name}: {category.label}.",
            population=f"{told.population}; {way.name}: {within_sentence(category.label)}",
            measure=measure,
            breakdowns=rest,
            edition=told.edition if is_open else "internal",
            statement="",
            known_as=(),
            example=drawn_example(measure, table, told.dated_by, [each.column for each in rest]),
        )


def _narrowed(measure: Measure, condition: Condition) -> Measure:
    """A measure of only those rows that meet one more condition."""
    whole = "whole" if isinstance(measure, Share | ShareOfPeople) else "of"
    return replace(measure, **{whole: getattr(measure, whole) & condition})


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
