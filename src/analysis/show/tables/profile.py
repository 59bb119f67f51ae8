"""Tables of the problem profile: what the police and social care each recorded, and both beside the children in the area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from markupsafe import Markup

from analysis import markup
from analysis.base.formats import half_up, mark, sentence_case
from analysis.base.periods import Period
from analysis.base.settings import Population
from analysis.base.spec import Breakdown, Figure, Indicator
from analysis.compare.ratios import GroupInArea
from analysis.compare.view import View
from analysis.show.sources import source_line
from analysis.show.tables.notes import explained_marks, notes_on
from analysis.show.tables.table import Table, TableCell, figure_cell, label, number_cell

INTERVAL = (
    "An interval that takes in ~1~ means that chance alone could explain the difference. The intervals are exact ones of ~95%~ (Clopper "
    "and Pearson)."
)
UNRECORDED = (
    "Children of whom the group is not recorded are left out of both sides; a group by sex, age and ethnicity at once is set against all "
    "others recorded."
)


def side_by_side(view: View, indicators: Sequence[tuple[str, Indicator]], breakdown: str, population: Population | None) -> Table | None:
    """The categories of a breakdown as each of these indicators has them, named by who recorded them; nothing where none was counted.

    Where the population tells of the groups, the last column has their part of it.
    """
    told = [(who, one) for who, one in indicators if view.split(one, breakdown)]
    if not told:
        return None
    division = view.division(told[0][1], breakdown)
    known = population.groups.get(breakdown, {}) if population else {}
    records = [one for _, one in told]
    parts = [(_part_of(code, known),) if known else () for code in division.codes]
    body = tuple((*_line(view, records, division, code), *part) for code, part in zip(division.codes, parts, strict=True))
    columns = [Markup("{}, {}").format(who, kind) for who, _ in told for kind in ("number", "percentage")]
    return Table(
        f"profile-by-{breakdown.replace('_', '-')}",
        Markup("Children by {}, {}").format(division.name, markup.period(view.period)),
        (sentence_case(division.name), *columns, *(("Of the children in the area, percentage",) if known else ())),
        body,
        (*explained_marks(body), *notes_on(records).paragraphs, *([_population_note(population)] if known else [])),
        source_line(records),
    )


def ratio_table(groups: Iterable[tuple[str, GroupInArea]], indicator: Indicator, period: Period, population: Population) -> Table:
    """How often each group is recorded beside all others, one row a group; each comes with its name."""
    body = tuple(_ratio_line(what, one) for what, one in groups)
    return Table(
        "profile-ratios",
        Markup("Children recorded by the police beside the children in the area, {}").format(markup.period(period)),
        ("Group", "Recorded", "In the area", "Times as often as others", "95% interval"),
        body,
        (*explained_marks(body), markup.with_terms(INTERVAL), UNRECORDED, *notes_on([indicator]).paragraphs, _population_note(population)),
        source_line([indicator]),
    )


def _line(view: View, records: Iterable[Indicator], division: Breakdown, code: str) -> tuple[TableCell, ...]:
    figures = [view.figure(record, division.key, code) for record in records]
    pairs = ((_number(figure), figure_cell(figure)) for figure in figures)
    return (TableCell(label(division.label(code))), *(cell for pair in pairs for cell in pair))


def _part_of(code: str, known: dict[str, int]) -> TableCell:
    """How large a part of the population a group is; the population is public, so it is a term and no figure."""
    if code not in known:
        return number_cell(mark("z"))
    return number_cell(markup.term(f"{half_up(Fraction(known[code] * 100, sum(known.values())), 1)}%"))


def _ratio_line(what: str, one: GroupInArea) -> tuple[TableCell, ...]:
    recorded = _number(one.figures[0])
    return TableCell(label(what)), recorded, number_cell(markup.term(f"{one.population:,}")), *_ratio_cells(one)


def _ratio_cells(one: GroupInArea) -> tuple[TableCell, TableCell]:
    if one.ratio is None:
        missing = number_cell(mark("c" if one.is_hidden else "z"))
        return missing, missing
    ratio, *ends = markup.ratio(one)
    return number_cell(ratio), number_cell(Markup("{} to {}").format(*ends))


def _number(figure: Figure | None) -> TableCell:
    return number_cell(markup.part(figure, "numerator") if figure else mark("x"))


def _population_note(population: Population) -> Markup:
    words = "In the area: {}. Source: {}."
    return Markup(words).format(*(label(text) for text in (population.described, population.source)))
