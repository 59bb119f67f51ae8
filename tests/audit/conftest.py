"""What the tests of the audit's numbers share."""

import csv

import pytest

from analysis.audit import Terms, audit_numbers
from analysis.base.spec import RESULT_COLUMNS


@pytest.fixture
def attacked(tmp_path):
    """The verdict on some printed rows."""

    def attack(*rows, threshold=5, categories=None):
        file = tmp_path / "results.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, RESULT_COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        return audit_numbers([file], Terms(threshold, categories=categories or {}))

    return attack
