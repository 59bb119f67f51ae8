"""What a notebook opens: one report, which shows words, tables and charts of a period in an edition; and the measures that may be asked."""

from analysis.base.measures import Count, Different, People, Share, ShareOfPeople, Total, where
from analysis.report.desk import Report, open_report
from analysis.report.opened import Opened

__all__ = ["Count", "Different", "Opened", "People", "Report", "Share", "ShareOfPeople", "Total", "open_report", "where"]
