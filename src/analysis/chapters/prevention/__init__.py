"""Work to prevent exploitation."""

from analysis.base.chapter import Chapter
from analysis.chapters.prevention import indicators, tables

CHAPTER = Chapter(
    "prevention",
    tables=tables.TABLES,
    indicators=indicators.INDICATORS,
    sections=("prevention",),
    caveats={
        "counted_once": "Each is counted once for each period, so the quarters do not add up to the year.",
    },
)
