"""How far percentages could move."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Authority, ServiceWindow
from analysis.base.spec import RESULT_COLUMNS
from analysis.chapters import ALL
from analysis.disclose import Publishable
from analysis.show.tables import bounds
from tests.show.seen import seen

YEAR = Period.parse("2016-17")
WINDOWS = {"specialist_service": ServiceWindow(contract_year_starts_in=7, months_after_year=1)}
AUTHORITY = Authority(name="A", short_name="A", committee="C", districts=("D",), windows=WINDOWS)


def rows(**counts: str) -> Publishable:
    """Episodes by sex; a hidden number is a c."""
    whole = "2520"
    lines = [("", "", whole, ""), *(("sex", code, count, whole) for code, count in counts.items())]
    frame = pd.DataFrame(
        [
            ("missing_episodes", "1", YEAR.name, breakdown, category, count, of, "c" if count == "c" else "1", "episodes", "p", "")
            for breakdown, category, count, of in lines
        ],
        columns=RESULT_COLUMNS,
    )
    return Publishable(frame.astype("str"), "public")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"female": "1199", "male": "1303", "not_recorded": "18"}, [["18", "47.6%", "48.3%"], ["18", "51.7%", "52.4%"]]),
        ({"female": "c", "male": "1303", "not_recorded": "18"}, [["18", "[c]", "[c]"], ["18", "51.7%", "52.4%"]]),
    ],
)
def test_those_not_recorded_may_all_be_or_all_not_be_of_a_category(counts, expected):
    """18 of 2,520 episodes have no sex. A hidden category has no bounds."""
    table = bounds(seen(rows(**counts), YEAR, AUTHORITY), ALL)
    assert [[cell.text for cell in row[2:]] for row in table.rows] == expected


@pytest.mark.parametrize("unknown", ["0", "c"])
def test_there_are_no_bounds_when_none_or_a_hidden_number_is_not_recorded(unknown):
    """From the bounds a reader could work the hidden number out."""
    assert bounds(seen(rows(female="1199", male="1303", not_recorded=unknown), YEAR, AUTHORITY), ALL) is None
