"""The words that come with the project hold in a workspace that has none of its own."""

from analysis.base.shipped import PARTS, WORDS, project, shipped_words


def test_the_project_has_every_file_of_words():
    assert [name for name in WORDS if not (project() / "config" / name).is_file()] == []
    assert all((project() / part).is_dir() for part in PARTS)


def test_reports_are_made_from_the_words_of_the_project_where_a_workspace_has_none(tmp_path):
    """An update of the project that changes them builds such a workspace anew, and no other."""
    before = shipped_words(tmp_path)
    assert set(before) == set(WORDS)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / WORDS[0]).touch()
    assert shipped_words(tmp_path) == {name: before[name] for name in WORDS[1:]}
