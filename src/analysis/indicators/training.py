"""Training for professionals. These figures count services and are never hidden."""

from analysis.measures import Count, Supplied, Total, where
from analysis.spec import Example, Indicator

EVENTS = """
event_id | held_on    | kind          | delegates
1        | 2016-05-11 | multi_agency  | 48
2        | 2016-10-06 | multi_agency  | 52
3        | 2016-11-01 | single_agency | 20
4        | 2017-04-20 | multi_agency  | 40
"""

MULTI_AGENCY = where("multi-agency and face to face", kind="multi_agency")

INDICATORS = (
    Indicator(
        key="multi_agency_training_events",
        name="Multi-agency training events",
        section="training",
        definition="Multi-agency training events held face to face in the period.",
        why_it_matters="Staff who know the signs of exploitation notice it sooner.",
        source="training_events",
        measure=Count(MULTI_AGENCY),
        dated_by="held_on",
        unit="events",
        population="professionals of all agencies in the area",
        statement="{figure} multi-agency training [event was|events were] held face to face",
        known_as=("training event",),
        about_children=False,
        example=Example(EVENTS, "2016-17", "2", "The first two; the third was for one agency and the fourth in the next year."),
    ),
    Indicator(
        key="multi_agency_training_delegates",
        name="Delegates at multi-agency training events",
        section="training",
        definition="Delegates at multi-agency training events held face to face in the period; someone who attends twice counts twice.",
        why_it_matters="Staff who know the signs of exploitation notice it sooner.",
        source="training_events",
        measure=Total("delegates", MULTI_AGENCY),
        dated_by="held_on",
        unit="delegates",
        population="professionals of all agencies in the area",
        statement="{figure} [delegate|delegates] attended multi-agency training events",
        known_as=("delegate",),
        about_children=False,
        example=Example(EVENTS, "2016-17", "100", "48 and 52 at the first two events."),
    ),
    Indicator(
        key="e_learning_courses",
        name="E-learning courses taken",
        section="training",
        definition="Courses of the core e-learning programme on sexual exploitation that were taken in the year.",
        why_it_matters="It reaches staff who cannot come to an event.",
        source="supplied",
        measure=Supplied(),
        unit="courses",
        population="professionals of all agencies in the area",
        statement="{figure} e-learning [course was|courses were] taken",
        known_as=("e learning",),
        caveats=("supplied",),
        about_children=False,
        example=Example(
            rows="""
                indicator | period  | value
                any       | 2016-17 | 12
            """,
            period="2016-17",
            gives="12",
            because="The number is printed as it was handed over.",
        ),
    ),
)
