"""How things are counted: small frozen rules that take a frame of events and return a tally.

Every rule is given the events of one period in date order, one row an event. Rules that count children expect a ``child_id``.
"""

from collections.abc import Iterator
from dataclasses import fields

from analysis.base.measures.conditions import EVERY, Condition, where
from analysis.base.measures.events import Count, Different, Share, Supplied, Total
from analysis.base.measures.people import AgeRange, ByChild, Kinds, PeakAge, People, Repeats, ShareOfPeople, run_of_ages
from analysis.base.measures.stocks import Coverage, Latest
from analysis.base.spec import Measure

__all__ = [
    "EVERY",
    "AgeRange",
    "ByChild",
    "Condition",
    "Count",
    "Coverage",
    "Different",
    "Kinds",
    "Latest",
    "PeakAge",
    "People",
    "Repeats",
    "Share",
    "ShareOfPeople",
    "Supplied",
    "Total",
    "codes_asked_for",
    "columns_asked",
    "columns_used",
    "rule_in_code",
    "run_of_ages",
    "where",
]


def rule_in_code(measure: Measure) -> str:
    """The conditions of a measure as queries, for those who want to check them."""
    parts = [(name, getattr(measure, name, None)) for name in ("of", "part", "whole")]
    told = [(name, one.code) for name, one in parts if isinstance(one, Condition) and one.tests]
    names = {"of": "counted where", "part": "numerator where", "whole": "denominator where"}
    return "; ".join(f"{names[name]} {code}" for name, code in told) or "every row counts"


def codes_asked_for(measure: Measure, column: str) -> tuple[frozenset[object], ...]:
    """The values of a column that each condition of a measure takes in."""
    return tuple(frozenset(values) for one in _conditions(measure) for name, values in one.tests if name == column)


def columns_asked(measure: Measure, unless: object) -> set[str]:
    """The columns of which a condition of a measure asks for some values, and not for this one."""
    return {name for one in _conditions(measure) for name, values in one.tests if unless not in values}


def _conditions(measure: Measure) -> list[Condition]:
    return [one for field in fields(measure) if isinstance(one := getattr(measure, field.name), Condition)]


def columns_used(measure: Measure) -> set[str]:
    """The columns that a measure may look at, among them those of its conditions; there may be more names than it looks at."""
    return {"child_id", "age", *(name for field in fields(measure) for name in _names(getattr(measure, field.name)))}


def _names(setting: object) -> Iterator[str]:
    if isinstance(setting, Condition):
        yield from (column for column, _ in setting.tests)
    elif isinstance(setting, str):
        yield setting
    elif isinstance(setting, tuple):
        yield from (name for name in setting if isinstance(name, str))
