"""How numbers stand in a page, so that each can be found, checked and traced.

Every computed number is a ``<data>`` element: a figure with its address and raw value, a part of one (its numerator or
denominator), a change between two, or an end of its range; or it is a figure that others published. A number that belongs to a
definition ("within 24 hours") or to the name of a period stands in a ``<span>`` of its own kind. So a bare digit in a computed
sentence is a fault that a test can find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from analysis.base.formats import half_up, mark, plain, thousands
from analysis.base.periods import Period
from analysis.base.spec import Figure
from analysis.compare.benchmarks import Benchmark, BenchmarkFigure
from analysis.compare.comparisons import Comparison
from analysis.compare.process_limits import Usual
from analysis.compare.rates import Rate
from analysis.compare.ratios import GroupInArea
from analysis.compare.unknowns import Unknown, Unsure

TABLE_MIME = "application/vnd.safeguarding.table+json"
CHART_MIME = "application/vnd.safeguarding.chart+json"
TEXT_MIME = "application/vnd.safeguarding.text+json"

HtmlCell = tuple[Markup | str, bool]

_TERM = re.compile(r"~([^~]+)~")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?: to \d+)?")


def figure(shown: Figure) -> Markup:
    """A figure, with its address and its raw value; one that was rounded for disclosure control says to what.

    Marks stand beside it, for what is revised or provisional.
    """
    rounded = Markup(' data-rounded="{}"').format(shown.rounded_to) if shown.rounded_to else ""
    element = Markup('<data class="figure" data-figure="{}" value="{}"{}>{}</data>').format(
        shown.address, shown.value, rounded, shown.shown
    )
    return element + Markup(' <span class="mark">{}</span>').format(shown.notes) if shown.notes else element


def instead(hidden: Figure, words: str) -> Markup:
    """Words that stand in a sentence for a figure that is hidden."""
    return Markup('<data class="instead" data-figure="{}" value="{}">{}</data>').format(hidden.address, hidden.value, words)


def rounding_note(base: str) -> Markup:
    """What is said under everything that shows rounded figures."""
    return with_terms(f"Numbers of children, and of what happened to them, are rounded to the nearest ~{base}~; percentages are of these.")


def part(of: Figure, which: Literal["numerator", "denominator"]) -> Markup:
    """The numerator or denominator of a figure."""
    number = getattr(of, which)
    raw = "c" if number is None else plain(number)
    shown = mark(raw) if number is None else thousands(raw)
    return Markup('<data class="part" data-figure="{}" data-part="{}" value="{}">{}</data>').format(of.address, which, raw, shown)


def bound(of: Figure, which: Literal["lowest", "highest"], value: str) -> Markup:
    """One end of the range in which a figure lies when some of its rows are in doubt; ``value`` is plain text without its unit."""
    shown = thousands(value) + "%" * of.is_percentage
    return Markup('<data class="bound" data-figure="{}" data-part="{}" value="{}">{}</data>').format(of.address, which, value, shown)


def share_bound(of: Figure, which: Literal["lowest", "highest"], value: str) -> Markup:
    """One end of the range in which the share of a category lies; ``value`` is a percentage without its sign."""
    return Markup('<data class="bound" data-figure="{}" data-part="{}" value="{}">{}%</data>').format(of.address, which, value, value)


def not_known(unsure: Unsure) -> Markup:
    """How many are not known of a share, with the figures that it is worked out from."""
    return _unknown([unsure], "number", str(unsure.number), thousands(str(unsure.number)))


def not_known_end(found: Unknown, which: Literal["lowest", "highest"]) -> Markup:
    """An end of the range in which a share lies with all that is not known of it."""
    raw = f"{half_up(getattr(found, which), found.decimals):f}"
    return _unknown(found.unsure, which, raw, thousands(raw) + "%")


def _unknown(unsure: Sequence[Unsure], which: str, raw: str, shown: str) -> Markup:
    figures = dict.fromkeys(figure for one in unsure for figure in (one.share, *one.counts))
    addresses = " - ".join(str(one.address) for one in figures)
    return Markup('<data class="unknown" data-figure="{}" data-part="{}" value="{}">{}</data>').format(addresses, which, raw, shown)


def ratio(beside: GroupInArea) -> tuple[Markup, Markup, Markup]:
    """A rate as a multiple of another and both ends of its interval, each with the figures that it is worked out from."""
    addresses = " - ".join(str(one.address) for one in beside.figures)
    found = beside.ratio
    parts = {"ratio": found.ratio, "lowest": Fraction(found.lowest), "highest": Fraction(found.highest)}
    shown = {name: f"{half_up(number, found.decimals):f}" for name, number in parts.items()}
    element = Markup('<data class="ratio" data-figure="{}" data-part="{}" value="{}">{}</data>')
    return tuple(element.format(addresses, name, text, text) for name, text in shown.items())


def rate(of: Rate, which: Literal["rate", "lowest", "highest"]) -> Markup:
    """A figure per so many of a population, or an end of its interval, with the figure that it is worked out from."""
    raw = f"{half_up(Fraction(getattr(of, which)), 1):f}"
    element = Markup('<data class="rate" data-figure="{}" data-part="{}" data-per="{}" value="{}">{}</data>')
    return element.format(of.figure.address, which, of.per, raw, thousands(raw))


def limit(of: Usual, which: Literal["lower", "centre", "upper"], place: int = -1) -> Markup:
    """One of the limits of a quarter of a usual range, with every figure that it is worked out from, the latest first."""
    raw = f"{half_up(getattr(of.ranges[place], which), of.indicator.decimals):f}"
    addresses = " - ".join(str(figure.address) for figure in reversed(of.figures))
    shown = thousands(raw) + "%" * of.latest.is_percentage
    return Markup('<data class="limit" data-figure="{}" data-part="{}" value="{}">{}</data>').format(addresses, which, raw, shown)


def change(comparison: Comparison, decimals: int = 0) -> Markup:
    """The size of a change, without its sign; percentages change by percentage points."""
    raw = comparison.rounded_change(decimals)
    return _change(comparison, "change", raw, thousands(raw.lstrip("-")))


def change_pct(comparison: Comparison) -> Markup:
    """The size of a change as a percentage of the earlier count."""
    raw = f"{half_up(comparison.change_pct):f}"
    return _change(comparison, "change_pct", raw, f"{thousands(raw.lstrip('-'))}%")


def verdict(comparison: Comparison, words: str) -> Markup:
    """Words that say what the verdict on two figures is, with both; the bare words where nobody has judged them."""
    if comparison.verdict is None:
        return Markup.escape(words)
    addresses = f"{comparison.now.address} - {comparison.before.address}"
    element = Markup('<data class="verdict" data-figure="{}" value="{}">{}</data>')
    return element.format(addresses, comparison.verdict.value, words)


def change_of_parts(now: Figure, before: Figure, shown: str) -> Markup:
    """The change between the numbers behind two figures, with its sign."""
    raw = plain(now.numerator - before.numerator)
    return Markup('<data class="change" data-figure="{} - {}" data-part="numerator" value="{}">{}</data>').format(
        now.address, before.address, raw, shown
    )


def sum_of(figures: tuple[Figure, ...]) -> Markup:
    """The sum of printed percentages, as a reader would add them up."""
    total = plain(sum((Fraction(one.value) for one in figures), Fraction(0)))
    first = figures[0].address
    whole = f"{first.indicator}@{first.period}[{first.breakdown}]"
    return Markup('<data class="sum" data-figure="{}" value="{}">{}%</data>').format(whole, total, total)


def sum_of_parts(figures: Sequence[Figure]) -> Markup:
    """How many there are in several categories together, each of which is printed."""
    return _sum(figures, "numerator", sum((one.numerator for one in figures), Fraction(0)))


def share_of_sum(figures: Sequence[Figure], whole: Figure) -> Markup:
    """How many there are in some categories, or of one figure, as a percentage of the number of another."""
    share = sum((one.numerator for one in figures), Fraction(0)) * 100 / whole.numerator
    return _sum([*figures, whole], "share", Fraction(half_up(share)), "%")


def at_least(figures: Sequence[Figure], whole: Figure, number: Fraction, unit: str = "") -> Markup:
    """The least that follows of several figures for a part of another: a number of events, or with ``%`` as unit their percentage."""
    addresses = " - ".join(str(one.address) for one in (*figures, whole))
    raw = f"{half_up(number):f}"
    element = '<data class="bound" data-figure="{}" data-part="lowest" value="{}">{}{}</data>'
    return Markup(element).format(addresses, raw, thousands(raw), unit)


def _sum(figures: Sequence[Figure], what: str, number: Fraction, unit: str = "") -> Markup:
    addresses, raw = " - ".join(str(one.address) for one in figures), plain(number)
    element = '<data class="sum" data-figure="{}" data-part="{}" value="{}">{}{}</data>'
    return Markup(element).format(addresses, what, raw, thousands(raw), unit)


def published(shown: BenchmarkFigure) -> Markup:
    """A figure that others published, with its address in the file of published figures beside the report."""
    return _published(shown.address, "value", shown.value, shown.shown)


def published_count(shown: BenchmarkFigure) -> Markup:
    """The count that a published rate is made of."""
    count = shown.count
    raw = count.mark if count.number is None else plain(count.number)
    return _published(shown.address, "count", raw, mark(raw) if count.number is None else thousands(raw))


def published_limit(benchmark: Benchmark, year: int, part: Literal["lower", "upper", "centre"]) -> Markup:
    """A limit of an authority's rate, or the rate of it and its neighbours together, as the file beside the report has it."""
    raw = f"{half_up(getattr(benchmark.limits(year), part), benchmark.measure.decimals):f}"
    column = {"lower": "lower_limit", "upper": "upper_limit", "centre": "together"}[part]
    return _published(benchmark.figure(year, benchmark.own).address, column, raw, thousands(raw))


