"""The account of a year's intake as one set of counts, on files that can be counted on fingers."""

from dataclasses import replace

import pandas as pd

from analysis.report.account import WAYS, IntakeAccount

FILE = {"table": "referrals", "period": "2016-17", "file": "2016-17/referrals.csv", "sheet": "", "rows_in": 289}
TABLE = {"table": "referrals", "period": "2016-17", "rows": 289, "cells_required": 1156, "cells_filled": 1156}
SOUND = {"rows_at_fault": 0, "rows_unique": 289, "about_children": True}
FINDING = {"table": "referrals", "file": "2016-17/referrals.csv", "period": "2016-17", "severity": "warn", "about_children": True}


def account(used=289, twice=0, findings=(), corrections=(), columns=(), limit=5, **table) -> IntakeAccount:
    file = FILE | dict.fromkeys(WAYS, 0) | {"rows_used": used, "rows_duplicate": twice}
    return IntakeAccount(
        pd.DataFrame([file]),
        pd.DataFrame([TABLE | SOUND | table]),
        pd.DataFrame(findings, columns=["table", "file", "period", "severity", "about_children", "code", "source", "moves", "rows"]),
        pd.DataFrame(corrections, columns=["table", "file", "column", "date", "reason", "rows"]),
        pd.DataFrame(columns, columns=["table", "period", "column", "rows", "rows_empty"]),
        limit,
    )


def test_two_rows_counted_once_already_are_hidden_wherever_they_stand():
    """289 in, 287 used, 2 twice: in the list of files, and as what is not unique of the table."""
    found = account(used=287, twice=2, rows_unique=287)
    assert found.hides("file", FILE["file"], "", "rows_duplicate")
    assert found.hides("table", "referrals", "2016-17", "again")
    assert found.hides("file", FILE["file"], "", "rows_used") or found.hides("file", FILE["file"], "", "rows_in")


def test_the_rows_of_a_table_do_not_tell_what_those_of_its_file_hide():
    """The file's 289 is hidden with its 2 only if the table's 289 is hidden too."""
    found = account(used=287, twice=2, rows_unique=287)
    is_told = not found.hides("table", "referrals", "2016-17", "rows")
    assert is_told == (not found.hides("file", FILE["file"], "", "rows_in"))


def test_a_finding_is_hidden_by_rule_by_source_and_in_what_it_could_move():
    """Three rows of one source and rule, beside 40 of another rule: the sum by source gives them away."""
    late = FINDING | {"code": "late", "source": "police", "moves": "up", "rows": 3}
    empty = FINDING | {"code": "empty", "source": "police", "moves": "up", "rows": 40}
    found = account(findings=[late, empty], rows_at_fault=43)
    assert found.hides("code", "late", "warn")
    assert found.hides("moves", "referrals", "late", "up")
    assert found.hides("source", "police", "warn") or found.hides("code", "empty", "warn")


def test_a_column_that_is_filled_in_for_two_is_as_telling_as_one_that_is_empty_for_two():
    columns = [{"table": "referrals", "period": "2016-17", "column": "ward", "rows": 289, "rows_empty": empty} for empty in (287,)]
    found = account(columns=columns)
    assert found.hides("column", "referrals", "2016-17", "ward", "empty") or found.hides("table", "referrals", "2016-17", "rows")


def test_cells_put_right_are_counted_like_rows():
    entry = {"table": "referrals", "file": FILE["file"], "column": "sex", "date": "2017-05-01", "reason": "said the worker", "rows": 2}
    assert account(corrections=[entry]).hides("correction", FILE["file"], "sex", "2017-05-01", "said the worker")


def test_nothing_is_hidden_of_staff_or_inside_the_council():
    few = account(used=287, twice=2, rows_unique=287)
    assert replace(few, limit=0).hidden == frozenset()
    assert replace(few, quality=few.quality.assign(about_children=False)).hidden == frozenset()
