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
