"""Charts: publishable rows and records in, pictures with titles, alternative text and the data beside them out."""

from analysis.charts.bars import bars_two_periods, counts_by_quarter
from analysis.charts.chart import Chart, Data
from analysis.charts.lines import by_quarter_lines, sparkline
from analysis.charts.stacked import stacked_outcomes

__all__ = ["Chart", "Data", "bars_two_periods", "by_quarter_lines", "counts_by_quarter", "sparkline", "stacked_outcomes"]
