"""Tables: publishable rows and records in, tables with captions, scoped headers, notes and a source out."""

from analysis.show.tables.asked import Asked
from analysis.show.tables.board import board_table
from analysis.show.tables.bounds import bounds
from analysis.show.tables.crossed import across, by_place_and_month, coverage, so_far
from analysis.show.tables.data_set import data_set
from analysis.show.tables.divided import by_quarter, denominators, split_table
from analysis.show.tables.missing import interviews_by_group, rates_table
from analysis.show.tables.performance import key_figures, quarterly
from analysis.show.tables.process_limits import usual_ranges
from analysis.show.tables.profile import ratio_table, side_by_side
from analysis.show.tables.published import YEARS_SHOWN, measured, published_figures, source_of, year_of
from analysis.show.tables.revised import revised
from analysis.show.tables.sensitivity import Doubt, moved_figures
from analysis.show.tables.table import Caption, Table, TableCell, label, number_cell
from analysis.show.tables.targets import targets_table
from analysis.show.tables.undecided import undecided_figures

__all__ = [
    "YEARS_SHOWN",
    "Asked",
    "Caption",
    "Doubt",
    "Table",
    "TableCell",
    "across",
    "board_table",
    "bounds",
    "by_place_and_month",
    "by_quarter",
    "coverage",
    "data_set",
    "denominators",
    "interviews_by_group",
    "key_figures",
    "label",
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
