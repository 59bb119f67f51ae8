"""How a figure stands in a quarter: beside its own history, beside its target, and a year before."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.base.spec import Indicator
from analysis.compare.comparisons import Comparison
from analysis.compare.process_limits import Usual
from analysis.compare.targets import NOT_MET, Status, Target, status_of


@dataclass(frozen=True)
class FigureStanding:
    """A figure of a quarter and that of a year before, its history where quarters of it can be held against each other, and its target."""

    indicator: Indicator
    change: Comparison
    usual: Usual | None = None
    target: Target | None = None

    @property
    def status(self) -> Status | None:
        """What became of the target, where one was set."""
        return status_of(self.target, self.indicator, self.change) if self.target else None

    @property
    def is_missed(self) -> bool:
        return self.status in NOT_MET

    @property
    def is_unusual(self) -> bool:
        """Whether the figure does not vary as usual."""
        return self.usual is not None and self.usual.signal is not None

    @property
    def is_exception(self) -> bool:
        """Whether a board should ask about it."""
        return self.is_unusual or self.is_missed
