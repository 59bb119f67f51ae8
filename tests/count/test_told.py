"""No nought stands for what nobody was asked: all indicators, with notifications and every few of the other tables, or all but one."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from analysis.base.spec import Figure, figures_by_address
from analysis.chapters import indicator
from analysis.chapters.tables import extracts_behind
from analysis.count.compute import NOTHING_SUPPLIED, Material, compute
from analysis.count.evidence import Ledger
from tests.council import AUTHORITY, CORE, COUNTED, OTHERS, YEAR, figures, material


def noughts(found: dict[str, Figure]) -> set[str]:
    return {address for address, one in found.items() if one.is_shown and one.numerator == 0}


def choices() -> Iterator[tuple[str, ...]]:
    """No other table, each, each two, and all but one."""
    for size in (0, 1, 2, len(OTHERS) - 1):
        yield from combinations(OTHERS, size)


def test_no_nought_is_printed_that_is_none_with_all_tables():
    """What some tables print as nought, all of them do: so no table that was delivered, or could have been, contradicts it.

    Only that nothing is recorded of a child is no table's word: of more tables more can be missing.
    """
    everything = figures(OTHERS)
    known = {address for address, one in everything.items() if one.is_shown and one.numerator and "not_recorded" not in address}
    found = {(few, address) for few in choices() for address in noughts(figures(few)) & known}
    assert found == set()
    assert len(known) > 250


def test_the_police_alone_say_who_was_in_care_in_their_own_words():
    """16 of 24 children, whosever care it was: no figure and no category says whose."""
    found = figures([])
    assert found["episodes_in_care_by_police@2016-17"].value == "16"
    assert found["missing_episodes_from_care@2016-17"].value == "x"
    parts = {
        address.partition("[")[2]: one.numerator
        for address, one in found.items()
        if address.startswith("missing_individuals@2016-17[missing_from=")
    }
    assert parts == {"missing_from=home]": 8, "missing_from=care]": 16, "missing_from=not_recorded]": 0}


def test_with_placements_the_words_of_the_police_are_not_counted():
    """Eight children were placed; of the eight in care by the police alone it is not recorded where they went missing from."""
    found = figures(["placements"])
    assert "episodes_in_care_by_police@2016-17" not in found
    assert found["missing_episodes_from_care@2016-17"].value == "8"
    assert found["missing_individuals@2016-17[missing_from=not_recorded]"].numerator == 8
    assert not any("missing_from=care]" in address for address in found)


def test_placements_without_rows_print_no_nought_against_the_police():
    """The heading alone says that nobody was placed; the police say otherwise, so theirs is told."""
    found = figures(OTHERS, frozenset({"placements"}))
    assert found["episodes_in_care_by_police@2016-17"].value == "16"
    assert found["missing_episodes_from_care@2016-17"].value == "x"
    assert not any("own_care" in address or "placement=" in address for address in found)
    assert {one.value for address, one in found.items() if address.startswith("police_episodes_not_in_return")} == {"x"}
    assert not any("held=" in address for address in found)


@pytest.mark.parametrize("without", ["placements", "placement_details", "service_work"])
def test_a_breakdown_needs_the_table_that_tells_it(without):
    """Its whole does not, and nothing that the other tables tell is lost."""
    everything, fewer = figures(OTHERS), figures(set(OTHERS) - {without})
    divided = {address.partition("[")[2].partition("=")[0] for address in everything.keys() - fewer.keys()}
    assert divided >= {"placements": {"placement"}, "placement_details": {"located", "placed_by"}, "service_work": {"wait"}}[without]
    behind = {one.key for one in COUNTED if without in extracts_behind(one.source)}
    assert {address.partition("@")[0] for address in everything.keys() - fewer.keys()} <= behind


def test_a_history_tells_of_the_years_before_it_was_delivered():
    """Placements that first come this year hold those of the year before as well."""
    given = material(frozenset({CORE, "placements"}))
    late = Material(given.tables, given.delivered | {"placements": (YEAR,)}, NOTHING_SUPPLIED)
    assert late.tells("placements", YEAR.year_before, YEAR.year_before)
    early = Material(given.tables, given.delivered | {"placements": (YEAR.year_before,)}, NOTHING_SUPPLIED)
    found = figures_by_address(compute(early, [indicator("missing_episodes_from_care")], [YEAR], AUTHORITY))
    assert found["missing_episodes_from_care@2016-17"].value == "x"


@pytest.mark.parametrize("delivered", [(), ("placements",), OTHERS])
def test_the_rows_behind_a_figure_are_those_that_were_told(delivered):
    """Explained from the processed tables, whichever words a figure counts."""
    given, keys = (
        material(frozenset({CORE, *delivered})),
        ("missing_individuals", "episodes_in_care_by_police", "missing_episodes_from_care"),
    )
    records = tuple(map(indicator, keys))
    ledger = Ledger.of(given, records, AUTHORITY)
    for figure in figures_by_address(compute(given, records, [YEAR], AUTHORITY)).values():
        if figure.is_shown:
            found = ledger.evidence(indicator(figure.address.indicator), figure)
            assert found.numerator == figure.numerator
