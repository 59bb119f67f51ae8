"""A finished folder as its reader has it: its own files, and the open data of everything else that is out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.audit.known import Known
from analysis.audit.opendata import OPEN_DATA
from analysis.audit.pages import html_faults
from analysis.audit.published_rows import Printed, restated
from analysis.audit.search import search
from analysis.audit.terms import Terms
from analysis.audit.verdict import AuditVerdict, audit_numbers
from analysis.base.settings import Fault


def audit_folder(folder: Path, others: Iterable[Path], terms: Terms, released: Iterable[Path] = ()) -> AuditVerdict:
    """Attack the figures of a folder together with other open-data files, and search its files. Raises `Fault` when it has none.

    ``others`` are to come out with it; ``released`` are out already.
    """
    own = folder / OPEN_DATA
    if not own.exists():
        raise Fault(f"{folder} has no {OPEN_DATA}, so there is nothing to audit. Run `overview run PERIOD --edition public` first.")
    released = list(released)
    verdict = audit_numbers([own, *others], terms, released)
    return verdict.joined(search(folder, terms)).noting(_restated(own, released))


def list_faults(page: Path, folder: Path, terms: Terms) -> list[str]:
    """What stands in the page that lists all outputs, beside the folder it was found with, and should not; nothing where there is none."""
    if not page.exists():
        return []
    return [f"{page.name}: {fault}" for fault in html_faults(page.read_text(encoding="utf-8"), Known.of(folder, terms))]


def public_files(outputs: Path, besides: Path) -> list[Path]:
    """The open data of every other public folder, in the order of their names."""
    return [path for path in sorted(outputs.glob(f"*/public/{OPEN_DATA}")) if path.parent != besides]


def _restated(own: Path, others: list[Path]) -> list[str]:
    pairs = restated([own], others)
    return [f"{new.address} was {_said(old)} in {old.file} and is now {_said(new)}{_tells(new, old)}" for new, old in pairs]


def _said(row: Printed) -> str:
    return f"{row.numerator} of {row.denominator}" if row.denominator else row.numerator


def _tells(new: Printed, old: Printed) -> str:
    """What the two tell together: the difference, or the old number for one that is hidden now."""
    if new.numerator.isdecimal() and old.numerator.isdecimal() and new.numerator != old.numerator:
        return f"; a reader can tell the difference of {abs(int(new.numerator) - int(old.numerator))}"
    return "; a reader will go by the number that was printed" if new.numerator == "c" and old.numerator.isdecimal() else ""
