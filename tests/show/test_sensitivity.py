"""How far figures could move when findings are mistakes."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.base.periods import Period
from analysis.base.settings import Authority
from analysis.base.spec import RESULT_COLUMNS, Address, Figure
from analysis.chapters import ALL
from analysis.disclose import Publishable
from analysis.show.tables import Doubt, moved_figures
from analysis.show.tables.sensitivity import bounds_of
from tests.show.seen import seen

YEAR = Period.parse("2016-17")
AUTHORITY = Authority(name="A", short_name="A", committee="C", districts=("D",))


def rows(count: str = "2646") -> Publishable:
    """The notifications of a year, and the training events."""
    lines = [
        ("missing_notifications", count, "notifications"),
        ("multi_agency_training_events", "12", "events"),
        ("multi_agency_training_delegates", "194", "delegates"),
    ]
    frame = pd.DataFrame([(key, "1", YEAR.name, "", "", n, "", n, unit, "p", "") for key, n, unit in lines], columns=RESULT_COLUMNS)
    return Publishable(frame.astype("str"), "public")


def shown(publishable: Publishable, doubts: dict) -> list[list[str]] | None:
    table = moved_figures(seen(publishable, YEAR, AUTHORITY), ALL, doubts)
    return table and [[cell.text for cell in row[1:]] for row in table.rows]


@pytest.mark.parametrize(
    ("count", "doubt", "expected"),
    [
        ("2646", Doubt(missing=19), ["2,646", "2,646", "2,665"]),
        ("2646", Doubt(wrong=6), ["2,646", "2,640", "2,646"]),
    ],
)
def test_a_count_lies_between_all_findings_mistaken_and_none(count, doubt, expected):
    """19 rows kept aside could all count."""
    assert shown(rows(count), {"notifications": doubt}) == [expected]


@pytest.mark.parametrize(("count", "doubt"), [("2646", None), ("c", Doubt(missing=19))])
def test_a_hidden_figure_or_number_of_rows_has_no_bounds(count, doubt):
    """They would give it away."""
    assert shown(rows(count), {"notifications": doubt}) is None


def test_a_sum_has_no_bounds():
    """One training event more may have had any number of delegates; the events themselves are one more at most."""
    assert shown(rows(), {"training_events": Doubt(missing=1)}) == [["12", "12", "13"]]


def test_a_figure_whose_rows_nobody_doubts_is_not_listed():
    assert shown(rows(), {"referrals": Doubt(missing=9)}) is None


@pytest.mark.parametrize(
    ("doubt", "expected"),
    [
        (Doubt(missing=10), (60, 80)),
        (Doubt(wrong=10), (Fraction(200, 3), 100)),
        (Doubt(wrong=20), (50, 100)),
        (Doubt(wrong=40), (0, 100)),
    ],
)
def test_the_denominator_of_a_percentage_moves_with_it(doubt, expected):
    """30 of 40: ten more may all be or not be of the part (40 or 30 of 50); ten wrong ones may all have been of it (20 of 30)."""
    assert bounds_of(share(30, 40), doubt) == expected


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_no_way_of_being_mistaken_leads_out_of_the_bounds(part, rest, missing, wrong):
    """Every choice of rows that would count and of rows that do not, tried one by one."""
    lowest, highest = bounds_of(share(part, part + rest), Doubt(missing, wrong))
    reached = [
        Fraction(100 * (part - a + c), part + rest - a - b + c + d)
        for a in range(min(part, wrong) + 1)
        for b in range(min(rest, wrong - a) + 1)
        for c in range(missing + 1)
        for d in range(missing - c + 1)
        if part + rest - a - b + c + d
    ]
    assert all(lowest <= share_pct <= highest for share_pct in reached)
    if part + rest > wrong:
        assert (min(reached), max(reached)) == (lowest, highest)


def share(part: int, whole: int) -> Figure:
    address = Address("interviews_completed", YEAR.name)
    return Figure(address, Fraction(part), Fraction(whole), "1", "percent of interviews", "p")
