"""What several tests of a run look at."""

from datetime import date

import pytest

from analysis.run.signoff import Signature, sign_off

SIGNATURE = Signature("A. Person", "Head of Performance", "another account", date(2017, 5, 4), {})


@pytest.fixture(scope="session")
def approved(built):
    """The third quarter of the built workspace, approved; gives the approval's file and the report as it was before."""
    draft = (built.outputs / "2016-17-Q3" / "public" / "report.html").read_text(encoding="utf-8")
    return sign_off(built, "2016-17-Q3", "public", SIGNATURE), draft
