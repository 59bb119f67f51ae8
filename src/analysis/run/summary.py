"""What is said at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.base.formats import listed
from analysis.base.settings import Fault
from analysis.base.whole import says_full
from analysis.run.reports import Built

REASONS_SHOWN = 5


def summary(built: Built, *, why: bool) -> Iterator[str]:
    """What became of one workspace, line by line: with ``why`` the reasons, then what went wrong, then how many reports were built."""
    if built.error:
        yield f"overview: {_said(built.error)}"
        if not built.outcomes:
            return
    if why:
        yield from (_reasons(outcome.task.name, outcome.why) for outcome in built.outcomes)
    yield from (f"overview: {failure.task.name} was not built. {failure.failure}" for failure in built.failures)
    for outcome in (one for one in built.outcomes if one.warning):
        yield f"overview: before {outcome.task.period.name} is published:\n{outcome.warning}"
    if built.left:
        yield f"Closed, so left as before: {listed(built.left)}."
    yield _counts(built)


def _counts(built: Built) -> str:
    whole = [outcome for outcome in built.outcomes if not outcome.failure]
    made = sum(bool(outcome.why) for outcome in whole)
    unchanged = len(whole) - made
    told = f"; {unchanged} had not changed" if unchanged else ""
    return f"{made} of {len(built.outcomes)} reports were built{told}. Open this page to find them:"


def _reasons(name: str, why: tuple[str, ...]) -> str:
    """Why a report was built, with as many reasons as can be read."""
    if not why:
        return f"{name}: nothing that it is made from has changed."
    more = [f"and {len(why) - REASONS_SHOWN} more"] if len(why) > REASONS_SHOWN else []
    return f"{name}: {'; '.join([*why[:REASONS_SHOWN], *more])}."


def _said(error: Exception) -> str:
    """What went wrong in words; of what nobody expected also where in the program, so that it can be reported."""
    if isinstance(error, Fault):
        return str(error)
    if full := says_full(error):
        return full
    return "\n".join([f"it ended with {type(error).__name__}: {error}", *getattr(error, "__notes__", [])])
