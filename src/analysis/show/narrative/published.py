"""Sentences on what others published beside ours: the figure, the nation and region, the limits for its size, and an earlier year."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from analysis import markup
from analysis.compare.benchmarks import MARKS, Benchmark
from analysis.show.narrative.text import computed


def published_paragraph(benchmark: Benchmark) -> Markup:
    """A numbered paragraph on the last year of a measure. What is not published is said to be so, and nothing is worked out from it."""
    return computed(Markup(" ").join(filter(None, _sentences(benchmark))))


def _sentences(benchmark: Benchmark) -> Iterator[Markup]:
    year = benchmark.years[-1]
    yield _own(benchmark, year)
    yield _others(benchmark, year)
    if benchmark.limits(year):
        yield _limited(benchmark, year)
    yield _earlier(benchmark, benchmark.years[0], year)


def published_in_short(benchmark: Benchmark) -> Markup:
    """The last year in two sentences: ours with its count, the nation's and the region's, and how ours stands to its limits."""
    year = benchmark.years[-1]
    figure = benchmark.figure(year, benchmark.own)
    count = Markup() if figure.rate is None else Markup(" ({} in all)").format(markup.published_count(figure))
    words = Markup("{}{}: {} in {}{} in {}.").format(
        _named(benchmark), _measured(benchmark), markup.published(figure), figure.name, count, _year(benchmark, year)
    )
    stands = _within_limits(benchmark, year) if benchmark.limits(year) else Markup()
    return Markup(" ").join(filter(None, [words, _others(benchmark, year), stands]))


def _measured(benchmark: Benchmark) -> Markup:
    """What a rate is for so many of, where it is one."""
    if benchmark.people is None:
        return Markup()
    per = markup.with_terms(f"~{benchmark.measure.per:,}~")
    return Markup(", for every {} {}").format(per, _terms(benchmark.people.name))


def _within_limits(benchmark: Benchmark, year: int) -> Markup:
    lower, upper = (markup.published_limit(benchmark, year, part) for part in ("lower", "upper"))
    words = "{} is {} of {} to {} for an area of its size."
    return Markup(words).format(benchmark.name(benchmark.own), benchmark.standing(year).value, lower, upper)


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


def _limited(benchmark: Benchmark, year: int) -> Markup:
    """How ours stands to what is usual for an area of its size; not its place in an order, which chance alone moves."""
    spread = benchmark.spread(year)
    words = (
        "{} is {} of {} to {} for an area of its size. They are taken from it and its statistical neighbours, without any that stand out "
        "({} together); {} from {} to {}."
    )
    lower, upper, together = (markup.published_limit(benchmark, year, part) for part in ("lower", "upper", "centre"))
    theirs = "the neighbours' figures, where published, run" if spread.unpublished else "the neighbours' figures run"
    ends = markup.published(spread.lowest), markup.published(spread.highest)
    return Markup(words).format(benchmark.name(benchmark.own), benchmark.standing(year).value, lower, upper, together, theirs, *ends)


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
