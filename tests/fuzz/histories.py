"""Thousands of small worlds whose figures come out again and again, each release attacked together with all before it.

Fails where a first release is refused. Says besides how many later ones were refused because too much was out already, and which
histories give a small count away to somebody who also knows, from elsewhere, which numbers were put right between two releases.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.small_worlds import history


def main() -> int:
    """Try the histories that are asked for; gives 1 when a first release is refused."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--histories", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    counts: Counter[str] = Counter()
    for seed in range(told.seed, told.seed + told.histories):
        with tempfile.TemporaryDirectory() as folder:
            for number, one in enumerate(history(seed, Path(folder))):
                counts.update(["releases", *["refused"] * bool(one.faults), *["refused at first"] * bool(one.faults and one.is_first)])
                if one.betrayed:
                    counts["betrayed"] += 1
                    print(f"history {seed}, release {number}: {one.betrayed[0]}")
    print(", ".join(f"{name}: {count}" for name, count in counts.items()))
    return int(bool(counts["refused at first"]))


if __name__ == "__main__":
    sys.exit(main())
