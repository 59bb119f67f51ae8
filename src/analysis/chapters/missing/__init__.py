"""Children who go missing from home and care."""

from analysis.chapters.missing import episodes, indicators, looked_after, meetings

__all__ = ["episodes", "indicators", "looked_after", "meetings"]
