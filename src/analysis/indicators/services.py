"""Partnership, prevention, support and training. Most of these count services, not children, and are never hidden."""

from analysis.measures import Count, People, ShareOfPeople, Supplied, Total, where
from analysis.spec import Example, Indicator

POSTS = "posts in the council's services"
REFERRED = "children referred to the specialist support service"

SUPPLIED = """
indicator | period  | value
any       | 2016-17 | 4.5
"""

REFERRALS = """
referral_id | child_id | received_on | re_referral | sex    | age
1           | A        | 2016-06-30  | no          | female | 13
2           | B        | 2016-07-01  | no          | male   | 15
3           | C        | 2016-11-20  | no          | female | 12
4           | B        | 2017-02-02  | yes         | male   | 16
5           | D        | 2017-04-30  | no          | female | 17
"""

EVENTS = """
event_id | held_on    | kind          | delegates
1        | 2016-05-11 | multi_agency  | 48
2        | 2016-10-06 | multi_agency  | 52
3        | 2016-11-01 | single_agency | 20
4        | 2017-04-20 | multi_agency  | 40
"""

MULTI_AGENCY = where("multi-agency and face to face", kind="multi_agency")


def posts(key: str, name: str, statement: str, known_as: str) -> Indicator:
    """Posts that the service hands over as a number, once a year."""
    return Indicator(
        key=key,
        name=name,
        section="support" if key == "development_workers" else "prevention",
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
        "schools could call on {figure} universal support consultant [post|posts]",
        "universal support consultant",
    ),
    posts(
        "schools_health_coordinators",
        "Schools health coordinators",
        "there [was|were] {figure} schools health coordinator [post|posts]",
        "schools health co",
    ),
    posts(
        "development_workers",
        "Development workers",
        "{figure} development worker [post|posts] supported schools and families across the localities",
        "development worker",
    ),
    Indicator(
        key="specialist_service_referrals",
        name="Referrals to the specialist service",
        section="support",
        definition="Referrals to the specialist support service received in the period, re-referrals included.",
        why_it_matters="It is the demand for support to children who are at risk of sexual exploitation or have been exploited.",
        source="service_referrals",
        measure=Count(),
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="the specialist support service received {figure} [referral|referrals]",
        known_as=(
            "referral … service",
            "service … referral",
            "referrals … received",
            "referral … boys",
            "referral … male",
            "male … referral",
        ),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(
            REFERRALS,
            "2016-17",
            "4",
            "The service reports from July 2016 to April 2017, so the first referral is too early and the last counts.",
        ),
    ),
    Indicator(
        key="specialist_service_re_referrals",
        name="Re-referrals to the specialist service",
        section="support",
        definition="Referrals in the period about a child whom the service had supported before.",
        why_it_matters="A child may need help again; many re-referrals may mean that support ended too soon.",
        source="service_referrals",
        measure=Count(where("re-referrals", re_referral="yes")),
        part_of="specialist_service_referrals",
        leaves="children_referred_to_specialist_service",
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="{figure} of the referrals to the specialist service [was a re-referral|were re-referrals]",
        known_as=("re referral",),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "1", "Only the second referral of B."),
    ),
    Indicator(
        key="specialist_service_referrals_male",
        name="Referrals of boys to the specialist service",
        section="support",
        definition="Referrals in the period about boys.",
        why_it_matters="Exploitation of boys is thought to be under-reported.",
        source="service_referrals",
        measure=Count(where("about boys", sex="male")),
        part_of="specialist_service_referrals",
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="{figure} of the referrals to the specialist service [was|were] about boys",
        known_as=("referral … boys", "referral … male", "male … referral"),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "2", "Both referrals of B."),
    ),
    Indicator(
        key="specialist_service_age_14_17",
        name="Children referred to the specialist service aged 14 to 17",
        section="support",
        definition="Of the different children referred in the period, those aged 14 to 17 at a referral. A child counts once.",
        why_it_matters="It shows whether younger children, whom early help could reach, are referred.",
        source="service_referrals",
        measure=ShareOfPeople(part=where("aged 14 to 17", age=(14, 15, 16, 17))),
        dated_by="received_on",
        unit="children referred",
        population=REFERRED,
        statement="{part} of the {whole} children referred to the specialist service ({figure}) [was|were] aged ~14 to 17~ years",
        known_as=("aged 14 to 17",),
        caveats=("own_window", "distinct_children"),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "67", "B and D, of B, C and D; B counts once although referred twice."),
    ),
    Indicator(
        key="children_referred_to_specialist_service",
        name="Children referred to the specialist service",
        section="support",
        definition="Different children about whom the specialist support service received a referral in the period.",
        why_it_matters="Referrals and children differ where a child is referred again; percentages of children need this whole.",
        source="service_referrals",
        measure=People(),
        dated_by="received_on",
        unit="children",
        population=REFERRED,
        statement="",
        known_as=("child … referred", "referred … child"),
        caveats=("own_window", "distinct_children"),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "3", "B, C and D."),
    ),
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
