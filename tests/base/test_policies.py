"""What an authority may decide about small counts, and how it is told of a slip."""

import tomllib
from pathlib import Path

import pytest

from analysis.base.policies import PRESETS, DisclosurePolicy
from analysis.base.settings import Fault, Policy, check_record

FILE = Path(__file__).parents[2] / "config" / "policy.toml"
COMPARISON = {"percentage_change_from": 20}


def read(**disclosure):
    return check_record({"disclosure": disclosure, "comparison": COMPARISON}, Policy, Path("policy.toml")).disclosure


@pytest.mark.parametrize(
    ("preset", "limit", "method"),
    [("dfe_children_in_need", 5, "suppress"), ("nhs_sub_national", 7, "round"), ("threshold_10", 9, "suppress")],
)
def test_a_preset_sets_several_keys(preset, limit, method):
    assert (read(preset=preset).hide_counts_up_to, read(preset=preset).method) == (limit, method)


def test_a_key_beside_the_preset_counts_more():
    assert read(preset="dfe_children_in_need", hide_counts_up_to=3).hide_counts_up_to == 3


def test_a_breakdown_counts_more_than_its_indicator_and_that_more_than_the_rest():
    policy = read(
        hide_counts_up_to=5, tables={"missing_episodes": {"hide_counts_up_to": 7}, "missing_episodes.sex": {"hide_counts_up_to": 9}}
    )
    tables = [("missing_episodes", "sex"), ("missing_episodes", ""), ("missing_individuals", "missing_from")]
    assert [policy.limit(*table) for table in tables] == [9, 7, 5]


def test_a_category_counts_more_than_its_table():
    policy = read(hide_counts_up_to=5, tables={"missing_episodes.sex": {"hide_counts_up_to": 9}}, categories={"not_recorded": 0})
    assert [policy.limit("missing_episodes", "sex", code) for code in ("male", "not_recorded")] == [9, 0]


def test_of_several_weights_the_largest_counts_and_the_council_s_own_most():
    """The first has a target and is a headline, the second is a headline that the council wants in print no more than others."""
    policy = read(hide_counts_up_to=5, weights={"target": 7, "figures": {"b": 1}}).weighing(
        target=["a"], committee=["c"], headline=["a", "b"]
    )
    assert [policy.weight(key) for key in "abcd"] == [7, 1, 10, 1]


def test_an_unknown_preset_is_told_which_there_are():
    with pytest.raises(Fault, match=r"there is no preset 'dfe'\. Write one of dfe_children_in_need, nhs_sub_national, threshold_10"):
        read(preset="dfe")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ({"hide_counts": 5}, "disclosure.hide_counts: there is no such key. There are: preset, hide_counts_up_to"),
        (
            {"tables": {"missing_episodes": {"dropp": True}}},
            "disclosure.tables.missing_episodes.dropp: there is no such key. There are: hide_",
        ),
    ],
)
def test_an_unknown_key_is_told_which_there_are(keys, place):
    with pytest.raises(Fault, match=place.replace(".", r"\.")):
        read(preset="threshold_10", **keys)


def test_the_file_of_the_project_shows_every_key():
    """Whoever reads config/policy.toml, here or in a new workspace, sees all that can be decided; the plan's own limits apart."""
    text = FILE.read_text(encoding="utf-8")
    assert {name for name in DisclosurePolicy.model_fields if f"{name} =" in text or f"disclosure.{name}" in text} == (
        set(DisclosurePolicy.model_fields) - {"attacks", "seconds"}
    )
    assert all(preset in text for preset in PRESETS)
    assert tomllib.loads(text.replace("# ", "").partition("[disclosure.tables")[2].partition("[comparison]")[0].partition("\n")[2])