def period(named: Period) -> Markup:
    """The name of a period."""
    return Markup('<span class="period">{}</span>').format(named.label)


def term(text: str) -> Markup:
    """A name, or a number of a definition, that is no figure."""
    return Markup('<span class="term">{}</span>').format(text)


def with_terms(text: str) -> Markup:
    """Text with each ``~number of a definition~`` in an element of its own, and everything escaped."""
    pieces = _TERM.split(text)
    return Markup().join(term(piece) if n % 2 else piece for n, piece in enumerate(pieces))


def record_words(text: str) -> Markup:
    """Words of a record, which hold no figure: a number in them belongs to a definition, whether it is marked as such or not."""
    pieces = (piece if n % 2 else _NUMBER.sub(r"~\g<0>~", piece) for n, piece in enumerate(re.split(r"(~[^~]+~)", text)))
    return with_terms("".join(pieces))


def without_terms(text: str) -> str:
    """The same text for a reader of plain text."""
    return _TERM.sub(r"\1", text)


def _published(address: str, part: str, raw: str, shown: str) -> Markup:
    element = '<data class="published" data-published="{}" data-part="{}" value="{}">{}</data>'
    return Markup(element).format(address, part, raw, shown)


def _change(comparison: Comparison, kind: str, raw: str, shown: str) -> Markup:
    addresses = f"{comparison.now.address} - {comparison.before.address}"
    return Markup('<data class="change" data-figure="{}" data-part="{}" value="{}">{}</data>').format(addresses, kind, raw, shown)


