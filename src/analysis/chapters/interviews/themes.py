"""What children named in return interviews, as coded themes; what they said is never taken in."""

from analysis.base.formats import sentence_case
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


def named(kind: str, breakdown: Breakdown, example: Example) -> Indicator:
    """How often each theme of one kind was named."""
    return Indicator(
        key=f"interview_{kind}s",
        name=f"{sentence_case(kind)}s named in return interviews",
        section="missing_depth",
        definition=(
            f"How often a {kind} was named in return interviews held in the period, by theme. An interview may name several, each counted "
            "once, so these are percentages of what was named and not of interviews."
        ),
        why_it_matters="What children say in return interviews tells services what would help.",
        source="interview_themes",
        measure=Count(where(f"it is a {kind}", kind=kind)),
        dated_by="interviewed_on",
        unit=f"{kind}s named",
        population="children who had a return interview",
        statement="",
        breakdowns=(breakdown,),
        known_as=(f"{kind}s named", f"{kind} … interview", f"common {kind}", f"common {kind}s", f"main {kind}"),
        caveats=("several_themes",),
        example=example,
    )


INDICATORS = (
    named(
        "reason", NAMED_AS_REASON, Example(THEMES, "2016-17", "3", "Boundaries twice and school once; the fifth row is of the next year.")
    ),
    named("risk", NAMED_AS_RISK, Example(THEMES, "2016-17", "1", "Offending, in the first interview.")),
)
