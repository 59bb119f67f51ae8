"""What the intake makes of a council's extracts when one table of them was spoilt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from analysis.base.settings import Fault, Workspace
from analysis.intake.pipeline import Intake, prepare_tables
from tests.spoilings.council import CONFIG, PERIOD, STEMS, Council, Figures
from tests.spoilings.files import DAY, MOMENT, Files, Table, as_csv

Expected = Literal["unchanged", "said", "unchanged and said", "unchanged or said"]
"""What must come of a spoiling.

What can be read is ``unchanged``, what is lost is ``said``; what is read and yet odd is both, what may be read or refused either.
"""

TABLES = tuple(STEMS)
NUMBERED, TIMED = ("notifications", "placements"), ("notifications", "return_interviews")
"""The tables with a number of a person, and those with times."""

UNREAD = ("unreadable_date", "empty", "cannot be used")
"""What tells of dates that cannot be read; the last where they are so many that the run stops."""

NUMBERS = ("no_identifier", "spoilt_identifier", "signs_removed", "read_as_empty", "child_with_two_numbers", "number_of_two_children")
"""What tells of a number that is none, is spoilt or was written in an odd way, and of what that does to the children."""

LETTERS = ("letters_damaged", "no_episode")
"""What tells of letters that were lost, and of an interview for which they leave no child."""


@dataclass(frozen=True)
class Spoiling:
    """One thing that a program or a person does to a table.

    ``says`` are the codes of findings, and the words of faults, any of which tells of it. ``tables`` are those that it can happen to.
    ``dates`` are the formats of days and of times that the mapping is told.
    """

    program: str
    name: str
    what: str
    spoil: Callable[[Table], Files]
    expected: Expected = "unchanged"
    says: tuple[str, ...] = ()
    tables: tuple[str, ...] = TABLES
    dates: tuple[str, str] = (DAY, MOMENT)

    def told(self, day: str, time: str) -> Spoiling:
        """The same where the mapping says how dates are written: then they are read."""
        return replace(self, name=f"{self.name}, told to the mapping", expected="unchanged", says=(), dates=(day, time))


@dataclass(frozen=True)
class Outcome:
    """The figures, unless the run stopped; the codes of the findings with their severity; and what stopped the run."""

    figures: Figures | None
    findings: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    def tells(self, spoiling: Spoiling, truth: Figures) -> bool:
        """Whether the run says what is wrong. A note is enough only where no count is."""
        same = self.figures is not None and self.figures.counts == truth.counts
        grave = {code for code, severity in self.findings.items() if severity != "note" or same}
        return any(words in grave or words in self.fault for words in spoiling.says)

    def fits(self, spoiling: Spoiling, truth: Figures) -> bool:
        """Whether it is what must come of the spoiling."""
        same, told = self.figures == truth, self.tells(spoiling, truth)
        return {
            "unchanged": same,
            "said": told,
            "unchanged and said": same and told,
            "unchanged or said": same or told,
        }[spoiling.expected]

    def in_short(self, spoiling: Spoiling, truth: Figures) -> str:
        """Whether the figures are the same, and which of the spoiling's codes say so."""
        if self.figures is None:
            return "the run stops" if self.tells(spoiling, truth) else "the run stops, and does not say for what"
        said = [code for code in spoiling.says if code in self.findings]
        return differences(truth, self.figures) + (f", said ({', '.join(said)})" if said else "")

    def in_words(self, truth: Figures) -> str:
        """The figures that differ, or that none does; and all that was said."""
        said = ", ".join(sorted(code for code, severity in self.findings.items() if severity != "note"))
        return f"stops: {self.fault}" if self.figures is None else f"{differences(truth, self.figures)}; says {said or 'nothing'}"


def differences(truth: Figures, figures: Figures) -> str:
    """What differs, in words."""
    changed = [f"{name} {was} to {figures.counts[name]}" for name, was in truth.counts.items() if was != figures.counts[name]]
    wrong = len(set(figures.times) - set(truth.times))
    return ", ".join([*changed, *([f"{wrong} wrong times"] if wrong else [])]) or "unchanged"


def outcome_of(council: Council, spoiling: Spoiling | None = None, spoilt: str = "") -> Outcome:
    """What comes of the council's files, those of one table spoilt. Nothing but a `Fault` is caught."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = new_workspace(Path(folder))
        for table, rows in council.tables.items():
            is_spoilt = table == spoilt and spoiling is not None
            write_mapping(workspace, table, spoiling.dates if is_spoilt else (DAY, MOMENT))
            write_files(workspace.raw / PERIOD, rows.stem, spoiling.spoil(rows) if is_spoilt else as_csv(rows))
        try:
            intake = prepare_tables(workspace)
        except Fault as fault:
            return Outcome(None, {}, str(fault).replace(folder, ""))
    findings = dict(zip(intake.findings["code"], intake.findings["severity"], strict=True))
    return Outcome(counted(intake), findings)


def new_workspace(root: Path) -> Workspace:
    """A workspace of one period without mappings and extracts."""
    (root / "config" / "extracts").mkdir(parents=True)
    (root / "data" / "raw" / PERIOD).mkdir(parents=True)
    (root / "data" / "raw" / "SYNTHETIC").touch()
    for name in ("authority", "policy"):
        (root / "config" / f"{name}.toml").write_bytes((CONFIG / f"{name}.toml").read_bytes())
    return Workspace(root)


def write_mapping(workspace: Workspace, table: str, dates: tuple[str, str]) -> None:
    """The project's mapping of a table, with these formats, which takes files of any kind whose names begin as its own do."""
    text = (CONFIG / "extracts" / f"{table}.toml").read_text(encoding="utf-8")
    lines = [f'files = ["{STEMS[table]}*"]' if line.startswith("files = ") else line for line in text.splitlines()]
    told = "\n".join(lines).replace(f'"{MOMENT}"', f'"{dates[1]}"').replace(f'"{DAY}"', f'"{dates[0]}"')
    (workspace.config / "extracts" / f"{table}.toml").write_text(told, encoding="utf-8")


def write_files(folder: Path, stem: str, files: Files) -> None:
    """Write the files of a table."""
    for ending, content in files.items():
        (folder / f"{stem}{ending}").write_bytes(content)


def counted(intake: Intake) -> Figures:
    """The figures of an intake."""
    episodes, interviews = intake.tables["episodes"], intake.tables["return_interviews"]
    seen = interviews.set_index("episode_id")["interviewed_at"].reindex(episodes["episode_id"])
    columns = (episodes["started_at"], episodes["returned_at"], seen)
    times = zip(*(column.dt.strftime("%Y-%m-%d %H:%M:%S").fillna("") for column in columns), strict=True)
    return Figures(
        children=len(intake.tables["people"]),
        episodes=len(episodes),
        from_care=int(episodes["missing_from"].isin(["own_care", "other_authority_care"]).sum()),
        interviews=int((interviews["outcome"] == "completed").sum()),
        times=tuple(sorted(times)),
    )
