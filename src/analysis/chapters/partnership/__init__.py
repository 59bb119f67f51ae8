"""What agencies do together."""

from analysis.chapters.partnership import indicators, panel, tables

__all__ = ["indicators", "panel", "tables"]
