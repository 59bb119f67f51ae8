"""The story in order: extracts in, figures counted once, every report built, each whole or not at all."""

from analysis.run.story import audit, check, requested, run
from analysis.run.tasks import Outcome, Task
from analysis.run.verify import Verified, verify

__all__ = ["Outcome", "Task", "Verified", "audit", "check", "requested", "run", "verify"]
