"""Episodes of going missing in depth: how long they last, at what risk, and from which placements.

Each undivided figure is one that the key figures already say, so these have no sentence of their own except where they say something new.
"""

from analysis.base.formats import sentence_case
from analysis.base.measures import Count, Share, where
from analysis.base.spec import Example, Indicator
from analysis.base.wording import ABSENT_APART
from analysis.chapters.missing.breakdowns import DURATION, PLACEMENT_TYPE, RESPONSIBLE, RISK_LEVEL
from analysis.chapters.missing.indicators import IN_THE_AREA, PLACED_ON

EPISODES = """
episode_id | child_id | started_at       | duration_band | risk_level | missing_from         | placement_type
1          | A        | 2016-04-05 07:00 | within_8h     | absent     | home                 | not_placed
2          | B        | 2016-08-19 20:00 | 8h_to_24h     | medium     | own_care             | foster
3          | B        | 2016-08-27 21:00 | 24h_to_72h    | high       | own_care             | childrens_home
4          | C        | 2017-03-31 23:50 | over_72h      | medium     | other_authority_care | foster
5          | C        | 2017-04-30 22:00 | over_72h      | medium     | other_authority_care | foster
"""
BY_POLICE = """
episode_id | child_id | started_at       | missing_from
1          | A        | 2016-04-05 07:00 | home
2          | B        | 2016-08-19 20:00 | care
3          | B        | 2016-08-27 21:00 | care
4          | C        | 2017-04-30 22:00 | care
"""
LATER = "The last one started in the next year."

OVER_24_HOURS = where("more than 24 hours passed until the return", duration_band=("24h_to_72h", "over_72h"))
IN_CARE_BY_POLICE = where("the police say that the child was in care", missing_from="care")
FROM_CARE = where("the child was looked after", missing_from=("own_care", "other_authority_care"))

INDICATORS = (
    Indicator(
        key="episodes_over_24_hours",
        name="Episodes of more than 24 hours",
        section="missing_depth",
        definition=(
            "Of the episodes of going missing or being absent that started in the period, those with more than 24 elapsed hours from the "
            "start to the return. An episode that goes on, because no return is recorded, is one of them; one whose start or return is a "
            "day without a time is one where the dates alone say so."
        ),
        why_it_matters="The longer a child is away, the more can happen to the child.",
        source="episodes",
        measure=Share(OVER_24_HOURS),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="{part} of the {whole} episodes ({figure}) lasted more than ~24 hours~",
        known_as=(
            "more than 24 hours",
            "over 24 hours",
            "longer than 24 hours",
            "episode … more than 24 hours",
            "episode … over 24 hours",
            "episode … longer than 24 hours",
        ),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        part_of="missing_episodes",
        example=Example(EPISODES, "2016-17", "50", f"Episode 3, and episode 4 from which the child is not yet back. {LATER}"),
    ),
    Indicator(
        key="episode_durations",
        name="Episodes that started in the period",
        section="missing_depth",
        definition=(
            "Episodes of going missing or being absent that started in the period, by the elapsed hours from start to return. Where the "
            "start or the return is a day without a time, the dates tell how long it was, or it is not recorded."
        ),
        why_it_matters="The longer a child is away, the more can happen to the child.",
        source="episodes",
        measure=Count(),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="",
        breakdowns=(DURATION,),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        known_as=("episode … hours", "episode … lasted", "lasted … hours"),
        example=Example(EPISODES, "2016-17", "4", f"One in each band. {LATER}"),
    ),
    Indicator(
        key="episode_risk_levels",
        name="Episodes recorded by the police",
        section="missing_depth",
        definition=(
            "Episodes of going missing or being absent that started in the period, by the last level of risk that the police recorded. "
            f"{sentence_case(ABSENT_APART)}."
        ),
        why_it_matters="It shows how grave the police judged the danger to be.",
        source="episodes",
        measure=Count(),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="",
        breakdowns=(RISK_LEVEL,),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        known_as=("episode … risk", "risk … episode", "episode … assessed"),
        example=Example(EPISODES, "2016-17", "4", f"One absent, two of medium risk and one of high risk. {LATER}"),
    ),
    Indicator(
        key="missing_episodes_from_care",
        name="Episodes that started in care",
        section="missing_depth",
        definition=(
            "Episodes of going missing or being absent that started in the period while the child was in a placement in the area, made by "
            f"the council or by another authority, as the police recorded them; by the placement on the day. {PLACED_ON}"
        ),
        why_it_matters="Councils look after these children as parents do, and know where each of them lives.",
        source="episodes",
        measure=Count(FROM_CARE),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="{figure} [episode|episodes] started while the child was in care, that of the council or of another authority",
        known_as=(
            "episode … from care",
            "episode … in care",
            "episode … looked after",
            "looked after … episode",
            "episode … foster",
            "episode … children's home",
            "episode … placement",
            "care … episode",
        ),
        breakdowns=(RESPONSIBLE, PLACEMENT_TYPE),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        part_of="missing_episodes",
        example=Example(EPISODES, "2016-17", "3", f"Two of B and one of C; A went missing from home. {LATER}"),
    ),
    Indicator(
        key="episodes_in_care_by_police",
        name="Episodes of children in care, by the police record",
        section="missing_depth",
        definition=(
            "Episodes of going missing or being absent that started in the period while the child was in care, as the police wrote it in "
            "the notification that opened the episode. It is counted where no placements were delivered, which say whose care it was."
        ),
        why_it_matters="Councils look after these children as parents do, and know where each of them lives.",
        source="episodes",
        measure=Count(IN_CARE_BY_POLICE),
        dated_by="started_at",
        unit="episodes",
        population=IN_THE_AREA,
        statement="{figure} [episode|episodes] started while the child was in care, by the police record; whose care is not known",
        known_as=("episode … in care … by the police",),
        caveats=("includes_other_authorities",),
        breaks_with=("absent",),
        part_of="missing_episodes",
        example=Example(BY_POLICE, "2016-17", "2", f"Those of B; A went missing from home. {LATER}"),
    ),
)
