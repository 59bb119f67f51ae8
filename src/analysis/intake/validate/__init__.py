"""Which rows of a table may be used: schemas that are also the data dictionary, and coded rules."""

from analysis.intake.validate.catalogue import RULES
from analysis.intake.validate.check import REASONS, Checked, check_finished, check_tables, fault_lines, official_code
from analysis.intake.validate.document import data_dictionary, rules_page
from analysis.intake.validate.mapping import check_extracts
from analysis.intake.validate.rule import SEVERITIES, Rule
from analysis.intake.validate.schemas import schema_of

__all__ = [
    "REASONS",
    "RULES",
    "SEVERITIES",
    "Checked",
    "Rule",
    "check_extracts",
    "check_finished",
    "check_tables",
    "data_dictionary",
    "fault_lines",
    "official_code",
    "rules_page",
    "schema_of",
]
