"""The few calls that a notebook makes. Each returns something that shows itself: words, a table, a chart."""

from analysis.report.account import Account, open_account
from analysis.report.figures import Report, open_report

__all__ = ["Account", "Report", "open_account", "open_report"]
