"""Tables: publishable rows and records in, tables with captions, scoped headers, notes and a source out."""

from analysis.tables.asked import Asked
from analysis.tables.bounds import bounds
from analysis.tables.crossed import across, by_place_and_month, coverage, so_far
from analysis.tables.data_set import data_set
from analysis.tables.divided import by_quarter, denominators, split_table
from analysis.tables.missing import interviews_by_group, rates_table
from analysis.tables.moved import Doubt, moved_figures
from analysis.tables.performance import key_figures, quarterly
from analysis.tables.profile import ratio_table, side_by_side
from analysis.tables.published import YEARS_SHOWN, measured, published_figures, source_of, year_of
from analysis.tables.revised import revised
from analysis.tables.table import Cell, Table, label, listed, number_cell
from analysis.tables.targets import targets_table
from analysis.tables.undecided import undecided_figures
from analysis.tables.usual import usual_ranges

__all__ = [
    "YEARS_SHOWN",
    "Asked",
    "Cell",
    "Doubt",
    "Table",
    "across",
    "bounds",
    "by_place_and_month",
    "by_quarter",
    "coverage",
    "data_set",
    "denominators",
    "interviews_by_group",
    "key_figures",
    "label",
    "listed",
    "measured",
    "moved_figures",
    "number_cell",
    "published_figures",
    "quarterly",
    "rates_table",
    "ratio_table",
    "revised",
    "side_by_side",
    "so_far",
    "source_of",
    "split_table",
    "targets_table",
    "undecided_figures",
    "usual_ranges",
    "year_of",
]
