"""The gate: what the public edition may show."""

import pandas as pd
import pytest

from analysis.base.settings import DisclosurePolicy, Fault
from analysis.base.spec import RESULT_COLUMNS, Address
from analysis.disclose import gate, protected, read_publishable, write_publishable

POLICY = DisclosurePolicy(hide_counts_up_to=5)


def row(indicator="missing_episodes", numerator="", denominator="", value="", breakdown="", category="", marker=""):
    cells = dict.fromkeys(RESULT_COLUMNS, "") | {"indicator": indicator, "period": "2016-17", "breakdown": breakdown, "category": category}
    return cells | {"numerator": numerator, "denominator": denominator, "value": value, "marker": marker}


def shown(*rows):
    covered = protected(pd.DataFrame(rows, dtype="str"), POLICY)
    return [tuple(cells) for cells in covered[["numerator", "denominator", "value", "marker"]].itertuples(index=False)]


@pytest.mark.parametrize(("count", "printed"), [("0", "0"), ("1", "c"), ("5", "c"), ("6", "6"), ("2646", "2646")])
def test_one_to_five_children_are_hidden_and_nought_is_shown(count, printed):
    assert shown(row(numerator=count, value=count)) == [(printed, "", printed, "c under 6" if printed == "c" else "")]


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        ("234", "313", ("234", "313", "75", "")),
        ("3", "313", ("c", "313", "c", "c")),
        ("2", "5", ("c", "c", "c", "c")),
        ("0", "4", ("0", "c", "c", "c")),
        ("79", "82", ("c", "82", "c", "c most")),
        ("82", "82", ("82", "82", "75", "")),
    ],
)
def test_a_percentage_is_hidden_with_its_part_its_rest_or_its_whole(part, whole, printed):
    """79 of 82 gives away the three others, so it is hidden as well as 3 of 82."""
    assert shown(row("multi_agency_meetings_recorded_complete", part, whole, "75")) == [printed]


def test_a_category_is_hidden_without_its_whole():
    rows = shown(
        row(numerator="40", value="40"),
        row(numerator="37", denominator="40", value="93", breakdown="sex", category="female"),
        row(numerator="3", denominator="40", value="8", breakdown="sex", category="male"),
    )
    assert rows[2] == ("c", "40", "c", "c")


def test_a_peak_that_rests_on_few_children_is_hidden():
    assert shown(row("missing_peak_age", "4", "80", "15")) == [("c", "80", "c", "c")]


def test_services_are_never_hidden():
    """Four training events are no one's secret."""
    assert shown(row("multi_agency_training_events", "4", "", "4")) == [("4", "", "4", "")]


def test_what_is_not_available_stays_so():
    assert shown(row(numerator="x", value="x", marker="x")) == [("x", "", "x", "x")]


def test_the_internal_edition_shows_everything_and_the_results_are_left_alone():
    results = pd.DataFrame([row(numerator="3", value="3")], dtype="str")
    assert gate(results, "internal", POLICY).rows["value"].tolist() == ["3"]
    gate(results, "public", POLICY)
    assert results["value"].tolist() == ["3"]


def test_the_finest_breakdowns_are_for_the_internal_edition_alone():
    """Hours of the week are mostly small counts: the public edition has none, whatever its size, and plans without them."""
    results = pd.DataFrame(
        [
            row(numerator="40", value="40"),
            row(numerator="40", denominator="40", value="100", breakdown="hour", category="friday_20"),
            row(numerator="40", denominator="40", value="100", breakdown="time", category="friday_20"),
        ],
        dtype="str",
    )
    assert gate(results, "internal", POLICY).rows["breakdown"].tolist() == ["", "hour", "time"]
    assert gate(results, "public", POLICY).rows["breakdown"].tolist() == ["", "time"]


def test_a_hidden_step_of_the_return_interviews_cannot_be_worked_out():
    """40 offered and 37 taken up tell of three who declined, although that is no figure of its own."""
    rows = shown(
        row("return_interviews_offered", "40", "60", "67"),
        row("return_interviews_accepted", "37", "60", "62"),
    )
    assert "c" in {cell for numbers in rows for cell in numbers}


def test_an_unknown_edition_is_refused():
    with pytest.raises(Fault, match="'publick'"):
        gate(pd.DataFrame(), "publick", POLICY)


def test_hidden_numbers_are_not_kept_for_the_notebooks(tmp_path):
    """What the notebooks can read holds no number that the gate hid."""
    write_publishable(gate(pd.DataFrame([row(numerator="3", value="3")], dtype="str"), "public", POLICY), tmp_path)
    kept = read_publishable(tmp_path, "public")
    assert "3" not in kept.rows.to_numpy()
    figure = kept.figure(Address("missing_episodes", "2016-17"))
    assert (figure.is_hidden, figure.numerator, figure.exact, figure.shown) == (True, None, None, "[c]")


def test_without_a_run_the_notebook_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="overview run PERIOD --edition public"):
        read_publishable(tmp_path, "public")


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_a_table_without_a_row_passes(edition):
    """Nothing was counted: nothing is hidden, and the columns are there for what reads them."""
    passed = gate(pd.DataFrame(columns=list(RESULT_COLUMNS), dtype="str"), edition, POLICY)
    assert (len(passed.rows), list(passed.rows)) == (0, list(RESULT_COLUMNS))


def test_a_run_of_ages_is_planned_with_the_ages_in_it():
    """Four and three children hide each other, were not 36 from 14 to 16 years old: less those of 15 and 16 they are three."""
    counts = dict.fromkeys(("under_10", *map(str, range(10, 18)), "not_recorded"), 0) | {"11": 10, "12": 4, "14": 3, "15": 20, "16": 13}
    split = [row("missing_individuals", str(n), "50", "50", "single_age", code) for code, n in counts.items()]
    run, _, *ages = shown(row("missing_age_range", "36", "50", "14-16"), row("missing_individuals", "50", "", "50"), *split)
    hidden = {code for code, cells in zip(counts, ages, strict=True) if cells[0] == "c"}
    assert hidden >= {"12", "14"}
    assert run[0] == "c" or hidden & {"15", "16"}
