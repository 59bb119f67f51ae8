"""Words that follow numbers, and words that people wrote, each marked as what it is."""

from analysis.show.narrative.commentary import (
    check_as_written,
    check_commentary,
    headings_without_words,
    paragraphs_left_out,
    read_commentary,
    refuse_faults,
)
from analysis.show.narrative.findings import findings
from analysis.show.narrative.main_points import main_points_said
from analysis.show.narrative.process_limits import usual_said
from analysis.show.narrative.profile import not_recorded, recorded_more_often, standing_out
from analysis.show.narrative.published import published_in_short, published_paragraph
from analysis.show.narrative.questions import questions
from analysis.show.narrative.story import story_of
from analysis.show.narrative.text import Text

__all__ = [
    "Text",
    "check_as_written",
    "check_commentary",
    "findings",
    "headings_without_words",
    "main_points_said",
    "not_recorded",
    "paragraphs_left_out",
    "published_in_short",
    "published_paragraph",
    "questions",
    "read_commentary",
    "recorded_more_often",
    "refuse_faults",
    "standing_out",
    "story_of",
    "usual_said",
]
