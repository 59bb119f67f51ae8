"""The few calls that a notebook makes. Each returns something that shows itself: words, a table, a chart."""

from analysis.report.account import Account, open_account
from analysis.report.cross_reference import CrossReference, open_cross_reference
from analysis.report.figures import Report, open_report
from analysis.report.going_missing import GoingMissing
from analysis.report.profile import Profile, open_profile
from analysis.report.services import Services

__all__ = [
    "Account",
    "CrossReference",
    "GoingMissing",
    "Profile",
    "Report",
    "Services",
    "open_account",
    "open_cross_reference",
    "open_profile",
    "open_report",
]
