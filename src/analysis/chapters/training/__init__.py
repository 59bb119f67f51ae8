"""Training for professionals."""

from analysis.chapters.training import indicators

__all__ = ["indicators"]
