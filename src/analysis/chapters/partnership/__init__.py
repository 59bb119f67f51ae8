"""What agencies do together."""

from analysis.chapters.partnership import indicators, panel

__all__ = ["indicators", "panel"]
