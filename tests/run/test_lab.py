"""JupyterLab's settings: nobody is asked for anything, and kernels talk in private."""

import os
from pathlib import Path

import pytest
import zmq
from traitlets.config import Config

from analysis.base.settings import Fault, Workspace
from analysis.run.lab import open_lab

SETTINGS = Path(__file__).parents[2] / "config" / "jupyter" / "jupyter_server_config.py"


def settings_of(monkeypatch, platform="posix", runtime="/run/me", has_curve=True):
    """What the settings file says on a platform."""
    found = Config()
    with monkeypatch.context() as patched:
        patched.setattr("jupyter_core.paths.jupyter_runtime_dir", lambda: runtime)
        patched.setattr(zmq, "has", lambda capability: has_curve)
        patched.setattr(os, "name", platform)
        exec(compile(SETTINGS.read_text(encoding="utf-8"), SETTINGS.name, "exec"), {"get_config": lambda: found})
    return found


@pytest.mark.parametrize("platform", ["posix", "nt"])
def test_nothing_asks_for_news_updates_or_extensions(monkeypatch, platform):
    found = settings_of(monkeypatch, platform)
    assert found.LabApp.news_url is None
    assert found.LabApp.check_for_updates_class == "jupyterlab.NeverCheckForUpdate"
    assert found.LabApp.extension_manager == "readonly"


def test_kernels_talk_by_socket_files_where_there_are_such(monkeypatch):
    found = settings_of(monkeypatch)
    assert found.KernelManager.transport == "ipc"
    assert "ip" not in found.KernelManager  # one path for all kernels would make them collide


@pytest.mark.parametrize(("platform", "runtime"), [("nt", "C:/me"), ("posix", "/a" * 40)], ids=["Windows", "a long path"])
def test_kernels_talk_encrypted_elsewhere(monkeypatch, platform, runtime):
    found = settings_of(monkeypatch, platform, runtime)
    assert found.MappingKernelManager.transport_encryption == "required"
    assert "transport" not in found.KernelManager


def test_who_can_have_neither_is_told(monkeypatch, capsys):
    found = settings_of(monkeypatch, "nt", has_curve=False)
    assert "MappingKernelManager" not in found
    assert "unencrypted" in capsys.readouterr().out


def test_without_its_settings_jupyterlab_does_not_start(tmp_path):
    with pytest.raises(Fault, match="kernels talk unencrypted"):
        open_lab(Workspace(tmp_path))


def test_without_its_extra_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.run.lab.find_spec", lambda _: None)
    with pytest.raises(Fault, match="--extra lab"):
        open_lab(Workspace(tmp_path))
