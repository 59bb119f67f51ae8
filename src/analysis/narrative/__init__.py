"""Words that follow numbers, and words that people wrote, each marked as what it is."""

from analysis.narrative.commentary import HEADINGS, read_commentary
from analysis.narrative.findings import findings, headlines
from analysis.narrative.text import Text

__all__ = ["HEADINGS", "Text", "findings", "headlines", "read_commentary"]
