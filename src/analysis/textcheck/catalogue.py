"""All rules about texts, in the order in which they are documented."""

from __future__ import annotations

from analysis.textcheck import baseline_rules, course_rules, figure_rules, fill, part_rules, sentence_rules, word_rules

CLAIMS = (fill.UNREADABLE, fill.FIGURE_UNKNOWN, fill.FALSE, fill.UNKNOWN)
COURSES = (*course_rules.RULES, *part_rules.RULES, *baseline_rules.RULES)
RULES = (*CLAIMS, *sentence_rules.RULES, *figure_rules.RULES, *COURSES, *word_rules.RULES)
