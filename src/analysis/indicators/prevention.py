"""Work to prevent exploitation: what pupils and schools are offered. These figures count services and are never hidden."""

from analysis.indicators.posts import posts
from analysis.measures import Total, where
from analysis.spec import Example, Indicator

INDICATORS = (
    Indicator(
        key="theatre_pupils",
        name="Pupils who have seen the theatre production, so far",
        section="prevention",
        definition="Pupils at performances of the commissioned theatre production, up to the end of the period.",
        why_it_matters="The production tells pupils about the dangers of grooming on line and of sexual exploitation.",
        source="prevention",
        measure=Total("pupils", where("at theatre performances", kind="theatre_performance")),
        dated_by="held_on",
        unit="pupils",
        population="pupils of schools in the area",
        statement="{figure} [pupil|pupils] had seen the theatre production on the dangers of grooming on line and of sexual exploitation",
        known_as=("pupil … theatre", "pupil … production", "theatre … pupil", "production … pupil"),
        caveats=("cumulative",),
        about_children=False,
        window="cumulative",
        example=Example(
            rows="""
                activity_id | held_on    | kind                | pupils
                1           | 2015-11-03 | theatre_performance | 180
                2           | 2016-11-08 | theatre_performance | 210
                3           | 2016-12-01 | workshop            | 30
            """,
            period="2016-17",
            gives="390",
            because="Both performances count; the workshop was not one.",
        ),
    ),
    posts(
        "universal_support_consultants",
        "Universal support consultants",
        "prevention",
        "schools could call on {figure} universal support consultant [post|posts]",
        "universal support consultant",
    ),
    posts(
        "schools_health_coordinators",
        "Schools health coordinators",
        "prevention",
        "there [was|were] {figure} schools health coordinator [post|posts]",
        "schools health co",
    ),
)
