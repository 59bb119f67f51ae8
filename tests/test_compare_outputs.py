"""Two folders of outputs side by side."""

import json

from tools.compare_outputs import differences


def folder(root, **files):
    root.mkdir()
    for name, text in files.items():
        (root / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return root


def test_what_differs_is_named_with_its_first_line_and_the_same_is_not(tmp_path):
    """A changed file is told with its line, one that came or went with where it is, an equal one not at all."""
    before = folder(tmp_path / "before", same__csv="a\n", changed__csv="a\nb\n", gone__csv="a\n")
    after = folder(tmp_path / "after", same__csv="a\n", changed__csv="a\nc\n")
    assert list(differences(before, after)) == ["changed.csv differs in line 2:\n  b\n  c", f"gone.csv is only in {before}"]


def test_other_ends_of_lines_are_a_difference(tmp_path):
    """Files with the same lines and other bytes are not the same."""
    before, after = folder(tmp_path / "before", a__csv="a\n"), folder(tmp_path / "after", a__csv="a")
    assert len(list(differences(before, after))) == 1


def test_hashes_of_code_and_the_source_of_cells_are_not_compared(tmp_path):
    """A manifest may name other code, a notebook and a page hold other code, and nothing else."""

    def written(name, code, inputs, source, text):
        cells = [{"cell_type": "code", "source": source, "outputs": [text]}]
        manifest = {"code": code, "notebooks": code, "outputs": {}, "inputs": inputs}
        page = f'<p>{text}</p>\n<details><summary>Code for: A (1)</summary><pre class="code"><code>{source}\n</code></pre></details>\n'
        parts = {"manifest__json": json.dumps(manifest), "notebook__ipynb": json.dumps({"cells": cells}), "report__html": page}
        return folder(tmp_path / name, **parts)

    before = written("before", "1", "a", "report.one", "1")
    assert not list(differences(before, written("code", "2", "a", "report.two", "1")))
    assert len(list(differences(before, written("figures", "1", "b", "report.one", "2")))) == 3
