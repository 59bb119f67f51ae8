"""Periods that are closed: nothing of them is built, published or withdrawn until somebody opens them in the policy."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.base.periods import Period
from analysis.base.settings import Fault, Workspace
from analysis.base.toml_lines import line_of, lines_of_keys
from analysis.run.story import requested

PLACE = ("publication", "closed_to")


def is_closed(workspace: Workspace, period: Period) -> bool:
    """Whether a period ends by the day up to which periods are closed."""
    closed_to = workspace.policy.publication.closed_to
    return closed_to is not None and period.end <= closed_to


def refuse_closed(workspace: Workspace, period: Period) -> None:
    """Raise `Fault`, naming the line that opens it, for a period that is closed."""
    if is_closed(workspace, period):
        text = (workspace.config / "policy.toml").read_text(encoding="utf-8-sig")
        number = line_of(PLACE, lines_of_keys(text))
        raise Fault(
            f"{period.name} is closed, so nothing of it is built, published or withdrawn. config/policy.toml, line {number}, says "
            f"{text.splitlines()[number - 1].strip()!r}. Put a day before {period.end} there to open it."
        )


def open_periods(workspace: Workspace, names: Iterable[str]) -> tuple[Period, ...]:
    """The periods to report on, without the closed quarters of a year that is open. Raises `Fault` when one that is named is closed."""
    names, first_month = list(names), workspace.authority.year_starts_in
    for name in names:
        refuse_closed(workspace, Period.parse(name, first_month))
    return tuple(period for period in requested(names, first_month) if not is_closed(workspace, period))


def closed_quarters(workspace: Workspace, periods: Iterable[Period]) -> tuple[str, ...]:
    """The quarters of some years that are closed while their year is not."""
    return tuple(quarter.name for period in periods if period.is_year for quarter in period.quarters if is_closed(workspace, quarter))
