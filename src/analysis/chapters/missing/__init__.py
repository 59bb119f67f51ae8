"""Children who go missing from home and care."""

from analysis.base.chapter import Chapter
from analysis.chapters.missing import episodes, indicators, looked_after, meetings, tables

CHAPTER = Chapter(
    "missing",
    tables=tables.TABLES,
    indicators=(*indicators.INDICATORS, *meetings.INDICATORS, *episodes.INDICATORS, *looked_after.INDICATORS),
    sections=("missing", "missing_depth", "looked_after"),
    headlines=("missing_notifications", "missing_individuals"),
    caveats={
        "includes_other_authorities": "Children looked after by other authorities and placed in the area are included.",
        "police_time": "The time runs in elapsed hours from the report to the police to the sending of the notification.",
        "missing_or_away": (
            "Since 2017 more and more authorities record everything as missing and nothing as away, so the two types "
            "are best read together."
        ),
        "elsewhere_unknown": "Of children placed outside the area the police of the area may know nothing.",
    },
)
