"""Posts in the council's services, which the services hand over as numbers."""

from analysis.base.measures import Supplied
from analysis.base.spec import Example, Indicator

POSTS = "posts in the council's services"

SUPPLIED = """
indicator | period  | value
any       | 2016-17 | 4.5
"""


def posts(key: str, name: str, section: str, statement: str, known_as: str) -> Indicator:
    """Posts that the service hands over as a number, once a year."""
    return Indicator(
        key=key,
        name=name,
        section=section,
        definition=f"{name} in post at the end of the year, in full-time posts.",
        why_it_matters="It says how much help schools and families can call on.",
        source="supplied",
        measure=Supplied(),
        unit="full-time posts",
        population=POSTS,
        statement=statement,
        known_as=(known_as,),
        caveats=("supplied",),
        about_children=False,
        decimals=1,
        example=Example(SUPPLIED, "2016-17", "4.5", "The number is printed as it was handed over."),
    )
