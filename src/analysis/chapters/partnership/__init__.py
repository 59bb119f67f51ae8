"""What agencies do together."""

from analysis.base.chapter import Chapter
from analysis.chapters.partnership import indicators, panel, tables

CHAPTER = Chapter(
    "partnership",
    tables=tables.TABLES,
    indicators=(*indicators.INDICATORS, *panel.INDICATORS),
    sections=("partnership",),
    caveats={
        "places": "How often a place is raised depends on where agencies look, so it says nothing certain about where harm happens.",
    },
    builds_on=(
        "exploitation",
        "training",
    ),
)
