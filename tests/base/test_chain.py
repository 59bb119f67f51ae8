"""The chain of releases, on three of a line or two."""

import json

import pytest

from analysis.base.chain import LINK, chain_faults, last_of, link, write_link


def release(releases, name, text):
    folder = releases / name
    folder.mkdir(parents=True)
    (folder / "results.csv").write_text(text, encoding="utf-8")
    (folder / LINK).write_text(json.dumps({"period": name} | link(folder, ["results.csv"], releases)), encoding="utf-8")
    return folder


@pytest.fixture
def releases(tmp_path):
    for name in ("2017-05-04 Q4", "2017-08-01 Q1", "2017-05-04 year"):
        release(tmp_path, name, "head\none\ntwo\n")
    return tmp_path


def test_each_release_names_the_one_that_was_released_before_it_whatever_its_day(releases):
    told = {folder.name: json.loads((folder / LINK).read_text(encoding="utf-8")) for folder in releases.iterdir()}
    assert told["2017-05-04 Q4"]["before"] is None
    assert told["2017-08-01 Q1"]["before"]["release"] == "2017-05-04 Q4"
    assert told["2017-05-04 year"]["before"]["release"] == "2017-08-01 Q1"
    assert last_of(releases).name == "2017-05-04 year"
    assert chain_faults(releases) == []


@pytest.mark.parametrize(
    ("text", "line"), [("head\none\n2\n", 3), ("head\n", 2), ("head\none\ntwo\nthree\n", 4), ("Head\none\ntwo\n", 1)], ids=str
)
def test_an_edited_file_is_named_with_its_first_difference(releases, text, line):
    (releases / "2017-08-01 Q1" / "results.csv").write_text(text, encoding="utf-8")
    assert chain_faults(releases) == [f"2017-08-01 Q1/results.csv was edited after it was released; line {line} is the first"]


def test_a_file_and_a_release_that_are_gone_are_missed(releases):
    (releases / "2017-05-04 Q4" / "results.csv").unlink()
    (releases / "2017-08-01 Q1" / "results.csv").unlink()
    (releases / "2017-08-01 Q1" / LINK).unlink()
    assert chain_faults(releases) == ["2017-05-04 Q4/results.csv is gone", "2017-08-01 Q1 is gone, which came before 2017-05-04 year"]


def test_a_link_that_was_edited_with_its_file_is_told_by_the_release_after_it(releases):
    """Who edits a file and its hashes alike is found out all the same."""
    folder = releases / "2017-05-04 Q4"
    told = json.loads((folder / LINK).read_text(encoding="utf-8"))
    (folder / "results.csv").write_text("head\nforged\n", encoding="utf-8")
    again = link(folder, ["results.csv"], releases)["files"]
    (folder / LINK).write_text(json.dumps(told | {"files": again}), encoding="utf-8")
    assert chain_faults(releases) == [f"2017-05-04 Q4/{LINK} was edited after 2017-08-01 Q1 had followed it; line 1 is the first"]


def test_the_last_link_is_held_by_a_seal_of_its_own(releases):
    """Nothing follows it yet, and a name or a day in it that was changed is told all the same."""
    folder = releases / "2018-05-04 year"
    folder.mkdir()
    (folder / "results.csv").write_text("head\n", encoding="utf-8")
    write_link(folder, {"approved_by": "A. Person", "period": "year"}, ["results.csv"], releases)
    assert chain_faults(releases) == []
    text = (folder / LINK).read_text(encoding="utf-8")
    (folder / LINK).write_text(text.replace("A. Person", "B. Person"), encoding="utf-8")
    assert chain_faults(releases) == [f"2018-05-04 year/{LINK} was edited after it was released; line 2 is the first"]


def test_half_a_link_is_told_and_is_no_error_of_the_program(releases):
    path = releases / "2017-05-04 year" / LINK
    path.write_bytes(path.read_bytes()[:40])
    assert chain_faults(releases) == [f"2017-05-04 year/{LINK} is cut off or was edited, so that it cannot be read"]


def test_what_was_put_there_by_hand_is_no_part_of_the_chain(releases):
    (releases / "2016-05").mkdir()
    (releases / "2016-05" / "results.csv").write_text("head\n", encoding="utf-8")
    assert chain_faults(releases) == []
