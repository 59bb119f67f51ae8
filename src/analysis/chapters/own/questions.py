"""What an analyst asks, as a council's own chapter would write it: so a question is counted, kept and explained like any other figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from analysis.base.formats import did_you_mean, listed, near, within_sentence
from analysis.base.measures import Condition, Count, Different, Kinds, People, Repeats, Share, ShareOfPeople, Total
from analysis.base.settings import Fault
from analysis.base.spec import Indicator, Measure
from analysis.base.table import TableRecord
from analysis.base.toml_text import toml_text
from analysis.chapters.own.agreement import faults_of_statement
from analysis.chapters.own.examples import drawn_example
from analysis.chapters.own.ways import Way, label_of, way_called
from analysis.chapters.own.written import OwnChapter, OwnCondition, OwnExample, OwnIndicator

HEADING = "Questions of our analysts"
"""That of the section in which reports show the questions that are kept."""

COUNTS: Mapping[type, str] = {
    Count: "rows",
    People: "children",
    Repeats: "children",
    Kinds: "children",
    Share: "share of rows",
    ShareOfPeople: "share of children",
    Total: "total",
    Different: "different",
}
"""The measures that a question can take up, and what a chapter calls them."""

WHOLE, PART = ("of", "whole"), ("part",)
"""The conditions of a measure that say which rows are counted, and which of those a share tells."""

ONCE, FIRST = "distinct_children", "first_event"
"""What to bear in mind with children: that each counts once, and stands where its first event puts it."""


@dataclass(frozen=True)
class Asking:
    """A question: a ``measure`` of a ``table``, which is that of a ``figure`` or one's own, divided ``by`` one or two columns.

    Only rows count whose columns hold one of the values that ``where`` lists. ``name`` is what it is called, if not after what it asks.
    """

    table: TableRecord
    measure: Measure
    figure: Indicator | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    name: str = ""

    @property
    def is_of_children(self) -> bool:
        return isinstance(self.measure, People | Repeats | Kinds | ShareOfPeople)


def question(key: str, asked: Asking, figures: Iterable[Indicator]) -> OwnChapter:
    """The chapter that tells a question under this key, and nothing else. ``figures`` are those that there are.

    Raises `Fault` for what cannot be asked, naming what is near to it.
    """
    figures = tuple(figures)
    for names in (WHOLE, PART):
        _refuse_unknown(_tests(asked.measure, *names), asked.table)
    counts, told = _counts(asked), _told(asked, figures)
    across, by = _two([way_called(name, asked.table, asked.figure, figures) for name in asked.by])
    ways = [*filter(None, (by, across))]
    measure, like = _narrowed(asked.measure, told), asked.figure or _alike(asked, figures)
    dated_by = asked.figure.dated_by if asked.figure else asked.table.event
    name = asked.name or _name(asked, told)
    one = OwnIndicator(
        name=name,
        definition=_definition(asked, name, told),
        why_it_matters=asked.figure.why_it_matters if asked.figure else "An analyst of the council asked for it.",
        table=asked.table.key,
        counts=counts,
        column=getattr(measure, "column", ""),
        dated_by=dated_by if dated_by != asked.table.event else "",
        of=_written(measure, *WHOLE),
        part=_written(measure, *PART),
        unit=like.unit if like else ("children" if asked.is_of_children else "rows"),
        population=_population(asked, like, told),
        statement=asked.figure.statement if asked.figure and not told.tests else "",
        breakdowns=(by.key,) if by else (),
        across=across.key if across else "",
        caveats=_caveats(asked),
        better=asked.figure.better if asked.figure else None,
        window=_window(asked.figure),
        edition="internal" if asked.is_of_children and by and _is_narrowed(asked) else "public",
        definition_version=asked.figure.definition_version if asked.figure else "1",
        checked_by=like.checked_by if like else Indicator.checked_by,
        next_review=like.next_review if like else Indicator.next_review,
        example=OwnExample(**asdict(drawn_example(measure, asked.table, dated_by, [way.record.column for way in ways]))),
    )
    if any(faults_of_statement((), one)):
        # Some figures of the project are told in sentences that a chapter of one's own has no words for.
        one = one.model_copy(update={"statement": ""})
    return OwnChapter(heading=HEADING, breakdowns={way.key: way.written for way in ways if way.written}, indicators={key: one})


def text_of(chapter: OwnChapter) -> str:
    """A chapter as the file that says it."""
    return toml_text(chapter.model_dump(exclude_defaults=True)) + "\n"


def alike(one: Indicator, other: Indicator) -> bool:
    """Whether two figures count the same, whatever they are called."""
    return _counted(one) == _counted(other)


def _counted(one: Indicator) -> tuple[object, ...]:
    measure = one.measure
    tests = [tuple(sorted((name, frozenset(values)) for name, values in _tests(measure, *names).items())) for names in (WHOLE, PART)]
    return (one.source, one.dated_by, one.window, COUNTS.get(type(measure), measure), getattr(measure, "column", ""), *tests)


def _counts(asked: Asking) -> str:
    if counts := COUNTS.get(type(asked.measure)):
        return counts
    named = f"{asked.figure.key} is" if asked.figure else "this measure is"
    divided = listed([one.key for one in asked.figure.breakdowns]) if asked.figure else ""
    ways = f" It can be asked for as it is, and by {divided}." if divided else " It can be asked for as it is." if asked.figure else ""
    raise Fault(f"{named} no count, sum or share, so it cannot be narrowed or divided further.{ways}")


def _is_narrowed(asked: Asking) -> bool:
    """Whether a question leaves out rows that its figure, or its table, counts.

    Children of such a question, divided, are not known to be part of those that others divide: where a child stands depends on which of
    its rows is the first. The gate could not tell what the difference of the two gives away, so it is for the internal edition.
    """
    own = not asked.figure and bool(_tests(asked.measure, *WHOLE))
    return bool(asked.where) or own


def _window(figure: Indicator | None) -> str:
    window = figure.window if figure else "period"
    if window not in ("period", "cumulative"):
        raise Fault(f"{figure.key} is counted over dates of its own ({window}). Ask for it as it is, or for a measure of {figure.source}.")
    return window


def _two(ways: list[Way]) -> tuple[Way | None, Way | None]:
    """The way that a question is told across, and the one that divides it; of two the one with fewer codes stands across."""
    if len(ways) < 2:
        return None, (ways[0] if ways else None)
    if len(ways) > 2 or ways[0].key == ways[1].key:
        raise Fault("A question is divided by one column or by two different ones. Put the others under where, one value at a time.")
    coded = sorted((way for way in ways if way.has_codes), key=lambda way: len(way.record.categories))
    if not coded:
        raise Fault(f"{ways[0].key} and {ways[1].key} both hold names. Put one of them under where, and divide by the other.")
    return coded[0], next(way for way in ways if way is not coded[0])


def _told(asked: Asking, figures: Iterable[Indicator]) -> Condition:
    """What ``where`` asks for as a condition. Raises `Fault` for a column or a code that the table does not have."""
    _refuse_unknown(asked.where, asked.table)
    words = []
    for name, values in asked.where.items():
        labels = _labels(name, asked.table, figures)
        words.append(
            f"{name.replace('_', ' ')}: {' or '.join(within_sentence(labels.get(value, label_of(str(value)))) for value in values)}"
        )
    return Condition(", ".join(words), tuple(asked.where.items()))


def _refuse_unknown(conditions: Mapping[str, tuple[object, ...]], table: TableRecord) -> None:
    columns = {column.name: column for column in table.columns if column.is_kept}
    for name, values in conditions.items():
        if name not in columns:
            raise Fault(f"{table.key} has no column {name!r}. {did_you_mean(near(name, columns))}It has: {', '.join(columns)}.")
        for value in (value for value in values if columns[name].codes and value not in columns[name].codes):
            known = columns[name].codes
            raise Fault(f"{name} has no code {value!r}. {did_you_mean(near(str(value), known))}It has: {', '.join(known)}.")


def _labels(column: str, table: TableRecord, figures: Iterable[Indicator]) -> dict[str, str]:
    """What the codes of a column are called where a figure is divided by it."""
    holders = sorted(figures, key=lambda one: one.source == table.key)
    ways = (way for one in holders for way in one.breakdowns if way.column == column)
    return {one.code: one.label for way in ways for one in way.categories}


def _narrowed(measure: Measure, told: Condition) -> Measure:
    whole = "whole" if isinstance(measure, Share | ShareOfPeople) else "of"
    return replace(measure, **{whole: getattr(measure, whole) & told}) if told.tests else measure


def _written(measure: Measure, *names: str) -> OwnCondition | None:
    """A condition as a chapter writes it. Raises `Fault` for one that nothing can meet."""
    columns = _tests(measure, *names)
    if empty := next((column for column, values in columns.items() if not values), None):
        raise Fault(f"Nothing can meet this question: no value of {empty} is asked for by all of its conditions.")
    words = next((one.words for name in names if isinstance(one := getattr(measure, name, None), Condition)), "")
    return OwnCondition(words=words or "asked for", columns=columns) if columns else None


def _tests(measure: Measure, *names: str) -> dict[str, tuple[object, ...]]:
    """What the condition of one of these names asks for: by column the values that all tests of it let through."""
    conditions = (one for name in names if isinstance(one := getattr(measure, name, None), Condition))
    columns: dict[str, tuple[object, ...]] = {}
    for column, values in (test for one in conditions for test in one.tests):
        columns[column] = tuple(value for value in columns.get(column, values) if value in values)
    return columns


def _name(asked: Asking, told: Condition) -> str:
    """What is counted, and which of it."""
    own = next((one.words for name in WHOLE if isinstance(one := getattr(asked.measure, name, None), Condition)), "")
    title = within_sentence(asked.table.title)
    base = asked.figure.name if asked.figure else f"Children: {title}" if asked.is_of_children else asked.table.title
    if isinstance(asked.measure, Share | ShareOfPeople) and not asked.figure:
        base = f"{base}, share {asked.measure.part.words}"
    return ", ".join(filter(None, [base, "" if asked.figure else own, told.words]))


def _population(asked: Asking, like: Indicator | None, told: Condition) -> str:
    """Among whom or what a question counts, with all that sets it apart: no two charts of a report may say the same of themselves."""
    own = (
        [] if asked.figure else [one.words for name in (*WHOLE, *PART) if isinstance(one := getattr(asked.measure, name, None), Condition)]
    )
    return "; ".join(filter(None, [like.population if like else asked.table.title.lower(), *own, told.words]))


def _definition(asked: Asking, name: str, told: Condition) -> str:
    if not asked.figure:
        return f"{name}. {asked.measure.words}"
    return f"{asked.figure.definition} Of these, only those with {told.words}." if told.tests else asked.figure.definition


def _caveats(asked: Asking) -> tuple[str, ...]:
    own = asked.figure.caveats if asked.figure else ()
    of_children = (ONCE, *([FIRST] if asked.by else [])) if asked.is_of_children else ()
    return tuple(dict.fromkeys([*own, *of_children]))


def _alike(asked: Asking, figures: Iterable[Indicator]) -> Indicator | None:
    """A figure of the same table that counts the same sort of thing, whose words for it a question takes over."""
    found = [one for one in figures if one.source == asked.table.key and type(one.measure) is type(asked.measure)]
    return found[0] if found else None
