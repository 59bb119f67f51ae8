"""Work to prevent exploitation: what pupils and schools are offered. These figures count services and are never hidden."""

from analysis.base.measures import Count, Different, Total, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.breakdowns import PLACE
from analysis.chapters.posts import in_post, posts
from analysis.chapters.prevention.breakdowns import KIND_OF_ACTIVITY, PHASE, PHASE_OF_SCHOOL, TIER, TIER_OF_SCHOOL, TOPIC, YEAR_GROUP

PUPILS = "pupils of schools in the area"
SCHOOLS = "schools in the area"

ACTIVITIES = """
activity_id | held_on    | kind                | phase     | district | pupils
1           | 2016-05-03 | theatre_performance | secondary | Broxley  | 180
2           | 2016-11-08 | theatre_performance | secondary | Ashdale  | 210
3           | 2016-12-01 | workshop            | primary   | Ashdale  | 30
4           | 2017-05-01 | competition         | primary   | Ashdale  | 80
"""

ENTRIES = """
entry_id | received_on | school | year_group | district | entries
1        | 2016-11-01  | A      | year_6     | Broxley  | 12
2        | 2016-11-02  | B      | year_7     | Ashdale  | 5
3        | 2016-11-02  | B      | year_8     | Ashdale  | 3
4        | 2017-04-03  | C      | year_6     | Ashdale  | 20
"""

PACKAGES = """
package_id | started_on | school | tier       | topic         | phase     | district
1          | 2016-05-01 | A      | universal  | online_safety | primary   | Broxley
2          | 2016-09-12 | A      | specialist | exploitation  | primary   | Broxley
3          | 2016-10-03 | B      | universal  | bullying      | secondary | Ashdale
4          | 2017-04-24 | C      | targeted   | fgm           | secondary | Ashdale
"""

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
        population=PUPILS,
        statement="{figure} [pupil|pupils] had seen the theatre production on the dangers of grooming on line and of sexual exploitation",
        known_as=("pupil … theatre", "pupil … production", "theatre … pupil", "production … pupil", "pupil … seen … performance"),
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
    Indicator(
        key="theatre_performances",
        name="Theatre performances",
        section="prevention",
        definition="Performances of the commissioned theatre production for pupils in the period.",
        why_it_matters="It says how many schools and groups the production has reached, whatever their size.",
        source="prevention",
        measure=Count(where("theatre performances", kind="theatre_performance")),
        dated_by="held_on",
        unit="performances",
        population=PUPILS,
        statement="there [was|were] {figure} [performance|performances] of the theatre production",
        about_children=False,
        known_as=("performance",),
        example=Example(ACTIVITIES, "2016-17", "2", "The first two; the others were a workshop and a competition."),
    ),
    Indicator(
        key="pupils_reached",
        name="Pupils reached",
        section="prevention",
        definition="Pupils at performances, workshops and competitions in the period; a pupil who was at two counts twice.",
        why_it_matters="Pupils who know the dangers of grooming can see it coming and tell someone.",
        source="prevention",
        measure=Total("pupils"),
        dated_by="held_on",
        unit="pupils",
        population=PUPILS,
        statement="performances, workshops and competitions reached {figure} [pupil|pupils]",
        breakdowns=(KIND_OF_ACTIVITY, PHASE, PLACE),
        about_children=False,
        known_as=(
            "pupils … reached",
            "reached … pupil",
            "pupils … workshop",
            "workshop … pupil",
            "pupils … performance",
            "pupils … competition",
        ),
        example=Example(ACTIVITIES, "2016-17", "420", "180, 210 and 30; the competition was in the next year."),
    ),
    Indicator(
        key="campaign_entries",
        name="Entries to campaigns and competitions",
        section="prevention",
        definition="Entries that schools sent in to campaigns and competitions in the period.",
        why_it_matters="Pupils who work out a message for others have understood it themselves.",
        source="campaign_entries",
        measure=Total("entries"),
        dated_by="received_on",
        unit="entries",
        population=PUPILS,
        statement="schools sent in {figure} [entry|entries] to campaigns and competitions",
        breakdowns=(YEAR_GROUP, PLACE),
        about_children=False,
        known_as=("campaign … entr", "competition … entr", "entr … campaign", "entr … competition"),
        example=Example(ENTRIES, "2016-17", "20", "12, 5 and 3; the last came in the next year."),
    ),
    Indicator(
        key="campaign_schools",
        name="Schools that took part in campaigns and competitions",
        section="prevention",
        definition="Different schools that sent in entries to campaigns and competitions in the period.",
        why_it_matters="Many entries from few schools leave the others out.",
        source="campaign_entries",
        measure=Different("school"),
        dated_by="received_on",
        unit="schools",
        population=SCHOOLS,
        statement="{figure} [school|schools] took part in them",
        caveats=("counted_once",),
        about_children=False,
        known_as=("school … took part", "school … campaign", "school … competition", "campaign … school", "competition … school"),
        example=Example(ENTRIES, "2016-17", "2", "A and B; B counts once although two of its year groups took part."),
    ),
    Indicator(
        key="schools_supported",
        name="Schools supported",
        section="prevention",
        definition=(
            "Different schools for which support with emerging threats to children began in the period, each at the highest tier of "
            "support that it had: recovery, specialist, targeted or universal."
        ),
        why_it_matters="Schools see children every day; support helps them to recognise threats and to respond.",
        source="school_support",
        measure=Different("school"),
        dated_by="started_on",
        unit="schools",
        population=SCHOOLS,
        statement="{figure} [school|schools] had support with emerging threats to children",
        breakdowns=(TIER_OF_SCHOOL, PHASE_OF_SCHOOL, PLACE),
        caveats=("counted_once",),
        about_children=False,
        known_as=("school … support", "support … school"),
        example=Example(PACKAGES, "2016-17", "2", "A, which stands at specialist support, and B."),
    ),
    Indicator(
        key="support_packages",
        name="Packages of support for schools",
        section="prevention",
        definition="Packages of support with emerging threats to children that began for schools in the period.",
        why_it_matters="It says what schools ask for help with.",
        source="school_support",
        measure=Count(),
        dated_by="started_on",
        unit="packages",
        population=SCHOOLS,
        statement="",
        breakdowns=(TIER, TOPIC),
        about_children=False,
        known_as=("package … support", "support package", "package … school"),
        example=Example(PACKAGES, "2016-17", "3", "Two for A and one for B; the last began in the next year."),
    ),
    posts(
        key="universal_support_consultants",
        name="Universal support consultants",
        section="prevention",
        definition=in_post("Universal support consultants"),
        statement="schools could call on {figure} universal support consultant [post|posts]",
        known_as=("universal support consultant",),
    ),
    posts(
        key="schools_health_coordinators",
        name="Schools health coordinators",
        section="prevention",
        definition=in_post("Schools health coordinators"),
        statement="there [was|were] {figure} schools health coordinator [post|posts]",
        known_as=("schools health co", "school health co"),
    ),
)
