"""What people write, held against the figures: claims in commentary, and the numbers and words of any text."""

from analysis.textcheck.catalogue import RULES
from analysis.textcheck.check import check_file, figures_in_file
from analysis.textcheck.fill import PLACE, fill
from analysis.textcheck.language import Language, Wording, read_language
from analysis.textcheck.lint import TakenFor, faults_in, lint_commentary, lint_paper, lint_typed
from analysis.textcheck.reference import Reference
from analysis.textcheck.rule import READS, SEVERITIES, TextFinding

__all__ = [
    "PLACE",
    "READS",
    "RULES",
    "SEVERITIES",
    "Language",
    "Reference",
    "TakenFor",
    "TextFinding",
    "Wording",
    "check_file",
    "faults_in",
    "figures_in_file",
    "fill",
    "lint_commentary",
    "lint_paper",
    "lint_typed",
    "read_language",
]
