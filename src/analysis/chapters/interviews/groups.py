"""Return interviews in depth: for children missing from home, from the council's care and from that of other authorities, and how soon.

The undivided figures are those of `interviews`; these are divided, for years alone, and told in tables. How many interviews were required
and offered in each group stands there already, in the denominators of completion.
"""

from functools import partial

from analysis.base.measures import Count, Share, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.interviews.breakdowns import (
    INTERVIEWED_WITHIN,
    MISSING_FROM_IN_A_YEAR,
    PLACED_BY,
    REQUIRED_OR_NOT_IN_A_YEAR,
)
from analysis.chapters.interviews.indicators import (
    ACCEPTED,
    COMPLETED,
    FROM_HOME,
    LOOKED_AFTER,
    REQUIRED,
    WITHIN_72_HOURS,
    example,
    of_required,
    of_returns,
    of_the_required,
)

OTHERS = where("the child was in the care of another authority", missing_from="other_authority_care")

PLACED = """
episode_id | child_id | returned_at      | missing_from         | placed_by  | required | outcome
1          | A        | 2016-04-06 08:00 | other_authority_care | neighbour  | yes      | completed
2          | B        | 2016-08-20 09:00 | other_authority_care | neighbour  | yes      | declined
3          | C        | 2016-09-02 07:00 | other_authority_care | elsewhere  | yes      | not_attempted
4          | D        | 2016-11-11 23:00 | own_care             | own        | yes      | completed
"""


by_group = partial(of_the_required, section="missing_depth", statement="", breakdowns=(MISSING_FROM_IN_A_YEAR,))
"""A percentage of the interviews required, for each group of children."""

INDICATORS = (
    by_group(
        key="interviews_accepted_by_group",
        name="Interviews accepted, by group",
        definition=of_required("after which an interview was completed, or advice was given in its place, by where the child went from"),
        measure=Share(ACCEPTED, REQUIRED),
        breaks_with=("accepted_not_present",),
        known_as=("interview … accepted", "accepted … interview"),
        example=example("60", "Two of the three from home and one of the two from the council's care."),
    ),
    by_group(
        key="interviews_within_72_hours_by_group",
        name="Interviews within 72 hours, by group",
        definition=of_required("with an interview completed within 72 hours of the child's return, by where the child went from"),
        measure=Share(COMPLETED & WITHIN_72_HOURS, REQUIRED),
        known_as=("interview … within 72 hours", "within 72 hours … interview"),
        example=example("20", "One of the three from home and none of the two from the council's care."),
    ),
    of_returns(
        key="interview_times",
        name="Required interviews that were completed",
        section="missing_depth",
        definition=(
            "Return interviews that were required and completed, by the elapsed hours from the child's return to the interview. Where the "
            "day of the return or of the interview has no time, it is told by the dates alone: 0 to 3 days may be more than 72 hours, so "
            "such interviews are not counted as held within 72 hours."
        ),
        measure=Count(REQUIRED & COMPLETED),
        unit="interviews completed",
        statement="",
        breakdowns=(INTERVIEWED_WITHIN,),
        caveats=("interview_time",),
        known_as=(
            "interviews completed",
            "interview … within 24 hours",
            "interview … within 7 days",
            "interview … held within",
        ),
        example=example("2", "One within 72 hours and one after more than 7 days."),
    ),
    *(
        of_returns(
            key=f"returned_episodes_{group}",
            name=f"Returned episodes of {children}",
            section="missing_depth",
            definition=f"Returned episodes of {children}, by whether policy required a return interview.",
            measure=Count(whose),
            unit="returned episodes",
            statement="",
            breakdowns=(REQUIRED_OR_NOT_IN_A_YEAR,),
            known_as=known_as,
            example=example(gives, because),
        )
        for group, children, whose, known_as, gives, because in (
            (
                "home",
                "children missing from home",
                FROM_HOME,
                ("returned episode … from home",),
                "4",
                "Episodes 1, 4, 5 and 6; after the last of them none was required.",
            ),
            (
                "looked_after",
                "looked-after children",
                LOOKED_AFTER,
                ("returned episode … looked after",),
                "2",
                "Episodes 2 and 3, after both of which one was required.",
            ),
        )
    ),
    Indicator(
        key="interviews_other_authorities",
        name="Return interviews of children placed by other authorities",
        section="missing_depth",
        definition=(
            "Of the returned episodes of children whom other authorities look after and have placed in the area, for which policy required "
            "a return interview, those with one completed, by the group of authorities that placed the child. The placing authority is "
            "responsible for the interview."
        ),
        why_it_matters="A child placed far from home needs to be heard no less, and the placing authority must see to it.",
        source="return_interviews",
        measure=Share(COMPLETED, REQUIRED & OTHERS),
        dated_by="returned_at",
        unit="interviews required",
        population="children looked after by other authorities and placed in the area, who went missing and came back",
        statement="{part} of the {whole} return interviews required of other authorities ({figure}) [was|were] completed",
        known_as=(
            "other authorit … interview",
            "interview … other authorit",
            "another authorit … interview",
            "interview … another authorit",
        ),
        breakdowns=(PLACED_BY,),
        better="higher",
        example=Example(PLACED, "2016-17", "33", "One of the three; D is looked after by the council."),
    ),
)
