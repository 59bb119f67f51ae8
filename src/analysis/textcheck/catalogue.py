"""All rules about texts, in the order in which they are documented."""

from __future__ import annotations

from analysis.textcheck import arithmetic, courses, fill, numbers, wording

CLAIMS = (fill.UNREADABLE, fill.FIGURE_UNKNOWN, fill.FALSE, fill.UNKNOWN)
RULES = (*CLAIMS, *arithmetic.RULES, *numbers.RULES, *courses.RULES, *wording.RULES)
