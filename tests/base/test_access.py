"""What is about children is closed to others, whatever the umask and whoever put it there."""

import os
import stat

import pytest
from click.testing import CliRunner

from analysis.base.access import OTHERS, close_private, closed_to, found_open, keep_new_files_private
from analysis.base.settings import Fault
from analysis.cli import main
from analysis.intake.people import read_secret
from analysis.run.alone import alone
from sample import write_sample

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such permissions on Windows")

OWNER_ALONE = '[access]\nreadable_by = "owner"'


@pytest.fixture
def umask():
    """The most open umask that there is, for the test alone."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def workspace(tmp_path, new_workspace):
    return new_workspace(tmp_path / "county")


def only_owner(workspace):
    policy = workspace.config / "policy.toml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("[access]", OWNER_ALONE), encoding="utf-8")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(("alone_may", "expected"), [(False, 0o660), (True, 0o600)], ids=["group", "owner"])
def test_new_files_are_for_the_owner_and_as_configured_for_the_group(umask, workspace, tmp_path, alone_may, expected):
    if alone_may:
        only_owner(workspace)
    keep_new_files_private([workspace.root])
    (tmp_path / "new").touch()
    assert mode(tmp_path / "new") == expected


def test_a_umask_that_is_stricter_stays(workspace, tmp_path):
    before = os.umask(0o077)
    try:
        keep_new_files_private([workspace.root])
        (tmp_path / "new").touch()
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == 0o600


def test_what_was_put_there_open_is_closed_by_the_next_command(umask, workspace):
    """Extracts as they were copied, and what an earlier version wrote."""
    for name in (
        "data/raw/2016-17/a.csv",
        "data/registers/records.csv",
        "data/processed/quarantine/a.parquet",
        "config/corrections/a.csv",
        "outputs/2016-17/internal/report.html",
        "outputs/checks/2016-17/data-quality.html",
    ):
        (workspace.root / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace.root / name).touch()
    with alone(workspace, "overview check"):
        pass
    private = [
        path for name in ("data", "outputs", "config/corrections") for path in (workspace.root / name, *(workspace.root / name).rglob("*"))
    ]
    assert len(private) > 15
    assert [path for path in private if mode(path) & OTHERS] == []
    assert mode(workspace.config / "authority.toml") & OTHERS  # What names no child is left as it is.


def test_a_check_says_when_the_folder_above_is_open(umask, workspace):
    workspace.root.chmod(0o750)
    assert list(found_open(workspace.root)) == []
    workspace.root.chmod(0o755)
    (told,) = found_open(workspace.root)
    assert f"{workspace.root} is open to everybody with an account on this machine (drwxr-xr-x)" in told
    assert f"chmod o-rwx {workspace.root}" in told
    only_owner(workspace)
    workspace.root.chmod(0o750)
    assert "is open to the group" in next(found_open(workspace.root))


def test_a_folder_above_that_all_may_write_into_is_told(umask, workspace):
    workspace.root.chmod(0o700)
    workspace.root.parent.chmod(0o777)
    assert f"Everybody may write into {workspace.root.parent}" in next(found_open(workspace.root))
    workspace.root.parent.chmod(0o1777)
    assert list(found_open(workspace.root)) == []


def test_a_policy_that_cannot_be_read_closes_to_others_at_least(workspace):
    (workspace.config / "policy.toml").write_text("[access\n", encoding="utf-8")
    assert closed_to(workspace.root) == OTHERS


def test_links_are_not_followed(umask, workspace, tmp_path):
    """What lies elsewhere is not ours to close."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    (workspace.root / "data").mkdir()
    (workspace.root / "data" / "link").symlink_to(elsewhere)
    close_private(workspace.root)
    assert mode(elsewhere) == 0o666


@pytest.mark.parametrize(("bits", "is_refused"), [(0o600, False), (0o640, False), (0o644, True), (0o604, True), (0o602, True)], ids=oct)
def test_a_secret_that_others_can_read_is_refused(workspace, tmp_path, monkeypatch, bits, is_refused):
    """Where the group may read it, it is the group's, unless the policy leaves the group out."""
    secret = tmp_path / "secret"
    secret.write_bytes(os.urandom(32))
    secret.chmod(bits)
    monkeypatch.setenv("OVERVIEW_SECRET_FILE", str(secret))
    (workspace.raw / "2016-17").mkdir(parents=True)
    if is_refused:
        with pytest.raises(Fault, match=r"can be read by others .* Close it: chmod 600"):
            read_secret(workspace)
    else:
        assert read_secret(workspace)
        only_owner(workspace)
        if bits == 0o640:
            with pytest.raises(Fault, match="can be read by others"):
                read_secret(workspace)


@pytest.mark.long
def test_all_that_a_check_makes_is_closed_and_a_strange_file_beside_the_sample_is_told(umask, workspace):
    """Every table, list and page of a real check under a umask that closes nothing."""
    write_sample(workspace)
    workspace.root.chmod(0o755)
    (workspace.raw / "2016-17" / "notes.csv").write_text("a\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["check", "2016-17", "--workspace", str(workspace.root)])
    assert done.exit_code == 0, done.output
    assert "data/raw/SYNTHETIC does not list 2016-17/notes.csv" in done.stderr
    assert f"{workspace.root} is open to everybody" in done.stderr
    made = [path for name in ("data", "outputs") for path in (workspace.root / name).rglob("*")]
    assert len(made) > 50
    assert [path for path in made if mode(path) & OTHERS] == []
