"""Training for professionals. These figures count services and are never hidden."""

from analysis.base.measures import Count, Coverage, Supplied, Total, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.breakdowns import divided
from analysis.chapters.training.breakdowns import AGENCIES, AGENCY, KIND_OF_EVENT

EVENTS = """
event_id | held_on    | kind          | delegates
1        | 2016-05-11 | multi_agency  | 48
2        | 2016-10-06 | multi_agency  | 52
3        | 2016-11-01 | single_agency | 20
4        | 2017-04-20 | multi_agency  | 40
"""

MULTI_AGENCY = where("multi-agency and face to face", kind="multi_agency")

PROFESSIONALS = "professionals of all agencies in the area"

ATTENDANCE = """
record_id | held_on    | kind         | agency      | people
1         | 2016-05-11 | multi_agency | police      | 18
2         | 2016-05-11 | multi_agency | schools     | 30
3         | 2016-10-06 | showcase     | schools     | 40
4         | 2016-11-30 | e_learning   | schools     | 55
5         | 2017-04-30 | e_learning   | health      | 20
"""

STAFF = tuple(code for code, _, _ in AGENCIES)

BY_AGENCY = divided("agency", "agency", "workforce", "were", *AGENCIES)

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
        population=PROFESSIONALS,
        statement="{figure} multi-agency training [event was|events were] held face to face",
        known_as=("training event", "multi agency training event", "multi agency … event"),
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
        population=PROFESSIONALS,
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
        population=PROFESSIONALS,
        statement="{figure} e-learning [course was|courses were] taken",
        known_as=("e learning", "elearning"),
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
    Indicator(
        key="training_events",
        name="Training events of all kinds",
        section="training",
        definition="Training events on sexual exploitation held in the period, for several agencies or one, and showcase events.",
        why_it_matters="Staff who know the signs of exploitation notice it sooner.",
        source="training_events",
        measure=Count(),
        dated_by="held_on",
        unit="training events",
        population=PROFESSIONALS,
        statement="{figure} training [event was|events were] held in all",
        breakdowns=(KIND_OF_EVENT,),
        about_children=False,
        known_as=("training event", "training session"),
        example=Example(EVENTS, "2016-17", "3", "The fourth was held in the next year."),
    ),
    Indicator(
        key="delegates_by_agency",
        name="Delegates on the lists of agencies",
        section="training",
        definition="Delegates whom agencies sent to multi-agency training events in the period, by the lists of those who came.",
        why_it_matters="Training together works only if all agencies come.",
        source="training_attendance",
        measure=Total("people", where("at multi-agency events", kind="multi_agency")),
        dated_by="held_on",
        unit="delegates",
        population=PROFESSIONALS,
        statement="",
        breakdowns=(AGENCY,),
        about_children=False,
        known_as=("delegate",),
        example=Example(ATTENDANCE, "2016-17", "48", "18 from the police and 30 from schools."),
    ),
    Indicator(
        key="e_learning_by_agency",
        name="E-learning courses taken by staff of agencies",
        section="training",
        definition="Courses of the core e-learning programme on sexual exploitation taken in the period, by agency.",
        why_it_matters="It reaches staff who cannot come to an event.",
        source="training_attendance",
        measure=Total("people", where("by e-learning", kind="e_learning")),
        dated_by="held_on",
        unit="courses",
        population=PROFESSIONALS,
        statement="",
        breakdowns=(AGENCY,),
        about_children=False,
        known_as=("e learning", "elearning"),
        example=Example(ATTENDANCE, "2016-17", "55", "The courses taken in schools; the others were taken in the next year."),
    ),
    Indicator(
        key="people_reached_by_training",
        name="People reached by training, so far",
        section="training",
        definition="People at training events and on e-learning courses, up to the end of the period; who came twice counts twice.",
        why_it_matters="It shows whether training goes on or has come to a halt.",
        source="training_attendance",
        measure=Total("people"),
        dated_by="held_on",
        unit="participants",
        population=PROFESSIONALS,
        statement="training events and e-learning had reached {figure} [participant|participants], some of them more than once",
        caveats=("cumulative",),
        about_children=False,
        window="cumulative",
        known_as=("people … trained", "people reached", "people … training", "participant"),
        example=Example(ATTENDANCE, "2016-17", "143", "18, 30, 40 and 55; the last course is of the next year."),
    ),
    Indicator(
        key="training_coverage",
        name="Staff who have been trained",
        section="training",
        definition=(
            "Of the staff in post at the last count of the period who should know the signs of sexual exploitation, those whose training "
            "is up to date, as their agencies report it."
        ),
        why_it_matters="The number of delegates says nothing about how many have never been trained.",
        source="workforce",
        measure=Coverage("trained", "people", ("workforce", "district"), where("staff of agencies", workforce=STAFF)),
        dated_by="counted_on",
        unit="staff members",
        population=PROFESSIONALS,
        statement="{part} of the {whole} staff members who should be trained ({figure}) had been",
        breakdowns=(BY_AGENCY,),
        caveats=("last_count",),
        better="higher",
        about_children=False,
        known_as=("staff … trained", "staff … training", "trained … staff", "workforce … trained"),
        example=Example(
            rows="""
                count_id | counted_on | workforce    | district | people | trained
                1        | 2016-06-30 | police       |          | 100    | 20
                2        | 2017-03-31 | police       |          | 110    | 55
                3        | 2017-03-31 | schools      |          | 90     | 65
                4        | 2017-03-31 | taxi_drivers | Ashdale  | 80     | 60
            """,
            period="2016-17",
            gives="60",
            because="55 of 110 and 65 of 90 at the last counts, so 120 of 200; taxi drivers are told by themselves.",
        ),
    ),
)
