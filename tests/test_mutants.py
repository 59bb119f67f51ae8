"""The small mutation run: each kind of change is made, and a mutant meets the tests that are nearest to it."""

import importlib.util
from pathlib import Path

import pytest

from tests.mutants.changes import mutants_of
from tests.mutants.nearest import ROOMS, SOURCE, modules
from tests.mutants.trial import Changed, sample

KINDS = {
    "a < b": {"a <= b"},
    "a is b": {"a is not b"},
    "a + b": {"a - b"},
    "a and b": {"a or b"},
    "a & b": {"a | b"},
    "not a": {"a"},
    "True": {"False"},
    "1": {"0"},
    "7": {"8"},
    "min(a)": {"max(a)"},
    "a.any()": {"a.all()"},
    "a.fillna(b)": {"a"},
    "a[~b]": {"a", "a[b]"},
    "f(a, b=c)": {"f(a)"},
    "[x for x in a if x]": {"[x for x in a]"},
    "a if b else c": {"a if not b else c"},
    "'text'": set(),
}


def written(folder: Path, line: str) -> Path:
    path = folder / "module.py"
    path.write_text(f'"""Text."""\n\nLEAST = 8\n\n\ndef told(a: int = 1) -> "1":\n    """Of ä."""\n    return {line}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize(("line", "others"), KINDS.items())
def test_each_kind_of_change_is_made_and_no_other(tmp_path, line, others):
    """Settings, defaults, annotations and texts stay as they are."""
    path = written(tmp_path, line)
    found = [mutant.lines(path.read_text(encoding="utf-8")) for mutant in mutants_of(path)]
    assert {(number, old) for number, old, _ in found} <= {(8, f"return {line}")}
    assert {plain(new) for _, _, new in found} == {plain(f"return {other}") for other in others}


def plain(line: str) -> str:
    return line.replace("(", "").replace(")", "")


def test_a_condition_is_turned_round(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("def told(a):\n    if a:\n        return a\n", encoding="utf-8")
    assert [mutant.lines(path.read_text(encoding="utf-8")) for mutant in mutants_of(path)] == [(2, "if a:", "if (not a):")]


def test_a_module_is_imported_with_other_text():
    """No file is changed: whoever imports the module afterwards gets what the mutant says."""
    path = SOURCE / "intake" / "derived" / "nearest.py"
    text = path.read_text(encoding="utf-8")
    changed = Changed(path, text.replace("def nearest(", "def farthest("))
    spec = changed.find_spec("analysis.intake.derived.nearest", None)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    assert (hasattr(other, "farthest"), hasattr(other, "nearest")) == (True, False)
    assert path.read_text(encoding="utf-8") == text
    assert changed.find_spec("analysis.intake.derived.days", None) is None


def test_every_module_of_the_rooms_has_tests_that_are_there():
    for room in ROOMS:
        assert modules(room), room
        for path, tests in modules(room).items():
            assert [test for test in tests if not Path(test).exists()] == [], path


def test_one_seed_gives_one_sample_from_all_rooms():
    chosen = sample(30, seed=1)
    assert chosen == sample(30, seed=1) != sample(30, seed=2)
    assert [room for room, _ in chosen] == [room for room in ROOMS for _ in range(5)]
