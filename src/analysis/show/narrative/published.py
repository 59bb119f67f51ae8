"""Sentences on what others published beside ours: the figure, the nation and region, the place among neighbours, and an earlier year."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from analysis import markup
from analysis.compare.benchmarks import MARKS, Benchmark, Rank
from analysis.show.narrative.text import computed

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def published_paragraph(benchmark: Benchmark) -> Markup:
    """A numbered paragraph on the last year of a measure. What is not published is said to be so, and nothing is worked out from it."""
    return computed(Markup(" ").join(filter(None, _sentences(benchmark))))


def ordinal(number: int) -> str:
    """A number as a place.

    >>> ordinal(1), ordinal(11), ordinal(22)
    ('1st', '11th', '22nd')
    """
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, 'th')}"


def _sentences(benchmark: Benchmark) -> Iterator[Markup]:
    year = benchmark.years[-1]
    yield _own(benchmark, year)
    yield _others(benchmark, year)
    if stand := benchmark.place(year):
        yield _placed(benchmark, year, stand)
    yield _earlier(benchmark, benchmark.years[0], year)


def _own(benchmark: Benchmark, year: int) -> Markup:
    figure, counted = benchmark.figure(year, benchmark.own), markup.with_terms(benchmark.measure.counted)
    if figure.rate is None:
        why = MARKS[figure.marker]
        return Markup("{}: the figure of {} for {} is {} ({}).").format(
            _named(benchmark), figure.name, _year(benchmark, year), markup.published(figure), why
        )
    if benchmark.people is None:
        return Markup("In {}, {} had {} {}.").format(_year(benchmark, year), figure.name, markup.published(figure), counted)
    words = "In {}, there were {} {} for every {} {} in {} ({} in all)."
    per, people = markup.with_terms(f"~{benchmark.measure.per:,}~"), _terms(benchmark.people.name)
    numbers = markup.published(figure), markup.published_count(figure)
    return Markup(words).format(_year(benchmark, year), numbers[0], counted, per, people, figure.name, numbers[1])


def _others(benchmark: Benchmark, year: int) -> Markup:
    """The nation's figure and the region's, those that are published."""
    found = [benchmark.figure(year, place) for place in (benchmark.nation, benchmark.region) if place in benchmark.places]
    told = [(_with_article(one.name), markup.published(one)) for one in found if one.rate is not None]
    pieces = (Markup(words).format(*pair) for words, pair in zip(("In {} it was {}", " and in {} {}"), told, strict=False))
    return Markup("{}.").format(Markup().join(pieces)) if told else Markup()


def _placed(benchmark: Benchmark, year: int, stand: Rank) -> Markup:
    spread, of = benchmark.spread(year), markup.rank(benchmark, year, "of")
    words = "Counted from the highest, {} is {} of {} authorities, itself and its statistical neighbours{}; {} from {} to {}."
    theirs = "theirs, where published, run" if spread.unpublished else "theirs run"
    ends = markup.published(spread.lowest), markup.published(spread.highest)
    return Markup(words).format(benchmark.name(benchmark.own), _stands(benchmark, year, stand), of, _why(benchmark, year), theirs, *ends)


def _stands(benchmark: Benchmark, year: int, stand: Rank) -> Markup:
    if stand.unpublished:
        return markup.rank(benchmark, year, "rank", f"between {ordinal(stand.best)} and {ordinal(stand.worst)}")
    return Markup("{}{}").format("joint " if stand.is_shared else "", markup.rank(benchmark, year, "rank", ordinal(stand.best)))


def _why(benchmark: Benchmark, year: int) -> Markup:
    """Why a place is between two others, where it is."""
    unpublished = benchmark.place(year).unpublished
    if not unpublished:
        return Markup()
    are = "is" if unpublished == 1 else "are"
    return Markup(", because {} {} not published").format(markup.rank(benchmark, year, "not_published"), are)


def _earlier(benchmark: Benchmark, first: int, year: int) -> Markup:
    figure = benchmark.figure(first, benchmark.own)
    if first == year or figure.rate is None:
        return Markup()
    return Markup("In {} its figure was {}.").format(_year(benchmark, first), markup.published(figure))


def _named(benchmark: Benchmark) -> Markup:
    return markup.term(benchmark.measure.name)


def _terms(text: str) -> Markup:
    return markup.term(text)


def _year(benchmark: Benchmark, year: int) -> Markup:
    return Markup('<span class="period">{}</span>').format(benchmark.label(year))


def _with_article(name: str) -> str:
    """Regions are "the East Midlands"; a nation and London are not."""
    return f"the {name}" if name.split(" ")[0] in {"North", "South", "East", "West"} else name
