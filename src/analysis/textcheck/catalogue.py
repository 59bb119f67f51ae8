"""All rules about texts, in the order in which they are documented."""

from __future__ import annotations

from analysis.textcheck import arithmetic_rules, course_rules, fill, number_rules, word_rules

CLAIMS = (fill.UNREADABLE, fill.FIGURE_UNKNOWN, fill.FALSE, fill.UNKNOWN)
RULES = (*CLAIMS, *arithmetic_rules.RULES, *number_rules.RULES, *course_rules.RULES, *word_rules.RULES)
