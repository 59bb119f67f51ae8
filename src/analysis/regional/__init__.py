"""Several authorities side by side, from the public figures that each of them finished: never from rows, and never from hidden numbers."""

from analysis.regional.folders import read_members, with_children
from analysis.regional.summary import compare_members, figures_frame, summary_frame
from analysis.regional.write import write_region

__all__ = [
    "compare_members",
    "figures_frame",
    "read_members",
    "summary_frame",
    "with_children",
    "write_region",
]
