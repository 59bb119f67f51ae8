"""What something is made from, as hashes."""

import subprocess
import sys

from analysis.base.hashing import PACKAGE, code_files, code_used_by, differences, files_in, hashes, imports_of, meaning

HASHES = {"a": "0" * 64, "b": "1" * 64}


def test_differences_are_said_by_name():
    """Hashes are not quoted; versions are."""
    before, now = HASHES | {"pandas": "2.3"}, {"a": "f" * 64, "c": "2" * 64, "pandas": "3.0"}
    assert list(differences("input", before, now)) == [
        "input a has changed",
        "input b is no longer there",
        "input c is new",
        "input pandas has changed from 2.3 to 3.0",
    ]
    assert list(differences("input", before, dict(before))) == []


def test_hidden_files_are_no_part_of_anything(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("a/b.txt", ".hidden", "a/.DS_Store"):
        (tmp_path / name).write_text("x")
    assert list(hashes(files_in(tmp_path), tmp_path)) == ["a/b.txt"]


def test_the_code_a_module_uses_is_what_it_imports():
    """Everything of the package that Python loads for the desk is found, and the intake is not part of it."""
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import analysis.report, analysis.publish, sys; print(*(m for m in sys.modules if m.startswith('analysis.')))",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    used = {path.relative_to(PACKAGE).as_posix() for path in code_used_by("analysis.report", "analysis.publish")}
    files = {f"{name.partition('.')[2].replace('.', '/')}{end}" for name in loaded for end in (".py", "/__init__.py")}
    assert {one for one in files if (PACKAGE / one).is_file()} <= used
    assert not {"intake.py", "people.py", "sample/__init__.py", "cli.py"} & used


def test_what_lies_beside_a_module_counts_with_it():
    """Templates and styles decide how a page comes out as much as its code."""
    assert {path.suffix for path in code_used_by("analysis.publish")} >= {".py", ".j2", ".css"}
    assert set(code_used_by("analysis.publish")) <= set(code_files())


def test_a_module_is_what_it_says_to_python(tmp_path):
    """Comments and layout are for readers; another value is another module. A template is its bytes."""
    module, template = tmp_path / "a.py", tmp_path / "a.j2"

    def hashed(path, text):
        path.write_text(text)
        return meaning(path)

    first = hashed(module, "LIMIT = [5, 6]\n")
    assert hashed(module, "# The most.\nLIMIT = [\n    5,\n    6,\n]\n") == first
    assert hashed(module, "LIMIT = [5, 7]\n") != first
    assert hashed(template, "# 5") != hashed(template, "# 6")


def test_imports_are_found_wherever_they_stand_but_for_those_of_type_checkers():
    source = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import for_types
else:
    import for_others
def later():
    from package import module
"""
    assert set(imports_of(source)) == {"typing", "typing.TYPE_CHECKING", "for_others", "package", "package.module"}
