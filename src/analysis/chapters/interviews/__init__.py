"""Return interviews, and what children named in them."""

from analysis.chapters.interviews import groups, indicators, tables, themes

__all__ = ["groups", "indicators", "tables", "themes"]
