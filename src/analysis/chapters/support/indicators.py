"""Targeted support: posts and caseloads of those who help schools and families. These figures count services and are never hidden."""

from analysis.base.measures import Latest, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.posts import in_post, posts
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


def caseload(key: str, role: str, workers: str, example: Example) -> Indicator:
    """How many schools and families a role works with at the end of a period."""
    return Indicator(
        key=key,
        name=f"Cases of {workers}",
        section="support",
        definition=f"Cases of {workers} at the last count of the period, schools and families together.",
        why_it_matters="It says whether help is there where it is asked for, and how it is spread over the localities.",
        source="caseloads",
        measure=cases_of(role),
        dated_by="counted_on",
        unit="cases",
        population="schools and families that asked for help",
        statement=f"{workers} had {{figure}} [case|cases] at the last count",
        breakdowns=(LOCALITY,),
        known_as=(f"{workers.removesuffix('s')} … case", f"case … {workers.removesuffix('s')}"),
        caveats=("last_count",),
        about_children=False,
        example=example,
    )


INDICATORS = (
    posts(
        key="development_workers",
        name="Development workers",
        section="support",
        definition=in_post("Development workers"),
        statement="{figure} development worker [post|posts] supported schools and families across the localities",
        known_as=("development worker",),
    ),
    caseload(
        "development_worker_caseload",
        "development_worker",
        "development workers",
        Example(CASELOADS, "2016-17", "63", "35 in the North and 28 in the South at the last count; the count of December is superseded."),
    ),
    caseload(
        "consultant_caseload",
        "universal_support_consultant",
        "universal support consultants",
        Example(CASELOADS, "2016-17", "41", "41 in the South."),
    ),
    caseload(
        "health_coordinator_caseload",
        "schools_health_coordinator",
        "schools health coordinators",
        Example(CASELOADS, "2016-17", "0", "None was counted."),
    ),
)
