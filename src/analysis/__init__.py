"""Quarterly performance data and the annual overview, from raw extracts to report."""
