"""The words of an authority. It states the types of exploitation that it covers, and in its vocabulary how it calls things and since when.

Records, headings and notebooks are written in words that hold everywhere: "sexual exploitation", "exploitation panel". Whatever shows them
asks for them in the words of the authority; with its records come the days on which its words changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from analysis.base.formats import listed, sentence_case
from analysis.base.periods import Period, reported_with
from analysis.base.settings import Authority
from analysis.base.spec import Break, Breakdown, Category, Indicator
from analysis.base.table import Column
from analysis.base.vocabulary import FURTHER, NEVER, NO_OWN, Days, ExploitationType, Names, Term, Vocabulary

Anything = TypeVar("Anything")

WRITTEN = ("sexual exploitation", "sexually exploited")
"""What is done to a child, and how it is said of the child, in records, headings and notebooks."""

ACCEPTED = dict.fromkeys(
    ("an interview was completed, or advice was given in its place", "an interview was completed or advice was given in its place"),
    "an interview was completed, advice was given in its place, or the child was not there when it was to be held",
)
"""What an accepted interview is where a list tells those apart to which the child did not come."""

SEVERAL = ("exploitation", "exploited")

ABSENT = "Absent in the records of the police"
"""Stands in records for the label of what the police called absent, with its days."""

NO_RISK_GIVEN = "the police give those no level of risk"
"""Stands in records for when they gave absent children no level of risk, and what they did later."""

AFTERWARDS = "such episodes are missing episodes with no apparent risk"

ABSENT_APART = f"episodes recorded as absent throughout stand apart: {NO_RISK_GIVEN}"

WITHOUT_ABSENT = {
    ABSENT: "Absent",
    "missing or absent": "missing",
    "missing and absent": "missing",
    "going missing or being absent": "going missing",
    ABSENT_APART: "an episode of no apparent risk is one of going missing",
}
"""What records say where nothing that is shown goes back to the days of absent."""


def in_words_of(authority: Authority, told: Anything) -> Anything:
    """A text, or a record with all texts in it, in the words of the authority, and with the days on which they changed."""
    return _Wording.of(authority).record(without_codes(told, authority.vocabulary.never_said))


def as_shown(authority: Authority, period: Period) -> Authority:
    """An authority as a report on a period tells of it: in the words of its last day, and without what the police called absent where all
    that is shown is of later days.
    """
    told, first = authority.on(period.end), min(one.start for one in reported_with(period))
    if told.vocabulary.absent.meets(first, period.end):
        return told
    return told.model_copy(update={"vocabulary": told.vocabulary.model_copy(update={"absent": NEVER})})


def with_codes_of(vocabulary: Vocabulary, told: Anything) -> Anything:
    """A record with the codes of a vocabulary, in the words in which it is written."""
    return _Wording({}, vocabulary).record(told)


def without_codes(told: Anything, codes: Collection[str]) -> Anything:
    """A record whose conditions name none of these codes; the same one where they never did."""
    if type(told) is tuple:
        kept = tuple(without_codes(one, codes) for one in told if not (isinstance(one, str) and one in codes))
        return kept if kept != told else told
    return _changed(told, lambda value: without_codes(value, codes)) if is_dataclass(told) else told


def printed_records(categories: Collection[str], records: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """Indicators by key as some figures count them: without the codes that only some lists tell apart where no figure has one."""
    untold = frozenset(FURTHER).difference(categories)
    return {key: _counted_without(one, untold) for key, one in records.items()} if untold else dict(records)


@lru_cache(maxsize=1024)
def _counted_without(one: Indicator, codes: frozenset[str]) -> Indicator:
    """An indicator without codes; asked again and again of the same few by whatever plans or attacks in a process."""
    return without_codes(one, codes)


def in_words_for(types: Sequence[str], told: Anything) -> Anything:
    """A text, or a record with all texts in it, for these types of exploitation, in words of nobody: ``("criminal exploitation",)``.

    Several types, none that is known, and one that only a council has a name for are all "exploitation".
    """
    known = {one.exploitation: (one.exploitation, one.exploited) for one in NO_OWN.exploitation_types}
    words = known.get(types[0], SEVERAL) if len(types) == 1 else SEVERAL
    return _Wording({written: own for written, own in zip(WRITTEN, words, strict=True) if written != own}, NO_OWN).record(told)


def types_covered(authority: Authority) -> tuple[str, ...]:
    """The types of exploitation that a report covers, in words."""
    return tuple(exploitation for exploitation, _ in _types(authority))


def what_is_covered(authority: Authority) -> tuple[str, ...]:
    """What a report has to say of the types that it covers; nothing where it is sexual exploitation alone."""
    if authority.exploitation == ("sexual",):
        return ()
    return (
        f"Exploitation here is {listed(types_covered(authority))}. Records of other types are not counted; those that do not say their "
        "type are. What is of several types counts once, but for figures by each type named.",
    )


def _types(authority: Authority) -> list[tuple[str, str]]:
    """The words for each type that a report covers."""
    known = {one.code: (one.exploitation, one.exploited) for one in authority.vocabulary.exploitation_types}
    return [known[code] for code in authority.exploitation]


@dataclass(frozen=True)
class _Wording:
    """Writes ``words`` in place of others, which are in small letters, and puts the days of a vocabulary into records."""

    words: dict[str, str]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, authority: Authority) -> _Wording:
        """The one that writes as an authority does."""
        types = _types(authority)
        pairs = (
            *zip(WRITTEN, types[0] if len(types) == 1 else SEVERAL, strict=True),
            *_names(authority.vocabulary.names),
            *_of_absent(authority.vocabulary.absent),
            *(() if "accepted_not_present" in authority.vocabulary.never_said else ACCEPTED.items()),
        )
        return cls({written.casefold(): own for written, own in pairs if written != own}, authority.vocabulary)

    @cached_property
    def _written(self) -> re.Pattern[str]:
        """What is to be replaced, longer words before those that they begin with."""
        return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, self.words), key=len, reverse=True))})\b", re.IGNORECASE)

    def record(self, told: Any) -> Any:
        """A text, or a record with all texts in it."""
        if isinstance(told, str):
            return self.text(told)
        if type(told) is tuple:
            return tuple(map(self.record, told))
        return self._dated(_changed(told, self.record)) if is_dataclass(told) else told

    def text(self, text: str) -> str:
        """A text in the authority's words, each with a capital where one was written."""
        return self._written.sub(lambda found: _like(found[0], self.words[found[0].casefold()]), text) if self.words else text

    def _dated(self, told: Any) -> Any:
        if isinstance(told, Breakdown | Column) and told.listed:
            return self._of_list(told)
        if not isinstance(told, Indicator | Category):
            return told
        dated = replace(told, recorded=getattr(self.vocabulary, told.recorded_as)) if told.recorded_as else told
        if isinstance(dated, Category):
            return dated
        words = (*dated.breaks_with, *(division.listed for division in dated.breakdowns if division.listed))
        found = dict.fromkeys([*dated.breaks, *(one for word in words for one in self._breaks(word))])
        return replace(dated, breaks=tuple(found))

    def _of_list(self, told: Breakdown | Column) -> Breakdown | Column:
        """A breakdown or column with what the list of the vocabulary has in place of what the record has of it."""
        terms, shipped = (getattr(one, told.listed) for one in (self.vocabulary, NO_OWN))
        codes = _in_place(told.codes, [one.code for one in shipped], [one.code for one in terms])
        if isinstance(told, Column):
            return replace(told, codes=codes)
        own = {one.code: Category(one.code, *_called(one, told), recorded=Days(since=one.since, until=one.until)) for one in terms}
        known = {one.code: one for one in told.categories} | own
        return replace(told, categories=tuple(known[code] for code in codes))

    def _breaks(self, word: str) -> Iterator[Break]:
        """The days on which a word, or a list of words, changed."""
        value = getattr(self.vocabulary, word)
        yield from _breaks_of_days(value, *DATED[word]) if word in DATED else _breaks_of_list(value, LISTS[word])


