"""The tables about return interviews."""

from __future__ import annotations

from analysis.base.table import Column, MadeFrom, TableRecord, code, date, identifier, made, not_kept, own_key
from analysis.chapters.columns import AGE, AGE_BAND, CHILD, FULL_NAME, SEX, YES_NO
from analysis.chapters.missing.tables import MISSING_FROM, ON_THE_DAY

OUTCOMES = ("completed", "advice_given", "accepted_not_present", "declined", "not_attempted", "not_required", "not_recorded")
WITHIN = ("24h", "72h", "7_days", "longer", "3_days_by_date", "longer_by_date", "not_recorded", "not_completed")
THEMES = (
    *("boundaries", "parental_relationship", "siblings", "girlfriend_or_boyfriend", "school", "drugs_or_alcohol", "mental_health"),
    *("sexual_exploitation", "adults_who_may_pose_a_risk", "offending", "other", "not_recorded"),
)
OF_THE_EPISODE = ("episode_id", "category", "missing_from", "sex", "age", "placed_by")

RETURN_INTERVIEWS = TableRecord(
    "return_interviews",
    "Return-interview tracker",
    "one return of a missing child for which an interview was considered",
    "returned_at",
    (
        made(own_key("episode_id", "the episode that the child returned from")),
        not_kept(own_key("interview_id", "the number in the tracker")),
        CHILD,
        *FULL_NAME,
        made(code("category", "missing or absent, as the episode is", "missing", "absent")),
        date("returned_at", "when the child came back", must=True),
        MISSING_FROM,
        made(SEX),
        AGE,
        AGE_BAND,
        code("required", "whether an interview had to be offered", *YES_NO),
        not_kept(date("offered_on", "when it was offered")),
        made(code("offered", "whether it was offered, from the date of the offer or an outcome that tells", *YES_NO)),
        code("outcome", "what became of it", *OUTCOMES),
        date("interviewed_at", "when the child was interviewed"),
        made(Column("hours_to_interview", "elapsed hours from return to interview", kind="number")),
        made(code("interviewed_within", "how soon after the return the interview was held", *WITHIN)),
        ON_THE_DAY[-1],
    ),
    processed_row="one returned episode, with what became of its interview",
    made_from=(
        MadeFrom(
            "episodes", "the episode that the child returned from", OF_THE_EPISODE, by="episode_id", stand_behind=True, passes_on=True
        ),
    ),
    about="child",
)

INTERVIEW_THEMES = TableRecord(
    "interview_themes",
    "Themes of return interviews",
    "one reason for going missing, or one risk, that was named in one return interview; what the child said is never taken in",
    "interviewed_on",
    (
        own_key("theme_id", "the number of the row; where the file has none, interview, kind and theme stand for it"),
        identifier("interview_id", "the number of the interview in the tracker"),
        date("interviewed_on", "when the child was interviewed", must=True),
        code("kind", "a reason for going missing, or a risk while missing", "reason", "risk", must=True),
        code("theme", "what was named", *THEMES, must=True),
    ),
    about="child",
)

TABLES = (RETURN_INTERVIEWS, INTERVIEW_THEMES)
