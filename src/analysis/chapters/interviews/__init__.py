"""Return interviews, and what children named in them."""

from analysis.chapters.interviews import groups, indicators, themes

__all__ = ["groups", "indicators", "themes"]
