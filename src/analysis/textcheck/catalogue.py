"""All rules about texts, in the order in which they are documented."""

from __future__ import annotations

from analysis.textcheck import course_rules, figure_rules, fill, sentence_rules, word_rules

CLAIMS = (fill.UNREADABLE, fill.FIGURE_UNKNOWN, fill.FALSE, fill.UNKNOWN)
RULES = (*CLAIMS, *sentence_rules.RULES, *figure_rules.RULES, *course_rules.RULES, *word_rules.RULES)
