"""What is recorded as published, and that only approved reports are."""

import json
import shutil
from datetime import date

import pytest
from click.testing import CliRunner

from analysis.base.settings import Fault
from analysis.cli import main
from analysis.disclose import Publishable, read_publishable
from analysis.intake.people import read_secret
from analysis.publish import without_plain_hashes
from analysis.releases import earlier_rows, read_releases, revisions
from analysis.run.gating import set_against_releases
from analysis.run.register import publish
from analysis.run.story import made_from_now

pytestmark = pytest.mark.xdist_group("end to end")


@pytest.fixture
def release(built, approved):
    """The approved quarter, published by command; taken out of the register again for the other tests."""
    words = ["publish", "2016-17-Q3", "--on", "2017-05-04", "--workspace", str(built.root)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    yield built.releases / "2017-05-04 2016-17-Q3"
    shutil.rmtree(built.releases)


def test_a_draft_is_not_published(built):
    with pytest.raises(Fault, match=r"2016-17-Q2 public cannot be published\. Draft: not approved yet"):
        publish(built, "2016-17-Q2", date(2017, 5, 4))
    assert not built.releases.exists()


def test_a_release_holds_the_figures_the_manifest_and_who_approved_them(built, release):
    assert sorted(path.name for path in release.iterdir()) == ["manifest.json", "release.json", "results.csv"]
    assert (release / "results.csv").read_bytes() == (built.outputs / "2016-17-Q3" / "public" / "results.csv").read_bytes()
    told = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert (told["period"], told["published_on"], told["approved_by"]) == ("2016-17-Q3", "2017-05-04", "A. Person")
    assert "2017-05-04 2016-17-Q3" in set(earlier_rows(built)["release"])


def test_the_same_is_not_published_twice(built, release):
    with pytest.raises(Fault, match="were published already, as 2017-05-04 2016-17-Q3"):
        publish(built, "2016-17-Q3", date(2017, 6, 1))


def test_a_later_run_marks_what_has_changed_since_the_release(built, release):
    """One more notification than was published: marked, and listed with both values; the other figures are as they were."""
    rows = read_publishable(built.figures, "public").rows
    moved = (rows["indicator"] == "missing_notifications") & (rows["period"] == "2016-17-Q3") & (rows["breakdown"] == "")
    was = rows.loc[moved, "value"].item()
    now = rows.assign(**{name: rows[name].mask(moved, str(int(was) + 1)) for name in ("value", "numerator")})
    shown = set_against_releases(Publishable(now, "public"), built)
    revised = revisions(shown.rows, read_releases(built), without_plain_hashes(made_from_now(built), read_secret(built)))
    assert list(shown.rows.loc[shown.rows["marker"] == "r", "indicator"]) == ["missing_notifications"]
    assert list(revised[["before", "now", "published_on"]].itertuples(index=False, name=None)) == [(was, str(int(was) + 1), "2017-05-04")]
