"""What children named in return interviews, as coded themes; what they said is never taken in."""

from functools import partial

from analysis.base.measures import Count, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.interviews.breakdowns import NAMED_AS_REASON, NAMED_AS_RISK

THEMES = """
theme_id | interview_id | interviewed_on | kind   | theme
1        | I1           | 2016-05-03     | reason | boundaries
2        | I1           | 2016-05-03     | reason | school
3        | I1           | 2016-05-03     | risk   | offending
4        | I2           | 2017-03-30     | reason | boundaries
5        | I3           | 2017-04-02     | reason | siblings
"""


named = partial(
    Indicator,
    section="missing_depth",
    why_it_matters="What children say in return interviews tells services what would help.",
    source="interview_themes",
    dated_by="interviewed_on",
    population="children who had a return interview",
    statement="",
    caveats=("several_themes",),
)
"""How often each theme of one kind was named; what is its own is given with it."""

INDICATORS = (
    named(
        key="interview_reasons",
        name="Reasons named in return interviews",
        definition=(
            "How often a reason was named in return interviews held in the period, by theme. An interview may name several, each counted "
            "once, so these are percentages of what was named and not of interviews."
        ),
        measure=Count(where("it is a reason", kind="reason")),
        unit="reasons named",
        breakdowns=(NAMED_AS_REASON,),
        example=Example(THEMES, "2016-17", "3", "Boundaries twice and school once; the fifth row is of the next year."),
    ),
    named(
        key="interview_risks",
        name="Risks named in return interviews",
        definition=(
            "How often a risk was named in return interviews held in the period, by theme. An interview may name several, each counted "
            "once, so these are percentages of what was named and not of interviews."
        ),
        measure=Count(where("it is a risk", kind="risk")),
        unit="risks named",
        breakdowns=(NAMED_AS_RISK,),
        example=Example(THEMES, "2016-17", "1", "Offending, in the first interview."),
    ),
)
