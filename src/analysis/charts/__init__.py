"""Charts: publishable rows and records in, pictures with titles, alternative text and the data beside them out."""

from analysis.charts.bars import bars_two_periods, counts_by_quarter
from analysis.charts.chart import Chart, Data
from analysis.charts.control import control_chart
from analysis.charts.distribution import distribution
from analysis.charts.funnel import funnel
from analysis.charts.funnel_limits import Dot, Funnel, draw_limits
from analysis.charts.heat import heat_map
from analysis.charts.lines import by_quarter_lines, sparklines
from analysis.charts.multiples import small_multiples
from analysis.charts.published import published_lines
from analysis.charts.spreads import age_ranges
from analysis.charts.stacked import stacked_outcomes
from analysis.charts.waterfall import waterfall

__all__ = [
    "Chart",
    "Data",
    "Dot",
    "Funnel",
    "age_ranges",
    "bars_two_periods",
    "by_quarter_lines",
    "control_chart",
    "counts_by_quarter",
    "distribution",
    "draw_limits",
    "funnel",
    "heat_map",
    "published_lines",
    "small_multiples",
    "sparklines",
    "stacked_outcomes",
    "waterfall",
]
