"""How things are counted: small frozen rules that take a frame of events and return a tally.

Every rule is given the events of one period in date order, one row an event. Rules that count children expect a ``child_id``.
"""

from analysis.measures.conditions import EVERY, Condition, where
from analysis.measures.events import Count, Different, Share, Supplied, Total
from analysis.measures.people import AgeRange, PeakAge, People, Repeats, ShareOfPeople, first_of_each_child
from analysis.measures.standing import Coverage, Latest, last_of_each
from analysis.spec import Measure

__all__ = [
    "EVERY",
    "AgeRange",
    "Condition",
    "Count",
    "Coverage",
    "Different",
    "Latest",
    "PeakAge",
    "People",
    "Repeats",
    "Share",
    "ShareOfPeople",
    "Supplied",
    "Total",
    "first_of_each_child",
    "last_of_each",
    "rule_in_code",
    "where",
]


def rule_in_code(measure: Measure) -> str:
    """The conditions of a measure as queries, for those who want to check them."""
    parts = [(name, getattr(measure, name, None)) for name in ("of", "part", "whole")]
    told = [(name, one.code) for name, one in parts if isinstance(one, Condition) and one.tests]
    names = {"of": "counted where", "part": "numerator where", "whole": "denominator where"}
    return "; ".join(f"{names[name]} {code}" for name, code in told) or "every row counts"
