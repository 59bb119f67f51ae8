"""The problem profile."""

from analysis.base.chapter import Chapter
from analysis.chapters.problem_profile import indicators, tables

CHAPTER = Chapter(
    "problem_profile",
    tables=tables.TABLES,
    indicators=indicators.INDICATORS,
    sections=("profile",),
    builds_on=("exploitation",),
)
