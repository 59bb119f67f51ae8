"""Stamps: what a thing was made from, and whether it still holds."""

import subprocess
import sys

from analysis.base.stamps import Stamp, everything, whole_run

MADE_FROM = {"raw file": {"a.csv": "1"}, "setting": {"pdf": "no"}}


def stamped(root):
    """A thing of one file, made and stamped."""
    (root / "report.html").write_text("first")
    stamp = Stamp(root, "2016-17-public")
    stamp.write(MADE_FROM, [root / "report.html"])
    return stamp


def test_what_has_not_changed_needs_no_making(tmp_path):
    assert stamped(tmp_path).reasons(MADE_FROM) == []


def test_what_was_never_finished_must_be_made(tmp_path):
    """Neither without a stamp, nor with one that was broken off, nor with one that was taken away."""
    never = ["it was not built before, or not to its end"]
    assert Stamp(tmp_path, "x").reasons(MADE_FROM) == never
    stamp = stamped(tmp_path)
    stamp.path.write_text('{"made_from"')
    assert stamp.reasons(MADE_FROM) == never
    stamp.remove()
    assert stamp.reasons(MADE_FROM) == never


def test_every_change_is_a_reason(tmp_path):
    """Of what it is made from, and of what was made: an output that someone edited or deleted is not as it was."""
    stamp = stamped(tmp_path)
    changed = {"raw file": {"a.csv": "1", "b.csv": "2"}, "setting": {"pdf": "yes"}}
    assert stamp.reasons(changed) == ["raw file b.csv is new", "setting pdf has changed from no to yes"]
    (tmp_path / "report.html").write_text("second")
    assert stamp.reasons(MADE_FROM) == ["output report.html has changed"]
    (tmp_path / "report.html").unlink()
    assert stamp.reasons(MADE_FROM) == ["output report.html is no longer there"]


def test_what_was_read_of_the_configuration_is_looked_at_again(tmp_path):
    """Also what was looked for and not there, and the names in a folder that was listed; a file that nobody read is nobody's reason."""
    config = tmp_path / "config"
    (config / "extracts").mkdir(parents=True)
    for name in ("read.toml", "unread.toml", "extracts/a.toml"):
        (config / name).write_text("1")
    (tmp_path / "elsewhere.toml").write_text("1")
    read = [config / "read.toml", config / "absent.toml", config / "extracts", config / "folder", tmp_path / "elsewhere.toml"]
    stamp = Stamp(tmp_path, "x")
    stamp.write({}, [], map(str, read))
    for name in ("unread.toml", "extracts/a.toml", "../elsewhere.toml"):
        (config / name).write_text("2")
    assert stamp.reasons({}) == []
    for name in ("read.toml", "absent.toml", "extracts/b.toml", "folder/a.toml"):
        (config / name).parent.mkdir(exist_ok=True)
        (config / name).write_text("2")
    assert stamp.reasons({}) == [
        "configuration config/absent.toml is new",
        "configuration config/extracts has changed",
        "configuration config/folder is new",
        "configuration config/read.toml has changed",
    ]
    (config / "read.toml").unlink()
    assert "configuration config/read.toml is no longer there" in stamp.reasons({})


def test_a_run_is_known_by_what_it_was_asked_for(tmp_path):
    names = {
        whole_run(tmp_path, periods, edition, with_pdf).name
        for periods, edition, with_pdf in [
            (["2016-17"], "public", False),
            (["2016-17"], "internal", False),
            (["2016-17"], "public", True),
            (["2016-17", "2015-16"], "public", False),
        ]
    }
    assert len(names) == 4
    assert whole_run(tmp_path, ["b", "a"], "public", False) == whole_run(tmp_path, ["a", "b"], "public", False)


def test_everything_that_a_report_could_be_made_from_is_looked_at(tmp_path):
    """A file more in any of these places is a change."""
    before = everything(tmp_path)
    for place in (
        "data/raw/2016-17/a.csv",
        "config/authority.toml",
        "notebooks/a.ipynb",
        "releases/1/results.csv",
        "data/registers/decisions.csv",
        "data/benchmarks/a.csv",
    ):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("x")
    now = everything(tmp_path)
    assert {kind: len(now[kind]) - len(before[kind]) for kind in now} == {
        "raw file": 1,
        "configuration": 1,
        "shipped configuration": 0,
        "notebook": 1,
        "release": 1,
        "decision": 1,
        "published figures": 1,
        "code": 0,
        "package": 0,
    }


def test_nothing_heavy_is_loaded_to_find_that_nothing_has_changed():
    """Otherwise a run that has nothing to do would take seconds."""
    program = "import analysis.cli, analysis.base.stamps, sys; print(*{'pandas', 'numpy', 'matplotlib', 'papermill'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split() == []
