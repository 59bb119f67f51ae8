"""The key that turns people into identifiers, where there is no place for it."""

import pwd

import pytest

from analysis.base.settings import Fault, Workspace
from analysis.intake.people.secret import read_secret

REMEDY = "name it in OVERVIEW_SECRET_FILE"


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Workspace:
    monkeypatch.delenv("OVERVIEW_SECRET_FILE", raising=False)
    return Workspace(tmp_path / "workspace")


def test_without_a_home_folder_it_says_where_to_keep_the_secret(workspace, monkeypatch):
    """Neither the environment nor the system knows one."""

    def unknown(number):
        raise KeyError(number)

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    with pytest.raises(Fault, match=f"has no home folder to keep the secret in.*{REMEDY}"):
        read_secret(workspace)


def test_in_a_home_folder_that_cannot_be_written_to(workspace, tmp_path, monkeypatch):
    """A file stands where the folder should be, which stops also those who may write anywhere."""
    (tmp_path / "home").write_text("x")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with pytest.raises(Fault, match=f"cannot be made .*{REMEDY}"):
        read_secret(workspace)


def test_it_is_made_once(workspace, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_secret(workspace) == read_secret(workspace)
    assert (tmp_path / ".config" / "safeguarding-overview" / "secret").stat().st_mode & 0o777 == 0o600
