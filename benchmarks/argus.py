"""The same packs protected by tau-ARGUS, through the package pytauargus, where that is installed.

Each table is protected by itself with the optimal method and unit costs. tau-ARGUS is made for tables of business figures; the mapping
of a rule on small counts to its frequency rule is ours. A number that stands in several tables counts as hidden only if each hides it.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import defaultdict
from importlib.util import find_spec

from analysis.disclose.pack import Pack

IS_INSTALLED = find_spec("pytauargus") is not None
SMALL_BELOW = 6
HIDDEN = {"U", "M", "D"}  # unsafe by rule, by hand or as a secondary; see the status codes of tau-ARGUS


def hidden_by_argus(whole: Pack, parts: tuple[str, ...], tables: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The printed cells that tau-ARGUS hides in a pack of `benchmarks/disclosure.py`, by their names there."""
    import pandas as pd
    import pytauargus

    codes = [(cell.value, cell.name.removeprefix("inner: ").split(", ")) for cell in whole.cells if not cell.is_printed]
    children = [dict(zip(parts, one, strict=True)) for count, one in codes for _ in range(count)]
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch), contextlib.redirect_stdout(io.StringIO()):
        found = pytauargus.protect(
            pd.DataFrame(children).assign(one=1),
            [list(one) for one in tables],
            "one",
            safety_rules=f"FREQ({SMALL_BELOW},30)",
            suppress="OPT(1)",
        )
    verdicts: dict[str, list[bool]] = defaultdict(list)
    for table, result in zip(tables, found.tables, strict=True):
        for row in result.dataframe().to_dict("records"):
            chosen = {part: row[part].strip() for part in table if row[part].strip() != "Total"}
            verdicts[f"{' by '.join(chosen)}: {', '.join(chosen.values())}"].append(row["status"] in HIDDEN)
    return frozenset(name for name, hidden in verdicts.items() if all(hidden))
