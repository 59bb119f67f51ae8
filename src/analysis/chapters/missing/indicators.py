"""Children who go missing from home or care."""

from analysis.base.measures import AgeRange, Count, PeakAge, People, Repeats, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.breakdowns import SEX_OF_EPISODE, SINGLE_AGE
from analysis.chapters.missing.breakdowns import (
    DISTRICT,
    EPISODES_OF_A_CHILD,
    HOUR_OF_START,
    MISSING_FROM,
    NOTIFIED_AS,
    REPEAT_BANDS,
    SENT_BAND,
    TIME_OF_START,
)

IN_THE_AREA = "children missing in the area, with those looked after by other authorities and placed in it"

PLACED_ON = (
    "A placement holds from its first day to its last, both included; of two that overlap, the one that started later counts, and of two "
    "that started on one day, the council's own."
)
"""Which placement a child is in, for definitions."""

MISSING_OR_ABSENT = where("the child is missing or absent", category=("missing", "absent"))
MISSING = where("the child is missing", category="missing")
ABSENT = where("the child is absent", category="absent")

NOTIFICATIONS = """
notification_id | child_id | category | sent_at          | sent_band  | missing_from | age
1               | A        | absent   | 2016-04-05 10:00 | over_72h   | home         | 14
2               | A        | missing  | 2016-04-05 21:30 | within_24h | home         | 14
3               | A        | found    | 2016-04-06 08:00 |            | home         | 14
4               | B        | missing  | 2016-08-19 23:10 | 24h_to_72h | own_care     | 15
5               | B        | found    | 2016-08-20 09:00 |            | own_care     | 15
6               | B        | missing  | 2016-08-27 22:00 | within_24h | home         | 15
7               | C        | missing  | 2017-04-01 00:30 | within_24h | home         | 13
"""

EPISODES = """
episode_id | child_id | started_at       | started_block | started_hour | category | sex    | district
1          | A        | 2016-04-05 07:00 | tuesday_04    | tuesday_07   | missing  | female | Ashdale
2          | B        | 2016-08-19 20:00 | friday_20     | friday_20    | missing  | male   | Ashdale
3          | B        | 2016-08-27 21:00 | saturday_20   | saturday_21  | missing  | male   | Broxley
4          | C        | 2017-03-31 23:50 | friday_20     | friday_23    | missing  |        | not_recorded
"""

