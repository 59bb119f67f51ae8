"""A mark of a chart stands for the figure of its place: of its row, and of its column."""

from xml.etree import ElementTree

import pytest

from analysis.audit.alternatives import Cells
from analysis.audit.drawn_marks import bar_faults, point_faults

ROWS = (("Female", "2015/16", "40%"), ("Male", "2015/16", "[c]"), ("Female", "2016/17", "30%"), ("Male", "2016/17", "70%"))
TWO_YEARS = Cells(ROWS)


def bars(*lengths):
    return [ElementTree.fromstring(f'<path clip-path="url(#c)" d="M 0 0 L {length} 0 L {length} 9"/>') for length in lengths]


def test_bars_are_the_columns_of_the_table_one_after_another():
    assert list(bar_faults(bars(80, 0, 60, 140), TWO_YEARS)) == []


@pytest.mark.parametrize("lengths", [(80, 60, 140, 60), (80, 60), (60, 80, 140), (80, 6, 60, 140), (80, 80, 60, 140)])
def test_other_bars_are_a_fault(lengths):
    """One more, one less, another order, one that tells of the hidden figure, and one in its place that is as long as another."""
    assert len(list(bar_faults(bars(*lengths), TWO_YEARS))) == 1


def test_a_line_goes_through_a_column_or_a_row():
    assert list(point_faults([[(0, 9), (50, 9)]], [[30, 70]], TWO_YEARS)) == []
    assert list(point_faults([[(0, 9), (50, 9)]], [[40, 30]], TWO_YEARS)) == []


@pytest.mark.parametrize("heights", [[70, 30], [40, 70], [30, 70.9]])
def test_a_line_through_printed_values_of_other_places_is_a_fault(heights):
    assert len(list(point_faults([[(0, 9), (50, 9)]], [heights], TWO_YEARS))) == 1


GAPS = Cells(tuple(("Ashdale", f"Q{n}", cell) for n, cell in enumerate(("8", "[c]", "[c]", "0", "8"), 1)))


@pytest.mark.parametrize(("heights", "faults"), [([8, 0], 0), ([8, 8], 1), ([0, 8], 0)])
def test_a_line_over_hidden_figures_has_its_points_at_both_ends(heights, faults):
    """With nothing in print between the first and the fourth quarter, the least step of the chart is three quarters wide."""
    assert len(list(point_faults([[(0, 9), (50, 9)]], [heights], GAPS))) == faults
