"""The sample's mark counts only while the files are those that it lists."""

import pytest

from analysis.base.made_up import MARK, foreign_files, is_made_up
from analysis.base.settings import Workspace
from sample.write import write_mark


@pytest.fixture
def raw(tmp_path):
    raw = tmp_path / "data" / "raw"
    (raw / "2016-17").mkdir(parents=True)
    (raw / "2016-17" / "a.csv").write_text("made up\n")
    (raw / "README.md").write_text("about this folder\n")
    write_mark(raw, "Nobody in it exists.", [raw / "2016-17" / "a.csv"])
    return raw


def test_extracts_are_made_up_when_all_are_of_the_sample(raw):
    """A note about the folder is no extract, and a file of the sample that is gone is no other."""
    assert is_made_up(raw)
    assert Workspace(raw.parents[1]).is_synthetic
    (raw / "2016-17" / "a.csv").unlink()
    assert is_made_up(raw)
    (raw / MARK).unlink()
    assert not is_made_up(raw)


@pytest.mark.parametrize("name", ["2016-17/real.csv", "2017-18/real.csv", "real.csv", "2016-17/a.csv"])
def test_one_other_file_or_one_that_was_changed_ends_it(raw, name):
    """The same file with other content too, and as soon as it is there; as it was before, the mark counts again."""
    assert is_made_up(raw)
    path = raw / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text("a real child\n")
    assert foreign_files(raw) == (name,)
    assert not is_made_up(raw)
    path.write_text(before) if before else path.unlink()
    assert is_made_up(raw)


def test_an_empty_mark_marks_nothing(raw):
    (raw / MARK).write_text("")
    assert not is_made_up(raw)
