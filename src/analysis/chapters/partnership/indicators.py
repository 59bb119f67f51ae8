"""What agencies do together to find and disrupt exploitation. These figures count work, not children, and are never hidden."""

from analysis.base.measures import Count, Coverage, Share, Total, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.breakdowns import PLACE
from analysis.chapters.partnership.breakdowns import (
    ACTION,
    AGREED_BY,
    FINDING,
    KIND_OF_DISRUPTION,
    KIND_OF_PLACE,
    MONTH,
    PLACE_AND_MONTH,
    THEME,
)

DRIVERS = "taxi drivers licensed by the district councils"
AUDITS = "audits of practice by the safeguarding board"

AUDIT_FINDINGS = """
finding_id | reported_on | kind        | theme     | due_on     | action
1          | 2016-05-20  | strength    | recording |            | none
2          | 2016-05-20  | improvement | analysis  | 2016-08-31 | done_in_time
3          | 2016-05-20  | improvement | response  | 2016-08-31 | done_late
4          | 2017-02-10  | improvement | analysis  | 2017-05-31 | not_done
"""

INDICATORS = (
    Indicator(
        key="network_meetings",
        name="Meetings of the locations network",
        section="partnership",
        definition="Meetings held in the period of the network in which agencies share concerns about places and people.",
        why_it_matters="Concerns that are shared early can be acted on before a child is harmed.",
        source="network_meetings",
        measure=Count(),
        dated_by="held_on",
        unit="meetings",
        population="agencies in the area",
        statement="the locations network met {figure} [time|times]",
        about_children=False,
        known_as=("locations network", "network meeting", "network … met", "meeting … network"),
        example=Example(
            rows="""
                meeting_id | held_on    | agencies
                1          | 2016-05-11 | 9
                2          | 2016-07-13 | 11
                3          | 2017-05-10 | 10
            """,
            period="2016-17",
            gives="2",
            because="The third was held in the next year.",
        ),
    ),
    Indicator(
        key="hot_spot_locations",
        name="Hot-spot locations raised",
        section="partnership",
        definition=(
            "Locations of concern raised with the locations network in the period. They are told by district, month and kind of place, and "
            "never as a point on a map."
        ),
        why_it_matters="It shows where patrols, licensing and work with businesses may protect children.",
        source="hot_spots",
        measure=Count(),
        dated_by="raised_on",
        unit="locations",
        population="places in the area",
        statement="{figure} [location was|locations were] raised as possible hot spots",
        breakdowns=(PLACE, KIND_OF_PLACE, MONTH, PLACE_AND_MONTH),
        caveats=("places",),
        about_children=False,
        known_as=("hot spot", "hotspot", "location … raised", "locations of concern"),
        example=Example(
            rows="""
                location_id | raised_on  | district | place_type | month | district_month
                1           | 2016-05-11 | Broxley  | shops      | may   | Broxley, May
                2           | 2016-05-20 | Broxley  | open_space | may   | Broxley, May
                3           | 2017-04-02 | Ashdale  | shops      | april | Ashdale, April
            """,
            period="2016-17",
            gives="2",
            because="Both in Broxley in May; the third was raised in the next year.",
        ),
    ),
    Indicator(
        key="disruption_actions",
        name="Actions to disrupt exploitation",
        section="partnership",
        definition="Actions taken in the period to disrupt those who pose a risk to children, or to make a place safer.",
        why_it_matters="Disruption stops harm where there is not enough evidence for a court, and before there is.",
        source="disruption_actions",
        measure=Count(),
        dated_by="taken_on",
        unit="actions",
        population="places in the area and adults who may pose a risk",
        statement="agencies took {figure} [action|actions] to disrupt exploitation",
        breakdowns=(KIND_OF_DISRUPTION, AGREED_BY, PLACE),
        about_children=False,
        known_as=("action … disrupt", "disruption … action"),
        example=Example(
            rows="""
                action_id | taken_on   | kind         | agreed_by | district
                1         | 2016-06-01 | police_order | panel     | Broxley
                2         | 2016-06-02 | licensing    | network   | Ashdale
                3         | 2016-03-31 | housing      | panel     | Ashdale
            """,
            period="2016-17",
            gives="2",
            because="The third was taken on the last day of the year before.",
        ),
    ),
    Indicator(
        key="audit_findings",
        name="Findings of audits",
        section="partnership",
        definition="Findings in audits of practice that were reported in the period, strengths and points to be improved.",
        why_it_matters="Audits show what figures cannot: how good the work with a child was.",
        source="audit_findings",
        measure=Count(),
        dated_by="reported_on",
        unit="findings",
        population=AUDITS,
        statement="audits of practice reported {figure} [finding|findings]",
        breakdowns=(FINDING, THEME),
        about_children=False,
        known_as=("audit … finding", "finding … audit", "audits found"),
        example=Example(AUDIT_FINDINGS, "2016-17", "4", "All four were reported in the year."),
    ),
    Indicator(
        key="audit_actions_due",
        name="Actions from audits that were due",
        section="partnership",
        definition="Actions agreed on findings of audits that were to be done by a day in the period.",
        why_it_matters="A finding changes nothing until somebody has acted on it.",
        source="audit_findings",
        measure=Count(),
        dated_by="due_on",
        unit="actions",
        population=AUDITS,
        statement="",
        breakdowns=(ACTION,),
        about_children=False,
        known_as=("audit … action", "action … audit"),
        example=Example(AUDIT_FINDINGS, "2016-17", "2", "Both due in August; a strength needs no action, and the last is due later."),
    ),
    Indicator(
        key="audit_actions_done_in_time",
        name="Actions from audits done in time",
        section="partnership",
        definition="Actions agreed on findings of audits and due in the period that were done by the day they were due.",
        why_it_matters="A finding changes nothing until somebody has acted on it.",
        source="audit_findings",
        measure=Share(part=where("done in time", action="done_in_time")),
        dated_by="due_on",
        unit="actions due",
        population=AUDITS,
        statement="{part} of the {whole} actions due after audits ({figure}) [was|were] done in time",
        better="higher",
        about_children=False,
        known_as=("audit … action … time", "action … audit … time", "audit … done in time", "audit … deadline"),
        example=Example(AUDIT_FINDINGS, "2016-17", "50", "One of the two due in August was done late."),
    ),
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
        population=DRIVERS,
        statement="{figure} taxi [driver|drivers] had been trained to notice children at risk and to report concerns",
        breakdowns=(PLACE,),
        known_as=("taxi driver",),
        caveats=("cumulative", "ever_trained"),
        about_children=False,
        window="cumulative",
        example=Example(
            rows="""
                session_id | held_on    | drivers | district
                1          | 2015-09-01 | 30      | Broxley
                2          | 2016-10-12 | 25      | Ashdale
                3          | 2017-04-05 | 20      | Ashdale
            """,
            period="2016-17",
            gives="55",
            because="Everyone trained up to the end of the year counts, the first session included and the last not.",
        ),
    ),
    Indicator(
        key="taxi_driver_coverage",
        name="Licensed taxi drivers who have been trained",
        section="partnership",
        definition=(
            "Of the taxi drivers licensed at the last count of the period, those who have had the training, by the registers of the "
            "licensing authorities."
        ),
        why_it_matters="Drivers come and go: what counts is how many of those who drive now have been trained.",
        source="workforce",
        measure=Coverage("trained", "people", ("workforce", "district"), where("taxi drivers", workforce="taxi_drivers")),
        dated_by="counted_on",
        unit="licensed drivers",
        population=DRIVERS,
        statement="{part} of the {whole} licensed taxi drivers ({figure}) had been trained",
        breakdowns=(PLACE,),
        caveats=("last_count", "ever_trained"),
        better="higher",
        about_children=False,
        known_as=("licensed … driver", "of taxi driver", "of the taxi driver", "of all taxi driver", "share of … driver"),
        example=Example(
            rows="""
                count_id | counted_on | workforce    | district | people | trained
                1        | 2016-06-30 | taxi_drivers | Broxley  | 100    | 40
                2        | 2017-03-31 | taxi_drivers | Broxley  | 120    | 90
                3        | 2017-03-31 | taxi_drivers | Ashdale  | 80     | 60
                4        | 2017-03-31 | police       |          | 50     | 10
            """,
            period="2016-17",
            gives="75",
            because="90 of 120 and 60 of 80 at the last counts, so 150 of 200; police officers are not drivers.",
        ),
    ),
)
