"""What people write, held against the figures: claims in commentary, and the numbers and words of any text."""

from analysis.claims.catalogue import RULES
from analysis.claims.check import check_file
from analysis.claims.fill import Filled, fill
from analysis.claims.given import Given
from analysis.claims.lint import faults_in, lint_commentary, lint_paper
from analysis.claims.rule import READS, SEVERITIES, Finding, Rule

__all__ = [
    "READS",
    "RULES",
    "SEVERITIES",
    "Filled",
    "Finding",
    "Given",
    "Rule",
    "check_file",
    "faults_in",
    "fill",
    "lint_commentary",
    "lint_paper",
]
