"""What is taken in to be counted."""

from analysis.run.counting import supplied_figures


def test_figures_handed_over_for_a_chapter_that_is_left_out_are_not_counted(tmp_path, new_workspace):
    """The file may keep them: whoever leaves the chapter out need not clear it."""
    workspace = new_workspace(tmp_path)
    everything = set(supplied_figures(workspace)["indicator"])
    path = workspace.config / "authority.toml"
    path.write_text('without = ["support"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert everything - set(supplied_figures(type(workspace)(tmp_path))["indicator"]) == {"development_workers"}
