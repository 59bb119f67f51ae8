"""Which functions are changed, and the tests nearest to each module: those that mirror it, on small tables alone.

What needs the built workspace, a browser or an office program is left out, so a mutant is tried in seconds.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "analysis"

# The modules that plan what to hide, whatever the cells are.
PLANNING = ("attack", "heuristic", "optimal", "pack", "problem", "protect", "witnesses")

# By room: its modules, as patterns below src/analysis, with their tests, as paths below tests. The first pattern that fits a module holds.
ROOMS: dict[str, dict[str, tuple[str, ...]]] = {
    "compute": {"count/compute.py": ("count/test_compute.py", "chapters/test_indicators.py")},
    "measures": {"base/measures/*.py": ("base/test_measures.py",)},
    "comparisons": {
        "compare/comparisons.py": ("compare/test_comparisons.py",),
        "compare/baselines.py": ("compare/test_baselines.py",),
        "compare/funnels.py": ("compare/test_funnels.py",),
        "compare/process_limits.py": ("compare/test_process_limits.py",),
        "compare/rates.py": ("compare/test_rates.py",),
        "compare/ratios.py": ("compare/test_ratios.py",),
        "compare/signals.py": ("compare/test_signals.py",),
        "compare/targets.py": ("compare/test_targets.py",),
    },
    "prepare": {
        "intake/prepare.py": ("intake/test_prepare.py",),
        "intake/derived/*.py": ("intake/derived", "intake/test_prepare.py"),
    },
    "disclosure": {
        **dict.fromkeys((f"disclose/{name}.py" for name in PLANNING), ("disclose/test_protect.py", "disclose/test_public_cases.py")),
        "disclose/relations.py": ("disclose/test_relations.py", "disclose/test_settle.py"),
        "disclose/record_words.py": ("publish/test_files.py",),
        "disclose/*.py": ("disclose/test_settle.py", "disclose/test_gate.py"),
    },
    "narrative": {
        "show/narrative/process_limits.py": ("compare/test_process_limits.py",),
        "show/narrative/profile.py": ("report/test_profile.py",),
        "show/narrative/published.py": ("compare/benchmarks/test_shown.py",),
        "show/narrative/commentary.py": ("show/narrative/test_commentary.py",),
        "show/narrative/findings.py": ("show/narrative/test_sentences.py",),
        "show/narrative/rankings.py": ("report/test_desk.py",),
        "show/narrative/*.py": ("show/narrative/test_sentences.py",),
    },
}


def modules(room: str) -> dict[Path, tuple[str, ...]]:
    """The modules of a room, in their order, with the paths of their tests."""
    found: dict[Path, tuple[str, ...]] = {}
    for pattern, tests in ROOMS[room].items():
        for path in sorted(SOURCE.glob(pattern)):
            found.setdefault(path, tuple(str(ROOT / "tests" / test) for test in tests))
    return found