INDICATORS = (
    Indicator(
        key="missing_notifications",
        name="Notifications of missing and absent children",
        section="missing",
        definition=(
            "Notifications from the police, sent to social care in the period, that a child is missing or absent. Messages that a "
            "child was found are not counted. One episode can bring more than one notification."
        ),
        why_it_matters="It is the demand that going missing makes on the police and on social care.",
        source="notifications",
        measure=Count(MISSING_OR_ABSENT),
        dated_by="sent_at",
        unit="notifications",
        population=IN_THE_AREA,
        statement="the police sent {figure} [notification|notifications] that a child was missing or absent",
        known_as=("notification",),
        breakdowns=(NOTIFIED_AS,),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        example=Example(
            NOTIFICATIONS,
            "2016-17",
            "4",
            "Two about A and two about B; found messages do not count, and the one about C was sent in the next year.",
        ),
    ),
    Indicator(
        key="missing_individuals",
        name="Children notified as missing or absent",
        section="missing",
        definition=(
            "Different children about whom a notification that they were missing or absent was sent to social care in the period. Where a "
            f"child went missing from is told by its placement on the day, or else by the police. {PLACED_ON}"
        ),
        why_it_matters="Few children account for many notifications; this says how many children need help.",
        source="notifications",
        measure=People(MISSING_OR_ABSENT),
        dated_by="sent_at",
        unit="children",
        population=IN_THE_AREA,
        statement="the notifications were about {figure} different [child|children]",
        known_as=(
            "individuals",
            "individual child",
            "different child",
            "child … missing",
            "young people … missing",
            "child … absent",
            "child … notif",
            "notif … about … child",
            "notif … concerning … child",
            "notif … involving … child",
        ),
        breakdowns=(MISSING_FROM, SINGLE_AGE),
        caveats=("includes_other_authorities", "distinct_children", "first_event"),
        breaks_with=("absent",),
        example=Example(
            NOTIFICATIONS,
            "2016-17",
            "2",
            "A and B, each counted once. In the breakdown B stands under the council's care, where B first went missing from.",
        ),
    ),
    Indicator(
        key="missing_episodes",
        name="Episodes of going missing or being absent",
        section="missing",
        definition=(
            "Episodes that started in the period. An episode runs from the first notification that a child is missing or absent to the "
            "message that the child was found; further notifications in between belong to it. Of messages of one minute the found one "
            "comes first where an episode is open, and otherwise the one that opens one."
        ),
        why_it_matters="It counts how often children go missing, which neither notifications nor children do.",
        source="episodes",
        measure=Count(),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="there [was|were] {figure} [episode|episodes] of going missing or being absent",
        known_as=("episode", "missing incident", "girls … missing", "boys … missing", "female … male", "male … female"),
        breakdowns=(SEX_OF_EPISODE, DISTRICT, TIME_OF_START, HOUR_OF_START),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        example=Example(
            EPISODES, "2016-17", "4", "Episodes count by the time they start, so the last, minutes before the year ends, counts."
        ),
    ),
    Indicator(
        key="children_with_episodes",
        name="Children with an episode",
        section="missing",
        definition=(
            "Different children with at least one episode of going missing or being absent that started in the period, by how many "
            "such episodes each had."
        ),
        why_it_matters="A child who goes missing again and again is at higher risk; this says how many children that is.",
        source="episodes",
        measure=Repeats(REPEAT_BANDS),
        dated_by="started_at",
        unit="children",
        population=IN_THE_AREA,
        statement="the episodes were those of {figure} different [child|children]",
        breakdowns=(EPISODES_OF_A_CHILD,),
        caveats=("includes_other_authorities", "distinct_children"),
        breaks_with=("absent",),
        known_as=(
            "child … episode",
            "individual … episode",
            "missing … once",
            "single episode",
            "missing repeatedly",
            "repeat missing",
            "missing again",
        ),
        example=Example(EPISODES, "2016-17", "3", "A and C with one episode each and B with two."),
    ),
    Indicator(
        key="missing_age_range",
        name="Main age range of children notified",
        section="missing",
        definition=(
            "The shortest run of consecutive ages that takes in at least four in five of the children notified as missing or absent, "
            "each at the age of its first notification in the period."
        ),
        why_it_matters="It shows where most need lies without pointing at single very young or older children.",
        source="notifications",
        measure=AgeRange(MISSING_OR_ABSENT),
        dated_by="sent_at",
        unit="age",
        population=IN_THE_AREA,
        statement="the main age range of children going missing was {figure} years old",
        known_as=("age range",),
        caveats=("first_event", "rounded_range"),
        example=Example(
            NOTIFICATIONS,
            "2016-17",
            "14-15",
            "A was 14 and B was 15 at the first notification; both ages are needed to reach four in five.",
        ),
    ),
    Indicator(
        key="missing_peak_age",
        name="Peak age of children notified",
        section="missing",
        definition="The age with the most children notified as missing or absent, each at the age of its first notification in the period.",
        why_it_matters="It tells services and schools for which age early help matters most.",
        source="notifications",
        measure=PeakAge(MISSING_OR_ABSENT),
        dated_by="sent_at",
        unit="age",
        population=IN_THE_AREA,
        statement="the peak age of children going missing was {figure} years old",
        known_as=("peak age", "peak at", "most common age", "peak age … missing", "missing … peak age"),
        caveats=("first_event",),
        example=Example(NOTIFICATIONS, "2016-17", "14", "One child of 14 and one of 15: of equal ages the youngest is given."),
    ),
    Indicator(
        key="notification_timeliness",
        name="Missing notifications, by time to sending",
        section="missing",
        definition="Notifications that a child is missing, by the elapsed time from the report to the police to sending.",
        why_it_matters="Social care can only respond to what it has been told of.",
        source="notifications",
        measure=Count(MISSING),
        dated_by="sent_at",
        unit="missing notifications",
        population=IN_THE_AREA,
        statement="{figure} of the notifications [was|were] of a missing child",
        known_as=("missing notification", "notification … within 24 hours", "notification … within 72 hours", "notification … 72 hours"),
        breakdowns=(SENT_BAND,),
        caveats=("police_time",),
        example=Example(NOTIFICATIONS, "2016-17", "3", "One about A and two about B. Two of the three were sent within 24 hours."),
    ),
    Indicator(
        key="absence_notification_timeliness",
        name="Absence notifications, by time to sending",
        section="missing",
        definition="Notifications that a child is absent, by the elapsed time from the report to the police to sending.",
        why_it_matters="The long-term aim is the same time for both kinds of notification; the police target for absences is five days.",
        source="notifications",
        measure=Count(ABSENT),
        dated_by="sent_at",
        unit="absence notifications",
        population=IN_THE_AREA,
        statement="{figure} of the notifications [was|were] of an absent child",
        known_as=("absence notification", "absence", "absence … within 24 hours", "absence … within 72 hours", "absence … 72 hours"),
        breakdowns=(SENT_BAND,),
        caveats=("police_time",),
        breaks_with=("absent",),
        recorded_as="absent",
        example=Example(NOTIFICATIONS, "2016-17", "1", "Only the first one about A."),
    ),
)
