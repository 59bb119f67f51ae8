"""A finished folder as its reader has it: its own files, and the open data of everything else that is out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.audit.prints import restated
from analysis.audit.search import search
from analysis.audit.verdict import Verdict, audit_numbers
from analysis.settings import Fault

OPEN_DATA = "results.csv"


def audit_folder(folder: Path, others: Iterable[Path], threshold: int, first_month: int = 4) -> Verdict:
    """Attack the figures of a folder together with other open-data files, and search its files. Raises `Fault` when it has none."""
    own = folder / OPEN_DATA
    if not own.exists():
        raise Fault(f"{folder} has no {OPEN_DATA}, so there is nothing to audit. Run `overview run PERIOD --edition public` first.")
    others = list(others)
    verdict = audit_numbers([own, *others], threshold, first_month)
    return verdict.joined(search(folder)).noting(_restated(own, others))


def public_files(outputs: Path, releases: Path, besides: Path) -> list[Path]:
    """The open data of every other public folder and of every earlier release, in the order of their names."""
    found = [*sorted(outputs.glob(f"*/public/{OPEN_DATA}")), *sorted(releases.glob(f"*/{OPEN_DATA}"))]
    return [path for path in found if path.parent != besides]


def _restated(own: Path, others: list[Path]) -> list[str]:
    pairs = restated([own], others)
    return [f"{new.address} was {_said(old)} in {old.file} and is now {_said(new)}" for new, old in pairs]


def _said(row: object) -> str:
    return f"{row.numerator} of {row.denominator}" if row.denominator else row.numerator
