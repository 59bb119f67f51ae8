"""The problem profile."""

from analysis.chapters.problem_profile import indicators

__all__ = ["indicators"]
