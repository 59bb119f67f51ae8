"""What is proposed for a file: the mapping that fits it best, and what a person has to decide before it can be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.intake.extracts import Extract
from analysis.intake.trial import Trial

ENOUGH = 3
"""So many headers make a file one of a table; fewer may be chance."""


@dataclass(frozen=True)
class Candidate:
    """A mapping that may fit, and how much of it does: headers ``found`` as they are written, and others nearly so (``alike``), of those
    that are ``there``."""

    table: str
    path: Path
    extract: Extract
    found: int
    alike: int = 0
    there: int = 0

    @property
    def fits(self) -> bool:
        return self.found == len(self.extract.expected)

    @property
    def agreement(self) -> float:
        """How much of both, the mapping and the file, fits the other: a few headers that every list of children has say little."""
        return 2 * (self.found + self.alike) / max(1, len(self.extract.expected) + self.there)

    @property
    def is_known(self) -> bool:
        """Whether enough headers are found for the file to be one of this table."""
        return self.found + self.alike >= ENOUGH

    @property
    def described(self) -> str:
        """What the file has of the mapping."""
        alike = f" and {self.alike} nearly as written there" if self.alike else ""
        return f"{self.found} of the {len(self.extract.expected)} headers of {self.path.parent.name}/{self.path.name}{alike}"


@dataclass(frozen=True)
class Proposal:
    """A mapping proposed for a file: the ``lines`` of its TOML, what of the file it does not use, and what becomes of the file with it.

    ``others`` are mappings of other tables that the file may be one of, the likeliest first.
    """

    path: Path
    best: Candidate
    others: tuple[Candidate, ...]
    ready: bool
    trial: Trial
    lines: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def told(self) -> str:
        """The mapping with what to do with it."""
        return self._under(f"copy {self.best.path}" if self.ready else "look over what follows, above all what is marked ?, and save it")

    @property
    def written(self) -> str:
        """The mapping as it stands in ``config/extracts``."""
        return self._under("look over what follows, above all what is marked ?. It stands")

    @property
    def open(self) -> dict[str, list[str]]:
        """What a person has to decide, by part of the mapping: the columns, or the values that have no code."""
        part, found = "", {}
        for line in self.lines:
            part = line.strip("[]") if line.startswith("[") else part
            if "# ?" in line or " = ?" in line:
                found.setdefault(part, []).append(line.removeprefix("# ").split(" = ")[0])
        return found

    def _under(self, advice: str) -> str:
        """The mapping under a heading of what it was made from, what to do with it, and what becomes of the file with it."""
        heading = [
            f"# {self.path.name} has {self.best.described}: {advice} as config/extracts/{self.best.table}.toml.",
            f"# With what stands here {self.trial.told}{'; not read:' if self.trial.sentences else '.'}",
            *(f"#   {sentence}" for sentence in self.trial.sentences),
        ]
        return "\n".join([*heading, *self.lines, *self.unused, ""])
