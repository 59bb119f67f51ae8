"""What children named in return interviews, as coded themes; what they said is never taken in."""

from analysis.base.measures import Count, where
from analysis.base.spec import Breakdown, Example, Indicator
from analysis.chapters.interviews.breakdowns import NAMED_AS_REASON, NAMED_AS_RISK

THEMES = """
theme_id | interview_id | interviewed_on | kind   | theme
1        | I1           | 2016-05-03     | reason | boundaries
2        | I1           | 2016-05-03     | reason | school
3        | I1           | 2016-05-03     | risk   | offending
4        | I2           | 2017-03-30     | reason | boundaries
5        | I3           | 2017-04-02     | reason | siblings
"""


def named(key: str, kind: str, plural: str, breakdown: Breakdown, gives: str, because: str) -> Indicator:
    """How often each theme of one kind was named."""
    return Indicator(
        key=key,
        name=f"{plural[:1].upper()}{plural[1:]} named in return interviews",
        section="missing_depth",
        definition=(
            f"How often a {kind} was named in return interviews held in the period, by theme. An interview may name several, each counted "
            "once, so these are percentages of what was named and not of interviews."
        ),
        why_it_matters="What children say in return interviews tells services what would help.",
        source="interview_themes",
        measure=Count(where(f"it is a {kind}", kind=kind)),
        dated_by="interviewed_on",
        unit=f"{plural} named",
        population="children who had a return interview",
        statement="",
        breakdowns=(breakdown,),
        caveats=("several_themes",),
        example=Example(THEMES, "2016-17", gives, because),
    )


INDICATORS = (
    named(
        "interview_reasons",
        "reason",
        "reasons",
        NAMED_AS_REASON,
        "3",
        "Boundaries twice and school once; the fifth row is of the next year.",
    ),
    named("interview_risks", "risk", "risks", NAMED_AS_RISK, "1", "Offending, in the first interview."),
)
