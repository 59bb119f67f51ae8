"""Multi-agency meetings about children who go missing.

How soon a meeting should be held stands in ``config/authority.toml``; the extracts say of each meeting whether it was.
"""

from analysis.base.measures import Count, Share, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.missing.indicators import IN_THE_AREA

MEETINGS = """
meeting_id | child_id | requested_on | held_on    | status       | held_within
1          | A        | 2016-06-01   | 2016-06-09 | complete     | target
2          | B        | 2016-10-03   |            | not_recorded | not_held
3          | B        | 2017-02-20   | 2017-04-04 | complete     | later
4          | C        | 2017-05-02   | 2017-05-09 | complete     | target
"""

INDICATORS = (
    Indicator(
        key="multi_agency_meetings_requested",
        name="Multi-agency meetings requested",
        section="missing",
        definition="Multi-agency meetings about a missing child that were requested in the period.",
        why_it_matters="A meeting brings together those who can help a child who goes missing again and again.",
        source="meetings",
        measure=Count(),
        dated_by="requested_on",
        unit="meetings",
        population=IN_THE_AREA,
        statement="{figure} multi-agency [meeting was|meetings were] requested",
        known_as=("multi agency meeting", "meeting … requested"),
        example=Example(
            MEETINGS, "2016-17", "3", "Meetings count by the day of the request; the one about C was requested in the next year."
        ),
    ),
    Indicator(
        key="multi_agency_meetings_recorded_complete",
        name="Multi-agency meetings recorded complete",
        section="missing",
        definition="Of the multi-agency meetings requested in the period, those recorded complete, whenever they were held.",
        why_it_matters="A meeting that was asked for and not held, or not recorded, helps nobody.",
        source="meetings",
        measure=Share(part=where("recorded complete", status="complete")),
        dated_by="requested_on",
        unit="meetings requested",
        population=IN_THE_AREA,
        statement="{part} of the {whole} meetings requested ({figure}) [was|were] recorded complete",
        known_as=("meeting … complete", "complete … meeting"),
        better="higher",
        example=Example(
            MEETINGS, "2016-17", "67", "Two of the three requested in the year, the second although it was held after the year's end."
        ),
    ),
    Indicator(
        key="multi_agency_meetings_within_target",
        name="Multi-agency meetings held within the target",
        section="missing_depth",
        definition=(
            "Of the multi-agency meetings requested in the period, those held within the target that the authority has set: a number of "
            "days from the request, in config/authority.toml."
        ),
        why_it_matters="The sooner those who can help a child meet, the sooner a plan stands.",
        source="meetings",
        measure=Share(part=where("held within the target", held_within="target")),
        dated_by="requested_on",
        unit="meetings requested",
        population=IN_THE_AREA,
        statement="{part} of the {whole} multi-agency meetings requested ({figure}) [was|were] held within the target",
        known_as=("meeting … within", "meeting … target", "target … meeting", "meeting … in time"),
        better="higher",
        part_of="multi_agency_meetings_requested",
        example=Example(MEETINGS, "2016-17", "33", "One of the three requested in the year; the last was held six weeks later."),
    ),
)
