"""The story in order: extracts in, figures counted once, every report built, each whole or not at all."""

from analysis.run.log import commit, current_user, runs
from analysis.run.register import publish
from analysis.run.reports import Built, run, run_all
from analysis.run.sent import sent_along
from analysis.run.signoff import Signature, sign_off
from analysis.run.story import audit, check, lint_text, requested, supplied_figures, write_index
from analysis.run.tasks import Outcome, Task
from analysis.run.verify import Verified, verify

__all__ = [
    "Built",
    "Outcome",
    "Signature",
    "Task",
    "Verified",
    "audit",
    "check",
    "commit",
    "current_user",
    "lint_text",
    "publish",
    "requested",
    "run",
    "run_all",
    "runs",
    "sent_along",
    "sign_off",
    "supplied_figures",
    "verify",
    "write_index",
]
