"""What agencies do together. These figures count work, not children, and are never hidden."""

from analysis.measures import Total
from analysis.spec import Example, Indicator

INDICATORS = (
    Indicator(
        key="taxi_drivers_trained",
        name="Taxi drivers trained, so far",
        section="partnership",
        definition="Taxi drivers who attended safeguarding training by the police and the district councils, up to the end of the period.",
        why_it_matters="Drivers are well placed to notice a child at risk and to report it.",
        source="taxi_training",
        measure=Total("drivers"),
        dated_by="held_on",
        unit="drivers",
        population="taxi drivers licensed by the district councils",
        statement="{figure} taxi [driver|drivers] had been trained to notice children at risk and to report concerns",
        known_as=("taxi driver",),
        caveats=("cumulative",),
        about_children=False,
        window="cumulative",
        example=Example(
            rows="""
                session_id | held_on    | drivers
                1          | 2015-09-01 | 30
                2          | 2016-10-12 | 25
                3          | 2017-04-05 | 20
            """,
            period="2016-17",
            gives="55",
            because="Everyone trained up to the end of the year counts, the first session included and the last not.",
        ),
    ),
)
