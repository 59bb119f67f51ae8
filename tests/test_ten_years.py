"""Ten years of extracts at once."""

import shutil
import subprocess
import sys

import pytest

from tests.ten_years import make_ten_years, new_workspace


def test_the_copies_are_other_years_and_other_children(tmp_path):
    """Each file of the sample's two years stands in ten folders, and no number or name of a child in two that are not one copy."""
    folder = tmp_path / "2015-16"
    folder.mkdir()
    heading = "Person ID,Last name,Date of birth,Date received\n"
    (folder / "referrals.csv").write_text(f"{heading}1000001,May,29/02/2000,01/04/2015\n")
    assert make_ten_years(tmp_path) == ["2015-16", "2017-18", "2019-20", "2021-22", "2023-24"]
    rows = [path.read_text().removeprefix(heading).strip() for path in sorted(tmp_path.glob("*/*.csv"))]
    assert rows == [
        "1000001,May,29/02/2000,01/04/2015",
        "2000001,Mey,28/02/2002,01/04/2017",
        "4000001,Miy,28/02/2004,01/04/2019",
        "6000001,Moy,28/02/2006,01/04/2021",
        "8000001,Muy,28/02/2008,01/04/2023",
    ]


@pytest.mark.long
def test_the_first_check_of_ten_years_writes_a_page_for_each(tmp_path):
    """Twice, each time with nothing processed before: its notebooks were once forked from a process full of threads, and crashed."""
    workspace = new_workspace(tmp_path / "workspace")
    command = [sys.executable, "-m", "analysis", "check", "--workspace", str(workspace)]
    for _ in range(2):
        shutil.rmtree(workspace / "data" / "processed", ignore_errors=True)
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=250)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) == 10
