"""The notebook of worked questions: it runs from top to bottom, and each answer is what somebody counts by hand in plain pandas."""

import json
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.conftest import PROJECT

pytestmark = [pytest.mark.xdist_group("end to end"), pytest.mark.long]

NOTEBOOK = PROJECT / "notebooks" / "08_ask.ipynb"
START, END = pd.Timestamp("2016-04-01"), pd.Timestamp("2017-04-01")


def code_cells():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [(cell["id"], "".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def ran(built):
    """The names that the notebook leaves, run as a kernel runs it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(built.root / "notebooks")
        shell = InteractiveShell()
        for name, source in code_cells():
            assert shell.run_cell(source).success, name
        return SimpleNamespace(**{name: value for name, value in shell.user_ns.items() if not name.startswith("_")})


@pytest.fixture(scope="module")
def by_hand(built):
    """The processed tables, with codes and the project's own identifiers; those of the year alone but for the episodes."""
    names = ("episodes", "notifications", "return_interviews", "risk_assessments")
    read = {name: pd.read_parquet(built.processed / f"{name}.parquet") for name in names}
    dates = {"notifications": "occurred_at", "return_interviews": "returned_at", "risk_assessments": "completed_on"}
    every, year = read["episodes"], {name: within(read[name], column) for name, column in dates.items()}
    return SimpleNamespace(every=every, episodes=within(every, "started_at"), **year)


def within(rows: pd.DataFrame, column: str, start: pd.Timestamp = START, end: pd.Timestamp = END) -> pd.DataFrame:
    return rows[(rows[column] >= start) & (rows[column] < end)]


def parts(answer, indicator=None) -> dict[str, int]:
    view = answer.view.at(answer.periods[-1])
    return {one.address.category: int(one.numerator) for one in view.split(indicator or answer.indicator, answer.by) if one.numerator}


def test_twelve_questions_each_with_an_answer_and_two_sentences():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    questions = [n for n, cell in enumerate(cells) if cell["source"][0].startswith("## ") and cell["source"][0][3].isdigit()]
    assert len(questions) == 12
    for n in questions:
        heading, code, told = cells[n : n + 3]
        assert heading["source"][0].strip().endswith("?")
        assert (code["cell_type"], told["cell_type"]) == ("code", "markdown")
        words = "".join(told["source"])
        assert words.startswith("It shows ")
        assert words.count(". It does not ") == 1


def test_1_children_who_go_again_and_again(ran, by_hand):
    times = by_hand.episodes.groupby("child_id").size()
    found = parts(ran.repeats)
    assert sum(found.values()) == len(times)
    assert found["1"] == (times == 1).sum()


def test_2_how_much_of_it_is_a_few_children(ran, by_hand):
    times = sorted(by_hand.episodes["child_id"].value_counts(), reverse=True)
    few = (len(times) + 9) // 10
    assert ran.concentration == pytest.approx(sum(times[:few]) / sum(times))


def test_3_days_between_return_and_interview(ran, by_hand):
    rows = by_hand.return_interviews
    home = rows.loc[rows["missing_from"] == "home", "hours_to_interview"].dropna() / 24
    assert ran.waits.loc["Home", "count"] == len(home)
    assert float(ran.waits.loc["Home", "median"]) == pytest.approx(home.median())


def test_4_school_holidays(ran, by_hand):
    days = {day for first, last in ran.spans for day in pd.date_range(first, last)}
    started = sum(moment.normalize() in days for moment in by_hand.episodes["started_at"])
    assert ran.holidays["holidays"] == pytest.approx(started / len(days))
    rest = ran.holidays["term and weekends in it"]
    assert rest == pytest.approx((len(by_hand.episodes) - started) / (365 - len(days)))


def test_5_hours_until_social_care_is_told(ran, by_hand):
    rows = by_hand.notifications[by_hand.notifications["category"] != "found"]
    late = rows.loc[rows["reported_at"].dt.hour == 23, "hours_to_send"].dropna()
    assert (ran.telling.loc[23, "count"], float(ran.telling.loc[23, "median"])) == (len(late), pytest.approx(late.median()))


def test_6_who_is_both_missing_and_at_risk(ran, by_hand):
    missing, at_risk = set(by_hand.episodes["child_id"]), set(by_hand.risk_assessments["child_id"])
    assert dict(ran.both) == {
        "missing only": len(missing - at_risk),
        "both": len(missing & at_risk),
        "at risk only": len(at_risk - missing),
    }


def test_7_who_placed_them_here(ran, by_hand):
    rows = by_hand.episodes[by_hand.episodes["missing_from"] == "other_authority_care"]
    assert parts(ran.placed) == dict(rows["placed_by"].value_counts())


def test_8_before_and_after_a_policy(ran, by_hand):
    starts = pd.date_range("2015-04-01", periods=5, freq=pd.DateOffset(months=6))
    counted = [len(within(by_hand.every, "started_at", *ends)) for ends in pairwise(starts)]
    figures = [ran.policy.view.at(period).figure(ran.policy.indicator) for period in ran.policy.periods]
    assert [int(one.numerator) for one in figures] == counted


def test_9_for_the_first_time_and_again(ran, by_hand):
    first, again = 0, 0
    for _, rows in by_hand.every.sort_values("started_at", kind="stable").groupby("child_id"):
        start, returned = rows["started_at"].iloc[0], rows["returned_at"].iloc[0]
        if start >= START:
            first += 1
            again += len(rows) > 1 and 0 <= (rows["started_at"].iloc[1] - returned).days < 30
    assert dict(ran.again) == {"missing for the first time": first, "again within 30 days of the return": again}


def test_10_a_cohort_followed_for_a_year(ran, by_hand):
    reached = children = 0
    for _, rows in by_hand.every.groupby("child_id"):
        starts = sorted(rows["started_at"])
        if starts[0] < pd.Timestamp("2015-07-01"):
            children += 1
            reached += any((start - starts[0]) / pd.Timedelta(days=1) > 0 and (start - starts[0]).days < 360 for start in starts[1:])
    assert len(ran.cohort) == children
    assert ran.reached.iloc[-1] == pytest.approx(reached / children)


def test_11_ages_of_girls_and_boys_in_a_quarter(ran, by_hand):
    rows = within(by_hand.episodes, "started_at", pd.Timestamp("2016-10-01"), pd.Timestamp("2017-01-01"))
    for label, sex in (("Female", "female"), ("Male", "male"), ("Not recorded", "not_recorded")):
        ages = rows.loc[rows["sex"] == sex, "age"].dropna().astype(int)
        bands = pd.cut(ages, [0, 10, 12, 14, 16, 18], right=False, labels=["under_10", "10_to_11", "12_to_13", "14_to_15", "16_to_17"])
        counted = {band: n for band, n in bands.value_counts().items() if n}
        assert {code: n for code, n in parts(ran.ages, ran.ages.across[label]).items() if code != "not_recorded"} == counted


def test_12_away_for_more_than_a_day(ran, by_hand):
    view = ran.long.view.at(ran.long.periods[-1])
    long = by_hand.episodes["duration_band"].isin(["24h_to_72h", "over_72h"])
    for figure in view.split(ran.long.indicator, ran.long.by):
        rows = by_hand.episodes["risk_level"] == figure.address.category
        assert (figure.numerator, figure.denominator) == ((rows & long).sum(), rows.sum())
