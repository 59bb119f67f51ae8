"""What a run of ages tells of the children at each single age, and these of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf

from analysis.base.measures import AgeRange, PeakAge, run_of_ages
from analysis.base.table import NOT_RECORDED
from analysis.chapters.columns import SINGLE_AGES
from analysis.disclose.cells import ResultCell
from analysis.disclose.pack import Relation, at_most, total
from analysis.disclose.regions import Region
from analysis.disclose.relations import Links

COLUMN = "single_age"


def ages(places: Iterable[ResultCell]) -> Links:
    """Of 829 children from 13 to 17 years old all but those of 13 to 16 are 17; and no age has more children than the peak."""
    places = list(places)
    names = {place.region: place.cell.name for place in places if place.column == "numerator" or not place.breakdown}
    runs = [one for one in places if isinstance(one.indicator.measure, AgeRange | PeakAge) and not one.breakdown]
    return Links((), tuple(relation for one in runs for relation in _told(one, names)))


def _told(one: ResultCell, names: Mapping[Region, str]) -> Iterator[Relation]:
    people = replace(one.region, kind="people")
    single = {code: names.get(replace(people, group=(COLUMN, code, people.box))) for code in (*SINGLE_AGES, NOT_RECORDED)}
    at = {code: name for code, name in single.items() if name}
    if one.column == "denominator":
        if people in names and NOT_RECORDED in at:
            yield total(names[people], [one.cell.name, at[NOT_RECORDED]])
    elif at:
        yield from _of_run(one, at)


def _of_run(one: ResultCell, at: Mapping[str, str]) -> Iterator[Relation]:
    """The run is no less than its ages that are told alone, and no more than all that have a part in it; mostly these are the same."""
    run = set(run_of_ages(one.value))
    inside, beside = ([code for code, ages in SINGLE_AGES.items() if meets(ages)] for meets in (run.issuperset, run.intersection))
    yield Relation(((one.cell.name, 1), *sorted((at[code], -1) for code in inside if code in at)), upper=inf)
    if at.keys() >= set(beside):
        yield at_most(one.cell.name, *(at[code] for code in beside))
    if isinstance(one.indicator.measure, PeakAge):
        yield from (at_most(at[code], one.cell.name) for code in SINGLE_AGES if code in at)
