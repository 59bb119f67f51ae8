"""What the audit is told of the workspace that is shipped, for tests that hold a few words against it."""

from functools import cache
from pathlib import Path

from analysis.audit import Terms
from analysis.audit.known import Known
from analysis.base.periods import Period
from analysis.base.settings import Workspace
from analysis.run.terms import terms_of


@cache
def shipped_terms() -> Terms:
    return terms_of(Workspace(Path(__file__).parents[1]), Period.parse("2016-17"))


def known_of(file: Path) -> Known:
    """What is known of a folder from its open data and from the words that every release brings along."""
    return Known.of(file.parent, shipped_terms())
