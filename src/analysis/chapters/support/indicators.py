"""Targeted support: posts and caseloads of those who help schools and families. These figures count services and are never hidden."""

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


def caseload(key: str, name: str, role: str, statement: str, gives: str, because: str) -> Indicator:
    """How many schools and families a role works with at the end of a period."""
    return Indicator(
        key=key,
        name=name,
        section="support",
        definition=f"{name} at the last count of the period, schools and families together.",
        why_it_matters="It says whether help is there where it is asked for, and how it is spread over the localities.",
        source="caseloads",
        measure=Latest("cases", ("role", "locality"), where(f"of {role.replace('_', ' ')}s", role=role)),
        dated_by="counted_on",
        unit="cases",
        population="schools and families that asked for help",
        statement=statement,
        breakdowns=(LOCALITY,),
        caveats=("last_count",),
        about_children=False,
        example=Example(CASELOADS, "2016-17", gives, because),
    )


INDICATORS = (
    posts(
        "development_workers",
        "Development workers",
        "support",
        "{figure} development worker [post|posts] supported schools and families across the localities",
        "development worker",
    ),
    caseload(
        "development_worker_caseload",
        "Cases of development workers",
        "development_worker",
        "development workers had {figure} [case|cases] at the last count",
        "63",
        "35 in the North and 28 in the South at the last count; the count of December is superseded.",
    ),
    caseload(
        "consultant_caseload",
        "Cases of universal support consultants",
        "universal_support_consultant",
        "universal support consultants had {figure} [case|cases] at the last count",
        "41",
        "41 in the South.",
    ),
    caseload(
        "health_coordinator_caseload",
        "Cases of schools health coordinators",
        "schools_health_coordinator",
        "schools health coordinators had {figure} [case|cases] at the last count",
        "0",
        "None was counted.",
    ),
)
