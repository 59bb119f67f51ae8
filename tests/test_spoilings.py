"""What programs and people do to an extract never changes a figure in silence: the figures are true, or the run says what is wrong."""

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis.strategies import sampled_from

from tests.spoilings.catalogue import SPOILINGS
from tests.spoilings.council import Council, councils
from tests.spoilings.files import as_csv
from tests.spoilings.outcome import Spoiling, outcome_of

# Each example is a run of the whole intake; a council that shrinks says no more than the one that it came from.
ONCE = settings(max_examples=1, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
NAMES = [f"{one.program}: {one.name}" for one in SPOILINGS]
PAIRS = [(one, table) for one in SPOILINGS for table in one.tables]


def check(spoiling: Spoiling, table: str, council: Council) -> None:
    outcome = outcome_of(council, spoiling, table)
    note(f"{table}: {outcome.in_words(council.figures)}")
    assert outcome.fits(spoiling, council.figures), f"{spoiling.expected}: {outcome.in_words(council.figures)}"


@settings(ONCE, max_examples=5)
@given(councils())
def test_the_figures_of_a_sound_delivery_are_the_true_ones(council: Council):
    """And nothing is said of it, so that whatever is said of a spoilt one tells of the spoiling."""
    outcome = outcome_of(council)
    assert outcome.figures == council.figures
    assert outcome.findings == {}


@pytest.mark.long
@settings(ONCE, max_examples=20)
@given(councils(), sampled_from(PAIRS))
def test_a_spoilt_table_gives_the_same_figures_or_is_said(council: Council, pair: tuple[Spoiling, str]):
    """Of any twenty tables; the long tests take each spoiling."""
    check(*pair, council)


@pytest.mark.long
@pytest.mark.parametrize(("place", "spoiling"), list(enumerate(SPOILINGS)), ids=NAMES)
@ONCE
@given(council=councils())
def test_each_spoiling_leaves_the_figures_or_is_said(place: int, spoiling: Spoiling, council: Council):
    """Of one table each, every table in its turn; `python -m tests.spoilings` tries all tables and writes what comes of each."""
    check(spoiling, spoiling.tables[place % len(spoiling.tables)], council)


@ONCE
@given(council=councils())
def test_every_spoiling_changes_every_table_that_it_can_happen_to(council: Council):
    """One that leaves the bytes as they are would prove nothing."""
    same = [(one.name, table) for one, table in PAIRS if one.spoil(council.tables[table]) == as_csv(council.tables[table])]
    assert same == []


def test_there_are_at_least_forty_each_with_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES) >= 40
    assert [one.name for one in SPOILINGS if (one.expected == "unchanged") != (not one.says)] == []
