"""Exports of databases in which an empty cell is the word NULL: the Standard Safeguarding Dataset, by its ready-made mapping alone."""

from pathlib import Path

import pytest

from analysis.base.settings import Workspace
from analysis.intake.propose import propose
from analysis.intake.sources import read_extract
from analysis.intake.trial import try_out

PROJECT = Path(__file__).parents[1]
HEADER = (
    "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,"
    "miss_missing_rhi_offered,miss_missing_rhi_accepted"
)
EXPORTS = {
    "SQL Server Management Studio": (
        "\ufeff" + HEADER,
        "71,P4,2018-08-01 22:40:00.000,Missing,2018-08-02 05:10:00.000,Y,Y",
        "72,P5,2018-08-09 19:05:00.000,Missing,NULL,N,NA",
        "73,P4,2018-09-11 16:20:00.000,Absent,2018-09-11 23:55:00.000,NULL,NULL",
    ),
    "sqlcmd, with its row of dashes": (
        HEADER,
        "-------------,--------------,-----------------------,-------------------------,-----------------------,--------,--------",
        "71,P4,2018-08-01 22:40:00.0000000,Missing,2018-08-02 05:10:00.0000000,Y,Y",
        "72,P5,2018-08-09 19:05:00.0000000,Missing,NULL,N,NA",
        "73,P4,2018-09-11 16:20:00.0000000,Absent,2018-09-11 23:55:00.0000000,NULL,NULL",
    ),
    "PostgreSQL, NULL as null": (
        HEADER,
        "71,P4,2018-08-01 22:40:00,Missing,2018-08-02 05:10:00,t,t",
        "72,P5,2018-08-09 19:05:00,Missing,null,f,null",
        "73,P4,2018-09-11 16:20:00,Absent,2018-09-11 23:55:00,null,null",
    ),
    "quoted, with blanks": (
        HEADER,
        '"71", "P4", "2018-08-01 22:40:00.000", "Missing", "2018-08-02 05:10:00.000", "Y", "Y"',
        '"72", "P5", "2018-08-09 19:05:00.000", "Missing", "NULL", "N", "NA"',
        '"73", "P4", "2018-09-11 16:20:00.000", "Absent", "2018-09-11 23:55:00.000", "NULL", "NULL"',
    ),
}


@pytest.mark.parametrize("lines", EXPORTS.values(), ids=EXPORTS)
def test_every_row_is_used_and_the_proposal_says_so(tmp_path, lines):
    """Three rows, of which one goes on; nothing is left to decide."""
    path = tmp_path / "ssd_missing.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    mapping = read_extract(PROJECT / "config" / "mappings" / "ssd" / "missing.toml", {})
    trial = try_out(path, "missing", mapping, Workspace(PROJECT))
    assert (trial.rows, trial.used, trial.sentences) == (3, 3, ())
    text = propose(Workspace(PROJECT), path)
    assert "7 of the 7 headers of ssd/missing.toml: copy" in text.splitlines()[0]
    assert "3 of the 3 rows of the file can be used." in text
