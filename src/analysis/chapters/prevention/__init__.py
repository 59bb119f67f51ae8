"""Work to prevent exploitation."""

from analysis.chapters.prevention import indicators

__all__ = ["indicators"]
