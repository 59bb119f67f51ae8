"""Whether two folders of outputs are the same: ``python tools/compare_outputs.py BEFORE AFTER`` names each file that differs.

Of a manifest the hashes of code and notebooks are left out, and those of outputs, which are compared themselves; of an executed notebook
the source of its cells, and of a page what stands under "Code for". The first line that differs stands beside the name of a text file.
Ends with 1 where anything differs.
"""

import json
import re
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

NOT_COMPARED = ("code", "notebooks", "outputs")
CODE = re.compile(rb'(?<=<pre class="code">).*?(?=</pre>)', re.DOTALL)
SHOWN = 120


def differences(before: Path, after: Path) -> Iterator[str]:
    """One line for each file below either folder that is not the same in the other."""
    for name in sorted({*_names(before), *_names(after)}):
        old, new = before / name, after / name
        if not (old.exists() and new.exists()):
            yield f"{name} is only in {before if old.exists() else after}"
        elif old.read_bytes() != new.read_bytes() and (told := _told(old, new)):
            yield f"{name} differs{told}"


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _told(old: Path, new: Path) -> str:
    """How two files differ, or nothing where they do so in what is not compared alone."""
    one, other = _compared(old), _compared(new)
    if one == other:
        return ""
    try:
        lines = zip_longest(one.decode().splitlines(), other.decode().splitlines(), fillvalue="")
    except UnicodeDecodeError:
        return f": {len(one):,} and {len(other):,} bytes"
    pairs = ((number, pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1])
    number, (was, is_now) = next(pairs, (1, ("the ends of lines", "the ends of lines")))
    return f" in line {number}:\n  {was[:SHOWN]}\n  {is_now[:SHOWN]}"


def _compared(path: Path) -> bytes:
    if path.name == "manifest.json":
        told = json.loads(path.read_bytes())
        return _lines({part: held for part, held in told.items() if part not in NOT_COMPARED})
    if path.suffix == ".ipynb":
        told = json.loads(path.read_bytes())
        return _lines([{**cell, "source": ""} if cell["cell_type"] == "code" else cell for cell in told["cells"]])
    return CODE.sub(b"", path.read_bytes()) if path.suffix == ".html" else path.read_bytes()


def _lines(told: object) -> bytes:
    return json.dumps(told, indent=1, sort_keys=True).encode()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Give two folders: python tools/compare_outputs.py BEFORE AFTER")
    found = list(differences(Path(sys.argv[1]), Path(sys.argv[2])))
    print(*found or ["No difference."], sep="\n")
    sys.exit(1 if found else 0)