def listed(items: Iterable[Markup], last: str = " and ") -> Markup:
    """Items as a list in a sentence, with their markup; no items are no text."""
    items = list(items)
    return Markup(last).join(filter(None, [Markup(", ").join(items[:-1]), *items[-1:]]))


def html_table(caption: Markup | str, columns: Iterable[HtmlCell], rows: Iterable[Sequence[HtmlCell]], name: str = "") -> Markup:
    """A table whose rows start with what they are about. Each cell is its content and whether it stands to the right, as numbers do.

    ``name`` identifies the caption in a page.
    """
    heads = Markup().join(Markup('<th scope="col"{}>{}</th>').format(_aligned(is_number), html) for html, is_number in columns)
    body = Markup().join(Markup("<tr>{}</tr>").format(_cells(row)) for row in rows)
    words = Markup("<table><caption{}>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>")
    return words.format(Markup(' id="{}"').format(name) if name else "", caption, heads, body)


def _cells(row: Sequence[HtmlCell]) -> Markup:
    (first, _), *others = row
    rest = Markup().join(Markup("<td{}>{}</td>").format(_aligned(is_number), html) for html, is_number in others)
    return Markup('<th scope="row">{}</th>{}').format(first, rest)


def _aligned(is_number: bool) -> Markup:
    return Markup(' class="num"') if is_number else Markup()
