"""Return interviews.

Completion depends on what it is a percentage of. Four denominators are in use among councils; all four are counted, and every
figure says which one it uses. The two headline figures, for home and for care, are percentages of the interviews required.
"""

from functools import partial

from analysis.base.measures import EVERY, Condition, Count, Share, ShareOfPeople, where
from analysis.base.spec import Example, Indicator, NotKnown
from analysis.chapters.interviews.breakdowns import OUTCOME, REQUIRED_OR_NOT
from analysis.chapters.missing.breakdowns import MISSING_FROM

RETURNED = "children who went missing in the area and came back, with those looked after by other authorities and placed in it"

REQUIRED = where("an interview was required", required="yes")
OFFERED = where("an interview was offered", required="yes", offered="yes")
ACCEPTED = where(
    "an interview was completed or advice was given in its place", outcome=("completed", "advice_given", "accepted_not_present")
)
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

COMPLETED_AS = ("interview … complet", "complet … interview", "interview … took place", "interview … held", "interview … carried out")
"""How people say that an interview was completed, of whichever whole."""

LATER = "Episode 7 ended in the next year."


def example(gives: str, because: str) -> Example:
    """What the returns above give, and why."""
    return Example(RETURNS, "2016-17", gives, f"{because} {LATER}")


def of_required(those: str) -> str:
    """What those are of whom a percentage of the interviews required tells."""
    return f"Of the returned episodes for which policy required a return interview, those {those}."


of_returns = partial(
    Indicator,
    section="missing",
    why_it_matters=WHY,
    source="return_interviews",
    dated_by="returned_at",
    population=RETURNED,
)
"""An indicator that is counted from returned episodes; what is its own is given with it."""

of_the_required = partial(of_returns, unit="interviews required", better="higher")
"""A percentage of the interviews required: how far they get, or how many of a group are completed."""

completed_among = partial(of_returns, statement="", breakdowns=(MISSING_FROM,), better="higher")
"""Completed interviews as a percentage of one of the four denominators; told in a table, not in a sentence."""


def not_in_tracker(returned: str) -> tuple[NotKnown]:
    """How many returned episodes, by the key of their indicator, may have been owed an interview."""
    return (NotKnown(returned, "more returned episodes whether an interview was required", "required", ("not_recorded",)),)


def completed_by(key: str, children: str, group: Condition, known_as: tuple[str, ...], gives: Example) -> Indicator:
    """The headline completion of one group of children."""
    return of_the_required(
        key=key,
        not_known=not_in_tracker(f"returned_episodes_{key.removeprefix('return_interviews_completed_')}"),
        name=f"Return interviews completed, {children}",
        definition=(
            f"Of the returned episodes of {children} for which policy required a return interview, those with an interview completed. "
            "An episode counts in the period in which the child returned."
        ),
        measure=Share(part=COMPLETED, whole=REQUIRED & group),
        statement=f"{{part}} of the {{whole}} return interviews required for {children} [was|were] completed ({{figure}})",
        known_as=known_as,
        example=gives,
    )


