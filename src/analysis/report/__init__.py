"""What a notebook opens: one report, which shows words, tables and charts of a period in an edition."""

from analysis.report.desk import Report, open_report
from analysis.report.opened import Opened

__all__ = ["Opened", "Report", "open_report"]
