"""Targeted and specialist support."""

from analysis.base.chapter import Chapter
from analysis.chapters.support import indicators, specialist_service, tables

CHAPTER = Chapter(
    "support",
    tables=tables.TABLES,
    indicators=(*indicators.INDICATORS, *specialist_service.INDICATORS),
    sections=("support",),
    caveats={
        "own_window": "The service reports over its own contract year, so the dates differ from those of the report.",
        "not_seen_yet": "Of late referrals some had not been seen when the figures were taken; they count as not seen in time.",
    },
)