def _called(term: Term, division: Breakdown) -> tuple[str, str]:
    """How tables and sentences say a term in a breakdown: a type of exploitation is named alone, or whatever is named beside it."""
    if not isinstance(term, ExploitationType):
        return term.name, term.said
    return (term.label_named, term.named) if division.overlap else (term.label_alone, term.said)


def _changed(told: Any, change: Callable[[Any], Any]) -> Any:
    """A record with a change made to each of its fields; the same one where there is none."""
    changed = {field.name: now for field in fields(told) if (now := change(was := getattr(told, field.name))) != was}
    return replace(told, **changed) if changed else told


def _in_place(held: tuple[str, ...], shipped: list[str], own: list[str]) -> tuple[str, ...]:
    """Codes with an authority's own in place of those that ship."""
    replaced = {*shipped, *own}
    first = next(place for place, code in enumerate(held) if code in replaced)
    return (*held[:first], *own, *(code for code in held[first:] if code not in replaced))


DATED = {
    "absent": (
        "the police record 'absent' beside 'missing'",
        "the police record 'no apparent risk' in place of 'absent', under the College of Policing's revised guidance",
    ),
    "accepted_not_present": (
        "an interview that was accepted, but to which the child did not come, is counted as accepted",
        "an interview that was accepted, but to which the child did not come, is counted as accepted no longer",
    ),
}
"""The words that have days and break a series: what records say from the first day on, and from the day after the last."""


def _breaks_of_days(days: Days, begun: str, ended: str) -> Iterator[Break]:
    if days.since and days != NEVER:
        yield _break(days.since, begun)
    if days.until:
        yield _break(days.until + timedelta(days=1), ended)


def _break(day: date, why: str) -> Break:
    return Break(day, f"from ~{day:%B %Y}~ {why}")


LISTS = {
    "risk_levels": "levels of risk",
    "concern_types": "types of concern",
    "exploitation_types": "types of exploitation",
    "placement_types": "kinds of placement",
    "legal_statuses": "legal statuses",
}
"""The lists of the vocabulary, as a sentence says them."""


def _breaks_of_list(terms: tuple[Term, ...], what: str) -> Iterator[Break]:
    for day in sorted({day for one in terms for day in one.changes}):
        there = [one.name.lower() for one in terms if one.holds(day, day)]
        yield _break(day, f"records have other {what}: {listed(there)}")


def _names(own: Names) -> Iterator[tuple[str, str]]:
    """Each name that stands in records, with that of the authority."""
    for key in Names.model_fields:
        yield from zip(getattr(Names(), key).forms, getattr(own, key).forms, strict=True)


def _of_absent(span: Days) -> Iterator[tuple[str, str]]:
    """What records say of absent, with its days."""
    if span == NEVER:
        yield from WITHOUT_ABSENT.items()
        return
    days = " ".join(f"{word} {day:%B %Y}" for word, day in (("from", span.since), ("until", span.until)) if day)
    yield ABSENT, f"Absent, as the police recorded it {days}" if days else "Absent"
    if span.until:
        last, next_day = span.until, span.until + timedelta(days=1)
        yield NO_RISK_GIVEN, f"until {last:%B %Y} the police gave those no level of risk, and from {next_day:%B %Y} {AFTERWARDS}"


def _like(written: str, words: str) -> str:
    """The words with a capital where there was one."""
    return sentence_case(words) if written[:1].isupper() else words
