"""Files and folders that change together, ended at each of their steps."""

import errno
import os
import sys

import pytest

from analysis.base import whole
from analysis.base.whole import JOURNAL, built_beside, clear_scratch, finish, place_all, says_full, whole_or_not_at_all, write_whole

KILLED = 9
STEPS = 12

forked = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")


def kept(root):
    """What readers of the workspace see."""
    seen = [path for path in root.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)]
    return {path.relative_to(root).as_posix(): path.read_text() for path in seen}


def signed(root):
    """What a sign-off does: an approval appears, a folder changes, and a third file goes."""
    folder, approval = root / "outputs" / "2016-17" / "public", root / "approvals" / "2016-17-public.json"
    with built_beside(folder) as building, built_beside(approval) as beside:
        (building / "report.html").write_text("approved")
        (beside / "approval.json").write_text("by A. Person")
        place_all(root, {beside / "approval.json": approval, building: folder}, [root / "data" / "processed" / "old.parquet"])


def rebuilt(root):
    with whole_or_not_at_all(root / "outputs" / "2016-17" / "public") as building:
        (building / "report.html").write_text("approved")


BEFORE = {"outputs/2016-17/public/report.html": "draft", "data/processed/old.parquet": "old"}
AFTER = {
    signed: {"outputs/2016-17/public/report.html": "approved", "approvals/2016-17-public.json": "by A. Person"},
    rebuilt: BEFORE | {"outputs/2016-17/public/report.html": "approved"},
}


def new(root):
    for name, text in BEFORE.items():
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text)
    return root


def killed_at(step, work, root):
    """Do the work in a child that ends, without a word and without tidying up, at the given rename, removal or exchange; whether it did."""
    child = os.fork()
    if not child:
        left = [step]

        def counted(function):
            def call(*words, **named):
                left[0] -= 1
                if left[0] < 0:
                    os._exit(KILLED)
                return function(*words, **named)

            return call

        for name in ("replace", "unlink", "mkdir"):
            setattr(os, name, counted(getattr(os, name)))
        whole._exchanged = counted(whole._exchanged)
        whole.shutil.rmtree = counted(whole.shutil.rmtree)
        work(root)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@forked
@pytest.mark.parametrize("work", [signed, rebuilt])
@pytest.mark.parametrize("step", range(STEPS))
def test_ended_at_any_step_all_is_as_before_or_all_is_as_after(tmp_path, work, step):
    """Once the next command has looked: nothing is in between, and nothing half-made is left."""
    root = new(tmp_path)
    was_killed = killed_at(step, work, root)
    finish(root)
    clear_scratch(root)
    assert kept(root) in ([BEFORE, AFTER[work]] if was_killed else [AFTER[work]])
    assert not [path for path in root.rglob(".*") if not path.name.startswith(".run")]


@forked
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two folders in one step")
@pytest.mark.parametrize("step", range(STEPS))
def test_a_folder_is_there_at_every_moment_of_its_replacement(tmp_path, step):
    """Also before anything was mended."""
    root = new(tmp_path)
    killed_at(step, rebuilt, root)
    assert kept(root) in [BEFORE, AFTER[rebuilt]]


def test_what_is_written_after_an_interrupt_is_whole(tmp_path, monkeypatch):
    """Control-C between two renames: the rest follows at once, and then the command ends."""
    root, real, calls = new(tmp_path), whole._put, []

    def interrupted(*words):
        calls.append(words)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*words)

    monkeypatch.setattr(whole, "_put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        signed(root)
    assert kept(root) == AFTER[signed]
    assert not (root / JOURNAL).exists()


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    write_whole(tmp_path / "a.txt", "old")
    monkeypatch.setattr(whole, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a.txt", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.txt", "old")]


def test_only_a_full_disk_is_called_full():
    assert "The disk is full where /srv is." in says_full(OSError(errno.ENOSPC, "", "/srv"))
    assert says_full(OSError(errno.EDQUOT, ""))
    assert says_full(OSError(errno.EACCES, "")) == says_full(ValueError()) == ""
