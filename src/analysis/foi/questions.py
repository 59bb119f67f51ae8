"""What was asked: a TOML file that an information officer writes, checked against the indicators that there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from analysis.base.formats import did_you_mean, listed, near
from analysis.base.periods import Period
from analysis.base.policies import Record
from analysis.base.settings import Authority, Fault, Workspace, read_record
from analysis.base.wording import in_words_of
from analysis.chapters import BY_KEY, told_by
from analysis.count.compute import codes_of
from analysis.disclose import EDITIONS
from analysis.foi.suggestions import nearest

SETS = "foi"
"""The folder of ``config/`` with the questions that keep coming."""

MOST_YEARS = 20
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


class Wanted(Record):
    """An indicator that answers a question: undivided, or ``by`` one of its breakdowns and of that ``only`` some categories."""

    indicator: str
    by: str = ""
    only: tuple[str, ...] = ()


class Question(Record):
    """One question as it was ``asked``, with the figures that answer it. Without any the nearest ones are looked for.

    Where it ``cannot`` be answered as it was put, that says why, and the figures are given as the nearest.
    ``years`` is how many reporting years up to the period of the answer, or which ones; ``each`` divides them into quarters.
    ``note`` is what the officer has to say to the answer.
    """

    asked: str = Field(min_length=1)
    figure: tuple[Wanted, ...] = ()
    years: int | tuple[str, ...] | None = None
    each: Literal["year", "quarter"] = "year"
    note: str = ""
    cannot: str = ""


class Request(Record):
    """A request: its ``reference``, what it is about, the day it came, and its questions."""

    reference: str = Field(min_length=1)
    subject: str = Field(min_length=1)
    received: date | None = None
    years: int = Field(default=3, ge=1, le=MOST_YEARS)
    question: tuple[Question, ...] = Field(min_length=1)

    @property
    def folder(self) -> str:
        """The reference as the name of a folder: ``FOI/2017/31`` is ``FOI-2017-31``."""
        return _UNFIT.sub("-", self.reference).strip("-.")

    def periods(self, question: Question, last: Period) -> tuple[Period, ...]:
        """The periods that a question is answered for, the earliest first."""
        wanted = self.years if question.years is None else question.years
        if isinstance(wanted, int):
            years = tuple(last.shifted(-12 * back) for back in range(wanted - 1, -1, -1))
        else:
            years = tuple(Period.parse(name, last.first_month) for name in wanted)
        return years if question.each == "year" else tuple(quarter for year in years for quarter in year.quarters)


def find_request(workspace: Workspace, named: Path) -> Path:
    """The file of a request: where it is named, or in the workspace, or a set of ``config/foi`` by its name. Raises `Fault` for none."""
    sets = workspace.config / SETS
    places = (named, workspace.root / named, sets / named, sets / f"{named}.toml")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        known = [path.stem for path in sorted(sets.glob("*.toml"))]
        there = f" {sets} has the sets {listed(known)}." if known else ""
        raise Fault(f"There is no file {named}.{there} Copy one of them, and put the questions of the request into it.")
    return found


def read_request(path: Path, authority: Authority) -> Request:
    """A request. Raises one `Fault` with everything in it that names what there is not, each with what is near it."""
    request = read_record(path, Request)
    if faults := list(_faults(request, authority)):
        raise Fault("\n".join([f"{path} has {len(faults)} fault(s):", *(f"  {fault}" for fault in faults)]))
    return request


def _faults(request: Request, authority: Authority) -> Iterator[str]:
    if not request.folder or request.folder in EDITIONS:
        yield f"reference: {request.reference!r} cannot name a folder. Use letters and figures, such as FOI-2017-31."
    for number, question in enumerate(request.question, 1):
        faults = [*_unfit_years(question, authority), *(fault for one in question.figure for fault in _unknown(one, authority))]
        named = Counter((one.indicator, one.by) for one in question.figure)
        faults += [f"{key}{f' by {by}' * bool(by)} stands there twice: keep one." for (key, by), times in named.items() if times > 1]
        yield from (f"question {number}: {fault}" for fault in faults)


def _unfit_years(question: Question, authority: Authority) -> Iterator[str]:
    wanted = () if question.years is None else question.years
    if isinstance(wanted, int):
        if not 1 <= wanted <= MOST_YEARS:
            yield f"years = {wanted} is not a number from 1 to {MOST_YEARS}."
        return
    for name in wanted:
        try:
            is_year = Period.parse(name, authority.year_starts_in).is_year
        except Fault as fault:
            yield str(fault)
        else:
            if not is_year:
                yield f'{name!r} is not a reporting year. Write 2016-17; for quarters add each = "quarter".'


def _unknown(wanted: Wanted, authority: Authority) -> Iterator[str]:
    """What a figure names that there is not: its indicator, or else its breakdown, or else some of its categories."""
    one = in_words_of(authority, BY_KEY.get(wanted.indicator))
    if one is None:
        alike = (found.key for found in nearest(wanted.indicator, told_by(authority)))
        known = list(dict.fromkeys([*near(wanted.indicator, BY_KEY), *alike]))[:3]
        yield f"there is no indicator {wanted.indicator!r}. {did_you_mean(known)}The methodology page lists all {len(BY_KEY)}."
        return
    known = [breakdown.key for breakdown in one.breakdowns if breakdown.edition == "public"]
    if wanted.by and wanted.by not in known:
        yield f"{one.key} is not divided by {wanted.by!r}. It is divided by: {', '.join(known) or 'nothing'}."
    elif wanted.only and not wanted.by:
        yield f"{one.key}: only = {list(wanted.only)} needs the breakdown that it is of: by = {known[:1]}."
    else:
        codes = codes_of(one.breakdown(wanted.by), authority) if wanted.by else ()
        for code in (code for code in wanted.only if code not in codes):
            yield f"{one.key} by {wanted.by} has no {code!r}. {did_you_mean(near(code, codes))}It has: {', '.join(codes)}."
