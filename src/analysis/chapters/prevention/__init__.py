"""Work to prevent exploitation."""

from analysis.chapters.prevention import indicators, tables

__all__ = ["indicators", "tables"]
