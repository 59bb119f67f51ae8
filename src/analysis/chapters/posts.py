"""Posts in the council's services, which the services hand over as numbers."""

from functools import partial

from analysis.base.measures import Supplied
from analysis.base.spec import Example, Indicator

POSTS = "posts in the council's services"

SUPPLIED = """
indicator | period  | value
any       | 2016-17 | 4.5
"""


def in_post(workers: str) -> str:
    """What is handed over of them."""
    return f"{workers} in post at the end of the year, in full-time posts."


posts = partial(
    Indicator,
    why_it_matters="It says how much help schools and families can call on.",
    source="supplied",
    measure=Supplied(),
    unit="full-time posts",
    population=POSTS,
    caveats=("supplied",),
    about_children=False,
    decimals=1,
    example=Example(SUPPLIED, "2016-17", "4.5", "The number is printed as it was handed over."),
)
"""Posts that the service hands over as a number, once a year; what is its own is given with it."""
