"""The same packs protected by G-Confid of Statistics Canada, through the package gconfid, where that is installed.

All constraints of a pack are given to it at once, with the inner cells as hidden already and noughts as published. G-Confid is made for
business figures; the mapping is ours: a small count asks for noise of 6, and a cell lends its own value, at least 6. As a script it
protects and attacks the twenty packs of `benchmarks/disclosure.py` and prints a row for docs/benchmarks.md.
"""

from __future__ import annotations

import contextlib
import io
from importlib.util import find_spec
from itertools import product
from time import process_time

from disclosure import SEEDS, SIZES, attack, pack

from analysis.disclose.pack import Cell, Pack

IS_INSTALLED = find_spec("gconfid") is not None
NOISE = 6.0
SMALL = range(1, 6)


def hidden_by_gconfid(whole: Pack) -> frozenset[str]:
    """The printed cells that G-Confid hides in a pack."""
    import gconfid
    import pandas as pd

    cells = [(n, *_noise(cell)) for n, cell in enumerate(whole.cells, start=1)]
    numbered = enumerate(whole.relations, start=1)
    terms = [(row, whole.index[name] + 1, -float(by)) for row, relation in numbered for name, by in relation.terms]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = gconfid.Suppression(
            incell=pd.DataFrame(cells, columns=["CellId", "TotalNoise", "Sensitivity", "Status", "Type", "Size"]),
            inconstraint=pd.DataFrame(terms, columns=["ConstraintId", "CellId", "Coefficient"]),
            outsuppress="pandas",
            cost_function1="Constant",
            trace=False,
        )
    hidden = {int(row["CellId"]) for row in found.outsuppress.to_dict("records") if row["OutStatus"] == "X"}
    return frozenset(cell.name for n, cell in enumerate(whole.cells, start=1) if cell.is_printed and n in hidden)


def _noise(cell: Cell) -> tuple[float, float, str, str, float]:
    is_small = cell.is_printed and cell.value in SMALL
    status = "X" if not cell.is_printed else "S" if is_small else "V" if cell.value else "P"
    return max(float(cell.value), NOISE), NOISE if is_small else 0.0, status, "C", float(cell.value)


def main() -> None:
    """Protect and attack the twenty packs, noughts hideable and shown."""
    if not IS_INSTALLED:
        print("G-Confid: not installed (pip install gconfid)")
        return
    started, secondary, scores = process_time(), 0, {False: [], True: []}
    for children, seed in product(SIZES, SEEDS):
        whole = pack(children, seed)
        hidden = hidden_by_gconfid(whole)
        secondary += sum(cell.name in hidden and cell.value not in SMALL for cell in whole.cells)
        for zeros_shown, found in scores.items():
            found.append(attack(whole, hidden, zeros_shown))
    cells = [cell for found in scores.values() for cell in (secondary, sum(s.exact for s in found), sum(s.narrow for s in found))]
    print(f"| G-Confid, all relations at once | {' | '.join(map(str, cells))} | ({process_time() - started:.0f} CPU s)")


if __name__ == "__main__":
    main()
