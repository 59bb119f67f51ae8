"""Stamps: what a thing was made from, kept beside the figures, so that nothing is made twice and a run can say why it makes something.

What a thing is made from is known beforehand (raw files, code) or was noted while it was made: the files that were read of ``config/``,
those too that were looked for and not there, and the folders that were listed (see `analysis.base.readings`). A stamp is a JSON file below
``data/processed/stamps``. Nothing heavy is imported here: a run that has nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.base.hashing import PACKAGE, code_files, differences, environment, files_in, hashes, lock_file, sha256
from analysis.base.shipped import shipped_words
from analysis.base.whole import write_whole

MadeFrom = Mapping[str, Mapping[str, str]]
"""For each kind of thing, a hash by name: ``{"raw file": {"2016-17/referrals.csv": "9f…"}}``."""

FOLDER = Path("data", "processed", "stamps")
NOTED = "config"
"""The folder of a workspace of which a stamp says what was read."""


@dataclass(frozen=True)
class Stamp:
    """The stamp of one thing in the workspace ``root``, whether it is there already or not."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        return self.root / FOLDER / f"{self.name}.json"

    def reasons(self, made_from: MadeFrom) -> list[str]:
        """Why the thing must be made now: what it is made from, or what was made of it, is not as it was. Empty when it need not."""
        told = self._read()
        if told is None:
            return ["it was not built before, or not to its end"]
        before, read, outputs = told["made_from"], told.get("read", {}), told["outputs"]
        now = {name: sha256(self.root / name) for name in outputs if (self.root / name).is_file()}
        kinds = sorted({*before, *made_from})
        return [
            *(line for kind in kinds for line in differences(kind, before.get(kind, {}), made_from.get(kind, {}))),
            *differences("configuration", _there(read), _there(states(read, self.root))),
            *differences("output", outputs, now),
        ]

    def write(self, made_from: MadeFrom, outputs: Iterable[Path], read: Iterable[str] = ()) -> None:
        """Say that these outputs are made, from what, and which paths were ``read`` meanwhile, of which those of the configuration count.

        It is the last thing done, so that what is broken off has no stamp.
        """
        names = sorted(Path(path).relative_to(self.root).as_posix() for path in set(read) if Path(path).is_relative_to(self.root / NOTED))
        told = {"made_from": made_from, "read": states(names, self.root), "outputs": hashes(outputs, self.root)}
        write_whole(self.path, json.dumps(told, indent=1, sort_keys=True))

    def remove(self) -> None:
        """Take the stamp away before the thing is touched."""
        self.path.unlink(missing_ok=True)

    def _read(self) -> dict | None:
        try:
            return json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None


def states(names: Iterable[str], root: Path) -> dict[str, str]:
    """How the paths of a workspace are now: the hash of a file, of a folder that of the names in it, and "" for what is not there."""
    return {name: _state(root / name) for name in names}


def _state(path: Path) -> str:
    if path.is_dir():
        listed = "\n".join(sorted(one.name for one in path.iterdir() if not one.name.startswith(".")))
        return hashlib.sha256(listed.encode()).hexdigest()
    return sha256(path) if path.is_file() else ""


def _there(known: Mapping[str, str]) -> dict[str, str]:
    return {name: state for name, state in known.items() if state}


def whole_run(root: Path, names: Iterable[str], edition: str, with_pdf: bool) -> Stamp:
    """The stamp of everything that a command builds."""
    return Stamp(root, "-".join(["run", *sorted(names), edition, *(["pdf"] if with_pdf else [])]).replace("/", "-"))


def everything(root: Path) -> MadeFrom:
    """All that any report of a workspace could be made from."""
    return {
        "raw file": hashes(files_in(root / "data" / "raw"), root),
        "configuration": hashes(files_in(root / "config"), root),
        "shipped configuration": shipped_words(root),
        "notebook": hashes(sorted((root / "notebooks").glob("*.ipynb")), root),
        "release": hashes([*files_in(root / "releases"), *files_in(root / "approvals")], root),
        "published figures": hashes(files_in(root / "data" / "benchmarks"), root),
        "decision": hashes(sorted((root / "data" / "registers").glob("decisions.csv")), root),
        "code": hashes(code_files(), PACKAGE),
        "package": packages(),
    }


def nothing_to_do(root: Path, names: Iterable[str], edition: str, with_pdf: bool) -> bool:
    """Whether a command would build nothing: all is there, and made from what there is now."""
    there = (root / "outputs" / "index.html").exists()
    return there and not whole_run(root, names, edition, with_pdf).reasons(everything(root))


def packages() -> dict[str, str]:
    """What every report is made with: the packages that are installed, and the lock file that says which they should be."""
    return environment() | {path.name: sha256(path) for path in lock_file()}
