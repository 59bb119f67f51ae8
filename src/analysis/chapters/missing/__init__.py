"""Children who go missing from home and care."""

from analysis.chapters.missing import episodes, indicators, looked_after, meetings, tables

__all__ = ["episodes", "indicators", "looked_after", "meetings", "tables"]
