"""Charts: publishable rows and records in, pictures with titles, alternative text and the data beside them out."""

from analysis.show.charts.asked import bars_across, run_of
from analysis.show.charts.bars import bars_two_periods
from analysis.show.charts.chart import Chart, Data
from analysis.show.charts.control import control_chart
from analysis.show.charts.distribution import distribution
from analysis.show.charts.funnel import funnel
from analysis.show.charts.funnel_limits import Dot, Funnel, draw_limits
from analysis.show.charts.heat import heat_map
from analysis.show.charts.lines import by_quarter_lines, sparklines
from analysis.show.charts.multiples import small_multiples
from analysis.show.charts.published import published_lines
from analysis.show.charts.stacked import can_be_stacked, stacked_outcomes
from analysis.show.charts.targets import against_targets
from analysis.show.charts.waterfall import waterfall
from analysis.show.charts.within_limits import lines_within_limits

__all__ = [
    "Chart",
    "Data",
    "Dot",
    "Funnel",
    "against_targets",
    "bars_across",
    "bars_two_periods",
    "by_quarter_lines",
    "can_be_stacked",
    "control_chart",
    "distribution",
    "draw_limits",
    "funnel",
    "heat_map",
    "lines_within_limits",
    "published_lines",
    "run_of",
    "small_multiples",
    "sparklines",
    "stacked_outcomes",
    "waterfall",
]
