"""Return interviews, and what children named in them."""

from analysis.base.chapter import Chapter
from analysis.chapters.interviews import groups, indicators, tables, themes

CHAPTER = Chapter(
    "interviews",
    tables=tables.TABLES,
    indicators=(*indicators.INDICATORS, *groups.INDICATORS, *themes.INDICATORS),
    headlines=("return_interviews_completed_home", "return_interviews_completed_looked_after"),
    caveats={
        "interview_time": "The time runs in elapsed hours from the child's return to the interview.",
        "several_themes": "An interview may name several.",
    },
    builds_on=("missing",),
)
