"""The problem profile."""

from analysis.chapters.problem_profile import indicators, tables

__all__ = ["indicators", "tables"]
