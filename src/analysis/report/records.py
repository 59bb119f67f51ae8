"""The indicators and headings of a report, put into the words for what its authority covers once, when the report is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.base.formats import within_sentence
from analysis.base.settings import Authority, Fault
from analysis.base.spec import Indicator
from analysis.base.wording import in_words_of
from analysis.chapters import ALL, indicator, told_by

DENOMINATORS = tuple(f"return_interviews_completed_of_{whole}" for whole in ("returned", "required", "offered", "children"))
"""What is left to a table of its own: completed return interviews as a percentage of each of the four wholes in use."""

SO_FAR = ("theatre_pupils", "taxi_drivers_trained", "people_reached_by_training")
"""What a table and a chart tell of those reached by the end of each quarter."""


@dataclass(frozen=True)
class Records:
    """What a report tells, in its own words. Whoever shows something takes the record from here and words nothing again.

    ``by_key`` also has the records that this report does not tell, of which it has no figures.
    """

    told: tuple[Indicator, ...]
    by_key: Mapping[str, Indicator]
    headings: Mapping[str, str]

    @classmethod
    def of(cls, authority: Authority, sections: Mapping[str, str]) -> Records:
        """Those of the report of an authority, with the heading of each section by its key."""
        by_key = {one.key: one for one in in_words_of(authority, ALL)}
        told = tuple(by_key[one.key] for one in told_by(authority))
        headings = {section: in_words_of(authority, heading) for section, heading in sections.items()}
        return cls(told, by_key, headings)

    def __getitem__(self, key: str) -> Indicator:
        """The record with this key. Raises `Fault` for an unknown one."""
        return self.by_key[indicator(key).key]

    def __contains__(self, key: str) -> bool:
        """Whether the report tells it."""
        return self[key] in self.told

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.told)

    def of_sections(self, *sections: str) -> tuple[Indicator, ...]:
        """The records of some sections. Raises `Fault` for an unknown one."""
        return tuple(one for section in map(self._known, sections) for one in self.told if one.section == section)

    def in_tables(self, *sections: str) -> tuple[Indicator, ...]:
        """Those of them that stand in the tables of a section: not those that only divide another, or have a table of their own."""
        return tuple(one for one in self.of_sections(*sections) if one.key not in DENOMINATORS and not one.for_several_types)

    def heading(self, section: str) -> str:
        """What a section is called within a sentence or a title."""
        return within_sentence(self.headings[self._known(section)])

    def _known(self, section: str) -> str:
        if section not in self.headings:
            raise Fault(f"There is no section {section!r}. Write one of {', '.join(self.headings)}.")
        return section
