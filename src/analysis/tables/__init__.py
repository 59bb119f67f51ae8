"""Tables: publishable rows and records in, tables with captions, scoped headers, notes and a source out."""

from analysis.tables.asked import asked, asked_by
from analysis.tables.bounds import bounds
from analysis.tables.data_set import data_set
from analysis.tables.divided import by_quarter, denominators, split_table
from analysis.tables.moved import Doubt, moved_figures
from analysis.tables.performance import key_figures, quarterly
from analysis.tables.profile import ratio_table, side_by_side
from analysis.tables.revised import revised
from analysis.tables.table import Cell, Table, label, listed, number_cell
from analysis.tables.undecided import undecided_figures

__all__ = [
    "Cell",
    "Doubt",
    "Table",
    "asked",
    "asked_by",
    "bounds",
    "by_quarter",
    "data_set",
    "denominators",
    "key_figures",
    "label",
    "listed",
    "moved_figures",
    "number_cell",
    "quarterly",
    "ratio_table",
    "revised",
    "side_by_side",
    "split_table",
    "undecided_figures",
]
