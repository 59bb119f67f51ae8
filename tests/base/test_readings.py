"""Which files a piece of work reads, as Python tells it."""

import os

from analysis.base.readings import note, note_from_now_on, noted, noted_below, unnoted


def names(paths, folder):
    return {os.path.relpath(path, folder) for path in paths if path.startswith(f"{folder}{os.sep}")}


def test_what_is_opened_or_listed_is_noted_also_where_it_is_not(tmp_path):
    """A file that was looked for and not there decides what comes out as much as one that was."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.toml").write_text("x")
    with noted() as paths:
        for folder in ("there", "absent"):
            try:
                (tmp_path / folder / "a.toml").read_text()
                list((tmp_path / folder).iterdir())
            except FileNotFoundError:
                pass
    (tmp_path / "there" / "later.toml").write_text("x")
    assert names(paths, tmp_path) == {"there/a.toml", "there", "absent/a.toml"}


def test_of_two_that_listen_each_hears_its_own(tmp_path):
    (tmp_path / "a").write_text("x")
    (tmp_path / "b").write_text("x")
    with noted() as outer:
        with noted() as inner:
            (tmp_path / "a").read_text()
        (tmp_path / "b").read_text()
    assert (names(outer, tmp_path), names(inner, tmp_path)) == ({"a", "b"}, {"a"})


def test_an_account_of_files_is_no_reading_of_them(tmp_path):
    (tmp_path / "a").write_text("x")
    with noted() as paths, unnoted():
        (tmp_path / "a").read_text()
    assert not names(paths, tmp_path)


def test_what_another_process_read_counts_with_the_work(tmp_path):
    with noted() as paths:
        note([str(tmp_path / "a"), "/elsewhere"])
        assert noted_below(tmp_path) == [str(tmp_path / "a")]
    assert {str(tmp_path / "a"), "/elsewhere"} <= paths


def test_a_process_that_does_one_piece_of_work_notes_to_its_end(tmp_path):
    note_from_now_on()
    (tmp_path / "a").write_text("x")
    assert noted_below(tmp_path) == [str(tmp_path / "a")]
