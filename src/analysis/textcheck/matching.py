"""The numbers of a sentence, each with the published figures that it may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.base.periods import Period
from analysis.base.spec import Figure, Indicator
from analysis.textcheck import patterns
from analysis.textcheck.known_numbers import figures_matching, is_named, matches, of_topics, rests_of, sums_of
from analysis.textcheck.mentions import mentions, topics
from analysis.textcheck.reading import Number, Sentence, family_of, family_pattern
from analysis.textcheck.reference import Reference

# What is counted of children: a number of these that nobody published needs a source, and a small one gives a child away.
ABOUT_CHILDREN = frozenset({"children", "episodes", "referrals", "notifications", "assessments", "interviews"})

YOUNGEST, OLDEST = 5, 18


@dataclass(frozen=True)
class Read:
    """A number of a sentence, what it is about, the figures that it may be, and those that it is."""

    number: Number
    sentence: Sentence
    about: tuple[Indicator, ...]
    candidates: tuple[Figure, ...]
    matched: tuple[Figure, ...]

    @property
    def is_derived(self) -> bool:
        """Whether a number is the sum of categories, or what is left of a whole where the sentence speaks of that."""
        rests = rests_of(self.candidates) if patterns.NOT_THESE.search(self.sentence.text) else ()
        return any(kind == self.number.kind and matches(self.number, value) for kind, value in (*sums_of(self.candidates), *rests))

    @property
    def is_known(self) -> bool:
        return bool(self.matched) or self.is_derived

    @property
    def quote(self) -> str:
        return quoted(self.number, self.sentence)

    def is_possible(self, figure: Figure) -> bool:
        """Whether a figure is of the same kind, a count or a percentage, or hidden."""
        return figure.value != "x" and (figure.is_hidden or figure.is_percentage == (self.number.kind == "percent"))


def numbers_read(sentence: Sentence, given: Reference) -> Iterator[Read]:
    """The numbers of a sentence that say how many or what share of what is published."""
    spoken_of = topics(sentence.text)
    about = tuple(one for one in spoken_of if one.unit != "age")
    if about or not spoken_of:
        for number in sentence.levels:
            if (about or number.family) and _is_ours(number, sentence):
                yield _read(number, sentence, about, given)


def _read(number: Number, sentence: Sentence, about: tuple[Indicator, ...], given: Reference) -> Read:
    own = tuple(one for one in about if not number.family or counts(one, number.family))
    meant = _periods_meant(sentence, given)
    candidates = _of_category(number, sentence, given, [one for one in of_topics(own, given) if one.address.period in meant])
    is_bare = number.kind == "count" and not number.family
    others = [one for one in given.known if one.address.period in meant] if is_bare or not own else []
    matched = figures_matching(number, candidates) or figures_matching(number, others)
    return Read(number, sentence, own, tuple(candidates), tuple(matched))


def _periods_meant(sentence: Sentence, given: Reference) -> set[str]:
    """The periods whose figures a sentence may give: the text's own, the one before, and those that the paragraph names."""
    whole = replace(sentence, text=f"{sentence.earlier} {sentence.text}")
    own = [given.period, given.period.year_before]
    to_date = given.period.year_to_date
    own += [given.period.previous, to_date, to_date.year_before] if given.period.is_quarter else []
    own += given.periods if patterns.QUARTER.search(whole.text) else []
    windows = {one.address.period for one in given.known if "to " in one.address.period}
    return windows | {one.name for one in own} | {mention.period.name for mention in mentions(whole, given)}


def _of_category(number: Number, sentence: Sentence, given: Reference, figures: list[Figure]) -> list[Figure]:
    """The figures of the one category that stands right after a percentage, where there is one; otherwise all of them."""
    if number.kind != "percent":
        return figures
    after = re.split(r"[,;(]|\band\b|\d+%", sentence.text[number.end :])[0]
    named = [figure for figure in figures if figure.address.breakdown and is_named(figure, after, given)]
    if len({one.address.category for one in named}) != 1:
        return figures
    return [*named, *(figure for figure in figures if not figure.address.breakdown)]


def counts(one: Indicator, family: str) -> bool:
    """Whether an indicator counts a family of things."""
    return family_of(one.unit) == family


def _is_ours(number: Number, sentence: Sentence) -> bool:
    """Whether a number may be of what indicators count: no age, and none of people or things unknown here, such as staff."""
    is_bare = number.kind == "count" and not number.family
    is_age = is_bare and YOUNGEST <= number.value <= OLDEST and patterns.PEAK.search(sentence.text)
    whole = patterns.OTHER_WHOLE.match(sentence.text[number.end :]) if number.kind == "percent" else None
    return not is_age and not number.has_other and (whole is None or _is_our_whole(whole["whole"], sentence))


def _is_our_whole(whole: str, sentence: Sentence) -> bool:
    families = ABOUT_CHILDREN | {family_of(topic.unit) for topic in topics(sentence.text) if topic.unit != "age"}
    named = any(family_pattern(family).search(whole) for family in families)
    return named or bool(patterns.GROUP.search(whole) or patterns.OUR_WHOLE.match(whole))


def totals(given: Reference) -> list[Figure]:
    """The undivided counts that are known."""
    numbers = [one for one in given.known if one.is_number and one.numerator is not None]
    return [number for number in numbers if not number.is_percentage and not number.address.breakdown]


def totals_of_others(read: Read, given: Reference) -> list[Figure]:
    """The totals of something else that a number is, when it says what it counts and is no total of that."""
    number = read.number
    if not number.family or number.is_about or number.value <= given.policy.disclosure.hide_counts_up_to:
        return []
    return [total for total in totals(given) if family_of(total.unit) != number.family and matches(number, total.numerator)]


def is_small(number: Number, given: Reference) -> bool:
    """Whether a number is a count of children too small for the public edition."""
    is_of_children = number.kind == "count" and number.family in ABOUT_CHILDREN
    return is_of_children and given.rows.edition == "public" and 0 < number.value <= given.policy.disclosure.hide_counts_up_to


def has_figures(read: Read, period: Period | None, given: Reference) -> bool:
    """Whether there are figures of what a number is about for a period, where one is named."""
    return period is None or bool(of_topics(read.about, given, period))


def quoted(number: Number, sentence: Sentence) -> str:
    """The words around a number."""
    return sentence.around(number.start, number.end, 30)
