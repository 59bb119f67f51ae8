"""Which workspace a process works for."""

from analysis.base.at_work import VARIABLE, at_work, work_for


def test_it_is_the_one_that_is_named(tmp_path, monkeypatch):
    """Of several the first that has chapters of its own: those without know that they have none."""
    monkeypatch.setenv(VARIABLE, "")
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / "config" / "chapters").mkdir(parents=True)
    work_for([tmp_path / "a"])
    assert at_work() == tmp_path / "a"
    work_for([tmp_path / "a", tmp_path / "b"])
    assert at_work() == tmp_path / "b"


def test_without_a_name_it_is_the_one_that_the_working_folder_lies_in(tmp_path, monkeypatch):
    """So a notebook finds its own, however JupyterLab was started."""
    monkeypatch.delenv(VARIABLE, raising=False)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "authority.toml").touch()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert at_work() == tmp_path