INDICATORS = (
    completed_by(
        "return_interviews_completed_home",
        "children missing from home",
        FROM_HOME,
        ("interview … from home", "from home … interview"),
        example(
            "33", "Interviews were required after episodes 1, 4 and 5 and completed after the first; after episode 6 none was required."
        ),
    ),
    completed_by(
        "return_interviews_completed_looked_after",
        "looked-after children",
        LOOKED_AFTER,
        ("interview … looked after", "looked after … interview", "interview … in care", "in care … interview"),
        example("50", "Interviews were required after episodes 2 and 3 and completed after the first of them."),
    ),
    of_returns(
        key="returned_episodes",
        name="Returned episodes",
        definition=(
            "Episodes that ended in the period because the child came back, by whether policy required a return interview. Not recorded is "
            "an episode of which the tracker of return interviews says nothing, so it is in no percentage of the interviews required."
        ),
        measure=Count(),
        unit="returned episodes",
        statement="{figure} [episode|episodes] ended with the child's return",
        breakdowns=(REQUIRED_OR_NOT,),
        known_as=("returned episode", "episode … ended", "episode … child returned", "episode … child came back"),
        example=example("6", "Episodes 1 to 6; after five of them an interview was required."),
    ),
    of_returns(
        key="return_interviews",
        name="Return interviews required",
        definition=(
            "Returned episodes for which policy required a return interview, by what became of it. An episode counts in the period "
            "in which the child returned. Advice given in place of an interview is not an interview. A row of the tracker belongs to the "
            "episode of the child whose return is nearest to the one that it names, at most 24 hours apart, and to one episode only."
        ),
        measure=Count(REQUIRED),
        unit="interviews required",
        statement="{figure} return [interview was|interviews were] required",
        known_as=(
            "return interview",
            "return home interview",
            "interview required",
            "interview … attempted",
            "interview … declined",
        ),
        breakdowns=(OUTCOME,),
        example=example("5", "All but episode 6, after which none was required."),
    ),
    of_the_required(
        key="return_interviews_offered",
        not_known=not_in_tracker("returned_episodes"),
        name="Return interviews offered",
        definition=of_required("to whose child an interview was offered"),
        measure=Share(where("an interview was offered", offered="yes"), REQUIRED),
        statement="{part} of the {whole} return interviews required ({figure}) [was|were] offered",
        known_as=("interview … offered", "offered … interview", "required … offered", "offer … interview"),
        example=example("80", "Four of the five required; after episode 4 none was offered."),
    ),
    of_the_required(
        key="return_interviews_accepted",
        not_known=not_in_tracker("returned_episodes"),
        name="Return interviews accepted",
        definition=of_required("after which the offer was taken up: an interview was completed, or advice was given in its place"),
        measure=Share(ACCEPTED, REQUIRED),
        breaks_with=("accepted_not_present",),
        part_of="return_interviews_offered",
        statement="{part} of the {whole} return interviews required ({figure}) [was|were] accepted",
        known_as=("interview … accepted", "accepted … interview", "required … accepted"),
        example=example("60", "Three of the five required; after episode 3 the offer was declined."),
    ),
    of_the_required(
        key="return_interviews_within_72_hours",
        not_known=not_in_tracker("returned_episodes"),
        name="Return interviews completed within 72 hours",
        definition=of_required("with an interview completed within 72 hours of the child's return"),
        measure=Share(COMPLETED & WITHIN_72_HOURS, REQUIRED),
        part_of="return_interviews_completed_of_required",
        statement=(
            "{part} of the {whole} return interviews required ({figure}) [was|were] completed within ~72 hours~ of the child's return"
        ),
        caveats=("interview_time",),
        known_as=("interview … within 72 hours", "within 72 hours … interview", "interview … within three days"),
        example=example("20", "One of the five required; the interview after episode 2 was held later."),
    ),
    completed_among(
        key="return_interviews_completed_of_returned",
        name="Completed, of all returned episodes",
        definition=(
            "Returned episodes with an interview completed, of all returned episodes, whether or not policy required an interview."
        ),
        measure=Share(COMPLETED, EVERY),
        unit="returned episodes",
        known_as=(
            *COMPLETED_AS,
            "returned episode … interview",
            "interview … returned episode",
            "episode … followed by … interview",
        ),
        example=example("33", "Two of the six episodes that ended in the year."),
    ),
    completed_among(
        key="return_interviews_completed_of_required",
        not_known=not_in_tracker("returned_episodes"),
        name="Completed, of interviews required",
        definition="Returned episodes with an interview completed, of those for which policy required one.",
        measure=Share(COMPLETED, REQUIRED),
        unit="interviews required",
        known_as=(
            *COMPLETED_AS,
            "interview … required … complet",
            "required … complet",
            "complet … required",
        ),
        example=example("40", "Two of the five required."),
    ),
    completed_among(
        key="return_interviews_completed_of_offered",
        not_known=not_in_tracker("returned_episodes"),
        name="Completed, of interviews offered",
        definition="Returned episodes with an interview completed, of those for which a required interview was offered.",
        measure=Share(COMPLETED, OFFERED),
        unit="interviews offered",
        known_as=(
            *COMPLETED_AS,
            "interview … offered … complet",
            "interview … complet … offered",
            "offered … complet",
            "complet … offered",
        ),
        example=example("50", "Two of the four offered."),
    ),
    completed_among(
        key="return_interviews_completed_of_children",
        name="Children with a completed interview, of children who returned",
        definition="Different children with at least one completed interview, of the different children who came back at least once.",
        measure=ShareOfPeople(COMPLETED, EVERY),
        unit="children who returned",
        known_as=(
            *COMPLETED_AS,
            "child … return … interview",
            "child … completed … interview",
            "interview … children who returned",
        ),
        example=example("50", "A and B, of A, B, C and D."),
    ),
)
