"""Whether the figures may go out: what the ranges mean under the policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.audit.constraints import known_from
from analysis.audit.knowledge import Knowledge
from analysis.audit.moves import link_states
from analysis.audit.published_rows import VERSION, Printed, read_prints
from analysis.audit.ranges import Range, ranges
from analysis.audit.states import in_states
from analysis.audit.terms import BLIND, Terms
from analysis.base.wording import printed_records
from analysis.chapters import BY_KEY

FAULTS_SHOWN = 10
LEAST_VALUES = 3


@dataclass(frozen=True)
class AuditVerdict:
    """What an audit found. ``faults`` stop a release; ``listed`` are to be signed for; ``ranges`` is what a reader can tell."""

    faults: tuple[str, ...]
    listed: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    hidden: tuple[Printed, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        return not self.faults

    def joined(self, faults: Iterable[str]) -> AuditVerdict:
        """The same with more faults."""
        return replace(self, faults=(*self.faults, *faults))

    def noting(self, notes: Iterable[str]) -> AuditVerdict:
        """The same with more notes."""
        return replace(self, notes=(*self.notes, *notes))


def refused(what: str, faults: Sequence[str]) -> str:
    """Why the public edition was not published."""
    shown = [f"  {fault}" for fault in faults[:FAULTS_SHOWN]]
    more = [f"  and {len(faults) - FAULTS_SHOWN} more"] if len(faults) > FAULTS_SHOWN else []
    return "\n".join(
        [f"{what} does not pass the disclosure audit, so it is not published and earlier outputs are as they were:", *shown, *more]
    )


def audit_numbers(files: Iterable[Path], terms: Terms, released: Iterable[Path] = ()) -> AuditVerdict:
    """Attack the numbers of open-data files together with earlier releases, as a reader would who has them all.

    What could be worked out from the earlier releases alone cannot be taken back, so it is listed and does not stop this one.
    """
    new, out = ([read_prints(file) for file in some] for some in (files, list(released)[::-1]))
    found = _attacked([*new, *out], terms)
    if found.passes or not out:
        return found
    before = {_unversioned(fault) for fault in _attacked([*map(_blinded, new), *out], terms).faults}
    old = [fault for fault in found.faults if _unversioned(fault) in before]
    faults = tuple(fault for fault in found.faults if fault not in old)
    return replace(found, faults=faults, listed=(*found.listed, *(f"{fault} (known already from earlier releases)" for fault in old)))


def already_out(released: Iterable[Path], terms: Terms) -> AuditVerdict:
    """Attack the earlier releases alone: what they give away nobody can take back."""
    return _attacked([read_prints(file) for file in list(released)[::-1]], terms)


def _blinded(rows: Iterable[Printed]) -> list[Printed]:
    """The rows of a file as if nothing were known of their numbers: what they are still says what follows from others."""
    return [replace(row, numerator="c", denominator="c" if row.denominator else "", value="c", marker=BLIND) for row in rows]


def _attacked(files: list[list[Printed]], terms: Terms) -> AuditVerdict:
    rows, book = _known(files, terms)
    found = ranges(book)
    faults = [*book.small_printed, *book.conflicts, *(fault for one in found if (fault := _fault(one)))]
    listed = [_words(one) for one in found if not _fault(one) and _is_narrow(one)]
    hidden = tuple(row for row in rows if "c" in (row.numerator, row.denominator, row.value))
    return AuditVerdict(tuple(dict.fromkeys(faults)), tuple(dict.fromkeys(listed)), tuple(found), hidden)


def _known(files: list[list[Printed]], terms: Terms) -> tuple[list[Printed], Knowledge]:
    """What a reader knows of all files, in as few states of the records as can be true together."""
    records = printed_records({row.category for rows in files for row in rows}, BY_KEY)
    rows = in_states(files, terms, records)
    book = known_from(rows, terms, records)
    torn = link_states(book) if len(files) > 1 else frozenset()
    if torn:
        rows = in_states(files, terms, records, torn)
        book = known_from(rows, terms, records)
        link_states(book)
    return rows, book


def _unversioned(fault: str) -> str:
    return re.sub(re.escape(VERSION) + r"[^)]*\)", "", fault)


def _fault(one: Range) -> str:
    """Why a number is not protected; empty when it is. A number that cannot be small needs no protection."""
    if not one.is_solved:
        return f"{one.name}: not solved, so not protected"
    if one.least >= 1 and one.most <= one.limit and one.most - one.least + 1 < min(LEAST_VALUES, one.limit):
        return _words(one)
    return ""


def _is_narrow(one: Range) -> bool:
    return one.is_solved and one.least >= 1 and one.most <= one.limit and (one.least, one.most) != (1, one.limit)


def _words(one: Range) -> str:
    if one.is_exact:
        return f"{one.name}: a reader can work out that it is {one.least}"
    return f"{one.name}: a reader can work out that it is from {one.least} to {one.most}"
