"""Targeted support: posts and caseloads of those who help schools and families. These figures count services and are never hidden."""

from functools import partial

from analysis.base.measures import Latest, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.posts import posts
from analysis.chapters.support.breakdowns import LOCALITY

CASELOADS = """
count_id | counted_on | role                         | locality | cases
1        | 2016-12-31 | development_worker           | North    | 30
2        | 2017-03-31 | development_worker           | North    | 35
3        | 2017-03-31 | development_worker           | South    | 28
4        | 2017-03-31 | universal_support_consultant | South    | 41
"""


def cases_of(role: str) -> Latest:
    """The cases of a role at the last count, added up over the localities."""
    return Latest("cases", ("role", "locality"), where(f"of {role.replace('_', ' ')}s", role=role))


caseload = partial(
    Indicator,
    section="support",
    why_it_matters="It says whether help is there where it is asked for, and how it is spread over the localities.",
    source="caseloads",
    dated_by="counted_on",
    unit="cases",
    population="schools and families that asked for help",
    breakdowns=(LOCALITY,),
    caveats=("last_count",),
    about_children=False,
)
"""How many schools and families a role works with at the end of a period; what is its own is given with it."""

INDICATORS = (
    posts(
        key="development_workers",
        name="Development workers",
        section="support",
        definition="Development workers in post at the end of the year, in full-time posts.",
        statement="{figure} development worker [post|posts] supported schools and families across the localities",
        known_as=("development worker",),
    ),
    caseload(
        key="development_worker_caseload",
        name="Cases of development workers",
        definition="Cases of development workers at the last count of the period, schools and families together.",
        measure=cases_of("development_worker"),
        statement="development workers had {figure} [case|cases] at the last count",
        example=Example(
            CASELOADS, "2016-17", "63", "35 in the North and 28 in the South at the last count; the count of December is superseded."
        ),
    ),
    caseload(
        key="consultant_caseload",
        name="Cases of universal support consultants",
        definition="Cases of universal support consultants at the last count of the period, schools and families together.",
        measure=cases_of("universal_support_consultant"),
        statement="universal support consultants had {figure} [case|cases] at the last count",
        example=Example(CASELOADS, "2016-17", "41", "41 in the South."),
    ),
    caseload(
        key="health_coordinator_caseload",
        name="Cases of schools health coordinators",
        definition="Cases of schools health coordinators at the last count of the period, schools and families together.",
        measure=cases_of("schools_health_coordinator"),
        statement="schools health coordinators had {figure} [case|cases] at the last count",
        example=Example(CASELOADS, "2016-17", "0", "None was counted."),
    ),
)
