"""More than sixty awkward files, each with what it must give."""

import pytest

from analysis.base.settings import Fault
from analysis.intake.extracts import Extract
from analysis.intake.read import read_file
from analysis.intake.sources import RawFile
from tests.awkward import texts, workbooks
from tests.awkward.make import Case

COLUMNS = {"ref": "Ref", "name": "Name", "seen_at": "Seen", "held_on": "Held"}
EXTRACT = Extract(source="police", files=("*",), key="ref", columns=COLUMNS)
CASES = [*texts.CASES, *workbooks.CASES]
NAMES = ("Ann", "Zoë", "007")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_awkward_file(tmp_path, case: Case):
    path = tmp_path / case.file
    path.write_bytes(case.bytes())
    raw = RawFile("2016-17", path, "notifications")
    if case.fault:
        with pytest.raises(Fault) as fault:
            read_file(raw, EXTRACT)
        said = str(fault.value).replace(str(path), "")
        assert case.fault in said
        assert str(path) in str(fault.value)
        assert [name for name in NAMES if name in said] == []
        return
    text = read_file(raw, EXTRACT)
    assert [(row, *cells) for part in text.sheets for row, *cells in found(part)] == case.rows
    assert text.not_data["reason"].value_counts().to_dict() == case.aside
    assert case.note in " ".join(finding.message for finding in text.findings)


def found(part) -> list[list]:
    """Row number, Ref and Name; empty where a file has no such header."""
    places = EXTRACT.places(list(part.columns[:-3]))
    columns = [part.iloc[:, places[column][0]].tolist() if column in places else [""] * len(part) for column in ("ref", "name")]
    return [list(row) for row in zip(part["_row"], *columns, strict=True)]


def test_there_are_at_least_sixty():
    assert len({case.name for case in CASES}) == len(CASES) >= 60
