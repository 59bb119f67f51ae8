"""Rows that the mapping leaves out by the value of a column of the file."""

import pytest

from analysis.base.settings import Fault, check_record
from analysis.intake.extracts import Extract
from analysis.intake.map import map_tables
from analysis.intake.read import Reading, read_files
from analysis.intake.sources import RawFile

EXTRACT = {
    "source": "s",
    "files": "*",
    "key": "ref",
    "columns": {"ref": "Ref", "surname": "Surname", "status": "Status"},
    "values": {"status": {"Open": "open", "Closed": "closed"}},
}
CONTACTS = (
    "Ref,Surname,Status,Outcome\n1,Bell,Open,Referral\n2,Bell,Open, no Further action\n3,Test,Closed,Signposted elsewhere\n4,Bell,Closed,\n"
)


def with_rules(rules: dict) -> Extract:
    return check_record(EXTRACT | {"leave_out": rules}, Extract, "referrals.toml")


def read(tmp_path, rules: dict, text: str = CONTACTS, period: str = "2016-17") -> tuple[Reading, Extract]:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    extract = with_rules(rules)
    return read_files([RawFile(period, path, "referrals")], {"referrals": extract}), extract


def kept(reading: Reading) -> list[str]:
    return [ref for part in reading.sheets["referrals"] for ref in part["Ref"]]


def said(reading: Reading) -> list[tuple[str, str, int]]:
    return [(finding.code, finding.message, finding.rows) for finding in reading.findings]


def test_rows_are_left_out_by_a_column_that_is_none_of_ours(tmp_path):
    """By a value however it is written, and by a pattern; each rule says its rows, which are no data. The rest keep their numbers."""
    reading, _ = read(tmp_path, {"Outcome": ["No further action", "/signposted.*/"]})
    assert kept(reading) == ["1", "4"]
    assert reading.sheets["referrals"][0]["_row"].tolist() == [2, 5]
    assert reading.not_data["referrals"][["_row", "reason"]].to_numpy().tolist() == [[3, "left_out"], [4, "left_out"]]
    assert said(reading) == [
        ("left_out", "row 4: left out, as the mapping says: 'Outcome' is '/signposted.*/'", 1),
        ("left_out", "row 3: left out, as the mapping says: 'Outcome' is 'No further action'", 1),
    ]


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ({"Status": "Closed"}, ["1", "2"]),
        ({"/(outcome|result)/": [""]}, ["1", "2", "3"]),
        ({"Outcome": "Referral", "Status": ["closed"]}, ["2"]),
    ],
    ids=["a column of ours", "an empty cell, by a pattern for the header", "two columns"],
)
def test_by_which_rows_are_left_out(tmp_path, rules, left):
    assert kept(read(tmp_path, rules)[0]) == left


def test_a_column_of_ours_that_leaves_out_rows_is_still_read(tmp_path):
    """The same header gives the status of the rows that stay; a spelling that stands in rows left out alone needs no code."""
    reading, extract = read(tmp_path, {"Status": "Cancelled"}, CONTACTS.replace("2,Bell,Open", "2,Bell,Cancelled"))
    mapped = map_tables(reading.sheets, {"referrals": extract})
    assert mapped.tables["referrals"]["status"].tolist() == ["open", "closed", "closed"]
    assert len(mapped.unreadable["referrals"]) == 0
    assert (mapped.faults, [finding.message for finding in mapped.findings]) == ((), ["The mapping does not use 'Outcome'."])


def test_a_header_that_leaves_out_rows_is_used(tmp_path):
    reading, extract = read(tmp_path, {"Outcome": "Referral"})
    assert map_tables(reading.sheets, {"referrals": extract}).findings == ()


def test_a_value_that_no_row_has_is_said_for_the_delivery(tmp_path):
    """Once for a period folder, and not for a file of it: one of several monthly files may have none. A name is not quoted."""
    for number, text in enumerate((CONTACTS, CONTACTS.replace("Signposted elsewhere", "Referral"))):
        (tmp_path / f"{number}.csv").write_text(text, encoding="utf-8")
    extract = with_rules({"Outcome": ["/signposted.*/", "NFA"], "Surname": ["Zebedee", "Test"]})
    files = [RawFile("2016-17", tmp_path / f"{number}.csv", "referrals") for number in (0, 1)]
    found = read_files(files, {"referrals": extract}).findings
    assert [(one.severity, one.file, one.message) for one in found if one.code == "left_out_none"] == [
        ("warn", "2016-17", f"The mapping leaves out rows where {rule}, and there is none. See how the file spells it now.")
        for rule in ("'Outcome' is 'NFA'", "'Surname' is value 1 of its list")
    ]
    assert not [one for one in found if "Zebedee" in one.message or "'Test'" in one.message]


def test_a_header_that_is_not_there_stops_the_run(tmp_path):
    """Otherwise all its rows would be counted in silence."""
    reading, extract = read(tmp_path, {"Outcom": "Referral"})
    assert map_tables(reading.sheets, {"referrals": extract}).faults == (
        "2016-17/a.csv: the header 'Outcom' is not there. The nearest header there is 'Outcome'. "
        "Write the file's header in its place under [leave_out] in config/extracts/referrals.toml.",
    )


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"Outcome": []}, "'Outcome' lists no value"),
        ({"Outcome": ["/(/"]}, r"/\(/ is not a regular expression"),
        ({"/[/": ["x"]}, r"/\[/ is not a regular expression"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_the_mapping(rules, message):
    with pytest.raises(Fault, match=message):
        with_rules(rules)
