"""Return interviews.

Completion depends on what it is a percentage of. Four denominators are in use among councils; all four are counted, and every
figure says which one it uses. The two headline figures, for home and for care, are percentages of the interviews required.
"""

from analysis.base.measures import EVERY, Condition, Count, Share, ShareOfPeople, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.interviews.breakdowns import OUTCOME
from analysis.chapters.missing.breakdowns import MISSING_FROM

RETURNED = "children who went missing in the area and came back, with those looked after by other authorities and placed in it"

REQUIRED = where("an interview was required", required="yes")
OFFERED = where("an interview was offered", required="yes", offered="yes")
ACCEPTED = where("an interview was completed or advice was given in its place", outcome=("completed", "advice_given"))
COMPLETED = where("an interview was completed", outcome="completed")
WITHIN_72_HOURS = where("within 72 hours of the return", interviewed_within=("24h", "72h"))
FROM_HOME = where("missing from home", missing_from="home")
LOOKED_AFTER = where("missing from care", missing_from=("own_care", "other_authority_care"))

WHY = "An interview by someone independent finds out why a child went missing and what would help; guidance asks for it within 72 hours."

RETURNS = """
episode_id | child_id | returned_at      | missing_from | required | offered | outcome       | interviewed_within
1          | A        | 2016-04-06 08:00 | home         | yes      | yes     | completed     | 72h
2          | B        | 2016-08-20 09:00 | own_care     | yes      | yes     | completed     | longer
3          | B        | 2016-09-02 07:00 | own_care     | yes      | yes     | declined      | not_completed
4          | C        | 2016-11-11 23:00 | home         | yes      | no      | not_attempted | not_completed
5          | A        | 2017-01-08 01:00 | home         | yes      | yes     | advice_given  | not_completed
6          | D        | 2017-02-14 10:00 | home         | no       | no      | not_required  | not_completed
7          | C        | 2017-04-01 09:00 | home         | yes      | yes     | completed     | 72h
"""

LATER = "Episode 7 ended in the next year."


def completed_among(key: str, name: str, unit: str, definition: str, measure: Share | ShareOfPeople, gives: str, because: str) -> Indicator:
    """Completed interviews as a percentage of one of the four denominators; told in a table, not in a sentence."""
    return Indicator(
        key=key,
        name=name,
        section="missing",
        definition=definition,
        why_it_matters=WHY,
        source="return_interviews",
        measure=measure,
        dated_by="returned_at",
        unit=unit,
        population=RETURNED,
        statement="",
        known_as=("return interview", "return home interview"),
        breakdowns=(MISSING_FROM,),
        better="higher",
        example=Example(RETURNS, "2016-17", gives, f"{because} {LATER}"),
    )


def step(key: str, name: str, words: str, definition: str, part: Condition, gives: str, because: str, **more: object) -> Indicator:
    """A step from the interviews required to those held in time, as a percentage of the interviews required."""
    return Indicator(
        key=key,
        name=name,
        section="missing",
        definition=f"Of the returned episodes for which policy required a return interview, those {definition}.",
        why_it_matters=WHY,
        source="return_interviews",
        measure=Share(part, REQUIRED),
        dated_by="returned_at",
        unit="interviews required",
        population=RETURNED,
        statement=f"{{part}} of the {{whole}} return interviews required ({{figure}}) [was|were] {words}",
        better="higher",
        example=Example(RETURNS, "2016-17", gives, f"{because} {LATER}"),
        **more,
    )


def completed_by(key: str, words: str, group: Condition, gives: str, because: str) -> Indicator:
    """The headline completion of one group: a percentage of the interviews required."""
    return Indicator(
        key=key,
        name=f"Return interviews completed, {words}",
        section="missing",
        definition=(
            f"Of the returned episodes of {words} for which policy required a return interview, those with an interview completed. "
            "An episode counts in the period in which the child returned."
        ),
        why_it_matters=WHY,
        source="return_interviews",
        measure=Share(part=COMPLETED, whole=REQUIRED & group),
        dated_by="returned_at",
        unit="interviews required",
        population=RETURNED,
        known_as=("return interview", "return home interview"),
        statement=f"{{part}} of the {{whole}} return interviews required for {words} [was|were] completed ({{figure}})",
        better="higher",
        example=Example(RETURNS, "2016-17", gives, f"{because} {LATER}"),
    )


INDICATORS = (
    completed_by(
        "return_interviews_completed_home",
        "children missing from home",
        FROM_HOME,
        "33",
        "Interviews were required after episodes 1, 4 and 5 and completed after the first; after episode 6 none was required.",
    ),
    completed_by(
        "return_interviews_completed_looked_after",
        "looked-after children",
        LOOKED_AFTER,
        "50",
        "Interviews were required after episodes 2 and 3 and completed after the first of them.",
    ),
    Indicator(
        key="return_interviews",
        name="Return interviews required",
        section="missing",
        definition=(
            "Returned episodes for which policy required a return interview, by what became of it. An episode counts in the period "
            "in which the child returned. Advice given in place of an interview is not an interview."
        ),
        why_it_matters=WHY,
        source="return_interviews",
        measure=Count(REQUIRED),
        dated_by="returned_at",
        unit="interviews required",
        population=RETURNED,
        statement="{figure} return [interview was|interviews were] required",
        known_as=("return interview", "return home interview"),
        breakdowns=(OUTCOME,),
        example=Example(RETURNS, "2016-17", "5", f"All but episode 6, after which none was required. {LATER}"),
    ),
    step(
        "return_interviews_offered",
        "Return interviews offered",
        "offered",
        "to whose child an interview was offered",
        where("an interview was offered", offered="yes"),
        "80",
        "Four of the five required; after episode 4 none was offered.",
    ),
    step(
        "return_interviews_accepted",
        "Return interviews accepted",
        "accepted",
        "after which the offer was taken up: an interview was completed, or advice was given in its place",
        ACCEPTED,
        "60",
        "Three of the five required; after episode 3 the offer was declined.",
        part_of="return_interviews_offered",
    ),
    step(
        "return_interviews_within_72_hours",
        "Return interviews completed within 72 hours",
        "completed within ~72 hours~ of the child's return",
        "with an interview completed within 72 hours of the child's return",
        COMPLETED & WITHIN_72_HOURS,
        "20",
        "One of the five required; the interview after episode 2 was held later.",
        part_of="return_interviews_completed_of_required",
        caveats=("interview_time",),
    ),
    completed_among(
        "return_interviews_completed_of_returned",
        "Completed, of all returned episodes",
        "returned episodes",
        "Returned episodes with an interview completed, of all returned episodes, whether or not policy required an interview.",
        Share(COMPLETED, EVERY),
        "33",
        "Two of the six episodes that ended in the year.",
    ),
    completed_among(
        "return_interviews_completed_of_required",
        "Completed, of interviews required",
        "interviews required",
        "Returned episodes with an interview completed, of those for which policy required one.",
        Share(COMPLETED, REQUIRED),
        "40",
        "Two of the five required.",
    ),
    completed_among(
        "return_interviews_completed_of_offered",
        "Completed, of interviews offered",
        "interviews offered",
        "Returned episodes with an interview completed, of those for which a required interview was offered.",
        Share(COMPLETED, OFFERED),
        "50",
        "Two of the four offered.",
    ),
    completed_among(
        "return_interviews_completed_of_children",
        "Children with a completed interview, of children who returned",
        "children who returned",
        "Different children with at least one completed interview, of the different children who came back at least once.",
        ShareOfPeople(COMPLETED, EVERY),
        "50",
        "A and B, of A, B, C and D.",
    ),
)
