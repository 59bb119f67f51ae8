"""Messages in the order of time. They are written ``category day hour:minute`` of May 2016; a day alone has no time."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.derived.order import in_time_order, said_by_day

KINDS = {"M": "missing", "A": "absent", "F": "found"}


def messages(text: str) -> pd.DataFrame:
    """Messages of one child, separated by commas; references count from 1 in the order written."""
    cells = [part.split(maxsplit=1) for part in text.split(",")]
    rows = {
        "notification_id": [str(n) for n in range(1, len(cells) + 1)],
        "child_id": "A",
        "category": [KINDS[kind] for kind, _ in cells],
        "occurred_at": pd.Series([pd.Timestamp(f"2016-05-{moment}") for _, moment in cells], dtype="datetime64[us]"),
    }
    return pd.DataFrame(rows)


def order(text: str) -> str:
    """The references in the order in which their messages come to stand."""
    return "".join(in_time_order(messages(text))["notification_id"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M 01 08:00, F 01 10:00, M 01 10:00, F 01 14:00", "1234"),
        ("M 01 08:00, M 01 10:00, F 01 10:00, F 01 14:00", "1324"),
        ("M 01 10:00, F 01 10:00", "12"),
        ("F 01 10:00, M 01 10:00", "21"),
        ("M 01 10:00, F 01 10:00, M 01 10:00, F 01 10:00", "1234"),
        ("M 01 10:00, A 01 10:00, F 01 10:00", "123"),
        ("M 01 10:00, M 01 10:00, F 01 10:00, F 01 11:00", "1324"),
        ("M 01 08:00, A 01 10:00, F 01 10:00, M 01 11:00, F 01 11:00, F 01 12:00", "132546"),
        ("M 01 08:00, M 01 10:00, F 01 10:00, F 01 10:00, M 01 11:00, F 01 11:00", "132456"),
        ("M 01 08:00, F 01 09:00, M 01 10:00, F 01 10:00", "1234"),
    ],
)
def test_messages_of_one_minute_take_turns(text, expected):
    """Found first while an episode is open, otherwise last; further ones of a kind go with the first, and minutes may follow."""
    assert order(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("F 02, M 02 10:00", "21"),
        ("F 02, M 01 10:00", "21"),
        ("F 02, A 02 08:00, M 02 12:00", "231"),
        ("M 01 20:00, F 02, M 02 21:00, F 03", "1234"),
        ("M 01 20:00, M 02 21:00, F 02, F 03 02:00", "1324"),
        ("M 01 20:00, M 02 08:00, F 02 14:00, F 02", "1423"),
        ("M 01 08:00, F 01 14:00, F 01", "123"),
        ("F 02 02:00, M 01 20:00, M 02, F 02 22:00", "2134"),
        ("M 01, F 02, M 02, F 03", "1234"),
        ("M 01, M 01, F 01, F 01", "1324"),
        ("M 02, F 02 09:00", "12"),
        ("M 01 20:00, M 02, F 02 09:00", "123"),
        ("M 01 20:00, M 02, F 02 09:00, F 03 09:00", "1324"),
        ("M 01, M 01, F 01 10:00", "123"),
    ],
)
def test_a_day_without_a_time_stands_where_no_episode_is_lost(text, expected):
    """A found message after the openings of its day, but before the last where another follows; a missing one before the found."""
    assert order(text) == expected


def test_a_midnight_among_thousands_of_times_is_one():
    """A found message at 00:00 closes what is open then; where nothing is open it is a day after all."""
    many = [f"M {day:02} {hour:02}:30, F {day:02} {hour:02}:40" for day in range(10, 30) for hour in range(1, 20)]
    assert order(f"M 01 20:00, F 02 00:00, M 02 21:00, F 02 22:00, {', '.join(many)}").startswith("1234")
    assert order(f"F 02 00:00, M 02 21:00, {', '.join(many)}").startswith("21")


def test_found_messages_without_times_are_known_among_many_openings_with_times():
    """One found message of a day, after 400 openings with a time: among all it might be chance, of the found ones it is all there is."""
    many = [f"M {day:02} {hour:02}:30" for day in range(1, 21) for hour in range(1, 21)]
    assert said_by_day(messages(f"{', '.join(many)}, F 22")).tolist() == [False] * 400 + [True]


def test_a_second_opening_that_nothing_closes_joins_the_first():
    """Two openings and a found message in one minute, and then another opening: no found message follows that would close the second."""
    assert order("M 01 10:00, M 01 10:00, F 01 10:00, M 01 11:00") == "1234"
    assert order("M 01 10:00, M 01 10:00, F 01 10:00, F 01 11:00") == "1324"


def test_messages_keep_their_columns():
    rows = messages("M 01 10:00, F 01 10:00, M 01 11:00")
    assert in_time_order(rows).columns.tolist() == rows.columns.tolist()


times = st.one_of(st.just(""), st.sampled_from([" 10:00", " 10:01", " 12:00"]))
drawn = st.lists(st.tuples(st.sampled_from("MAF"), st.sampled_from(["01", "02", "03"]), times), min_size=1, max_size=10)


@given(drawn, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(parts, random):
    """Whatever order the rows of an extract have, also in days without a time and in one minute."""
    rows = messages(", ".join(f"{kind} {day}{time}" for kind, day, time in parts))
    places = list(rows.index)
    random.shuffle(places)
    pd.testing.assert_frame_equal(in_time_order(rows), in_time_order(rows.loc[places]))


@given(drawn)
def test_no_row_is_lost_and_days_stay_in_order(parts):
    """Within a child the days never go back, and times of one day neither."""
    rows = messages(", ".join(f"{kind} {day}{time}" for kind, day, time in parts))
    done = in_time_order(rows)
    assert sorted(done["notification_id"]) == sorted(rows["notification_id"])
    assert done["occurred_at"].dt.normalize().is_monotonic_increasing
    timed = done["occurred_at"][done["occurred_at"] != done["occurred_at"].dt.normalize()]
    assert timed.is_monotonic_increasing


spells = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6)


@given(spells)
def test_true_spells_are_found_again(lengths):
    """A child that goes missing as soon as it was found: as many closed spells as there were, though their minutes are shared."""
    moment, parts = pd.Timestamp("2016-05-01 10:00"), []
    for away, home in lengths:
        parts += [f"M {moment:%d %H:%M}", f"F {moment + pd.Timedelta(minutes=away):%d %H:%M}"]
        moment += pd.Timedelta(minutes=away + home)
    kinds = in_time_order(messages(", ".join(parts)))["category"].tolist()
    assert kinds == ["missing", "found"] * len(lengths)
