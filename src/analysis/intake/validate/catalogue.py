"""All rules, in the order in which they are documented."""

from __future__ import annotations

from analysis.intake.validate.across import ACROSS
from analysis.intake.validate.cells import CELLS, LINKED, NOTES, STOPS
from analysis.intake.validate.clocks import CLOCKS
from analysis.intake.validate.plausible import PLAUSIBLE, PLAUSIBLE_EPISODES
from analysis.intake.validate.previous import PREVIOUS
from analysis.intake.validate.repeats import EPISODES, REPEATS
from analysis.intake.validate.rows import ROWS
from analysis.intake.validate.ssda903 import SSDA903
from analysis.intake.validate.words import WORDS

ON_RECEIPT = (*CLOCKS, *ROWS, *REPEATS, *SSDA903)
"""Checked while rows still say who the child is."""

ON_FINISHED = (*EPISODES, *PLAUSIBLE_EPISODES, *ACROSS)
"""Checked on the finished tables, where a child is one across all systems."""

ON_FILES = (*PLAUSIBLE, *PREVIOUS, *WORDS)
"""Checked on what arrived, a whole file or table at a time."""

OF_ROWS = (*CELLS, *CLOCKS, *ROWS, *REPEATS, *EPISODES, *LINKED)
OF_TABLES = (*PLAUSIBLE, *PLAUSIBLE_EPISODES, *ACROSS, *PREVIOUS, *WORDS, *SSDA903)

RULES = (*STOPS, *OF_ROWS, *OF_TABLES, *NOTES)
BY_CODE = {rule.code: rule for rule in RULES}
