"""``figures.html``: where each number of a page comes from, by the paragraph, table or chart that it stands in.

The page itself has one link a section and none in a sentence. What is told here is written from the indicators' records and the
publishable figures, so it holds nothing that the page does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark_words
from analysis.base.measures import rule_in_code
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address, Figure, Indicator
from analysis.chapters import BY_KEY
from analysis.markup import with_terms
from analysis.publish.page import Body, Heading, NumberedPlace, Page, framed

FIGURES = "figures.html"
TITLE = "Where the figures come from"
OPENING = (
    "Each number of the page “{}” stands here, by section and by the paragraph, table or chart that it is in. The address at the end of "
    "a line is what “overview explain” takes, which traces the figure to the rows that it counts. The hashes of all files are in "
    "manifest.json."
)
COUNTED = Heading(2, "how-counted", "How each is counted")


@dataclass(frozen=True)
class Sources:
    """What there is to say of the figures in a page: the figures by address, the raw files that each table was read from, and the records
    of the indicators in the words of the report."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_month: int = 4
    records: Mapping[str, Indicator] = field(default_factory=lambda: BY_KEY)

    def known(self, addresses: Iterable[str]) -> tuple[Figure, ...]:
        """Those of some figures that there is something to say of, each once, in the order of the records."""
        order = list(self.records)
        found = {figure.address: figure for one in addresses if (figure := self.figures.get(_traced(one)))}
        return tuple(found[address] for address in sorted(found, key=lambda one: (order.index(one.indicator), str(one))))


def figures_page(page: Page, body: Body, sources: Sources, name: str) -> str:
    """The page on the figures of another one, whose file is called ``name``; empty where none of its figures is known."""
    told = [(section, place, found) for section, places in body.sections for place in places if (found := sources.known(place.addresses))]
    if not told:
        return ""
    sections = tuple(dict.fromkeys(section for section, _, _ in told))
    parts = [_section(one, [(place, found) for section, place, found in told if section == one], sources, name) for one in sections]
    opening = Markup("<p>{}</p>").format(OPENING.format(page.title))
    html = Markup("\n").join([opening, *parts, _definitions({figure.address.indicator for *_, found in told for figure in found}, sources)])
    about = replace(page, title=TITLE, subtitle=page.title, provenance=())
    return framed(about, Body(html, (*(replace(one, id=_here(one.id)) for one in sections), COUNTED)))


def link_to(section: Heading) -> Markup:
    """The line at the end of a section that leads to its figures."""
    return Markup('<p class="traced"><a href="{}#{}">Where the figures in “{}” come from</a></p>').format(
        FIGURES, _here(section.id), section.text
    )


def _here(section: str) -> str:
    """The id of a section of the page among its figures."""
    return f"in-{section}"


def _section(one: Heading, told: Sequence[tuple[NumberedPlace, Sequence[Figure]]], sources: Sources, name: str) -> Markup:
    places = Markup().join(_place(place, found, sources, "" if place.id == one.id else f"{name}#{place.id}") for place, found in told)
    back = Markup('<p><a href="{}#{}">Back to “{}”</a></p>').format(name, one.id, one.text)
    return Markup('<section class="figures"><h2 id="{}">{}</h2>{}{}</section>').format(_here(one.id), one.text, back, places)


def _place(place: NumberedPlace, found: Iterable[Figure], sources: Sources, back: str) -> Markup:
    """The figures of a place under its name, unless they stand below the heading of the section itself."""
    by_key: dict[str, list[Figure]] = {}
    for figure in found:
        by_key.setdefault(figure.address.indicator, []).append(figure)
    heading = Markup('<h3><a class="place" href="{}">{}</a></h3>').format(back, place.label) if back else Markup()
    return heading + Markup().join(_of_one(sources.records[key], figures, sources) for key, figures in by_key.items())


def _of_one(one: Indicator, found: Iterable[Figure], sources: Sources) -> Markup:
    lines = Markup().join(_line(one, figure, sources.first_month) for figure in found)
    return Markup('<p><a href="#{}">{}</a></p><ul>{}</ul>').format(one.key, markup.record_words(one.name), lines)


def _line(one: Indicator, figure: Figure, first_month: int) -> Markup:
    address = figure.address
    # As it stands in tables: districts and weekdays are names.
    category = f", {one.breakdown(address.breakdown).label(address.category)}" if address.breakdown else ""
    numbers = [markup.part(figure, part) for part in ("numerator", "denominator") if getattr(figure, part) is not None]
    parts = Markup(" ({})").format(Markup(" of ").join(numbers)) if len(numbers) == 2 else Markup()
    marks = "".join(f"; {words}" for words in mark_words(figure.marker))
    named = Markup("{}{}").format(markup.period(Period.parse(address.period, first_month)), with_terms(category))
    return Markup("<li>{}: {}{}{} <code>{}</code></li>").format(named, markup.figure(figure), parts, marks, address)


def _definitions(keys: set[str], sources: Sources) -> Markup:
    told = Markup().join(_definition(one, sources) for key, one in sources.records.items() if key in keys)
    return Markup('<section class="figures"><h2 id="{}">{}</h2>{}</section>').format(COUNTED.id, COUNTED.text, told)


def _definition(one: Indicator, sources: Sources) -> Markup:
    facts = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in _facts(one, sources))
    return Markup('<h3 id="{}">{}</h3><dl>{}</dl>').format(one.key, markup.record_words(one.name), facts)


def _facts(one: Indicator, sources: Sources) -> Iterator[tuple[str, Markup | str]]:
    yield "Definition", Markup("Version {}, valid {}. {}").format(one.definition_version, one.validity, markup.with_terms(one.definition))
    yield (
        "Counted",
        Markup("{} <code>{}</code>").format(one.measure.words, rule_in_code(one.measure)) if one.dated_by else one.measure.words,
    )
    files = Markup(", ").join(Markup("<code>{}</code>").format(name) for name in sources.files.get(one.source, ()))
    dated = Markup("The table {}, by {}. {}").format(one.source, one.dated_by, files)
    yield "Source", dated if one.dated_by else "Supplied by a partner."


def _traced(text: str) -> str:
    """The figure that a number is to be traced to: of a change the later one, of a sum its whole."""
    try:
        address = Address.parse(text.split(" - ")[0])
    except Fault:
        return text.partition("[")[0]
    return str(address)
