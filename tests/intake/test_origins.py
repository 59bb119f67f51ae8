"""Where processed rows and outputs came from."""

import pandas as pd

from analysis.intake.origins import hash_inputs, origins_of


def prepared(key, keys, rows, **columns):
    origin = {"_file": "2016-17/a.csv", "_sheet": "", "_row": rows} if rows is not None else {}
    return pd.DataFrame({key: keys, **columns, **origin})


NOTIFICATIONS = prepared("notification_id", ["N2", "N1", "N3"], [3, 2, 4], episode_id=["E1", "E1", None])
EPISODES = prepared("episode_id", ["E1"], None)


def test_each_processed_row_is_traced_to_its_raw_row():
    """Positions are those of the table as it is kept, in the order of its key."""
    origins = origins_of({"notifications": NOTIFICATIONS})["notifications"]
    assert list(origins[["position", "key", "row"]].itertuples(index=False, name=None)) == [(0, "N1", 2), (1, "N2", 3), (2, "N3", 4)]


def test_an_episode_is_traced_to_all_its_notifications():
    """N3 was found without having been missing, and belongs to no episode."""
    origins = origins_of({"notifications": NOTIFICATIONS, "episodes": EPISODES})["episodes"]
    assert list(origins[["position", "key", "row"]].itertuples(index=False, name=None)) == [(0, "E1", 2), (0, "E1", 3)]


def test_an_interview_is_traced_to_the_tracker_and_to_its_episode():
    """An episode that the tracker does not know has only its notifications."""
    notifications = NOTIFICATIONS.assign(episode_id=["E1", "E1", "E2"])
    tracker = prepared("episode_id", ["E1", "E2"], [9, None]).assign(_file=["2016-17/t.xlsx", None], _sheet=["Data", None])
    origins = origins_of({"notifications": notifications, "return_interviews": tracker})["return_interviews"]
    assert [(one.key, one.file, one.row) for one in origins.itertuples()] == [
        ("E1", "2016-17/a.csv", 2),
        ("E1", "2016-17/a.csv", 3),
        ("E1", "2016-17/t.xlsx", 9),
        ("E2", "2016-17/a.csv", 4),
    ]


def test_every_raw_file_is_hashed_but_those_that_are_no_extracts(tmp_path):
    """A file that no table claims is named in the data-quality report, so it is an input as well."""
    for name in ("2016-17/a.csv", "2016-17/notes.docx", "README.md", "2016-17/.hidden", "2016-17/Thumbs.db", "SYNTHETIC"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(hash_inputs(tmp_path)["file"]) == ["2016-17/a.csv", "2016-17/notes.docx", "SYNTHETIC"]


def test_what_a_linked_folder_holds_is_hashed(tmp_path):
    """A period folder may be a link to a share: its files are read, so a change in them must be noticed."""
    share, raw = tmp_path / "share", tmp_path / "raw"
    share.mkdir()
    raw.mkdir()
    (share / "a.csv").write_text("1")
    (raw / "2016-17").symlink_to(share, target_is_directory=True)
    before = hash_inputs(raw)
    (share / "a.csv").write_text("2")
    assert list(before["file"]) == ["2016-17/a.csv"]
    assert list(hash_inputs(raw)["sha256"]) != list(before["sha256"])


def test_a_link_that_leads_back_up_is_not_followed_for_ever(tmp_path):
    """Two periods may be links to one folder, and a link may lead nowhere."""
    (tmp_path / "2016-17").mkdir()
    (tmp_path / "2016-17" / "a.csv").write_text("1")
    (tmp_path / "2016-17" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "2015-16").symlink_to(tmp_path / "2016-17", target_is_directory=True)
    (tmp_path / "2014-15").symlink_to(tmp_path / "gone", target_is_directory=True)
    assert list(hash_inputs(tmp_path)["file"]) == ["2015-16/a.csv", "2016-17/a.csv"]
