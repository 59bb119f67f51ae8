"""Whether the figures may go out: what the ranges mean under the policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.audit.knowledge import known_from
from analysis.audit.prints import Printed, read_prints
from analysis.audit.ranges import Range, ranges

LEAST_VALUES = 3


@dataclass(frozen=True)
class Verdict:
    """What an audit found. ``faults`` stop a release; ``listed`` are to be signed for; ``ranges`` is what a reader can tell."""

    faults: tuple[str, ...]
    listed: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    hidden: tuple[Printed, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        return not self.faults

    def joined(self, faults: Iterable[str]) -> Verdict:
        """The same with more faults."""
        return replace(self, faults=(*self.faults, *faults))

    def noting(self, notes: Iterable[str]) -> Verdict:
        """The same with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def audit_numbers(files: Iterable[Path], threshold: int, first_month: int = 4) -> Verdict:
    """Attack the numbers of open-data files together, as a reader would who has them all."""
    rows = read_prints(files)
    book = known_from(rows, threshold, first_month)
    found = ranges(book)
    faults = [*book.small_printed, *book.conflicts, *(fault for one in found if (fault := _fault(one, threshold)))]
    listed = [_words(one) for one in found if not _fault(one, threshold) and _is_narrow(one, threshold)]
    hidden = tuple(row for row in rows if "c" in (row.numerator, row.denominator, row.value))
    return Verdict(tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(listed)), tuple(found), hidden)


def _fault(one: Range, threshold: int) -> str:
    """Why a number is not protected; empty when it is. A number that cannot be small needs no protection."""
    if not one.is_solved:
        return f"{one.name}: not solved, so not protected"
    if one.least >= 1 and one.most <= threshold and one.most - one.least + 1 < min(LEAST_VALUES, threshold):
        return _words(one)
    return ""


def _is_narrow(one: Range, threshold: int) -> bool:
    return one.is_solved and one.least >= 1 and one.most <= threshold and (one.least, one.most) != (1, threshold)


def _words(one: Range) -> str:
    if one.is_exact:
        return f"{one.name}: a reader can work out that it is {one.least}"
    return f"{one.name}: a reader can work out that it is from {one.least} to {one.most}"
