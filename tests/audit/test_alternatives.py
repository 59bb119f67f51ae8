"""A number in alternative text is one of the row or column that is named beside it."""

import pytest

from analysis.audit.alternatives import Cells, alternative_faults
from analysis.audit.standing import Standing

CELLS = Cells(
    (("Female", "2016/17", "48%"), ("Male", "2016/17", "52%"), ("Not recorded", "2016/17", "[c]"), ("Q1", "Boys", "40")), "Episodes by sex"
)


def faults(alt):
    return list(alternative_faults(alt, CELLS, Standing()))


@pytest.mark.parametrize(
    "alt", ["Bar chart. 2016/17: female 48%, male 52%.", "From 40 in Q1 on.", "Male minus 52%", "Not recorded: not shown."]
)
def test_numbers_of_their_rows_pass(alt):
    assert faults(alt) == []


@pytest.mark.parametrize("alt", ["Bar chart: female 48%, male 52%, not recorded 3.", "Q1: 52%.", "48", "Female 40%"])
def test_a_number_of_another_row_is_a_fault(alt):
    """Also one that stands in the table elsewhere."""
    assert len(faults(alt)) == 1
