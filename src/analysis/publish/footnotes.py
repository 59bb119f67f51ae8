"""Every number in a page leads to a note on where it comes from: a link and nothing that runs.

The notes stand at the end, one that opens for each indicator, with a line for each of its figures. They are written from the
indicators' records and the publishable figures, so they hold nothing that the page does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis import markup
from analysis.base.formats import mark_words
from analysis.base.measures import rule_in_code
from analysis.base.periods import Period
from analysis.base.settings import Fault
from analysis.base.spec import Address, Figure, Indicator
from analysis.chapters import BY_KEY
from analysis.markup import with_terms

TITLE = "Where the figures come from"
OPENING = (
    "Each number in this report leads to its line here. The address at the end of a line is what “overview explain” takes, which traces "
    "the figure to the rows that it counts. The hashes of all files are in manifest.json."
)

# What can be activated holds no link.
_ACTIVE = {"a", "summary"}


@dataclass(frozen=True)
class Sources:
    """What there is to say of the figures in a page: the figures by address, the raw files that each table was read from, and the records
    of the indicators in the words of the report."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_month: int = 4
    records: Mapping[str, Indicator] = field(default_factory=lambda: BY_KEY)


def link_numbers(soup: BeautifulSoup, sources: Sources) -> None:
    """Make every number of a body a link to its line in the notes, and put the notes at the end. Numbers that are not known stay alone."""
    numbers = [one for one in soup.find_all("data") if "data-figure" in one.attrs and "verdict" not in one.get("class", ())]
    elements = [element for element in numbers if not any(around.name in _ACTIVE for around in element.parents)]
    known = [(element, figure) for element in elements if (figure := sources.figures.get(_address(str(element["data-figure"]))))]
    if not known:
        return
    lines = numbered(figure for _, figure in known)
    for element, figure in known:
        element.wrap(soup.new_tag("a", attrs={"class": "source", "href": f"#{lines[figure.address]}"}))
    soup.append(BeautifulSoup(notes({str(figure.address): figure for _, figure in known}, lines, sources), "html.parser"))


def numbered(figures: Iterable[Figure]) -> dict[Address, str]:
    """The id of the line of each figure: short, because a page has hundreds."""
    order = list(BY_KEY)
    addresses = sorted({figure.address for figure in figures}, key=lambda one: (order.index(one.indicator), str(one)))
    return {address: f"f{number}" for number, address in enumerate(addresses, start=1)}


def notes(figures: Mapping[str, Figure], lines: Mapping[Address, str], sources: Sources) -> Markup:
    """The notes on some figures, in the order of their lines, those of one indicator together."""
    by_key: dict[str, list[Figure]] = {}
    for address in lines:
        by_key.setdefault(address.indicator, []).append(figures[str(address)])
    entries = Markup().join(_entry(sources.records[key], found, lines, sources) for key, found in by_key.items())
    return Markup('<section class="sources"><h2>{}</h2><p>{}</p>{}</section>').format(TITLE, OPENING, entries)


def _entry(one: Indicator, figures: Iterable[Figure], lines: Mapping[Address, str], sources: Sources) -> Markup:
    facts = Markup().join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in _facts(one, sources))
    told = Markup().join(_line(one, figure, lines[figure.address], sources.first_month) for figure in figures)
    return Markup("<details><summary>{}</summary><dl>{}</dl><ul>{}</ul></details>").format(one.name, facts, told)


def _facts(one: Indicator, sources: Sources) -> list[tuple[str, Markup | str]]:
    counted = Markup("{} <code>{}</code>").format(one.measure.words, rule_in_code(one.measure)) if one.dated_by else one.measure.words
    files = Markup(", ").join(Markup("<code>{}</code>").format(name) for name in sources.files.get(one.source, ()))
    source = Markup("The table {}, by {}. {}").format(one.source, one.dated_by, files) if one.dated_by else "Supplied by a partner."
    return [
        ("Definition", Markup("Version {}, valid {}. {}").format(one.definition_version, one.validity, one.definition)),
        ("Counted", counted),
        ("Source", source),
    ]


def _line(one: Indicator, figure: Figure, line: str, first_month: int) -> Markup:
    address = figure.address
    # As it stands in tables: districts and weekdays are names.
    category = f", {one.breakdown(address.breakdown).label(address.category)}" if address.breakdown else ""
    numbers = [markup.part(figure, part) for part in ("numerator", "denominator") if getattr(figure, part) is not None]
    parts = Markup(" ({})").format(Markup(" of ").join(numbers)) if len(numbers) == 2 else Markup()
    marks = "".join(f"; {words}" for words in mark_words(figure.marker))
    named = Markup("{}{}").format(markup.period(Period.parse(address.period, first_month)), with_terms(category))
    return Markup('<li id="{}">{}: {}{}{} <code>{}</code></li>').format(line, named, markup.figure(figure), parts, marks, address)


def _address(text: str) -> str:
    """The figure that a number is to be traced to: of a change the later one, of a sum its whole."""
    try:
        address = Address.parse(text.split(" - ")[0])
    except Fault:
        return text.partition("[")[0]
    return str(address)
