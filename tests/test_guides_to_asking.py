"""The Python of the guides to asking runs as it is written, from the first block of a page to the last."""

import json
import re
import shutil

import pytest
from IPython.core.interactiveshell import InteractiveShell

from analysis.base.settings import Workspace
from tests.conftest import PROJECT

pytestmark = [pytest.mark.xdist_group("end to end"), pytest.mark.long]

PYTHON = re.compile(r"^ *```python\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
PAGES = ("how-to/notebooks.md", "how-to/rows.md", "tutorial.md")
OPENED = 'from analysis.report import open_report\n\nreport = open_report("2016-17", "internal")'
"""What the notebook has done in which a reader of the tutorial types."""


@pytest.fixture
def workspace(built, tmp_path):
    """The figures and tables of the built workspace, with a configuration into which a question can be kept."""
    for part in ("config", "notebooks", "data/processed"):
        shutil.copytree(built.root / part, tmp_path / part)
    return Workspace(tmp_path)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_runs(workspace, monkeypatch, page):
    monkeypatch.chdir(workspace.notebooks)
    shell = InteractiveShell()
    blocks = PYTHON.findall((PROJECT / "docs" / page).read_text(encoding="utf-8"))
    assert blocks
    for block in (OPENED, *blocks):
        lines = block.splitlines()
        indent = len(lines[0]) - len(lines[0].lstrip())
        assert shell.run_cell("\n".join(line[indent:] for line in lines)).success, block
    kept = workspace.config / "questions.toml"
    assert kept.exists() == ("report.keep(" in "".join(blocks))


def test_the_template_runs_from_top_to_bottom(workspace, monkeypatch):
    """In the public edition, which it opens, and in the internal one."""
    cells = json.loads((PROJECT / "notebooks" / "09_template.ipynb").read_text(encoding="utf-8"))["cells"]
    monkeypatch.chdir(workspace.notebooks)
    for edition in ("public", "internal"):
        shell = InteractiveShell()
        for cell in (cell for cell in cells if cell["cell_type"] == "code"):
            source = "".join(cell["source"]).replace('edition: str = "public"', f'edition: str = "{edition}"')
            assert shell.run_cell(source).success, source
