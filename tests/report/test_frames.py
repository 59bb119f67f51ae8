"""Figures as a typed frame: numbers as numbers, periods as periods, categories in their order, and a mark for what is not shown."""

import pandas as pd
import pytest

from analysis.base.periods import Period
from analysis.base.settings import Fault
from tests.report.opened import opened, published, row

YEAR, QUARTER = Period.parse("2016-17"), Period.parse("2016-17-Q3")
ROWS = (
    row("missing_episodes", "2015-16", "50"),
    row("missing_episodes", "2016-17", "40"),
    row("missing_episodes", "2016-17", "30", "40", "75", "sex", "female"),
    row("missing_episodes", "2016-17", "c", "40", "c", "sex", "male", "c"),
    row("missing_episodes", "2016-17", "c", "40", "c", "sex", "not_recorded", "c"),
    row("missing_episodes", "2016-17-Q2", "9"),
    row("missing_episodes", "2016-17-Q3", "11"),
    row("development_worker_caseload", "2016-17", "13.5"),
)


@pytest.fixture
def desk(new_workspace, tmp_path):
    return lambda period: opened(new_workspace(tmp_path), period, published(*ROWS))


def test_one_row_a_figure_with_types(desk):
    found = desk(YEAR).figures("missing_episodes")
    assert list(found["numerator"].astype(object)) == [50, 40, 30, pd.NA, pd.NA]
    assert {str(found[name].dtype) for name in ("numerator", "denominator", "value")} == {"Float64"}
    assert found["period"].dtype == pd.PeriodDtype("Y-MAR")
    assert list(found["mark"]) == ["", "", "", "c", "c"]
    assert list(found["address"])[2] == "missing_episodes@2016-17[sex=female]"


def test_categories_are_labels_in_the_order_of_the_record(desk):
    found = desk(YEAR).figures("missing_episodes", by="sex")
    assert list(found["category"].cat.categories) == ["Female", "Male", "Not recorded"]
    assert found["category"].cat.ordered


def test_a_quarterly_report_has_quarters(desk):
    found = desk(QUARTER).figures("missing_episodes")
    assert list(found["period"]) == [pd.Period("2016-09-30", "Q-MAR"), pd.Period("2016-12-31", "Q-MAR")]


def test_the_wide_form_has_a_column_a_period(desk):
    """Of the part, the whole or what is printed."""
    wide = desk(YEAR).figures("missing_episodes", wide=True, of="numerator")
    assert [str(period) for period in wide.columns] == ["2016", "2017"]
    assert list(wide.iloc[0]) == [50, 40]
    assert list(wide.index.get_level_values("category")) == ["", "Female", "Male", "Not recorded"]


def test_without_keys_it_is_everything(desk):
    found = desk(YEAR).figures()
    assert set(found["indicator"]) == {"missing_episodes", "development_worker_caseload"}
    assert float(found.loc[found["indicator"] == "development_worker_caseload", "value"].item()) == 13.5


@pytest.mark.parametrize(("keys", "by"), [(("missing_episods",), ""), (("missing_episodes",), "sexs")], ids=["key", "breakdown"])
def test_a_wrong_name_is_refused(desk, keys, by):
    with pytest.raises(Fault, match="missing_episod"):
        desk(YEAR).figures(*keys, by=by)
