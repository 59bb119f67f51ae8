"""What agencies do together."""

from analysis.base.chapter import Chapter
from analysis.chapters.partnership import indicators, panel, tables

CHAPTER = Chapter(
    "partnership",
    tables=tables.TABLES,
    indicators=(*indicators.INDICATORS, *panel.INDICATORS),
    sections=("partnership",),
    caveats={
        "ever_trained": "The total so far takes in those who no longer drive; how many of those licensed now have been trained is apart.",
        "places": "How often a place is raised depends on where agencies look, so it says nothing certain about where harm happens.",
    },
    builds_on=(
        "exploitation",
        "training",
    ),
)
