"""The audit: an attacker who has only what is published, and looks everywhere.

It shares nothing but the call of the solver with the room that decides what to hide, and never sees the figures that were hidden. It
reads the finished files of a public folder and of earlier releases, works out for every hidden number the smallest and largest whole
number that agree with all that is printed, and compares every number in every file with what may stand in its place.
"""

from analysis.audit.folder import audit_folder, list_faults, public_files
from analysis.audit.numbers_in_text import says_a_number
from analysis.audit.standing import Standing
from analysis.audit.terms import Terms
from analysis.audit.verdict import AuditVerdict, already_out, audit_numbers, refused

__all__ = [
    "AuditVerdict",
    "Standing",
    "Terms",
    "already_out",
    "audit_folder",
    "audit_numbers",
    "list_faults",
    "public_files",
    "refused",
    "says_a_number",
]
