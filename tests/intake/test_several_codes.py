"""Cells that hold several codes: how they are spelled, from columns of their own, in the mapping, and as a table keeps them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Fault, Workspace
from analysis.base.table import code, together
from analysis.chapters.tables import EXTRACTS
from analysis.intake.extracts import Extract
from analysis.intake.map import Mapped, map_tables, spelling_faults
from analysis.intake.sources import read_extracts
from analysis.intake.validate.mapping import check_extracts
from analysis.intake.validate.schemas import schema_of

VALUES = {"CSE": "sexual", "CCE": "criminal", "Both": "sexual+criminal", "Modern slavery": "trafficking"}
VALUES |= dict.fromkeys(("not known", ""), "not_recorded")


def extract(**more) -> Extract:
    settings = {"values": {"exploitation_type": VALUES}, "columns": {"referral_id": "Ref", "exploitation_type": "Type"}} | more
    return Extract(source="hub", files=("referrals*.csv",), key="referral_id", **settings)


def mapped(extract: Extract, **columns: list[str]) -> Mapped:
    cells = pd.DataFrame({"Ref": [f"R{n}" for n in range(len(next(iter(columns.values()))))], **columns}, dtype="str")
    sheet = cells.assign(_file="2016-17/referrals.csv", _sheet="", _row=range(2, len(cells) + 2))
    return map_tables({"referrals": [sheet]}, {"referrals": extract})


def types(*cells: str) -> list[str | None]:
    found = mapped(extract(), Type=list(cells)).tables["referrals"]["exploitation_type"]
    return found.where(found.notna(), None).tolist()


def test_a_cell_may_name_several_codes_in_whatever_way_and_order():
    """Parted by signs, by "and" or by a new line; a word for both; a part that says nothing beside one that does."""
    assert types("CSE; CCE", "cce, cse", "CSE/CCE", "CCE & CSE", "CSE and CCE", "CSE\nCCE", "CSE+CCE", "both") == ["criminal+sexual"] * 8
    assert types("CSE", "CSE;", "CSE; cse", "CSE; not known") == ["sexual"] * 4
    assert types("", "not known") == ["not_recorded"] * 2
    assert types("Both; Modern slavery") == ["criminal+sexual+trafficking"]


def test_what_stands_beside_a_known_code_is_never_passed_over():
    result = mapped(extract(), Type=["CSE; CCE", "CSE; gangs"])
    (fault,) = spelling_faults(
        result.received["referrals"], result.unreadable["referrals"], "referrals", extract(), lambda column: f"of {column}"
    )
    assert "'CSE; gangs' (row 3; 1 in all) has no code" in fault


def test_a_pattern_for_a_whole_cell_counts_where_no_part_is_known():
    known = {"/county lines.*/": "criminal", "CSE": "sexual"}
    wide = extract(values={"exploitation_type": known})
    found = mapped(wide, Type=["Violence, or county lines", "County lines", "CSE, county lines (drugs)"])
    assert found.tables["referrals"]["exploitation_type"].isna().tolist() == [True, False, False]


def test_a_column_for_each_code_is_joined_with_its_header():
    answers = {"CSE: Yes": "sexual", "CCE: Yes": "criminal", "/.*: (no|n)/": "not_recorded", "": "not_recorded"}
    ticked = extract(
        columns={"referral_id": "Ref"},
        join={"exploitation_type": {"headers": ["CSE", "CCE"], "separator": "; ", "named": True}},
        values={"exploitation_type": answers},
    )
    found = mapped(ticked, CSE=["Yes", "Yes", "No", "", ""], CCE=["Yes", "No", "N", "Yes", ""])
    assert found.tables["referrals"]["exploitation_type"].tolist() == [
        *("criminal+sexual", "sexual", "not_recorded", "criminal", "not_recorded")
    ]
    unclear = mapped(ticked, CSE=["perhaps"], CCE=["No"])
    assert unclear.unreadable["referrals"]["column"].tolist() == ["exploitation_type"]


@pytest.mark.parametrize(("given", "fits"), [("sexual+criminal", True), ("sexual+gangs", False), ("sexual+", False)])
def test_a_mapping_may_give_several_codes_of_a_column_that_holds_them(given, fits):
    known = read_extracts(Workspace(Path(__file__).parents[2]))
    for table, column in (("referrals", "exploitation_type"), ("referrals", "sex")):
        one = known[table]
        changed = one.model_copy(update={"values": one.values | {column: {"both": given}}, "columns": one.columns | {column: ("Type",)}})
        if fits and column == "exploitation_type":
            check_extracts(known | {table: changed})
        else:
            with pytest.raises(Fault, match=rf"\[values.{column}\] gives 'both' the code '{given.replace('+', '.')}'"):
                check_extracts(known | {table: changed})


def test_a_table_holds_several_codes_in_one_way():
    several, one = (code("kind", "what it is", "a", "b", "not_recorded", holds_several=holds) for holds in (True, False))
    assert [cell for cell in ("a", "a+b", "b+a", "a+a", "a+not_recorded", "a+c", "") if several.allows(cell)] == ["a", "a+b"]
    assert [cell for cell in ("a", "a+b") if one.allows(cell)] == ["a"]
    assert together(["b", "a", "b", "not_recorded"]) == "a+b"
    checks = schema_of(EXTRACTS["referrals"]).columns["exploitation_type"].checks
    assert [check(pd.Series([cell])).check_passed for check in checks for cell in ("criminal+sexual", "sexual+criminal")] == [True, False]
