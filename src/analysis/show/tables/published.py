"""What others published of one measure beside ours: a row an authority, a column a year."""

from __future__ import annotations

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark
from analysis.base.periods import MONTHS
from analysis.compare.benchmarks import MARKS, Benchmark, BenchmarkFigure, Shelf
from analysis.compare.funnels import FEWEST, FunnelStanding
from analysis.show.tables.table import Table, TableCell, label

YEARS_SHOWN = 8

ON_COMPARING = (
    "Authorities differ in whom they assess and in what they record, and change their ways from year to year. A rate says how often "
    "something was recorded, not how many children it happened to; a high or a low figure is neither good nor bad in itself."
)
ON_LIMITS = (
    "Limits: how far an area of the size of {name} usually lies from it and its {count} statistical neighbours together, without any that "
    "stand out, by chance and by what divides authorities that are alike. A figure outside is worth asking about; the order of those "
    "within says nothing."
)
READINGS = {FunnelStanding.WITHIN: "within", FunnelStanding.ABOVE: "above", FunnelStanding.BELOW: "below"}
NO_NEIGHBOURS = (
    "No statistical neighbours are shown: config/authority.toml lists none, and data/benchmarks has no neighbours model with this "
    "authority in it."
)
FEW = " Neighbours that are not published are not in the limits; of fewer than ~{fewest}~ authorities there are none."
MADE_UP = "Source: made up, and so are the neighbours, in the layout of {sources}, which come under the {licence}."
SOURCE = "Source: {sources}. Contains public sector information licensed under the {licence}."


def published_figures(benchmark: Benchmark, shelf: Shelf) -> Table:
    """The last eight years of a measure for the authority, its neighbours, its region and the nation, and the limits for its size."""
    years = benchmark.years[-YEARS_SHOWN:]
    rows = tuple(_row(benchmark, place, years) for place in benchmark.places)
    limits = _limits(benchmark, years)
    last = benchmark.label(years[-1])
    return Table(
        f"published-{benchmark.measure.key}",
        Markup("{}{}").format(benchmark.measure.name, measured(benchmark)),
        ("Area", *(year_of(benchmark, year) for year in years), Markup('Number in <span class="period">{}</span>').format(last)),
        (*rows, *([limits] if limits else [])),
        (*_marks((*rows, limits)), *_notes(benchmark, shelf)),
        source_of(benchmark, shelf),
    )


def measured(benchmark: Benchmark) -> Markup:
    """What the figures are a rate of, as it follows the measure's name; nothing where they are no rates."""
    people = benchmark.people
    return Markup(", per {} {}").format(markup.with_terms(f"~{benchmark.measure.per:,}~"), label(people.name)) if people else Markup()


def year_of(benchmark: Benchmark, year: int) -> Markup:
    """A year as the release writes it."""
    return Markup('<span class="period">{}</span>').format(benchmark.label(year))


def _notes(benchmark: Benchmark, shelf: Shelf) -> tuple[Markup, ...]:
    """What a reader must know before comparing."""
    words = ON_LIMITS + (FEW.format(fewest=FEWEST) if any(benchmark.spread(year).unpublished for year in benchmark.years) else "")
    about = words.format(name=benchmark.name(benchmark.own), count=f"~{len(benchmark.neighbours)}~")
    about = about if benchmark.neighbours else NO_NEIGHBOURS
    return tuple(map(markup.with_terms, (_on_years(benchmark, shelf), *benchmark.measure.notes, about, ON_COMPARING)))


def _on_years(benchmark: Benchmark, shelf: Shelf) -> str:
    """Which months the last year holds, and which population its rates are of."""
    year = benchmark.years[-1]
    told = f"~{benchmark.label(year)}~ is the year to the end of {MONTHS[shelf.year_ends_in - 1]} ~{year}~"
    people = benchmark.people
    return f"{told}; its rates are of the {label(people.name).striptags()} of ~{year - people.years_earlier}~." if people else f"{told}."


def source_of(benchmark: Benchmark, shelf: Shelf) -> str:
    """Who published the numbers, and under which licence."""
    sources = [benchmark.measure.source, *([benchmark.people.source] if benchmark.people else [])]
    words = MADE_UP if shelf.is_made_up else SOURCE
    return words.format(sources="; ".join(sources), licence=shelf.licence)


def _row(benchmark: Benchmark, place: str, years: tuple[int, ...]) -> tuple[TableCell, ...]:
    figures = [benchmark.figure(year, place) for year in years]
    name = TableCell(Markup("{}").format(benchmark.name(place)))
    return (name, *map(_cell, figures), TableCell(markup.published_count(figures[-1]), is_number=True))


def _cell(figure: BenchmarkFigure) -> TableCell:
    return TableCell(markup.published(figure), is_number=True)


def _limits(benchmark: Benchmark, years: tuple[int, ...]) -> tuple[TableCell, ...]:
    if not any(map(benchmark.limits, years)):
        return ()
    cells = [_limits_of(benchmark, year) for year in years]
    return (TableCell(Markup("Limits for {}").format(benchmark.name(benchmark.own))), *cells, TableCell(Markup(mark("z")), is_number=True))


def _limits_of(benchmark: Benchmark, year: int) -> TableCell:
    """The limits, and which of them the authority is beyond."""
    if benchmark.limits(year) is None:
        return TableCell(Markup(mark("z")), is_number=True)
    ends = (markup.published_limit(benchmark, year, part) for part in ("lower", "upper"))
    return TableCell(Markup("{} to {}: {}").format(*ends, READINGS[benchmark.standing(year)]), is_number=True)


def _marks(rows: tuple[tuple[TableCell, ...], ...]) -> tuple[Markup, ...]:
    text = " ".join(cell.text for row in rows for cell in row)
    found = [(letters, words) for letters, words in MARKS.items() if mark(letters) in text]
    return tuple(Markup("{} {}.").format(mark(letters), words) for letters, words in found)
