"""Training for professionals."""

from analysis.base.chapter import Chapter
from analysis.chapters.training import indicators, tables

CHAPTER = Chapter(
    "training",
    tables=tables.TABLES,
    indicators=indicators.INDICATORS,
    sections=("training",),
)
