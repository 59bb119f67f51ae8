"""What is worked out about rows before they are counted: bands of time, the placement on a day, what two systems hold of one absence."""

from analysis.intake.derived.bands import duration_band, held_within, hours_between, interviewed_within, risk_level, without_time
from analysis.intake.derived.looked_after import looked_after_missing
from analysis.intake.derived.nearest import nearest
from analysis.intake.derived.placed import PLACED, placed_on_the_day, with_placement

__all__ = [
    "PLACED",
    "duration_band",
    "held_within",
    "hours_between",
    "interviewed_within",
    "looked_after_missing",
    "nearest",
    "placed_on_the_day",
    "risk_level",
    "with_placement",
    "without_time",
]
